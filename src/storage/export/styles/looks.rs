//! What each table looks like: the map of the program in its light theme.

use super::style::{Class, Drawing, Label, Stroke, Style, Symbol};
use crate::base::{land_class, land_classes};
use crate::checks::Severity;
use crate::design::MeasureKind;
use crate::i18n::{Language, Text};
use crate::theme::{
    LIGHT, MEASURE_FILL_OPACITY, MEASURE_OUTLINE, Rgba, SeverityColours, ZONE_CASING, ZONE_FILL_OPACITY, ZONE_OUTLINE,
    measure_colour,
};

/// Millimetres of a point of the program's map.
const MM_PER_POINT: f64 = 25.4 / 96.0;
const HAIRLINE_MM: f64 = 0.1;

/// 禁止 … as YZCD says it.
pub(in crate::storage::export) fn severity_word(severity: Severity) -> &'static str {
    severity.text().zh()
}

/// ZZDY: the outline of a zone with its light casing, a breath of fill, name and area.
pub(in crate::storage::export) fn unit_style() -> Style {
    zone_style(1.0, "DYMC", 10.0)
}

/// ZZQY: as a unit, heavier.
pub(in crate::storage::export) fn region_style() -> Style {
    zone_style(1.8, "QYMC", 12.0)
}

fn zone_style(weight: f64, name_column: &'static str, size_pt: f64) -> Style {
    let width_mm = f64::from(ZONE_OUTLINE) * MM_PER_POINT * weight;
    let casing_mm = width_mm + 2.0 * f64::from(ZONE_CASING) * MM_PER_POINT;
    let symbol = vec![
        Stroke::Fill { colour: LIGHT.selection.with_opacity(ZONE_FILL_OPACITY) },
        Stroke::Outline { colour: LIGHT.map.casing, width_mm: casing_mm },
        Stroke::Outline { colour: LIGHT.selection, width_mm },
    ];
    let label = Label { name_column, mu_column: "MJ_MU", size_pt, colour: LIGHT.map.label, halo: LIGHT.map.casing };
    Style { drawing: Drawing::Single(symbol), label: Some(label), code_lists: Vec::new() }
}

/// CTTB: the pattern of the severity, so that it can be told without colour.
pub(in crate::storage::export) fn conflict_style() -> Style {
    let severities = [Severity::Forbidden, Severity::Procedure, Severity::Review, Severity::Information];
    let class = |severity| Class {
        value: severity_word(severity).to_owned(),
        title: format!("{} {}", severity_mark(severity), severity_word(severity)),
        symbol: severity_symbol(severity),
    };
    let drawing = Drawing::ByValue {
        column: "YZCD",
        classes: severities.map(class).into(),
        others: severity_symbol(Severity::Review),
    };
    let yes_no = [("1", "是"), ("0", "否")].map(|(code, words)| (code.to_owned(), words.to_owned()));
    Style { drawing, label: None, code_lists: vec![("XS", yes_no.into())] }
}

/// ZZCS and the tables made of it: the colour of what is done to the land, told apart by patterns too.
pub(in crate::storage::export) fn measure_style(column: &'static str) -> Style {
    let class = |word: &str, kind: MeasureKind| Class {
        value: word.to_owned(),
        title: word.to_owned(),
        symbol: measure_symbol(kind),
    };
    let mut classes: Vec<Class> =
        MeasureKind::ALL.iter().map(|&kind| class(kind.title(Language::Chinese), kind)).collect();
    classes.push(class("扩入", MeasureKind::BoundaryExtension));
    classes.push(class("划出", MeasureKind::BoundaryRelease));
    classes.push(class("下山", MeasureKind::ForestToFarmland));
    classes.push(class("上山", MeasureKind::FarmlandToForest));
    let drawing = Drawing::ByValue { column, classes, others: measure_symbol(MeasureKind::Infrastructure) };
    Style { drawing, label: None, code_lists: Vec::new() }
}

/// YJDC and YJDR: one kind of measure.
pub(in crate::storage::export) fn kind_style(kind: MeasureKind) -> Style {
    Style { drawing: Drawing::Single(measure_symbol(kind)), label: None, code_lists: Vec::new() }
}

/// ZXM: outline and name of a sub-project.
pub(in crate::storage::export) fn sub_project_style() -> Style {
    let colour = measure_colour(MeasureKind::Infrastructure.key());
    let symbol = vec![
        Stroke::Fill { colour: colour.with_opacity(MEASURE_FILL_OPACITY) },
        Stroke::Outline { colour, width_mm: 2.0 * f64::from(MEASURE_OUTLINE) * MM_PER_POINT },
    ];
    let label = Label {
        name_column: "XMMC",
        mu_column: "MJ_MU",
        size_pt: 9.0,
        colour: LIGHT.map.label,
        halo: LIGHT.map.casing,
    };
    Style { drawing: Drawing::Single(symbol), label: Some(label), code_lists: Vec::new() }
}

/// LPFK: blocks before hatched one way, blocks after the other way and filled.
pub(in crate::storage::export) fn block_style() -> Style {
    let (colour, width_mm) = (LIGHT.accent, 0.35);
    let hatch = |angle_deg| Stroke::Hatch { colour, angle_deg, distance_mm: 2.4, width_mm: 0.2 };
    let outline = Stroke::Outline { colour, width_mm };
    let fill = Stroke::Fill { colour: colour.with_opacity(ZONE_FILL_OPACITY) };
    let class = |word: &str, title: &str, symbol| Class { value: word.to_owned(), title: title.to_owned(), symbol };
    let classes = vec![
        class("前", "整治前", vec![hatch(45.0), outline.clone()]),
        class("后", "整治后", vec![fill, hatch(135.0), outline.clone()]),
    ];
    let drawing = Drawing::ByValue { column: "QH", classes, others: vec![outline] };
    Style { drawing, label: None, code_lists: Vec::new() }
}

fn measure_symbol(kind: MeasureKind) -> Symbol {
    let colour = measure_colour(kind.key());
    let hatch = |angle_deg| Stroke::Hatch { colour, angle_deg, distance_mm: 1.6, width_mm: 0.3 };
    let mut symbol = vec![Stroke::Fill { colour: colour.with_opacity(MEASURE_FILL_OPACITY) }];
    match kind {
        MeasureKind::Reclaim | MeasureKind::BasicFarmlandOut | MeasureKind::BoundaryRelease => symbol.push(hatch(45.0)),
        MeasureKind::BasicFarmlandIn | MeasureKind::BoundaryExtension => symbol.push(hatch(135.0)),
        _ => {}
    }
    symbol.push(Stroke::Outline { colour, width_mm: f64::from(MEASURE_OUTLINE) * MM_PER_POINT });
    symbol
}

fn severity_mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Forbidden => "⬣",
        Severity::Procedure => "▲",
        Severity::Review => "◆",
        Severity::Information => "●",
    }
}

fn severity_symbol(severity: Severity) -> Symbol {
    let colours: SeverityColours = match severity {
        Severity::Forbidden => LIGHT.forbidden,
        Severity::Procedure => LIGHT.procedure,
        Severity::Review => LIGHT.review,
        Severity::Information => LIGHT.information,
    };
    let colour = colours.mark;
    let hatch = |angle_deg, distance_mm| Stroke::Hatch { colour, angle_deg, distance_mm, width_mm: 0.3 };
    let mut symbol = vec![Stroke::Fill { colour: colours.ground.with_opacity(0.55) }];
    match severity {
        Severity::Forbidden => symbol.extend([hatch(45.0, 1.6), hatch(135.0, 1.6)]),
        Severity::Procedure => symbol.push(hatch(45.0, 1.8)),
        Severity::Review => symbol.push(hatch(135.0, 3.2)),
        Severity::Information => symbol.push(Stroke::Dots { colour, distance_mm: 2.4, size_mm: 0.7 }),
    }
    symbol.push(Stroke::Outline { colour, width_mm: 0.35 });
    symbol
}

/// DLTB_FW: the standard fills of the land classes that occur, under their names.
pub(in crate::storage::export) fn parcel_style<'a>(codes: impl Iterator<Item = &'a str>) -> Style {
    let codes: std::collections::BTreeSet<&str> = codes.filter(|code| !code.is_empty()).collect();
    let outline = Stroke::Outline { colour: LIGHT.map.parcel_outline, width_mm: HAIRLINE_MM };
    let filled = |colour: Rgba| vec![Stroke::Fill { colour }, outline.clone()];
    let known = |code: &str| {
        let class = land_class(code)?;
        let [red, green, blue] = class.fill;
        let title = format!("{code} {}", class.name_zh);
        Some(Class { value: code.to_owned(), title, symbol: filled(Rgba(red, green, blue, 255)) })
    };
    let names = land_classes().iter().map(|class| (class.code.clone(), format!("{} {}", class.code, class.name_zh)));
    let names: Vec<(String, String)> = names.collect();
    let drawing = Drawing::ByValue {
        column: "DLBM",
        classes: codes.into_iter().filter_map(known).collect(),
        others: filled(LIGHT.line),
    };
    Style { drawing, label: None, code_lists: vec![("DLBM", names.clone()), ("DLBM_H", names)] }
}
