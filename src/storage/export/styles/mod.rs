//! How the tables look in QGIS (QML, loaded with the table) and elsewhere (SLD): the drawing of the program's own map, with
//! patterns as vectors and Chinese aliases on every column. One [`Style`] is described once and written in both languages.

mod looks;
mod qml;
mod sld;
mod style;
mod xml;

pub(super) use looks::{
    block_style, conflict_style, kind_style, measure_style, parcel_style, region_style, severity_word,
    sub_project_style, unit_style,
};
pub(super) use qml::qml;
pub(super) use sld::sld;
pub use style::Style;
