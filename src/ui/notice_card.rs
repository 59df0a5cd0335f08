//! The newest warning or problem, over the map, until it is put away or, where a command was refused, another is carried out. What
//! was merely done stands in the status bar.

use egui::{Align2, Area, Color32, Frame, Id, Order, Stroke, Ui, vec2};

use super::style::{HAIRLINE, color32, palette};
use super::widgets::IconButton;
use super::{Desk, fonts, icons};
use crate::i18n::texts;
use crate::session::NoticeKind;
use crate::theme;

texts! {
    NoticeText {
        PutAway: "知道了", "Put away";
    }
}

/// Which notices were put away.
#[derive(Default)]
pub struct NoticeCard {
    seen: u64,
}

impl NoticeCard {
    /// Puts the newest notice away; returns whether one was shown.
    pub fn put_away(&mut self, desk: &Desk) -> bool {
        let newest = desk.session.notices().latest().map_or(0, |notice| notice.number);
        let shown = self.current(desk).is_some();
        self.seen = newest;
        shown
    }

    fn current<'a>(&self, desk: &Desk<'a>) -> Option<&'a crate::session::Notice> {
        desk.session.notices().to_show(self.seen)
    }

    /// Draws the card at the top of a region (the map, or the welcome screen).
    pub fn ui(&mut self, ui: &Ui, desk: &Desk) {
        let Some(notice) = self.current(desk) else { return };
        let region = ui.max_rect();
        let palette = palette(ui);
        let (icon, colours) = match notice.kind {
            NoticeKind::Problem => (icons::WARNING_CIRCLE, palette.forbidden),
            _ => (icons::WARNING, palette.procedure),
        };
        let at = region.center_top() + vec2(0.0, theme::SPACE_3);
        let area = Area::new(Id::unique("notice")).order(Order::Foreground).pivot(Align2::CENTER_TOP).fixed_pos(at);
        area.show(ui.ctx(), |ui| {
            Frame::new()
                .fill(color32(colours.ground))
                .stroke(Stroke::new(HAIRLINE, color32(colours.mark)))
                .corner_radius(theme::CARD_RADIUS)
                .inner_margin(egui::Margin::symmetric(theme::SPACE_3 as i8, theme::SPACE_2 as i8))
                .shadow(ui.visuals().popup_shadow)
                .show(ui, |ui| {
                    ui.set_max_width((region.width() - 64.0).clamp(200.0, 560.0));
                    ui.horizontal(|ui| {
                        let mark: Color32 = color32(colours.mark);
                        ui.label(egui::RichText::new(icon).font(fonts::icon(theme::ICON)).color(mark));
                        // Laid out beforehand: the row is as high as the text, and icon and button stand in its middle.
                        let width = ui.available_width() - theme::ICON_BUTTON - theme::SPACE_2;
                        let font = fonts::regular(theme::TYPE_BODY);
                        let text = ui.painter().layout(desk.tell(&notice.message), font, color32(palette.text), width);
                        ui.label(text);
                        if ui.add(IconButton::new(icons::CLOSE, desk.say(NoticeText::PutAway)).small()).clicked() {
                            self.seen = notice.number;
                        }
                    });
                });
        });
    }
}
