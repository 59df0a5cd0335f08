//! Zones and measures of whole parcels: their union, or what is left of it.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::base::{BaseLayer, LayerId, Role};
use crate::command::{PaintEffect, PaintOnto};
use crate::design::{FeatureId, Measure, Shape};
use crate::edit::actions::{
    AddMeasures, AddZones, DeleteZone, EditMeasure, MeasureEdit, NewZone, Redraw, Reshape, ReshapeZone,
};
use crate::geometry::Point;
use crate::geometry::overlay::{Operation, overlaid};
use crate::geometry::shaping::joined_rings;
use crate::i18n::{Explain, Message, Text};
use crate::session::Session;
use crate::session::words::SessionText;

impl Session {
    /// Makes a zone or a measure of land-use parcels, or lets an existing one take them on or let them go. `within`: only what of them
    /// lies inside. One that loses all its land is deleted.
    pub(super) fn paint_parcels(
        &mut self,
        onto: PaintOnto,
        effect: PaintEffect,
        parcels: &[(LayerId, usize)],
        within: Option<&Shape>,
    ) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let layers: Vec<&Arc<BaseLayer>> = open.present_layers().filter(|layer| layer.role == Role::LandUse).collect();
        if layers.is_empty() {
            return Err(SessionText::NoParcels.plain());
        }
        let parcel_of = |&(id, parcel): &(LayerId, usize)| {
            Some((&layers.iter().find(|layer| layer.id == id && parcel < layer.len())?.shapes, parcel))
        };
        let painted: Vec<_> = parcels.iter().filter_map(parcel_of).collect();
        let Some((shapes, first)) = painted.first() else { return Ok(()) };
        let standing = match onto {
            PaintOnto::Zone(zone) => zone.and_then(|id| Some(open.document.zone(id)?.shape.clone())),
            PaintOnto::Measure { onto, .. } => onto.and_then(|id| Some(open.document.measure(id)?.shape.clone())),
        };
        let standing = standing.map_or_else(|| MultiPolygon(Vec::new()), |shape| shape.0);
        let failed = || SessionText::PaintFailed.plain();
        let lets_go = match effect {
            PaintEffect::TakeIn => false,
            PaintEffect::LetGo => true,
            PaintEffect::AsFirst => covers_most(&standing, &shapes.multi_polygon(*first)).ok_or_else(failed)?,
        };
        let rings: Vec<&[Point]> = painted.iter().flat_map(|(shapes, parcel)| shapes.rings(*parcel)).collect();
        let mut land = joined_rings(&rings).map_err(|problem| problem.message())?;
        if let Some(within) = within {
            land = overlaid(&land, &within.0, Operation::Intersection).ok_or_else(failed)?;
        }
        let operation = if lets_go { Operation::Difference } else { Operation::Union };
        let is_new = standing.0.is_empty() && !lets_go;
        let shape = Shape(if is_new { land } else { overlaid(&standing, &land, operation).ok_or_else(failed)? });
        if shape == Shape(standing) {
            return Err(if lets_go { SessionText::NothingLetGo } else { SessionText::NothingTakenIn }.plain());
        }
        self.painted(onto, shape, if lets_go { Redraw::Unpaint } else { Redraw::Paint })
    }

    fn painted(&mut self, onto: PaintOnto, shape: Shape, how: fn(Role) -> Redraw) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        match (onto, shape.0.0.is_empty()) {
            (PaintOnto::Zone(Some(zone)), true) => self.commit(&DeleteZone { zone }),
            (PaintOnto::Zone(Some(zone)), false) => {
                let reshape = Reshape::Redraw { how: how(Role::LandUse), shape };
                self.commit(&ReshapeZone { zone, reshape })
            }
            (PaintOnto::Measure { onto: Some(measure), .. }, true) => self.delete_measure(measure),
            (PaintOnto::Measure { onto: Some(measure), kind }, false) => {
                self.commit(&EditMeasure { measure, kind, edit: MeasureEdit::Shape(shape) })
            }
            (PaintOnto::Zone(None) | PaintOnto::Measure { onto: None, .. }, true) => Ok(()),
            (PaintOnto::Zone(None), false) => {
                let zone = NewZone { name: open.name_for_zone(&shape), ..NewZone::drawn(shape) };
                let id = open.document.next_zone_id();
                self.commit(&AddZones { zones: vec![zone] })?;
                self.select(Some(FeatureId::Zone(id)));
                Ok(())
            }
            (PaintOnto::Measure { kind, onto: None }, false) => {
                let id = open.document.next_measure_id();
                self.commit(&AddMeasures { measures: vec![Measure::new(id, kind, shape)] })?;
                self.select(Some(FeatureId::Measure(id)));
                Ok(())
            }
        }
    }
}

/// Whether more than half of a parcel lies in a shape already.
fn covers_most(shape: &MultiPolygon<f64>, parcel: &MultiPolygon<f64>) -> Option<bool> {
    let planar_m2 = |shape: &MultiPolygon<f64>| geo::Area::unsigned_area(shape);
    Some(planar_m2(&overlaid(shape, parcel, Operation::Intersection)?) > planar_m2(parcel) / 2.0)
}
