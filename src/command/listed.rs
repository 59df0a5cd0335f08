//! Commands that need nothing but themselves: menus and palette list them, keys start them.

use super::{
    Command, DialogKind, DrawerTab, EditCommand, ProjectCommand, ShapeVerb, SimulationCommand, ToolKind, ViewCommand,
};

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    View,
    Zone,
    Shape,
    Measure,
    Scheme,
    Analysis,
    Help,
}

impl Menu {
    pub const ALL: &'static [Self] = &[
        Self::File,
        Self::Edit,
        Self::View,
        Self::Zone,
        Self::Shape,
        Self::Measure,
        Self::Scheme,
        Self::Analysis,
        Self::Help,
    ];

    /// What stands in the menu, in its order.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        listed().into_iter().filter(move |(menu, _)| *menu == self).map(|(_, command)| command)
    }
}

/// Every command that can be asked for without an argument, with the menu that it stands in, in menu order.
pub fn listed() -> Vec<(Menu, Command)> {
    let view = |menu, command| (menu, Command::View(command));
    let edit = |menu, command| (menu, Command::Edit(command));
    let simulation = |command| (Menu::Analysis, Command::Simulation(command));
    vec![
        view(Menu::File, ViewCommand::Dialog(DialogKind::New)),
        view(Menu::File, ViewCommand::Dialog(DialogKind::Open)),
        (Menu::File, Command::Project(ProjectCommand::OpenSample)),
        (Menu::File, Command::Project(ProjectCommand::FreshSample)),
        view(Menu::File, ViewCommand::Dialog(DialogKind::Import)),
        view(Menu::File, ViewCommand::Dialog(DialogKind::Export)),
        view(Menu::File, ViewCommand::Dialog(DialogKind::ExportSheets)),
        view(Menu::File, ViewCommand::Dialog(DialogKind::RenameProject)),
        (Menu::File, Command::Project(ProjectCommand::Close)),
        view(Menu::File, ViewCommand::Quit),
        edit(Menu::Edit, EditCommand::Undo),
        edit(Menu::Edit, EditCommand::Redo),
        edit(Menu::Edit, EditCommand::DeleteSelected),
        view(Menu::Edit, ViewCommand::Paste),
        view(Menu::View, ViewCommand::FitAll),
        view(Menu::View, ViewCommand::FitSelection),
        view(Menu::View, ViewCommand::ZoomIn),
        view(Menu::View, ViewCommand::ZoomOut),
        view(Menu::View, ViewCommand::ToggleLeftPanel),
        view(Menu::View, ViewCommand::ToggleRightPanel),
        view(Menu::View, ViewCommand::ToggleFullColours),
        view(Menu::View, ViewCommand::ToggleTheme),
        view(Menu::View, ViewCommand::ToggleLanguage),
        view(Menu::View, ViewCommand::ToggleFullScreen),
        view(Menu::View, ViewCommand::Palette),
        view(Menu::View, ViewCommand::CommandLine),
        view(Menu::Zone, ViewCommand::Tool(ToolKind::Select)),
        view(Menu::Zone, ViewCommand::Tool(ToolKind::DrawZone)),
        view(Menu::Zone, ViewCommand::Tool(ToolKind::PaintZone)),
        view(Menu::Zone, ViewCommand::Dialog(DialogKind::PickByClass)),
        edit(Menu::Zone, EditCommand::ToggleSharedBoundaries),
        view(Menu::Zone, ViewCommand::ToggleSnapping),
        view(Menu::Zone, ViewCommand::ToggleTracing),
        view(Menu::Zone, ViewCommand::TraceOtherWay),
        view(Menu::Zone, ViewCommand::Tool(ToolKind::Ruler)),
        view(Menu::Zone, ViewCommand::Tool(ToolKind::Identify)),
        view(Menu::Zone, ViewCommand::RenameSelected),
        view(Menu::Zone, ViewCommand::Drawer(DrawerTab::Attributes)),
        view(Menu::Shape, ViewCommand::Tool(ToolKind::Split)),
        view(Menu::Shape, ViewCommand::Tool(ToolKind::Reshape)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::SplitArea)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Merge)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Offset)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Rotate)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Align)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Simplify)),
        view(Menu::Shape, ViewCommand::Shape(ShapeVerb::Copy)),
        view(Menu::Measure, ViewCommand::Tool(ToolKind::DrawMeasure)),
        view(Menu::Measure, ViewCommand::Tool(ToolKind::PaintParcels)),
        view(Menu::Analysis, ViewCommand::Issues),
        view(Menu::Analysis, ViewCommand::NextIssue),
        view(Menu::Analysis, ViewCommand::PreviousIssue),
        view(Menu::Analysis, ViewCommand::FixIssue),
        view(Menu::Analysis, ViewCommand::Dialog(DialogKind::AnswerIssue)),
        view(Menu::Analysis, ViewCommand::Dialog(DialogKind::CompareSchemes)),
        view(Menu::Analysis, ViewCommand::Dialog(DialogKind::CompareRules)),
        (Menu::Analysis, Command::Project(ProjectCommand::EditRules)),
        view(Menu::Analysis, ViewCommand::Dialog(DialogKind::Contiguity)),
        view(Menu::Analysis, ViewCommand::Simulation),
        view(Menu::Analysis, ViewCommand::RunSimulation),
        simulation(SimulationCommand::Pause),
        simulation(SimulationCommand::Stop),
        view(Menu::Analysis, ViewCommand::AcceptSimulation),
        view(Menu::Analysis, ViewCommand::Dialog(DialogKind::Certificate)),
        simulation(SimulationCommand::Discard),
        view(Menu::Analysis, ViewCommand::ToggleBefore),
        view(Menu::Analysis, ViewCommand::Tool(ToolKind::LockParcels)),
        view(Menu::Analysis, ViewCommand::ToggleDrawer),
        view(Menu::Analysis, ViewCommand::Drawer(DrawerTab::Form)),
        view(Menu::Analysis, ViewCommand::Drawer(DrawerTab::Structure)),
        view(Menu::Analysis, ViewCommand::Drawer(DrawerTab::Ledgers)),
        view(Menu::Analysis, ViewCommand::Drawer(DrawerTab::Indicators)),
        view(Menu::Analysis, ViewCommand::Drawer(DrawerTab::Charts)),
        view(Menu::Help, ViewCommand::Dialog(DialogKind::Keys)),
        view(Menu::Help, ViewCommand::Dialog(DialogKind::Messages)),
        view(Menu::Help, ViewCommand::Dialog(DialogKind::About)),
    ]
}
