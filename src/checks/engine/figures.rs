//! Relations between figures of a scheme: ratios and balances.

use super::Unknown;
use crate::checks::pack::{Relation, Terms};
use crate::checks::quantity::{Dimension, Quantities, Quantity};

/// A figure in the unit of its dimension, and how far land is from making the rule satisfied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    pub value: f64,
    /// The divisor of a ratio of areas, m².
    pub divisor_m2: Option<f64>,
}

/// The figure of a relation; `None` where it does not apply: nothing to divide by, so nothing to compare.
pub(super) fn figure_of(relation: &Relation, quantities: &Quantities) -> Result<Option<Figure>, Unknown> {
    let missing: Vec<Quantity> =
        relation.quantities().filter(|quantity| value(quantities, *quantity).is_none()).collect();
    if !missing.is_empty() {
        return Err(Unknown::NoQuantity(missing));
    }
    let plain = |value| Some(Figure { value, divisor_m2: None });
    Ok(match relation {
        Relation::Balance { left, right, .. } => plain(sum(left, quantities) - sum(right, quantities)),
        Relation::Whenever { of } => plain(sum(of, quantities)),
        Relation::Ratio { of, to, .. } => {
            let divisor = sum(to, quantities);
            let of_land = to.keys().next().is_some_and(|quantity| quantity.dimension() == Dimension::Area);
            (divisor != 0.0)
                .then(|| Figure { value: sum(of, quantities) / divisor, divisor_m2: of_land.then_some(divisor) })
        }
        _ => None,
    })
}

/// A quantity that is known and a number.
fn value(quantities: &Quantities, quantity: Quantity) -> Option<f64> {
    quantities.get(&quantity).copied().filter(|value| value.is_finite())
}

fn sum(terms: &Terms, quantities: &Quantities) -> f64 {
    terms.iter().map(|(&quantity, factor)| factor * value(quantities, quantity).unwrap_or(0.0)).sum()
}
