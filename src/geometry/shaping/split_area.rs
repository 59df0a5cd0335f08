//! A part of a shape with an area asked for, cut off along a bearing.

use geo::MultiPolygon;

use super::{ShapingProblem, checked};
use crate::crs::AreaPlane;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};

/// The area is met to this, m²: a hundredth of what a register shows.
const MET_M2: f64 = 1e-4;
const STEPS: usize = 200;

/// The part of a shape with `area_m2` (on the ellipsoid) that lies to the left of a straight line on `bearing` (degrees clockwise from
/// grid north), and the rest. The line runs across all of the shape.
pub fn split_to_area(
    shape: &MultiPolygon<f64>,
    area_m2: f64,
    bearing: f64,
    plane: &AreaPlane,
) -> Result<[MultiPolygon<f64>; 2], ShapingProblem> {
    if !bearing.is_finite() || !area_m2.is_finite() {
        return Err(ShapingProblem::BadFigure);
    }
    let index = EdgeIndex::from_multi_polygon(shape);
    let whole_m2 = index.area(plane).ellipsoidal_m2();
    if area_m2 <= 0.0 || area_m2 >= whole_m2 {
        return Err(ShapingProblem::AreaOutOfRange { whole_m2 });
    }
    let ahead = [bearing.to_radians().sin(), bearing.to_radians().cos()];
    // The further to the right the line lies, the more is left of it.
    let right = [ahead[1], -ahead[0]];
    let bounds = index.bounds();
    let (centre, reach) = (bounds.center(), bounds.width_m() + bounds.height_m() + 1.0);
    let half = |to_right: f64| -> Vec<Point> {
        let corner =
            |forward: f64, across: f64| [0, 1].map(|axis| centre[axis] + forward * ahead[axis] + across * right[axis]);
        vec![corner(-reach, -reach), corner(-reach, to_right), corner(reach, to_right), corner(reach, -reach)]
    };
    let cut = |to_right: f64, operation: Operation| {
        let ring = half(to_right);
        general_overlay(index.ring_points(), std::iter::once(&ring[..]), operation, FillRule::NonZero)
            .ok_or(ShapingProblem::Failed)
    };
    let left_m2 = |to_right: f64| -> Result<f64, ShapingProblem> {
        let part = cut(to_right, Operation::Intersection)?;
        Ok(EdgeIndex::from_multi_polygon(&part).area(plane).ellipsoidal_m2())
    };
    // Regula falsi between bounds, with a halving where it creeps.
    let (mut low, mut high) = ((-reach, 0.0), (reach, whole_m2));
    let mut at = 0.0;
    for step in 0..STEPS {
        let falsi = low.0 + (high.0 - low.0) * (area_m2 - low.1) / (high.1 - low.1);
        at = if step % 3 == 2 { f64::midpoint(low.0, high.0) } else { falsi };
        let found = left_m2(at)?;
        if (found - area_m2).abs() <= MET_M2 || high.0 - low.0 < 1e-9 {
            break;
        }
        if found < area_m2 {
            low = (at, found);
        } else {
            high = (at, found);
        }
    }
    Ok([checked(cut(at, Operation::Intersection)?)?, checked(cut(at, Operation::Difference)?)?])
}
