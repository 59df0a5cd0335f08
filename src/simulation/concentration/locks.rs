//! What rows of one or two nodes fix: a row over a single node may force it to change or forbid it; two rows x − y ≤ 0 and
//! y − x ≤ 0 make two nodes change together.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Concentration;

/// Nodes whose change is decided before the search.
pub(super) struct Fixings {
    states: BTreeMap<u32, bool>,
    groups: BTreeMap<u32, Vec<u32>>,
    /// The first row found that can't hold beside the others.
    pub contradiction: Option<usize>,
}

impl Fixings {
    pub fn of(problem: &Concentration) -> Self {
        let mut fixings = Self { states: BTreeMap::new(), groups: BTreeMap::new(), contradiction: None };
        let mut ordered = BTreeSet::new();
        let mut forest: BTreeMap<u32, u32> = BTreeMap::new();
        let is_free: Vec<bool> = {
            let mut is_free = vec![false; problem.nodes()];
            problem.free_nodes().for_each(|node| is_free[node] = true);
            is_free
        };
        let mut single = Vec::new();
        for (index, row) in problem.rows.iter().enumerate() {
            let mut entries = row.coefficients.iter().enumerate().filter(|&(node, &g)| g != 0.0 && is_free[node]);
            match (entries.next(), entries.next(), entries.next()) {
                (Some((node, &g)), None, None) => single.push((index, node as u32, g, row.limit)),
                (Some((first, &left)), Some((second, &right)), None) if row.limit == 0.0 && left == -right => {
                    let pair = if left > 0.0 { (first as u32, second as u32) } else { (second as u32, first as u32) };
                    if ordered.contains(&(pair.1, pair.0)) {
                        let (a, b) = (root(&forest, pair.0), root(&forest, pair.1));
                        forest.entry(pair.0).or_insert(pair.0);
                        forest.entry(pair.1).or_insert(pair.1);
                        forest.insert(a.max(b), a.min(b));
                    }
                    ordered.insert(pair);
                }
                _ => {}
            }
        }
        let mut trees: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &node in forest.keys() {
            trees.entry(root(&forest, node)).or_default().push(node);
        }
        for tree in trees.into_values().filter(|tree| tree.len() > 1) {
            for &node in &tree {
                fixings.groups.insert(node, tree.clone());
            }
        }
        for (index, node, g, limit) in single {
            fixings.fix(index, node, g, limit);
        }
        fixings
    }

    /// A row g x ≤ h over one node.
    fn fix(&mut self, row: usize, node: u32, g: f64, limit: f64) {
        // A limit is missed only by more than its rounding.
        let slack = 1e-9 * limit.abs().max(g.abs());
        let (allows_no, allows_yes) = (limit >= -slack, g <= limit + slack);
        let state = match (allows_no, allows_yes) {
            (true, true) => return,
            (false, false) => {
                self.contradiction.get_or_insert(row);
                return;
            }
            (_, yes) => yes,
        };
        for member in self.groups.get(&node).cloned().unwrap_or_else(|| vec![node]) {
            if self.states.insert(member, state).is_some_and(|before| before != state) {
                self.contradiction.get_or_insert(row);
            }
        }
    }

    /// Whether a node has to change, or must not; `None` where it is free.
    pub fn state(&self, node: u32) -> Option<bool> {
        self.states.get(&node).copied()
    }

    /// The nodes that change together and are free to.
    pub fn groups(&self) -> BTreeMap<u32, Vec<u32>> {
        self.groups.iter().filter(|(node, _)| self.state(**node).is_none()).map(|(&n, g)| (n, g.clone())).collect()
    }
}

fn root(forest: &BTreeMap<u32, u32>, mut node: u32) -> u32 {
    while let Some(&above) = forest.get(&node).filter(|&&above| above != node) {
        node = above;
    }
    node
}
