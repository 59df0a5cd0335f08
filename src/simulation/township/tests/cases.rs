//! What may change, what does, and the answers to land that has none.

use std::sync::Arc;

use super::town::{Town, at, changed, limits, rectangle, town, why};
use crate::base::Role;
use crate::contiguity::Blocks;
use crate::design::{MeasureKind, SimulationKind, ZoneId};
use crate::i18n::{Explain, Language};
use crate::simulation::{Certificate, Concentration, Control, CostTable, Plan, Proposal, TownshipProblem, Unwatched};
use crate::units::mu_from_m2;

/// Four fields of 15 mu on either side of an orchard: only together they reach 100 mu.
fn valley() -> Town {
    town(&["aa aa", "aaoaa"]).asking(|request| request.budget_1e4yuan = Some(100.0))
}

#[test]
fn an_orchard_between_two_fields_joins_them_and_says_why() {
    let proposal = valley().solved();
    assert_eq!(changed(&proposal), [at(&proposal, 2, 0)]);
    let (change, measure) = (&proposal.changes[0], &proposal.measures[0]);
    assert_eq!((change.joins, measure.kind), (2, MeasureKind::RestoredFarmland));
    assert_eq!((&*change.from_class, &*change.to_class), ("0201", "0103"));
    assert!((change.block_before_mu - 60.0).abs() < 0.1 && (change.block_after_mu - 135.0).abs() < 0.2);
    assert!((proposal.run.value_mu - 135.0).abs() < 0.2 && proposal.run.do_nothing_mu == 0.0);
    assert_eq!(proposal.run.stopped_by, "optimal");
    // 15 mu at 0.8, in fen.
    assert_eq!(measure.cost_fen, Some((mu_from_m2(change.area_m2) * 0.8 * 1e6).round() as i64));
    let grade = measure.grade_after.unwrap();
    assert!((grade - 6.0).abs() < 1e-9, "one grade worse than the fields around");
    assert!(measure.reason.contains("未核实") && measure.reason.contains("2 片耕地"), "{}", measure.reason);
    assert_eq!((proposal.figures.blocks.before, proposal.figures.blocks.after), (0.0, 1.0));
    assert_eq!(proposal.blocks_after[0].parcels.len(), 9);
    assert!(proposal.notes.iter().any(|note| note.say(Language::Chinese).contains("garden_to_farmland 0.8")));
}

/// The value over the raw parcels, with the blocks that the indicators count.
fn counted_mu(proposal: &Proposal) -> f64 {
    let site = &proposal.prepared().site;
    let mut farmland = site.counts.clone();
    for change in &proposal.changes {
        farmland[change.parcel] = change.to_class.starts_with("01");
    }
    let blocks = Blocks::of(&site.graph, &site.present.faces, &farmland);
    let areas = blocks.blocks().iter().map(|block| mu_from_m2(block.area_m2));
    areas.filter(|&area_mu| area_mu >= proposal.run.request.threshold_mu).sum()
}

#[test]
fn the_value_is_that_of_the_blocks_over_the_raw_parcels_and_the_certificate_proves_its_bound() {
    let map = ["aaoaafaa", "aaoaaoaa", "oo  pooo", "aaaaoaas", "aapaaoas", "fffooooo"];
    for (threshold_mu, budgets) in [(30.0, [0.0, 20.0]), (100.0, [20.0, 1e12]), (1_000.0, [20.0, 1e12])] {
        for budget in budgets {
            let asked = town(&map).asking(|request| {
                request.threshold_mu = threshold_mu;
                request.budget_1e4yuan = Some(budget);
            });
            let proposal = asked.solved();
            let counted_mu = counted_mu(&proposal);
            assert!((counted_mu - proposal.run.value_mu).abs() < 1e-6, "{counted_mu} {:?}", proposal.run);
            assert!((proposal.figures.in_blocks_mu.after - counted_mu).abs() < 1e-6);
            let problem = Concentration::from_json(&proposal.problem_json).unwrap();
            let plan = Plan::from_json(proposal.plan_json.as_deref().unwrap()).unwrap();
            plan.check(&problem).unwrap();
            let certificate = Certificate::from_json(proposal.certificate_json.as_deref().unwrap()).unwrap();
            let bound_mu = certificate.check(&problem).unwrap();
            assert!(bound_mu >= counted_mu - 1e-6 && proposal.run.bound_mu.is_some());
            let cost_fen: i64 = proposal.measures.iter().filter_map(|measure| measure.cost_fen).sum();
            assert!(cost_fen as f64 <= budget * 1e6 + 1.0 && cost_fen == proposal.figures.cost_fen);
            assert!(budget > 0.0 || proposal.changes.is_empty(), "nothing is changed for nothing");
            for parcel in 0..46 {
                for language in [Language::Chinese, Language::English] {
                    assert!(!proposal.stay_reason(parcel).say(language).is_empty());
                }
            }
        }
    }
}

#[test]
fn a_rule_that_forbids_keeps_a_parcel_out_with_its_clause() {
    let proposal_of = |role| {
        let asked = town(&["aa aap", "aaoaap"]).asking(|request| request.budget_1e4yuan = Some(100.0));
        asked.with_land(role, rectangle(250.0, 0.0, 20.0, 20.0)).solved()
    };
    let forbidden = proposal_of(Role::EcologicalRedLine);
    assert!(!changed(&forbidden).contains(&at(&forbidden, 2, 0)));
    let said = why(&forbidden, 2, 0);
    assert!(said.contains("ERL-03") && said.contains("142号") && said.contains("未核实"), "{said}");
    let counted = forbidden.prepared().exclusions();
    assert!(counted.iter().any(|(key, _, parcels, _)| key == "ERL-03" && *parcels == 1), "{counted:?}");
    let boundary = proposal_of(Role::UrbanDevelopmentBoundary);
    assert!(why(&boundary, 2, 0).contains("城镇开发边界"));
}

#[test]
fn a_procedure_does_not_keep_forest_out_but_stands_in_the_reason() {
    let asked = town(&["aa aa", "aafaa"]).asking(|request| request.budget_1e4yuan = Some(100.0));
    let proposal = asked.solved();
    assert_eq!(proposal.measures[0].kind, MeasureKind::ForestToFarmland);
    assert!(proposal.measures[0].reason.contains("FOR-06"), "{}", proposal.measures[0].reason);
}

#[test]
fn land_that_is_steep_of_unknown_slope_or_no_land_to_farm_says_so() {
    let proposal = town(&["aaaaaa", "oUOxhr"]).solved();
    let said: Vec<String> = (0..6).map(|column| why(&proposal, column, 0)).collect();
    assert!(said[1].contains("坡度不明") && said[2].contains("坡度 4 级"), "{said:?}");
    assert!(said[3].contains("1006") && said[4].contains("0702") && said[5].contains("1101"), "{said:?}");
    assert!(why(&proposal, 0, 1).contains("现状耕地"));
}

#[test]
fn only_what_lies_in_the_chosen_zones_as_a_whole_may_change() {
    let map = ["aaoaaoaa", "aa aa aa"];
    let asked = town(&map).with_zone(rectangle(180.0, 80.0, 150.0, 130.0)).asking(|request| {
        request.zones = vec![ZoneId(1)];
        request.budget_1e4yuan = Some(100.0);
    });
    let proposal = asked.solved();
    assert_eq!(proposal.changes.len(), 1);
    assert_eq!(changed(&proposal), [at(&proposal, 2, 1)]);
    assert!(why(&proposal, 5, 1).contains("片区"), "the other orchard");
    let unknown = asked.asking(|request| request.zones = vec![ZoneId(9)]).refused();
    assert_eq!(unknown, TownshipProblem::UnknownZone { zone: ZoneId(9) });
}

#[test]
fn a_simulation_runs_on_the_land_under_the_scheme() {
    // The house is reclaimed by the scheme: with it the fields are one, and it is no candidate.
    let before = town(&["aahaa", "aahaa"]).asking(|request| request.limits.isolated_mu = 0.0);
    assert!(matches!(before.refused(), TownshipProblem::NothingEligible { .. }));
    let under = town(&["aahaao", "aahaao"]).with_measure(MeasureKind::Reclaim, rectangle(200.0, 0.0, 100.0, 120.0));
    let proposal = under.asking(|request| request.budget_1e4yuan = Some(0.0)).solved();
    // Eight fields, the lower house and a fifth of the upper one.
    assert!((proposal.run.do_nothing_mu - (8.0 * 15.0 + 15.0 + 3.0)).abs() < 0.3, "{}", proposal.run.do_nothing_mu);
    let touched = (0..12).filter(|&parcel| proposal.stay_reason(parcel).say(Language::Chinese).contains("措施 1"));
    assert_eq!(touched.count(), 2);
    assert!(proposal.blocks_before[0].parcels.len() == 10, "{:?}", proposal.blocks_before);
}

#[test]
fn basic_farmland_never_leaves_and_steep_farmland_does_where_forest_must_be_kept() {
    let map = ["aafaa s", "aa aa  "];
    let asked = || {
        town(&map).asking(|request| {
            request.budget_1e4yuan = Some(100.0);
            request.limits.forest_not_less = true;
            request.limits.forest_tolerance_mu = 1.0;
        })
    };
    let proposal = asked().solved();
    let kinds: Vec<MeasureKind> = proposal.measures.iter().map(|measure| measure.kind).collect();
    assert_eq!(kinds, [MeasureKind::ForestToFarmland, MeasureKind::FarmlandToForest], "make up first, then take");
    let kept = asked().with_land(Role::PermanentBasicFarmland, rectangle(600.0, 100.0, 100.0, 100.0)).solved();
    assert!(kept.changes.is_empty());
    assert!(why(&kept, 6, 1).contains("永久基本农田"), "{}", why(&kept, 6, 1));
}

#[test]
fn quality_is_kept_as_a_mean_and_its_row_has_a_title() {
    let kept = valley().asking(|request| request.limits.quality_not_lower = true).solved();
    assert!(kept.changes.is_empty(), "grade 6 beside grade 5 lowers the mean");
    let row = kept.rows.iter().find(|row| row.name == "quality_loss_grade_mu").unwrap();
    assert!(row.title.say(Language::Chinese).contains("质量") && row.unit.say(Language::English).contains("grade"));
    assert!(kept.rows.iter().all(|row| row.used <= row.limit + 1e-6));
}

#[test]
fn land_without_an_answer_is_told_what_it_lacks() {
    assert_eq!(town(&["oop", "fff"]).refused(), TownshipProblem::NoFarmland);
    assert_eq!(town(&[]).refused(), TownshipProblem::NoLand);
    let nothing = town(&["aaa", "xxr"]).asking(|request| request.limits.isolated_mu = 0.0).refused();
    let said = nothing.message().say(Language::Chinese);
    assert!(said.contains("耕地保留（3 个图斑）") && said.contains("地类没有转换单价（3 个图斑）"), "{said}");
    // A township of one parcel: an isolated field may leave, and nothing is won by that.
    let one = town(&["a"]).asking(|request| request.limits.isolated_mu = 20.0).solved();
    assert!(one.is_feasible && one.changes.is_empty() && one.run.value_mu == 0.0);
    // A block larger than everything.
    let large = valley().asking(|request| request.threshold_mu = 1e9).solved();
    assert!(large.is_feasible && large.changes.is_empty() && large.run.value_mu == 0.0);
    assert!(why(&large, 2, 0).contains("达不到"), "{}", why(&large, 2, 0));
}

#[test]
fn two_townships_that_do_not_touch_are_solved_side_by_side() {
    let map = ["aa aa          aa aa", "aaoaa          aaoaa"];
    let proposal = town(&map).asking(|request| request.budget_1e4yuan = Some(100.0)).solved();
    assert_eq!((proposal.changes.len(), proposal.figures.blocks.after), (2, 2.0));
    let one = town(&map).asking(|request| request.budget_1e4yuan = Some(13.0)).solved();
    assert_eq!((one.changes.len(), one.figures.blocks.after), (1, 1.0), "the budget reaches for one of them");
}

#[test]
fn figures_that_nothing_can_be_calculated_with_are_named() {
    let name_of = |town: Town| match town.refused() {
        TownshipProblem::BadFigure { name, .. } => name,
        other => panic!("{other:?}"),
    };
    assert_eq!(name_of(valley().asking(|request| request.budget_1e4yuan = Some(-1.0))), "budget_1e4yuan");
    assert_eq!(name_of(valley().asking(|request| request.budget_1e4yuan = Some(f64::NAN))), "budget_1e4yuan");
    assert_eq!(name_of(valley().asking(|request| request.threshold_mu = 0.0)), "threshold_mu");
    assert_eq!(name_of(valley().asking(|request| request.limits.gained_slope_at_most = 9)), "gained_slope_at_most");
}

#[test]
fn a_conversion_without_a_cost_is_asked_for_by_its_name() {
    let mut asked = valley();
    asked.costs = CostTable::from_text(
        "simulation_costs.ron",
        r#"(conversions: [(key: "garden_to_farmland", classes: ["02"], kind: restored_farmland)])"#,
    )
    .unwrap();
    assert_eq!(asked.refused(), TownshipProblem::CostMissing { key: "garden_to_farmland".to_owned() });
    let given = asked.asking(|request| {
        request.limits.unit_costs.insert("garden_to_farmland".to_owned(), 2.0);
    });
    assert_eq!(given.solved().changes.len(), 1);
}

#[test]
fn the_usual_budget_follows_the_land_and_a_distance_keeps_far_orchards_out() {
    let asked = town(&["aa aa    o", "aaoaa     "]);
    let proposal = asked.solved();
    let budget = proposal.rows.iter().find(|row| row.name == "budget_1e4yuan").unwrap();
    assert!((budget.limit - 0.08 * 10.0 * 15.0).abs() < 0.02, "{}", budget.limit);
    let near = asked.asking(|request| request.limits.max_distance_m = Some(50.0)).solved();
    let far = (0..10).filter(|&parcel| near.stay_reason(parcel).say(Language::English).contains("further than 50.0 m"));
    assert_eq!(far.count(), 1);
}

#[test]
fn the_same_land_seed_and_steps_give_the_same_bytes_on_any_number_of_threads() {
    let map = ["aaoaafaaoa", "aaoaaoaaoo", "oo  poooaa", "aaaaoaasoo", "aapaaoaapp", "fffooooooa"];
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let proposal = town(&map).asking(|request| request.budget_1e4yuan = Some(60.0)).solved();
            let measures = serde_json::to_string(&proposal.measures).unwrap();
            (measures, proposal.reasons_json(), proposal.summary(Language::Chinese).to_string())
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn who_stops_the_preparation_gets_no_half_of_it() {
    struct Stopped;
    impl Control for Stopped {
        fn is_stopped(&self) -> bool {
            true
        }
    }
    let town = valley();
    assert!(town.prepared_by(&Stopped).is_err_and(|why| why == TownshipProblem::Stopped));
}

#[test]
fn more_budget_is_never_worth_less() {
    let prepared =
        town(&["aaoaaoaa", "aaoaaoaa"]).asking(|request| request.budget_1e4yuan = Some(30.0)).prepared().unwrap();
    let front = prepared.front(4, &limits(), Arc::new(Unwatched));
    assert_eq!(front.len(), 4);
    assert!(
        front
            .windows(2)
            .all(|pair| pair[0].value_mu <= pair[1].value_mu && pair[0].bound_mu <= pair[1].bound_mu + 1e-6)
    );
    assert_eq!((front[0].budget_1e4yuan, front[3].budget_1e4yuan), (0.0, 60.0));
}

#[test]
fn a_swap_clears_flat_forest_for_steep_fields_in_pairs() {
    let map = ["aafaa s s", "aafaa    "];
    let mut asked = town(&map);
    asked.request.kind = SimulationKind::Swap;
    asked.request.budget_1e4yuan = Some(100.0);
    asked.request.limits.forest_tolerance_mu = 1.0;
    let proposal = asked.solved();
    let pairs: Vec<Option<u32>> = proposal.measures.iter().map(|measure| measure.pair).collect();
    assert!(!pairs.is_empty() && pairs.iter().all(Option::is_some), "{pairs:?}");
    let balance = proposal.rows.iter().find(|row| row.name == "forest_loss_mu").unwrap();
    assert!(balance.used.abs() <= 1.0);
    let slope = proposal.figures.slope_degrees.unwrap();
    assert!(slope.after < slope.before, "farmland comes down from the hill");
}
