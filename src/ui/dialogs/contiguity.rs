//! What counts as lying together: the figures of the project, and beside them how much hangs on the gap.

use egui::{DragValue, Grid, Label, Ui};

use super::gap_curve::GapCurveTable;
use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::base::land_class;
use crate::command::{EditCommand, WhyNot};
use crate::contiguity::Setting;
use crate::i18n::{Language, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{divider_ui, section_ui, small};

texts! {
    ContiguityText {
        Title: "连片判定", "Contiguity";
        Says: "耕地图斑相隔不超过这个间隔、相对的边够长，就算连成一片；隔断的地类和村庄核心把田块断开。没有标准规定这些数字，它们是项目的约定：所有方案共用，每份成果都会写明。",
            "Fields lie together up to this gap where they face each other long enough; the classes below and village cores break them. No standard states these figures: they are the project's choice, shared by its schemes and printed in every report.";
        Gap: "间隔不超过", "Gap up to";
        Facing: "相对不短于", "Facing at least";
        Core: "村庄核心不小于", "Village cores from";
        Metres: " m", " m";
        Mu: " 亩", " mu";
        Barriers: "隔断的地类", "Classes that break a field";
        Apply: "采用", "Apply";
        OutOfRange: "间隔须在 0 至 100 m 之间，其余数字须大于零。", "The gap must lie between 0 and 100 m, the other figures above zero.";
    }
}

/// Classes that are offered as barriers: railway, rail transit, road, country road, river, ditch.
const OFFERED: [&str; 6] = ["1001", "1002", "1003", "1006", "1101", "1107"];

/// What is being set.
pub struct ContiguityDialog {
    draft: Setting,
    curve: GapCurveTable,
}

impl ContiguityDialog {
    /// `None` without a project.
    pub fn new(desk: &Desk) -> Option<Self> {
        let draft = desk.project()?.document().settings().contiguity.clone();
        Some(Self { draft, curve: GapCurveTable::default() })
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) -> Outcome {
        let title = desk.say(ContiguityText::Title);
        let outcome = sheet_ui(context, desk, title, 620.0, |ui, desk| {
            ui.add(Label::new(small(ui, desk.say(ContiguityText::Says))).wrap());
            ui.add_space(theme::SPACE_3);
            self.figures_ui(ui, desk);
            section_ui(ui, desk.say(ContiguityText::Barriers));
            self.barriers_ui(ui, desk);
            ui.add_space(theme::SPACE_3);
            divider_ui(ui);
            if let Some(gap_m) = self.curve.ui(ui, desk, &self.draft) {
                self.draft.gap_m = gap_m;
            }
            let read_only = desk.project().is_some_and(|project| project.read_only());
            let why_not = if read_only {
                Some(desk.say(WhyNot::ReadOnly))
            } else {
                (!self.draft.is_sound()).then(|| desk.say(ContiguityText::OutOfRange))
            };
            Buttons::Verb { text: desk.say(ContiguityText::Apply), why_not: why_not.map(str::to_owned) }
        });
        if outcome == Outcome::Accepted {
            desk.edit(EditCommand::SetContiguity(self.draft.clone()));
        }
        if outcome != Outcome::Open {
            self.curve.give_up();
        }
        outcome
    }

    fn figures_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        use ContiguityText as T;
        let Setting { gap_m, facing_m, village_core_mu, .. } = &mut self.draft;
        let rows = [
            (T::Gap, T::Metres, 0.0..=Setting::MOST_GAP_M, gap_m),
            (T::Facing, T::Metres, 0.5..=Setting::MOST_GAP_M, facing_m),
            (T::Core, T::Mu, 1.0..=1000.0, village_core_mu),
        ];
        Grid::new("contiguity figures").num_columns(2).spacing([theme::SPACE_4, theme::SPACE_2]).show(ui, |ui| {
            for (name, unit, range, figure) in rows {
                let label = ui.label(desk.say(name));
                let field = DragValue::new(figure).range(range).speed(0.5).max_decimals(1).suffix(desk.say(unit));
                ui.add_sized([96.0, theme::CONTROL_HEIGHT], field).labelled_by(label.id);
                ui.end_row();
            }
        });
    }

    fn barriers_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let language = desk.language();
        let mut codes: Vec<String> = OFFERED.map(str::to_owned).into();
        codes.extend(self.draft.barriers.iter().filter(|code| !OFFERED.contains(&code.as_str())).cloned());
        ui.horizontal_wrapped(|ui| {
            for code in codes {
                let name = land_class(&code).map_or("", |class| match language {
                    Language::Chinese => class.name_zh.as_str(),
                    Language::English => class.name_en.as_str(),
                });
                let mut breaks = self.draft.barriers.contains(&code);
                if ui.checkbox(&mut breaks, format!("{code} {name}")).changed() {
                    if breaks {
                        self.draft.barriers.insert(code);
                    } else {
                        self.draft.barriers.remove(&code);
                    }
                }
            }
        });
    }
}
