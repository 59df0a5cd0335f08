//! The land of a subject that a rule looks at: all of it, or what changes its class in a certain way, less what the rule
//! leaves out.

use std::borrow::Cow;
use std::sync::Arc;

use geo::MultiPolygon;

use super::place_index::PlaceIndex;
use super::{LayersIndex, Unknown};
use crate::base::{BaseLayer, LayerId, Role};
use crate::checks::pack::{Place, SubjectFilter};
use crate::crs::AreaPlane;
use crate::design::shape_bounds;
use crate::geometry::Point;
use crate::geometry::overlay::{Amount, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::shape_problem;
use crate::land::ClassGroup;

/// Names of the field that holds the class, in the order of preference.
const CLASS_FIELDS: [&str; 2] = ["DLBM", "地类编码"];

/// Land of a measure that had one class before.
#[derive(Clone, Debug, PartialEq)]
pub struct LandPart {
    pub shape: MultiPolygon<f64>,
    /// DLBM before; empty where the parcel has none.
    pub from_class: String,
}

/// Shapes that do not overlap each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground<'a> {
    pub shapes: Vec<Cow<'a, MultiPolygon<f64>>>,
    /// For the features of a layer: which they are, in the order of `shapes`.
    pub features: Vec<(LayerId, usize)>,
}

impl<'a> Ground<'a> {
    pub fn of_shape(shape: &'a MultiPolygon<f64>) -> Self {
        Self { shapes: vec![Cow::Borrowed(shape)], features: Vec::new() }
    }

    /// The parts of a measure that change their class as a rule says; `None` where no land does.
    pub fn of_changes(parts: &'a [LandPart], filter: &SubjectFilter) -> Option<Self> {
        let SubjectFilter::Changes { from, .. } = filter else { return None };
        let leaves = |part: &&LandPart| {
            from.is_empty() || ClassGroup::of(&part.from_class).is_some_and(|group| from.contains(&group))
        };
        let shapes: Vec<_> = parts.iter().filter(leaves).map(|part| Cow::Borrowed(&part.shape)).collect();
        (!shapes.is_empty()).then_some(Self { shapes, features: Vec::new() })
    }

    /// The features of a place, each a shape of its own; with `near`, only those whose boxes meet a box of a feature there:
    /// the others share no land with it. Where features overlap each other, land counts feature by feature.
    pub fn of_place(place: &PlaceIndex, near: Option<&PlaceIndex>) -> Ground<'static> {
        let mut ground = Ground::default();
        for layer in &place.layers {
            for feature in (0..layer.len()).filter(|feature| layer.areas_m2[*feature] > 0.0) {
                if near.is_some_and(|near| !near.may_meet(&layer.shapes.feature_bounds(feature))) {
                    continue;
                }
                ground.shapes.push(Cow::Owned(layer.shapes.multi_polygon(feature)));
                ground.features.push((layer.id, place.row(layer.id, feature)));
            }
        }
        ground
    }

    /// The same land without that of other shapes; `None` where nothing is left.
    pub fn without(self, others: &[&MultiPolygon<f64>]) -> Result<Option<Self>, Unknown> {
        let others: Vec<EdgeIndex> = others.iter().map(|other| EdgeIndex::from_multi_polygon(other)).collect();
        let mut left = Self::default();
        for (position, shape) in self.shapes.into_iter().enumerate() {
            let bounds = shape_bounds(&shape);
            let clip: Vec<&[Point]> =
                others.iter().filter(|other| other.bounds().meets(&bounds)).flat_map(EdgeIndex::ring_points).collect();
            let rest = if clip.is_empty() {
                shape
            } else {
                let index = EdgeIndex::from_multi_polygon(&shape);
                let clip = clip.iter().copied();
                Cow::Owned(
                    general_overlay(index.ring_points(), clip, Operation::Difference, FillRule::NonZero)
                        .ok_or(Unknown::Cut)?,
                )
            };
            if !rest.0.is_empty() {
                left.shapes.push(rest);
                left.features.extend(self.features.get(position));
            }
        }
        Ok((!left.shapes.is_empty()).then_some(left))
    }

    pub fn indexes(&self) -> Vec<EdgeIndex> {
        self.shapes.iter().map(|shape| EdgeIndex::from_multi_polygon(shape)).collect()
    }
}

/// Total area of shapes that do not overlap.
pub(super) fn area_of(indexes: &[EdgeIndex], plane: &AreaPlane) -> Amount {
    indexes.iter().fold(Amount::ZERO, |sum, index| sum + index.area(plane))
}

/// The shape of a measure cut by the land-use parcels beneath it.
pub(super) fn parts_of(shape: &MultiPolygon<f64>, layers: &LayersIndex) -> Result<Arc<[LandPart]>, Unknown> {
    if let Some(problem) = shape_problem(shape) {
        return Err(Unknown::Shape(problem));
    }
    let parcels = layers.place(&Place { role: Role::LandUse, conditions: Vec::new() })?;
    let Some(set) = parcels.set() else { return Err(Unknown::NoLayer(Role::LandUse)) };
    let class_of = |id: LayerId, feature: usize| {
        let layer = parcels.layers.iter().find(|layer| layer.id == id);
        layer.map(|layer| class_of_feature(layer, feature)).unwrap_or_default()
    };
    let part = |piece: crate::checks::ConflictPiece| LandPart {
        from_class: class_of(piece.layer, piece.feature),
        shape: piece.shape.multi_polygon(),
    };
    Ok(set.pieces(shape).into_iter().map(part).collect())
}

fn class_of_feature(layer: &BaseLayer, feature: usize) -> String {
    match layer.columns.find_any(&CLASS_FIELDS).map(|column| column.get(feature)) {
        // A code that a spreadsheet made a number has lost its leading zero.
        Some(crate::base::ValueRef::Integer(code)) => format!("{code:04}"),
        Some(value) => value.display(),
        None => String::new(),
    }
}
