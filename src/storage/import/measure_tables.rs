//! The tables of an exported proposal that hold measures: told by name, by title, or by their columns.

use crate::design::MeasureKind;
use crate::geometry::GeometryKind;
use crate::storage::formats::LayerInfo;

/// A table of measures (docs/export.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureTable {
    /// ZZCS 整治措施: the measures as they were drawn.
    Measures,
    /// CJDK 拆旧地块
    Demolition,
    /// JXDK 建新地块
    Construction,
    /// YJDC 永久基本农田调出图斑
    BasicFarmlandOut,
    /// YJDR 永久基本农田调入图斑
    BasicFarmlandIn,
    /// LGZH 林耕置换图斑
    ForestFarmland,
    /// KFBJYH 开发边界优化
    Boundary,
    /// BGTB 变更图斑
    Changes,
    /// Any other layer of polygons.
    Other,
}

/// Name, title, and the columns that no other table has together.
const KNOWN: [(MeasureTable, &str, &str, &[&str]); 8] = [
    (MeasureTable::Measures, "ZZCS", "整治措施", &["CSBH", "CSLX", "CX"]),
    (MeasureTable::Demolition, "CJDK", "拆旧地块", &[]),
    (MeasureTable::Construction, "JXDK", "建新地块", &[]),
    (MeasureTable::BasicFarmlandOut, "YJDC", "永久基本农田调出图斑", &[]),
    (MeasureTable::BasicFarmlandIn, "YJDR", "永久基本农田调入图斑", &[]),
    (MeasureTable::ForestFarmland, "LGZH", "林耕置换图斑", &["PDBH", "FX", "DLBM_Q"]),
    (MeasureTable::Boundary, "KFBJYH", "开发边界优化", &["WHLX", "WHLY"]),
    (MeasureTable::Changes, "BGTB", "变更图斑", &["BGBH", "DLBM_Q", "DLBM_H"]),
];

/// Tables of a proposal that hold polygons and no measures.
const NO_MEASURES: [&str; 8] = ["ZZQY", "ZZDY", "ZXM", "LPFK", "CTTB", "FKTB", "DLTB_FW", "BZZJ"];

impl MeasureTable {
    /// What a layer is.
    pub fn of(name: &str, fields: &[&str]) -> Self {
        let has = |wanted: &&str| fields.iter().any(|field| field.eq_ignore_ascii_case(wanted));
        let named = KNOWN.iter().find(|(_, known, title, _)| name.eq_ignore_ascii_case(known) || name == *title);
        let by_columns = || KNOWN.iter().find(|(.., columns)| !columns.is_empty() && columns.iter().all(&has));
        named.or_else(by_columns).map_or(Self::Other, |(table, ..)| *table)
    }

    /// The one kind of measure that the table holds, if it holds one only.
    pub(super) fn kind(self) -> Option<MeasureKind> {
        match self {
            Self::Demolition => Some(MeasureKind::Reclaim),
            Self::Construction => Some(MeasureKind::NewConstruction),
            Self::BasicFarmlandOut => Some(MeasureKind::BasicFarmlandOut),
            Self::BasicFarmlandIn => Some(MeasureKind::BasicFarmlandIn),
            Self::Measures | Self::ForestFarmland | Self::Boundary | Self::Changes | Self::Other => None,
        }
    }
}

/// The layers of a file to read measures from: the measures of an export as they were drawn, else the tables derived from them,
/// else every layer of polygons that can hold measures.
pub fn measure_tables(layers: &[LayerInfo]) -> Vec<&LayerInfo> {
    let fields = |info: &LayerInfo| -> MeasureTable {
        let names: Vec<&str> = info.fields.iter().map(|field| field.name.as_str()).collect();
        MeasureTable::of(&info.name, &names)
    };
    let polygons = || layers.iter().filter(|info| info.kind == GeometryKind::Polygons);
    let of = |wanted: &dyn Fn(MeasureTable) -> bool| polygons().filter(|info| wanted(fields(info))).collect::<Vec<_>>();
    let drawn = of(&|table| table == MeasureTable::Measures);
    if !drawn.is_empty() {
        return drawn;
    }
    let derived = of(&|table| table != MeasureTable::Other);
    if !derived.is_empty() {
        return derived;
    }
    let other = |info: &&LayerInfo| !NO_MEASURES.iter().any(|name| info.name.eq_ignore_ascii_case(name));
    polygons().filter(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_by_name_title_or_columns() {
        assert_eq!(MeasureTable::of("yjdc", &[]), MeasureTable::BasicFarmlandOut);
        assert_eq!(MeasureTable::of("拆旧地块", &[]), MeasureTable::Demolition);
        assert_eq!(MeasureTable::of("layer 1", &["bgbh", "DLBM_Q", "dlbm_h"]), MeasureTable::Changes);
        assert_eq!(MeasureTable::of("layer 1", &["WHLX", "WHLY", "MJ"]), MeasureTable::Boundary);
        assert_eq!(MeasureTable::of("layer 1", &["MJ"]), MeasureTable::Other);
    }
}
