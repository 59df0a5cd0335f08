//! The graph after an edit, by work around the edit only.

use super::contact::Scratch;
use super::faces::Faces;
use super::graph::{Graph, finder};
use super::links::Link;
use super::piece::Piece;

impl Graph {
    /// Follows the faces of some numbers that changed (removed, restored, inserted, or another piece in the same place), among them all
    /// that `include` names now and did not before, or the other way round. It is the graph then that [`Self::build`] would make. Gives
    /// the faces whose links were found anew, ascending.
    pub fn refresh(
        &mut self,
        faces: &Faces,
        changed: &[usize],
        include: &(dyn Fn(usize) -> bool + Sync),
    ) -> Vec<usize> {
        let mut touched = changed.to_vec();
        touched.sort_unstable();
        touched.dedup();
        let is_node = |face: usize| faces.is_present(face) && include(face);
        // A barrier that came or went decides anew about the fields on its two sides.
        for bounds in self.barriers.refresh(faces, &self.setting, &touched) {
            faces.query(&bounds.grown(self.setting.reach_m()), |face| {
                if is_node(face) {
                    touched.push(face);
                }
            });
        }
        touched.sort_unstable();
        touched.dedup();
        let find = finder(faces, &self.setting, &self.barriers);
        self.links.refresh(faces, &touched, is_node, self.setting.reach_m(), find);
        touched
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
