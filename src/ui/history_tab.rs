//! All steps, newest on top; a click goes there. Steps taken back stay listed, grey, until something new is done.

use egui::{Align2, ScrollArea, Sense, Stroke, Ui, vec2};

use super::style::{color32, palette};
use super::widgets::{divider_ui, small};
use super::{Desk, fonts};
use crate::command::EditCommand;
use crate::i18n::texts;
use crate::theme;

texts! {
    HistoryText {
        Start: "项目开始时", "Beginning of the project";
        Hint: "单击任一步即可回到那里；关闭后仍然保留。", "Click a step to go there; the history survives closing.";
        Undone: "（已撤回）", " (undone)";
    }
}

const ROW: f32 = theme::CONTROL_HEIGHT;

pub fn history_tab_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    let history = project.history();
    let (steps, position) = (history.steps(), history.position());
    ui.add_space(theme::SPACE_2);
    ui.label(small(ui, desk.say(HistoryText::Hint)));
    ui.add_space(theme::SPACE_2);
    divider_ui(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let rows = steps.len() + 1;
    ScrollArea::vertical().auto_shrink([false; 2]).show_rows(ui, ROW, rows, |ui, shown| {
        for row in shown {
            // Row 0 is the newest step, the last row the beginning.
            let step = rows - 1 - row;
            let name = match step.checked_sub(1).and_then(|index| steps.get(index)) {
                Some(step) => desk.tell(&step.name),
                None => desk.say(HistoryText::Start).to_owned(),
            };
            if row_ui(ui, desk, step, &name, position) {
                desk.edit(EditCommand::GoToStep(step));
            }
        }
    });
}

fn row_ui(ui: &mut Ui, desk: &Desk, step: usize, name: &str, position: usize) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (current, undone) = (step == position, step > position);
    let spoken = if undone { format!("{name}{}", desk.say(HistoryText::Undone)) } else { name.to_owned() };
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, current, &spoken));
    let palette = palette(ui);
    let across = egui::Rect::from_x_y_ranges(ui.clip_rect().x_range(), rect.y_range());
    if current {
        ui.painter().rect_filled(across, 0.0, color32(palette.selection_ground));
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(across, 0.0, color32(palette.window));
    }
    let dot = rect.left_center() + vec2(theme::SPACE_1 + 1.0, 0.0);
    let rail = Stroke::new(1.0, color32(palette.line));
    ui.painter().vline(dot.x, rect.y_range(), rail);
    let mark = if undone { palette.line } else { palette.selection };
    ui.painter().circle_filled(dot, if current { 4.5 } else { 3.0 }, color32(mark));
    let font = if current { fonts::bold(theme::TYPE_BODY) } else { fonts::regular(theme::TYPE_BODY) };
    let colour = color32(if undone { palette.secondary } else { palette.text });
    let text = rect.left_center() + vec2(theme::SPACE_5 - 4.0, 0.0);
    ui.painter().with_clip_rect(rect).text(text, Align2::LEFT_CENTER, name, font, colour);
    response.clicked()
}
