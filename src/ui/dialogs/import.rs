//! Brings a layer in: which file and layer, what it is (guessed, always shown), its coordinates and its texts. Nothing is
//! assumed silently: what the file does not say is asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{ComboBox, Grid, RichText, Ui};

use super::health::{HealthSubject, HealthView};
use super::sheet::{Buttons, Outcome, sheet_ui};
use super::source::{SourceCrsStatement, SourceFile, SourceLayer};
use super::stack::DialogTools;
use crate::base::{Role, guess_role};
use crate::command::{ImportRequest, ProjectCommand};
use crate::crs::{SourceCrs, crs_from_text};
use crate::i18n::{Explain, Message, Text, count, texts};
use crate::jobs::{Job, Outcome as JobOutcome, Wake};
use crate::theme;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{PathField, divider_ui, small};

texts! {
    ImportText {
        Title: "导入数据", "Import data";
        File: "文件（GeoPackage、Shapefile、GeoJSON）", "File (GeoPackage, Shapefile, GeoJSON)";
        Hint: "粘贴路径、选择文件，或把文件拖进窗口", "Paste a path, choose a file, or drop one on the window";
        Browse: "浏览…", "Browse…";
        Looking: "正在查看文件…", "Looking into the file…";
        Layer: "图层", "Layer";
        Facts: "{0} • {1} 个要素", "{0} • {1:feature|features}";
        Role: "这是什么", "What it is";
        Guessed: "按{0}识别", "Told by {0}";
        NotGuessed: "认不出，请选择", "Not recognised; please choose";
        Tied: "有几种可能，请确认", "Several are possible; please confirm";
        Zones: "整治片区（进入设计）", "Consolidation zones (into the design)";
        Measures: "整治措施（进入设计）", "Measures (into the design)";
        Crs: "坐标系", "Coordinates";
        Declared: "文件声明：{0}", "The file says: {0}";
        CrsHint: "例如 EPSG:4549", "For example EPSG:4549";
        Override: "改用", "Use instead";
        Encoding: "文字编码", "Encoding";
        EncodingSays: "选文字读得通的一行：", "Choose the line that reads well:";
        Repair: "修复无效图形。", "Repair the invalid shapes.";
        Import: "导入", "Import";
        NoFile: "先填写或选择文件。", "Name or choose a file first.";
        NoSuchFile: "没有这个文件。", "There is no such file.";
        NoRole: "先选择图层的含义。", "Choose what the layer is first.";
        NoCrs: "文件没有说明坐标系，请指定。", "The file does not say its coordinates; name them.";
        NoLayers: "文件里没有图层。", "The file has no layers.";
        Wait: "稍等，还在查看。", "Still looking.";
        Refused: "这样不能导入，原因见上。", "It can't be imported like this; see above.";
        ZonesInvalid: "片区和措施的图形必须有效：勾选修复，或先在原来的软件里改好。", "Zones and measures must be valid: tick the repair, or mend them where they come from.";
    }
}

/// Width of the name of an encoding, points.
const ENCODING_WIDTH: f32 = 88.0;

/// What a layer becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Base(Role),
    Zones,
    Measures,
}

#[derive(Default)]
pub struct ImportDialog {
    path: PathField,
    looked: Looked,
    chosen: usize,
    target: Option<Target>,
    crs_text: String,
    encoding: Option<String>,
    repair: bool,
    health: HealthView,
}

/// What is known of the file.
#[derive(Default)]
enum Looked {
    #[default]
    Nothing,
    Looking(Job<Result<SourceFile, Message>>, PathBuf),
    Found(SourceFile, PathBuf),
    Failed(Message, PathBuf),
}

impl ImportDialog {
    /// Begins to look into a file, on a thread of its own.
    pub fn look_into(&mut self, file: &Path, context: &egui::Context, tools: &DialogTools) {
        self.path.set(file);
        self.health.forget();
        let (sources, file, context) = (tools.sources.clone(), file.to_owned(), context.clone());
        let wake: Wake = Arc::new(move || context.request_repaint());
        let looking = file.clone();
        self.looked = Looked::Looking(Job::start(wake, move |_| sources.look_into(&looking)), file);
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        self.collect();
        let title = desk.say(ImportText::Title);
        let outcome = sheet_ui(context, desk, title, 620.0, |ui, desk| {
            ui.label(small(ui, desk.say(ImportText::File)));
            let (hint, browse) = (desk.say(ImportText::Hint), desk.say(ImportText::Browse));
            self.path.ui(ui, tools.chooser.as_ref(), Purpose::DataFile, hint, browse);
            let path = self.path.path();
            if path.is_file() && self.looked.file() != Some(&path) {
                self.look_into(&path, context, tools);
            }
            ui.add_space(theme::SPACE_3);
            match &self.looked {
                Looked::Nothing => {}
                Looked::Looking(..) => {
                    ui.label(small(ui, desk.say(ImportText::Looking)));
                }
                Looked::Failed(message, _) => {
                    let colour = color32(palette(ui).forbidden.mark);
                    ui.label(RichText::new(desk.tell(message)).color(colour));
                }
                Looked::Found(file, _) => {
                    let file = file.clone();
                    self.found_ui(ui, desk, &file);
                    self.health_ui(ui, desk, tools);
                }
            }
            let why_not = self.why_not().map(|text| desk.say(text).to_owned());
            Buttons::Verb { text: desk.say(ImportText::Import), why_not }
        });
        if outcome == Outcome::Accepted
            && let Some(command) = self.command()
        {
            desk.project_command(command);
        }
        outcome
    }

    fn collect(&mut self) {
        let Looked::Looking(job, file) = &self.looked else { return };
        let Some(outcome) = job.try_finish() else { return };
        let file = file.clone();
        self.looked = match outcome {
            JobOutcome::Done(Ok(found)) => {
                self.encoding = found.encodings.iter().find(|sample| sample.best).map(|sample| sample.name.clone());
                Looked::Found(found, file)
            }
            JobOutcome::Done(Err(message)) => Looked::Failed(message, file),
            JobOutcome::Panicked(text) => Looked::Failed(Message::verbatim(text), file),
        };
        self.choose(0);
    }

    fn choose(&mut self, index: usize) {
        self.chosen = index;
        self.crs_text.clear();
        self.repair = false;
        self.target = self.layer().and_then(guess).filter(|guess| !guess.tied).map(|guess| Target::Base(guess.role));
    }

    fn layer(&self) -> Option<&SourceLayer> {
        match &self.looked {
            Looked::Found(file, _) => file.layers.get(self.chosen),
            _ => None,
        }
    }

    fn found_ui(&mut self, ui: &mut Ui, desk: &Desk, file: &SourceFile) {
        Grid::new("import").num_columns(2).spacing([theme::SPACE_4, theme::SPACE_2]).min_col_width(72.0).show(
            ui,
            |ui| {
                let title = ui.label(small(ui, desk.say(ImportText::Layer))).id;
                self.layers_ui(ui, desk, file, title);
                ui.end_row();
                let Some(layer) = file.layers.get(self.chosen) else { return };
                let title = ui.label(small(ui, desk.say(ImportText::Role))).id;
                self.role_ui(ui, desk, layer, title);
                ui.end_row();
                ui.label(small(ui, desk.say(ImportText::Crs)));
                self.crs_ui(ui, desk, layer);
                ui.end_row();
            },
        );
        if !file.encodings.is_empty() {
            ui.add_space(theme::SPACE_2);
            self.encoding_ui(ui, desk, file);
        }
    }

    /// The check of the layer, and the repair it offers: a choice, with its price, where there is something to repair.
    fn health_ui(&mut self, ui: &mut Ui, desk: &Desk, tools: &DialogTools) {
        let (Some(project), Some(layer)) = (desk.project(), self.layer()) else { return };
        let subject = HealthSubject {
            file: self.path.path(),
            layer: layer.name.clone(),
            crs: self.typed_crs().and_then(Result::ok),
            plane: project.document_plane(),
            project: project.bounds(),
        };
        self.health.look_at(subject, ui.ctx(), tools);
        ui.add_space(theme::SPACE_2);
        divider_ui(ui);
        self.health.ui(ui, desk);
        if let Some(offer) = self.health.checkup().and_then(|checkup| checkup.repair)
            && offer.repaired > 0
        {
            let text = format!("{} {}", desk.say(ImportText::Repair), desk.tell(&offer.message()));
            ui.add_space(theme::SPACE_1);
            ui.checkbox(&mut self.repair, text);
        }
    }

    fn layers_ui(&mut self, ui: &mut Ui, desk: &Desk, file: &SourceFile, title: egui::Id) {
        let shown = file.layers.get(self.chosen).map(|layer| layer.name.clone()).unwrap_or_default();
        ui.horizontal(|ui| {
            let picker = ComboBox::from_id_salt("layer").width(220.0).selected_text(shown);
            let picked = picker.show_ui(ui, |ui| {
                for (index, layer) in file.layers.iter().enumerate() {
                    if ui.selectable_label(index == self.chosen, &layer.name).clicked() {
                        self.choose(index);
                    }
                }
            });
            picked.response.labelled_by(title);
            if let Some(layer) = file.layers.get(self.chosen) {
                let facts = ImportText::Facts.with([layer.geometry.as_str().into(), count(layer.features).into()]);
                ui.label(small(ui, desk.tell(&facts)));
            }
        });
    }

    fn role_ui(&mut self, ui: &mut Ui, desk: &Desk, layer: &SourceLayer, title: egui::Id) {
        let name = |target: Target| match target {
            Target::Base(role) => role.title(desk.language()),
            Target::Zones => desk.say(ImportText::Zones),
            Target::Measures => desk.say(ImportText::Measures),
        };
        ui.horizontal(|ui| {
            let shown = self.target.map_or("—", name);
            let picker = ComboBox::from_id_salt("role").width(220.0).selected_text(shown);
            let picked = picker.show_ui(ui, |ui| {
                let all = Role::ALL.iter().map(|&role| Target::Base(role)).chain([Target::Zones, Target::Measures]);
                for target in all {
                    ui.selectable_value(&mut self.target, Some(target), name(target));
                }
            });
            picked.response.labelled_by(title);
            let says = match guess(layer) {
                Some(guess) if guess.tied => desk.say(ImportText::Tied).to_owned(),
                Some(guess) => {
                    let reasons: Vec<String> =
                        guess.reasons.iter().map(|reason| desk.tell(&reason.message())).collect();
                    desk.tell(&ImportText::Guessed.with([reasons.join(", ").into()]))
                }
                None => desk.say(ImportText::NotGuessed).to_owned(),
            };
            ui.add(egui::Label::new(small(ui, says.clone())).truncate()).on_hover_text(says);
        });
    }

    fn crs_ui(&mut self, ui: &mut Ui, desk: &Desk, layer: &SourceLayer) {
        ui.vertical(|ui| {
            match &layer.crs {
                SourceCrsStatement::Known { name, .. } => {
                    ui.label(desk.tell(&ImportText::Declared.with([name.as_str().into()])));
                }
                SourceCrsStatement::Unknown { why, suggestions } => {
                    let colour = color32(palette(ui).procedure.mark);
                    ui.add(egui::Label::new(RichText::new(desk.tell(why)).color(colour)).wrap());
                    ui.horizontal_wrapped(|ui| {
                        for suggestion in suggestions {
                            let name = crs_name(*suggestion);
                            if ui.selectable_label(self.crs_text == name, &name).clicked() {
                                self.crs_text = name;
                            }
                        }
                    });
                }
            }
            ui.horizontal(|ui| {
                ui.label(small(ui, desk.say(ImportText::Override)));
                let edit = egui::TextEdit::singleline(&mut self.crs_text).hint_text(desk.say(ImportText::CrsHint));
                ui.add(edit.desired_width(180.0));
            });
            if let Some(Err(problem)) = self.typed_crs() {
                let colour = color32(palette(ui).forbidden.mark);
                let text = RichText::new(desk.tell(&problem)).size(theme::TYPE_SMALL).color(colour);
                ui.add(egui::Label::new(text).wrap());
            }
        });
    }

    fn encoding_ui(&mut self, ui: &mut Ui, desk: &Desk, file: &SourceFile) {
        ui.label(small(ui, format!("{}  {}", desk.say(ImportText::Encoding), desk.say(ImportText::EncodingSays))));
        for sample in &file.encodings {
            ui.horizontal(|ui| {
                let selected = self.encoding.as_deref() == Some(&sample.name);
                let label = RichText::new(&sample.name).font(fonts::bold(theme::TYPE_SMALL));
                // Names of one width, so that the texts stand in one column to be compared.
                let name = egui::vec2(ENCODING_WIDTH, theme::SPACE_5);
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                let picked = ui.allocate_ui_with_layout(name, layout, |ui| {
                    ui.set_min_width(ENCODING_WIDTH);
                    ui.add(egui::RadioButton::new(selected, label)).clicked()
                });
                if picked.inner {
                    self.encoding = Some(sample.name.clone());
                }
                ui.add(egui::Label::new(drawable(ui, &sample.texts.join("  •  "))).truncate());
            });
        }
    }

    fn typed_crs(&self) -> Option<Result<SourceCrs, Message>> {
        let typed = self.crs_text.trim();
        (!typed.is_empty()).then(|| crs_from_text(typed).map_err(|problem| problem.message()))
    }

    fn why_not(&self) -> Option<ImportText> {
        if self.path.is_empty() {
            return Some(ImportText::NoFile);
        }
        let layer = match &self.looked {
            Looked::Nothing => return Some(ImportText::NoSuchFile),
            Looked::Looking(..) => return Some(ImportText::Wait),
            Looked::Failed(_, file) | Looked::Found(_, file) if *file != self.path.path() => {
                return Some(ImportText::NoSuchFile);
            }
            Looked::Failed(..) => return Some(ImportText::NoLayers),
            Looked::Found(..) => self.layer(),
        };
        let Some(layer) = layer else { return Some(ImportText::NoLayers) };
        if self.target.is_none() {
            return Some(ImportText::NoRole);
        }
        match (self.typed_crs(), &layer.crs) {
            (Some(Ok(_)), _) | (None, SourceCrsStatement::Known { .. }) => {}
            _ => return Some(ImportText::NoCrs),
        }
        if self.health.is_checking() {
            return Some(ImportText::Wait);
        }
        let checkup = self.health.checkup()?;
        if checkup.refused {
            return Some(ImportText::Refused);
        }
        let invalid_zones =
            matches!(self.target, Some(Target::Zones | Target::Measures)) && checkup.invalid > 0 && !self.repair;
        invalid_zones.then_some(ImportText::ZonesInvalid)
    }

    fn command(&self) -> Option<ProjectCommand> {
        let layer = self.layer()?;
        let target = self.target?;
        let request = ImportRequest {
            file: self.path.path(),
            layer: layer.name.clone(),
            role: match target {
                Target::Base(role) => role,
                Target::Zones | Target::Measures => Role::Reference,
            },
            crs: self.typed_crs().and_then(Result::ok),
            encoding: self.encoding.clone(),
            repair: self.repair,
        };
        Some(match target {
            Target::Base(_) => ProjectCommand::ImportBase(request),
            Target::Zones => ProjectCommand::ImportZones(request),
            Target::Measures => ProjectCommand::ImportMeasures(request),
        })
    }
}

impl Looked {
    fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::Nothing => None,
            Self::Looking(_, file) | Self::Found(_, file) | Self::Failed(_, file) => Some(file),
        }
    }
}

/// A text with an empty square for every character that no font can draw: read in the wrong encoding, it may hold any.
fn drawable(ui: &Ui, text: &str) -> String {
    let font = egui::FontId::proportional(theme::TYPE_BODY);
    let known =
        |fonts: &mut egui::epaint::FontsView<'_>, c| c != char::REPLACEMENT_CHARACTER && fonts.has_glyph(&font, c);
    ui.ctx().fonts_mut(|fonts| text.chars().map(|c| if known(fonts, c) { c } else { '□' }).collect())
}

fn guess(layer: &SourceLayer) -> Option<crate::base::RoleGuess> {
    let fields: Vec<&str> = layer.fields.iter().map(String::as_str).collect();
    guess_role(&layer.name, &fields)
}

fn crs_name(crs: SourceCrs) -> String {
    match crs {
        SourceCrs::Plane(plane) => format!("EPSG:{}", plane.epsg()),
        SourceCrs::Cgcs2000Degrees => "EPSG:4490".to_owned(),
        SourceCrs::Wgs84Degrees => "EPSG:4326".to_owned(),
        SourceCrs::WebMercator => "EPSG:3857".to_owned(),
    }
}
