//! Steps that reach far, a zone over a whole township: assessed beside the window, whatever is done meanwhile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/assessed.rs"]
mod assessed;

use std::path::Path;
use std::sync::Arc;

use assessed::{difference, said};
use tianfang::assessment::Assessor;
use tianfang::command::{Command, EditCommand, GestureCommand, ProjectCommand};
use tianfang::design::{Date, FeatureId, MeasureKind, Shape, VertexAddress, ZoneId};
use tianfang::edit::actions::Reshape;
use tianfang::geometry::{Bounds, Point};
use tianfang::sample::{SampleParameters, township};
use tianfang::session::{OpenProject, Session};
use tianfang::storage::practice::SampleFolder;

fn edit(session: &mut Session, command: EditCommand) {
    session.run(Command::Edit(command)).unwrap();
}

fn project(session: &Session) -> &OpenProject {
    session.project().unwrap()
}

fn is_current(session: &Session) -> bool {
    project(session).assessment_is_current()
}

/// A township of 4,000 parcels, opened and assessed.
fn opened(folder: &Path) -> Session {
    let sample = township(&SampleParameters { parcels: 4_000, seed: 3 });
    drop(SampleFolder::at(folder).unwrap().write(sample, &|_| ()).unwrap());
    let mut session = Session::new(Arc::new(|| ()), folder.join("home"));
    session.run(Command::Project(ProjectCommand::Open(folder.join("township.tianfang")))).unwrap();
    session.wait();
    assert!(is_current(&session));
    session
}

fn ring(bounds: Bounds) -> Vec<Point> {
    let (min, max) = (bounds.min, bounds.max);
    vec![min, [max[0], min[1]], max, [min[0], max[1]]]
}

fn around(center: Point, half_m: f64) -> Bounds {
    Bounds { min: center.map(|value| value - half_m), max: center.map(|value| value + half_m) }
}

fn draw(session: &mut Session, bounds: Bounds) -> ZoneId {
    edit(session, EditCommand::DrawZone(Shape::from_ring(&ring(bounds))));
    session.selected_zone().unwrap()
}

/// What is shown is what an assessment from nothing finds.
fn assert_exact(session: &Session) {
    let project = project(session);
    let shown = project.assessment().unwrap();
    let mut assessor = Assessor::new(Arc::clone(project.assessment_base().unwrap()));
    let scheme = project.document().current_scheme();
    let full = assessor.assess(scheme, project.rule_pack(), Date::today(), false);
    assert_eq!(difference("", &said(shown), &said(&full)), None);
}

/// What is on its way comes, and is exact.
fn assert_settles(session: &mut Session) {
    session.wait();
    assert!(is_current(session));
    assert_exact(session);
}

#[test]
fn a_far_step_is_assessed_beside_the_window_and_a_near_one_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = opened(folder.path());
    let bounds = project(&session).bounds();
    let whole = draw(&mut session, bounds);
    assert!(!is_current(&session), "a zone over everything takes longer than a frame");
    assert!(project(&session).assessment_base().is_some());
    assert_settles(&mut session);
    // A near step, and the far one taken back, which is remembered.
    draw(&mut session, around(bounds.center(), 60.0));
    assert!(is_current(&session), "a small zone is assessed at once");
    edit(&mut session, EditCommand::Undo);
    assert!(is_current(&session));
    edit(&mut session, EditCommand::Undo);
    assert!(is_current(&session), "the design before is remembered");
    assert_exact(&session);
    edit(&mut session, EditCommand::Redo);
    assert!(is_current(&session) && project(&session).document().zone(whole).is_some());
    assert_exact(&session);
}

#[test]
fn steps_made_while_a_far_one_is_assessed_are_assessed_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = opened(folder.path());
    let bounds = project(&session).bounds();
    let before = project(&session).assessment().unwrap().clone();
    draw(&mut session, bounds);
    let measure = ring(around(bounds.center(), 40.0));
    edit(&mut session, EditCommand::DrawMeasure { kind: MeasureKind::Reclaim, shape: Shape::from_ring(&measure) });
    assert!(!is_current(&session));
    // Differences are shown against what was known last.
    assert!(Arc::ptr_eq(session.assessment_before().unwrap(), &before));
    assert_settles(&mut session);
    edit(&mut session, EditCommand::Undo);
    edit(&mut session, EditCommand::Undo);
    draw(&mut session, bounds);
    edit(&mut session, EditCommand::Undo);
    assert_settles(&mut session);
}

#[test]
fn a_drag_goes_on_while_a_far_step_is_assessed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = opened(folder.path());
    let bounds = project(&session).bounds();
    let small = draw(&mut session, around(bounds.center(), 60.0));
    session.wait();
    draw(&mut session, bounds);
    assert!(!is_current(&session));
    let vertex = VertexAddress { part: 0, ring: 0, index: 0 };
    let gesture = |session: &mut Session, gesture| edit(session, EditCommand::Gesture(gesture));
    gesture(&mut session, GestureCommand::Begin(FeatureId::Zone(small)));
    let to = |by: f64| bounds.center().map(|value| value - 60.0 - by);
    gesture(&mut session, GestureCommand::Preview(Reshape::MoveVertex { vertex, to: to(5.0) }));
    assert!(!is_current(&session), "what is shown is of another design");
    session.wait();
    assert!(is_current(&session), "the drag is followed again");
    gesture(&mut session, GestureCommand::Preview(Reshape::MoveVertex { vertex, to: to(9.0) }));
    assert!(is_current(&session));
    gesture(&mut session, GestureCommand::Commit);
    session.wait();
    assert_exact(&session);
    // Everything moved at once is not followed; on release it is exact again.
    let whole = project(&session).document().current_scheme().zones.last().unwrap().id;
    gesture(&mut session, GestureCommand::Begin(FeatureId::Zone(whole)));
    gesture(&mut session, GestureCommand::Preview(Reshape::Translate { by: [12.0, 7.0] }));
    assert!(!is_current(&session));
    gesture(&mut session, GestureCommand::Commit);
    assert_settles(&mut session);
}
