//! Hard cases: each has a clear answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::super::control::{Control, Limits, Progress, StoppedBy, Unwatched};
use super::super::front::front;
use super::super::problem::{Concentration, Lock, NodeKind};
use super::super::solve::{Outcome, solve};
use super::land::grid;
use super::random_problem;

fn solved(problem: &Concentration) -> Outcome {
    let limits = Limits { iterations: Some(500), ..Limits::default() };
    let outcome = solve(problem, &limits, Arc::new(Unwatched));
    if let Some(plan) = &outcome.plan {
        plan.check(problem).unwrap();
    }
    outcome.certificate.as_ref().unwrap().check(problem).unwrap();
    outcome
}

#[test]
fn nothing_at_all() {
    let empty = Concentration {
        threshold_mu: 100.0,
        areas_mu: Vec::new(),
        kinds: Vec::new(),
        parcels: Vec::new(),
        edges: Vec::new(),
        rows: Vec::new(),
    };
    let outcome = solved(&empty);
    assert_eq!(outcome.plan.unwrap().value_mu, 0.0);
    assert_eq!(outcome.stopped_by, StoppedBy::Optimal);
}

#[test]
fn one_parcel() {
    for (kind, value) in [(NodeKind::Stays, 7.0), (NodeKind::CanLeave, 7.0), (NodeKind::CanJoin, 7.0)] {
        let one = Concentration {
            threshold_mu: 7.0,
            areas_mu: vec![7.0],
            kinds: vec![kind],
            parcels: vec![None],
            edges: Vec::new(),
            rows: Vec::new(),
        };
        let outcome = solved(&one);
        assert_eq!(outcome.plan.unwrap().value_mu, value);
        assert_eq!(outcome.stopped_by, StoppedBy::Optimal);
    }
}

#[test]
fn no_farmland_and_no_eligible_parcel() {
    let mut bare = grid(8, 1);
    bare.kinds.iter_mut().for_each(|kind| *kind = NodeKind::CanJoin);
    assert!(solved(&bare).plan.is_some());
    let mut fixed = grid(8, 1);
    fixed.kinds.iter_mut().for_each(|kind| *kind = NodeKind::Stays);
    let outcome = solved(&fixed);
    assert_eq!(outcome.plan.unwrap().changes, Vec::<u32>::new());
    assert_eq!(outcome.stopped_by, StoppedBy::Optimal);
}

#[test]
fn strange_budgets() {
    let mut problem = grid(8, 2);
    problem.rows[0].limit = 0.0;
    assert_eq!(solved(&problem).plan.unwrap().changes, Vec::<u32>::new());
    problem.rows[0].limit = 1e12;
    assert!(solved(&problem).plan.is_some());
    problem.rows[0].limit = -5.0;
    let outcome = solved(&problem);
    assert!(outcome.plan.is_none());
    assert_eq!(outcome.shortfalls[0].row, "budget_1e4yuan");
    assert!((outcome.shortfalls[0].missing - 5.0).abs() < 1e-9);
    problem.rows[0].limit = f64::NAN;
    assert!(problem.check().is_err());
    // A problem that was not checked must not bring the program down.
    let _ = solve(&problem, &Limits { iterations: Some(50), ..Limits::default() }, Arc::new(Unwatched));
}

#[test]
fn a_threshold_above_everything() {
    let mut problem = grid(8, 3);
    problem.threshold_mu = 1e9;
    let outcome = solved(&problem);
    assert_eq!(outcome.plan.unwrap().value_mu, 0.0);
    assert!(outcome.certificate.unwrap().bound_mu.abs() < 1e-6);
    assert_eq!(outcome.stopped_by, StoppedBy::Optimal);
}

#[test]
fn a_lock_against_a_lock_and_a_lock_against_the_budget() {
    let mut problem = grid(8, 4);
    let node = problem.free_nodes().next().unwrap() as u32;
    problem.lock(Lock::MustNot(node)).unwrap();
    problem.lock(Lock::Must(node)).unwrap();
    let outcome = solved(&problem);
    assert!(outcome.plan.is_none());
    assert!(outcome.shortfalls[0].row.starts_with("must_"), "{:?}", outcome.shortfalls);
    let mut problem = grid(8, 4);
    problem.rows[0].limit = 0.5;
    problem.lock(Lock::Must(node)).unwrap();
    let outcome = solved(&problem);
    assert!(outcome.plan.is_none());
    assert_eq!(outcome.shortfalls[0].row, "budget_1e4yuan");
    assert!(outcome.shortfalls[0].missing > 0.0);
}

#[test]
fn two_townships_that_do_not_touch() {
    let (first, second) = (random_problem(5, 9), random_problem(6, 9));
    let shift = first.nodes() as u32;
    let mut both = first.clone();
    both.areas_mu.extend(&second.areas_mu);
    both.kinds.extend(&second.kinds);
    both.parcels.extend(&second.parcels);
    both.edges.extend(second.edges.iter().map(|&(a, b)| (a + shift, b + shift)));
    for (row, other) in both.rows.iter_mut().zip(&second.rows) {
        row.coefficients.extend(&other.coefficients);
        row.limit += other.limit;
    }
    let together = solved(&both).plan.unwrap().value_mu;
    let alone = |threshold_mu: f64, mut problem: Concentration| {
        problem.threshold_mu = threshold_mu;
        solved(&problem).plan.unwrap().value_mu
    };
    let apart = alone(both.threshold_mu, first.clone()) + alone(both.threshold_mu, second);
    assert!(together >= apart - 1e-6);
}

/// Stops at the n-th question.
struct StopAt {
    asked: AtomicUsize,
    at: usize,
}

impl Control for StopAt {
    fn is_stopped(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.at
    }

    fn report(&self, progress: Progress) {
        assert!((0.0..=1.0).contains(&progress.done), "{progress:?}");
    }
}

#[test]
fn stopped_at_any_moment_the_best_is_kept() {
    let problem = grid(20, 5);
    let mut at = 0;
    loop {
        let control = Arc::new(StopAt { asked: AtomicUsize::new(0), at });
        let limits = Limits { iterations: Some(600), ..Limits::default() };
        let outcome = solve(&problem, &limits, control.clone());
        let plan = outcome.plan.unwrap();
        plan.check(&problem).unwrap();
        outcome.certificate.unwrap().check(&problem).unwrap();
        assert!(plan.value_mu >= outcome.do_nothing_mu - 1e-9);
        if outcome.stopped_by != StoppedBy::Request {
            break;
        }
        at = if at < 40 { at + 1 } else { at * 5 / 4 };
        assert!(at < 1_000_000);
    }
    assert!(at > 40);
}

/// Pauses for a few looks, again and again.
struct Halting(AtomicUsize);

impl Control for Halting {
    fn is_paused(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) % 400 < 2
    }
}

#[test]
fn pauses_change_no_plan() {
    let problem = grid(20, 5);
    let limits = Limits { iterations: Some(600), ..Limits::default() };
    let halting = Arc::new(Halting(AtomicUsize::new(0)));
    let (paused, free) = (solve(&problem, &limits, halting.clone()), solve(&problem, &limits, Arc::new(Unwatched)));
    assert!(halting.0.load(Ordering::Relaxed) > 400);
    assert_eq!((paused.plan, paused.certificate), (free.plan, free.certificate));
    assert_eq!(paused.stopped_by, free.stopped_by);
}

#[test]
fn no_time_at_all() {
    let problem = grid(20, 6);
    let limits = Limits { seconds: Some(0.0), ..Limits::default() };
    let outcome = solve(&problem, &limits, Arc::new(Unwatched));
    assert_eq!(outcome.stopped_by, StoppedBy::Time);
    outcome.plan.unwrap().check(&problem).unwrap();
}

#[test]
fn a_front_rises_and_encloses() {
    let problem = grid(14, 7);
    let limits = Limits { iterations: Some(400), ..Limits::default() };
    let budgets: Vec<f64> = (0..9).map(|step| 12.0 * f64::from(step)).collect();
    let points = front(&problem, 0, &budgets, &limits, Arc::new(Unwatched)).unwrap();
    assert_eq!(points.len(), 9);
    let mut last = 0.0;
    for point in &points {
        let mut there = problem.clone();
        there.rows[0].limit = point.limit;
        let plan = point.plan.as_ref().unwrap();
        plan.check(&there).unwrap();
        let bound_mu = point.certificate.check(&there).unwrap();
        assert!(plan.value_mu <= bound_mu + 1e-6);
        assert!(plan.value_mu >= last);
        last = plan.value_mu;
    }
    assert!(front(&problem, 9, &budgets, &limits, Arc::new(Unwatched)).is_err());
    assert!(front(&problem, 0, &[f64::NAN], &limits, Arc::new(Unwatched)).is_err());
}
