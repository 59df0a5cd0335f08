//! Every choice of small problems at random, and refusals.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::super::control::{Limits, StoppedBy, Unwatched, Watch};
use super::super::linear::{InteriorPoint, LinearSolver};
use super::super::random::Stream;
use super::plan::LinkagePlan;
use super::problem::{Hamlet, Linkage, Move, Parameters, Site};
use super::rows::Rows;
use super::solve::solve_linkage;

fn random_problem(seed: u64) -> Linkage {
    let mut stream = Stream::new(seed, 4);
    let villages = 1 + stream.below(2);
    let hamlet = |stream: &mut Stream| {
        let area_mu = stream.between(4.0, 12.0);
        Hamlet {
            area_mu,
            cost: area_mu * stream.between(2.0, 8.0),
            quality_mu: area_mu * stream.between(50.0, 70.0),
            farmland_facing_share: stream.unit(),
        }
    };
    let hamlets: Vec<Hamlet> = (0..3).map(|_| hamlet(&mut stream)).collect();
    let mut sites: Vec<Site> = Vec::new();
    for index in 0..6u32 {
        let hop = 1 + index / 3;
        let inward = if hop == 1 { Vec::new() } else { vec![stream.below(3) as u32] };
        let village = if hop == 1 { stream.below(villages) as u32 } else { sites[inward[0] as usize].village };
        sites.push(Site {
            village,
            area_mu: stream.between(1.5, 5.0),
            is_farmland: stream.below(2) == 0,
            quality: stream.between(50.0, 70.0),
            hop,
            inward,
        });
    }
    let mut moves = Vec::new();
    for hamlet in 0..3 {
        for village in 0..villages as u32 {
            if village == 0 || stream.below(2) == 0 {
                moves.push(Move { hamlet, village, distance_m: stream.between(200.0, 3000.0) });
            }
        }
    }
    let parameters = Parameters {
        need_share: 0.6,
        plot_share: 0.85,
        facing_premium: 0.5,
        distance_per_km: 0.05,
        quota_price: 12.0,
        build_cost_per_mu: 18.0,
        farmland_replaced_share: 0.92,
        budget: stream.between(0.0, 200.0),
    };
    Linkage { parameters, villages, hamlets, sites, moves }
}

/// The best value over all choices; the moves of each by linear programming.
fn optimum_mu(problem: &Linkage) -> f64 {
    let rows = Rows::of(problem);
    let decisions = problem.hamlets.len() + problem.sites.len();
    let mut best = 0.0f64;
    for mask in 1..1u32 << decisions {
        let mut program = rows.program.clone();
        for column in 0..decisions {
            let value = f64::from(mask >> column & 1);
            (program.low[column], program.high[column]) = (value, value);
        }
        // A cheap look at the rows without moves first.
        let values: Vec<f64> =
            (0..program.worth.len()).map(|column| if column < decisions { program.low[column] } else { 0.0 }).collect();
        let first = problem.hamlets.len() + problem.villages;
        if (first..program.rows()).any(|row| program.left(row, &values) > program.right(row) + 1e-9) {
            continue;
        }
        let Some(solution) = InteriorPoint.solve(&program, 1e-8, &Watch::unwatched()) else { continue };
        if solution.is_solved {
            best = best.max(program.worth.iter().zip(&solution.values).map(|(worth, value)| worth * value).sum());
        }
    }
    best
}

#[test]
fn plan_and_bound_enclose_the_optimum() {
    let mut moved = 0;
    for seed in 0..40 {
        let problem = random_problem(seed);
        let outcome = solve_linkage(&problem, &Limits::default(), Arc::new(Unwatched));
        let optimum = optimum_mu(&problem);
        let plan = outcome.plan.unwrap();
        plan.check(&problem).unwrap();
        let proven = outcome.certificate.unwrap().check(&problem).unwrap();
        assert!((plan.value_mu - optimum).abs() < 1e-3, "seed {seed}: {} is not {optimum}", plan.value_mu);
        assert!(proven >= optimum - 1e-5, "seed {seed}");
        assert_eq!(outcome.stopped_by, StoppedBy::Optimal, "seed {seed}");
        moved += usize::from(!plan.demolished.is_empty());
        assert_eq!(LinkagePlan::from_json(&plan.to_json()).unwrap(), plan);
    }
    assert!(moved > 10);
}

#[test]
fn a_budget_below_what_quota_can_earn_is_named() {
    let mut problem = random_problem(1);
    problem.parameters.budget = -1e6;
    let outcome = solve_linkage(&problem, &Limits::default(), Arc::new(Unwatched));
    assert!(outcome.plan.is_none());
    assert_eq!(outcome.shortfalls[0].row, "budget_1e4yuan");
    assert!(outcome.shortfalls[0].missing > 0.0);
}

#[test]
fn files_are_read_written_and_refused() {
    let problem = random_problem(2);
    let text = problem.to_json();
    assert_eq!(Linkage::from_json(&text).unwrap(), problem);
    assert_eq!(Linkage::from_json(&text).unwrap().to_json(), text);
    let refuse = |from: &str, to: &str| Linkage::from_json(&text.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(refuse("\"rho\":", "\"other\":"), "parameters: has no rho");
    assert!(refuse("\"inward\":[", "\"inward\":[99").starts_with("sites[0].inward[0]: 99 is not a site (0 to 5)"));
    assert!(refuse("\"flows\":[[0", "\"flows\":[[7").starts_with("flows[0][0]: 7 is not a hamlet (0 to 2)"));
    let outcome = solve_linkage(&problem, &Limits::default(), Arc::new(Unwatched));
    let plan = outcome.plan.unwrap();
    let mut twice = plan.clone();
    twice.demolished = vec![0, 0];
    assert_eq!(twice.check(&problem).unwrap_err().to_string(), "demolish[1]: hamlet 0 stands there twice");
    let mut unhoused = plan;
    unhoused.demolished = vec![0, 1, 2];
    unhoused.moved.clear();
    assert!(unhoused.check(&problem).unwrap_err().to_string().starts_with("row 0 need_of_hamlet_0: "));
    let mut low = outcome.certificate.unwrap();
    low.bound_mu -= 1.0;
    assert!(low.check(&problem).unwrap_err().to_string().starts_with("bound: "));
}
