//! The list or the card, and above them the kind that the tool in hand draws.

use egui::Ui;

use super::card::measure_card_ui;
use super::kind_menu::kind_menu_ui;
use super::list::measure_list_ui;
use crate::command::ToolKind;
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{Writing, divider_ui, small};

texts! {
    PanelText {
        Next: "下一项措施的类型", "Kind of the next measure";
    }
}

/// What the panel remembers between frames.
#[derive(Default)]
pub struct MeasurePanel {
    writing: Writing,
}

impl MeasurePanel {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        if matches!(desk.view.tool, ToolKind::DrawMeasure | ToolKind::PaintParcels) {
            ui.add_space(theme::SPACE_2);
            let label = ui.label(small(ui, desk.say(PanelText::Next))).id;
            ui.add_space(theme::SPACE_1);
            let (kind, language) = (desk.view.measure_kind, desk.language());
            if let Some(kind) = kind_menu_ui(ui, label, kind, language) {
                desk.view.measure_kind = kind;
            }
            ui.add_space(theme::SPACE_3);
            divider_ui(ui);
        }
        match desk.session.selected_measure() {
            Some(measure) => measure_card_ui(ui, desk, &mut self.writing, measure),
            None => measure_list_ui(ui, desk),
        }
    }
}
