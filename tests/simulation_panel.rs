//! Simulations as a person meets them: run, read, locked, accepted and taken back, without a display and without a graphics card.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use std::path::{Path, PathBuf};

use egui_kittest::kittest::{NodeT, Queryable};
use tianfang::app::Application;
use tianfang::base::Role;
use tianfang::command::{
    Command, DialogKind, EditCommand, ImportRequest, ProjectCommand, SimulationCommand, ToolKind, ViewCommand,
};
use tianfang::design::{LockKind, SchemeId, SimulationKind, SimulationRequest};
use tianfang::i18n::Language;
use tianfang::session::Theme;
use tianfang::simulation::{Certificate, Concentration, Plan};

use support::geojson::polygons;
use support::{Window, ask, empty_window, wait_within};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_330_000.0;
/// Side of a square: 15 mu.
const SIDE: f64 = 100.0;

/// Two fields of 60 mu on either side of an orchard; a second orchard that touches one of them, a steep one, a house far off.
const VALLEY: [&str; 3] = ["aa aa  ", "aaoaa h", "o    S "];

/// Squares as a map, top row first: `a` paddy, `s` steep paddy, `o` orchard, `S` steep orchard, `f` forest, `h` house; a space is no
/// land.
fn town(folder: &Path, map: &[&str]) -> PathBuf {
    let mut squares = Vec::new();
    for (row, line) in map.iter().rev().enumerate() {
        for (column, letter) in line.chars().enumerate() {
            let attributes = match letter {
                'a' => r#"{"DLBM":"0101","GDPDJB":"1","GDDB":5,"ZLDWDM":"330109001001"}"#,
                'o' => r#"{"DLBM":"0201","GDPDJB":"2","ZLDWDM":"330109001001"}"#,
                'S' => r#"{"DLBM":"0201","GDPDJB":"5","ZLDWDM":"330109001001"}"#,
                's' => r#"{"DLBM":"0101","GDPDJB":"5","GDDB":9,"ZLDWDM":"330109001001"}"#,
                'f' => r#"{"DLBM":"0301","GDPDJB":"2","ZLDWDM":"330109001001"}"#,
                'h' => r#"{"DLBM":"0702","GDPDJB":"1","ZLDWDM":"330109001001"}"#,
                _ => continue,
            };
            let (x, y) = (EAST + SIDE * column as f64, NORTH + SIDE * row as f64);
            let ring = [[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE]];
            squares.push((ring, attributes));
        }
    }
    let path = folder.join("DLTB.geojson");
    let features: Vec<_> = squares.iter().map(|(ring, attributes)| (ring.as_slice(), *attributes)).collect();
    polygons(&path, &features);
    path
}

/// A window on a town, the simulation tab in front.
fn window_on(folder: &Path, map: &[&str], size: [f32; 2]) -> Window {
    let mut window = empty_window(folder, "小镇", size);
    let file = town(folder, map);
    let layer = file.file_stem().unwrap().to_string_lossy().into_owned();
    let request = ImportRequest { file, layer, role: Role::LandUse, crs: None, encoding: None, repair: false };
    ask(&mut window, Command::Project(ProjectCommand::ImportBase(request)));
    wait_for(&mut window, |window| {
        window
            .session()
            .project()
            // The base of the empty project may come in between: what counts is the one with land.
            .is_some_and(|project| {
                let has_land = project.assessment_base().is_some_and(|base| !base.land.parcels.is_empty());
                has_land && project.assessment_is_current()
            })
    });
    ask(&mut window, Command::View(ViewCommand::Simulation));
    window.run_ok();
    window
}

fn valley(folder: &Path) -> Window {
    window_on(folder, &VALLEY, [1366.0, 768.0])
}

/// Money enough for every orchard.
fn request() -> SimulationRequest {
    let mut request = SimulationRequest::new(SimulationKind::Concentration);
    request.budget_1e4yuan = Some(100.0);
    // The orchards become fields one grade worse than those around: no plan could do that and keep the quality.
    request.limits.quality_not_lower = false;
    request
}

fn run(window: &mut Window, request: SimulationRequest) {
    ask(window, Command::Simulation(SimulationCommand::Start(Box::new(request))));
    ended(window);
}

fn ended(window: &mut Window) {
    window.step();
    wait_for(window, |window| window.session().project().unwrap().simulation_run().is_none());
}

/// Steps until jobs have brought what is awaited.
fn wait_for(window: &mut Window, done: impl Fn(&Application) -> bool) {
    wait_within(window, 4_000, done);
}

fn said(window: &Window) -> String {
    let notices = window.state().session().notices().all().iter();
    notices.map(|notice| notice.message.say(Language::Chinese)).collect::<Vec<_>>().join("\n")
}

fn shows(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn click(window: &mut Window, text: &str) {
    window.get_all_by_label_contains(text).last().unwrap().click();
    window.run_ok();
}

fn schemes(window: &Window) -> usize {
    window.state().session().project().unwrap().document().schemes().len()
}

fn locks(window: &Window) -> Vec<LockKind> {
    window.state().session().project().unwrap().document().locks().iter().map(|lock| lock.kind).collect()
}

#[test]
fn a_project_without_land_teaches_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = empty_window(folder.path(), "小镇", [1366.0, 768.0]);
    window.key_press(egui::Key::F6);
    window.run_ok();
    assert!(shows(&window, "还没有地类图斑图层"));
    ask(&mut window, Command::View(ViewCommand::RunSimulation));
    assert!(said(&window).contains("先导入地类图斑"), "{}", said(&window));
}

#[test]
fn one_button_runs_and_the_result_says_how_near_to_the_best_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    assert!(shows(&window, "还没有结果"), "the tab does not teach");
    assert!(shows(&window, "耕地集中连片") && shows(&window, "默认：0.08 万元/亩"));
    window.get_by_label_contains("连片目标（亩以上） 100").click();
    window.run_ok();
    window.get_by_role_and_label(egui::Role::Button, "运行").click();
    ended(&mut window);
    assert!(shows(&window, "亩连片"), "{}", said(&window));
    assert!(shows(&window, "限住它的可能是") && shows(&window, "质量"), "what holds the plan back is not said");
    let result = window.state().session().project().unwrap().simulation().unwrap();
    assert!(result.proposal.is_feasible && result.trace.last().is_some_and(|last| last.value_mu.is_some()));
}

#[test]
fn a_result_under_another_kind_says_which_it_is_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    assert!(shows(&window, "重新运行") && !shows(&window, "下面仍是"));
    click(&mut window, "模拟什么 耕地集中连片");
    click(&mut window, "林耕置换");
    assert!(shows(&window, "下面仍是“耕地集中连片”的结果"), "the result seems to be of the kind that is chosen");
    assert!(!shows(&window, "重新运行"), "the kind that is chosen has not been run");
}

#[test]
fn the_list_shows_what_joins_what_and_a_click_zooms_there_and_marks_it_on_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    assert!(shows(&window, "已证明最优"), "a town of fourteen parcels is solved");
    let changes = window.state().session().project().unwrap().simulation().unwrap().proposal.changes.clone();
    let joining = changes.iter().position(|change| change.joins == 2).expect("the orchard joins the two fields");
    assert!(shows(&window, "连通 2 块") && shows(&window, "不做：连片少"));
    let before = window.state_mut().preferences().view.scale_denominator;
    window
        .get_all_by_role(egui::Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains("连通 2 块")))
        .unwrap()
        .click();
    window.run_ok();
    window.run_ok();
    let view = window.state_mut().preferences().view.clone();
    assert_eq!(view.simulation.asked, Some(changes[joining].parcel));
    assert!(view.scale_denominator != before, "the map stays where it was");
}

#[test]
fn a_parcel_that_stays_says_why_when_it_is_clicked_on_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    // The steep orchard stands last but one of its row.
    let steep = [EAST + 5.5 * SIDE, NORTH + 0.5 * SIDE];
    let at = window.state().screen_of(steep).unwrap();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.drop_at(at);
    window.run_ok();
    assert!(window.state_mut().preferences().view.simulation.asked.is_some(), "the click asked nothing");
    assert!(shows(&window, "为什么不变：") && shows(&window, "坡度 5 级"), "no reason is shown");
    // The first step out may put a notice away.
    for _ in 0..2 {
        window.key_press(egui::Key::Escape);
        window.run_ok();
    }
    assert!(!shows(&window, "为什么不变："), "{:?}", window.state_mut().preferences().view.simulation);
}

#[test]
fn accepting_all_is_one_step_that_makes_a_scheme_and_undo_brings_the_result_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    let before = schemes(&window);
    click(&mut window, "全部采纳为");
    window.run_ok();
    assert_eq!(schemes(&window), before + 1, "{}", said(&window));
    let project = window.state().session().project().unwrap();
    let scheme = project.document().current_scheme();
    let run = scheme.simulation.clone().unwrap();
    assert_eq!(scheme.measures.len(), run.changes as usize);
    assert_eq!(run.request, request());
    assert!(project.simulation().is_none(), "the preview lies over the measures it became");
    assert!(shows(&window, "这个方案来自模拟"));
    ask(&mut window, Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert_eq!(schemes(&window), before);
    let project = window.state().session().project().unwrap();
    assert_eq!(project.document().current_scheme().id, SchemeId::BASE);
    assert!(project.simulation().is_some() && project.simulation_is_stale().is_empty(), "undo lost the result");
}

#[test]
fn two_schemes_are_compared_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    click(&mut window, "全部采纳为");
    ask(&mut window, Command::Edit(EditCommand::SwitchScheme(SchemeId::BASE)));
    let parcel = {
        let result = window.state().session().project().unwrap().simulation().unwrap();
        result.proposal.changes.iter().find(|change| change.joins != 2).unwrap().parcel
    };
    let source = {
        let project = window.state().session().project().unwrap();
        project.assessment_base().unwrap().land.parcels.source(parcel)
    };
    ask(&mut window, Command::Edit(EditCommand::LockParcels { kind: LockKind::MustNot, parcels: vec![source] }));
    run(&mut window, request());
    assert!(shows(&window, "锁定 0 → 1 处：方案少 15.00 亩"), "what the lock costs is not said");
    let price = window.state().session().project().unwrap().simulation().unwrap().lock_price.unwrap();
    assert!(price.proven_mu().is_some_and(|[least, most]| least < 15.001 && most > 14.999), "{price:?}");
    click(&mut window, "全部采纳为");
    assert_eq!(schemes(&window), 3, "{}", said(&window));
    ask(&mut window, Command::View(ViewCommand::Dialog(DialogKind::CompareSchemes)));
    for _ in 0..400 {
        window.step();
        if shows(&window, "土地差异") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(shows(&window, "区域内 ≥100 亩连片") && shows(&window, "模拟目标值"), "the figures are missing");
    // The orchard that only widens a field has 15 mu.
    assert!(shows(&window, "改变：1 个图斑，15.00 亩"), "what only the first changes is not said");
    assert!(shows(&window, "改变：0 个图斑"), "the second has nothing of its own");
}

#[test]
fn what_is_marked_alone_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    let changes = window.state().session().project().unwrap().simulation().unwrap().proposal.changes.len();
    assert!(changes >= 2, "the second orchard widens the block");
    // The first box marks all.
    window.get_all_by_role(egui::Role::CheckBox).nth(1).unwrap().click();
    window.run_ok();
    click(&mut window, "采纳勾选 1");
    let scheme = window.state().session().project().unwrap().document().current_scheme().clone();
    assert_eq!(scheme.measures.len(), 1, "{}", said(&window));
    let run = scheme.simulation.unwrap();
    assert_eq!(run.changes, 1);
}

#[test]
fn a_rejected_parcel_is_locked_out_and_the_plan_is_repaired_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    let first = window.state().session().project().unwrap().simulation().unwrap();
    let (number, joining) = (first.number, first.proposal.changes.iter().position(|change| change.joins == 2).unwrap());
    let parcel = first.proposal.changes[joining].parcel;
    ask(&mut window, Command::Simulation(SimulationCommand::Reject(vec![joining])));
    ended(&mut window);
    assert_eq!(locks(&window), [LockKind::MustNot]);
    let project = window.state().session().project().unwrap();
    let second = project.simulation().unwrap();
    assert_ne!(second.number, number);
    assert!(second.proposal.changes.iter().all(|change| change.parcel != parcel));
    assert!(project.simulation_is_stale().is_empty());
    ask(&mut window, Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert!(
        shows(&window, "结果已过期") && shows(&window, "锁定已变"),
        "an undone lock leaves the result as if it were true"
    );
}

#[test]
fn a_swap_lists_its_pairs_and_a_partner_is_taken_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(folder.path(), &["aafaa s s", "aafaaf   "], [1366.0, 900.0]);
    let mut request = request();
    request.kind = SimulationKind::Swap;
    run(&mut window, request);
    let pairs = window.state().session().project().unwrap().simulation().unwrap().proposal.swap_pairs();
    assert!(!pairs.is_empty(), "{}", said(&window));
    assert!(pairs.iter().all(|pair| pair.left.slope_degrees > pair.gained.slope_degrees), "{pairs:?}");
    click(&mut window, "配对");
    assert!(shows(&window, "平均坡度") && shows(&window, "海拔：项目没有高程数据"), "the pairs say nothing");
    // The steep field in the north, seventh from the west.
    let steep = window.state().screen_of([EAST + 6.5 * SIDE, NORTH + 1.5 * SIDE]).unwrap();
    let ask_steep = |window: &mut Window| {
        window.hover_at(steep);
        window.step();
        window.drag_at(steep);
        window.drop_at(steep);
        window.run_ok();
    };
    ask_steep(&mut window);
    assert!(shows(&window, "最合适的置换伙伴") && shows(&window, "坡度 5 级换 2 级"), "no partner is offered");
    // The nearest of equals stands first.
    assert!(shows(&window, "相距 1"), "no distance");
    window.get_all_by_label_contains("和 乔木林地").next().unwrap().click();
    window.run_ok();
    let project = window.state().session().project().unwrap();
    let measures = &project.document().current_scheme().measures;
    let kinds: Vec<_> = measures.iter().map(|measure| (measure.kind.key(), measure.pair)).collect();
    assert_eq!(kinds, [("forest_to_farmland", Some(1)), ("farmland_to_forest", Some(1))], "{}", said(&window));
    assert!(measures.iter().all(|measure| measure.reason.contains("手工置换，配对 1")));
    assert!(shows(&window, "已手工置换") && shows(&window, "方案已修改"), "what was taken is offered again");
    assert_eq!(project.taken_by_hand().map(|taken| taken.len()), Some(2));
    ask(&mut window, Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert!(window.state().session().project().unwrap().document().current_scheme().measures.is_empty());
    assert_eq!(window.state().session().project().unwrap().taken_by_hand().map(|taken| taken.len()), Some(0));
}

#[test]
fn locks_are_painted_by_the_tool_obeyed_listed_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    window.state_mut().preferences().view.lock_kind = LockKind::MustNot;
    ask(&mut window, Command::View(ViewCommand::Tool(ToolKind::LockParcels)));
    window.run_ok();
    let orchard = window.state().screen_of([EAST + 2.5 * SIDE, NORTH + 1.5 * SIDE]).unwrap();
    for expected in [1, 0, 1] {
        window.hover_at(orchard);
        window.step();
        window.drag_at(orchard);
        window.drop_at(orchard);
        window.run_ok();
        assert_eq!(locks(&window).len(), expected, "{}", said(&window));
    }
    window.key_press(egui::Key::Escape);
    window.run_ok();
    run(&mut window, request());
    let project = window.state().session().project().unwrap();
    assert!(
        project.simulation().unwrap().proposal.changes.iter().all(|change| change.joins < 2),
        "the lock is not obeyed"
    );
    click(&mut window, "锁定 1");
    assert!(shows(&window, "锁定 2 • 不得调整"), "the lock is not listed");
    click(&mut window, "删除锁定 2");
    assert!(locks(&window).is_empty());
}

#[test]
fn a_lock_that_no_plan_can_obey_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    let layer = window.state().session().project().unwrap().document().layers()[0].layer;
    let steep = 1;
    ask(&mut window, Command::Edit(EditCommand::LockParcels { kind: LockKind::Must, parcels: vec![(layer, steep)] }));
    run(&mut window, request());
    assert!(shows(&window, "没有运行成") && shows(&window, "锁定 1"), "{}", said(&window));
}

#[test]
fn a_limit_that_can_not_be_obeyed_says_how_much_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    let layer = window.state().session().project().unwrap().document().layers()[0].layer;
    let parcels = window.state().session().project().unwrap().layer(layer).unwrap().clone();
    let orchard = (0..parcels.len()).find(|&row| parcels.value(row, "DLBM").display() == "0201").unwrap();
    ask(&mut window, Command::Edit(EditCommand::LockParcels { kind: LockKind::Must, parcels: vec![(layer, orchard)] }));
    let mut poor = request();
    poor.budget_1e4yuan = Some(1.0);
    run(&mut window, poor);
    assert!(shows(&window, "没有方案能同时满足全部约束"), "{}", said(&window));
    assert!(shows(&window, "差 ") && shows(&window, "即可满足"), "it is not said what is missing");
    assert!(!shows(&window, "全部采纳为"));
}

#[test]
fn the_same_request_gives_the_same_plan_and_an_edit_makes_the_result_old() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    let hash = |window: &Window| {
        let proposal = &window.state().session().project().unwrap().simulation().unwrap().proposal;
        (proposal.run.clone(), proposal.changes.clone())
    };
    let first = hash(&window);
    run(&mut window, request());
    assert_eq!(hash(&window), first);
    let layer = window.state().session().project().unwrap().document().layers()[0].layer;
    ask(&mut window, Command::Edit(EditCommand::LockParcels { kind: LockKind::MustNot, parcels: vec![(layer, 0)] }));
    window.run_ok();
    assert!(shows(&window, "结果已过期"));
}

#[test]
fn the_certificate_that_is_exported_proves_the_bound() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    ask(&mut window, Command::View(ViewCommand::Dialog(DialogKind::Certificate)));
    window.run_ok();
    assert!(shows(&window, "写出三个文件"));
    window.key_press(egui::Key::Escape);
    window.run_ok();
    let target = folder.path().join("连片.certificate.json");
    ask(&mut window, Command::Simulation(SimulationCommand::Export(target.clone())));
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let problem = Concentration::from_json(&text("连片.problem.json")).unwrap();
    let certificate = Certificate::from_json(&text("连片.certificate.json")).unwrap();
    let bound_mu = certificate.check(&problem).unwrap();
    let run = &window.state().session().project().unwrap().simulation().unwrap().proposal.run;
    assert!(bound_mu + 1e-6 >= run.value_mu, "the bound {bound_mu} is below the plan {}", run.value_mu);
    Plan::from_json(&text("连片.plan.json")).unwrap().check(&problem).unwrap();
}

#[test]
fn a_run_is_stopped_with_what_it_has_and_closing_the_project_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    let mut long = request();
    long.iterations = Some(100_000_000);
    ask(&mut window, Command::Simulation(SimulationCommand::Start(Box::new(long.clone()))));
    ask(&mut window, Command::Simulation(SimulationCommand::Pause));
    if window.state().session().project().unwrap().simulation_run().is_some_and(|run| run.is_paused()) {
        assert!(shows(&window, "继续"), "a paused run shows no way to go on");
    }
    ask(&mut window, Command::Simulation(SimulationCommand::Stop));
    ended(&mut window);
    ask(&mut window, Command::Simulation(SimulationCommand::Start(Box::new(long))));
    ask(&mut window, Command::Project(ProjectCommand::Close));
    window.run_ok();
    assert!(window.state().session().project().is_none());
}

#[test]
fn commands_say_why_they_are_disabled_and_the_switch_shows_the_land_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    for view in [ViewCommand::AcceptSimulation, ViewCommand::ToggleBefore] {
        ask(&mut window, Command::View(view));
        assert!(said(&window).contains("还没有模拟结果"), "{}", said(&window));
    }
    run(&mut window, request());
    window.get_by_label("地图显示 前").click();
    window.run_ok();
    assert!(window.state_mut().preferences().view.simulation.before);
    window.key_press(egui::Key::A);
    window.run_ok();
    assert!(!window.state_mut().preferences().view.simulation.before);
    ask(&mut window, Command::Simulation(SimulationCommand::Discard));
    window.run_ok();
    assert!(window.query_by_label("地图显示 前").is_none() && shows(&window, "还没有结果"));
}

#[test]
fn nothing_is_clipped_in_either_language_and_a_still_result_asks_for_no_repaint() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    for language in [Language::Chinese, Language::English] {
        for theme in [Theme::Light, Theme::Dark] {
            let view = &mut window.state_mut().preferences().view;
            (view.language, view.theme) = (language, theme);
            window.run_ok();
            for unfold in [["大小分布", "Sizes"], ["预算权衡", "Trade-off"], ["约束与说明", "Limits and notes"]]
            {
                let label = unfold[usize::from(language == Language::English)];
                window.get_by_label(label).click();
                window.run_ok();
            }
            for node in window.root().children_recursive() {
                let node = node.accesskit_node();
                let (Some(rect), Some(label)) = (node.bounding_box(), node.label()) else { continue };
                let in_panel = rect.x0 > 1036.0 && rect.x1 - rect.x0 > 1.0;
                assert!(!in_panel || rect.x1 <= 1366.5, "{label:?} is clipped at {}", rect.x1);
            }
        }
    }
    assert_eq!(window.run(), 1, "the window repaints although nothing happens");
}

#[test]
fn the_band_of_area_against_budget_opens_a_point_as_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = valley(folder.path());
    run(&mut window, request());
    ask(&mut window, Command::Simulation(SimulationCommand::TradeOff));
    wait_for(&mut window, |window| {
        window.session().project().unwrap().trade_off().is_some_and(|(finding, points)| !finding && !points.is_empty())
    });
    click(&mut window, "预算权衡");
    let project = window.state().session().project().unwrap();
    let points = project.trade_off().unwrap().1.to_vec();
    assert!(points.windows(2).all(|pair| pair[0].budget_1e4yuan < pair[1].budget_1e4yuan));
    assert!(points.iter().all(|point| point.value_mu.is_none_or(|value_mu| value_mu <= point.bound_mu + 1e-6)));
    click(&mut window, "每多 1 万元");
    ended(&mut window);
    let asked = window.state().session().project().unwrap().simulation().unwrap().request.budget_1e4yuan.unwrap();
    assert!(points.iter().any(|point| point.budget_1e4yuan == asked) && asked != 100.0, "{asked}");
}
