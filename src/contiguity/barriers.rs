//! What breaks a block: rivers, roads and railways by their class, and village cores by their size.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::components;
use super::contact::contact;
use super::faces::Faces;
use super::links::Links;
use super::segment::{Segment, cross, minus};
use super::setting::{Setting, is_settlement};
use crate::geometry::overlay::EdgeIndex;
use crate::geometry::{Bounds, Point};
use crate::units::m2_from_mu;

/// A way that is inside a barrier for no more than this only touches it, metres.
const TOUCH_M: f64 = 0.001;

/// The faces that break a block, ready to be asked about straight lines.
#[derive(Clone, Debug)]
pub struct Barriers {
    /// Edges of each barrier, by face.
    edges: BTreeMap<u32, Arc<EdgeIndex>>,
    is_barrier: Vec<bool>,
    /// Settlement that touches settlement: what village cores are made of.
    settlement: Links,
}

impl Barriers {
    /// The barriers among the faces.
    pub fn of(faces: &Faces, setting: &Setting) -> Self {
        let touching = setting.with_gap_m(0.0);
        let settlement = Links::build(faces, settlement_of(faces), TOUCH_M, |pair, scratch| {
            contact(faces, pair, &touching, |_, _| false, scratch)
        });
        Self::with_settlement(faces, setting, settlement, &BTreeMap::new(), &[])
    }

    /// The barriers after the faces of some numbers changed.
    pub(super) fn refreshed(&self, faces: &Faces, setting: &Setting, changed: &[usize]) -> Self {
        let nodes = settlement_of(faces);
        let is_settled = |&face: &usize| self.settlement.is_node(face) || nodes[face];
        let touched: Vec<usize> = changed.iter().copied().filter(is_settled).collect();
        let touching = setting.with_gap_m(0.0);
        let settlement = self.settlement.refreshed(faces, nodes, &touched, TOUCH_M, |pair, scratch| {
            contact(faces, pair, &touching, |_, _| false, scratch)
        });
        Self::with_settlement(faces, setting, settlement, &self.edges, changed)
    }

    /// `known` are edges that still hold, but for `changed` faces.
    fn with_settlement(
        faces: &Faces,
        setting: &Setting,
        settlement: Links,
        known: &BTreeMap<u32, Arc<EdgeIndex>>,
        changed: &[usize],
    ) -> Self {
        let core_m2 = m2_from_mu(setting.village_core_mu);
        let component_of = components(&settlement);
        let mut together_m2 = vec![0.0; faces.len()];
        let settled = (0..faces.len()).filter(|&face| settlement.is_node(face));
        settled.for_each(|face| together_m2[component_of[face] as usize] += faces.area_m2(face));
        let is_barrier: Vec<bool> = (0..faces.len())
            .map(|face| {
                let is_core = settlement.is_node(face) && together_m2[component_of[face] as usize] >= core_m2;
                let by_class = |code: &str| setting.barriers.contains(code);
                is_core || (faces.is_present(face) && faces.class(face).is_some_and(|class| by_class(&class.code)))
            })
            .collect();
        let edges = (0..faces.len()).filter(|&face| is_barrier[face]).filter_map(|face| {
            let number = face as u32;
            let index = match known.get(&number).filter(|_| !changed.contains(&face)) {
                Some(index) => index.clone(),
                None => {
                    let (shapes, feature) = faces.shape(face)?;
                    Arc::new(EdgeIndex::from_rings(shapes.rings(feature)))
                }
            };
            Some((number, index))
        });
        Self { edges: edges.collect(), is_barrier, settlement }
    }

    /// Whether a face is a barrier.
    pub fn contains(&self, face: usize) -> bool {
        self.is_barrier.get(face).copied().unwrap_or(false)
    }

    /// Whether a straight line passes through a barrier; to run along its edge or to end there is no passage.
    pub fn block(&self, faces: &Faces, from: Point, to: Point) -> bool {
        let mut is_blocked = false;
        faces.query(&Bounds::of_points(&[from, to]), |face| {
            if !is_blocked && self.contains(face) {
                is_blocked = self.edges.get(&(face as u32)).is_some_and(|edges| passes_through(edges, from, to));
            }
        });
        is_blocked
    }

    /// The boxes of faces that are a barrier in only one of two states, or another one.
    pub(super) fn changes<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Bounds> + 'a {
        let gone = differing(&before.edges, &self.edges);
        gone.chain(differing(&self.edges, &before.edges)).map(|edges| edges.bounds())
    }
}

/// Barriers of `some` that `others` lack or hold with other edges.
fn differing<'a>(
    some: &'a BTreeMap<u32, Arc<EdgeIndex>>,
    others: &'a BTreeMap<u32, Arc<EdgeIndex>>,
) -> impl Iterator<Item = &'a EdgeIndex> {
    let is_same = |face: &u32, edges: &Arc<EdgeIndex>| others.get(face).is_some_and(|other| Arc::ptr_eq(edges, other));
    some.iter().filter(move |(face, edges)| !is_same(face, edges)).map(|(_, edges)| edges.as_ref())
}

fn settlement_of(faces: &Faces) -> Vec<bool> {
    let is_settled = |face| faces.is_present(face) && faces.class(face).is_some_and(|class| is_settlement(&class.code));
    (0..faces.len()).map(is_settled).collect()
}

fn passes_through(edges: &EdgeIndex, from: Point, to: Point) -> bool {
    let way = Segment::new(from, to);
    let run = minus(to, from);
    let mut cuts = vec![0.0, 1.0];
    edges.query(&way.bounds, |edge| {
        let (start, end) = edges.edge(edge);
        let base = minus(end, start);
        let turn = cross(run, base);
        // Parallel edges cut nothing; their neighbours do.
        if turn != 0.0 {
            cuts.push((cross(minus(start, from), base) / turn).clamp(0.0, 1.0));
        }
        true
    });
    cuts.sort_unstable_by(f64::total_cmp);
    let length_m = way.length_m();
    cuts.windows(2).any(|cut| {
        let middle = (cut[0] + cut[1]) / 2.0;
        (cut[1] - cut[0]) * length_m > TOUCH_M && edges.contains([from[0] + run[0] * middle, from[1] + run[1] * middle])
    })
}
