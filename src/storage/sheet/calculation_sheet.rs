//! 计算说明: for every figure of the review form its cell, formula, unit, method and the patches it is made of.

use super::area_cells::hectares;
use super::model::cell_name;
use super::review_model::{ReviewFigures, ReviewSide};
use super::review_rows::review_rows;
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
    let cells = (HEAD_ROWS..).zip(review_rows(figures)).map(|(line, row)| {
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
        rows: cells.chain(check_rows(figures)).collect(),
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

/// What the form can't show: how it closes, and what of the scheme lies outside the region.
fn check_rows(figures: &ReviewFigures) -> Vec<Vec<CellValue>> {
    let outside = &figures.outside;
    let row = |item: &str, part: &str, value: CellValue, unit: &str, formula: &str| -> Vec<CellValue> {
        let empty = || CellValue::Empty;
        vec![empty(), "核对".into(), item.into(), part.into(), value, unit.into(), formula.into(), empty(), empty()]
    };
    let bands = |side: &ReviewSide| side.bands_m2.iter().sum::<f64>() - side.area_m2;
    let outside_row = |part, area_m2, formula| row("整治区域外的措施", part, hectares(area_m2), "公顷", formula);
    let closes = "∑ 各连片程度档 − 总面积，应为零";
    vec![
        row("各档合计与总面积之差", "调出", hectares(bands(&figures.out)), "公顷", closes),
        row("各档合计与总面积之差", "调入", hectares(bands(&figures.taken_in)), "公顷", closes),
        row("整治区域外的措施", "", outside.measures.into(), "项", "有部分或全部在整治区域外的措施个数"),
        outside_row("地类变化", outside.changed_m2, "整治区域外地类变化的图斑面积（毛面积）"),
        outside_row("调出", outside.out_m2, "计入调出总面积，不计入调出面积比例"),
        outside_row("调入", outside.taken_in_m2, "计入调入总面积"),
    ]
}

fn sources(sources: &[String]) -> CellValue {
    let named = sources.iter().take(NAMED_SOURCES).map(String::as_str).collect::<Vec<_>>().join("、");
    match sources.len().checked_sub(NAMED_SOURCES) {
        Some(more) if more > 0 => format!("{named} 等 {} 个", sources.len()).into(),
        _ => named.into(),
    }
}
