//! Cuts that every plan obeys because a block has a least area T.
//!
//! (∗) for a node v in a set K of less than T:  y_v ≤ Σ y over the neighbours of K — whoever counts must get out of K.
//! (∗∗) for any K around v:  Σ_K a y + T Σ_N(K) y ≥ T y_v — the block of v lies in K, and K holds T of it, or it gets out.
//! (After the node separators of Carvajal et al. 2013, with areas.)
//!
//! A violated (∗) is found by growing K from v over the neighbours that count most, or by a least node cut inside the grown set; a
//! violated (∗∗) by one max-flow with node capacities (T − a) y and absorption a y. Once violated, K *creeps* over
//! neighbours that count for nothing, the cheapest first: the cut then also stands in the way of the next best detour.

use std::collections::BinaryHeap;

use super::super::heap::Cheapest;
use super::super::max_flow::Network;
use super::graph::Adjacency;

/// A cut: y of `node` is at most Σ weight · y over the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cut {
    pub node: u32,
    /// The neighbours of K, in rising order: weight 1.
    pub frontier: Vec<u32>,
    /// The nodes of K with weight a/T in (∗∗), in rising order; empty in (∗).
    pub inside: Vec<u32>,
}

/// What cuts are looked for in.
pub(super) struct Landscape<'a> {
    pub adjacency: &'a Adjacency,
    pub areas_mu: &'a [f64],
    pub threshold_mu: f64,
    /// How much each node counts.
    pub counts: &'a [f64],
    /// What creeping prefers not to swallow.
    pub costs: &'a [f64],
}

/// Scratch space; one for each thread.
pub(super) struct Cutter {
    round: u32,
    inside: Vec<u32>,
    frontier: Vec<u32>,
    local: Vec<u32>,
    nodes: Vec<u32>,
    border: Vec<u32>,
    heap: BinaryHeap<Cheapest>,
    network: Network,
}

/// The set K while it grows.
struct Growth {
    area_mu: f64,
    /// Σ y over the frontier.
    way_out: f64,
}

const NOTHING: f64 = 1e-7;

/// Ways of more nodes than this are cut short: the search for (∗∗) is then no longer exact, but its cuts still hold.
const LARGEST_SUPPORT: usize = 4000;

/// Sets larger than this make rows too long to be worth it.
const LARGEST_INSIDE: usize = 150;

impl Cutter {
    pub fn new(nodes: usize) -> Self {
        Self {
            round: 0,
            inside: vec![0; nodes],
            frontier: vec![0; nodes],
            local: vec![0; nodes],
            nodes: Vec::new(),
            border: Vec::new(),
            heap: BinaryHeap::new(),
            network: Network::default(),
        }
    }

    fn start(&mut self, land: &Landscape, node: u32) -> Growth {
        self.round += 1;
        self.nodes.clear();
        self.border.clear();
        let mut growth = Growth { area_mu: 0.0, way_out: 0.0 };
        self.swallow(land, node, &mut growth);
        growth
    }

    fn swallow(&mut self, land: &Landscape, node: u32, growth: &mut Growth) {
        if self.frontier[node as usize] == self.round {
            growth.way_out -= land.counts[node as usize];
        }
        self.inside[node as usize] = self.round;
        self.nodes.push(node);
        growth.area_mu += land.areas_mu[node as usize];
        for &next in land.adjacency.of_node(node) {
            if self.inside[next as usize] != self.round && self.frontier[next as usize] != self.round {
                self.frontier[next as usize] = self.round;
                self.border.push(next);
                growth.way_out += land.counts[next as usize];
            }
        }
    }

    /// What the way out grows by when a node of the frontier is swallowed.
    fn extra(&self, land: &Landscape, node: u32) -> f64 {
        let fresh =
            land.adjacency.of_node(node).iter().filter(|&&next| {
                self.inside[next as usize] != self.round && self.frontier[next as usize] != self.round
            });
        fresh.map(|&next| land.counts[next as usize]).sum::<f64>() - land.counts[node as usize]
    }

    fn cut(&self, node: u32, is_weighted: bool) -> Cut {
        let mut frontier: Vec<u32> =
            self.border.iter().copied().filter(|&other| self.inside[other as usize] != self.round).collect();
        frontier.sort_unstable();
        let mut inside = if is_weighted { self.nodes.clone() } else { Vec::new() };
        inside.sort_unstable();
        Cut { node, frontier, inside }
    }

    /// A violated (∗) around a node: the first that growing finds, crept over what counts for nothing when `creep` gives each
    /// node a price.
    pub fn grown(
        &mut self,
        land: &Landscape,
        node: u32,
        tolerance: f64,
        creep: Option<&dyn Fn(u32) -> f64>,
    ) -> Option<Cut> {
        let mut growth = self.start(land, node);
        self.heap.clear();
        let mut seen = 0;
        loop {
            let violation = land.counts[node as usize] - growth.way_out;
            if violation > tolerance {
                if let Some(price) = creep {
                    let floor = tolerance.max(0.5 * violation);
                    let room = land.threshold_mu;
                    self.creep(land, node, &mut growth, price, floor, room);
                }
                return Some(self.cut(node, false));
            }
            while let Some(&next) = self.border.get(seen) {
                seen += 1;
                self.heap.push(Cheapest { cost: -land.counts[next as usize], node: next });
            }
            let next = loop {
                let Cheapest { cost, node: next } = self.heap.pop()?;
                if -cost <= NOTHING {
                    return None;
                }
                // What doesn't fit now never will: the set only grows.
                if growth.area_mu + land.areas_mu[next as usize] < land.threshold_mu {
                    break next;
                }
            };
            self.swallow(land, next, &mut growth);
        }
    }

    /// Swallows neighbours that count for nothing while less than `room_mu` lies inside and the way out stays `floor` below.
    fn creep(
        &mut self,
        land: &Landscape,
        node: u32,
        growth: &mut Growth,
        price: &dyn Fn(u32) -> f64,
        floor: f64,
        room_mu: f64,
    ) {
        self.heap.clear();
        let mut seen = 0;
        let own = land.counts[node as usize];
        loop {
            while let Some(&next) = self.border.get(seen) {
                seen += 1;
                if land.counts[next as usize] <= NOTHING && self.inside[next as usize] != self.round {
                    self.heap.push(Cheapest { cost: price(next), node: next });
                }
            }
            let Some(Cheapest { node: next, .. }) = self.heap.pop() else {
                return;
            };
            let fits = growth.area_mu + land.areas_mu[next as usize] < room_mu;
            if !fits || self.nodes.len() >= LARGEST_INSIDE && room_mu > land.threshold_mu {
                continue;
            }
            if own - (growth.way_out + self.extra(land, next)) <= floor {
                continue;
            }
            self.swallow(land, next, growth);
        }
    }

    /// A violated (∗) as a least node cut inside the set that growing reaches from a node.
    pub fn separated(&mut self, land: &Landscape, node: u32, tolerance: f64) -> Option<Cut> {
        let mut growth = self.start(land, node);
        self.heap.clear();
        let mut seen = 0;
        loop {
            while let Some(&next) = self.border.get(seen) {
                seen += 1;
                self.heap.push(Cheapest { cost: -land.counts[next as usize], node: next });
            }
            let next = loop {
                match self.heap.pop() {
                    Some(Cheapest { cost, .. }) if -cost <= NOTHING => break None,
                    Some(Cheapest { node: next, .. })
                        if growth.area_mu + land.areas_mu[next as usize] < land.threshold_mu =>
                    {
                        break Some(next);
                    }
                    Some(_) => {}
                    None => break None,
                }
            };
            let Some(next) = next else { break };
            self.swallow(land, next, &mut growth);
        }
        let border: Vec<u32> =
            self.border.iter().copied().filter(|&other| self.inside[other as usize] != self.round).collect();
        let ball = self.nodes.clone();
        for (index, &other) in ball.iter().chain(&border).enumerate() {
            self.local[other as usize] = index as u32;
        }
        let count = (ball.len() + border.len()) as u32;
        let sink = 2 * count;
        self.network.clear(sink as usize + 1);
        for (index, &other) in ball.iter().chain(&border).enumerate() {
            let index = index as u32;
            let capacity = if index == 0 { f64::INFINITY } else { land.counts[other as usize] };
            self.network.add(2 * index, 2 * index + 1, capacity, 0.0);
            if index as usize >= ball.len() {
                self.network.add(2 * index + 1, sink, f64::INFINITY, 0.0);
                continue;
            }
            for &next in land.adjacency.of_node(other) {
                let to = self.local[next as usize];
                if to != 0 {
                    self.network.add(2 * index + 1, 2 * to, f64::INFINITY, 0.0);
                }
            }
        }
        let own = land.counts[node as usize];
        let flow = self.network.push(0, sink, own - tolerance);
        if flow >= own - tolerance {
            return None;
        }
        let mut frontier = Vec::new();
        for (index, &other) in ball.iter().chain(&border).enumerate().skip(1) {
            let index = index as u32;
            if self.network.is_source_side(2 * index) && !self.network.is_source_side(2 * index + 1) {
                frontier.push(other);
            }
        }
        frontier.sort_unstable();
        Some(Cut { node, frontier, inside: Vec::new() })
    }

    /// A violated (∗∗) around a node, if there is one.
    pub fn weighted(&mut self, land: &Landscape, node: u32, tolerance: f64, price: &dyn Fn(u32) -> f64) -> Option<Cut> {
        let threshold_mu = land.threshold_mu;
        let own = land.counts[node as usize];
        let is_anchor = |other: u32| land.areas_mu[other as usize] >= threshold_mu;
        // The support around the node, without nodes that are blocks by themselves.
        self.round += 1;
        let mut support = vec![node];
        self.inside[node as usize] = self.round;
        self.local[node as usize] = 0;
        let mut next = 0;
        while next < support.len() {
            for &other in land.adjacency.of_node(support[next]) {
                if self.inside[other as usize] != self.round
                    && land.counts[other as usize] > NOTHING
                    && !is_anchor(other)
                    && support.len() < LARGEST_SUPPORT
                {
                    self.inside[other as usize] = self.round;
                    self.local[other as usize] = support.len() as u32;
                    support.push(other);
                }
            }
            next += 1;
        }
        let sink = 2 * support.len() as u32;
        self.network.clear(sink as usize + 1);
        for (index, &other) in support.iter().enumerate() {
            let at = index as u32;
            let (count, area_mu) = (land.counts[other as usize], land.areas_mu[other as usize]);
            let capacity = if index == 0 { f64::INFINITY } else { (threshold_mu - area_mu) * count };
            self.network.add(2 * at, 2 * at + 1, capacity, 0.0);
            self.network.add(2 * at, sink, area_mu * count, 0.0);
            let mut has_way_out = false;
            for &next in land.adjacency.of_node(other) {
                if self.inside[next as usize] == self.round {
                    let to = self.local[next as usize];
                    if to != 0 {
                        self.network.add(2 * at + 1, 2 * to, f64::INFINITY, 0.0);
                    }
                } else if land.counts[next as usize] > NOTHING {
                    has_way_out = true;
                }
            }
            if has_way_out {
                self.network.add(2 * at + 1, sink, f64::INFINITY, 0.0);
            }
        }
        let need = threshold_mu * (own - tolerance);
        if need <= 0.0 || self.network.push(0, sink, need) >= need {
            return None;
        }
        let chosen: Vec<u32> = (0..support.len())
            .filter(|&index| index == 0 || self.network.is_source_side(2 * index as u32 + 1))
            .map(|index| support[index])
            .collect();
        self.round += 1;
        self.nodes.clear();
        self.border.clear();
        let mut growth = Growth { area_mu: 0.0, way_out: 0.0 };
        for &other in &chosen {
            self.swallow(land, other, &mut growth);
        }
        let held = chosen.iter().map(|&other| land.areas_mu[other as usize] * land.counts[other as usize]).sum::<f64>()
            / threshold_mu;
        let violation = own - held - growth.way_out;
        if violation <= tolerance {
            return None;
        }
        let is_small = growth.area_mu < threshold_mu;
        let room_mu = if is_small { threshold_mu } else { f64::INFINITY };
        // A small set may let the weights inside go, and then creep as far as it stays small.
        let floor = 0.5 * violation + if is_small { 0.0 } else { held };
        self.creep(land, node, &mut growth, price, floor, room_mu);
        Some(self.cut(node, !is_small))
    }
}
