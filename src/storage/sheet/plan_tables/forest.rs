//! 林耕置换配对表 (T9).

use super::words::{class_words, level, table, village};
use crate::assessment::Assessment;
use crate::land::Regime;
use crate::storage::sheet::area_cells::mu;
use crate::storage::sheet::review_figures::parcel_bsm;
use crate::storage::sheet::{CellValue, Column, TableSheet};

pub(super) fn forest(assessment: &Assessment) -> TableSheet {
    let land = &assessment.land;
    let swapped = land.changed_pieces().filter_map(|piece| {
        let direction = match piece.regime {
            Regime::ForestToFarmland => "林地下山（林转耕）",
            Regime::FarmlandToForest => "耕地上山（耕转林）",
            _ => return None,
        };
        let measure = land.measure(piece.deciding?)?;
        Some((measure.pair, direction, piece, measure))
    });
    let mut pieces: Vec<_> = swapped.collect();
    pieces.sort_by_key(|(pair, direction, piece, _)| (*pair, *direction, piece.id));
    let rows = pieces.into_iter().map(|(pair, direction, piece, measure)| {
        vec![
            pair.map_or(CellValue::Empty, |pair| (pair as usize).into()),
            direction.into(),
            parcel_bsm(land, piece.id.parcel).into(),
            village(assessment, piece.id.parcel),
            class_words(&piece.class_before).into(),
            class_words(&piece.class_after).into(),
            level(piece.slope),
            mu(piece.area_m2),
            CellValue::Empty,
            measure.reason.as_str().into(),
        ]
    });
    let columns = vec![
        Column::new("配对号", 8.0),
        Column::new("方向", 20.0),
        Column::new("图斑号", 21.0),
        Column::new("村", 12.0),
        Column::new("现状地类", 16.0),
        Column::new("整治后地类", 16.0),
        Column::new("坡度级", 8.0),
        Column::new("面积（亩）", 12.0),
        Column::new("森林类别", 12.0),
        Column::new("理由", 26.0),
    ];
    TableSheet {
        remarks: vec!["坡度级取坡度图，坡度图没有的取耕地坡度级别；森林类别由林业部门填写。".to_owned()],
        ..table("林耕置换", "林耕置换配对表", columns, rows.collect())
    }
}
