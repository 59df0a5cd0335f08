//! The window as pictures, small and few: what no test of labels sees (alignment, colours, clipped text). They need a software
//! renderer and so stand behind the feature `snapshots`, which `.ci/run` turns on. `UPDATE_SNAPSHOTS=1` draws them anew; look at
//! them before they are committed. The base map is left out: it has tests of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use egui_kittest::{Harness, SnapshotOptions};
use tianfang::app::{Application, Setup, Start};
use tianfang::base::{LayerBuilder, Role, Value};
use tianfang::command::{Command, EditCommand, ProjectCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::{FeatureId, Shape};
use tianfang::edit::Action;
use tianfang::edit::actions::{AddZones, EditLayers, NewZone};
use tianfang::geometry::GeometryKind;
use tianfang::i18n::Language;
use tianfang::session::Theme;
use tianfang::storage::project::{JournalState, Loaded, Project, Record};
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

const SIZE: [f32; 2] = [1024.0, 640.0];
/// Pixels that another version of the renderer may draw a little differently, of 655,360.
const DIFFERENT_PIXELS: usize = 150;

/// No dialog of the system is shown.
struct NothingChosen;

impl FileChooser for NothingChosen {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        Choosing::new(channel().1)
    }
}

fn window(language: Language, theme: Theme) -> Harness<'static, Application> {
    let chooser = Box::new(NothingChosen);
    let builder = Harness::builder().with_size(SIZE).with_max_steps(12).with_render_cursor(false);
    let mut harness = builder.build_eframe(|creation| {
        Application::new(
            creation,
            Setup { start: Start::Welcome, chooser, home: std::env::temp_dir(), started: std::time::Instant::now() },
        )
    });
    let view = &mut harness.state_mut().preferences().view;
    (view.language, view.theme) = (language, theme);
    harness.run();
    harness
}

fn wait_for(harness: &mut Harness<'static, Application>, done: impl Fn(&Harness<'static, Application>) -> bool) {
    for _ in 0..2_000 {
        harness.step();
        if done(harness) {
            harness.run_ok();
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("what is awaited does not come");
}

fn assert_looks_like(harness: &mut Harness<'static, Application>, name: &str) {
    harness.snapshot_options(name, &SnapshotOptions::new().max_failed_pixels(DIFFERENT_PIXELS));
}

/// A township of squares: farmland in the west, a red line in the north, parcels everywhere; one zone across all of it.
fn township(folder: &Path) -> PathBuf {
    let path = folder.join("township.tianfang");
    let mut loaded = Project::create(&path, GaussKruger::from_epsg(4549).unwrap(), "练习镇").unwrap();
    let squares = |from: [usize; 2], to: [usize; 2]| {
        (from[0]..to[0]).flat_map(move |column| (from[1]..to[1]).map(move |row| [column, row]))
    };
    add_layer(&mut loaded, "DLTB", Role::LandUse, squares([0, 0], [12, 10]));
    add_layer(&mut loaded, "YJJBNTTB", Role::PermanentBasicFarmland, squares([2, 2], [6, 7]));
    add_layer(&mut loaded, "STBHHX", Role::EcologicalRedLine, squares([5, 7], [9, 9]));
    let ring = [[3.5, 1.5], [8.2, 2.1], [7.7, 8.4], [3.1, 6.8]].map(place);
    commit(
        &mut loaded,
        &AddZones { zones: vec![NewZone { name: "甲片区".into(), ..NewZone::drawn(Shape::from_ring(&ring)) }] },
    );
    path
}

fn place([column, row]: [f64; 2]) -> [f64; 2] {
    [500_000.0 + 100.0 * column, 3_330_000.0 + 100.0 * row]
}

fn add_layer(loaded: &mut Loaded, name: &str, role: Role, squares: impl Iterator<Item = [usize; 2]>) {
    let mut builder = LayerBuilder::new(name, role, GeometryKind::Polygons);
    let class = builder.field("DLBM", None, "TEXT(5)");
    for (number, [column, row]) in squares.enumerate() {
        let (x, y) = (column as f64, row as f64);
        [[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]]
            .map(place)
            .iter()
            .for_each(|&at| builder.shapes.coordinate(at));
        builder.shapes.end_ring();
        builder.shapes.end_part();
        builder.shapes.end_feature();
        builder.source_ids.push(number as i64 + 1);
        builder.fields[class].values.push(Value::Text(["0101", "0103", "0201", "1006"][number % 4].into()));
    }
    let layer = loaded.project.add_layer(builder).unwrap();
    let add = EditLayers::adding(&layer, &loaded.document, |_| None);
    commit(loaded, &add);
}

fn commit(loaded: &mut Loaded, action: &dyn Action) {
    loaded.history.commit(&mut loaded.document, action).unwrap();
    let step = loaded.history.last_done().unwrap().clone();
    loaded.project.record(&Record::Commit(step)).unwrap();
}

/// A window on the township, its zone selected and judged, everything on the disk.
fn window_on_township(folder: &Path, language: Language, theme: Theme) -> Harness<'static, Application> {
    let path = township(folder);
    let mut harness = window(language, theme);
    harness.state_mut().ask(Command::Project(ProjectCommand::Open(path)));
    wait_for(&mut harness, |harness| harness.state().session().project().is_some());
    let zone = harness.state().session().project().unwrap().document().current_scheme().zones[0].id;
    harness.state_mut().ask(Command::Edit(EditCommand::Select(Some(FeatureId::Zone(zone)))));
    wait_for(&mut harness, |harness| {
        let project = harness.state().session().project().unwrap();
        project.figures(zone).is_some()
            && project.assessment_is_current()
            && matches!(project.journal_state(), JournalState::Written)
    });
    harness
}

#[test]
fn the_start_page_in_chinese_and_light() {
    let mut harness = window(Language::Chinese, Theme::Light);
    assert_looks_like(&mut harness, "start_page_zh_light");
}

#[test]
fn the_card_of_a_zone_in_conflict_in_english_and_dark() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window_on_township(folder.path(), Language::English, Theme::Dark);
    assert_looks_like(&mut harness, "zone_card_en_dark");
}
