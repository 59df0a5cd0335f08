//! `new` and `import`: data files into a project, as base layers and as zones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tianfang::assessment::AssessmentBase;
use tianfang::base::{LayerBuilder, Role, Value};
use tianfang::checks::{ConflictBase, standard_pack};
use tianfang::cli::import::{ImportReport, ImportRequest, run};
use tianfang::cli::{CliProblem, new};
use tianfang::contiguity::Setting;
use tianfang::crs::GaussKruger;
use tianfang::design::{Date, Measure, MeasureId, MeasureKind, ZoneKind};
use tianfang::geometry::GeometryKind;
use tianfang::i18n::Language;
use tianfang::storage::export::{ExportInput, committed_at, export_geopackage};
use tianfang::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};
use tianfang::storage::project::{Loaded, Project};

fn project(folder: &Path) -> PathBuf {
    let path = folder.join("township.tianfang");
    new::run(&path, "EPSG:4549", Some("镇")).unwrap();
    path
}

/// A GeoPackage with one table of squares, named by `field`.
fn squares(file: &Path, table: &str, field: &str, east_m: f64, names: &[&str]) {
    let mut writer = GeopackageWriter::create(file, GaussKruger::from_epsg(4549).unwrap()).unwrap();
    let spec = TableSpec {
        name: table.into(),
        identifier: table.into(),
        description: String::new(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![ColumnSpec::new(field, "", "TEXT")],
        timestamp: "2026-01-01T00:00:00.000Z".into(),
    };
    let rows = names.iter().enumerate().map(|(number, name)| {
        let x = east_m + number as f64 * 20.0;
        let ring = [[x, 3_330_000.0], [x + 10.0, 3_330_000.0], [x + 10.0, 3_330_010.0], [x, 3_330_010.0]];
        Row {
            fid: None,
            geometry: GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter()),
            values: vec![Value::Text((*name).into())],
        }
    });
    writer.table(&spec, rows).unwrap();
    writer.finish().unwrap();
}

fn import(project: &Path, file: &Path, role: Option<&str>, scheme: Option<&str>) -> Result<ImportReport, CliProblem> {
    run(&ImportRequest { project, file, role, encoding: None, crs: None, repair: false, scheme, kind: None })
}

fn open(project: &Path) -> Loaded {
    Project::open(project, &|_| ()).unwrap()
}

#[test]
fn a_layer_is_recognised_stored_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (project, file) = (project(folder.path()), folder.path().join("县里 数据.gpkg"));
    squares(&file, "DLTB", "DLBM", 500_000.0, &["0101", "0301"]);
    let report = import(&project, &file, None, None).unwrap();
    assert_eq!((report.layers[0].role.key(), report.layers[0].features), ("land_use", 2));
    let loaded = open(&project);
    assert_eq!(loaded.layers.len(), 1);
    assert_eq!(loaded.document.layers().len(), 1);
    assert_eq!(loaded.recovery, None, "an import is compacted");
    assert_eq!(loaded.layers[0].provenance.file, "县里 数据.gpkg");
    assert!(loaded.layers[0].provenance.imported_at.is_some());
}

#[test]
fn zones_go_to_the_scheme_that_is_asked_for_and_the_base_forks() {
    let folder = tempfile::tempdir().unwrap();
    let (project, units, regions) =
        (project(folder.path()), folder.path().join("units.gpkg"), folder.path().join("regions.gpkg"));
    squares(&units, "ZZDY", "DYMC", 500_000.0, &["甲片区", ""]);
    squares(&regions, "zzqy", "QYMC", 500_000.0, &["整治区域"]);
    let first = import(&project, &units, Some("zone"), None).unwrap().zones.unwrap();
    assert_eq!((first.scheme, first.names), (1, vec!["甲片区".to_owned(), "片区 1".to_owned()]));
    let second = import(&project, &regions, Some("zone"), Some("0")).unwrap().zones.unwrap();
    assert_eq!(second.scheme, 2);
    let third = import(&project, &regions, Some("zone"), Some("方案 1")).unwrap().zones.unwrap();
    assert_eq!(third.scheme, 1);
    let loaded = open(&project);
    let kinds: Vec<ZoneKind> = loaded.document.current_scheme().zones.iter().map(|zone| zone.kind).collect();
    assert_eq!(kinds, [ZoneKind::Unit, ZoneKind::Unit, ZoneKind::Region]);
}

#[test]
fn what_cannot_be_imported_is_refused_and_leaves_the_project_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (project, near, far) =
        (project(folder.path()), folder.path().join("near.gpkg"), folder.path().join("far.gpkg"));
    squares(&near, "DLTB", "DLBM", 500_000.0, &["0101"]);
    squares(&far, "STBHHX", "HXMC", 560_000.0, &["红线"]);
    import(&project, &near, None, None).unwrap();
    let before = std::fs::read(project.join("data.gpkg")).unwrap();
    let refusals = [
        (import(&project, &far, None, None), "STBHHX"),
        (import(&project, &near, Some("nothing"), None), "nothing"),
        (import(&project, &near, Some("measure"), None), "CSLX"),
        (import(&project, &near, Some("zone"), Some("7")), "7"),
        (import(&project, &near, None, Some("1")), "--scheme"),
        (import(&project, &folder.path().join("none.gpkg"), None, None), "none.gpkg"),
        (import(folder.path(), &near, None, None), "project.ron"),
        (import(&project, &folder.path().join("near.gpkg:NO"), None, None), "DLTB"),
    ];
    for (outcome, word) in refusals {
        let problem = outcome.map(|report| report.messages()).unwrap_err();
        assert_eq!(problem.status, 2, "{}", problem.message);
        for language in [Language::Chinese, Language::English] {
            assert!(problem.message.say(language).contains(word), "{} lacks {word}", problem.message.say(language));
        }
    }
    assert_eq!(std::fs::read(project.join("data.gpkg")).unwrap(), before);
    let named = import(&project, &folder.path().join("near.gpkg:dltb"), Some("reference"), None).unwrap();
    assert_eq!(named.layers[0].role.key(), "reference");
    let held = open(&project);
    assert_eq!(import(&project, &near, None, None).unwrap_err().status, 3);
    drop(held.project);
}

#[test]
fn zones_and_measures_far_away_are_refused_too_unless_their_system_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (project, near, far) =
        (project(folder.path()), folder.path().join("near.gpkg"), folder.path().join("far.gpkg"));
    squares(&near, "DLTB", "DLBM", 500_000.0, &["0101"]);
    squares(&far, "plots", "CSLX", 560_000.0, &["reclaim"]);
    import(&project, &near, None, None).unwrap();
    for role in ["zone", "measure", "reference"] {
        let request = ImportRequest {
            project: &project,
            file: &far,
            role: Some(role),
            encoding: None,
            crs: None,
            repair: false,
            scheme: None,
            kind: None,
        };
        let refused = run(&request).unwrap_err();
        assert_eq!(refused.status, 2);
        assert!(refused.message.say(Language::English).contains("60 km"), "{}", refused.message);
        run(&ImportRequest { crs: Some("EPSG:4549"), ..request }).unwrap();
    }
    let loaded = open(&project);
    let scheme = loaded.document.current_scheme();
    assert_eq!((scheme.zones.len(), scheme.measures.len(), loaded.layers.len()), (1, 1, 2));
}

#[test]
fn every_step_of_an_import_bears_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let (project, file) = (project(folder.path()), folder.path().join("县.gpkg"));
    squares(&file, "DLTB", "CSLX", 500_000.0, &["reclaim"]);
    for role in ["land_use", "zone", "measure"] {
        import(&project, &file, Some(role), None).unwrap();
    }
    let loaded = open(&project);
    let steps = loaded.history.steps();
    assert_eq!(steps.len(), 3);
    assert!(steps.iter().all(|step| step.at.starts_with("20") && step.at.ends_with('Z')), "{steps:?}");
    assert_eq!(committed_at(&loaded.history, &loaded.layers), steps[2].at);
}

#[test]
fn layers_that_nothing_tells_are_named_and_the_way_to_take_them_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (project, file) = (project(folder.path()), folder.path().join("several.gpkg"));
    tables(&file, &[("DLTB", &["DLBM"], &[&["0101"]]), ("plots", &["a"], &[&["1"]]), ("houses", &["b"], &[&["1"]])]);
    let report = import(&project, &file, None, None).unwrap();
    assert_eq!(report.layers.len(), 1);
    let [note] = report.notes.as_slice() else { panic!("{:?}", report.notes) };
    for language in [Language::Chinese, Language::English] {
        let said = note.say(language);
        assert!(said.contains("plots, houses") && said.contains("several.gpkg:plots --role reference"), "{said}");
    }
    assert!(import(&project, &file, Some("land_use"), None).unwrap().notes.is_empty(), "this one was asked for");
}

#[test]
fn several_layers_are_stored_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = project(folder.path());
    let before = std::fs::read(path.join("data.gpkg")).unwrap();
    let layer = |name: &str, fields: usize| {
        let mut builder = LayerBuilder::new(name, Role::Reference, GeometryKind::Polygons);
        for number in 0..fields {
            builder.field(&format!("f{number}"), None, "TEXT");
        }
        builder
    };
    let mut loaded = open(&path);
    // No table of a database has that many columns.
    assert!(loaded.project.add_layers(vec![layer("first", 1), layer("second", 2_500)], &|_| ()).is_err());
    assert_eq!(std::fs::read(path.join("data.gpkg")).unwrap(), before);
    let stored = loaded.project.add_layers(vec![layer("first", 1), layer("second", 2)], &|_| ()).unwrap();
    assert_eq!(stored.iter().map(|layer| layer.id.0).collect::<Vec<_>>(), [1, 2]);
}

/// The current scheme of a project as an export, read back and verified.
fn export(loaded: &Loaded, file: &Path) {
    let plane = loaded.project.plane();
    let conflicts = ConflictBase::new(plane, &loaded.layers);
    let base = AssessmentBase::new(plane, &loaded.layers, conflicts.clone(), &Setting::default());
    let input = ExportInput {
        document: &loaded.document,
        scheme: loaded.document.current_scheme(),
        layers: &loaded.layers,
        plane,
        conflicts: &conflicts,
        base: &Arc::new(base),
        pack: standard_pack(),
        date: Date::new(2026, 11, 24).unwrap(),
        history: &loaded.history,
        committed_at: "2026-11-24T00:00:00.000Z",
        revision: 1,
    };
    let exported = export_geopackage(&input, file, &|_| true).unwrap();
    assert!(exported.report.valid);
}

fn measures_of_current(loaded: &Loaded) -> Vec<Measure> {
    let measures = &loaded.document.current_scheme().measures;
    measures.iter().map(|measure| Measure { id: MeasureId(0), ..Measure::clone(measure) }).collect()
}

#[test]
fn measures_that_were_exported_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let sample = folder.path().join("sample");
    tianfang::cli::sample::run(&sample, Some(2_000), Some(7)).unwrap();
    let (path, file) = (sample.join("township.tianfang"), folder.path().join("方案.gpkg"));
    let loaded = open(&path);
    let before = measures_of_current(&loaded);
    assert!(before.len() >= 10, "{}", before.len());
    export(&loaded, &file);
    drop(loaded.project);
    let report = import(&path, &file, Some("measure"), Some("0")).unwrap();
    let imported = report.measures.unwrap();
    assert_eq!((imported.scheme, imported.count), (2, before.len()));
    let mut again = open(&path);
    assert_eq!(measures_of_current(&again), before);
    // One step, and undo takes all of it back.
    assert_eq!(again.history.undo_name().unwrap().say(Language::English), format!("Add {} measures", before.len()));
    again.history.undo(&mut again.document).unwrap();
    assert_eq!((again.document.current_scheme().id.0, again.document.schemes().len()), (1, 2));
    // Into a scheme that has the pairs already they get numbers of their own.
    drop(again.project);
    import(&path, &file, Some("measure"), Some("1")).unwrap();
    let twice = measures_of_current(&open(&path));
    assert_eq!(twice.len(), 2 * before.len());
    let pairs = |measures: &[Measure]| measures.iter().filter_map(|measure| measure.pair).collect::<BTreeSet<u32>>();
    assert_eq!(pairs(&twice).len(), 2 * pairs(&before).len());
}

#[test]
fn an_export_is_the_same_after_the_project_was_closed_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let sample = folder.path().join("sample");
    tianfang::cli::sample::run(&sample, Some(2_000), Some(7)).unwrap();
    let path = sample.join("township.tianfang");
    let (first, second) = (folder.path().join("一.gpkg"), folder.path().join("二.gpkg"));
    let mut loaded = open(&path);
    export(&loaded, &first);
    loaded.project.compact(&loaded.document, &loaded.history).unwrap();
    drop(loaded);
    export(&open(&path), &second);
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
}

/// Name, columns and rows of a table.
type Table<'a> = (&'a str, &'a [&'a str], &'a [&'a [&'a str]]);

/// A GeoPackage with tables of squares that have these columns.
fn tables(file: &Path, tables: &[Table<'_>]) {
    let mut writer = GeopackageWriter::create(file, GaussKruger::from_epsg(4549).unwrap()).unwrap();
    for (name, columns, rows) in tables {
        let spec = TableSpec {
            name: (*name).into(),
            identifier: (*name).into(),
            description: String::new(),
            geometry: Some(GeometryType::MultiPolygon),
            columns: columns.iter().map(|column| ColumnSpec::new(column, "", "TEXT")).collect(),
            timestamp: "2026-01-01T00:00:00.000Z".into(),
        };
        let rows = rows.iter().enumerate().map(|(number, values)| {
            let x = 500_000.0 + number as f64 * 10.0;
            let ring = [[x, 3_330_000.0], [x + 10.0, 3_330_000.0], [x + 10.0, 3_330_010.0], [x, 3_330_010.0]];
            Row {
                fid: None,
                geometry: GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter()),
                values: values.iter().map(|value| Value::Text((*value).into())).collect(),
            }
        });
        writer.table(&spec, rows).unwrap();
    }
    writer.finish().unwrap();
}

#[test]
fn tables_that_hold_one_kind_need_only_geometry_and_records_of_one_number_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let (project, file) = (project(folder.path()), folder.path().join("derived.gpkg"));
    tables(
        &file,
        &[
            ("ZZDY", &["DYMC"], &[&["甲"]]),
            ("YJDC", &["BSM"], &[&["1"], &["2"]]),
            (
                "BGTB",
                &["CSBH", "DLBM_Q", "DLBM_H", "TZ_WY", "ND"],
                &[&["CS002", "0103", "0101", "1.5", "2027"], &["CS002", "0103", "0101", "2.000001", "2027"]],
            ),
            ("CJDK", &["CSBH", "DLBM_H", "PDBH", "LY"], &[&["CS010", "0301", "3", "闲置"]]),
        ],
    );
    let report = import(&project, &file, Some("measure"), None).unwrap().measures.unwrap();
    assert_eq!(report.count, 4);
    let measures = measures_of_current(&open(&project));
    let kinds: Vec<MeasureKind> = measures.iter().map(|measure| measure.kind).collect();
    use MeasureKind::{BasicFarmlandOut, DryToPaddy, Reclaim};
    assert_eq!(kinds, [DryToPaddy, Reclaim, BasicFarmlandOut, BasicFarmlandOut]);
    let joined = &measures[0];
    assert_eq!(joined.shape.0.0.len(), 1, "two neighbours are one piece of land");
    assert_eq!((joined.cost_fen, joined.year), (Some(3_500_001), Some(2027)));
    assert_eq!((measures[1].pair, measures[1].to_class.as_deref()), (Some(3), Some("0301")));
    assert_eq!(measures[1].reason, "闲置");
}

#[test]
fn a_layer_of_no_known_kind_is_asked_for_it_and_a_wrong_word_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (project, file) = (project(folder.path()), folder.path().join("shapes.gpkg"));
    tables(&file, &[("plots", &["kind"], &[&["建新"], &["market_entry"]])]);
    assert_eq!(import(&project, &file, Some("measure"), None).unwrap().measures.unwrap().kinds.len(), 2);
    tables(&file, &[("plots", &["CSLX"], &[&["修房子"]])]);
    let problem = import(&project, &file, Some("measure"), None).unwrap_err();
    assert_eq!(problem.status, 2);
    assert!(problem.message.say(Language::Chinese).contains("修房子"), "{}", problem.message);
    tables(&file, &[("plots", &["name"], &[&["A"]])]);
    let problem = import(&project, &file, Some("measure"), None).unwrap_err();
    assert!(problem.status == 2 && problem.message.say(Language::English).contains("CSLX"), "{}", problem.message);
    let request = ImportRequest {
        project: &project,
        file: &file,
        role: Some("measure"),
        encoding: None,
        crs: None,
        repair: false,
        scheme: None,
        kind: Some("旱改水"),
    };
    assert_eq!(run(&request).unwrap().measures.unwrap().count, 1);
    assert_eq!(run(&ImportRequest { kind: Some("no"), ..request }).unwrap_err().status, 2);
    assert_eq!(run(&ImportRequest { role: Some("zone"), ..request }).unwrap_err().status, 2);
    assert_eq!(measures_of_current(&open(&project)).last().unwrap().name, "A");
}

#[test]
fn the_same_seed_makes_the_same_practice_township() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["一", "二"].map(|name| {
        let directory = folder.path().join(name);
        tianfang::cli::sample::run(&directory, Some(2_000), Some(7)).unwrap();
        directory
    });
    let data = |directory: &Path| std::fs::read(directory.join("township.tianfang/data.gpkg")).unwrap();
    assert!(data(&first) == data(&second), "the data differ");
    assert_eq!(tianfang::cli::sample::run(&first, None, None).unwrap_err().status, 2);
    let loaded = open(&first.join("township.tianfang"));
    assert_eq!((loaded.recovery, loaded.document.current_scheme().id.0), (None, 1));
    assert_eq!(loaded.layers.len(), loaded.document.layers().len());
}
