//! One feature of packed shapes, held on its own: the collection is shared, nothing is copied.

use std::sync::Arc;

use geo::MultiPolygon;

use super::{Bounds, PackedShapes, Point};

/// A polygon feature of a collection that is shared. Clones share it too.
#[derive(Clone, Debug)]
pub struct PackedFeature {
    shapes: Arc<PackedShapes>,
    feature: usize,
}

impl PackedFeature {
    /// Feature `feature` of `shapes`, which has it.
    pub fn new(shapes: Arc<PackedShapes>, feature: usize) -> Self {
        Self { shapes, feature }
    }

    /// The collection, and the feature's number in it.
    pub fn place(&self) -> (&PackedShapes, usize) {
        (&self.shapes, self.feature)
    }

    pub fn bounds(&self) -> Bounds {
        self.shapes.feature_bounds(self.feature)
    }

    /// The parts, each an iterator over its open rings, the shell first.
    pub fn parts(&self) -> impl Iterator<Item = impl Iterator<Item = &[Point]> + Clone> + '_ {
        self.shapes.parts(self.feature)
    }

    /// Every open ring, whatever part it belongs to.
    pub fn rings(&self) -> impl Iterator<Item = &[Point]> + Clone + '_ {
        self.shapes.rings(self.feature)
    }

    /// A copy as geometry of the `geo` crate, rings closed.
    pub fn multi_polygon(&self) -> MultiPolygon<f64> {
        self.shapes.multi_polygon(self.feature)
    }
}

/// The same rings in the same parts, wherever they are kept.
impl PartialEq for PackedFeature {
    fn eq(&self, other: &Self) -> bool {
        let same_place = Arc::ptr_eq(&self.shapes, &other.shapes) && self.feature == other.feature;
        let rings_of_parts = |feature: &Self| feature.parts().map(Iterator::count).collect::<Vec<_>>();
        same_place || (self.rings().eq(other.rings()) && rings_of_parts(self) == rings_of_parts(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{GeometryKind, PackedBuilder};

    #[test]
    fn features_are_equal_by_their_rings_and_parts() {
        let ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]];
        let collection = |rings_of_part: usize| {
            let mut builder = PackedBuilder::new(GeometryKind::Polygons);
            for number in 1..=2 {
                builder.ring(&ring);
                if number % rings_of_part == 0 {
                    builder.end_part();
                }
            }
            builder.end_feature();
            Arc::new(builder.finish())
        };
        let feature = |rings_of_part| PackedFeature::new(collection(rings_of_part), 0);
        assert_eq!(feature(1), feature(1));
        assert_ne!(feature(1), feature(2), "two parts are not a part with a hole");
        assert_eq!(feature(2).bounds(), Bounds::of_points(&ring));
        assert_eq!(feature(2).multi_polygon().0[0].interiors().len(), 1);
    }
}
