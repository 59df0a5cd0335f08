//! The pairs of a swap: what comes down the slope, what goes up, and what either side is like. Altitude would belong here; no layer of
//! a project has it yet, so nothing is said of it.

use std::collections::BTreeMap;

use crate::design::SimulationKind;
use crate::geometry::Point;

use super::Proposal;
use super::candidate::Candidate;
use super::figures::Mean;
use super::site::{Site, Standing};

/// One side of a pair; means are weighted by area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairSide {
    /// Places in the proposal.
    pub changes: Vec<usize>,
    pub area_m2: f64,
    /// Degrees that stand for the slope levels; `None` where none is known.
    pub slope_degrees: Option<f64>,
    /// Grade of what leaves, expected grade of what becomes farmland.
    pub grade: Option<f64>,
}

/// Parcels under one pair number.
#[derive(Clone, Debug, PartialEq)]
pub struct SwapPair {
    /// Pair number of the measures.
    pub number: u32,
    /// What becomes farmland.
    pub gained: PairSide,
    /// What becomes forest.
    pub left: PairSide,
    /// Between the centres of both sides.
    pub distance_m: f64,
}

#[derive(Default)]
struct Sums {
    changes: Vec<usize>,
    area_m2: f64,
    slope: Mean,
    grade: Mean,
    centre: Point,
}

impl Sums {
    fn add(&mut self, site: &Site, place: usize, candidate: &Candidate) {
        let area_m2 = candidate.area_m2;
        let centre = centre_of(site, candidate);
        self.changes.push(place);
        self.slope.add(candidate.slope.map(|slope| slope.typical_degrees()), area_m2);
        self.grade.add(candidate.grade, area_m2);
        self.area_m2 += area_m2;
        let share = area_m2 / self.area_m2;
        self.centre = [0, 1].map(|axis| self.centre[axis] + (centre[axis] - self.centre[axis]) * share);
    }

    fn side(self) -> PairSide {
        let (slope_degrees, grade) = (self.slope.value(), self.grade.value());
        PairSide { changes: self.changes, area_m2: self.area_m2, slope_degrees, grade }
    }
}

/// Middle of a parcel's box.
pub(super) fn centre_of(site: &Site, candidate: &Candidate) -> Point {
    site.present.faces.bounds(candidate.parcel as usize).center()
}

pub(super) fn apart_m(from: Point, to: Point) -> f64 {
    (to[0] - from[0]).hypot(to[1] - from[1])
}

impl Proposal {
    /// The pairs of a swap by number; none for other kinds, and for a swap that has only one side.
    pub fn swap_pairs(&self) -> Vec<SwapPair> {
        if self.run.request.kind != SimulationKind::Swap {
            return Vec::new();
        }
        let site = &*self.prepared.site;
        let mut pairs: BTreeMap<u32, [Sums; 2]> = BTreeMap::new();
        for (place, (change, measure)) in self.changes.iter().zip(&self.measures).enumerate() {
            let Some(&Standing::Candidate(number)) = site.standing.get(change.parcel) else { continue };
            if let Some(pair) = measure.pair {
                let sides = pairs.entry(pair).or_default();
                sides[usize::from(!change.is_gain)].add(site, place, &site.candidates[number as usize]);
            }
        }
        let pair = |(number, [gained, left]): (u32, [Sums; 2])| SwapPair {
            number,
            distance_m: apart_m(gained.centre, left.centre),
            gained: gained.side(),
            left: left.side(),
        };
        pairs.into_iter().map(pair).collect()
    }
}
