//! Shapes made out of shapes: split by a line or to an area, joined, redrawn in part, turned, widened, thinned out, with holes cut
//! and filled, laid against neighbours. Pure: each takes what is there and gives what would be there, valid, or says why it can't and where.

mod align;
mod hole;
mod join;
mod offset;
mod outline;
mod problem;
mod redraw;
#[cfg(test)]
mod shaping_test;
mod simplify;
mod split;
mod split_area;
mod turn;

pub use align::aligned;
pub use hole::{with_hole, without_holes};
pub use join::{joined, joined_rings};
pub use offset::offset;
pub use problem::ShapingProblem;
pub use redraw::{broken_open, redrawn};
pub use simplify::simplified;
pub use split::{Split, split};
pub use split_area::split_to_area;
pub use turn::turned;

use geo::MultiPolygon;

use super::validity::shape_problem;

/// A shape that may leave this module.
fn checked(shape: MultiPolygon<f64>) -> Result<MultiPolygon<f64>, ShapingProblem> {
    match shape_problem(&shape) {
        _ if shape.0.is_empty() => Err(ShapingProblem::NothingLeft),
        None => Ok(shape),
        Some(problem) => Err(ShapingProblem::Shape(problem)),
    }
}
