//! The figures that are always to be seen, in one row below the map: what is wrong, the quota, the money, the key figures of the
//! review form. What the last step changed, or the drag that is under way, carries its difference until the next one. A click
//! opens the page that a figure comes from.

use egui::{Color32, Sense, Ui, vec2};

use super::panel::STALE_OPACITY;
use super::strip_figures::{Figure, Source, figures};
use crate::assessment::Assessment;
use crate::command::ViewCommand;
use crate::i18n::texts;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, elided, small};
use crate::ui::{Desk, fonts, icons};

texts! {
    StripText {
        Open: "表格与图表", "Tables and charts";
        OpenSays: "F7", "F7";
        Preparing: "正在准备指标…", "Preparing the figures…";
        Changed: "Δ 是与上一步之前（拖动时与拖动前）之差", "Δ is the difference to before the last step, or to before the drag";
    }
}

const GAP: f32 = 12.0;
const LINE: f32 = 17.0;

pub(super) fn strip_ui(ui: &mut Ui, desk: &mut Desk, assessment: Option<&Assessment>, is_current: bool) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let icon = if desk.view.drawer_open { icons::CARET_DOWN } else { icons::CARET_UP };
        let open = IconButton::new(icon, desk.say(StripText::Open)).detail(desk.say(StripText::OpenSays)).small();
        if ui.add(open).clicked() {
            desk.view_command(ViewCommand::ToggleDrawer);
        }
        if !is_current {
            ui.multiply_opacity(STALE_OPACITY);
        }
        let Some(assessment) = assessment else {
            ui.label(small(ui, desk.say(StripText::Preparing)));
            return;
        };
        let before = desk.session.assessment_before().map(AsRef::as_ref);
        for figure in figures(desk, assessment, before) {
            // What does not fit is on its page; half a figure would be worse than none.
            if !figure_ui(ui, desk, &figure) {
                break;
            }
        }
    });
}

/// Draws one figure: its words and what changed it above, itself with its unit below; the change is below too where it has no room above.
/// Returns whether there was room for it.
fn figure_ui(ui: &mut Ui, desk: &mut Desk, figure: &Figure) -> bool {
    let palette = palette(ui);
    let (text, quiet) = (color32(palette.text), color32(palette.secondary));
    let painter = ui.painter().clone();
    let galley = |text: &str, font, colour| elided(&painter, text, font, colour, f32::INFINITY);
    let colour = |change: f64| -> Color32 {
        match change {
            change if change > 0.0 => color32(palette.satisfied.mark),
            change if change < 0.0 => color32(palette.forbidden.mark),
            _ => text,
        }
    };
    let caption = galley(desk.say(figure.caption), fonts::regular(theme::TYPE_SMALL), quiet);
    let change = figure.change.as_ref().map(|change| {
        let words = format!("Δ{}", change.text);
        galley(&words, fonts::bold(theme::TYPE_SMALL), colour(change.better))
    });
    let value = galley(&figure.text, fonts::bold(theme::TYPE_BODY), text);
    let unit = galley(figure.unit, fonts::regular(theme::TYPE_SMALL), quiet);
    let unit_gap = if figure.unit.is_empty() { 0.0 } else { 3.0 };
    let (above, below) = (caption.size().x, value.size().x + unit_gap + unit.size().x);
    let beside = change.as_ref().map_or(0.0, |change| theme::SPACE_1 + change.size().x);
    let room = ui.available_width();
    let changes_above = (above + beside).max(below) <= room;
    let width = if changes_above { (above + beside).max(below) } else { above.max(below + beside) };
    if width > room {
        return false;
    }
    let (place, response) = ui.allocate_exact_size(vec2(width, 2.0 * LINE), Sense::click());
    let mut name = format!("{} {} {}", desk.say(figure.caption), figure.text, figure.unit);
    if let Some(change) = &figure.change {
        name = format!("{name} Δ {}", change.text);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.trim_end()));
    let ground = match (&change, response.hovered() || response.has_focus()) {
        (_, true) => Some(palette.raised),
        (Some(_), false) => Some(palette.selection_ground),
        (None, false) => None,
    };
    if let Some(ground) = ground {
        painter.rect_filled(place.expand2(vec2(theme::SPACE_1, 0.0)), theme::RADIUS, color32(ground));
    }
    let (left, middle) = (place.left(), place.center().y);
    painter.galley(egui::pos2(left, middle - caption.size().y), caption, quiet);
    if let Some(change) = change {
        let (before, top) = if changes_above { (above, middle - change.size().y) } else { (below, middle + 1.0) };
        painter.galley(egui::pos2(left + before + theme::SPACE_1, top), change, text);
    }
    let value_width = value.size().x;
    painter.galley(egui::pos2(left, middle - 1.0), value, text);
    painter.galley(egui::pos2(left + value_width + unit_gap, middle + 1.0), unit, quiet);
    let mut says = desk.say(figure.says).to_owned();
    if figure.change.is_some() {
        says = format!("{says}\n{}", desk.say(StripText::Changed));
    }
    if response.on_hover_text(says).clicked() {
        match figure.source {
            Source::Issues => desk.view_command(ViewCommand::Issues),
            Source::Page(tab) => {
                desk.view.drawer_open = true;
                desk.view.drawer_tab = tab;
            }
        }
    }
    true
}
