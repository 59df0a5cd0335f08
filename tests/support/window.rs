//! The whole program in a window without a display, on an empty project.

#[path = "geojson.rs"]
pub mod geojson;

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use egui::Key;
use egui_kittest::Harness;
use tianfang::app::{Application, Setup, Start};
use tianfang::base::Role;
use tianfang::command::{Command, ImportRequest, ProjectCommand};
use tianfang::crs::GaussKruger;
use tianfang::i18n::Language;
use tianfang::storage::project::Project;
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

/// Nobody chooses a file.
struct NoFiles;

impl FileChooser for NoFiles {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        Choosing::new(channel().1)
    }
}

pub type Window = Harness<'static, Application>;

/// A window on a new project of EPSG:4549 with nothing in it.
pub fn empty_window(folder: &Path, name: &str, size: [f32; 2]) -> Window {
    let project = folder.join(format!("{name}.tianfang"));
    drop(Project::create(&project, GaussKruger::from_epsg(4549).unwrap(), name).unwrap());
    let mut window = Harness::builder().with_size(size).with_max_steps(12).build_eframe(|creation| {
        let (chooser, home) = (Box::new(NoFiles), std::env::temp_dir());
        Application::new(creation, Setup { start: Start::Welcome, chooser, home, started: std::time::Instant::now() })
    });
    ask(&mut window, Command::Project(ProjectCommand::Open(project)));
    wait_for(&mut window, |window| window.session().project().is_some());
    window
}

pub fn ask(window: &mut Window, command: Command) {
    window.state_mut().ask(command);
    window.step();
}

pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

/// Types text where the keyboard is.
pub fn type_in(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_ok();
}

/// Imports a layer; waits until the project has so many and the scheme is judged by them.
pub fn import(window: &mut Window, file: PathBuf, layer: &str, role: Role, layers: usize) {
    let layer = layer.to_owned();
    let request = ImportRequest { file, layer, role, crs: None, encoding: None, repair: false };
    ask(window, Command::Project(ProjectCommand::ImportBase(request)));
    wait_for(window, |window| {
        let project = window.session().project().unwrap();
        project.document().layers().len() == layers && project.assessment_is_current()
    });
}

/// Steps until jobs have brought what is awaited.
pub fn wait_for(window: &mut Window, done: impl Fn(&Application) -> bool) {
    wait_within(window, 2_000, done);
}

/// Steps until what is awaited is there, so many times at most, each at least 5 ms.
pub fn wait_within(window: &mut Window, steps: usize, done: impl Fn(&Application) -> bool) {
    for _ in 0..steps {
        window.step();
        if done(window.state()) {
            window.run_ok();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let said: Vec<String> =
        window.state().session().notices().all().iter().map(|n| n.message.say(Language::English)).collect();
    panic!("a job did not end: {said:?}");
}
