//! The land of a subject that a rule looks at: all of it, or what changes its class in a certain way, less what the rule
//! leaves out.

use std::borrow::Cow;
use std::sync::Arc;

use geo::MultiPolygon;

use super::place_index::PlaceIndex;
use super::{LayersIndex, Unknown};
use crate::base::{BaseLayer, LayerId, Role};
use crate::checks::pack::{Place, SubjectFilter};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::design::shape_bounds;
use crate::geometry::Point;
use crate::geometry::overlay::{Amount, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::shape_problem;
use crate::land::ClassGroup;
use crate::units::mu_from_m2;

/// Names of the field that holds the class, in the order of preference.
pub(super) const CLASS_FIELDS: [&str; 2] = ["DLBM", "地类编码"];

/// Land of a measure that had one class before.
#[derive(Clone, Debug, PartialEq)]
pub struct LandPart {
    pub shape: MultiPolygon<f64>,
    /// DLBM before; empty where the parcel has none.
    pub from_class: String,
    /// The parcel that it is part of: layer and row.
    pub parcel: (LayerId, usize),
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
    pub fn of_changes(parts: &'a [LandPart], filter: &'a SubjectFilter) -> Option<Self> {
        let shapes: Vec<_> = changing_parts(parts, filter).map(|part| Cow::Borrowed(&part.shape)).collect();
        (!shapes.is_empty()).then_some(Self { shapes, features: Vec::new() })
    }

    /// The features of a place that are wanted, each a shape of its own. Where features overlap each other, land counts feature by
    /// feature.
    pub fn of_place(place: &PlaceIndex, wanted: impl Fn(&BaseLayer, usize) -> bool) -> Ground<'static> {
        let mut ground = Ground::default();
        for layer in &place.layers {
            let is_wanted = |feature: &usize| layer.areas_m2[*feature] > 0.0 && wanted(layer, *feature);
            for feature in (0..layer.len()).filter(is_wanted) {
                ground.shapes.push(Cow::Owned(layer.shapes.multi_polygon(feature)));
                ground.features.push((layer.id, place.row(layer.id, feature)));
            }
        }
        ground
    }

    /// The same land without that of other shapes; `None` where nothing is left.
    pub fn without(self, others: &[&MultiPolygon<f64>]) -> Result<Option<Self>, Unknown> {
        let others: Vec<EdgeIndex> = others.iter().map(|other| EdgeIndex::from_multi_polygon(other)).collect();
        self.less(|shape| {
            let bounds = shape_bounds(shape);
            let near = others.iter().filter(|other| other.bounds().meets(&bounds));
            near.flat_map(|other| other.ring_points().map(<[Point]>::to_vec)).collect()
        })
    }

    /// The same land without that of places; `None` where nothing is left.
    pub fn beyond(self, places: &[Arc<PlaceIndex>]) -> Result<Option<Self>, Unknown> {
        self.less(|shape| {
            let index = EdgeIndex::from_multi_polygon(shape);
            places.iter().filter_map(|place| place.set()).flat_map(|set| set.land_met(&index)).collect()
        })
    }

    /// Takes the rings that are found for each shape off it.
    fn less(self, rings: impl Fn(&MultiPolygon<f64>) -> Vec<Vec<Point>>) -> Result<Option<Self>, Unknown> {
        let mut left = Self::default();
        for (position, shape) in self.shapes.into_iter().enumerate() {
            let clip = rings(&shape);
            let rest = if clip.is_empty() {
                shape
            } else {
                let index = EdgeIndex::from_multi_polygon(&shape);
                let clip = clip.iter().map(Vec::as_slice);
                let rest = general_overlay(index.ring_points(), clip, Operation::Difference, FillRule::NonZero);
                Cow::Owned(rest.ok_or(Unknown::Cut)?)
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

/// Which features of a layer a rule is about, by their size and width.
pub(super) fn feature_filter(filter: &SubjectFilter) -> impl Fn(&BaseLayer, usize) -> bool + use<> {
    let (up_to_mu, narrower_than_m) = match filter {
        SubjectFilter::Layer { up_to_mu, narrower_than_m, .. } => (*up_to_mu, *narrower_than_m),
        _ => (None, None),
    };
    move |layer, feature| {
        let is_small = |up_to_mu| mu_from_m2(layer.areas_m2[feature]) <= up_to_mu;
        let is_narrow = |metres| mean_width_m(layer.shapes.rings(feature)) < metres;
        up_to_mu.is_none_or(is_small) && narrower_than_m.is_none_or(is_narrow)
    }
}

/// Twice the planar area over the perimeter, metres; rings are open, shells and holes turn against each other.
pub(super) fn mean_width_m<'a>(rings: impl Iterator<Item = &'a [Point]>) -> f64 {
    let (mut planar_m2, mut perimeter_m) = (0.0, 0.0);
    for ring in rings {
        planar_m2 += planar_ring_m2(ring);
        let ends = ring.iter().zip(ring.iter().cycle().skip(1));
        perimeter_m += ends.map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum::<f64>();
    }
    if perimeter_m > 0.0 { 2.0 * planar_m2.abs() / perimeter_m } else { 0.0 }
}

/// The parts that leave their class as a rule says.
pub(super) fn changing_parts<'a>(
    parts: &'a [LandPart],
    filter: &'a SubjectFilter,
) -> impl Iterator<Item = &'a LandPart> + 'a {
    let from: &[ClassGroup] = match filter {
        SubjectFilter::Changes { from, .. } => from,
        _ => &[],
    };
    let leaves = |part: &&LandPart| {
        from.is_empty() || ClassGroup::of(&part.from_class).is_some_and(|group| from.contains(&group))
    };
    parts.iter().filter(leaves)
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
    let parcels = layers.place(&Place::of(Role::LandUse))?;
    let Some(set) = parcels.set() else { return Err(Unknown::NoLayer(Role::LandUse)) };
    let class_of = |id: LayerId, feature: usize| {
        let layer = parcels.layers.iter().find(|layer| layer.id == id);
        layer.map(|layer| class_of_feature(layer, feature)).unwrap_or_default()
    };
    let part = |piece: crate::checks::ConflictPiece| LandPart {
        from_class: class_of(piece.layer, piece.feature),
        shape: piece.shape.multi_polygon(),
        parcel: (piece.layer, piece.feature),
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
