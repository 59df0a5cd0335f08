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
    let mut wrong = Vec::new();
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
        ("DELETE FROM DLTB_FW WHERE fid = 60", &["rows DLTB_FW", "shapes DLTB_FW", "area DLTB_FW", "mj_sum DLTB_FW"]),
        ("UPDATE CTTB SET BSM = (SELECT BSM FROM CTTB WHERE fid = 1) WHERE fid = 2", &["identifiers CTTB"]),
        ("UPDATE gpkg_data_columns SET title = NULL WHERE column_name = 'DYMC'", &["titles ZZDY"]),
        ("ALTER TABLE SJLY ADD COLUMN note TEXT", &["names SJLY", "titles SJLY"]),
        ("DELETE FROM gpkg_extensions WHERE table_name = 'CTTB'", &["extensions CTTB"]),
        ("UPDATE gpkg_geometry_columns SET z = 1 WHERE table_name = 'ZZDY'", &["geometry_type ZZDY"]),
        (
            "UPDATE gpkg_geometry_columns SET geometry_type_name = 'POLYGON' WHERE table_name = 'ZZDY'",
            &["geometry_type ZZDY"],
        ),
        ("ALTER TABLE GZJG RENAME COLUMN YZ TO \"ORDER\"", &["names GZJG", "titles GZJG"]),
        ("PRAGMA journal_mode = WAL", &["sidecars"]),
        ("DROP TABLE rtree_ZZQY_geom", &["spatial_index ZZQY"]),
        ("DELETE FROM gpkg_contents WHERE table_name = 'SJLY'", &["tables"]),
        ("UPDATE GZB SET BSM = NULL WHERE fid = 1", &["identifiers GZB"]),
        (
            "INSERT INTO layer_styles (f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault) \
          SELECT f_table_name, f_geometry_column, 'again', styleQML, styleSLD, 1 FROM layer_styles WHERE f_table_name = 'ZZDY'",
            &["style ZZDY"],
        ),
        ("UPDATE layer_styles SET styleQML = '' WHERE f_table_name = 'ZZDY'", &["style ZZDY"]),
        // Two conflicts change places: their areas are still those of the table.
        (
            "CREATE TABLE kept AS SELECT fid, geom FROM ZZDY; \
          UPDATE ZZDY SET geom = (SELECT geom FROM kept WHERE kept.fid = 3 - ZZDY.fid); DROP TABLE kept",
            &["shapes ZZDY", "mj ZZDY", "mj_pm ZZDY"],
        ),
        (
            "CREATE TABLE other (fid INTEGER PRIMARY KEY, BSM TEXT); INSERT INTO other SELECT fid, BSM FROM CZRZ; \
          ALTER TABLE CZRZ RENAME TO old; ALTER TABLE other RENAME TO CZRZ; DROP TABLE old",
            &["keys CZRZ"],
        ),
        ("UPDATE JYJL SET JG = '未通过' WHERE fid = 1", &["records JYJL"]),
    ] {
        let mut found = failures_after(sql);
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!("{sql}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The checks that fail after the bytes of one zone's geometry were changed.
fn failures_of_bytes(spoil: impl FnOnce(&mut Vec<u8>)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_three_zones().export(&target).unwrap();
    let connection = Connection::open(&target).unwrap();
    // The triggers stay away: what they would mend is to be found.
    connection
        .execute_batch(
            "CREATE TABLE triggers AS SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ZZDY'",
        )
        .unwrap();
    let names: Vec<String> = {
        let mut select =
            connection.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ZZDY'").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    let mut blob: Vec<u8> = connection.query_row("SELECT geom FROM ZZDY WHERE fid = 1", [], |row| row.get(0)).unwrap();
    spoil(&mut blob);
    connection.execute("UPDATE ZZDY SET geom = ?1 WHERE fid = 1", [blob]).unwrap();
    let statements: Vec<String> = {
        let mut select = connection.prepare("SELECT sql FROM triggers").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for statement in statements {
        connection.execute_batch(&statement).unwrap();
    }
    connection.execute_batch("DROP TABLE triggers").unwrap();
    connection.close().unwrap();
    failures(&verify(&target).unwrap())
}

/// Where x of a vertex of the first ring stands: header of 40 bytes, three heads and counts of 9, 9 and 4.
const fn vertex_at(number: usize) -> usize {
    40 + 9 + 9 + 4 + 16 * number
}

fn move_vertex(blob: &mut [u8], number: usize, by_m: [f64; 2]) {
    for (axis, by_m) in by_m.into_iter().enumerate() {
        let at = vertex_at(number) + 8 * axis;
        let value = f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
        blob[at..at + 8].copy_from_slice(&(value + by_m).to_le_bytes());
    }
}

#[test]
fn damage_to_a_shape_is_found_for_what_it_is() {
    /// What is done to the bytes of a shape.
    type Damage = fn(&mut Vec<u8>);
    let cases: [(&str, Damage, &[&str]); 9] = [
        ("a millimetre", |blob| move_vertex(blob, 1, [-0.001, 0.0]), &["shapes ZZDY", "area ZZDY"]),
        ("a crossing", |blob| move_vertex(blob, 1, [-250.0, 100.0]), &["rings ZZDY", "shapes ZZDY"]),
        ("an open ring", |blob| move_vertex(blob, 0, [0.5, 0.5]), &["rings ZZDY", "shapes ZZDY"]),
        (
            "a point twice",
            |blob| {
                let (from, to) = (vertex_at(1), vertex_at(2));
                blob.copy_within(from..from + 16, to);
            },
            &["rings ZZDY", "shapes ZZDY"],
        ),
        (
            "no number",
            |blob| {
                let at = vertex_at(1);
                blob[at..at + 8].copy_from_slice(&f64::NAN.to_le_bytes());
            },
            &["rings ZZDY", "shapes ZZDY"],
        ),
        (
            "another envelope",
            |blob| {
                let at = 8;
                blob[at..at + 8].copy_from_slice(&0.0f64.to_le_bytes());
            },
            &["envelopes ZZDY"],
        ),
        ("another system", |blob| blob[4..8].copy_from_slice(&4326i32.to_le_bytes()), &["srs ZZDY"]),
        ("called empty", |blob| blob[3] |= 0b1_0000, &["geometry_type ZZDY"]),
        (
            "a collection",
            |blob| {
                // The same polygon as the only member of a geometry collection.
                blob[41..45].copy_from_slice(&7u32.to_le_bytes());
            },
            &["geometry_type ZZDY"],
        ),
    ];
    for (what, damage, expected) in cases {
        let found = failures_of_bytes(damage);
        for check in expected {
            assert!(found.iter().any(|failure| failure == check), "{what}: {found:?}");
        }
        assert!(found.iter().all(|failure| failure.ends_with(" ZZDY")), "{what}: {found:?}");
    }
}

#[test]
fn a_shape_that_is_gone_is_found() {
    let found = failures_after("UPDATE ZZDY SET geom = NULL WHERE fid = 1");
    for check in ["geometry_type ZZDY", "rings ZZDY", "shapes ZZDY", "area ZZDY", "mj ZZDY"] {
        assert!(found.iter().any(|failure| failure == check), "{check}: {found:?}");
    }
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
