//! Zones in the hand: what they snap to, how they are moved and turned, and that none ever crosses itself, whatever was done.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/squares.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod squares;
#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use tianfang::base::Role;
use tianfang::command::{Command, EditCommand, ProjectCommand, ViewCommand};
use tianfang::design::{FeatureId, Shape, VertexAddress};
use tianfang::edit::actions::Reshape;
use tianfang::geometry::Point;

use squares::{EAST, NORTH, SIDE, click, drag, seen, window};
use support::geojson::polygons;
use support::{Window, ask, import, press, wait_for};

fn shows(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

/// The outline of a zone, in parcels from the corner.
fn outline(window: &Window, zone: usize) -> Vec<Point> {
    let project = window.state().session().project().unwrap();
    let ring = project.document().current_scheme().zones[zone].shape.ring(0, 0).to_vec();
    ring.into_iter().map(|[x, y]| [(x - EAST) / SIDE, (y - NORTH) / SIDE]).collect()
}

fn zones(window: &Window) -> usize {
    window.state().session().project().unwrap().document().current_scheme().zones.len()
}

fn steps(window: &Window) -> usize {
    window.state().session().project().unwrap().history().position()
}

/// A zone with these corners, in parcels; it is selected.
fn draw(window: &mut Window, corners: &[Point]) {
    let ring: Vec<Point> = corners.iter().map(|[x, y]| [EAST + x * SIDE, NORTH + y * SIDE]).collect();
    ask(window, Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring))));
    window.run_ok();
}

fn click_screen(window: &mut Window, at: Pos2) {
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    window.run_ok();
}

const SQUARE: [Point; 4] = [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0]];

fn near(found: Point, wanted: Point) -> bool {
    (found[0] - wanted[0]).abs() < 0.03 && (found[1] - wanted[1]).abs() < 0.03
}

#[test]
fn a_vertex_takes_hold_of_a_corner_nearby_and_f3_lets_it_be() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::Z);
    let beside = vec2(5.0, -4.0);
    for corner in SQUARE {
        let at = seen(&window, corner) + beside;
        click_screen(&mut window, at);
    }
    press(&mut window, Key::Enter);
    assert_eq!(outline(&window, 0), SQUARE, "the corners of the parcels, to the last bit");
    press(&mut window, Key::F3);
    press(&mut window, Key::Z);
    for corner in SQUARE {
        let at = seen(&window, corner) + beside;
        click_screen(&mut window, at);
    }
    press(&mut window, Key::Enter);
    let free = outline(&window, 1);
    assert!(free.iter().zip(SQUARE).all(|(found, corner)| *found != corner), "{free:?}");
}

#[test]
fn a_zone_is_moved_from_inside_turned_with_ctrl_and_ctrl_z_in_the_middle_gives_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    draw(&mut window, &SQUARE);
    let begun = steps(&window);
    drag(&mut window, &[[2.4, 2.4], [2.9, 2.4], [3.4, 2.4]], Modifiers::NONE);
    assert!(outline(&window, 0).iter().zip(SQUARE).all(|(found, [x, y])| near(*found, [x + 1.0, y])));
    assert_eq!(steps(&window), begun + 1, "a move is one step");
    // A quarter of a turn about the middle, which is at 3, 2.
    drag(&mut window, &[[3.4, 2.0], [3.4, 2.4], [3.0, 2.6]], Modifiers::COMMAND);
    assert_eq!(steps(&window), begun + 2);
    assert!(outline(&window, 0).iter().any(|found| near(*found, [2.0, 1.0])), "{:?}", outline(&window, 0));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(outline(&window, 0), SQUARE);
    // Ctrl+Z while the hand holds a vertex ends the drag and takes nothing else back.
    let (from, to) = (seen(&window, [3.0, 3.0]), seen(&window, [3.6, 3.4]));
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for share in [0.5, 1.0] {
        window.hover_at(from.lerp(to, share));
        window.step();
    }
    assert!(window.state().session().gesture().is_some(), "no vertex is held");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.step();
    assert!(window.state().session().gesture().is_none());
    window.drop_at(to);
    window.run_ok();
    assert_eq!((outline(&window, 0).as_slice(), steps(&window)), (&SQUARE[..], begun));
}

#[test]
fn no_zone_crosses_itself_whichever_way_it_is_made_and_the_place_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let bow_tie = [[1.0, 1.0], [3.0, 3.0], [3.0, 1.0], [1.0, 3.0]];
    // Drawn: it stays a draft until it is mended.
    press(&mut window, Key::Z);
    for corner in bow_tie {
        click(&mut window, corner);
    }
    press(&mut window, Key::Enter);
    assert!(zones(&window) == 0 && shows(&window, "边界自相交"), "a crossing is finished, or nothing is said");
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Backspace);
    click(&mut window, [1.0, 3.0]);
    press(&mut window, Key::Enter);
    assert_eq!(zones(&window), 1, "the mended draft is a zone");
    ask(&mut window, Command::Edit(EditCommand::DeleteSelected));
    // Dragged: refused when the hand lets go.
    draw(&mut window, &SQUARE);
    let begun = steps(&window);
    drag(&mut window, &[[3.0, 3.0], [2.0, 2.0], [0.4, 1.9]], Modifiers::NONE);
    assert_eq!((outline(&window, 0).as_slice(), steps(&window)), (&SQUARE[..], begun));
    let marked = window.state().session().refused_at().expect("the place is not marked");
    assert!((EAST..EAST + 4.0 * SIDE).contains(&marked[0]) && (NORTH..NORTH + 4.0 * SIDE).contains(&marked[1]));
    // Typed and pasted.
    let line = |corners: &[Point]| -> String {
        let place = |[x, y]: &Point| format!("{},{}", EAST + x * SIDE, NORTH + y * SIDE);
        corners.iter().map(place).collect::<Vec<_>>().join(" ")
    };
    ask(&mut window, Command::Edit(EditCommand::Line(format!("zone 乙 {}", line(&bow_tie)))));
    assert_eq!(zones(&window), 1);
    assert!(window.state().session().refused_at().is_some());
    let rows = bow_tie
        .iter()
        .enumerate()
        .map(|(number, [x, y])| format!("J{},1,{},40{}\n", number + 1, NORTH + y * SIDE, EAST + x * SIDE));
    let pasted = format!("4,1.0,1,东畈,面,,,,@\n{}", rows.collect::<String>());
    window.event(egui::Event::Paste(pasted));
    window.run_ok();
    assert_eq!((zones(&window), steps(&window)), (1, begun));
    // Taking a corner of a hook away lets its edge run through the other arm.
    let hook = [[4.0, 0.0], [7.0, 0.0], [7.0, 3.0], [5.0, 3.0], [5.0, 2.0], [6.0, 2.0], [6.0, 1.0], [4.0, 1.0]];
    draw(&mut window, &hook);
    let corner = VertexAddress { part: 0, ring: 0, index: 2 };
    let zone = FeatureId::Zone(window.state().session().selected_zone().unwrap());
    let reshape = Reshape::DeleteVertex { vertex: corner };
    ask(&mut window, Command::Edit(EditCommand::Reshape { feature: zone, reshape }));
    assert_eq!(outline(&window, 1), hook);
    assert!(window.state().session().refused_at().is_some());
}

#[test]
fn what_a_draft_would_cover_is_said_while_it_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let square = |[west, south]: Point, side: f64| {
        let at = |[x, y]: Point| [EAST + (west + x) * SIDE, NORTH + (south + y) * SIDE];
        [[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]].map(at)
    };
    let file = folder.path().join("STBHHX.geojson");
    polygons(&file, &[(&square([4.0, 1.0], 2.0), "{}")]);
    import(&mut window, file, "STBHHX", Role::EcologicalRedLine, 2);
    let whole = window.state().session().project().unwrap().bounds();
    ask(&mut window, Command::View(ViewCommand::ZoomTo(whole)));
    press(&mut window, Key::Z);
    click(&mut window, [3.0, 1.0]);
    click(&mut window, [5.0, 1.0]);
    click(&mut window, [5.0, 3.0]);
    let said = |window: &mut Window, at: Point| {
        let at = seen(window, at);
        window.hover_at(at);
        window.run_ok();
        use egui_kittest::kittest::NodeT;
        window.get_by_label("地图").accesskit_node().description().unwrap_or_default()
    };
    // Three parcels of red line beneath the square that it would be now, then none.
    let lines = said(&mut window, [3.0, 3.0]);
    assert!(lines.contains("压占生态保护红线 30.00 亩"), "{lines}");
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Backspace);
    click(&mut window, [3.9, 1.0]);
    let lines = said(&mut window, [3.0, 3.0]);
    assert!(lines.contains("面积") && !lines.contains("压占"), "{lines}");
}

#[test]
fn steps_are_undone_after_the_project_was_closed_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    draw(&mut window, &SQUARE);
    drag(&mut window, &[[2.4, 2.4], [2.9, 2.4], [3.4, 2.4]], Modifiers::NONE);
    let (moved, position) = (outline(&window, 0), steps(&window));
    let path = window.state().session().project().unwrap().path();
    ask(&mut window, Command::Project(ProjectCommand::Close));
    wait_for(&mut window, |window| window.session().project().is_none());
    ask(&mut window, Command::Project(ProjectCommand::Open(path)));
    wait_for(&mut window, |window| window.session().project().is_some());
    assert_eq!((outline(&window, 0), steps(&window)), (moved, position));
    ask(&mut window, Command::Edit(EditCommand::Undo));
    assert_eq!(outline(&window, 0), SQUARE);
    ask(&mut window, Command::Edit(EditCommand::Undo));
    assert_eq!(zones(&window), 0);
    // What is only looked at is no step.
    let before = steps(&window);
    ask(&mut window, Command::View(ViewCommand::ToggleTheme));
    ask(&mut window, Command::Edit(EditCommand::Select(None::<FeatureId>)));
    assert_eq!(steps(&window), before);
}
