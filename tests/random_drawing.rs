//! Ten thousand random ways to draw: whatever is done to zones, in whatever order, with undo and redo in between, what stands is valid,
//! zones that share boundaries do not overlap and leave no gaps, the live figures are those of a check from nothing, and undoing all of
//! it gives the start.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mesh.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod mesh;

use std::sync::{Arc, LazyLock};

use geo::{Area, BooleanOps, MultiPolygon};
use proptest::prelude::*;
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role};
use tianfang::checks::{ConflictBase, LiveZone};
use tianfang::crs::AreaPlane;
use tianfang::design::{Document, Shape, VertexAddress, Zone, ZoneId, ZoneKind};
use tianfang::edit::actions::{
    AddZones, CopyZone, DeleteZone, MergeZones, NewZone, Redraw, RenameZone, Reshape, ReshapeZone, SetSharedBoundaries,
    SetZoneKind, SetZoneText, SplitZone, ZoneText,
};
use tianfang::edit::{Action, History};
use tianfang::geometry::shaping::{
    aligned, broken_open, joined, offset, redrawn, simplified, split, split_to_area, turned, with_hole, without_holes,
};
use tianfang::geometry::validity::shape_problem;
use tianfang::geometry::{GeometryKind, Point};

use mesh::{EAST_M, NORTH_M, plane};

/// Numbers that choose an edit and its details.
type Choice = (u8, u8, u8, f64, f64);

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec((0u8..26, any::<u8>(), any::<u8>(), -60.0f64..260.0, -60.0f64..260.0), 1..14)
}

fn at(x: f64, y: f64) -> Point {
    [EAST_M + x, NORTH_M + y]
}

fn square(x: f64, y: f64, side: f64) -> Shape {
    Shape::from_ring(&[at(x, y), at(x + side, y), at(x + side, y + side), at(x, y + side)])
}

/// Basic farmland and red line over the land that is drawn on.
static BASE: LazyLock<ConflictBase> = LazyLock::new(|| {
    let layer = |id: u32, role: Role, squares: &[(f64, f64, f64)]| {
        let mut builder = LayerBuilder::new("layer", role, GeometryKind::Polygons);
        for &(x, y, side) in squares {
            builder.shapes.multi_polygon(&square(x, y, side).0);
        }
        Arc::new(builder.build(LayerId(id), plane()))
    };
    let farmland = [(0.0, 0.0, 70.0), (70.0, 0.0, 70.0), (0.0, 70.0, 70.0), (150.0, 150.0, 60.0)];
    let layers: Vec<Arc<BaseLayer>> = vec![
        layer(1, Role::PermanentBasicFarmland, &farmland),
        layer(2, Role::EcologicalRedLine, &[(90.0, 40.0, 90.0)]),
    ];
    ConflictBase::new(plane(), &layers)
});

/// The edit that a choice means for this design; `None` where what it would be made of can't be.
fn action_from(choice: Choice, document: &Document) -> Option<Box<dyn Action>> {
    let (kind, first, second, x, y) = choice;
    let zones = &document.current_scheme().zones;
    let zone: Option<&Arc<Zone>> = zones.get(usize::from(first) % zones.len().max(1));
    let id = zone.map_or(ZoneId(99), |zone| zone.id);
    let shape = zone.map(|zone| &zone.shape.0);
    let vertex = VertexAddress { part: 0, ring: 0, index: usize::from(second) % 7 };
    let reshape = |reshape| Some(Box::new(ReshapeZone { zone: id, reshape }) as Box<dyn Action>);
    let redraw = |how, made: Result<MultiPolygon<f64>, _>| {
        let shape = Shape(made.ok()?);
        reshape(Reshape::Redraw { how, shape })
    };
    let area = AreaPlane::new(plane());
    Some(match kind {
        0..=3 => Box::new(AddZones { zones: vec![NewZone::drawn(square(x, y, 20.0 + f64::from(second) / 2.0))] }),
        4 => {
            // Three points anywhere and one more: it may well cross itself.
            let ring = [at(x, y), at(y, x), at(x + 80.0, y), at(200.0 - y, x)];
            Box::new(AddZones { zones: vec![NewZone::drawn(Shape::from_ring(&ring))] })
        }
        5..=7 => reshape(Reshape::MoveVertex { vertex, to: at(x, y) })?,
        8..=9 => reshape(Reshape::InsertVertex { after: vertex, at: at(x, y) })?,
        10 => reshape(Reshape::DeleteVertex { vertex })?,
        11 => reshape(Reshape::Translate { by: [x / 4.0, y / 4.0] })?,
        12 => redraw(Redraw::Rotate, turned(shape?, x))?,
        13 => redraw(Redraw::Offset, offset(shape?, x / 20.0))?,
        14 => redraw(Redraw::Simplify, simplified(shape?, x.abs() / 10.0))?,
        15 => redraw(Redraw::CutHole, with_hole(shape?, &[at(x, y), at(x + 9.0, y), at(x, y + 9.0)]))?,
        16 => redraw(Redraw::FillHoles, without_holes(shape?))?,
        17 => redraw(Redraw::Outline, redrawn(shape?, &[at(x, y), at(y, x), at(x + 90.0, y + 30.0)]))?,
        18 => redraw(Redraw::Break, broken_open(shape?, at(x, y), at(y, 90.0)))?,
        19 => {
            let cut = split(shape?, &[at(x, -300.0), at(y, 90.0), at(x, 600.0)]).ok()?;
            let parts = std::iter::once(cut.left).chain(cut.others).map(Shape).collect();
            Box::new(SplitZone { zone: id, parts })
        }
        20 => {
            let parts = split_to_area(shape?, zone?.shape.area_m2(&area) / 3.0, x, &area).ok()?;
            Box::new(SplitZone { zone: id, parts: parts.map(Shape).into() })
        }
        21 => {
            let other = zones.get(usize::from(second) % zones.len().max(1))?;
            let shape = Shape(joined(&[shape?, &other.shape.0]).ok()?);
            Box::new(MergeZones { zones: vec![id, other.id], shape })
        }
        22 => {
            let others: Vec<_> = zones.iter().filter(|other| other.id != id).map(|other| &other.shape.0).collect();
            redraw(Redraw::Align, aligned(shape?, &others, x.abs() / 10.0))?
        }
        23 => Box::new(CopyZone { zone: id, name: format!("copy {second}") }),
        24 => match second % 4 {
            0 => Box::new(DeleteZone { zone: id }),
            1 => Box::new(RenameZone { zone: id, name: format!("zone {first}") }),
            2 => Box::new(SetZoneKind { zone: id, kind: ZoneKind::Region }),
            _ => Box::new(SetZoneText { zone: id, which: ZoneText::Goal, text: format!("goal {second}") }),
        },
        _ => Box::new(SetSharedBoundaries { share: second % 3 > 0 }),
    })
}

fn visible(document: &Document) -> String {
    serde_json::to_string(&(document.settings(), document.schemes(), document.current_scheme().id)).unwrap()
}

fn common_m2(one: &Zone, other: &Zone) -> f64 {
    one.shape.0.intersection(&other.shape.0).unsigned_area()
}

/// What must hold of a design, whatever was done to it.
fn check(document: &Document) -> Result<(), TestCaseError> {
    for scheme in document.schemes() {
        for (place, zone) in scheme.zones.iter().enumerate() {
            prop_assert!(shape_problem(&zone.shape.0).is_none(), "{:?}", zone.shape);
            if document.settings().zones_share_boundaries {
                for other in &scheme.zones[place + 1..] {
                    let common = common_m2(zone, other);
                    prop_assert!(common < 0.02, "{} and {} have {common} m² in common", zone.name, other.name);
                }
            }
        }
    }
    Ok(())
}

/// The figures of a zone as they were followed through a drag, against those from nothing.
fn follow(shape: &Shape, reshape: &Reshape) -> Result<(), TestCaseError> {
    let Ok(moved) = reshape.applied_to(shape) else { return Ok(()) };
    let mut live = LiveZone::new(BASE.clone(), shape.0.clone());
    match reshape {
        Reshape::MoveVertex { vertex, to } => live.move_vertex(vertex.part, vertex.ring, vertex.index, *to),
        _ => live.set_shape(moved.0.clone()),
    }
    let Ok(report) = BASE.report(&moved.0) else { return Ok(()) };
    prop_assert!((live.report().area_m2 - report.area_m2).abs() < 1e-6);
    for (line, wanted) in live.report().lines.iter().zip(&report.lines) {
        prop_assert_eq!((line.role, line.features), (wanted.role, wanted.features));
        prop_assert!((line.area_m2 - wanted.area_m2).abs() < 1e-6, "{} against {}", line.area_m2, wanted.area_m2);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_to_zones_stays_valid_and_can_be_undone(choices in choices()) {
        let (mut document, mut history) = (Document::new("township"), History::default());
        let start = visible(&document);
        for choice in choices {
            let before = visible(&document);
            // One in eight goes back, one in sixteen forth again.
            match choice.2 % 16 {
                0 | 1 => drop(history.undo(&mut document)),
                2 => drop(history.redo(&mut document)),
                _ => {
                    let Some(action) = action_from(choice, &document) else { continue };
                    if let (5..=8, Some(zone)) = (choice.0, document.current_scheme().zones.first()) {
                        let vertex = VertexAddress { part: 0, ring: 0, index: usize::from(choice.2) % 3 };
                        let to = at(choice.3, choice.4);
                        let step = if choice.0 == 8 {
                            Reshape::InsertVertex { after: vertex, at: to }
                        } else {
                            Reshape::MoveVertex { vertex, to }
                        };
                        follow(&zone.shape, &step)?;
                    }
                    if history.commit(&mut document, action.as_ref()).is_err() {
                        prop_assert_eq!(&before, &visible(&document), "a refused edit changed something");
                    }
                }
            }
            check(&document)?;
        }
        let end = visible(&document);
        let done = history.position();
        while history.undo(&mut document).is_some() {}
        prop_assert_eq!(&start, &visible(&document));
        while history.position() < done && history.redo(&mut document).is_some() {}
        prop_assert_eq!(&end, &visible(&document));
    }
}

/// A square laid out in three courses of zones that share their boundaries; the middle one is shifted, as bricks are.
fn partition() -> (Document, History) {
    let (mut document, mut history) = (Document::new("township"), History::default());
    let course = |row: usize, joints: &[f64]| -> Vec<NewZone> {
        let (south, north) = (row as f64 * 80.0, row as f64 * 80.0 + 80.0);
        let brick = |ends: &[f64]| {
            let (west, east) = (ends[0], ends[1]);
            NewZone::drawn(Shape::from_ring(&[at(west, south), at(east, south), at(east, north), at(west, north)]))
        };
        joints.windows(2).map(brick).collect()
    };
    let (even, odd) = ([0.0, 80.0, 160.0, 240.0], [0.0, 40.0, 120.0, 200.0, 240.0]);
    let zones = [course(0, &even), course(1, &odd), course(2, &even)].concat();
    history.commit(&mut document, &AddZones { zones }).unwrap();
    history.commit(&mut document, &SetSharedBoundaries { share: true }).unwrap();
    (document, history)
}

/// Whether a place lies on the outer side of the partition.
fn is_outer(place: Point) -> bool {
    let [x, y] = [place[0] - EAST_M, place[1] - NORTH_M];
    [x, y].iter().any(|value| value.abs() < 1e-6 || (value - 240.0).abs() < 1e-6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_partition_keeps_all_its_land_without_gaps_and_overlaps(
        edits in prop::collection::vec((0usize..10, 0usize..9, 0u8..4, -40.0f64..40.0, -40.0f64..40.0), 1..30),
    ) {
        let (mut document, mut history) = partition();
        for (cell, index, how, x, y) in edits {
            let zone = Arc::clone(&document.current_scheme().zones[cell]);
            let ring = zone.shape.ring(0, 0);
            let (index, next) = (index % ring.len(), (index + 1) % ring.len());
            let vertex = VertexAddress { part: 0, ring: 0, index };
            let middle = [(ring[index][0] + ring[next][0]) / 2.0, (ring[index][1] + ring[next][1]) / 2.0];
            let reshape = match how {
                0 if !is_outer(ring[index]) => Reshape::DeleteVertex { vertex },
                1 if !(is_outer(ring[index]) && is_outer(ring[next])) => {
                    Reshape::InsertVertex { after: vertex, at: [middle[0] + x / 4.0, middle[1] + y / 4.0] }
                }
                2 | 3 if !is_outer(ring[index]) => {
                    Reshape::MoveVertex { vertex, to: [ring[index][0] + x, ring[index][1] + y] }
                }
                _ => continue,
            };
            let _ = history.commit(&mut document, &ReshapeZone { zone: zone.id, reshape });
            check(&document)?;
            let zones = &document.current_scheme().zones;
            let parts: f64 = zones.iter().map(|zone| zone.shape.0.unsigned_area()).sum();
            let whole = joined(&zones.iter().map(|zone| &zone.shape.0).collect::<Vec<_>>()).unwrap();
            prop_assert!((whole.unsigned_area() - 57_600.0).abs() < 0.02, "land was lost or won: {}", whole.unsigned_area());
            prop_assert!((parts - 57_600.0).abs() < 0.02, "the parts have {parts} m²");
        }
    }
}
