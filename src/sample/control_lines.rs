//! The layers that are unions of parcels: red line, development boundary, villages, township.

use super::dissolve::{Outline, dissolve};
use super::landscape::Landscape;
use super::parcel::{Parcel, Urban};
use super::site::{Site, identifier};
use super::table::{Field, layer, row, shape, text};
use crate::base::{LayerBuilder, Role, Value};

const RED_LINE_FIELDS: [Field; 12] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("XZQDM", "行政区代码", "TEXT(12)"),
    ("XZQMC", "行政区名称", "TEXT(100)"),
    ("HXBM", "红线编码", "TEXT(20)"),
    ("HXMC", "红线名称", "TEXT(100)"),
    ("HXLX", "红线类型", "TEXT(50)"),
    ("LXBM", "类型编码", "TEXT(2)"),
    ("MJ", "面积", "REAL"),
    ("ZRBHDMC", "自然保护地名称", "TEXT(100)"),
    ("ZRBHDFQ", "自然保护地分区", "TEXT(50)"),
    ("BZ", "备注", "TEXT(255)"),
];

const URBAN_FIELDS: [Field; 8] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("XZQDM", "行政区代码", "TEXT(12)"),
    ("XZQMC", "行政区名称", "TEXT(100)"),
    ("GHFQDM", "规划分区代码", "TEXT(3)"),
    ("GHFQMC", "规划分区名称", "TEXT(50)"),
    ("MJ", "面积", "REAL"),
    ("BZ", "备注", "TEXT(255)"),
];

const VILLAGE_FIELDS: [Field; 6] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("ZLDWDM", "坐落单位代码", "TEXT(19)"),
    ("ZLDWMC", "坐落单位名称", "TEXT(60)"),
    ("DCMJ", "调查面积", "REAL"),
    ("BZ", "备注", "TEXT(255)"),
];

const TOWNSHIP_FIELDS: [Field; 7] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("XZQDM", "行政区代码", "TEXT(12)"),
    ("XZQMC", "行政区名称", "TEXT(100)"),
    ("DCMJ", "调查面积", "REAL"),
    ("JSMJ", "计算面积", "REAL"),
    ("BZ", "备注", "TEXT(255)"),
];

/// A piece of red line smaller than this is left out, m².
const LEAST_RED_LINE_M2: f64 = 3_000.0;

/// Outlines of one township, before they are moved to their places.
pub(super) struct Lines {
    pub red_line: Vec<(Outline, bool)>,
    pub urban: Vec<(Outline, Urban)>,
    pub villages: Vec<Vec<Outline>>,
    pub township: Vec<Outline>,
}

impl Lines {
    pub fn of(land: &Landscape, parcels: &[Parcel]) -> Self {
        let union = |wanted: &dyn Fn(&Parcel) -> bool| {
            let chosen = land.parcels.iter().zip(parcels).filter(|(_, parcel)| wanted(parcel));
            dissolve(&land.subdivision, chosen.map(|(face, _)| &face.ring))
        };
        let wet = |parcel: &Parcel| matches!(parcel.class, "1106" | "1108");
        let hills = union(&|parcel| parcel.red_line && !wet(parcel));
        let wetland = union(&|parcel| parcel.red_line && wet(parcel));
        let red_line = hills
            .into_iter()
            .filter(|outline| outline.area_m2() > LEAST_RED_LINE_M2)
            .map(|outline| (outline, false))
            .chain(wetland.into_iter().map(|outline| (outline, true)))
            .collect();
        let urban = [Urban::Concentrated, Urban::Elastic, Urban::Special]
            .into_iter()
            .flat_map(|kind| {
                union(&move |parcel| parcel.urban == Some(kind)).into_iter().map(move |outline| (outline, kind))
            })
            .collect();
        let villages =
            (0..land.places.villages.len()).map(|village| union(&move |parcel| parcel.village == village)).collect();
        Self { red_line, urban, villages, township: union(&|_| true) }
    }
}

pub(super) fn line_layers() -> [LayerBuilder; 4] {
    [
        layer("STBHHX", Role::EcologicalRedLine, &RED_LINE_FIELDS),
        layer("CZKFBJ", Role::UrbanDevelopmentBoundary, &URBAN_FIELDS),
        layer("CJDCQ", Role::Village, &VILLAGE_FIELDS),
        layer("XZQ", Role::Township, &TOWNSHIP_FIELDS),
    ]
}

/// Writes the unions of one township into the layers of [`line_layers`].
pub(super) fn write(lines: &Lines, site: &Site, layers: &mut [LayerBuilder; 4]) {
    let [red_line, urban, villages, township] = layers;
    let unit = || [text(site.township_code()), text(site.township_zh())];
    for (outline, wet) in &lines.red_line {
        let number = red_line.source_ids.len() + 1;
        let moved = [site.moved_outline(outline)];
        let mut values = vec![text(identifier(30, number)), text("2005010200")];
        values.extend(unit());
        let (name, kind, code) = if *wet {
            ("云溪湿地", "生物多样性维护", "12")
        } else {
            ("云溪低山丘陵水源涵养", "水源涵养", "11")
        };
        values.extend([text(format!("HX{number:06}")), text(name), text(kind), text(code)]);
        values.push(Value::Real(site.stored_outlines_m2(&moved)));
        let reserve = if *wet { ("云溪湿地公园", "一般控制区") } else { ("", "") };
        values.extend([text(reserve.0), text(reserve.1), text("")]);
        shape(red_line, &moved);
        row(red_line, values);
    }
    for (outline, kind) in &lines.urban {
        let moved = [site.moved_outline(outline)];
        let mut values = vec![text(identifier(40, urban.source_ids.len() + 1)), text("2090020410")];
        values.extend(unit());
        let (code, name) = match kind {
            Urban::Concentrated => ("410", "城镇集中建设区"),
            Urban::Elastic => ("420", "城镇弹性发展区"),
            Urban::Special => ("430", "特别用途区"),
        };
        values.extend([text(code), text(name), Value::Real(site.stored_outlines_m2(&moved)), text("")]);
        shape(urban, &moved);
        row(urban, values);
    }
    for (village, outlines) in lines.villages.iter().enumerate().filter(|(_, outlines)| !outlines.is_empty()) {
        let moved: Vec<Outline> = outlines.iter().map(|outline| site.moved_outline(outline)).collect();
        let area = Value::Real(site.stored_outlines_m2(&moved));
        let values = vec![
            text(identifier(50, villages.source_ids.len() + 1)),
            text("1000600400"),
            text(site.village_code(village)),
            text(site.village_zh(village)),
            area,
            text(""),
        ];
        shape(villages, &moved);
        row(villages, values);
    }
    let moved: Vec<Outline> = lines.township.iter().map(|outline| site.moved_outline(outline)).collect();
    let area_m2 = site.stored_outlines_m2(&moved);
    let mut values = vec![text(identifier(60, township.source_ids.len() + 1)), text("1000600100")];
    values.extend(unit());
    values.extend([Value::Real(area_m2), Value::Real(area_m2), text(site.township_en())]);
    shape(township, &moved);
    row(township, values);
}
