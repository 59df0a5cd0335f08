//! All keys, from the one table that also starts them.

use egui::{Grid, RichText};

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::command::{DescribeText, Shortcut};
use crate::i18n::{Text, texts};
use crate::theme;
use crate::ui::widgets::small;
use crate::ui::{Desk, fonts};

texts! {
    KeysText {
        Title: "快捷键", "Keys";
        Scheme: "切换到第 1–9 个方案", "Switch to scheme 1 to 9";
        Escape: "退一步：放弃拖动、草图、工具、选择", "One step out: drag, draft, tool, selection";
        Wheel: "滚轮", "Wheel";
        WheelSays: "以指针为中心缩放", "Zoom at the pointer";
        Middle: "中键拖动 / 空格拖动", "Middle drag / Space drag";
        MiddleSays: "平移地图", "Pan the map";
    }
}

pub fn keys_ui(context: &egui::Context, desk: &mut Desk) -> Outcome {
    let title = desk.say(KeysText::Title);
    sheet_ui(context, desk, title, 460.0, |ui, desk| {
        Grid::new("keys").num_columns(2).spacing([theme::SPACE_5, theme::SPACE_2]).show(ui, |ui| {
            let mut row = |key: &str, says: &str| {
                ui.label(RichText::new(key).font(fonts::bold(theme::TYPE_SMALL)));
                ui.label(small(ui, says));
                ui.end_row();
            };
            for (shortcut, command) in Shortcut::all() {
                let name = command.describe().name;
                if name != DescribeText::Other {
                    row(&shortcut.label(), name.get(desk.language()));
                }
            }
            row("Ctrl+1 … 9", desk.say(KeysText::Scheme));
            row("Esc", desk.say(KeysText::Escape));
            row(desk.say(KeysText::Wheel), desk.say(KeysText::WheelSays));
            row(desk.say(KeysText::Middle), desk.say(KeysText::MiddleSays));
        });
        Buttons::Close
    })
}
