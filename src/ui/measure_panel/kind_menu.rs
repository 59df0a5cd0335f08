//! A menu of all kinds of measures, each as the map draws it.

use egui::{ComboBox, Id, Ui};

use crate::design::MeasureKind;
use crate::i18n::Language;
use crate::ui::widgets::measure_swatch_ui;

/// Shows the kind, named by a label; returns another one that was chosen.
pub fn kind_menu_ui(ui: &mut Ui, label: Id, kind: MeasureKind, language: Language) -> Option<MeasureKind> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        measure_swatch_ui(ui, kind, language);
        let menu =
            ComboBox::from_id_salt(label).width(ui.available_width()).truncate().selected_text(kind.title(language));
        let shown = menu.height(MENU_HEIGHT).show_ui(ui, |ui| {
            for &other in MeasureKind::ALL {
                ui.horizontal(|ui| {
                    measure_swatch_ui(ui, other, language);
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
const MENU_HEIGHT: f32 = 620.0;
