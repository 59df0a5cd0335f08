//! What the window remembers between runs. Never anything of a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::launch::{APPLICATION_ID, MEMORY};
use crate::geometry::Bounds;
use crate::i18n::Language;
use crate::session::ViewState;
use crate::storage::own_files::text_of;

/// As many recent projects as the start page shows without scrolling.
const RECENT: usize = 6;

/// Kept by eframe: unreadable preferences silently become the defaults, so nothing that matters is here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub view: ViewState,
    /// Projects opened before, newest first.
    pub recent: Vec<PathBuf>,
    /// The project that was open at the end.
    pub last: Option<PathBuf>,
    /// What the map showed of each recent project.
    pub shown: BTreeMap<PathBuf, Bounds>,
    /// The program was started before: the sample no longer opens by itself.
    pub started_before: bool,
}

impl Preferences {
    /// A project was opened: it comes first among the recent ones and opens at the next start.
    pub fn opened(&mut self, project: &Path) {
        self.recent.retain(|path| path != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(RECENT);
        self.last = Some(project.to_owned());
    }

    /// Keeps what the map shows of a project for the next time it opens; forgets projects that are no longer recent.
    pub fn remember_map(&mut self, project: &Path, bounds: Bounds) {
        self.shown.insert(project.to_owned(), bounds);
        self.shown.retain(|path, _| self.recent.contains(path));
    }

    /// A project that is not there now (a stick that is not plugged in) does not open by itself. It stays in the list: it may be
    /// back tomorrow.
    pub fn forget_missing(&mut self) {
        self.last.take_if(|path| !path.is_dir());
    }
}

/// The language of the window's preferences, for the command line; Chinese where nothing is remembered.
pub fn preferred_language() -> Language {
    eframe::storage_dir(APPLICATION_ID)
        .and_then(|folder| text_of(&folder.join(MEMORY)))
        .and_then(|text| ron::from_str::<BTreeMap<String, String>>(&text).ok())
        .and_then(|stored| ron::from_str::<Preferences>(stored.get(eframe::APP_KEY)?).ok())
        .map_or(Language::Chinese, |preferences| preferences.view.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_project_comes_first_and_only_once() {
        let mut preferences = Preferences::default();
        for name in ["a", "b", "a", "c", "d", "e", "f", "g"] {
            preferences.opened(Path::new(name));
        }
        let names: Vec<&str> = preferences.recent.iter().filter_map(|path| path.to_str()).collect();
        assert_eq!(names, ["g", "f", "e", "d", "c", "a"]);
        preferences.forget_missing();
        assert!(preferences.recent.len() == RECENT && preferences.last.is_none());
    }

    #[test]
    fn the_map_is_remembered_only_for_recent_projects() {
        let mut preferences = Preferences::default();
        let here = Bounds::around([500_000.0, 3_330_000.0], 800.0);
        preferences.remember_map(Path::new("never opened"), here);
        assert!(preferences.shown.is_empty());
        preferences.opened(Path::new("a"));
        preferences.remember_map(Path::new("a"), here);
        let text = ron::to_string(&preferences).unwrap();
        assert_eq!(ron::from_str::<Preferences>(&text).unwrap().shown[Path::new("a")], here);
    }

    #[test]
    fn preferences_of_an_older_version_are_read() {
        let text = "(recent: [\"D:\\\\新塍镇\\\\整治 2025.tianfang\"])";
        let preferences: Preferences = ron::from_str(text).unwrap();
        assert_eq!(preferences.recent.len(), 1);
        assert_eq!(preferences.view, ViewState::default());
    }
}
