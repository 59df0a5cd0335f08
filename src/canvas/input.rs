//! What the person does on the map, put into events that tools understand: a drag, a click, a key.

use egui::{Key, PointerButton, Pos2, Response, Ui};

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ToolEvent {
    Click(Pos2),
    DoubleClick(Pos2),
    /// The pointer has moved far enough with the primary button down; from where it went down.
    DragStarted(Pos2),
    Dragged(Pos2),
    DragEnded(Pos2),
    Enter,
    Backspace,
    /// Next one under the cursor.
    Cycle,
}

/// The pointer and the keys in one frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    pub events: Vec<ToolEvent>,
    /// Where the pointer is, when it is over the map or holds a drag that began there.
    pub pointer: Option<Pos2>,
    pub shift: bool,
    /// Ctrl, or Cmd.
    pub control: bool,
}

impl Input {
    /// Reads the frame. `panning` says that a drag moves the map whatever tool is in hand (Space is held).
    pub fn read(ui: &Ui, response: &Response, panning: bool) -> Self {
        let primary = PointerButton::Primary;
        let mut events = Vec::new();
        let (origin, latest) = ui.input(|input| (input.pointer.press_origin(), input.pointer.latest_pos()));
        let at = response.interact_pointer_pos().or(latest);
        if !panning {
            if let Some(at) = origin.or(at).filter(|_| response.drag_started_by(primary)) {
                events.push(ToolEvent::DragStarted(at));
            }
            if let Some(at) = at {
                if response.drag_stopped_by(primary) {
                    events.push(ToolEvent::DragEnded(at));
                } else if response.dragged_by(primary) {
                    events.push(ToolEvent::Dragged(at));
                }
                if response.double_clicked_by(primary) {
                    events.push(ToolEvent::DoubleClick(at));
                } else if response.clicked_by(primary) {
                    events.push(ToolEvent::Click(at));
                }
            }
        }
        // Keys belong to a text field as long as one has the focus.
        if !ui.ctx().text_edit_focused() {
            ui.input(|input| {
                for (key, event) in
                    [(Key::Enter, ToolEvent::Enter), (Key::Backspace, ToolEvent::Backspace), (Key::Q, ToolEvent::Cycle)]
                {
                    if input.key_pressed(key) && input.modifiers.is_none() {
                        events.push(event);
                    }
                }
            });
        }
        let pointer = response.hover_pos().or(latest.filter(|_| response.dragged()));
        let modifiers = ui.input(|input| input.modifiers);
        Self { events, pointer, shift: modifiers.shift, control: modifiers.command }
    }
}
