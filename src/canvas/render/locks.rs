//! Locks on the map: a pattern for what they ask, so that it can be told without colour, and a lock with its sign.

use std::sync::Arc;

use egui::{Color32, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use super::hatch::{Hatched, HatchedLand, Hatcher};
use super::hatch_look::{HatchColours, HatchLook};
use super::hatch_mesh::HatchMesh;
use super::shapes::Prepared;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::design::{Lock, LockKind};
use crate::theme::{self, Palette, Rgba};

/// Keeps the locks on the card.
#[derive(Default)]
pub(super) struct LockPainter {
    of: Vec<Arc<Lock>>,
    prepared: Vec<Prepared>,
    drawn: Vec<(LockKind, Option<Arc<HatchedLand>>)>,
}

impl LockPainter {
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws the locks; without a graphics card (in tests) their outlines only.
    pub fn paint(
        &mut self,
        painter: &Painter,
        hatcher: Option<&Hatcher>,
        space: &Space,
        palette: &Palette,
        locks: &[Arc<Lock>],
    ) {
        self.follow(hatcher, locks);
        if let Some(hatcher) = hatcher {
            let hatched = self.drawn.iter().filter_map(|(kind, land)| {
                let land = Arc::clone(land.as_ref()?);
                let colours = HatchColours::of_one(lock_colour(palette, *kind));
                Some(Hatched { land, colours, look: HatchLook::of_lock(*kind) })
            });
            painter.add(hatcher.paint(space, hatched.collect()));
        }
        let visible = space.visible();
        for (lock, prepared) in self.of.iter().zip(&self.prepared).filter(|(lock, _)| lock.bounds().meets(&visible)) {
            let ink = colour(lock_colour(palette, lock.kind));
            if hatcher.is_none() {
                prepared.outline(painter, space, Stroke::new(theme::LOCK_OUTLINE, ink));
            }
            if let Some(at) = prepared.label_at {
                lock_sign(painter, space.screen(at), lock.kind, ink, colour(palette.panel));
            }
        }
    }

    fn follow(&mut self, hatcher: Option<&Hatcher>, locks: &[Arc<Lock>]) {
        let is_same =
            self.of.len() == locks.len() && self.of.iter().zip(locks).all(|(one, other)| Arc::ptr_eq(one, other));
        if is_same {
            return;
        }
        self.of = locks.to_vec();
        self.prepared = locks.iter().map(|lock| Prepared::new(&lock.shape.0)).collect();
        let Some(hatcher) = hatcher else { return };
        let of_kind = |kind: LockKind| {
            let of_kind = self.of.iter().zip(&self.prepared).filter(move |(lock, _)| lock.kind == kind);
            let pieces = of_kind.map(|(lock, prepared)| {
                let bounds = lock.bounds();
                (prepared, bounds.width_m().max(bounds.height_m()))
            });
            (kind, hatcher.upload(&HatchMesh::of_pieces(pieces)))
        };
        self.drawn = LockKind::ALL.iter().map(|&kind| of_kind(kind)).collect();
    }
}

/// The colour of locks of a kind.
pub(super) fn lock_colour(palette: &Palette, kind: LockKind) -> Rgba {
    match kind {
        LockKind::Must => palette.satisfied.mark,
        LockKind::MustNot => palette.forbidden.mark,
        LockKind::Together => palette.review.mark,
    }
}

/// A padlock in a circle, and beside it what is asked: ✓, × or =.
fn lock_sign(painter: &Painter, at: Pos2, kind: LockKind, ink: Color32, ground: Color32) {
    let size = theme::LOCK_SIGN;
    let plate = Rect::from_center_size(at, vec2(2.4 * size, 1.5 * size));
    painter.rect(plate, plate.height() / 2.0, ground, Stroke::new(1.2, ink), StrokeKind::Inside);
    let middle = pos2(at.x - size * 0.5, at.y + size * 0.12);
    let body = Rect::from_center_size(middle + vec2(0.0, size * 0.12), vec2(size * 0.72, size * 0.5));
    let top = body.center_top();
    let radius = size * 0.22;
    let arch: Vec<Pos2> = (0..=8)
        .map(|step| {
            let angle = std::f32::consts::PI * (1.0 + step as f32 / 8.0);
            top + vec2(angle.cos() * radius, angle.sin() * radius * 1.3 - size * 0.04)
        })
        .collect();
    painter.add(egui::Shape::line(arch, Stroke::new(1.4, ink)));
    painter.rect_filled(body, 1.5, ink);
    let sign = match kind {
        LockKind::Must => "✓",
        LockKind::MustNot => "×",
        LockKind::Together => "=",
    };
    let sign = painter.layout_no_wrap(sign.to_owned(), FontId::proportional(theme::TYPE_SMALL), ink);
    painter.galley(pos2(at.x + size * 0.45, at.y) - sign.size() / 2.0, sign, ink);
}
