//! A fingerprint of the shapes of a table: areas alone do not tell that a shape was moved, or changed places with another.

use crate::geometry::Point;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// Bits that a double holds exactly.
const KEPT_BITS: u32 = 52;

/// FNV-1a over every coordinate, to the last bit, in the order of the rows.
pub(in crate::storage) struct ShapePrint(u64);

impl ShapePrint {
    pub fn new() -> Self {
        Self(OFFSET)
    }

    pub fn add(&mut self, point: Point) {
        for byte in point.into_iter().flat_map(f64::to_le_bytes) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// A whole number that a column of doubles keeps as it is.
    pub fn finish(self) -> f64 {
        (self.0 >> (u64::BITS - KEPT_BITS)) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_points_and_their_last_bit_count() {
        let print = |points: &[Point]| {
            let mut print = ShapePrint::new();
            points.iter().for_each(|&point| print.add(point));
            print.finish()
        };
        let first = print(&[[1.0, 2.0], [3.0, 4.0]]);
        assert_eq!(first, print(&[[1.0, 2.0], [3.0, 4.0]]));
        assert_ne!(first, print(&[[3.0, 4.0], [1.0, 2.0]]));
        assert_ne!(first, print(&[[1.0, 2.0], [3.0, 4.0_f64.next_up()]]));
        assert!(first.fract() == 0.0 && first < 2_f64.powi(53));
    }
}
