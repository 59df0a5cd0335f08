//! Version, licences, what draws the window, and what the figures are and are not.

use egui::Grid;

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::small;

texts! {
    AboutText {
        Title: "关于田方", "About Tianfang";
        Says: "离线的全域土地综合整治设计软件。程序不访问网络，数据不离开这台电脑。", "An offline program for the design of comprehensive land consolidation. It never uses the network; data stay on this computer.";
        Version: "版本", "Version";
        Licence: "许可", "Licence";
        Fonts: "字体与图标", "Fonts and icons";
        FontsSays: "Tianfang Sans（思源黑体的子集，SIL OFL 1.1）；Phosphor（MIT）", "Tianfang Sans (a subset of Noto Sans CJK, SIL OFL 1.1); Phosphor (MIT)";
        Renderer: "绘图设备", "Drawn by";
        Figures: "面积为 CGCS2000 椭球面积。结果供设计参考，法定数据以主管部门审定为准。示例乡镇为虚构。", "Areas are on the CGCS2000 ellipsoid. Results are for design; statutory figures are those of the authority. The practice township is fictional.";
    }
}

pub fn about_ui(context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
    let title = desk.say(AboutText::Title);
    sheet_ui(context, desk, title, 480.0, |ui, desk| {
        ui.label(desk.say(AboutText::Says));
        ui.add_space(theme::SPACE_3);
        Grid::new("about").num_columns(2).spacing([theme::SPACE_4, theme::SPACE_2]).show(ui, |ui| {
            let mut row = |title: AboutText, says: &str| {
                ui.label(small(ui, desk.say(title)));
                ui.label(says);
                ui.end_row();
            };
            row(AboutText::Version, env!("CARGO_PKG_VERSION"));
            row(AboutText::Licence, env!("CARGO_PKG_LICENSE"));
            row(AboutText::Renderer, &tools.renderer);
        });
        ui.add_space(theme::SPACE_2);
        ui.label(small(ui, format!("{}: {}", desk.say(AboutText::Fonts), desk.say(AboutText::FontsSays))));
        ui.add_space(theme::SPACE_3);
        ui.label(small(ui, desk.say(AboutText::Figures)));
        Buttons::Close
    })
}
