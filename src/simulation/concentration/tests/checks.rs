//! Refusals: of problems, plans and certificates that something is wrong with.

use std::sync::Arc;

use super::super::super::control::{Limits, Unwatched};
use super::super::certificate::Certificate;
use super::super::plan::Plan;
use super::super::problem::{Concentration, Lock, NodeKind};
use super::super::solve::solve;
use super::random_problem;
use crate::i18n::{Explain, Language};

const GOOD: &str = r#"{"meta":{"T":5,"note":"kept by others"},"n":3,"a":[4,2,3],"typ":"FIO","pid":[-1,7,8],
"edges":[[0,1],[1,2]],"rows":[{"name":"budget","g":[0,1,1],"h":2}],"comment":[1]}"#;

fn refusal(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    Concentration::from_json(&GOOD.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn a_problem_is_read_and_written_the_same() {
    let problem = Concentration::from_json(GOOD).unwrap();
    assert_eq!(problem.kinds, [NodeKind::Stays, NodeKind::CanJoin, NodeKind::CanLeave]);
    assert_eq!(problem.parcels, [None, Some(7), Some(8)]);
    let text = problem.to_json();
    assert_eq!(Concentration::from_json(&text).unwrap(), problem);
    assert_eq!(Concentration::from_json(&text).unwrap().to_json(), text);
    assert_eq!(problem.check(), Ok(()));
}

#[test]
fn a_refusal_names_the_place() {
    for (from, to, said) in [
        ("[4,2,3]", "[4,-2,3]", "a[1]: is negative (-2)"),
        ("[4,2,3]", "[4,null,3]", "a[1]: is not a finite number"),
        ("[4,2,3]", "[4,\"2\",3]", "a[1]: is not a finite number"),
        ("[4,2,3]", "[4,2]", "a: holds 2 entries where 3 belong"),
        ("\"FIO\"", "\"FIX\"", "typ[2]: 'X' is none of F, I and O"),
        ("\"FIO\"", "\"FIOO\"", "typ: holds 4 letters where 3 belong"),
        ("[1,2]]", "[1,3]]", "edges[1][1]: 3 is not a node (0 to 2)"),
        ("[1,2]]", "[1,-1]]", "edges[1][1]: -1 is not a node (0 to 2)"),
        ("[1,2]]", "[2,2]]", "edges[1]: joins node 2 to itself"),
        ("[1,2]]", "[1,2,0]]", "edges[1]: holds 3 entries where 2 belong"),
        ("\"g\":[0,1,1]", "\"g\":[0,1]", "rows[0].g: holds 2 entries where 3 belong"),
        ("\"h\":2", "\"h\":null", "rows[0]: has no h"),
        ("\"h\":2", "\"h\":[]", "rows[0].h: is not a finite number"),
        ("\"T\":5", "\"T\":0", "meta.T: is zero: a block needs a size"),
        ("\"T\":5", "\"T\":-5", "meta.T: is negative (-5)"),
        ("\"n\":3", "\"n\":-3", "n: is not a count"),
        ("\"n\":3", "\"n\":9999999999999", "n: is not a count"),
        ("\"pid\":[-1,7,8]", "\"pid\":[-1,7,8.5]", "pid[2]: is not a whole number"),
    ] {
        assert_eq!(refusal(from, to), said);
    }
    let error = Concentration::from_json(&GOOD.replacen("[4,2,3]", "[4,-2,3]", 1)).unwrap_err();
    assert_eq!(error.message().say(Language::Chinese), "a[1] 处不能用：是负数（-2）");
    let error = Concentration::from_json("{\"n\":").unwrap_err();
    assert_eq!(error.message().say(Language::Chinese), "不是完整的 JSON：内容到第 1 行第 5 列就断了");
    assert!(refusal("\"T\":5", "\"T\":NaN").starts_with("not JSON"));
    assert!(refusal("\"T\":5", "\"T\":1e999").starts_with("not JSON"));
    assert!(Concentration::from_json("").unwrap_err().to_string().starts_with("not JSON"));
    assert_eq!(Concentration::from_json("[]").unwrap_err().to_string(), "the file: is not an object");
}

#[test]
fn an_edited_plan_is_refused() {
    let problem = Concentration::from_json(GOOD).unwrap();
    let refuse = |text: &str| Plan::from_json(text).and_then(|plan| plan.check(&problem)).unwrap_err().to_string();
    assert_eq!(Plan::of(&problem, vec![1]).check(&problem), Ok(()));
    assert_eq!(refuse(r#"{"flip":[3],"value":0}"#), "flip[0]: there is no node 3");
    assert_eq!(refuse(r#"{"flip":[0],"value":0}"#), "flip[0]: node 0 is farmland that stays");
    assert_eq!(refuse(r#"{"flip":[1,1],"value":9}"#), "flip[1]: node 1 stands there twice");
    assert_eq!(refuse(r#"{"flip":[1],"value":10}"#), "value: says 10 mu, but the blocks hold 9 mu");
    assert_eq!(refuse(r#"{"flip":[1]}"#), "the file: has no value");
    assert_eq!(refuse(r#"{"flip":[-1],"value":0}"#), "flip[0]: -1 is not a node (0 to 4294967294)");
    let mut poor = problem.clone();
    poor.rows[0].limit = 0.5;
    let said = Plan::of(&poor, vec![1]).check(&poor).unwrap_err().to_string();
    assert_eq!(said, "rows[0] budget: 1 is used of 0.5: 0.5 too much");
}

#[test]
fn an_edited_certificate_is_refused() {
    let mut refused = 0;
    for seed in 0..40 {
        let problem = random_problem(seed, 10);
        let limits = Limits { iterations: Some(100), ..Limits::default() };
        let outcome = solve(&problem, &limits, Arc::new(Unwatched));
        let good = outcome.certificate.unwrap();
        assert_eq!(Certificate::from_json(&good.to_json()).unwrap(), good);
        let bound_mu = good.check(&problem).unwrap();
        let mut low = good.clone();
        low.bound_mu = bound_mu - 0.1;
        assert!(low.check(&problem).unwrap_err().to_string().starts_with("bound: "));
        let mut negative = good.clone();
        if let Some(row) = negative.rows.first_mut() {
            row.multiplier = -1.0;
            assert_eq!(negative.check(&problem).unwrap_err().to_string(), "rows[0]: has a multiplier below zero");
        }
        for index in 0..good.rows.len() {
            // A cut without one of its frontier nodes lets land out that it shouldn't.
            let mut edited = good.clone();
            let row = &mut edited.rows[index];
            if row.side.is_none() && row.columns.len() > 2 && row.columns.iter().all(|&c| (c as usize) < good.nodes) {
                row.columns.pop();
                row.coefficients.pop();
                refused += usize::from(edited.check(&problem).is_err());
            }
        }
        let mut other = problem.clone();
        other.kinds.pop();
        assert!(good.check(&other).is_err());
    }
    assert!(refused > 0);
}

#[test]
fn locks_that_make_no_sense_are_refused() {
    let mut problem = Concentration::from_json(GOOD).unwrap();
    let said = problem.lock(Lock::Must(0)).unwrap_err().to_string();
    assert_eq!(said, "lock: node 0 is farmland that stays");
    assert_eq!(problem.lock(Lock::MustNot(9)).unwrap_err().to_string(), "lock: there is no node 9");
    assert_eq!(problem.rows.len(), 1);
}
