//! Deliberate damage: each is found, and found where it is.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tianfang::i18n::{Explain, Language};
use tianfang::storage::geopackage::register_functions;
use tianfang::storage::verify::{VerifyProblem, VerifyReport, verify};

use super::fixture::Township;

/// The checks that fail, as `check table`, after `sql` was done to an export.
fn failures_after(sql: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = Connection::open(&target).unwrap();
    register_functions(&connection).unwrap();
    connection.execute_batch(sql).unwrap();
    connection.close().unwrap();
    let report = verify(&target).unwrap();
    assert_eq!(report.valid, report.failed().next().is_none());
    failures(&report)
}

fn failures(report: &VerifyReport) -> Vec<String> {
    report.failed().map(|check| format!("{} {}", check.check.key(), check.table).trim().to_owned()).collect()
}

#[test]
fn damage_is_found_where_it_is() {
    for (sql, expected) in [
        ("UPDATE ZZDY SET MJ = MJ + 0.02 WHERE fid = 1", &["mj ZZDY"][..]),
        ("UPDATE ZZDY SET MJ_MU = MJ_MU + 0.0001", &["mj_mu ZZDY"]),
        ("UPDATE ZZDY SET MJ_PM = NULL WHERE fid = 2", &["mj_pm ZZDY"]),
        ("UPDATE DLTB_FW SET FWMJ = FWMJ - 0.01 WHERE fid = 3", &["mj_sum DLTB_FW"]),
        ("DELETE FROM rtree_CTTB_geom WHERE id = 2", &["spatial_index CTTB"]),
        ("DROP TRIGGER rtree_ZZDY_geom_update3", &["triggers ZZDY"]),
        ("UPDATE gpkg_contents SET max_x = max_x + 1 WHERE table_name = 'ZZQY'", &["extent ZZQY"]),
        ("DELETE FROM layer_styles WHERE f_table_name = 'CTTB'", &["style CTTB"]),
        ("UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = 'ZZDY'", &["style ZZDY"]),
        ("UPDATE gpkg_geometry_columns SET srs_id = 4490 WHERE table_name = 'CTTB'", &["srs CTTB"]),
        ("UPDATE gpkg_contents SET srs_id = 4490 WHERE table_name = 'CTTB'", &["srs CTTB"]),
        ("UPDATE gpkg_spatial_ref_sys SET definition = 'undefined' WHERE srs_id = 4549", &["reference_systems"]),
        ("PRAGMA user_version = 10400", &["user_version"]),
        ("PRAGMA application_id = 0", &["application_id"]),
        ("DELETE FROM DLTB_FW WHERE fid = 60", &["rows DLTB_FW", "extent DLTB_FW", "area DLTB_FW", "mj_sum DLTB_FW"]),
        ("UPDATE CTTB SET BSM = (SELECT BSM FROM CTTB WHERE fid = 1) WHERE fid = 2", &["identifiers CTTB"]),
        ("UPDATE gpkg_data_columns SET title = NULL WHERE column_name = 'DYMC'", &["titles ZZDY"]),
        ("ALTER TABLE SJLY ADD COLUMN note TEXT", &["names SJLY", "titles SJLY"]),
        ("UPDATE JYJL SET JG = '未通过' WHERE fid = 1", &["records JYJL"]),
    ] {
        let found = failures_after(sql);
        for check in expected {
            assert!(found.iter().any(|failure| failure == check), "{sql}: {found:?}");
        }
        assert_eq!(found.len(), expected.len(), "{sql}: {found:?}");
    }
}

#[test]
fn a_coordinate_that_moved_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = Connection::open(&target).unwrap();
    register_functions(&connection).unwrap();
    let mut blob: Vec<u8> = connection.query_row("SELECT geom FROM ZZDY WHERE fid = 1", [], |row| row.get(0)).unwrap();
    // Header of 40 bytes, three counts and heads of 9, 9 and 4, then x of the second point.
    let at = 40 + 9 + 9 + 4 + 16;
    let x = f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
    blob[at..at + 8].copy_from_slice(&(x - 0.001).to_le_bytes());
    connection.execute("UPDATE ZZDY SET geom = ?1 WHERE fid = 1", [blob]).unwrap();
    connection.close().unwrap();
    assert!(failures(&verify(&target).unwrap()).contains(&"area ZZDY".to_owned()));
}

#[test]
fn what_stands_beside_a_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    fs::write(folder.path().join("plan.gpkg-wal"), b"").unwrap();
    assert_eq!(failures(&verify(&target).unwrap()), ["sidecars"]);
}

#[test]
fn what_is_no_export_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("text.gpkg"), "not a database, but long enough to hold the header of one: ".repeat(9)).unwrap();
    fs::write(path("short.gpkg"), b"SQLite format 3\0").unwrap();
    Township::with_three_zones().export(&path("whole.gpkg")).unwrap();
    let whole = fs::read(path("whole.gpkg")).unwrap();
    fs::write(path("half.gpkg"), &whole[..whole.len() / 2]).unwrap();
    Connection::open(path("plain.gpkg")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();

    assert!(matches!(verify(&path("none.gpkg")), Err(VerifyProblem::Missing { .. })));
    assert!(matches!(verify(folder.path()), Err(VerifyProblem::IsFolder { .. })));
    assert!(matches!(verify(&path("text.gpkg")), Err(VerifyProblem::NotGeopackage { .. })));
    assert!(matches!(verify(&path("short.gpkg")), Err(VerifyProblem::NotGeopackage { .. })));
    let says = |file: &Path| match verify(file) {
        Ok(report) => assert!(!report.valid),
        Err(problem) => {
            assert_eq!(problem.exit_status(), 2);
            let said = problem.message().say(Language::Chinese);
            assert!(said.contains(file.file_name().unwrap().to_str().unwrap()), "{said}");
        }
    };
    says(&path("half.gpkg"));
    says(&path("plain.gpkg"));
}
