//! Measures in the hands of a session: pairs, land in conflict, parcels of several layers, and what counts as lying together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/geojson.rs"]
mod geojson;

use std::path::Path;
use std::sync::Arc;

use tianfang::assessment::gap_curve;
use tianfang::base::{LayerId, Role};
use tianfang::command::{Command, EditCommand, GestureCommand, ImportRequest, PaintEffect, PaintOnto, ProjectCommand};
use tianfang::crs::GaussKruger;
use tianfang::design::{ContiguitySetting, FeatureId, MeasureId, MeasureKind, Shape};
use tianfang::edit::actions::{LayerEdit, Reshape};
use tianfang::session::{OpenProject, Session};
use tianfang::storage::project::Project;

use geojson::polygons;

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_330_000.0;
/// Strips are 100 m high.
const HIGH: f64 = 100.0;

fn ring(west: f64, east: f64) -> Vec<[f64; 2]> {
    [[west, 0.0], [east, 0.0], [east, HIGH], [west, HIGH]].map(|[x, y]| [EAST + x, NORTH + y]).to_vec()
}

/// A GeoJSON file of strips, each from west to east with its attributes.
fn layer(path: &Path, strips: &[(f64, f64, &str)]) {
    let rings: Vec<_> = strips.iter().map(|&(west, east, _)| ring(west, east)).collect();
    let features: Vec<_> = rings.iter().zip(strips).map(|(ring, strip)| (ring.as_slice(), strip.2)).collect();
    polygons(path, &features);
}

fn edit(session: &mut Session, command: EditCommand) {
    session.run(Command::Edit(command)).unwrap();
}

fn import(session: &mut Session, folder: &Path, name: &str, role: Role, strips: &[(f64, f64, &str)]) -> LayerId {
    let file = folder.join(format!("{name}.geojson"));
    layer(&file, strips);
    let request = ImportRequest { file, layer: name.to_owned(), role, crs: None, encoding: None, repair: false };
    session.run(Command::Project(ProjectCommand::ImportBase(request))).unwrap();
    session.wait();
    project(session).document().layers()[0].layer
}

fn open(path: &Path) -> Session {
    let mut session = Session::new(Arc::new(|| ()), path.with_file_name("home"));
    session.run(Command::Project(ProjectCommand::Open(path.to_owned()))).unwrap();
    session.wait();
    session
}

/// 2 ha of paddy, all of it basic farmland, 1 ha of houses, and beyond a road 10 m wide 1 ha of dry land in a layer of its own.
fn township(folder: &Path) -> Session {
    let path = folder.join("四块地.tianfang");
    drop(Project::create(&path, GaussKruger::from_epsg(4549).unwrap(), "四块地").unwrap());
    let mut session = open(&path);
    let (paddy, houses, track) = (r#"{"DLBM":"0101"}"#, r#"{"DLBM":"0702"}"#, r#"{"DLBM":"1006"}"#);
    let strips = [(0.0, 100.0, paddy), (100.0, 200.0, paddy), (200.0, 300.0, houses), (-10.0, 0.0, track)];
    import(&mut session, folder, "DLTB", Role::LandUse, &strips);
    import(&mut session, folder, "YJJBNTTB", Role::PermanentBasicFarmland, &[(0.0, 200.0, r#"{"YJJBNTTBBH":"1"}"#)]);
    import(&mut session, folder, "DLTB_B", Role::LandUse, &[(-110.0, -10.0, r#"{"DLBM":"0103"}"#)]);
    session
}

fn project(session: &Session) -> &OpenProject {
    session.project().unwrap()
}

fn draw(session: &mut Session, kind: MeasureKind, west: f64, east: f64) -> MeasureId {
    edit(session, EditCommand::DrawMeasure { kind, shape: Shape::from_ring(&ring(west, east)) });
    session.selected_measure().unwrap()
}

#[test]
fn deleting_a_demolition_leaves_its_new_construction_unbacked_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    let demolition = draw(&mut session, MeasureKind::Reclaim, 200.0, 300.0);
    let construction = draw(&mut session, MeasureKind::NewConstruction, 0.0, 50.0);
    edit(&mut session, EditCommand::PairMeasures(vec![demolition, construction]));
    let pair = &project(&session).assessment().unwrap().pairs[0];
    assert_eq!((pair.demolition.as_slice(), pair.construction.as_slice()), (&[demolition][..], &[construction][..]));
    assert!(!pair.lacks_demolition() && !pair.is_short());
    // No frame passes between the deletion and the answer.
    edit(&mut session, EditCommand::DeleteMeasure(demolition));
    assert!(project(&session).assessment_is_current());
    let pair = &project(&session).assessment().unwrap().pairs[0];
    assert!(pair.lacks_demolition() && pair.construction == [construction]);
    edit(&mut session, EditCommand::Undo);
    assert!(!project(&session).assessment().unwrap().pairs[0].lacks_demolition());
}

#[test]
fn land_that_verdicts_of_a_measure_stand_on_follows_its_drag() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    let id = draw(&mut session, MeasureKind::NewConstruction, 150.0, 300.0);
    let feature = FeatureId::Measure(id);
    let area_m2 = |session: &Session| -> f64 {
        let land = project(session).conflict_land(feature);
        let lines = land.iter().filter(|line| line.role == Role::PermanentBasicFarmland);
        lines.flat_map(|line| line.pieces.iter()).map(|piece| piece.planar_m2).sum()
    };
    assert!((area_m2(&session) - 50.0 * HIGH).abs() < 0.01, "{}", area_m2(&session));
    let live_m2 = |session: &Session| -> f64 {
        let lines = session.gesture().unwrap().conflict_land();
        let lines = lines.filter(|(role, ..)| *role == Role::PermanentBasicFarmland);
        lines.flat_map(|(_, _, pieces)| pieces).map(|piece| piece.planar_m2).sum()
    };
    edit(&mut session, EditCommand::Gesture(GestureCommand::Begin(feature)));
    assert!((live_m2(&session) - 50.0 * HIGH).abs() < 0.01);
    for (east, shared) in [(-100.0, 150.0), (100.0, 0.0), (-20.0, 70.0)] {
        let preview = GestureCommand::Preview(Reshape::Translate { by: [east, 0.0] });
        edit(&mut session, EditCommand::Gesture(preview));
        assert!((live_m2(&session) - shared * HIGH).abs() < 0.01, "{east}: {}", live_m2(&session));
    }
    edit(&mut session, EditCommand::Gesture(GestureCommand::Cancel));
    assert!((area_m2(&session) - 50.0 * HIGH).abs() < 0.01);
    // Nothing is said of high-standard farmland on basic farmland: that is where it belongs.
    edit(
        &mut session,
        EditCommand::EditMeasure {
            measure: id,
            edit: tianfang::edit::actions::MeasureEdit::Kind(MeasureKind::HighStandardFarmland),
        },
    );
    assert_eq!(area_m2(&session), 0.0);
}

fn onto(measure: Option<MeasureId>) -> PaintOnto {
    PaintOnto::Measure { kind: MeasureKind::PlotMerging, onto: measure }
}

#[test]
fn parcels_of_every_land_use_layer_are_painted() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    let layers: Vec<LayerId> =
        project(&session).present_layers().filter(|layer| layer.role == Role::LandUse).map(|layer| layer.id).collect();
    assert_eq!(layers.len(), 2);
    let parcels = layers.iter().map(|layer| (*layer, 0)).collect();
    edit(
        &mut session,
        EditCommand::PaintParcels { onto: onto(None), effect: PaintEffect::AsFirst, parcels, within: None },
    );
    let id = session.selected_measure().unwrap();
    let covered = |session: &Session, layer: LayerId| {
        let parcel = project(session).layer(layer).unwrap().shapes.multi_polygon(0);
        let shape = &project(session).document().measure(id).unwrap().shape.0;
        geo::BooleanOps::intersection(&parcel, shape).0.len() == 1
    };
    assert!(layers.iter().all(|layer| covered(&session, *layer)));
    let painted = vec![(layers[0], 0)];
    edit(
        &mut session,
        EditCommand::PaintParcels {
            onto: onto(Some(id)),
            effect: PaintEffect::AsFirst,
            parcels: painted,
            within: None,
        },
    );
    assert_eq!(layers.iter().map(|layer| covered(&session, *layer)).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn the_contiguity_setting_is_of_the_project_and_every_figure_follows_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    let blocks = |session: &Session| project(session).assessment().unwrap().fields.0.sizes.count;
    assert_eq!(blocks(&session), 2, "the fields lie 10 m apart");
    let wider = ContiguitySetting { gap_m: 12.0, ..ContiguitySetting::default() };
    edit(&mut session, EditCommand::SetContiguity(wider.clone()));
    session.wait();
    assert_eq!(blocks(&session), 1);
    assert_eq!(project(&session).assessment().unwrap().contiguity, wider);
    edit(&mut session, EditCommand::Undo);
    session.wait();
    assert_eq!(blocks(&session), 2);
    edit(&mut session, EditCommand::Redo);
    session.wait();
    let refused =
        session.run(Command::Edit(EditCommand::SetContiguity(ContiguitySetting { gap_m: -1.0, ..wider.clone() })));
    assert!(refused.is_err());
    session.close_project();
    let again = open(&folder.path().join("四块地.tianfang"));
    assert_eq!((blocks(&again), &project(&again).document().settings().contiguity), (1, &wider));
    let data = rusqlite::Connection::open(folder.path().join("四块地.tianfang/data.gpkg")).unwrap();
    let stored: String =
        data.query_row("SELECT value FROM tf_settings WHERE key = 'contiguity_gap_m'", [], |row| row.get(0)).unwrap();
    assert_eq!(stored, "12", "other programs can read it");
}

#[test]
fn blocks_are_shown_against_the_gap_and_the_work_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    draw(&mut session, MeasureKind::Reclaim, 200.0, 300.0);
    let open = project(&session);
    let (base, assessment) = (open.assessment_base().unwrap(), open.assessment().unwrap());
    let points = gap_curve(base, &assessment.land, &assessment.contiguity, &|_| true).unwrap();
    let counts: Vec<(f64, usize)> = points.iter().map(|point| (point.gap_m, point.before.count)).collect();
    assert_eq!(counts, [(0.0, 2), (3.0, 2), (5.0, 2), (8.0, 2), (12.0, 1), (25.0, 1)]);
    let gained_mu = points[0].after.area_mu - points[0].before.area_mu;
    assert!((gained_mu - 15.0).abs() < 0.05, "the reclaimed hectare counts after the measures: {gained_mu}");
    assert!(points.iter().all(|point| point.after.count == point.before.count));
    assert_eq!(gap_curve(base, &assessment.land, &assessment.contiguity, &|done| done < 0.5), None);
}

#[test]
fn the_order_of_layers_is_a_step_that_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    let order = |session: &Session| -> Vec<LayerId> {
        project(session).document().layers().iter().map(|entry| entry.layer).collect()
    };
    let before = order(&session);
    edit(&mut session, EditCommand::Layer { layer: before[2], edit: LayerEdit::Position(0) });
    assert_eq!(order(&session), [before[2], before[0], before[1]]);
    edit(&mut session, EditCommand::Undo);
    assert_eq!(order(&session), before);
}

#[test]
fn nothing_is_assessed_over_layers_that_have_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = township(folder.path());
    assert!(project(&session).assessment_is_current());
    // The last layer is taken out again, and a measure is drawn before the rest is prepared anew.
    edit(&mut session, EditCommand::Undo);
    draw(&mut session, MeasureKind::Reclaim, 200.0, 300.0);
    assert!(!project(&session).assessment_is_current(), "figures of the old land stand as if they were of the new");
    session.wait();
    assert!(project(&session).assessment_is_current());
    assert_eq!(project(&session).assessment().unwrap().land.base().parcels.len(), 4);
}
