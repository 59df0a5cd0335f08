//! All measures of the scheme by kind, with their sizes; with none, how to make the first.

use egui::{Align, Layout, Ui};

use crate::command::{Command, ToolKind, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::{FeatureId, Measure, MeasureKind};
use crate::i18n::common::CommonText;
use crate::i18n::{Text, fixed, texts};
use crate::theme;
use crate::ui::feature_list::{empty_list_ui, feature_row_ui};
use crate::ui::widgets::{divider_ui, figure_ui, measure_swatch_ui, section_ui, small};
use crate::ui::{Desk, icons};
use crate::units::mu_from_m2;

texts! {
    ListText {
        Empty: "还没有整治措施", "No measures yet";
        EmptySays: "按 D 画一项，或按 B 按图斑涂选。\n类型在这里选。", "Press D to draw one, or B to paint parcels.\nChoose its kind here.";
        Draw: "绘制措施", "Draw measure";
        Group: "{0} • {1} 项", "{0} • {1}";
        Pair: "配对 {0}", "pair {0}";
        Hint: "点击一项，在这里看它改了什么地、依据哪条政策。", "Click one to see what land it changes and under which policy.";
    }
}

pub fn measure_list_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    let measures = &project.document().current_scheme().measures;
    if measures.is_empty() {
        let says = [icons::MEASURE, desk.say(ListText::Empty), desk.say(ListText::EmptySays), desk.say(ListText::Draw)];
        empty_list_ui(ui, desk, says, Command::View(ViewCommand::Tool(ToolKind::DrawMeasure)));
        return;
    }
    let plane = AreaPlane::new(project.document_plane());
    for &kind in MeasureKind::ALL {
        let of_kind: Vec<&Measure> =
            measures.iter().filter(|measure| measure.kind == kind).map(AsRef::as_ref).collect();
        if of_kind.is_empty() {
            continue;
        }
        let title = ListText::Group.with([kind.message().into(), of_kind.len().into()]);
        section_ui(ui, &desk.tell(&title));
        for measure in of_kind {
            row_ui(ui, desk, measure, measure.shape.area_m2(&plane));
        }
        divider_ui(ui);
    }
    ui.add_space(theme::SPACE_2);
    ui.label(small(ui, desk.say(ListText::Hint)));
}

fn row_ui(ui: &mut Ui, desk: &mut Desk, measure: &Measure, area_m2: f64) {
    let language = desk.language();
    let title = measure.title(language);
    feature_row_ui(ui, desk, FeatureId::Measure(measure.id), &title, Some(area_m2), |ui, desk| {
        ui.set_height(theme::ICON_BUTTON);
        measure_swatch_ui(ui, measure.kind, language);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            figure_ui(ui, &fixed(mu_from_m2(area_m2), 2), desk.say(CommonText::Mu), theme::TYPE_BODY, None);
            if let Some(pair) = measure.pair {
                ui.label(small(ui, desk.tell(&ListText::Pair.with([pair.into()]))));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(&title).truncate());
            });
        });
    });
}
