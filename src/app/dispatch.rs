//! Who carries a command out: the session, the map, or the window itself.

use std::sync::Arc;

use super::Application;
use crate::command::{
    Command, DialogKind, EditCommand, GestureCommand, ProjectCommand, SimulationCommand, ToolKind, ViewCommand,
};
use crate::design::Zone;
use crate::i18n::{Language, Text};
use crate::session::{NoticeKind, Session, Theme};
use crate::ui::Desk;
use crate::ui::scheme_menu::free_scheme_name;

impl Application {
    pub(super) fn carry_out(&mut self, command: Command, context: &egui::Context) {
        match command {
            // Taking a step back in the middle of a drawing gives up the drawing, and nothing else.
            Command::Edit(EditCommand::Undo) if self.canvas.draft_in_progress() => self.canvas.cancel_draft(),
            Command::Edit(EditCommand::Select(feature)) => {
                if self.session.run(Command::Edit(EditCommand::Select(feature))).is_ok() && feature.is_some() {
                    self.panels.zone.show_selection();
                }
            }
            // Over a vertex of the selected zone, Delete means the vertex.
            Command::Edit(EditCommand::DeleteSelected) => {
                let command = self.canvas.delete_command(&self.session).unwrap_or(command);
                drop(self.session.run(command));
            }
            // A refusal has become a notice: the card over the map shows it.
            Command::Project(ProjectCommand::EditRules) => {
                if self.session.run(command).is_ok() {
                    self.preferences.view.right_panel = true;
                    self.panels.zone.show_issues();
                }
            }
            Command::Simulation(simulation) => self.carry_out_simulation(simulation),
            Command::Edit(_) | Command::Project(_) => drop(self.session.run(command)),
            Command::View(view) => self.carry_out_view(view, context),
        }
    }

    fn carry_out_view(&mut self, view: ViewCommand, context: &egui::Context) {
        if let Err(why) = Command::View(view).availability(&self.session.situation()) {
            self.session.notify(NoticeKind::Warning, why.plain());
            return;
        }
        if view == ViewCommand::Escape && self.panels.step_out(&self.session, &mut self.preferences.view) {
            return;
        }
        if self.canvas.run(view, &self.session, &mut self.preferences.view) {
            return;
        }
        let state = &mut self.preferences.view;
        match view {
            ViewCommand::Tool(tool) => state.tool = tool,
            ViewCommand::Escape => self.step_out(),
            ViewCommand::ToggleLeftPanel => self.panels.toggle_left(context, state),
            ViewCommand::ToggleRightPanel => state.right_panel = !state.right_panel,
            ViewCommand::ToggleDrawer => state.drawer_open = !state.drawer_open,
            ViewCommand::Drawer(tab) => {
                state.drawer_open = !(state.drawer_open && state.drawer_tab == tab);
                state.drawer_tab = tab;
            }
            ViewCommand::ToggleFullColours => state.full_colours = !state.full_colours,
            ViewCommand::ToggleTheme => {
                state.theme = match state.theme {
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::Light,
                }
            }
            ViewCommand::ToggleLanguage => {
                state.language = match state.language {
                    Language::Chinese => Language::English,
                    Language::English => Language::Chinese,
                }
            }
            ViewCommand::ToggleFullScreen => {
                let full = context.input(|input| input.viewport().fullscreen.unwrap_or_default());
                context.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            ViewCommand::Palette => self.panels.palette.open(),
            // What is on the clipboard comes as an event, in a frame to come.
            ViewCommand::Paste => context.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            ViewCommand::CommandLine => self.panels.line.open(),
            ViewCommand::Shape(verb) => {
                state.line_begun = zone_in_hand(&self.session).map(|zone| verb.begun(&zone.name));
            }
            ViewCommand::RenameSelected => self.rename_selected(),
            ViewCommand::Issues => {
                state.right_panel = true;
                self.panels.zone.show_issues();
            }
            ViewCommand::Simulation => self.show_simulation(),
            ViewCommand::RunSimulation => {
                let desk = Desk { session: &self.session, view: state, commands: &mut self.commands };
                let request = self.panels.zone.simulation_request(&desk);
                self.carry_out_simulation(SimulationCommand::Start(Box::new(request)));
            }
            ViewCommand::AcceptSimulation => {
                let desk = Desk { session: &self.session, view: state, commands: &mut self.commands };
                let name = free_scheme_name(&desk);
                self.carry_out_simulation(SimulationCommand::Accept { name, changes: None });
            }
            ViewCommand::ToggleBefore => state.simulation.before = !state.simulation.before,
            ViewCommand::NextIssue => self.step_issue(true),
            ViewCommand::PreviousIssue => self.step_issue(false),
            ViewCommand::FixIssue => match self.unfolded_issue() {
                Some(id) => drop(self.session.run(Command::Edit(EditCommand::FixIssue { verdict: id, kind: None }))),
                // What nobody has looked at is not mended blindly.
                None => self.step_issue(true),
            },
            ViewCommand::Dialog(kind) => {
                if kind == DialogKind::AnswerIssue && self.unfolded_issue().is_none() {
                    self.step_issue(true);
                }
                let state = &mut self.preferences.view;
                let desk = Desk { session: &self.session, view: state, commands: &mut self.commands };
                self.panels.dialogs.open(kind, &desk, &self.tools);
            }
            ViewCommand::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
            // The map's own; a map that did not take them has nothing to show.
            ViewCommand::PaintBy(_)
            | ViewCommand::ToggleTracing
            | ViewCommand::TraceOtherWay
            | ViewCommand::ToggleSnapping
            | ViewCommand::FitAll
            | ViewCommand::FitSelection
            | ViewCommand::ZoomToLayer(_)
            | ViewCommand::ZoomToConflicts { .. }
            | ViewCommand::ZoomTo(_)
            | ViewCommand::ZoomIn
            | ViewCommand::ZoomOut => {}
        }
    }

    /// What a simulation is asked; what begins is to be seen.
    fn carry_out_simulation(&mut self, simulation: SimulationCommand) {
        let begins = matches!(simulation, SimulationCommand::Start(_) | SimulationCommand::Reject(_));
        if self.session.run(Command::Simulation(simulation)).is_ok() && begins {
            self.show_simulation();
        }
    }

    fn show_simulation(&mut self) {
        self.preferences.view.right_panel = true;
        self.panels.zone.show_simulation();
    }

    fn step_issue(&mut self, forward: bool) {
        let view = &mut self.preferences.view;
        view.right_panel = true;
        let mut desk = Desk { session: &self.session, view, commands: &mut self.commands };
        self.panels.zone.step_issue(&mut desk, forward);
    }

    /// The verdict that the issues tab has unfolded, if it is still there.
    fn unfolded_issue(&self) -> Option<String> {
        let id = self.preferences.view.issue.clone()?;
        self.session.verdict(&id).map(|_| id)
    }

    /// Drag, tool, selection: one level at a time.
    fn step_out(&mut self) {
        let gesture = self.session.gesture().is_some();
        let step = if gesture {
            EditCommand::Gesture(GestureCommand::Cancel)
        } else if self.preferences.view.tool != ToolKind::Select {
            self.preferences.view.tool = ToolKind::Select;
            return;
        } else {
            EditCommand::Select(None)
        };
        if gesture || self.session.selection().is_some() {
            // Neither of the two can be refused.
            drop(self.session.run(Command::Edit(step)));
        }
    }

    fn rename_selected(&mut self) {
        if let Some(zone) = zone_in_hand(&self.session) {
            self.preferences.view.right_panel = true;
            self.panels.zone.rename(zone.id, &zone.name);
        }
    }
}

/// The zone that is selected.
fn zone_in_hand(session: &Session) -> Option<&Arc<Zone>> {
    session.project()?.document().zone(session.selected_zone()?)
}
