//! Fewer vertices within a tolerance, after Ramer, and Douglas and Peucker (1973): no vertex that goes lay further than the tolerance
//! from the outline that stays.

use geo::{MultiPolygon, Simplify};

use super::{ShapingProblem, checked};

/// The shape without the vertices that it can do without; refused where the thinned outline would cross itself.
pub fn simplified(shape: &MultiPolygon<f64>, tolerance_m: f64) -> Result<MultiPolygon<f64>, ShapingProblem> {
    if !tolerance_m.is_finite() || tolerance_m <= 0.0 {
        return Err(ShapingProblem::BadFigure);
    }
    checked(shape.simplify(tolerance_m))
}
