//! The order of boxes along a Hilbert curve: neighbours in the plane become neighbours in memory.

use rayon::prelude::*;

use super::Bounds;

/// Bits of each coordinate on the curve: 2¹⁶ cells a side are finer than the parcels of a county.
const BITS: u32 = 16;
/// Below this many boxes a thread of its own does not pay.
const BOXES_PER_THREAD: usize = 4_096;

/// Indices of `boxes` along a Hilbert curve over their union, by the centres; equal places keep the order given, and empty
/// boxes come last.
pub fn hilbert_order(boxes: &[Bounds]) -> Vec<u32> {
    let whole = boxes.iter().fold(Bounds::EMPTY, |whole, bounds| whole.union(bounds));
    let side = f64::from((1u32 << BITS) - 1);
    let cell = |value: f64, low: f64, extent: f64| {
        if extent > 0.0 { ((value - low) / extent * side).clamp(0.0, side) as u32 } else { 0 }
    };
    // Position and number in one key, so that equal places keep their order.
    let key = |(number, bounds): (usize, &Bounds)| {
        let center = bounds.center();
        let x = cell(center[0], whole.min[0], whole.width_m());
        let y = cell(center[1], whole.min[1], whole.height_m());
        (u64::from(position_on_curve(x, y)) << 32) | number as u64
    };
    let placed = boxes.par_iter().enumerate().with_min_len(BOXES_PER_THREAD);
    let mut keys: Vec<u64> = placed.filter(|(_, bounds)| !bounds.is_empty()).map(key).collect();
    keys.par_sort_unstable();
    let mut order: Vec<u32> = keys.into_iter().map(|key| key as u32).collect();
    order.extend((0u32..).zip(boxes).filter(|(_, bounds)| bounds.is_empty()).map(|(number, _)| number));
    order
}

/// Distance along the Hilbert curve of a cell.
fn position_on_curve(mut x: u32, mut y: u32) -> u32 {
    let mut position = 0;
    let mut side = 1u32 << (BITS - 1);
    while side > 0 {
        let right = u32::from(x & side > 0);
        let upper = u32::from(y & side > 0);
        position += side * side * ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                x = (side.wrapping_mul(2).wrapping_sub(1)) & !x;
                y = (side.wrapping_mul(2).wrapping_sub(1)) & !y;
            }
            std::mem::swap(&mut x, &mut y);
        }
        x &= side - 1;
        y &= side - 1;
        side /= 2;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_visits_every_cell_once_and_steps_to_a_neighbour() {
        let side = 16u32;
        let mut at = vec![None; (side * side) as usize];
        for x in 0..side {
            for y in 0..side {
                let position = position_on_curve(x, y) as usize;
                assert!(at[position].is_none(), "cell ({x}, {y}) is visited twice");
                at[position] = Some((x, y));
            }
        }
        for pair in at.windows(2) {
            let (a, b) = (pair[0].unwrap(), pair[1].unwrap());
            assert_eq!(a.0.abs_diff(b.0) + a.1.abs_diff(b.1), 1, "{a:?} and {b:?} are not neighbours");
        }
    }
}
