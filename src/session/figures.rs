//! Figures of zones: computed for a revision of the design, and thrown away with it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::seats::Seats;
use super::{ConflictLand, OpenProject};
use crate::base::Role;
use crate::checks::{ConflictBase, ConflictLine, ConflictPiece, ZoneReport};
use crate::design::{Measure, Zone, ZoneId};

/// What is known of a zone as it stands.
#[derive(Clone, Debug)]
pub struct ZoneFigures {
    /// Shared with the zone they were computed for: another zone object means that they are stale.
    zone: Arc<Zone>,
    pub report: Arc<ZoneReport>,
    /// Villages it lies in.
    pub seats: Seats,
    /// Overlapped land of each line of the report, in its order; made when first asked for.
    pub pieces: BTreeMap<Role, Arc<Vec<ConflictPiece>>>,
}

impl ZoneFigures {
    /// The pieces by the severity of their lines, gravest first.
    pub fn conflict_land(&self) -> Vec<ConflictLand> {
        let line = |line: &ConflictLine| {
            let pieces = Arc::clone(self.pieces.get(&line.role)?);
            Some(ConflictLand { role: line.role, severity: line.severity, pieces })
        };
        self.report.lines.iter().filter_map(line).collect()
    }
}

/// Zones whose figures are kept after they have gone: undo and redo bring the very same ones back.
const REMEMBERED: usize = 64;

/// Figures of the zones of the current scheme.
#[derive(Default)]
pub(super) struct FigureCache {
    zones: BTreeMap<ZoneId, ZoneFigures>,
    /// Of zones that stood before, the last to go at the end.
    gone: VecDeque<ZoneFigures>,
    /// Villages of the selected measure.
    measure: Option<(Arc<Measure>, Seats)>,
}

impl FigureCache {
    /// Computes what is missing and drops what is stale. `with_pieces` names the zone whose pieces are drawn.
    pub fn refresh(&mut self, project: &OpenProject, base: &ConflictBase, with_pieces: Option<ZoneId>) {
        let zones = &project.document().current_scheme().zones;
        let stands = |figures: &ZoneFigures| zones.iter().any(|zone| Arc::ptr_eq(zone, &figures.zone));
        self.gone.extend(self.zones.extract_if(.., |_, figures| !stands(figures)).map(|(_, figures)| figures));
        self.gone.drain(..self.gone.len().saturating_sub(REMEMBERED));
        for zone in zones {
            if self.zones.contains_key(&zone.id) {
                continue;
            }
            let known = self.gone.iter().position(|figures| Arc::ptr_eq(zone, &figures.zone));
            if let Some(figures) = known.and_then(|place| self.gone.remove(place)) {
                self.zones.insert(zone.id, figures);
            } else if let Ok(report) = base.report(&zone.shape.0) {
                let (zone, report, seats) = (Arc::clone(zone), Arc::new(report), project.seats(&zone.shape));
                let figures = ZoneFigures { zone, report, seats, pieces: BTreeMap::new() };
                self.zones.insert(figures.zone.id, figures);
            }
        }
        if let Some(figures) = with_pieces.and_then(|id| self.zones.get_mut(&id))
            && figures.pieces.is_empty()
        {
            let lines = figures.report.lines.iter().filter(|line| line.features > 0);
            let roles: Vec<Role> = lines.map(|line| line.role).collect();
            let pieces = base.pieces_of_roles(&figures.zone.shape.0, &roles).into_iter();
            figures.pieces = pieces.map(|(role, pieces)| (role, Arc::new(pieces))).collect();
        }
    }

    /// Finds the villages of the selected measure where it is another one.
    pub fn follow_measure(&mut self, project: &OpenProject, measure: Option<&Arc<Measure>>) {
        let known = self.measure.as_ref().map(|(known, _)| known);
        let is_same = match (known, measure) {
            (Some(known), Some(measure)) => Arc::ptr_eq(known, measure),
            (known, measure) => known.is_none() && measure.is_none(),
        };
        if !is_same {
            self.measure = measure.map(|measure| (Arc::clone(measure), project.seats(&measure.shape)));
        }
    }

    /// Villages of a measure, if it is the selected one.
    pub fn seats_of_measure(&self, measure: &Arc<Measure>) -> Option<&[(String, f64)]> {
        let (known, seats) = self.measure.as_ref()?;
        Arc::ptr_eq(known, measure).then_some(seats)
    }

    pub fn get(&self, zone: ZoneId) -> Option<&ZoneFigures> {
        self.zones.get(&zone)
    }

    pub fn clear(&mut self) {
        self.zones.clear();
        self.gone.clear();
        self.measure = None;
    }
}
