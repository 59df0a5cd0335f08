//! The application: what there is, and the order of a frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::frame::Panels;
use super::frame_log::{FrameLog, Shown};
use super::preferences::Preferences;
use super::software_painter::SoftwarePainter;
use super::source_files::FilesOnDisk;
use super::{launch, renderer};
use crate::canvas::Canvas;
use crate::command::{Command, EditCommand, ProjectCommand};
use crate::i18n::{Text, texts};
use crate::session::{NoticeKind, Outliner, Session, SimulationView};
use crate::storage::project::Project;
use crate::ui::dialogs::DialogTools;
use crate::ui::file_chooser::FileChooser;
use crate::ui::{Desk, shortcuts, style};

texts! {
    ApplicationText {
        SoftwareRenderer: "没有可用的显卡驱动，正在用软件绘图（{0}），地图会慢一些。更新显卡驱动后自动恢复。", "No graphics driver can be used; the window is drawn in software ({0}) and the map is slower. It recovers once the driver is updated.";
        DropNeedsProject: "先打开或新建一个项目，再把数据文件拖进来。", "Open or make a project first, then drop data files on it.";
        DropOneByOne: "一次处理一个文件；还没有处理：{0}。请逐个拖入。", "One file at a time; not taken yet: {0}. Drop them one by one.";
        Program: "田方", "Tianfang";
    }
}

/// What the window shows first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The start page.
    Welcome,
    /// The project named on the command line.
    Project(PathBuf),
    /// The last project; the very first time, the sample.
    Remembered,
}

/// What an application is made with.
pub struct Setup {
    pub start: Start,
    pub chooser: Box<dyn FileChooser>,
    /// The program's own folder: the private copy of the sample goes there.
    pub home: PathBuf,
    /// When the program was started, for the log.
    pub started: Instant,
}

/// The window's application.
pub struct Application {
    pub(super) session: Session,
    pub(super) canvas: Canvas,
    pub(super) preferences: Preferences,
    pub(super) panels: Panels,
    pub(super) tools: DialogTools,
    /// Asked for, carried out at the start of the next frame.
    pub(super) commands: Vec<Command>,
    outliner: Outliner,
    frame_log: FrameLog,
}

impl Application {
    pub fn new(creation: &eframe::CreationContext<'_>, setup: Setup) -> Self {
        let context = creation.egui_ctx.clone();
        style::install(&context);
        let stored = creation.storage.and_then(|storage| eframe::get_value(storage, eframe::APP_KEY));
        let mut preferences: Preferences = stored.unwrap_or_default();
        preferences.forget_missing();
        style::choose(&context, preferences.view.theme);
        let mut session = Session::new(Arc::new(move || context.request_repaint()), setup.home);
        let render_state = creation.wgpu_render_state.as_ref();
        let (renderer, software) =
            render_state.map(|state| renderer::describe(&state.adapter.get_info())).unwrap_or_default();
        if software {
            let message = ApplicationText::SoftwareRenderer.with([renderer.as_str().into()]);
            session.notify(NoticeKind::Information, message);
            if let Some(painter) = render_state.and_then(SoftwarePainter::new) {
                creation.egui_ctx.add_plugin(painter);
            }
        }
        let tools = DialogTools {
            chooser: setup.chooser,
            sources: Arc::new(FilesOnDisk),
            documents: launch::documents_folder(),
            renderer,
        };
        let commands = first_command(&setup.start, &preferences).into_iter().collect();
        preferences.started_before = true;
        Self {
            session,
            canvas: Canvas::new(render_state),
            preferences,
            panels: Panels::default(),
            tools,
            commands,
            outliner: Outliner::default(),
            frame_log: FrameLog::new(setup.started),
        }
    }

    /// For tests: the project in use.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// For tests: where land is on the screen, metres of the project's plane.
    pub fn screen_of(&self, land: [f64; 2]) -> Option<egui::Pos2> {
        self.canvas.screen_of(land)
    }

    /// For tests: asks for a command as a panel would.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// What the window remembers.
    pub fn preferences(&mut self) -> &mut Preferences {
        &mut self.preferences
    }

    fn collect(&mut self, context: &egui::Context) {
        self.remember_map();
        self.session.poll();
        for command in std::mem::take(&mut self.commands) {
            self.carry_out(command, context);
        }
        let news = self.session.take_news();
        if news.project {
            self.project_changed();
        }
        if news.project || news.change.settings {
            self.set_title(context);
        }
        self.outliner.follow(&self.session, &mut self.preferences.view);
        self.canvas.take_news(&news, &self.session, &self.preferences.view);
        if news.project {
            self.show_where_it_was_left();
        }
        style::choose(context, self.preferences.view.theme);
    }

    /// Before anything is carried out: the project may be another one afterwards.
    fn remember_map(&mut self) {
        if let (Some(project), Some(shown)) = (self.session.project(), self.canvas.visible_bounds()) {
            self.preferences.remember_map(&project.path(), shown);
        }
    }

    /// A project opens on the land it was closed on, as long as it still has something there.
    fn show_where_it_was_left(&mut self) {
        let Some(project) = self.session.project() else { return };
        let left = self.preferences.shown.get(&project.path());
        if let Some(bounds) = left.filter(|bounds| bounds.meets(&project.bounds())) {
            self.canvas.set_visible_bounds(*bounds);
        }
    }

    fn project_changed(&mut self) {
        self.panels.project_changed();
        self.preferences.view.identified = None;
        self.preferences.view.snap.skipped.clear();
        self.preferences.view.issue = None;
        self.preferences.view.highlight = None;
        self.preferences.view.simulation = SimulationView::default();
        match self.session.project() {
            Some(project) => self.preferences.opened(&project.path()),
            None => self.preferences.last = None,
        }
    }

    fn set_title(&self, context: &egui::Context) {
        let program = ApplicationText::Program.get(self.preferences.view.language);
        let title = match self.session.project() {
            Some(project) => format!("{} — {program}", project.document().settings().name),
            None => program.to_owned(),
        };
        context.send_viewport_cmd(egui::ViewportCommand::Title(title));
    }

    /// Files dropped on the window: a project is opened, data are imported, one file at a time.
    fn take_dropped_files(&mut self, context: &egui::Context) {
        let dropped: Vec<PathBuf> =
            context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let Some(path) = chosen_of(&dropped) else { return };
        if is_project(path) {
            self.commands.push(Command::Project(ProjectCommand::Open(path.to_owned())));
        } else if self.session.project().is_some() && is_list_of_points(path) {
            self.commands.push(Command::Edit(EditCommand::ReadPoints(path.to_owned())));
        } else if self.session.project().is_some() {
            self.panels.dialogs.import(path, context, &self.tools);
        } else {
            return self.session.notify(NoticeKind::Warning, ApplicationText::DropNeedsProject.plain());
        }
        let left: Vec<String> =
            dropped.iter().filter(|other| !belongs_to(other, path)).filter_map(|other| name_of(other)).collect();
        if !left.is_empty() {
            let message = ApplicationText::DropOneByOne.with([left.join(", ").into()]);
            self.session.notify(NoticeKind::Warning, message);
        }
    }
}

impl eframe::App for Application {
    fn logic(&mut self, context: &egui::Context, _: &mut eframe::Frame) {
        self.collect(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        let shown = match self.session.project() {
            None => Shown::Window,
            Some(_) if self.canvas.is_complete() => Shown::Everything,
            Some(_) => Shown::Project,
        };
        self.frame_log.frame(&context, frame.info().cpu_usage, shown);
        self.take_dropped_files(&context);
        if !self.panels.is_modal() {
            self.commands.extend(shortcuts::pressed(&context));
            self.commands.extend(shortcuts::pasted(&context));
        }
        let view = &mut self.preferences.view;
        view.previewed = None;
        let mut desk = Desk { session: &self.session, view, commands: &mut self.commands };
        self.panels.ui(ui, &mut desk, &mut self.canvas, &self.tools, &self.preferences.recent);
        if !self.commands.is_empty() {
            context.request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, eframe::APP_KEY, &self.preferences);
    }

    fn on_exit(&mut self) {
        self.session.end();
    }

    /// Sizes of panels belong to the window; nothing else of egui's memory is worth keeping.
    fn persist_egui_memory(&self) -> bool {
        true
    }
}

fn first_command(start: &Start, preferences: &Preferences) -> Option<Command> {
    let project = match start {
        Start::Welcome => return None,
        Start::Project(path) => ProjectCommand::Open(path.clone()),
        Start::Remembered => match &preferences.last {
            Some(path) => ProjectCommand::Open(path.clone()),
            None if preferences.started_before => return None,
            None => ProjectCommand::OpenSample,
        },
    };
    Some(Command::Project(project))
}

/// Endings of the files that data are read from; what else lies beside a shapefile comes along with it.
const DATA_ENDINGS: [&str; 4] = ["gpkg", "shp", "geojson", "json"];

/// Of files dropped together the one that is taken: a project before data, data before what the program does not know.
fn chosen_of(dropped: &[PathBuf]) -> Option<&Path> {
    let is_data = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| DATA_ENDINGS.contains(&ending.as_str()))
    };
    let project = dropped.iter().find(|path| is_project(path));
    project.or_else(|| dropped.iter().find(|path| is_data(path))).or(dropped.first()).map(PathBuf::as_path)
}

/// A project is a folder with its marker in it; the marker itself may be dropped too.
fn is_project(path: &Path) -> bool {
    Project::find(path).is_ok() || path.extension().is_some_and(|extension| extension == "tianfang")
}

/// Surveys hand boundary points over as text.
fn is_list_of_points(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["txt", "csv"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file is the one that was taken, or one of those that come along with it (`DLTB.dbf` with `DLTB.shp`).
fn belongs_to(file: &Path, taken: &Path) -> bool {
    file == taken || (file.parent() == taken.parent() && file.file_stem() == taken.file_stem())
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_opens_by_itself_only_once() {
        let mut preferences = Preferences::default();
        let first = first_command(&Start::Remembered, &preferences);
        assert!(matches!(first, Some(Command::Project(ProjectCommand::OpenSample))));
        preferences.started_before = true;
        assert!(first_command(&Start::Remembered, &preferences).is_none());
        preferences.last = Some("a.tianfang".into());
        let next = first_command(&Start::Remembered, &preferences);
        assert!(matches!(next, Some(Command::Project(ProjectCommand::Open(_)))));
    }

    #[test]
    fn of_files_dropped_together_the_one_that_can_be_read_is_taken() {
        let dropped: Vec<PathBuf> = ["DLTB.dbf", "DLTB.prj", "DLTB.shp", "说明.docx"].map(PathBuf::from).to_vec();
        let taken = chosen_of(&dropped).unwrap();
        assert_eq!(taken, Path::new("DLTB.shp"));
        let left: Vec<&PathBuf> = dropped.iter().filter(|file| !belongs_to(file, taken)).collect();
        assert_eq!(left, [Path::new("说明.docx")]);
    }

    #[test]
    fn the_marker_of_a_project_is_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("新塍镇");
        drop(Project::create(&project, crate::crs::GaussKruger::from_epsg(4549).unwrap(), "新塍镇").unwrap());
        assert!(is_project(&project) && is_project(&project.join("project.ron")));
        assert!(!is_project(folder.path()));
    }
}
