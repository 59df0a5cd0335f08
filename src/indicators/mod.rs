//! Gauges: figures of the land before and after a scheme. Each file opens with the definition it implements.

mod bands;
mod fragmentation;

pub use bands::{AT_LEAST_MU, BAND_LIMITS_MU, Band, BlockSizes, LargeBlocks, band_of_mu};
pub use fragmentation::{COHESION_CELL_M, Fragmentation};
