//! Linear programs, and the solver behind a small trait: an interior point method (clarabel), whose multipliers are robust and
//! which needs no library outside of Rust. It can't start warm, so callers add rows in few, large rounds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolution, DefaultSolver, IPSolver, SolverStatus, SupportedConeT,
};

use super::control::Watch;

/// maximise Σ c x, every column between its ends, Σ a x ≤ b (or = b) in each row.
#[derive(Clone, Debug, Default)]
pub(super) struct LinearProgram {
    pub worth: Vec<f64>,
    pub low: Vec<f64>,
    /// Infinite where other rows imply an end.
    pub high: Vec<f64>,
    starts: Vec<usize>,
    columns: Vec<u32>,
    coefficients: Vec<f64>,
    right: Vec<f64>,
    is_equality: Vec<bool>,
}

/// A point and the multipliers of the rows.
#[derive(Clone, Debug)]
pub(super) struct LinearSolution {
    pub values: Vec<f64>,
    pub multipliers: Vec<f64>,
    /// Whether it came as near to the optimum as was asked for.
    pub is_solved: bool,
    /// Whether no point obeys the rows: the multipliers prove it ([`LinearProgram::is_refuted`]).
    pub is_infeasible: bool,
}

/// Solves linear programs.
pub(super) trait LinearSolver: Sync {
    /// `accuracy` is the relative gap asked for. Nothing comes back when the run was stopped or the method broke down.
    fn solve(&self, program: &LinearProgram, accuracy: f64, watch: &Watch) -> Option<LinearSolution>;
}

impl LinearProgram {
    /// Adds a column from 0 to `high`; its number.
    pub fn add_column(&mut self, worth: f64, low: f64, high: f64) -> u32 {
        self.worth.push(worth);
        self.low.push(low);
        self.high.push(high);
        self.worth.len() as u32 - 1
    }

    /// Adds a row; its number.
    pub fn add_row(&mut self, entries: impl IntoIterator<Item = (u32, f64)>, right: f64, is_equality: bool) -> usize {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        for (column, coefficient) in entries {
            self.columns.push(column);
            self.coefficients.push(coefficient);
        }
        self.starts.push(self.columns.len());
        self.right.push(right);
        self.is_equality.push(is_equality);
        self.right.len() - 1
    }

    pub fn rows(&self) -> usize {
        self.right.len()
    }

    pub fn entries(&self, row: usize) -> impl Iterator<Item = (u32, f64)> {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().copied().zip(self.coefficients[range].iter().copied())
    }

    /// The left side of a row at a point.
    pub fn left(&self, row: usize, values: &[f64]) -> f64 {
        self.entries(row).fold(0.0, |sum, (column, coefficient)| sum + coefficient * values[column as usize])
    }

    pub fn right(&self, row: usize) -> f64 {
        self.right[row]
    }

    /// Whether a row can't hold even by itself.
    pub fn has_impossible_row(&self) -> bool {
        let end = |column: u32, coefficient: f64| {
            let high = if self.high[column as usize].is_finite() { self.high[column as usize] } else { 1.0 };
            let (low, high) = (coefficient * self.low[column as usize], coefficient * high);
            (low.min(high), low.max(high))
        };
        (0..self.rows()).any(|row| {
            let (mut least, mut most, mut size) = (0.0, 0.0, self.right[row].abs().max(1.0));
            for (column, coefficient) in self.entries(row) {
                let (low, high) = end(column, coefficient);
                least += low;
                most += high;
                size += coefficient.abs();
            }
            let slack = 1e-9 * size;
            least > self.right[row] + slack || (self.is_equality[row] && most < self.right[row] - slack)
        })
    }

    /// Whether the multipliers prove that no point obeys the rows (Farkas 1902): the rows weighted with them ask for more than
    /// any point in the box gives. Columns without a top count as binary.
    pub fn is_refuted(&self, multipliers: &[f64]) -> bool {
        let mut weights = vec![0.0; self.worth.len()];
        let (mut right, mut size) = (0.0, 0.0f64);
        for (row, &multiplier) in multipliers.iter().enumerate() {
            let multiplier = if self.is_equality[row] { multiplier } else { multiplier.max(0.0) };
            right += multiplier * self.right[row];
            size += (multiplier * self.right[row]).abs();
            for (column, coefficient) in self.entries(row) {
                weights[column as usize] += multiplier * coefficient;
            }
        }
        let mut least = 0.0;
        for ((weight, low), high) in weights.iter().zip(&self.low).zip(&self.high) {
            let high = if high.is_finite() { *high } else { 1.0 };
            let part = (weight * low).min(weight * high);
            least += part;
            size += part.abs();
        }
        least - right > 1e-9 * size
    }

    /// What the multipliers prove: no point is worth more. Columns without a top count as binary.
    pub fn proven(&self, multipliers: &[f64]) -> f64 {
        let mut reduced = self.worth.clone();
        let mut bound = 0.0;
        for (row, &multiplier) in multipliers.iter().enumerate() {
            let multiplier = if self.is_equality[row] { multiplier } else { multiplier.max(0.0) };
            bound += multiplier * self.right[row];
            for (column, coefficient) in self.entries(row) {
                reduced[column as usize] -= multiplier * coefficient;
            }
        }
        let ends = reduced.iter().zip(&self.low).zip(&self.high);
        bound
            + ends.fold(0.0, |sum, ((reduced, low), high)| {
                let high = if high.is_finite() { *high } else { 1.0 };
                sum + (reduced * low).max(reduced * high)
            })
    }

    pub fn is_equality(&self, row: usize) -> bool {
        self.is_equality[row]
    }
}

/// The interior point method of clarabel.
pub(super) struct InteriorPoint;

impl LinearSolver for InteriorPoint {
    fn solve(&self, program: &LinearProgram, accuracy: f64, watch: &Watch) -> Option<LinearSolution> {
        let columns = program.worth.len();
        let rows = program.rows();
        if columns == 0 {
            let holds =
                |row: usize| program.right[row] >= 0.0 && !(program.is_equality[row] && program.right[row] > 0.0);
            let is_solved = (0..rows).all(holds);
            let (values, multipliers) = (Vec::new(), vec![0.0; rows]);
            return Some(LinearSolution { values, multipliers, is_solved, is_infeasible: !is_solved });
        }
        if watch.should_stop() {
            return None;
        }
        // The solver wants equalities first; ends of columns are rows behind the others.
        let mut order: Vec<usize> = (0..rows).collect();
        order.sort_by_key(|&row| !program.is_equality[row]);
        let equalities = program.is_equality.iter().filter(|&&equal| equal).count();
        let (mut at, mut of, mut by) = (Vec::new(), Vec::new(), Vec::new());
        let mut right = Vec::with_capacity(rows + 2 * columns);
        for (place, &row) in order.iter().enumerate() {
            for (column, coefficient) in program.entries(row) {
                at.push(place);
                of.push(column as usize);
                by.push(coefficient);
            }
            right.push(program.right[row]);
        }
        for column in 0..columns {
            for (sign, end) in [(-1.0, program.low[column]), (1.0, program.high[column])] {
                if end.is_finite() {
                    at.push(right.len());
                    of.push(column);
                    by.push(sign);
                    right.push(sign * end);
                }
            }
        }
        let matrix = CscMatrix::new_from_triplets(right.len(), columns, at, of, by);
        let mut cones = Vec::new();
        if equalities > 0 {
            cones.push(SupportedConeT::ZeroConeT(equalities));
        }
        if right.len() > equalities {
            cones.push(SupportedConeT::NonnegativeConeT(right.len() - equalities));
        }
        let question =
            Question { objective: program.worth.iter().map(|&worth| -worth).collect(), matrix, right, cones };
        let answer = if question.matrix.nnz() < LARGE {
            question.answer(accuracy, watch)?
        } else {
            answer_aside(question, accuracy, watch)?
        };
        let mut multipliers = vec![0.0; rows];
        for (place, &row) in order.iter().enumerate() {
            multipliers[row] = answer.multipliers[place];
        }
        Some(LinearSolution {
            values: answer.values,
            is_solved: matches!(answer.status, SolverStatus::Solved | SolverStatus::AlmostSolved),
            // The word of the solver isn't enough: the multipliers have to show it.
            is_infeasible: answer.status == SolverStatus::PrimalInfeasible && program.is_refuted(&multipliers),
            multipliers,
        })
    }
}

/// Programs of this many entries take long enough in a single step of the method for a wish to stop to be answered meanwhile.
const LARGE: usize = 20_000;

/// How often a large program is looked after.
const LOOK: Duration = Duration::from_millis(20);

/// A program in the solver's terms: minimise objective · x, right − matrix · x in the cones.
struct Question {
    objective: Vec<f64>,
    matrix: CscMatrix<f64>,
    right: Vec<f64>,
    cones: Vec<SupportedConeT<f64>>,
}

/// What the solver makes of it, whatever it calls it.
struct Answer {
    values: Vec<f64>,
    multipliers: Vec<f64>,
    status: SolverStatus,
}

impl Question {
    /// Nothing where the run was stopped or the figures are no numbers.
    fn answer(&self, accuracy: f64, watch: &Watch) -> Option<Answer> {
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .max_threads(1u32)
            .max_iter(60u32)
            .presolve_enable(false)
            .tol_gap_rel(accuracy)
            .tol_gap_abs(accuracy)
            .tol_feas(accuracy.clamp(1e-8, 1e-5))
            .build()
            .ok()?;
        let columns = self.objective.len();
        let nothing = CscMatrix::zeros((columns, columns));
        let mut solver =
            DefaultSolver::new(&nothing, &self.objective, &self.matrix, &self.right, &self.cones, settings).ok()?;
        let was_stopped = Arc::new(AtomicBool::new(false));
        let (inner, flag) = (watch.clone(), Arc::clone(&was_stopped));
        solver.set_termination_callback(move |_info| {
            let stop = inner.should_stop();
            flag.fetch_or(stop, Ordering::Relaxed);
            stop
        });
        solver.solve();
        if was_stopped.load(Ordering::Relaxed) {
            return None;
        }
        let DefaultSolution { x: values, z: multipliers, status, .. } = solver.solution;
        let is_finite = values.iter().chain(&multipliers).all(|value| value.is_finite());
        is_finite.then_some(Answer { values, multipliers, status })
    }
}

/// Answers on a thread of its own, which a wish to stop doesn't wait for: it ends by itself after the step that it is in.
fn answer_aside(question: Question, accuracy: f64, watch: &Watch) -> Option<Answer> {
    let (sender, receiver) = mpsc::channel();
    let inner = watch.clone();
    std::thread::Builder::new()
        .name("linear program".to_owned())
        // Nobody receives where the run was stopped meanwhile.
        .spawn(move || drop(sender.send(question.answer(accuracy, &inner))))
        .ok()?;
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Timeout) if !watch.should_stop() => {}
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
pub(super) mod faulty {
    //! A solver that breaks down.

    use std::sync::atomic::AtomicU64;

    use super::*;

    /// Breaks down at every so many of its calls; else it is the interior point method.
    pub struct Faulty {
        every: u64,
        calls: AtomicU64,
    }

    /// Never says anything.
    pub struct Silent;

    impl LinearSolver for Silent {
        fn solve(&self, _: &LinearProgram, _: f64, _: &Watch) -> Option<LinearSolution> {
            None
        }
    }

    impl Faulty {
        pub fn at_every(every: u64) -> Self {
            Self { every, calls: AtomicU64::new(0) }
        }
    }

    impl LinearSolver for Faulty {
        fn solve(&self, program: &LinearProgram, accuracy: f64, watch: &Watch) -> Option<LinearSolution> {
            let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
            let solution = InteriorPoint.solve(program, accuracy, watch)?;
            match (call.is_multiple_of(self.every), call % 2) {
                (false, _) => Some(solution),
                (true, 0) => None,
                // It also ends without coming near the optimum, and then says so.
                (true, _) => Some(LinearSolution {
                    multipliers: vec![0.0; program.rows()],
                    is_solved: false,
                    is_infeasible: false,
                    ..solution
                }),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::Instant;

    use super::super::control::Control;
    use super::super::random::Stream;
    use super::*;

    #[test]
    fn only_multipliers_refute() {
        let mut program = LinearProgram::default();
        let columns: Vec<u32> = (0..3).map(|_| program.add_column(1.0, 0.0, 1.0)).collect();
        let all = || columns.iter().map(|&column| (column, 1.0));
        program.add_row(all(), 2.0, false);
        assert!(!program.is_refuted(&[5.0]));
        program.add_row(all().map(|(column, one)| (column, -one)), -2.5, false);
        assert!(program.is_refuted(&[1.0, 1.0]));
        assert!(!program.is_refuted(&[1.0, 0.1]));
        assert!(!program.is_refuted(&[0.0, 0.0]));
        let solution = InteriorPoint.solve(&program, 1e-8, &Watch::unwatched()).unwrap();
        assert!(solution.is_infeasible && !solution.is_solved);
    }

    /// Stops a moment after it was made.
    struct Soon(Instant);

    impl Control for Soon {
        fn is_stopped(&self) -> bool {
            self.0.elapsed() > Duration::from_millis(40)
        }
    }

    #[test]
    fn a_large_program_does_not_hold_up_a_wish_to_stop() {
        let mut stream = Stream::new(3, 3);
        let mut program = LinearProgram::default();
        let columns: Vec<u32> = (0..3000).map(|_| program.add_column(stream.unit(), 0.0, 1.0)).collect();
        for _ in 0..3000 {
            let entries: Vec<(u32, f64)> = (0..20).map(|_| (columns[stream.below(3000)], stream.unit())).collect();
            program.add_row(entries, 3.0, false);
        }
        let begun = Instant::now();
        let watch = Watch::new(Arc::new(Soon(begun)), None);
        assert!(InteriorPoint.solve(&program, 1e-8, &watch).is_none());
        assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
    }
}
