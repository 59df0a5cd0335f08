//! Reading other people's data: GeoPackage, Shapefile and GeoJSON, into packed layers in the project's plane.
//!
//! [`open`] says what a file holds; [`DataFile::read`] takes one layer. Nothing is assumed silently and nothing is lost
//! silently: a missing coordinate system is asked for, an encoding is told from evidence, and every feature that could not be
//! taken as it stands keeps its place and its attributes and is listed in the notes.

mod boundary_points;
mod crs_evidence;
mod data_file;
mod dbf;
mod encoding;
mod geojson;
mod geopackage;
mod geopackage_rows;
mod intake;
mod layer_info;
mod problem;
mod progress;
mod raw_shape;
mod ring_nesting;
mod shapefile;
mod shp;
mod tally;

pub use boundary_points::{Plot, PointsProblem, plots_of};
pub use crs_evidence::{CrsOrigin, DeclaredCrs, PlacedCrs, crs_suggestions, metres_away};
pub use data_file::{DataFile, ReadLayer, ReadOptions, open};
pub use encoding::{EncodingPreview, TextEncoding, text_of};
pub use layer_info::{FieldInfo, FieldType, LayerInfo};
pub use problem::{BrokenReason, ReadProblem};
pub use progress::{NoProgress, Progress};
pub use tally::{Repair, Tally};
