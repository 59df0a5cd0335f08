//! Plans of larger linkages: hamlets chosen like items of a knapsack, sites packed so that hardly any is built for nothing.
//!
//! A choice of hamlets is worth trying when its estimate beats the best plan: the estimate takes sites for divisible. Then the
//! moves are solved with divisible sites, sites are packed over the need of each village (grown outward from the core, then
//! exchanged until the area built for nothing shrinks no more), and the moves are solved again on what is built.

use std::collections::BTreeSet;

use super::super::branching::{Branched, Mixed, Relaxed, solved};
use super::super::control::Watch;
use super::super::linear::LinearSolver;
use super::super::random::Stream;
use super::problem::Linkage;

/// The search for choices of hamlets.
pub(super) struct Packing<'a> {
    problem: &'a Linkage,
    mixed: &'a Mixed<'a>,
    solver: &'a dyn LinearSolver,
    watch: &'a Watch,
    /// Estimated worth of each hamlet, the cheapest move taken off.
    worth: Vec<f64>,
    /// Estimated use of the budget by each hamlet, its share of sites included.
    budget: Vec<f64>,
    /// For each site those that lean on it.
    dependents: Vec<Vec<u32>>,
}

impl<'a> Packing<'a> {
    pub fn new(problem: &'a Linkage, mixed: &'a Mixed<'a>, solver: &'a dyn LinearSolver, watch: &'a Watch) -> Self {
        let figures = &problem.parameters;
        let mut nearest_m = vec![f64::INFINITY; problem.hamlets.len()];
        for way in &problem.moves {
            let nearest = &mut nearest_m[way.hamlet as usize];
            *nearest = nearest.min(way.distance_m);
        }
        let hamlets = problem.hamlets.iter().zip(&nearest_m);
        let estimate = |(hamlet, nearest_m): (&super::problem::Hamlet, &f64)| {
            let need_mu = figures.need_share * hamlet.area_mu;
            let way = if nearest_m.is_finite() { figures.distance_per_km * nearest_m / 1000.0 } else { 1e6 };
            let worth = hamlet.area_mu * (1.0 + figures.facing_premium * hamlet.farmland_facing_share) - way * need_mu;
            let sites = need_mu / figures.plot_share.max(1e-9) * (figures.build_cost_per_mu + figures.quota_price);
            (worth, hamlet.cost - figures.quota_price * hamlet.area_mu + sites)
        };
        let (worth, budget) = hamlets.map(estimate).unzip();
        let mut dependents = vec![Vec::new(); problem.sites.len()];
        for (index, site) in problem.sites.iter().enumerate() {
            for &other in site.inward.iter().filter(|_| site.hop > 1) {
                dependents[other as usize].push(index as u32);
            }
        }
        Self { problem, mixed, solver, watch, worth, budget, dependents }
    }

    /// Searches from a relaxation; better plans go to `best`. The number of choices that were worked out.
    pub fn search(&self, relaxed: &[f64], best: &mut Branched, tries: u64, stream: &mut Stream) -> u64 {
        let hamlets = self.problem.hamlets.len();
        let mut chosen: Vec<bool> = (0..hamlets).map(|hamlet| relaxed[hamlet] >= 0.5).collect();
        let mut done = 0;
        // From the relaxation down to a choice that can be packed.
        while chosen.iter().any(|&is_in| is_in) && !self.watch.should_stop() {
            done += 1;
            if self.work_out(&chosen, best) {
                break;
            }
            let ratio = |hamlet: usize| self.worth[hamlet] / self.budget[hamlet].max(1e-9);
            let least = (0..hamlets).filter(|&hamlet| chosen[hamlet]).min_by(|&a, &b| ratio(a).total_cmp(&ratio(b)));
            let Some(least) = least else { break };
            chosen[least] = false;
        }
        // What packing wastes of the budget, as far as choices have failed for it.
        let mut reserve = 0.0;
        let step = 5e-4 * self.problem.parameters.budget.abs().max(1.0);
        let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
        for _ in 0..100 * tries {
            if done >= tries || self.watch.should_stop() {
                break;
            }
            let other = self.neighbour(&chosen, reserve, stream);
            // The estimate is rough: a choice a little below the best may pack better.
            if self.estimate(&other) <= best.worth + 1e-9 || !seen.insert(other.clone()) {
                continue;
            }
            done += 1;
            let before = best.worth;
            if !self.work_out(&other, best) {
                reserve += step;
                continue;
            }
            reserve -= 0.5 * step;
            if best.worth > before {
                chosen = other;
            }
        }
        done
    }

    fn estimate(&self, chosen: &[bool]) -> f64 {
        chosen.iter().zip(&self.worth).filter(|&(&is_in, _)| is_in).map(|(_, worth)| worth).sum()
    }

    /// Some hamlets less, others instead while the estimated budget allows.
    fn neighbour(&self, chosen: &[bool], reserve: f64, stream: &mut Stream) -> Vec<bool> {
        let mut other = chosen.to_vec();
        let inside: Vec<usize> = (0..chosen.len()).filter(|&hamlet| chosen[hamlet]).collect();
        for _ in 0..stream.below(4).min(inside.len()) {
            other[inside[stream.below(inside.len())]] = false;
        }
        let used: f64 = other.iter().zip(&self.budget).filter(|&(&is_in, _)| is_in).map(|(_, budget)| budget).sum();
        let mut left = self.problem.parameters.budget - reserve - used;
        let mut outside: Vec<(f64, usize)> = (0..other.len())
            .filter(|&hamlet| !other[hamlet] && self.worth[hamlet] > 0.0)
            .map(|hamlet| (self.worth[hamlet] / self.budget[hamlet].max(1e-9) * stream.between(0.5, 1.5), hamlet))
            .collect();
        outside.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, hamlet) in outside {
            if self.budget[hamlet] <= left {
                left -= self.budget[hamlet];
                other[hamlet] = true;
            }
        }
        other
    }

    /// Whether a choice of hamlets can be housed; a plan better than the best takes its place.
    fn work_out(&self, chosen: &[bool], best: &mut Branched) -> bool {
        let (hamlets, sites) = (self.problem.hamlets.len(), self.problem.sites.len());
        let mut decided: Vec<(u32, bool)> =
            chosen.iter().enumerate().map(|(hamlet, &is_in)| (hamlet as u32, is_in)).collect();
        let Relaxed::Solved { solution: divisible, .. } = solved(self.mixed, self.solver, &decided, self.watch) else {
            return false;
        };
        let mut needs_mu = vec![0.0; self.problem.villages];
        for (index, way) in self.problem.moves.iter().enumerate() {
            needs_mu[way.village as usize] += divisible.values[hamlets + sites + index];
        }
        let Some(is_built) = self.packed(&needs_mu, &divisible.values[hamlets..hamlets + sites]) else {
            return false;
        };
        decided.extend(is_built.iter().enumerate().map(|(site, &is_in)| ((hamlets + site) as u32, is_in)));
        let Relaxed::Solved { solution, .. } = solved(self.mixed, self.solver, &decided, self.watch) else {
            return false;
        };
        let worth: f64 =
            self.mixed.program.worth.iter().zip(&solution.values).map(|(worth, value)| worth * value).sum();
        if worth > best.worth || best.values.is_none() {
            best.worth = worth;
            best.values = Some(solution.values);
        }
        true
    }

    /// Sites for the need of each village; none when the sites of a village don't suffice.
    fn packed(&self, needs_mu: &[f64], relaxed: &[f64]) -> Option<Vec<bool>> {
        let mut is_built = vec![false; self.problem.sites.len()];
        for (village, &need_mu) in needs_mu.iter().enumerate() {
            // A little more than the need: the solver's figures are rounded.
            let wanted_mu = need_mu / self.problem.parameters.plot_share.max(1e-9) + 1e-5;
            if need_mu <= 1e-6 {
                continue;
            }
            let own: Vec<usize> =
                (0..is_built.len()).filter(|&site| self.problem.sites[site].village as usize == village).collect();
            let mut built_mu = 0.0;
            while built_mu < wanted_mu {
                let open = own.iter().copied().filter(|&site| !is_built[site] && self.leans(site, &is_built));
                let next = open.max_by(|&a, &b| relaxed[a].total_cmp(&relaxed[b]).then(b.cmp(&a)))?;
                is_built[next] = true;
                built_mu += self.problem.sites[next].area_mu;
            }
            self.exchange(&own, wanted_mu, built_mu, &mut is_built);
        }
        Some(is_built)
    }

    /// Drops and exchanges sites of a village until less can't be built for its need.
    fn exchange(&self, own: &[usize], wanted_mu: f64, mut built_mu: f64, is_built: &mut [bool]) {
        let area = |site: usize| self.problem.sites[site].area_mu;
        loop {
            let waste_mu = built_mu - wanted_mu;
            let mut best: Option<(f64, usize, Option<usize>)> = None;
            let mut offer = |left_mu: f64, out: usize, into: Option<usize>| {
                if left_mu >= 0.0 && left_mu < best.map_or(waste_mu - 1e-9, |(least, ..)| least) {
                    best = Some((left_mu, out, into));
                }
            };
            for &out in own.iter().filter(|&&site| is_built[site] && self.can_go(site, is_built)) {
                offer(waste_mu - area(out), out, None);
                for &into in own.iter().filter(|&&site| !is_built[site] && self.leans(site, is_built)) {
                    // A site may not lean on the one that goes.
                    let own_lean = self.problem.sites[into].inward.iter();
                    let leans_elsewhere = self.problem.sites[into].hop <= 1
                        || own_lean.clone().any(|&other| other as usize != out && is_built[other as usize]);
                    if leans_elsewhere {
                        offer(waste_mu - area(out) + area(into), out, Some(into));
                    }
                }
            }
            let Some((left_mu, out, into)) = best else { return };
            is_built[out] = false;
            if let Some(into) = into {
                is_built[into] = true;
            }
            built_mu = wanted_mu + left_mu;
        }
    }

    fn leans(&self, site: usize, is_built: &[bool]) -> bool {
        let site = &self.problem.sites[site];
        site.hop <= 1 || site.inward.iter().any(|&other| is_built[other as usize])
    }

    /// Whether no built site leans on this one alone.
    fn can_go(&self, site: usize, is_built: &[bool]) -> bool {
        self.dependents[site].iter().filter(|&&other| is_built[other as usize]).all(|&other| {
            let inward = self.problem.sites[other as usize].inward.iter();
            inward.into_iter().any(|&lean| lean as usize != site && is_built[lean as usize])
        })
    }
}
