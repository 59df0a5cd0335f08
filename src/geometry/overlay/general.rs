//! A general overlay on an integer grid: what the fast path falls back on, and what unions, tiles and trimmed zones are made of.
//!
//! The grid's step is 2⁻³⁴ m. Eastings and northings of a Gauss–Krüger plane are multiples of it as they stand, so vertices
//! come back as they were and only new crossings are rounded, to less than a billionth of a metre.

use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::{LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule as IntegerFillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::string::overlay::StringOverlay;
use i_overlay::string::rule::StringRule;

use super::sides::coordinate;
use crate::crs::planar_ring_m2;
use crate::geometry::{Point, open_rings};

/// Steps of the grid in a metre.
const STEPS_PER_METRE: f64 = (1u64 << 34) as f64;

/// Rings below this are dust of rounding, not land.
const DUST_M2: f64 = 1e-9;

/// What is wanted of subject and clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The subject alone, made valid by the fill rule.
    Subject,
    Intersection,
    /// Subject without clip.
    Difference,
    Union,
}

/// What counts as inside of rings that overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillRule {
    /// Crossed an odd number of times: how a self-crossing ring is taken.
    EvenOdd,
    /// Not wound to zero: how oriented rings that overlap are taken together.
    NonZero,
}

/// Overlays open rings. `None` when the library gives up (a panic in it is caught) or a coordinate is beyond its grid.
pub fn general_overlay<'a, 'b>(
    subject: impl Iterator<Item = &'a [Point]>,
    clip: impl Iterator<Item = &'b [Point]>,
    operation: Operation,
    fill_rule: FillRule,
) -> Option<MultiPolygon<f64>> {
    let subject: Vec<Vec<IntPoint<i64>>> = subject.map(grid_ring).collect::<Option<_>>()?;
    let clip: Vec<Vec<IntPoint<i64>>> = clip.map(grid_ring).collect::<Option<_>>()?;
    let capacity = subject.iter().chain(&clip).map(Vec::len).sum();
    let rule = match operation {
        Operation::Subject => OverlayRule::Subject,
        Operation::Intersection => OverlayRule::Intersect,
        Operation::Difference => OverlayRule::Difference,
        Operation::Union => OverlayRule::Union,
    };
    let fill_rule = match fill_rule {
        FillRule::EvenOdd => IntegerFillRule::EvenOdd,
        FillRule::NonZero => IntegerFillRule::NonZero,
    };
    let shapes = catch_unwind(AssertUnwindSafe(|| {
        let mut overlay = Overlay::<i64>::new_custom(capacity, IntOverlayOptions::ogc(), Solver::default());
        for ring in &subject {
            overlay.add_contour(ring, ShapeType::Subject);
        }
        for ring in &clip {
            overlay.add_contour(ring, ShapeType::Clip);
        }
        overlay.overlay(rule, fill_rule)
    }))
    .ok()?;
    Some(shapes.iter().filter_map(|shape| polygon_from_grid(shape)).collect())
}

/// Overlays two shapes, each even-odd; they may cross themselves. `None` as for [`general_overlay`].
pub fn overlaid(
    subject: &MultiPolygon<f64>,
    clip: &MultiPolygon<f64>,
    operation: Operation,
) -> Option<MultiPolygon<f64>> {
    let (subject, clip) = (open_rings(subject), open_rings(clip));
    let (subject, clip) = (subject.iter().map(Vec::as_slice), clip.iter().map(Vec::as_slice));
    general_overlay(subject, clip, operation, FillRule::EvenOdd)
}

/// The land within oriented rings, cut along an open line; an end of the line that stops inside cuts nothing. `None` as for
/// [`general_overlay`].
pub fn sliced<'a>(subject: impl Iterator<Item = &'a [Point]>, line: &[Point]) -> Option<MultiPolygon<f64>> {
    let subject: Vec<Vec<IntPoint<i64>>> = subject.map(grid_ring).collect::<Option<_>>()?;
    let line = grid_ring(line)?;
    let shapes = catch_unwind(AssertUnwindSafe(|| {
        let capacity = subject.iter().map(Vec::len).sum::<usize>() + line.len();
        let mut overlay = StringOverlay::<i64>::with_options(capacity, IntOverlayOptions::ogc());
        for ring in &subject {
            overlay.add_shape_contour(ring);
        }
        overlay.add_string_path(&line);
        let graph = overlay.build_graph_view(IntegerFillRule::NonZero);
        graph.map(|graph| graph.extract_shapes(StringRule::Slice)).unwrap_or_default()
    }))
    .ok()?;
    Some(shapes.iter().filter_map(|shape| polygon_from_grid(shape)).collect())
}

fn grid_ring(ring: &[Point]) -> Option<Vec<IntPoint<i64>>> {
    // 2⁶⁰ steps leave the library two bits for its sums.
    let limit = (1u64 << 60) as f64;
    let on_grid = |value: f64| {
        let steps = (value * STEPS_PER_METRE).round();
        (steps.abs() < limit).then_some(steps as i64)
    };
    ring.iter().map(|point| Some(IntPoint::new(on_grid(point[0])?, on_grid(point[1])?))).collect()
}

fn polygon_from_grid(shape: &[Vec<IntPoint<i64>>]) -> Option<Polygon<f64>> {
    let mut rings = shape.iter().map(|ring| {
        let mut points: Vec<Point> =
            ring.iter().map(|at| [at.x as f64 / STEPS_PER_METRE, at.y as f64 / STEPS_PER_METRE]).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    });
    let shell = rings.next().filter(|ring| is_land(ring))?;
    Some(Polygon::new(closed_line(&shell), rings.filter(|ring| is_land(ring)).map(|ring| closed_line(&ring)).collect()))
}

fn is_land(ring: &[Point]) -> bool {
    ring.len() >= 3 && planar_ring_m2(ring).abs() > DUST_M2
}

/// An open ring as a closed line of the `geo` crate.
pub fn closed_line(ring: &[Point]) -> LineString<f64> {
    ring.iter().chain(ring.first()).map(|&point| coordinate(point)).collect()
}
