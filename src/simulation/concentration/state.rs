//! Land after a set of changes, with its connected components kept up to date.
//!
//! A node that joins relabels all but the largest of the components it links. A node that leaves starts a search from each of its
//! neighbours, all in step, one edge at a time (after Even & Shiloach 1981): when all but one have ended, the pieces that
//! ended are the small ones. Either way a change costs about as much as the smaller side is large: 1 to 3 µs on a township of
//! 50,000 parcels.

use super::graph::NONE;
use super::model::Model;
use super::problem::NodeKind;

/// The land, changed in steps that can be taken back.
pub(super) struct State<'a> {
    pub model: &'a Model,
    is_on: Vec<bool>,
    labels: Vec<u32>,
    places: Vec<u32>,
    members: Vec<Vec<u32>>,
    areas: Vec<i64>,
    unused: Vec<u32>,
    /// Left side of each row, in parts.
    pub used: Vec<i64>,
    /// Area in blocks, in parts of a mu.
    pub value: i64,
    journal: Vec<u32>,
    scratch: Scratch,
}

#[derive(Default)]
struct Scratch {
    stamp: u32,
    stamps: Vec<u32>,
    owners: Vec<u32>,
    searches: Vec<Search>,
    touched: Vec<u32>,
}

/// One of the searches that run in step.
#[derive(Default)]
struct Search {
    nodes: Vec<u32>,
    head: usize,
    edge: usize,
    /// Searches that met share a class: the lowest of them.
    class: usize,
    is_ended: bool,
}

impl<'a> State<'a> {
    /// The land when nothing changes but what rows force.
    pub fn new(model: &'a Model) -> Self {
        Self::with_changes(model, &model.forced)
    }

    fn unlabelled(model: &'a Model) -> Self {
        let nodes = model.nodes();
        Self {
            model,
            is_on: (0..nodes as u32).map(|node| model.is_farmland(node)).collect(),
            labels: vec![NONE; nodes],
            places: vec![0; nodes],
            members: Vec::new(),
            areas: Vec::new(),
            unused: Vec::new(),
            used: vec![0; model.rows],
            value: 0,
            journal: Vec::new(),
            scratch: Scratch { stamps: vec![0; nodes], owners: vec![0; nodes], ..Scratch::default() },
        }
    }

    /// The land after some nodes changed.
    pub fn with_changes(model: &'a Model, changes: &[u32]) -> Self {
        let mut state = Self::unlabelled(model);
        for &node in changes {
            state.is_on[node as usize] = !state.is_on[node as usize];
            for (used, part) in state.used.iter_mut().zip(model.row_of(node)) {
                *used += part;
            }
        }
        state.label_all();
        state
    }

    fn label_all(&mut self) {
        self.labels.fill(NONE);
        self.members.clear();
        self.areas.clear();
        self.unused.clear();
        self.value = 0;
        for start in 0..self.is_on.len() as u32 {
            if !self.is_on[start as usize] || self.labels[start as usize] != NONE {
                continue;
            }
            let label = self.members.len() as u32;
            self.labels[start as usize] = label;
            let mut list = vec![start];
            let mut next = 0;
            while next < list.len() {
                for &node in self.model.adjacency.of_node(list[next]) {
                    if self.is_on[node as usize] && self.labels[node as usize] == NONE {
                        self.labels[node as usize] = label;
                        list.push(node);
                    }
                }
                next += 1;
            }
            let mut area = 0;
            for (place, &node) in list.iter().enumerate() {
                self.places[node as usize] = place as u32;
                area += self.model.areas[node as usize];
            }
            self.members.push(list);
            self.areas.push(area);
            self.value += self.worth(area);
        }
    }

    #[inline]
    fn worth(&self, area: i64) -> i64 {
        if area >= self.model.threshold { area } else { 0 }
    }

    /// Whether a node is farmland now.
    #[inline]
    pub fn is_on(&self, node: u32) -> bool {
        self.is_on[node as usize]
    }

    #[inline]
    pub fn is_changed(&self, node: u32) -> bool {
        self.is_on[node as usize] != self.model.is_farmland(node)
    }

    /// Component of a node, [`NONE`] when it isn't farmland.
    #[inline]
    pub fn label(&self, node: u32) -> u32 {
        self.labels[node as usize]
    }

    #[inline]
    pub fn area(&self, label: u32) -> i64 {
        self.areas[label as usize]
    }

    /// Whether a node lies in a block.
    #[inline]
    pub fn is_in_block(&self, node: u32) -> bool {
        let label = self.labels[node as usize];
        label != NONE && self.areas[label as usize] >= self.model.threshold
    }

    pub fn members(&self, label: u32) -> &[u32] {
        &self.members[label as usize]
    }

    /// The lowest node of a component: a name that doesn't depend on how it came about. Short lists only are looked through.
    pub fn first_member(&self, label: u32) -> u32 {
        self.members[label as usize].iter().copied().min().unwrap_or(NONE)
    }

    /// The changed nodes in rising order.
    pub fn changes(&self) -> Vec<u32> {
        (0..self.is_on.len() as u32).filter(|&node| self.is_changed(node)).collect()
    }

    /// Whether all rows hold.
    pub fn is_feasible(&self) -> bool {
        self.used.iter().zip(&self.model.limits).all(|(used, limit)| used <= limit)
    }

    /// Changes a node and those that change with it, or takes the change back.
    pub fn flip(&mut self, node: u32) {
        match self.model.group(node) {
            None => {
                self.journal.push(node);
                self.flip_quietly(node);
            }
            Some(group) => {
                for &member in group {
                    self.journal.push(member);
                    self.flip_quietly(member);
                }
            }
        }
    }

    /// Changes a node without those that change with it.
    pub fn flip_alone(&mut self, node: u32) {
        self.journal.push(node);
        self.flip_quietly(node);
    }

    fn flip_quietly(&mut self, node: u32) {
        let sign = if self.is_changed(node) { -1 } else { 1 };
        for (used, part) in self.used.iter_mut().zip(self.model.row_of(node)) {
            *used += sign * part;
        }
        if self.is_on[node as usize] { self.remove(node) } else { self.add(node) }
    }

    /// A place to go back to.
    pub fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Takes back all steps since a mark.
    pub fn undo_to(&mut self, mark: usize) {
        while self.journal.len() > mark {
            if let Some(node) = self.journal.pop() {
                self.flip_quietly(node);
            }
        }
    }

    /// The nodes flipped since a mark, those flipped twice included.
    pub fn flipped_since(&self, mark: usize) -> &[u32] {
        &self.journal[mark..]
    }

    pub fn forget_journal(&mut self) {
        self.journal.clear();
    }

    fn new_label(&mut self) -> u32 {
        self.unused.pop().unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.areas.push(0);
            self.members.len() as u32 - 1
        })
    }

    fn add(&mut self, node: u32) {
        self.is_on[node as usize] = true;
        let mut largest = NONE;
        let mut touched = std::mem::take(&mut self.scratch.touched);
        touched.clear();
        for &next in self.model.adjacency.of_node(node) {
            let label = self.labels[next as usize];
            if label == NONE || touched.contains(&label) {
                continue;
            }
            touched.push(label);
            self.value -= self.worth(self.areas[label as usize]);
            if largest == NONE || self.members[label as usize].len() > self.members[largest as usize].len() {
                largest = label;
            }
        }
        if largest == NONE {
            largest = self.new_label();
        }
        for &label in &touched {
            if label == largest {
                continue;
            }
            let mut moved = std::mem::take(&mut self.members[label as usize]);
            for &member in &moved {
                self.labels[member as usize] = largest;
                self.places[member as usize] = self.members[largest as usize].len() as u32;
                self.members[largest as usize].push(member);
            }
            self.areas[largest as usize] += std::mem::take(&mut self.areas[label as usize]);
            // The list keeps its room for the next component of that label.
            moved.clear();
            self.members[label as usize] = moved;
            self.unused.push(label);
        }
        self.scratch.touched = touched;
        self.labels[node as usize] = largest;
        self.places[node as usize] = self.members[largest as usize].len() as u32;
        self.members[largest as usize].push(node);
        self.areas[largest as usize] += self.model.areas[node as usize];
        self.value += self.worth(self.areas[largest as usize]);
    }

    fn drop_member(&mut self, node: u32) {
        let label = self.labels[node as usize] as usize;
        let place = self.places[node as usize] as usize;
        self.members[label].swap_remove(place);
        if let Some(&moved) = self.members[label].get(place) {
            self.places[moved as usize] = place as u32;
        }
        self.areas[label] -= self.model.areas[node as usize];
        self.labels[node as usize] = NONE;
    }

    fn remove(&mut self, node: u32) {
        let label = self.labels[node as usize];
        self.value -= self.worth(self.areas[label as usize]);
        self.is_on[node as usize] = false;
        self.drop_member(node);
        let model = self.model;
        let starts = model.adjacency.of_node(node);
        let count = starts.iter().filter(|&&next| self.is_on[next as usize]).count();
        if count == 0 {
            self.unused.push(label);
            return;
        }
        if count > 1 {
            self.split(starts, count);
        }
        self.value += self.worth(self.areas[label as usize]);
    }

    /// Gives each piece that the starts no longer share a label of its own, all but the one found last.
    fn split(&mut self, starts: &[u32], count: usize) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.stamp = scratch.stamp.wrapping_add(1);
        if scratch.stamp == 0 {
            scratch.stamps.fill(0);
            scratch.stamp = 1;
        }
        while scratch.searches.len() < count {
            scratch.searches.push(Search::default());
        }
        let on = starts.iter().filter(|&&next| self.is_on[next as usize]);
        for (index, &start) in on.enumerate() {
            let search = &mut scratch.searches[index];
            search.nodes.clear();
            search.nodes.push(start);
            (search.head, search.edge, search.class, search.is_ended) = (0, 0, index, false);
            scratch.stamps[start as usize] = scratch.stamp;
            scratch.owners[start as usize] = index as u32;
        }
        let mut open = count;
        while open > 1 {
            for index in 0..count {
                if scratch.searches[index].is_ended {
                    continue;
                }
                self.step(&mut scratch, index, count, &mut open);
                if open <= 1 {
                    break;
                }
            }
        }
        // A class is a piece when all of its searches have ended; the last open one keeps the label.
        for class in 0..count {
            if scratch.searches[class].class != class {
                continue;
            }
            let mut of_class = scratch.searches[..count].iter().filter(|search| search.class == class);
            if !of_class.all(|search| search.is_ended) {
                continue;
            }
            let label = self.new_label();
            for search in scratch.searches[..count].iter().filter(|search| search.class == class) {
                for &node in &search.nodes {
                    self.drop_member(node);
                    self.labels[node as usize] = label;
                    self.places[node as usize] = self.members[label as usize].len() as u32;
                    self.members[label as usize].push(node);
                    self.areas[label as usize] += self.model.areas[node as usize];
                }
            }
            self.value += self.worth(self.areas[label as usize]);
        }
        self.scratch = scratch;
    }

    /// One edge of one search. `open` counts the classes that can still grow.
    fn step(&mut self, scratch: &mut Scratch, index: usize, count: usize, open: &mut usize) {
        let search = &mut scratch.searches[index];
        let Some(&node) = search.nodes.get(search.head) else {
            search.is_ended = true;
            let class = search.class;
            let is_over = scratch.searches[..count].iter().all(|other| other.class != class || other.is_ended);
            if is_over {
                *open -= 1;
            }
            return;
        };
        let Some(&next) = self.model.adjacency.of_node(node).get(search.edge) else {
            search.head += 1;
            search.edge = 0;
            return;
        };
        search.edge += 1;
        if !self.is_on[next as usize] {
            return;
        }
        if scratch.stamps[next as usize] != scratch.stamp {
            scratch.stamps[next as usize] = scratch.stamp;
            scratch.owners[next as usize] = index as u32;
            search.nodes.push(next);
            return;
        }
        let (mine, other) = (search.class, scratch.searches[scratch.owners[next as usize] as usize].class);
        if mine != other {
            let (low, high) = (mine.min(other), mine.max(other));
            scratch.searches[..count].iter_mut().filter(|search| search.class == high).for_each(|s| s.class = low);
            *open -= 1;
        }
    }

    /// What the node costs the area in blocks and the rows together when it is farmland rather than not, in mu, blocks aside.
    #[inline]
    pub fn cost_of_being_on(model: &Model, costs: &[f64], node: u32) -> f64 {
        if model.kinds[node as usize] == NodeKind::CanLeave { -costs[node as usize] } else { costs[node as usize] }
    }
}
