//! An implicit box tree over features that already lie along a Hilbert curve: no pointers, a few bytes a feature.

use super::{Bounds, PackedShapes};

/// Features below one node of the lowest level, and children of every node above.
const FAN_OUT: usize = 8;

/// Boxes over runs of [`FAN_OUT`] features, then over runs of those boxes, up to one root.
#[derive(Clone, Debug)]
pub struct PackedTree {
    /// `levels[0]` bounds runs of features; the last level has one box.
    levels: Vec<Vec<Bounds>>,
}

impl PackedTree {
    pub const FAN_OUT: usize = FAN_OUT;

    /// The tree over `boxes` in the order in which they stand.
    pub fn over(boxes: &[Bounds]) -> Self {
        let mut levels: Vec<Vec<Bounds>> = Vec::new();
        let mut below: &[Bounds] = boxes;
        while levels.is_empty() || below.len() > 1 {
            let level: Vec<Bounds> = below
                .chunks(FAN_OUT)
                .map(|run| run.iter().fold(Bounds::EMPTY, |whole, bounds| whole.union(bounds)))
                .collect();
            levels.push(level);
            below = levels.last().map_or(&[], Vec::as_slice);
        }
        Self { levels }
    }

    /// The levels, lowest first: `levels()[k][i]` bounds features `i·8^(k+1) .. (i+1)·8^(k+1)`.
    pub fn levels(&self) -> &[Vec<Bounds>] {
        &self.levels
    }

    /// Calls `visit` with every feature whose box meets `window`, in ascending order.
    pub fn query(&self, shapes: &PackedShapes, window: &Bounds, mut visit: impl FnMut(usize)) {
        let boxes = shapes.all_bounds();
        let Some(top) = self.levels.len().checked_sub(1) else { return };
        // (level, node) still to look at; children are pushed in reverse, so features come in ascending order.
        let mut stack = vec![(top, 0usize)];
        while let Some((level, node)) = stack.pop() {
            let Some(bounds) = self.levels[level].get(node) else { continue };
            if !bounds.meets(window) {
                continue;
            }
            let children = node * FAN_OUT..(node + 1) * FAN_OUT;
            if level == 0 {
                let run = boxes.iter().enumerate().take(children.end).skip(children.start);
                for (feature, _) in run.filter(|(_, bounds)| bounds.meets(window)) {
                    visit(feature);
                }
            } else {
                stack.extend(children.rev().map(|child| (level - 1, child)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{GeometryKind, PackedBuilder, hilbert_order};

    #[test]
    fn a_query_finds_what_a_scan_finds() {
        let mut builder = PackedBuilder::new(GeometryKind::Points);
        for index in 0..1000u32 {
            builder.coordinate([f64::from(index * 7919 % 997), f64::from(index * 104_729 % 991)]);
            builder.end_ring();
            builder.end_part();
            builder.end_feature();
        }
        let order = hilbert_order(builder.shapes().all_bounds());
        let shapes = builder.finish_in_order(&order, false);
        let tree = PackedTree::over(shapes.all_bounds());
        for (x, y, reach) in [(500.0, 500.0, 50.0), (0.0, 0.0, 300.0), (2000.0, 0.0, 10.0), (500.0, 500.0, 1e6)] {
            let window = Bounds::around([x, y], reach);
            let mut found = Vec::new();
            tree.query(&shapes, &window, |feature| found.push(feature));
            let scanned: Vec<usize> = (0..shapes.len()).filter(|&f| shapes.feature_bounds(f).meets(&window)).collect();
            assert_eq!(found, scanned);
        }
    }
}
