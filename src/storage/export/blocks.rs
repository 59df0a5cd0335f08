//! LPFK: large blocks of farmland that lie together, before and after: the land behind 百亩方, 千亩方 and 万亩方.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::areas::Surveyor;
use super::identifiers::derived_bsm;
use super::joined::joined;
use super::judged::Judged;
use super::problem::ExportProblem;
use super::schema::{Edition, Field, Table};
use super::styles::block_style;
use super::zones::{MJ, MJ_MU, row};
use crate::assessment::FieldBlock;
use crate::base::Value;
use crate::design::shape_bounds;
use crate::indicators::AT_LEAST_MU;
use crate::storage::geopackage::GeometryType;
use crate::units::{mu_from_m2, round_half_away};

const FIELDS: [Field; 6] = [
    ("FKBH", "方块编号", "TEXT(12)", "Number of the block, the largest first"),
    ("QH", "整治前后", "TEXT(4)", "前 before, 后 after"),
    ("DJ", "连片档（亩）", "INTEGER", "Largest size that the block reaches: 30, 100, 500, 1000 or 10000 mu"),
    MJ,
    MJ_MU,
    ("TBS", "图斑数", "INTEGER", "Parcels, or parts of them, that make the block"),
];

/// LPFK and what its blocks were counted as.
pub(super) struct BlockTable {
    pub table: Table,
    /// Sum of the blocks as the indicators have them, m².
    pub counted_m2: f64,
}

/// `None` where no block reaches the smallest size.
pub(super) fn block_table(
    judged: &Judged<'_>,
    edition: Edition<'_>,
    surveyor: &Surveyor,
) -> Result<Option<BlockTable>, ExportProblem> {
    let [least_mu, ..] = AT_LEAST_MU;
    let [before, after] = judged.assessor.large_blocks(least_mu);
    if before.is_empty() && after.is_empty() {
        return Ok(None);
    }
    let head = ["LPFK", "集中连片地块", "Farmland that lies together"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &FIELDS);
    let mut table = Table { spec, rows: Vec::new(), style: Some(block_style()), area_m2: 0.0 };
    let mut counted_m2 = 0.0;
    let mut taken = BTreeSet::new();
    for (word, letter, mut blocks) in [("前", 'Q', before), ("后", 'H', after)] {
        blocks.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
        let shapes: Vec<_> = blocks.par_iter().map(|block| joined(&block.shapes)).collect();
        for ((number, block), shape) in (1..).zip(&blocks).zip(shapes) {
            let name = format!("{letter}{number:04}");
            let shape = shape.ok_or_else(|| ExportProblem::Unjoined { table: "LPFK", name: name.clone() })?;
            let area_m2 = surveyor.ellipsoidal_m2(&shape);
            let mj = round_half_away(area_m2, 2);
            let about = format!("{word}|{:?}", shape_bounds(&shape));
            let values = vec![
                Value::Text(derived_bsm("LPFK", &about, &mut taken)),
                Value::Text(name),
                Value::Text(word.to_owned()),
                Value::Integer(size_reached(block)),
                Value::Real(mj),
                Value::Real(round_half_away(mu_from_m2(mj), 4)),
                Value::Integer(block.shapes.len() as i64),
            ];
            table.rows.push(row(&shape, values, edition));
            table.area_m2 += area_m2;
            counted_m2 += block.area_m2;
        }
    }
    Ok(Some(BlockTable { table, counted_m2 }))
}

/// The largest of the sizes that a block reaches, mu.
fn size_reached(block: &FieldBlock) -> i64 {
    let reached = AT_LEAST_MU.into_iter().filter(|&mu| mu_from_m2(block.area_m2) >= mu);
    reached.fold(0.0, f64::max) as i64
}
