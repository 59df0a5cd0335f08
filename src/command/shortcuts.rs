//! Which keys start which command. One table: the window, the menus and the list of keys read it.

use super::{Command, DialogKind, DrawerTab, EditCommand, ToolKind, ViewCommand};

/// Keys that shortcuts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Letter(char),
    Digit(u8),
    Function(u8),
    Delete,
    Escape,
    Enter,
    Home,
    Plus,
    Minus,
    Semicolon,
}

/// A key with its modifiers. `control` is Command on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    pub control: bool,
    pub shift: bool,
    pub key: Key,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Self { control: false, shift: false, key }
    }

    const fn control(key: Key) -> Self {
        Self { control: true, shift: false, key }
    }

    /// `Ctrl+Shift+Z`, as menus show it.
    pub fn label(self) -> String {
        let key = match self.key {
            Key::Letter(letter) => letter.to_string(),
            Key::Digit(digit) => digit.to_string(),
            Key::Function(number) => format!("F{number}"),
            Key::Delete => "Del".to_owned(),
            Key::Escape => "Esc".to_owned(),
            Key::Enter => "Enter".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::Plus => "+".to_owned(),
            Key::Minus => "−".to_owned(),
            Key::Semicolon => ";".to_owned(),
        };
        let control = if self.control { "Ctrl+" } else { "" };
        let shift = if self.shift { "Shift+" } else { "" };
        format!("{control}{shift}{key}")
    }

    /// Every shortcut with what it starts; the first of several for one command is the one that menus show.
    pub fn all() -> Vec<(Self, Command)> {
        let view = |shortcut, command| (shortcut, Command::View(command));
        let edit = |shortcut, command| (shortcut, Command::Edit(command));
        let mut all = vec![
            view(Self::control(Key::Letter('N')), ViewCommand::Dialog(DialogKind::New)),
            view(Self::control(Key::Letter('O')), ViewCommand::Dialog(DialogKind::Open)),
            view(Self::control(Key::Letter('I')), ViewCommand::Dialog(DialogKind::Import)),
            view(Self::control(Key::Letter('E')), ViewCommand::Dialog(DialogKind::Export)),
            view(Self::control(Key::Letter('Q')), ViewCommand::Quit),
            edit(Self::control(Key::Letter('Z')), EditCommand::Undo),
            edit(Self { control: true, shift: true, key: Key::Letter('Z') }, EditCommand::Redo),
            edit(Self::control(Key::Letter('Y')), EditCommand::Redo),
            view(Self::control(Key::Letter('V')), ViewCommand::Paste),
            edit(Self::plain(Key::Delete), EditCommand::DeleteSelected),
            view(Self::plain(Key::Home), ViewCommand::FitAll),
            view(Self::plain(Key::Letter('F')), ViewCommand::FitSelection),
            view(Self::plain(Key::Plus), ViewCommand::ZoomIn),
            view(Self::plain(Key::Minus), ViewCommand::ZoomOut),
            view(Self::plain(Key::Function(7)), ViewCommand::ToggleDrawer),
            view(Self::plain(Key::Function(9)), ViewCommand::ToggleLeftPanel),
            view(Self::plain(Key::Function(10)), ViewCommand::ToggleRightPanel),
            view(Self::plain(Key::Function(11)), ViewCommand::ToggleFullScreen),
            view(Self::control(Key::Letter('K')), ViewCommand::Palette),
            view(Self::plain(Key::Semicolon), ViewCommand::CommandLine),
            view(Self::plain(Key::Letter('V')), ViewCommand::Tool(ToolKind::Select)),
            view(Self::plain(Key::Letter('Z')), ViewCommand::Tool(ToolKind::DrawZone)),
            view(Self::plain(Key::Letter('D')), ViewCommand::Tool(ToolKind::DrawMeasure)),
            view(Self::plain(Key::Letter('B')), ViewCommand::Tool(ToolKind::PaintParcels)),
            view(Self::plain(Key::Letter('G')), ViewCommand::Tool(ToolKind::PaintZone)),
            view(Self::plain(Key::Letter('S')), ViewCommand::Tool(ToolKind::Split)),
            view(Self::plain(Key::Letter('E')), ViewCommand::Tool(ToolKind::Reshape)),
            view(Self::plain(Key::Letter('M')), ViewCommand::Tool(ToolKind::Ruler)),
            view(Self::plain(Key::Letter('T')), ViewCommand::ToggleTracing),
            view(Self::plain(Key::Letter('O')), ViewCommand::TraceOtherWay),
            view(Self::plain(Key::Function(3)), ViewCommand::ToggleSnapping),
            edit(Self::plain(Key::Function(4)), EditCommand::ToggleSharedBoundaries),
            view(Self::plain(Key::Letter('I')), ViewCommand::Tool(ToolKind::Identify)),
            view(Self::plain(Key::Letter('L')), ViewCommand::Tool(ToolKind::LockParcels)),
            view(Self::plain(Key::Function(6)), ViewCommand::Simulation),
            view(Self::control(Key::Letter('R')), ViewCommand::RunSimulation),
            view(Self::plain(Key::Letter('A')), ViewCommand::ToggleBefore),
            view(Self::plain(Key::Function(2)), ViewCommand::RenameSelected),
            view(Self::control(Key::Letter('T')), ViewCommand::Drawer(DrawerTab::Attributes)),
            view(Self::plain(Key::Function(8)), ViewCommand::NextIssue),
            view(Self { control: false, shift: true, key: Key::Function(8) }, ViewCommand::PreviousIssue),
            view(Self::control(Key::Enter), ViewCommand::FixIssue),
            view(Self::control(Key::Letter('D')), ViewCommand::Dialog(DialogKind::AnswerIssue)),
            view(Self::plain(Key::Function(1)), ViewCommand::Dialog(DialogKind::Keys)),
            view(Self::plain(Key::Escape), ViewCommand::Escape),
        ];
        all.extend((1..=9).map(|number| {
            edit(Self::control(Key::Digit(number)), EditCommand::SwitchSchemeNumber(usize::from(number)))
        }));
        all
    }

    /// The shortcut that menus show beside a command.
    pub fn of(command: &Command) -> Option<Self> {
        let name = command.describe().name;
        Self::all()
            .into_iter()
            .find(|(_, other)| name != super::DescribeText::Other && other.describe().name == name)
            .map(|(shortcut, _)| shortcut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_starts_two_commands() {
        let all = Shortcut::all();
        for (index, (shortcut, _)) in all.iter().enumerate() {
            assert!(all[..index].iter().all(|(other, _)| other != shortcut), "{} is given twice", shortcut.label());
        }
    }

    #[test]
    fn menus_show_the_first_key_of_a_command() {
        assert_eq!(
            Shortcut::of(&Command::Edit(EditCommand::Redo)).map(Shortcut::label),
            Some("Ctrl+Shift+Z".to_owned())
        );
        assert_eq!(Shortcut::of(&Command::View(ViewCommand::ToggleTheme)), None);
    }
}
