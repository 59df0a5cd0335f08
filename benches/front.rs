//! The band of area in blocks against the budget: nine budgets from nothing to twice the one of a problem, each with a plan and a
//! certified bound.
//!
//! `BENCH_PROBLEM=t10000_s7_T100.lec.json cargo bench --bench front`; the first row of the problem is its budget.

#![allow(clippy::expect_used, clippy::print_stdout)]

use std::sync::Arc;
use std::time::Instant;

use tianfang::simulation::{Concentration, Limits, Unwatched, front};

const POINTS: usize = 9;

fn main() {
    let Some(path) = std::env::var_os("BENCH_PROBLEM") else {
        println!("name a problem in BENCH_PROBLEM");
        return;
    };
    let text = std::fs::read_to_string(path).expect("the file is read");
    let problem = Concentration::from_json(&text).expect("a problem of concentration");
    let most = 2.0 * problem.rows.first().expect("a row").limit;
    let budgets: Vec<f64> = (0..POINTS).map(|point| most * point as f64 / (POINTS - 1) as f64).collect();
    let begun = Instant::now();
    let found = front(&problem, 0, &budgets, &Limits::default(), Arc::new(Unwatched)).expect("a band");
    let seconds = begun.elapsed().as_secs_f64();
    for point in &found {
        let (bound, value) = (point.certificate.bound_mu, point.plan.as_ref().map(|plan| plan.value_mu));
        let gap = value.map_or(f64::NAN, |value| 100.0 * (bound - value) / bound);
        println!(
            "budget {:.1}: plan {:.2}, bound {bound:.2} mu, gap {gap:.3} %",
            point.limit,
            value.unwrap_or(f64::NAN)
        );
    }
    println!("{} points in {seconds:.1} s", found.len());
}
