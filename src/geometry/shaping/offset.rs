//! A shape widened, or narrowed, by a distance on every side; corners stay corners.

use geo::algorithm::buffer::{BufferStyle, LineJoin};
use geo::{Buffer, MultiPolygon};

use super::{ShapingProblem, checked};

/// No zone of a township is wider.
const MOST_M: f64 = 10_000.0;
/// Corners sharper than this are cut off instead of running far out, radians.
const SHARPEST: f64 = 0.35;

/// The shape with its outline `metres` further out, or further in where that is negative. New vertices are rounded to some 10⁻⁵ m.
pub fn offset(shape: &MultiPolygon<f64>, metres: f64) -> Result<MultiPolygon<f64>, ShapingProblem> {
    if !metres.is_finite() || metres.abs() > MOST_M || metres == 0.0 {
        return Err(ShapingProblem::BadFigure);
    }
    checked(shape.buffer_with_style(BufferStyle::new(metres).line_join(LineJoin::Miter(SHARPEST))))
}
