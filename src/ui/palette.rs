//! Every command by its name, in either language (Ctrl+K). What is disabled is listed too, and says why.

use egui::{Align2, Area, Id, Key, Modal, Order, Rect, ScrollArea, Sense, TextEdit, Ui, vec2};

use super::style::{color32, palette};
use super::widgets::{divider_ui, elided, empty_state_ui};
use super::{Desk, fonts, icons};
use crate::command::{Command, Shortcut, ViewCommand, listed};
use crate::i18n::{Text, texts};
use crate::theme;

texts! {
    PaletteText {
        Hint: "输入命令名称，中文或英文", "Type the name of a command, in Chinese or English";
        Nothing: "没有这样的命令", "No such command";
        NothingSays: "试试“导入”“撤销”“export”。", "Try \"import\", \"undo\", \"导出\".";
    }
}

const WIDTH: f32 = 520.0;
const ROW: f32 = 36.0;
const ROWS_SHOWN: f32 = 9.0;

/// The palette while it is open.
#[derive(Default)]
pub struct CommandPalette {
    open: bool,
    typed: String,
    chosen: usize,
}

impl CommandPalette {
    pub fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    pub fn is_open(&self) -> bool {
        self.open
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) {
        if !self.open {
            return;
        }
        let area = Area::new(Id::unique("command palette"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, theme::TOP_BAR_HEIGHT + theme::SPACE_4));
        let modal = Modal::new(Id::unique("command palette")).area(area).show(context, |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 2.0 * theme::SPACE_5));
            ui.spacing_mut().item_spacing.y = 0.0;
            // Lines across the palette end at its rim.
            let sides = ui.max_rect().expand(f32::from(ui.style().spacing.menu_margin.left)).x_range();
            ui.shrink_clip_rect(Rect::from_x_y_ranges(sides, ui.clip_rect().y_range()));
            self.content_ui(ui, desk);
        });
        if modal.should_close() {
            self.open = false;
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let (up, down, enter) = ui.input_mut(|input| {
            let mut take = |key| input.consume_key(egui::Modifiers::NONE, key);
            (take(Key::ArrowUp), take(Key::ArrowDown), take(Key::Enter))
        });
        let edit = TextEdit::singleline(&mut self.typed)
            .hint_text(desk.say(PaletteText::Hint))
            .font(fonts::regular(theme::TYPE_HEADING))
            .frame(egui::Frame::new().inner_margin(theme::SPACE_2))
            .desired_width(f32::INFINITY);
        let field = ui.add(edit);
        if !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            self.chosen = 0;
        }
        divider_ui(ui);
        let found = found(&self.typed);
        if found.is_empty() {
            empty_state_ui(ui, icons::SEARCH, desk.say(PaletteText::Nothing), desk.say(PaletteText::NothingSays));
            return;
        }
        self.chosen = match (up, down) {
            (true, _) => self.chosen.checked_sub(1).unwrap_or(found.len() - 1),
            (_, true) => (self.chosen + 1) % found.len(),
            _ => self.chosen.min(found.len() - 1),
        };
        let mut run = enter.then_some(self.chosen);
        ScrollArea::vertical().max_height(ROW * ROWS_SHOWN).auto_shrink([false, true]).show(ui, |ui| {
            for (index, command) in found.iter().enumerate() {
                let response = row_ui(ui, desk, command, index == self.chosen);
                if index == self.chosen && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    run = Some(index);
                }
            }
        });
        if let Some(command) = run.and_then(|index| found.into_iter().nth(index))
            && desk.availability(&command).is_ok()
        {
            desk.ask(command);
            self.open = false;
        }
    }
}

/// Commands that match: those whose name begins with what was typed come first.
fn found(typed: &str) -> Vec<Command> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<Command> = listed()
        .into_iter()
        .map(|(_, command)| command)
        .filter(|command| !matches!(command, Command::View(ViewCommand::Palette)) && command.matches(&typed))
        .collect();
    found.sort_by_key(|command| {
        let name = command.describe().name;
        !(name.zh().to_lowercase().starts_with(&typed) || name.en().to_lowercase().starts_with(&typed))
    });
    found
}

fn row_ui(ui: &mut Ui, desk: &Desk, command: &Command, chosen: bool) -> egui::Response {
    let description = command.describe();
    let name = description.name.get(desk.language());
    let availability = desk.availability(command);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let enabled = availability.is_ok();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, chosen, name));
    let palette = palette(ui);
    if chosen {
        ui.painter().rect_filled(rect, theme::RADIUS, color32(palette.selection_ground));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, color32(palette.raised));
    }
    let inside = rect.shrink2(vec2(theme::SPACE_2, 0.0));
    let (text, quiet) = (color32(palette.text), color32(palette.secondary));
    let painter = ui.painter().with_clip_rect(rect);
    let colour = if enabled { text } else { quiet };
    let font = fonts::regular(theme::TYPE_BODY);
    let name = painter.text(inside.left_center(), Align2::LEFT_CENTER, name, font, colour);
    let mut right = inside.right();
    if let Some(shortcut) = Shortcut::of(command) {
        let font = fonts::regular(theme::TYPE_SMALL);
        right = painter.text(inside.right_center(), Align2::RIGHT_CENTER, shortcut.label(), font, quiet).left();
    }
    let says = match availability {
        Ok(()) => description.sentence.get(desk.language()),
        Err(why) => desk.say(why),
    };
    let left = name.right() + theme::SPACE_3;
    let says = elided(&painter, says, fonts::regular(theme::TYPE_SMALL), quiet, right - theme::SPACE_3 - left);
    painter.galley(egui::pos2(left, rect.center().y - says.size().y / 2.0), says, quiet);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::DescribeText;

    #[test]
    fn commands_are_found_in_both_languages_best_first() {
        let first = |typed| found(typed).first().map(|command| command.describe().name);
        assert_eq!(first("撤"), Some(DescribeText::Undo));
        assert_eq!(first("exp"), Some(DescribeText::Export));
        assert!(found("no such thing").is_empty());
        assert_eq!(found("").len(), listed().len() - 1);
    }
}
