//! Zones painted by parcels, boundaries traced and land measured, by mouse and keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use std::path::Path;

use egui::{Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use tianfang::base::Role;
use tianfang::command::{Command, ImportRequest, PaintBy, ProjectCommand, ToolKind, ViewCommand};
use tianfang::crs::{AreaPlane, GaussKruger};
use tianfang::design::MeasureKind;

use support::{Window, ask, empty_window, wait_for};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_330_000.0;
/// Side of a parcel, metres.
const SIDE: f64 = 100.0;

/// A window on 8 × 4 square parcels of a hectare; houses (0702) in the third and the fourth column, paddy elsewhere.
fn window(folder: &Path) -> Window {
    let feature = |column: usize, row: usize| {
        let [west, south] = [EAST + column as f64 * SIDE, NORTH + row as f64 * SIDE];
        let ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
            .map(|[x, y]| [west + x * SIDE, south + y * SIDE]);
        let class = if matches!(column, 2 | 3) { "0702" } else { "0101" };
        format!(
            r#"{{"type":"Feature","properties":{{"DLBM":"{class}"}},"geometry":{{"type":"Polygon","coordinates":{:?}}}}}"#,
            [ring]
        )
    };
    let features: Vec<String> = (0..8).flat_map(|column| (0..4).map(move |row| feature(column, row))).collect();
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}"#;
    let file = folder.join("DLTB.geojson");
    std::fs::write(&file, format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{}]}}"#, features.join(",")))
        .unwrap();
    let mut window = empty_window(folder, "图斑", [1366.0, 768.0]);
    let layer = "DLTB".to_owned();
    let request = ImportRequest { file, layer, role: Role::LandUse, crs: None, encoding: None, repair: false };
    ask(&mut window, Command::Project(ProjectCommand::ImportBase(request)));
    wait_for(&mut window, |window| {
        let project = window.session().project().unwrap();
        project.document().layers().len() == 1 && project.assessment_is_current()
    });
    window
}

/// Where land is on the screen, in parcels from the corner.
fn seen(window: &Window, at: [f64; 2]) -> Pos2 {
    window.state().screen_of([EAST + at[0] * SIDE, NORTH + at[1] * SIDE]).unwrap()
}

fn click(window: &mut Window, at: [f64; 2]) {
    let at = seen(window, at);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    window.run_ok();
}

/// Presses at the first place, goes through the others and lets go at the last.
fn drag(window: &mut Window, through: &[[f64; 2]], modifiers: Modifiers) {
    let through: Vec<Pos2> = through.iter().map(|at| seen(window, *at)).collect();
    let button =
        |at, pressed| egui::Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers };
    window.event_modifiers(egui::Event::PointerMoved(through[0]), modifiers);
    window.step();
    window.event_modifiers(button(through[0], true), modifiers);
    window.step();
    for at in &through {
        window.event_modifiers(egui::Event::PointerMoved(*at), modifiers);
        window.step();
    }
    window.event_modifiers(button(through[through.len() - 1], false), modifiers);
    window.run_ok();
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

/// Areas of the zones, hectares: whole numbers are whole parcels.
fn zones_ha(window: &Window) -> Vec<f64> {
    let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
    let project = window.state().session().project().unwrap();
    let zones = project.document().current_scheme().zones.iter();
    zones.map(|zone| (zone.shape.area_m2(&plane) / 100.0).round() / 100.0).collect()
}

fn steps(window: &Window) -> usize {
    window.state().session().project().unwrap().history().position()
}

#[test]
fn a_zone_is_brushed_and_a_quick_hand_skips_no_parcel() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::G);
    let before = steps(&window);
    // From the first to the sixth column in one movement.
    drag(&mut window, &[[0.5, 0.5], [5.5, 0.5]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [6.0]);
    assert_eq!(steps(&window), before + 1);
    click(&mut window, [5.5, 0.5]);
    assert_eq!(zones_ha(&window), [5.0], "a click on a parcel that is in lets it go");
    click(&mut window, [0.5, 1.5]);
    assert_eq!(zones_ha(&window), [6.0]);
    // Enter ends this one: the next click begins another.
    press(&mut window, Key::Enter);
    click(&mut window, [7.5, 3.5]);
    assert_eq!(zones_ha(&window), [6.0, 1.0]);
    // The last parcel let go takes the zone with it.
    click(&mut window, [7.5, 3.5]);
    assert_eq!(zones_ha(&window), [6.0]);
}

#[test]
fn a_box_takes_parcels_by_their_interior_point_or_cuts_them_and_shift_lets_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::G);
    press(&mut window, Key::G);
    assert_eq!(window.state_mut().preferences().view.paint_by, PaintBy::Rectangle);
    // The interior points of the second row and the second column are outside.
    drag(&mut window, &[[0.2, 0.2], [1.0, 1.0], [1.4, 1.3]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [1.0]);
    drag(&mut window, &[[0.2, 0.2], [2.0, 2.0], [3.6, 1.6]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [8.0]);
    drag(&mut window, &[[1.2, -0.5], [2.0, 2.0], [2.8, 2.5]], Modifiers::SHIFT);
    assert_eq!(zones_ha(&window), [4.0]);
    press(&mut window, Key::Enter);
    window.get_by_label("边上裁开").click();
    window.run_ok();
    drag(&mut window, &[[5.5, 2.5], [6.0, 3.0], [6.5, 3.5]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [4.0, 1.0], "a quarter of each of four parcels");
}

#[test]
fn a_lasso_and_an_outline_take_what_they_go_round() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::PaintZone)));
    ask(&mut window, Command::View(ViewCommand::PaintBy(PaintBy::Lasso)));
    drag(&mut window, &[[4.1, 0.1], [5.9, 0.1], [5.9, 1.9], [4.1, 1.9], [4.1, 0.3]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [4.0]);
    press(&mut window, Key::Enter);
    press(&mut window, Key::G);
    for at in [[0.2, 2.2], [1.8, 2.2], [1.8, 3.8], [0.2, 3.8]] {
        click(&mut window, at);
    }
    // Ctrl+Z takes a point back before it takes a step back.
    let before = steps(&window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(steps(&window), before);
    click(&mut window, [0.2, 3.8]);
    press(&mut window, Key::Enter);
    assert_eq!(zones_ha(&window), [4.0, 4.0]);
}

#[test]
fn all_houses_within_a_zone_become_a_measure() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::G);
    drag(&mut window, &[[0.5, 0.5], [3.5, 0.5]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [4.0]);
    press(&mut window, Key::B);
    window.get_by_label("按地类…").click();
    window.run_ok();
    window.get_by_label_contains("0702").click();
    window.run_ok();
    press(&mut window, Key::Enter);
    let project = window.state().session().project().unwrap();
    let measures = &project.document().current_scheme().measures;
    let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
    let painted: Vec<_> = measures.iter().map(|of| (of.kind, (of.shape.area_m2(&plane) / 100.0).round())).collect();
    assert_eq!(painted, [(MeasureKind::Reclaim, 200.0)]);
}

#[test]
fn a_line_between_two_corners_follows_the_boundaries_and_goes_round_the_other_side() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    // A zone of six parcels, three wide; then another is drawn that leans on it.
    press(&mut window, Key::G);
    drag(&mut window, &[[1.5, 1.5], [3.5, 1.5], [3.5, 2.5], [1.5, 2.5]], Modifiers::NONE);
    assert_eq!(zones_ha(&window), [6.0]);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Z);
    press(&mut window, Key::T);
    click(&mut window, [1.0, 3.0]);
    let far = seen(&window, [4.0, 3.0]);
    window.hover_at(far);
    window.run_ok();
    // Along the top of the zone: two corners of parcels between the ends.
    click(&mut window, [4.0, 3.0]);
    click(&mut window, [4.0, 4.0]);
    click(&mut window, [1.0, 4.0]);
    click(&mut window, [1.0, 3.0]);
    assert_eq!(zones_ha(&window), [6.0, 3.0]);
    let project = window.state().session().project().unwrap();
    let drawn = &project.document().current_scheme().zones[1].shape;
    assert_eq!(drawn.vertex_count(), 8, "the corners of the parcels along the way are its vertices");
    // The other way round.
    press(&mut window, Key::Escape);
    press(&mut window, Key::Z);
    click(&mut window, [5.0, 1.0]);
    let near = seen(&window, [6.0, 1.0]);
    window.hover_at(near);
    window.run_ok();
    press(&mut window, Key::O);
    click(&mut window, [6.0, 1.0]);
    let draft = window.state_mut().preferences().view.hint.clone();
    assert!(draft.is_some());
    press(&mut window, Key::Enter);
    assert_eq!(zones_ha(&window), [6.0, 3.0, 1.0], "a parcel's outline from one corner the long way to the next");
}

#[test]
fn the_ruler_measures_and_leaves_the_design_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let before = steps(&window);
    press(&mut window, Key::M);
    for at in [[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]] {
        click(&mut window, at);
    }
    press(&mut window, Key::Enter);
    let said = "边长 400.0 m • 方位 0° • 夹角 90.0° • 全长 700.0 m • 面积 90.00 亩 • 6.00 公顷";
    assert!(window.query_all_by_label_contains(said).count() > 0, "the status bar does not say what was measured");
    press(&mut window, Key::Escape);
    assert_eq!(window.query_all_by_label_contains("全长").count(), 0);
    assert_eq!(steps(&window), before);
}
