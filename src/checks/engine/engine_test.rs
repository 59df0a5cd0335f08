//! The engine over a small made-up township.

use geo::{MultiPolygon, polygon};

use super::fixture::*;
use super::{Engine, LayersIndex, Patch, SubjectId, Subjects};
use crate::checks::verdict::Status;
use crate::checks::{Quantities, Quantity};
use crate::design::{Answer, AnswerKind, MeasureId, MeasureKind, Scheme, ZoneId};

#[test]
fn a_zone_over_overlapping_basic_farmland_counts_its_land_once() {
    let mut scheme = scheme();
    // The two basic farmland patches overlap by 50 m.
    scheme.zones.push(zone(1, rectangle(0.0, 0.0, 450.0, 100.0)));
    let judgement = judged(&scheme);
    let id = "ZON-02/zone-1/permanent_basic_farmland";
    about(figure(&judgement, id), 450.0 * 100.0 * 0.0015);
    let verdict = judgement.verdicts.iter().find(|verdict| verdict.id == id).unwrap();
    assert_eq!((verdict.finding.features, verdict.status), (2, Status::New));
    assert!((verdict.finding.sum_m2 - 50_000.0).abs() < 0.1);
    assert!((verdict.finding.slack + verdict.finding.figure).abs() < 1e-12);
}

#[test]
fn only_land_that_changes_as_the_rule_says_is_judged() {
    let mut scheme = scheme();
    // The first row reads 0101 0301 1104 1106 0103 0702: four agricultural parcels, one of wetland, one built on.
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 600.0, 100.0)));
    let judgement = judged(&scheme);
    about(figure(&judgement, "PBF-01/measure-1/permanent_basic_farmland"), 450.0 * 100.0 * 0.0015);
    about(figure(&judgement, "TRN-05/measure-1/itself"), 400.0 * 100.0 * 0.0015);
    about(figure(&judgement, "TRN-02/measure-1/itself"), 100.0 * 100.0 * 0.0015);
    assert_eq!(figure(&judgement, "ERL-02/measure-1/ecological_red_line"), None);
}

#[test]
fn land_moved_out_of_basic_farmland_may_be_built_on() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 100.0, 100.0)));
    let id = "PBF-01/measure-1/permanent_basic_farmland";
    about(figure(&judged(&scheme), id), 15.0);
    scheme.measures.push(measure(2, MeasureKind::BasicFarmlandOut, rectangle(0.0, 0.0, 60.0, 100.0)));
    about(figure(&judged(&scheme), id), 6.0);
}

#[test]
fn attributes_choose_the_core_area_and_the_steep_land() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewFarmland, rectangle(650.0, 650.0, 100.0, 100.0)));
    let judgement = judged(&scheme);
    about(figure(&judgement, "ERL-01/measure-1/ecological_red_line"), 15.0);
    let steep: f64 =
        ["FRM-06", "FOR-01"].iter().filter_map(|rule| figure(&judgement, &format!("{rule}/measure-1/slope"))).sum();
    assert!(steep > 0.0 && steep <= 7.5 + 1e-3, "{steep}");
}

#[test]
fn basic_farmland_is_moved_in_on_farmland_or_on_what_the_scheme_makes_farmland() {
    let mut scheme = scheme();
    // One parcel of 0101, one of 0301.
    scheme.measures.push(measure(1, MeasureKind::BasicFarmlandIn, rectangle(0.0, 0.0, 200.0, 100.0)));
    let id = "PBF-10/measure-1/itself";
    about(figure(&judged(&scheme), id), 15.0);
    scheme.measures.push(measure(2, MeasureKind::ForestToFarmland, rectangle(100.0, 0.0, 100.0, 60.0)));
    about(figure(&judged(&scheme), id), 6.0);
}

#[test]
fn two_measures_on_one_land_are_told_once() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::Reclaim, rectangle(0.0, 0.0, 100.0, 100.0)));
    scheme.measures.push(measure(2, MeasureKind::NewConstruction, rectangle(50.0, 0.0, 100.0, 100.0)));
    let judgement = judged(&scheme);
    assert_eq!(figure(&judgement, "LED-01/measure-1/measures"), None);
    about(figure(&judgement, "LED-01/measure-2/measures"), 7.5);
    let verdict = judgement.verdicts.iter().find(|verdict| verdict.rule.id == "LED-01").unwrap();
    assert_eq!(verdict.finding.patches, [Patch::Measure(MeasureId(1))]);
}

#[test]
fn a_quick_fix_takes_off_the_land_in_question_and_the_verdict_is_gone() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(400.0, 0.0, 150.0, 100.0)));
    let index = LayersIndex::new(plane(), &layers());
    let mut engine = Engine::new();
    let judgement = judge(&mut engine, &scheme, &Quantities::new(), &index);
    let id = "PBF-01/measure-1/permanent_basic_farmland";
    let verdict = judgement.verdicts.iter().find(|verdict| verdict.id == id).unwrap();
    let trimmed = engine.trimmed(verdict, &Subjects::of_scheme(&scheme), &index).unwrap();
    assert!((trimmed.area_before_m2 - trimmed.area_after_m2 - 5_000.0).abs() < 0.1);
    scheme.measures[0] = measure(1, MeasureKind::NewConstruction, trimmed.shape);
    assert_eq!(figure(&judged(&scheme), id), None);
}

#[test]
fn what_cannot_be_judged_is_said_and_never_satisfied() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::BasicFarmlandIn, rectangle(0.0, 0.0, 100.0, 100.0)));
    let judgement = judged(&scheme);
    let of = |rule: &str| judgement.unjudged.iter().find(|unjudged| unjudged.rule.id == rule);
    assert!(of("PBF-04").is_some() && of("PBF-11-RESERVE").is_some());
    assert!(judgement.verdicts.iter().all(|verdict| verdict.rule.id != "PBF-04"));
}

#[test]
fn a_balance_says_how_much_is_short() {
    let quantities: Quantities = [(Quantity::FarmlandAfter, 97_866.0), (Quantity::FarmlandBefore, 100_000.0)].into();
    let index = LayersIndex::new(plane(), &layers());
    let judgement = judge(&mut Engine::new(), &scheme(), &quantities, &index);
    let verdict = judgement.verdicts.iter().find(|verdict| verdict.rule.id == "FRM-01").unwrap();
    about(Some(verdict.finding.slack), -3.201);
    assert_eq!(verdict.slack_message().to_string(), "3.20 mu short");
    assert!(!judgement.gate_is_open());
}

#[test]
fn what_was_there_before_is_told_from_what_is_new_and_what_is_gone() {
    let base = judged(&scheme());
    let existing = "PBF-15/layer-permanent_basic_farmland/land_use";
    let before = figure(&base, existing).unwrap();
    let mut scheme = scheme();
    scheme.zones.push(zone(1, rectangle(0.0, 0.0, 50.0, 50.0)));
    let status = |scheme: &Scheme, id: &str| {
        let judgement = judged(scheme).since(&base);
        judgement.verdicts.iter().find(|verdict| verdict.id == id).map(|verdict| verdict.status)
    };
    assert_eq!(status(&scheme, existing), Some(Status::Existing));
    assert_eq!(status(&scheme, "ZON-02/zone-1/permanent_basic_farmland"), Some(Status::New));
    scheme.measures.push(measure(1, MeasureKind::BasicFarmlandOut, rectangle(0.0, 0.0, 450.0, 125.0)));
    assert!(figure(&judged(&scheme), existing).unwrap_or(0.0) < before);
    scheme.measures.push(measure(2, MeasureKind::BasicFarmlandOut, rectangle(0.0, 125.0, 450.0, 125.0)));
    assert_eq!(status(&scheme, existing), Some(Status::Solved));
}

#[test]
fn an_answer_counts_for_what_it_was_given_for_and_no_longer() {
    let mut scheme = scheme();
    scheme.zones.push(zone(1, rectangle(0.0, 0.0, 100.0, 100.0)));
    let day = |text: &str| text.parse().unwrap();
    let verdict = judged(&scheme).verdicts.into_iter().find(|verdict| verdict.rule.id == "ZON-02").unwrap();
    let answer = |kind| Answer {
        verdict: verdict.id.clone(),
        kind,
        reason: "已批".to_owned(),
        person: "王".to_owned(),
        given: day("2026-01-01"),
        expires: Some(day("2026-12-31")),
        judged: verdict.judged,
    };
    let status = |scheme: &Scheme, kind, on: &str| {
        let judgement = judged(scheme).answered(&[answer(kind)], day(on));
        judgement.verdicts.iter().find(|other| other.id == verdict.id).unwrap().status
    };
    let approval = AnswerKind::Approval { document: "批1号".to_owned() };
    assert_eq!(status(&scheme, approval.clone(), "2026-06-01"), Status::Answered);
    assert_eq!(status(&scheme, AnswerKind::Waiver, "2026-06-01"), Status::Waived);
    assert_eq!(status(&scheme, AnswerKind::Acknowledgement, "2026-06-01"), Status::New, "a procedure takes a document");
    assert_eq!(status(&scheme, approval.clone(), "2027-01-01"), Status::New, "it has expired");
    scheme.zones[0] = zone(1, rectangle(0.0, 0.0, 100.0, 101.0));
    assert_eq!(status(&scheme, approval, "2026-06-01"), Status::New, "the zone is another");
}

#[test]
fn after_an_edit_only_what_can_have_changed_is_asked_again() {
    let index = LayersIndex::new(plane(), &layers());
    let mut engine = Engine::new();
    let mut scheme = scheme();
    for number in 0..6 {
        scheme.zones.push(zone(number, rectangle(100.0 * number as f64, 0.0, 90.0, 90.0)));
    }
    judge(&mut engine, &scheme, &Quantities::new(), &index);
    judge(&mut engine, &scheme, &Quantities::new(), &index);
    assert_eq!(engine.last_run().asked, 0);
    scheme.zones[2] = zone(2, rectangle(205.0, 0.0, 90.0, 90.0));
    judge(&mut engine, &scheme, &Quantities::new(), &index);
    assert_eq!(engine.last_run().asked, 3, "the three zone rules of one zone");
}

#[test]
fn a_zone_that_crosses_itself_shuts_the_gate() {
    let mut scheme = scheme();
    let bow = polygon![(x: EAST, y: NORTH), (x: EAST + 9.0, y: NORTH + 9.0), (x: EAST + 9.0, y: NORTH), (x: EAST, y: NORTH + 9.0)];
    scheme.zones.push(zone(1, MultiPolygon(vec![bow])));
    let judgement = judged(&scheme);
    assert!(!judgement.gate_is_open());
    assert!(judgement.unjudged.iter().any(|unjudged| unjudged.subject == SubjectId::Zone(ZoneId(1))));
}

#[test]
fn what_a_scheme_is_to_achieve_is_no_old_problem() {
    let index = LayersIndex::new(plane(), &layers());
    let of = |new_farmland_m2: f64| {
        let quantities = Quantities::from([
            (Quantity::RegionNewFarmland, new_farmland_m2),
            (Quantity::RegionFarmlandBefore, 100_000.0),
        ]);
        judge(&mut Engine::new(), &scheme(), &quantities, &index)
    };
    let status = |new_farmland_m2: f64| {
        let judgement = of(new_farmland_m2).since(&of(0.0));
        (verdict(&judgement, "FRM-02/scheme/figures").status, judgement.gate_is_open())
    };
    assert_eq!(status(2_000.0), (Status::New, false));
    assert_eq!(status(6_000.0).0, Status::Satisfied);
}

#[test]
fn old_problems_shut_the_gate_until_somebody_settles_them() {
    let base = judged(&scheme());
    let judgement = judged(&scheme()).since(&base);
    let old = verdict(&judgement, "PBF-15/layer-permanent_basic_farmland/land_use");
    assert!(old.status == Status::Existing && old.shuts_the_gate());
    assert!(!verdict(&judgement, "PBF-14-CLASS/layer-permanent_basic_farmland/land_use").shuts_the_gate());
}
