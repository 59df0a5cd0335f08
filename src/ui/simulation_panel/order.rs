//! In which order the changes are listed.

use super::filter::FilterText;
use crate::i18n::texts;
use crate::session::Change;

texts! {
    /// By what the list is sorted.
    SortText {
        Loss: "按损失排序", "By loss";
        Area: "按面积排序", "By area";
        Cost: "按费用排序", "By cost";
        Joins: "按连通排序", "By joins";
        Works: "按施工次序", "By works";
    }
}

impl SortText {
    pub const EVERY: [Self; 5] = [Self::Loss, Self::Area, Self::Cost, Self::Joins, Self::Works];
}

/// The places of the changes that are listed, sorted; of equal ones the earlier work comes first.
pub(super) fn listed(
    changes: &[Change<'_>],
    sort: SortText,
    filter: FilterText,
    is_marked: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let mut places: Vec<usize> =
        (0..changes.len()).filter(|&place| filter.takes(changes[place], is_marked(place))).collect();
    let key = |place: usize| {
        let change = changes[place].of;
        match sort {
            SortText::Loss => change.loss_mu,
            SortText::Area => change.area_m2,
            SortText::Cost => change.cost_fen as f64,
            SortText::Joins => change.joins as f64,
            SortText::Works => -(place as f64),
        }
    };
    places.sort_by(|&one, &other| key(other).total_cmp(&key(one)).then(one.cmp(&other)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::MeasureKind;
    use crate::i18n::Message;
    use crate::simulation::ProposedChange;

    fn change(to: &str, area_m2: f64, joins: usize, loss_mu: f64) -> ProposedChange {
        let from = if to == "0101" { "0201" } else { "0103" };
        ProposedChange {
            parcel: 0,
            from_class: from.into(),
            to_class: to.into(),
            area_m2,
            cost_fen: (area_m2 * 100.0) as i64,
            is_gain: to == "0101",
            joins,
            block_before_mu: 0.0,
            block_after_mu: 0.0,
            loss_mu,
            slope: None,
            is_forced: loss_mu < 0.0,
            reason: Message::verbatim(""),
        }
    }

    #[test]
    fn the_gravest_loss_comes_first_and_a_filter_hides_the_rest() {
        let changes = [
            change("0101", 900.0, 1, 5.0),
            change("0301", 400.0, 1, -1.0),
            change("0101", 700.0, 3, 79.8),
            change("0101", 900.0, 2, 5.0),
        ];
        let changes: Vec<Change<'_>> =
            changes.iter().map(|of| Change { of, kind: MeasureKind::RestoredFarmland }).collect();
        let marked = |place: usize| place == 1;
        assert_eq!(listed(&changes, SortText::Loss, FilterText::All, &marked), [2, 0, 3, 1]);
        assert_eq!(listed(&changes, SortText::Area, FilterText::Gains, &marked), [0, 3, 2]);
        assert_eq!(listed(&changes, SortText::Joins, FilterText::Joins, &marked), [2, 3]);
        assert_eq!(listed(&changes, SortText::Works, FilterText::All, &marked), [0, 1, 2, 3]);
        for filter in [FilterText::Leaves, FilterText::Forced, FilterText::Marked] {
            assert_eq!(listed(&changes, SortText::Cost, filter, &marked), [1]);
        }
    }
}
