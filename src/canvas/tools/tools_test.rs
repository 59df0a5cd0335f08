//! Tools with synthetic events over a design of one square zone and a base of one parcel.

use std::sync::Arc;

use egui::{Pos2, Rect, pos2};
use geo::{MultiPolygon, polygon};

use super::{DrawZoneTool, Scene, SelectTool, identify};
use crate::base::{BaseLayer, LayerBuilder, LayerId, Role};
use crate::canvas::input::{Input, ToolEvent};
use crate::canvas::space::Space;
use crate::command::{Command, EditCommand, GestureCommand};
use crate::crs::GaussKruger;
use crate::design::{Document, FeatureId, Shape, VertexAddress, ZoneId, shape_bounds};
use crate::edit::History;
use crate::edit::actions::{AddZones, NewZone, Redraw, Reshape};
use crate::geometry::{GeometryKind, Point};
use crate::i18n::Language;
use crate::session::{SnapSetting, SplitBy};

/// South-west corner of the zone: 100 m square; a metre is a point on the screen.
const CORNER: Point = [500_000.0, 3_300_000.0];

struct Stage {
    document: Document,
    parcel: Arc<BaseLayer>,
    selection: Option<FeatureId>,
    tracing: bool,
    snap: SnapSetting,
    split_by: SplitBy,
}

impl Stage {
    fn new() -> Self {
        let (mut document, mut history) = (Document::new("test"), History::default());
        let ring = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]].map(at);
        let zones = vec![NewZone::drawn(Shape::from_ring(&ring))];
        history.commit(&mut document, &AddZones { zones }).unwrap();
        let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
        let [a, b, c] = [[200.0, 0.0], [300.0, 0.0], [200.0, 100.0]].map(at);
        let parcel = polygon![(x: a[0], y: a[1]), (x: b[0], y: b[1]), (x: c[0], y: c[1])];
        builder.shapes.multi_polygon(&MultiPolygon(vec![parcel]));
        let parcel = Arc::new(builder.build(LayerId(1), plane()));
        Self {
            document,
            parcel,
            selection: None,
            tracing: false,
            snap: SnapSetting::default(),
            split_by: SplitBy::Line,
        }
    }

    fn with<R>(&self, input: &Input, act: impl FnOnce(&Scene<'_>, &mut Vec<Command>) -> R) -> (R, Vec<Command>) {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0));
        let scene = Scene {
            conflicts: None,
            space: Space { rect, center: CORNER, points_per_m: 1.0 },
            document: &self.document,
            layers: vec![&self.parcel],
            plane: plane(),
            selection: self.selection,
            gesture: None,
            zones_shown: true,
            measures_shown: true,
            read_only: false,
            tracing: self.tracing,
            snap: &self.snap,
            split_by: self.split_by,
            input,
            language: Language::English,
        };
        let mut commands = Vec::new();
        let result = act(&scene, &mut commands);
        (result, commands)
    }

    fn select(&self, tool: &mut SelectTool, events: &[ToolEvent]) -> Vec<Command> {
        self.with(&input(events), |scene, commands| tool.update(scene, commands)).1
    }

    fn draw(&self, tool: &mut DrawZoneTool, events: &[ToolEvent]) -> Vec<Command> {
        self.with(&input(events), |scene, commands| tool.update(scene, commands)).1
    }
}

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

/// A place so many metres east and north of the corner.
fn at(offset: Point) -> Point {
    [CORNER[0] + offset[0], CORNER[1] + offset[1]]
}

/// The same place on the screen.
fn seen(east: f32, north: f32) -> Pos2 {
    pos2(400.0 + east, 300.0 - north)
}

fn input(events: &[ToolEvent]) -> Input {
    Input { events: events.to_vec(), ..Input::default() }
}

fn only_edit(commands: &[Command]) -> &EditCommand {
    match commands {
        [Command::Edit(edit)] => edit,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_click_selects_the_zone_under_it_and_one_beside_it_selects_nothing() {
    let (mut stage, mut tool) = (Stage::new(), SelectTool::default());
    let commands = stage.select(&mut tool, &[ToolEvent::Click(seen(50.0, 50.0))]);
    assert!(matches!(only_edit(&commands), EditCommand::Select(Some(FeatureId::Zone(ZoneId(1))))));
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    assert!(stage.select(&mut tool, &[ToolEvent::Click(seen(52.0, 50.0))]).is_empty());
    let commands = stage.select(&mut tool, &[ToolEvent::Click(seen(-80.0, 50.0))]);
    assert!(matches!(only_edit(&commands), EditCommand::Select(None)));
}

#[test]
fn a_dragged_vertex_begins_previews_and_commits() {
    let (mut stage, mut tool) = (Stage::new(), SelectTool::default());
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    let drag = [ToolEvent::DragStarted(seen(101.0, 99.0)), ToolEvent::Dragged(seen(150.0, 150.0))];
    let commands = stage.select(&mut tool, &drag);
    let [
        Command::Edit(EditCommand::Gesture(GestureCommand::Begin(FeatureId::Zone(ZoneId(1))))),
        Command::Edit(EditCommand::Gesture(preview)),
    ] = commands.as_slice()
    else {
        panic!("{commands:?}")
    };
    let GestureCommand::Preview(Reshape::MoveVertex { vertex, to }) = preview else { panic!("{preview:?}") };
    assert_eq!(*vertex, VertexAddress { part: 0, ring: 0, index: 2 });
    assert_eq!(*to, at([150.0, 150.0]));
    let commands = stage.select(&mut tool, &[ToolEvent::DragEnded(seen(150.0, 150.0))]);
    assert!(matches!(only_edit(&commands), EditCommand::Gesture(GestureCommand::Commit)));
}

#[test]
fn a_dragged_midpoint_inserts_and_the_inside_moves_the_whole() {
    let (mut stage, mut tool) = (Stage::new(), SelectTool::default());
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    let drag = [ToolEvent::DragStarted(seen(50.0, 0.0)), ToolEvent::Dragged(seen(50.0, -40.0))];
    let commands = stage.select(&mut tool, &drag);
    let Some(Command::Edit(EditCommand::Gesture(GestureCommand::Preview(Reshape::InsertVertex { after, .. })))) =
        commands.last()
    else {
        panic!("{commands:?}")
    };
    assert_eq!(after.index, 0);
    let mut tool = SelectTool::default();
    let drag = [ToolEvent::DragStarted(seen(50.0, 50.0)), ToolEvent::Dragged(seen(60.0, 45.0))];
    let commands = stage.select(&mut tool, &drag);
    let Some(Command::Edit(EditCommand::Gesture(GestureCommand::Preview(Reshape::Translate { by })))) = commands.last()
    else {
        panic!("{commands:?}")
    };
    assert_eq!(*by, [10.0, -5.0]);
}

#[test]
fn a_drag_is_cancelled_without_a_commit() {
    let (mut stage, mut tool) = (Stage::new(), SelectTool::default());
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    stage.select(&mut tool, &[ToolEvent::DragStarted(seen(0.0, 0.0)), ToolEvent::Dragged(seen(-20.0, 0.0))]);
    let mut commands = Vec::new();
    assert!(tool.cancel(&mut commands));
    assert!(matches!(only_edit(&commands), EditCommand::Gesture(GestureCommand::Cancel)));
    let rest = [ToolEvent::Dragged(seen(-30.0, 0.0)), ToolEvent::DragEnded(seen(-30.0, 0.0))];
    assert!(stage.select(&mut tool, &rest).is_empty());
    assert!(!tool.cancel(&mut commands));
}

#[test]
fn empty_land_is_dragged_as_the_map() {
    let (stage, mut tool) = (Stage::new(), SelectTool::default());
    assert!(stage.select(&mut tool, &[ToolEvent::DragStarted(seen(50.0, 50.0))]).is_empty());
    assert!(tool.pans());
    stage.select(&mut tool, &[ToolEvent::DragEnded(seen(90.0, 50.0))]);
    assert!(!tool.pans());
}

#[test]
fn a_vertex_snaps_to_the_corner_of_a_parcel_unless_shift_is_held() {
    let (mut stage, mut tool) = (Stage::new(), SelectTool::default());
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    let mut input = input(&[ToolEvent::DragStarted(seen(100.0, 100.0)), ToolEvent::Dragged(seen(197.0, 4.0))]);
    let target = |commands: &[Command]| match commands.last() {
        Some(Command::Edit(EditCommand::Gesture(GestureCommand::Preview(Reshape::MoveVertex { to, .. })))) => *to,
        other => panic!("{other:?}"),
    };
    let (_, commands) = stage.with(&input, |scene, commands| tool.update(scene, commands));
    assert_eq!(target(&commands), at([200.0, 0.0]));
    input.shift = true;
    let (_, commands) = stage.with(&input, |scene, commands| SelectTool::default().update(scene, commands));
    assert_eq!(target(&commands), at([197.0, 4.0]));
}

#[test]
fn clicks_and_enter_draw_a_zone() {
    let (stage, mut tool) = (Stage::new(), DrawZoneTool::default());
    for (east, north) in [(-200.0, -100.0), (-100.0, -100.0), (-150.0, -50.0)] {
        assert!(stage.draw(&mut tool, &[ToolEvent::Click(seen(east, north))]).is_empty());
    }
    let commands = stage.draw(&mut tool, &[ToolEvent::Enter]);
    let Some(Command::Edit(EditCommand::DrawZone(shape))) = commands.first() else { panic!("{commands:?}") };
    assert_eq!(shape.ring(0, 0), [[-200.0, -100.0], [-100.0, -100.0], [-150.0, -50.0]].map(at));
    assert!(!tool.in_progress());
}

#[test]
fn a_click_on_the_first_vertex_finishes() {
    let (stage, mut tool) = (Stage::new(), DrawZoneTool::default());
    for (east, north) in [(-200.0, -100.0), (-100.0, -100.0), (-150.0, -50.0)] {
        stage.draw(&mut tool, &[ToolEvent::Click(seen(east, north))]);
    }
    let commands = stage.draw(&mut tool, &[ToolEvent::Click(seen(-198.0, -101.0))]);
    assert!(matches!(commands.first(), Some(Command::Edit(EditCommand::DrawZone(_)))));
}

#[test]
fn a_draft_that_crosses_itself_is_kept_and_says_why() {
    let (stage, mut tool) = (Stage::new(), DrawZoneTool::default());
    for (east, north) in [(-300.0, -200.0), (-200.0, -100.0), (-200.0, -200.0), (-300.0, -100.0)] {
        stage.draw(&mut tool, &[ToolEvent::Click(seen(east, north))]);
    }
    assert!(stage.draw(&mut tool, &[ToolEvent::Enter]).is_empty());
    assert!(tool.hint().say(Language::English).contains("crosses itself"));
    assert_eq!(tool.points().len(), 4);
    stage.draw(&mut tool, &[ToolEvent::Backspace]);
    assert_eq!(stage.draw(&mut tool, &[ToolEvent::DoubleClick(seen(0.0, 0.0))]).len(), 2);
}

#[test]
fn a_long_draft_is_given_up_only_when_asked_twice() {
    let (stage, mut tool) = (Stage::new(), DrawZoneTool::default());
    for (east, north) in [(-300.0, -200.0), (-200.0, -200.0), (-200.0, -100.0), (-300.0, -100.0)] {
        stage.draw(&mut tool, &[ToolEvent::Click(seen(east, north))]);
    }
    assert!(tool.escape());
    assert_eq!(tool.points().len(), 4);
    assert!(tool.escape());
    assert!(!tool.in_progress());
    assert!(!tool.escape());
}

#[test]
fn identify_lists_what_is_shown_under_the_click() {
    let stage = Stage::new();
    let nothing = Input::default();
    let ((position, hits), _) = stage.with(&nothing, |scene, _| identify(scene, seen(220.0, 20.0)));
    assert_eq!((position, hits.len()), (at([220.0, 20.0]), 1));
    let ((_, hits), _) = stage.with(&nothing, |scene, _| identify(scene, seen(20.0, 20.0)));
    assert!(hits.is_empty());
}

#[test]
fn crossings_middles_and_feet_are_taken_hold_of_in_that_order() {
    let mut stage = Stage::new();
    let ring = [[50.0, -50.0], [150.0, -50.0], [150.0, 53.0], [50.0, 53.0]].map(at);
    let zones = vec![NewZone::drawn(Shape::from_ring(&ring))];
    History::default().commit(&mut stage.document, &AddZones { zones }).unwrap();
    let draw = |clicks: &[Pos2]| {
        let mut tool = DrawZoneTool::default();
        for &click in clicks {
            stage.draw(&mut tool, &[ToolEvent::Click(click)]);
        }
        tool.points().to_vec()
    };
    // The western side of the second zone crosses the southern one of the first in its middle: the crossing is meant.
    assert_eq!(draw(&[seen(52.0, -2.0)]), [at([50.0, 0.0])]);
    assert_eq!(draw(&[seen(2.0, 52.0)]), [at([0.0, 50.0])]);
    // From a point in the west the foot on the western side; alone, a place on that side.
    let away = seen(-60.0, 20.0);
    assert_eq!(draw(&[away, seen(2.0, 22.0)])[1], at([0.0, 20.0]));
    assert_eq!(draw(&[seen(2.0, 22.0)]), [at([0.0, 22.0])]);
}

#[test]
fn a_drag_with_ctrl_turns_the_whole_about_its_interior_point() {
    let mut stage = Stage::new();
    stage.selection = Some(FeatureId::Zone(ZoneId(1)));
    // From due east of the middle to south-east of it: 45 degrees clockwise.
    let mut input = input(&[ToolEvent::DragStarted(seen(80.0, 50.0)), ToolEvent::Dragged(seen(79.0, 20.0))]);
    input.control = true;
    let width_m = |input: &Input| {
        let (_, commands) = stage.with(input, |scene, commands| SelectTool::default().update(scene, commands));
        let Some(Command::Edit(EditCommand::Gesture(GestureCommand::Preview(reshape)))) = commands.last() else {
            panic!("{commands:?}")
        };
        let Reshape::Redraw { how: Redraw::Rotate, shape } = reshape else { panic!("{reshape:?}") };
        shape_bounds(&shape.0).width_m()
    };
    let turned = |degrees: f64| 100.0 * (degrees.to_radians().sin() + degrees.to_radians().cos());
    let free = (30.0f64 / 29.0).atan().to_degrees();
    assert!((width_m(&input) - turned(free)).abs() < 0.01);
    input.shift = true;
    assert!((width_m(&input) - turned(45.0)).abs() < 1e-6, "Shift turns in steps of 15 degrees");
}

#[test]
fn a_stroke_that_traces_goes_along_the_parcel() {
    let mut stage = Stage::new();
    stage.tracing = true;
    let mut tool = DrawZoneTool::default();
    // From one corner of the triangle to another, the pointer near the third side's other end.
    for place in [seen(200.0, 0.0), seen(300.0, 0.0)] {
        stage.draw(&mut tool, &[ToolEvent::Click(place)]);
    }
    assert_eq!(tool.points(), [at([200.0, 0.0]), at([300.0, 0.0])]);
    tool.trace_other_way();
    stage.draw(&mut tool, &[ToolEvent::Click(seen(200.0, 0.0))]);
    assert_eq!(tool.points().len(), 4, "the long way round passes the third corner: {:?}", tool.points());
}
