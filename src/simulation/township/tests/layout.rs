//! Basic farmland that moves in and out.

use super::town::{Town, at, rectangle, town, why};
use crate::base::Role;
use crate::design::{LockKind, MeasureKind, SimulationKind};
use crate::i18n::Language;
use crate::simulation::{BasicFarmland, FlowCertificate, Layout, Proposal, TownshipProblem};
use crate::units::mu_from_m2;

/// Twenty squares of basic farmland in two rows, a steep one of them far off, and four fields beside the rows that are none.
fn plain() -> Town {
    let map = ["aaaaaaaaaaaa      s", "aaaaaaaaaaaa       "];
    let mut asked = town(&map)
        .with_land(Role::PermanentBasicFarmland, rectangle(0.0, 0.0, 1_000.0, 200.0))
        .with_land(Role::PermanentBasicFarmland, rectangle(1_800.0, 100.0, 100.0, 100.0));
    asked.request.kind = SimulationKind::BasicFarmland;
    asked
}

/// Land that moves one way, mu.
fn moved_mu(proposal: &Proposal, is_in: bool) -> f64 {
    let changes = proposal.changes.iter().filter(|change| change.is_gain == is_in);
    changes.map(|change| mu_from_m2(change.area_m2)).sum()
}

#[test]
fn scattered_land_leaves_what_borders_on_it_comes_in_and_the_rows_hold() {
    // In at least 105 % of out, at most 115 %: whole squares need 20 of them for one more.
    let asked = plain().asking(|request| {
        for (key, value) in [("basic_farmland_in_at_least", 1.0), ("basic_farmland_in_at_most", 2.2)] {
            request.limits.unit_costs.insert(key.to_owned(), value);
        }
    });
    let proposal = asked.solved();
    let kinds: Vec<MeasureKind> = proposal.measures.iter().map(|measure| measure.kind).collect();
    assert!(kinds.contains(&MeasureKind::BasicFarmlandIn), "{kinds:?}");
    assert_eq!(kinds.last(), Some(&MeasureKind::BasicFarmlandOut), "first in, then out");
    assert!(proposal.measures.iter().all(|measure| measure.to_class.is_none() && measure.cost_fen.is_none()));
    let (moved_in, moved_out) = (moved_mu(&proposal, true), moved_mu(&proposal, false));
    assert!(moved_in >= moved_out - 1e-3 && moved_in <= 2.2 * moved_out + 1e-3, "{moved_in} {moved_out}");
    assert!(moved_out <= 0.05 * 21.0 * 15.0 + 1e-3, "a twentieth at most");
    assert!(proposal.changes.iter().any(|change| change.parcel == at(&proposal, 18, 1)), "the far one leaves");
    let problem = BasicFarmland::from_json(&proposal.problem_json).unwrap();
    let layout = Layout::from_json(proposal.plan_json.as_deref().unwrap()).unwrap();
    layout.check(&problem).unwrap();
    let certificate = FlowCertificate::from_json(proposal.certificate_json.as_deref().unwrap()).unwrap();
    assert!(certificate.check(&problem).unwrap() >= proposal.run.value_mu - 1e-6);
    assert!(proposal.figures.farmland_mu.after >= proposal.figures.farmland_mu.before - 1e-3);
    for parcel in 0..25 {
        assert!(!proposal.stay_reason(parcel).say(Language::Chinese).is_empty());
    }
}

#[test]
fn thresholds_come_from_the_rule_pack_where_it_has_them() {
    let proposal = plain().solved();
    let limit = |name: &str| proposal.rows.iter().find(|row| row.name == name).map(|row| row.limit).unwrap();
    let today_mu = proposal.figures.farmland_mu.before;
    assert!((limit("out_at_most_mu") - 0.05 * today_mu).abs() < 1e-6, "PBF-05");
    assert!(limit("in_at_least_mu").abs() < 1e-6 && limit("in_at_most_mu").abs() < 1e-6);
    let problem = BasicFarmland::from_json(&proposal.problem_json).unwrap();
    assert!((problem.rows[0].limit + 1.05 * today_mu).abs() < 1e-6, "PBF-04: five per cent more in than out");
    assert!(proposal.is_feasible && proposal.run.value_mu >= proposal.run.do_nothing_mu - 1e-9);
}

#[test]
fn what_a_rule_forbids_does_not_move_in_and_a_locked_parcel_stays() {
    let red = plain().with_land(Role::EcologicalRedLine, rectangle(1_000.0, 100.0, 100.0, 100.0)).solved();
    let said = why(&red, 10, 1);
    assert!(said.contains("PBF-11-ERL"), "{said}");
    let locked = plain().with_lock(LockKind::MustNot, rectangle(1_800.0, 100.0, 100.0, 100.0)).solved();
    assert!(locked.changes.iter().all(|change| change.parcel != at(&locked, 18, 1)));
    assert!(why(&locked, 18, 1).contains("锁定 1"));
    let half = plain().with_land(Role::PermanentBasicFarmland, rectangle(1_000.0, 0.0, 50.0, 100.0)).solved();
    assert!(why(&half, 10, 0).contains("只有一部分"), "{}", why(&half, 10, 0));
}

#[test]
fn without_basic_farmland_there_is_nothing_to_lay_out() {
    let mut bare = town(&["aaa"]);
    bare.request.kind = SimulationKind::BasicFarmland;
    assert_eq!(bare.refused(), TownshipProblem::NoLayer { role: Role::PermanentBasicFarmland });
}
