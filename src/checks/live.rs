//! A zone while it is edited: the last answer is kept, and a moved vertex changes only what its two edges sweep.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use geo::MultiPolygon;

use super::conflict::BaseTally;
use super::{ConflictBase, ConflictPiece, ZoneReport};
use crate::base::Role;
use crate::crs::planar_ring_m2;
use crate::geometry::Point;
use crate::geometry::overlay::{Clipper, EdgeIndex, Swept};
use crate::geometry::validity::{ShapeProblem, problem_of_meeting, shape_problem};

/// One zone in the hands of a designer. Its figures are always exactly those of [`ConflictBase::report`]; while the outline
/// crosses itself they are the last ones before it did, and `crossing` says where.
#[derive(Debug)]
pub struct LiveZone {
    base: ConflictBase,
    shape: MultiPolygon<f64>,
    /// The zone of the last answer.
    answered: EdgeIndex,
    tally: BaseTally,
    report: ZoneReport,
    /// How `shape` differs from `answered`.
    ahead: Ahead,
    clipper: Clipper,
    pieces: BTreeMap<Role, PieceCache>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ahead {
    /// Not at all.
    No,
    /// In the place of this point.
    Point(usize),
    /// In more than one point.
    Much,
}

/// The pieces of one role; those of stale features are made again when next asked for.
#[derive(Debug, Default)]
struct PieceCache {
    /// By member of the role's set and feature.
    pieces: BTreeMap<(usize, usize), Arc<ConflictPiece>>,
    stale: BTreeSet<(usize, usize)>,
}

impl LiveZone {
    pub fn new(base: ConflictBase, zone: MultiPolygon<f64>) -> Self {
        let mut live = Self {
            base,
            shape: MultiPolygon(Vec::new()),
            answered: EdgeIndex::default(),
            tally: BaseTally::default(),
            report: ZoneReport::default(),
            ahead: Ahead::Much,
            clipper: Clipper::new(),
            pieces: BTreeMap::new(),
        };
        live.tally = live.base.tally(&live.answered, &mut live.clipper);
        live.report = live.base.report_of(&live.answered, &live.tally);
        live.set_shape(zone);
        live
    }

    pub fn shape(&self) -> &MultiPolygon<f64> {
        &self.shape
    }

    pub fn report(&self) -> &ZoneReport {
        &self.report
    }

    /// Any edit but one moved vertex: everything is computed again.
    pub fn set_shape(&mut self, zone: MultiPolygon<f64>) {
        self.shape = zone;
        self.answer_from_nothing();
    }

    /// Moves a vertex: ring 0 is the shell of the part, 1 … its holes; `index` counts in the open ring. A vertex that does not
    /// exist is not moved, and none is moved to a place that is not a finite number.
    pub fn move_vertex(&mut self, part: usize, ring: usize, index: usize, to: Point) {
        let moved = to.iter().all(|value| value.is_finite()) && move_in_shape(&mut self.shape, part, ring, index, to);
        if !moved {
            return;
        }
        let number = match self.ahead {
            Ahead::Much => None,
            Ahead::No => self.answered.point_number(part, ring, index),
            Ahead::Point(moved) => self.answered.point_number(part, ring, index).filter(|number| *number == moved),
        };
        let Some(number) = number else { return self.answer_from_nothing() };
        let old = self.answered.points()[number];
        self.answered.move_point(number, to);
        let verdict = self.verdict(number);
        if let Verdict::Valid = verdict {
            self.answer_swept(number, old, to);
            self.ahead = Ahead::No;
            return;
        }
        self.answered.move_point(number, old);
        match verdict {
            Verdict::Invalid(problem) => {
                self.report.crossing = Some(problem.at);
                self.ahead = Ahead::Point(number);
            }
            _ => self.answer_from_nothing(),
        }
    }

    /// The land shared with each feature of a role, by layer and feature; what no move has touched since the last call is not
    /// made again. While the outline crosses itself, the pieces before it did.
    pub fn pieces(&mut self, role: Role) -> Vec<Arc<ConflictPiece>> {
        let Self { base, answered, clipper, pieces, .. } = self;
        let Some(set) = base.set(role) else { return Vec::new() };
        let cache = pieces.entry(role).or_insert_with(|| {
            let mut cache = PieceCache::default();
            for (position, member) in set.members.iter().enumerate() {
                let made = member.pieces(answered, clipper);
                cache.pieces.extend(made.into_iter().map(|piece| ((position, piece.feature), Arc::new(piece))));
            }
            cache
        });
        let stale = std::mem::take(&mut cache.stale);
        for (position, member) in set.members.iter().enumerate() {
            let features = stale.range((position, 0)..(position + 1, 0)).map(|(_, feature)| *feature);
            for feature in features.clone() {
                cache.pieces.remove(&(position, feature));
            }
            let made = member.pieces_of(features, answered, clipper);
            cache.pieces.extend(made.into_iter().map(|piece| ((position, piece.feature), Arc::new(piece))));
        }
        cache.pieces.values().cloned().collect()
    }

    fn answer_from_nothing(&mut self) {
        if let Some(problem) = shape_problem(&self.shape) {
            self.report.crossing = Some(problem.at);
            self.ahead = Ahead::Much;
            return;
        }
        self.answered = EdgeIndex::from_multi_polygon(&self.shape);
        self.tally = self.base.tally(&self.answered, &mut self.clipper);
        self.report = self.base.report_of(&self.answered, &self.tally);
        self.ahead = Ahead::No;
        self.pieces.clear();
    }

    /// Whether the zone is valid after a point moved, looking at no more than that can have changed.
    fn verdict(&self, number: usize) -> Verdict {
        let zone = &self.answered;
        let (before, after) = (zone.previous(number), zone.next(number));
        let at = zone.points()[number];
        let repeats = at == zone.points()[before] || at == zone.points()[after];
        if zone.rings().len() != 1 || repeats || !(at[0].is_finite() && at[1].is_finite()) {
            return self.verdict_of_whole();
        }
        let mut found = false;
        for edge in [zone.previous(before), before, number, after] {
            zone.meetings_of(edge, false, |meeting| {
                found = problem_of_meeting(zone, &meeting, |_| (0, false)).is_some();
                !found
            });
            if found {
                // Edges beside two vertices on one place meet there, and are no crossing: only the whole outline tells.
                return self.verdict_of_whole();
            }
        }
        if self.keeps_orientation() { Verdict::Valid } else { Verdict::TurnedOver }
    }

    fn verdict_of_whole(&self) -> Verdict {
        match shape_problem(&self.shape) {
            Some(problem) => Verdict::Invalid(problem),
            None if self.keeps_orientation() => Verdict::Valid,
            None => Verdict::TurnedOver,
        }
    }

    fn keeps_orientation(&self) -> bool {
        let zone = &self.answered;
        zone.rings().iter().zip(zone.ring_points()).all(|(ring, points)| {
            let area_m2 = planar_ring_m2(points);
            if ring.ring == 0 { area_m2 > 0.0 } else { area_m2 < 0.0 }
        })
    }

    /// Brings the answer from the zone with the point at `old` to the zone with it at `new`. Parcels whose boxes meet the swept
    /// land are taken off with the old zone and added with the new one; nothing else can have changed.
    fn answer_swept(&mut self, number: usize, old: Point, new: Point) {
        let points = self.answered.points();
        let swept = Swept::new(points[self.answered.previous(number)], old, new, points[self.answered.next(number)]);
        self.answered.move_point(number, old);
        self.count_swept(&swept, false);
        self.answered.move_point(number, new);
        self.count_swept(&swept, true);
        self.report = self.base.report_of(&self.answered, &self.tally);
    }

    fn count_swept(&mut self, swept: &Swept, adding: bool) {
        let Self { base, answered, tally, clipper, pieces, .. } = self;
        let prepared = &base.prepared;
        for ((role, set), tally) in prepared.sets.iter().zip(&mut tally.sets) {
            let mut cache = pieces.get_mut(role);
            set.tally_swept(answered, swept, clipper, tally, adding, |member, feature| {
                if let Some(cache) = &mut cache {
                    cache.stale.insert((member, feature));
                }
            });
        }
        let mut cache = pieces.get_mut(&Role::LandUse);
        prepared.land_use.tally_swept(answered, swept, clipper, &mut tally.land_use, adding, |member, feature| {
            if let Some(cache) = &mut cache {
                cache.stale.insert((member, feature));
            }
        });
    }
}

enum Verdict {
    Valid,
    Invalid(ShapeProblem),
    /// Valid, but a ring runs the other way now: a triangle pulled inside out.
    TurnedOver,
}

/// Moves a vertex of an open ring, and the closing point with the first; `false` where there is no such vertex.
fn move_in_shape(shape: &mut MultiPolygon<f64>, part: usize, ring: usize, index: usize, to: Point) -> bool {
    let Some(polygon) = shape.0.get_mut(part) else { return false };
    let mut moved = false;
    let mut move_in_line = |line: &mut geo::LineString<f64>| {
        let count = line.0.len().saturating_sub(1);
        if index < count {
            line.0[index] = to.into();
            if index == 0 {
                line.0[count] = to.into();
            }
            moved = true;
        }
    };
    if ring == 0 {
        polygon.exterior_mut(&mut move_in_line);
    } else {
        polygon.interiors_mut(|holes| {
            if let Some(hole) = holes.get_mut(ring - 1) {
                move_in_line(hole);
            }
        });
    }
    moved
}
