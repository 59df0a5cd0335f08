//! Locks and accepted simulations in a project folder: from the journal, from the tables, from a project that knew neither, and
//! from another program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tianfang::crs::GaussKruger;
use tianfang::design::{
    Document, LockId, LockKind, Measure, MeasureId, MeasureKind, SchemeId, Shape, SimulationKind, SimulationRequest,
    SimulationRun, ZoneId,
};
use tianfang::edit::Action;
use tianfang::edit::actions::{
    AcceptSimulation, AddLock, AddZones, DeleteLock, DeleteScheme, EditLock, LockEdit, NewZone,
};
use tianfang::i18n::Language;
use tianfang::storage::geopackage::register_functions;
use tianfang::storage::project::{Loaded, Project, ProjectProblem, Record};

fn no_progress(_: f32) {}

fn open(path: &Path) -> Loaded {
    Project::open(path, &no_progress).unwrap()
}

fn new_project(folder: &Path) -> (PathBuf, Loaded) {
    let path = folder.join("新塍镇.tianfang");
    let loaded = Project::create(&path, GaussKruger::from_epsg(4549).unwrap(), "新塍镇").unwrap();
    (path, loaded)
}

fn commit(loaded: &mut Loaded, action: &dyn Action) {
    loaded.history.commit(&mut loaded.document, action).unwrap();
    let step = loaded.history.last_done().unwrap().clone();
    loaded.project.record(&Record::Commit(step)).unwrap();
}

fn undo(loaded: &mut Loaded) {
    loaded.history.undo(&mut loaded.document).unwrap();
    loaded.project.record(&Record::Undo).unwrap();
}

fn compact(loaded: &mut Loaded) {
    loaded.project.compact(&loaded.document, &loaded.history).unwrap();
}

fn as_another_program(path: &Path) -> Connection {
    let connection = Connection::open(path.join("data.gpkg")).unwrap();
    register_functions(&connection).unwrap();
    connection
}

/// Thirds and tenths: coordinates that no decimal notation of few digits brings back.
fn shape(number: usize) -> Shape {
    let (x, y) = (500_000.0 + number as f64 * 100.0 / 3.0, 3_330_000.0 + 0.1 + 0.2);
    Shape::from_ring(&[[x, y], [x, y + 90.7], [x + 90.3, y + 90.1], [x + 90.0 / 7.0, y]])
}

fn lock(kind: LockKind, number: usize) -> AddLock {
    AddLock { kind, shape: shape(number), note: format!("第 {number} 处") }
}

/// A run over zone 1 with figures of every bit, and two measures that give their reasons.
fn plan() -> AcceptSimulation {
    let mut request = SimulationRequest::new(SimulationKind::Concentration);
    request.zones = vec![ZoneId(1)];
    request.seed = u64::MAX;
    request.budget_1e4yuan = Some(0.1 + 0.2);
    request.iterations = Some(20_000);
    request.limits.max_distance_m = Some(100.0 / 3.0);
    request.limits.unit_costs = [("0301>0101".to_owned(), 1.0 / 3.0)].into();
    let measure = |kind, number, reason: &str| Measure {
        reason: reason.to_owned(),
        ..Measure::new(MeasureId(0), kind, shape(number))
    };
    AcceptSimulation {
        name: "集中连片 100 亩".to_owned(),
        measures: vec![
            measure(MeasureKind::NewFarmland, 3, "并入 103.2 亩连片耕地"),
            measure(MeasureKind::FarmlandToForest, 4, "坡度高于 25°"),
        ],
        run: SimulationRun {
            request,
            version: "0.1.0".to_owned(),
            data_hash: "9f86d081884c7d65".to_owned(),
            value_mu: 1_000.0 / 7.0,
            do_nothing_mu: 100.0 / 3.0,
            bound_mu: Some(1_001.0 / 7.0),
            stopped_by: "iterations".to_owned(),
            changes: 2,
            lock_ids: vec![LockId(1)],
        },
        from: SchemeId(1),
    }
}

/// A zone, two locks of which one was edited, and an accepted plan, each a record of the journal.
fn worked_on(loaded: &mut Loaded) {
    commit(loaded, &AddZones { zones: vec![NewZone::drawn(shape(0))] });
    commit(loaded, &lock(LockKind::Must, 1));
    commit(loaded, &lock(LockKind::Together, 2));
    commit(loaded, &EditLock { lock: LockId(2), edit: LockEdit::Kind(LockKind::MustNot) });
    commit(loaded, &plan());
}

/// Every bit of a document.
fn bytes(document: &Document) -> String {
    serde_json::to_string(document).unwrap()
}

#[test]
fn locks_and_an_accepted_plan_come_back_from_the_journal_and_from_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    worked_on(&mut loaded);
    let (document, history) = (loaded.document.clone(), loaded.history.clone());
    drop(loaded.project);
    for steps in [Some(5), None] {
        let mut again = open(&path);
        assert_eq!(again.recovery.as_ref().map(|recovery| recovery.steps), steps);
        assert_eq!((bytes(&again.document), &again.history), (bytes(&document), &history));
        assert!(!again.edited_outside);
        compact(&mut again);
    }
    let table = as_another_program(&path);
    let row = "SELECT fid || position || kind || note FROM tf_locks WHERE fid = 2";
    assert_eq!(table.query_row(row, [], |row| row.get::<_, String>(0)).unwrap(), "21must_not第 2 处");
    let extent = "SELECT min_y FROM gpkg_contents WHERE table_name = 'tf_locks'";
    assert_eq!(table.query_row(extent, [], |row| row.get::<_, f64>(0)).unwrap(), 3_330_000.0 + 0.1 + 0.2);

    let mut again = open(&path);
    undo(&mut again);
    let before_plan = bytes(&again.document);
    compact(&mut again);
    drop(again.project);
    let mut again = open(&path);
    assert_eq!((bytes(&again.document), again.document.schemes().len()), (before_plan, 2));
    again.history.redo(&mut again.document).unwrap();
    assert_eq!(bytes(&again.document), bytes(&document), "redone after a reopening, to the last bit");
    while again.history.undo(&mut again.document).is_some() {}
    assert_eq!((again.document.schemes(), again.document.locks()), (Document::new("").schemes(), &[][..]));
}

#[test]
fn a_journal_cut_within_an_accepted_plan_keeps_all_of_it_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    worked_on(&mut loaded);
    let whole_design = bytes(&loaded.document);
    loaded.history.undo(&mut loaded.document).unwrap();
    let without = (loaded.document.schemes().to_vec(), loaded.document.locks().to_vec());
    drop(loaded.project);
    let journal = path.join("journal.log");
    let whole = fs::read(&journal).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|&byte| byte == b'\n').unwrap() + 1;
    for end in (last..whole.len()).step_by(97) {
        fs::write(&journal, &whole[..end]).unwrap();
        let loaded = open(&path);
        let found = (loaded.document.schemes().to_vec(), loaded.document.locks().to_vec());
        assert_eq!(found, without, "cut at {end}");
    }
    fs::write(&journal, &whole).unwrap();
    assert_eq!(bytes(&open(&path).document), whole_design);
}

#[test]
fn a_project_from_before_locks_opens_unchanged_with_its_journal_and_keeps_what_is_locked_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    commit(&mut loaded, &AddZones { zones: vec![NewZone::drawn(shape(0))] });
    compact(&mut loaded);
    commit(&mut loaded, &AddZones { zones: vec![NewZone::drawn(shape(1))] });
    let before = loaded.document.clone();
    drop(loaded.project);
    let other = as_another_program(&path);
    other
        .execute_batch(
            "DROP TABLE tf_locks; DROP TABLE rtree_tf_locks_geom;
             DELETE FROM gpkg_geometry_columns WHERE table_name = 'tf_locks';
             DELETE FROM gpkg_data_columns WHERE table_name = 'tf_locks';
             DELETE FROM gpkg_extensions WHERE table_name = 'tf_locks';
             DELETE FROM gpkg_contents WHERE table_name = 'tf_locks';
             UPDATE tf_meta SET value = '3' WHERE key = 'format_version'",
        )
        .unwrap();
    let stored: String =
        other.query_row("SELECT value FROM tf_meta WHERE key = 'document'", [], |row| row.get(0)).unwrap();
    assert!(!stored.contains("lock") && !stored.contains("simulation"), "stored as before there were any: {stored}");
    drop(other);

    let data = fs::read(path.join("data.gpkg")).unwrap();
    assert_eq!(bytes(&Project::open_read_only(&path, &no_progress).unwrap().document), bytes(&before));
    assert!(fs::read(path.join("data.gpkg")).unwrap() == data, "who only looks changes nothing");
    let mut loaded = open(&path);
    assert!(!loaded.edited_outside && loaded.notes.is_empty());
    assert_eq!((bytes(&loaded.document), loaded.history.position()), (bytes(&before), 2));
    commit(&mut loaded, &lock(LockKind::Must, 1));
    commit(&mut loaded, &plan());
    compact(&mut loaded);
    let after = bytes(&loaded.document);
    drop(loaded.project);
    assert_eq!(bytes(&open(&path).document), after);
}

#[test]
fn the_practice_township_opens_to_write_with_the_design_it_had() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/township.tianfang");
    let stood = Project::open_read_only(&committed, &no_progress).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("township.tianfang");
    fs::create_dir(&path).unwrap();
    for file in ["project.ron", "data.gpkg"] {
        fs::copy(committed.join(file), path.join(file)).unwrap();
    }
    let mut loaded = open(&path);
    assert!(!loaded.edited_outside && loaded.notes.is_empty());
    assert_eq!((bytes(&loaded.document), &loaded.history), (bytes(&stood.document), &stood.history));
    commit(&mut loaded, &lock(LockKind::Must, 1));
    compact(&mut loaded);
    let after = bytes(&loaded.document);
    drop(loaded.project);
    assert_eq!(bytes(&open(&path).document), after);
}

#[test]
fn locks_that_another_program_draws_changes_or_deletes_come_in_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    for number in 0..4 {
        commit(&mut loaded, &lock(LockKind::Must, number));
    }
    compact(&mut loaded);
    let before = loaded.document.locks().to_vec();
    drop(loaded.project);
    as_another_program(&path)
        .execute_batch(
            "UPDATE tf_locks SET kind = '一并调整', note = '两块一并' WHERE fid = 2;
             UPDATE tf_locks SET kind = '说不清' WHERE fid = 1;
             UPDATE tf_locks SET geom = NULL WHERE fid = 4;
             DELETE FROM tf_locks WHERE fid = 3;
             INSERT INTO tf_locks (geom, kind) SELECT geom, 'must_not' FROM tf_locks WHERE fid = 1;
             INSERT INTO tf_locks (geom, note) SELECT geom, '没写类型' FROM tf_locks WHERE fid = 1;",
        )
        .unwrap();
    for _ in 0..2 {
        let loaded = open(&path);
        let found: Vec<(u64, LockKind)> = loaded.document.locks().iter().map(|lock| (lock.id.0, lock.kind)).collect();
        let kinds = [(1, LockKind::Must), (2, LockKind::Together), (4, LockKind::Must), (5, LockKind::MustNot)];
        assert_eq!(found, kinds, "taken in once, whatever happens before the next compaction");
        assert_eq!(loaded.document.locks()[2].shape, before[3].shape, "a shape that says nothing is not taken in");
        assert_eq!(loaded.history.position(), 5);
    }
    let mut loaded = open(&path);
    compact(&mut loaded);
    drop(loaded.project);
    let mut loaded = open(&path);
    assert!(!loaded.edited_outside);
    undo(&mut loaded);
    assert_eq!(loaded.document.locks(), before);

    as_another_program(&path).execute("UPDATE tf_locks SET note = '别处' WHERE fid = 2", []).unwrap();
    commit(&mut loaded, &DeleteLock { lock: LockId(1) });
    let problem = loaded.project.compact(&loaded.document, &loaded.history).unwrap_err();
    assert!(matches!(problem, ProjectProblem::ChangedOutside { .. }), "{problem}");
}

#[test]
fn what_could_not_be_taken_in_of_a_lock_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    commit(&mut loaded, &lock(LockKind::Must, 0));
    compact(&mut loaded);
    drop(loaded.project);
    as_another_program(&path)
        .execute_batch(
            "INSERT INTO tf_locks (fid, geom, note) SELECT 7, geom, '没写类型' FROM tf_locks WHERE fid = 1;
             UPDATE tf_locks SET geom = NULL WHERE fid = 1;
             INSERT INTO tf_locks (fid, kind) VALUES (8, 'must');",
        )
        .unwrap();
    let said: Vec<String> = open(&path).notes.iter().map(|note| note.say(Language::English)).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    for (note, words) in said.iter().zip(["Lock 1, ", "Lock 7, ", "Lock 8, "]) {
        assert!(note.starts_with(words), "{said:?}");
    }
    assert!(said[0].contains("polygon") && said[1].contains("kind") && said[2].contains("polygon"), "{said:?}");
}

#[test]
fn a_deleted_scheme_leaves_nothing_of_its_run_in_the_stored_design() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut loaded) = new_project(folder.path());
    worked_on(&mut loaded);
    commit(&mut loaded, &DeleteScheme { scheme: SchemeId(2) });
    compact(&mut loaded);
    drop(loaded.project);
    let stored = "SELECT value FROM tf_meta WHERE key = 'document'";
    let stored: String = as_another_program(&path).query_row(stored, [], |row| row.get(0)).unwrap();
    assert!(!stored.contains("9f86d081884c7d65"));
    let mut loaded = open(&path);
    undo(&mut loaded);
    let run = loaded.document.scheme(SchemeId(2)).unwrap().simulation.as_ref().unwrap();
    assert_eq!((run.data_hash.as_str(), run.request.zones.as_slice()), ("9f86d081884c7d65", &[ZoneId(2)][..]));
}
