//! All tools of the map, one of them in hand.

use super::input::ToolEvent;
use super::tools::{
    DrawZoneTool, LineTool, LineUse, LockTool, PaintSetting, PaintTool, RulerTool, Scene, SelectTool, Tooltip, identify,
};
use super::words::CanvasText;
use crate::command::{Command, ToolKind};
use crate::i18n::{Message, Text};
use crate::session::ViewState;

/// The tools; each keeps its own draft.
#[derive(Default)]
pub(super) struct Hands {
    /// Tool of the last frame: a draft ends with the tool.
    pub tool: ToolKind,
    pub select: SelectTool,
    pub draw: DrawZoneTool,
    pub paint: PaintTool,
    pub line: LineTool,
    pub lock: LockTool,
    pub ruler: RulerTool,
}

impl Hands {
    /// Takes another tool in hand; what the last one had begun is given up.
    pub fn take(&mut self, tool: ToolKind, commands: &mut Vec<Command>) {
        if self.tool != tool {
            self.select.cancel(commands);
            let select = std::mem::take(&mut self.select);
            *self = Self { tool, select, ..Self::default() };
        }
    }

    /// Lets the tool in hand act on a frame; returns what it expects next.
    pub fn act(&mut self, scene: &Scene<'_>, view: &mut ViewState, commands: &mut Vec<Command>) -> Message {
        match view.tool {
            ToolKind::Select => {
                self.select.update(scene, commands);
                self.select.hint(scene)
            }
            tool if scene.read_only && !matches!(tool, ToolKind::Identify | ToolKind::Ruler) => {
                CanvasText::ReadOnly.plain()
            }
            ToolKind::DrawZone => {
                self.draw.draws(None);
                self.draw.update(scene, commands);
                self.draw.hint()
            }
            ToolKind::DrawMeasure => {
                self.draw.draws(Some(view.measure_kind));
                self.draw.update(scene, commands);
                CanvasText::DrawingMeasure.with([view.measure_kind.message().into(), self.draw.hint().into()])
            }
            ToolKind::PaintParcels | ToolKind::PaintZone => {
                let setting = paint_setting(view);
                self.paint.update(scene, setting, commands);
                self.paint.hint(scene, setting)
            }
            ToolKind::Split | ToolKind::Reshape => {
                self.line.draws(if view.tool == ToolKind::Split { LineUse::Split } else { LineUse::Reshape });
                self.line.update(scene, commands);
                self.line.hint(scene)
            }
            ToolKind::LockParcels => {
                self.lock.update(scene, view.lock_kind, commands);
                self.lock.hint(scene, view.lock_kind)
            }
            ToolKind::Ruler => {
                self.ruler.update(scene);
                self.ruler.hint(scene)
            }
            ToolKind::Identify => {
                for event in &scene.input.events {
                    if let ToolEvent::Click(at) = event {
                        view.identified = Some(identify(scene, *at));
                    }
                }
                CanvasText::IdentifyHint.plain()
            }
        }
    }

    pub fn tooltip(&self, scene: &Scene<'_>, tool: ToolKind) -> Option<Tooltip> {
        match tool {
            ToolKind::Select => self.select.tooltip(scene),
            ToolKind::DrawZone | ToolKind::DrawMeasure => self.draw.tooltip(scene),
            ToolKind::PaintParcels | ToolKind::PaintZone => self.paint.tooltip(scene),
            ToolKind::Split | ToolKind::Reshape => self.line.tooltip(scene),
            ToolKind::LockParcels => self.lock.tooltip(scene),
            ToolKind::Ruler => self.ruler.tooltip(scene),
            ToolKind::Identify => None,
        }
    }

    /// Whether something is being drawn point by point.
    pub fn draft_in_progress(&self) -> bool {
        self.draw.in_progress() || self.line.in_progress() || self.paint.in_progress() || self.ruler.in_progress()
    }

    /// Takes the last point of the draft back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        self.line.take_back() || self.draw.take_back() || self.paint.take_back() || self.ruler.take_back()
    }

    /// One step out of what the tool in hand has begun; whether anything was left.
    pub fn escape(&mut self, tool: ToolKind) -> bool {
        match tool {
            ToolKind::DrawZone | ToolKind::DrawMeasure => self.draw.escape(),
            ToolKind::Split | ToolKind::Reshape => self.line.escape(),
            ToolKind::LockParcels => self.lock.escape(),
            ToolKind::PaintParcels | ToolKind::PaintZone => self.paint.escape(),
            ToolKind::Ruler => self.ruler.escape(),
            ToolKind::Select | ToolKind::Identify => false,
        }
    }

    /// Goes the other way round where a boundary is traced.
    pub fn trace_other_way(&mut self, tool: ToolKind) {
        match tool {
            ToolKind::DrawZone | ToolKind::DrawMeasure => self.draw.trace_other_way(),
            ToolKind::Split | ToolKind::Reshape => self.line.trace_other_way(),
            ToolKind::Ruler => self.ruler.trace_other_way(),
            _ => {}
        }
    }

    /// Whether a way along boundaries is still being looked for: the next frame goes on.
    pub fn is_searching(&self) -> bool {
        self.draw.is_searching() || self.line.is_searching() || self.ruler.is_searching()
    }
}

fn paint_setting(view: &ViewState) -> PaintSetting {
    PaintSetting {
        measure: (view.tool == ToolKind::PaintParcels).then_some(view.measure_kind),
        by: view.paint_by,
        clips: view.paint_clips,
        lets_go: view.paint_lets_go,
    }
}

/// Whether a tool draws a line across what is selected.
pub(super) fn is_line(tool: ToolKind) -> bool {
    matches!(tool, ToolKind::Split | ToolKind::Reshape)
}
