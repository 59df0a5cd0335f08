//! Every layout of small problems at random, and refusals.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::super::control::{Limits, StoppedBy, Unwatched};
use super::super::random::Stream;
use super::super::row::Row;
use super::plan::{FlowCertificate, Layout};
use super::problem::{BasicFarmland, Pair};
use super::solve::solve_basic_farmland;

fn random_problem(seed: u64, nodes: usize) -> BasicFarmland {
    let mut stream = Stream::new(seed, 3);
    let areas_mu: Vec<f64> = (0..nodes).map(|_| stream.between(1.0, 6.0)).collect();
    let now: Vec<bool> = (0..nodes).map(|_| stream.below(3) > 0).collect();
    let values_mu = areas_mu.iter().map(|area| area * stream.between(-0.4, 0.9)).collect();
    let quality: Vec<f64> = (0..nodes).map(|_| stream.between(-10.0, 10.0)).collect();
    let mut pairs = Vec::new();
    for second in 1..nodes {
        for _ in 0..1 + stream.below(2) {
            let first = stream.below(second);
            pairs.push(Pair { first: first as u32, second: second as u32, worth_mu: stream.between(0.0, 2.0) });
        }
    }
    let outside = |node: usize| if now[node] { 0.0 } else { areas_mu[node] };
    let inside = |node: usize| if now[node] { areas_mu[node] } else { 0.0 };
    let today: f64 = (0..nodes).map(inside).sum();
    let row = |name: &str, of: &dyn Fn(usize) -> f64, limit: f64| Row {
        name: name.to_owned(),
        coefficients: (0..nodes).map(of).collect(),
        limit,
    };
    let rows = vec![
        row("in_at_least_105_percent_of_out", &|node| -outside(node) - 1.05 * inside(node), -1.05 * today),
        row("quality_not_lower", &|node| -areas_mu[node] * quality[node], {
            let kept: f64 = (0..nodes).map(|node| inside(node) * quality[node]).sum();
            -kept + 1.0
        }),
        row("out_at_most_a_third", &|node| -inside(node), -today * 2.0 / 3.0),
    ];
    BasicFarmland { values_mu, areas_mu, now, pairs, rows }
}

fn optimum_mu(problem: &BasicFarmland) -> Option<f64> {
    let nodes = problem.nodes();
    let mut best: Option<f64> = None;
    for mask in 0..1u32 << nodes {
        let is_in: Vec<bool> = (0..nodes).map(|node| mask >> node & 1 == 1).collect();
        let holds = |row: &Row| row.used((0..nodes).filter(|&node| is_in[node])) <= row.limit + 1e-9;
        if problem.rows.iter().all(holds) {
            let value = problem.value_mu(&is_in);
            best = Some(best.map_or(value, |best| best.max(value)));
        }
    }
    best
}

#[test]
fn layout_and_bound_enclose_the_optimum() {
    let mut exact = 0;
    for seed in 0..120 {
        let problem = random_problem(seed, 5 + seed as usize % 8);
        let limits = Limits { iterations: Some(60), ..Limits::default() };
        let outcome = solve_basic_farmland(&problem, &limits, Arc::new(Unwatched));
        let certificate = outcome.certificate.unwrap();
        let proven = certificate.check(&problem).unwrap();
        match (optimum_mu(&problem), outcome.layout) {
            (Some(optimum), Some(layout)) => {
                layout.check(&problem).unwrap();
                assert!(layout.value_mu <= optimum + 1e-6, "seed {seed}");
                assert!(proven >= optimum - 1e-6, "seed {seed}");
                exact += usize::from(layout.value_mu >= optimum - 1e-6);
                if outcome.stopped_by == StoppedBy::Optimal {
                    assert!(layout.value_mu >= optimum - 1e-3);
                }
            }
            (None, None) => {}
            // The repair may fail where only few layouts obey the rows; today's always does here.
            (optimum, layout) => panic!("seed {seed}: {optimum:?} {layout:?}"),
        }
    }
    assert!(exact > 110, "only {exact} of 120 are optimal");
}

#[test]
fn the_same_seed_gives_the_same_layout_on_any_number_of_threads() {
    let problem = random_problem(9, 120);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let limits = Limits { iterations: Some(30), ..Limits::default() };
        let outcome = pool.install(|| solve_basic_farmland(&problem, &limits, Arc::new(Unwatched)));
        (outcome.layout.unwrap().to_json(), outcome.certificate.unwrap().to_json())
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn files_are_read_written_and_refused() {
    let problem = random_problem(1, 6);
    let text = problem.to_json();
    let again = BasicFarmland::from_json(&text).unwrap();
    assert_eq!(again, problem);
    assert_eq!(again.to_json(), text);
    let refuse = |from: &str, to: &str| BasicFarmland::from_json(&text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(refuse("\"now\":[", "\"now\":[2,").starts_with("now: holds 7 entries"));
    assert!(refuse("\"edges\":[[", "\"edges\":[[0,0,1],[").starts_with("edges[0]: joins node 0"));
    assert!(refuse("\"edges\":[[", "\"edges\":[[0,1,-1],[").starts_with("edges[0][2]: is negative"));
    let today = Layout::of(&problem, problem.now.clone());
    assert_eq!(today.check(&problem), Ok(()));
    assert_eq!(Layout::from_json(&today.to_json()).unwrap(), today);
    let mut wrong = today.clone();
    wrong.value_mu += 1.0;
    assert!(wrong.check(&problem).unwrap_err().to_string().starts_with("value: "));
    wrong.is_in = vec![false; 6];
    assert!(wrong.check(&problem).unwrap_err().to_string().starts_with("rows[0] "));
    let mut certificate =
        FlowCertificate { multipliers: vec![0.0; 3], flows: vec![0.0; problem.pairs.len()], bound_mu: 1e6 };
    assert!(certificate.check(&problem).is_ok());
    assert_eq!(FlowCertificate::from_json(&certificate.to_json()).unwrap(), certificate);
    certificate.flows[0] = 100.0;
    assert_eq!(certificate.check(&problem).unwrap_err().to_string(), "flow[0]: exceeds half of what the pair is worth");
    certificate.multipliers[1] = -1.0;
    assert_eq!(certificate.check(&problem).unwrap_err().to_string(), "mu[1]: has a multiplier below zero");
}
