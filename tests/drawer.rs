//! The drawer below the map: opened by its key, and a click on a figure shows its patches.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/window.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod support;

use std::path::{Path, PathBuf};

use egui_kittest::kittest::{NodeT, Queryable};
use tianfang::app::Application;
use tianfang::base::Role;
use tianfang::command::{Command, DrawerTab, EditCommand, GestureCommand, ImportRequest, ProjectCommand, ViewCommand};
use tianfang::design::{MeasureId, MeasureKind, Shape};
use tianfang::edit::actions::{MeasureEdit, Reshape};
use tianfang::i18n::Language;
use tianfang::session::Theme;

use support::geojson::polygons;
use support::{Window, ask, empty_window, wait_for};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_330_000.0;

fn ring(west: f64, east: f64) -> Vec<[f64; 2]> {
    [[west, 0.0], [east, 0.0], [east, 100.0], [west, 100.0]].map(|[x, y]| [EAST + x, NORTH + y]).to_vec()
}

/// A GeoJSON file of strips, each from west to east with its attributes.
fn layer(path: &Path, strips: &[(f64, f64, &str)]) {
    let rings: Vec<_> = strips.iter().map(|&(west, east, _)| ring(west, east)).collect();
    let features: Vec<_> = rings.iter().zip(strips).map(|(ring, strip)| (ring.as_slice(), strip.2)).collect();
    polygons(path, &features);
}

/// A window on three strips of land: 2 ha of paddy, all of it basic farmland, and 1 ha of houses.
fn window(folder: &Path, size: [f32; 2]) -> Window {
    let (land, farmland) = (folder.join("DLTB.geojson"), folder.join("YJJBNTTB.geojson"));
    let paddy = r#"{"DLBM":"0101","ZLDWDM":"330109001001","GDDB":6}"#;
    layer(&land, &[(0.0, 100.0, paddy), (100.0, 200.0, paddy), (200.0, 300.0, r#"{"DLBM":"0702"}"#)]);
    layer(&farmland, &[(0.0, 200.0, r#"{"YJJBNTTBBH":"1"}"#)]);
    let mut window = empty_window(folder, "三块地", size);
    for (file, role, layers) in [(land, Role::LandUse, 1), (farmland, Role::PermanentBasicFarmland, 2)] {
        import(&mut window, file, role);
        wait_for(&mut window, move |window| {
            window.session().project().unwrap().document().layers().len() == layers && is_current(window)
        });
    }
    window
}

fn import(window: &mut Window, file: PathBuf, role: Role) {
    let layer = file.file_stem().unwrap().to_string_lossy().into_owned();
    let request = ImportRequest { file, layer, role, crs: None, encoding: None, repair: false };
    ask(window, Command::Project(ProjectCommand::ImportBase(request)));
}

fn draw(window: &mut Window, kind: MeasureKind, west: f64, east: f64) {
    let shape = Shape::from_ring(&ring(west, east));
    ask(window, Command::Edit(EditCommand::DrawMeasure { kind, shape }));
    wait_for(window, is_current);
}

fn is_current(window: &Application) -> bool {
    window.session().project().is_some_and(|project| project.assessment_is_current())
}

fn highlighted(window: &mut Window) -> usize {
    window.state_mut().preferences().view.highlighted.len()
}

#[test]
fn the_key_opens_the_form_and_a_click_on_a_figure_outlines_its_patches() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::BasicFarmlandOut, 50.0, 150.0);
    assert_eq!(highlighted(&mut window), 0);
    window.key_press(egui::Key::F7);
    window.run_ok();
    window.get_by_label_contains("调出：总面积（公顷） 1.00").click();
    window.run_ok();
    assert_eq!(highlighted(&mut window), 2, "the measure takes a half of two parcels");
    assert!(window.query_all_by_label_contains("2 个图斑").count() > 0, "the formula is not open");
    window.key_press(egui::Key::F7);
    window.run_ok();
    assert!(window.query_all_by_label_contains("调出：总面积").count() == 0, "the drawer is still open");
}

#[test]
fn a_click_on_a_cell_of_the_matrix_outlines_what_becomes_what() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::Reclaim, 200.0, 300.0);
    ask(&mut window, Command::View(ViewCommand::Drawer(DrawerTab::Structure)));
    window.run_ok();
    window.get_by_label("转移矩阵").click();
    window.run_ok();
    let cell = window.get_all_by_role(egui::Role::Button).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with("0") && label.ends_with("15.00"))
    });
    cell.expect("no cell of 15 mu").click();
    window.run_ok();
    assert_eq!(highlighted(&mut window), 1);
    window.get_by_role_and_label(egui::Role::Button, "0101 水田 30.00").click();
    window.run_ok();
    assert_eq!(highlighted(&mut window), 2, "land that stays as it was is outlined too: two fields of paddy");
}

#[test]
fn every_page_is_drawn_in_both_languages_and_themes_and_leaves_the_map_its_room() {
    let folder = tempfile::tempdir().unwrap();
    for size in [[1366.0, 768.0], [1024.0, 768.0]] {
        let folder = folder.path().join(format!("{}", size[0]));
        std::fs::create_dir(&folder).unwrap();
        let mut window = window(&folder, size);
        draw(&mut window, MeasureKind::Reclaim, 200.0, 300.0);
        for (language, theme) in [(Language::Chinese, Theme::Light), (Language::English, Theme::Dark)] {
            for tab in DrawerTab::ALL {
                let view = &mut window.state_mut().preferences().view;
                (view.language, view.theme, view.drawer_open, view.drawer_tab) = (language, theme, true, tab);
                window.run_ok();
                let height = window.state_mut().preferences().view.drawer_height;
                assert!((200.0..=374.0).contains(&height), "{tab:?} is {height} high");
            }
        }
    }
}

/// Everything that the window says, in order.
fn said(window: &Window) -> Vec<String> {
    let nodes = window.root().children_recursive();
    nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
}

fn says(window: &Window, text: &str) -> bool {
    said(window).iter().any(|label| label.contains(text))
}

/// The demolition that lets basic farmland move in and a house be built: reclaimed, paired, costed.
fn demolition_with_all_that_hangs_on_it(window: &mut Window) -> MeasureId {
    draw(window, MeasureKind::Reclaim, 200.0, 300.0);
    draw(window, MeasureKind::BasicFarmlandIn, 220.0, 280.0);
    draw(window, MeasureKind::BasicFarmlandOut, 0.0, 40.0);
    draw(window, MeasureKind::NewConstruction, 0.0, 40.0);
    let measures: Vec<(MeasureId, MeasureKind)> = {
        let scheme = window.state().session().project().unwrap().document().current_scheme();
        scheme.measures.iter().map(|measure| (measure.id, measure.kind)).collect()
    };
    let of = |kind| measures.iter().find(|(_, other)| *other == kind).unwrap().0;
    let (demolition, construction) = (of(MeasureKind::Reclaim), of(MeasureKind::NewConstruction));
    let cost = MeasureEdit::CostFen(Some(123_450_000));
    ask(window, Command::Edit(EditCommand::EditMeasure { measure: demolition, edit: cost }));
    ask(window, Command::Edit(EditCommand::PairMeasures(vec![demolition, construction])));
    ask(window, Command::Edit(EditCommand::Select(None)));
    window.run_ok();
    demolition
}

#[test]
fn a_deleted_demolition_changes_quota_money_pairs_form_and_verdicts_in_the_very_next_frame() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    let demolition = demolition_with_all_that_hangs_on_it(&mut window);
    ask(&mut window, Command::View(ViewCommand::Issues));
    window.run_ok();
    // Each page in turn, and what must be on it before and after: the rest of the window is looked at every time.
    let pages: [(DrawerTab, Option<&str>, &str, &str); 4] = [
        (DrawerTab::Ledgers, Some("增减挂钩"), "拆旧复垦 1", "Δ"),
        (DrawerTab::Ledgers, Some("拆旧建新"), "平衡", "无拆旧，预支"),
        (DrawerTab::Ledgers, Some("资金"), "123.45", "0.00"),
        (DrawerTab::Form, None, "新增耕地（公顷） 0.60", "新增耕地（公顷） 0.00"),
    ];
    for (tab, view, before, after) in pages {
        let view_of_drawer = &mut window.state_mut().preferences().view;
        (view_of_drawer.drawer_open, view_of_drawer.drawer_tab) = (true, tab);
        window.run_ok();
        if let Some(view) = view {
            window.query_all_by_label(view).next().unwrap().click();
            window.run_ok();
        }
        let strip = ["挂钩节余", "投资", "待处理"].map(|caption| strip_figure(&window, caption));
        let open_before = window.state().session().project().unwrap().assessment().unwrap().judgement.clone();
        assert!(says(&window, before), "{tab:?} {view:?} does not say {before}: {:?}", said(&window));
        let verdicts_before = said(&window).into_iter().filter(|label| label.contains("未核实")).collect::<Vec<_>>();

        window.state_mut().ask(Command::Edit(EditCommand::DeleteMeasure(demolition)));
        window.step();

        assert!(says(&window, after), "{tab:?} {view:?} does not say {after}: {:?}", said(&window));
        for (caption, was) in ["挂钩节余", "投资", "待处理"].into_iter().zip(&strip) {
            let is = strip_figure(&window, caption);
            assert_ne!(&is, was, "{caption} did not change");
            assert!(is.contains('Δ'), "{caption} does not say by how much it changed: {is}");
        }
        let verdicts_after = said(&window).into_iter().filter(|label| label.contains("未核实")).collect::<Vec<_>>();
        let open_after = window.state().session().project().unwrap().assessment().unwrap().judgement.clone();
        assert_ne!(open_before.verdicts, open_after.verdicts);
        assert_ne!(verdicts_before, verdicts_after, "the list of verdicts did not change");

        ask(&mut window, Command::Edit(EditCommand::Undo));
        window.run_ok();
    }
}

/// What the strip says of a figure.
fn strip_figure(window: &Window, caption: &str) -> String {
    let wanted = format!("{caption} ");
    let found = said(window).into_iter().find(|label| label.starts_with(&wanted));
    found.unwrap_or_else(|| panic!("{caption} is not in the strip: {:?}", said(window)))
}

#[test]
fn the_strip_shows_problems_quota_money_and_the_form_in_narrow_windows_and_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for size in [[1024.0, 768.0], [1366.0, 768.0]] {
        let folder = folder.path().join(format!("{}", size[0]));
        std::fs::create_dir(&folder).unwrap();
        let mut window = window(&folder, size);
        let demolition = demolition_with_all_that_hangs_on_it(&mut window);
        ask(&mut window, Command::Edit(EditCommand::DeleteMeasure(demolition)));
        for (language, captions) in [
            (Language::Chinese, ["待处理", "挂钩节余", "投资", "永农调出→调入", "新增比例", "连片度"]),
            (Language::English, ["Issues", "Linkage", "Cost", "Farmland out→in", "Gain", "Contiguity"]),
        ] {
            window.state_mut().preferences().view.language = language;
            window.run_ok();
            for caption in captions {
                strip_figure(&window, caption);
            }
        }
    }
}

#[test]
fn what_is_outlined_follows_the_land_through_edits_undo_and_deletion() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    draw(&mut window, MeasureKind::BasicFarmlandOut, 50.0, 150.0);
    let measure = window.state().session().selected_measure().unwrap();
    window.key_press(egui::Key::F7);
    window.run_ok();
    window.get_by_label_contains("调出：总面积（公顷） 1.00").click();
    window.run_ok();
    let area = |window: &mut Window| {
        let shapes = &window.state_mut().preferences().view.highlighted;
        shapes.iter().map(|shape| geo::Area::unsigned_area(&**shape)).sum::<f64>()
    };
    assert!((area(&mut window) - 10_000.0).abs() < 1.0);
    let to_the_east = Reshape::Translate { by: [30.0, 0.0] };
    let feature = tianfang::design::FeatureId::Measure(measure);
    ask(&mut window, Command::Edit(EditCommand::Reshape { feature, reshape: to_the_east }));
    window.run_ok();
    let west = window
        .state_mut()
        .preferences()
        .view
        .highlighted
        .iter()
        .map(|shape| tianfang::design::shape_bounds(shape).min[0])
        .fold(f64::INFINITY, f64::min);
    assert!((west - EAST - 80.0).abs() < 0.01, "the outlines stayed at {west}");
    ask(&mut window, Command::Edit(EditCommand::DeleteMeasure(measure)));
    window.run_ok();
    assert_eq!(highlighted(&mut window), 0, "land of a measure that is gone is still outlined");
    assert!(says(&window, "没有图斑"), "the formula closed although nobody closed it");
    ask(&mut window, Command::Edit(EditCommand::Undo));
    window.run_ok();
    assert_eq!(highlighted(&mut window), 2);
    window.key_press(egui::Key::Escape);
    window.run_ok();
    assert_eq!(highlighted(&mut window), 0, "Escape puts the outlines away");
}

/// Writes into a field of the form and leaves it.
fn write(window: &mut Window, field: &str, text: &str) {
    let node = window.get_by_role_and_label(egui::Role::TextInput, field);
    node.scroll_to_me();
    node.focus();
    window.run_ok();
    window.get_by_role_and_label(egui::Role::TextInput, field).type_text(text);
    window.run_ok();
    window.key_press(egui::Key::Enter);
    window.run_ok();
}

#[test]
fn the_review_form_is_filled_in_where_it_is_read_and_satisfies_the_rule_that_asks_for_it() {
    for (language, size) in [(Language::Chinese, [1366.0, 768.0]), (Language::English, [1024.0, 768.0])] {
        let chinese = language == Language::Chinese;
        let word = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
        let folder = tempfile::tempdir().unwrap();
        let mut window = window(folder.path(), size);
        draw(&mut window, MeasureKind::BasicFarmlandOut, 50.0, 150.0);
        let view = &mut window.state_mut().preferences().view;
        (view.language, view.drawer_open, view.drawer_tab) = (language, true, DrawerTab::Form);
        window.run_ok();
        let ecology_is_open = |window: &Window| {
            let assessment = window.state().session().project().unwrap().assessment().unwrap();
            assessment.judgement.verdicts.iter().any(|verdict| verdict.rule.id == "PBF-08" && verdict.is_open())
        };
        assert!(ecology_is_open(&window));
        write(&mut window, word("所含乡镇名称", "Townships"), "新塍镇");
        write(&mut window, word("计划提升质量等别", "Planned gain in grades"), "0.5");
        write(&mut window, word("其他审查意见", "Other remarks of the review"), "同意");
        write(&mut window, word("审查人员", "Reviewer"), "王工");
        write(&mut window, word("改善的理由", "Why"), "退出坡耕地");
        for question in [word("是否编制调整方案", "Plan prepared"), word("生态有改善", "Ecology improved")]
        {
            let label = format!("{question} {}", word("未填", "not said"));
            let node = window.get_by_role_and_label(egui::Role::ComboBox, &label);
            node.scroll_to_me();
            window.run_ok();
            window.get_by_role_and_label(egui::Role::ComboBox, &label).click();
            window.run_ok();
            window.get_by_label(word("是", "yes")).click();
            window.run_ok();
        }
        assert!(!ecology_is_open(&window), "the rule does not read the form");
        let review = window.state().session().project().unwrap().document().current_scheme().review.clone();
        assert_eq!((review.townships.as_str(), review.planned_grade_gain), ("新塍镇", Some(0.5)));
        assert_eq!((review.opinion.as_str(), review.reviewer.as_str()), ("同意", "王工"));
        assert_eq!((review.plan_prepared, review.ecology_improves), (Some(true), Some(true)));
        ask(&mut window, Command::Edit(EditCommand::Undo));
        window.run_ok();
        assert!(ecology_is_open(&window), "one step back the ecology is not stated");
    }
}

#[test]
fn the_overlay_book_counts_schemes_advises_and_says_that_it_waits_for_the_end_of_a_drag() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    let high_standard = folder.path().join("GBZNT.geojson");
    layer(&high_standard, &[(100.0, 250.0, "{}")]);
    import(&mut window, high_standard, Role::HighStandardFarmland);
    wait_for(&mut window, |window| {
        window.session().project().unwrap().document().layers().len() == 3 && is_current(window)
    });
    draw(&mut window, MeasureKind::BasicFarmlandOut, 0.0, 20.0);
    let feature = window.state().session().selection().unwrap();
    ask(&mut window, Command::View(ViewCommand::Drawer(DrawerTab::Indicators)));
    window.run_ok();
    window.get_by_label("套合类别").click();
    window.run_ok();
    assert!(says(&window, "3 类中的 3 类"), "{:?}", said(&window));
    window.get_by_label("套合问题").click();
    window.run_ok();
    for advice in ["安排高标准农田建设", "恢复耕种，或从高标准农田中核减"] {
        assert!(says(&window, advice), "{advice} is not said: {:?}", said(&window));
    }
    let waits = |window: &Window| says(window, "套合台账在松手后更新");
    assert!(!waits(&window));
    ask(&mut window, Command::Edit(EditCommand::Gesture(GestureCommand::Begin(feature))));
    let preview = GestureCommand::Preview(Reshape::Translate { by: [10.0, 0.0] });
    ask(&mut window, Command::Edit(EditCommand::Gesture(preview)));
    window.step();
    assert!(waits(&window), "figures from before the drag pass for those of the drag");
    ask(&mut window, Command::Edit(EditCommand::Gesture(GestureCommand::Cancel)));
    window.run_ok();
    assert!(!waits(&window));
}

#[test]
fn the_attribute_table_sorts_filters_and_edits_many_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), [1366.0, 768.0]);
    for (west, east) in [(0.0, 50.0), (60.0, 180.0), (190.0, 260.0)] {
        ask(&mut window, Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring(west, east)))));
        wait_for(&mut window, is_current);
    }
    ask(&mut window, Command::View(ViewCommand::Drawer(DrawerTab::Attributes)));
    window.run_ok();
    assert!(window.query_by_label_contains("3 项：36.00 亩").is_some());
    let names = |window: &Window| -> Vec<String> {
        let mut found: Vec<(f32, String)> = window
            .query_all_by_label_contains("片区 ")
            .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Button)
            .filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?)))
            .filter(|(top, name)| *top > 480.0 && name.starts_with("片区 ") && name.chars().count() == 4)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(names(&window), ["片区 1", "片区 2", "片区 3"]);
    window.get_by_label("面积（亩）").click();
    window.run_ok();
    assert_eq!(names(&window), ["片区 1", "片区 3", "片区 2"], "the smallest first");
    window.get_by_label("面积（亩） ↑").click();
    window.run_ok();
    assert_eq!(names(&window), ["片区 2", "片区 3", "片区 1"]);
    let steps = |window: &Window| window.state().session().project().unwrap().history().position();
    let before = steps(&window);
    let row = |window: &Window, name: &str| {
        let rows = window.query_all_by_label(name).filter(|node| node.rect().top() > 480.0);
        rows.map(|node| node.rect().center()).next().unwrap()
    };
    for (name, modifiers) in [("片区 2", egui::Modifiers::NONE), ("片区 1", egui::Modifiers::COMMAND)] {
        let at = row(&window, name);
        window.hover_at(at);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            window.event_modifiers(egui::Event::PointerButton { pos: at, button, pressed, modifiers }, modifiers);
        }
        window.run_ok();
    }
    assert!(window.query_by_label_contains("已选 2 项").is_some());
    window.get_by_label("合并").click();
    window.run_ok();
    window.get_by_label("保留“片区 1”").click();
    window.run_ok();
    wait_for(&mut window, is_current);
    let kept: Vec<String> = names(&window);
    assert!(kept.contains(&"片区 1".to_owned()) && kept.len() == 2, "{kept:?}");
    assert_eq!(steps(&window), before + 1);
    ask(&mut window, Command::Edit(EditCommand::Undo));
    wait_for(&mut window, is_current);
    assert_eq!(names(&window).len(), 3);
    window.get_by_label("筛选").focus();
    window.event(egui::Event::Text("片区 3".to_owned()));
    window.run_ok();
    assert_eq!(names(&window), ["片区 3"]);
}
