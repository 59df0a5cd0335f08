//! A workbook as the bytes of an .xlsx file, put in its place whole or not at all.

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook as Book, Worksheet, XlsxError,
};

use super::{Cell, CellValue, Look, Paper, Sheet, Workbook};
use crate::storage::WriteProblem;
use crate::storage::atomic::{self, Replaced};
use crate::units::round_half_away;

/// The body font of official papers; programs without it take another of its kind by family and character set.
const SERIF: &str = "宋体";
/// For headings.
const SANS: &str = "黑体";
/// Roman, and Simplified Chinese, in the numbers of the format.
const SERIF_FAMILY: u8 = 1;
const SANS_FAMILY: u8 = 2;
const CHINESE: u8 = 134;
/// A4 and A3 in the numbers of the format.
const A4: u8 = 9;
const A3: u8 = 8;

/// Writes a workbook beside the target and renames it. The same workbook gives the same bytes.
pub fn write_workbook(workbook: &Workbook, target: &Path) -> Result<Replaced, WriteProblem> {
    let bytes = bytes_of(workbook).map_err(|error| WriteProblem::from_io(target, std::io::Error::other(error)))?;
    atomic::write_file(target, &bytes)
}

fn bytes_of(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    book.set_properties(&properties(workbook)?);
    let mut formats = Formats::default();
    for sheet in &workbook.sheets {
        write_sheet(book.add_worksheet(), sheet, &mut formats)?;
    }
    book.save_to_buffer()
}

fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    // `2026-11-23T08:00:00`: the rest of the timestamp is no part of what the format holds.
    let stamp = workbook.created_at.get(..19).unwrap_or("1970-01-01T00:00:00");
    let created = ExcelDateTime::parse_from_str(stamp)?;
    Ok(DocProperties::new().set_title(&workbook.title).set_author("田方 Tianfang").set_creation_datetime(&created))
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, formats: &mut Formats) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    for (column, &width) in (0u16..).zip(&sheet.widths) {
        page.set_column_width(column, width)?;
    }
    for (&row, &points) in &sheet.heights {
        page.set_row_height(row, points)?;
    }
    for cell in &sheet.cells {
        write_cell(page, cell, formats)?;
    }
    match sheet.paper {
        Paper::A4Portrait => page.set_paper_size(A4).set_portrait(),
        Paper::A4Landscape => page.set_paper_size(A4).set_landscape(),
        Paper::A3Landscape => page.set_paper_size(A3).set_landscape(),
    };
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    page.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    page.set_footer("&C第 &P 页，共 &N 页");
    if sheet.repeated_rows > 0 {
        page.set_repeat_rows(0, sheet.repeated_rows - 1)?;
    }
    Ok(())
}

fn write_cell(page: &mut Worksheet, cell: &Cell, formats: &mut Formats) -> Result<(), XlsxError> {
    let format = formats.of(cell);
    let (row, column) = (cell.row, cell.column);
    if cell.rows > 1 || cell.columns > 1 {
        let (last_row, last_column) = (row + cell.rows - 1, column + cell.columns - 1);
        page.merge_range(row, column, last_row, last_column, "", &format)?;
    }
    match &cell.value {
        CellValue::Empty => page.write_blank(row, column, &format)?,
        CellValue::Text(text) => page.write_string_with_format(row, column, text, &format)?,
        CellValue::Number { value, decimals } => {
            page.write_number_with_format(row, column, round_half_away(*value, *decimals), &format)?
        }
        CellValue::Share { value, decimals } => {
            page.write_number_with_format(row, column, round_half_away(*value, decimals + 2), &format)?
        }
        CellValue::Count(count) => page.write_number_with_format(row, column, *count as f64, &format)?,
    };
    if !cell.note.is_empty() {
        page.insert_note(row, column, &Note::new(&cell.note).set_author("田方").set_width(320))?;
    }
    Ok(())
}

/// Formats by look and number format, made once each.
#[derive(Default)]
struct Formats {
    made: BTreeMap<(Look, String), Format>,
}

impl Formats {
    fn of(&mut self, cell: &Cell) -> Format {
        let number = match &cell.value {
            CellValue::Number { decimals, .. } => decimal_format("#,##0", *decimals, ""),
            CellValue::Share { decimals, .. } => decimal_format("0", *decimals, "%"),
            CellValue::Count(_) => "#,##0".to_owned(),
            CellValue::Empty | CellValue::Text(_) => String::new(),
        };
        self.made.entry((cell.look, number)).or_insert_with_key(|(look, number)| format_of(*look, number)).clone()
    }
}

fn decimal_format(whole: &str, decimals: u32, suffix: &str) -> String {
    let point = if decimals > 0 { "." } else { "" };
    format!("{whole}{point}{}{suffix}", "0".repeat(decimals as usize))
}

fn format_of(look: Look, number: &str) -> Format {
    let serif = || Format::new().set_font_name(SERIF).set_font_family(SERIF_FAMILY).set_font_charset(CHINESE);
    let sans = || Format::new().set_font_name(SANS).set_font_family(SANS_FAMILY).set_font_charset(CHINESE);
    let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let format = match look {
        Look::Title => sans().set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
        Look::Caption => serif().set_font_size(10).set_align(FormatAlign::Right),
        Look::Heading => boxed(sans().set_font_size(10.5).set_align(FormatAlign::Center).set_text_wrap()),
        Look::Label => boxed(serif().set_font_size(10.5).set_text_wrap()),
        Look::Body => boxed(serif().set_font_size(10.5).set_text_wrap()),
        Look::Total => boxed(serif().set_font_size(10.5).set_bold().set_text_wrap()),
        Look::Remark => serif().set_font_size(9).set_text_wrap().set_align(FormatAlign::Top),
    };
    let format = if number.is_empty() { format } else { format.set_num_format(number).set_align(FormatAlign::Right) };
    if look == Look::Body && number.is_empty() { format.set_align(FormatAlign::Left) } else { format }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook() -> Workbook {
        let sheet = Sheet {
            name: "审查情况汇总表".into(),
            paper: Paper::A4Portrait,
            widths: vec![6.0, 20.0, 12.0],
            cells: vec![
                Cell::new(0, 0, "标题", Look::Title).over(1, 3),
                Cell::new(1, 0, "调出", Look::Heading).over(2, 1),
                Cell::new(1, 1, "总面积", Look::Label),
                Cell::new(1, 2, CellValue::number(Some(1.005), 2), Look::Body).with_note("合计"),
                Cell::new(2, 1, "比例", Look::Label),
                Cell::new(2, 2, CellValue::share(None, 2), Look::Body),
            ],
            heights: BTreeMap::from([(0, 30.0)]),
            repeated_rows: 1,
        };
        Workbook { title: "汇总表".into(), created_at: "2026-11-23T08:00:00.000Z".into(), sheets: vec![sheet] }
    }

    #[test]
    fn the_same_workbook_gives_the_same_bytes() {
        let first = bytes_of(&workbook()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(first == bytes_of(&workbook()).unwrap());
        assert!(first.starts_with(b"PK"));
    }

    #[test]
    fn a_workbook_replaces_what_stood_there_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("汇总表.xlsx");
        std::fs::write(&target, b"old").unwrap();
        write_workbook(&workbook(), &target).unwrap();
        assert!(std::fs::read(&target).unwrap().starts_with(b"PK"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = write_workbook(&workbook(), &folder.path().join("no/汇总表.xlsx"));
        assert!(matches!(nowhere, Err(WriteProblem::NoFolder { .. })));
    }
}
