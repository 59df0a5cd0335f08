//! A window on square parcels, and a hand on its map.

use std::path::Path;

use egui::{Modifiers, PointerButton, Pos2};
use tianfang::base::Role;

use super::support::geojson::polygons;
use super::support::{Window, empty_window, import};

pub const EAST: f64 = 500_000.0;
pub const NORTH: f64 = 3_330_000.0;
/// Side of a parcel, metres.
pub const SIDE: f64 = 100.0;

/// A window on 8 × 4 square parcels of a hectare; houses (0702) in the third and the fourth column, paddy elsewhere.
pub fn window(folder: &Path) -> Window {
    let square = |column: usize, row: usize| {
        let [west, south] = [EAST + column as f64 * SIDE, NORTH + row as f64 * SIDE];
        [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|[x, y]| [west + x * SIDE, south + y * SIDE])
    };
    let places = (0..8).flat_map(|column| (0..4).map(move |row| (column, row)));
    let squares: Vec<_> = places.map(|(column, row)| (square(column, row), matches!(column, 2 | 3))).collect();
    let class = |is_house: bool| if is_house { r#"{"DLBM":"0702"}"# } else { r#"{"DLBM":"0101"}"# };
    let features: Vec<_> = squares.iter().map(|(ring, is_house)| (ring.as_slice(), class(*is_house))).collect();
    let file = folder.join("DLTB.geojson");
    polygons(&file, &features);
    let mut window = empty_window(folder, "图斑", [1366.0, 768.0]);
    import(&mut window, file, "DLTB", Role::LandUse, 1);
    window
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
