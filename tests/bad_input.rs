//! Bad input, file by file: each a clear message in both languages, nothing lost, nothing left beside the file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use tianfang::base::{LayerId, Role, Value, ValueRef};
use tianfang::crs::{GaussKruger, SourceCrs};
use tianfang::geometry::{Fault, health};
use tianfang::i18n::{Explain, Language};
use tianfang::storage::WriteProblem;
use tianfang::storage::formats::{self, NoProgress, ReadLayer, ReadOptions, ReadProblem, TextEncoding, metres_away};
use tianfang::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

fn options() -> ReadOptions<'static> {
    ReadOptions { plane: plane(), role: Role::LandUse, crs: None, encoding: None, repair: false, progress: &NoProgress }
}

fn read(path: &Path) -> Result<ReadLayer, ReadProblem> {
    let file = formats::open(path)?;
    file.read(&file.layers()[0].name.clone(), &options())
}

fn problem(path: &Path) -> ReadProblem {
    read(path).err().expect("the file should be refused")
}

/// Every message says something in both languages and names the file.
fn assert_explained(problem: &impl Explain, mark: &str) {
    for language in [Language::Chinese, Language::English] {
        let said = problem.message().say(language);
        assert!(said.contains(mark), "{said:?} does not name {mark:?}");
        assert!(!said.contains('{'), "{said:?} has a hole");
    }
    assert_ne!(problem.message().say(Language::Chinese), problem.message().say(Language::English));
}

fn notes(layer: &ReadLayer) -> String {
    layer.notes.iter().map(|note| note.say(Language::English) + "\n" + &note.say(Language::Chinese) + "\n").collect()
}

const SQUARE: [[f64; 2]; 4] =
    [[500_000.0, 3_300_000.0], [500_100.0, 3_300_000.0], [500_100.0, 3_300_100.0], [500_000.0, 3_300_100.0]];

/// A GeoPackage of one table DLTB with one square a name.
fn geopackage(folder: &TempDir, names: &[&str]) -> PathBuf {
    let path = folder.path().join("土地 现状.gpkg");
    let mut writer = GeopackageWriter::create(&path, plane()).unwrap();
    let spec = TableSpec {
        name: "DLTB".into(),
        identifier: "地类图斑".into(),
        description: String::new(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![ColumnSpec::new("QSDWMC", "权属单位名称", "TEXT(60)")],
        timestamp: "2026-01-01T00:00:00.000Z".into(),
    };
    let rows = names.iter().map(|name| Row {
        fid: None,
        geometry: GeometryBlob::of_parts([[&SQUARE[..]].into_iter()].into_iter()),
        values: vec![Value::Text((*name).into())],
    });
    writer.table(&spec, rows).unwrap();
    writer.finish().unwrap();
    path
}

/// Runs SQL on a GeoPackage as a careless program would: without the functions of the triggers.
fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    for suffix in ["insert", "update1", "update2", "update3", "update4"] {
        connection.execute_batch(&format!("DROP TRIGGER IF EXISTS rtree_DLTB_geom_{suffix}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
}

/// Puts a geometry of hand-made WKB into feature 1.
fn put_wkb(path: &Path, wkb: &[u8]) {
    tamper(path, "");
    let mut blob = b"GP\0\x01".to_vec();
    blob.extend(4549i32.to_le_bytes());
    blob.extend(wkb);
    Connection::open(path).unwrap().execute("UPDATE DLTB SET geom = ?1 WHERE fid = 1", [blob]).unwrap();
}

/// WKB of one geometry: byte order, type, then what `body` adds.
fn wkb(kind: u32, body: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(kind.to_le_bytes());
    body(&mut bytes);
    bytes
}

fn push_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend((count as u32).to_le_bytes());
}

fn polygon_wkb(kind: u32, rings: &[Vec<Vec<f64>>]) -> Vec<u8> {
    wkb(kind, |bytes| {
        push_count(bytes, rings.len());
        for ring in rings {
            push_count(bytes, ring.len());
            ring.iter().flatten().for_each(|number| bytes.extend(number.to_le_bytes()));
        }
    })
}

fn ring(points: &[[f64; 2]]) -> Vec<Vec<f64>> {
    points.iter().map(|point| point.to_vec()).collect()
}

fn files_in(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let missing = Path::new("没有/这个文件.gpkg");
    assert!(matches!(problem(missing), ReadProblem::NotFound { .. }));
    assert_explained(&problem(missing), "这个文件.gpkg");
}

#[test]
fn a_folder_is_no_data_file() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(problem(folder.path()), ReadProblem::IsFolder { .. }));
    assert_explained(&problem(folder.path()), ".gdb");
}

#[test]
fn what_is_not_a_geopackage_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.gpkg");
    fs::write(&path, b"PK\x03\x04 a zip, renamed").unwrap();
    assert!(matches!(problem(&path), ReadProblem::NotGeopackage { .. }));
    assert_explained(&problem(&path), "x.gpkg");
    fs::write(&path, b"").unwrap();
    assert!(matches!(problem(&path), ReadProblem::NotGeopackage { .. }));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE plain (a)").unwrap();
    assert!(matches!(problem(&path), ReadProblem::NotGeopackage { .. }), "a SQLite file without the tables");
    let other = folder.path().join("x.dwg");
    fs::write(&other, b"AC1032").unwrap();
    assert!(matches!(problem(&other), ReadProblem::UnknownFormat { .. }));
    assert_explained(&problem(&other), "x.dwg");
}

#[test]
fn a_geopackage_that_was_not_copied_whole_is_refused_with_its_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村"]);
    let whole = fs::read(&path).unwrap();
    for length in [50, 200, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(matches!(problem(&path), ReadProblem::Truncated { .. }), "{length}");
        assert_explained(&problem(&path), &length.to_string());
    }
}

#[test]
fn a_damaged_geopackage_is_an_error_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村"; 200]);
    let whole = fs::read(&path).unwrap();
    for start in (100..whole.len()).step_by(997) {
        let mut bytes = whole.clone();
        let end = (start + 400).min(bytes.len());
        bytes[start..end].fill(0xa5);
        fs::write(&path, &bytes).unwrap();
        if let Err(problem) = read(&path) {
            assert_explained(&problem, "gpkg");
        }
    }
}

#[test]
fn a_missing_system_is_asked_for_with_suggestions() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村"]);
    tamper(&path, "UPDATE gpkg_geometry_columns SET srs_id = -1; UPDATE gpkg_contents SET srs_id = -1");
    let problem = problem(&path);
    let ReadProblem::CrsMissing { suggestions, .. } = &problem else { panic!("{problem:?}") };
    assert_eq!(suggestions[0], SourceCrs::Plane(plane()));
    assert_explained(&problem, "EPSG:4549");
    let file = formats::open(&path).unwrap();
    let given = ReadOptions { crs: Some(SourceCrs::Plane(plane())), ..options() };
    assert_eq!(file.read("dltb", &given).unwrap().builder.source_ids, vec![1]);
}

#[test]
fn an_unknown_system_is_named_and_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村"]);
    tamper(
        &path,
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('UTM', 32650, 'EPSG', 32650, 'PROJCS[\"UTM zone 50N\"]', '');
         UPDATE gpkg_geometry_columns SET srs_id = 32650; UPDATE gpkg_contents SET srs_id = 32650",
    );
    assert!(matches!(problem(&path), ReadProblem::Crs { .. }));
    assert_explained(&problem(&path), "UTM zone 50N");
}

#[test]
fn eastings_with_a_zone_number_are_read_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村"]);
    let long: Vec<[f64; 2]> = SQUARE.iter().chain(&SQUARE[..1]).map(|point| [point[0] + 4e7, point[1]]).collect();
    put_wkb(&path, &polygon_wkb(3, &[ring(&long)]));
    let layer = read(&path).unwrap();
    assert_eq!(layer.crs.crs.epsg(), 4528);
    assert!(notes(&layer).contains("带号"), "{}", notes(&layer));
    let base = layer.builder.build(LayerId(1), plane());
    assert_eq!(base.bounds().min, SQUARE[0]);
}

#[test]
fn gbk_in_a_text_column_is_read_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["大溪村", "x"]);
    let gbk: String = encoding_rs::GBK.encode("小坑村").0.iter().map(|byte| format!("{byte:02x}")).collect();
    tamper(&path, &format!("UPDATE DLTB SET QSDWMC = CAST(x'{gbk}' AS TEXT) WHERE fid = 2"));
    let layer = read(&path).unwrap();
    assert!(notes(&layer).contains("QSDWMC") && notes(&layer).contains("GBK"), "{}", notes(&layer));
    assert_eq!(layer.builder.fields[0].values, [Value::Text("大溪村".into()), Value::Text("小坑村".into())]);
}

#[test]
fn null_and_empty_geometries_keep_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲", "乙", "丙"]);
    put_wkb(&path, &wkb(6, |bytes| push_count(bytes, 0)));
    tamper(&path, "UPDATE DLTB SET geom = NULL WHERE fid = 2");
    let layer = read(&path).unwrap();
    assert_eq!((layer.tally.empty.as_slice(), layer.tally.null.as_slice()), (&[1][..], &[2][..]));
    let base = layer.builder.build(LayerId(1), plane());
    assert_eq!((base.len(), base.source_ids.len(), base.columns.len()), (3, 3, 1));
}

#[test]
fn heights_and_measures_are_passed_over_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲"]);
    let ring: Vec<Vec<f64>> =
        SQUARE.iter().chain(&SQUARE[..1]).map(|point| vec![point[0], point[1], 12.5, 7.0]).collect();
    put_wkb(&path, &polygon_wkb(3003, &[ring]));
    let layer = read(&path).unwrap();
    assert_eq!(layer.tally.extra_dimensions, [1]);
    assert_eq!(layer.builder.shapes.shapes().feature_coordinates(0), SQUARE);
}

#[test]
fn a_true_curve_is_listed_and_its_row_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲", "乙"]);
    put_wkb(
        &path,
        &wkb(10, |bytes| {
            push_count(bytes, 1);
            bytes.extend(wkb(8, |bytes| {
                push_count(bytes, 1);
                bytes.extend([0; 16]);
            }));
        }),
    );
    let layer = read(&path).unwrap();
    assert_eq!((layer.tally.curves.as_slice(), layer.builder.source_ids.len()), (&[1][..], 2));
    assert!(notes(&layer).contains("曲线"), "{}", notes(&layer));
}

#[test]
fn polygons_are_taken_out_of_a_collection_and_the_rest_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲"]);
    let closed: Vec<[f64; 2]> = SQUARE.iter().chain(&SQUARE[..1]).copied().collect();
    put_wkb(
        &path,
        &wkb(7, |bytes| {
            push_count(bytes, 2);
            bytes.extend(wkb(1, |bytes| bytes.extend([0; 16])));
            bytes.extend(polygon_wkb(3, &[ring(&closed)]));
        }),
    );
    let layer = read(&path).unwrap();
    assert_eq!((layer.tally.collections.as_slice(), layer.tally.other_parts.as_slice()), (&[1][..], &[1][..]));
    assert_eq!(layer.builder.shapes.shapes().feature_coordinates(0), SQUARE);
}

#[test]
fn coordinates_that_are_no_numbers_leave_the_row_without_geometry() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲", "乙"]);
    for wild in [f64::NAN, f64::INFINITY] {
        let points = [SQUARE[0], SQUARE[1], [wild, 3_300_000.0], SQUARE[0]];
        put_wkb(&path, &polygon_wkb(3, &[ring(&points)]));
        let layer = read(&path).unwrap();
        assert_eq!(layer.tally.not_finite, [1]);
        assert!(layer.builder.shapes.shapes().total_bounds().width_m() == 100.0);
    }
}

#[test]
fn damaged_blobs_are_listed_and_their_rows_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲", "乙"]);
    tamper(&path, "UPDATE DLTB SET geom = x'47500001' WHERE fid = 1; UPDATE DLTB SET geom = 'text' WHERE fid = 2");
    let layer = read(&path).unwrap();
    assert_eq!((layer.tally.broken.as_slice(), layer.builder.source_ids.as_slice()), (&[1, 2][..], &[1, 2][..]));
}

#[test]
fn invalid_polygons_are_kept_as_they_are_unless_repair_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲", "乙"]);
    let bow_tie = [SQUARE[0], SQUARE[1], SQUARE[3], SQUARE[2], SQUARE[0]];
    put_wkb(&path, &polygon_wkb(3, &[ring(&bow_tie)]));
    let kept = read(&path).unwrap();
    assert_eq!(kept.builder.shapes.shapes().feature_coordinates(0), &bow_tie[..4]);
    assert!(kept.tally.repairs.is_empty());
    let file = formats::open(&path).unwrap();
    let repaired = file.read("DLTB", &ReadOptions { repair: true, ..options() }).unwrap();
    assert_eq!(repaired.tally.repairs.len(), 1);
    assert_eq!(repaired.tally.repairs[0].feature, 1);
    assert!((repaired.tally.repairs[0].after_m2 - 5000.0).abs() < 1e-3, "{:?}", repaired.tally.repairs);
    assert!(notes(&repaired).contains("修复"), "{}", notes(&repaired));
}

#[test]
fn holes_outside_and_repeated_points_are_kept_and_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲"]);
    let [a, b, c, d] = SQUARE;
    let hole = [[500_200.0, 3_300_010.0], [500_200.0, 3_300_020.0], [500_210.0, 3_300_020.0], [500_200.0, 3_300_010.0]];
    put_wkb(&path, &polygon_wkb(3, &[ring(&[a, b, b, c, d, a]), ring(&hole)]));
    let base = read(&path).unwrap().builder.build(LayerId(1), plane());
    let found: Vec<Fault> = health::problems(&base.shapes).iter().map(|problem| problem.fault).collect();
    assert_eq!(found, [Fault::RepeatedPoint, Fault::HoleOutside]);
}

#[test]
fn an_unclosed_ring_is_closed_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲"]);
    put_wkb(&path, &polygon_wkb(3, &[ring(&SQUARE)]));
    let layer = read(&path).unwrap();
    assert_eq!(layer.tally.unclosed, [1]);
    assert_eq!(layer.builder.shapes.shapes().feature_coordinates(0), SQUARE);
}

#[test]
fn a_layer_forty_kilometres_away_can_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let here = read(&geopackage(&folder, &["甲"])).unwrap().builder.shapes.finish().total_bounds();
    let path = geopackage(&folder, &["甲"]);
    let far: Vec<[f64; 2]> = SQUARE.iter().chain(&SQUARE[..1]).map(|point| [point[0] + 60_000.0, point[1]]).collect();
    put_wkb(&path, &polygon_wkb(3, &[ring(&far)]));
    let there = read(&path).unwrap().builder.shapes.finish().total_bounds();
    assert!(metres_away(&there, &here) > 40_000.0);
}

#[test]
fn a_file_in_wal_mode_is_read_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = geopackage(&folder, &["甲"]);
    Connection::open(&path).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap();
    assert_eq!(files_in(&folder), ["土地 现状.gpkg"]);
    let before = fs::read(&path).unwrap();
    assert_eq!(read(&path).unwrap().builder.source_ids, [1]);
    assert_eq!(files_in(&folder), ["土地 现状.gpkg"]);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_layer_that_is_not_there_is_answered_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = formats::open(&geopackage(&folder, &["甲"])).unwrap();
    let problem = file.read("STBHHX", &options()).err().unwrap();
    assert!(matches!(problem, ReadProblem::NoSuchLayer { .. }));
    assert_explained(&problem, "DLTB");
}

// Shapefiles.

/// A shapefile of two squares with GBK texts, a `.prj`, and nothing that says which encoding it is.
fn shapefile(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("DLTB.shp");
    let gbk = dbase::encoding::EncodingRs::from(encoding_rs::GBK);
    let table = dbase::TableWriterBuilder::with_encoding(gbk)
        .add_character_field("DLMC".try_into().unwrap(), 20)
        .add_numeric_field("TBMJ".try_into().unwrap(), 15, 2)
        .add_numeric_field("SJNF".try_into().unwrap(), 4, 0);
    let mut writer = shapefile::Writer::from_path(&path, table).unwrap();
    let point = |[x, y]: [f64; 2]| shapefile::Point::new(x, y);
    for name in ["水田", "坑塘水面"] {
        let shell: Vec<_> = SQUARE.iter().rev().chain([&SQUARE[3]]).copied().map(point).collect();
        let shape = shapefile::Polygon::new(shapefile::PolygonRing::Outer(shell));
        let mut record = dbase::Record::default();
        record.insert("DLMC".into(), dbase::FieldValue::Character(Some(name.into())));
        record.insert("TBMJ".into(), dbase::FieldValue::Numeric(Some(10_000.0)));
        record.insert("SJNF".into(), dbase::FieldValue::Numeric(Some(2024.0)));
        writer.write_shape_and_record(&shape, &record).unwrap();
    }
    drop(writer);
    let _ = fs::remove_file(path.with_extension("cpg"));
    fs::write(path.with_extension("prj"), plane().wkt()).unwrap();
    // The language byte says nothing, as in most files that counties send.
    let mut table = fs::read(path.with_extension("dbf")).unwrap();
    table[29] = 0;
    fs::write(path.with_extension("dbf"), table).unwrap();
    path
}

#[test]
fn chinese_texts_of_a_shapefile_without_cpg_are_told_from_their_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = shapefile(&folder);
    let layer = read(&path).unwrap();
    assert_eq!(layer.encoding, TextEncoding::GBK);
    let base = layer.builder.build(LayerId(1), plane());
    let mut names: Vec<String> = (0..2).map(|feature| base.value(feature, "DLMC").display()).collect();
    names.sort();
    assert_eq!(names, ["坑塘水面", "水田"]);
    assert_eq!(base.value(0, "TBMJ"), ValueRef::Real(10_000.0));
    assert_eq!(base.value(0, "SJNF"), ValueRef::Integer(2024));
    let previews = formats::open(&path).unwrap().encoding_previews();
    assert_eq!(previews[0].texts, ["水田", "坑塘水面"]);
    assert!(previews[1].broken > 0);
}

#[test]
fn a_cpg_that_says_what_is_not_so_is_overruled_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = shapefile(&folder);
    fs::write(path.with_extension("cpg"), "UTF-8").unwrap();
    let layer = read(&path).unwrap();
    assert_eq!(layer.encoding, TextEncoding::GBK);
    assert!(notes(&layer).contains("UTF-8"), "{}", notes(&layer));
}

#[test]
fn a_shapefile_without_index_or_table_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = shapefile(&folder);
    fs::remove_file(path.with_extension("shx")).unwrap();
    let layer = read(&path).unwrap();
    assert_eq!(layer.builder.source_ids, [1, 2]);
    assert!(notes(&layer).contains(".shx"), "{}", notes(&layer));
    fs::remove_file(path.with_extension("dbf")).unwrap();
    let layer = read(&path).unwrap();
    assert_eq!((layer.builder.source_ids.len(), layer.builder.fields.len()), (2, 0));
    assert!(notes(&layer).contains(".dbf"), "{}", notes(&layer));
}

#[test]
fn a_shapefile_without_prj_asks_for_its_system() {
    let folder = tempfile::tempdir().unwrap();
    let path = shapefile(&folder);
    fs::remove_file(path.with_extension("prj")).unwrap();
    assert!(matches!(problem(&path), ReadProblem::CrsMissing { .. }));
    assert_explained(&problem(&path), "DLTB.shp");
    fs::write(path.with_extension("prj"), plane().wkt().replace("China_2000", "Xian_1980").replace("\"EPSG\"", "\"\""))
        .unwrap();
    assert!(matches!(problem(&path), ReadProblem::Crs { .. }));
    assert_explained(&problem(&path), "Xi'an 80");
}

#[test]
fn a_shapefile_cut_off_gives_what_it_still_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = shapefile(&folder);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 10]).unwrap();
    let layer = read(&path).unwrap();
    assert_eq!(layer.builder.source_ids, [1]);
    assert!(notes(&layer).contains("截断"), "{}", notes(&layer));
    fs::write(&path, &whole[..50]).unwrap();
    assert!(matches!(problem(&path), ReadProblem::Broken { .. }));
    assert_explained(&problem(&path), "DLTB.shp");
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let _ = read(&path);
    }
}

// GeoJSON.

fn geojson(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("片区.geojson");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_geojson_is_in_degrees_by_its_standard_and_the_old_member_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let feature = |crs: &str, x: f64, y: f64, step: f64| {
        format!(
            r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{"名称":"甲","n":1,"a":1.5}},
            "geometry":{{"type":"Polygon","coordinates":[[[{x},{y}],[{},{y}],[{},{}],[{x},{y}]]]}}}}]}}"#,
            x + step,
            x + step,
            y + step
        )
    };
    let layer = read(&geojson(&folder, &feature("", 120.0, 30.0, 0.01))).unwrap();
    assert_eq!(layer.crs.crs, SourceCrs::Wgs84Degrees);
    assert!(notes(&layer).contains("RFC 7946"));
    assert!((layer.builder.shapes.shapes().total_bounds().min[0] - 500_000.0).abs() < 1e-6);
    assert_eq!(layer.builder.fields[0].values, [Value::Text("甲".into())]);
    let named = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},"#;
    let layer = read(&geojson(&folder, &feature(named, 500_000.0, 3_300_000.0, 10.0))).unwrap();
    assert_eq!(layer.crs.crs.epsg(), 4549);
    // Metres where the standard asks for degrees.
    let path = geojson(&folder, &feature("", 500_000.0, 3_300_000.0, 10.0));
    assert!(matches!(problem(&path), ReadProblem::CrsContradicted { .. }));
    assert_explained(&problem(&path), "EPSG:4549");
}

#[test]
fn a_broken_geojson_says_in_which_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = geojson(&folder, "{\"type\":\"FeatureCollection\",\n\"features\":[}");
    assert!(matches!(problem(&path), ReadProblem::Broken { .. }));
    assert!(problem(&path).message().say(Language::English).contains("line 2, column 13"));
    assert!(problem(&path).message().say(Language::Chinese).contains("第 2 行第 13 列不符合 JSON 语法"));
    for (text, zh) in [("{\"type\":", "在第 1 行中断"), ("{\"type\":\"Topology\"}", "类型“Topology”不是")]
    {
        let said = problem(&geojson(&folder, text)).message().say(Language::Chinese);
        assert!(said.contains(zh), "{said}");
    }
    let strange = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":null,"geometry":null},
        {"type":"Feature","properties":{"a":true},"geometry":{"type":"Point","coordinates":[120,30]}},
        {"type":"Feature","properties":{"a":false},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.1,30],"x"]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[120,30],[120.1,30],[null,30]]]}}]}"#;
    let path = geojson(&folder, strange);
    // A text among numbers breaks the file's own rules; everything else is a matter of one feature.
    assert!(matches!(problem(&path), ReadProblem::Broken { .. }));
    let layer = read(&geojson(&folder, &strange.replace("\"x\"", "[]"))).unwrap();
    assert_eq!(layer.tally.null, [1]);
    assert_eq!(layer.tally.other_parts, [2]);
    assert_eq!(layer.tally.broken, [3]);
    assert_eq!(layer.tally.not_finite, [4]);
}

// Writing.

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_folder_is_refused_with_its_name() {
    let problem = GeopackageWriter::create(Path::new("/proc/方案.gpkg"), plane()).err().unwrap();
    assert!(matches!(problem, WriteProblem::NoFolder { .. } | WriteProblem::NotAllowed { .. }), "{problem:?}");
    assert_explained(&problem, "方案.gpkg");
}
