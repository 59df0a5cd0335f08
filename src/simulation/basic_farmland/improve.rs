//! From a layout of the relaxation to one that obeys the rows, and better from there: repair by loss for relief, then single
//! flips and swaps among the parcels whose reduced worth is nearest to zero, then kicks of a few parcels with repair, kept when
//! they end no lower (iterated local search, Lourenço et al. 2003).

use super::super::control::Watch;
use super::super::random::Stream;
use super::state::State;

/// Parcels that swaps are sought among.
const SHORT_LIST: usize = 48;

/// Flips parcels until the rows hold, the least loss for its relief first; whether it came that far. Parcels in `fixed` stay.
pub(super) fn repair(state: &mut State, fixed: &[usize]) -> bool {
    for _ in 0..state.problem.nodes() {
        let before = state.violation_after(&[]);
        if before <= 0.0 {
            return true;
        }
        let mut best: Option<(f64, usize)> = None;
        for node in 0..state.problem.nodes() {
            let relief = before - state.violation_after(&[node]);
            if relief <= 1e-12 || fixed.contains(&node) {
                continue;
            }
            let ratio = -state.flip_mu(node) / relief;
            if best.is_none_or(|(least, _)| ratio < least) {
                best = Some((ratio, node));
            }
        }
        let Some((_, node)) = best else {
            return false;
        };
        state.flip(node);
    }
    state.is_feasible()
}

/// Single flips and swaps until neither helps.
pub(super) fn climb(state: &mut State, multipliers: &[f64], watch: &Watch) {
    let nodes = state.problem.nodes();
    loop {
        if watch.should_stop() {
            return;
        }
        let single = (0..nodes)
            .filter(|&node| state.flip_mu(node) > 1e-9 && state.violation_after(&[node]) <= 0.0)
            .max_by(|&a, &b| state.flip_mu(a).total_cmp(&state.flip_mu(b)).then(b.cmp(&a)));
        if let Some(node) = single {
            state.flip(node);
            continue;
        }
        let mut list: Vec<(f64, usize)> =
            (0..nodes).map(|node| (state.reduced_flip_mu(node, multipliers), node)).collect();
        let length = SHORT_LIST.min(nodes);
        if length < nodes {
            list.select_nth_unstable_by(length, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        list.truncate(length);
        list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: Option<(f64, usize, usize)> = None;
        for (index, &(_, first)) in list.iter().enumerate() {
            for &(_, second) in &list[index + 1..] {
                let gain = state.flip_mu(first) + state.flip_mu(second) + state.extra_mu(first, second);
                let is_better = gain > best.map_or(1e-9, |(most, ..)| most);
                if is_better && state.violation_after(&[first, second]) <= 0.0 {
                    best = Some((gain, first, second));
                }
            }
        }
        let Some((_, first, second)) = best else {
            return;
        };
        state.flip(first);
        state.flip(second);
    }
}

/// Kicks and climbs. Kicked parcels are those whose reduced worth is small: there the relaxation is undecided.
pub(super) fn kick<'a>(
    start: State<'a>,
    multipliers: &[f64],
    kicks: u64,
    stream: &mut Stream,
    watch: &Watch,
) -> (State<'a>, u64) {
    let nodes = start.problem.nodes();
    let mut best = start;
    let mut done = 0;
    while done < kicks && nodes > 0 && !watch.should_stop() {
        done += 1;
        let mut order: Vec<(f64, usize)> =
            (0..nodes).map(|node| (-best.reduced_flip_mu(node, multipliers), node)).collect();
        let length = (2 * SHORT_LIST).min(nodes);
        if length < nodes {
            order.select_nth_unstable_by(length, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        order.truncate(length);
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut state = best.clone();
        let mut kicked = Vec::new();
        for _ in 0..=stream.below(3) {
            // The square draws towards the front of the list.
            let place = stream.unit() * stream.unit() * order.len() as f64;
            let node = order[(place as usize).min(order.len() - 1)].1;
            if !kicked.contains(&node) {
                kicked.push(node);
                state.flip(node);
            }
        }
        if !repair(&mut state, &kicked) {
            continue;
        }
        climb(&mut state, multipliers, watch);
        if state.is_feasible() && state.value_mu > best.value_mu + 1e-9 {
            best = state;
        }
    }
    (best, done)
}
