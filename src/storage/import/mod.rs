//! What an import does beyond reading: zones and measures out of polygons, and the distance at which a layer is most likely
//! misplaced.

mod fields;
mod measure_kind;
mod measure_tables;
mod measures;
mod place;
mod zones;

pub use measure_tables::{MeasureTable, measure_tables};
pub use measures::{measures_from_layers, with_free_pairs};
pub use place::check_place;
pub use zones::zones_from_layer;
