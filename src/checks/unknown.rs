//! Features whose overlap with a zone nothing could tell: not in the figures, and not passed over in silence.

use std::collections::BTreeMap;

use crate::base::{LayerId, Role};

/// A feature that the figures of a zone leave out: its rings are so wrong that its overlap can't be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncounted {
    pub role: Role,
    pub layer: LayerId,
    pub feature: usize,
}

/// How many items of each feature could not be told, by member of a set and feature: what is taken off again leaves no trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnknownItems(BTreeMap<(usize, usize), usize>);

impl UnknownItems {
    pub fn add(&mut self, member: usize, feature: usize) {
        *self.0.entry((member, feature)).or_default() += 1;
    }

    pub fn take_off(&mut self, member: usize, feature: usize) {
        if let Some(items) = self.0.get_mut(&(member, feature)) {
            *items -= 1;
            if *items == 0 {
                self.0.remove(&(member, feature));
            }
        }
    }

    /// Member and feature, in order.
    pub fn features(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.0.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_unknown_until_its_last_item_is_taken_off() {
        let mut unknown = UnknownItems::default();
        unknown.add(1, 7);
        unknown.add(1, 7);
        unknown.add(0, 9);
        unknown.take_off(1, 7);
        assert_eq!(unknown.features().collect::<Vec<_>>(), [(0, 9), (1, 7)]);
        unknown.take_off(1, 7);
        unknown.take_off(0, 9);
        unknown.take_off(0, 9);
        assert_eq!(unknown, UnknownItems::default());
    }
}
