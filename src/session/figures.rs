//! Figures of zones: computed for a revision of the design, and thrown away with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ConflictLand;
use crate::base::Role;
use crate::checks::{ConflictBase, ConflictLine, ConflictPiece, ZoneReport};
use crate::design::{Document, Zone, ZoneId};

/// What is known of a zone as it stands.
#[derive(Clone, Debug)]
pub struct ZoneFigures {
    /// Shared with the zone they were computed for: another zone object means that they are stale.
    zone: Arc<Zone>,
    pub report: Arc<ZoneReport>,
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

/// Figures of the zones of the current scheme.
#[derive(Default)]
pub(super) struct FigureCache {
    zones: BTreeMap<ZoneId, ZoneFigures>,
}

impl FigureCache {
    /// Computes what is missing and drops what is stale. `with_pieces` names the zone whose pieces are drawn.
    pub fn refresh(&mut self, document: &Document, base: &ConflictBase, with_pieces: Option<ZoneId>) {
        let zones = &document.current_scheme().zones;
        self.zones.retain(|id, figures| zones.iter().any(|zone| zone.id == *id && Arc::ptr_eq(zone, &figures.zone)));
        for zone in zones {
            if !self.zones.contains_key(&zone.id)
                && let Ok(report) = base.report(&zone.shape.0)
            {
                let figures = ZoneFigures { zone: zone.clone(), report: Arc::new(report), pieces: BTreeMap::new() };
                self.zones.insert(zone.id, figures);
            }
        }
        if let Some(figures) = with_pieces.and_then(|id| self.zones.get_mut(&id))
            && figures.pieces.is_empty()
        {
            let lines = figures.report.lines.iter().filter(|line| line.features > 0);
            figures.pieces =
                lines.map(|line| (line.role, Arc::new(base.pieces(&figures.zone.shape.0, line.role)))).collect();
        }
    }

    pub fn get(&self, zone: ZoneId) -> Option<&ZoneFigures> {
        self.zones.get(&zone)
    }

    pub fn clear(&mut self) {
        self.zones.clear();
    }
}
