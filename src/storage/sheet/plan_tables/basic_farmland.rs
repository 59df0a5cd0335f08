//! 永久基本农田调出、调入地块清单 (T4).

use super::words::{class_words, level, table, total, village};
use crate::assessment::Assessment;
use crate::land::Direction;
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::review_figures::parcel_bsm;
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

/// Bands of contiguity in the words of the form.
const BANDS: [&str; 4] = ["5 亩及以下", "5–10 亩", "10–20 亩", "20 亩以上"];

pub(super) fn basic_farmland(assessment: &Assessment, direction: Direction) -> TableSheet {
    let (name, title) = match direction {
        Direction::Out => ("永农调出清单", "永久基本农田调出地块清单"),
        Direction::In => ("永农调入清单", "永久基本农田调入地块清单"),
    };
    let land = &assessment.land;
    let side = assessment.form.side(direction);
    let rows = side.pieces().iter().enumerate().map(|(number, form_piece)| {
        let piece = &form_piece.piece;
        let patches = land.base().basic_farmland.as_ref();
        let patch = piece.patch.zip(patches).map_or("", |(patch, patches)| patches.number(patch));
        let reason = land.measure(piece.measure).map_or("", |measure| measure.reason.as_str());
        let is_built = piece.high_standard_m2 > 0.0;
        vec![
            (number + 1).into(),
            if patch.is_empty() { parcel_bsm(land, piece.piece.parcel).into() } else { patch.into() },
            village(assessment, piece.piece.parcel),
            class_words(&piece.class_before).into(),
            mu(piece.gross_m2),
            hectares(piece.gross_m2),
            mu(piece.area_m2),
            hectares(piece.area_m2),
            CellValue::number(piece.grade, 1),
            level(piece.slope),
            BANDS.get(form_piece.band).copied().unwrap_or_default().into(),
            if is_built { "是" } else { "否" }.into(),
            reason.into(),
        ]
    });
    let rows: Vec<Vec<CellValue>> = rows.collect();
    let gross: f64 = side.pieces().iter().map(|piece| piece.piece.gross_m2).sum();
    let columns = vec![
        Column::new("序号", 6.0),
        Column::new("图斑号", 21.0),
        Column::new("村", 12.0),
        Column::new("地类", 14.0),
        Column::new("毛面积（亩）", 12.0),
        Column::new("毛面积（公顷）", 12.0),
        Column::new("净面积（亩）", 12.0),
        Column::new("净面积（公顷）", 12.0),
        Column::new("等别", 7.0),
        Column::new("坡度级", 8.0),
        Column::new("连片档", 12.0),
        Column::new("高标农田", 9.0),
        Column::new("理由", 26.0),
    ];
    let sums = [
        (1, side.patches.into()),
        (4, mu(gross)),
        (5, hectares(gross)),
        (6, mu(side.area_m2)),
        (7, hectares(side.area_m2)),
        (8, CellValue::number(side.grade, 2)),
    ];
    TableSheet { total: total(columns.len(), sums), paper: Paper::A3Landscape, ..table(name, title, columns, rows) }
}
