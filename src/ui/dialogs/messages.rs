//! Everything that the program said since its start, newest first.

use egui::RichText;

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::i18n::texts;
use crate::session::NoticeKind;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::small;
use crate::ui::{Desk, fonts, icons};

texts! {
    MessagesText {
        Title: "消息记录", "Messages";
        Empty: "还没有消息。", "No messages yet.";
    }
}

pub fn messages_ui(context: &egui::Context, desk: &mut Desk) -> Outcome {
    let title = desk.say(MessagesText::Title);
    sheet_ui(context, desk, title, 560.0, |ui, desk| {
        let notices = desk.session.notices().all();
        if notices.is_empty() {
            ui.label(small(ui, desk.say(MessagesText::Empty)));
        }
        for notice in notices.iter().rev() {
            let palette = palette(ui);
            let (icon, colours) = match notice.kind {
                NoticeKind::Done => (icons::CHECK_CIRCLE, palette.satisfied),
                NoticeKind::Information => (icons::INFORMATION, palette.information),
                NoticeKind::Warning => (icons::WARNING, palette.procedure),
                NoticeKind::Problem => (icons::WARNING_CIRCLE, palette.forbidden),
            };
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(icon).font(fonts::icon(theme::TYPE_HEADING)).color(color32(colours.mark)));
                ui.add(egui::Label::new(desk.tell(&notice.message)).wrap().selectable(true));
            });
        }
        Buttons::Close
    })
}
