//! Cutting one parcel by the measures on it: cells, each with the measures that cover it.

use std::sync::Arc;

use geo::MultiPolygon;

use super::ground::Ground;
use super::role_land::DUST_M2;
use super::{Extent, Parcels};
use crate::crs::AreaPlane;
use crate::design::MeasureId;
use crate::geometry::open_rings;
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};

/// What the areas of cells may differ from the parcel's by before it is cut again the slow way: relative, and in m².
const CLOSURE: (f64, f64) = (1e-10, 1e-7);

/// Land of one parcel under one set of measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub extent: Extent,
    pub area_m2: f64,
    /// In the order in which they were cut in, which is no order of effect.
    pub measures: Vec<MeasureId>,
}

/// The cuts of one parcel: by the measures that say something of the land itself, and by those that move the boundary.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cuts {
    pub land: Vec<Cell>,
    /// Cells that a boundary measure covers.
    pub boundary: Vec<Cell>,
}

/// A measure on a parcel.
#[derive(Clone, Copy)]
pub(super) struct Cutter<'a> {
    pub measure: MeasureId,
    pub ground: &'a Ground,
    pub is_whole: bool,
}

/// The cells of a parcel: a partition of it.
pub(super) fn cells(parcels: &Parcels, parcel: usize, cutters: &[Cutter<'_>], clipper: &mut Clipper) -> Vec<Cell> {
    let fast = cut_all(parcels, parcel, cutters, clipper, split_fast);
    if closes(parcels, parcel, &fast) {
        return fast;
    }
    let slow = cut_all(parcels, parcel, cutters, clipper, split_slowly);
    if residual_m2(parcels, parcel, &slow).abs() < residual_m2(parcels, parcel, &fast).abs() { slow } else { fast }
}

fn residual_m2(parcels: &Parcels, parcel: usize, cells: &[Cell]) -> f64 {
    cells.iter().map(|cell| cell.area_m2).sum::<f64>() - parcels.area_m2(parcel)
}

fn closes(parcels: &Parcels, parcel: usize, cells: &[Cell]) -> bool {
    residual_m2(parcels, parcel, cells).abs() <= CLOSURE.0 * parcels.area_m2(parcel) + CLOSURE.1
}

/// One side of a cut.
type Side = Option<(MultiPolygon<f64>, f64)>;
/// Cuts a parcel as a whole, when nothing has cut it yet.
type SplitParcel = fn(&Parcels, usize, &Ground, &mut Clipper) -> [Side; 2];

fn cut_all(
    parcels: &Parcels,
    parcel: usize,
    cutters: &[Cutter<'_>],
    clipper: &mut Clipper,
    split_parcel: SplitParcel,
) -> Vec<Cell> {
    let plane = parcels.coverage_of(parcel).0.plane().clone();
    let whole = Cell { extent: Extent::Whole, area_m2: parcels.area_m2(parcel), measures: Vec::new() };
    let mut cells = vec![whole];
    for cutter in cutters {
        if cutter.is_whole {
            cells.iter_mut().for_each(|cell| cell.measures.push(cutter.measure));
            continue;
        }
        let mut next = Vec::with_capacity(cells.len() + 1);
        for mut cell in cells {
            let [inside, outside] = match &cell.extent {
                Extent::Whole => split_parcel(parcels, parcel, cutter.ground, clipper),
                Extent::Part(shape) => split_shape(shape, &cutter.ground.inside, &plane),
            }
            .map(|side| side.filter(|(_, area_m2)| *area_m2 > DUST_M2));
            match (inside, outside) {
                (Some(inside), Some(outside)) => {
                    let mut measures = cell.measures.clone();
                    measures.push(cutter.measure);
                    next.push(part(inside, measures));
                    next.push(part(outside, cell.measures));
                }
                (inside, _) => {
                    if inside.is_some() {
                        cell.measures.push(cutter.measure);
                    }
                    next.push(cell);
                }
            }
        }
        cells = next;
    }
    cells
}

fn part((shape, area_m2): (MultiPolygon<f64>, f64), measures: Vec<MeasureId>) -> Cell {
    Cell { extent: Extent::Part(Arc::new(shape)), area_m2, measures }
}

/// Both sides by the boundary integral: microseconds. The same crossings bound both, so they close.
fn split_fast(parcels: &Parcels, parcel: usize, ground: &Ground, clipper: &mut Clipper) -> [Side; 2] {
    let (coverage, feature) = parcels.coverage_of(parcel);
    [&ground.inside, &ground.outside].map(|index| {
        let piece = coverage.pieces_of([feature], index, clipper).pop()?;
        Some((piece.shape.multi_polygon(), piece.amount.ellipsoidal_m2()))
    })
}

/// Both sides by the general overlay.
fn split_slowly(parcels: &Parcels, parcel: usize, ground: &Ground, _: &mut Clipper) -> [Side; 2] {
    split_shape(&parcels.shape(parcel), &ground.inside, parcels.coverage_of(parcel).0.plane())
}

fn split_shape(shape: &MultiPolygon<f64>, zone: &EdgeIndex, plane: &AreaPlane) -> [Side; 2] {
    let rings = open_rings(shape);
    [Operation::Intersection, Operation::Difference].map(|operation| {
        let side = general_overlay(rings.iter().map(Vec::as_slice), zone.ring_points(), operation, FillRule::EvenOdd)?;
        let area_m2 = shape_area_m2(&side, plane);
        Some((side, area_m2))
    })
}

/// Ellipsoidal area of a valid shape, m².
pub(super) fn shape_area_m2(shape: &MultiPolygon<f64>, plane: &AreaPlane) -> f64 {
    EdgeIndex::from_multi_polygon(shape).area(plane).ellipsoidal_m2()
}
