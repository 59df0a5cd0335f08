//! Opening, making and closing projects.

use std::path::{Path, PathBuf};

use super::job_progress::ReadProgress;
use crate::base::LayerId;
use crate::command::ProjectCommand;
use crate::crs::GaussKruger;
use crate::i18n::{Explain, Message, Text};
use crate::jobs::{Job, Progress};
use crate::session::assessing::Assessing;
use crate::session::contested::ContestedCache;
use crate::session::figures::FigureCache;
use crate::session::simulating::Simulating;
use crate::session::state::{JobResult, RunningJob};
use crate::session::store::Store;
use crate::session::words::SessionText;
use crate::session::{NoticeKind, OpenProject, Session};
use crate::storage::practice;
use crate::storage::project::{Loaded, Project, ProjectProblem, Recovery};
use crate::storage::rules::make_project_rules;

impl Session {
    pub(super) fn run_project(&mut self, command: ProjectCommand) -> Result<(), Message> {
        match command {
            ProjectCommand::New { directory, plane, name } => self.make_project(&directory, plane, &name),
            ProjectCommand::Open(path) => self.open_project(path),
            ProjectCommand::OpenSample => {
                self.open_sample(practice::private_copy);
                Ok(())
            }
            ProjectCommand::FreshSample => {
                self.open_sample(practice::fresh_copy);
                Ok(())
            }
            ProjectCommand::Close => {
                self.close_project();
                Ok(())
            }
            ProjectCommand::ImportBase(request) => self.import_base(request),
            ProjectCommand::ImportZones(request) => self.import_zones(request),
            ProjectCommand::ImportMeasures(request) => self.import_measures(request),
            ProjectCommand::ExportGeopackage(target) => self.export_geopackage(target),
            ProjectCommand::ExportSheets(target) => self.export_sheets(target),
            ProjectCommand::EditRules => self.edit_rules(),
            ProjectCommand::CancelJob => {
                match (&self.job, &self.open) {
                    (Some(running), _) => running.job.cancel(),
                    (None, Some(open)) => open.simulating.stop(),
                    (None, None) => {}
                }
                Ok(())
            }
        }
    }

    /// Starts the one job that the status bar shows.
    pub(super) fn start_job(
        &mut self,
        title: Message,
        can_cancel: bool,
        work: impl FnOnce(&Progress) -> JobResult + Send + 'static,
    ) {
        let job = Job::start(self.wake.clone(), work);
        self.job = Some(RunningJob { title, can_cancel, job });
    }

    fn make_project(&mut self, directory: &Path, plane: GaussKruger, name: &str) -> Result<(), Message> {
        let loaded = Project::create(directory, plane, name).map_err(|problem| problem.message())?;
        self.close_project();
        self.install(loaded);
        Ok(())
    }

    /// What is no project is refused at once, and the open project stays; it stays until the other one is read, too, unless it is
    /// the same, whose lock would stand in its own way.
    fn open_project(&mut self, path: PathBuf) -> Result<(), Message> {
        let folder = Project::find(&path).map_err(|problem| problem.message())?;
        if self.open.as_ref().is_some_and(|open| same_folder(&open.path(), &folder)) {
            self.close_project();
        }
        let title = SessionText::Opening.with([name_of(&path).into()]);
        self.start_job(title, false, move |progress| {
            let result = open_or_look(&path, progress);
            Box::new(move |session: &mut Self| session.take_loaded(result))
        });
        Ok(())
    }

    fn open_sample(&mut self, copy: fn(&Path) -> Result<PathBuf, ProjectProblem>) {
        self.close_project();
        let home = self.home.clone();
        self.start_job(SessionText::Opening.with([SessionText::SampleName.plain().into()]), false, move |progress| {
            let result = copy(&home).and_then(|path| open_or_look(&path, progress));
            Box::new(move |session: &mut Self| session.take_loaded(result))
        });
    }

    /// Makes sure that the project has rules of its own, and says where they are.
    fn edit_rules(&mut self) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let file = make_project_rules(&open.path()).map_err(|problem| problem.message())?;
        self.reread_rules();
        self.notices.add(NoticeKind::Done, SessionText::RulesFile.with([file.as_path().into()]));
        Ok(())
    }

    fn take_loaded(&mut self, result: Result<Loaded, ProjectProblem>) {
        match result {
            Ok(loaded) => {
                self.close_project();
                self.install(loaded);
            }
            Err(problem) => self.notices.add(NoticeKind::Problem, problem.message()),
        }
    }

    /// Makes a loaded project the open one.
    fn install(&mut self, loaded: Loaded) {
        let read_only = loaded.project.is_read_only();
        let name = loaded.document.settings().name.clone();
        let recovery = loaded.recovery;
        for note in loaded.notes {
            self.notices.add(if read_only { NoticeKind::Warning } else { NoticeKind::Information }, note);
        }
        let store = Store::new(loaded.project);
        self.open = Some(OpenProject {
            assessing: Assessing::of_project(store.path(), &self.wake),
            simulating: Simulating::default(),
            store,
            read_only,
            document: loaded.document,
            history: loaded.history,
            layers: loaded.layers.into_iter().map(|layer| (layer.id, layer)).collect(),
            conflicts: None,
            prepared: Vec::new(),
            figures: FigureCache::default(),
            contested: ContestedCache::default(),
            records_since_compaction: recovery.as_ref().map_or(0, |recovery| recovery.steps),
        });
        self.notices.add(NoticeKind::Done, SessionText::Opened.with([name.into()]));
        if let Some(recovery) = recovery.filter(|_| !read_only) {
            self.tell_recovery(&recovery);
        }
        self.selection = None;
        self.gesture = None;
        self.news.project = true;
        self.news.base = true;
        self.prepare_conflicts();
    }

    /// The program was not ended orderly the last time: says what the journal gave back, and what it could not.
    fn tell_recovery(&mut self, recovery: &Recovery) {
        if recovery.steps > 0 {
            let message = SessionText::Recovered.with([recovery.steps.into()]);
            self.notices.add(NoticeKind::Information, message);
        }
        if let Some(tail) = &recovery.bad_tail {
            self.notices.add(NoticeKind::Warning, SessionText::BadTail.with([tail.as_path().into()]));
        }
    }

    /// The window closes: what runs is called off and waited for, so that no half-written file stays, and the project is packed.
    pub fn end(&mut self) {
        if let Some(running) = self.job.take() {
            running.job.cancel();
            if running.can_cancel {
                running.job.finish();
            }
        }
        self.close_project();
    }

    /// Packs and lets go of the open project. Everything is in the journal already, so a failure to pack loses nothing.
    pub fn close_project(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        open.simulating.give_up();
        if !open.read_only
            && let Err(problem) = open.store.lock().compact(&open.document, &open.history)
        {
            self.notices.add(NoticeKind::Warning, problem.message());
        }
        self.selection = None;
        self.gesture = None;
        self.preparing = None;
        self.news.project = true;
    }

    /// Whether the conflict checks were prepared over other layers than are present now.
    pub(super) fn layers_differ_from_prepared(&self) -> bool {
        let present: Option<Vec<LayerId>> = self.open.as_ref().map(OpenProject::present_ids);
        present.as_ref() != self.open.as_ref().map(|open| &open.prepared)
    }
}

/// Opens as the one writer; where another has it or the folder cannot be written, opens to look at.
fn open_or_look(path: &Path, progress: &Progress) -> Result<Loaded, ProjectProblem> {
    let told = ReadProgress(progress);
    match Project::open(path, &|share| told.0.set(share)) {
        Err(why @ (ProjectProblem::InUse { .. } | ProjectProblem::ReadOnly { .. })) => {
            let mut loaded = Project::open_read_only(path, &|share| told.0.set(share))?;
            loaded.notes.insert(0, why.message());
            Ok(loaded)
        }
        other => other,
    }
}

/// Whether two paths lead to one folder, whatever links and spellings they go by.
fn same_folder(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// What to call a project before it is read.
fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
