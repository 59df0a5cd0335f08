//! Ten thousand random pairs of hands: every tool of the map with random clicks, drags and keys, undo and redo in between, over a small
//! township. Whatever they do, what stands is valid, a refusal changes nothing, the figures are those of a check from nothing, and
//! undoing all of it gives the start.

use std::path::Path;
use std::sync::Arc;

use egui::{Pos2, Rect, pos2};
use geo::{Area, BooleanOps};
use proptest::prelude::*;

use super::hands::Hands;
use super::input::{Input, ToolEvent};
use super::space::Space;
use super::tools::Scene;
use crate::base::{LayerBuilder, Role, Value};
use crate::checks::ZoneReport;
use crate::command::{Command, EditCommand, PaintBy, ProjectCommand, ToolKind, ViewCommand};
use crate::crs::GaussKruger;
use crate::design::{FeatureId, LockKind, Shape, Zone};
use crate::edit::actions::EditLayers;
use crate::geometry::validity::shape_problem;
use crate::geometry::{GeometryKind, Point};
use crate::i18n::{Language, Message};
use crate::session::{Session, SplitBy, ViewState};
use crate::storage::project::{Project, Record};

/// South-west corner of the township; it is 400 m wide and a metre is a point on the screen.
const CORNER: Point = [500_000.0, 3_330_000.0];
const WIDTH_M: f64 = 400.0;
const PARCEL_M: f64 = 50.0;

/// One thing that hands do: which, where, and how.
type Act = (u8, [f32; 2], [f32; 2], u8);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let place = || [-20.0f32..420.0, -20.0f32..420.0];
    prop::collection::vec((0u8..32, place(), place(), any::<u8>()), 2..14)
}

fn squares(name: &str, role: Role, side_m: f64, corners: &[[f64; 2]]) -> LayerBuilder {
    let mut builder = LayerBuilder::new(name, role, GeometryKind::Polygons);
    let class = builder.field("DLBM", None, "TEXT(5)");
    for (number, [x, y]) in corners.iter().enumerate() {
        let at = |[east, north]: [f64; 2]| [CORNER[0] + x + east * side_m, CORNER[1] + y + north * side_m];
        [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(at).iter().for_each(|&at| builder.shapes.coordinate(at));
        builder.shapes.end_ring();
        builder.shapes.end_part();
        builder.shapes.end_feature();
        builder.source_ids.push(number as i64 + 1);
        builder.fields[class].values.push(Value::Text(["0101", "0702", "0301"][number % 3].into()));
    }
    builder
}

/// A township of 64 parcels with some basic farmland and a red line.
fn township(folder: &Path) -> Session {
    let path = folder.join("小镇.tianfang");
    let mut loaded = Project::create(&path, GaussKruger::from_epsg(4549).unwrap(), "小镇").unwrap();
    let side = (WIDTH_M / PARCEL_M) as usize;
    let parcels: Vec<[f64; 2]> =
        (0..side * side).map(|n| [(n % side) as f64 * PARCEL_M, (n / side) as f64 * PARCEL_M]).collect();
    let layers = [
        squares("DLTB", Role::LandUse, PARCEL_M, &parcels),
        squares("YJJBNTTB", Role::PermanentBasicFarmland, 110.0, &[[40.0, 40.0], [150.0, 40.0], [90.0, 220.0]]),
        squares("STBHHX", Role::EcologicalRedLine, 90.0, &[[200.0, 110.0]]),
    ];
    for builder in layers {
        let layer = loaded.project.add_layer(builder).unwrap();
        let add = EditLayers::adding(&layer, &loaded.document, |_| None);
        loaded.history.commit(&mut loaded.document, &add).unwrap();
        loaded.project.record(&Record::Commit(loaded.history.last_done().unwrap().clone())).unwrap();
    }
    drop(loaded);
    let mut session = Session::new(Arc::new(|| ()), folder.join("home"));
    session.run(Command::Project(ProjectCommand::Open(path))).unwrap();
    session.wait();
    session
}

/// The map with its tools, and what stands behind it.
struct Table {
    session: Session,
    hands: Hands,
    view: ViewState,
    /// Steps of the history before the hands came.
    begins: usize,
}

impl Table {
    fn new(folder: &Path, shares_boundaries: bool) -> Self {
        let mut session = township(folder);
        if shares_boundaries {
            session.run(Command::Edit(EditCommand::ToggleSharedBoundaries)).unwrap();
        }
        let begins = session.project().unwrap().history().position();
        Self { session, hands: Hands::default(), view: ViewState::default(), begins }
    }

    fn visible(&self) -> String {
        let document = self.session.project().unwrap().document();
        serde_json::to_string(&(document.settings(), document.schemes(), document.locks())).unwrap()
    }

    fn edit(&mut self, edit: EditCommand) -> Result<(), TestCaseError> {
        let before = self.visible();
        if let Err(refusal) = self.session.run(Command::Edit(edit)) {
            said(&refusal)?;
            prop_assert_eq!(before, self.visible(), "a refused edit changed something");
        }
        self.session.take_news();
        Ok(())
    }

    /// One frame of the map.
    fn frame(&mut self, at: Pos2, event: Option<ToolEvent>, how: u8) -> Result<(), TestCaseError> {
        let input = Input {
            events: event.into_iter().collect(),
            pointer: Some(at),
            shift: how & 1 > 0,
            control: how & 0b110 == 0b110,
        };
        let mut commands = Vec::new();
        self.hands.take(self.view.tool, &mut commands);
        let snap = self.view.snap.clone();
        let project = self.session.project().unwrap();
        let middle = WIDTH_M / 2.0;
        let space = Space {
            rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0)),
            center: [CORNER[0] + middle, CORNER[1] + middle],
            points_per_m: 1.0,
        };
        let scene = Scene::new(space, &self.session, project, &input, &self.view.clone(), &snap);
        said(&self.hands.act(&scene, &mut self.view, &mut commands))?;
        for line in self.hands.tooltip(&scene, self.view.tool).into_iter().flat_map(|tooltip| tooltip.lines) {
            said(&line)?;
        }
        for command in commands {
            match command {
                Command::Edit(edit) => self.edit(edit)?,
                Command::View(ViewCommand::Tool(tool)) => self.view.tool = tool,
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes back a drag or the last step, but not the township.
    fn undo(&mut self) -> Result<(), TestCaseError> {
        let can = self.session.project().unwrap().history().position() > self.begins;
        if can || self.session.gesture().is_some() { self.edit(EditCommand::Undo) } else { Ok(()) }
    }

    /// Where hands that know what they want would begin a drag: at a vertex, in the middle of an edge, or inside what is selected.
    fn grip(&self, how: u8) -> Option<Point> {
        let scheme = self.session.project().unwrap().document().current_scheme();
        let ring = scheme.shape(self.session.selection()?)?.ring(0, 0).to_vec();
        let index = usize::from(how >> 2) % ring.len();
        let (one, next) = (ring[index], ring[(index + 1) % ring.len()]);
        let middle = |a: Point, b: Point| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        match how & 3 {
            0 => None,
            1 => Some(one),
            2 => Some(middle(one, next)),
            _ => Some(middle(middle(one, next), ring[(index + 2) % ring.len()])),
        }
    }

    /// Does one thing.
    fn act(&mut self, (what, from, to, how): Act) -> Result<(), TestCaseError> {
        let screen = |[x, y]: [f32; 2]| pos2(200.0 + x, 500.0 - y);
        // On a corner of parcels as often as not.
        let near = |place: [f32; 2]| {
            screen(if how & 8 > 0 { place.map(|value| (value / 50.0).round() * 50.0) } else { place })
        };
        let (at, end) = (near(from), near(to));
        match what {
            0..=5 => self.click(at, how),
            6..=13 => {
                let grip = self.grip(how).map(|[x, y]| screen([(x - CORNER[0]) as f32, (y - CORNER[1]) as f32]));
                let at = grip.unwrap_or(at);
                self.frame(at, Some(ToolEvent::DragStarted(at)), how)?;
                let middle = at.lerp(end, 0.5) + egui::vec2(f32::from(how) / 8.0, -10.0);
                self.frame(middle, Some(ToolEvent::Dragged(middle)), how)?;
                self.check()?;
                self.frame(end, Some(ToolEvent::Dragged(end)), how)?;
                // Some drags are taken back in the middle.
                if how > 240 {
                    self.undo()?;
                }
                self.frame(end, Some(ToolEvent::DragEnded(end)), how)
            }
            // A line or an outline, finished.
            14..=19 => {
                self.click(at, how)?;
                if how & 4 > 0 {
                    self.click(at.lerp(end, 0.4) + egui::vec2(35.0, 20.0), how)?;
                }
                self.click(end, how)?;
                self.frame(end, Some(ToolEvent::Enter), how & !1)
            }
            20 => self.frame(at, Some(ToolEvent::DoubleClick(at)), how),
            21 => self.frame(at, Some(ToolEvent::Backspace), how),
            22..=25 => {
                const TOOLS: [ToolKind; 11] = [
                    ToolKind::DrawZone,
                    ToolKind::PaintZone,
                    ToolKind::Split,
                    ToolKind::Reshape,
                    ToolKind::DrawMeasure,
                    ToolKind::PaintParcels,
                    ToolKind::LockParcels,
                    ToolKind::Ruler,
                    ToolKind::Select,
                    ToolKind::Split,
                    ToolKind::Reshape,
                ];
                self.view.tool = TOOLS[usize::from(how) % TOOLS.len()];
                self.view.paint_by = PaintBy::ALL[usize::from(how / 9) % PaintBy::ALL.len()];
                self.view.paint_clips = how & 16 > 0;
                self.view.paint_lets_go = how & 96 == 96;
                self.view.tracing = how & 64 > 0;
                self.view.lock_kind = [LockKind::Must, LockKind::MustNot, LockKind::Together][usize::from(how) % 3];
                let amount = f64::from(how) / 10.0;
                self.view.split_by =
                    [SplitBy::Line, SplitBy::Mu(amount), SplitBy::Percent(amount)][usize::from(how / 9) % 3];
                Ok(())
            }
            26 => {
                let _ = self.hands.take_back();
                Ok(())
            }
            27 => {
                let _ = self.hands.escape(self.view.tool);
                Ok(())
            }
            28 => self.undo(),
            29 => self.edit(EditCommand::Redo),
            _ => {
                let scheme = self.session.project().unwrap().document().current_scheme();
                let zones = scheme.zones.iter().map(|zone| FeatureId::Zone(zone.id));
                let measures = scheme.measures.iter().map(|measure| FeatureId::Measure(measure.id));
                let all: Vec<FeatureId> = zones.chain(measures).collect();
                let one = all.get(usize::from(how) % all.len().max(1)).copied();
                if how > 235 { self.edit(EditCommand::DeleteSelected) } else { self.edit(EditCommand::Select(one)) }
            }
        }
    }

    fn click(&mut self, at: Pos2, how: u8) -> Result<(), TestCaseError> {
        self.frame(at, None, how)?;
        self.frame(at, Some(ToolEvent::Click(at)), how)
    }

    /// What must hold whatever was done.
    fn check(&mut self) -> Result<(), TestCaseError> {
        self.session.poll();
        let project = self.session.project().unwrap();
        let (document, conflicts) = (project.document(), project.conflicts().unwrap());
        let scheme = document.current_scheme();
        let from_nothing = |shape: &Shape| conflicts.report(&shape.0).unwrap();
        for (place, zone) in scheme.zones.iter().enumerate() {
            prop_assert!(shape_problem(&zone.shape.0).is_none(), "{:?}", zone.shape);
            prop_assert_eq!(project.figures(zone.id).unwrap().report.as_ref(), &from_nothing(&zone.shape));
            for other in &scheme.zones[place + 1..] {
                if document.settings().zones_share_boundaries {
                    let common = common_m2(zone, other);
                    prop_assert!(common < 0.02, "{} and {} have {common} m² in common", zone.name, other.name);
                }
            }
        }
        for measure in &scheme.measures {
            prop_assert!(shape_problem(&measure.shape.0).is_none(), "{:?}", measure.shape);
        }
        if let Some(gesture) = self.session.gesture()
            && shape_problem(&gesture.shape().0).is_none()
        {
            let live = gesture.live().unwrap().report();
            prop_assert!(live.crossing.is_none() && agree(live, &from_nothing(gesture.shape())), "{live:?}");
        }
        Ok(())
    }

    /// Undoes everything that the hands did.
    fn clear(&mut self) {
        self.hands = Hands::default();
        self.view.tool = ToolKind::Select;
        if self.session.gesture().is_some() {
            self.session.run(Command::Edit(EditCommand::Undo)).unwrap();
        }
        self.session.run(Command::Edit(EditCommand::GoToStep(self.begins))).unwrap();
        self.session.run(Command::Edit(EditCommand::Select(None))).unwrap();
    }
}

/// Whatever is said is said in both languages.
fn said(message: &Message) -> Result<(), TestCaseError> {
    let empty = [Language::Chinese, Language::English].iter().any(|language| message.say(*language).is_empty());
    prop_assert!(!empty, "{message:?}");
    Ok(())
}

fn common_m2(one: &Zone, other: &Zone) -> f64 {
    one.shape.0.intersection(&other.shape.0).unsigned_area()
}

/// Figures that were followed through a drag, against those from nothing.
fn agree(live: &ZoneReport, wanted: &ZoneReport) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
    near(live.area_m2, wanted.area_m2)
        && live.lines.len() == wanted.lines.len()
        && live.lines.iter().zip(&wanted.lines).all(|(live, wanted)| {
            (live.role, live.features) == (wanted.role, wanted.features) && near(live.area_m2, wanted.area_m2)
        })
}

/// Lets hands at the table so many times.
fn play(cases: u32, shares_boundaries: bool) {
    let folder = tempfile::tempdir().unwrap();
    let table = std::cell::RefCell::new(Table::new(folder.path(), shares_boundaries));
    let start = table.borrow().visible();
    let config =
        ProptestConfig { cases, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in acts())| {
        let table = &mut *table.borrow_mut();
        table.clear();
        // Two zones side by side, so that there is something to take hold of.
        for west in [60.0, 210.0] {
            let [x, y] = [CORNER[0] + west, CORNER[1] + 80.0];
            let ring = [[x, y], [x + 150.0, y], [x + 150.0, y + 130.0], [x, y + 130.0]];
            table.edit(EditCommand::DrawZone(Shape::from_ring(&ring)))?;
        }
        for act in acts {
            table.act(act)?;
            table.check()?;
        }
        let (end, done) = (table.visible(), table.session.project().unwrap().history().position());
        table.clear();
        prop_assert_eq!(&start, &table.visible());
        table.session.run(Command::Edit(EditCommand::GoToStep(done))).unwrap();
        prop_assert_eq!(&end, &table.visible());
    });
}

#[test]
fn whatever_hands_do_on_the_map_is_valid_and_can_be_undone() {
    play(6_000, false);
}

#[test]
fn whatever_hands_do_to_zones_that_share_boundaries_leaves_no_overlap() {
    play(4_000, true);
}
