//! The bar below: what the tool expects, what runs, where the pointer is, the scale, the plane, and whether all is written.

use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

use super::Desk;
use super::style::{color32, palette};
use super::widgets::small;
use crate::command::{DialogKind, ProjectCommand, ViewCommand};
use crate::i18n::{Explain, Text, fixed, texts};
use crate::storage::project::JournalState;
use crate::theme;

texts! {
    StatusText {
        Written: "✓ 已写入", "✓ Written";
        Writing: "写入中…", "Writing…";
        Failed: "× 写入失败", "× Not written";
        WrittenSays: "每一步都已写入项目文件夹，无需另存。", "Every step is in the project folder; there is nothing to save.";
        ReadOnly: "只读", "Read-only";
        ReadOnlySays: "另一个程序正在使用这个项目，或文件夹不可写。修改不会被接受。", "Another program uses this project, or its folder can't be written. Changes are not taken.";
        Cancel: "取消", "Cancel";
        Stop: "停止", "Stop";
        SecondsLeft: "约剩 {0} 秒", "about {0} s left";
        PlaneSays: "项目的平面：{0}（EPSG:{1}）。地图上的直线就是这个平面里的直线。", "The project's plane: {0} (EPSG:{1}). Straight on the map is straight in this plane.";
        ScaleSays: "地图比例尺（按屏幕 96 点/英寸）", "Scale of the map (at 96 points per inch)";
        PositionSays: "指针处的坐标：北 N、东 E，米", "Position of the pointer: northing N, easting E, metres";
    }
}

/// From here on a job says how long it will still take, seconds.
const LONG_JOB_S: f32 = 3.0;

pub fn status_bar_ui(ui: &mut Ui, desk: &mut Desk) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_4;
        ui.add_space(theme::SPACE_1);
        facts_ui(ui, desk);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_2;
            ui.add_space(theme::SPACE_1);
            job_ui(ui, desk);
            hint_ui(ui, desk);
        });
    });
}

/// From the right: journal, plane, scale, position.
fn facts_ui(ui: &mut Ui, desk: &Desk) {
    let Some(project) = desk.project() else { return };
    let palette = palette(ui);
    let (text, colour, says) = match (project.read_only(), project.journal_state()) {
        (true, _) => (StatusText::ReadOnly, palette.procedure.mark, desk.say(StatusText::ReadOnlySays).to_owned()),
        (_, JournalState::Written) => {
            (StatusText::Written, palette.satisfied.mark, desk.say(StatusText::WrittenSays).to_owned())
        }
        (_, JournalState::Pending) => {
            (StatusText::Writing, palette.secondary, desk.say(StatusText::WrittenSays).to_owned())
        }
        (_, JournalState::Failed(problem)) => {
            (StatusText::Failed, palette.forbidden.mark, desk.tell(&problem.message()))
        }
    };
    let text = RichText::new(desk.say(text)).size(theme::TYPE_SMALL).color(color32(colour));
    ui.label(text).on_hover_text(says);
    let plane = project.document_plane();
    let says = StatusText::PlaneSays.with([plane.name().into(), plane.epsg().into()]);
    ui.label(small(ui, plane.short_name())).on_hover_text(desk.tell(&says));
    let scale = format!("1:{}", fixed(rounded_scale(desk.view.scale_denominator), 0));
    ui.label(small(ui, scale)).on_hover_text(desk.say(StatusText::ScaleSays));
    if let Some([east, north]) = desk.view.pointer {
        let position = small(ui, format!("N {north:.3}   E {east:.3}"));
        ui.add(egui::Label::new(position).extend()).on_hover_text(desk.say(StatusText::PositionSays));
    }
}

/// Three digits say as much as a scale on a screen can.
fn rounded_scale(denominator: f64) -> f64 {
    if !denominator.is_finite() || denominator < 1.0 {
        return 1.0;
    }
    let step = 10f64.powf((denominator.log10().floor() - 2.0).max(0.0));
    (denominator / step).round() * step
}

fn job_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(job) = desk.session.job_status() else { return };
    ui.add(egui::Label::new(RichText::new(desk.tell(&job.title)).size(theme::TYPE_SMALL)).truncate());
    ui.add(ProgressBar::new(job.done).desired_width(96.0).desired_height(6.0).fill(color32(palette(ui).accent)));
    if job.elapsed_s > LONG_JOB_S && job.done > 0.05 {
        let left_s = (job.elapsed_s * (1.0 - job.done) / job.done).ceil();
        ui.label(small(ui, desk.tell(&StatusText::SecondsLeft.with([fixed(f64::from(left_s), 0).into()]))));
    }
    if job.can_cancel {
        let text = RichText::new(desk.say(if job.keeps_best { StatusText::Stop } else { StatusText::Cancel }))
            .size(theme::TYPE_SMALL);
        if ui.add(Button::new(text).small()).clicked() {
            desk.project_command(ProjectCommand::CancelJob);
        }
    }
    ui.separator();
}

/// What the tool expects next, then the last thing done: a click on that lists all messages.
fn hint_ui(ui: &mut Ui, desk: &mut Desk) {
    if let Some(hint) = &desk.view.hint {
        ui.add(egui::Label::new(RichText::new(desk.tell(hint)).size(theme::TYPE_SMALL)).truncate());
    }
    let last = desk.session.notices().last_done();
    let Some(text) = last.map(|notice| desk.tell(&notice.message)) else { return };
    if desk.view.hint.is_some() {
        ui.separator();
    }
    if ui.add(egui::Label::new(small(ui, text)).truncate().sense(egui::Sense::click())).clicked() {
        desk.view_command(ViewCommand::Dialog(DialogKind::Messages));
    }
}

#[cfg(test)]
mod tests {
    use super::rounded_scale;

    #[test]
    fn a_scale_has_three_digits() {
        assert_eq!(rounded_scale(4_987.3), 4_990.0);
        assert_eq!(rounded_scale(123_456.0), 123_000.0);
        assert_eq!(rounded_scale(87.4), 87.0);
        assert_eq!(rounded_scale(f64::NAN), 1.0);
    }
}
