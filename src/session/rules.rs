//! The rule pack of the project in hand: its own file where it has one, read again whenever it is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::checks::{DEFAULT_PACK, PackShelf, RulePack};
use crate::i18n::{Explain, Message};
use crate::jobs::{Wake, Watch};
use crate::storage::own_files::changed_at;
use crate::storage::rules::{RULES_FILE, load_project_rules, load_rules};

/// How often the rule pack's files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The rule pack in use.
#[derive(Default)]
pub(super) struct Rules {
    shelf: PackShelf,
    /// Where the project's own file is, or would be.
    own: PathBuf,
    /// Why the project's file can't be used as it stands; the last good pack is in use then.
    problem: Option<Message>,
    watch: Option<Watch>,
}

impl Rules {
    /// The project's own pack where it has one, else the built-in one.
    pub fn of_project(folder: &Path, wake: &Wake) -> Self {
        let mut rules = Self { own: folder.join(RULES_FILE), ..Self::default() };
        rules.shelf = PackShelf::new(load_rules(DEFAULT_PACK).map(|loaded| loaded.pack).unwrap_or_default());
        rules.read(wake);
        rules
    }

    pub fn pack(&self) -> &Arc<RulePack> {
        self.shelf.pack()
    }

    /// Why the project's own file can't be used as it stands.
    pub fn problem(&self) -> Option<&Message> {
        self.problem.as_ref()
    }

    /// The project's own file, if it is there.
    pub fn file(&self) -> Option<&Path> {
        self.own.exists().then_some(self.own.as_path())
    }

    /// Reads the rules as they are on the disk, and watches what they were read from; returns whether they are others now.
    pub fn read(&mut self, wake: &Wake) -> bool {
        let mut files = vec![self.own.clone()];
        // Stamped before they are read: what is written in between is read again.
        let stamp = changed_at(&self.own);
        let folder = self.own.parent().unwrap_or(Path::new(""));
        let changed = match load_project_rules(folder) {
            Ok(loaded) => {
                files.extend(loaded.files.into_iter().skip(1));
                self.problem = None;
                let changed = loaded.pack != **self.shelf.pack();
                if changed {
                    self.shelf = PackShelf::new(loaded.pack);
                }
                changed
            }
            Err(problem) => {
                self.problem = Some(problem.message());
                false
            }
        };
        let stamps = move || files.iter().map(|file| changed_at(file)).collect::<Vec<Option<SystemTime>>>();
        let mut known = stamps();
        known[0] = stamp;
        self.watch = Some(Watch::start(wake.clone(), LOOK_EVERY, move || {
            let now = stamps();
            let changed = now != known;
            known = now;
            changed
        }));
        changed
    }

    /// Reads the rules again if a file was written, has appeared or is gone; returns whether they are others now.
    pub fn follow_file(&mut self, wake: &Wake) -> bool {
        self.watch.as_ref().is_some_and(Watch::has_changed) && self.read(wake)
    }
}
