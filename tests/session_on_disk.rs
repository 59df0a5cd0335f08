//! The session when the files do not do as it wants: open elsewhere, held by another program, full disks, unusable input. It
//! says what happened in both languages, and nothing that was committed is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tianfang::base::Role;
use tianfang::command::{Command, EditCommand, ImportRequest, ProjectCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::Shape;
use tianfang::i18n::Language;
use tianfang::session::{NoticeKind, Session};
use tianfang::storage::geopackage::{GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};
use tianfang::storage::project::{JournalState, Project};

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

fn new_project(folder: &Path) -> PathBuf {
    let path = folder.join("新塍镇 整治.tianfang");
    drop(Project::create(&path, plane(), "新塍镇").unwrap());
    path
}

fn session_on(path: &Path) -> Session {
    let mut session = Session::new(Arc::new(|| ()), path.with_file_name("home"));
    session.run(Command::Project(ProjectCommand::Open(path.to_owned()))).unwrap();
    session.wait();
    assert!(session.project().is_some(), "{:?}", session.notices());
    session
}

fn draw(session: &mut Session) {
    let x = 500_000.0 + 200.0 * zones(session) as f64;
    let ring = [[x, 3_330_000.0], [x, 3_330_090.0], [x + 90.0, 3_330_090.0]];
    session.run(Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring)))).unwrap();
}

fn zones(session: &Session) -> usize {
    session.project().unwrap().document().current_scheme().zones.len()
}

fn close(session: &mut Session) {
    session.run(Command::Project(ProjectCommand::Close)).unwrap();
}

/// Every notice of a kind, in both languages.
fn said(session: &Session, kind: NoticeKind) -> String {
    let of_kind = session.notices().all().iter().filter(|notice| notice.kind == kind);
    of_kind
        .map(|notice| notice.message.say(Language::Chinese) + "\n" + &notice.message.say(Language::English) + "\n")
        .collect()
}

fn import(session: &mut Session, file: &Path) {
    import_as(session, file, Role::LandUse);
}

fn import_as(session: &mut Session, file: &Path, role: Role) {
    let request =
        ImportRequest { file: file.to_owned(), layer: "DLTB".into(), role, crs: None, encoding: None, repair: false };
    session.run(Command::Project(ProjectCommand::ImportBase(request))).unwrap();
    session.wait();
}

/// A GeoPackage of one parcel.
fn parcel(path: &Path, east_m: f64) {
    let mut writer = GeopackageWriter::create(path, plane()).unwrap();
    let spec = TableSpec {
        name: "DLTB".into(),
        identifier: "地类图斑".into(),
        description: String::new(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: Vec::new(),
        timestamp: "2026-01-01T00:00:00.000Z".into(),
    };
    let ring = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]].map(|[x, y]| [east_m + x, 3_330_000.0 + y]);
    let geometry = GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter());
    writer.table(&spec, [Row { geometry, ..Row::default() }]).unwrap();
    writer.finish().unwrap();
}

#[test]
fn a_project_that_is_open_elsewhere_opens_to_look_at_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut first = session_on(&path);
    draw(&mut first);
    let mut second = session_on(&path);
    assert!(second.project().unwrap().read_only() && !first.project().unwrap().read_only());
    let warned = said(&second, NoticeKind::Warning);
    assert!(warned.contains("已在另一个窗口") && warned.contains("already open in another window"), "{warned}");
    assert_eq!(zones(&second), 1, "what is in the journal is shown");
    let ring = [[500_000.0, 3_330_000.0], [500_000.0, 3_330_090.0], [500_090.0, 3_330_090.0]];
    let refused = second.run(Command::Edit(EditCommand::DrawZone(Shape::from_ring(&ring)))).unwrap_err();
    assert!(refused.say(Language::Chinese).contains("只读") && refused.say(Language::English).contains("read-only"));
    draw(&mut first);
    close(&mut second);
    assert_eq!((zones(&first), fs::read_to_string(path.join("journal.log")).unwrap().lines().count()), (2, 2));
    close(&mut first);
    let again = session_on(&path);
    assert!(!again.project().unwrap().read_only());
    assert_eq!(zones(&again), 2);
}

#[test]
fn data_held_by_another_program_are_said_and_edits_go_on_into_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let journal = || fs::read_to_string(path.join("journal.log")).unwrap().lines().count();
    let mut session = session_on(&path);
    let other = Connection::open(path.join("data.gpkg")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    draw(&mut session);
    draw(&mut session);
    assert_eq!((journal(), said(&session, NoticeKind::Problem).as_str()), (2, ""));
    assert!(!matches!(session.project().unwrap().journal_state(), JournalState::Failed(_)));
    // A layer can't be stored now; the project stays as it was.
    let file = folder.path().join("dltb.gpkg");
    parcel(&file, 500_000.0);
    import(&mut session, &file);
    let problem = said(&session, NoticeKind::Problem);
    assert!(problem.contains("data.gpkg") && problem.contains("QGIS") && problem.contains("held by"), "{problem}");
    assert_eq!(session.project().unwrap().document().layers().len(), 0);
    close(&mut session);
    let warned = said(&session, NoticeKind::Warning);
    assert!(warned.contains("日志") && warned.contains("recorded in the journal"), "{warned}");
    assert_eq!(journal(), 2);
    // Opened while it is still held: everything is there.
    let mut session = session_on(&path);
    assert_eq!(zones(&session), 2);
    other.execute_batch("ROLLBACK").unwrap();
    import(&mut session, &file);
    assert_eq!(session.project().unwrap().document().layers().len(), 1);
    close(&mut session);
    assert_eq!((journal(), said(&session, NoticeKind::Warning).as_str()), (0, ""));
}

#[test]
fn a_long_session_packs_its_journal_once_the_data_are_free() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut session = session_on(&path);
    let other = Connection::open(path.join("data.gpkg")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let rename = |session: &mut Session, number: usize| {
        session.run(Command::Edit(EditCommand::RenameProject(format!("第 {number} 次")))).unwrap();
    };
    (0..510).for_each(|number| rename(&mut session, number));
    let warned = said(&session, NoticeKind::Warning);
    assert_eq!(warned.matches("QGIS").count(), 2, "said once, in both languages: {warned}");
    assert_eq!(fs::read_to_string(path.join("journal.log")).unwrap().lines().count(), 510);
    other.execute_batch("ROLLBACK").unwrap();
    (510..1010).for_each(|number| rename(&mut session, number));
    assert_eq!(fs::read_to_string(path.join("journal.log")).unwrap().lines().count(), 10);
    drop(session);
    let session = session_on(&path);
    assert_eq!(session.project().unwrap().document().settings().name, "第 1009 次");
    assert_eq!(session.project().unwrap().history().position(), 1010);
}

#[test]
fn input_that_cannot_be_taken_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut session = session_on(&path);
    let near = folder.path().join("near.gpkg");
    parcel(&near, 500_000.0);
    import(&mut session, &near);
    let before = (fs::read(path.join("data.gpkg")).unwrap(), fs::read(path.join("journal.log")).unwrap());
    let far = folder.path().join("far.gpkg");
    parcel(&far, 560_000.0);
    let cut = folder.path().join("cut.gpkg");
    let whole = fs::read(&near).unwrap();
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let missing = folder.path().join("missing.gpkg");
    for (file, zh, en) in [
        (&far, "公里", "km from the rest"),
        (&cut, "不完整", "cut off"),
        (&missing, "找不到", "There is no file"),
        (&folder.path().to_owned(), "文件夹", "is a folder"),
    ] {
        import(&mut session, file);
        let latest = &session.notices().latest().unwrap();
        assert_eq!(latest.kind, NoticeKind::Problem);
        let (chinese, english) = (latest.message.say(Language::Chinese), latest.message.say(Language::English));
        assert!(chinese.contains(zh) && english.contains(en), "{chinese}\n{english}");
        assert!(chinese.contains(&file.display().to_string()), "{chinese}");
    }
    assert_eq!((fs::read(path.join("data.gpkg")).unwrap(), fs::read(path.join("journal.log")).unwrap()), before);
    assert_eq!(session.project().unwrap().document().layers().len(), 1);
}

/// A disk that fills during edits: this test runs itself in a child process that may write no file longer than 16 KiB. The
/// data of a project are longer than that already, so only the journal grows.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_during_edits_is_said_and_no_recorded_edit_is_lost() {
    const CHILD: &str = "TIANFANG_TEST_EDIT_UNTIL_FULL";
    const TEST: &str = "a_disk_that_fills_during_edits_is_said_and_no_recorded_edit_is_lost";
    if let Some(path) = std::env::var_os(CHILD) {
        let mut session = session_on(Path::new(&path));
        while said(&session, NoticeKind::Problem).is_empty() {
            draw(&mut session);
        }
        let JournalState::Failed(_) = session.project().unwrap().journal_state() else {
            panic!("nothing is said to fail")
        };
        println!("\nrecorded {}", zones(&session) - 1);
        println!("said: {}", said(&session, NoticeKind::Problem));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let child = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$0\" --exact \"$1\" --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .arg(TEST)
        .env(CHILD, &path)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{out}{}", String::from_utf8_lossy(&child.stderr));
    assert!(out.contains("磁盘空间不足") && out.contains("The disk is full"), "{out}");
    let recorded: usize = out.lines().find_map(|line| line.strip_prefix("recorded ")?.parse().ok()).unwrap();
    let session = session_on(&path);
    assert!(zones(&session) >= recorded && recorded > 3, "{recorded} recorded, {} there", zones(&session));
}

#[test]
fn what_the_journal_gave_back_is_said_and_an_orderly_end_leaves_nothing_to_give_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut killed = session_on(&path);
    draw(&mut killed);
    draw(&mut killed);
    // A killed program runs no destructor that packs.
    drop(killed);
    let mut again = session_on(&path);
    let told = said(&again, NoticeKind::Information);
    assert!(told.contains("2 步修改已全部恢复") && told.contains("the journal brought back 2 steps"), "{told}");
    again.end();
    assert_eq!(fs::read_to_string(path.join("journal.log")).unwrap(), "", "the window packs when it closes");
    let last = session_on(&path);
    assert!(!said(&last, NoticeKind::Information).contains("恢复") && zones(&last) == 2);
}

#[test]
fn a_journal_whose_end_is_not_whole_says_where_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut killed = session_on(&path);
    draw(&mut killed);
    draw(&mut killed);
    drop(killed);
    let journal = path.join("journal.log");
    let text = fs::read(&journal).unwrap();
    fs::write(&journal, &text[..text.len() - 20]).unwrap();
    let again = session_on(&path);
    let warned = said(&again, NoticeKind::Warning);
    assert!(warned.contains("无法恢复") && warned.contains("journal.bad"), "{warned}");
    assert_eq!(zones(&again), 1);
}

#[test]
fn a_folder_that_is_no_project_is_refused_and_the_open_project_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session_on(&new_project(folder.path()));
    draw(&mut session);
    let open = |session: &mut Session, path: PathBuf| session.run(Command::Project(ProjectCommand::Open(path)));
    let refused = open(&mut session, folder.path().to_owned()).unwrap_err();
    assert!(refused.say(Language::Chinese).contains("不是"), "{refused}");
    assert!(open(&mut session, folder.path().join("没有")).is_err());
    session.wait();
    assert_eq!(zones(&session), 1);
    // One whose data are damaged is found out later; the open project still stays.
    let damaged = folder.path().join("坏的.tianfang");
    drop(Project::create(&damaged, plane(), "坏的").unwrap());
    fs::write(damaged.join("data.gpkg"), "not a database").unwrap();
    open(&mut session, damaged).unwrap();
    session.wait();
    assert!(!said(&session, NoticeKind::Problem).is_empty());
    assert_eq!(zones(&session), 1);
}

#[test]
fn parcels_that_are_imported_last_lie_under_the_control_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session_on(&new_project(folder.path()));
    let file = folder.path().join("layer.gpkg");
    parcel(&file, 500_000.0);
    for role in [Role::UrbanDevelopmentBoundary, Role::LandUse, Role::Village, Role::EcologicalRedLine, Role::Slope] {
        import_as(&mut session, &file, role);
    }
    let order: Vec<Role> = session.project().unwrap().present_layers().map(|layer| layer.role).collect();
    assert_eq!(
        order,
        [Role::Village, Role::EcologicalRedLine, Role::UrbanDevelopmentBoundary, Role::Slope, Role::LandUse]
    );
}
