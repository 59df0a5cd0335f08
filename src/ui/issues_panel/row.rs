//! One verdict as a row of two lines: how grave and which rule, whose and by how much.

use egui::{Align, Id, Label, Layout, Rect, Response, RichText, Sense, Shape, Ui, UiBuilder, vec2};

use crate::checks::{Quantity, Status, Verdict};
use crate::command::ViewCommand;
use crate::i18n::{Text, texts};
use crate::session::OpenProject;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{
    divider_ui, satisfied_mark_ui, severity_colours, severity_mark_ui, small, strong, text_width, unless_verified,
};
use crate::ui::{Desk, fonts};

texts! {
    RowText {
        Spoken: "{0}，{1}，{2}，{3}", "{0}, {1}, {2}, {3}";
    }
}

/// Height of a row, points.
pub(super) const ROW_HEIGHT: f32 = 56.0;
const LINE_HEIGHT: f32 = 20.0;

/// The widget of a verdict's row.
pub(super) fn row_id(verdict: &str) -> Id {
    Id::unique(("issue", verdict))
}

/// Whether what a verdict says is not of the design as it is on the screen: it is greyed then.
pub(super) fn is_stale(project: &OpenProject, verdict: &Verdict) -> bool {
    let rests_on_overlay = |quantity| matches!(quantity, Quantity::OverlayRateBefore | Quantity::OverlayRateAfter);
    let overlay_is_current = project.assessment().is_none_or(|assessment| assessment.overlay_is_current);
    !project.assessment_is_current()
        || (!overlay_is_current && verdict.rule.relation.quantities().any(rests_on_overlay))
}

/// Draws a row; a click on it (or Enter while it has the keyboard) is the caller's to follow.
pub(super) fn row_ui(ui: &mut Ui, desk: &Desk, verdict: &Verdict, selected: bool, grey: bool) -> Response {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let response = ui.interact(rect, row_id(&verdict.id), Sense::click());
    let title = desk.tell(&verdict.rule.message());
    let scheme = desk.project().map(|project| project.document().current_scheme());
    let subject = scheme.map(|scheme| verdict.subject.message(&verdict.name, scheme));
    let subject = subject.map(|subject| desk.tell(&subject)).unwrap_or_default();
    let status = desk.tell(&verdict.status.message());
    let slack = desk.tell(&unless_verified(&verdict.rule, verdict.slack_message()));
    let spoken = RowText::Spoken.with([
        title.as_str().into(),
        subject.as_str().into(),
        slack.as_str().into(),
        status.as_str().into(),
    ]);
    let spoken = desk.tell(&spoken);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &spoken));
    let palette = palette(ui);
    let across = Rect::from_x_y_ranges(ui.clip_rect().x_range(), rect.y_range());
    if selected {
        ui.painter().add(Shape::rect_filled(across, 0.0, color32(palette.selection_ground)));
    } else if response.contains_pointer() || response.has_focus() {
        ui.painter().add(Shape::rect_filled(across, 0.0, color32(palette.window)));
    }
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, theme::SPACE_2))));
    inside.spacing_mut().item_spacing.y = 0.0;
    inside.horizontal(|ui| {
        ui.set_height(LINE_HEIGHT);
        if verdict.finding.holds {
            satisfied_mark_ui(ui);
        } else {
            severity_mark_ui(ui, verdict.rule.severity());
        }
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            ui.label(small(ui, status));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(strong(title)).truncate());
            });
        });
    });
    inside.horizontal(|ui| {
        ui.set_height(LINE_HEIGHT);
        ui.add_space(theme::SPACE_5);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let colour = match verdict.status {
                _ if grey => palette.secondary,
                Status::New | Status::Existing => severity_colours(palette, verdict.rule.severity()).mark,
                _ => palette.secondary,
            };
            let slack = RichText::new(slack).font(fonts::bold(theme::TYPE_SMALL)).color(color32(colour));
            // A long figure leaves room for the name of its subject.
            let most = ui.available_width() * 0.7;
            ui.scope(|ui| {
                ui.set_max_width(most);
                ui.add(Label::new(slack).truncate());
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(small(ui, subject)).truncate());
            });
        });
    });
    response.on_hover_text(spoken)
}

/// Whether the title of a verdict is longer than its row: what unfolds says it in full then.
pub(super) fn title_is_cut(ui: &Ui, desk: &Desk, verdict: &Verdict) -> bool {
    let title = text_width(ui, desk.tell(&verdict.rule.message()), fonts::bold(theme::TYPE_BODY));
    let status = text_width(ui, desk.tell(&verdict.status.message()), fonts::regular(theme::TYPE_SMALL));
    title + status + theme::SPACE_5 + theme::SPACE_2 > ui.available_width()
}

/// The open verdicts that `filter` lets through as rows of a card; a click unfolds one in the issues tab.
pub fn verdict_rows_ui(ui: &mut Ui, desk: &mut Desk, filter: impl Fn(&Verdict) -> bool) {
    let Some(project) = desk.project() else { return };
    let Some(assessment) = project.assessment() else { return };
    let issues = super::open_issues(&assessment.judgement);
    for verdict in issues.into_iter().filter(|verdict| filter(verdict)) {
        divider_ui(ui);
        if row_ui(ui, desk, verdict, false, is_stale(project, verdict)).clicked() {
            desk.view.issue = Some(verdict.id.clone());
            desk.view_command(ViewCommand::Issues);
            super::locate(desk, verdict);
        }
    }
}
