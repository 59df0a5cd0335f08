//! Investment 投资: what the measures of a scheme cost, by kind and year. Exact to the fen; what states no cost is counted apart
//! and never taken for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::design::{Measure, MeasureId, MeasureKind};

/// Measures of one kind and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// In fen 分 (0.01 yuan).
    pub cost_fen: i64,
    pub measures: Vec<MeasureId>,
    /// How many of them state no cost.
    pub unstated: usize,
}

/// The investment of a scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Investment {
    /// By kind and year of implementation; without a year first.
    pub lines: BTreeMap<(MeasureKind, Option<i32>), Spending>,
}

impl Investment {
    pub fn of<'a>(measures: impl Iterator<Item = &'a Arc<Measure>>) -> Self {
        let mut lines: BTreeMap<_, Spending> = BTreeMap::new();
        for measure in measures {
            let line = lines.entry((measure.kind, measure.year)).or_default();
            line.cost_fen += measure.cost_fen.unwrap_or(0);
            line.measures.push(measure.id);
            line.unstated += usize::from(measure.cost_fen.is_none());
        }
        Self { lines }
    }

    /// The measures of the lines that are asked for, together.
    pub fn sum(&self, wanted: impl Fn(MeasureKind, Option<i32>) -> bool) -> Spending {
        let mut sum = Spending::default();
        for ((kind, year), line) in &self.lines {
            if wanted(*kind, *year) {
                sum.cost_fen += line.cost_fen;
                sum.measures.extend(&line.measures);
                sum.unstated += line.unstated;
            }
        }
        sum
    }

    pub fn total(&self) -> Spending {
        self.sum(|_, _| true)
    }

    /// Kinds that have measures, in their order.
    pub fn kinds(&self) -> BTreeSet<MeasureKind> {
        self.lines.keys().map(|(kind, _)| *kind).collect()
    }

    /// Years that have measures, ascending; `None` for measures without one first.
    pub fn years(&self) -> BTreeSet<Option<i32>> {
        self.lines.keys().map(|(_, year)| *year).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Shape;

    fn measure(id: u64, kind: MeasureKind, year: Option<i32>, cost_fen: Option<i64>) -> Arc<Measure> {
        let shape = Shape(geo::MultiPolygon(Vec::new()));
        Arc::new(Measure { year, cost_fen, ..Measure::new(MeasureId(id), kind, shape) })
    }

    #[test]
    fn sums_by_kind_and_by_year_are_the_total_and_an_unstated_cost_is_no_cost_of_nothing() {
        use MeasureKind::{NewConstruction, Reclaim};
        let measures = [
            measure(1, Reclaim, Some(2026), Some(100)),
            measure(2, Reclaim, None, Some(23)),
            measure(3, NewConstruction, Some(2026), None),
        ];
        let investment = Investment::of(measures.iter());
        let total = investment.total();
        assert_eq!((total.cost_fen, total.measures.len(), total.unstated), (123, 3, 1));
        let by_kind = investment.kinds().into_iter().map(|kind| investment.sum(|of, _| of == kind).cost_fen);
        let by_year = investment.years().into_iter().map(|year| investment.sum(|_, of| of == year).cost_fen);
        assert_eq!((by_kind.sum::<i64>(), by_year.sum::<i64>()), (123, 123));
        assert_eq!(investment.sum(|kind, _| kind == NewConstruction).measures, [MeasureId(3)]);
    }
}
