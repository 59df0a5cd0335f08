//! Hamlets that go and villages that grow.

use super::town::{Town, at, rectangle, town, why};
use crate::base::Role;
use crate::design::{LockKind, MeasureKind, SimulationKind};
use crate::simulation::{Linkage, LinkagePlan, RowCertificate, TownshipProblem};

/// A village of four squares with orchards beside it, and a hamlet of one square among fields.
fn village() -> Town {
    let map = ["hho    aaa", "hho    aha", "ooo    aaa"];
    let mut asked = town(&map);
    asked.request.kind = SimulationKind::Linkage;
    asked.request.budget_1e4yuan = Some(1_000.0);
    asked
}

#[test]
fn a_hamlet_goes_whole_where_the_village_has_room_and_both_sides_balance() {
    let proposal = village().solved();
    assert!(proposal.is_feasible && proposal.run.value_mu > 15.0, "its area, and more for facing fields");
    let kinds: Vec<MeasureKind> = proposal.measures.iter().map(|measure| measure.kind).collect();
    assert_eq!(kinds, [MeasureKind::Reclaim, MeasureKind::Resettlement], "first demolish, then build");
    assert_eq!(proposal.changes[0].parcel, at(&proposal, 8, 1));
    assert!(proposal.measures.iter().all(|measure| measure.pair == Some(1) && measure.cost_fen.is_some()));
    assert_eq!(proposal.measures[0].to_class.as_deref(), Some("0103"));
    let problem = Linkage::from_json(&proposal.problem_json).unwrap();
    LinkagePlan::from_json(proposal.plan_json.as_deref().unwrap()).unwrap().check(&problem).unwrap();
    let certificate = RowCertificate::from_json(proposal.certificate_json.as_deref().unwrap()).unwrap();
    assert!(certificate.check(&problem).unwrap() >= proposal.run.value_mu - 1e-6);
    assert!(
        why(&proposal, 0, 1).contains("村庄核心") && why(&proposal, 7, 1).contains("圈"),
        "{}",
        why(&proposal, 7, 1)
    );
    assert!(proposal.rows.iter().all(|row| !row.name.contains("hamlet")), "rows of the whole alone");
}

#[test]
fn land_in_the_red_line_is_not_built_on_and_a_locked_hamlet_stays() {
    let red = village().with_land(Role::EcologicalRedLine, rectangle(200.0, 0.0, 100.0, 300.0));
    let proposal = red.solved();
    assert!(proposal.changes.iter().all(|change| change.parcel != at(&proposal, 2, 1)));
    assert!(why(&proposal, 2, 1).contains("ERL-02"), "{}", why(&proposal, 2, 1));
    let locked = village().with_lock(LockKind::MustNot, rectangle(800.0, 100.0, 100.0, 100.0));
    assert!(matches!(locked.refused(), TownshipProblem::NothingEligible { .. }));
    let must = village().with_lock(LockKind::Must, rectangle(800.0, 100.0, 100.0, 100.0));
    assert!(matches!(must.refused(), TownshipProblem::LockUnknown { .. }));
}

#[test]
fn without_a_village_there_is_nowhere_to_move() {
    let mut hamlet = town(&["aha", "aaa"]);
    hamlet.request.kind = SimulationKind::Linkage;
    assert_eq!(hamlet.refused(), TownshipProblem::NoVillageCore { least_mu: 20.0 });
}

#[test]
fn a_budget_of_nothing_demolishes_nothing_unless_quota_pays() {
    let asked = || village().asking(|request| request.budget_1e4yuan = Some(0.0));
    let poor = asked().asking(|request| {
        request.limits.unit_costs.insert("linkage_quota_price".to_owned(), 0.0);
    });
    assert!(poor.solved().changes.is_empty());
    let rich = asked().asking(|request| {
        request.limits.unit_costs.insert("linkage_quota_price".to_owned(), 1_000.0);
        request.limits.unit_costs.insert("linkage_need_share".to_owned(), 0.0);
    });
    assert!(!rich.solved().changes.is_empty(), "the surplus quota pays for it");
}
