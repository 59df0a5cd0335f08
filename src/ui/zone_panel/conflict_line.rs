//! One line of the card: what is overlapped, how badly, how much, and what can be done about it.

use std::sync::Arc;

use egui::{Align, Button, Layout, Rect, Response, RichText, Sense, Ui, UiBuilder, vec2};
use geo::MultiPolygon;

use crate::base::Role;
use crate::checks::{ConflictLine, Severity, standard_pack};
use crate::command::{EditCommand, ViewCommand};
use crate::design::{Zone, ZoneId};
use crate::i18n::common::CommonText;
use crate::i18n::{Explain, Text, count, fixed, signed, texts};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{
    SeverityText, divider_ui, figure_ui, severity_colours, severity_mark_ui, small, strong, unless_verified,
};
use crate::ui::{Desk, fonts};
use crate::units::{hectares_from_m2, mu_from_m2};

texts! {
    LineText {
        Facts: "{0} • {1} 处 • {2} 公顷", "{0} • {1:place|places} • {2} ha";
        Inside: "{0} • 界内 • {1} 处 • {2} 公顷", "{0} • inside • {1:place|places} • {2} ha";
        ShortFacts: "{0} 处 • {1} 公顷", "{0:place|places} • {1} ha";
        ShortInside: "界内 • {0} 处 • {1} 公顷", "inside • {0:place|places} • {1} ha";
        Trim: "裁掉 −{0} 亩", "Trim off −{0} mu";
        Locate: "定位", "Locate";
        TrimSays: "裁去与{0}重叠的部分：{1} → {2} 亩（{3} 亩）。一步可撤销。", "Cuts off what overlaps {0}: {1} → {2} mu ({3} mu). One step to undo.";
        Source: "{0}与片区重叠的土地；同类图斑重叠处只计一次。\n各图斑之和 {1} m²，平面面积 {2} m²；CGCS2000 椭球面积，数据时点 {3}。点击可缩放到这些地块。", "Land of the zone under {0}; where features overlap, it counts once.\nSum over features {1} m², planar {2} m²; ellipsoidal on CGCS2000, data of {3}. Click to zoom to the patches.";
    }
}

/// Height of the small line under the title, points.
const FACTS_HEIGHT: f32 = 18.0;

/// What all lines of a card share.
#[derive(Clone, Copy)]
pub struct LineContext {
    pub zone: ZoneId,
    /// The figures can't be trusted now.
    pub grey: bool,
    /// A hand holds the zone: nothing lights up or explains itself under it.
    pub dragging: bool,
}

/// What trimming would do: worked out once, when first asked for.
pub struct TrimPreview {
    /// Another zone object means that the preview is stale.
    zone: Arc<Zone>,
    role: Role,
    says: String,
    /// What is left of the zone; `None` where it can't be trimmed.
    left: Option<Arc<MultiPolygon<f64>>>,
}

pub fn conflict_line_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    preview: &mut Option<TrimPreview>,
    context: LineContext,
    line: &ConflictLine,
    difference_m2: Option<f64>,
) {
    divider_ui(ui);
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(line.role).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.add_space(theme::SPACE_2 + 2.0);
            title_ui(ui, desk, context, line);
            facts_ui(ui, desk, line, difference_m2);
            ui.add_space(theme::SPACE_2);
            indented(ui, |ui| buttons_ui(ui, desk, preview, context, line));
            ui.add_space(theme::SPACE_2 + 2.0);
        })
        .response;
    let over_whole_width = Rect::from_x_y_ranges(ui.clip_rect().x_range(), response.rect.y_range());
    let palette = palette(ui);
    let fill = match (line.severity, response.contains_pointer() && !context.dragging) {
        (Severity::Forbidden, _) => Some(severity_colours(palette, line.severity).ground),
        (_, true) => Some(palette.window),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().set(ground, egui::Shape::rect_filled(over_whole_width, 0.0, color32(fill)));
    }
    let role = line.role.message();
    let source = LineText::Source.with([
        role.into(),
        fixed(line.sum_m2, 2).into(),
        fixed(line.planar_m2, 2).into(),
        data_dates(desk, line.role).into(),
    ]);
    let response = if context.dragging { response } else { response.on_hover_text_at_pointer(desk.tell(&source)) };
    if response.clicked() {
        desk.view_command(ViewCommand::ZoomToConflicts { zone: context.zone, role: line.role });
    }
}

/// Data dates of the layers of a role; a dash for one that does not state its date.
fn data_dates(desk: &Desk, role: Role) -> String {
    let layers = desk.project().into_iter().flat_map(|project| project.present_layers());
    let mut dates: Vec<&str> = layers
        .filter(|layer| layer.role == role)
        .map(|layer| layer.provenance.data_date.as_deref().unwrap_or("—"))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates.join(", ")
}

fn title_ui(ui: &mut Ui, desk: &Desk, context: LineContext, line: &ConflictLine) {
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT);
        severity_mark_ui(ui, line.severity);
        let grey = context.grey.then(|| color32(palette(ui).secondary));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mu = fixed(mu_from_m2(line.area_m2), 2);
            figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_FIGURE, grey);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(strong(line.role.title(desk.language()))).truncate());
            });
        });
    });
}

fn facts_ui(ui: &mut Ui, desk: &Desk, line: &ConflictLine, difference_m2: Option<f64>) {
    let word = SeverityText::from(line.severity).plain();
    let rule = standard_pack().zone_rule(line.role);
    let word = rule.map_or(word.clone(), |rule| unless_verified(rule, word));
    let (text, short) = match line.role {
        Role::UrbanDevelopmentBoundary => (LineText::Inside, LineText::ShortInside),
        _ => (LineText::Facts, LineText::ShortFacts),
    };
    let hectares = fixed(hectares_from_m2(line.area_m2), 2);
    let short = short.with([count(line.features).into(), hectares.clone().into()]);
    let facts = text.with([word.into(), count(line.features).into(), hectares.into()]);
    // As high as its text: a row of a layout would take the height of a button.
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), FACTS_HEIGHT), Sense::hover());
    let under_title = Rect::from_min_max(row.min + vec2(theme::SPACE_5, 0.0), row.max);
    let right_to_left = UiBuilder::new().max_rect(under_title).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(right_to_left, |ui| {
        if let Some(difference_m2) = difference_m2 {
            difference_ui(ui, line.severity, difference_m2);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            // Beside a difference the severity, which the mark shows as well, gives way before a figure would be cut.
            let whole = small(ui, desk.tell(&facts));
            let text = if fits(ui, &whole) { whole } else { small(ui, desk.tell(&short)) };
            ui.add(egui::Label::new(text).truncate());
        });
    });
}

/// Whether a text has room in the rest of its line.
fn fits(ui: &Ui, text: &RichText) -> bool {
    let galley = egui::WidgetText::from(text.clone()).into_galley(
        ui,
        Some(egui::TextWrapMode::Extend),
        0.0,
        egui::TextStyle::Body,
    );
    galley.size().x <= ui.available_width()
}

/// More of what is protected is bad news in the colour of the severity, less is good news.
fn difference_ui(ui: &mut Ui, severity: Severity, difference_m2: f64) {
    let palette = palette(ui);
    let colour = match severity {
        Severity::Forbidden | Severity::Procedure if difference_m2 > 0.0 => palette.forbidden.mark,
        Severity::Forbidden | Severity::Procedure if difference_m2 < 0.0 => palette.satisfied.mark,
        _ => palette.secondary,
    };
    let text = signed(mu_from_m2(difference_m2), 2);
    ui.label(RichText::new(text).font(fonts::bold(theme::TYPE_SMALL)).color(color32(colour)));
}

fn buttons_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    preview: &mut Option<TrimPreview>,
    context: LineContext,
    line: &ConflictLine,
) {
    let small_button = |text: String| {
        Button::new(RichText::new(text).size(theme::TYPE_SMALL)).min_size(vec2(0.0, theme::CONTROL_HEIGHT))
    };
    let can_edit = desk.project().is_some_and(|project| !project.read_only());
    if line.severity != Severity::Information && can_edit {
        let amount = fixed(mu_from_m2(line.area_m2), 2);
        let trim = ui.add(small_button(desk.tell(&LineText::Trim.with([amount.into()]))));
        let trim = trim_preview_ui(trim, desk, preview, context, line.role);
        // The line goes with its overlap, and the next layer's takes its place: the second click of a double one would trim that too.
        if trim.clicked() && !trim.double_clicked() && !trim.triple_clicked() {
            desk.edit(EditCommand::Trim { zone: context.zone, role: line.role });
        }
    }
    if ui.add(small_button(desk.say(LineText::Locate).to_owned())).clicked() {
        desk.view_command(ViewCommand::ZoomToConflicts { zone: context.zone, role: line.role });
    }
}

/// Under the pointer or the keyboard: the size of the zone before and after, and on the map what is left of it.
fn trim_preview_ui(
    button: Response,
    desk: &mut Desk,
    preview: &mut Option<TrimPreview>,
    context: LineContext,
    role: Role,
) -> Response {
    if !button.hovered() && !button.has_focus() {
        return button;
    }
    let Some(project) = desk.project() else { return button };
    let Some(zone) = project.document().zone(context.zone) else { return button };
    let known = preview.as_ref().is_some_and(|known| Arc::ptr_eq(&known.zone, zone) && known.role == role);
    if !known && let Some(conflicts) = project.conflicts() {
        let mut left = None;
        let says = match conflicts.trim(&zone.shape.0, role) {
            Ok(trimmed) => {
                let (before, after) = (mu_from_m2(trimmed.area_before_m2), mu_from_m2(trimmed.area_after_m2));
                let figures = [fixed(before, 2).into(), fixed(after, 2).into(), signed(after - before, 2).into()];
                let [before, after, difference] = figures;
                left = Some(Arc::new(trimmed.shape));
                desk.tell(&LineText::TrimSays.with([role.message().into(), before, after, difference]))
            }
            Err(problem) => desk.tell(&problem.message()),
        };
        *preview = Some(TrimPreview { zone: zone.clone(), role, says, left });
    }
    match preview {
        Some(preview) => {
            desk.view.previewed = preview.left.clone();
            button.on_hover_text(&preview.says)
        }
        None => button,
    }
}

/// Under the title, not under the mark.
fn indented(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(theme::SPACE_5);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), Layout::left_to_right(Align::Center), content);
    });
}
