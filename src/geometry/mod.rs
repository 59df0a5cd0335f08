//! Geometry in the project's plane: f64 metres, easting first. Pure functions and packed storage; knows nothing of land.

pub mod overlay;
pub mod shaping;
pub mod validity;

mod bounds;
mod fault;
pub mod health;
mod hilbert;
mod interior_point;
mod packed;
mod packed_feature;
mod packed_tree;
mod region;
pub mod repair;
mod rings;
pub mod segment;

pub use bounds::Bounds;
pub use fault::Fault;
pub use hilbert::hilbert_order;
pub use interior_point::interior_point;
pub use packed::{GeometryKind, PackedBuilder, PackedShapes};
pub use packed_feature::PackedFeature;
pub use packed_tree::PackedTree;
pub use region::Region;
pub use rings::{open_ring, open_rings, ring_lines};

/// A position in the plane: `[easting_m, northing_m]`.
pub type Point = [f64; 2];
