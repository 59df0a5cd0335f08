//! One planar subdivision, made by cutting faces in two, so that neighbours share their boundary bit for bit by construction.
//!
//! A face is a ring of node numbers. A cut that ends on an edge puts a node there and writes it into `on_edge`; the neighbour
//! across that edge finds it when its own ring is expanded. Nodes lie on whole millimetres. A cut keeps clear of the boundary
//! by [`CLEARANCE_M`], a hundred times what rounding can move, or is refused: hence no rounding can make two edges cross.

use std::collections::HashMap;

use super::plane::{
    Point, along, crossing, distance, distance_to_segment, is_inside, middle, minus, ring_area_m2, unit,
};

/// What a cut keeps from every edge that it does not end on, metres.
const CLEARANCE_M: f64 = 0.25;
/// A cut that ends nearer than this to a node ends in the node.
const SNAP_M: f64 = 0.6;

/// Node numbers, counter-clockwise, the closing one implied.
pub(super) type Ring = Vec<u32>;

#[derive(Default)]
pub(super) struct Subdivision {
    /// Whole millimetres from the origin.
    nodes_mm: Vec<[i32; 2]>,
    /// The node that a cut put on the edge between two nodes (smaller number first). Only ever looked up.
    on_edge: HashMap<(u32, u32), u32>,
}

/// A stretch of a line through a face: where it enters, what lies within, where it leaves.
#[derive(Clone, Debug)]
pub(super) struct Section {
    entry: Hit,
    within: Vec<Point>,
    exit: Hit,
}

#[derive(Clone, Copy, Debug)]
struct Hit {
    /// Edge from node `edge` of the ring to the next.
    edge: usize,
    at: Point,
}

/// What a cut makes of a face.
pub(super) struct Halves {
    pub left: Ring,
    pub right: Ring,
}

impl Subdivision {
    pub fn node(&mut self, at: Point) -> u32 {
        self.nodes_mm.push([(at[0] * 1000.0).round() as i32, (at[1] * 1000.0).round() as i32]);
        self.nodes_mm.len() as u32 - 1
    }

    #[cfg(test)]
    pub fn node_mm(&self, node: u32) -> [i32; 2] {
        self.nodes_mm[node as usize]
    }

    pub fn position(&self, node: u32) -> Point {
        let [x, y] = self.nodes_mm[node as usize];
        [f64::from(x) / 1000.0, f64::from(y) / 1000.0]
    }

    pub fn positions(&self, ring: &[u32]) -> Vec<Point> {
        ring.iter().map(|&node| self.position(node)).collect()
    }

    /// The ring with every node that cuts of neighbours have put on its edges.
    pub fn expanded(&self, ring: &[u32]) -> Ring {
        let mut full = Ring::with_capacity(ring.len() + 4);
        for (index, &node) in ring.iter().enumerate() {
            full.push(node);
            self.expand_edge(node, ring[(index + 1) % ring.len()], &mut full);
        }
        full
    }

    fn expand_edge(&self, from: u32, to: u32, into: &mut Ring) {
        if let Some(&node) = self.on_edge.get(&key(from, to)) {
            self.expand_edge(from, node, into);
            into.push(node);
            self.expand_edge(node, to, into);
        }
    }

    /// Cuts an expanded ring in two; `None` where the section comes too near to the boundary.
    pub fn cut(&mut self, ring: &[u32], section: &Section) -> Option<Halves> {
        let points = self.positions(ring);
        let end = |hit: &Hit| {
            let next = (hit.edge + 1) % ring.len();
            if distance(hit.at, points[hit.edge]) < SNAP_M {
                (Some(hit.edge), points[hit.edge])
            } else if distance(hit.at, points[next]) < SNAP_M {
                (Some(next), points[next])
            } else {
                (None, hit.at)
            }
        };
        let ((from_node, from), (to_node, to)) = (end(&section.entry), end(&section.exit));
        let within: Vec<Point> = section
            .within
            .iter()
            .copied()
            .filter(|&point| distance(point, from) > 1.5 && distance(point, to) > 1.5)
            .collect();
        let same_edge = from_node.is_none() && to_node.is_none() && section.entry.edge == section.exit.edge;
        if distance(from, to) < 1.0 || (same_edge && within.is_empty()) {
            return None;
        }
        let mut line = vec![from];
        line.extend(&within);
        line.push(to);
        if !is_simple(&line) || !is_clear(&points, &line, (from_node, section.entry.edge), (to_node, section.exit.edge))
        {
            return None;
        }
        let from_id = self.end_node(ring, from_node, &section.entry);
        // With both ends on one edge, the second lies on one of the halves that the first has made.
        let mut ring = self.expanded(ring);
        let to_id = match to_node {
            Some(_) => to_node.map(|index| self.nearest(&ring, points[index]))?,
            None => {
                let edge = nearest_edge(&self.positions(&ring), section.exit.at)?;
                self.end_node(&ring, None, &Hit { edge, at: section.exit.at })
            }
        };
        ring = self.expanded(&ring);
        let chain: Vec<u32> = within.into_iter().map(|point| self.node(point)).collect();
        let start = ring.iter().position(|&node| node == from_id)?;
        ring.rotate_left(start);
        let stop = ring.iter().position(|&node| node == to_id)?;
        // The ring runs from → … → to on the right of the chain from → to, and back on its left.
        let mut right: Ring = ring[..=stop].to_vec();
        right.extend(chain.iter().rev());
        let mut left: Ring = vec![from_id];
        left.extend(&chain);
        left.extend(&ring[stop..]);
        Some(Halves { left, right })
    }

    fn end_node(&mut self, ring: &[u32], node: Option<usize>, hit: &Hit) -> u32 {
        if let Some(index) = node {
            return ring[index];
        }
        let (a, b) = (ring[hit.edge], ring[(hit.edge + 1) % ring.len()]);
        let id = self.node(hit.at);
        self.on_edge.insert(key(a, b), id);
        id
    }

    fn nearest(&self, ring: &[u32], point: Point) -> u32 {
        let mut best = (f64::INFINITY, 0);
        for &node in ring {
            let away = distance(self.position(node), point);
            if away < best.0 {
                best = (away, node);
            }
        }
        best.1
    }
}

fn nearest_edge(points: &[Point], at: Point) -> Option<usize> {
    (0..points.len()).min_by(|&a, &b| {
        let away = |index: usize| distance_to_segment(at, points[index], points[(index + 1) % points.len()]);
        away(a).total_cmp(&away(b))
    })
}

fn key(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Whether a line keeps clear of itself: a curve drawn through a bend may loop.
fn is_simple(line: &[Point]) -> bool {
    let segments: Vec<[Point; 2]> = line.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    segments.iter().enumerate().all(|(index, [a, b])| {
        segments[..index].iter().enumerate().all(|(earlier, [c, d])| {
            // Segments in a row share a node; what else they may share is a turn back on itself.
            if earlier + 1 == index {
                distance_to_segment(*b, *c, *d) >= 0.1
            } else {
                crossing(*a, *b, *c, *d).is_none() && distance_to_segment(*b, *c, *d) >= 0.1
            }
        })
    })
}

/// Whether a line keeps clear of every edge except those it ends on.
fn is_clear(points: &[Point], line: &[Point], from: (Option<usize>, usize), to: (Option<usize>, usize)) -> bool {
    let touches = |edge: usize, end: (Option<usize>, usize)| match end.0 {
        Some(node) => edge == node || (edge + 1) % points.len() == node,
        None => edge == end.1,
    };
    let last = line.len() - 2;
    (0..points.len()).all(|edge| {
        let (a, b) = (points[edge], points[(edge + 1) % points.len()]);
        let (at_from, at_to) = (touches(edge, from), touches(edge, to));
        line.windows(2).enumerate().all(|(index, pair)| {
            let ends_here = (index == 0 && at_from) || (index == last && at_to);
            let near = |point: Point| distance_to_segment(point, a, b) < CLEARANCE_M;
            if ends_here {
                // The far end of the segment must leave the edge; so must the edge's far node the segment.
                let far_clear = (index == 0 && at_from && (index != last || !at_to) && near(pair[1]))
                    || (index == last && at_to && (index != 0 || !at_from) && near(pair[0]));
                let beside = |node: Point| {
                    distance(node, pair[0]) > 1e-6
                        && distance(node, pair[1]) > 1e-6
                        && distance_to_segment(node, pair[0], pair[1]) < 0.1
                };
                return !far_clear && !beside(a) && !beside(b);
            }
            crossing(pair[0], pair[1], a, b).is_none()
                && !near(pair[0])
                && !near(pair[1])
                && distance_to_segment(a, pair[0], pair[1]) >= CLEARANCE_M
                && distance_to_segment(b, pair[0], pair[1]) >= CLEARANCE_M
        })
    })
}

/// The stretches of a line that lie within a ring and run from boundary to boundary.
pub(super) fn sections(points: &[Point], line: &[Point]) -> Vec<Section> {
    let mut hits: Vec<(usize, f64, Hit)> = Vec::new();
    for (segment, pair) in line.windows(2).enumerate() {
        for edge in 0..points.len() {
            let (a, b) = (points[edge], points[(edge + 1) % points.len()]);
            let apart = (0..2).any(|axis| {
                a[axis].max(b[axis]) < pair[0][axis].min(pair[1][axis])
                    || a[axis].min(b[axis]) > pair[0][axis].max(pair[1][axis])
            });
            if apart {
                continue;
            }
            if let Some((t, u)) = crossing(pair[0], pair[1], a, b) {
                hits.push((segment, t, Hit { edge, at: along(a, [b[0] - a[0], b[1] - a[1]], u) }));
            }
        }
    }
    hits.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    hits.windows(2)
        .filter_map(|pair| {
            let (entry, exit) = (&pair[0], &pair[1]);
            let within: Vec<Point> = line[entry.0 + 1..=exit.0].to_vec();
            let first = within.first().copied().unwrap_or(exit.2.at);
            let inside = distance(entry.2.at, first) > 1e-6 && is_inside(points, middle(entry.2.at, first));
            inside.then_some(Section { entry: entry.2, within, exit: exit.2 })
        })
        .collect()
}

impl Section {
    /// Distance of a position from this stretch.
    pub fn distance_m(&self, point: Point) -> f64 {
        super::plane::distance_to_line(point, &self.points())
    }

    fn points(&self) -> Vec<Point> {
        let mut points = vec![self.entry.at];
        points.extend(&self.within);
        points.push(self.exit.at);
        points
    }

    /// The stretch, drawn out a little at both ends so that it crosses the boundary for certain.
    pub fn points_beyond(&self) -> Vec<Point> {
        const BEYOND_M: f64 = 0.05;
        let mut points = self.points();
        let last = points.len() - 1;
        let (first_step, last_step) = (unit(minus(points[0], points[1])), unit(minus(points[last], points[last - 1])));
        points[0] = along(points[0], first_step, BEYOND_M);
        points[last] = along(points[last], last_step, BEYOND_M);
        points
    }

    /// The middle of its first segment within: surely inside the face.
    pub fn point_within(&self) -> Point {
        middle(self.entry.at, self.within.first().copied().unwrap_or(self.exit.at))
    }
}

/// Area of a ring of nodes, m².
pub(super) fn area_m2(subdivision: &Subdivision, ring: &[u32]) -> f64 {
    ring_area_m2(&subdivision.positions(ring))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(subdivision: &mut Subdivision) -> Ring {
        [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]].map(|at| subdivision.node(at)).to_vec()
    }

    #[test]
    fn a_neighbour_finds_the_nodes_that_a_cut_put_on_its_edge() {
        let mut subdivision = Subdivision::default();
        let ring = square(&mut subdivision);
        let across = sections(&subdivision.positions(&ring), &[[-5.0, 40.0], [50.0, 55.0], [105.0, 40.0]]);
        let halves = subdivision.cut(&ring, &across[0]).unwrap();
        assert!((area_m2(&subdivision, &halves.left) + area_m2(&subdivision, &halves.right) - 10_000.0).abs() < 1e-6);
        let upper = sections(&subdivision.positions(&halves.left), &[[30.0, 0.0], [30.0, 120.0]]);
        subdivision.cut(&halves.left, &upper[0]).unwrap();
        assert_eq!(subdivision.expanded(&halves.right).len(), halves.right.len() + 1);
    }

    #[test]
    fn a_cut_along_the_boundary_is_refused() {
        let mut subdivision = Subdivision::default();
        let ring = square(&mut subdivision);
        let grazing = sections(&subdivision.positions(&ring), &[[-5.0, 50.0], [0.1, 60.0], [0.1, 70.0], [-5.0, 80.0]]);
        assert!(grazing.iter().all(|section| subdivision.cut(&ring, section).is_none()));
    }
}
