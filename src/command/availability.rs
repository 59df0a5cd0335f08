//! Whether a command can be carried out now, and if not, why: what is disabled always says so.

use super::{Command, DialogKind, EditCommand, ProjectCommand, SimulationCommand, ToolKind, ViewCommand};
use crate::i18n::texts;

/// What a command needs to know of the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    pub project_open: bool,
    pub read_only: bool,
    pub zone_selected: bool,
    /// A zone or a measure.
    pub feature_selected: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    /// A long job is running that must end first.
    pub busy: bool,
    /// The scheme in view has open verdicts.
    pub issues: bool,
    /// The land is prepared and has land-use parcels: simulations can be run.
    pub land_prepared: bool,
    /// A simulation is running.
    pub simulating: bool,
    /// A simulation of the scheme in view has found a plan.
    pub simulated: bool,
}

/// Yes, or the reason why not.
pub type Availability = Result<(), WhyNot>;

texts! {
    /// Reasons for a disabled command.
    WhyNot {
        NoProject: "先打开或新建一个项目。", "Open or make a project first.";
        ReadOnly: "项目以只读方式打开，不能修改。", "The project is open read-only and can't be changed.";
        NothingSelected: "先选中一个片区或一项措施。", "Select a zone or a measure first.";
        NoZone: "先选中一个片区。", "Select a zone first.";
        NothingToUndo: "没有可撤销的步骤。", "There is nothing to undo.";
        NothingToRedo: "没有可重做的步骤。", "There is nothing to redo.";
        NoIssues: "没有待处理的问题。", "There is no open issue.";
        NoLand: "先导入地类图斑，并等数据准备好。", "Import land-use parcels first, and wait until they are prepared.";
        Simulating: "模拟正在运行，请等它完成或停止它。", "A simulation is running; wait for it or stop it.";
        NotSimulating: "没有正在运行的模拟。", "No simulation is running.";
        NotSimulated: "还没有模拟结果，先运行一次。", "There is no result yet; run a simulation first.";
        Busy: "正在处理，请等它完成或取消。", "A job is running; wait for it or cancel it.";
    }
}

impl Command {
    pub fn availability(&self, now: &Situation) -> Availability {
        let need = |fits: bool, why: WhyNot| if fits { Ok(()) } else { Err(why) };
        match self {
            Self::Edit(EditCommand::Select(_)) => need(now.project_open, WhyNot::NoProject),
            Self::Edit(edit) => {
                need(now.project_open, WhyNot::NoProject)?;
                need(!now.read_only, WhyNot::ReadOnly)?;
                match edit {
                    EditCommand::Undo => need(now.can_undo, WhyNot::NothingToUndo),
                    EditCommand::Redo => need(now.can_redo, WhyNot::NothingToRedo),
                    EditCommand::DeleteSelected => need(now.feature_selected, WhyNot::NothingSelected),
                    _ => Ok(()),
                }
            }
            Self::Simulation(simulation) => {
                need(now.project_open, WhyNot::NoProject)?;
                match simulation {
                    SimulationCommand::Start(_) => can_run(now),
                    SimulationCommand::Pause | SimulationCommand::Stop => need(now.simulating, WhyNot::NotSimulating),
                    SimulationCommand::Accept { .. } => {
                        need(now.simulated, WhyNot::NotSimulated)?;
                        need(!now.read_only, WhyNot::ReadOnly)
                    }
                    SimulationCommand::TakePartner { .. } => {
                        need(now.simulated, WhyNot::NotSimulated)?;
                        need(!now.read_only, WhyNot::ReadOnly)?;
                        need(!now.simulating, WhyNot::Simulating)
                    }
                    SimulationCommand::Reject(_) => {
                        need(now.simulated, WhyNot::NotSimulated)?;
                        need(!now.read_only, WhyNot::ReadOnly)?;
                        can_run(now)
                    }
                    SimulationCommand::Export(_) | SimulationCommand::TradeOff => {
                        need(now.simulated, WhyNot::NotSimulated)?;
                        need(!now.simulating, WhyNot::Simulating)
                    }
                    SimulationCommand::Discard => need(now.simulated, WhyNot::NotSimulated),
                }
            }
            Self::Project(ProjectCommand::CancelJob) => Ok(()),
            Self::Project(project) => {
                need(!now.busy, WhyNot::Busy)?;
                match project {
                    ProjectCommand::New { .. }
                    | ProjectCommand::Open(_)
                    | ProjectCommand::OpenSample
                    | ProjectCommand::FreshSample => Ok(()),
                    ProjectCommand::ImportBase(_)
                    | ProjectCommand::ImportZones(_)
                    | ProjectCommand::ImportMeasures(_)
                    | ProjectCommand::EditRules => {
                        need(now.project_open, WhyNot::NoProject)?;
                        need(!now.read_only, WhyNot::ReadOnly)
                    }
                    _ => need(now.project_open, WhyNot::NoProject),
                }
            }
            Self::View(view) => match view {
                ViewCommand::Dialog(DialogKind::Import) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)?;
                    need(!now.busy, WhyNot::Busy)
                }
                ViewCommand::Dialog(DialogKind::Export | DialogKind::ExportSheets) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.busy, WhyNot::Busy)
                }
                ViewCommand::Dialog(DialogKind::RenameProject) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)
                }
                ViewCommand::NextIssue | ViewCommand::PreviousIssue => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(now.issues, WhyNot::NoIssues)
                }
                ViewCommand::FixIssue | ViewCommand::Dialog(DialogKind::AnswerIssue) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)?;
                    need(now.issues, WhyNot::NoIssues)
                }
                ViewCommand::RunSimulation => {
                    need(now.project_open, WhyNot::NoProject)?;
                    can_run(now)
                }
                ViewCommand::AcceptSimulation => {
                    need(now.simulated, WhyNot::NotSimulated)?;
                    need(!now.read_only, WhyNot::ReadOnly)
                }
                ViewCommand::Dialog(DialogKind::Certificate) | ViewCommand::ToggleBefore => {
                    need(now.simulated, WhyNot::NotSimulated)
                }
                ViewCommand::Issues
                | ViewCommand::Simulation
                | ViewCommand::CommandLine
                | ViewCommand::Dialog(DialogKind::CompareRules | DialogKind::CompareSchemes | DialogKind::Contiguity) => {
                    need(now.project_open, WhyNot::NoProject)
                }
                ViewCommand::FitSelection => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(now.feature_selected, WhyNot::NothingSelected)
                }
                ViewCommand::Paste | ViewCommand::Dialog(DialogKind::PickByClass) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)
                }
                ViewCommand::Shape(_) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)?;
                    need(now.zone_selected, WhyNot::NoZone)
                }
                ViewCommand::RenameSelected => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(now.zone_selected, WhyNot::NoZone)
                }
                ViewCommand::Tool(
                    ToolKind::DrawZone
                    | ToolKind::DrawMeasure
                    | ToolKind::PaintParcels
                    | ToolKind::PaintZone
                    | ToolKind::Split
                    | ToolKind::Reshape
                    | ToolKind::LockParcels,
                ) => {
                    need(now.project_open, WhyNot::NoProject)?;
                    need(!now.read_only, WhyNot::ReadOnly)
                }
                ViewCommand::Tool(_)
                | ViewCommand::FitAll
                | ViewCommand::ZoomToLayer(_)
                | ViewCommand::ZoomToConflicts { .. }
                | ViewCommand::ZoomTo(_)
                | ViewCommand::ZoomIn
                | ViewCommand::ZoomOut
                | ViewCommand::ToggleDrawer
                | ViewCommand::Drawer(_)
                | ViewCommand::ToggleFullColours => need(now.project_open, WhyNot::NoProject),
                _ => Ok(()),
            },
        }
    }
}

fn can_run(now: &Situation) -> Availability {
    if now.simulating {
        Err(WhyNot::Simulating)
    } else if !now.land_prepared {
        Err(WhyNot::NoLand)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disabled_command_says_why() {
        let undo = Command::Edit(EditCommand::Undo);
        assert_eq!(undo.availability(&Situation::default()), Err(WhyNot::NoProject));
        let open = Situation { project_open: true, ..Situation::default() };
        assert_eq!(undo.availability(&open), Err(WhyNot::NothingToUndo));
        assert_eq!(undo.availability(&Situation { can_undo: true, ..open }), Ok(()));
    }
}
