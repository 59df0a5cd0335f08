//! Land in conflict on the screen. Its triangles are found once a piece and stay on the card; a drag keeps those of the pieces
//! it left alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::Painter;

use super::hatch::{Hatched, HatchedLand, Hatcher};
use super::hatch_look::{HatchColours, HatchLook};
use super::hatch_mesh::HatchMesh;
use super::shapes::Prepared;
use crate::base::Role;
use crate::canvas::colours::severity_mark;
use crate::canvas::space::Space;
use crate::checks::{ConflictPiece, Severity};
use crate::session::{ConflictLand, Gesture};
use crate::theme::Palette;

/// A piece that is made ready to be drawn.
struct Ready {
    extent_m: f64,
    prepared: Prepared,
}

impl Ready {
    fn new(piece: &ConflictPiece) -> Self {
        let bounds = piece.shape.bounds();
        Self { extent_m: bounds.width_m().max(bounds.height_m()), prepared: Prepared::of_parts(piece.shape.parts()) }
    }
}

/// The pieces of one role under a zone or measure that is being dragged.
#[derive(Default)]
struct LivePieces {
    /// By address: the piece is held, so no other can take its place.
    ready: BTreeMap<usize, (Arc<ConflictPiece>, Ready)>,
    land: Option<Arc<HatchedLand>>,
}

/// The pieces of one role under a zone or measure as it stands.
struct StandingPieces {
    of: Arc<Vec<ConflictPiece>>,
    land: Option<Arc<HatchedLand>>,
}

/// Pieces that were drawn in the last frame. Without a graphics card (in tests) none are.
pub(super) struct ConflictPieces {
    hatcher: Option<Hatcher>,
    standing: BTreeMap<Role, StandingPieces>,
    live: BTreeMap<Role, LivePieces>,
}

/// With what pieces are drawn.
pub(super) struct Brush<'a> {
    pub painter: &'a Painter,
    pub space: &'a Space,
    pub palette: &'a Palette,
    /// From 0 to 1: fades while the pieces pulse.
    pub strength: f32,
}

impl ConflictPieces {
    pub fn new(state: Option<&RenderState>) -> Self {
        Self { hatcher: state.map(Hatcher::new), standing: BTreeMap::new(), live: BTreeMap::new() }
    }

    pub fn forget(&mut self) {
        self.standing.clear();
        self.live.clear();
    }

    /// Draws the land in conflict of a zone or measure as it stands.
    pub fn paint_standing(&mut self, brush: &Brush<'_>, lines: &[ConflictLand]) {
        let Some(hatcher) = &self.hatcher else { return };
        self.live.clear();
        let stands = |role: &Role, of: &Arc<Vec<ConflictPiece>>| {
            lines.iter().any(|line| line.role == *role && Arc::ptr_eq(&line.pieces, of))
        };
        self.standing.retain(|role, known| stands(role, &known.of));
        let mut hatched = Vec::new();
        for line in lines {
            let known = self.standing.entry(line.role).or_insert_with(|| {
                let ready: Vec<Ready> = line.pieces.iter().map(Ready::new).collect();
                StandingPieces { of: line.pieces.clone(), land: land(hatcher, ready.iter()) }
            });
            hatched.extend(known.land.clone().map(|land| brush.hatched(land, line.severity)));
        }
        brush.painter.add(hatcher.paint(brush.space, hatched));
    }

    /// Draws the land in conflict of what is being dragged.
    pub fn paint_live(&mut self, brush: &Brush<'_>, gesture: &Gesture) {
        let Some(hatcher) = &self.hatcher else { return };
        let mut lines: Vec<_> = gesture.conflict_land().collect();
        lines.sort_by_key(|(_, severity, _)| *severity);
        let mut hatched = Vec::new();
        for (role, severity, pieces) in lines {
            let known = self.live.entry(role).or_default();
            known.update(hatcher, pieces);
            hatched.extend(known.land.clone().map(|land| brush.hatched(land, severity)));
        }
        brush.painter.add(hatcher.paint(brush.space, hatched));
    }
}

impl LivePieces {
    fn update<'a>(&mut self, hatcher: &Hatcher, pieces: impl IntoIterator<Item = &'a Arc<ConflictPiece>>) {
        let mut before = std::mem::take(&mut self.ready);
        let mut changed = false;
        for piece in pieces {
            let address = Arc::as_ptr(piece).addr();
            let kept = before.remove(&address);
            changed |= kept.is_none();
            self.ready.insert(address, kept.unwrap_or_else(|| (piece.clone(), Ready::new(piece))));
        }
        if changed || !before.is_empty() {
            self.land = land(hatcher, self.ready.values().map(|(_, ready)| ready));
        }
    }
}

impl Brush<'_> {
    fn hatched(&self, land: Arc<HatchedLand>, severity: Severity) -> Hatched {
        let look = HatchLook::of_severity(severity, self.strength);
        Hatched { land, colours: HatchColours::of_one(severity_mark(self.palette, severity)), look }
    }
}

fn land<'a>(hatcher: &Hatcher, pieces: impl Iterator<Item = &'a Ready>) -> Option<Arc<HatchedLand>> {
    hatcher.upload(&HatchMesh::of_pieces(pieces.map(|ready| (&ready.prepared, ready.extent_m))))
}
