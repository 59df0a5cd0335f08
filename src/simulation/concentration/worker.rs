//! One worker of a search: steps of ruin and recreate inside its part.

use super::super::control::Watch;
use super::super::random::Stream;
use super::construct::{Builder, Manner};
use super::model::Model;
use super::state::State;

/// A worker with its own copy of the land.
pub(super) struct Worker<'a> {
    model: &'a Model,
    part: u8,
    state: State<'a>,
    builder: Builder,
    stream: Stream,
    /// Nodes changed in this round.
    changed: Vec<u32>,
    region: Vec<u32>,
    queue: Vec<u32>,
    marks: Vec<u32>,
    mark: u32,
}

/// What a round asks of the workers.
pub(super) struct Round<'b> {
    pub steps: u64,
    pub costs: &'b [f64],
    pub prices: &'b [f64],
    /// How far each row may be used.
    pub tops: &'b [i64],
    pub part_of: &'b [u8],
    pub region: usize,
    /// The largest loss a step may bring.
    pub allowed_mu: f64,
    pub hint: Option<&'b [f64]>,
}

/// Steps between two looks at the clock: a few milliseconds.
const STEPS_BETWEEN_LOOKS: u64 = 16;

impl<'a> Worker<'a> {
    pub fn new(model: &'a Model, changes: &[u32], part: u8, stream: Stream) -> Self {
        Self {
            model,
            part,
            state: State::with_changes(model, changes),
            builder: Builder::new(model.nodes()),
            stream,
            changed: Vec::new(),
            region: Vec::new(),
            queue: Vec::new(),
            marks: vec![0; model.nodes()],
            mark: 0,
        }
    }

    /// The steps of a round.
    pub fn run(&mut self, round: &Round, watch: &Watch) {
        for step in 0..round.steps {
            if step % STEPS_BETWEEN_LOOKS == STEPS_BETWEEN_LOOKS - 1 && watch.should_stop() {
                return;
            }
            if self.choose_region(round) {
                self.step(round);
            }
        }
    }

    /// Brings the changes of this round into the common plan.
    pub fn copy_to(&self, state: &mut State) {
        for &node in &self.changed {
            if state.is_on(node) != self.state.is_on(node) {
                state.flip(node);
            }
        }
    }

    /// Takes over nodes from the common plan, and those changed in this round.
    pub fn follow(&mut self, state: &State, nodes: &[u32]) {
        let changed = std::mem::take(&mut self.changed);
        for &node in nodes.iter().chain(&changed) {
            if state.is_on(node) != self.state.is_on(node) {
                self.state.flip(node);
            }
        }
        self.state.forget_journal();
        self.changed = changed;
        self.changed.clear();
    }

    fn step(&mut self, round: &Round) {
        let manner = self.choose_manner();
        let spread = if self.stream.below(3) == 0 { 0.0 } else { self.stream.between(0.05, 0.5) };
        let (mark, value) = (self.state.mark(), self.state.value);
        let used = self.state.used.clone();
        Builder::ruin(&mut self.state, round.costs, &self.region);
        let stream = &mut self.stream;
        self.builder.build(&mut self.state, round.costs, &self.region, manner, |node| {
            let noise = 1.0 + spread * (2.0 * stream.unit() - 1.0);
            round.hint.map_or(noise, |hint| noise * (1.25 - 0.5 * hint[node as usize]))
        });
        let model = self.model;
        let mut gain_mu = (self.state.value - value) as f64 / model.area_parts;
        let mut is_within = true;
        for (row, (&after, &before)) in self.state.used.iter().zip(&used).enumerate() {
            gain_mu -= round.prices[row] * (after - before) as f64 / model.parts[row];
            is_within &= after <= round.tops[row].max(before);
        }
        if is_within && gain_mu >= -round.allowed_mu * self.stream.unit() {
            self.changed.extend_from_slice(self.state.flipped_since(mark));
            self.state.forget_journal();
        } else {
            self.state.undo_to(mark);
        }
    }

    fn choose_manner(&mut self) -> Manner {
        const CREDITS: [f64; 5] = [0.1, 0.5, 1.0, 2.0, 8.0];
        Manner {
            credit: CREDITS[self.stream.below(CREDITS.len())],
            block_credit: if self.stream.below(4) == 0 { self.stream.between(0.7, 2.0) } else { 1.0 },
        }
    }

    /// A connected patch around a random node of the part; whether there is one. Farmland that stays has many neighbours, far
    /// apart: only a few near the way in are followed.
    fn choose_region(&mut self, round: &Round) -> bool {
        const FEW: usize = 8;
        const TRIES: usize = 50;
        const DOUBT: f64 = 0.2;
        const WIDE_EVERY: usize = 12;
        const WIDE: usize = 6;
        let model = self.model;
        self.region.clear();
        let is_mine = |node: u32| round.part_of[node as usize] == self.part;
        // Where the relaxation disagrees with the plan there is most to win.
        let seeks_doubt = round.hint.is_some() && self.stream.below(4) > 0;
        let mut start = None;
        for _ in 0..TRIES {
            let node = model.starts[self.stream.below(model.starts.len())];
            if !is_mine(node) {
                continue;
            }
            start = Some(node);
            let now = if self.state.is_changed(node) { 1.0 } else { 0.0 };
            if !seeks_doubt || round.hint.is_some_and(|hint| (hint[node as usize] - now).abs() > DOUBT) {
                break;
            }
        }
        let Some(start) = start else {
            return false;
        };
        self.mark = self.mark.wrapping_add(1);
        if self.mark == 0 {
            self.marks.fill(0);
            self.mark = 1;
        }
        let low = round.region.min(15);
        // Now and then a wide region: a long link needs all of its way inside.
        let most = if self.stream.below(WIDE_EVERY) == 0 { WIDE * round.region } else { round.region };
        let size = low + self.stream.below(most - low + 1);
        self.queue.clear();
        self.queue.push(start);
        self.marks[start as usize] = self.mark;
        let mut next = 0;
        // The walk may pass farmland that stays, but not for ever.
        while next < self.queue.len() && self.region.len() < size && next < 20 * size {
            // Near the front of the queue, so that the patch is round but not always the same.
            let ahead = next + self.stream.below((self.queue.len() - next).min(4));
            self.queue.swap(next, ahead);
            let node = self.queue[next];
            next += 1;
            let neighbours = model.adjacency.of_node(node);
            let is_free = model.is_free(node);
            if is_free {
                self.region.push(node);
            }
            let near = if is_free || neighbours.len() <= FEW {
                neighbours
            } else {
                let way_in = neighbours.partition_point(|&other| other < start);
                let from = way_in.saturating_sub(FEW / 2).min(neighbours.len() - FEW);
                &neighbours[from..from + FEW]
            };
            for &other in near {
                let may_enter = !model.is_free(other) || round.part_of[other as usize] == self.part;
                if self.marks[other as usize] != self.mark && may_enter {
                    self.marks[other as usize] = self.mark;
                    self.queue.push(other);
                }
            }
        }
        true
    }
}
