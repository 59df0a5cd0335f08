//! Branch and bound (Land & Doig 1960) on a linear program with binary columns: nodes by the best bound, a dive from each to
//! find plans early, columns that are decided taken out of the program.

use std::collections::BinaryHeap;

use super::control::Watch;
use super::linear::{LinearProgram, LinearSolution, LinearSolver};
use super::open_node::OpenNode;

/// What is solved: the program, and which of its columns are binary.
pub(super) struct Mixed<'a> {
    pub program: &'a LinearProgram,
    pub binaries: &'a [u32],
}

/// How much work may be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    pub nodes: usize,
    /// A node whose bound lies within this of the best plan is let go.
    pub gap: f64,
}

/// What branching found.
#[derive(Clone, Debug)]
pub(super) struct Branched {
    pub values: Option<Vec<f64>>,
    pub worth: f64,
    /// No plan is worth more, as far as the solver's figures go; this can't stand in a certificate.
    pub bound: f64,
    /// Whether the search came to its end.
    pub is_proven: bool,
    pub nodes: usize,
}

/// Binaries nearer to a whole number than this count as whole.
const WHOLE: f64 = 1e-5;

const ACCURACY: f64 = 1e-8;

/// Solves with the columns in `decided` fixed, `known` the worth of a plan to beat.
pub(super) fn branch(
    mixed: &Mixed,
    solver: &dyn LinearSolver,
    decided: Vec<(u32, bool)>,
    known: Option<f64>,
    effort: Effort,
    watch: &Watch,
) -> Branched {
    let mut found = Branched {
        values: None,
        worth: known.unwrap_or(f64::NEG_INFINITY),
        bound: f64::INFINITY,
        is_proven: false,
        nodes: 0,
    };
    let mut open = BinaryHeap::new();
    let mut number = 0;
    open.push(OpenNode { bound: f64::INFINITY, number, decided });
    while let Some(top) = open.pop() {
        found.bound = top.bound;
        if top.bound <= found.worth + effort.gap {
            found.is_proven = true;
            break;
        }
        if found.nodes == 0 && known.is_none_or(|known| known <= 0.0) {
            dive(mixed, solver, &top.decided, &mut found, watch);
        }
        // Dive: follow the nearer value of the most undecided column, and leave the other for later.
        let mut current = Some(top);
        while let Some(node) = current.take() {
            if found.nodes >= effort.nodes || watch.should_stop() {
                return found;
            }
            found.nodes += 1;
            let Some(solution) = solved(mixed, solver, &node.decided, watch) else {
                if watch.should_stop() {
                    return found;
                }
                continue;
            };
            let worth = worth_of(mixed.program, &solution.values);
            let bound = worth.min(node.bound);
            if bound <= found.worth + effort.gap {
                continue;
            }
            let undecided = mixed
                .binaries
                .iter()
                .map(|&column| (column, solution.values[column as usize]))
                .filter(|(_, value)| (value - value.round()).abs() > WHOLE)
                .max_by(|a, b| preference(mixed, a).total_cmp(&preference(mixed, b)).then(b.0.cmp(&a.0)));
            let Some((column, value)) = undecided else {
                if let Some(values) = whole(mixed, solver, &solution.values, watch) {
                    let worth = worth_of(mixed.program, &values);
                    if worth > found.worth {
                        found.worth = worth;
                        found.values = Some(values);
                    }
                }
                continue;
            };
            let nearer = value >= 0.5;
            for choice in [!nearer, nearer] {
                number += 1;
                let mut decided = node.decided.clone();
                decided.push((column, choice));
                let child = OpenNode { bound, number, decided };
                if choice == nearer {
                    current = Some(child);
                } else {
                    open.push(child);
                }
            }
        }
    }
    if open.is_empty() && !found.is_proven {
        found.is_proven = true;
        found.bound = found.worth;
    }
    found.bound = found.bound.max(found.worth);
    found
}

/// Follows the relaxation, taking what is nearly whole as whole and deciding the most certain of the rest, until a plan is found;
/// when it goes wrong the last choices are turned round once.
fn dive(mixed: &Mixed, solver: &dyn LinearSolver, decided: &[(u32, bool)], found: &mut Branched, watch: &Watch) {
    const ROUNDS: usize = 120;
    const NEARLY: f64 = 0.02;
    let mut decided = decided.to_vec();
    let mut last: Option<(usize, (u32, bool))> = None;
    for _ in 0..ROUNDS {
        if watch.should_stop() {
            return;
        }
        found.nodes += 1;
        let Some(solution) = solved(mixed, solver, &decided, watch) else {
            let Some((length, (column, choice))) = last.take() else { return };
            decided.truncate(length);
            decided.push((column, !choice));
            continue;
        };
        let is_open = |column: u32| !decided.iter().any(|(other, _)| *other == column);
        let mut open: Vec<(f64, u32, bool)> = mixed
            .binaries
            .iter()
            .filter(|&&column| is_open(column))
            .map(|&column| {
                let value = solution.values[column as usize];
                ((value - value.round()).abs(), column, value >= 0.5)
            })
            .collect();
        if open.iter().all(|(distance, ..)| *distance <= WHOLE) {
            if let Some(values) = whole(mixed, solver, &solution.values, watch) {
                let worth = worth_of(mixed.program, &values);
                if worth > found.worth || found.values.is_none() {
                    found.worth = worth;
                    found.values = Some(values);
                }
            }
            return;
        }
        open.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let length = decided.len();
        let mut first = None;
        for &(distance, column, choice) in &open {
            let is_undecided = distance > WHOLE;
            if is_undecided && distance > NEARLY && first.is_some() {
                break;
            }
            // Unused sites may still be needed: only what is used is kept for good.
            if is_undecided || choice {
                decided.push((column, choice));
                if is_undecided {
                    first.get_or_insert((column, choice));
                }
            }
        }
        last = first.map(|first| (length, first));
    }
}

/// Columns that are worth something are decided before those that only serve.
fn preference(mixed: &Mixed, &(column, value): &(u32, f64)) -> f64 {
    let distance = 0.5 - (value - 0.5).abs();
    distance * (1.0 + mixed.program.worth[column as usize].abs())
}

fn worth_of(program: &LinearProgram, values: &[f64]) -> f64 {
    program.worth.iter().zip(values).fold(0.0, |sum, (worth, value)| sum + worth * value)
}

/// The same choice with its binaries made whole and the other columns solved again.
fn whole(mixed: &Mixed, solver: &dyn LinearSolver, values: &[f64], watch: &Watch) -> Option<Vec<f64>> {
    let decided: Vec<(u32, bool)> =
        mixed.binaries.iter().map(|&column| (column, values[column as usize] > 0.5)).collect();
    solved(mixed, solver, &decided, watch).map(|solution| solution.values)
}

/// The program without its decided columns, solved; values in the columns of the whole program.
pub(super) fn solved(
    mixed: &Mixed,
    solver: &dyn LinearSolver,
    decided: &[(u32, bool)],
    watch: &Watch,
) -> Option<LinearSolution> {
    const TOLERANCE: f64 = 1e-6;
    let program = mixed.program;
    let mut fixed: Vec<Option<f64>> = vec![None; program.worth.len()];
    for &(column, value) in decided {
        fixed[column as usize] = Some(if value { 1.0 } else { 0.0 });
    }
    let mut small = LinearProgram::default();
    let mut column_of = vec![None; fixed.len()];
    for (column, fixed) in fixed.iter().enumerate() {
        if fixed.is_none() {
            column_of[column] =
                Some(small.add_column(program.worth[column], program.low[column], program.high[column]));
        }
    }
    for row in 0..program.rows() {
        let mut right = program.right(row);
        let mut entries = Vec::new();
        let mut most = 0.0;
        for (column, coefficient) in program.entries(row) {
            match (fixed[column as usize], column_of[column as usize]) {
                (Some(value), _) => right -= coefficient * value,
                (None, Some(small_column)) => {
                    most +=
                        (coefficient * program.high[column as usize]).max(coefficient * program.low[column as usize]);
                    entries.push((small_column, coefficient));
                }
                (None, None) => {}
            }
        }
        let is_equality = program.is_equality(row);
        if entries.is_empty() {
            if right < -TOLERANCE || (is_equality && right > TOLERANCE) {
                return None;
            }
            continue;
        }
        if !is_equality && most <= right {
            continue;
        }
        small.add_row(entries, right, is_equality);
    }
    let mut values: Vec<f64> = fixed.iter().map(|fixed| fixed.unwrap_or(0.0)).collect();
    if small.worth.is_empty() {
        return Some(LinearSolution { values, multipliers: Vec::new(), is_solved: true, is_infeasible: false });
    }
    let solution = solver.solve(&small, ACCURACY, watch)?;
    if !solution.is_solved {
        return None;
    }
    for (column, at) in column_of.iter().enumerate() {
        if let Some(at) = at {
            values[column] = solution.values[*at as usize].clamp(program.low[column], program.high[column]);
        }
    }
    Some(LinearSolution { values, ..solution })
}
