//! Two schemes side by side: the figures that a meeting asks for with their differences, verdicts that only one of them has, and how
//! much land only one of them changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, ComboBox, Grid, Label, Layout, RichText, Ui};

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::assessment::{Assessment, Assessor};
use crate::checks::Verdict;
use crate::design::{Date, SchemeId};
use crate::i18n::common::CommonText;
use crate::i18n::{Message, Text, count, fixed, texts};
use crate::indicators::BlockSizes;
use crate::jobs::{Job, Outcome as JobOutcome};
use crate::theme;
use crate::ui::drawer::{Change, Figure, figures};
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, section_ui, small, strong};
use crate::ui::{Desk, fonts};
use crate::units::mu_from_m2;

texts! {
    SchemesText {
        Title: "对比方案", "Compare schemes";
        With: "对比", "with";
        Choose: "方案 {0}", "Scheme {0}";
        Working: "正在核算两个方案…", "Assessing both schemes…";
        NotReady: "数据还在准备，请稍候。", "The data are still being prepared; wait a moment.";
        Same: "选两个不同的方案。", "Choose two different schemes.";
        Difference: "差", "Difference";
        Blocks: "区域内 ≥{0} 亩连片", "Region, blocks ≥{0} mu";
        BlocksSays: "整治后，整治区域内这么大连片的耕地面积", "Farmland of the region in blocks of this size, after";
        TownshipBlocks: "全域 ≥{0} 亩连片", "All land, blocks ≥{0} mu";
        TownshipBlocksSays: "整治后，项目全部土地内这么大连片的耕地面积，含整治区域之外",
            "Farmland of all the project's land in blocks of this size, after, also outside the region";
        Simulated: "模拟目标值", "Objective of the simulation";
        SimulatedSays: "方案来自模拟时，它的目标值；上界见证书", "The objective where the scheme comes from a simulation; its bound is in the certificate";
        Measures: "措施", "Measures";
        MeasuresSays: "方案里的措施项数", "Number of measures in the scheme";
        Changed: "改变地类的土地", "Land that changes class";
        ChangedSays: "椭球面积", "Ellipsoidal area";
        Land: "土地差异", "Land that differs";
        LandOnly: "只有“{0}”改变：{1} 个图斑，{2} 亩", "Changed by \"{0}\" alone: {1:parcel|parcels}, {2} mu";
        LandBoth: "两个方案都改变：{0} 个图斑", "Changed by both: {0:parcel|parcels}";
        Verdicts: "结论差异", "Verdicts that differ";
        Only: "只有“{0}”未满足：{1} 项", "Open in \"{0}\" alone: {1}";
        AllAlike: "两个方案未满足的规则相同。", "The same verdicts are open in both.";
        More: "……另有 {0} 项", "… and {0} more";
    }
}

const WIDTH: f32 = 640.0;
/// Verdicts of a scheme that are named.
const MOST: usize = 6;
/// Sizes of blocks that have a row, mu.
const SIZES_MU: [f64; 4] = [100.0, 500.0, 1_000.0, 10_000.0];

/// What is known of a scheme.
struct Compared {
    assessment: Assessment,
    /// Blocks of all the land after it: a simulation may have changed land far from the zones.
    all_land: BlockSizes,
}

impl Compared {
    /// Farmland in blocks of at least so much, of the region and of all the land, mu.
    fn blocks_mu(&self, size_mu: f64) -> [f64; 2] {
        [&self.assessment.fields.1.sizes, &self.all_land].map(|sizes| {
            let large = sizes.at_least.iter().find(|blocks| blocks.mu == size_mu);
            large.map_or(0.0, |blocks| blocks.area_mu)
        })
    }
}

/// What the dialog remembers.
pub struct CompareSchemesDialog {
    chosen: [SchemeId; 2],
    working: Option<Job<[Compared; 2]>>,
    found: Option<Result<[Compared; 2], Message>>,
}

impl CompareSchemesDialog {
    /// The scheme in view beside the one that was made last, or the last two; `None` without a project.
    pub fn new(desk: &Desk) -> Option<Self> {
        let document = desk.project()?.document();
        let current = document.current_scheme().id;
        let others = document.schemes().iter().rev().map(|scheme| scheme.id).filter(|id| *id != current);
        let other = others.into_iter().next().unwrap_or(current);
        Some(Self { chosen: [other.min(current), other.max(current)], working: None, found: None })
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) -> Outcome {
        if let Some(outcome) = self.working.as_ref().and_then(Job::try_finish) {
            self.working = None;
            self.found = Some(match outcome {
                JobOutcome::Done(found) => Ok(found),
                JobOutcome::Panicked(text) => Err(Message::verbatim(text)),
            });
        }
        sheet_ui(context, desk, desk.say(SchemesText::Title), WIDTH, |ui, desk| {
            self.choices_ui(ui, desk);
            ui.add_space(theme::SPACE_2);
            match &self.found {
                Some(Ok(schemes)) => comparison_ui(ui, desk, schemes),
                Some(Err(why)) => drop(ui.add(Label::new(desk.tell(why)).wrap())),
                None => {
                    let text = match &self.working {
                        Some(_) => SchemesText::Working,
                        None if self.chosen[0] == self.chosen[1] => SchemesText::Same,
                        None => SchemesText::NotReady,
                    };
                    ui.label(small(ui, desk.say(text)));
                }
            }
            Buttons::Close
        })
    }

    fn choices_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let Some(project) = desk.project() else { return };
        let schemes = project.document().schemes();
        let name = |id: SchemeId| schemes.iter().find(|scheme| scheme.id == id).map_or("", |scheme| &scheme.name);
        let before = self.chosen;
        ui.horizontal(|ui| {
            for (place, chosen) in self.chosen.iter_mut().enumerate() {
                if place == 1 {
                    ui.label(small(ui, desk.say(SchemesText::With)));
                }
                let menu =
                    ComboBox::from_id_salt(("scheme", place)).width(200.0).selected_text(name(*chosen)).truncate();
                let shown = menu.show_ui(ui, |ui| {
                    for scheme in schemes {
                        ui.selectable_value(chosen, scheme.id, scheme.name.as_str());
                    }
                });
                let spoken = desk.tell(&SchemesText::Choose.with([(place + 1).into()]));
                shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
            }
        });
        if before != self.chosen || (self.working.is_none() && self.found.is_none()) {
            self.found = None;
            self.working = work(ui.ctx(), desk, self.chosen);
        }
    }
}

/// Assesses both on a thread of its own; `None` while the land is prepared, and for one and the same.
fn work(context: &egui::Context, desk: &Desk, chosen: [SchemeId; 2]) -> Option<Job<[Compared; 2]>> {
    let project = desk.project().filter(|_| chosen[0] != chosen[1])?;
    let (base, pack) = (Arc::clone(project.assessment_base()?), Arc::clone(project.rule_pack()));
    let scheme = |id| project.document().scheme(id).cloned();
    let schemes = [scheme(chosen[0])?, scheme(chosen[1])?];
    let context = context.clone();
    Some(Job::start(Arc::new(move || context.request_repaint()), move |_| {
        schemes.each_ref().map(|scheme| {
            let mut assessor = Assessor::new(Arc::clone(&base));
            let assessment = assessor.assess(scheme, &pack, Date::today(), false);
            Compared { assessment, all_land: assessor.sizes_of_all_land() }
        })
    }))
}

/// One figure of both schemes.
struct Row {
    title: String,
    says: String,
    unit: String,
    texts: [String; 2],
    change: Option<Change>,
}

fn comparison_ui(ui: &mut Ui, desk: &Desk, [one, other]: &[Compared; 2]) {
    let (first, second) = (&one.assessment, &other.assessment);
    let names = [first, second].map(|of| {
        let project = desk.project();
        project.and_then(|project| project.document().scheme(of.scheme)).map_or(String::new(), |of| of.name.clone())
    });
    table_ui(ui, desk, &names, &rows_of(desk, one, other));
    ui.add_space(theme::SPACE_2);
    divider_ui(ui);
    section_ui(ui, desk.say(SchemesText::Land));
    for line in land_lines(&names, first, second) {
        ui.label(small(ui, desk.tell(&line)));
    }
    section_ui(ui, desk.say(SchemesText::Verdicts));
    verdicts_ui(ui, desk, &names, [first, second]);
}

fn rows_of(desk: &Desk, one: &Compared, other: &Compared) -> Vec<Row> {
    let (first, second) = (&one.assessment, &other.assessment);
    let strip = |of: &Assessment, before: Option<&Assessment>| figures(desk, of, before);
    let mut rows: Vec<Row> = strip(first, None)
        .into_iter()
        .zip(strip(second, Some(first)))
        .map(|(first, second): (Figure, Figure)| Row {
            title: desk.say(second.caption).to_owned(),
            says: desk.say(second.says).to_owned(),
            unit: second.unit.to_owned(),
            texts: [first.text, second.text],
            change: second.change,
        })
        .collect();
    let number = |title: String, says, unit, values: [f64; 2], decimals, better: f64| Row {
        title,
        says: desk.say(says).to_owned(),
        unit,
        texts: values.map(|value| fixed(value, decimals)),
        change: Change::of(values[1] - values[0], decimals, better),
    };
    let mu = || desk.say(CommonText::Mu).to_owned();
    let mut blocks = |place: usize, title: SchemesText, says: SchemesText| {
        for size_mu in SIZES_MU {
            let values = [one, other].map(|of| of.blocks_mu(size_mu)[place]);
            // Sizes that neither reaches say nothing, but for the least: that there is none of it is said.
            if size_mu == SIZES_MU[0] || values != [0.0; 2] {
                let title = desk.tell(&title.with([fixed(size_mu, 0).into()]));
                rows.push(number(title, says, mu(), values, 2, 1.0));
            }
        }
    };
    blocks(0, SchemesText::Blocks, SchemesText::BlocksSays);
    if first.region.shape.is_some() || second.region.shape.is_some() {
        blocks(1, SchemesText::TownshipBlocks, SchemesText::TownshipBlocksSays);
    }
    let simulated = [first, second].map(|of| {
        let scheme = desk.project().and_then(|project| project.document().scheme(of.scheme));
        scheme.and_then(|scheme| scheme.simulation.as_ref()).map(|run| run.value_mu)
    });
    if let [Some(one), Some(other)] = simulated {
        let title = desk.say(SchemesText::Simulated).to_owned();
        rows.push(number(title, SchemesText::SimulatedSays, mu(), [one, other], 2, 1.0));
    }
    let changed = [first, second].map(|of| mu_from_m2(changed_m2(of).values().sum()));
    let title = desk.say(SchemesText::Changed).to_owned();
    rows.push(number(title, SchemesText::ChangedSays, mu(), changed, 2, 0.0));
    let measures = [first, second].map(|of| of.land.measures().count() as f64);
    let title = desk.say(SchemesText::Measures).to_owned();
    rows.push(number(title, SchemesText::MeasuresSays, String::new(), measures, 0, 0.0));
    rows
}

fn table_ui(ui: &mut Ui, desk: &Desk, names: &[String; 2], rows: &[Row]) {
    // The stripes reach a little beyond the columns.
    let column = (ui.available_width() - 3.0 * theme::SPACE_3 - 2.0 * theme::SPACE_1) / 4.0;
    // The titles need more room than the differences.
    let moved = column / 4.0;
    let right = |ui: &mut Ui, width: f32, text: RichText| {
        ui.scope(|ui| {
            ui.set_width(width);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(Label::new(text).truncate()));
        });
    };
    let grid = Grid::new("compared schemes").num_columns(4).striped(true);
    grid.spacing([theme::SPACE_3, theme::SPACE_1]).show(ui, |ui| {
        ui.label("");
        for name in names {
            right(ui, column, strong(name.as_str()));
        }
        right(ui, column - moved, small(ui, desk.say(SchemesText::Difference)));
        ui.end_row();
        for row in rows {
            let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
            ui.scope(|ui| {
                ui.set_width(column + moved);
                ui.add(Label::new(small(ui, &row.title)).truncate()).on_hover_text(&row.says);
            });
            for text in &row.texts {
                right(ui, column, RichText::new(format!("{text}{unit}")).size(theme::TYPE_BODY));
            }
            let colours = palette(ui);
            let (text, colour) = match &row.change {
                None => ("—".to_owned(), colours.secondary),
                Some(change) if change.better > 0.0 => (change.text.clone(), colours.satisfied.mark),
                Some(change) if change.better < 0.0 => (change.text.clone(), colours.forbidden.mark),
                Some(change) => (change.text.clone(), colours.text),
            };
            right(ui, column - moved, RichText::new(text).font(fonts::bold(theme::TYPE_BODY)).color(color32(colour)));
            ui.end_row();
        }
    });
}

/// Land of each parcel that has another class after the scheme, m².
fn changed_m2(of: &Assessment) -> BTreeMap<usize, f64> {
    let mut changed: BTreeMap<usize, f64> = BTreeMap::new();
    for piece in of.land.changed_pieces() {
        *changed.entry(piece.id.parcel).or_default() += piece.area_m2;
    }
    changed
}

fn land_lines(names: &[String; 2], first: &Assessment, second: &Assessment) -> Vec<Message> {
    let sides = [changed_m2(first), changed_m2(second)];
    let only = |side: usize| {
        let other = &sides[1 - side];
        let alone = sides[side].iter().filter(|(parcel, _)| !other.contains_key(parcel));
        let (parcels, m2) = alone.fold((0, 0.0), |(parcels, sum), (_, m2)| (parcels + 1, sum + m2));
        let words = [names[side].as_str().into(), count(parcels).into(), fixed(mu_from_m2(m2), 2).into()];
        SchemesText::LandOnly.with(words)
    };
    let both = sides[0].keys().filter(|parcel| sides[1].contains_key(parcel)).count();
    vec![only(0), only(1), SchemesText::LandBoth.with([count(both).into()])]
}

/// Verdicts that are open in one of the two alone, the gravest first.
fn verdicts_ui(ui: &mut Ui, desk: &Desk, names: &[String; 2], sides: [&Assessment; 2]) {
    let open = |of: &'_ Assessment| -> Vec<Verdict> {
        of.judgement.verdicts.iter().filter(|verdict| verdict.is_open()).cloned().collect()
    };
    let all = sides.map(open);
    let mut is_any = false;
    for side in 0..2 {
        let other = &all[1 - side];
        let mut alone: Vec<&Verdict> =
            all[side].iter().filter(|verdict| other.iter().all(|known| known.id != verdict.id)).collect();
        if alone.is_empty() {
            continue;
        }
        is_any = true;
        alone.sort_by_key(|verdict| verdict.rule.severity());
        let heading = SchemesText::Only.with([names[side].as_str().into(), count(alone.len()).into()]);
        ui.label(strong(desk.tell(&heading)));
        for verdict in alone.iter().take(MOST) {
            let line = format!("{}  {}", desk.tell(&verdict.rule.message()), desk.tell(&verdict.slack_message()));
            ui.add(Label::new(small(ui, line)).truncate());
        }
        if alone.len() > MOST {
            ui.label(small(ui, desk.tell(&SchemesText::More.with([count(alone.len() - MOST).into()]))));
        }
    }
    if !is_any {
        ui.label(small(ui, desk.say(SchemesText::AllAlike)));
    }
}
