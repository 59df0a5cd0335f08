//! What the attribute table shows of zones and measures: a value a column, that sorts as what it is.

use std::cmp::Ordering;

use super::table::Column;
use crate::base::Role;
use crate::crs::AreaPlane;
use crate::design::{FeatureId, Measure, Zone, ZoneKind};
use crate::i18n::{Language, Text, fixed, texts};
use crate::session::{OpenProject, class_name, seats_said};
use crate::ui::Desk;
use crate::units::{FEN_PER_10K_YUAN, hectares_from_m2, mu_from_m2};

texts! {
    ColumnText {
        Name: "名称", "Name";
        Level: "级别", "Level";
        Region: "整治区域", "Region";
        Unit: "整治单元", "Unit";
        AreaMu: "面积（亩）", "Area (mu)";
        AreaHa: "面积（公顷）", "Area (ha)";
        AreaSays: "CGCS2000 椭球面积", "On the CGCS2000 ellipsoid";
        Farmland: "耕地（亩）", "Farmland (mu)";
        FarmlandSays: "片区内现状耕地（01）的椭球面积", "Farmland (class 01) within the zone, on the ellipsoid";
        MainClass: "主要地类", "Main class";
        MainClassSays: "片区内面积最大的地类及其比例", "The class with the most area within the zone, and its share";
        Basic: "永农（亩）", "Basic farmland (mu)";
        RedLine: "红线（亩）", "Red line (mu)";
        Boundary: "开发边界（亩）", "Urban boundary (mu)";
        OverlapSays: "与该图层重叠的面积，重叠处只计一次", "Land in common with that layer, counted once";
        Seat: "坐落", "Village";
        SeatSays: "下面图斑的坐落单位，按图斑面积占比，内点在里面的图斑计入", "Villages of the parcels beneath by their area; a parcel counts where its interior point is inside";
        Goal: "整治目标", "Goal";
        Note: "备注", "Note";
        Kind: "类型", "Kind";
        ToClass: "变为", "Becomes";
        Tool: "政策工具", "Policy tool";
        Year: "年份", "Year";
        Pair: "配对", "Pair";
        Cost: "投资（万元）", "Cost (10⁴ yuan)";
        SubProject: "子项目", "Sub-project";
        Reason: "理由", "Reason";
    }
}

/// A value of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Words(String),
    /// A figure and its decimals; `None` where it is not known.
    Figure(Option<f64>, u32),
}

impl Value {
    fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    pub fn text(&self) -> String {
        match self {
            Self::Words(text) => text.clone(),
            Self::Figure(Some(figure), decimals) => fixed(*figure, *decimals),
            Self::Figure(None, _) => "—".to_owned(),
        }
    }

    /// Figures by size, words by their characters; what is not known comes last.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Figure(Some(a), _), Self::Figure(Some(b), _)) => a.total_cmp(b),
            (Self::Figure(None, _), Self::Figure(Some(_), _)) => Ordering::Greater,
            (Self::Figure(Some(_), _), Self::Figure(None, _)) => Ordering::Less,
            (Self::Words(a), Self::Words(b)) => a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b)),
            _ => Ordering::Equal,
        }
    }
}

/// A zone or a measure.
#[derive(Clone, Debug)]
pub(super) struct AttributeRow {
    pub feature: FeatureId,
    pub area_m2: f64,
    pub values: Vec<Value>,
}

impl AttributeRow {
    /// Whether any value holds what was typed.
    pub fn matches(&self, typed: &str) -> bool {
        typed.is_empty() || self.values.iter().any(|value| value.text().to_lowercase().contains(typed))
    }
}

pub(super) fn zone_columns(desk: &Desk) -> Vec<Column> {
    use ColumnText as T;
    let say = |text: T| desk.say(text);
    vec![
        Column::text(say(T::Name), 120.0),
        Column::text(say(T::Level), 76.0),
        Column::figure(say(T::AreaMu), 92.0).saying(say(T::AreaSays)),
        Column::figure(say(T::AreaHa), 96.0).saying(say(T::AreaSays)),
        Column::figure(say(T::Farmland), 116.0).saying(say(T::FarmlandSays)),
        Column::text(say(T::MainClass), 128.0).saying(say(T::MainClassSays)),
        Column::figure(say(T::Basic), 152.0).saying(say(T::OverlapSays)),
        Column::figure(say(T::RedLine), 104.0).saying(say(T::OverlapSays)),
        Column::figure(say(T::Boundary), 156.0).saying(say(T::OverlapSays)),
        Column::text(say(T::Seat), 180.0).saying(say(T::SeatSays)),
        Column::text(say(T::Goal), 140.0),
        Column::text(say(T::Note), 140.0),
    ]
}

pub(super) fn zone_row(project: &OpenProject, zone: &Zone, language: Language) -> AttributeRow {
    let report = project.figures(zone.id).map(|figures| figures.report.as_ref());
    let area_m2 = zone.shape.area_m2(&AreaPlane::new(project.document_plane()));
    let overlap = |role: Role| {
        let line = report.and_then(|report| report.lines.iter().find(|line| line.role == role));
        Value::Figure(line.map(|line| mu_from_m2(line.area_m2)), 2)
    };
    let farmland = report.map(|report| {
        let fields = report.land_use.iter().filter(|class| class.code.starts_with("01"));
        mu_from_m2(fields.map(|class| class.area_m2).sum())
    });
    let main = report.and_then(|report| report.land_use.first()).map_or_else(String::new, |class| {
        format!("{} {} %", class_name(&class.code).say(language), fixed(100.0 * class.area_m2 / area_m2, 0))
    });
    let level = if zone.kind == ZoneKind::Region { ColumnText::Region } else { ColumnText::Unit };
    let values = vec![
        Value::words(&zone.name),
        Value::words(level.get(language)),
        Value::Figure(Some(mu_from_m2(area_m2)), 2),
        Value::Figure(Some(hectares_from_m2(area_m2)), 2),
        Value::Figure(farmland, 2),
        Value::Words(main),
        overlap(Role::PermanentBasicFarmland),
        overlap(Role::EcologicalRedLine),
        overlap(Role::UrbanDevelopmentBoundary),
        seat(project, FeatureId::Zone(zone.id)),
        Value::words(&zone.goal),
        Value::words(&zone.note),
    ];
    AttributeRow { feature: FeatureId::Zone(zone.id), area_m2, values }
}

pub(super) fn measure_columns(desk: &Desk) -> Vec<Column> {
    use ColumnText as T;
    let say = |text: T| desk.say(text);
    vec![
        Column::text(say(T::Name), 120.0),
        Column::text(say(T::Kind), 92.0),
        Column::figure(say(T::AreaMu), 92.0).saying(say(T::AreaSays)),
        Column::text(say(T::ToClass), 120.0),
        Column::text(say(T::Tool), 92.0),
        Column::figure(say(T::Year), 64.0),
        Column::figure(say(T::Pair), 56.0),
        Column::figure(say(T::Cost), 100.0),
        Column::text(say(T::Seat), 180.0).saying(say(T::SeatSays)),
        Column::text(say(T::SubProject), 120.0),
        Column::text(say(T::Reason), 180.0),
    ]
}

pub(super) fn measure_row(project: &OpenProject, measure: &Measure, language: Language) -> AttributeRow {
    let area_m2 = measure.shape.area_m2(&AreaPlane::new(project.document_plane()));
    let class =
        measure.to_class.as_ref().map_or_else(String::new, |code| format!("{code} {}", class_name(code).say(language)));
    let values = vec![
        Value::Words(measure.title(language)),
        Value::words(measure.kind.title(language)),
        Value::Figure(Some(mu_from_m2(area_m2)), 2),
        Value::Words(class),
        Value::words(measure.tool.title(language)),
        Value::Words(measure.year.map_or_else(String::new, |year| year.to_string())),
        Value::Figure(measure.pair.map(f64::from), 0),
        Value::Figure(measure.cost_fen.map(|fen| fen as f64 / FEN_PER_10K_YUAN), 2),
        seat(project, FeatureId::Measure(measure.id)),
        Value::words(&measure.sub_project),
        Value::words(&measure.reason),
    ];
    AttributeRow { feature: FeatureId::Measure(measure.id), area_m2, values }
}

fn seat(project: &OpenProject, feature: FeatureId) -> Value {
    Value::Words(seats_said(&project.seats_of(feature)))
}
