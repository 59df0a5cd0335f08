//! The Lagrangian of the rows: for given multipliers one least cut (Picard & Ratliff 1975), its value a bound, its flow the
//! certificate. Multipliers come from cutting planes of the dual function, drawn towards the best so far (after
//! Wentges 1997), in as many dimensions as there are rows.

use super::super::control::{Stage, Watch};
use super::super::linear::{LinearProgram, LinearSolver};
use super::super::max_flow::Network;
use super::plan::{FlowCertificate, proven_mu, reduced_mu};
use super::problem::BasicFarmland;

/// The network of a problem, built once; only the arcs at the terminals change with the multipliers.
pub(super) struct Cutting<'a> {
    problem: &'a BasicFarmland,
    network: Network,
}

/// The best layout at given multipliers.
pub(super) struct Relaxed {
    pub is_in: Vec<bool>,
    pub certificate: FlowCertificate,
}

impl<'a> Cutting<'a> {
    pub fn new(problem: &'a BasicFarmland) -> Self {
        Self { problem, network: Network::default() }
    }

    pub fn relaxed(&mut self, multipliers: &[f64]) -> Relaxed {
        let problem = self.problem;
        let nodes = problem.nodes() as u32;
        let (source, sink) = (nodes, nodes + 1);
        self.network.clear(problem.nodes() + 2);
        let mut arcs = Vec::with_capacity(problem.pairs.len());
        for pair in &problem.pairs {
            let half = pair.worth_mu / 2.0;
            arcs.push(self.network.add(pair.first, pair.second, half, half));
        }
        for (node, &worth) in reduced_mu(problem, multipliers).iter().enumerate() {
            if worth > 0.0 {
                self.network.add(source, node as u32, worth, 0.0);
            } else if worth < 0.0 {
                self.network.add(node as u32, sink, -worth, 0.0);
            }
        }
        self.network.push(source, sink, f64::INFINITY);
        let flow = |(pair, &arc): (&super::problem::Pair, &u32)| pair.worth_mu / 2.0 - self.network.left(arc);
        let flows: Vec<f64> = problem.pairs.iter().zip(&arcs).map(flow).collect();
        let is_in = (0..nodes).map(|node| self.network.is_source_side(node)).collect();
        let bound_mu = proven_mu(problem, multipliers, &flows);
        Relaxed { is_in, certificate: FlowCertificate { multipliers: multipliers.to_vec(), flows, bound_mu } }
    }
}

/// What the search for multipliers found.
pub(super) struct Dual {
    pub best: FlowCertificate,
    /// Layouts that were best at some multipliers, the later ones nearer to the optimum.
    pub layouts: Vec<Vec<bool>>,
}

/// Steps of the search for multipliers.
const STEPS: usize = 45;

/// The weight of the cutting plane point against the best point.
const PULL: f64 = 0.6;

/// Searches multipliers for the lowest bound.
pub(super) fn search_multipliers(problem: &BasicFarmland, solver: &dyn LinearSolver, watch: &Watch) -> Dual {
    let rows = problem.rows.len();
    let mut cutting = Cutting::new(problem);
    let mut multipliers = vec![0.0; rows];
    let mut master = LinearProgram::default();
    let bound_column = master.add_column(-1.0, f64::NEG_INFINITY, f64::INFINITY);
    let worth: f64 = problem.values_mu.iter().map(|value| value.abs()).sum::<f64>()
        + problem.pairs.iter().map(|pair| pair.worth_mu).sum::<f64>();
    for row in &problem.rows {
        let size: f64 = row.coefficients.iter().map(|g| g.abs()).sum();
        // Multipliers beyond this would take all worth out of the problem many times over.
        let high = if size > 0.0 { 20.0 * worth / size } else { 0.0 };
        master.add_column(0.0, 0.0, high.max(1e-6));
    }
    let mut best: Option<FlowCertificate> = None;
    let mut layouts = Vec::new();
    for step in 0..STEPS {
        let relaxed = cutting.relaxed(&multipliers);
        // The bound as a function of the multipliers lies above this plane.
        let constant = problem.value_mu(&relaxed.is_in);
        let mut entries = vec![(bound_column, -1.0)];
        for (row, side) in problem.rows.iter().enumerate() {
            let used = side.used((0..problem.nodes()).filter(|&node| relaxed.is_in[node]));
            entries.push((row as u32 + 1, side.limit - used));
        }
        master.add_row(entries, -constant, false);
        layouts.push(relaxed.is_in);
        if best.as_ref().is_none_or(|best| relaxed.certificate.bound_mu < best.bound_mu) {
            best = Some(relaxed.certificate);
        }
        let Some(best) = &best else { break };
        watch.report(Stage::Bound, (step + 1) as f64 / STEPS as f64, None, Some(best.bound_mu));
        if watch.should_stop() {
            break;
        }
        let Some(solution) = solver.solve(&master, 1e-9, watch) else { break };
        let low_mu = solution.values[0];
        if best.bound_mu - low_mu < 1e-7 * best.bound_mu.abs() {
            break;
        }
        // Early planes are few, and their lowest point far out.
        let pull = if step < 2 { 0.3 } else { PULL };
        for ((multiplier, next), held) in multipliers.iter_mut().zip(&solution.values[1..]).zip(&best.multipliers) {
            *multiplier = pull * next.max(0.0) + (1.0 - pull) * held;
        }
    }
    let best = best.unwrap_or_else(|| cutting.relaxed(&vec![0.0; rows]).certificate);
    Dual { best, layouts }
}
