//! 计算说明: for every figure of the review form its cell, formula, unit, method and the patches it is made of.

use super::model::cell_name;
use super::review_rows::{ReviewFigures, review_rows};
use super::review_sheet::{HEAD_ROWS, VALUE_COLUMN};
use super::{CellValue, Column, Paper, Sheet, TableSheet};

/// Patches named in one cell; the others stand in the GeoPackage.
const NAMED_SOURCES: usize = 40;

/// The second sheet of the review form.
pub fn calculation_sheet(figures: &ReviewFigures, caption: &str) -> Sheet {
    let basis = if figures.is_net {
        "净面积（YJJBNTMJ × 图块面积 ÷ 图斑面积）"
    } else {
        "毛面积（椭球面积）"
    };
    let rows = (HEAD_ROWS..).zip(review_rows(figures)).map(|(line, row)| {
        let (value, _) = row.value.cells();
        vec![
            cell_name(line, VALUE_COLUMN).into(),
            row.section.into(),
            row.item.into(),
            row.part.into(),
            value,
            row.unit.into(),
            row.formula.into(),
            CellValue::from(if row.unit.starts_with("公顷") { basis } else { "" }),
            sources(&row.sources),
        ]
    });
    let table = TableSheet {
        name: "计算说明".to_owned(),
        title: "审查情况汇总表计算说明".to_owned(),
        caption: caption.to_owned(),
        paper: Paper::A3Landscape,
        columns: vec![
            Column::new("单元格", 8.0),
            Column::new("栏目", 10.0),
            Column::new("项目", 26.0),
            Column::new("分项", 22.0),
            Column::new("数值", 14.0),
            Column::new("单位", 10.0),
            Column::new("公式", 46.0),
            Column::new("面积口径", 26.0),
            Column::new("图斑", 60.0),
        ],
        rows: rows.collect(),
        total: Vec::new(),
        remarks: vec![
            "面积为 CGCS2000 椭球面积；亩 = 平方米 × 3 ÷ 2000；公顷、亩均保留两位小数（四舍五入）。".to_owned(),
            "连片程度：调出图斑按整治前、调入图斑按整治后所在连片地块分档，不在任何地块中的按图斑自身相连的土地分档；各档合计等于总面积。".to_owned(),
            figures.contiguity.clone(),
            "除数为零的项目写“—”。".to_owned(),
        ],
    };
    table.sheet()
}

fn sources(sources: &[String]) -> CellValue {
    let named = sources.iter().take(NAMED_SOURCES).map(String::as_str).collect::<Vec<_>>().join("、");
    match sources.len().checked_sub(NAMED_SOURCES) {
        Some(more) if more > 0 => format!("{named} 等 {} 个", sources.len()).into(),
        _ => named.into(),
    }
}
