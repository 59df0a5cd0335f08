//! Shapes taken anew by an overlay: several as one, and pieces whose rings run along each other.

use geo::MultiPolygon;

use super::rings::cleaned;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use crate::storage::verify::fault_of;

/// The land of all shapes, ready to be written; `None` where that is no valid shape.
pub(super) fn joined<'a>(shapes: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Option<MultiPolygon<f64>> {
    let indexes: Vec<EdgeIndex> = shapes.into_iter().map(EdgeIndex::from_multi_polygon).collect();
    let rings: Vec<&[Point]> = indexes.iter().flat_map(EdgeIndex::ring_points).collect();
    let land = general_overlay(rings.into_iter(), std::iter::empty(), Operation::Subject, FillRule::NonZero)?;
    let land = cleaned(&land);
    (!land.0.is_empty() && fault_of(&land).is_none()).then_some(land)
}

/// A piece of land that was cut out, as it may be written: its rings cleaned, and where they run along each other, overlaid with
/// nothing, which keeps the land. Empty where there was none; `None` where no valid shape comes of it.
pub(super) fn writable(piece: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    let clean = cleaned(piece);
    if fault_of(&clean).is_none() { Some(clean) } else { joined([piece]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, wkt};

    #[test]
    fn neighbours_become_one_outline_and_land_of_both_counts_once() {
        let left = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.))));
        let right = wkt!(MULTIPOLYGON(((9. 0., 18. 0., 18. 9., 9. 9., 9. 0.))));
        let over = wkt!(MULTIPOLYGON(((5. 2., 12. 2., 12. 4., 5. 4., 5. 2.))));
        let shape = joined([&left, &right, &over]).unwrap();
        assert_eq!((shape.0.len(), shape.unsigned_area()), (1, 162.0));
        assert!(joined(&[]).is_none());
    }

    #[test]
    fn a_hole_that_runs_along_the_shell_is_land_taken_off() {
        // To the bit along it, and a rounding beside it, where the hole crosses the shell.
        let along = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (2. 0., 2. 3., 5. 3., 5. 0., 2. 0.))));
        let beside =
            wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (2. -1e-7, 2. 3., 5. 3., 5. -1e-7, 2. -1e-7))));
        assert!(fault_of(&cleaned(&beside)).is_some());
        for slit in [along, beside] {
            let written = writable(&slit).unwrap();
            assert!(fault_of(&written).is_none() && (written.unsigned_area() - 72.0).abs() < 1e-6, "{written:?}");
        }
        assert!(writable(&MultiPolygon(Vec::new())).unwrap().0.is_empty());
    }
}
