//! The command line below the map (;): edits in words, as in a CAD program. What was typed stays until it was carried out; a refusal
//! says why beside it. Up and down walk through what was typed before, Tab completes a command or a zone's name.

use egui::{Align, Frame, Id, Key, Label, Layout, Margin, Panel, RichText, TextEdit, Ui};

use super::style::{color32, palette};
use super::widgets::{IconButton, small};
use super::{Desk, fonts, icons};
use crate::command::EditCommand;
use crate::i18n::{Text, texts};
use crate::script::{SYNTAX, Syntax};
use crate::theme;

texts! {
    LineText {
        Hint: "命令，如 fg 甲片区 x,y x,y；空行按 ↑ 取上一条，Tab 补全，Esc 关闭", "A command, such as split NAME x,y x,y; ↑ for the last one, Tab completes, Esc closes";
        Name: "命令行", "Command line";
        Close: "关闭命令行", "Close the command line";
        Says: "{0}（{1}）：{2}", "{0} ({1}): {2}";
    }
}

/// Commands that are named while one types.
const SHOWN: usize = 6;

/// The command line and what it remembers.
#[derive(Default)]
pub struct CommandLine {
    open: bool,
    typed: String,
    /// What was carried out, oldest first.
    before: Vec<String>,
    /// Which of them is in the field, from the end.
    back: usize,
    /// The answer to this number is seen.
    seen: u64,
    wants_focus: bool,
    /// The caret goes to the end of what was put there.
    to_end: bool,
}

impl CommandLine {
    pub fn open(&mut self) {
        (self.open, self.wants_focus) = (true, true);
    }

    /// Puts it away; returns whether it was open.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.open)
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        if let Some(begun) = desk.view.line_begun.take() {
            (self.typed, self.to_end) = (begun, true);
            self.open();
        }
        if !self.open {
            return;
        }
        self.follow(desk);
        let frame =
            Frame::new().fill(color32(palette(ui).panel)).inner_margin(Margin::symmetric(theme::SPACE_3 as i8, 4));
        Panel::bottom("command line").resizable(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            self.answer_ui(ui, desk);
            self.suggestions_ui(ui, desk);
            ui.horizontal(|ui| {
                ui.label(
                    RichText::new(icons::CARET_RIGHT)
                        .font(fonts::icon(theme::TYPE_HEADING))
                        .color(color32(palette(ui).accent)),
                );
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.add(IconButton::new(icons::CLOSE, desk.say(LineText::Close)).small()).clicked() {
                        self.open = false;
                    }
                    self.field_ui(ui, desk);
                });
            });
        });
    }

    /// What was carried out leaves the field.
    fn follow(&mut self, desk: &Desk) {
        let Some(answer) = desk.session.line_answer().filter(|answer| answer.number != self.seen) else { return };
        self.seen = answer.number;
        if !answer.is_refused {
            if self.typed.trim() == answer.line {
                self.typed.clear();
            }
            if self.before.last() != Some(&answer.line) {
                self.before.push(answer.line.clone());
            }
        }
        self.back = 0;
        self.wants_focus = true;
    }

    fn field_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let id = Id::unique("command line field");
        let has_keys = ui.memory(|memory| memory.has_focus(id));
        if has_keys {
            let [up, down, tab, escape] = ui.input_mut(|input| {
                [Key::ArrowUp, Key::ArrowDown, Key::Tab, Key::Escape]
                    .map(|key| input.consume_key(egui::Modifiers::NONE, key))
            });
            if escape {
                self.open = false;
                return;
            }
            if up || down {
                self.walk(up);
            }
            if tab {
                self.complete(desk);
            }
        }
        let edit = TextEdit::singleline(&mut self.typed)
            .id(id)
            .hint_text(desk.say(LineText::Hint))
            .desired_width(f32::INFINITY)
            .lock_focus(true);
        let mut output = edit.show(ui);
        let response = output.response.response;
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, "", &self.typed, "");
            info.label = Some(desk.say(LineText::Name).to_owned());
            info
        });
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        if std::mem::take(&mut self.to_end) {
            let end = egui::text::CCursor::new(self.typed.chars().count());
            output.state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            output.state.store(ui.ctx(), id);
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            if self.typed.trim().is_empty() {
                self.wants_focus = true;
            } else {
                desk.edit(EditCommand::Line(self.typed.trim().to_owned()));
            }
        }
    }

    /// Back and forth through what was carried out.
    fn walk(&mut self, up: bool) {
        let most = self.before.len();
        self.back = if up { (self.back + 1).min(most) } else { self.back.saturating_sub(1) };
        self.typed = match self.back {
            0 => String::new(),
            back => self.before[most - back].clone(),
        };
        self.to_end = true;
    }

    /// Completes the command, or the last word as the name of a zone.
    fn complete(&mut self, desk: &Desk) {
        let completed = match self.typed.rsplit_once(' ') {
            None => matching(&self.typed).next().map(|syntax| format!("{} ", syntax.word)),
            Some((head, last)) => {
                let zones = desk.project().map(|project| project.document().current_scheme().zones.as_slice());
                let mut names = zones.unwrap_or_default().iter().map(|zone| zone.name.as_str());
                let found = names.find(|name| name.starts_with(last) && *name != last);
                found.map(
                    |name| if name.contains(' ') { format!("{head} \"{name}\" ") } else { format!("{head} {name} ") },
                )
            }
        };
        if let Some(completed) = completed {
            self.typed = completed;
            self.to_end = true;
        }
    }

    /// What became of the last line; a refusal stays while its line does.
    fn answer_ui(&self, ui: &mut Ui, desk: &Desk) {
        let Some(answer) = desk.session.line_answer() else { return };
        if answer.is_refused && self.typed.trim() != answer.line {
            return;
        }
        let colours = palette(ui);
        let colour = color32(if answer.is_refused { colours.forbidden.mark } else { colours.secondary });
        let icon = if answer.is_refused { icons::WARNING_CIRCLE } else { icons::CHECK_CIRCLE };
        for (place, message) in answer.says.iter().enumerate() {
            ui.horizontal(|ui| {
                let sign = if place == 0 { icon } else { " " };
                ui.label(RichText::new(sign).font(fonts::icon(theme::TYPE_BODY)).color(colour));
                let text = RichText::new(desk.tell(message)).size(theme::TYPE_SMALL).color(colour);
                ui.add(Label::new(text).truncate().selectable(true));
            });
        }
    }

    /// The commands that what is typed may mean, and how they are written.
    fn suggestions_ui(&self, ui: &mut Ui, desk: &Desk) {
        let typed = self.typed.trim_start();
        let Some(first) = typed.split_whitespace().next() else { return };
        let is_whole = typed.contains(' ');
        let shown: Vec<&Syntax> =
            if is_whole { Syntax::find(first).into_iter().collect() } else { matching(first).take(SHOWN).collect() };
        for syntax in shown {
            let says = match desk.language() {
                crate::i18n::Language::Chinese => syntax.zh,
                crate::i18n::Language::English => syntax.en,
            };
            let words = LineText::Says.with([syntax.usage.into(), syntax.short.into(), says.into()]);
            ui.add(Label::new(small(ui, desk.tell(&words))).truncate().selectable(false));
        }
    }
}

/// Commands whose word or short form begins so.
fn matching(typed: &str) -> impl Iterator<Item = &'static Syntax> + use<> {
    let typed = typed.trim().to_lowercase();
    SYNTAX.iter().filter(move |syntax| syntax.word.starts_with(&typed) || syntax.short.starts_with(&typed))
}
