//! Which forest a swap plants for which it clears: each field that leaves goes with the nearest land that joins, and what is left
//! over with the nearest pair. A pair number on both sides says so.

use crate::geometry::Point;

/// A parcel of a swap: where it is, and its area in m².
pub(super) type Placed = (Point, f64);

/// Pair number, from 1, of each parcel that joins and of each that leaves; none where one side is empty.
pub(super) fn paired(joining: &[Placed], leaving: &[Placed]) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    let mut numbers = (vec![None; joining.len()], vec![None; leaving.len()]);
    if joining.is_empty() || leaving.is_empty() {
        return numbers;
    }
    // The largest choose first: they have the most to find.
    let mut order: Vec<usize> = (0..leaving.len()).collect();
    order.sort_by(|&a, &b| leaving[b].1.total_cmp(&leaving[a].1).then(a.cmp(&b)));
    let mut next = 0;
    for &at in &order {
        let free = nearest(leaving[at].0, joining, |other| numbers.0[other].is_none());
        if let Some(other) = free {
            next += 1;
            (numbers.0[other], numbers.1[at]) = (Some(next), Some(next));
        }
    }
    for (number, placed) in numbers.1.iter_mut().zip(leaving).filter(|(number, _)| number.is_none()) {
        *number = nearest(placed.0, joining, |_| true).and_then(|other| numbers.0[other]);
    }
    for (number, placed) in numbers.0.iter_mut().zip(joining).filter(|(number, _)| number.is_none()) {
        *number = nearest(placed.0, leaving, |_| true).and_then(|other| numbers.1[other]);
    }
    numbers
}

/// The nearest that may be taken, the first of equals.
fn nearest(from: Point, among: &[Placed], may: impl Fn(usize) -> bool) -> Option<usize> {
    let distance = |at: usize| (among[at].0[0] - from[0]).hypot(among[at].0[1] - from[1]);
    (0..among.len()).filter(|&at| may(at)).min_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(a.cmp(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_paired_and_the_rest_goes_with_the_nearest_pair() {
        let at = |x: f64, area_m2: f64| ([x, 0.0], area_m2);
        let (joining, leaving) =
            paired(&[at(0.0, 1.0), at(100.0, 1.0), at(101.0, 1.0)], &[at(99.0, 5.0), at(1.0, 9.0)]);
        assert_eq!(leaving, [Some(2), Some(1)]);
        assert_eq!(joining, [Some(1), Some(2), Some(2)]);
        assert_eq!(paired(&[], &[at(0.0, 1.0)]).1, [None]);
        let (joining, leaving) = paired(&[at(0.0, 1.0)], &[at(5.0, 1.0), at(9.0, 2.0)]);
        assert_eq!((joining, leaving), (vec![Some(1)], vec![Some(1), Some(1)]));
    }
}
