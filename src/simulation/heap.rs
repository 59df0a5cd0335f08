//! A heap entry that orders by a cost and, for equal costs, by node: ties never depend on the order of pushing.

use std::cmp::Ordering;

/// The cheapest comes first out of a [`std::collections::BinaryHeap`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cheapest {
    pub cost: f64,
    pub node: u32,
}

impl Eq for Cheapest {}

impl Ord for Cheapest {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cost.total_cmp(&self.cost).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Cheapest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
