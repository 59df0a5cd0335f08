//! 整治前后土地利用结构对比表 (T2).

use super::words::table;
use crate::assessment::Assessment;
use crate::base::land_class;
use crate::indicators::StructureRow;
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::{CellValue, Column, TableSheet};

pub(super) fn structure(assessment: &Assessment) -> TableSheet {
    let structure = &assessment.structure;
    let line = |name: String, row: &StructureRow| -> Vec<CellValue> {
        vec![
            name.into(),
            hectares(row.before_m2),
            CellValue::share(row.share_before, 2),
            hectares(row.after_m2),
            CellValue::share(row.share_after, 2),
            hectares(row.change_m2()),
            mu(row.change_m2()),
        ]
    };
    let mut rows = Vec::new();
    for level1 in &structure.level1 {
        rows.push(line(level1.name.clone(), level1));
        for class in &structure.classes {
            let known = land_class(&class.name);
            if known.map_or("—", |known| known.level1.as_str()) == level1.name {
                let name = known.map_or("", |known| known.name_zh.as_str());
                rows.push(line(format!("　{} {name}", class.name), class));
            }
        }
    }
    for (name, group) in ["农用地合计", "建设用地合计", "未利用地合计"].into_iter().zip(&structure.groups)
    {
        rows.push(line(name.to_owned(), group));
    }
    let columns = vec![
        Column::new("地类", 30.0),
        Column::new("整治前（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("整治后（公顷）", 14.0),
        Column::new("比例", 10.0),
        Column::new("增减（公顷）", 14.0),
        Column::new("增减（亩）", 14.0),
    ];
    let total = line("合计".to_owned(), &structure.total);
    TableSheet { total, ..table("土地利用结构", "整治前后土地利用结构对比表", columns, rows) }
}
