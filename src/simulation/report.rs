//! The report of a run as the command line prints it: keys are stable.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::basic_farmland::solve_basic_farmland;
use super::concentration::{Seconds, solve};
use super::control::{Control, Limits, StoppedBy};
use super::linkage::solve_linkage;
use super::problem::Problem;
use super::row::{RowUse, Shortfall};

/// A run of a problem of any kind, with its files as text.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the command line prints, `timings_ms` aside: the same for the same input.
    pub summary: Value,
    /// The plan, where there is one.
    pub plan: Option<String>,
    /// The certificate, where a bound was asked for.
    pub certificate: Option<String>,
    pub seconds: Option<Seconds>,
}

/// Figures that all kinds have.
struct Figures {
    value_mu: Option<f64>,
    do_nothing_mu: Option<f64>,
    bound_mu: Option<f64>,
    branched_bound_mu: Option<f64>,
    changes: usize,
    iterations: u64,
    stopped_by: StoppedBy,
}

/// Runs a problem of any kind.
pub fn run(problem: &Problem, limits: &Limits, control: Arc<dyn Control>) -> Report {
    match problem {
        Problem::Concentration(problem) => {
            let outcome = solve(problem, limits, control);
            let figures = Figures {
                value_mu: outcome.plan.as_ref().map(|plan| plan.value_mu),
                do_nothing_mu: Some(outcome.do_nothing_mu),
                bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
                branched_bound_mu: outcome.branched_bound_mu,
                changes: outcome.plan.as_ref().map_or(0, |plan| plan.changes.len()),
                iterations: outcome.iterations,
                stopped_by: outcome.stopped_by,
            };
            let mut summary = summary("concentration", limits, &figures, &outcome.rows, &outcome.shortfalls);
            summary.insert("threshold_mu".to_owned(), json!(problem.threshold_mu));
            Report {
                summary: Value::Object(summary),
                plan: outcome.plan.map(|plan| plan.to_json()),
                certificate: outcome.certificate.map(|certificate| certificate.to_json()),
                seconds: Some(outcome.seconds),
            }
        }
        Problem::BasicFarmland(problem) => {
            let outcome = solve_basic_farmland(problem, limits, control);
            let is_changed = |(is_in, was_in): &(&bool, &bool)| is_in != was_in;
            let figures = Figures {
                value_mu: outcome.layout.as_ref().map(|layout| layout.value_mu),
                do_nothing_mu: Some(outcome.do_nothing_mu),
                bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
                branched_bound_mu: None,
                changes: outcome
                    .layout
                    .as_ref()
                    .map_or(0, |layout| layout.is_in.iter().zip(&problem.now).filter(is_changed).count()),
                iterations: outcome.iterations,
                stopped_by: outcome.stopped_by,
            };
            Report {
                summary: Value::Object(summary("basic-farmland", limits, &figures, &outcome.rows, &outcome.shortfalls)),
                plan: outcome.layout.map(|layout| layout.to_json()),
                certificate: outcome.certificate.map(|certificate| certificate.to_json()),
                seconds: None,
            }
        }
        Problem::Linkage(problem) => {
            let outcome = solve_linkage(problem, limits, control);
            let figures = Figures {
                value_mu: outcome.plan.as_ref().map(|plan| plan.value_mu),
                do_nothing_mu: Some(0.0),
                bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
                branched_bound_mu: outcome.branched_bound_mu,
                changes: outcome.plan.as_ref().map_or(0, |plan| plan.demolished.len() + plan.built.len()),
                iterations: outcome.iterations,
                stopped_by: outcome.stopped_by,
            };
            Report {
                summary: Value::Object(summary("linkage", limits, &figures, &outcome.rows, &outcome.shortfalls)),
                plan: outcome.plan.map(|plan| plan.to_json()),
                certificate: outcome.certificate.map(|certificate| certificate.to_json()),
                seconds: None,
            }
        }
    }
}

fn summary(
    kind: &str,
    limits: &Limits,
    figures: &Figures,
    rows: &[RowUse],
    shortfalls: &[Shortfall],
) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("kind", json!(kind));
    put("value_mu", json!(figures.value_mu));
    put("do_nothing_mu", json!(figures.do_nothing_mu));
    put("bound_mu", json!(figures.bound_mu));
    let both = figures.bound_mu.zip(figures.value_mu);
    put("gap", json!(both.and_then(|(bound, value)| share(bound - value, bound))));
    let gain_gap =
        both.zip(figures.do_nothing_mu).and_then(|((bound, value), nothing)| share(bound - value, bound - nothing));
    put("gap_of_gain", json!(gain_gap));
    put("branched_bound_mu", json!(figures.branched_bound_mu));
    put("feasible", json!(figures.value_mu.is_some()));
    put("rows", rows.iter().map(row_json).collect());
    put("shortfalls", shortfalls.iter().map(shortfall_json).collect());
    put("changes", json!(figures.changes));
    put("seed", json!(limits.seed));
    put("iterations", json!(figures.iterations));
    put("stopped_by", json!(figures.stopped_by.word()));
    map
}

fn row_json(row: &RowUse) -> Value {
    json!({"name": row.name, "used": row.used, "limit": row.limit, "price": row.price})
}

fn shortfall_json(shortfall: &Shortfall) -> Value {
    json!({"row": shortfall.row, "limit": shortfall.limit, "least": shortfall.least, "missing": shortfall.missing})
}

/// A share that is at least zero; none where there is nothing to divide by: a millionth of a mu is the rounding of a bound.
pub(super) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 1e-6).then(|| (part / whole).max(0.0)).filter(|share| share.is_finite())
}
