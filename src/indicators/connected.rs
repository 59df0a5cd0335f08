//! How large the connected land is that a piece of basic farmland lies in: its farmland block where it lies in one, else the
//! pieces of the same direction that it shares boundary with.

use crate::geometry::{Bounds, Point, ring_lines};
use crate::land::{BasicFarmlandPiece, Land};

/// Pieces that share at least this much boundary are connected, metres: as parcels of a block are.
const SHARED_BOUNDARY_M: f64 = 1.0;

/// Edges nearer than this run along each other, metres.
const TOLERANCE_M: f64 = 0.01;

/// The area to read the band of each piece from, m².
pub(super) fn connected_area_m2(land: &Land, pieces: &[BasicFarmlandPiece], blocks: &[Option<f64>]) -> Vec<f64> {
    let loose: Vec<usize> = (0..pieces.len()).filter(|&piece| blocks[piece].is_none()).collect();
    let outlines: Vec<Outline> = loose.iter().map(|&piece| Outline::of(land, &pieces[piece])).collect();
    let mut root: Vec<usize> = (0..loose.len()).collect();
    for first in 0..loose.len() {
        for second in first + 1..loose.len() {
            if outlines[first].shares_boundary(&outlines[second]) {
                let (first, second) = (find(&mut root, first), find(&mut root, second));
                root[first.max(second)] = first.min(second);
            }
        }
    }
    let mut sums = vec![0.0; loose.len()];
    for (place, &piece) in loose.iter().enumerate() {
        sums[find(&mut root, place)] += pieces[piece].gross_m2;
    }
    let mut areas: Vec<f64> = blocks.iter().map(|block| block.unwrap_or(0.0)).collect();
    for (place, &piece) in loose.iter().enumerate() {
        areas[piece] = sums[find(&mut root, place)];
    }
    areas
}

fn find(root: &mut [usize], mut place: usize) -> usize {
    while root[place] != place {
        root[place] = root[root[place]];
        place = root[place];
    }
    place
}

struct Outline {
    bounds: Bounds,
    edges: Vec<[Point; 2]>,
}

impl Outline {
    fn of(land: &Land, piece: &BasicFarmlandPiece) -> Self {
        let shape = land.shape(piece.piece.parcel, &piece.extent);
        let rings = shape.iter().flat_map(ring_lines);
        let edges: Vec<[Point; 2]> = rings
            .flat_map(|ring| ring.lines().map(|line| [[line.start.x, line.start.y], [line.end.x, line.end.y]]))
            .collect();
        Self { bounds: Bounds::of_points(edges.iter().flatten()), edges }
    }

    fn shares_boundary(&self, other: &Self) -> bool {
        if !self.bounds.grown(TOLERANCE_M).meets(&other.bounds) {
            return false;
        }
        let near = |edge: &&[Point; 2], window: &Bounds| Bounds::of_points(*edge).grown(TOLERANCE_M).meets(window);
        let own: Vec<_> = self.edges.iter().filter(|edge| near(edge, &other.bounds)).collect();
        let theirs: Vec<_> = other.edges.iter().filter(|edge| near(edge, &self.bounds)).collect();
        let shared: f64 = own.iter().flat_map(|edge| theirs.iter().map(|theirs| overlap_m(edge, theirs))).sum();
        shared >= SHARED_BOUNDARY_M
    }
}

/// Length that the second edge runs along the first, metres.
fn overlap_m(edge: &[Point; 2], other: &[Point; 2]) -> f64 {
    let (dx, dy) = (edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return 0.0;
    }
    let place = |point: Point| {
        let (x, y) = (point[0] - edge[0][0], point[1] - edge[0][1]);
        ((x * dx + y * dy) / length, (x * dy - y * dx).abs() / length)
    };
    let ((from, from_off), (to, to_off)) = (place(other[0]), place(other[1]));
    if from_off > TOLERANCE_M || to_off > TOLERANCE_M {
        return 0.0;
    }
    (from.max(to).min(length) - from.min(to).max(0.0)).max(0.0)
}
