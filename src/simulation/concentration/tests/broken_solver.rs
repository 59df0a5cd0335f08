//! The proof of a small township beside a solver that breaks down.

use super::super::super::control::Watch;
use super::super::super::linear::faulty::{Faulty, Silent};
use super::super::super::linear::{InteriorPoint, LinearSolver};
use super::super::exact::{Proof, prove};
use super::super::model::Model;
use super::super::search::Found;
use super::super::state::State;
use super::brute_force::optimum_mu;
use super::random_problem;

/// What a proof with this solver comes to; whether it came to its end.
fn agrees(solver: &dyn LinearSolver, seed: u64, most: u64) -> bool {
    let problem = random_problem(seed, 6);
    let model = Model::of(&problem);
    // Changing nothing obeys the rows of these problems: what a proof starts from.
    let state = State::new(&model);
    assert!(state.is_feasible());
    let start = Found { changes: Vec::new(), value: state.value, prices: vec![0.0; model.rows], iterations: 0 };
    let Proof { best, bound_mu, is_proven, .. } =
        prove(&problem, &model, solver, Vec::new(), Some(start), most, &Watch::unwatched());
    let value_mu = best.map(|best| best.value as f64 / model.area_parts);
    match (optimum_mu(&problem), value_mu) {
        (Some(optimum), value_mu) => {
            assert!(bound_mu >= optimum - 1e-6, "seed {seed}: bound {bound_mu} below {optimum}");
            assert!(value_mu.is_none_or(|value| value <= optimum + 1e-6), "seed {seed}: {value_mu:?} above {optimum}");
            if is_proven {
                let near = value_mu.is_some_and(|value| value >= optimum - 1e-3 - 1e-4 * optimum);
                assert!(near, "seed {seed}: {value_mu:?} is called best, {optimum} is");
            }
        }
        (None, value_mu) => assert_eq!(value_mu, None, "seed {seed}"),
    }
    is_proven
}

#[test]
fn a_sound_solver_proves_the_best() {
    for seed in 0..40 {
        agrees(&InteriorPoint, seed, 1000);
    }
}

#[test]
fn without_any_solution_every_plan_is_counted() {
    for seed in 0..40 {
        assert!(agrees(&Silent, seed, 1000), "seed {seed}");
    }
}

#[test]
fn a_solver_that_breaks_down_now_and_then_proves_nothing_by_it() {
    for seed in 0..40 {
        for every in [1, 2, 3, 5] {
            agrees(&Faulty::at_every(every), seed, 1000);
        }
        agrees(&Faulty::at_every(2), seed, 6);
    }
}
