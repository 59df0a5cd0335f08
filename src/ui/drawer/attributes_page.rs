//! The attribute table 属性表: zones or measures, sorted by any column, filtered by any word; what is marked is edited at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Button, Modifiers, TextEdit, Ui, vec2};

use super::attribute_rows::{AttributeRow, measure_columns, measure_row, zone_columns, zone_row};
use super::table::{Cell, Clicked, Tone, sorted_table_ui};
use crate::checks::ZoneReport;
use crate::command::{EditCommand, ManyEdit, ViewCommand};
use crate::design::{FeatureId, PolicyTool, Zone, ZoneKind};
use crate::i18n::{Language, Text, area_ha, area_mu, count, texts};
use crate::session::OpenProject;
use crate::theme;
use crate::ui::widgets::{choice_ui, empty_state_ui, small};
use crate::ui::{Desk, icons};

texts! {
    AttributeText {
        Which: "属性表", "Attribute table";
        Zones: "片区", "Zones";
        Measures: "措施", "Measures";
        Filter: "筛选", "Filter";
        FilterHint: "筛选：任一列含有…", "Filter any column…";
        Marked: "已选 {0} 项：{1} • {2}", "{0} marked: {1} • {2}";
        All: "{0} 项：{1} • {2}", "{0}: {1} • {2}";
        MarkSays: "Ctrl+点击多选，Shift+点击连选，双击缩放，点列名排序", "Ctrl+click marks several, Shift+click a range, double click zooms, a heading sorts";
        Merge: "合并", "Merge";
        MergeSays: "合并后保留谁的名称、目标和备注：", "Whose name, goal and note stay:";
        Keep: "保留“{0}”", "Keep \"{0}\"";
        MakeRegion: "设为整治区域", "Make regions";
        MakeUnit: "设为整治单元", "Make units";
        Delete: "删除", "Delete";
        Year: "设年份", "Set year";
        YearHint: "年份", "Year";
        Tool: "政策工具", "Policy tool";
        SubProject: "设子项目", "Set sub-project";
        SubProjectHint: "子项目", "Sub-project";
        NoZones: "还没有片区", "No zones yet";
        NoMeasures: "还没有措施", "No measures yet";
        Next: "画好之后，这里列出每一个的属性和面积。", "Once there are some, their attributes and areas are listed here.";
        NothingMatches: "没有符合筛选的行", "No row matches the filter";
        NothingMatchesSays: "改一改筛选的字。", "Change what is filtered for.";
    }
}

/// What the page remembers.
#[derive(Default)]
pub(super) struct AttributesPage {
    measures: bool,
    filter: String,
    /// Column and whether the largest comes first; without one, the order of the design.
    sorted: Option<(usize, bool)>,
    marked: BTreeSet<FeatureId>,
    /// Where a range begins.
    anchor: Option<FeatureId>,
    year: String,
    sub_project: String,
    rows: Option<(Key, Vec<AttributeRow>)>,
}

/// What the rows were made of.
#[derive(PartialEq)]
struct Key {
    revision: u64,
    scheme: u32,
    layers: usize,
    /// The figures that stand in it, by identity.
    reports: Vec<Option<*const ZoneReport>>,
    language: Language,
    measures: bool,
}

impl AttributesPage {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let Some(project) = desk.project() else { return };
        self.refresh(project, desk.language());
        ui.add_space(theme::SPACE_1);
        self.tools_ui(ui, desk);
        ui.add_space(theme::SPACE_1);
        let shown = self.shown();
        let rows = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        if shown.is_empty() {
            let (title, next) = match (rows.is_empty(), self.measures) {
                (true, false) => (AttributeText::NoZones, AttributeText::Next),
                (true, true) => (AttributeText::NoMeasures, AttributeText::Next),
                (false, _) => (AttributeText::NothingMatches, AttributeText::NothingMatchesSays),
            };
            return empty_state_ui(ui, icons::TABLE, desk.say(title), desk.say(next));
        }
        let columns = if self.measures { measure_columns(desk) } else { zone_columns(desk) };
        let (marked, selected) = (&self.marked, desk.session.selection());
        let clicked =
            sorted_table_ui(ui, ("attributes", self.measures), &columns, shown.len(), self.sorted, |row, column| {
                let row = &rows[shown[row]];
                let is_chosen = marked.contains(&row.feature) || (marked.is_empty() && selected == Some(row.feature));
                let tone = if column == 0 { Tone::Strong } else { Tone::Plain };
                Cell::new(row.values[column].text()).toned(tone).opening(true).chosen(is_chosen)
            });
        match clicked {
            Some(Clicked::Heading(column)) => {
                self.sorted = match self.sorted {
                    Some((by, false)) if by == column => Some((column, true)),
                    Some((by, true)) if by == column => None,
                    _ => Some((column, false)),
                };
            }
            Some(Clicked::Cell(row, _)) => {
                let order: Vec<FeatureId> = shown.iter().map(|&row| rows[row].feature).collect();
                let (modifiers, twice) = ui.input(|input| {
                    (input.modifiers, input.pointer.button_double_clicked(egui::PointerButton::Primary))
                });
                self.click(&order, row, modifiers, desk);
                if twice {
                    desk.view_command(ViewCommand::FitSelection);
                }
            }
            None => {}
        }
    }

    /// Makes the rows anew where the design, the data or the language changed.
    fn refresh(&mut self, project: &OpenProject, language: Language) {
        let document = project.document();
        let report_of = |zone: &Arc<Zone>| project.figures(zone.id).map(|figures| Arc::as_ptr(&figures.report));
        let key = Key {
            revision: document.revision(),
            scheme: document.current_scheme().id.0,
            layers: project.present_layers().count(),
            reports: document.current_scheme().zones.iter().map(report_of).collect(),
            language,
            measures: self.measures,
        };
        if self.rows.as_ref().is_some_and(|(known, _)| *known == key) {
            return;
        }
        let scheme = document.current_scheme();
        let rows: Vec<AttributeRow> = if self.measures {
            scheme.measures.iter().map(|measure| measure_row(project, measure, language)).collect()
        } else {
            scheme.zones.iter().map(|zone| zone_row(project, zone, language)).collect()
        };
        self.marked.retain(|feature| rows.iter().any(|row| row.feature == *feature));
        self.rows = Some((key, rows));
    }

    /// Places of the rows that match the filter, in the order wanted.
    fn shown(&self) -> Vec<usize> {
        let rows = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        let typed = self.filter.trim().to_lowercase();
        let mut shown: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].matches(&typed)).collect();
        if let Some((column, falls)) = self.sorted {
            shown.sort_by(|&a, &b| {
                let (a, b) = (rows[a].values.get(column), rows[b].values.get(column));
                let order = a.zip(b).map_or(std::cmp::Ordering::Equal, |(a, b)| a.compare(b));
                if falls { order.reverse() } else { order }
            });
        }
        shown
    }

    /// A click selects; with Ctrl it marks one more, with Shift all from the last one.
    fn click(&mut self, order: &[FeatureId], row: usize, modifiers: Modifiers, desk: &mut Desk) {
        let Some(&feature) = order.get(row) else { return };
        let from = self.anchor.and_then(|anchor| order.iter().position(|other| *other == anchor));
        if modifiers.shift
            && let Some(from) = from
        {
            self.marked.extend(&order[from.min(row)..=from.max(row)]);
            return;
        }
        if modifiers.command {
            // What is selected is the first that is marked.
            let selected = desk.session.selection().filter(|selected| order.contains(selected));
            if self.marked.is_empty() {
                self.marked.extend(selected);
            }
            if !self.marked.remove(&feature) {
                self.marked.insert(feature);
            }
        } else {
            self.marked.clear();
            desk.edit(EditCommand::Select(Some(feature)));
        }
        self.anchor = Some(feature);
    }

    fn tools_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_2;
            ui.allocate_ui(vec2(160.0, theme::CONTROL_HEIGHT), |ui| {
                let kinds = [AttributeText::Zones, AttributeText::Measures]
                    .map(|text| (desk.say(text).to_owned(), String::new()));
                if let Some(taken) =
                    choice_ui(ui, desk.say(AttributeText::Which), &kinds, Some(usize::from(self.measures)))
                {
                    self.measures = taken == 1;
                    (self.sorted, self.anchor) = (None, None);
                    self.marked.clear();
                }
            });
            let field = TextEdit::singleline(&mut self.filter).hint_text(desk.say(AttributeText::FilterHint));
            let field = ui.add_sized([180.0, theme::CONTROL_HEIGHT], field);
            let name = desk.say(AttributeText::Filter);
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
            self.totals_ui(ui, desk);
        });
        if !self.marked.is_empty() && desk.project().is_some_and(|project| !project.read_only()) {
            ui.add_space(theme::SPACE_1);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = theme::SPACE_2;
                self.many_ui(ui, desk);
            });
        }
    }

    fn totals_ui(&self, ui: &mut Ui, desk: &Desk) {
        let rows = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        let (text, counted): (_, Vec<f64>) = if self.marked.is_empty() {
            (AttributeText::All, self.shown().into_iter().map(|row| rows[row].area_m2).collect())
        } else {
            let marked = rows.iter().filter(|row| self.marked.contains(&row.feature));
            (AttributeText::Marked, marked.map(|row| row.area_m2).collect())
        };
        let (sum, language) = (counted.iter().sum(), desk.language());
        let said =
            text.with([count(counted.len()).into(), area_mu(sum, language).into(), area_ha(sum, language).into()]);
        ui.label(small(ui, desk.tell(&said))).on_hover_text(desk.say(AttributeText::MarkSays));
    }

    /// What can be done to all that is marked.
    fn many_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        use AttributeText as T;
        let button = |ui: &mut Ui, text: &str, enabled: bool| {
            ui.add_enabled(enabled, Button::new(text).min_size(vec2(0.0, theme::CONTROL_HEIGHT))).clicked()
        };
        // In the order of the table.
        let rows = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        let shown = self.shown().into_iter().map(|row| rows[row].feature);
        let order: Vec<FeatureId> = shown.filter(|feature| self.marked.contains(feature)).collect();
        let (mut edit, mut first) = (None, None);
        if self.measures {
            let name = desk.say(T::YearHint);
            let year = TextEdit::singleline(&mut self.year).hint_text(name);
            let year = ui.add_sized([56.0, theme::CONTROL_HEIGHT], year);
            year.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
            let number: Option<i32> = self.year.trim().parse().ok();
            if button(ui, desk.say(T::Year), number.is_some()) {
                edit = Some(ManyEdit::Year(number));
            }
            ui.menu_button(desk.say(T::Tool), |ui| {
                for tool in PolicyTool::ALL {
                    if ui.button(tool.title(desk.language())).clicked() {
                        edit = Some(ManyEdit::Tool(*tool));
                        ui.close();
                    }
                }
            });
            let name = desk.say(T::SubProjectHint);
            let field = TextEdit::singleline(&mut self.sub_project).hint_text(name);
            let field = ui.add_sized([96.0, theme::CONTROL_HEIGHT], field);
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
            if button(ui, desk.say(T::SubProject), !self.sub_project.trim().is_empty()) {
                edit = Some(ManyEdit::SubProject(self.sub_project.trim().to_owned()));
            }
        } else {
            let many = self.marked.len() >= 2;
            ui.add_enabled_ui(many, |ui| {
                ui.menu_button(desk.say(T::Merge), |ui| {
                    ui.label(small(ui, desk.say(T::MergeSays)));
                    for &feature in &order {
                        let Some(name) = self.name_of(feature) else { continue };
                        if ui.button(desk.tell(&T::Keep.with([name.into()]))).clicked() {
                            first = Some(feature);
                            ui.close();
                        }
                    }
                })
            });
            if first.is_some() {
                edit = Some(ManyEdit::Merge);
            }
            if button(ui, desk.say(T::MakeUnit), true) {
                edit = Some(ManyEdit::ZoneKind(ZoneKind::Unit));
            }
            if button(ui, desk.say(T::MakeRegion), true) {
                edit = Some(ManyEdit::ZoneKind(ZoneKind::Region));
            }
        }
        if button(ui, desk.say(T::Delete), true) {
            edit = Some(ManyEdit::Delete);
        }
        if let Some(edit) = edit {
            // The first of those merged keeps its name and all else.
            let others = order.into_iter().filter(|feature| Some(*feature) != first);
            desk.edit(EditCommand::EditMany { features: first.into_iter().chain(others).collect(), edit });
        }
    }

    /// The name of a row.
    fn name_of(&self, feature: FeatureId) -> Option<String> {
        let (_, rows) = self.rows.as_ref()?;
        Some(rows.iter().find(|row| row.feature == feature)?.values.first()?.text())
    }
}
