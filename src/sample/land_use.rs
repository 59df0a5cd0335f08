//! The layer of land-use parcels (DLTB) and, cut from it, the permanent basic farmland (YJJBNTTB); fields after TD/T 1057-2020.

use super::landscape::Landscape;
use super::parcel::Parcel;
use super::plane::Point;
use super::site::{Site, identifier};
use super::table::{DATA_YEAR, Field, layer, row, simple_shape, text};
use crate::base::{LayerBuilder, Role, Value, land_class};
use crate::units::round_half_away;

const LAND_USE_FIELDS: [Field; 26] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("TBYBH", "图斑预编号", "TEXT(18)"),
    ("TBBH", "图斑编号", "TEXT(8)"),
    ("DLBM", "地类编码", "TEXT(5)"),
    ("DLMC", "地类名称", "TEXT(60)"),
    ("QSXZ", "权属性质", "TEXT(2)"),
    ("QSDWDM", "权属单位代码", "TEXT(19)"),
    ("QSDWMC", "权属单位名称", "TEXT(60)"),
    ("ZLDWDM", "坐落单位代码", "TEXT(19)"),
    ("ZLDWMC", "坐落单位名称", "TEXT(60)"),
    ("TBMJ", "图斑面积", "REAL"),
    ("KCDLBM", "扣除地类编码", "TEXT(5)"),
    ("KCXS", "扣除地类系数", "REAL"),
    ("KCMJ", "扣除地类面积", "REAL"),
    ("TBDLMJ", "图斑地类面积", "REAL"),
    ("GDLX", "耕地类型", "TEXT(2)"),
    ("GDPDJB", "耕地坡度级别", "TEXT(2)"),
    ("XZDWKD", "线状地物宽度", "REAL"),
    ("ZZSXDM", "种植属性代码", "TEXT(6)"),
    ("ZZSXMC", "种植属性名称", "TEXT(20)"),
    ("GDDB", "耕地等别", "INTEGER"),
    ("CZCSXM", "城镇村属性码", "TEXT(4)"),
    ("SJNF", "数据年份", "INTEGER"),
    ("MSSM", "描述说明", "TEXT(2)"),
    ("BZ", "备注", "TEXT(255)"),
];

const BASIC_FARMLAND_FIELDS: [Field; 26] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("YSDM", "要素代码", "TEXT(10)"),
    ("XZQDM", "行政区代码", "TEXT(12)"),
    ("XZQMC", "行政区名称", "TEXT(100)"),
    ("YJJBNTTBBH", "永久基本农田图斑编号", "TEXT(20)"),
    ("TBBH", "图斑编号", "TEXT(8)"),
    ("DLBM", "地类编码", "TEXT(5)"),
    ("DLMC", "地类名称", "TEXT(60)"),
    ("QSXZ", "权属性质", "TEXT(2)"),
    ("QSDWDM", "权属单位代码", "TEXT(19)"),
    ("QSDWMC", "权属单位名称", "TEXT(60)"),
    ("ZLDWDM", "坐落单位代码", "TEXT(19)"),
    ("ZLDWMC", "坐落单位名称", "TEXT(60)"),
    ("YJJBNTTBMJ", "永久基本农田图斑面积", "REAL"),
    ("KCDLBM", "扣除地类编码", "TEXT(5)"),
    ("KCXS", "扣除地类系数", "REAL"),
    ("KCMJ", "扣除地类面积", "REAL"),
    ("YJJBNTMJ", "永久基本农田面积", "REAL"),
    ("GDLX", "耕地类型", "TEXT(2)"),
    ("GDPDJB", "耕地坡度级别", "TEXT(2)"),
    ("GDDB", "耕地等别", "INTEGER"),
    ("SJNF", "数据年份", "INTEGER"),
    ("BHKSSJ", "保护开始时间", "TEXT(10)"),
    ("WDGD", "稳定耕地", "TEXT(10)"),
    ("SFWYYJJBNT", "是否为原永久基本农田", "TEXT(10)"),
    ("BZ", "备注", "TEXT(255)"),
];

pub(super) fn land_use_layer() -> LayerBuilder {
    layer("DLTB", Role::LandUse, &LAND_USE_FIELDS)
}

pub(super) fn basic_farmland_layer() -> LayerBuilder {
    layer("YJJBNTTB", Role::PermanentBasicFarmland, &BASIC_FARMLAND_FIELDS)
}

/// What a row of either layer says of a parcel.
struct Row<'a> {
    parcel: &'a Parcel,
    /// Number within the village.
    number: usize,
    village_code: String,
    village_zh: String,
    ring: Vec<Point>,
    gross_m2: f64,
}

impl Row<'_> {
    /// Land class as this layer says it; field ridges are taken off cultivated land only.
    fn class(&self, code: &str) -> [Value; 2] {
        [text(code), text(land_class(code).map_or("", |class| class.name_zh.as_str()))]
    }

    fn owner(&self) -> [Value; 3] {
        // Rivers, highways and the town's land are the state's, the rest the village collective's.
        let state = matches!(self.parcel.class, "1101" | "1003" | "0701" | "08H1" | "1103" | "1106" | "1005");
        [text(if state { "20" } else { "30" }), text(self.village_code.clone()), text(self.village_zh.clone())]
    }

    fn seat(&self) -> [Value; 2] {
        [text(self.village_code.clone()), text(self.village_zh.clone())]
    }

    /// KCDLBM, KCXS, KCMJ and the net area.
    fn deduction(&self) -> [Value; 4] {
        let share = round_half_away(self.parcel.ridge_share, 4);
        let ridges_m2 = round_half_away(self.gross_m2 * share, 2);
        [
            text(if share > 0.0 { "1203" } else { "" }),
            Value::Real(share),
            Value::Real(ridges_m2),
            Value::Real(round_half_away(self.gross_m2 - ridges_m2, 2)),
        ]
    }

    /// GDLX and GDPDJB, for cultivated land.
    fn slope(&self) -> [Value; 2] {
        if !self.parcel.is_cultivated() {
            return [Value::Null, Value::Null];
        }
        let terraced = if self.parcel.class == "0101" { "TT" } else { "PD" };
        [text(if self.parcel.slope_class >= 2 { terraced } else { "" }), text(self.parcel.slope_class.to_string())]
    }

    fn grade(&self) -> Value {
        if self.parcel.is_cultivated() { Value::Integer(self.parcel.grade) } else { Value::Null }
    }
}

/// Writes the parcels of one township into both layers.
pub(super) fn write(
    land: &Landscape,
    parcels: &[Parcel],
    site: &Site,
    land_use: &mut LayerBuilder,
    farmland: &mut LayerBuilder,
) {
    let mut numbers = vec![0usize; site.places.villages.len()];
    for (face, parcel) in land.parcels.iter().zip(parcels) {
        numbers[parcel.village] += 1;
        let ring: Vec<Point> = face.ring.iter().map(|&node| site.moved(land.subdivision.position(node))).collect();
        let one = Row {
            parcel,
            number: numbers[parcel.village],
            village_code: site.village_code(parcel.village),
            village_zh: site.village_zh(parcel.village),
            gross_m2: site.stored_area_m2(&ring),
            ring,
        };
        write_land_use(&one, land_use);
        if parcel.basic_farmland {
            write_farmland(&one, site, farmland);
        }
    }
}

fn write_land_use(one: &Row, layer: &mut LayerBuilder) {
    let parcel = one.parcel;
    let number = layer.source_ids.len() + 1;
    let planting_name = match parcel.planting {
        "LS" => "种植粮食作物",
        "FLS" => "种植非粮食作物",
        "LYFL" => "粮与非粮轮作",
        "WG" => "未耕种",
        "JKHF" => "即可恢复",
        "GCHF" => "工程恢复",
        _ => "",
    };
    let built = land_class(parcel.class).is_some_and(|class| class.group == crate::base::LandGroup::Construction);
    let settled = match parcel.setting {
        super::places::Setting::Town if built => "202",
        super::places::Setting::Village if built => "203",
        _ if matches!(parcel.class, "0702" | "0601") => "203A",
        _ => "",
    };
    let mut values = vec![
        text(identifier(10, number)),
        text("2001010100"),
        text(format!("{:05}", one.number)),
        text(format!("{:05}", one.number)),
    ];
    values.extend(one.class(parcel.class));
    values.extend(one.owner());
    values.extend(one.seat());
    values.push(Value::Real(one.gross_m2));
    values.extend(one.deduction());
    values.extend(one.slope());
    values.push(if parcel.width_m > 0 { Value::Real(f64::from(parcel.width_m)) } else { Value::Null });
    values.extend([text(parcel.planting), text(planting_name), one.grade(), text(settled)]);
    let remark = if parcel.class == "0601" && settled == "203A" { "闲置厂房" } else { "" };
    values.extend([Value::Integer(DATA_YEAR), text("00"), text(remark)]);
    simple_shape(layer, &one.ring);
    row(layer, values);
}

fn write_farmland(one: &Row, site: &Site, layer: &mut LayerBuilder) {
    let number = layer.source_ids.len() + 1;
    let mut values = vec![
        text(identifier(20, number)),
        text("2005010300"),
        text(one.village_code.chars().take(12).collect::<String>()),
        text(one.village_zh.clone()),
        text(format!("{}{:07}", site.township_code(), number)),
        text(format!("{:05}", one.number)),
    ];
    // The line was drawn when the land was still farmed: its own class never overrules the parcels below it.
    values.extend(one.class(if one.parcel.is_cultivated() { one.parcel.class } else { "0101" }));
    values.extend(one.owner());
    values.extend(one.seat());
    values.push(Value::Real(one.gross_m2));
    values.extend(one.deduction());
    values.extend(one.slope());
    values.extend([one.grade(), Value::Integer(2022), text("2022-10-01")]);
    values.extend([
        text(if one.parcel.is_cultivated() && one.parcel.slope_class < 5 { "是" } else { "否" }),
        text("是"),
        text(""),
    ]);
    simple_shape(layer, &one.ring);
    row(layer, values);
}
