//! The window as a person meets it, without a display and without a graphics card.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::PathBuf;
use std::sync::mpsc::channel;

use tianfang::app::{Application, Setup, Start};
use tianfang::base::Role;
use tianfang::checks::Status;
use tianfang::command::{Command, DialogKind, EditCommand, ProjectCommand, ShapeVerb, ViewCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::{Date, FeatureId, MeasureId, MeasureKind, Shape, ZoneId};
use tianfang::edit::actions::{AddZones, NewZone};
use tianfang::i18n::Language;
use tianfang::session::Theme;
use tianfang::storage::project::{Project, Record};
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

use support::geojson::polygons;
use support::{Window, import, press, type_in, wait_for};

/// Answers every dialog of the system with one path.
struct AlwaysChooses(Option<PathBuf>);

impl FileChooser for AlwaysChooses {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        let (sender, receiver) = channel();
        sender.send(self.0.clone()).unwrap();
        Choosing::new(receiver)
    }
}

/// The one way in which tests open the window: on the start page.
fn window(size: [f32; 2], chosen: Option<PathBuf>) -> Window {
    let mut harness = Harness::builder().with_size(size).with_max_steps(12).build_eframe(|creation| {
        let chooser = Box::new(AlwaysChooses(chosen));
        Application::new(
            creation,
            Setup { start: Start::Welcome, chooser, home: std::env::temp_dir(), started: std::time::Instant::now() },
        )
    });
    harness.run();
    harness
}

fn ask(harness: &mut Window, view: ViewCommand) {
    harness.state_mut().ask(Command::View(view));
    harness.run();
}

#[test]
fn the_start_page_shows_without_a_graphics_card() {
    let harness = window([1366.0, 768.0], None);
    harness.get_by_label("打开示例乡镇");
    harness.get_by_label("新建项目…");
    assert!(harness.state().session().project().is_none());
}

#[test]
fn every_dialog_and_both_languages_and_themes_are_drawn_and_closed_by_escape() {
    let kinds = [
        (DialogKind::New, "新建项目", "New project"),
        (DialogKind::Open, "打开项目", "Open project"),
        (DialogKind::Keys, "快捷键", "Keys"),
        (DialogKind::About, "关于田方", "About Tianfang"),
        (DialogKind::Messages, "消息记录", "Messages"),
    ];
    // The harness panics on a character that no embedded font has: a box would be seen here.
    for language in [Language::Chinese, Language::English] {
        for theme in [Theme::Light, Theme::Dark] {
            let mut harness = window([1024.0, 768.0], None);
            harness.state_mut().preferences().view.language = language;
            harness.state_mut().preferences().view.theme = theme;
            harness.run();
            for (kind, zh, en) in kinds {
                ask(&mut harness, ViewCommand::Dialog(kind));
                let title = if language == Language::Chinese { zh } else { en };
                assert!(harness.query_all_by_label(title).count() > 0, "{title} is not shown");
                let close = if language == Language::Chinese { ["取消", "关闭"] } else { ["Cancel", "Close"] };
                let ways_out =
                    |harness: &Window| close.iter().map(|way| harness.query_all_by_label(way).count()).sum::<usize>();
                assert_eq!(ways_out(&harness), 1, "{title} has no way out");
                harness.key_press(egui::Key::Escape);
                harness.run();
                assert_eq!(ways_out(&harness), 0, "{title} is still open");
            }
        }
    }
}

#[test]
fn a_dialog_is_as_high_as_what_is_in_it_and_stands_whole_in_the_window() {
    for size in [[1366.0, 768.0], [1024.0, 768.0]] {
        let mut harness = window(size, None);
        ask(&mut harness, ViewCommand::Dialog(DialogKind::Open));
        let title =
            harness.get_all_by_label("打开项目").map(|node| node.rect()).find(|rect| rect.width() > 0.0).unwrap();
        let button = harness.get_by_role_and_label(egui::Role::Button, "打开").rect();
        assert!(title.top() > 0.0 && button.bottom() < size[1], "from {} to {}", title.top(), button.bottom());
        let first = harness.get_by_label_contains("项目文件夹").rect();
        assert!(
            first.top() >= title.bottom(),
            "the content begins at {}, the title ends at {}",
            first.top(),
            title.bottom()
        );
        assert!(button.bottom() - title.top() < 300.0, "{} high", button.bottom() - title.top());
    }
}

#[test]
fn the_palette_finds_a_command_in_the_other_language_and_enter_runs_it() {
    let mut harness = window([1366.0, 768.0], None);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run();
    harness.get_by_role(egui::Role::TextInput).type_text("dark");
    harness.run();
    harness.get_by_label("浅色 / 深色");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state_mut().preferences().view.theme, Theme::Dark);
    assert!(harness.query_by_role(egui::Role::TextInput).is_none(), "the palette is still open");
}

#[test]
fn a_disabled_command_of_the_palette_is_listed_and_does_nothing() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Palette);
    harness.get_by_role(egui::Role::TextInput).type_text("export");
    harness.run();
    harness.get_by_label("导出 GeoPackage…");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert!(harness.query_by_role(egui::Role::TextInput).is_some(), "the palette closed on a command that can't run");
}

#[test]
fn menus_list_commands_and_disabled_ones_are_disabled() {
    let mut harness = window([1366.0, 768.0], None);
    harness.get_by_label("文件").click();
    harness.run();
    let disabled = |label| harness.query_all_by_label_contains(label).all(|node| node.accesskit_node().is_disabled());
    assert!(harness.query_all_by_label_contains("关闭项目").count() > 0);
    assert!(disabled("关闭项目") && disabled("导出 GeoPackage…"));
    assert!(!disabled("打开项目…"));
}

#[test]
fn a_refused_command_says_why_until_it_is_put_away() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Dialog(DialogKind::Export));
    harness.get_by_label("先打开或新建一个项目。");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("先打开或新建一个项目。").is_none());
}

#[test]
fn keys_belong_to_a_text_field_while_it_has_the_keyboard() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Dialog(DialogKind::New));
    let name = harness.get_all_by_role(egui::Role::TextInput).next().unwrap();
    name.focus();
    harness.run();
    harness.key_press(egui::Key::F1);
    harness.run();
    assert!(harness.query_by_label("滚轮").is_none(), "F1 opened the keys over a dialog");
}

#[test]
fn a_folder_chosen_in_the_dialog_of_the_system_stands_in_the_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window([1366.0, 768.0], Some(folder.path().to_owned()));
    ask(&mut harness, ViewCommand::Dialog(DialogKind::Open));
    harness.get_by_label("浏览…").click();
    harness.run();
    let shown = harness.get_by_role(egui::Role::TextInput).value();
    assert_eq!(shown, Some(folder.path().display().to_string()));
}

#[test]
fn a_still_window_asks_for_no_repaint() {
    let mut harness = window([1366.0, 768.0], None);
    assert_eq!(harness.run(), 1, "the window repaints although nothing happens");
}

/// A window on a project of its own with one zone of 300 m by 200 m, selected.
fn window_with_a_zone(folder: &std::path::Path, size: [f32; 2]) -> (Window, ZoneId) {
    window_with_a_zone_and_a_file(folder, size, None)
}

/// As [`window_with_a_zone`]; dialogs of the system answer with `chosen`.
fn window_with_a_zone_and_a_file(
    folder: &std::path::Path,
    size: [f32; 2],
    chosen: Option<PathBuf>,
) -> (Window, ZoneId) {
    let path = folder.join("新塍镇 整治.tianfang");
    let mut made = Project::create(&path, GaussKruger::from_epsg(4549).unwrap(), "新塍镇").unwrap();
    let (x, y) = (500_000.0, 3_330_000.0);
    let shape = Shape::from_ring(&[[x, y], [x, y + 200.0], [x + 300.0, y + 200.0], [x + 300.0, y]]);
    made.history.commit(&mut made.document, &AddZones { zones: vec![NewZone::drawn(shape)] }).unwrap();
    made.project.record(&Record::Commit(made.history.last_done().unwrap().clone())).unwrap();
    drop(made);
    let mut harness = window(size, chosen);
    harness.state_mut().ask(Command::Project(ProjectCommand::Open(path)));
    wait_for(&mut harness, |window| window.session().project().is_some());
    let zone = harness.state().session().project().unwrap().document().current_scheme().zones[0].id;
    harness.state_mut().ask(Command::Edit(EditCommand::Select(Some(FeatureId::Zone(zone)))));
    wait_for(&mut harness, |window| window.session().project().is_some_and(|project| project.figures(zone).is_some()));
    (harness, zone)
}

/// Steps until a label appears that a job brings.
fn wait_for_label(harness: &mut Window, label: &str) {
    for _ in 0..2_000 {
        harness.step();
        if harness.query_all_by_label_contains(label).count() > 0 {
            harness.run_ok();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{label} does not appear");
}

fn name_of(harness: &Window, zone: ZoneId) -> String {
    harness.state().session().project().unwrap().document().zone(zone).unwrap().name.clone()
}

#[test]
fn the_card_shows_the_selected_zone_and_asks_for_control_lines() {
    let folder = tempfile::tempdir().unwrap();
    let (harness, zone) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    harness.get_by_label(&name_of(&harness, zone));
    assert!(harness.query_all_by_label_contains("90.0").count() > 0, "the card does not show 6 ha as 90 mu");
    assert!(harness.query_all_by_label_contains("还没有控制线图层").count() > 0);
}

#[test]
fn a_layer_is_checked_before_it_is_imported_and_repaired_only_by_choice() {
    let folder = tempfile::tempdir().unwrap();
    let raw = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_projects/raw/DLTB.shp");
    let (mut harness, _) = window_with_a_zone_and_a_file(folder.path(), [1366.0, 768.0], Some(raw));
    let before = harness.state().session().project().unwrap().document().clone();
    ask(&mut harness, ViewCommand::Dialog(DialogKind::Import));
    harness.get_by_label("浏览…").click();
    harness.step();
    harness.step();
    let import_is_disabled =
        |harness: &Window| harness.query_all_by_label("导入").any(|node| node.accesskit_node().is_disabled());
    assert!(import_is_disabled(&harness), "nothing is imported before it was checked");
    wait_for_label(&mut harness, "复制报告");
    for found in ["自相交", "尖刺", "重复点", "没有闭合", "GBK", "奇偶规则", "面积合计"] {
        assert!(harness.query_all_by_label_contains(found).count() > 0, "{found} is not shown");
    }
    assert!(!import_is_disabled(&harness));
    harness.get_by_label_contains("逐条列出").click();
    harness.run_ok();
    assert!(harness.query_all_by_label_contains("要素 11").count() > 1, "the problems are not listed");
    let repair = harness.get_by_label_contains("修复无效图形");
    assert_eq!(repair.accesskit_node().toggled(), Some(egui::accesskit::Toggled::False), "a repair is a choice");
    assert_eq!(harness.state().session().project().unwrap().document().layers(), before.layers());
    repair.scroll_to_me();
    harness.run_ok();
    harness.get_by_label_contains("修复无效图形").click();
    harness.run_ok();
    harness.key_press(egui::Key::Enter);
    wait_for(&mut harness, |window| window.session().project().unwrap().document().layers().len() == 1);
    let said: String =
        harness.state().session().notices().all().iter().map(|n| n.message.say(Language::Chinese)).collect();
    assert!(said.contains("修复了"), "{said}");
}

#[test]
fn an_export_begins_in_the_folder_of_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    let proposed = |harness: &mut Window| {
        ask(harness, ViewCommand::Dialog(DialogKind::Export));
        let path = harness.get_by_role(egui::Role::TextInput).value().unwrap();
        harness.key_press(egui::Key::Escape);
        harness.run();
        PathBuf::from(path)
    };
    let first = proposed(&mut harness);
    let name = first.file_name().unwrap().to_string_lossy().into_owned();
    let day = Date::today().to_string().replace('-', "");
    assert!(name.starts_with("新塍镇_") && name.ends_with(&format!("_方案1-v1_{day}.gpkg")), "{name}");
    assert_ne!(first.parent(), Some(std::env::temp_dir().as_path()), "the program's own folder is no place for a file");
    harness.state_mut().preferences().view.export_folder = Some(folder.path().to_owned());
    assert_eq!(proposed(&mut harness).parent(), Some(folder.path()));
}

#[test]
fn a_zone_is_renamed_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, zone) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    press(&mut harness, egui::Key::F2);
    harness.run_ok();
    harness.get_by_role(egui::Role::TextInput).type_text("沿河片");
    harness.run_ok();
    press(&mut harness, egui::Key::Enter);
    assert!(name_of(&harness, zone).contains("沿河片"));
}

#[test]
fn goal_and_note_stay_out_of_the_way_until_the_menu_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, zone) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    assert!(harness.query_by_role(egui::Role::TextInput).is_none());
    harness.get_by_label("更多操作").click();
    harness.run_ok();
    harness.get_by_label("备注").click();
    harness.run_ok();
    harness.run_ok();
    harness.get_by_role(egui::Role::TextInput).type_text("与村里议过");
    harness.run_ok();
    press(&mut harness, egui::Key::Enter);
    let project = harness.state().session().project().unwrap();
    assert_eq!(project.document().zone(zone).unwrap().note, "与村里议过");
}

#[test]
fn an_edit_by_a_figure_begins_in_the_command_line_with_the_selected_zone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, zone) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    ask(&mut harness, ViewCommand::Palette);
    type_in(&mut harness, "rotate");
    press(&mut harness, egui::Key::Enter);
    type_in(&mut harness, "90deg");
    press(&mut harness, egui::Key::Enter);
    let height = |window: &Application| {
        let zone = window.session().project().unwrap().document().zone(zone).unwrap();
        geo::BoundingRect::bounding_rect(&zone.shape.0).unwrap().height()
    };
    assert!((height(harness.state()) - 300.0).abs() < 0.01, "300 m by 200 m do not stand upright");

    harness.state_mut().ask(Command::Edit(EditCommand::Select(None)));
    ask(&mut harness, ViewCommand::Shape(ShapeVerb::Rotate));
    assert!(harness.query_all_by_label_contains("先选中一个片区").count() > 0, "nothing says what is wanting");
}

#[test]
fn a_click_in_the_history_goes_back_to_that_step() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    harness.get_by_label("历史").click();
    harness.run_ok();
    harness.get_by_label("项目开始时").click();
    harness.run_ok();
    assert!(harness.state().session().project().unwrap().document().current_scheme().zones.is_empty());
}

#[test]
fn the_scheme_stands_in_the_middle_of_the_window_and_inside_a_narrow_one() {
    for width in [1366.0, 1024.0] {
        let folder = tempfile::tempdir().unwrap();
        let (harness, _) = window_with_a_zone(folder.path(), [width, 768.0]);
        let name = harness.state().session().project().unwrap().document().current_scheme().name.clone();
        let middle = harness.get_all_by_label_contains(&name).next().unwrap().rect().center().x;
        assert!((middle - width / 2.0).abs() < 80.0, "the scheme stands at {middle} of {width}");
    }
}

/// A laptop whose system enlarges everything: all menus and tools must still be reached.
#[test]
fn menus_fold_into_one_and_the_rail_scrolls_where_there_is_no_room() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [683.0, 384.0]);
    ask(&mut harness, ViewCommand::ToggleLanguage);
    assert_eq!(harness.query_all_by_label("Analysis").count(), 0, "the menus lie over the buttons");
    harness.get_by_label("Menu").click();
    harness.run_ok();
    harness.get_by_label("Analysis").click();
    harness.run_ok();
    assert!(harness.query_all_by_label_contains("Compare schemes").count() > 0);
    press(&mut harness, egui::Key::Escape);
    harness.get_by_label_contains("Show everything").scroll_to_me();
    harness.run_ok();
    let rail = harness.get_by_label_contains("Show everything").rect();
    assert!(rail.bottom() < 384.0, "the rail ends at {}", rail.bottom());
}

const TWICE: &str = "LED-01";

/// Two measures over the same land: one may be trimmed so that no land is changed twice. The later one.
fn draw_measures_that_overlap(harness: &mut Window) -> MeasureId {
    let (x, y) = (500_020.0, 3_330_020.0);
    for east in [0.0, 60.0] {
        let x = x + east;
        let shape = Shape::from_ring(&[[x, y], [x, y + 80.0], [x + 100.0, y + 80.0], [x + 100.0, y]]);
        harness.state_mut().ask(Command::Edit(EditCommand::DrawMeasure { kind: MeasureKind::Reclaim, shape }));
        harness.run_ok();
    }
    wait_for(harness, |window| status_of(window, TWICE) == Some(Status::New));
    harness.state().session().project().unwrap().document().current_scheme().measures[1].id
}

/// Where the first verdict of a rule stands that is not satisfied.
fn status_of(window: &Application, rule: &str) -> Option<Status> {
    let assessment = window.session().project()?.assessment()?;
    let verdict = assessment.judgement.verdicts.iter().find(|verdict| verdict.rule.id == rule);
    verdict.filter(|verdict| !verdict.finding.holds).map(|verdict| verdict.status)
}

/// Presses F8 until a verdict of the rule is unfolded.
fn go_to_issue(harness: &mut Window, rule: &str) -> String {
    for _ in 0..100 {
        press(harness, egui::Key::F8);
        let unfolded = harness.state_mut().preferences().view.issue.clone();
        if let Some(id) = unfolded.filter(|id| id.starts_with(rule)) {
            return id;
        }
    }
    panic!("F8 does not come to {rule}");
}

#[test]
fn the_issues_are_gone_through_fixed_waived_and_undone_by_the_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    draw_measures_that_overlap(&mut harness);
    let area = |window: &Application| {
        let scheme = window.session().project().unwrap().document().current_scheme();
        scheme.measures.iter().map(|measure| geo::Area::unsigned_area(&measure.shape.0)).sum::<f64>()
    };
    let whole = area(harness.state());
    go_to_issue(&mut harness, TWICE);
    assert!(harness.query_all_by_label_contains("闸门").count() > 0, "the tab did not come to the front");
    assert!(harness.query_all_by_label_contains("修复：裁去").count() > 0, "the change of area is not shown before");
    assert!(!harness.state_mut().preferences().view.highlighted.is_empty(), "the land is not outlined");

    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    harness.run_ok();
    assert!((whole - area(harness.state()) - 3_200.0).abs() < 1.0, "40 m by 80 m are trimmed off");
    assert_eq!(status_of(harness.state(), TWICE), None);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_ok();
    assert_eq!((area(harness.state()), status_of(harness.state(), TWICE)), (whole, Some(Status::New)));

    let id = go_to_issue(&mut harness, TWICE);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::D);
    harness.run_ok();
    type_in(&mut harness, "分期实施");
    press(&mut harness, egui::Key::Tab);
    type_in(&mut harness, "王工");
    press(&mut harness, egui::Key::Enter);
    let verdict = harness.state().session().verdict(&id).unwrap();
    assert_eq!(verdict.status, Status::Answered);
    assert_eq!(harness.state_mut().preferences().view.answering_person, "王工");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_ok();
    assert_eq!(harness.state().session().verdict(&id).unwrap().status, Status::New);
}

#[test]
fn an_edit_of_the_rule_file_changes_the_verdict_and_a_broken_one_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    draw_measures_that_overlap(&mut harness);
    harness.state_mut().ask(Command::Project(ProjectCommand::EditRules));
    harness.run_ok();
    assert_eq!(status_of(harness.state(), TWICE), Some(Status::New), "the template changes no verdict");
    let file = harness.state().session().project().unwrap().rules_file().unwrap().to_owned();
    let text = std::fs::read_to_string(&file).unwrap();
    let edited = text.replace("overrides: [", "overrides: [(rule: \"LED-01\", threshold: 100, tests: []),");
    std::fs::write(&file, &edited).unwrap();
    wait_for(&mut harness, |window| status_of(window, TWICE).is_none());
    assert!(harness.state().session().project().unwrap().rules_problem().is_none());

    std::fs::write(&file, edited.replace("threshold: 100", "threshhold: 100")).unwrap();
    wait_for(&mut harness, |window| window.session().project().unwrap().rules_problem().is_some());
    assert!(harness.query_all_by_label_contains("rules.ron:").count() > 0, "file and line are not shown");
    assert_eq!(status_of(harness.state(), TWICE), None, "the last good pack stays");
}

#[test]
fn two_rule_packs_are_held_against_each_other_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1024.0, 768.0]);
    draw_measures_that_overlap(&mut harness);
    for (language, only_second) in [(Language::Chinese, "只在后者"), (Language::English, "only in the second")] {
        harness.state_mut().preferences().view.language = language;
        ask(&mut harness, ViewCommand::Dialog(DialogKind::CompareRules));
        wait_for_label(&mut harness, only_second);
        press(&mut harness, egui::Key::Escape);
    }
}

#[test]
fn a_county_file_is_chosen_as_one_of_the_packs_and_what_is_not_verified_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("安吉.ron");
    let template = tianfang::checks::built_in_text("county_template").unwrap();
    let edited = template.replace("overrides: [", "overrides: [(rule: \"LED-01\", threshold: 100, tests: []),");
    std::fs::write(&file, edited).unwrap();
    let (mut harness, _) = window_with_a_zone_and_a_file(folder.path(), [1024.0, 768.0], Some(file));
    draw_measures_that_overlap(&mut harness);
    ask(&mut harness, ViewCommand::Dialog(DialogKind::CompareRules));
    wait_for_label(&mut harness, "只在后者");
    harness.get_by_label("对比规则包 2").click();
    harness.run_ok();
    harness.get_by_label("文件…").click();
    harness.run_ok();
    assert!(harness.query_all_by_label_contains("先选择规则包文件").count() > 0);
    harness.get_by_label("浏览…").click();
    wait_for_label(&mut harness, "阈值 100.00 亩（未核实）");
    assert!(harness.query_all_by_label_contains("1 项未满足，最差 涉及 4.80 亩").count() > 0);
}

#[test]
fn an_issue_names_its_rule_and_says_in_its_row_that_the_threshold_is_not_verified() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    draw_measures_that_overlap(&mut harness);
    go_to_issue(&mut harness, TWICE);
    assert!(harness.query_all_by_label_contains("规则 LED-01").count() > 0, "the officer needs the id");
    assert!(harness.query_all_by_label_contains("4.80 亩（未核实）").count() > 0);
}

/// Imports a square of 100 m as the only feature of a role; its south-west corner lies so far east of the zone's.
fn import_a_square(harness: &mut Window, folder: &std::path::Path, role: Role, east: f64, layers: usize) {
    let (x, y) = (500_000.0 + east, 3_330_000.0);
    let ring = [[x, y], [x + 100.0, y], [x + 100.0, y + 100.0], [x, y + 100.0]];
    let layer = format!("{role:?}");
    let file = folder.join(format!("{layer}.geojson"));
    polygons(&file, &[(&ring, "{}")]);
    import(harness, file, &layer, role, layers);
}

#[test]
fn a_double_click_trims_one_layer_and_not_the_next_that_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, zone) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    import_a_square(&mut harness, folder.path(), Role::EcologicalRedLine, 0.0, 1);
    import_a_square(&mut harness, folder.path(), Role::PermanentBasicFarmland, 200.0, 2);
    harness.state_mut().ask(Command::Edit(EditCommand::Select(Some(FeatureId::Zone(zone)))));
    wait_for_label(&mut harness, "裁掉");
    // A frame of the harness takes a quarter of a second, and the card has some to settle in between the clicks.
    harness.ctx.options_mut(|options| options.input_options.max_double_click_delay = 60.0);
    let at = harness.query_all_by_label_contains("裁掉").next().unwrap().rect().center();
    harness.event(egui::Event::PointerMoved(at));
    for _ in 0..2 {
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
            harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        harness.run_ok();
        wait_for(&mut harness, |window| {
            let project = window.session().project().unwrap();
            project.assessment_is_current() && project.figures(zone).is_some()
        });
    }
    let shape = harness.state().session().project().unwrap().document().zone(zone).unwrap().shape.clone();
    let left_m2 = geo::Area::unsigned_area(&shape.0);
    assert!((left_m2 - 50_000.0).abs() < 1.0, "{left_m2} m² are left of 60,000; each layer takes 10,000");
}

#[test]
fn what_cannot_be_trimmed_can_still_be_taken_out_of_the_scheme() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with_a_zone(folder.path(), [1366.0, 768.0]);
    let (x, y) = (500_020.0, 3_330_020.0);
    let shape = Shape::from_ring(&[[x, y], [x, y + 80.0], [x + 100.0, y + 80.0], [x + 100.0, y]]);
    for _ in 0..2 {
        let draw = EditCommand::DrawMeasure { kind: MeasureKind::Reclaim, shape: shape.clone() };
        harness.state_mut().ask(Command::Edit(draw));
        harness.run_ok();
    }
    wait_for(&mut harness, |window| status_of(window, TWICE) == Some(Status::New));
    go_to_issue(&mut harness, TWICE);
    assert!(harness.query_all_by_label_contains("修复：移出方案").count() > 0, "only what can't be done is offered");
    harness.get_by_label("移出方案").scroll_to_me();
    harness.run_ok();
    harness.get_by_label("移出方案").click();
    harness.run_ok();
    assert_eq!(harness.state().session().project().unwrap().document().current_scheme().measures.len(), 1);
    assert_eq!(status_of(harness.state(), TWICE), None);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_ok();
    assert_eq!(status_of(harness.state(), TWICE), Some(Status::New));
}
