//! The way along boundaries that are shown, from one place on them to another: the shortest, or the other way round. Boundaries of all
//! layers and of the design form one network; where a vertex of one lies on an edge of another, the way may change over.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use super::tools::Scene;
use crate::base::{BaseLayer, LayerId};
use crate::design::{FeatureId, Measure, Shape, Zone, shape_bounds};
use crate::geometry::segment::{apart_m, lies_on};
use crate::geometry::{Bounds, GeometryKind, Point};

/// What lies this near to an edge lies on it, m: digitised boundaries agree to the millimetre.
const ON_EDGE_M: f64 = 1e-3;

/// Places looked at for one way: beyond that the two ends are not joined in any useful sense.
const MOST_PLACES: usize = 10_000;

/// Places whose surroundings are looked up in one frame; the search goes on in the next.
pub(super) const LOOKUPS_A_FRAME: usize = 35;

/// A way along boundaries.
#[derive(Clone, Debug, PartialEq)]
pub enum Traced {
    /// The points after the start, up to the end.
    Way(Vec<Point>),
    /// The search goes on in the next frame.
    Searching,
    /// No boundary joins the two places.
    None,
}

/// Finds ways; keeps what it learns about the network for as long as what is shown stays the same.
#[derive(Default)]
pub(super) struct Tracer {
    shown: Shown,
    /// Places that a place is joined to by a piece of boundary without another place on it.
    joined: HashMap<Key, Vec<Point>>,
    long: LongRings,
    last: Option<(Point, Point, bool, Traced)>,
}

/// What the network was made of.
#[derive(Default, PartialEq)]
struct Shown {
    layers: Vec<LayerId>,
    zones: Vec<*const Zone>,
    measures: Vec<*const Measure>,
}

type Key = [u64; 2];

impl Tracer {
    /// The way from one place to another. `other`: not along the shortest way, but round the other side. The surroundings of at most
    /// `lookups` places that are not known yet are looked up.
    pub fn way(&mut self, scene: &Scene<'_>, from: Point, to: Point, other: bool, mut lookups: usize) -> Traced {
        let shown = Shown::of(scene);
        if shown != self.shown {
            *self = Self { shown, ..Self::default() };
        }
        if let Some((a, b, way, traced)) = &self.last
            && (*a, *b, *way) == (from, to, other)
            && *traced != Traced::Searching
        {
            return traced.clone();
        }
        let shortest = self.search(scene, from, to, &HashSet::new(), &mut lookups);
        let traced = match shortest {
            Traced::Way(way) if other => {
                let path: Vec<Point> = std::iter::once(from).chain(way).collect();
                let barred =
                    path.windows(2).flat_map(|edge| [(key(edge[0]), key(edge[1])), (key(edge[1]), key(edge[0]))]);
                self.search(scene, from, to, &barred.collect(), &mut lookups)
            }
            traced => traced,
        };
        self.last = Some((from, to, other, traced.clone()));
        traced
    }

    /// A* along the boundaries, without the barred edges.
    fn search(
        &mut self,
        scene: &Scene<'_>,
        from: Point,
        to: Point,
        barred: &HashSet<(Key, Key)>,
        lookups: &mut usize,
    ) -> Traced {
        let mut best: HashMap<Key, (f64, Point)> = HashMap::from([(key(from), (0.0, from))]);
        let mut heap = BinaryHeap::from([Reverse((Ordered(apart_m(from, to)), Ordered(0.0), Place(from)))]);
        let mut done = HashSet::new();
        while let Some(Reverse((_, Ordered(along), Place(at)))) = heap.pop() {
            if key(at) == key(to) {
                return Traced::Way(path(&best, from, to));
            }
            if !done.insert(key(at)) {
                continue;
            }
            if done.len() > MOST_PLACES {
                return Traced::None;
            }
            let onward = match self.joined.entry(key(at)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => {
                    let Some(left) = lookups.checked_sub(1) else { return Traced::Searching };
                    *lookups = left;
                    free.insert(neighbours(scene, &mut self.long, at))
                }
            };
            for &mut next in onward {
                // The end may lie between two places.
                let next = if lies_on(to, at, next, ON_EDGE_M) { to } else { next };
                if barred.contains(&(key(at), key(next))) {
                    continue;
                }
                let length = along + apart_m(at, next);
                if best.get(&key(next)).is_none_or(|(known, _)| length < *known) {
                    best.insert(key(next), (length, at));
                    heap.push(Reverse((Ordered(length + apart_m(next, to)), Ordered(length), Place(next))));
                }
            }
        }
        Traced::None
    }
}

impl Shown {
    fn of(scene: &Scene<'_>) -> Self {
        let scheme = scene.document.current_scheme();
        let zones = scheme.zones.iter().filter(|zone| scene.shows(FeatureId::Zone(zone.id)));
        let measures = scheme.measures.iter().filter(|measure| scene.shows(FeatureId::Measure(measure.id)));
        Self {
            layers: scene.layers.iter().map(|layer| layer.id).collect(),
            zones: zones.map(Arc::as_ptr).collect(),
            measures: measures.map(Arc::as_ptr).collect(),
        }
    }
}

/// A length that can be put in order.
#[derive(Clone, Copy, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A place, in an order that makes equal lengths come out the same in every run.
#[derive(Clone, Copy, PartialEq)]
struct Place(Point);

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0[0].total_cmp(&other.0[0]).then(self.0[1].total_cmp(&other.0[1]))
    }
}

/// Places of a millimetre grid: the same corner in two layers may differ in its last digits.
fn key(at: Point) -> Key {
    at.map(|value| ((value / ON_EDGE_M).round() + 0.0).to_bits())
}

fn path(best: &HashMap<Key, (f64, Point)>, from: Point, to: Point) -> Vec<Point> {
    let mut back = vec![to];
    let mut at = to;
    while let Some((_, before)) = best.get(&key(at)).filter(|_| key(at) != key(from)) {
        at = *before;
        back.push(at);
    }
    back.pop();
    back.reverse();
    back
}

/// The nearest places along every edge that ends at a place or passes through it.
fn neighbours(scene: &Scene<'_>, long: &mut LongRings, at: Point) -> Vec<Point> {
    let here = Bounds::around(at, ON_EDGE_M);
    let mut ends = Vec::new();
    for_edges(scene, long, &here, &mut |a, b| {
        if lies_on(at, a, b, ON_EDGE_M) {
            ends.extend([a, b].into_iter().filter(|end| key(*end) != key(at)));
        }
    });
    let mut found: Vec<Point> = ends.into_iter().map(|end| first_on(scene, long, at, end)).collect();
    found.sort_by_key(|at| Place(*at));
    found.dedup_by_key(|at| key(*at));
    found
}

/// The first vertex of any boundary on the way from a place to the end of an edge: the end itself, or where another boundary begins.
fn first_on(scene: &Scene<'_>, long: &mut LongRings, at: Point, end: Point) -> Point {
    let mut window = Bounds { min: at, max: at };
    window.include(end);
    let mut first = end;
    for_edges(scene, long, &window.grown(ON_EDGE_M), &mut |vertex, _| {
        let is_between = key(vertex) != key(at) && apart_m(at, vertex) < apart_m(at, first);
        if is_between && lies_on(vertex, at, end, ON_EDGE_M) {
            first = vertex;
        }
    });
    first
}

/// Every edge that is shown and comes near a window.
fn for_edges(scene: &Scene<'_>, long: &mut LongRings, window: &Bounds, visit: &mut dyn FnMut(Point, Point)) {
    for layer in &scene.layers {
        features(layer, long, window, visit);
    }
    let scheme = scene.document.current_scheme();
    let zones = scheme.zones.iter().filter(|zone| scene.shows(FeatureId::Zone(zone.id))).map(|zone| &zone.shape);
    let measures = scheme.measures.iter().filter(|of| scene.shows(FeatureId::Measure(of.id))).map(|of| &of.shape);
    for shape in zones.chain(measures).filter(|shape: &&Shape| shape_bounds(&shape.0).meets(window)) {
        for (_, _, points) in shape.rings() {
            edges(&points, 0..points.len(), window, visit);
        }
    }
}

fn features(layer: &BaseLayer, long: &mut LongRings, window: &Bounds, visit: &mut dyn FnMut(Point, Point)) {
    let closed = layer.shapes.kind() == GeometryKind::Polygons;
    layer.tree.query(&layer.shapes, window, |feature| {
        for (number, points) in layer.shapes.rings(feature).enumerate().filter(|(_, points)| !points.is_empty()) {
            let count = if closed { points.len() } else { points.len() - 1 };
            if count <= RUN {
                edges(points, 0..count, window, visit);
                continue;
            }
            let runs = long.entry((layer.id, feature, number)).or_insert_with(|| runs_of(points, count));
            for (run, _) in runs.iter().enumerate().filter(|(_, bounds)| bounds.meets(window)) {
                edges(points, run * RUN..count.min((run + 1) * RUN), window, visit);
            }
        }
    });
}

/// Boxes of runs of edges of rings that are long: by layer, feature and ring.
type LongRings = HashMap<(LayerId, usize, usize), Vec<Bounds>>;

/// Edges of a run.
const RUN: usize = 32;

fn runs_of(points: &[Point], count: usize) -> Vec<Bounds> {
    let edge_ends = |edge: usize| [points[edge], points[(edge + 1) % points.len()]];
    let run = |first: usize| {
        let mut bounds = Bounds::EMPTY;
        (first..count.min(first + RUN)).flat_map(edge_ends).for_each(|end| bounds.include(end));
        bounds
    };
    (0..count).step_by(RUN).map(run).collect()
}

/// The edges of a ring or line that begin at these vertices and come near a window.
fn edges(points: &[Point], which: std::ops::Range<usize>, window: &Bounds, visit: &mut dyn FnMut(Point, Point)) {
    for index in which {
        let (a, b) = (points[index], points[(index + 1) % points.len()]);
        let mut edge = Bounds { min: a, max: a };
        edge.include(b);
        if edge.meets(window) {
            visit(a, b);
        }
    }
}
