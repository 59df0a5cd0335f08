//! A node of branch and bound that waits: the best bound comes first out of a [`std::collections::BinaryHeap`], the older of
//! two with the same bound before the younger.

use std::cmp::Ordering;

#[derive(Clone, Debug)]
pub(super) struct OpenNode<D> {
    pub bound: f64,
    /// Counts up in the order of making.
    pub number: u64,
    pub decided: Vec<D>,
}

impl<D> PartialEq for OpenNode<D> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<D> Eq for OpenNode<D> {}

impl<D> PartialOrd for OpenNode<D> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<D> Ord for OpenNode<D> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(other.number.cmp(&self.number))
    }
}
