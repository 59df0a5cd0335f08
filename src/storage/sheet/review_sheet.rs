//! The review form on one page of A4, as it is laid out on paper: sections down the side, items beside them, hectares and mu.

use std::collections::BTreeMap;

use super::review_model::ReviewFigures;
use super::review_rows::{ReviewRow, review_rows};
use super::{Cell, Look, Paper, Sheet};

/// The official name of the form.
pub const TITLE: &str = "全域土地综合整治所涉永久基本农田布局调整事项审查情况汇总表";
/// Name of its sheet.
const NAME: &str = "审查情况汇总表";
/// Title, units, headings.
pub(super) const HEAD_ROWS: u32 = 3;
/// Where hectares stand.
pub(super) const VALUE_COLUMN: u16 = 3;
const COLUMNS: u16 = 5;

/// The form, filled.
pub fn review_sheet(figures: &ReviewFigures, caption: &str) -> Sheet {
    let rows = review_rows(figures);
    let mut cells = vec![
        Cell::new(0, 0, TITLE, Look::Title).over(1, COLUMNS),
        Cell::new(1, 0, caption, Look::Caption).over(1, COLUMNS),
        Cell::new(2, 0, "栏目", Look::Heading),
        Cell::new(2, 1, "审查内容", Look::Heading).over(1, 2),
        Cell::new(2, VALUE_COLUMN, "公顷", Look::Heading),
        Cell::new(2, VALUE_COLUMN + 1, "亩", Look::Heading),
    ];
    for (start, count) in runs(&rows, |row| row.section) {
        let row = HEAD_ROWS + start as u32;
        cells.push(Cell::new(row, 0, rows[start].section, Look::Heading).over(count as u32, 1));
    }
    for (start, count) in runs(&rows, |row| (row.section, row.item)) {
        let first = &rows[start];
        let label = Cell::new(HEAD_ROWS + start as u32, 1, first.item, Look::Label);
        // An item without parts takes the column of parts too.
        let columns = if count == 1 && first.part.is_empty() { 2 } else { 1 };
        cells.push(label.over(count as u32, columns));
    }
    for (line, row) in (HEAD_ROWS..).zip(&rows) {
        if !row.part.is_empty() {
            cells.push(Cell::new(line, 2, row.part, Look::Label));
        }
        let (first, second) = row.value.cells();
        let note = if row.unit.is_empty() {
            row.formula.to_owned()
        } else {
            format!("{}\n单位：{}", row.formula, row.unit)
        };
        let value = Cell::new(line, VALUE_COLUMN, first, Look::Body).with_note(note);
        match second {
            Some(second) => cells.extend([value, Cell::new(line, VALUE_COLUMN + 1, second, Look::Body)]),
            None => cells.push(value.over(1, 2)),
        }
    }
    let mut heights = BTreeMap::from([(0, 42.0)]);
    let opinion = (HEAD_ROWS..).zip(&rows).filter(|(_, row)| row.item == "其他审查意见");
    heights.extend(opinion.map(|(line, _)| (line, 44.0)));
    Sheet {
        name: NAME.to_owned(),
        paper: Paper::A4Portrait,
        widths: vec![9.0, 24.0, 26.0, 16.0, 16.0],
        cells,
        heights,
        repeated_rows: HEAD_ROWS,
    }
}

/// Runs of rows with the same key: where each begins, and how long it is.
fn runs<K: PartialEq>(rows: &[ReviewRow], key: impl Fn(&ReviewRow) -> K) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        match runs.last_mut() {
            Some((start, count)) if key(&rows[*start]) == key(row) => *count += 1,
            _ => runs.push((index, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_cells_of_the_form_lie_on_each_other_and_none_is_missing() {
        let sheet = review_sheet(&ReviewFigures::default(), "");
        let mut taken = BTreeSet::new();
        for cell in &sheet.cells {
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    assert!(taken.insert((row, column)), "row {row} column {column} twice");
                }
            }
        }
        let last = sheet.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap();
        assert_eq!(taken.len(), last as usize * usize::from(COLUMNS));
    }
}
