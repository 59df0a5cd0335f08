//! The exported proposal as its readers find it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod columns;
mod damage;
mod fixture;
mod judged;
mod round_trip;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fixture::{EAST, NORTH, Township, zone};
use rusqlite::{Connection, OpenFlags};
use tianfang::design::ZoneKind;
use tianfang::i18n::{Explain, Language};
use tianfang::storage::WriteProblem;
use tianfang::storage::export::ExportProblem;
use tianfang::storage::verify::verify;

fn open(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn number(connection: &Connection, sql: &str) -> f64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn text(connection: &Connection, sql: &str) -> String {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_scheme_is_exported_whole_and_passes_its_verification() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("练习镇 方案 1.gpkg");
    let township = Township::with_three_zones();
    let exported = township.export(&target).unwrap();
    assert_eq!((exported.path.as_path(), exported.beside), (target.as_path(), false));
    assert_eq!(names_in(folder.path()), ["练习镇 方案 1.gpkg"]);
    let report = verify(&target).unwrap();
    assert!(report.valid, "{}", report.text(Language::English));
    assert_eq!(report, exported.report);

    let tables: BTreeMap<String, usize> = exported.tables.into_iter().collect();
    let connection = open(&target);
    for (table, rows) in &tables {
        assert_eq!(number(&connection, &format!("SELECT count(*) FROM {table}")), *rows as f64, "{table}");
    }
    assert_eq!((tables["ZZDY"], tables["ZZQY"]), (2, 1));
    assert!(tables["CTTB"] > 10 && tables["DLTB_FW"] > 30, "{tables:?}");
    assert_eq!(text(&connection, "SELECT identifier FROM gpkg_contents WHERE table_name = 'CTTB'"), "冲突图斑");
    let last_change = "SELECT group_concat(DISTINCT last_change) FROM gpkg_contents";
    assert_eq!(text(&connection, last_change), "2026-11-23T08:00:00.000Z");
}

/// With `TIANFANG_KEEP_EXPORT` naming a file, the export stays there for other programs to look at (tests/qgis_styles.py).
#[test]
fn an_export_can_be_kept_for_other_programs() {
    if let Some(target) = std::env::var_os("TIANFANG_KEEP_EXPORT") {
        assert!(Township::with_measures().export(Path::new(&target)).unwrap().report.valid);
    }
}

#[test]
fn the_same_scheme_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("一.gpkg"), folder.path().join("二.gpkg"));
    Township::with_measures().export(&first).unwrap();
    Township::with_measures().export(&second).unwrap();
    assert!(fs::read(first).unwrap() == fs::read(second).unwrap());
}

#[test]
fn units_carry_their_region_their_areas_and_a_lasting_identifier() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = open(&target);
    let unit = "SELECT BSM || ' ' || DYBH || ' ' || QYBH || ' ' || MB || ' ' || FABH || ' ' || BBH FROM ZZDY WHERE DYMC = '乙片区'";
    assert_eq!(text(&connection, unit), "ZZDY33990100000002 DY002 QY003 集中连片 1 7");
    let areas: (f64, f64, f64) = connection
        .query_row("SELECT MJ, MJ_MU, MJ_PM FROM ZZDY WHERE DYMC = '乙片区'", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(areas.2, 22_500.0);
    assert!((areas.0 - 22_500.0).abs() < 2.0 && (areas.1 - areas.0 * 0.0015).abs() <= 0.000_05, "{areas:?}");
    assert_eq!(text(&connection, "SELECT XZQDM FROM ZZQY"), "339901");
}

#[test]
fn conflicts_name_their_rule_and_their_feature_and_sum_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = open(&target);
    let kinds = "SELECT group_concat(kind, '; ') FROM \
                 (SELECT DISTINCT GZBH || ' ' || YZCD || ' ' || DXCS AS kind FROM CTTB ORDER BY kind)";
    assert_eq!(
        text(&connection, kinds),
        "ZON-01 禁止 ecological_red_line; ZON-02 须走程序 permanent_basic_farmland; \
         ZON-03 提示 urban_development_boundary"
    );
    assert_eq!(
        number(&connection, "SELECT count(*) FROM CTTB WHERE DXBSM NOT LIKE '3399012005%' AND GZBH = 'ZON-02'"),
        0.0
    );
    // Nine whole patches of basic farmland lie under the traced unit's parcels or not at all.
    let traced = "SELECT count(*) FROM CTTB WHERE DYBH = 'DY002' AND GZBH = 'ZON-02' AND abs(MJ - 2500) > 1";
    assert_eq!(number(&connection, traced), 0.0);
    assert_eq!(number(&connection, "SELECT count(*) FROM CTTB WHERE XS NOT IN (0, 1) OR MZB <= 0"), 0.0);
    // 张三 is nobody's business.
    assert!(!String::from_utf8_lossy(&fs::read(&target).unwrap()).contains("张三"));
}

#[test]
fn parcels_keep_their_columns_and_say_how_much_lies_inside() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let exported = Township::with_three_zones().export(&target).unwrap();
    let connection = open(&target);
    let columns = "SELECT group_concat(name, ' ') FROM pragma_table_info('DLTB_FW')";
    assert_eq!(text(&connection, columns), "fid geom BSM DLBM ZD3 TBMJ ZLDWDM DYBH FWMJ DLBM_H FABH BBH");
    let title = "SELECT title FROM gpkg_data_columns WHERE table_name = 'DLTB_FW' AND column_name = 'ZD3'";
    assert_eq!(text(&connection, title), "地类名称");
    assert_eq!(number(&connection, "SELECT count(*) FROM DLTB_FW WHERE DLBM IS NOT DLBM_H"), 0.0);
    // The region covers six rows of ten parcels: land under it and a unit counts once.
    assert_eq!(number(&connection, "SELECT count(*) FROM DLTB_FW"), 60.0);
    let inside = number(&connection, "SELECT sum(FWMJ) FROM DLTB_FW");
    let bow_tie = number(&connection, "SELECT FWMJ FROM DLTB_FW WHERE BSM = '339901000000000022'");
    assert!((inside - bow_tie - 59.0 * 2500.0).abs() < 20.0, "{inside}");
    assert_eq!(exported.invalid_parcels, ["339901000000000022"]);
    assert_eq!(number(&connection, "SELECT count(*) FROM JYJL WHERE JCX = 'invalid_source'"), 1.0);
}

#[test]
fn a_scheme_without_zones_leaves_empty_tables() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let exported = Township::new(Vec::new()).export(&target).unwrap();
    let names: Vec<&str> = exported.tables.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ZZDY", "LPFK", "CTTB", "ZBJG", "GZJG", "GZB", "SJLY", "JYJL"]);
    assert!(exported.report.valid);
}

#[test]
fn a_zone_that_crosses_itself_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    fs::write(&target, b"yesterday").unwrap();
    let bow_tie = zone("丁片区", ZoneKind::Unit, &[[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 90.0]]);
    let problem = Township::changed_outside(bow_tie).export(&target).unwrap_err();
    assert!(matches!(&problem, ExportProblem::BadZone { name, .. } if name == "丁片区"), "{problem}");
    assert_eq!(problem.exit_status(), 2);
    assert!(problem.message().say(Language::Chinese).contains("丁片区"));
    assert_eq!(fs::read(&target).unwrap(), b"yesterday");
    assert_eq!(names_in(folder.path()), ["plan.gpkg"]);
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_nothing_is_left() {
    let township = Township::with_three_zones();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no/plan.gpkg");
    let problem = township.export(&missing).unwrap_err();
    assert!(matches!(&problem, ExportProblem::Write(WriteProblem::NoFolder { path }) if *path == missing));
    let problem = township.export(folder.path()).unwrap_err();
    assert!(matches!(problem, ExportProblem::Write(WriteProblem::IsFolder { .. })));
    assert_eq!(names_in(folder.path()), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_place_is_refused() {
    let problem = Township::with_three_zones().export(Path::new("/proc/plan.gpkg")).unwrap_err();
    assert!(matches!(problem, ExportProblem::Write(_)), "{problem}");
    assert!(problem.message().say(Language::English).contains("/proc/plan.gpkg"));
}

#[test]
fn an_export_that_is_cancelled_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let township = Township::with_three_zones();
    for stop_at in [0.0, 0.2, 0.3, 0.4, 0.7, 0.9] {
        let target = folder.path().join("plan.gpkg");
        let outcome = township.export_telling(&target, &|share| share < stop_at);
        assert!(matches!(outcome, Err(ExportProblem::Cancelled)), "{stop_at}");
        assert_eq!(names_in(folder.path()), Vec::<String>::new());
    }
}

/// A disk that fills: this test runs itself in a child process that may write no file longer than 64 KiB.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_leaves_the_old_file_and_nothing_else() {
    const CHILD: &str = "TIANFANG_TEST_EXPORT_INTO";
    if let Some(target) = std::env::var_os(CHILD) {
        let problem = Township::with_three_zones().export(Path::new(&target)).unwrap_err();
        println!("said: {}", problem.message().say(Language::English));
        assert!(matches!(problem, ExportProblem::Write(WriteProblem::DiskFull { .. })), "{problem:?}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    fs::write(&target, b"yesterday").unwrap();
    let child = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" --exact a_disk_that_fills_leaves_the_old_file_and_nothing_else --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env(CHILD, &target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && said.contains("disk is full"),
        "{said}{}",
        String::from_utf8_lossy(&child.stderr)
    );
    assert_eq!(fs::read(&target).unwrap(), b"yesterday");
    assert_eq!(names_in(folder.path()), ["plan.gpkg"]);
}

#[test]
fn positions_are_written_east_first() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = open(&target);
    assert_eq!(number(&connection, "SELECT min_x FROM gpkg_contents WHERE table_name = 'ZZQY'"), EAST);
    assert_eq!(number(&connection, "SELECT min_y FROM gpkg_contents WHERE table_name = 'ZZQY'"), NORTH);
}
