//! A practice township: synthetic from end to end, and says so.

mod blocks;
mod crops;
mod face;
mod landscape;
mod places;
mod plane;
mod random;
mod subdivision;
mod terrain;
#[cfg(test)]
mod tiling_test;
