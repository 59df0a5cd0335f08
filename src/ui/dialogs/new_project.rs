//! A new project: its name, where it lies, its plane. The plane can't be changed later, so a longitude helps to choose it.

use std::path::{Path, PathBuf};

use egui::{ComboBox, DragValue, TextEdit, Ui};

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::command::ProjectCommand;
use crate::crs::{GaussKruger, ZoneWidth};
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::widgets::{PathField, small};

texts! {
    NewText {
        Title: "新建项目", "New project";
        Name: "名称", "Name";
        NameHint: "例如：新塍镇 2025", "For example: Xincheng 2025";
        Folder: "放在哪个文件夹", "In which folder";
        FolderHint: "粘贴或选择路径", "Paste or choose a path";
        Browse: "浏览…", "Browse…";
        Plane: "平面坐标系（CGCS2000 高斯–克吕格）", "Plane (CGCS2000 Gauss-Krüger)";
        Three: "3° 带（1:10,000 及更大）", "3° zones (1:10,000 and larger)";
        Six: "6° 带", "6° zones";
        Prefixed: "东坐标带带号（8 位）", "Easting carries the zone number (8 digits)";
        Helper: "按经度选带", "Choose by longitude";
        HelperSays: "输入当地经度，自动选中央子午线最近的带。", "Type the longitude of the place; the nearest central meridian is chosen.";
        Locked: "坐标系建好后不能更改；导入的数据会转换到这个平面。", "The plane can't be changed later; imported data are converted into it.";
        Will: "将建立 {0}", "This will make {0}";
        Make: "新建", "Make";
        NoName: "先给项目起个名字。", "Name the project first.";
        BadName: "名称不能含有 \\ / : * ? \" < > |", "The name can't hold \\ / : * ? \" < > |";
        NoFolder: "先选择文件夹。", "Choose a folder first.";
        NotAFolder: "这个位置没有文件夹。", "There is no folder at this place.";
        Exists: "这里已经有同名的项目。", "A project of this name is already there.";
    }
}

/// 120° E: the central meridian of most of Zhejiang.
const FIRST_LONGITUDE_DEG: f64 = 120.0;
/// Characters that Windows does not take in a file name.
const FORBIDDEN: &[char] = &['\\', '/', ':', '*', '?', '"', '<', '>', '|'];

pub struct NewProjectDialog {
    name: String,
    folder: PathField,
    width: ZoneWidth,
    prefixed: bool,
    meridian_deg: f64,
    longitude_deg: f64,
}

impl NewProjectDialog {
    pub fn new(documents: &Path) -> Self {
        Self {
            name: String::new(),
            folder: PathField::new(Some(documents)),
            width: ZoneWidth::Three,
            prefixed: false,
            meridian_deg: FIRST_LONGITUDE_DEG,
            longitude_deg: FIRST_LONGITUDE_DEG,
        }
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        let title = desk.say(NewText::Title);
        let outcome = sheet_ui(context, desk, title, 540.0, |ui, desk| {
            ui.label(small(ui, desk.say(NewText::Name)));
            let edit = TextEdit::singleline(&mut self.name).hint_text(desk.say(NewText::NameHint));
            ui.add(edit.desired_width(f32::INFINITY));
            ui.add_space(theme::SPACE_2);
            ui.label(small(ui, desk.say(NewText::Folder)));
            let (hint, browse) = (desk.say(NewText::FolderHint), desk.say(NewText::Browse));
            self.folder.ui(ui, tools.chooser.as_ref(), Purpose::Folder, hint, browse);
            ui.add_space(theme::SPACE_3);
            self.plane_ui(ui, desk);
            ui.add_space(theme::SPACE_3);
            let why_not = self.why_not();
            if why_not.is_none() {
                let path = self.directory().display().to_string();
                ui.label(small(ui, desk.tell(&crate::i18n::Text::with(NewText::Will, [path.into()]))));
            }
            let why_not = why_not.map(|text| desk.say(text).to_owned());
            Buttons::Verb { text: desk.say(NewText::Make), why_not }
        });
        if outcome == Outcome::Accepted
            && let Some(plane) = self.plane()
        {
            let name = self.name.trim().to_owned();
            desk.project_command(ProjectCommand::New { directory: self.directory(), plane, name });
        }
        outcome
    }

    fn plane_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        let title = ui.label(small(ui, desk.say(NewText::Plane)));
        ui.horizontal(|ui| {
            ui.radio_value(&mut self.width, ZoneWidth::Three, desk.say(NewText::Three));
            ui.radio_value(&mut self.width, ZoneWidth::Six, desk.say(NewText::Six));
        });
        if self.plane().is_none() {
            self.choose_nearest();
        }
        ui.horizontal(|ui| {
            let shown = self.plane().map(plane_name).unwrap_or_default();
            let picker = ComboBox::from_id_salt("plane").width(260.0).selected_text(shown);
            let picked = picker.show_ui(ui, |ui| {
                for plane in planes(self.width, self.prefixed) {
                    ui.selectable_value(&mut self.meridian_deg, plane.central_meridian_deg(), plane_name(plane));
                }
            });
            picked.response.labelled_by(title.id);
            ui.label(small(ui, desk.say(NewText::Helper)));
            let longitude = DragValue::new(&mut self.longitude_deg).range(73.5..=136.5).max_decimals(4).suffix("° E");
            if ui.add(longitude).on_hover_text(desk.say(NewText::HelperSays)).changed() {
                self.choose_nearest();
            }
        });
        ui.checkbox(&mut self.prefixed, desk.say(NewText::Prefixed));
        ui.label(small(ui, desk.say(NewText::Locked)));
    }

    fn plane(&self) -> Option<GaussKruger> {
        planes(self.width, self.prefixed).find(|plane| plane.central_meridian_deg() == self.meridian_deg)
    }

    fn choose_nearest(&mut self) {
        let distance = |plane: &GaussKruger| (plane.central_meridian_deg() - self.longitude_deg).abs();
        let nearest = planes(self.width, self.prefixed).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(plane) = nearest {
            self.meridian_deg = plane.central_meridian_deg();
        }
    }

    fn directory(&self) -> PathBuf {
        self.folder.path().join(format!("{}.tianfang", self.name.trim()))
    }

    fn why_not(&self) -> Option<NewText> {
        let name = self.name.trim();
        if name.is_empty() {
            Some(NewText::NoName)
        } else if name.contains(FORBIDDEN) {
            Some(NewText::BadName)
        } else if self.folder.is_empty() {
            Some(NewText::NoFolder)
        } else if !self.folder.path().is_dir() {
            Some(NewText::NotAFolder)
        } else if self.directory().exists() {
            Some(NewText::Exists)
        } else {
            None
        }
    }
}

fn planes(width: ZoneWidth, prefixed: bool) -> impl Iterator<Item = GaussKruger> {
    GaussKruger::all().filter(move |plane| plane.width() == width && plane.prefix().is_some() == prefixed)
}

fn plane_name(plane: GaussKruger) -> String {
    format!("{} • EPSG:{}", plane.short_name(), plane.epsg())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longitude_chooses_the_nearest_meridian() {
        let mut dialog = NewProjectDialog::new(Path::new("x"));
        dialog.longitude_deg = 118.4;
        dialog.choose_nearest();
        assert_eq!(dialog.plane().map(GaussKruger::epsg), Some(4548));
        dialog.width = ZoneWidth::Six;
        dialog.choose_nearest();
        assert_eq!(dialog.plane().map(GaussKruger::central_meridian_deg), Some(117.0));
        dialog.name = "a/b".to_owned();
        assert_eq!(dialog.why_not(), Some(NewText::BadName));
    }
}
