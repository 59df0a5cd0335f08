//! Incremental components against a full count; explanations against a recount; threads.

use std::sync::Arc;

use super::super::super::control::{Limits, Unwatched};
use super::super::super::random::Stream;
use super::super::explain::{Explainer, StayReason};
use super::super::graph::NONE;
use super::super::model::Model;
use super::super::plan::{Plan, value_mu};
use super::super::problem::{Concentration, NodeKind};
use super::super::solve::solve;
use super::super::state::State;
use super::random_problem;

/// A grid with farmland here and there: larger than the random problems, and planar.
pub(super) fn grid(side: usize, seed: u64) -> Concentration {
    let mut problem = random_problem(seed, side * side);
    let nodes = problem.nodes();
    let side = side as u32;
    problem.edges.clear();
    for node in 0..nodes as u32 {
        if node % side + 1 < side && node + 1 < nodes as u32 {
            problem.edges.push((node, node + 1));
        }
        if node + side < nodes as u32 {
            problem.edges.push((node, node + side));
        }
    }
    problem.threshold_mu = 30.0;
    problem.rows[0].limit = 6.0 * f64::from(side);
    problem
}

fn assert_same(state: &State, model: &Model) {
    let fresh = State::with_changes(model, &state.changes());
    assert_eq!(state.value, fresh.value);
    assert_eq!(state.used, fresh.used);
    let mut names = std::collections::BTreeMap::new();
    for node in 0..model.nodes() as u32 {
        assert_eq!(state.is_on(node), fresh.is_on(node));
        let (label, other) = (state.label(node), fresh.label(node));
        assert_eq!(label == NONE, other == NONE);
        if label != NONE {
            assert_eq!(*names.entry(label).or_insert(other), other);
            assert_eq!(state.area(label), fresh.area(other));
        }
    }
    let different: std::collections::BTreeSet<u32> = names.values().copied().collect();
    assert_eq!(different.len(), names.len());
}

#[test]
fn components_equal_a_full_count_after_any_moves() {
    for seed in 0..30 {
        let problem = grid(9, seed);
        let model = Model::of(&problem);
        let mut state = State::new(&model);
        let mut stream = Stream::new(seed, 5);
        for step in 0..300 {
            let mark = state.mark();
            let moves = 1 + stream.below(6);
            for _ in 0..moves {
                state.flip(model.free[stream.below(model.free.len())]);
            }
            if step % 3 == 0 {
                state.undo_to(mark);
            }
            if step % 10 == 0 {
                assert_same(&state, &model);
            }
        }
        assert_same(&state, &model);
        let value = value_mu(&problem, &state.changes());
        assert!((state.value as f64 / model.area_parts - value).abs() < 1e-6);
    }
}

#[test]
fn the_same_seed_gives_the_same_plan_on_any_number_of_threads() {
    let problem = grid(42, 3);
    let run = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let limits = Limits { seed, iterations: Some(1500), ..Limits::default() };
        let outcome = pool.install(|| solve(&problem, &limits, Arc::new(Unwatched)));
        let plan = outcome.plan.unwrap();
        plan.check(&problem).unwrap();
        (plan.to_json(), outcome.certificate.unwrap().to_json())
    };
    let once = run(1, 7);
    assert_eq!(once, run(2, 7));
    assert_eq!(once, run(3, 7));
}

#[test]
fn a_loss_is_what_taking_the_change_back_costs() {
    let problem = grid(12, 4);
    let limits = Limits { iterations: Some(2000), bound: true, ..Limits::default() };
    let outcome = solve(&problem, &limits, Arc::new(Unwatched));
    let plan = outcome.plan.unwrap();
    let prices: Vec<f64> = outcome.rows.iter().map(|row| row.price.unwrap()).collect();
    let explainer = Explainer::new(&problem, &plan);
    let reasons = explainer.changes();
    assert_eq!(reasons.len(), plan.changes.len());
    for reason in &reasons {
        let without: Vec<u32> = plan.changes.iter().copied().filter(|&node| node != reason.node).collect();
        let loss = plan.value_mu - value_mu(&problem, &without);
        assert!((reason.loss_mu - loss).abs() < 1e-6);
        assert_eq!(explainer.stay(reason.node, &prices), StayReason::Changes);
    }
    for node in 0..problem.nodes() as u32 {
        let reason = explainer.stay(node, &prices);
        match problem.kinds[node as usize] {
            NodeKind::Stays => assert_eq!(reason, StayReason::FarmlandThatStays),
            _ if plan.changes.contains(&node) => {}
            _ => {
                if let StayReason::Open { gain_mu } = reason {
                    let mut changes = plan.changes.clone();
                    changes.push(node);
                    let other = Plan::of(&problem, changes);
                    assert!((other.value_mu - plan.value_mu - gain_mu).abs() < 1e-6);
                }
            }
        }
    }
}
