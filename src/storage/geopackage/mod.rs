//! GeoPackage 1.3: the tables, blobs, index and styles of the standard, for files of our own and for the project's database.
//!
//! [`GeopackageWriter`] writes a whole file; the functions of [`schema`], [`table`] and [`style`] work on any open connection,
//! inside whatever transaction it has, so that the project's `data.gpkg` is built from the same bricks. Version 1.3 and its
//! trigger set (insert, update1–4, delete) because ArcGIS Pro 3.2 reads no newer one.

mod blob;
mod functions;
mod rtree;
pub mod schema;
pub mod style;
pub mod table;
mod wkb;
mod writer;

pub use blob::{GeometryBlob, Header};
pub use functions::register_functions;
pub use style::LayerStyle;
pub use table::{ColumnSpec, GeometryType, Row, TableSpec};
pub use wkb::{Simple, Visitor, WkbProblem, walk};
pub use writer::GeopackageWriter;

/// A name as SQL: in double quotes, so that Chinese names and reserved words are only names.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
