//! Measures of whole parcels: their union, or what is left of it.

use std::sync::Arc;

use crate::base::{BaseLayer, LayerId, Role};
use crate::design::{FeatureId, Measure, MeasureId, MeasureKind, Shape};
use crate::edit::actions::{AddMeasures, EditMeasure, MeasureEdit};
use crate::geometry::Point;
use crate::geometry::overlay::{FillRule, Operation, general_overlay, open_ring};
use crate::i18n::{Message, Text};
use crate::session::Session;
use crate::session::words::SessionText;

impl Session {
    /// Makes a measure of whole land-use parcels, or lets an existing one take them on; parcels that it has already are let go.
    /// A measure that loses its last parcel is deleted.
    pub(super) fn paint_parcels(
        &mut self,
        kind: MeasureKind,
        onto: Option<MeasureId>,
        parcels: &[(LayerId, usize)],
    ) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let layers: Vec<&Arc<BaseLayer>> = open.present_layers().filter(|layer| layer.role == Role::LandUse).collect();
        if layers.is_empty() {
            return Err(SessionText::NoParcels.plain());
        }
        let standing = onto.and_then(|id| open.document.measure(id));
        let mut shape = standing.map_or_else(|| Shape(geo::MultiPolygon(Vec::new())), |measure| measure.shape.clone());
        for &(id, parcel) in parcels {
            let Some(layer) = layers.iter().find(|layer| layer.id == id && parcel < layer.len()) else { continue };
            shape = toggled(&shape, layer, parcel).ok_or_else(|| SessionText::PaintFailed.plain())?;
        }
        match (onto, shape.0.0.is_empty()) {
            (Some(measure), true) => self.delete_measure(measure),
            (Some(measure), false) => self.commit(&EditMeasure { measure, kind, edit: MeasureEdit::Shape(shape) }),
            (None, true) => Ok(()),
            (None, false) => {
                let id = open.document.next_measure_id();
                self.commit(&AddMeasures { measures: vec![Measure::new(id, kind, shape)] })?;
                self.select(Some(FeatureId::Measure(id)));
                Ok(())
            }
        }
    }
}

/// The shape with a parcel taken in; without it where most of the parcel is in it already.
fn toggled(shape: &Shape, layer: &BaseLayer, parcel: usize) -> Option<Shape> {
    let planar_m2 = |shape: &geo::MultiPolygon<f64>| geo::Area::unsigned_area(shape);
    let inside_m2 = planar_m2(&overlay(shape, layer, parcel, Operation::Intersection)?.0);
    let has_it = inside_m2 > planar_m2(&layer.shapes.multi_polygon(parcel)) / 2.0;
    if has_it { without(shape, layer, parcel) } else { joined(shape, layer, parcel) }
}

/// The shape with a parcel taken in.
pub(super) fn joined(shape: &Shape, layer: &BaseLayer, parcel: usize) -> Option<Shape> {
    overlay(shape, layer, parcel, Operation::Union)
}

/// The shape without the land of a parcel.
pub(super) fn without(shape: &Shape, layer: &BaseLayer, parcel: usize) -> Option<Shape> {
    overlay(shape, layer, parcel, Operation::Difference)
}

fn overlay(shape: &Shape, layer: &BaseLayer, parcel: usize, operation: Operation) -> Option<Shape> {
    let rings: Vec<Vec<Point>> = shape
        .0
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .map(|ring| open_ring(ring).collect())
        .collect();
    general_overlay(rings.iter().map(Vec::as_slice), layer.shapes.rings(parcel), operation, FillRule::EvenOdd)
        .map(Shape)
}
