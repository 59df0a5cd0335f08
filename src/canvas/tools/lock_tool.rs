//! Paint locks over whole land-use parcels. Each click or stroke is a lock of its own; parcels that change together are gathered
//! click by click until Enter.

use super::parcels::{ParcelId, class_of, found, parcel_at, parcel_layers};
use super::{Scene, Tooltip};
use crate::base::BaseLayer;
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::area_line;
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand};
use crate::design::LockKind;
use crate::i18n::{Message, Text};
use crate::session::locks_of_parcel;

/// The lock tool: the parcels of the stroke in progress, or those gathered so far.
#[derive(Default)]
pub(in crate::canvas) struct LockTool {
    taken: Vec<ParcelId>,
    hovered: Option<ParcelId>,
}

impl LockTool {
    pub fn update(&mut self, scene: &Scene<'_>, kind: LockKind, commands: &mut Vec<Command>) {
        self.hovered = scene.input.pointer.and_then(|at| parcel_at(scene, at));
        for event in &scene.input.events {
            match *event {
                ToolEvent::Click(at) => {
                    let Some(parcel) = parcel_at(scene, at) else { continue };
                    if kind == LockKind::Together && !(self.taken.is_empty() && has_lock(scene, parcel, kind)) {
                        self.gather(parcel);
                    } else {
                        self.taken = vec![parcel];
                        self.finish(kind, commands);
                    }
                }
                ToolEvent::DragStarted(at) | ToolEvent::Dragged(at) => {
                    if let Some(parcel) = parcel_at(scene, at).filter(|parcel| !self.taken.contains(parcel)) {
                        self.taken.push(parcel);
                    }
                }
                ToolEvent::DragEnded(_) | ToolEvent::DoubleClick(_) | ToolEvent::Enter => self.finish(kind, commands),
                ToolEvent::Backspace => drop(self.taken.pop()),
                ToolEvent::Cycle => {}
            }
        }
    }

    /// Gives up what is gathered; returns whether anything was.
    pub fn escape(&mut self) -> bool {
        !std::mem::take(&mut self.taken).is_empty()
    }

    /// Parcels to show as taken: those of the stroke, and the one under the pointer.
    pub fn highlighted<'a>(&'a self, scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a BaseLayer, usize)> {
        let hovered = self.hovered.filter(|hovered| !self.taken.contains(hovered));
        self.taken.iter().copied().chain(hovered).filter_map(|parcel| found(scene, parcel))
    }

    pub fn hint(&self, scene: &Scene<'_>, kind: LockKind) -> Message {
        if parcel_layers(scene).next().is_none() {
            return CanvasText::PaintNoParcels.plain();
        }
        let words = [kind.message().into(), self.taken.len().into()];
        match kind {
            LockKind::Together if !self.taken.is_empty() => CanvasText::LockGathered.with(words),
            LockKind::Together => CanvasText::LockTogether.with(words),
            LockKind::Must | LockKind::MustNot => CanvasText::LockHint.with(words),
        }
    }

    /// Class and size of the parcel under the pointer, and what its locks ask.
    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let (at, (layer, row)) = (scene.input.pointer?, found(scene, self.hovered?)?);
        let mut lines = vec![class_of(layer, row), area_line(layer.areas_m2[row], scene.language)];
        let locks = locks_of_parcel(scene.document.locks(), layer, row);
        lines.extend(
            locks.into_iter().map(|lock| CanvasText::Locked.with([lock.id.0.into(), lock.kind.message().into()])),
        );
        Some(Tooltip { at, lines })
    }

    fn gather(&mut self, parcel: ParcelId) {
        match self.taken.iter().position(|taken| *taken == parcel) {
            Some(position) => drop(self.taken.remove(position)),
            None => self.taken.push(parcel),
        }
    }

    fn finish(&mut self, kind: LockKind, commands: &mut Vec<Command>) {
        let parcels = std::mem::take(&mut self.taken);
        if !parcels.is_empty() {
            commands.push(Command::Edit(EditCommand::LockParcels { kind, parcels }));
        }
    }
}

fn has_lock(scene: &Scene<'_>, parcel: ParcelId, kind: LockKind) -> bool {
    let locks = found(scene, parcel).map(|(layer, row)| locks_of_parcel(scene.document.locks(), layer, row));
    locks.is_some_and(|locks| locks.iter().any(|lock| lock.kind == kind))
}
