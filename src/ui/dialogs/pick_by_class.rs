//! Parcels of some classes, within a zone or everywhere, painted at once.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align, ComboBox, Grid, Layout, ScrollArea, Ui, WidgetText};

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::command::{EditCommand, PaintEffect, PaintOnto, ToolKind, WhyNot};
use crate::design::{FeatureId, ZoneId};
use crate::i18n::{Text, area_mu, count, texts};
use crate::session::{ClassParcels, class_name};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{choice_ui, land_class_swatch_ui, small};

texts! {
    PickText {
        Title: "按地类选图斑", "Parcels by class";
        Within: "范围", "Within";
        Everywhere: "全部图斑", "Everywhere";
        Class: "地类", "Class";
        Parcels: "图斑", "Parcels";
        Area: "面积", "Area";
        Nothing: "这个范围里没有地类图斑。", "There are no parcels here.";
        Counts: "按内点判断图斑在不在片区里；面积为图斑椭球面积，整块计。", "A parcel is within a zone where its interior point is; areas are those of whole parcels, on the ellipsoid.";
        As: "合成", "Into";
        Zone: "片区", "A zone";
        Measure: "措施：{0}", "A measure: {0}";
        New: "用勾选的图斑新建一个。", "The parcels ticked make a new one.";
        Standing: "所选的", "The selected one";
        TakeIn: "划入", "Take in";
        LetGo: "划出", "Let go";
        NoClass: "先勾选地类。", "Tick a class first.";
    }
}

/// What is being picked.
pub struct PickByClassDialog {
    zone: Option<ZoneId>,
    /// Looked up once for each zone.
    classes: Option<BTreeMap<String, ClassParcels>>,
    ticked: BTreeSet<String>,
    as_measure: bool,
    lets_go: bool,
}

impl PickByClassDialog {
    /// Begins with the selected zone.
    pub fn new(desk: &Desk) -> Self {
        let as_measure = desk.view.tool != ToolKind::PaintZone;
        let lets_go = desk.view.paint_lets_go;
        Self { zone: desk.session.selected_zone(), classes: None, ticked: BTreeSet::new(), as_measure, lets_go }
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) -> Outcome {
        let title = desk.say(PickText::Title);
        let outcome = sheet_ui(context, desk, title, 560.0, |ui, desk| {
            self.scope_ui(ui, desk);
            ui.add_space(theme::SPACE_2);
            self.classes_ui(ui, desk);
            ui.add_space(theme::SPACE_2);
            ui.label(small(ui, desk.say(PickText::Counts)));
            ui.add_space(theme::SPACE_3);
            self.target_ui(ui, desk);
            let read_only = desk.project().is_none_or(|project| project.read_only());
            let why_not = if read_only {
                Some(desk.say(WhyNot::ReadOnly))
            } else {
                self.ticked.is_empty().then(|| desk.say(PickText::NoClass))
            };
            let text = desk.say(if self.lets_go { PickText::LetGo } else { PickText::TakeIn });
            Buttons::Verb { text, why_not: why_not.map(str::to_owned) }
        });
        if outcome == Outcome::Accepted {
            let classes = self.classes.take().unwrap_or_default();
            let ticked = classes.into_iter().filter(|(code, _)| self.ticked.contains(code));
            let parcels = ticked.flat_map(|(_, class)| class.parcels).collect();
            let effect = if self.lets_go { PaintEffect::LetGo } else { PaintEffect::TakeIn };
            if let Some(onto) = self.onto(desk) {
                desk.edit(EditCommand::PaintParcels { onto, effect, parcels, within: None });
            }
        }
        outcome
    }

    fn onto(&self, desk: &Desk) -> Option<PaintOnto> {
        let measure = self.as_measure.then_some(desk.view.measure_kind);
        Some(PaintOnto::selected(desk.session.selection(), measure, desk.project()?.document()))
    }

    fn scope_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let zones = desk.project().map(|project| project.document().current_scheme().zones.clone()).unwrap_or_default();
        let named = |id| zones.iter().find(|zone| Some(zone.id) == id).map(|zone| zone.name.clone());
        let before = self.zone;
        ui.horizontal(|ui| {
            let label = ui.label(small(ui, desk.say(PickText::Within)));
            let everywhere = desk.say(PickText::Everywhere);
            let chosen = named(self.zone).unwrap_or_else(|| everywhere.to_owned());
            let list = ComboBox::from_id_salt("pick within").selected_text(chosen).width(240.0).show_ui(ui, |ui| {
                ui.selectable_value(&mut self.zone, None, everywhere);
                for zone in &zones {
                    ui.selectable_value(&mut self.zone, Some(zone.id), &zone.name);
                }
            });
            list.response.labelled_by(label.id);
        });
        if self.zone != before {
            self.classes = None;
        }
    }

    fn classes_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let (zone, language) = (self.zone, desk.language());
        let Some(project) = desk.project() else { return };
        let classes = self.classes.get_or_insert_with(|| project.parcels_by_class(zone));
        self.ticked.retain(|code| classes.contains_key(code));
        if classes.is_empty() {
            ui.label(small(ui, desk.say(PickText::Nothing)));
            return;
        }
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            Grid::new("classes").num_columns(4).spacing([theme::SPACE_4, theme::SPACE_1]).show(ui, |ui| {
                ui.label("");
                ui.label(small(ui, desk.say(PickText::Class)));
                for head in [PickText::Parcels, PickText::Area] {
                    let head = small(ui, desk.say(head));
                    figure_cell_ui(ui, head);
                }
                ui.end_row();
                for (code, class) in classes.iter() {
                    land_class_swatch_ui(ui, code, desk.view.full_colours);
                    let mut ticked = self.ticked.contains(code);
                    let name = format!("{code} {}", class_name(code).say(language));
                    if ui.checkbox(&mut ticked, name).changed() {
                        if ticked {
                            self.ticked.insert(code.clone());
                        } else {
                            self.ticked.remove(code);
                        }
                    }
                    figure_cell_ui(ui, count(class.parcels.len()));
                    figure_cell_ui(ui, area_mu(class.area_m2, language));
                    ui.end_row();
                }
            });
        });
    }

    fn target_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let kind = PickText::Measure.with([desk.view.measure_kind.message().into()]);
        let into = [desk.say(PickText::Zone).to_owned(), desk.tell(&kind)].map(|text| (text, String::new()));
        if let Some(taken) = choice_ui(ui, desk.say(PickText::As), &into, Some(usize::from(self.as_measure))) {
            self.as_measure = taken == 1;
        }
        ui.add_space(theme::SPACE_2);
        let is_new = self.onto(desk).is_none_or(PaintOnto::is_new);
        let stands = desk.say(if is_new { PickText::New } else { PickText::Standing });
        ui.horizontal(|ui| {
            ui.label(small(ui, stands));
            let selected = desk.session.selection().filter(|_| !is_new).and_then(|feature| name_of(desk, feature));
            ui.label(selected.unwrap_or_default());
        });
        // Nothing is let go of what is not there yet.
        self.lets_go &= !is_new;
        if !is_new {
            let effects = [PickText::TakeIn, PickText::LetGo].map(|text| (desk.say(text).to_owned(), String::new()));
            if let Some(taken) = choice_ui(ui, desk.say(PickText::TakeIn), &effects, Some(usize::from(self.lets_go))) {
                self.lets_go = taken == 1;
            }
        }
    }
}

/// A cell of a column of figures: they end on one line.
fn figure_cell_ui(ui: &mut Ui, text: impl Into<WidgetText>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
}

fn name_of(desk: &Desk, feature: FeatureId) -> Option<String> {
    let document = desk.project()?.document();
    match feature {
        FeatureId::Zone(zone) => document.zone(zone).map(|zone| zone.name.clone()),
        FeatureId::Measure(measure) => document.measure(measure).map(|measure| measure.title(desk.language())),
    }
}
