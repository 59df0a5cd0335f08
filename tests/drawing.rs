//! Drawing as a designer does: lines across a zone, and words on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use egui::Key;
use egui_kittest::kittest::Queryable;
use tianfang::command::{Command, EditCommand};
use tianfang::crs::{AreaPlane, GaussKruger};
use tianfang::design::FeatureId;

use support::{Window, empty_window};

fn window(folder: &std::path::Path) -> Window {
    empty_window(folder, "小镇", [1366.0, 768.0])
}

/// Types into the command line and presses Enter.
fn enter(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_ok();
    press(window, Key::Enter);
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_ok();
}

fn field(window: &Window) -> String {
    use egui_kittest::kittest::NodeT;
    window.get_by_label("命令行").accesskit_node().value().unwrap_or_default()
}

fn zones(window: &Window) -> Vec<(String, f64)> {
    let project = window.state().session().project().unwrap();
    let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
    let zones = &project.document().current_scheme().zones;
    zones.iter().map(|zone| (zone.name.clone(), zone.shape.area_m2(&plane).round())).collect()
}

fn undo_name(window: &Window) -> String {
    let history = window.state().session().project().unwrap().history();
    history.undo_name().map(|name| name.say(tianfang::i18n::Language::Chinese)).unwrap_or_default()
}

fn shows(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

#[test]
fn a_zone_is_drawn_split_and_taken_back_without_the_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::Semicolon);
    assert_eq!(field(&window), "", "the key that opens it is typed into it");
    enter(&mut window, "pl 甲 500000,3320000 @100,0 @0,100 @-100,0");
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0)]);
    let selected = window.state().session().selection();
    assert!(matches!(selected, Some(FeatureId::Zone(_))), "what was drawn is not selected");
    assert_eq!(field(&window), "", "what was carried out stays in the field");

    // Tab completes the word and then the zone's name.
    window.event(egui::Event::Text("split-a".to_owned()));
    window.run_ok();
    assert!(shows(&window, "split-area NAME 120mu 35deg"), "the way it is written is not shown");
    press(&mut window, Key::Tab);
    enter(&mut window, "甲 6亩 90");
    assert_eq!(zones(&window), [("甲".to_owned(), 4_000.0), ("甲-2".to_owned(), 6_000.0)]);

    // A refusal says why and leaves the line to be mended.
    enter(&mut window, "offset 甲-2 -80m");
    assert!(shows(&window, "这样什么也不剩"), "the refusal is not said");
    assert_eq!(field(&window), "offset 甲-2 -80m");
    assert_eq!(zones(&window).len(), 2);

    press(&mut window, Key::ArrowUp);
    assert_eq!(field(&window), "split-area 甲 6亩 90");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    assert_eq!(field(&window), "");
    enter(&mut window, "undo");
    assert!(shows(&window, "已撤回：分割为 2 个片区"));
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0)]);
    enter(&mut window, "area 甲");
    assert!(shows(&window, "15.00 亩"), "the figure is not told");

    press(&mut window, Key::Escape);
    assert!(window.query_by_label("命令行").is_none(), "Esc does not close it");
    window.state_mut().ask(Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert!(zones(&window).is_empty(), "every line is one step");
}

/// Clicks on land, metres from the corner of the first zone.
fn click(window: &mut Window, at: [f64; 2]) {
    let at = window.state().screen_of([500_000.0 + at[0], 3_320_000.0 + at[1]]).unwrap();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    window.run_ok();
}

/// A square of 100 m, selected and in view.
fn square(window: &mut Window) {
    press(window, Key::Semicolon);
    enter(window, "zone 甲 500000,3320000 @100,0 @0,100 @-100,0");
    press(window, Key::Escape);
    press(window, Key::F);
    window.run_ok();
}

#[test]
fn a_refusal_is_over_when_another_step_is_carried_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let ask = |window: &mut Window, edit| {
        window.state_mut().ask(Command::Edit(edit));
        window.run_ok();
    };
    ask(&mut window, EditCommand::Undo);
    assert!(shows(&window, "没有可撤销的步骤"));
    square(&mut window);
    assert!(!shows(&window, "没有可撤销的步骤"), "what was refused before is still told");
    ask(&mut window, EditCommand::Redo);
    assert!(shows(&window, "没有可重做的步骤"));
    ask(&mut window, EditCommand::Undo);
    assert!(!shows(&window, "没有可重做的步骤"), "what was refused before is still told");
}

#[test]
fn a_line_splits_the_selected_zone_and_one_that_does_not_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::S);
    assert!(shows(&window, "先选中要分割的片区"), "a tool without anything to split says nothing");
    press(&mut window, Key::Escape);
    square(&mut window);
    press(&mut window, Key::S);
    // A line that stops inside stays and is refused; the next point mends it.
    click(&mut window, [40.0, -10.0]);
    click(&mut window, [40.0, 50.0]);
    press(&mut window, Key::Enter);
    assert_eq!(zones(&window).len(), 1);
    assert!(shows(&window, "没有把图形分开"), "the refusal is not said");
    click(&mut window, [40.0, 112.0]);
    press(&mut window, Key::Enter);
    let found = zones(&window);
    assert_eq!(found.iter().map(|zone| zone.0.as_str()).collect::<Vec<_>>(), ["甲", "甲-2"]);
    assert!((found[0].1 - 4_000.0).abs() < 60.0 && (found[0].1 + found[1].1 - 10_000.0).abs() <= 1.0, "{found:?}");
    window.state_mut().ask(Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0)]);
}

#[test]
fn a_line_redraws_part_of_an_outline_and_ctrl_z_takes_a_point_back_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    square(&mut window);
    press(&mut window, Key::E);
    click(&mut window, [20.0, 90.0]);
    click(&mut window, [20.0, 112.0]);
    click(&mut window, [60.0, 112.0]);
    // Ctrl+Z takes the point back, not the zone.
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    window.run_ok();
    click(&mut window, [80.0, 112.0]);
    click(&mut window, [80.0, 90.0]);
    press(&mut window, Key::Enter);
    let found = zones(&window);
    assert!(found.len() == 1 && (found[0].1 - 10_720.0).abs() < 60.0, "{found:?}");
    // Esc gives a line up, asks where it is long, and leaves the tool last.
    press(&mut window, Key::E);
    for at in [[10.0, 20.0], [10.0, 40.0], [10.0, 60.0], [10.0, 80.0]] {
        click(&mut window, at);
    }
    press(&mut window, Key::Escape);
    assert!(shows(&window, "再按一次 Esc 放弃"));
    press(&mut window, Key::Escape);
    assert!(shows(&window, "重画一段边界："));
    press(&mut window, Key::Escape);
    assert!(!shows(&window, "重画一段边界："), "the tool is still in hand");
}

#[test]
fn a_ring_drawn_within_a_zone_cuts_a_hole_that_the_menu_fills_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    square(&mut window);
    let ring = [[30.0, 30.0], [70.0, 30.0], [70.0, 70.0], [30.0, 70.0], [30.0, 30.0]];
    press(&mut window, Key::E);
    for at in ring {
        click(&mut window, at);
    }
    let found = zones(&window);
    assert!(found.len() == 1 && (found[0].1 - 8_400.0).abs() < 60.0, "{found:?}");
    assert!(undo_name(&window).contains("挖孔"), "{}", undo_name(&window));
    window.get_by_label_contains("更多操作").click();
    window.run_ok();
    window.get_by_label("填补孔洞").click();
    window.run_ok();
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0)]);
    // One that reaches beyond the outline stays, and what is wrong is said.
    press(&mut window, Key::E);
    for at in [[30.0, 30.0], [60.0, 112.0], [70.0, 40.0], [30.0, 30.0]] {
        click(&mut window, at);
    }
    assert!(shows(&window, "超出"), "why the ring is refused");
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0)]);
}

#[test]
fn the_menu_of_a_zone_begins_the_words_of_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    square(&mut window);
    window.get_by_label_contains("更多操作").click();
    window.run_ok();
    window.get_by_label("平行偏移…").click();
    window.run_ok();
    assert_eq!(field(&window), "offset 甲 ");
    enter(&mut window, "5m");
    assert_eq!(zones(&window), [("甲".to_owned(), 12_100.0)]);
}

#[test]
fn pasted_boundary_points_become_zones_and_the_caret_of_a_field_keeps_its_paste() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let paste = |window: &mut Window, text: &str| {
        window.event(egui::Event::Paste(text.to_owned()));
        window.run_ok();
    };
    paste(
        &mut window,
        "5,1.0,1,东畈,面,,,,@\nJ1,1,3320000,40500000\nJ2,1,3320000,40500100\nJ3,1,3320100,40500100\nJ4,1,3320100,40500000\n3,1.5,2,西畈,面,,,,@\nJ1,1,3320000,40500200\nJ2,1,3320000,40500300\nJ3,1,3320100,40500200\n",
    );
    assert_eq!(zones(&window), [("东畈".to_owned(), 10_000.0), ("西畈".to_owned(), 5_000.0)]);
    assert!(
        shows(&window, "已贴入 2 个片区，7 个点") && shows(&window, "差 1% 以上：西畈"),
        "what was pasted is not said"
    );
    window.state_mut().ask(Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert!(zones(&window).is_empty(), "a paste is one step");
    // One without a name gets one, which its step bears as well.
    paste(&mut window, "J1,1,3320000,40500000\nJ2,1,3320000,40500100\nJ3,1,3320100,40500100\n");
    assert_eq!(zones(&window), [("片区 1".to_owned(), 5_000.0)]);
    assert_eq!(undo_name(&window), "绘制“片区 1”");
    window.state_mut().ask(Command::Edit(EditCommand::Undo));
    window.run_ok();
    paste(&mut window, "村委会会议纪要");
    assert!(zones(&window).is_empty() && shows(&window, "第 1 行不是坐标"), "other text is taken or passed over");
    press(&mut window, Key::Semicolon);
    paste(&mut window, "area 东畈");
    assert_eq!(field(&window), "area 东畈");
}

#[test]
fn a_file_of_boundary_points_is_read_as_a_survey_wrote_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    let text = "4,1.0,1,东畈,面,,,,@\r\nJ1,1,3320000,40500000\r\nJ2,1,3320000,40500100\r\nJ3,1,3320100,40500100\r\nJ4,1,3320100,40500000\r\n";
    let file = folder.path().join("界址点 东畈.txt");
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    for bytes in [gbk.to_vec(), format!("\u{feff}{text}").into_bytes()] {
        std::fs::write(&file, bytes).unwrap();
        window.state_mut().ask(Command::Edit(EditCommand::ReadPoints(file.clone())));
        window.run_ok();
        assert_eq!(zones(&window), [("东畈".to_owned(), 10_000.0)]);
        window.state_mut().ask(Command::Edit(EditCommand::Undo));
        window.run_ok();
    }
    // What is no text, and what is not there, is said and changes nothing.
    std::fs::write(&file, [0xff, 0xff, 0x00, 0x81, 0x00]).unwrap();
    window.state_mut().ask(Command::Edit(EditCommand::ReadPoints(file.clone())));
    window.run_ok();
    assert!(zones(&window).is_empty() && shows(&window, "界址点 东畈.txt"), "the file is not named");
    window.state_mut().ask(Command::Edit(EditCommand::ReadPoints(folder.path().join("none.txt"))));
    window.run_ok();
    assert!(shows(&window, "none.txt"));
}

#[test]
fn zones_that_share_boundaries_move_together_and_an_overlap_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    press(&mut window, Key::Semicolon);
    enter(&mut window, "zone 甲 500000,3320000 @100,0 @0,100 @-100,0");
    enter(&mut window, "zone 乙 500100,3320000 @100,0 @0,100 @-100,0");
    press(&mut window, Key::Escape);
    press(&mut window, Key::F4);
    press(&mut window, Key::Semicolon);
    // The corner that both have: what the first wins, the second loses.
    enter(&mut window, "vertex 甲 2 500120,3320000");
    assert_eq!(zones(&window), [("甲".to_owned(), 11_000.0), ("乙".to_owned(), 9_000.0)]);
    enter(&mut window, "undo");
    assert_eq!(zones(&window), [("甲".to_owned(), 10_000.0), ("乙".to_owned(), 10_000.0)]);
    enter(&mut window, "zone 丙 500150,3320050 @100,0 @0,100 @-100,0");
    assert!(shows(&window, "“乙”与“丙”会重叠"), "the refusal does not name the two");
    let at = window.state().session().refused_at().expect("the place is not marked");
    assert!((500_150.0..500_200.0).contains(&at[0]) && (3_320_050.0..3_320_100.0).contains(&at[1]));
    assert_eq!(zones(&window).len(), 2);
    // A strip of 3 m stays between, until it is closed.
    for _ in 0..64 {
        window.key_press(Key::Backspace);
    }
    window.run_ok();
    enter(&mut window, "zone 丁 500203,3320000 @97,0 @0,100 @-97,0");
    assert_eq!(window.state().session().refused_at(), None, "the mark outlives the next edit");
    enter(&mut window, "align 丁 5m");
    assert_eq!(zones(&window)[2], ("丁".to_owned(), 10_000.0));
    press(&mut window, Key::Escape);
    press(&mut window, Key::F4);
    press(&mut window, Key::Semicolon);
    enter(&mut window, "zone 戊 500150,3320050 @100,0 @0,100 @-100,0");
    assert_eq!(zones(&window).len(), 4, "zones that do not share boundaries may overlap");
}

#[test]
fn an_area_is_cut_off_on_the_side_of_the_pointer() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path());
    square(&mut window);
    press(&mut window, Key::S);
    window.get_by_label("分割方式 %").click();
    window.run_ok();
    click(&mut window, [20.0, 50.0]);
    assert_eq!(zones(&window), [("甲".to_owned(), 5_000.0), ("甲-2".to_owned(), 5_000.0)]);
    let project = window.state().session().project().unwrap();
    let kept = project.document().current_scheme().zones[0].bounds();
    assert!((kept.max[0] - 500_050.0).abs() < 0.1, "the western half keeps the name: {kept:?}");
    // A figure that does not fit says why and changes nothing.
    press(&mut window, Key::F);
    press(&mut window, Key::S);
    window.get_by_label("分割方式 亩").click();
    window.run_ok();
    click(&mut window, [20.0, 50.0]);
    assert_eq!(zones(&window).len(), 2, "30 mu of a zone of 7.5");
    assert!(shows(&window, "要分出的面积须大于零、小于整个图形的 7.50 亩"));
}
