//! From decoded geometries to packed features: whatever the format, a feature passes here once.

use super::raw_shape::RawShape;
use super::tally::{Repair, Tally};
use crate::crs::{CrsProblem, GaussKruger, SourceCrs, Transform};
use crate::geometry::{Bounds, GeometryKind, PackedBuilder, health, repair};
use crate::storage::geopackage::{Simple, WkbProblem};

/// Collects the features of a layer, or of one run of it that a thread reads.
pub(super) struct Intake {
    transform: Transform,
    repair: bool,
    kind: GeometryKind,
    wanted: Simple,
    pub shapes: PackedBuilder,
    pub ids: Vec<i64>,
    pub tally: Tally,
    /// Box of the coordinates as they stand in the file.
    pub source_bounds: Bounds,
}

impl Intake {
    pub fn new(kind: GeometryKind, from: SourceCrs, to: GaussKruger, repair: bool) -> Result<Self, CrsProblem> {
        Ok(Self {
            transform: Transform::new(from, SourceCrs::Plane(to))?,
            repair,
            kind,
            wanted: match kind {
                GeometryKind::Polygons => Simple::Polygon,
                GeometryKind::Lines => Simple::Line,
                GeometryKind::Points => Simple::Point,
            },
            shapes: PackedBuilder::new(kind),
            ids: Vec::new(),
            tally: Tally::default(),
            source_bounds: Bounds::EMPTY,
        })
    }

    /// A feature without geometry in the file.
    pub fn null(&mut self, id: i64) {
        self.tally.null.push(id);
        self.without_geometry(id);
    }

    /// A feature whose geometry cannot be taken.
    pub fn refused(&mut self, id: i64, problem: WkbProblem) {
        match problem {
            WkbProblem::Curve => self.tally.curves.push(id),
            WkbProblem::Broken | WkbProblem::Unknown(_) => self.tally.broken.push(id),
        }
        self.without_geometry(id);
    }

    /// A feature with its geometry, whose points are converted in place.
    pub fn shape(&mut self, id: i64, raw: &mut RawShape) {
        if raw.points.is_empty() {
            self.tally.empty.push(id);
            return self.without_geometry(id);
        }
        if raw.points.iter().any(|point| !point[0].is_finite() || !point[1].is_finite()) {
            self.tally.not_finite.push(id);
            return self.without_geometry(id);
        }
        for point in &raw.points {
            self.source_bounds.include(*point);
        }
        if self.transform.apply(&mut raw.points).is_err() {
            self.tally.outside.push(id);
            return self.without_geometry(id);
        }
        if raw.extra_dimensions {
            self.tally.extra_dimensions.push(id);
        }
        if raw.collection {
            self.tally.collections.push(id);
        }
        self.pack(id, raw);
        self.ids.push(id);
        if self.repair && self.kind == GeometryKind::Polygons {
            self.repair_last(id);
        }
    }

    fn pack(&mut self, id: i64, raw: &RawShape) {
        let (mut other, mut unclosed) = (false, false);
        for (kind, rings) in raw.parts() {
            if kind != self.wanted {
                other = true;
                continue;
            }
            let mut packed = false;
            for ring in rings {
                let points = raw.ring(ring);
                if points.is_empty() {
                    continue;
                }
                unclosed |= kind == Simple::Polygon && points.first() != points.last();
                self.shapes.ring(points);
                packed = true;
            }
            if packed {
                self.shapes.end_part();
            }
        }
        self.shapes.end_feature();
        if other {
            self.tally.other_parts.push(id);
        }
        if unclosed {
            self.tally.unclosed.push(id);
        }
    }

    /// Repairs the feature just packed, if it is invalid.
    fn repair_last(&mut self, id: i64) {
        let shapes = self.shapes.shapes();
        let last = shapes.len() - 1;
        if health::feature_faults(shapes, last).is_empty() {
            return;
        }
        match repair::repaired(&shapes.multi_polygon(last)) {
            Some(outcome) => {
                let repair = Repair { feature: id, before_m2: outcome.before_m2, after_m2: outcome.after_m2 };
                self.shapes.remove_last_feature();
                self.shapes.multi_polygon(&outcome.polygons);
                self.tally.repairs.push(repair);
            }
            None => self.tally.unrepaired.push(id),
        }
    }

    fn without_geometry(&mut self, id: i64) {
        self.shapes.end_feature();
        self.ids.push(id);
    }

    /// Takes over what threads read of the same layer, one after the other.
    pub fn take_over(&mut self, runs: Vec<Self>) {
        let mut shapes = vec![std::mem::replace(&mut self.shapes, PackedBuilder::new(self.kind))];
        for run in runs {
            shapes.push(run.shapes);
            self.ids.extend(run.ids);
            self.tally.merge(run.tally);
            self.source_bounds = self.source_bounds.union(&run.source_bounds);
        }
        self.shapes = PackedBuilder::joined(self.kind, shapes);
    }
}
