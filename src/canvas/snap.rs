//! What a vertex takes hold of, of zones and of the base layers that are shown: vertices first, then crossings of edges, their
//! middles, the foot of a perpendicular from the point before, and last the edges themselves.

use egui::Pos2;

use super::space::{Space, distance_to_segment};
use crate::base::BaseLayer;
use crate::design::{FeatureId, Shape, VertexAddress, Zone};
use crate::geometry::segment::nearest_on;
use crate::geometry::{Bounds, GeometryKind, Point};
use crate::i18n::{Language, Message, Text};

use super::tools::Scene;
use super::words::CanvasText;

/// Features looked at around the pointer at most: at a small scale a snap would mean nothing anyway.
const FEATURES: usize = 400;

/// Edges in reach whose crossings are looked for: more than that is a thicket.
const EDGES: usize = 24;

/// Where a vertex goes, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Snap {
    pub at: Point,
    pub message: Message,
}

/// The nearest vertex within reach of the pointer, else the nearest of the next kind. `moving` is the vertex that is itself on the way,
/// `before` the point that a line comes from.
pub(super) fn snap(
    scene: &Scene<'_>,
    pointer: Pos2,
    moving: Option<(FeatureId, Option<VertexAddress>)>,
    before: Option<Point>,
) -> Option<Snap> {
    let (space, setting) = (&scene.space, scene.snap);
    if !setting.on {
        return None;
    }
    let reach = setting.reach;
    let mut search = Search { space, pointer, reach, vertex: None, edge: None, edges: Vec::new() };
    let scheme = scene.document.current_scheme();
    // What moves along stands where it stood only until the drag ends.
    let along = scene.gesture.map_or(&[][..], |gesture| gesture.along());
    let stands = |zone: &Zone| !along.iter().any(|(id, _)| *id == zone.id);
    let zones = scheme.zones.iter().filter(|zone| setting.design && scene.shows(FeatureId::Zone(zone.id)));
    for zone in zones.filter(|zone| stands(zone)) {
        search.feature(FeatureId::Zone(zone.id), &zone.shape, &zone.name, moving);
    }
    for measure in scheme.measures.iter().filter(|of| setting.design && scene.shows(FeatureId::Measure(of.id))) {
        let name = measure.title(scene.language);
        search.feature(FeatureId::Measure(measure.id), &measure.shape, &name, moving);
    }
    let window = Bounds::around(space.plane(pointer), space.metres(reach));
    let mut left = FEATURES;
    for layer in scene.layers.iter().filter(|layer| !setting.skipped.contains(&layer.id)) {
        let mut found = Vec::new();
        layer.tree.query(&layer.shapes, &window, |feature| {
            if found.len() < left {
                found.push(feature);
            }
        });
        left -= found.len();
        let closed = layer.shapes.kind() == GeometryKind::Polygons;
        for feature in found {
            let name = name_of(layer, feature, scene.language);
            for ring in layer.shapes.rings(feature) {
                search.points(ring, closed, &name, Some(&window), None);
            }
        }
    }
    search.best(before)
}

struct Candidate {
    distance: f32,
    at: Point,
    name: String,
}

struct Search<'a> {
    space: &'a Space,
    pointer: Pos2,
    /// Points of the screen.
    reach: f32,
    vertex: Option<Candidate>,
    edge: Option<Candidate>,
    /// Edges in reach, with what they are of.
    edges: Vec<([Point; 2], String)>,
}

impl Search<'_> {
    fn best(mut self, before: Option<Point>) -> Option<Snap> {
        let said = |words: CanvasText, found: Candidate| Snap {
            at: found.at,
            message: words.with([found.name.as_str().into()]),
        };
        if let Some(vertex) = self.vertex.take() {
            return Some(said(CanvasText::SnapVertex, vertex));
        }
        let nearest = |kind: CanvasText, places: Vec<(Point, &String)>| {
            let mut best = None;
            for (at, name) in places {
                Self::take(&mut best, self.reach, self.pointer.distance(self.space.screen(at)), at, name);
            }
            best.map(|found| said(kind, found))
        };
        let edges = || self.edges.iter();
        let crossings = edges().enumerate().flat_map(|(place, (first, name))| {
            let later = self.edges[place + 1..].iter();
            later.filter_map(move |(second, _)| Some((crossing(*first, *second)?, name)))
        });
        let middles = edges().map(|([a, b], name)| ([0, 1].map(|axis| f64::midpoint(a[axis], b[axis])), name));
        let feet =
            before.into_iter().flat_map(|from| edges().map(move |([a, b], name)| (nearest_on(from, *a, *b).1, name)));
        nearest(CanvasText::SnapCrossing, crossings.collect())
            .or_else(|| nearest(CanvasText::SnapMiddle, middles.collect()))
            .or_else(|| nearest(CanvasText::SnapFoot, feet.collect()))
            .or_else(|| self.edge.take().map(|edge| said(CanvasText::SnapEdge, edge)))
    }

    fn feature(
        &mut self,
        id: FeatureId,
        shape: &Shape,
        name: &str,
        moving: Option<(FeatureId, Option<VertexAddress>)>,
    ) {
        let mine = moving.filter(|(moving, _)| *moving == id);
        for (part, ring, points) in shape.rings() {
            match mine {
                // What moves as a whole does not hold on to itself.
                Some((_, None)) => {}
                Some((_, Some(vertex))) if (vertex.part, vertex.ring) == (part, ring) => {
                    self.ring(&points, name, None, Some(vertex.index));
                }
                _ => self.ring(&points, name, None, None),
            }
        }
    }

    fn ring(&mut self, ring: &[Point], name: &str, window: Option<&Bounds>, without: Option<usize>) {
        self.points(ring, true, name, window, without);
    }

    /// Looks at the vertices and edges of a ring or line; those at vertex `without` are on the way themselves.
    fn points(&mut self, ring: &[Point], closed: bool, name: &str, window: Option<&Bounds>, without: Option<usize>) {
        for (index, point) in ring.iter().enumerate() {
            let next = (index + 1) % ring.len();
            let mut edge = Bounds { min: *point, max: *point };
            edge.include(ring[next]);
            if window.is_some_and(|window| !window.meets(&edge)) {
                continue;
            }
            let on_screen = self.space.screen(*point);
            if without != Some(index) {
                Self::take(&mut self.vertex, self.reach, self.pointer.distance(on_screen), *point, name);
            }
            let is_edge = closed || index + 1 < ring.len();
            if is_edge && without != Some(index) && without != Some(next) {
                let end = ring[next];
                let (distance, _) = distance_to_segment(self.pointer, on_screen, self.space.screen(end));
                if distance <= self.reach {
                    if self.edges.len() < EDGES {
                        self.edges.push(([*point, end], name.to_owned()));
                    }
                    Self::take(
                        &mut self.edge,
                        self.reach,
                        distance,
                        nearest_on(self.space.plane(self.pointer), *point, end).1,
                        name,
                    );
                }
            }
        }
    }

    fn take(best: &mut Option<Candidate>, reach: f32, distance: f32, at: Point, name: &str) {
        if distance <= reach && best.as_ref().is_none_or(|best| distance < best.distance) {
            *best = Some(Candidate { distance, at, name: name.to_owned() });
        }
    }
}

/// 永久基本农田 3301100203: the layer, and the number that people call the feature by.
fn name_of(layer: &BaseLayer, feature: usize, language: Language) -> String {
    let title = layer.title_in(language);
    layer.number_of(feature).map_or_else(|| title.to_owned(), |number| format!("{title} {number}"))
}

/// Where two segments cross; none for parallels.
fn crossing(first: [Point; 2], second: [Point; 2]) -> Option<Point> {
    let [[a, b], [c, d]] = [first, second];
    let (r, s) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let across = r[0] * s[1] - r[1] * s[0];
    let away = [c[0] - a[0], c[1] - a[1]];
    let (on_first, on_second) =
        ((away[0] * s[1] - away[1] * s[0]) / across, (away[0] * r[1] - away[1] * r[0]) / across);
    let is_within = [on_first, on_second].iter().all(|share| (0.0..=1.0).contains(share));
    is_within.then(|| [a[0] + on_first * r[0], a[1] + on_first * r[1]])
}
