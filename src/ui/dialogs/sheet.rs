//! The frame of every dialog: title, content, buttons below on the right, the default one last.

use egui::{Align, Frame, Id, Key, Layout, Modal, Rect, RichText, ScrollArea, Ui};

use crate::i18n::texts;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, primary_button};
use crate::ui::{Desk, fonts};

texts! {
    SheetText {
        Cancel: "取消", "Cancel";
        Close: "关闭", "Close";
    }
}

/// Room between the edge of a dialog and what is in it, points.
const MARGIN: f32 = theme::SPACE_4;
/// Height of what is above and below the content of a dialog, and of what stays free of the window, points.
const AROUND_CONTENT: f32 = 168.0;
/// Height of the buttons, points.
const BUTTONS_HEIGHT: f32 = 32.0;

/// Whether the dialog goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Closed,
    /// The default button was pressed.
    Accepted,
}

/// What stands at the bottom.
pub enum Buttons {
    /// Only a way out.
    Close,
    /// A verb and a way out; why the verb can't be pressed yet, if it can't.
    Verb { text: &'static str, why_not: Option<String> },
}

/// Draws a dialog. `content` says which buttons stand below it, since it may change what can be done.
pub fn sheet_ui(
    context: &egui::Context,
    desk: &mut Desk,
    title: &str,
    width: f32,
    content: impl FnOnce(&mut Ui, &mut Desk) -> Buttons,
) -> Outcome {
    let screen = context.content_rect();
    let frame = Frame::popup(&context.style_of(context.theme())).inner_margin(MARGIN);
    let id = Id::unique("dialog");
    let height = || context.memory(|memory| memory.area_rect(id)).map_or(0.0, |rect| rect.height());
    let height_before = height();
    let modal = Modal::new(id).frame(frame).show(context, |ui| {
        // A dialog whose content grew takes the room that there is, not only what is below its old place. Set before anything is
        // drawn: it takes what comes next back to the top.
        ui.set_max_height(screen.height());
        ui.set_width(width.min(screen.width() - 4.0 * theme::SPACE_5));
        // Lines between the parts reach over the margins to the edges of the dialog, and no further.
        let sides = ui.max_rect().x_range().expand(MARGIN);
        ui.set_clip_rect(ui.clip_rect().intersect(Rect::from_x_y_ranges(sides, screen.y_range())));
        ui.label(RichText::new(title).font(fonts::bold(theme::TYPE_HEADING)));
        ui.add_space(theme::SPACE_2);
        divider_ui(ui);
        let height = screen.height() - AROUND_CONTENT;
        let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        let buttons = area
            .show(ui, |ui| {
                ui.add_space(theme::SPACE_3);
                let buttons = content(ui, desk);
                ui.add_space(theme::SPACE_3);
                buttons
            })
            .inner;
        divider_ui(ui);
        ui.add_space(theme::SPACE_2);
        buttons_ui(ui, desk, buttons)
    });
    // It is placed by the height of the frame before.
    if (height() - height_before).abs() > 0.5 {
        context.request_repaint();
    }
    match modal.inner {
        Outcome::Open if modal.should_close() => Outcome::Closed,
        outcome => outcome,
    }
}

fn buttons_ui(ui: &mut Ui, desk: &Desk, buttons: Buttons) -> Outcome {
    let enter = ui.input(|input| input.key_pressed(Key::Enter)) && !egui::Popup::is_any_open(ui.ctx());
    // As high as the buttons: a layout from the right takes all the height that it is offered.
    let row = egui::vec2(ui.available_width(), BUTTONS_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| match buttons {
        Buttons::Close => {
            let close = primary_button(ui, true, desk.say(SheetText::Close));
            if close.clicked() || enter { Outcome::Closed } else { Outcome::Open }
        }
        Buttons::Verb { text, why_not } => {
            let verb = primary_button(ui, why_not.is_none(), text);
            let accepted = (verb.clicked() || enter) && why_not.is_none();
            let cancel =
                ui.add(egui::Button::new(desk.say(SheetText::Cancel)).min_size(egui::vec2(72.0, BUTTONS_HEIGHT)));
            if let Some(why) = why_not {
                let colour = color32(palette(ui).secondary);
                let why = RichText::new(why).size(theme::TYPE_SMALL).color(colour);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(why).wrap());
                });
            }
            match (accepted, cancel.clicked()) {
                (true, _) => Outcome::Accepted,
                (_, true) => Outcome::Closed,
                _ => Outcome::Open,
            }
        }
    })
    .inner
}
