//! Features of many vertices, cut into tiles: a zone, and above all a moving vertex, then meets a small part of them only.

use geo::MultiPolygon;

use super::{FillRule, Operation, general_overlay};
use crate::geometry::{Bounds, Point, open_rings};

/// Vertices above which a feature is cut.
pub(super) const TILE_VERTICES: usize = 256;

/// Halvings after which a shape stays as it is: many rings through one place cannot be cut smaller.
const DEEPEST: u32 = 24;

/// Cuts a valid shape by halving its box until no tile has more than [`TILE_VERTICES`] vertices. Tiles share their seams
/// exactly and together are the shape.
pub(super) fn tiles(shape: MultiPolygon<f64>) -> Vec<MultiPolygon<f64>> {
    let mut done = Vec::new();
    let mut waiting = vec![(shape, DEEPEST)];
    while let Some((shape, depth)) = waiting.pop() {
        let rings = open_rings(&shape);
        if rings.iter().map(Vec::len).sum::<usize>() <= TILE_VERTICES || depth == 0 {
            done.push(shape);
            continue;
        }
        let halves = halved(&rings);
        if let [Some(first), Some(second)] = halves {
            waiting.push((second, depth - 1));
            waiting.push((first, depth - 1));
        } else {
            done.push(shape);
        }
    }
    done.retain(|shape| !shape.0.is_empty());
    done
}

fn halved(rings: &[Vec<Point>]) -> [Option<MultiPolygon<f64>>; 2] {
    let bounds = Bounds::of_points(rings.iter().flatten());
    let center = bounds.center();
    let (mut first, mut second) = (bounds.grown(1.0), bounds.grown(1.0));
    let axis = usize::from(bounds.height_m() > bounds.width_m());
    // A seam on whole metres lies on the grid of the overlay, so both halves have it exactly.
    let seam = center[axis].round();
    first.max[axis] = seam;
    second.min[axis] = seam;
    [first, second].map(|half| {
        let window: Vec<Point> = vec![half.min, [half.max[0], half.min[1]], half.max, [half.min[0], half.max[1]]];
        general_overlay(
            rings.iter().map(Vec::as_slice),
            std::iter::once(window.as_slice()),
            Operation::Intersection,
            FillRule::EvenOdd,
        )
    })
}
