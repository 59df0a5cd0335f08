//! The session as the window drives it: zones drawn and dragged, exports under way, projects closed and opened again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tianfang::command::{Command, EditCommand, GestureCommand, ProjectCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::{FeatureId, Shape, VertexAddress, Zone};
use tianfang::edit::actions::Reshape;
use tianfang::session::Session;
use tianfang::storage::project::{Loaded, Project};
use tianfang::storage::verify::verify;

use crate::victim::{self, Moments};

/// How far a drag takes the first vertex of a zone, metres north.
const DRAGGED_M: f64 = -25.0;
const NORTH_M: f64 = 3_330_000.0;
const PROJECT: &str = "镇 整治.tianfang";
const EXPORT: &str = "方案.gpkg";

fn new_project(folder: &Path) {
    drop(Project::create(&folder.join(PROJECT), GaussKruger::from_epsg(4549).unwrap(), "镇").unwrap());
}

fn session_on(folder: &Path) -> Session {
    let mut session = Session::new(Arc::new(|| ()), folder.join("home"));
    run(&mut session, Command::Project(ProjectCommand::Open(folder.join(PROJECT))));
    session.wait();
    assert!(session.project().is_some_and(|project| !project.read_only()), "{:?}", session.notices());
    session
}

fn run(session: &mut Session, command: Command) {
    session.run(command).unwrap();
}

/// Steps done: zone number n is drawn by step 2n − 1 and dragged by step 2n.
fn position(session: &Session) -> usize {
    session.project().unwrap().history().position()
}

fn draw(session: &mut Session) {
    let x = 500_000.0 + 200.0 * position(session) as f64;
    let shape = Shape::from_ring(&[[x, NORTH_M], [x, NORTH_M + 90.0], [x + 90.0, NORTH_M + 90.0]]);
    run(session, Command::Edit(EditCommand::DrawZone(shape)));
}

fn begin_drag(session: &mut Session) -> [f64; 2] {
    let zone = session.project().unwrap().document().current_scheme().zones.last().unwrap();
    let (id, first) = (zone.id, first_vertex(zone));
    run(session, Command::Edit(EditCommand::Gesture(GestureCommand::Begin(FeatureId::Zone(id)))));
    first
}

fn drag(session: &mut Session, from: [f64; 2], by_m: f64) {
    let vertex = VertexAddress { part: 0, ring: 0, index: 0 };
    let reshape = Reshape::MoveVertex { vertex, to: [from[0], from[1] + by_m] };
    run(session, Command::Edit(EditCommand::Gesture(GestureCommand::Preview(reshape))));
}

fn first_vertex(zone: &Zone) -> [f64; 2] {
    let at = zone.shape.0.0[0].exterior().0[0];
    [at.x, at.y]
}

/// What must hold of a project whose session was killed: as many steps as were reported or more, and each zone where the
/// last step on it left it.
fn assert_whole(loaded: &Loaded, reported: usize, round: usize) {
    let position = loaded.history.position();
    assert!(position >= reported, "round {round}: {reported} steps were recorded, {position} are there");
    let zones = &loaded.document.current_scheme().zones;
    assert_eq!(zones.len(), position.div_ceil(2), "round {round}");
    for (index, zone) in zones.iter().enumerate() {
        let dragged = 2 * (index + 1) <= position;
        let north_m = if dragged { NORTH_M + DRAGGED_M } else { NORTH_M };
        assert_eq!(first_vertex(zone)[1], north_m, "round {round}: zone {index} of {position} steps");
    }
}

#[test]
fn a_killed_session_loses_no_committed_edit_and_no_file() {
    if let Some(folder) = victim::folder() {
        work_for_ever(&folder);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path());
    let mut moments = Moments::new();
    let (mut reported, mut in_a_drag, mut in_an_export) = (0, 0, 0);
    for round in 0..victim::rounds() {
        let delay = moments.before(Duration::from_millis(250));
        let test = "session::a_killed_session_loses_no_committed_edit_and_no_file";
        let lines = victim::lines_before_kill(test, folder.path(), "recorded", delay);
        reported = reported.max(victim::last_recorded(&lines));
        in_a_drag += usize::from(lines.last().is_some_and(|line| line == "dragging"));
        let loaded = Project::open(&folder.path().join(PROJECT), &|_| ()).unwrap();
        assert_whole(&loaded, reported, round);
        let export = folder.path().join(EXPORT);
        if export.exists() {
            assert!(verify(&export).unwrap().valid, "round {round}: half an export");
        }
        in_an_export += usize::from(victim::names_in(folder.path()).iter().any(|name| name.contains(".part")));
    }
    // The next export clears away what the killed ones left.
    let mut session = session_on(folder.path());
    run(&mut session, Command::Project(ProjectCommand::ExportGeopackage(folder.path().join(EXPORT))));
    session.wait();
    assert_eq!(victim::names_in(folder.path()), [EXPORT, PROJECT]);
    assert!(verify(&folder.path().join(EXPORT)).unwrap().valid);
    println!(
        "{} kills, {in_a_drag} in a drag, {in_an_export} in an export, {reported} steps recorded, all there",
        victim::rounds()
    );
}

fn work_for_ever(folder: &Path) {
    let mut session = session_on(folder);
    loop {
        session.poll();
        let next = position(&session) + 1;
        if next.is_multiple_of(2) {
            let first = begin_drag(&mut session);
            for preview in 1..=20 {
                drag(&mut session, first, DRAGGED_M * f64::from(preview) / 20.0);
                victim::say("dragging");
                std::thread::sleep(Duration::from_millis(1));
            }
            run(&mut session, Command::Edit(EditCommand::Gesture(GestureCommand::Commit)));
        } else {
            draw(&mut session);
        }
        victim::say(&format!("recorded {next}"));
        if next % 4 == 1 && session.job_status().is_none() {
            run(&mut session, Command::Project(ProjectCommand::ExportGeopackage(folder.join(EXPORT))));
        }
        if next.is_multiple_of(11) {
            // Closing packs the project: a kill may come in the middle of that save.
            session.wait();
            run(&mut session, Command::Project(ProjectCommand::Close));
            session = session_on(folder);
        }
    }
}

#[test]
fn a_drag_that_is_killed_is_lost_alone() {
    if let Some(folder) = victim::folder() {
        let mut session = session_on(&folder);
        while position(&session) < 4 || position(&session).is_multiple_of(2) {
            if position(&session).is_multiple_of(2) {
                draw(&mut session);
            } else {
                let first = begin_drag(&mut session);
                drag(&mut session, first, DRAGGED_M);
                run(&mut session, Command::Edit(EditCommand::Gesture(GestureCommand::Commit)));
            }
        }
        victim::say(&format!("recorded {}", position(&session)));
        let first = begin_drag(&mut session);
        for preview in 1.. {
            drag(&mut session, first, DRAGGED_M * f64::from(preview) / 1000.0);
            victim::say("dragging");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path());
    let delay = Moments::new().before(Duration::from_millis(40));
    let test = "session::a_drag_that_is_killed_is_lost_alone";
    let lines = victim::lines_before_kill(test, folder.path(), "dragging", delay);
    let loaded = Project::open(&folder.path().join(PROJECT), &|_| ()).unwrap();
    assert_eq!((victim::last_recorded(&lines), loaded.history.position()), (5, 5));
    assert_whole(&loaded, 5, 0);
    assert_eq!(victim::names_in(folder.path()), [PROJECT]);
}
