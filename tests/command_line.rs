//! The verbs as a script uses them: words in, streams and exit status out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tianfang::storage::project::Project;

/// A home of its own for every test: no preference of the machine speaks in.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[&str]) -> Output {
        let home = self.folder.path();
        Command::new(env!("CARGO_BIN_EXE_tianfang"))
            .args(words)
            .current_dir(home)
            .env("HOME", home)
            .env("XDG_DATA_HOME", home)
            .env("APPDATA", home)
            .output()
            .unwrap()
    }

    /// Runs and expects an exit status; gives both streams.
    fn expect(&self, status: i32, words: &[&str]) -> (String, String) {
        let output = self.run(words);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{words:?}\n{out}\n{err}");
        (out, err)
    }

    fn json(&self, status: i32, words: &[&str]) -> Value {
        let (out, _) = self.expect(status, &[words, &["--format", "json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?}: {error}\n{out}"))
    }

    fn sample(&self) -> PathBuf {
        self.expect(0, &["sample", "practice", "--parcels", "3000"]);
        self.path("practice")
    }
}

fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_village_goes_from_raw_files_to_a_verified_export() {
    let desk = Desk::new();
    let practice = desk.sample();
    let raw = practice.join("raw");
    let report = desk.json(0, &["inspect", word(&raw.join("DLTB.shp"))]);
    let layer = &report["layers"][0];
    assert_eq!(layer["encoding"], "GBK");
    assert_eq!(layer["role"]["guess"], "land_use");
    assert_eq!(layer["crs"]["epsg"], 4549);
    assert!(layer["health"]["invalid"].as_u64().unwrap() > 0, "the raw parcels have faults to find");

    desk.expect(0, &["new", "整治 2025.tianfang", "--crs", "EPSG:4549", "--name", "练习"]);
    for name in ["DLTB", "YJJBNTTB", "STBHHX"] {
        desk.expect(0, &["import", "整治 2025.tianfang", word(&raw.join(format!("{name}.shp")))]);
    }
    // The development boundary says nothing of its system: it is asked for, never assumed.
    let boundary = raw.join("CZKFBJ.shp");
    let (_, asked) = desk.expect(2, &["import", "整治 2025.tianfang", word(&boundary)]);
    assert!(asked.contains("坐标系"), "{asked}");
    desk.expect(0, &["import", "整治 2025.tianfang", word(&boundary), "--crs", "EPSG:4549"]);

    let zones = desk.path("zones.geojson");
    let bounds = &layer["bounds"];
    let side = |index: usize| bounds[index].as_f64().unwrap();
    let (west, south) = ((side(0) + side(2)) / 2.0, (side(1) + side(3)) / 2.0);
    let ring = [[0.0, 0.0], [200.0, 0.0], [200.0, 200.0], [0.0, 200.0], [0.0, 0.0]].map(|[x, y]| [west + x, south + y]);
    let crs = serde_json::json!({ "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::4549" } });
    let feature = serde_json::json!({ "type": "Feature", "properties": { "DYMC": "一号片区" },
        "geometry": { "type": "Polygon", "coordinates": [ring] } });
    let collection = serde_json::json!({ "type": "FeatureCollection", "crs": crs, "features": [feature] });
    std::fs::write(&zones, collection.to_string()).unwrap();
    desk.expect(0, &["import", "整治 2025.tianfang", word(&zones), "--role", "zone"]);

    let check = desk.json(0, &["check", "整治 2025.tianfang"]);
    assert_eq!(check["scheme"], 1);
    assert!(check["verdicts"].is_array() && check["notes"].is_array());
    desk.expect(0, &["export", "整治 2025.tianfang", "方案.gpkg"]);
    assert_eq!(desk.json(0, &["verify", "方案.gpkg"])["valid"], true);
    let exported = std::fs::read(desk.path("方案.gpkg")).unwrap();
    desk.expect(0, &["export", "整治 2025.tianfang", "again.gpkg"]);
    assert_eq!(exported, std::fs::read(desk.path("again.gpkg")).unwrap(), "the same scheme gives the same bytes");
}

/// A county pack that says one thing more than the province's.
const COUNTY_RULES: &str = r#"(id: "county", title: (zh: "某县", en: "A county"), include: ["zhejiang"], rules: [
    (id: "COUNTY-1", title: (zh: "建新须报备", en: "New construction is reported"), severity: Review, subject: Scheme,
     relation: Whenever(of: {new_build_m2: 1}), unit: mu, basis: (document: "县里的办法"), verified: false,
     remedies: [(zh: "报备", en: "report it")],
     tests: [Figures(name: "有建新", quantities: {new_build_m2: 10000}, holds: false)])])"#;

#[test]
fn an_export_is_judged_by_the_projects_own_rules_on_the_day_that_is_named() {
    let desk = Desk::new();
    let project = desk.sample().join("township.tianfang");
    std::fs::write(project.join("rules.ron"), COUNTY_RULES).unwrap();
    // By its folder and by the file in it.
    for (named, out) in [(project.clone(), "一.gpkg"), (project.join("project.ron"), "二.gpkg")] {
        assert_eq!(desk.json(0, &["check", word(&named)])["pack"], "county");
        desk.expect(0, &["export", word(&named), out, "--date", "2026-11-23"]);
        let connection = rusqlite::Connection::open(desk.path(out)).unwrap();
        let said = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(said("SELECT GZBM || '|' || GZMC FROM GZB WHERE GZBH = 'COUNTY-1'"), "county|建新须报备");
        assert_eq!(said("SELECT YZCD FROM GZJG WHERE GZBH = 'COUNTY-1'"), "须说明");
        assert_eq!(said("SELECT SJSD FROM SJLY WHERE LX = '规则'"), "2026-11-23");
    }
    desk.expect(2, &["export", word(&project), "三.gpkg", "--date", "23.11.2026"]);
    std::fs::write(project.join("rules.ron"), "(id: ").unwrap();
    let (_, err) = desk.expect(2, &["export", word(&project), "三.gpkg"]);
    assert!(err.contains("rules.ron:1:"), "{err}");
    assert!(!desk.path("三.gpkg").exists());
}

#[test]
fn the_practice_township_is_judged_and_its_gate_is_shut() {
    let desk = Desk::new();
    let project = desk.sample().join("township.tianfang");
    let check = desk.json(1, &["check", word(&project), "--gate"]);
    assert_eq!(check["gate"], "shut");
    let verdict = &check["verdicts"][0];
    for key in [
        "id",
        "rule",
        "severity",
        "subject",
        "against",
        "status",
        "figure",
        "threshold",
        "slack",
        "unit",
        "features",
        "area_m2",
        "patches",
        "basis",
        "basis_document",
        "basis_number",
        "basis_article",
        "verified",
        "remedies",
    ] {
        assert!(!verdict[key].is_null(), "{key} is missing: {verdict}");
    }
    for key in ["valid_from", "valid_to"] {
        assert!(verdict.get(key).is_some(), "{key} is missing: {verdict}");
    }
    let earlier = desk.json(0, &["check", word(&project), "--date", "2021-01-01"]);
    let notes: Vec<&str> = earlier["notes"].as_array().unwrap().iter().filter_map(|note| note.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("FRM-04") && note.contains("2021-11-27")), "{notes:?}");
    let data = project.join("data.gpkg");
    let zones = format!("{}:tf_zones", word(&data));
    let against = format!("land_use={}", word(&data));
    let report = desk.json(0, &["conflicts", "--zones", &zones, "--against", &against]);
    assert_eq!(report["crs"], 4549);
    let zone = &report["zones"][0];
    let (whole, land) = (zone["area_m2"].as_f64().unwrap(), zone["against"][0]["area_m2"].as_f64().unwrap());
    assert!((whole - land).abs() < 1e-6 * whole, "parcels tile the zone: {whole} and {land}");
    assert_eq!(zone["against"][0]["role"], "land_use");
    assert!(report["timings_ms"]["overlay"].is_number());
}

#[test]
fn disk_permission_and_lock_end_with_3_and_change_nothing() {
    let desk = Desk::new();
    let practice = desk.sample();
    let project = practice.join("township.tianfang");
    let project_word = word(&project);
    let raw = practice.join("raw").join("STBHHX.shp");
    let before = std::fs::read(project.join("data.gpkg")).unwrap();

    // Open in a window.
    let held = Project::open(&project, &|_| ()).unwrap();
    let (_, zh) = desk.expect(3, &["import", project_word, word(&raw)]);
    let (_, en) = desk.expect(3, &["import", project_word, word(&raw), "--lang", "en"]);
    assert!(zh.contains("已在另一个窗口") && en.contains("already open"), "{zh}{en}");
    desk.expect(0, &["check", project_word]);
    drop(held.project);

    // Held by a program that lets nobody read.
    let other = rusqlite::Connection::open(project.join("data.gpkg")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    for verb in [
        ["check", project_word].as_slice(),
        &["export", project_word, "方案.gpkg"],
        &["import", project_word, word(&raw)],
    ] {
        let (out, said) = desk.expect(3, verb);
        assert!(out.is_empty() && said.contains("data.gpkg"), "{said}");
    }
    assert!(!desk.path("方案.gpkg").exists());
    other.execute_batch("ROLLBACK").unwrap();

    // A place where nobody may write, not even root.
    if cfg!(target_os = "linux") {
        for verb in [
            ["export", project_word, "/proc/plan.gpkg"].as_slice(),
            &["new", "/proc/township.tianfang", "--crs", "EPSG:4549"],
            &["sample", "/proc/practice", "--parcels", "500"],
        ] {
            let (out, said) = desk.expect(3, verb);
            assert!(out.is_empty() && said.contains("/proc/"), "{said}");
        }
    }
    assert!(std::fs::read(project.join("data.gpkg")).unwrap() == before);
}

/// What the zones of a project's current scheme are called, and their areas in m², rounded.
fn zones_of(project: &Path) -> Vec<(String, f64)> {
    let loaded = Project::open_read_only(project, &|_| {}).unwrap();
    let area = tianfang::crs::AreaPlane::new(loaded.project.plane());
    let zones = &loaded.document.current_scheme().zones;
    zones.iter().map(|zone| (zone.name.clone(), zone.shape.area_m2(&area).round())).collect()
}

#[test]
fn a_script_draws_splits_merges_and_takes_back_as_the_window_would() {
    let desk = Desk::new();
    desk.expect(0, &["new", "镇.tianfang", "--crs", "EPSG:4549"]);
    let project = desk.path("镇.tianfang");
    let script = |name: &str, text: &str| std::fs::write(desk.path(name), text).unwrap();
    script(
        "画.txt",
        "\u{feff}# 一个 100 m 见方的片区\n\npl 甲 500000,3320000 @100,0 100<0 @-100,0\nset 甲 目标 连片 百亩\narea 甲\n\
         fg 甲 500030,3319990 500030,3320110\nundo\nredo 1\nhb 甲-2 甲\nrename 甲-2 “东 片”\nconflicts \"东 片\"\n\
         hole \"东 片\" 500040,3320040 @20,0 @0,20 @-20,0\ncopy \"东 片\" 西\nmove 西 @-300,0\noffset 西 5m\nfill-hole 西\n\
         split-area 西 10亩 35deg\nvertex 西-2 1 499000,3320000\nundo 1\n",
    );
    let report = desk.json(0, &["script", word(&project), "画.txt"]);
    let lines = report["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 17);
    let area = &lines[2];
    assert_eq!((&area["line"], &area["command"]), (&5.into(), &"area 甲".into()));
    assert!((area["result"]["area_mu"].as_f64().unwrap() - 15.0).abs() < 1e-3, "{area}");
    assert!(lines[8]["result"]["conflicts"].as_array().unwrap().is_empty());
    let zones = zones_of(&project);
    assert_eq!(zones[0], ("东 片".to_owned(), 9_600.0));
    assert_eq!(zones[1], ("西".to_owned(), 6_667.0), "ten mu");
    assert_eq!(zones[2], ("西-2".to_owned(), 12_100.0 - 6_667.0));
    // A refusal names file and line, keeps what stands before it, and changes nothing itself.
    script("错.txt", "delete 西-2\noffset 西 -500m\ndelete 西\n");
    let (out, err) = desk.expect(2, &["script", word(&project), "错.txt"]);
    assert!(out.is_empty() && err.contains("错.txt:2:"), "{err}");
    assert_eq!(zones_of(&project).len(), 2);
    for (text, says) in [
        ("飞 甲", "没有命令"),
        ("zone 甲 1,2", "写法：zone"),
        ("area 乙", "没有名为“乙”"),
        ("vertex 西 99 1,2", "从 1 数起"),
        ("zone 乙 500000,3320000 500100,3320100 500100,3320000 500000,3320100", "自相交"),
        ("trim 西 ecological_red_line", "生态保护红线"),
        ("split-area 西 99999mu 0", "10.00 亩"),
        ("move 西 向东", "坐标"),
        ("zone \"乙 1,2", "引号"),
        ("redo 99", "没有可以撤销或重做"),
    ] {
        script("一行.txt", text);
        let (_, err) = desk.expect(2, &["script", word(&project), "一行.txt"]);
        assert!(err.contains("一行.txt:1:") && err.contains(says), "{text}: {err}");
    }
    assert_eq!(zones_of(&project).len(), 2);
    std::fs::write(desk.path("国标.txt"), [0xb8_u8, 0xd6, 0xb8, 0xee]).unwrap();
    let (_, err) = desk.expect(2, &["script", word(&project), "国标.txt"]);
    assert!(err.contains("UTF-8"), "{err}");
}

#[test]
fn a_script_paints_clips_and_trims_over_the_layers_of_a_township() {
    let desk = Desk::new();
    let project = desk.sample().join("township.tianfang");
    let loaded = Project::open_read_only(&project, &|_| {}).unwrap();
    let zone = loaded.document.scheme(tianfang::design::SchemeId(1)).unwrap().zones[0].clone();
    let land = loaded.layers.iter().find(|layer| layer.role == tianfang::base::Role::LandUse).unwrap();
    let [a, b] = [3, 5].map(|feature| land.value(feature, "BSM").display());
    let areas = land.areas_m2[3] + land.areas_m2[5];
    drop(loaded);
    let script = format!(
        "conflicts {name}\ntrim {name} ecological_red_line\nconflicts {name}\ncopy {name} 红\nundo\n\
         copy {name} 永\nclip 永 inside 永久基本农田\npaint 整块 land_use {a},{b}\nunpaint 整块 land_use {b}\npaint 整块 land_use {b}\narea 整块\n",
        name = zone.name,
    );
    std::fs::write(desk.path("图斑.txt"), script).unwrap();
    let report = desk.json(0, &["script", word(&project), "图斑.txt"]);
    let lines = report["lines"].as_array().unwrap();
    let on = |line: usize, role: &str| {
        let conflicts = lines[line]["result"]["conflicts"].as_array().unwrap();
        conflicts.iter().find(|line| line["role"] == role).map_or(0.0, |line| line["area_m2"].as_f64().unwrap())
    };
    assert!(on(0, "ecological_red_line") > 1_000.0 && on(2, "ecological_red_line") < 1e-3);
    let basic_m2 = on(2, "permanent_basic_farmland");
    let zones = zones_of(&project);
    let named = |name: &str| zones.iter().find(|zone| zone.0 == name).unwrap().1;
    assert!((named("永") - basic_m2).abs() <= 1.0, "{} {basic_m2}", named("永"));
    assert!((named("整块") - areas).abs() <= 1.0);
    assert!(zones.iter().all(|zone| zone.0 != "红"));
}

#[test]
fn a_zone_is_aligned_with_others_scattered_over_the_township() {
    let desk = Desk::new();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/township.tianfang");
    let project = desk.path("township.tianfang");
    std::fs::create_dir(&project).unwrap();
    for entry in std::fs::read_dir(committed).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), project.join(entry.file_name())).unwrap();
    }
    // With zones this far apart the outlines that are moved out and in again leave slivers of rounding, which were taken for gaps.
    let script = "zone 斜 528838.418,3329858.13 528097.829,3329840.449 528158.799,3329223.122 529104.776,3329100.202\n\
                  rotate 甲片区 30deg\nmove 甲片区 @50,0\n\
                  zone 西 528000,3329000 @200,0 @0,200 @-200,0\nzone 东 528203,3329000 @200,0 @0,200 @-200,0\n\
                  align 东 5m\narea 东\n";
    std::fs::write(desk.path("对齐.txt"), script).unwrap();
    let (out, _) = desk.expect(0, &["script", word(&project), "对齐.txt"]);
    // 3 m × 200 m of gap closed, and a corner given up to the slanted neighbour.
    assert!(out.contains("东：60.53 亩"), "{out}");
}

#[test]
fn wrong_words_and_later_verbs_end_with_2_and_say_why() {
    let desk = Desk::new();
    let (out, err) = desk.expect(2, &["sheet"]);
    assert!(out.is_empty() && err.contains("not yet"), "{err}");
    let (_, chinese) = desk.expect(2, &["inspect", "没有.gpkg"]);
    assert!(chinese.contains("没有.gpkg"));
    let (_, english) = desk.expect(2, &["inspect", "nothing.gpkg", "--lang", "en"]);
    assert!(english.contains("nothing.gpkg") && english.is_ascii() || english.contains("no file"), "{english}");
    desk.expect(2, &["nonsense"]);
    desk.expect(2, &["check", "nowhere.tianfang"]);
    desk.expect(2, &["import", "a"]);
    desk.expect(0, &["roles"]);
    desk.expect(0, &["help"]);
    assert!(desk.json(0, &["roles"])["roles"].as_array().is_some_and(|roles| roles.len() > 10));
}

#[test]
fn pieces_go_where_they_can_and_the_report_says_where() {
    let desk = Desk::new();
    let data = desk.sample().join("township.tianfang/data.gpkg");
    let (zones, against) = (format!("{}:tf_zones", word(&data)), format!("land_use={}", word(&data)));
    let conflicts = ["conflicts", "--zones", &zones, "--against", &against, "--pieces"];
    for nowhere in ["没有/pieces.gpkg", "practice"] {
        let (_, said) = desk.expect(2, &[&conflicts[..], &[nowhere]].concat());
        assert!(said.contains(nowhere.split('/').next().unwrap()), "{said}");
    }
    assert_eq!(desk.json(0, &[&conflicts[..], &["pieces.gpkg"]].concat())["pieces"], "pieces.gpkg");
    // Another program has changes of its own for the file.
    std::fs::write(desk.path("pieces.gpkg-wal"), "changes").unwrap();
    let before = std::fs::read(desk.path("pieces.gpkg")).unwrap();
    let (out, said) = desk.expect(0, &[&conflicts[..], &["pieces.gpkg", "--format", "json"]].concat());
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["pieces"], "pieces-2.gpkg");
    assert!(said.contains("pieces-2.gpkg"), "{said}");
    assert_eq!(std::fs::read(desk.path("pieces.gpkg")).unwrap(), before);
    assert!(desk.json(0, &conflicts[..5])["pieces"].is_null());
}

#[test]
fn progress_stays_out_of_the_report_and_draws_no_bar_where_there_is_no_terminal() {
    let desk = Desk::new();
    let words = ["sample", "practice", "--parcels", "30000", "--format", "json"];
    let (out, said) = desk.expect(0, &words);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["seed"], 1);
    assert!(!said.contains('\r') && said.lines().count() < 20, "{said}");
}

#[test]
fn what_is_too_large_or_too_large_for_the_disk_leaves_nothing() {
    let desk = Desk::new();
    let (_, said) = desk.expect(2, &["sample", "big", "--parcels", "2000001"]);
    assert!(said.contains("2000000"), "{said}");
    if cfg!(unix) {
        // The first limit stops the raw layers, the second the project; an empty project needs less.
        let sample = "sample big --parcels 5000";
        for (blocks, verb) in [(100, sample), (2000, sample), (100, "new empty.tianfang --crs EPSG:4549")] {
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {verb}");
            let output = Command::new("sh")
                .args(["-c", &script, env!("CARGO_BIN_EXE_tianfang")])
                .current_dir(desk.folder.path())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(3), "{verb}: {said}");
        }
    }
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn where_there_is_no_desktop_the_window_says_so_in_the_language_of_the_person() {
    let desk = Desk::new();
    let output = Command::new(env!("CARGO_BIN_EXE_tianfang"))
        .env("HOME", desk.folder.path())
        .env("XDG_DATA_HOME", desk.folder.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("无法打开窗口"), "{said}");
}

#[test]
fn a_problem_in_a_file_gets_a_plan_a_bound_and_a_certificate() {
    let desk = Desk::new();
    // Two fields of 2 mu and the parcel of 1 mu between them: only together they make a block of 5 mu.
    let problem = r#"{"meta":{"T":5.0,"base_obj":0.0},"n":3,"a":[2.0,1.0,2.0],"typ":"FIF","pid":[-1,0,-1],
        "edges":[[0,1],[1,2]],"rows":[{"name":"budget","g":[0.0,3.0,0.0],"h":4.0}]}"#;
    std::fs::write(desk.path("problem.json"), problem).unwrap();
    let words = ["simulate", "--problem", "problem.json", "--out", "plan.json", "--certificate", "bound.json"];
    let report = desk.json(0, &words);
    assert_eq!((report["kind"].as_str(), report["threshold_mu"].as_f64()), (Some("concentration"), Some(5.0)));
    assert_eq!((report["value_mu"].as_f64(), report["do_nothing_mu"].as_f64()), (Some(5.0), Some(0.0)));
    assert!(report["bound_mu"].as_f64().unwrap() >= 5.0 && report["gap"].as_f64().unwrap() < 1e-6, "{report}");
    assert_eq!((report["changes"].as_u64(), report["rows"][0]["used"].as_f64()), (Some(1), Some(3.0)));
    let plan: Value = serde_json::from_str(&std::fs::read_to_string(desk.path("plan.json")).unwrap()).unwrap();
    assert_eq!(plan["flip"], serde_json::json!([1]));
    assert!(desk.path("bound.json").is_file());
    for language in ["zh", "en"] {
        let (said, _) = desk.expect(0, &["simulate", "--problem", "problem.json", "--lang", language]);
        assert!(said.contains("5.000") && said.contains("budget"), "{said}");
    }

    std::fs::write(desk.path("poor.json"), problem.replace("\"h\":4.0", "\"h\":-1.0")).unwrap();
    let (said, _) = desk.expect(0, &["simulate", "--problem", "poor.json"]);
    assert!(said.contains("没有可行的方案") && said.contains("budget"), "{said}");
    std::fs::write(desk.path("bad.json"), problem.replace("FIF", "FXF")).unwrap();
    for (words, said) in [
        (&["simulate", "--problem", "bad.json"][..], "typ"),
        (&["simulate", "--problem", "没有.json"], "没有.json"),
        (&["simulate", "--problem", "problem.json", "--seconds", "-1"], "--seconds"),
        (&["simulate"], "--problem"),
        (&["simulate", "p.tianfang"], "basic-farmland"),
        (&["simulate", "p.tianfang", "consolidation"], "consolidation"),
        (&["simulate", "p.tianfang", "swap", "--out", "plan.json"], "--out"),
    ] {
        let (out, err) = desk.expect(2, words);
        assert!(out.is_empty() && err.contains(said), "{err}");
    }
}

#[test]
fn a_plan_and_a_certificate_are_verified_and_an_edited_one_is_refused_with_its_place() {
    let desk = Desk::new();
    let problem = r#"{"meta":{"T":5.0},"n":5,"a":[2.0,1.0,2.0,1.0,2.0],"typ":"FIFIF","pid":[-1,0,-1,1,-1],
        "edges":[[0,1],[1,2],[2,3],[3,4]],"rows":[{"name":"budget","g":[0.0,3.0,0.0,3.0,0.0],"h":4.0}]}"#;
    std::fs::write(desk.path("problem.json"), problem).unwrap();
    desk.expect(0, &["simulate", "--problem", "problem.json", "--out", "plan.json", "--certificate", "bound.json"]);
    let words = ["verify", "--problem", "problem.json", "--plan", "plan.json", "--certificate", "bound.json"];
    let report = desk.json(0, &words);
    assert_eq!((report["valid"].as_bool(), report["value_mu"].as_f64()), (Some(true), Some(5.0)), "{report}");
    let bound_mu = report["bound_mu"].as_f64().unwrap();
    assert!(bound_mu >= 5.0, "{report}");

    let edited = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(desk.path(name)).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(desk.path("edited.json"), text.replacen(from, to, 1)).unwrap();
    };
    let refused = |option: &str, said: &str| {
        let words = ["verify", "--problem", "problem.json", option, "edited.json"];
        let report = desk.json(1, &words);
        assert_eq!((report["valid"].as_bool(), report["checks"][0]["result"].as_str()), (Some(false), Some("fail")));
        let (out, _) = desk.expect(1, &[&words[..], &["--lang", "en"]].concat());
        assert!(out.contains(said) && out.contains("edited.json"), "{out}");
        let (out, _) = desk.expect(1, &words);
        assert!(out.contains("不成立") && !out.contains(" is "), "{out}");
    };
    edited("plan.json", "\"flip\":[", "\"flip\":[3,1,");
    refused("--plan", "flip[2]: node ");
    edited("plan.json", "\"flip\":[", "\"flip\":[4,");
    refused("--plan", "flip[0]: node 4 is farmland that stays");
    edited("plan.json", "\"value\":5.0", "\"value\":6.0");
    refused("--plan", "value: says 6 mu, but the blocks hold 5 mu");
    edited("plan.json", "{", "[{");
    refused("--plan", "not JSON");
    std::fs::write(desk.path("edited.json"), r#"{"flip":[1,3],"value":8.0}"#).unwrap();
    refused("--plan", "rows[0] budget: 6 is used of 4: 2 too much");
    let mut certificate: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("bound.json")).unwrap()).unwrap();
    certificate["bound"] = (bound_mu - 1.0).into();
    std::fs::write(desk.path("edited.json"), certificate.to_string()).unwrap();
    refused("--certificate", "bound: ");
    std::fs::write(desk.path("edited.json"), r#"{"n":5,"bound":0.0,"rows":[[9.0,-1,[0],[1.0]]]}"#).unwrap();
    refused("--certificate", "rows[0]: is not a valid cut");
    std::fs::write(desk.path("edited.json"), r#"{"n":5,"bound":0.0,"rows":[[-1.0,0,[],[]]]}"#).unwrap();
    refused("--certificate", "rows[0][0]: is negative (-1)");

    for words in [
        &["verify"][..],
        &["verify", "--plan", "plan.json"],
        &["verify", "--problem", "problem.json"],
        &["verify", "--problem", "problem.json", "--plan", "没有.json"],
        &["verify", "a.gpkg", "--problem", "problem.json"],
    ] {
        let (out, err) = desk.expect(2, words);
        assert!(out.is_empty() && err.contains("verify") || err.contains("没有.json"), "{err}");
    }
}

/// Slopes of level 2 over all of a practice township: its parcels state those of farmland alone.
fn flat_land(desk: &Desk) -> PathBuf {
    let [west, south, east, north] = [500_000.0, 3_300_000.0, 560_000.0, 3_360_000.0];
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    let crs = serde_json::json!({ "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::4549" } });
    let feature = serde_json::json!({ "type": "Feature", "properties": { "PDJB": "2" },
        "geometry": { "type": "Polygon", "coordinates": [ring] } });
    let collection = serde_json::json!({ "type": "FeatureCollection", "crs": crs, "features": [feature] });
    std::fs::write(desk.path("slope.geojson"), collection.to_string()).unwrap();
    desk.path("slope.geojson")
}

#[test]
fn a_simulated_project_gets_a_scheme_whose_blocks_are_those_that_were_promised() {
    let desk = Desk::new();
    let project = desk.sample().join("township.tianfang");
    desk.expect(0, &["import", word(&project), word(&flat_land(&desk)), "--role", "slope", "--crs", "EPSG:4549"]);
    std::fs::write(desk.path("asked.ron"), "(threshold_mu: 100, budget_1e4yuan: 60)").unwrap();
    let simulate = |extra: &[&str]| {
        let words = ["simulate", word(&project), "concentration", "--params", "asked.ron", "--iterations", "300"];
        let mut json = desk.json(0, &[&words, extra].concat());
        json.as_object_mut().unwrap().remove("timings_ms");
        json
    };
    let first = simulate(&["--scheme", "0"]);
    assert_eq!((&first["feasible"], &first["scheme"]), (&Value::Bool(true), &Value::from(2)));
    assert!(first["changes"].as_u64().unwrap() > 0 && first["candidates"].as_u64().unwrap() > 0, "{first}");
    assert!(first["exclusions"].as_array().unwrap().iter().any(|row| row["rule"] == "ERL-03"), "{first}");
    let number = |value: &Value| value.as_f64().unwrap();
    assert!(number(&first["value_mu"]) <= number(&first["bound_mu"]) + 1e-6);
    assert!(number(&first["rows"][0]["used"]) <= 60.0 + 1e-9);

    let indicators = desk.json(0, &["indicators", word(&project)]);
    assert_eq!(indicators["scheme"], 2);
    let at_least = |when: &str| {
        let rows = indicators["blocks"][when]["at_least"].as_array().unwrap().clone();
        number(&rows.iter().find(|row| row["mu"] == 100.0).unwrap()["area_mu"])
    };
    assert!((at_least("before") - number(&first["do_nothing_mu"])).abs() < 1e-6);
    assert!((at_least("after") - number(&first["value_mu"])).abs() < 1e-6, "the fold counts what was promised");

    let file = |scheme: u32, name: &str| {
        std::fs::read(project.join("simulation").join(format!("scheme-{scheme}.{name}.json"))).unwrap()
    };
    let second = simulate(&["--scheme", "0", "--threads", "1"]);
    assert_eq!(second["scheme"], 3);
    for name in ["problem", "plan", "certificate", "reasons"] {
        assert_eq!(file(2, name), file(3, name), "{name}: the same seed gives the same bytes");
    }
    assert_eq!((&first["value_mu"], &first["data_hash"]), (&second["value_mu"], &second["data_hash"]));
    let reasons: Value = serde_json::from_slice(&file(2, "reasons")).unwrap();
    assert!(reasons["changes"][0]["reason"]["zh"].as_str().unwrap().contains("未核实"));

    std::fs::write(desk.path("asked.ron"), "(\n threshold: 100)").unwrap();
    let words = ["simulate", word(&project), "concentration", "--params", "asked.ron"];
    let (_, told) = desk.expect(2, &words);
    assert!(told.contains("asked.ron:2:") && told.contains("threshold"), "{told}");
    let loaded = Project::open(&project, &|_| ()).unwrap();
    assert_eq!(loaded.document.schemes().len(), 4, "what is refused writes nothing");
}
