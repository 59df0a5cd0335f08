//! A project folder: what goes in comes back, whatever happens to the files or the process in between.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tianfang::base::{LayerBuilder, LayerId, Role, Value, ValueRef};
use tianfang::crs::GaussKruger;
use tianfang::design::{Document, Measure, MeasureId, MeasureKind, SchemeId, Shape, ZoneId};
use tianfang::edit::actions::{
    AddMeasures, AddZones, DeleteZone, EditLayers, NewZone, RenameProject, RenameZone, Reshape, ReshapeZone,
    ReviewEdit, WriteReview,
};
use tianfang::edit::{Action, History};
use tianfang::geometry::GeometryKind;
use tianfang::i18n::{Explain, Language};
use tianfang::storage::geopackage::register_functions;
use tianfang::storage::project::{JournalState, Loaded, Project, ProjectProblem, Record};

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

fn no_progress(_: f32) {}

fn open(path: &Path) -> Loaded {
    Project::open(path, &no_progress).unwrap()
}

fn refusal(outcome: Result<Loaded, ProjectProblem>) -> ProjectProblem {
    match outcome {
        Ok(_) => panic!("the project was opened"),
        Err(problem) => problem,
    }
}

/// A new project in a folder of its own, with a name as Chinese users have them.
fn new_project(folder: &Path) -> (PathBuf, Loaded) {
    let path = folder.join("新塍镇 整治 2025.tianfang");
    let loaded = Project::create(&path, plane(), "新塍镇").unwrap();
    (path, loaded)
}

fn commit(loaded: &mut Loaded, action: &dyn Action) {
    loaded.history.commit(&mut loaded.document, action).unwrap();
    let step = loaded.history.last_done().unwrap().clone();
    loaded.project.record(&Record::Commit(step)).unwrap();
}

fn compact(loaded: &mut Loaded) {
    loaded.project.compact(&loaded.document, &loaded.history).unwrap();
}

/// Thirds and tenths: coordinates that no decimal notation of few digits brings back.
fn shape(number: usize) -> Shape {
    let (x, y) = (500_000.0 + number as f64 * 100.0 / 3.0, 3_330_000.0 + 0.1 + 0.2);
    Shape::from_ring(&[[x, y], [x, y + 90.7], [x + 90.3, y + 90.1], [x + 90.0 / 7.0, y]])
}

fn draw(loaded: &mut Loaded, number: usize) {
    commit(loaded, &AddZones { zones: vec![NewZone::drawn(shape(number))] });
}

fn parcels() -> LayerBuilder {
    let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
    builder.provenance.file = "地类图斑.gpkg".into();
    let code = builder.field("DLBM", Some("地类编码"), "TEXT(5)");
    let date = builder.field("GXSJ", None, "DATE");
    let area = builder.field("TBMJ", Some("图斑面积"), "DOUBLE");
    let clash = builder.field("dlbm", None, "VARCHAR2(10)");
    let mixed = builder.field("备注", None, "TEXT");
    for number in 0..5_000usize {
        if number == 7 {
            builder.shapes.end_feature();
        } else {
            let (x, y) = (500_000.0 + (number % 70) as f64 * 31.0 / 3.0, 3_330_000.0 + (number / 70) as f64 * 10.1);
            let ring = [[x, y], [x + 10.0, y], [x + 10.0, y + 10.0], [x, y + 10.0], [x, y]];
            ring.iter().for_each(|&point| builder.shapes.coordinate(point));
            builder.shapes.end_ring();
            builder.shapes.end_part();
            builder.shapes.end_feature();
        }
        builder.source_ids.push(number as i64 * 3 + 1000);
        let text = |text: String| Value::Text(text);
        builder.fields[code].values.push(if number % 5 == 0 { Value::Null } else { text(format!("0{}", number % 4)) });
        builder.fields[date].values.push(text("20241231".into()));
        builder.fields[area].values.push(Value::Real(number as f64 / 3.0));
        builder.fields[clash].values.push(Value::Integer(number as i64));
        builder.fields[mixed].values.push(match number % 3 {
            0 => text("007".into()),
            1 => Value::Integer(7),
            _ => Value::Real(7.0),
        });
    }
    builder
}

fn import(loaded: &mut Loaded, builder: LayerBuilder) -> LayerId {
    let layer = loaded.project.add_layer(builder).unwrap();
    let add = EditLayers::adding(&layer, &loaded.document, |_| None);
    commit(loaded, &add);
    layer.id
}

#[test]
fn a_design_and_its_history_come_back_to_the_last_bit() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    for number in 0..4 {
        draw(&mut loaded, number);
    }
    commit(&mut loaded, &RenameZone { zone: ZoneId(2), name: "甲片区".into() });
    compact(&mut loaded);
    commit(&mut loaded, &DeleteZone { zone: ZoneId(1) });
    draw(&mut loaded, 9);
    loaded.history.undo(&mut loaded.document).unwrap();
    loaded.project.record(&Record::Undo).unwrap();
    let (document, history) = (loaded.document.clone(), loaded.history.clone());
    drop(loaded.project);

    // First from the journal, then from the tables.
    for round in 0..2 {
        let mut again = open(&if round == 0 { path.clone() } else { path.join("project.ron") });
        assert_eq!(again.document.schemes(), document.schemes());
        assert_eq!(again.document.settings().name, "新塍镇");
        assert_eq!(again.history, history);
        assert_eq!(again.recovery.map(|recovery| recovery.steps), (round == 0).then_some(3));
        assert!(again.history.redo_name().is_some());
        again.project.compact(&again.document, &again.history).unwrap();
    }
    let mut again = open(&path);
    while again.history.undo(&mut again.document).is_some() {}
    assert_eq!(again.document.schemes(), Document::new("").schemes());
}

#[test]
fn a_base_layer_comes_back_with_every_value_and_every_bit() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    let wanted = parcels().build(LayerId(1), plane());
    assert_eq!(import(&mut loaded, parcels()), LayerId(1));
    assert_eq!(import(&mut loaded, parcels()), LayerId(2));
    drop(loaded.project);
    let loaded = open(&path);
    assert_eq!(loaded.layers.len(), 2);
    let found = &loaded.layers[0];
    assert_eq!(
        (found.id, &found.name, &found.title, found.role),
        (LayerId(1), &wanted.name, &wanted.title, wanted.role)
    );
    assert_eq!(found.provenance, wanted.provenance);
    assert_eq!(found.source_ids, wanted.source_ids);
    assert_eq!(found.areas_m2, wanted.areas_m2);
    for feature in 0..wanted.len() {
        let rings =
            |layer: &tianfang::base::BaseLayer| layer.shapes.rings(feature).map(<[_]>::to_vec).collect::<Vec<_>>();
        assert_eq!(rings(found), rings(&wanted), "feature {feature}");
    }
    for (found, wanted) in found.columns.iter().zip(wanted.columns.iter()) {
        assert_eq!((&found.name, &found.title, &found.declared), (&wanted.name, &wanted.title, &wanted.declared));
        for feature in 0..5_000 {
            assert_eq!(found.get(feature), wanted.get(feature), "{} of {feature}", wanted.name);
        }
    }
    assert_eq!(found.columns.len(), 5);
}

#[test]
fn a_layer_that_no_step_speaks_of_is_left_alone_and_its_number_not_given_again() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    // The program is killed after the import and before the edit that takes it in.
    loaded.project.add_layer(parcels()).unwrap();
    drop(loaded.project);
    let mut loaded = open(&path);
    assert!(loaded.layers.is_empty());
    assert_eq!(import(&mut loaded, parcels()), LayerId(2));
    // Undone, the layer stays at hand for redo.
    loaded.history.undo(&mut loaded.document).unwrap();
    loaded.project.record(&Record::Undo).unwrap();
    compact(&mut loaded);
    drop(loaded.project);
    let mut loaded = open(&path);
    assert_eq!(loaded.layers[0].value(0, "GXSJ"), ValueRef::Text("20241231"));
    assert!(loaded.document.layers().is_empty());
    loaded.history.redo(&mut loaded.document).unwrap();
    assert_eq!(loaded.document.layers().len(), 1);
}

#[test]
fn a_journal_cut_at_any_byte_of_its_last_record_keeps_every_edit_before() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    draw(&mut loaded, 1);
    drop(loaded.project);
    let (journal, bad) = (path.join("journal.log"), path.join("journal.bad"));
    let whole = fs::read(&journal).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|&byte| byte == b'\n').unwrap() + 1;
    for end in last..whole.len() {
        fs::write(&journal, &whole[..end]).unwrap();
        let _ = fs::remove_file(&bad);
        let mut loaded = open(&path);
        assert_eq!(loaded.document.current_scheme().zones.len(), 1, "cut at {end}");
        assert_eq!(bad.exists(), end > last);
        assert_eq!(loaded.recovery.as_ref().unwrap().bad_tail.is_some(), end > last);
        if end > last {
            assert_eq!(fs::read(&bad).unwrap(), [&whole[last..end], b"\n"].concat());
        }
        // Work goes on behind the cut.
        draw(&mut loaded, 5);
        drop(loaded.project);
        let loaded = open(&path);
        assert_eq!(loaded.document.current_scheme().zones.len(), 2);
        assert_eq!(loaded.recovery.unwrap().bad_tail, None);
    }
}

#[test]
fn a_bad_record_in_the_middle_ends_the_replay_and_the_rest_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    for number in 0..5 {
        draw(&mut loaded, number);
    }
    drop(loaded.project);
    let journal = path.join("journal.log");
    let mut lines: Vec<String> =
        fs::read_to_string(&journal).unwrap().lines().map(|line| format!("{line}\n")).collect();
    lines[2] = lines[2].replacen("500066", "500067", 1);
    fs::write(&journal, lines.concat()).unwrap();
    let read_only = Project::open_read_only(&path, &no_progress).unwrap();
    assert_eq!(read_only.document.current_scheme().zones.len(), 2);
    assert!(!path.join("journal.bad").exists());
    let loaded = open(&path);
    assert_eq!(loaded.document.current_scheme().zones.len(), 2);
    assert_eq!(fs::read_to_string(path.join("journal.bad")).unwrap(), lines[2..].concat());
    assert_eq!(fs::read_to_string(&journal).unwrap(), lines[..2].concat());
    assert_eq!(loaded.recovery.unwrap().bad_tail, Some(path.join("journal.bad")));
    assert_eq!(read_only.notes.len(), 1, "a reader says that it did not read everything");
}

#[test]
fn a_compaction_whose_journal_was_not_cut_replays_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    draw(&mut loaded, 1);
    let journal = fs::read(path.join("journal.log")).unwrap();
    compact(&mut loaded);
    let stored = loaded.document.clone();
    drop(loaded.project);
    fs::write(path.join("journal.log"), journal).unwrap();
    let mut loaded = open(&path);
    assert_eq!(loaded.document.schemes(), stored.schemes());
    assert_eq!((loaded.history.steps().len(), loaded.recovery.clone()), (2, None));
    draw(&mut loaded, 2);
    drop(loaded.project);
    assert_eq!(open(&path).document.current_scheme().zones.len(), 3);
}

#[test]
fn a_project_has_one_writer_and_any_number_of_readers() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    let problem = refusal(Project::open(&path, &no_progress));
    assert!(matches!(problem, ProjectProblem::InUse { .. }), "{problem}");
    assert_eq!(problem.exit_status(), 3);
    let mut reader = Project::open_read_only(&path, &no_progress).unwrap();
    assert_eq!(reader.document.current_scheme().zones.len(), 1);
    assert!(matches!(reader.project.record(&Record::Undo), Err(ProjectProblem::ReadOnly { .. })));
    assert!(reader.project.compact(&reader.document, &reader.history).is_err());
    drop(loaded.project);
    open(&path);
}

#[test]
fn a_read_only_opening_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    import(&mut loaded, parcels());
    draw(&mut loaded, 0);
    drop(loaded.project);
    let contents = || {
        let mut files: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|file| (file.clone(), fs::read(file).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = contents();
    let loaded = Project::open_read_only(&path, &no_progress).unwrap();
    assert_eq!((loaded.layers.len(), loaded.document.current_scheme().zones.len()), (1, 1));
    assert!(loaded.project.is_read_only());
    drop(loaded);
    assert_eq!(contents(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_refused_with_its_name() {
    // Nobody may write here, not even root.
    let problem = refusal(Project::create(Path::new("/proc/township.tianfang"), plane(), "镇"));
    assert_eq!(problem.exit_status(), 3);
    let message = problem.message();
    assert!(message.say(Language::Chinese).contains("/proc/township.tianfang"), "{message}");
}

#[test]
fn data_held_by_another_program_is_said_and_journalling_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    let other = Connection::open(path.join("data.gpkg")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    draw(&mut loaded, 0);
    let problem = loaded.project.compact(&loaded.document, &loaded.history).unwrap_err();
    assert!(matches!(problem, ProjectProblem::DataBusy { .. }), "{problem}");
    assert!(matches!(loaded.project.add_layer(parcels()), Err(ProjectProblem::DataBusy { .. })));
    draw(&mut loaded, 1);
    assert!(!matches!(loaded.project.journal_state(), JournalState::Failed(_)));
    drop(loaded.project);
    let problem = refusal(Project::open(&path, &no_progress));
    assert!(matches!(problem, ProjectProblem::DataBusy { .. }), "{problem}");
    // A transaction that only means to write lets readers read.
    other.execute_batch("ROLLBACK; BEGIN IMMEDIATE").unwrap();
    let mut loaded = open(&path);
    assert_eq!(loaded.document.current_scheme().zones.len(), 2);
    draw(&mut loaded, 2);
    assert!(loaded.project.compact(&loaded.document, &loaded.history).is_err());
    other.execute_batch("ROLLBACK").unwrap();
    compact(&mut loaded);
    assert!(fs::read(path.join("journal.log")).unwrap().is_empty());
}

/// The data as another program opens them.
fn as_another_program(path: &Path) -> Connection {
    let connection = Connection::open(path.join("data.gpkg")).unwrap();
    register_functions(&connection).unwrap();
    connection
}

#[test]
fn what_another_program_changed_comes_in_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    for number in 0..3 {
        draw(&mut loaded, number);
    }
    compact(&mut loaded);
    commit(&mut loaded, &RenameProject { name: "新名".into() });
    let before = loaded.document.clone();
    drop(loaded.project);
    as_another_program(&path)
        .execute_batch(
            "UPDATE tf_zones SET name = '乙片区', kind = 'region' WHERE fid = 1;
             DELETE FROM tf_zones WHERE fid = 2;
             INSERT INTO tf_zones (geom, name) SELECT geom, '丙片区' FROM tf_zones WHERE fid = 3;
             UPDATE tf_schemes SET name = '方案甲' WHERE scheme = 1;",
        )
        .unwrap();
    let read_only = Project::open_read_only(&path, &no_progress).unwrap();
    assert!(read_only.edited_outside);
    let mut loaded = open(&path);
    assert!(loaded.edited_outside);
    let names =
        |document: &Document| document.current_scheme().zones.iter().map(|zone| zone.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&loaded.document), ["乙片区", "片区 3", "丙片区"]);
    assert_eq!(loaded.document.current_scheme().name, "方案甲");
    assert_eq!(loaded.history.undo_name().unwrap().say(Language::Chinese), "外部修改");
    assert_eq!(loaded.document.settings().name, "新名");
    let after = loaded.document.clone();
    // It is journalled, and comes in once only, stored or not.
    drop(loaded.project);
    loaded = open(&path);
    assert!(!loaded.edited_outside);
    assert_eq!(loaded.document.schemes(), after.schemes());
    compact(&mut loaded);
    drop(loaded.project);
    loaded = open(&path);
    assert!(!loaded.edited_outside);
    assert_eq!(loaded.document.schemes(), after.schemes());
    loaded.history.undo(&mut loaded.document).unwrap();
    assert_eq!(loaded.document.schemes(), before.schemes());
}

fn propose(loaded: &mut Loaded, kind: MeasureKind, number: usize) {
    let measure = Measure {
        name: format!("第{number}块"),
        cost_fen: Some(123_456_789),
        quantity: Some(1.0 / 3.0),
        year: Some(2027),
        pair: Some(1),
        ..Measure::new(MeasureId(0), kind, shape(number))
    };
    commit(loaded, &AddMeasures { measures: vec![measure] });
}

#[test]
fn measures_stand_in_a_table_of_their_own_and_what_another_program_changes_there_comes_in() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    for (number, kind) in
        [MeasureKind::Reclaim, MeasureKind::NewConstruction, MeasureKind::BasicFarmlandIn].iter().enumerate()
    {
        propose(&mut loaded, *kind, number);
    }
    compact(&mut loaded);
    let before = loaded.document.clone();
    drop(loaded.project);
    let loaded = open(&path);
    assert!(!loaded.edited_outside);
    assert_eq!(loaded.document.schemes(), before.schemes());
    drop(loaded.project);
    as_another_program(&path)
        .execute_batch(
            "UPDATE tf_measures SET kind = '安置', cost_yuan = 12.34, to_class = '0701' WHERE fid = 2;
             UPDATE tf_measures SET to_class = '9999' WHERE fid = 1;
             DELETE FROM tf_measures WHERE fid = 3;
             INSERT INTO tf_measures (geom, kind) SELECT geom, 'dry_to_paddy' FROM tf_measures WHERE fid = 1;
             INSERT INTO tf_measures (geom, name) SELECT geom, '说不清' FROM tf_measures WHERE fid = 1;",
        )
        .unwrap();
    let mut loaded = open(&path);
    assert!(loaded.edited_outside);
    let measures = &loaded.document.current_scheme().measures;
    let kinds: Vec<MeasureKind> = measures.iter().map(|measure| measure.kind).collect();
    assert_eq!(kinds, [MeasureKind::Reclaim, MeasureKind::Resettlement, MeasureKind::DryToPaddy]);
    assert_eq!((measures[1].cost_fen, measures[1].to_class.as_deref()), (Some(1_234), Some("0701")));
    assert_eq!(measures[0].to_class.as_deref(), Some("0103"), "a class that does not exist is not taken in");
    assert_eq!((measures[2].to_class.as_deref(), measures[2].id), (Some("0101"), MeasureId(4)));
    assert_eq!(loaded.notes.len(), 2);
    assert!(loaded.notes[0].say(Language::Chinese).contains("9999"));
    let after = loaded.document.clone();
    compact(&mut loaded);
    drop(loaded.project);
    loaded = open(&path);
    assert!(!loaded.edited_outside);
    assert_eq!(loaded.document.schemes(), after.schemes());
    loaded.history.undo(&mut loaded.document).unwrap();
    assert_eq!(loaded.document.schemes(), before.schemes());
}

/// What another program must do to make the project one of an earlier format: take a table out again.
fn without_table(connection: &Connection, table: &str) {
    connection
        .execute_batch(&format!(
            "DROP TABLE {table}; DROP TABLE rtree_{table}_geom;
             DELETE FROM gpkg_geometry_columns WHERE table_name = '{table}';
             DELETE FROM gpkg_data_columns WHERE table_name = '{table}';
             DELETE FROM gpkg_extensions WHERE table_name = '{table}';
             DELETE FROM gpkg_contents WHERE table_name = '{table}';"
        ))
        .unwrap();
}

#[test]
fn a_project_from_before_measures_gets_their_table_when_it_is_opened_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    compact(&mut loaded);
    drop(loaded.project);
    let other = as_another_program(&path);
    without_table(&other, "tf_locks");
    without_table(&other, "tf_measures");
    other.execute("UPDATE tf_meta SET value = '1' WHERE key = 'format_version'", []).unwrap();
    assert!(!Project::open_read_only(&path, &no_progress).unwrap().edited_outside);
    let mut loaded = open(&path);
    assert!(!loaded.edited_outside);
    propose(&mut loaded, MeasureKind::Reclaim, 1);
    compact(&mut loaded);
    let kind: String = other.query_row("SELECT kind FROM tf_measures", [], |row| row.get(0)).unwrap();
    assert_eq!(kind, "reclaim");
}

#[test]
fn a_project_from_before_review_notes_opens_and_keeps_what_is_written_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    compact(&mut loaded);
    drop(loaded.project);
    let other = as_another_program(&path);
    without_table(&other, "tf_locks");
    other.execute("UPDATE tf_meta SET value = '2' WHERE key = 'format_version'", []).unwrap();
    let stored: String =
        other.query_row("SELECT value FROM tf_meta WHERE key = 'document'", [], |row| row.get(0)).unwrap();
    assert!(!stored.contains("review"), "a scheme that nobody wrote in is stored as before");
    assert!(Project::open_read_only(&path, &no_progress).unwrap().document.current_scheme().review.is_empty());

    let mut loaded = open(&path);
    let written = [
        ReviewEdit::Townships("新塍镇、洪合镇".into()),
        ReviewEdit::PlanPrepared(Some(true)),
        ReviewEdit::PlannedGradeGain(Some(0.5)),
        ReviewEdit::EcologyImproves(Some(true)),
        ReviewEdit::EcologyReason("坡耕地退出，河岸留出缓冲带".into()),
        ReviewEdit::Opinion("同意".into()),
        ReviewEdit::Reviewer("王工".into()),
    ];
    for edit in written {
        commit(&mut loaded, &WriteReview { edit });
    }
    let notes = loaded.document.current_scheme().review.clone();
    drop(loaded.project);
    let mut from_journal = open(&path);
    assert_eq!(from_journal.document.current_scheme().review, notes);
    compact(&mut from_journal);
    drop(from_journal.project);
    let mut from_tables = open(&path);
    assert!(!from_tables.edited_outside);
    assert_eq!(from_tables.document.current_scheme().review, notes);
    from_tables.history.undo(&mut from_tables.document).unwrap();
    assert_eq!(from_tables.document.current_scheme().review.reviewer, "");
}

#[test]
fn zones_that_another_program_changes_meanwhile_are_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    compact(&mut loaded);
    as_another_program(&path).execute_batch("UPDATE tf_zones SET goal = '集中连片'").unwrap();
    draw(&mut loaded, 1);
    let problem = loaded.project.compact(&loaded.document, &loaded.history).unwrap_err();
    assert!(matches!(problem, ProjectProblem::ChangedOutside { .. }), "{problem}");
    drop(loaded.project);
    let mut loaded = open(&path);
    let zones = &loaded.document.current_scheme().zones;
    assert_eq!((zones.len(), zones[0].goal.as_str()), (2, "集中连片"));
    compact(&mut loaded);
}

#[test]
fn columns_and_tables_of_other_programs_survive() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    import(&mut loaded, parcels());
    draw(&mut loaded, 0);
    draw(&mut loaded, 1);
    compact(&mut loaded);
    let other = as_another_program(&path);
    other
        .execute_batch(
            "ALTER TABLE tf_zones ADD COLUMN owner TEXT; UPDATE tf_zones SET owner = '林工' WHERE fid = 2;
             ALTER TABLE tf_layers ADD COLUMN remark TEXT; UPDATE tf_layers SET remark = '县里给的';
             ALTER TABLE base_1_DLTB ADD COLUMN mark INTEGER; UPDATE base_1_DLTB SET mark = 1 WHERE fid = 9;
             CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('现场看过');",
        )
        .unwrap();
    drop(loaded.project);
    let mut loaded = open(&path);
    assert!(!loaded.edited_outside);
    commit(&mut loaded, &RenameZone { zone: ZoneId(2), name: "乙".into() });
    let moved = Reshape::Trim { role: Role::EcologicalRedLine, shape: shape(20) };
    commit(&mut loaded, &ReshapeZone { zone: ZoneId(2), reshape: moved });
    commit(&mut loaded, &DeleteZone { zone: ZoneId(1) });
    compact(&mut loaded);
    let text = |sql: &str| other.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(text("SELECT owner || name FROM tf_zones"), "林工乙");
    assert_eq!(text("SELECT remark FROM tf_layers"), "县里给的");
    assert_eq!(text("SELECT text FROM notes"), "现场看过");
    assert_eq!(text("SELECT CAST(sum(mark) AS TEXT) FROM base_1_DLTB"), "1");
    assert_eq!(text("SELECT CAST(count(*) AS TEXT) FROM rtree_tf_zones_geom"), "1");
    assert_eq!(text("PRAGMA integrity_check"), "ok");
}

#[test]
fn formats_that_are_not_ours_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (path, loaded) = new_project(folder.path());
    drop(loaded.project);
    let other = as_another_program(&path);
    for (version, newer) in [("5", true), ("4000000000000", true), ("0", false)] {
        other.execute("UPDATE tf_meta SET value = ?1 WHERE key = 'format_version'", [version]).unwrap();
        for outcome in [Project::open(&path, &no_progress), Project::open_read_only(&path, &no_progress)] {
            let problem = refusal(outcome);
            assert_eq!(matches!(problem, ProjectProblem::TooNew { .. }), newer, "{problem}");
            assert_eq!(problem.exit_status(), 2);
            assert!(problem.message().say(Language::Chinese).contains("data.gpkg"));
        }
    }
    other.execute("UPDATE tf_meta SET value = '4' WHERE key = 'format_version'", []).unwrap();
    open(&path);
}

#[test]
fn a_folder_that_is_no_project_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("没有");
    assert!(matches!(refusal(Project::open(&missing, &no_progress)), ProjectProblem::NotFound { .. }));
    assert!(matches!(refusal(Project::open(folder.path(), &no_progress)), ProjectProblem::NotAProject { .. }));
    let (path, loaded) = new_project(folder.path());
    drop(loaded.project);
    assert!(matches!(refusal(Project::create(&path, plane(), "")), ProjectProblem::NotEmpty { .. }));
    let data = path.join("data.gpkg");
    let whole = fs::read(&data).unwrap();
    fs::write(&data, &whole[..whole.len() / 2]).unwrap();
    let problem = refusal(Project::open(&path, &no_progress));
    assert!(matches!(problem, ProjectProblem::DataDamaged { .. }), "{problem}");
    fs::write(&data, b"not a database, but long enough to be looked at as one, and then refused").unwrap();
    let problem = refusal(Project::open(&path, &no_progress));
    assert!(matches!(problem, ProjectProblem::DataDamaged { .. }), "{problem}");
    fs::remove_file(&data).unwrap();
    assert!(matches!(refusal(Project::open(&path, &no_progress)), ProjectProblem::DataMissing { .. }));
    assert!(!data.exists(), "nothing is made in place of what is missing");
}

#[test]
fn an_opening_and_closing_without_an_edit_leaves_the_data_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    draw(&mut loaded, 0);
    compact(&mut loaded);
    drop(loaded.project);
    let before = fs::read(path.join("data.gpkg")).unwrap();
    let mut loaded = open(&path);
    compact(&mut loaded);
    drop(loaded.project);
    assert_eq!(fs::read(path.join("data.gpkg")).unwrap(), before);
    assert_eq!(loaded.history.steps().len(), History::default().steps().len() + 1);
    assert_eq!(loaded.document.current_scheme().id, SchemeId(1));
}
