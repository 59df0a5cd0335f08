//! Why there is no plan: the row that can't be obeyed, by itself or beside the others, and what is missing.

use super::super::control::Watch;
use super::super::linear::{LinearProgram, LinearSolver};
use super::super::row::Shortfall;
use super::locks::Fixings;
use super::problem::Concentration;

/// Rows that no plan obeys. Empty when linear reasoning finds none: then only whole parcels are in the way.
pub(super) fn shortfalls(problem: &Concentration, solver: &dyn LinearSolver, watch: &Watch) -> Vec<Shortfall> {
    let fixings = Fixings::of(problem);
    if let Some(index) = fixings.contradiction {
        let row = &problem.rows[index];
        // The row forces what another forbids: its least use is that of the node's other state.
        let entry = problem.free_nodes().find(|&node| row.coefficients[node] != 0.0);
        let least = entry.map_or(0.0, |node| row.coefficients[node].max(0.0));
        let missing = (least - row.limit).max(0.0);
        return vec![Shortfall { row: row.name.clone(), limit: row.limit, least, missing }];
    }
    let ends = |node: usize| match fixings.state(node as u32) {
        Some(true) => (1.0, 1.0),
        Some(false) => (0.0, 0.0),
        None => (0.0, 1.0),
    };
    let mut found = Vec::new();
    for row in &problem.rows {
        let least = problem.free_nodes().fold(0.0, |sum, node| {
            let (low, high) = ends(node);
            sum + (row.coefficients[node] * low).min(row.coefficients[node] * high)
        });
        if least > row.limit + 1e-9 * row.limit.abs().max(1.0) {
            found.push(Shortfall { row: row.name.clone(), limit: row.limit, least, missing: least - row.limit });
        }
    }
    if !found.is_empty() {
        return found;
    }
    for (index, row) in problem.rows.iter().enumerate() {
        if watch.should_stop() {
            break;
        }
        let mut program = LinearProgram::default();
        let columns: Vec<(usize, u32)> = problem
            .free_nodes()
            .map(|node| {
                let (low, high) = ends(node);
                (node, program.add_column(-row.coefficients[node], low, high))
            })
            .collect();
        for (_, row) in problem.rows.iter().enumerate().filter(|&(other, _)| other != index) {
            let entries: Vec<(u32, f64)> = columns
                .iter()
                .map(|&(node, column)| (column, row.coefficients[node]))
                .filter(|(_, coefficient)| *coefficient != 0.0)
                .collect();
            program.add_row(entries, row.limit, false);
        }
        let Some(solution) = solver.solve(&program, 1e-7, watch) else { continue };
        if solution.is_infeasible {
            continue;
        }
        // What the multipliers prove, not what the solver says.
        let least = -program.proven(&solution.multipliers);
        if least > row.limit + 1e-6 * row.limit.abs().max(1.0) {
            found.push(Shortfall { row: row.name.clone(), limit: row.limit, least, missing: least - row.limit });
        }
    }
    found
}
