//! The layers panel by keyboard and by mouse: order, visibility, zoom; and the dialog of what counts as lying together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tianfang::base::Role;
use tianfang::command::{Command, DialogKind, ToolKind, ViewCommand};
use tianfang::i18n::Language;

use support::geojson::polygons;
use support::{Window, ask, empty_window, import, wait_for};

/// A window on two layers of one group; 乙 was imported last and lies on top.
fn window(folder: &Path) -> Window {
    let mut window = empty_window(folder, "两层", [1366.0, 768.0]);
    for (name, role, layers) in [("甲", Role::Village, 1), ("乙", Role::Township, 2)] {
        let file = folder.join(format!("{name}.geojson"));
        let ring = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]].map(|[x, y]| [500_000.0 + x, 3_330_000.0 + y]);
        polygons(&file, &[(&ring, r#"{"DLBM":"0101"}"#)]);
        import(&mut window, file, name, role, layers);
    }
    window
}

fn order(window: &Window) -> Vec<String> {
    let project = window.state().session().project().unwrap();
    project.present_layers().map(|layer| layer.name.clone()).collect()
}

/// The row of the layer with a name.
fn row(window: &Window, name: &str) -> String {
    let project = window.state().session().project().unwrap();
    let layer = project.present_layers().find(|layer| layer.name == name).unwrap();
    format!("图层“{}”", layer.title_in(Language::Chinese))
}

fn steps(window: &Window) -> usize {
    window.state().session().project().unwrap().history().position()
}

#[test]
fn a_row_with_the_keyboard_moves_by_alt_and_arrow_and_its_menu_opens_with_enter() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    assert_eq!(order(&window), ["乙", "甲"]);
    window.get_by_label(&row(&window, "乙")).focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run_ok();
    assert_eq!(order(&window), ["甲", "乙"]);
    window.key_press(Key::Enter);
    window.run_ok();
    window.get_by_label("缩放到图层").click();
    window.run_ok();
    window.get_by_label(&row(&window, "乙")).focus();
    window.key_press(Key::Enter);
    window.run_ok();
    let before = steps(&window);
    window.get_by_label("隐藏").click();
    window.run_ok();
    assert_eq!(steps(&window), before + 1);
    let entries = window.state().session().project().unwrap().document().layers().to_vec();
    assert_eq!(entries.iter().map(|entry| entry.visible).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn escape_closes_an_open_menu_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::DrawZone)));
    window.get_by_label("文件").click();
    window.run_ok();
    assert!(window.query_by_label("打开示例乡镇").is_some());
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(window.query_by_label("打开示例乡镇").is_none());
    assert_eq!(window.state_mut().preferences().view.tool, ToolKind::DrawZone);
    window.key_press(Key::Escape);
    window.run_ok();
    assert_ne!(window.state_mut().preferences().view.tool, ToolKind::DrawZone);
}

#[test]
fn a_row_is_dragged_to_another_place_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let (from, to) =
        (window.get_by_label(&row(&window, "甲")).rect().center(), window.get_by_label(&row(&window, "乙")).rect());
    let before = steps(&window);
    window.drag_at(from);
    window.run_ok();
    for share in [0.3, 0.6, 1.0] {
        window.hover_at(from + (to.center_top() + egui::vec2(0.0, 4.0) - from) * share);
        window.run_ok();
    }
    window.drop_at(to.center_top() + egui::vec2(0.0, 4.0));
    window.run_ok();
    assert_eq!(order(&window), ["甲", "乙"]);
    assert_eq!(steps(&window), before + 1);
}

#[test]
fn the_gap_is_taken_over_as_it_stands_in_the_dialog_and_the_curve_is_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    ask(&mut window, Command::View(ViewCommand::Dialog(DialogKind::Contiguity)));
    wait_for(&mut window, |_| true);
    for _ in 0..200 {
        if window.query_by_label("12 m").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.step();
    }
    window.get_by_label("12 m").scroll_to_me();
    window.run_ok();
    window.get_by_label("12 m").click();
    window.run_ok();
    window.get_by_label("采用").click();
    window.run_ok();
    assert_eq!(window.state().session().project().unwrap().document().settings().contiguity.gap_m, 12.0);
}
