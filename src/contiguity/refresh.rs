//! The graph after an edit, by work around the edit only.

use super::contact::Scratch;
use super::faces::Faces;
use super::graph::{Graph, finder, nodes_of};
use super::links::Link;
use super::piece::Piece;

impl Graph {
    /// The graph of `faces`, which differ from those of this graph by the numbers in `changed` (removed, restored, inserted, or
    /// another piece in the same place) or in whether `include` names them. It is the graph that [`Self::build`] would make.
    pub fn refreshed(&self, faces: &Faces, changed: &[usize], include: &(dyn Fn(usize) -> bool + Sync)) -> Self {
        let nodes = nodes_of(faces, include);
        let barriers = self.barriers.refreshed(faces, &self.setting, changed);
        let mut touched: Vec<usize> = changed.to_vec();
        touched.extend((0..faces.len()).filter(|&face| nodes[face] != self.includes(face)));
        // A barrier that came or went decides anew about the fields on its two sides.
        for bounds in barriers.changes(&self.barriers) {
            faces.query(&bounds.grown(self.setting.reach_m()), |face| {
                if nodes[face] {
                    touched.push(face);
                }
            });
        }
        touched.sort_unstable();
        touched.dedup();
        let find = finder(faces, &self.setting, &barriers);
        let links = self.links.refreshed(faces, nodes, &touched, self.setting.reach_m(), find);
        Self { setting: self.setting.clone(), links, barriers }
    }

    /// The links that a piece would have to the included faces, were it among them; it replaces nothing, and the barriers stay.
    pub fn links_of(&self, piece: Piece, faces: &Faces) -> Vec<Link> {
        let mut with = faces.clone();
        let face = with.insert(piece);
        let find = finder(&with, &self.setting, &self.barriers);
        let mut scratch = Scratch::default();
        let mut links = Vec::new();
        with.query(&with.bounds(face).grown(self.setting.reach_m()), |other| {
            if other != face
                && self.includes(other)
                && let Some(contact) = find([face, other], &mut scratch)
            {
                links.push(Link { to: other as u32, contact });
            }
        });
        links
    }
}
