//! The rows of a linkage in the order that certificates count them: need of each hamlet (equal), plots of each village, area,
//! farmland, quality, budget, and the leaning of each site beyond the first ring. Columns: hamlets, sites, moves.

use super::super::linear::LinearProgram;
use super::problem::Linkage;

/// The linear program of a linkage, with what each of its rows is called.
pub(super) struct Rows {
    pub program: LinearProgram,
    pub names: Vec<String>,
    /// The row of the budget.
    pub budget: usize,
}

impl Rows {
    pub fn of(problem: &Linkage) -> Self {
        let figures = &problem.parameters;
        let hamlets = problem.hamlets.len() as u32;
        let sites = problem.sites.len() as u32;
        let mut program = LinearProgram::default();
        for hamlet in &problem.hamlets {
            let worth = hamlet.area_mu * (1.0 + figures.facing_premium * hamlet.farmland_facing_share);
            program.add_column(worth, 0.0, 1.0);
        }
        for _ in &problem.sites {
            program.add_column(0.0, 0.0, 1.0);
        }
        let mut of_hamlet: Vec<Vec<(u32, f64)>> = vec![Vec::new(); problem.hamlets.len()];
        let mut of_village: Vec<Vec<(u32, f64)>> = vec![Vec::new(); problem.villages];
        for way in &problem.moves {
            let most = figures.need_share * problem.hamlets[way.hamlet as usize].area_mu;
            let worth = -figures.distance_per_km * way.distance_m / 1000.0;
            let column = program.add_column(worth, 0.0, most);
            of_hamlet[way.hamlet as usize].push((column, 1.0));
            of_village[way.village as usize].push((column, 1.0));
        }
        let mut names = Vec::new();
        for (index, hamlet) in problem.hamlets.iter().enumerate() {
            let mut entries = std::mem::take(&mut of_hamlet[index]);
            entries.push((index as u32, -figures.need_share * hamlet.area_mu));
            program.add_row(entries, 0.0, true);
            names.push(format!("need_of_hamlet_{index}"));
        }
        for (village, entries) in of_village.iter_mut().enumerate() {
            let built = problem.sites.iter().enumerate().filter(|(_, site)| site.village as usize == village);
            entries.extend(built.map(|(index, site)| (hamlets + index as u32, -figures.plot_share * site.area_mu)));
            program.add_row(std::mem::take(entries), 0.0, false);
            names.push(format!("plots_of_village_{village}"));
        }
        let all_hamlets = |worth: &dyn Fn(usize) -> f64| -> Vec<(u32, f64)> {
            (0..problem.hamlets.len()).map(|index| (index as u32, worth(index))).collect()
        };
        let some_sites = |farmland_only: bool, worth: &dyn Fn(usize) -> f64| -> Vec<(u32, f64)> {
            (0..problem.sites.len())
                .filter(|&index| !farmland_only || problem.sites[index].is_farmland)
                .map(|index| (hamlets + index as u32, worth(index)))
                .collect()
        };
        let area = |index: usize| problem.hamlets[index].area_mu;
        let site_area = |index: usize| problem.sites[index].area_mu;
        let share = figures.farmland_replaced_share;
        let mut add = |name: &str, left: Vec<(u32, f64)>, right: Vec<(u32, f64)>, limit: f64| {
            names.push(name.to_owned());
            program.add_row(left.into_iter().chain(right), limit, false)
        };
        add("area_built_not_more_than_demolished", all_hamlets(&|g| -area(g)), some_sites(false, &site_area), 0.0);
        add("farmland_replaced", all_hamlets(&|g| -share * area(g)), some_sites(true, &site_area), 0.0);
        add(
            "quality_replaced",
            all_hamlets(&|g| -share * problem.hamlets[g].quality_mu),
            some_sites(true, &|n| site_area(n) * problem.sites[n].quality),
            0.0,
        );
        let budget = add(
            "budget_1e4yuan",
            all_hamlets(&|g| problem.hamlets[g].cost - figures.quota_price * area(g)),
            some_sites(false, &|n| (figures.build_cost_per_mu + figures.quota_price) * site_area(n)),
            figures.budget,
        );
        debug_assert_eq!(program.worth.len() as u32, hamlets + sites + problem.moves.len() as u32);
        for (index, site) in problem.sites.iter().enumerate().filter(|(_, site)| site.hop > 1) {
            let mut entries = vec![(hamlets + index as u32, 1.0)];
            let mut inward = site.inward.clone();
            inward.sort_unstable();
            inward.dedup();
            entries.extend(inward.iter().map(|&other| (hamlets + other, -1.0)));
            program.add_row(entries, 0.0, false);
            names.push(format!("site_{index}_leans_on_one_nearer_the_core"));
        }
        Self { program, names, budget }
    }
}
