//! Opens the window. If the graphics driver fails, once more with the software renderer.

use std::path::PathBuf;
use std::time::Instant;

use super::application::{Application, Setup, Start};
use super::renderer::{Adapters, configuration};
use super::{crash_log, icon};
use crate::i18n::{Explain, Message, Text, texts};
use crate::ui::file_chooser::SystemFileChooser;

/// Name under which the system knows the program: folder of the preferences, class of the window.
pub(super) const APPLICATION_ID: &str = "tianfang";
/// Where eframe keeps what the window remembers, in the program's own folder.
pub(super) const MEMORY: &str = "app.ron";
const TITLE: &str = "田方 Tianfang";
const FIRST_SIZE: [f32; 2] = [1366.0, 768.0];
const LEAST_SIZE: [f32; 2] = [1024.0, 640.0];

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowProblem {
    #[error("no window could be opened: {reason}")]
    NoWindow { reason: String },
}

texts! {
    WindowText {
        NoWindow: "无法打开窗口：{0}。请确认有图形桌面；没有显卡时需要软件绘图（Windows 自带 WARP，Linux 安装 mesa-vulkan-drivers）。命令行功能不受影响，见 tianfang --help。",
            "No window could be opened: {0}. A graphical desktop is needed; without a graphics card, a software renderer (WARP on Windows, mesa-vulkan-drivers on Linux). The command line works without, see tianfang --help.";
    }
}

impl Explain for WindowProblem {
    fn message(&self) -> Message {
        match self {
            Self::NoWindow { reason } => WindowText::NoWindow.with([reason.as_str().into()]),
        }
    }
}

/// Opens the window on a project, or on what was open last, and returns when it is closed.
///
/// # Errors
/// [`WindowProblem`] if the system gives no window or nothing can draw in it.
pub fn run(project: Option<PathBuf>) -> Result<(), WindowProblem> {
    let started = Instant::now();
    crash_log::install(home());
    let start = project.map_or(Start::Remembered, Start::Project);
    run_with(Adapters::Best, start.clone(), started).or_else(|first| {
        log::warn!("{first}; trying the software renderer");
        run_with(Adapters::Software, start, started).map_err(|_| first)
    })
}

fn run_with(adapters: Adapters, start: Start, started: Instant) -> Result<(), WindowProblem> {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APPLICATION_ID)
        .with_title(TITLE)
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(LEAST_SIZE)
        .with_drag_and_drop(true);
    if let Some(icon) = icon::window_icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Wgpu,
        wgpu_options: configuration(adapters),
        // eframe would centre the window over the place that it remembers.
        centered: !home().join(MEMORY).is_file(),
        // The map is flat colours: dithering would cost a software renderer a good part of every pixel.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(|creation| {
        let setup = Setup { start, chooser: Box::new(SystemFileChooser::over(creation)), home: home(), started };
        Ok(Box::new(Application::new(creation, setup)))
    });
    eframe::run_native(APPLICATION_ID, options, create)
        .map_err(|problem| WindowProblem::NoWindow { reason: problem.to_string() })
}

/// The program's own folder: preferences, crash log, private copy of the sample.
fn home() -> PathBuf {
    eframe::storage_dir(APPLICATION_ID).unwrap_or_else(|| std::env::temp_dir().join(APPLICATION_ID))
}

/// Where new projects and exports go unless the person says otherwise: the documents of the person, which Windows may keep in
/// OneDrive, else the home folder.
pub fn documents_folder() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    let cloud = std::env::var_os("OneDrive").map(PathBuf::from);
    let named = |folder: PathBuf| ["Documents", "文档"].map(|name| folder.join(name));
    [Some(home.clone()), cloud].into_iter().flatten().flat_map(named).find(|folder| folder.is_dir()).unwrap_or(home)
}
