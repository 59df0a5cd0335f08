//! Land in conflict on the screen. Its triangles are found once a piece; a drag keeps those of the pieces it left alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Painter, Stroke};

use super::hatch::hatch;
use super::shapes::Prepared;
use crate::base::Role;
use crate::canvas::colours::{colour, severity_mark};
use crate::canvas::space::Space;
use crate::checks::{ConflictPiece, Severity};
use crate::geometry::Bounds;
use crate::session::{Gesture, ZoneFigures};
use crate::theme::{self, Palette};

/// A piece that is made ready to be drawn.
struct Ready {
    bounds: Bounds,
    prepared: Prepared,
}

impl Ready {
    fn new(piece: &ConflictPiece) -> Self {
        Self { bounds: piece.shape.bounds(), prepared: Prepared::of_parts(piece.shape.parts()) }
    }
}

/// Pieces that were drawn in the last frame.
#[derive(Default)]
pub(super) struct ConflictPieces {
    standing: BTreeMap<Role, (Arc<Vec<ConflictPiece>>, Vec<Ready>)>,
    /// By address: the piece is held, so no other can take its place.
    live: BTreeMap<usize, (Arc<ConflictPiece>, Ready)>,
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
    /// Draws the pieces of a zone as it stands.
    pub fn paint_standing(&mut self, brush: &Brush<'_>, figures: &ZoneFigures) {
        self.live.clear();
        self.standing.retain(|role, _| figures.pieces.contains_key(role));
        for line in &figures.report.lines {
            let Some(pieces) = figures.pieces.get(&line.role) else { continue };
            let known = self.standing.get(&line.role).is_some_and(|(known, _)| Arc::ptr_eq(known, pieces));
            if !known {
                let ready = pieces.iter().map(Ready::new).collect();
                self.standing.insert(line.role, (pieces.clone(), ready));
            }
            if let Some((_, ready)) = self.standing.get(&line.role) {
                for (piece, ready) in pieces.iter().zip(ready) {
                    brush.piece(line.severity, piece, ready);
                }
            }
        }
    }

    /// Draws the pieces of a zone that is being dragged.
    pub fn paint_live(&mut self, brush: &Brush<'_>, gesture: &Gesture) {
        let Some(live) = gesture.live() else { return };
        let mut before = std::mem::take(&mut self.live);
        for line in live.report().lines.iter().filter(|line| line.features > 0) {
            for piece in gesture.pieces(line.role) {
                let address = Arc::as_ptr(piece).addr();
                let kept = before.remove(&address);
                let (piece, ready) = kept.unwrap_or_else(|| (piece.clone(), Ready::new(piece)));
                brush.piece(line.severity, &piece, &ready);
                self.live.insert(address, (piece, ready));
            }
        }
    }
}

impl Brush<'_> {
    fn piece(&self, severity: Severity, piece: &ConflictPiece, ready: &Ready) {
        if !ready.bounds.meets(&self.space.visible()) {
            return;
        }
        let on_screen = self.space.screen_rect(&ready.bounds);
        let mark = severity_mark(self.palette, severity);
        let ink = |opacity: f32| colour(mark.with_opacity(opacity * self.strength));
        // A pattern needs room to be one; without it the fill alone has to be seen.
        let hatched = on_screen.width().max(on_screen.height()) >= theme::CONFLICT_HATCHED_FROM;
        let fill = if hatched { theme::CONFLICT_FILL_OPACITY } else { theme::CONFLICT_SMALL_FILL_OPACITY };
        ready.prepared.fill(self.painter, self.space, ink(fill));
        if hatched {
            let lines = Stroke::new(theme::CONFLICT_LINE, ink(theme::CONFLICT_HATCH_OPACITY));
            hatch(self.painter, self.space, severity, piece.shape.rings(), lines);
            ready.prepared.outline(self.painter, self.space, Stroke::new(1.0, ink(theme::CONFLICT_OUTLINE_OPACITY)));
        }
    }
}
