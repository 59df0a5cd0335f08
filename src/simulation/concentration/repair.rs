//! Back inside the rows at the least loss, then the rest of the rows spent on what borders on blocks.

use std::collections::BinaryHeap;

use super::super::heap::Cheapest;
use super::state::State;

/// How far the rows are exceeded, each in shares of its range.
pub(super) fn violation(state: &State) -> f64 {
    let rows = state.used.iter().zip(&state.model.limits).zip(&state.model.ranges);
    rows.fold(0.0, |sum, ((&used, &limit), &range)| sum + (used - limit).max(0) as f64 / range.max(1) as f64)
}

/// How much a node that flips takes off the violation.
fn relief(state: &State, node: u32) -> f64 {
    let model = state.model;
    let sign = if state.is_changed(node) { -1 } else { 1 };
    let mut relief = 0.0;
    for (row, &part) in model.row_of(node).iter().enumerate() {
        let excess = state.used[row] - model.limits[row];
        let after = excess + sign * part;
        relief += (excess.max(0) - after.max(0)) as f64 / model.ranges[row].max(1) as f64;
    }
    relief
}

/// Flips nodes until all rows hold, those first that lose least for what they relieve. Whether it came that far.
///
/// Blocks are peeled from the outside: when a leaf has gone, its neighbours are looked at again. Only when no leaf is left may a
/// link go that carries others.
pub(super) fn repair(state: &mut State, costs: &[f64]) -> bool {
    if state.is_feasible() {
        return true;
    }
    let model = state.model;
    let ratio = |state: &State, node: u32| {
        let relief = relief(state, node);
        let cost = State::cost_of_being_on(model, costs, node);
        let area_mu = model.areas_mu[node as usize];
        let loss = if state.is_on(node) { area_mu - cost } else { cost };
        (relief > 0.0).then(|| Cheapest { cost: loss.max(1e-6 * area_mu) / relief, node })
    };
    let mut heap: BinaryHeap<Cheapest> = model.free.iter().filter_map(|&node| ratio(state, node)).collect();
    let mut put_off: Vec<u32> = Vec::new();
    let mut violated = violation(state);
    for patience in [1.5, 4.0, 16.0, f64::INFINITY] {
        // A node is put off at most once between two successes next to it.
        while let Some(Cheapest { node, .. }) = heap.pop() {
            if relief(state, node) <= 0.0 {
                continue;
            }
            let (mark, value) = (state.mark(), state.value);
            state.flip(node);
            let loss = (value - state.value) as f64 / model.area_parts;
            let after = violation(state);
            if loss > patience * model.areas_mu[node as usize] + 1e-9 || after >= violated {
                state.undo_to(mark);
                put_off.push(node);
                continue;
            }
            violated = after;
            if state.is_feasible() {
                return true;
            }
            let near = model.adjacency.of_node(node).iter();
            heap.extend(near.filter(|&&next| model.is_free(next)).filter_map(|&next| ratio(state, next)));
        }
        heap.extend(put_off.drain(..).filter_map(|node| ratio(state, node)));
    }
    state.is_feasible()
}

/// Adds what borders on blocks while the rows allow it, most area for its cost first.
pub(super) fn fill(state: &mut State, costs: &[f64]) {
    let model = state.model;
    let mut heap = BinaryHeap::new();
    let price = |node: u32| {
        let cost = State::cost_of_being_on(model, costs, node);
        cost / model.areas_mu[node as usize].max(1e-9)
    };
    for &node in &model.free {
        if !state.is_on(node) && model.adjacency.of_node(node).iter().any(|&next| state.is_in_block(next)) {
            heap.push(Cheapest { cost: price(node), node });
        }
    }
    while let Some(Cheapest { node, .. }) = heap.pop() {
        if state.is_on(node) || !fits(state, node) {
            continue;
        }
        let (mark, value) = (state.mark(), state.value);
        state.flip(node);
        if state.value <= value || !state.is_feasible() {
            state.undo_to(mark);
            continue;
        }
        for &next in model.adjacency.of_node(node) {
            if !state.is_on(next) {
                heap.push(Cheapest { cost: price(next), node: next });
            }
        }
    }
}

/// Whether all rows still hold after a node flips.
fn fits(state: &State, node: u32) -> bool {
    let sign = if state.is_changed(node) { -1 } else { 1 };
    let model = state.model;
    let rows = state.used.iter().zip(&model.limits).zip(model.row_of(node));
    let mut rows = rows;
    rows.all(|((&used, &limit), &part)| used + sign * part <= limit)
}
