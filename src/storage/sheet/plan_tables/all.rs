//! The tables of the annex, in their order.

use super::balances::balances;
use super::basic_farmland::basic_farmland;
use super::forest::forest;
use super::investment::investment;
use super::kinds::farmland_kinds;
use super::linkage::linkage;
use super::overlay::{overlay_classes, overlay_villages};
use super::plots::{built_plots, demolished_plots};
use super::structure::structure;
use super::sub_projects::sub_projects;
use crate::assessment::Assessment;
use crate::land::Direction;
use crate::storage::sheet::TableSheet;

/// Every table that has rows, in the order of the annex.
pub fn plan_tables(assessment: &Assessment, caption: &str) -> Vec<TableSheet> {
    let tables = [
        structure(assessment),
        farmland_kinds(assessment),
        basic_farmland(assessment, Direction::Out),
        basic_farmland(assessment, Direction::In),
        demolished_plots(assessment),
        built_plots(assessment),
        linkage(assessment),
        balances(assessment),
        forest(assessment),
        sub_projects(assessment),
        investment(assessment),
        overlay_classes(assessment),
        overlay_villages(assessment),
    ];
    let with_rows = tables.into_iter().filter(|table| !table.rows.is_empty());
    with_rows.map(|table| TableSheet { caption: caption.to_owned(), ..table }).collect()
}
