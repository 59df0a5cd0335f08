//! On top of the map, while a result is shown: the blocks after the changes, or as they are.

use egui::{Align2, Area, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use crate::command::ViewCommand;
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::choice_ui;

texts! {
    SwitchText {
        Name: "地图显示", "The map shows";
        After: "后", "After";
        Before: "前", "Before";
        AfterSays: "模拟后的连片与变化（A）", "Blocks and changes after the simulation (A)";
        BeforeSays: "现在的连片（A）", "Blocks as they are (A)";
    }
}

const WIDTH: f32 = 132.0;

/// Draws the switch in the corner of the map that `ui` stands for.
pub fn map_switch_ui(ui: &Ui, desk: &mut Desk) {
    let shown = desk.view.simulation.shown && desk.project().is_some_and(|project| project.simulation().is_some());
    if !shown {
        return;
    }
    let map = ui.max_rect();
    let at = map.right_top() + vec2(-theme::SPACE_3, theme::SPACE_3);
    let area = Area::new(Id::unique("before and after")).order(Order::Middle).pivot(Align2::RIGHT_TOP).fixed_pos(at);
    let colours = palette(ui);
    area.constrain_to(map).show(ui.ctx(), |ui| {
        Frame::new()
            .fill(color32(colours.panel))
            .stroke(Stroke::new(HAIRLINE, color32(colours.line)))
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(Margin::same(2))
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| {
                ui.set_width(WIDTH);
                let both = [(SwitchText::After, SwitchText::AfterSays), (SwitchText::Before, SwitchText::BeforeSays)];
                let values = both.map(|(text, says)| (desk.say(text).to_owned(), desk.say(says).to_owned()));
                let chosen = usize::from(desk.view.simulation.before);
                let taken = choice_ui(ui, desk.say(SwitchText::Name), &values, Some(chosen));
                if taken.is_some_and(|taken| taken != chosen) {
                    desk.view_command(ViewCommand::ToggleBefore);
                }
            });
    });
}
