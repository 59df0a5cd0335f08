//! Largest flow and least cut by blocking flows (Dinic 1970) on small and middling networks, with real capacities.
//!
//! The networks here have short ways from source to sink, so there are few phases; each looks at every arc a few times.

/// A network. Arcs come in pairs: the partner of arc e is e ^ 1.
#[derive(Default)]
pub(super) struct Network {
    heads: Vec<u32>,
    nexts: Vec<u32>,
    ends: Vec<u32>,
    capacities: Vec<f64>,
    levels: Vec<u32>,
    current: Vec<u32>,
    queue: Vec<u32>,
    path: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Capacities below this count as used up.
const NOTHING: f64 = 1e-9;

impl Network {
    /// Forgets all arcs; the room is kept.
    pub fn clear(&mut self, nodes: usize) {
        self.heads.clear();
        self.heads.resize(nodes, NONE);
        self.nexts.clear();
        self.ends.clear();
        self.capacities.clear();
    }

    /// Adds an arc and its partner; the number of the first.
    pub fn add(&mut self, from: u32, to: u32, capacity: f64, back: f64) -> u32 {
        let arc = self.ends.len() as u32;
        for (at, end, capacity) in [(from, to, capacity), (to, from, back)] {
            self.ends.push(end);
            self.capacities.push(capacity);
            self.nexts.push(self.heads[at as usize]);
            self.heads[at as usize] = self.ends.len() as u32 - 1;
        }
        arc
    }

    /// What is left of an arc's capacity.
    pub fn left(&self, arc: u32) -> f64 {
        self.capacities[arc as usize]
    }

    /// Pushes flow until it reaches `enough` or can't grow. Afterwards [`Network::is_source_side`] tells a least cut, unless
    /// `enough` was reached.
    pub fn push(&mut self, source: u32, sink: u32, enough: f64) -> f64 {
        let mut flow = 0.0;
        while flow < enough {
            if !self.level(source, sink) {
                break;
            }
            self.current.clear();
            self.current.extend_from_slice(&self.heads);
            loop {
                let pushed = self.augment(source, sink);
                if pushed <= 0.0 {
                    break;
                }
                flow += pushed;
                if flow >= enough {
                    return flow;
                }
            }
        }
        flow
    }

    /// Whether the last search from the source reached a node: it lies on the source's side of a least cut.
    pub fn is_source_side(&self, node: u32) -> bool {
        self.levels[node as usize] != NONE
    }

    fn level(&mut self, source: u32, sink: u32) -> bool {
        self.levels.clear();
        self.levels.resize(self.heads.len(), NONE);
        self.queue.clear();
        self.queue.push(source);
        self.levels[source as usize] = 0;
        let mut next = 0;
        // Once the sink has a level, farther nodes are of no use in this phase.
        while next < self.queue.len() && self.levels[sink as usize] == NONE {
            let node = self.queue[next];
            next += 1;
            let mut arc = self.heads[node as usize];
            while arc != NONE {
                let end = self.ends[arc as usize];
                if self.capacities[arc as usize] > NOTHING && self.levels[end as usize] == NONE {
                    self.levels[end as usize] = self.levels[node as usize] + 1;
                    self.queue.push(end);
                }
                arc = self.nexts[arc as usize];
            }
        }
        self.levels[sink as usize] != NONE
    }

    /// Pushes along one way of the level graph; 0 when there is none left.
    fn augment(&mut self, source: u32, sink: u32) -> f64 {
        self.path.clear();
        let mut node = source;
        while node != sink {
            let mut arc = self.current[node as usize];
            while arc != NONE {
                let end = self.ends[arc as usize] as usize;
                // Once a dead end, always a dead end in this phase: its current arc has run out.
                if self.capacities[arc as usize] > NOTHING
                    && self.levels[end] == self.levels[node as usize] + 1
                    && (end as u32 == sink || self.current[end] != NONE)
                {
                    break;
                }
                arc = self.nexts[arc as usize];
            }
            self.current[node as usize] = arc;
            if arc != NONE {
                self.path.push(arc);
                node = self.ends[arc as usize];
                continue;
            }
            let Some(arc) = self.path.pop() else {
                return 0.0;
            };
            node = self.ends[(arc ^ 1) as usize];
        }
        let least = self.path.iter().map(|&arc| self.capacities[arc as usize]).fold(f64::INFINITY, f64::min);
        for &arc in &self.path {
            self.capacities[arc as usize] -= least;
            self.capacities[(arc ^ 1) as usize] += least;
        }
        least
    }
}
