//! `export OUT.xlsx`: the review form, how it was computed, and the plan tables, as one workbook.

use std::path::Path;
use std::sync::Arc;

use super::review_figures::{review_figures, townships};
use super::{TableSheet, Workbook, calculation_sheet, plan_tables, review_sheet, write_workbook};
use crate::assessment::Assessment;
use crate::base::BaseLayer;
use crate::storage::WriteProblem;
use crate::storage::atomic::Replaced;

/// What the workbook is made of.
pub struct SheetInput<'a> {
    /// Name of the project.
    pub project: &'a str,
    /// Name of the scheme.
    pub scheme: &'a str,
    pub assessment: &'a Assessment,
    /// Base layers that take part in the project.
    pub layers: &'a [Arc<BaseLayer>],
    /// Time of the last commit: the only date in the file. Empty where there is none.
    pub committed_at: &'a str,
}

/// A workbook that was written.
#[derive(Debug)]
pub struct WrittenSheets {
    pub replaced: Replaced,
    /// Names of the sheets, in order.
    pub sheets: Vec<String>,
}

/// Writes the workbook. The same scheme gives the same bytes.
pub fn export_sheets(input: &SheetInput<'_>, target: &Path) -> Result<WrittenSheets, WriteProblem> {
    let workbook = workbook_of(input);
    let replaced = write_workbook(&workbook, target)?;
    Ok(WrittenSheets { replaced, sheets: workbook.sheets.into_iter().map(|sheet| sheet.name).collect() })
}

fn workbook_of(input: &SheetInput<'_>) -> Workbook {
    let mut figures = review_figures(input.assessment, input.project);
    figures.townships = townships(&input.assessment.review, input.layers.iter());
    let dates: Vec<&str> = input.layers.iter().filter_map(|layer| layer.provenance.data_date.as_deref()).collect();
    let data_date = dates.iter().max().map_or_else(String::new, |date| format!("　数据时点：{date}"));
    let caption = format!("方案：{}{data_date}　单位：公顷、亩", input.scheme);
    let mut sheets = vec![review_sheet(&figures, &caption), calculation_sheet(&figures, &caption)];
    sheets.extend(plan_tables(input.assessment, &caption).iter().map(TableSheet::sheet));
    let title = format!("{} {}", input.project, input.scheme);
    Workbook { title, created_at: input.committed_at.to_owned(), sheets }
}
