//! The nodes of a concentration: farmland that stays contracted to its connected components, a node for each parcel that may change,
//! and which nodes lie together. One contiguity graph over all of them, the one that blocks are counted with.

use crate::contiguity::Blocks;
use crate::units::mu_from_m2;

use super::super::NodeKind;
use super::site::{Site, Standing};

const NONE: u32 = u32::MAX;

/// Nodes: components of farmland that stays by their lowest face, then candidates by parcel.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    pub kinds: Vec<NodeKind>,
    pub areas_mu: Vec<f64>,
    /// Candidate of each node that can change.
    pub candidates: Vec<Option<u32>>,
    /// Pairs that lie together, the lower first, ascending.
    pub edges: Vec<(u32, u32)>,
    /// Node of each candidate that takes part.
    pub node_of_candidate: Vec<Option<u32>>,
}

impl Network {
    /// The nodes under a standing of the parcels, which may exclude more than the site does.
    pub fn of(site: &Site, standing: &[Standing]) -> Self {
        let takes_part = |face: usize| matches!(standing.get(face), Some(Standing::Candidate(_)));
        let stays: Vec<bool> = (0..site.counts.len()).map(|face| site.counts[face] && !takes_part(face)).collect();
        let blocks = Blocks::of(&site.graph, &site.present.faces, &stays);
        let mut network = Self { node_of_candidate: vec![None; site.candidates.len()], ..Self::default() };
        for block in blocks.blocks() {
            network.push(NodeKind::Stays, block.area_m2, None);
        }
        let mut node_of_face = vec![NONE; site.counts.len()];
        for (face, node) in node_of_face.iter_mut().enumerate() {
            *node = match standing.get(face) {
                Some(&Standing::Candidate(number)) => {
                    let candidate = &site.candidates[number as usize];
                    let node = network.push(candidate.kind, candidate.area_m2, Some(number));
                    network.node_of_candidate[number as usize] = Some(node);
                    node
                }
                _ => blocks.block_of(face).map_or(NONE, |block| block as u32),
            };
        }
        site.graph.for_each_pair(|first, second, _| {
            let (a, b) = (node_of_face[first], node_of_face[second]);
            if a != b && a != NONE && b != NONE {
                network.edges.push((a.min(b), a.max(b)));
            }
        });
        network.edges.sort_unstable();
        network.edges.dedup();
        network
    }

    fn push(&mut self, kind: NodeKind, area_m2: f64, candidate: Option<u32>) -> u32 {
        self.kinds.push(kind);
        self.areas_mu.push(mu_from_m2(area_m2));
        self.candidates.push(candidate);
        self.kinds.len() as u32 - 1
    }
}
