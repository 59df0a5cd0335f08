//! The system's own dialogs for files and folders. They may take long or hang (a portal that does not answer), so they run
//! on a thread of their own and the window goes on; tests put their own chooser in.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What is being looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An existing project folder, or the folder that a new one is made in.
    Folder,
    /// A file to import.
    DataFile,
    /// A rule pack of a county.
    RulePack,
    /// A GeoPackage to write, with the folder and the name to begin with.
    Geopackage { suggested: PathBuf },
    /// Where the files of a simulation go.
    Certificate { suggested: PathBuf },
}

/// A dialog that is open.
pub struct Choosing {
    receiver: Receiver<Option<PathBuf>>,
}

impl Choosing {
    pub fn new(receiver: Receiver<Option<PathBuf>>) -> Self {
        Self { receiver }
    }

    /// `None` while it is open, then what was chosen: nothing, if it was closed or could not be shown.
    pub fn answer(&self) -> Option<Option<PathBuf>> {
        match self.receiver.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(None),
        }
    }
}

/// Shows a dialog; the window is woken when it is answered.
pub trait FileChooser {
    fn choose(&self, purpose: Purpose, context: &egui::Context) -> Choosing;
}

/// The system's dialogs.
#[derive(Clone, Debug, Default)]
pub struct SystemFileChooser {
    /// Knows the window that dialogs lie over; without one they could disappear behind it.
    dialog: rfd::FileDialog,
}

impl SystemFileChooser {
    /// Dialogs over the window that is being made, where the system can be told which that is.
    pub fn over(window: &eframe::CreationContext<'_>) -> Self {
        Self { dialog: rfd::FileDialog::new().set_parent(window) }
    }
}

impl FileChooser for SystemFileChooser {
    fn choose(&self, purpose: Purpose, context: &egui::Context) -> Choosing {
        let (sender, receiver) = channel();
        let (dialog, context) = (self.dialog.clone(), context.clone());
        std::thread::spawn(move || {
            let answer = match purpose {
                Purpose::Folder => dialog.pick_folder(),
                Purpose::DataFile => {
                    dialog.add_filter("GeoPackage, Shapefile, GeoJSON", &["gpkg", "shp", "geojson", "json"]).pick_file()
                }
                Purpose::RulePack => dialog.add_filter("RON", &["ron"]).pick_file(),
                Purpose::Geopackage { suggested } => {
                    save(dialog.add_filter("GeoPackage", &["gpkg"]).add_filter("Excel", &["xlsx"]), &suggested)
                }
                Purpose::Certificate { suggested } => save(dialog.add_filter("JSON", &["json"]), &suggested),
            };
            // The window may be gone by now; then nobody wants the answer.
            let _ = sender.send(answer);
            context.request_repaint();
        });
        Choosing::new(receiver)
    }
}

/// Asks for a file to write, beginning with a folder and a name.
fn save(dialog: rfd::FileDialog, suggested: &Path) -> Option<PathBuf> {
    let dialog = dialog.set_file_name(suggested.file_name().unwrap_or_default().to_string_lossy());
    match suggested.parent().filter(|folder| folder.is_dir()) {
        Some(folder) => dialog.set_directory(folder).save_file(),
        None => dialog.save_file(),
    }
}
