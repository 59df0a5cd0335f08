//! Units of area, their conversion and their statutory rounding.
//!
//! Everything inside the program is in square metres (`_m2`); mu 亩 and hectares 公顷 appear where a person reads.
//! 1 hectare = 15 mu = 10 000 m², so 1 mu = 2000/3 m² exactly.

/// Square metres in one mu 亩: 2000/3, exactly as 1 hectare = 15 mu asks.
pub const M2_PER_MU: f64 = 2000.0 / 3.0;
/// Square metres in one hectare 公顷.
pub const M2_PER_HECTARE: f64 = 10_000.0;
/// Fen 分 in 10⁴ yuan 万元: money is kept in fen and shown in 万元.
pub const FEN_PER_10K_YUAN: f64 = 1e6;

/// Area in mu 亩 of an area in square metres (× 3 / 2000, the form that `mu` figures in every report use).
pub fn mu_from_m2(area_m2: f64) -> f64 {
    area_m2 * 3.0 / 2000.0
}

/// Area in hectares 公顷 of an area in square metres.
pub fn hectares_from_m2(area_m2: f64) -> f64 {
    area_m2 / M2_PER_HECTARE
}

/// Square metres of an area in mu 亩.
pub fn m2_from_mu(area_mu: f64) -> f64 {
    area_mu * M2_PER_MU
}

/// Rounds half away from zero to `decimals` places: the rounding of the national land survey.
pub fn round_half_away(value: f64, decimals: u32) -> f64 {
    let scale = 10f64.powi(decimals as i32);
    // A value such as 1.005 is stored as 1.00499…; the nudge of one part in 1e15 restores what was typed.
    let scaled = value * scale;
    (scaled + scaled.signum() * scaled.abs() * 1e-15).round() / scale
}

/// Rounds `parts` to hundredths so that they sum to the rounded sum of all: largest remainders get the cents left over.
///
/// Equal remainders are served in the order given, so the same input gives the same figures.
pub fn hundredths_by_largest_remainder(parts: &[f64]) -> Vec<f64> {
    let cents: Vec<f64> = parts.iter().map(|part| part * 100.0).collect();
    let mut floors: Vec<i64> = cents.iter().map(|cent| cent.floor() as i64).collect();
    let whole = (round_half_away(parts.iter().sum(), 2) * 100.0).round() as i64;
    let mut left = whole - floors.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| (cents[b] - cents[b].floor()).total_cmp(&(cents[a] - cents[a].floor())));
    for &index in &order {
        if left <= 0 {
            break;
        }
        floors[index] += 1;
        left -= 1;
    }
    floors.into_iter().map(|cent| cent as f64 / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_mu_make_a_hectare() {
        assert_eq!(mu_from_m2(10_000.0), 15.0);
        assert_eq!(hectares_from_m2(m2_from_mu(15.0)), 1.0);
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(round_half_away(1.005, 2), 1.01);
        assert_eq!(round_half_away(-2.5, 0), -3.0);
        assert_eq!(round_half_away(1234.564999, 2), 1234.56);
    }

    #[test]
    fn rounded_parts_sum_to_the_rounded_whole() {
        let parts = [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 2.004];
        let rounded = hundredths_by_largest_remainder(&parts);
        assert_eq!(rounded, vec![0.33, 0.33, 0.33, 2.01]);
        let sum: f64 = rounded.iter().sum();
        assert!((sum - 3.0).abs() < 1e-9);
    }
}
