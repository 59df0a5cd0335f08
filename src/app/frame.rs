//! Where the panels stand round the map.

use std::path::PathBuf;

use egui::{Area, CentralPanel, Frame, Id, Margin, Order, Panel, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::canvas::Canvas;
use crate::session::{Session, ViewState};
use crate::theme;
use crate::ui::command_line::CommandLine;
use crate::ui::dialogs::{DialogTools, Dialogs};
use crate::ui::drawer::Drawer;
use crate::ui::layers_panel::{LayersPanel, layers_panel_ui};
use crate::ui::notice_card::NoticeCard;
use crate::ui::palette::CommandPalette;
use crate::ui::scheme_menu::SchemeMenu;
use crate::ui::simulation_panel::map_switch_ui;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::tool_options::tool_options_ui;
use crate::ui::zone_panel::ZonePanel;
use crate::ui::{Desk, status_bar, tool_rail, top_bar, welcome};

/// In a narrower window the layers lie over the map instead of beside it, points.
const LAYERS_BESIDE_MAP: f32 = 1200.0;

/// What the panels remember between frames.
#[derive(Default)]
pub struct Panels {
    pub layers: LayersPanel,
    pub zone: ZonePanel,
    pub drawer: Drawer,
    pub schemes: SchemeMenu,
    pub palette: CommandPalette,
    pub line: CommandLine,
    pub dialogs: Dialogs,
    pub notice: NoticeCard,
    /// The layers are open over the map of a narrow window.
    layers_over_map: bool,
}

impl Panels {
    /// Whether something lies over the window that takes the keyboard.
    pub fn is_modal(&self) -> bool {
        self.palette.is_open() || self.dialogs.is_open()
    }

    pub fn project_changed(&mut self) {
        self.layers = LayersPanel::default();
        self.zone = ZonePanel::default();
        self.drawer = Drawer::default();
        self.layers_over_map = false;
    }

    pub fn toggle_left(&mut self, context: &egui::Context, view: &mut ViewState) {
        if is_narrow(context) {
            self.layers_over_map = !self.layers_over_map;
        } else {
            view.left_panel = !view.left_panel;
        }
    }

    /// Puts away what lies over the map; returns whether something did.
    pub fn step_out(&mut self, session: &Session, view: &mut ViewState) -> bool {
        if self.line.close() || std::mem::take(&mut self.layers_over_map) {
            return true;
        }
        let desk = Desk { session, view, commands: &mut Vec::new() };
        self.notice.put_away(&desk)
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, canvas: &mut Canvas, tools: &DialogTools, recent: &[PathBuf]) {
        let context = ui.ctx().clone();
        let bar = Frame::new().fill(color32(palette(ui).panel));
        let top = Panel::top("top bar").exact_size(theme::TOP_BAR_HEIGHT);
        top.frame(bar.inner_margin(Margin::symmetric(theme::SPACE_3 as i8, 0))).show(ui, |ui| {
            top_bar::top_bar_ui(ui, desk, &mut self.schemes);
        });
        let bottom = Panel::bottom("status bar").exact_size(theme::STATUS_BAR_HEIGHT);
        bottom.frame(bar.inner_margin(Margin::symmetric(theme::SPACE_1 as i8, 0))).show(ui, |ui| {
            status_bar::status_bar_ui(ui, desk);
        });
        if desk.project().is_some() {
            self.table_ui(ui, desk, canvas);
        } else {
            CentralPanel::no_frame().show(ui, |ui| {
                welcome::welcome_ui(ui, desk, recent);
                self.notice.ui(ui, desk);
            });
        }
        self.palette.ui(&context, desk);
        self.dialogs.ui(&context, desk, tools);
    }

    /// Tools, layers, map, zone.
    fn table_ui(&mut self, ui: &mut Ui, desk: &mut Desk, canvas: &mut Canvas) {
        let plain = Frame::new().fill(color32(palette(ui).panel));
        let padded = plain.inner_margin(Margin::symmetric(theme::SPACE_3 as i8, 0));
        let rail = Panel::left("tools").exact_size(theme::TOOL_RAIL_WIDTH).resizable(false);
        rail.frame(plain).show(ui, |ui| tool_rail::tool_rail_ui(ui, desk));
        let narrow = is_narrow(ui.ctx());
        if desk.view.left_panel && !narrow {
            let left = Panel::left("layers").default_size(theme::LEFT_PANEL_WIDTH).size_range(200.0..=400.0);
            left.frame(padded).show(ui, |ui| {
                contained_ui(ui, |ui| layers_panel_ui(ui, desk, &mut self.layers));
            });
        }
        if desk.view.right_panel {
            let right = Panel::right("zone").default_size(theme::RIGHT_PANEL_WIDTH).size_range(300.0..=480.0);
            right.frame(padded).show(ui, |ui| {
                contained_ui(ui, |ui| self.zone.ui(ui, desk));
            });
        }
        self.drawer.ui(ui, desk);
        self.line.ui(ui, desk);
        CentralPanel::no_frame().show(ui, |ui| {
            // What is not drawn shows nothing on the map.
            desk.view.simulation.shown &= desk.view.right_panel;
            canvas.ui(ui, desk.session, desk.view, desk.commands);
            // What is being drawn may go anywhere: the bar is out of the way until it is finished.
            if !canvas.draft_in_progress() {
                tool_options_ui(ui, desk);
            }
            map_switch_ui(ui, desk);
            self.notice.ui(ui, desk);
            if narrow && self.layers_over_map {
                self.layers_over_map_ui(ui, desk, padded);
            }
        });
    }

    fn layers_over_map_ui(&mut self, ui: &mut Ui, desk: &mut Desk, frame: Frame) {
        let map = ui.max_rect();
        let line = Stroke::new(HAIRLINE, color32(palette(ui).line));
        let frame = frame.stroke(line).shadow(ui.visuals().popup_shadow);
        let area = Area::new(Id::unique("layers over the map")).order(Order::Middle).fixed_pos(map.left_top());
        area.constrain_to(map).show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                let inside = vec2(theme::LEFT_PANEL_WIDTH - 2.0 * theme::SPACE_3, map.height() - 2.0);
                ui.set_min_size(inside);
                ui.set_max_size(inside);
                layers_panel_ui(ui, desk, &mut self.layers);
            });
        });
    }
}

/// Content of a panel that never widens it: what is in a panel changes with every selection, and the map must not jump.
fn contained_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    content(&mut ui.new_child(UiBuilder::new().max_rect(room)));
    ui.allocate_rect(room, Sense::hover());
}

fn is_narrow(context: &egui::Context) -> bool {
    context.content_rect().width() < LAYERS_BESIDE_MAP
}
