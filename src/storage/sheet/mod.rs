//! Tables on paper: the review form in its own layout and the plan tables beside it, as an Excel workbook.
//!
//! [`model`] says what a workbook holds, [`write`](fn@write_workbook) turns it into bytes that are the same for the same
//! content, and each table lays itself out in a file of its own over plain rows, so that a layout can be read beside the form it
//! copies. Official areas are hectares with mu beside them, rounded half away from zero.

mod area_cells;
mod calculation_sheet;
mod export;
mod model;
mod plan_tables;
mod review_figures;
mod review_model;
mod review_rows;
mod review_sheet;
mod table_sheet;
mod write;

pub use calculation_sheet::calculation_sheet;
pub use export::{SheetInput, WrittenSheets, export_sheets};
pub use model::{Cell, CellValue, Look, Paper, Sheet, Workbook};
pub use plan_tables::plan_tables;
pub use review_figures::{review_figures, townships};
pub use review_model::{OutsideFigures, ReviewFigures, ReviewSide, SideClasses};
pub use review_rows::{ReviewRow, RowValue, review_rows};
pub use review_sheet::review_sheet;
pub use table_sheet::{Column, TableSheet};
pub use write::write_workbook;
