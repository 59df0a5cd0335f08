//! The drawer below the map: opened by its key, and a click on a figure shows its patches.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use tianfang::app::{Application, Setup, Start};
use tianfang::base::Role;
use tianfang::command::{Command, DrawerTab, EditCommand, ImportRequest, ProjectCommand, ViewCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::{MeasureKind, Shape};
use tianfang::i18n::Language;
use tianfang::session::Theme;
use tianfang::storage::project::Project;
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_330_000.0;

struct NoFiles;

impl FileChooser for NoFiles {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        Choosing::new(channel().1)
    }
}

type Window = Harness<'static, Application>;

fn ring(west: f64, east: f64) -> Vec<[f64; 2]> {
    [[west, 0.0], [east, 0.0], [east, 100.0], [west, 100.0]].map(|[x, y]| [EAST + x, NORTH + y]).to_vec()
}

/// A GeoJSON file of strips, each from west to east with its attributes.
fn layer(path: &Path, strips: &[(f64, f64, &str)]) {
    let feature = |&(west, east, attributes): &(f64, f64, &str)| {
        let mut ring = ring(west, east);
        ring.push(ring[0]);
        format!(
            r#"{{"type":"Feature","properties":{attributes},"geometry":{{"type":"Polygon","coordinates":{:?}}}}}"#,
            [ring]
        )
    };
    let features: Vec<String> = strips.iter().map(feature).collect();
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}"#;
    let text = format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{}]}}"#, features.join(","));
    std::fs::write(path, text).unwrap();
}

/// A window on three strips of land: 2 ha of paddy, all of it basic farmland, and 1 ha of houses.
fn window(folder: &Path, size: [f32; 2]) -> Window {
    let project = folder.join("三块地.tianfang");
    drop(Project::create(&project, GaussKruger::from_epsg(4549).unwrap(), "三块地").unwrap());
    let (land, farmland) = (folder.join("DLTB.geojson"), folder.join("YJJBNTTB.geojson"));
    let paddy = r#"{"DLBM":"0101","ZLDWDM":"330109001001","GDDB":6}"#;
    layer(&land, &[(0.0, 100.0, paddy), (100.0, 200.0, paddy), (200.0, 300.0, r#"{"DLBM":"0702"}"#)]);
    layer(&farmland, &[(0.0, 200.0, r#"{"YJJBNTTBBH":"1"}"#)]);
    let mut window = Harness::builder().with_size(size).with_max_steps(12).build_eframe(|creation| {
        let (chooser, home) = (Box::new(NoFiles), std::env::temp_dir());
        Application::new(creation, Setup { start: Start::Welcome, chooser, home, started: std::time::Instant::now() })
    });
    ask(&mut window, Command::Project(ProjectCommand::Open(project)));
    wait_for(&mut window, |window| window.session().project().is_some());
    for (file, role, layers) in [(land, Role::LandUse, 1), (farmland, Role::PermanentBasicFarmland, 2)] {
        import(&mut window, file, role);
        wait_for(&mut window, move |window| {
            window.session().project().unwrap().document().layers().len() == layers && is_current(window)
        });
    }
    window
}

fn import(window: &mut Window, file: PathBuf, role: Role) {
    let layer = file.file_stem().unwrap().to_string_lossy().into_owned();
    let request = ImportRequest { file, layer, role, crs: None, encoding: None, repair: false };
    ask(window, Command::Project(ProjectCommand::ImportBase(request)));
}

fn draw(window: &mut Window, kind: MeasureKind, west: f64, east: f64) {
    let shape = Shape::from_ring(&ring(west, east));
    ask(window, Command::Edit(EditCommand::DrawMeasure { kind, shape }));
    wait_for(window, is_current);
}

fn ask(window: &mut Window, command: Command) {
    window.state_mut().ask(command);
    window.step();
}

fn is_current(window: &Application) -> bool {
    window.session().project().is_some_and(|project| project.assessment_is_current())
}

/// Steps until jobs have brought what is awaited.
fn wait_for(window: &mut Window, done: impl Fn(&Application) -> bool) {
    for _ in 0..2_000 {
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

fn highlighted(window: &mut Window) -> usize {
    window.state_mut().preferences().view.highlighted.len()
}

#[test]
fn the_key_opens_the_form_and_a_click_on_a_figure_outlines_its_patches() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::BasicFarmlandOut, 50.0, 150.0);
    assert_eq!(highlighted(&mut window), 0);
    window.key_press(egui::Key::F7);
    window.run_ok();
    window.get_by_label_contains("调出：总面积（公顷） 1.00").click();
    window.run_ok();
    assert_eq!(highlighted(&mut window), 2, "the measure takes a half of two parcels");
    assert!(window.query_all_by_label_contains("2 个图斑").count() > 0, "the formula is not open");
    window.key_press(egui::Key::F7);
    window.run_ok();
    assert!(window.query_all_by_label_contains("调出：总面积").count() == 0, "the drawer is still open");
}

#[test]
fn a_click_on_a_cell_of_the_matrix_outlines_what_becomes_what() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::Reclaim, 200.0, 300.0);
    ask(&mut window, Command::View(ViewCommand::Drawer(DrawerTab::Structure)));
    window.run_ok();
    window.get_by_label("转移矩阵").click();
    window.run_ok();
    let cell = window.get_all_by_role(egui::Role::Button).find(|node| {
        use egui_kittest::kittest::NodeT;
        node.accesskit_node().label().is_some_and(|label| label.starts_with("0") && label.ends_with("15.00"))
    });
    cell.expect("no cell of 15 mu").click();
    window.run_ok();
    assert_eq!(highlighted(&mut window), 1);
}

#[test]
fn every_page_is_drawn_in_both_languages_and_themes_and_leaves_the_map_its_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::Reclaim, 200.0, 300.0);
    for (language, theme) in [(Language::Chinese, Theme::Light), (Language::English, Theme::Dark)] {
        for tab in DrawerTab::ALL {
            let view = &mut window.state_mut().preferences().view;
            (view.language, view.theme, view.drawer_open, view.drawer_tab) = (language, theme, true, tab);
            window.run_ok();
            let height = window.state_mut().preferences().view.drawer_height;
            assert!((200.0..=374.0).contains(&height), "{tab:?} is {height} high");
        }
    }
}
