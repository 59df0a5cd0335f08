//! The contiguity graph: which faces lie together under a setting.

use super::barriers::Barriers;
use super::contact::{Contact, Scratch, contact};
use super::faces::Faces;
use super::links::{Link, Links};
use super::setting::Setting;

/// Which faces lie together. Immutable; holds nothing of the faces but their numbers and the edges of barriers.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(super) setting: Setting,
    pub(super) links: Links,
    pub(super) barriers: Barriers,
}

impl Graph {
    /// The graph of the faces that `include` names (farmland for blocks, candidates too for a simulation), in parallel, the same
    /// for any number of threads. Whatever is not included still blocks the way if it is a barrier.
    pub fn build(faces: &Faces, setting: &Setting, include: &(dyn Fn(usize) -> bool + Sync)) -> Self {
        let barriers = Barriers::of(faces, setting);
        let nodes = nodes_of(faces, include);
        let links = Links::build(faces, nodes, setting.reach_m(), finder(faces, setting, &barriers));
        Self { setting: setting.clone(), links, barriers }
    }

    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    pub fn barriers(&self) -> &Barriers {
        &self.barriers
    }

    /// Whether a face is included.
    pub fn includes(&self, face: usize) -> bool {
        self.links.is_node(face)
    }

    /// Number of face numbers covered.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The links of a face, each face it leads to once.
    pub fn links(&self, face: usize) -> impl Iterator<Item = Link> + '_ {
        self.links.of(face)
    }

    /// Calls `visit` with every pair of faces that lie together, the lower number first, each pair once.
    pub fn for_each_pair(&self, visit: impl FnMut(usize, usize, &Contact)) {
        self.links.for_each_pair(visit);
    }
}

/// Present faces among those that `include` names.
pub(super) fn nodes_of(faces: &Faces, include: &(dyn Fn(usize) -> bool + Sync)) -> Vec<bool> {
    (0..faces.len()).map(|face| faces.is_present(face) && include(face)).collect()
}

/// Finds how a pair lies together.
pub(super) fn finder<'a>(
    faces: &'a Faces,
    setting: &'a Setting,
    barriers: &'a Barriers,
) -> impl Fn([usize; 2], &mut Scratch) -> Option<Contact> + Sync + 'a {
    move |pair, scratch| contact(faces, pair, setting, |from, to| barriers.block(faces, from, to), scratch)
}
