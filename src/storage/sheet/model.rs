//! What a workbook holds: sheets of placed cells. Knows nothing of files.

use std::collections::BTreeMap;

/// A workbook ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// Stands in the properties of the file.
    pub title: String,
    /// `2026-11-23T08:00:00.000Z`: the one date in the file, so that the same content makes the same bytes.
    pub created_at: String,
    pub sheets: Vec<Sheet>,
}

/// Size of the paper that a sheet is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4Portrait,
    A4Landscape,
    A3Landscape,
}

/// One sheet: cells, widths of columns, what is repeated on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// At most 31 characters, none of `[]:*?/\`.
    pub name: String,
    pub paper: Paper,
    /// In characters of the body font, by column.
    pub widths: Vec<f64>,
    pub cells: Vec<Cell>,
    /// In points, where a row is not of the usual height.
    pub heights: BTreeMap<u32, f64>,
    /// The first rows, repeated on every printed page.
    pub repeated_rows: u32,
}

/// A cell and the cells it is merged with.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub row: u32,
    pub column: u16,
    /// Rows and columns that it takes, 1 or more.
    pub rows: u32,
    pub columns: u16,
    pub value: CellValue,
    pub look: Look,
    /// A remark that opens beside the cell; empty for none.
    pub note: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    Empty,
    Text(String),
    /// A number as it is shown: rounded half away from zero to so many decimals.
    Number {
        value: f64,
        decimals: u32,
    },
    /// A share of 1, shown as a percentage with so many decimals.
    Share {
        value: f64,
        decimals: u32,
    },
    Count(usize),
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// The name of the form, large, without borders.
    Title,
    /// Units and dates under the title, small, to the right.
    Caption,
    /// A heading of columns, or a word down the side of a form.
    Heading,
    /// What stands left of a figure.
    Label,
    Body,
    /// Figures of a sum.
    Total,
    /// Remarks under a table, without borders.
    Remark,
}

impl Cell {
    pub fn new(row: u32, column: u16, value: impl Into<CellValue>, look: Look) -> Self {
        Self { row, column, rows: 1, columns: 1, value: value.into(), look, note: String::new() }
    }

    /// The cell merged over so many rows and columns.
    #[must_use]
    pub fn over(self, rows: u32, columns: u16) -> Self {
        Self { rows, columns, ..self }
    }

    #[must_use]
    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for CellValue {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<usize> for CellValue {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl CellValue {
    /// A number, or the dash of a figure that has no divisor.
    pub fn number(value: Option<f64>, decimals: u32) -> Self {
        match value.filter(|value| value.is_finite()) {
            Some(value) => Self::Number { value, decimals },
            None => Self::Text("—".to_owned()),
        }
    }

    /// A share of 1 as a percentage, or the dash of a figure that has no divisor.
    pub fn share(value: Option<f64>, decimals: u32) -> Self {
        match value.filter(|value| value.is_finite()) {
            Some(value) => Self::Share { value, decimals },
            None => Self::Text("—".to_owned()),
        }
    }
}

/// Name of a cell as Excel says it: `D7` for row 6, column 3.
pub fn cell_name(row: u32, column: u16) -> String {
    let mut letters = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        assert_eq!(cell_name(6, 3), "D7");
        assert_eq!(cell_name(0, 25), "Z1");
        assert_eq!(cell_name(9, 26), "AA10");
        assert_eq!(cell_name(0, 701), "ZZ1");
        assert_eq!(cell_name(0, 702), "AAA1");
    }
}
