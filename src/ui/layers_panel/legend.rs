//! Land classes of a land-use layer, largest first: counted once a layer, not once a frame.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Ui;

use crate::base::{BaseLayer, LayerId, land_class};
use crate::i18n::{Language, area_ha, area_mu, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{land_class_swatch_ui, quiet_button, small};

/// Rows shown before the rest is asked for.
const FIRST_ROWS: usize = 8;
/// Fields that hold the class code, by dialect.
const CODE_FIELDS: &[&str] = &["DLBM", "地类编码"];

texts! {
    LegendText {
        More: "另有 {0} 类", "{0} more classes";
        Fewer: "收起", "Fewer";
    }
}

/// Legends of the layers seen so far.
#[derive(Default)]
pub struct Legends {
    layers: BTreeMap<LayerId, (Arc<BaseLayer>, Vec<ClassRow>)>,
    unfolded: bool,
}

struct ClassRow {
    code: String,
    area_m2: f64,
}

impl Legends {
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, layer: &Arc<BaseLayer>) {
        let known = self.layers.get(&layer.id).is_some_and(|(known, _)| Arc::ptr_eq(known, layer));
        if !known {
            self.layers.insert(layer.id, (layer.clone(), class_rows(layer)));
        }
        let Some((_, rows)) = self.layers.get(&layer.id) else { return };
        let shown = if self.unfolded { rows.len() } else { FIRST_ROWS };
        for row in rows.iter().take(shown) {
            row_ui(ui, desk, row);
        }
        if rows.len() > FIRST_ROWS {
            ui.horizontal(|ui| {
                ui.add_space(theme::SPACE_5);
                let more = LegendText::More;
                let text = match self.unfolded {
                    true => desk.say(LegendText::Fewer).to_owned(),
                    false => desk.tell(&crate::i18n::Text::with(more, [(rows.len() - FIRST_ROWS).into()])),
                };
                if quiet_button(ui, &text).clicked() {
                    self.unfolded = !self.unfolded;
                }
            });
        }
    }
}

fn row_ui(ui: &mut Ui, desk: &Desk, row: &ClassRow) {
    let name = land_class(&row.code).map_or(row.code.as_str(), |class| match desk.language() {
        Language::Chinese => class.name_zh.as_str(),
        Language::English => class.name_en.as_str(),
    });
    ui.horizontal(|ui| {
        ui.set_height(20.0);
        ui.add_space(theme::SPACE_5 + theme::SPACE_3);
        land_class_swatch_ui(ui, &row.code, desk.view.full_colours);
        let areas = format!(
            "{} {name}\n{}   {}",
            row.code,
            area_mu(row.area_m2, desk.language()),
            area_ha(row.area_m2, desk.language())
        );
        ui.add(egui::Label::new(small(ui, name)).truncate()).on_hover_text(areas);
    });
}

/// Classes of the layer with their gross areas, largest first; the code decides between equals.
fn class_rows(layer: &BaseLayer) -> Vec<ClassRow> {
    let Some(column) = layer.columns.find_any(CODE_FIELDS) else { return Vec::new() };
    let mut areas: BTreeMap<String, f64> = BTreeMap::new();
    for (feature, area_m2) in layer.areas_m2.iter().enumerate() {
        // Codes may be stored as numbers, too.
        let code = column.get(feature).display();
        match areas.get_mut(&code) {
            Some(area) => *area += area_m2,
            None if code.is_empty() => {}
            None => drop(areas.insert(code, *area_m2)),
        }
    }
    let mut rows: Vec<ClassRow> = areas.into_iter().map(|(code, area_m2)| ClassRow { code, area_m2 }).collect();
    rows.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
    rows
}
