//! A shape turned about a point of its own.

use geo::{InteriorPoint, MultiPolygon, Rotate};

use super::{ShapingProblem, checked};

/// The shape turned clockwise by degrees about its interior point.
pub fn turned(shape: &MultiPolygon<f64>, degrees: f64) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let centre = shape.interior_point().filter(|_| degrees.is_finite()).ok_or(ShapingProblem::BadFigure)?;
    checked(shape.rotate_around_point(-degrees, centre))
}
