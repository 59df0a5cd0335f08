//! Broken packs: every mistake is pointed at, and said in words that help.

use super::{PackProblem, PackSource, RulePack, RuleSeverity, load_pack};
use crate::i18n::{Explain, Language, Message};

const RULE: &str = r#"        (
            id: "X-1",
            title: (zh: "建新避让永久基本农田", en: "New construction keeps off basic farmland"),
            severity: Forbidden,
            subject: Measures([new_construction]),
            relation: Overlap(role: permanent_basic_farmland),
            unit: mu,
            basis: (document: "待核对"),
            verified: false,
            remedies: [(zh: "裁掉", en: "Trim it", fix: Trim)],
            tests: [
                Shapes(
                    name: "压占一半",
                    subject: [(0, 0), (100, 0), (100, 100), (0, 100)],
                    against: [[(50, 0), (200, 0), (200, 100), (50, 100)]],
                    figure: 7.5,
                    holds: false,
                ),
            ],
        ),
"#;

const BALANCE: &str = r#"(id: "X-2", title: (zh: "甲", en: "A"), severity: Balance, subject: Scheme,
    relation: Balance(left: {farmland_after_m2: 1}, right: {farmland_before_m2: 1}), unit: mu,
    basis: (document: "待核对"), verified: false, remedies: [(zh: "办理", en: "do")],
    tests: [Figures(name: "减少", quantities: {farmland_after_m2: 0, farmland_before_m2: 10000}, figure: -15, holds: false)])"#;

/// Line 5 of a pack is the first line of its rules.
fn pack(head: &str, rules: &str) -> String {
    format!(
        "// 县\n(\n    id: \"county\", title: (zh: \"县\", en: \"county\"), {head}\n    rules: [\n{rules}    ],\n)\n"
    )
}

fn load(text: &str) -> Result<RulePack, PackProblem> {
    let source = PackSource { name: "county.ron".to_owned(), text: text.to_owned() };
    load_pack(source, &mut |word, _| match word {
        "base" => Ok(PackSource { name: word.to_owned(), text: pack("", BALANCE) }),
        "county.ron" => Ok(PackSource { name: word.to_owned(), text: String::new() }),
        _ => Err(Message::verbatim("?")),
    })
}

/// Where the mistake is, and the reason in English.
fn problem(text: &str) -> (usize, usize, String) {
    let problem = load(text).unwrap_err();
    let said = problem.message().say(Language::English);
    assert!(said.starts_with(&format!("county.ron:{}:{}: ", problem.line, problem.column)), "{said}");
    assert_ne!(said, problem.message().say(Language::Chinese));
    (problem.line, problem.column, problem.reason.say(Language::English))
}

#[test]
fn a_sound_pack_loads() {
    let pack = load(&pack("include: [\"base\"],", RULE)).unwrap();
    assert_eq!(pack.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["X-2", "X-1"]);
    assert_eq!(pack.sources, ["base", "county.ron"]);
}

#[test]
fn mistyped_names_are_pointed_at_and_the_nearest_is_offered() {
    let wrong = |from: &str, to: &str| problem(&pack("", &RULE.replace(from, to)));
    let (line, column, reason) = wrong("permanent_basic_farmland)", "permanent_basic_farmlnd)");
    assert_eq!((line, column), (10, 37), "{reason}");
    assert!(reason.contains("permanent_basic_farmland") && reason.contains("layer role"), "{reason}");
    let (line, column, reason) = wrong("new_construction", "new_constuction");
    assert_eq!((line, column), (9, 32), "{reason}");
    assert!(reason.contains("new_construction"), "{reason}");
    let (line, column, reason) = wrong("severity:", "severty:");
    assert_eq!((line, column), (8, 13), "{reason}");
    assert!(reason.contains("severity"), "{reason}");
    let (line, _, reason) = problem(&pack("", &BALANCE.replace("{farmland_after_m2: 1}", "{farmland_aftr_m2: 1}")));
    assert_eq!(line, 6, "{reason}");
    assert!(reason.contains("farmland_after_m2"), "{reason}");
}

#[test]
fn a_wrong_type_and_a_missing_bracket_are_said() {
    let (line, _, reason) = problem(&pack("", &RULE.replace("verified: false", "verified: \"no\"")));
    assert_eq!(line, 13, "{reason}");
    assert!(reason.contains("true or false"), "{reason}");
    let (line, _, reason) = problem(&pack(
        "",
        &RULE.replace("[(zh: \"裁掉\", en: \"Trim it\", fix: Trim)],", "[(zh: \"裁掉\", en: \"Trim it\", fix: Trim),"),
    ));
    assert!(line >= 14, "{line} {reason}");
    let (_, _, reason) = problem(&pack("", &RULE.replace("            unit: mu,\n", "")));
    assert!(reason.contains("unit"), "{reason}");
}

#[test]
fn a_duplicate_id_is_pointed_at_where_it_comes_again() {
    let (line, column, reason) = problem(&pack("", &format!("{RULE}{RULE}")));
    assert_eq!((line, column), (26, 17), "{reason}");
    assert!(reason.contains("X-1"), "{reason}");
    let text = pack("include: [\"base\"],", BALANCE);
    let (line, _, reason) = problem(&text);
    assert!(line == 5 && reason.contains("overrides"), "{reason}");
}

#[test]
fn includes_that_are_missing_or_run_in_circles_are_refused() {
    let (line, column, reason) = problem(&pack("include: [\"nothing\"],", RULE));
    assert_eq!((line, column), (3, 61), "{reason}");
    let (line, _, reason) = problem(&pack("include: [\"county.ron\"],", RULE));
    assert!(line == 3 && reason.contains("county.ron → county.ron"), "{reason}");
}

#[test]
fn a_failed_test_says_which_one_and_what_came() {
    let (line, column, reason) = problem(&pack("", &RULE.replace("figure: 7.5", "figure: 8")));
    assert_eq!((line, column), (17, 27), "{reason}");
    assert!(reason.contains("压占一半") && reason.contains("8.000000") && reason.contains("7.5000"), "{reason}");
    let (_, _, reason) = problem(&pack("", &BALANCE.replace("holds: false", "holds: true")));
    assert!(reason.contains("expected satisfied, got violated"), "{reason}");
}

#[test]
fn rules_that_mean_nothing_are_refused() {
    let reason = |from: &str, to: &str| problem(&pack("", &BALANCE.replace(from, to))).2;
    assert!(reason("unit: mu", "unit: degrees").contains("degrees"));
    assert!(reason("subject: Scheme", "subject: Zones").contains("Scheme"));
    assert!(reason("right: {farmland_before_m2: 1}", "right: {out_grade: 1}").contains("different things"));
    assert!(
        problem(&pack("", &RULE.replace("subject: Measures([new_construction])", "subject: Scheme")))
            .2
            .contains("scheme as a whole")
    );
    let slope = RULE.replace("Overlap(role: permanent_basic_farmland)", "Slope(above: 20)");
    assert!(problem(&pack("", &slope)).2.contains("25 degrees"));
}

#[test]
fn an_override_changes_what_it_names_and_nothing_else() {
    let head = "include: [\"base\"], overrides: [(rule: \"X-2\", threshold: 5, severity: Review, tests: [Figures(name: \"t\", quantities: {farmland_after_m2: 10000, farmland_before_m2: 10000}, figure: 0, holds: false)])],";
    let loaded = load(&pack(head, RULE)).unwrap();
    let rule = loaded.rule("X-2").unwrap();
    assert_eq!(
        (rule.threshold, rule.severity, rule.verified, rule.origin.as_str()),
        (5.0, RuleSeverity::Review, false, "county")
    );
    let off = load(&pack("include: [\"base\"], overrides: [(rule: \"X-2\", off: true)],", RULE)).unwrap();
    assert!(off.rule("X-2").is_none());
    let (line, _, reason) = problem(&pack("include: [\"base\"], overrides: [(rule: \"X-3\", off: true)],", RULE));
    assert!(line == 3 && reason.contains("X-2"), "{reason}");
    let tested = "include: [\"base\"], overrides: [(rule: \"X-2\", threshold: -20, tests: [Figures(name: \"t\", quantities: {farmland_after_m2: 0, farmland_before_m2: 10000}, holds: false)])],";
    assert!(problem(&pack(tested, RULE)).2.contains("expected violated, got satisfied"));
}

#[test]
fn the_ledger_is_kept_by_what_the_outermost_pack_says_of_it() {
    let reserve = |head: &str| load(&pack(head, RULE)).map(|pack| pack.ledger.local_reserve_share);
    assert_eq!(reserve(""), Ok(0.0));
    assert_eq!(reserve("ledger: (local_reserve: 0.2),"), Ok(0.2));
    let (line, column, reason) = problem(&pack("ledger: (local_reserve: 20),", RULE));
    assert_eq!((line, column), (3, 60));
    assert!(reason.contains("from 0 to 1"), "{reason}");
}

#[test]
fn an_override_keeps_the_tests_that_still_say_something_of_the_rule() {
    let tests_of = |change: &str| {
        let head = format!("include: [\"base\"], overrides: [(rule: \"X-2\", {change})],");
        load(&pack(&head, RULE)).map(|pack| pack.rule("X-2").unwrap().tests.len())
    };
    assert_eq!(tests_of("severity: Review, threshold: 0"), Ok(1), "the old test is run again");
    let more =
        "tests: [Figures(name: \"不变\", quantities: {farmland_after_m2: 1, farmland_before_m2: 1}, holds: true)]";
    assert_eq!(tests_of(more), Ok(2));
    assert_eq!(tests_of("threshold: -20"), Ok(1), "at another threshold the old test is run for its figure");
}

#[test]
fn a_rule_that_does_not_hold_on_a_day_is_told_apart() {
    let dated = RULE.replace("document: \"待核对\"", "document: \"待核对\", valid_to: \"2025-12-31\"");
    let pack = load(&pack("", &dated)).unwrap();
    let on = |day: &str| pack.in_force(day.parse().unwrap());
    assert_eq!((on("2025-12-31").rules.len(), on("2025-12-31").out_of_force.len()), (1, 0));
    let lapsed = on("2026-01-01");
    assert!(lapsed.rules.is_empty());
    assert_eq!(
        lapsed.out_of_force[0].message().say(Language::English),
        "Rule X-1 was not asked: its basis 待核对 expired on 2025-12-31."
    );
}
