//! One base layer: packed shapes, their areas, their index, their attributes.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Columns, Provenance, Role, ValueRef};
use crate::crs::GaussKruger;
use crate::geometry::{Bounds, PackedShapes, PackedTree, Point, Region, interior_point};
use crate::i18n::{Language, Message};

/// Columns that number features: patches of basic farmland, patches of the survey, any database record.
const NUMBER_FIELDS: [&str; 4] = ["YJJBNTTBBH", "JBNTTBBH", "TBBH", "BSM"];

/// Identity of a base layer inside a project; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LayerId(pub u32);

/// An authoritative layer in the project's plane. Features lie along a Hilbert curve; `source_id` leads back to the file.
#[derive(Clone, Debug)]
pub struct BaseLayer {
    pub id: LayerId,
    /// Name in its source (`DLTB`).
    pub name: String,
    /// Title for people (地类图斑).
    pub title: String,
    pub role: Role,
    pub plane: GaussKruger,
    pub shapes: Arc<PackedShapes>,
    pub tree: Arc<PackedTree>,
    /// Gross ellipsoidal area of each feature, m² (0 for lines and points).
    pub areas_m2: Arc<[f64]>,
    /// fid of each feature in its source.
    pub source_ids: Arc<[i64]>,
    pub columns: Arc<Columns>,
    pub provenance: Provenance,
}

impl BaseLayer {
    /// Number of features.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    pub fn bounds(&self) -> Bounds {
        self.shapes.total_bounds()
    }

    /// The title for people: its own, or the role's in their language where the layer was never given another.
    pub fn title_in(&self, language: Language) -> &str {
        if self.title == self.role.title_zh() { self.role.title(language) } else { &self.title }
    }

    /// The title as an argument of a message, in the language that the message is said in.
    pub fn title_message(&self) -> Message {
        Message::owned(self.title_in(Language::Chinese), self.title_in(Language::English))
    }

    /// Sum of the gross ellipsoidal areas, m². Land under two features counts twice.
    pub fn total_area_m2(&self) -> f64 {
        self.areas_m2.iter().sum()
    }

    /// A value of a feature; null where the field does not exist.
    pub fn value(&self, feature: usize, field: &str) -> ValueRef<'_> {
        self.columns.find(field).map_or(ValueRef::Null, |column| column.get(feature))
    }

    /// The number by which people call a feature: that of its patch, else its identifier; `None` where it states neither.
    pub fn number_of(&self, feature: usize) -> Option<String> {
        let numbers = NUMBER_FIELDS.iter().map(|field| self.value(feature, field).display());
        numbers.into_iter().find(|number| !number.trim().is_empty())
    }

    /// Features of a polygon layer under a position, in ascending order. Even-odd over all rings; a boundary may belong to
    /// either side.
    pub fn features_at(&self, position: Point) -> Vec<usize> {
        let mut found = Vec::new();
        let window = Bounds { min: position, max: position };
        self.tree.query(&self.shapes, &window, |feature| {
            if self.shapes.rings(feature).fold(false, |inside, ring| inside ^ ring_contains(ring, position)) {
                found.push(feature);
            }
        });
        found
    }

    /// Features of a polygon layer that a region may have land in common with, in ascending order.
    pub fn features_touching(&self, region: &Region) -> Vec<usize> {
        let mut touching = Vec::new();
        self.tree.query(&self.shapes, &region.bounds(), |feature| {
            let bounds = self.shapes.feature_bounds(feature);
            if region.boundary_meets(&bounds) || region.contains(bounds.center()) {
                touching.push(feature);
            }
        });
        touching.sort_unstable();
        touching
    }

    /// A position inside a feature of a polygon layer, even where its centroid is not ([`interior_point`]).
    pub fn interior_point(&self, feature: usize) -> Option<Point> {
        interior_point(self.shapes.parts(feature))
    }

    /// Features of a polygon layer whose interior point lies in a region, in ascending order.
    pub fn features_within(&self, region: &Region) -> Vec<usize> {
        let mut candidates = Vec::new();
        self.tree.query(&self.shapes, &region.bounds(), |feature| candidates.push(feature));
        let is_within = |&feature: &usize| {
            let bounds = self.shapes.feature_bounds(feature);
            if region.boundary_meets(&bounds) {
                self.interior_point(feature).is_some_and(|at| region.contains(at))
            } else {
                region.contains(bounds.center())
            }
        };
        let mut within: Vec<usize> = candidates.into_par_iter().filter(is_within).collect();
        within.sort_unstable();
        within
    }
}

/// Even-odd test of a position against one open ring.
fn ring_contains(ring: &[Point], position: Point) -> bool {
    let mut inside = false;
    let Some(mut previous) = ring.last() else { return false };
    for point in ring {
        if (point[1] > position[1]) != (previous[1] > position[1]) {
            let t = (position[1] - point[1]) / (previous[1] - point[1]);
            if position[0] < point[0] + t * (previous[0] - point[0]) {
                inside = !inside;
            }
        }
        previous = point;
    }
    inside
}
