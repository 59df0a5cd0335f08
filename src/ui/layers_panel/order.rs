//! Where a layer goes in the drawing order: dragged beside another row, or moved by key or menu.

use crate::base::LayerId;
use crate::design::LayerEntry;

/// A step in the drawing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderStep {
    Up,
    Down,
    ToTop,
    ToBottom,
}

/// The position to ask for so that `moved` is drawn directly above (or below) `target`; `None` where it is there already, or
/// one of them is gone.
pub fn beside(entries: &[LayerEntry], moved: LayerId, target: LayerId, below: bool) -> Option<usize> {
    let place = |id| entries.iter().position(|entry| entry.layer == id && !entry.removed);
    let (from, at) = (place(moved)?, place(target)?);
    // Positions count without the layer that is on its way.
    let to = at + usize::from(below) - usize::from(from < at + usize::from(below));
    (to != from).then_some(to)
}

/// The position to ask for so that a layer goes one step; `None` at the end of the order.
pub fn stepped(entries: &[LayerEntry], layer: LayerId, step: OrderStep) -> Option<usize> {
    let present: Vec<LayerId> = entries.iter().filter(|entry| !entry.removed).map(|entry| entry.layer).collect();
    let place = present.iter().position(|id| *id == layer)?;
    let target = match step {
        OrderStep::Up => place.checked_sub(1)?,
        OrderStep::Down => place + 1,
        OrderStep::ToTop => 0,
        OrderStep::ToBottom => present.len() - 1,
    };
    let below = matches!(step, OrderStep::Down | OrderStep::ToBottom);
    beside(entries, layer, *present.get(target)?, below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1, 2, a layer that was taken out, 4, 5; top first.
    fn entries() -> Vec<LayerEntry> {
        let entry = |id| LayerEntry { removed: id == 3, ..LayerEntry::new(LayerId(id)) };
        (1..=5).map(entry).collect()
    }

    fn after(moved: u32, to: Option<usize>) -> Vec<u32> {
        let mut entries = entries();
        if let Some(to) = to {
            let from = entries.iter().position(|entry| entry.layer == LayerId(moved)).unwrap();
            let entry = entries.remove(from);
            entries.insert(to, entry);
        }
        entries.iter().filter(|entry| !entry.removed).map(|entry| entry.layer.0).collect()
    }

    #[test]
    fn a_layer_that_is_dropped_lies_directly_beside_the_row_it_was_dropped_on() {
        let dropped = |moved, target, below| after(moved, beside(&entries(), LayerId(moved), LayerId(target), below));
        assert_eq!(dropped(5, 1, false), [5, 1, 2, 4]);
        assert_eq!(dropped(1, 4, true), [2, 4, 1, 5]);
        assert_eq!(dropped(1, 4, false), [2, 1, 4, 5]);
        assert_eq!(dropped(4, 2, true), [1, 2, 4, 5]);
        assert_eq!(beside(&entries(), LayerId(2), LayerId(2), true), None);
        assert_eq!(beside(&entries(), LayerId(2), LayerId(3), true), None, "beside what is gone there is no place");
    }

    #[test]
    fn steps_pass_over_what_was_taken_out_and_end_at_the_ends() {
        let moved = |layer, step| after(layer, stepped(&entries(), LayerId(layer), step));
        assert_eq!(moved(4, OrderStep::Up), [1, 4, 2, 5]);
        assert_eq!(moved(2, OrderStep::Down), [1, 4, 2, 5]);
        assert_eq!(moved(5, OrderStep::ToTop), [5, 1, 2, 4]);
        assert_eq!(moved(1, OrderStep::ToBottom), [2, 4, 5, 1]);
        assert_eq!(stepped(&entries(), LayerId(1), OrderStep::Up), None);
        assert_eq!(stepped(&entries(), LayerId(5), OrderStep::Down), None);
        assert_eq!(stepped(&entries(), LayerId(1), OrderStep::ToTop), None);
    }
}
