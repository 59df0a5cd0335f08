//! A menu of all kinds of measures, each with its colour on the map.

use egui::{ComboBox, Id, Rect, Response, Sense, Ui, vec2};

use crate::design::MeasureKind;
use crate::i18n::Language;
use crate::theme;
use crate::ui::style::color32;

/// Shows the kind, named by a label; returns another one that was chosen.
pub fn kind_menu_ui(ui: &mut Ui, label: Id, kind: MeasureKind, language: Language) -> Option<MeasureKind> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        measure_swatch_ui(ui, kind);
        let menu = ComboBox::from_id_salt(label).width(ui.available_width()).selected_text(kind.title(language));
        let shown = menu.height(MENU_HEIGHT).show_ui(ui, |ui| {
            for &other in MeasureKind::ALL {
                ui.horizontal(|ui| {
                    measure_swatch_ui(ui, other);
                    if ui.selectable_label(other == kind, other.title(language)).clicked() && other != kind {
                        chosen = Some(other);
                    }
                });
            }
        });
        shown.response.labelled_by(label);
    });
    chosen
}

/// All kinds without scrolling.
const MENU_HEIGHT: f32 = 520.0;

/// A square as measures of a kind are drawn.
pub fn measure_swatch_ui(ui: &mut Ui, kind: MeasureKind) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(theme::SPACE_4, theme::SPACE_4), Sense::hover());
    let colour = color32(theme::measure_colour(kind.key()));
    let square = Rect::from_center_size(rect.center(), vec2(theme::SPACE_3, theme::SPACE_3));
    ui.painter().rect_filled(square, 2.0, colour.gamma_multiply(theme::MEASURE_FILL_OPACITY));
    let outline = egui::Stroke::new(theme::MEASURE_OUTLINE, colour);
    ui.painter().rect_stroke(square, 2.0, outline, egui::StrokeKind::Inside);
    response
}
