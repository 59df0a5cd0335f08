//! Small problems at random, solved by looking at every subset, and hard cases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod broken_solver;
mod brute_force;
mod checks;
mod hard_cases;
mod land;

use super::super::random::Stream;
use super::super::row::Row;
use super::problem::{Concentration, NodeKind};

/// A problem at random: a ring with chords, small whole areas, a budget and two balances.
pub(super) fn random_problem(seed: u64, free: usize) -> Concentration {
    let mut stream = Stream::new(seed, 77);
    let stays = 1 + stream.below(5);
    let nodes = free + stays;
    let mut kinds: Vec<NodeKind> = (0..nodes)
        .map(|node| match node {
            node if node < stays => NodeKind::Stays,
            _ if stream.below(4) == 0 => NodeKind::CanLeave,
            _ => NodeKind::CanJoin,
        })
        .collect();
    for node in (1..nodes).rev() {
        kinds.swap(node, stream.below(node + 1));
    }
    let areas_mu: Vec<f64> = kinds
        .iter()
        .map(|&kind| if kind == NodeKind::Stays { 2 + stream.below(14) } else { 1 + stream.below(6) } as f64)
        .collect();
    let mut edges = Vec::new();
    for node in 1..nodes as u32 {
        if stream.below(8) > 0 {
            edges.push((node - 1, node));
        }
    }
    for _ in 0..nodes / 2 {
        let (first, second) = (stream.below(nodes) as u32, stream.below(nodes) as u32);
        // Farmland that stays is contracted: two such nodes never touch.
        let both_stay = kinds[first as usize] == NodeKind::Stays && kinds[second as usize] == NodeKind::Stays;
        if first != second && !both_stay {
            edges.push((first, second));
        }
    }
    let mut rows = Vec::new();
    let mut row = |name: &str, limit: f64, of: &mut dyn FnMut(usize) -> f64| {
        let coefficients = (0..nodes).map(|node| if kinds[node] == NodeKind::Stays { 0.0 } else { of(node) }).collect();
        rows.push(Row { name: name.to_owned(), coefficients, limit });
    };
    let budget = (3 + stream.below(25)) as f64;
    row("budget_1e4yuan", budget, &mut |_| (1 + stream.below(6)) as f64);
    let joins = |node: usize| kinds[node] == NodeKind::CanJoin;
    row("farmland_not_less", 0.0, &mut |node| if joins(node) { -areas_mu[node] } else { areas_mu[node] });
    let mut stream = Stream::new(seed, 78);
    row("forest_not_less", (2 + stream.below(9)) as f64, &mut |node| match kinds[node] {
        NodeKind::CanLeave => -areas_mu[node],
        _ if stream.below(2) == 0 => areas_mu[node],
        _ => 0.0,
    });
    let threshold_mu = (4 + Stream::new(seed, 79).below(30)) as f64;
    let parcels = vec![None; nodes];
    Concentration { threshold_mu, areas_mu, kinds, parcels, edges, rows }
}
