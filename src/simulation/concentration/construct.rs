//! Building blocks at given prices inside a region: link what is worth linking, absorb what pays for itself, prune the rest.
//!
//! Linking follows Mehlhorn (1988): one Dijkstra search from all components at once cuts the region into Voronoi cells, and where
//! two cells touch lies a candidate link. Candidates are taken from the cheapest up. A link between a block and a smaller
//! component is worth that component's area; between two components that are no block even together it is worth a share θ of the
//! smaller one's, on credit: later links may complete a block. Components that no link reaches grow by their cheapest neighbours
//! until they are blocks; what stays too small is pruned.

use std::collections::BinaryHeap;

use super::super::heap::Cheapest;
use super::graph::NONE;
use super::model::Model;
use super::state::State;

/// How a region is built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Credit for links that don't make a block yet.
    pub credit: f64,
    /// Credit for links to a block.
    pub block_credit: f64,
}

/// Scratch space for building; one for each thread.
pub(super) struct Builder {
    round: u32,
    region: Vec<u32>,
    reached: Vec<u32>,
    settled: Vec<u32>,
    distances: Vec<f64>,
    parents: Vec<u32>,
    sources: Vec<u32>,
    /// Cost of including a node beyond its own area, mu; noise included.
    burdens: Vec<f64>,
    heap: BinaryHeap<Cheapest>,
    candidates: Vec<Candidate>,
    queue: Vec<u32>,
}

/// A way between two cells.
#[derive(Clone, Copy)]
struct Candidate {
    cost: f64,
    first: u32,
    second: u32,
}

impl Builder {
    pub fn new(nodes: usize) -> Self {
        Self {
            round: 0,
            region: vec![0; nodes],
            reached: vec![0; nodes],
            settled: vec![0; nodes],
            distances: vec![0.0; nodes],
            parents: vec![NONE; nodes],
            sources: vec![NONE; nodes],
            burdens: vec![0.0; nodes],
            heap: BinaryHeap::new(),
            candidates: Vec::new(),
            queue: Vec::new(),
        }
    }

    /// Puts every node of the region into the state that is best by itself.
    pub fn ruin(state: &mut State, costs: &[f64], region: &[u32]) {
        for &node in region {
            let is_better_on = is_better_on(state.model, costs, node);
            if state.is_on(node) != is_better_on {
                state.flip(node);
            }
        }
    }

    /// Builds in a region whose nodes are given; `noise` gives each a factor of its cost.
    pub fn build(
        &mut self,
        state: &mut State,
        costs: &[f64],
        region: &[u32],
        manner: Manner,
        mut noise: impl FnMut(u32) -> f64,
    ) {
        self.next_round();
        for &node in region {
            self.region[node as usize] = self.round;
            let cost = State::cost_of_being_on(state.model, costs, node);
            self.burdens[node as usize] = cost * noise(node) - state.model.areas_mu[node as usize];
        }
        for _ in 0..2 {
            if !self.link(state, region, manner) {
                break;
            }
        }
        self.grow(state, region, manner);
        self.absorb(state, region);
        self.prune(state, costs, region);
    }

    fn next_round(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.region.fill(0);
            self.reached.fill(0);
            self.settled.fill(0);
            self.round = 1;
        }
    }

    #[inline]
    fn is_open(&self, state: &State, node: u32) -> bool {
        self.region[node as usize] == self.round && !state.is_on(node)
    }

    /// Whether a link was made.
    fn link(&mut self, state: &mut State, region: &[u32], manner: Manner) -> bool {
        let model = state.model;
        // Marks of a second pass in the same round would still stand.
        for &node in region {
            self.reached[node as usize] = 0;
            self.settled[node as usize] = 0;
        }
        self.heap.clear();
        self.candidates.clear();
        for &node in region {
            if state.is_on(node) {
                continue;
            }
            let touching = model.adjacency.of_node(node).iter().copied().find(|&next| state.is_on(next));
            if let Some(source) = touching {
                self.reach(node, self.burdens[node as usize].max(0.0), NONE, source);
            }
        }
        while let Some(Cheapest { cost, node }) = self.heap.pop() {
            if self.settled[node as usize] == self.round {
                continue;
            }
            self.settled[node as usize] = self.round;
            let source = self.sources[node as usize];
            let own = state.label(source);
            for &next in model.adjacency.of_node(node) {
                if state.is_on(next) {
                    if state.label(next) != own {
                        self.candidates.push(Candidate { cost, first: node, second: next });
                    }
                } else if self.region[next as usize] == self.round {
                    if self.settled[next as usize] != self.round {
                        let further = cost + self.burdens[next as usize].max(0.0);
                        self.reach(next, further, node, source);
                    } else if state.label(self.sources[next as usize]) != own {
                        let whole = cost + self.distances[next as usize];
                        self.candidates.push(Candidate { cost: whole, first: node, second: next });
                    }
                }
            }
        }
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.sort_unstable_by(|a, b| {
            a.cost.total_cmp(&b.cost).then(a.first.cmp(&b.first)).then(a.second.cmp(&b.second))
        });
        let mut has_linked = false;
        for candidate in &candidates {
            has_linked |= self.take(state, candidate, manner);
        }
        self.candidates = candidates;
        has_linked
    }

    fn reach(&mut self, node: u32, distance: f64, parent: u32, source: u32) {
        let at = node as usize;
        if self.reached[at] != self.round || distance < self.distances[at] {
            self.reached[at] = self.round;
            self.distances[at] = distance;
            self.parents[at] = parent;
            self.sources[at] = source;
            self.heap.push(Cheapest { cost: distance, node });
        }
    }

    /// Makes a link when it is worth its cost.
    fn take(&mut self, state: &mut State, candidate: &Candidate, manner: Manner) -> bool {
        let end = |builder: &Self, node: u32| {
            if state.label(node) != NONE && builder.settled[node as usize] != builder.round {
                node
            } else {
                builder.sources[node as usize]
            }
        };
        let ends = (end(self, candidate.first), end(self, candidate.second));
        if ends.0 == NONE || ends.1 == NONE {
            // Nodes that change together may have taken the end of a way with them.
            return false;
        }
        let (first, second) = (state.label(ends.0), state.label(ends.1));
        if first == second || first == NONE || second == NONE {
            return false;
        }
        let (areas, threshold) = ((state.area(first), state.area(second)), state.model.threshold);
        let worth = match (areas.0 >= threshold, areas.1 >= threshold) {
            (true, true) => return false,
            (true, false) => areas.1 as f64 * manner.block_credit,
            (false, true) => areas.0 as f64 * manner.block_credit,
            (false, false) if areas.0 + areas.1 >= threshold => (areas.0 + areas.1) as f64 * manner.block_credit,
            (false, false) => areas.0.min(areas.1) as f64 * manner.credit,
        };
        let parts = state.model.area_parts;
        if candidate.cost * parts >= worth {
            return false;
        }
        for end in [candidate.first, candidate.second] {
            let mut node = end;
            while node != NONE && self.is_open(state, node) {
                state.flip(node);
                node = self.parents[node as usize];
            }
        }
        true
    }

    /// Grows components that are too small until they are blocks, the largest first, where the new block is worth what it takes.
    fn grow(&mut self, state: &mut State, region: &[u32], manner: Manner) {
        const MOST: usize = 8;
        let model = state.model;
        let mut starts: Vec<(i64, u32)> = Vec::new();
        for &node in region.iter().filter(|&&node| !state.is_on(node)) {
            for &next in model.adjacency.of_node(node) {
                let label = state.label(next);
                if label != NONE && state.area(label) < model.threshold {
                    starts.push((state.area(label), state.first_member(label)));
                }
            }
        }
        starts.sort_unstable_by(|a, b| b.cmp(a));
        starts.dedup();
        // In a whole township each may try; in a region the largest few.
        starts.truncate(MOST.max(region.len() / MOST));
        for (_, start) in starts {
            if state.is_on(start) && !state.is_in_block(start) {
                self.grow_from(state, start, manner);
            }
        }
    }

    fn grow_from(&mut self, state: &mut State, start: u32, manner: Manner) {
        let model = state.model;
        let mark = state.mark();
        self.heap.clear();
        for place in 0..state.members(state.label(start)).len() {
            let member = state.members(state.label(start))[place];
            self.push_around(state, member);
        }
        let value = state.value;
        // What the component may cost at most: all of the block that it becomes, just large enough.
        let most_mu = manner.block_credit * model.threshold as f64 / model.area_parts;
        let mut cost_mu = 0.0;
        while let Some(Cheapest { node, .. }) = self.heap.pop() {
            if !self.is_open(state, node) {
                continue;
            }
            state.flip(node);
            let label = state.label(start);
            if label == NONE || state.label(node) != label {
                break;
            }
            cost_mu += self.burdens[node as usize] + model.areas_mu[node as usize];
            if state.area(label) >= model.threshold || cost_mu > most_mu {
                break;
            }
            self.push_around(state, node);
        }
        let gain_mu = (state.value - value) as f64 / model.area_parts;
        if gain_mu <= 0.0 || cost_mu >= manner.block_credit * gain_mu {
            state.undo_to(mark);
        }
    }

    /// Offers the open neighbours of a node for growing, cheapest for their area first; what they lead to counts as theirs.
    fn push_around(&mut self, state: &State, node: u32) {
        let model = state.model;
        let own = state.label(node);
        for &next in model.adjacency.of_node(node) {
            if !self.is_open(state, next) {
                continue;
            }
            let mut area = model.areas[next as usize];
            let mut last = NONE;
            for &other in model.adjacency.of_node(next) {
                let label = state.label(other);
                if label != NONE && label != own && label != last {
                    area += state.area(label);
                    last = label;
                }
            }
            let area_mu = area as f64 / model.area_parts;
            let cost = self.burdens[next as usize] + model.areas_mu[next as usize];
            self.heap.push(Cheapest { cost: cost / area_mu.max(1e-9), node: next });
        }
    }

    /// Takes in neighbours of blocks that pay for themselves, and what they lead to.
    fn absorb(&mut self, state: &mut State, region: &[u32]) {
        self.queue.clear();
        self.queue.extend_from_slice(region);
        while let Some(node) = self.queue.pop() {
            if !self.is_open(state, node) || self.burdens[node as usize] >= 0.0 {
                continue;
            }
            let neighbours = state.model.adjacency.of_node(node);
            if neighbours.iter().any(|&next| state.is_in_block(next)) {
                state.flip(node);
                self.queue.extend(neighbours.iter().filter(|&&next| self.region[next as usize] == self.round));
            }
        }
    }

    /// Takes back, dearest first, what the area in blocks doesn't pay for.
    fn prune(&mut self, state: &mut State, costs: &[f64], region: &[u32]) {
        let model = state.model;
        let mut order: Vec<(f64, u32)> = region
            .iter()
            .filter(|&&node| state.is_on(node))
            .map(|&node| (State::cost_of_being_on(model, costs, node), node))
            .filter(|&(cost, _)| cost > 0.0)
            .collect();
        let excess = |cost: f64, node: u32| cost - model.areas_mu[node as usize];
        order.sort_unstable_by(|a, b| excess(b.0, b.1).total_cmp(&excess(a.0, a.1)).then(a.1.cmp(&b.1)));
        let parts = model.area_parts;
        for _ in 0..3 {
            let mut has_changed = false;
            for &(cost, node) in &order {
                // In a block, a parcel that is worth its own cost is worth keeping: its leaving loses its area at least.
                let is_worth_it = cost < model.areas_mu[node as usize] && state.is_in_block(node);
                if !state.is_on(node) || is_worth_it {
                    continue;
                }
                let (mark, before) = (state.mark(), state.value);
                state.flip(node);
                if (before - state.value) as f64 <= cost * parts {
                    has_changed = true;
                } else {
                    state.undo_to(mark);
                }
            }
            if !has_changed {
                break;
            }
        }
    }
}

/// Whether a node is better farmland than not when no block is near.
pub(super) fn is_better_on(model: &Model, costs: &[f64], node: u32) -> bool {
    let cost = State::cost_of_being_on(model, costs, node);
    cost < 0.0 || (cost <= 0.0 && model.is_farmland(node))
}
