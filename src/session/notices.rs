//! What the program said: the newest line shows in the window, all lines can be read again.

use crate::i18n::Message;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Done,
    Information,
    Warning,
    Problem,
}

/// One message to the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub message: Message,
    /// Counts up; a window that has shown number n shows what is newer.
    pub number: u64,
    /// A command was refused: told until another is carried out.
    pub is_refusal: bool,
}

/// All notices since the start, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    /// How many of them no longer tell of what was done last.
    passed: u64,
}

impl Notices {
    pub fn add(&mut self, kind: NoticeKind, message: Message) {
        self.push(kind, message, false);
    }

    /// Says why a command was refused.
    pub fn refuse(&mut self, why: Message) {
        self.push(NoticeKind::Problem, why, true);
    }

    fn push(&mut self, kind: NoticeKind, message: Message, is_refusal: bool) {
        let number = self.all.len() as u64 + 1;
        self.all.push(Notice { kind, message, number, is_refusal });
    }

    /// What was said last is no longer the last thing done.
    pub fn pass(&mut self) {
        self.passed = self.all.len() as u64;
    }

    /// What was said of the last thing done, if anything was.
    pub fn last_done(&self) -> Option<&Notice> {
        let is_said = |notice: &&Notice| matches!(notice.kind, NoticeKind::Done | NoticeKind::Information);
        self.latest().filter(|notice| notice.number > self.passed).filter(is_said)
    }

    /// The newest warning or problem after number `seen` that still matters.
    pub fn to_show(&self, seen: u64) -> Option<&Notice> {
        let matters = |notice: &&Notice| {
            matches!(notice.kind, NoticeKind::Warning | NoticeKind::Problem)
                && (!notice.is_refusal || notice.number > self.passed)
        };
        self.all.iter().rev().take_while(|notice| notice.number > seen).find(matters)
    }

    pub fn all(&self) -> &[Notice] {
        &self.all
    }

    pub fn latest(&self) -> Option<&Notice> {
        self.all.last()
    }
}

impl super::Session {
    /// Says something that no command of the session is about.
    pub fn notify(&mut self, kind: NoticeKind, message: Message) {
        self.notices.add(kind, message);
    }
}
