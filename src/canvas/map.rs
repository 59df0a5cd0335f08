//! The map as the window sees it: one frame of it, and the commands that concern it.

use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{CursorIcon, DragPanButtons, Key, PointerButton, Pos2, Response, Ui};
use walkers::Map;

use super::camera::Camera;
use super::colours::{colour, palette};
use super::hands::{Hands, is_line};
use super::input::Input;
use super::menu::menu_ui;
use super::projection::{Planar, position_from};
use super::render::{BaseMap, DesignPainter, Look, Overlay};
use super::space::Space;
use super::tools::{Handle, ProposalTool, Scene, Tooltip};
use super::words::CanvasText;
use crate::base::Role;
use crate::command::{Command, EditCommand, PaintBy, ToolKind, ViewCommand};
use crate::design::{ZoneId, shape_bounds};
use crate::edit::actions::Reshape;
use crate::geometry::{Bounds, Point};
use crate::i18n::{Language, Text};
use crate::session::{IdentifyHit, News, OpenProject, Session, SimulationResult, ViewState};

/// A notch of the wheel is 40 to 50 points of scrolling and zooms by about a quarter.
const ZOOM_A_POINT: f64 = 0.005;
/// One press of a zoom key.
const ZOOM_STEP: f64 = 1.5;

/// The map: camera, base, design, tools.
pub struct Canvas {
    camera: Camera,
    origin: Point,
    base: Option<BaseMap>,
    design: DesignPainter,
    hands: Hands,
    proposal: ProposalTool,
    /// Commands that came up outside of a frame.
    queued: Vec<Command>,
    /// What the log says is on the screen.
    logged: Option<Space>,
    /// Where the menu was opened.
    menu_at: Option<Pos2>,
}

impl Canvas {
    /// Without a render state (in tests) neither the base nor land in conflict is drawn.
    pub fn new(render_state: Option<&RenderState>) -> Self {
        Self {
            camera: Camera::default(),
            origin: [0.0; 2],
            base: render_state.map(BaseMap::new),
            design: DesignPainter::new(render_state),
            hands: Hands::default(),
            proposal: ProposalTool::default(),
            queued: Vec::new(),
            logged: None,
            menu_at: None,
        }
    }

    /// Takes over what happened since the last frame. Another project is shown whole.
    pub fn take_news(&mut self, news: &News, session: &Session, _view: &ViewState) {
        let Some(project) = session.project() else {
            if news.project {
                self.forget([0.0; 2]);
            }
            return;
        };
        if news.project {
            let bounds = project.bounds();
            self.forget(if bounds.is_empty() { [0.0; 2] } else { bounds.center() });
            self.camera.fit(bounds);
        }
        if news.base {
            self.design.forget_names();
            if self.origin == [0.0; 2] && !project.bounds().is_empty() {
                self.forget(project.bounds().center());
                self.camera.fit(project.bounds());
            }
        }
        if (news.project || news.base || news.change.layers)
            && let Some(base) = &mut self.base
        {
            base.set_layers(project.document().layers(), |id| project.layer(id));
        }
        if let Some(bounds) = news.show {
            self.camera.fit(bounds);
        }
    }

    /// Carries out what concerns the map. `false`: not mine; for [`ViewCommand::Escape`] also: there was nothing to leave.
    pub fn run(&mut self, command: ViewCommand, session: &Session, view: &mut ViewState) -> bool {
        match command {
            ViewCommand::Tool(tool @ (ToolKind::PaintZone | ToolKind::PaintParcels)) if view.tool == tool => {
                view.paint_by = view.paint_by.next();
            }
            ViewCommand::Tool(tool) => {
                view.tool = tool;
                view.identified = None;
            }
            ViewCommand::PaintBy(by) => view.paint_by = by,
            ViewCommand::ToggleTracing => view.tracing = !view.tracing,
            ViewCommand::TraceOtherWay => self.hands.trace_other_way(view.tool),
            ViewCommand::ToggleSnapping => view.snap.on = !view.snap.on,
            ViewCommand::Escape => return self.escape(session, view),
            ViewCommand::FitAll => self.fit(session.project().map(OpenProject::bounds)),
            ViewCommand::FitSelection => {
                let selected = session.selection();
                let shape = selected.and_then(|id| session.project()?.document().current_scheme().shape(id));
                self.fit(shape.map(|shape| shape_bounds(&shape.0)));
            }
            ViewCommand::ZoomToLayer(layer) => {
                self.fit(session.project().and_then(|project| project.layer(layer)).map(|layer| layer.bounds()));
            }
            ViewCommand::ZoomToConflicts { zone, role } => {
                self.fit(session.project().and_then(|project| conflict_bounds(project, zone, role)));
            }
            ViewCommand::ZoomTo(bounds) => self.fit(Some(bounds)),
            ViewCommand::ZoomIn => self.camera.zoom_middle(ZOOM_STEP),
            ViewCommand::ZoomOut => self.camera.zoom_middle(1.0 / ZOOM_STEP),
            ViewCommand::ToggleFullColours => view.full_colours = !view.full_colours,
            _ => return false,
        }
        true
    }

    /// What the Delete key means now: a vertex under the pointer goes before the zone. `None` where it means nothing of ours.
    pub fn delete_command(&self, session: &Session) -> Option<Command> {
        let feature = session.selection()?;
        let vertex = self.hands.select.hovered_vertex()?;
        Some(Command::Edit(EditCommand::Reshape { feature, reshape: Reshape::DeleteVertex { vertex } }))
    }

    /// Whether a zone or measure is being drawn.
    pub fn draft_in_progress(&self) -> bool {
        self.hands.draft_in_progress()
    }

    /// Takes the last vertex of the draft back (Ctrl+Z while drawing).
    pub fn cancel_draft(&mut self) {
        self.hands.take_back();
    }

    /// Whether the last frame showed the base whole, at the detail wanted.
    pub fn is_complete(&self) -> bool {
        self.base.as_ref().is_none_or(BaseMap::is_complete)
    }

    /// What is on the screen, for remembering it; `None` before the first frame.
    pub fn visible_bounds(&self) -> Option<Bounds> {
        self.camera.visible()
    }

    pub fn set_visible_bounds(&mut self, bounds: Bounds) {
        self.camera.show(bounds);
    }

    /// Where land is on the screen; `None` before the first frame.
    pub fn screen_of(&self, land: Point) -> Option<Pos2> {
        self.camera.screen_of(land)
    }

    /// One frame: fills what is free, queues what the tools ask for.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, view: &mut ViewState, commands: &mut Vec<Command>) {
        let rect = ui.available_rect_before_wrap();
        let pixels_per_point = ui.ctx().pixels_per_point();
        self.camera.begin_frame(rect, pixels_per_point);
        let space = self.camera.space(rect);
        if self.logged.replace(space) != Some(space) {
            let ([east, north], middle) = (space.center, space.rect.center());
            log::debug!(target: "tianfang::map", "{east} {north} at {} {}, {} a metre", middle.x, middle.y, space.points_per_m);
        }
        let colours = palette(view.theme);
        let start = position_from(space.center, self.origin);
        let response = Map::new(None, &mut self.camera.memory, start)
            .with_projection(&Planar)
            .zoom_gesture(false)
            .panning(false)
            .double_click_to_zoom(false)
            .drag_pan_buttons(DragPanButtons::empty())
            .show(ui, |_, _, _, _| ())
            .response;
        let painter = ui.painter().with_clip_rect(rect);
        if let Some(base) = &mut self.base {
            let full_colours = view.full_colours;
            base.paint(&painter, &space, &Look { colours: &colours.map, full_colours, pixels_per_point });
        } else {
            painter.rect_filled(rect, 0.0, colour(colours.map.background));
        }
        commands.append(&mut self.queued);
        view.scale_denominator = space.scale_denominator();
        self.hands.take(view.tool, commands);
        let panning = !ui.ctx().text_edit_focused() && ui.input(|input| input.key_down(Key::Space));
        let input = Input::read(ui, &response, panning);
        view.pointer = input.pointer.map(|at| space.plane(at));
        if let Some(project) = session.project() {
            let result = project.simulation().filter(|_| view.simulation.shown);
            let asks = result.is_some() && view.tool == ToolKind::Select && session.gesture().is_none();
            let left = asks.then(|| ProposalTool::without_clicks(&input));
            let snap = view.snap.clone();
            let scene = Scene::new(space, session, project, left.as_ref().unwrap_or(&input), view, &snap);
            view.hint = Some(self.hands.act(&scene, view, commands));
            if self.hands.is_searching() {
                ui.ctx().request_repaint();
            }
            self.point_at_proposal(ui, &Scene { input: &input, ..scene.clone() }, result.filter(|_| asks), view);
            let no_hits: &[IdentifyHit] = &[];
            let overlay = Overlay {
                active: self.hands.select.active_handle().filter(|_| view.tool == ToolKind::Select),
                draft: matches!(view.tool, ToolKind::DrawZone | ToolKind::DrawMeasure).then_some(&self.hands.draw),
                line: is_line(view.tool).then_some(&self.hands.line),
                painted: matches!(view.tool, ToolKind::PaintParcels | ToolKind::PaintZone).then_some(&self.hands.paint),
                ruler: (view.tool == ToolKind::Ruler).then_some(&self.hands.ruler),
                highlighted: &view.highlighted,
                previewed: view.previewed.as_deref(),
                simulation: result.map(|result| (result, &view.simulation)),
                locks: if shows_locks(view) { project.document().locks() } else { &[] },
                locked: (view.tool == ToolKind::LockParcels).then_some(&self.hands.lock),
                identified: view.identified.as_ref().map_or(no_hits, |(_, hits)| hits.as_slice()),
                refused_at: session.refused_at(),
                tooltip: self.hands.tooltip(&scene, view.tool),
            };
            self.design.paint(&painter, &scene, project, colours, &overlay);
            name_map(ui, &response, overlay.tooltip.as_ref(), view.language);
            self.menu(&response, &scene, commands);
        }
        self.move_map(ui, &response, panning);
        self.cursor(ui, &response, view, panning);
    }

    /// While the simulation tab shows a result, the pointer asks it.
    fn point_at_proposal(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        result: Option<&SimulationResult>,
        view: &mut ViewState,
    ) {
        let Some(result) = result else { return view.simulation.hovered_on_map = None };
        if self.proposal.update(scene, result, &mut view.simulation) {
            // The list is drawn before the map: it follows in the next frame.
            ui.ctx().request_repaint();
        }
        if scene.selection.is_none() {
            view.hint = Some(CanvasText::ProposalHint.plain());
        }
    }

    fn menu(&mut self, response: &Response, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        if response.secondary_clicked() {
            self.menu_at = response.interact_pointer_pos();
        }
        let Some(at) = self.menu_at else { return };
        let draw = &mut self.hands.draw;
        response.context_menu(|ui| {
            if draw.in_progress() {
                let say = |text: CanvasText| text.get(scene.language);
                if ui.button(say(CanvasText::MenuFinish)).clicked() {
                    draw.finish(commands);
                    ui.close();
                }
                if ui.button(say(CanvasText::MenuTakeBack)).clicked() {
                    draw.take_back();
                    ui.close();
                }
                if ui.button(say(CanvasText::MenuGiveUp)).clicked() {
                    draw.give_up();
                    ui.close();
                }
            } else {
                menu_ui(ui, scene, at, commands);
            }
        });
    }

    /// Wheel and pinch zoom at the pointer, the middle button pans; the primary one where the tool says so.
    fn move_map(&mut self, ui: &Ui, response: &Response, panning: bool) {
        let primary = panning || (self.hands.tool == ToolKind::Select && self.hands.select.pans());
        let by_middle = response.dragged_by(PointerButton::Middle);
        if by_middle || (primary && response.dragged_by(PointerButton::Primary)) {
            self.camera.pan(response.drag_delta());
            ui.ctx().request_repaint();
        }
        let Some(at) = response.hover_pos().filter(|_| response.contains_pointer()) else { return };
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta.y, input.zoom_delta()));
        let factor = f64::from(pinch) * (f64::from(scroll) * ZOOM_A_POINT).exp();
        if (factor - 1.0).abs() > 1e-6 {
            self.camera.zoom_at(at, factor);
            ui.ctx().request_repaint();
        }
    }

    fn cursor(&self, ui: &Ui, response: &Response, view: &ViewState, panning: bool) {
        if !response.hovered() && !response.dragged() {
            return;
        }
        let grabbing = response.dragged_by(PointerButton::Middle) || (panning && response.dragged());
        ui.ctx().set_cursor_icon(match (view.tool, self.hands.select.active_handle()) {
            _ if grabbing || (view.tool == ToolKind::Select && self.hands.select.pans()) => CursorIcon::Grabbing,
            _ if panning => CursorIcon::Grab,
            (ToolKind::DrawZone | ToolKind::DrawMeasure | ToolKind::Split | ToolKind::Reshape | ToolKind::Ruler, _) => {
                CursorIcon::Crosshair
            }
            (ToolKind::PaintParcels | ToolKind::PaintZone, _) if view.paint_by != PaintBy::Brush => {
                CursorIcon::Crosshair
            }
            (ToolKind::PaintParcels | ToolKind::PaintZone | ToolKind::LockParcels, _) => CursorIcon::PointingHand,
            (ToolKind::Identify, _) => CursorIcon::Help,
            (ToolKind::Select, Some(Handle::Vertex(_) | Handle::Midpoint(_))) => CursorIcon::PointingHand,
            (ToolKind::Select, Some(Handle::Inside)) => CursorIcon::Move,
            (ToolKind::Select, None) => CursorIcon::Default,
        });
    }

    /// One step out: gesture, draft, what was identified, tool.
    fn escape(&mut self, session: &Session, view: &mut ViewState) -> bool {
        if self.hands.select.cancel(&mut self.queued) || session.gesture().is_some() || self.hands.escape(view.tool) {
            return true;
        }
        if view.simulation.shown && view.simulation.asked.take().is_some() {
            return true;
        }
        if view.identified.take().is_some() || view.highlight.take().is_some() {
            return true;
        }
        if view.tool != ToolKind::Select {
            view.tool = ToolKind::Select;
            return true;
        }
        false
    }

    fn fit(&mut self, bounds: Option<Bounds>) {
        if let Some(bounds) = bounds {
            self.camera.fit(bounds);
        }
    }

    fn forget(&mut self, origin: Point) {
        self.origin = origin;
        self.camera.set_origin(origin);
        if let Some(base) = &mut self.base {
            base.reset(origin);
        }
        self.design.forget();
        self.hands = Hands::default();
        self.queued.clear();
    }

    /// What is on the screen, in a rectangle: for tests that point at land.
    #[doc(hidden)]
    pub fn space(&self, rect: egui::Rect) -> Space {
        self.camera.space(rect)
    }
}

/// Locks are on the map while they are painted, and while the simulations that obey them are in front.
fn shows_locks(view: &ViewState) -> bool {
    view.simulation.shown || view.tool == ToolKind::LockParcels
}

/// The box of a zone's land in conflict with a role. Pieces of a zone that is not selected are made for it.
fn conflict_bounds(project: &OpenProject, zone: ZoneId, role: Role) -> Option<Bounds> {
    let known = project.figures(zone).and_then(|figures| figures.pieces.get(&role).cloned());
    let pieces = match known {
        Some(pieces) => pieces,
        None => Arc::new(project.conflicts()?.pieces(&project.document().zone(zone)?.shape.0, role)),
    };
    let boxes = pieces.iter().map(|piece| piece.shape.bounds());
    Some(boxes.fold(Bounds::EMPTY, |whole, bounds| whole.union(&bounds)))
}

/// What a screen reader is told of the map: its name, and what is said at the pointer.
fn name_map(ui: &Ui, response: &Response, tooltip: Option<&Tooltip>, language: Language) {
    let name = CanvasText::Map.get(language);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, name));
    if let Some(tooltip) = tooltip {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            let lines: Vec<String> = tooltip.lines.iter().map(|line| line.say(language)).collect();
            node.set_description(lines.join("\n"));
        });
    }
}
