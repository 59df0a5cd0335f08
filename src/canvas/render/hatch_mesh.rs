//! Patterned land as triangles and edges, in the order in which it is drawn; made on any thread, then put on the card.

use std::collections::BTreeMap;

use super::shapes::Prepared;
use crate::geometry::Point;

/// Triangles and edges, in metres from an origin of their own.
#[derive(Debug, Default)]
pub(super) struct HatchMesh {
    pub origin: Option<Point>,
    /// East, north, extent of the piece.
    pub vertices: Vec<[f32; 3]>,
    pub indices: Vec<u32>,
    /// Two ends and the extent of the piece.
    pub edges: Vec<[f32; 5]>,
}

impl HatchMesh {
    /// Pieces with their outlines, each with its extent in metres.
    pub fn of_pieces<'a>(pieces: impl Iterator<Item = (&'a Prepared, f64)>) -> Self {
        let mut mesh = Self::default();
        for (piece, extent_m) in pieces {
            mesh.fill(piece, extent_m);
            for ring in &piece.rings {
                let ring = &piece.points[ring.clone()];
                for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    mesh.edge(*a, *b, extent_m);
                }
            }
        }
        mesh
    }

    /// Pieces of one extent as one: edges that two of them share are left out.
    pub fn add_joined(&mut self, pieces: &[Prepared], extent_m: f64) {
        let mut open: BTreeMap<[[u64; 2]; 2], (Point, Point)> = BTreeMap::new();
        for piece in pieces {
            self.fill(piece, extent_m);
            for ring in &piece.rings {
                let ring = &piece.points[ring.clone()];
                for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    let mut key = [a.map(f64::to_bits), b.map(f64::to_bits)];
                    key.sort_unstable();
                    if open.remove(&key).is_none() {
                        open.insert(key, (a, b));
                    }
                }
            }
        }
        for (a, b) in open.into_values() {
            self.edge(a, b, extent_m);
        }
    }

    fn fill(&mut self, piece: &Prepared, extent_m: f64) {
        let Some(origin) = piece.points.first().map(|first| *self.origin.get_or_insert(*first)) else { return };
        let start = self.vertices.len() as u32;
        let corner = |at: &Point| [(at[0] - origin[0]) as f32, (at[1] - origin[1]) as f32, extent_m as f32];
        self.vertices.extend(piece.points.iter().map(corner));
        self.indices.extend(piece.triangles.iter().map(|corner| start + corner));
    }

    fn edge(&mut self, a: Point, b: Point, extent_m: f64) {
        let Some(origin) = self.origin else { return };
        let local = |at: Point| [(at[0] - origin[0]) as f32, (at[1] - origin[1]) as f32];
        let ([ax, ay], [bx, by]) = (local(a), local(b));
        self.edges.push([ax, ay, bx, by, extent_m as f32]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(east: f64) -> Prepared {
        let ring = [[east, 0.0], [east + 10.0, 0.0], [east + 10.0, 10.0], [east, 10.0]];
        Prepared::of_parts([[ring.as_slice()].into_iter()].into_iter())
    }

    #[test]
    fn parcels_of_one_block_have_one_outline() {
        let mut joined = HatchMesh::default();
        joined.add_joined(&[square(0.0), square(10.0), square(40.0)], 50.0);
        assert_eq!((joined.indices.len(), joined.edges.len()), (18, 10), "the edge between the two neighbours is gone");
        let (first, second) = (square(0.0), square(10.0));
        let apart = HatchMesh::of_pieces([(&first, 10.0), (&second, 10.0)].into_iter());
        assert_eq!((apart.indices.len(), apart.edges.len()), (12, 8));
    }
}
