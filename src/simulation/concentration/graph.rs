//! Neighbours of nodes as compressed rows, and a plain count of components: the slow truth the incremental one is tested against.

use super::problem::Concentration;

/// Stands for "in no component".
pub(super) const NONE: u32 = u32::MAX;

/// Compressed adjacency; neighbours in rising order, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    starts: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Adjacency {
    pub fn of(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let mut pairs: Vec<(u32, u32)> = edges.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0u32; nodes + 1];
        for &(from, _) in &pairs {
            starts[from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self { starts, neighbours: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    #[inline]
    pub fn of_node(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.neighbours[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    pub fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

/// Component of every node that is on ([`NONE`] for the others), and the number of components.
pub(super) fn components(problem: &Concentration, is_on: &[bool]) -> (Vec<u32>, usize) {
    let adjacency = Adjacency::of(problem.nodes(), &problem.edges);
    let mut labels = vec![NONE; is_on.len()];
    let mut count = 0;
    let mut stack = Vec::new();
    for start in 0..is_on.len() {
        if !is_on[start] || labels[start] != NONE {
            continue;
        }
        labels[start] = count;
        stack.push(start as u32);
        while let Some(node) = stack.pop() {
            for &next in adjacency.of_node(node) {
                if is_on[next as usize] && labels[next as usize] == NONE {
                    labels[next as usize] = count;
                    stack.push(next);
                }
            }
        }
        count += 1;
    }
    (labels, count as usize)
}

/// Nodes whose connected surroundings are smaller than a block, whatever changes.
pub(super) fn hopeless(problem: &Concentration) -> Vec<bool> {
    let (labels, count) = components(problem, &vec![true; problem.nodes()]);
    let mut areas_mu = vec![0.0; count];
    for (node, &label) in labels.iter().enumerate() {
        areas_mu[label as usize] += problem.areas_mu[node];
    }
    // Rounding may not make a set hopeless that reaches the threshold.
    labels.iter().map(|&label| areas_mu[label as usize] * (1.0 + 1e-12) < problem.threshold_mu).collect()
}
