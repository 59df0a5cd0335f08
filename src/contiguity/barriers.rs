//! What breaks a block: rivers, roads and railways by their class, and village cores by their size.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::blocks::components;
use super::contact::{Scratch, contact};
use super::faces::Faces;
use super::links::Links;
use super::segment::{Segment, cross, minus, total_of};
use super::setting::{Setting, is_settlement};
use crate::geometry::overlay::EdgeIndex;
use crate::geometry::{Bounds, Point};
use crate::units::m2_from_mu;

/// A line that is in a barrier for no more than this only touches it, metres.
const TOUCH_M: f64 = 0.001;

/// The faces that break a block, ready to be asked about straight lines.
#[derive(Clone, Debug)]
pub struct Barriers {
    /// Faces whose class alone makes them a barrier.
    by_class: Vec<bool>,
    /// Faces of village cores.
    in_core: Vec<bool>,
    /// Settlement that touches settlement: what village cores are made of.
    settlement: Links,
    /// Edges of each barrier, by face.
    edges: BTreeMap<u32, Arc<EdgeIndex>>,
}

impl Barriers {
    /// The barriers among the faces.
    pub fn of(faces: &Faces, setting: &Setting) -> Self {
        let touching = setting.with_gap_m(0.0);
        let nodes = (0..faces.len()).map(|face| is_settled(faces, face)).collect();
        let settlement =
            Links::build(faces, nodes, TOUCH_M, |pair, scratch| contact(faces, pair, &touching, |_, _| false, scratch));
        let by_class = (0..faces.len()).map(|face| is_barrier_by_class(faces, face, setting)).collect();
        let in_core = village_cores(faces, setting, &settlement);
        let mut barriers = Self { by_class, in_core, settlement, edges: BTreeMap::new() };
        let numbers: Vec<u32> = (0..faces.len() as u32).filter(|&face| barriers.contains(face as usize)).collect();
        let edges = numbers.into_par_iter().with_min_len(64).map(|face| (face, edges_of(faces, face)));
        barriers.edges = edges.collect::<Vec<_>>().into_iter().collect();
        barriers
    }

    /// Follows faces of some numbers, ascending, that changed: the barriers are what [`Self::of`] would find. Gives the boxes of those
    /// that came or went, or are others now.
    pub(super) fn refresh(&mut self, faces: &Faces, setting: &Setting, changed: &[usize]) -> Vec<Bounds> {
        self.by_class.resize(faces.len(), false);
        self.in_core.resize(faces.len(), false);
        let mut settled = Vec::new();
        for &face in changed {
            self.by_class[face] = is_barrier_by_class(faces, face, setting);
            if is_settled(faces, face) || self.settlement.is_node(face) {
                settled.push(face);
            }
        }
        let mut renewed = changed.to_vec();
        if !settled.is_empty() {
            let touching = setting.with_gap_m(0.0);
            let find = |pair, scratch: &mut Scratch| contact(faces, pair, &touching, |_, _| false, scratch);
            self.settlement.refresh(faces, &settled, |face| is_settled(faces, face), TOUCH_M, find);
            let in_core = village_cores(faces, setting, &self.settlement);
            renewed.extend((0..faces.len()).filter(|&face| in_core[face] != self.in_core[face]));
            self.in_core = in_core;
        }
        let mut boxes = Vec::new();
        for face in renewed {
            let number = face as u32;
            let is_barrier = self.contains(face);
            // A core that grows leaves the parcels it had as they were.
            if is_barrier && self.edges.contains_key(&number) && changed.binary_search(&face).is_err() {
                continue;
            }
            let edges = is_barrier.then(|| edges_of(faces, number));
            boxes.extend(edges.as_ref().map(|edges| edges.bounds()));
            let before = match edges {
                Some(edges) => self.edges.insert(number, edges),
                None => self.edges.remove(&number),
            };
            boxes.extend(before.map(|edges| edges.bounds()));
        }
        boxes
    }

    /// Whether a face is a barrier.
    pub fn contains(&self, face: usize) -> bool {
        self.by_class.get(face).copied().unwrap_or(false) || self.in_core.get(face).copied().unwrap_or(false)
    }

    /// Whether a straight line meets a barrier: passes through it or runs along its edge for the
    /// better part of its way. To touch it in a point is nothing.
    pub fn block(&self, faces: &Faces, from: Point, to: Point) -> bool {
        let mut is_blocked = false;
        faces.query(&Bounds::of_points(&[from, to]), |face| {
            if !is_blocked && self.contains(face) {
                is_blocked = self.edges.get(&(face as u32)).is_some_and(|edges| is_met(edges, from, to));
            }
        });
        is_blocked
    }
}

fn is_settled(faces: &Faces, face: usize) -> bool {
    faces.is_present(face) && faces.class(face).is_some_and(|class| is_settlement(&class.code))
}

fn is_barrier_by_class(faces: &Faces, face: usize, setting: &Setting) -> bool {
    faces.is_present(face) && faces.class(face).is_some_and(|class| setting.barriers.contains(&class.code))
}

/// Settlement that together reaches the size of a village core.
fn village_cores(faces: &Faces, setting: &Setting, settlement: &Links) -> Vec<bool> {
    let core_m2 = m2_from_mu(setting.village_core_mu);
    let component_of = components(settlement);
    let mut together_m2 = vec![0.0; faces.len()];
    for face in (0..faces.len()).filter(|&face| settlement.is_node(face)) {
        together_m2[component_of[face] as usize] += faces.area_m2(face);
    }
    let is_core = |face: usize| settlement.is_node(face) && together_m2[component_of[face] as usize] >= core_m2;
    (0..faces.len()).map(is_core).collect()
}

fn edges_of(faces: &Faces, face: u32) -> Arc<EdgeIndex> {
    let index = faces.shape(face as usize).map(|(shapes, feature)| EdgeIndex::from_rings(shapes.rings(feature)));
    Arc::new(index.unwrap_or_default())
}

fn is_met(edges: &EdgeIndex, from: Point, to: Point) -> bool {
    let way = Segment::new(from, to);
    let (run, length_m) = (minus(to, from), way.length_m());
    let mut cuts = vec![0.0, 1.0];
    let mut along = Vec::new();
    edges.query(&way.bounds.grown(TOUCH_M), |edge| {
        let (start, end) = edges.edge(edge);
        along.extend(way.stretch_along(&Segment::new(start, end), TOUCH_M));
        let base = minus(end, start);
        let turn = cross(run, base);
        // Parallel edges cut nothing; their neighbours do.
        if turn != 0.0 {
            cuts.push((cross(minus(start, from), base) / turn).clamp(0.0, 1.0));
        }
        true
    });
    cuts.sort_unstable_by(f64::total_cmp);
    // A line that only ends at a barrier, at a sharp angle, is near its edge for a little while too.
    total_of(&mut along) > 0.5
        || cuts.windows(2).any(|cut| {
            let middle = (cut[0] + cut[1]) / 2.0;
            (cut[1] - cut[0]) * length_m > TOUCH_M
                && edges.contains([from[0] + run[0] * middle, from[1] + run[1] * middle])
        })
}
