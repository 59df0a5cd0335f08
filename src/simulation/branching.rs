//! Branch and bound (Land & Doig 1960) on a linear program with binary columns: nodes by the best bound, a dive from each to
//! find plans early, columns that are decided taken out of the program.
//!
//! Bounds of nodes come from multipliers, not from the solver's word. A node is let go when its bound is reached, when no
//! point of it obeys the rows, or when nothing of it is left to decide; where the solver breaks down, nothing is known of a node but the
//! bound of the node it came from, and it is decided further.

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
    /// No plan is worth more; this can't stand in a certificate.
    pub bound: f64,
    /// Whether the search came to its end.
    pub is_proven: bool,
    pub nodes: usize,
}

/// Binaries nearer to a whole number than this count as whole.
const WHOLE: f64 = 1e-5;

const ACCURACY: f64 = 1e-8;

/// What is known of a node.
pub(super) enum Relaxed {
    /// A point that comes near the optimum, and the bound that its multipliers prove.
    Solved { solution: LinearSolution, bound: f64 },
    /// No point obeys the rows.
    Infeasible,
    /// The run was stopped, or the method broke down: nothing is known.
    Unknown,
}

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
    // The highest bound of a node that was let go: what the proof can't go below.
    let mut let_go = f64::NEG_INFINITY;
    open.push(OpenNode { bound: f64::INFINITY, number, decided });
    while let Some(top) = open.pop() {
        found.bound = top.bound.max(let_go);
        if found.bound <= found.worth + effort.gap {
            found.is_proven = true;
            break;
        }
        if top.bound <= found.worth + effort.gap {
            let_go = let_go.max(top.bound);
            continue;
        }
        if found.nodes == 0 && known.is_none_or(|known| known <= 0.0) {
            dive(mixed, solver, &top.decided, &mut found, watch);
        }
        // Dive: follow the nearer value of the most undecided column, and leave the other for later.
        let mut current = Some(top);
        while let Some(node) = current.take() {
            if found.nodes >= effort.nodes || watch.should_stop() {
                found.bound = found.bound.max(found.worth);
                return found;
            }
            found.nodes += 1;
            let (point, bound) = match solved(mixed, solver, &node.decided, watch) {
                Relaxed::Solved { solution, bound } => (Some(solution.values), bound.min(node.bound)),
                Relaxed::Infeasible => continue,
                Relaxed::Unknown => (None, node.bound),
            };
            if bound <= found.worth + effort.gap {
                let_go = let_go.max(bound);
                continue;
            }
            let next = most_undecided(mixed, point.as_deref(), &node.decided);
            let is_whole = next.is_none_or(|(_, value)| (value - value.round()).abs() <= WHOLE);
            if let Some(point) = point.filter(|_| is_whole)
                && let Some(values) = if next.is_some() { whole(mixed, solver, &point, watch) } else { Some(point) }
            {
                let worth = worth_of(mixed.program, &values);
                if worth > found.worth {
                    found.worth = worth;
                    found.values = Some(values);
                }
                if bound <= found.worth + effort.gap {
                    let_go = let_go.max(bound);
                    continue;
                }
            }
            let Some((column, value)) = next else {
                // Nothing is left to decide, and still the solver can't say what this is worth.
                let_go = let_go.max(bound);
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
    found.bound = if found.is_proven { found.bound } else { let_go };
    found.bound = found.bound.max(found.worth);
    found.is_proven = found.bound <= found.worth + effort.gap;
    found
}

/// The column to decide next, with its value: of those that are open the one farthest from a whole number, where there is a point.
fn most_undecided(mixed: &Mixed, point: Option<&[f64]>, decided: &[(u32, bool)]) -> Option<(u32, f64)> {
    let mut is_open = vec![true; mixed.program.worth.len()];
    decided.iter().for_each(|&(column, _)| is_open[column as usize] = false);
    let open = mixed.binaries.iter().copied().filter(|&column| is_open[column as usize]);
    let valued = open.map(|column| (column, point.map_or(0.5, |point| point[column as usize])));
    valued.max_by(|a, b| preference(mixed, a).total_cmp(&preference(mixed, b)).then(b.0.cmp(&a.0)))
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
        let Relaxed::Solved { solution, .. } = solved(mixed, solver, &decided, watch) else {
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
    match solved(mixed, solver, &decided, watch) {
        Relaxed::Solved { solution, .. } => Some(solution.values),
        Relaxed::Infeasible | Relaxed::Unknown => None,
    }
}

/// Fixes the columns that a row leaves nothing for: those who don't move, and the way to where nothing is built.
fn settle_zeros(program: &LinearProgram, fixed: &mut [Option<f64>]) {
    for row in 0..program.rows() {
        let mut right = program.right(row);
        let mut is_nothing = true;
        for (column, coefficient) in program.entries(row) {
            match fixed[column as usize] {
                Some(value) => right -= coefficient * value,
                None => is_nothing &= coefficient > 0.0 && program.low[column as usize] == 0.0,
            }
        }
        if is_nothing && right == 0.0 {
            for (column, _) in program.entries(row) {
                fixed[column as usize].get_or_insert(0.0);
            }
        }
    }
}

/// The program without its decided columns, solved; values in the columns of the whole program.
pub(super) fn solved(mixed: &Mixed, solver: &dyn LinearSolver, decided: &[(u32, bool)], watch: &Watch) -> Relaxed {
    const TOLERANCE: f64 = 1e-6;
    let program = mixed.program;
    let mut fixed: Vec<Option<f64>> = vec![None; program.worth.len()];
    let mut worth = 0.0;
    for &(column, value) in decided {
        fixed[column as usize] = Some(if value { 1.0 } else { 0.0 });
        worth += if value { program.worth[column as usize] } else { 0.0 };
    }
    settle_zeros(program, &mut fixed);
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
                return Relaxed::Infeasible;
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
        let solution = LinearSolution { values, multipliers: Vec::new(), is_solved: true, is_infeasible: false };
        return Relaxed::Solved { solution, bound: worth };
    }
    let Some(solution) = solver.solve(&small, ACCURACY, watch) else {
        return Relaxed::Unknown;
    };
    if solution.is_infeasible {
        return Relaxed::Infeasible;
    }
    if !solution.is_solved {
        return Relaxed::Unknown;
    }
    for (column, at) in column_of.iter().enumerate() {
        if let Some(at) = at {
            values[column] = solution.values[*at as usize].clamp(program.low[column], program.high[column]);
        }
    }
    let bound = worth + small.proven(&solution.multipliers);
    Relaxed::Solved { solution: LinearSolution { values, ..solution }, bound }
}

#[cfg(test)]
mod tests {
    use super::super::linear::InteriorPoint;
    use super::super::linear::faulty::{Faulty, Silent};
    use super::super::random::Stream;
    use super::*;

    /// Binary columns, rows that some choices break, one of them an equality now and then; a column that isn't binary.
    fn random_program(seed: u64, binaries: u32) -> LinearProgram {
        let mut stream = Stream::new(seed, 9);
        let mut program = LinearProgram::default();
        for _ in 0..binaries {
            program.add_column((1 + stream.below(40)) as f64, 0.0, 1.0);
        }
        program.add_column(-0.5, 0.0, 3.0);
        for row in 0..3 {
            let mut entries: Vec<(u32, f64)> =
                (0..binaries).map(|column| (column, stream.below(12) as f64 - 2.0)).collect();
            entries.push((binaries, -1.0));
            program.add_row(entries, stream.below(9) as f64, row == 2 && seed.is_multiple_of(4));
        }
        program
    }

    fn optimum(program: &LinearProgram, binaries: u32) -> Option<f64> {
        let mut best: Option<f64> = None;
        for mask in 0..1u32 << binaries {
            let mut values: Vec<f64> = (0..binaries).map(|bit| f64::from(mask >> bit & 1)).collect();
            values.push(0.0);
            // The last column has to make up for what the rows are exceeded by.
            let excess: Vec<f64> =
                (0..program.rows()).map(|row| program.left(row, &values) - program.right(row)).collect();
            let last = excess.iter().copied().fold(0.0, f64::max);
            let exact = (0..program.rows()).all(|row| !program.is_equality(row) || excess[row] == last);
            if last <= 3.0 && exact {
                values[binaries as usize] = last;
                let worth = worth_of(program, &values);
                best = Some(best.map_or(worth, |best| best.max(worth)));
            }
        }
        best
    }

    fn agrees(solver: &dyn LinearSolver, seed: u64, nodes: usize) -> bool {
        let program = random_program(seed, 7);
        let binaries: Vec<u32> = (0..7).collect();
        let mixed = Mixed { program: &program, binaries: &binaries };
        let effort = Effort { nodes, gap: 1e-4 };
        let found = branch(&mixed, solver, Vec::new(), None, effort, &Watch::unwatched());
        match optimum(&program, 7) {
            Some(optimum) => {
                assert!(found.bound >= optimum - 1e-4, "seed {seed}: {} is below {optimum}", found.bound);
                assert!(found.worth <= optimum + 1e-4, "seed {seed}: {} is above {optimum}", found.worth);
                if found.is_proven {
                    assert!(found.worth >= optimum - 1e-3, "seed {seed}: {} is called best", found.worth);
                }
            }
            None => assert!(found.values.is_none(), "seed {seed}"),
        }
        found.is_proven
    }

    #[test]
    fn what_is_proven_is_best() {
        for seed in 0..60 {
            assert!(agrees(&InteriorPoint, seed, 1000), "seed {seed}");
        }
    }

    #[test]
    fn a_solver_that_breaks_down_proves_nothing_by_it() {
        let mut proven = 0;
        for seed in 0..60 {
            for every in [1, 2, 3, 7] {
                proven += usize::from(agrees(&Faulty::at_every(every), seed, 1000));
            }
            agrees(&Silent, seed, 1000);
        }
        assert!(proven > 60, "only {proven}");
    }

    #[test]
    fn too_few_nodes_leave_a_bound_that_stands() {
        for seed in 0..60 {
            for nodes in [0, 1, 2, 5] {
                agrees(&InteriorPoint, seed, nodes);
            }
        }
    }
}
