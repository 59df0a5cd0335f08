//! Locks for simulations: painted over whole parcels, kept as shapes, so that they hold when the layers are imported anew.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::base::{BaseLayer, LayerId, Role};
use crate::design::{LockKind, Shape};
use crate::edit::actions::{AddLock, DeleteLock, EditLock, LockEdit};
use crate::geometry::overlay::{Operation, overlaid};
use crate::geometry::shaping::joined;
use crate::i18n::{Explain, Message, Text};
use crate::session::words::SessionText;
use crate::session::{Session, locks_of_parcel};

impl Session {
    /// Locks parcels together; where the first of them has such a lock already, they are taken off that lock.
    pub(super) fn lock_parcels(&mut self, kind: LockKind, parcels: &[(LayerId, usize)]) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let parcels = self.land_use_parcels(parcels);
        let Some((layer, first)) = parcels.first() else { return Err(SessionText::NoParcels.plain()) };
        let locks = locks_of_parcel(open.document().locks(), layer, *first);
        let Some(lock) = locks.into_iter().find(|lock| lock.kind == kind).cloned() else {
            return self.add_lock(kind, &parcels);
        };
        let land = land_of(&parcels)?;
        let left = overlaid(&lock.shape.0, &land.0, Operation::Difference);
        let shape = Shape(left.ok_or_else(|| SessionText::PaintFailed.plain())?);
        if shape.0.0.is_empty() {
            return self.commit(&DeleteLock { lock: lock.id });
        }
        self.commit(&EditLock { lock: lock.id, edit: LockEdit::Shape(shape) })
    }

    /// No simulation changes these parcels from now on.
    pub(super) fn lock_out(&mut self, parcels: &[(LayerId, usize)]) -> Result<(), Message> {
        self.add_lock(LockKind::MustNot, &self.land_use_parcels(parcels))
    }

    fn add_lock(&mut self, kind: LockKind, parcels: &[(Arc<BaseLayer>, usize)]) -> Result<(), Message> {
        if parcels.is_empty() {
            return Ok(());
        }
        self.commit(&AddLock { kind, shape: land_of(parcels)?, note: String::new() })
    }

    fn land_use_parcels(&self, parcels: &[(LayerId, usize)]) -> Vec<(Arc<BaseLayer>, usize)> {
        let Some(open) = &self.open else { return Vec::new() };
        let found = |&(id, parcel): &(LayerId, usize)| {
            let layer = open.present_layers().find(|layer| layer.id == id && layer.role == Role::LandUse)?;
            (parcel < layer.len()).then(|| (Arc::clone(layer), parcel))
        };
        parcels.iter().filter_map(found).collect()
    }
}

/// The land of parcels as one shape.
fn land_of(parcels: &[(Arc<BaseLayer>, usize)]) -> Result<Shape, Message> {
    let shapes: Vec<MultiPolygon<f64>> =
        parcels.iter().map(|(layer, parcel)| layer.shapes.multi_polygon(*parcel)).collect();
    joined(&shapes.iter().collect::<Vec<_>>()).map(Shape).map_err(|problem| problem.message())
}
