//! Prices of the side rows: what a unit of each row is worth in mu, so that a plan built at these prices about uses the rows up.
//!
//! Each price moves by a factor of its own, up where the row is exceeded and down where it isn't; the factor shrinks when the
//! direction turns (after Riedmiller & Braun 1993, in logarithms). For a budget alone this is a bisection.

use super::super::control::Watch;
use super::construct::{Builder, Manner};
use super::model::Model;
use super::repair::{fill, repair};
use super::state::State;

/// Steps of the search for prices.
const STEPS: usize = 24;

/// The level from which the price of an exceeded row rises, in shares of the row's mean worth.
const LEAST: f64 = 5e-3;

/// Prices with the best plan that was met on the way.
pub(super) struct Priced {
    pub prices: Vec<f64>,
    pub changes: Vec<u32>,
    /// Area in blocks, in parts; none where no plan obeyed the rows.
    pub value: Option<i64>,
}

/// A price that uses the average unit of a row for the average mu.
pub(super) fn unit_prices(model: &Model) -> Vec<f64> {
    let area_mu: f64 = model.free.iter().map(|&node| model.areas_mu[node as usize]).sum();
    let ranges = model.ranges.iter().zip(&model.parts);
    ranges.map(|(&range, parts)| if range > 0 { area_mu / (range as f64 / parts) } else { 0.0 }).collect()
}

/// Searches prices, from those of a relaxation when there are any, building with a credit for links.
pub(super) fn search_prices(
    model: &Model,
    builder: &mut Builder,
    from: Option<&[f64]>,
    credit: f64,
    watch: &Watch,
) -> Priced {
    let units = unit_prices(model);
    let level = |(&price, &unit): (&f64, &f64)| if unit > 0.0 { (price / unit).max(1e-6) } else { 1e-6 };
    let mut levels = match from {
        Some(prices) => prices.iter().zip(&units).map(level).collect(),
        None => vec![0.5f64; model.rows],
    };
    let mut steps = vec![if from.is_some() { 1.2 } else { 2.0f64 }; model.rows];
    let mut directions = vec![0i8; model.rows];
    let mut best = Priced { prices: scaled(&levels, &units), changes: Vec::new(), value: None };
    let mut best_prices_value = i64::MIN;
    for step in 0..STEPS {
        let mut prices = scaled(&levels, &units);
        model.settle_opposites(&mut prices);
        let costs = model.costs(&prices);
        let mut state = State::new(model);
        Builder::ruin(&mut state, &costs, &model.free);
        let manner = Manner { credit, block_credit: 1.0 };
        builder.build(&mut state, &costs, &model.free, manner, |_| 1.0);
        let used = state.used.clone();
        // Repairing costs more than building: the first steps are far off anyway.
        if step >= STEPS / 3 && repair(&mut state, &costs) {
            fill(&mut state, &costs);
            if best.value.is_none_or(|value| state.value > value) {
                best.changes = state.changes();
                best.value = Some(state.value);
            }
            if state.value > best_prices_value {
                best_prices_value = state.value;
                best.prices = prices;
            }
        }
        for row in 0..model.rows {
            let direction: i8 = if used[row] > model.limits[row] { 1 } else { -1 };
            if directions[row] == -direction {
                steps[row] = 1.0 + (steps[row] - 1.0) * 0.5;
            } else if directions[row] == direction {
                steps[row] = (1.0 + (steps[row] - 1.0) * 1.2).min(4.0);
            }
            directions[row] = direction;
            levels[row] = if direction > 0 { levels[row].max(LEAST) * steps[row] } else { levels[row] / steps[row] };
            levels[row] = levels[row].clamp(1e-6, 1e6);
        }
        if watch.should_stop() {
            break;
        }
    }
    if best.value.is_none() {
        let mut state = State::new(model);
        let costs = model.costs(&best.prices);
        if repair(&mut state, &costs) {
            fill(&mut state, &costs);
            best = Priced { changes: state.changes(), value: Some(state.value), ..best };
        }
    }
    best
}

fn scaled(levels: &[f64], units: &[f64]) -> Vec<f64> {
    levels.iter().zip(units).map(|(&level, unit)| if level <= 2e-6 { 0.0 } else { level * unit }).collect()
}
