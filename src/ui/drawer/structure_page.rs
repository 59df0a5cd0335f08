//! Land use before and after 整治前后土地利用结构对比表 (T2), and the transition matrix 转移矩阵 behind it.

use std::sync::Arc;

use egui::Ui;

use super::segments::segments_ui;
use super::table::{Cell, Column, Tone, table_ui};
use super::transition_table::{outlined_text, transition_table_ui};
use crate::assessment::Assessment;
use crate::base::land_class;
use crate::i18n::common::CommonText;
use crate::i18n::{Language, Text, fixed, signed, texts};
use crate::indicators::{Structure, StructureRow};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{divider_ui, small};
use crate::units::mu_from_m2;

texts! {
    StructureText {
        Before: "整治前（亩）", "Before (mu)";
        After: "整治后（亩）", "After (mu)";
        Share: "比例（%）", "Share (%)";
        Change: "增减（亩）", "Change (mu)";
        Class: "地类", "Class";
        Agricultural: "农用地", "Agricultural land";
        Construction: "建设用地", "Construction land";
        Unused: "未利用地", "Unused land";
        Total: "合计", "Total";
        Unclassed: "（无地类）", "(no class)";
        Gross: "椭球毛面积，全部地类图斑", "gross ellipsoidal area, all land-use parcels";
        Residual: "行列合计残差 {0} m²", "rows and columns close within {0} m²";
        Comparison: "结构对比", "Before and after";
        Transition: "转移矩阵", "Transitions";
    }
}

/// The page of land-use structure.
pub(super) struct StructurePage {
    view: StructureText,
}

impl Default for StructurePage {
    fn default() -> Self {
        Self { view: StructureText::Comparison }
    }
}

impl StructurePage {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>) {
        ui.horizontal(|ui| {
            ui.set_height(theme::ICON_BUTTON);
            segments_ui(ui, desk, &[StructureText::Comparison, StructureText::Transition], &mut self.view);
            let residual = StructureText::Residual.with([fixed(assessment.transition.residual_m2, 3).into()]);
            let mut note = format!("{}  •  {}", desk.say(StructureText::Gross), desk.tell(&residual));
            if let Some(outlined) = outlined_text(desk, assessment) {
                note = format!("{}  •  {note}", desk.tell(&outlined));
            }
            ui.add(egui::Label::new(small(ui, note)).truncate());
        });
        divider_ui(ui);
        match self.view {
            StructureText::Transition => transition_table_ui(ui, desk, assessment),
            _ => comparison_ui(ui, desk, &assessment.structure),
        }
    }
}

/// A class by its code and its name.
pub(super) fn class_name(desk: &Desk, code: &str) -> String {
    match (land_class(code), desk.language()) {
        (_, _) if code.is_empty() => desk.say(StructureText::Unclassed).to_owned(),
        (Some(class), Language::Chinese) => format!("{code} {}", class.name_zh),
        (Some(class), Language::English) => format!("{code} {}", class.name_en),
        (None, _) => code.to_owned(),
    }
}

/// One line of the table: its words and its figures.
struct Line<'a> {
    name: String,
    row: &'a StructureRow,
    tone: Tone,
}

/// First-level classes, each followed by its own; then the three great classes and all land.
fn lines<'a>(desk: &Desk, structure: &'a Structure) -> Vec<Line<'a>> {
    let there = |row: &&StructureRow| row.before_m2 > 0.0 || row.after_m2 > 0.0;
    let level1_of = |code: &str| land_class(code).map_or("—", |class| class.level1.as_str()).to_owned();
    let mut lines = Vec::new();
    for sum in structure.level1.iter().filter(there) {
        lines.push(Line { name: sum.name.clone(), row: sum, tone: Tone::Strong });
        let own = structure.classes.iter().filter(there).filter(|row| level1_of(&row.name) == sum.name);
        lines.extend(own.map(|row| Line {
            name: format!("    {}", class_name(desk, &row.name)),
            row,
            tone: Tone::Plain,
        }));
    }
    let groups = [StructureText::Agricultural, StructureText::Construction, StructureText::Unused];
    for (group, row) in groups.into_iter().zip(&structure.groups) {
        lines.push(Line { name: desk.say(group).to_owned(), row, tone: Tone::Strong });
    }
    lines.push(Line { name: desk.say(StructureText::Total).to_owned(), row: &structure.total, tone: Tone::Strong });
    lines
}

fn comparison_ui(ui: &mut Ui, desk: &Desk, structure: &Structure) {
    let say = |text: StructureText| desk.say(text);
    let columns = [
        Column::text(say(StructureText::Class), 168.0),
        Column::figure(say(StructureText::Before), 112.0),
        Column::figure(say(StructureText::Share), 76.0),
        Column::figure(say(StructureText::After), 112.0),
        Column::figure(say(StructureText::Share), 76.0),
        Column::figure(say(StructureText::Change), 104.0),
    ];
    let lines = lines(desk, structure);
    table_ui(ui, "structure", &columns, lines.len(), |row, column| {
        let Line { name, row, tone } = &lines[row];
        let mu = |area_m2: f64| fixed(mu_from_m2(area_m2), 2);
        let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| fixed(share * 100.0, 2));
        let text = match column {
            0 => name.clone(),
            1 => mu(row.before_m2),
            2 => share(row.share_before),
            3 => mu(row.after_m2),
            4 => share(row.share_after),
            _ => signed(mu_from_m2(row.change_m2()), 2),
        };
        let is_quiet = column == 5 && row.change_m2() == 0.0;
        let says = if column == 0 { String::new() } else { in_hectares(desk, column, row) };
        Cell::new(text).toned(if is_quiet { Tone::Quiet } else { *tone }).saying(says)
    });
}

/// The same area in hectares, on hover.
fn in_hectares(desk: &Desk, column: usize, row: &StructureRow) -> String {
    let area_m2 = match column {
        1 => row.before_m2,
        3 => row.after_m2,
        5 => row.change_m2(),
        _ => return String::new(),
    };
    format!("{} {}", fixed(area_m2 / crate::units::M2_PER_HECTARE, 4), desk.say(CommonText::Hectares))
}
