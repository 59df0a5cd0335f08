//! Zones painted by parcels, boundaries traced and land measured, by mouse and keys.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/squares.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod squares;
#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tianfang::command::{Command, PaintBy, ToolKind, ViewCommand};
use tianfang::crs::{AreaPlane, GaussKruger};
use tianfang::design::MeasureKind;

use squares::{click, drag, seen, window};
use support::{Window, ask, press};

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
