//! Select, and change the shape of what is selected: vertices move, midpoints become vertices, the inside moves the whole.

use egui::Pos2;
use geo::InteriorPoint;

use super::{Handle, Scene, Tooltip, features_at, handle_at};
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::edge_line;
use crate::canvas::snap::{Snap, snap};
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand, GestureCommand};
use crate::design::{FeatureId, Shape, VertexAddress};
use crate::edit::actions::{Redraw, Reshape};
use crate::geometry::Point;
use crate::geometry::shaping::turned;
use crate::i18n::{Message, Text, fixed};

/// Clicks this near to each other, points, ask for the next zone under the cursor.
const SAME_PLACE: f32 = 4.0;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    /// A vertex is on its way; `known` once the session has taken the gesture up.
    Vertex {
        feature: FeatureId,
        vertex: VertexAddress,
        inserted: bool,
        known: bool,
    },
    Whole {
        from: Point,
        known: bool,
    },
    /// The whole turns about its interior point, which stands here.
    Turning {
        about: Point,
        from: Point,
        known: bool,
    },
    Panning,
    /// The drag was cancelled, the button is still down.
    Abandoned,
}

/// The select tool.
#[derive(Default)]
pub(in crate::canvas) struct SelectTool {
    state: State,
    last_click: Option<Pos2>,
    snapped: Option<Snap>,
    /// Where the dragged vertex or zone is now.
    at: Option<Point>,
    hovered: Option<Handle>,
}

impl SelectTool {
    pub fn update(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        self.follow_session(scene);
        for event in &scene.input.events {
            self.state = self.after(*event, scene, commands);
        }
        self.hovered = match (self.state, scene.selected(), scene.input.pointer) {
            (State::Idle, Some((_, shape)), Some(pointer)) if !scene.read_only => {
                handle_at(&scene.space, shape, pointer)
            }
            _ => None,
        };
    }

    /// Leaves the drag, if there is one; the gesture is cancelled without a trace.
    pub fn cancel(&mut self, commands: &mut Vec<Command>) -> bool {
        if !self.dragging() {
            return false;
        }
        commands.push(gesture(GestureCommand::Cancel));
        self.state = State::Abandoned;
        self.snapped = None;
        true
    }

    pub fn dragging(&self) -> bool {
        matches!(self.state, State::Vertex { .. } | State::Whole { .. } | State::Turning { .. })
    }

    /// Whether the drag moves the map.
    pub fn pans(&self) -> bool {
        self.state == State::Panning
    }

    /// The handle under the pointer, or the vertex in hand.
    pub fn active_handle(&self) -> Option<Handle> {
        match self.state {
            State::Vertex { vertex, inserted, .. } => {
                let index = vertex.index + usize::from(inserted);
                Some(Handle::Vertex(VertexAddress { index, ..vertex }))
            }
            _ => self.hovered,
        }
    }

    /// The vertex that Delete would take away.
    pub fn hovered_vertex(&self) -> Option<VertexAddress> {
        match self.hovered {
            Some(Handle::Vertex(vertex)) => Some(vertex),
            _ => None,
        }
    }

    pub fn hint(&self, scene: &Scene<'_>) -> Message {
        match (self.state, self.hovered) {
            (State::Vertex { .. }, _) => CanvasText::DraggingVertex,
            (State::Whole { .. }, _) => CanvasText::DraggingZone,
            (State::Turning { .. }, _) => CanvasText::Turning,
            (State::Panning, _) => CanvasText::Panning,
            (_, Some(Handle::Vertex(_))) => CanvasText::VertexHint,
            _ if scene.read_only => CanvasText::ReadOnly,
            _ if scene.selected().is_some() => CanvasText::SelectedHint,
            _ => CanvasText::SelectHint,
        }
        .plain()
    }

    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let (pointer, at) = (scene.input.pointer?, self.at?);
        let lines = match self.state {
            State::Vertex { feature, vertex, inserted, .. } => {
                let ring = scene.document.current_scheme().shape(feature)?.ring(vertex.part, vertex.ring);
                let before = if inserted { vertex.index } else { (vertex.index + ring.len() - 1) % ring.len().max(1) };
                let edge = edge_line(CanvasText::EdgeLine, *ring.get(before)?, at);
                self.snapped.iter().map(|snapped| snapped.message.clone()).chain([edge]).collect()
            }
            State::Whole { from, .. } => vec![edge_line(CanvasText::MovedLine, from, at)],
            State::Turning { about, from, .. } => {
                let degrees = turned_by(about, from, at, scene.input.shift);
                vec![CanvasText::Turned.with([fixed(degrees, 1).into()])]
            }
            _ => return None,
        };
        Some(Tooltip { at: pointer, lines })
    }

    /// Ctrl+Z in the session ends the gesture: the drag is then over, though the button is still down.
    fn follow_session(&mut self, scene: &Scene<'_>) {
        let running = scene.gesture.is_some();
        match &mut self.state {
            State::Vertex { known, .. } | State::Whole { known, .. } | State::Turning { known, .. } => {
                if *known && !running {
                    self.state = State::Abandoned;
                    self.snapped = None;
                } else {
                    *known |= running;
                }
            }
            _ => {}
        }
    }

    fn after(&mut self, event: ToolEvent, scene: &Scene<'_>, commands: &mut Vec<Command>) -> State {
        match (self.state, event) {
            (_, ToolEvent::DragStarted(at)) => self.take_hold(at, scene, commands),
            (State::Vertex { feature, vertex, inserted, .. }, ToolEvent::Dragged(at)) => {
                let moving = Some((feature, (!inserted).then_some(vertex)));
                self.snapped = if scene.input.shift { None } else { snap(scene, at, moving, None) };
                let to = self.snapped.as_ref().map_or_else(|| scene.space.plane(at), |snapped| snapped.at);
                self.at = Some(to);
                let reshape = if inserted {
                    Reshape::InsertVertex { after: vertex, at: to }
                } else {
                    Reshape::MoveVertex { vertex, to }
                };
                commands.push(gesture(GestureCommand::Preview(reshape)));
                self.state
            }
            (State::Whole { from, .. }, ToolEvent::Dragged(at)) => {
                let to = scene.space.plane(at);
                self.at = Some(to);
                let by = [to[0] - from[0], to[1] - from[1]];
                commands.push(gesture(GestureCommand::Preview(Reshape::Translate { by })));
                self.state
            }
            (State::Turning { about, from, .. }, ToolEvent::Dragged(at)) => {
                let to = scene.space.plane(at);
                self.at = Some(to);
                let degrees = turned_by(about, from, to, scene.input.shift);
                let standing = scene.selected().and_then(|(_, shape)| turned(&shape.0, degrees).ok());
                if let Some(shape) = standing {
                    let reshape = Reshape::Redraw { how: Redraw::Rotate, shape: Shape(shape) };
                    commands.push(gesture(GestureCommand::Preview(reshape)));
                }
                self.state
            }
            (State::Vertex { .. } | State::Whole { .. } | State::Turning { .. }, ToolEvent::DragEnded(_)) => {
                commands.push(gesture(GestureCommand::Commit));
                self.snapped = None;
                State::Idle
            }
            (_, ToolEvent::DragEnded(_)) => State::Idle,
            (State::Idle, ToolEvent::Click(at) | ToolEvent::DoubleClick(at)) => {
                let again = self.last_click.is_some_and(|last| last.distance(at) <= SAME_PLACE);
                self.last_click = Some(at);
                select_at(at, again, scene, commands);
                State::Idle
            }
            (State::Idle, ToolEvent::Cycle) => {
                if let Some(at) = scene.input.pointer {
                    select_at(at, true, scene, commands);
                }
                State::Idle
            }
            (state, _) => state,
        }
    }

    fn take_hold(&mut self, at: Pos2, scene: &Scene<'_>, commands: &mut Vec<Command>) -> State {
        let selected = scene.selected().filter(|_| !scene.read_only);
        let handle = selected.and_then(|(feature, shape)| Some((feature, handle_at(&scene.space, shape, at)?)));
        let shape = selected.map(|(_, shape)| shape);
        let Some((feature, handle)) = handle else { return State::Panning };
        commands.push(gesture(GestureCommand::Begin(feature)));
        self.at = None;
        match handle {
            Handle::Vertex(vertex) => State::Vertex { feature, vertex, inserted: false, known: false },
            Handle::Midpoint(vertex) => State::Vertex { feature, vertex, inserted: true, known: false },
            Handle::Inside if scene.input.control => {
                let about = shape.and_then(|shape| shape.0.interior_point());
                let from = scene.space.plane(at);
                about.map_or(State::Abandoned, |about| State::Turning {
                    about: [about.x(), about.y()],
                    from,
                    known: false,
                })
            }
            Handle::Inside => State::Whole { from: scene.space.plane(at), known: false },
        }
    }
}

/// Selects the measure or zone at a position; `next` goes on from the one that is selected to the next below it.
fn select_at(at: Pos2, next: bool, scene: &Scene<'_>, commands: &mut Vec<Command>) {
    let found: Vec<FeatureId> = features_at(scene, at).into_iter().map(|(feature, _)| feature).collect();
    let selected = scene.selection;
    let position = found.iter().position(|feature| Some(*feature) == selected);
    let chosen = match position {
        Some(position) if next => found.get((position + 1) % found.len()),
        // A click on what is selected keeps it, even where something else lies above it.
        Some(position) => found.get(position),
        None => found.first(),
    };
    let chosen = chosen.copied();
    if chosen != selected {
        commands.push(Command::Edit(EditCommand::Select(chosen)));
    }
}

/// Degrees clockwise from one place to another about a third, −180 to 180; in steps of 15 where asked.
fn turned_by(about: Point, from: Point, to: Point, in_steps: bool) -> f64 {
    let bearing = |at: Point| (at[0] - about[0]).atan2(at[1] - about[1]).to_degrees();
    let degrees = (bearing(to) - bearing(from) + 540.0).rem_euclid(360.0) - 180.0;
    if in_steps { (degrees / 15.0).round() * 15.0 } else { degrees }
}

fn gesture(command: GestureCommand) -> Command {
    Command::Edit(EditCommand::Gesture(command))
}
