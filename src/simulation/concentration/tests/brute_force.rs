//! Every subset of changes, against the search, the bound and the branching.

use std::sync::Arc;

use super::super::super::control::{Limits, StoppedBy, Unwatched};
use super::super::plan::value_mu;
use super::super::problem::{Concentration, Lock};
use super::super::solve::solve;
use super::random_problem;

/// The best value over all subsets that obey the rows.
pub(super) fn optimum_mu(problem: &Concentration) -> Option<f64> {
    let free: Vec<u32> = problem.free_nodes().map(|node| node as u32).collect();
    let mut best: Option<f64> = None;
    for mask in 0..1u32 << free.len() {
        let changes: Vec<u32> =
            free.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, &node)| node).collect();
        let holds = |row: &super::super::super::row::Row| {
            row.used(changes.iter().map(|&node| node as usize)) <= row.limit + 1e-9
        };
        if problem.rows.iter().all(holds) {
            let value = value_mu(problem, &changes);
            best = Some(best.map_or(value, |best| best.max(value)));
        }
    }
    best
}

fn agrees(problem: &Concentration, seed: u64, iterations: u64) {
    let limits = Limits { seed, iterations: Some(iterations), ..Limits::default() };
    let outcome = solve(problem, &limits, Arc::new(Unwatched));
    let optimum = optimum_mu(problem);
    let certificate = outcome.certificate.as_ref().unwrap();
    let proven = certificate.check(problem).unwrap();
    match (optimum, &outcome.plan) {
        (Some(optimum), Some(plan)) => {
            plan.check(problem).unwrap();
            assert!(plan.value_mu <= optimum + 1e-6, "seed {seed}: {} above {optimum}", plan.value_mu);
            assert!(proven >= optimum - 1e-6, "seed {seed}: bound {proven} below {optimum}");
            assert!(certificate.bound_mu >= optimum - 1e-6);
            if outcome.stopped_by == StoppedBy::Optimal {
                assert!((plan.value_mu - optimum).abs() < 1e-3, "seed {seed}: {} is not {optimum}", plan.value_mu);
            }
            assert_eq!(outcome.stopped_by, StoppedBy::Optimal, "seed {seed} is small enough to be proven");
        }
        (None, None) => assert!(!outcome.shortfalls.is_empty() || problem.rows.len() > 3, "seed {seed}"),
        (optimum, plan) => panic!("seed {seed}: optimum {optimum:?}, plan {plan:?}"),
    }
}

#[test]
fn search_and_bound_enclose_the_optimum() {
    for seed in 0..220 {
        agrees(&random_problem(seed, 4 + seed as usize % 8), seed, 300);
    }
}

#[test]
fn larger_problems_too() {
    for seed in 0..8 {
        agrees(&random_problem(1000 + seed, 14), seed, 600);
    }
}

#[test]
fn locks_are_obeyed_and_proven() {
    for seed in 0..60 {
        let mut problem = random_problem(seed, 9);
        let free: Vec<u32> = problem.free_nodes().map(|node| node as u32).collect();
        let lock = match seed % 3 {
            0 => Lock::Must(free[seed as usize % free.len()]),
            1 => Lock::MustNot(free[seed as usize % free.len()]),
            _ => Lock::Together(free[0], free[5]),
        };
        problem.lock(lock).unwrap();
        agrees(&problem, seed, 300);
    }
}
