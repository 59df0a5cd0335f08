//! Making an invalid polygon valid, only when somebody asks for it: the even-odd reading of its rings, without repeated
//! points and spikes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::{Area, MakeValid, MultiPolygon};

/// A polygon repaired.
#[derive(Clone, Debug)]
pub struct Repaired {
    pub polygons: MultiPolygon<f64>,
    /// Planar area of the rings as they stood, m²: shells less holes, whatever their direction.
    pub before_m2: f64,
    /// Planar area of what is left, m².
    pub after_m2: f64,
}

/// The repaired form of polygons; `None` where no repair was found, and the polygons had better stay as they are.
pub fn repaired(polygons: &MultiPolygon<f64>) -> Option<Repaired> {
    // A triangulation of arbitrary input may panic inside the library: the polygon is then simply not repaired.
    let made = catch_unwind(AssertUnwindSafe(|| polygons.make_valid())).ok()?.ok()?;
    let after_m2 = made.unsigned_area();
    (after_m2 > 0.0).then(|| Repaired { before_m2: polygons.unsigned_area(), after_m2, polygons: made })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Validation, polygon};

    /// ```text
    /// 3-----2
    ///  \   /
    ///    X
    ///  /   \
    /// 0-----1   drawn 0 1 3 2: a bow-tie
    /// ```
    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let bow_tie = polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 0.0, y: 4.0), (x: 4.0, y: 4.0)];
        let repaired = repaired(&MultiPolygon(vec![bow_tie])).unwrap();
        assert!(repaired.polygons.is_valid());
        assert!((repaired.after_m2 - 8.0).abs() < 1e-9, "{repaired:?}");
        assert_eq!(repaired.before_m2, 0.0);
    }

    #[test]
    fn what_has_no_area_is_not_repaired() {
        let line = polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 8.0, y: 0.0)];
        assert!(repaired(&MultiPolygon(vec![line])).is_none());
        assert!(repaired(&MultiPolygon(Vec::new())).is_none());
    }
}
