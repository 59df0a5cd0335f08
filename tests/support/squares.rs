//! A window on square parcels, and a hand on its map.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, PointerButton, Pos2};
use tianfang::base::Role;
use tianfang::command::{Command, ImportRequest, ProjectCommand};

use super::support::{Window, ask, empty_window, wait_for};

pub const EAST: f64 = 500_000.0;
pub const NORTH: f64 = 3_330_000.0;
/// Side of a parcel, metres.
pub const SIDE: f64 = 100.0;

/// A window on 8 × 4 square parcels of a hectare; houses (0702) in the third and the fourth column, paddy elsewhere.
pub fn window(folder: &Path) -> Window {
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
    import(&mut window, file, "DLTB", Role::LandUse, 1);
    window
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

/// Where land is on the screen, in parcels from the corner.
pub fn seen(window: &Window, at: [f64; 2]) -> Pos2 {
    window.state().screen_of([EAST + at[0] * SIDE, NORTH + at[1] * SIDE]).unwrap()
}

pub fn click(window: &mut Window, at: [f64; 2]) {
    let at = seen(window, at);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    window.run_ok();
}

/// Presses at the first place, goes through the others and lets go at the last, with these keys held all the while.
pub fn drag(window: &mut Window, through: &[[f64; 2]], modifiers: Modifiers) {
    let through: Vec<Pos2> = through.iter().map(|at| seen(window, *at)).collect();
    let button =
        |at, pressed| egui::Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers };
    window.event(egui::Event::ModifiersChanged(modifiers));
    window.event(egui::Event::PointerMoved(through[0]));
    window.step();
    window.event(button(through[0], true));
    window.step();
    for at in &through {
        window.event(egui::Event::PointerMoved(*at));
        window.step();
    }
    window.event(button(through[through.len() - 1], false));
    window.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.run_ok();
}

pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}
