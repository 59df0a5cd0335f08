//! A plain table on paper: title, units, headings, rows, a sum, remarks.

use std::collections::BTreeMap;

use super::{Cell, CellValue, Look, Paper, Sheet};

/// One column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub title: &'static str,
    /// In characters.
    pub width: f64,
}

impl Column {
    pub const fn new(title: &'static str, width: f64) -> Self {
        Self { title, width }
    }
}

/// A table before it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSheet {
    /// Name of the sheet.
    pub name: String,
    pub title: String,
    /// Units, data date: to the right under the title.
    pub caption: String,
    pub paper: Paper,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<CellValue>>,
    /// The last row, in bold; empty for none.
    pub total: Vec<CellValue>,
    pub remarks: Vec<String>,
}

/// Rows before the first row of data: title, caption, headings.
const HEAD_ROWS: u32 = 3;

impl TableSheet {
    /// The table on its sheet.
    pub fn sheet(&self) -> Sheet {
        let width = self.columns.len() as u16;
        let mut cells = vec![
            Cell::new(0, 0, self.title.as_str(), Look::Title).over(1, width),
            Cell::new(1, 0, self.caption.as_str(), Look::Caption).over(1, width),
        ];
        let headings = (0u16..).zip(&self.columns);
        cells.extend(headings.map(|(column, heading)| Cell::new(2, column, heading.title, Look::Heading)));
        let placed = |row: u32, values: &[CellValue], look: Look| -> Vec<Cell> {
            (0u16..).zip(values).map(|(column, value)| Cell::new(row, column, value.clone(), look)).collect()
        };
        for (row, values) in (HEAD_ROWS..).zip(&self.rows) {
            cells.extend(placed(row, values, Look::Body));
        }
        let mut end = HEAD_ROWS + self.rows.len() as u32;
        if !self.total.is_empty() {
            cells.extend(placed(end, &self.total, Look::Total));
            end += 1;
        }
        let mut heights = BTreeMap::from([(0, 30.0), (2, 30.0)]);
        for (row, remark) in (end..).zip(&self.remarks) {
            cells.push(Cell::new(row, 0, remark.as_str(), Look::Remark).over(1, width));
            heights.insert(row, 26.0);
        }
        Sheet {
            name: self.name.clone(),
            paper: self.paper,
            widths: self.columns.iter().map(|column| column.width).collect(),
            cells,
            heights,
            repeated_rows: HEAD_ROWS,
        }
    }
}
