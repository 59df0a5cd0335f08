//! Locks: obeyed by plan and bound, told where they can't be.

use super::town::{Town, changed, rectangle, town};
use crate::base::Role;
use crate::design::{LockId, LockKind};
use crate::i18n::{Explain, Language};
use crate::simulation::TownshipProblem;

/// Two orchards, either of which joins the fields.
fn choice() -> Town {
    town(&["aaoaa", "aaoaa"]).asking(|request| request.budget_1e4yuan = Some(13.0))
}

/// The upper orchard; the parcels are numbered as the layer orders them.
fn upper() -> geo::MultiPolygon<f64> {
    rectangle(210.0, 110.0, 80.0, 80.0)
}

fn lower() -> geo::MultiPolygon<f64> {
    rectangle(210.0, 10.0, 80.0, 80.0)
}

#[test]
fn what_must_change_does_and_what_must_not_does_not() {
    let must = choice().with_lock(LockKind::Must, upper()).solved();
    assert_eq!((must.changes.len(), must.changes[0].is_forced), (1, true));
    assert_eq!(must.run.lock_ids, [LockId(1)]);
    let upper_parcel = must.changes[0].parcel;
    let must_not = choice().with_lock(LockKind::MustNot, upper()).solved();
    assert!(must_not.changes.len() == 1 && must_not.changes[0].parcel != upper_parcel);
    assert!(must_not.stay_reason(upper_parcel).say(Language::Chinese).contains("锁定 1"));
    assert!(must.rows.iter().any(|row| row.title.say(Language::English).contains("must change")));
}

#[test]
fn what_changes_together_changes_together_or_not_at_all() {
    let both = rectangle(210.0, 10.0, 80.0, 180.0);
    let poor = choice().with_lock(LockKind::Together, both.clone()).solved();
    assert!(poor.changes.is_empty(), "the budget reaches for one of two");
    let rich = choice().asking(|request| request.budget_1e4yuan = Some(30.0)).with_lock(LockKind::Together, both);
    assert_eq!(changed(&rich.solved()).len(), 2);
}

#[test]
fn locks_that_contradict_each_other_are_named() {
    let contradicting = choice().with_lock(LockKind::Must, upper()).with_lock(LockKind::MustNot, upper());
    let problem = contradicting.refused();
    assert!(
        matches!(problem, TownshipProblem::ContradictingLocks { must: LockId(1), must_not: LockId(2), .. }),
        "{problem:?}"
    );
    // By way of a third lock.
    let both = rectangle(210.0, 10.0, 80.0, 180.0);
    let tied = choice()
        .with_lock(LockKind::Must, upper())
        .with_lock(LockKind::Together, both)
        .with_lock(LockKind::MustNot, lower());
    let said = tied.refused().message().say(Language::Chinese);
    assert!(said.contains("锁定 1") && said.contains("锁定 2"), "{said}");
}

#[test]
fn a_lock_against_a_rule_is_told_with_the_rule() {
    let red_line = choice().with_land(Role::EcologicalRedLine, upper()).with_lock(LockKind::Must, upper());
    let said = red_line.refused().message().say(Language::Chinese);
    assert!(said.contains("锁定 1") && said.contains("ERL-03") && said.contains("142号"), "{said}");
}

#[test]
fn a_lock_on_land_of_other_kinds_takes_what_can_change_and_says_where_nothing_can() {
    // The whole row: fields that stay are no contradiction.
    let row = choice().with_lock(LockKind::Must, rectangle(0.0, 100.0, 500.0, 100.0)).solved();
    assert_eq!((row.changes.len(), row.changes[0].is_forced), (1, true));
    let fields = choice().with_lock(LockKind::Must, rectangle(0.0, 0.0, 150.0, 150.0));
    assert!(matches!(fields.refused(), TownshipProblem::EmptyLock { lock: LockId(1), reason: Some(_) }));
    let nowhere = choice().with_lock(LockKind::Must, rectangle(5_000.0, 0.0, 50.0, 50.0));
    assert!(matches!(nowhere.refused(), TownshipProblem::EmptyLock { lock: LockId(1), reason: None }));
}

#[test]
fn a_lock_that_the_budget_does_not_reach_is_a_shortfall_with_its_amount() {
    let dear =
        choice().with_lock(LockKind::Must, upper()).asking(|request| request.budget_1e4yuan = Some(1.0)).solved();
    assert!(!dear.is_feasible && dear.measures.is_empty());
    assert!(dear.shortfalls.iter().any(|row| row.title.say(Language::Chinese) == "投资预算" && row.missing > 10.0));
}
