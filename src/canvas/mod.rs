//! The map (stands in until the real one is merged): the background only.

use crate::command::{Command, ViewCommand};
use crate::session::{News, Session, ViewState};

pub struct Canvas;

impl Canvas {
    pub fn new(_render_state: Option<&eframe::egui_wgpu::RenderState>) -> Self {
        Self
    }
    pub fn take_news(&mut self, _news: &News, _session: &Session, _view: &ViewState) {}
    pub fn run(&mut self, _command: ViewCommand, _session: &mut Session, _view: &mut ViewState) -> bool {
        false
    }
    pub fn ui(&mut self, ui: &mut egui::Ui, _session: &Session, view: &mut ViewState, _commands: &mut Vec<Command>) {
        let palette = match view.theme {
            crate::session::Theme::Light => &crate::theme::LIGHT,
            crate::session::Theme::Dark => &crate::theme::DARK,
        };
        let crate::theme::Rgba(red, green, blue, _) = palette.map.background;
        ui.painter().rect_filled(ui.max_rect(), 0.0, egui::Color32::from_rgb(red, green, blue));
    }
    pub fn draft_in_progress(&self) -> bool {
        false
    }
    pub fn cancel_draft(&mut self) {}
}
