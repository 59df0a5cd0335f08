//! The right panel: tabs, and what stands under them.

use egui::{ScrollArea, Ui};

use super::card::zone_card_ui;
use super::conflict_line::TrimPreview;
use super::list::zone_list_ui;
use super::rename::Renaming;
use super::zone_texts::Writing;
use crate::design::{FeatureId, SimulationRequest, ZoneId};
use crate::geometry::Point;
use crate::i18n::{count, texts};
use crate::session::Highlight;
use crate::ui::issues_panel::IssuesPanel;
use crate::ui::measure_panel::MeasurePanel;
use crate::ui::simulation_panel::SimulationPanel;
use crate::ui::widgets::{divider_ui, fitting_tabs, tab_ui};
use crate::ui::{Desk, history_tab, identify_tab};

texts! {
    TabText {
        Zone: "片区", "Zones";
        Measure: "措施", "Measures";
        Issues: "问题", "Issues";
        Simulation: "模拟", "Simulation";
        Attributes: "属性", "Attributes";
        History: "历史", "History";
    }
}

/// What the panel remembers between frames.
pub struct ZonePanel {
    tab: TabText,
    /// Where was identified last: another position brings the attributes to the front.
    identified_at: Option<Point>,
    pub(super) renaming: Renaming,
    pub(super) writing: Writing,
    pub(super) trim: Option<TrimPreview>,
    measures: MeasurePanel,
    issues: IssuesPanel,
    simulation: SimulationPanel,
    /// What was selected when the panel was drawn last: another selection brings its tab to the front.
    selected: Option<FeatureId>,
}

impl Default for ZonePanel {
    fn default() -> Self {
        Self {
            tab: TabText::Zone,
            identified_at: None,
            renaming: Renaming::default(),
            writing: Writing::default(),
            trim: None,
            measures: MeasurePanel::default(),
            issues: IssuesPanel::default(),
            simulation: SimulationPanel::default(),
            selected: None,
        }
    }
}

impl ZonePanel {
    /// Begins to rename a zone in place (F2).
    pub fn rename(&mut self, zone: ZoneId, name: &str) {
        self.tab = TabText::Zone;
        self.renaming.begin(zone, name);
    }

    /// Brings the issues to the front.
    pub fn show_issues(&mut self) {
        self.tab = TabText::Issues;
        self.issues.reveal();
    }

    /// Brings the simulations to the front.
    pub fn show_simulation(&mut self) {
        self.tab = TabText::Simulation;
    }

    /// What would be run now.
    pub fn simulation_request(&self, desk: &Desk) -> SimulationRequest {
        self.simulation.request(desk)
    }

    /// Goes to the next open verdict, or the one before.
    pub fn step_issue(&mut self, desk: &mut Desk, forward: bool) {
        self.show_issues();
        self.issues.step(desk, forward);
    }

    /// Brings what was just selected or drawn to the front.
    pub fn show_selection(&mut self) {
        self.selected = None;
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let identified = desk.view.identified.as_ref().map(|(at, _)| *at);
        if identified != self.identified_at {
            self.identified_at = identified;
            self.tab = if identified.is_some() { TabText::Attributes } else { TabText::Zone };
        }
        let selected = desk.session.selection();
        if selected != self.selected {
            self.selected = selected;
            match selected {
                Some(FeatureId::Zone(_)) => self.tab = TabText::Zone,
                Some(FeatureId::Measure(_)) => self.tab = TabText::Measure,
                None => {}
            }
        }
        self.tabs_ui(ui, desk, identified.is_some());
        // The land of an issue stays outlined for as long as the issue is read.
        if self.tab != TabText::Issues && matches!(desk.view.highlight, Some(Highlight::Verdict(_))) {
            desk.show_nothing();
        }
        divider_ui(ui);
        desk.view.simulation.shown = false;
        match self.tab {
            TabText::Zone => {
                ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    match desk.session.selection() {
                        Some(FeatureId::Zone(zone)) => zone_card_ui(ui, desk, self, zone),
                        _ => zone_list_ui(ui, desk),
                    }
                });
            }
            TabText::Measure => {
                ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    self.measures.ui(ui, desk);
                });
            }
            TabText::Issues => self.issues.ui(ui, desk),
            TabText::Simulation => self.simulation.ui(ui, desk),
            TabText::Attributes => identify_tab::identify_tab_ui(ui, desk),
            TabText::History => history_tab::history_tab_ui(ui, desk),
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, desk: &Desk, identified: bool) {
        let open = open_count(desk);
        let every = [
            TabText::Zone,
            TabText::Measure,
            TabText::Issues,
            TabText::Simulation,
            TabText::Attributes,
            TabText::History,
        ];
        let shown = every.into_iter().filter(|tab| *tab != TabText::Attributes || identified);
        let tabs: Vec<(TabText, String)> = shown
            .map(|tab| {
                let name = desk.say(tab);
                let text = if tab == TabText::Issues && open > 0 {
                    format!("{name} {}", count(open))
                } else {
                    name.to_owned()
                };
                (tab, text)
            })
            .collect();
        ui.horizontal(|ui| {
            let names: Vec<&str> = tabs.iter().map(|(_, text)| text.as_str()).collect();
            let size = fitting_tabs(ui, &names);
            for (tab, text) in &tabs {
                if tab_ui(ui, text, self.tab == *tab, size) {
                    self.tab = *tab;
                }
            }
        });
    }
}

/// How many verdicts are open.
fn open_count(desk: &Desk) -> usize {
    let assessment = desk.project().and_then(|project| project.assessment());
    assessment.map_or(0, |assessment| assessment.judgement.verdicts.iter().filter(|verdict| verdict.is_open()).count())
}
