//! How much memory a problem would take, told before it is made.

use super::TownshipProblem;

/// More than this is declined, bytes.
const MOST_BYTES: u64 = 6_000_000_000;

/// A row holds a number for each node: in the problem, in the search, in the linear program and in its text.
const BYTES_A_COEFFICIENT: u64 = 40;
/// What the search and the bound keep of a node, and of a pair that lies together.
const BYTES_A_NODE: u64 = 1_200;
const BYTES_A_PAIR: u64 = 160;

/// Declines a problem that would not fit.
pub(super) fn check_size(nodes: usize, pairs: usize, rows: usize) -> Result<(), TownshipProblem> {
    let product = |count: usize, each: u64| (count as u64).saturating_mul(each);
    let coefficients = product(nodes, BYTES_A_COEFFICIENT).saturating_mul(rows as u64);
    let bytes = coefficients.saturating_add(product(nodes, BYTES_A_NODE)).saturating_add(product(pairs, BYTES_A_PAIR));
    if bytes > MOST_BYTES {
        return Err(TownshipProblem::TooLarge { nodes, rows, bytes, most: MOST_BYTES });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_parcels_fit_and_a_thousand_rows_over_them_do_not() {
        assert_eq!(check_size(1_000_000, 3_000_000, 6), Ok(()));
        let declined = check_size(1_000_000, 3_000_000, 1_000).unwrap_err();
        assert!(matches!(declined, TownshipProblem::TooLarge { bytes, .. } if bytes > 40_000_000_000), "{declined:?}");
        assert!(check_size(usize::MAX, usize::MAX, usize::MAX).is_err());
    }
}
