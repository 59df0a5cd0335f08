//! What was judged leaves the program: verdicts, the land behind them, the rules, the answers.

use tianfang::checks::built_in_pack;
use tianfang::design::{Answer, AnswerKind, Date};
use tianfang::edit::actions::AddZones;

use super::fixture::{Township, corners, day, zone};
use super::{number, open, text};
use tianfang::assessment::Assessor;
use tianfang::checks::{Judgement, Status, SubjectId};
use tianfang::design::ZoneKind;

fn judgement(township: &Township) -> Judgement {
    let mut assessor = Assessor::new(township.base.clone());
    assessor.assess(township.scheme(), &township.pack, day(), false).judgement
}

/// The field with measures under the province's rules, exported.
fn exported(township: &Township) -> (tempfile::TempDir, rusqlite::Connection) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    assert!(township.export(&target).unwrap().report.valid);
    let connection = open(&target);
    (folder, connection)
}

fn with_local_rules() -> Township {
    Township { pack: built_in_pack("zhejiang").unwrap(), ..Township::with_measures() }
}

#[test]
fn every_verdict_is_a_row_with_its_figure_threshold_and_clause() {
    let township = with_local_rules();
    let judgement = judgement(&township);
    let (_folder, connection) = exported(&township);
    let rows = number(&connection, "SELECT count(*) FROM GZJG");
    assert_eq!(rows as usize, judgement.verdicts.len() + judgement.unjudged.len());
    for verdict in &judgement.verdicts {
        let finding = &verdict.finding;
        let sql = format!(
            "SELECT count(*) FROM GZJG WHERE JLBS = '{}' AND SFMZ = {} AND abs(SZ - ({})) < 1e-9 AND abs(YZ - ({})) < 1e-9 \
             AND length(YJ) > 0 AND length(CLJY) > 0 AND length(DW) > 0",
            verdict.id,
            u8::from(finding.holds),
            finding.figure,
            finding.threshold
        );
        assert_eq!(number(&connection, &sql), 1.0, "{}", verdict.id);
    }
    assert_eq!(
        number(&connection, "SELECT count(*) FROM GZJG WHERE ZT = '未判定' AND (SFMZ IS NOT NULL OR SM IS NULL)"),
        0.0
    );
    assert_eq!(number(&connection, "SELECT count(*) FROM GZJG WHERE ZT = '未判定'") as usize, judgement.unjudged.len());
}

#[test]
fn zones_and_measures_alike_bring_the_land_behind_their_verdicts() {
    let township = with_local_rules();
    let judgement = judgement(&township);
    let (_folder, connection) = exported(&township);
    let mut of_measures = 0;
    for verdict in judgement.verdicts.iter().filter(|verdict| verdict.finding.sum_m2 > 1.0 && !verdict.finding.holds) {
        let drawn =
            number(&connection, &format!("SELECT coalesce(sum(MJ), 0) FROM CTTB WHERE JLBS = '{}'", verdict.id));
        match verdict.subject {
            SubjectId::Zone(_) | SubjectId::Measure(_) => {
                let sum_m2 = verdict.finding.sum_m2;
                assert!((drawn - sum_m2).abs() < 0.02, "{}: {drawn} {sum_m2}", verdict.id);
                of_measures += usize::from(matches!(verdict.subject, SubjectId::Measure(_)));
            }
            SubjectId::Scheme | SubjectId::Layer(_) => assert_eq!(drawn, 0.0, "{}", verdict.id),
        }
    }
    assert!(of_measures >= 3, "{of_measures}");
    // Overlapped land, not whole features: no piece is larger than its verdict, and every piece joins one.
    let strangers =
        "SELECT count(*) FROM CTTB LEFT JOIN GZJG USING (JLBS) WHERE GZJG.BSM IS NULL OR CTTB.MJ > GZJG.MJ_HJ + 0.02";
    assert_eq!(number(&connection, strangers), 0.0);
    assert_eq!(number(&connection, "SELECT count(*) FROM CTTB WHERE (DYBH IS NULL) = (CSBH IS NULL)"), 0.0);
}

#[test]
fn the_rules_are_the_projects_own_with_pack_threshold_and_dates() {
    let township = with_local_rules();
    let (_folder, connection) = exported(&township);
    let rules = township.pack.in_force(day()).rules;
    assert_eq!(number(&connection, "SELECT count(*) FROM GZB") as usize, rules.len());
    for rule in &rules {
        let sql = format!(
            "SELECT count(*) FROM GZB WHERE GZBH = '{}' AND GZBM = '{}' AND YZ = {} AND SFHD = {}",
            rule.id,
            rule.origin,
            rule.threshold,
            u8::from(rule.verified)
        );
        assert_eq!(number(&connection, &sql), 1.0, "{}", rule.id);
    }
    assert_eq!(text(&connection, "SELECT group_concat(DISTINCT GZBM) FROM GZB").matches(',').count(), 1);
    assert_eq!(text(&connection, "SELECT SJSD FROM SJLY WHERE LX = '规则'"), "2026-11-23");
    // Every rule behind a verdict or a piece of land is in the table.
    for table in ["GZJG", "CTTB"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE GZBH NOT IN (SELECT GZBH FROM GZB)");
        assert_eq!(number(&connection, &sql), 0.0, "{table}");
    }
}

#[test]
fn an_answer_goes_along_with_reason_person_and_last_day_and_counts_only_until_then() {
    let mut township = with_local_rules();
    let open_one = judgement(&township);
    let broken = |rule: &str| {
        let verdict = open_one.verdicts.iter().find(|verdict| verdict.rule.id == rule && verdict.is_open());
        verdict.unwrap_or_else(|| panic!("{rule} is kept")).clone()
    };
    let (waived, lapsed) = (broken("ZON-01"), broken("ZON-02"));
    let answer = |verdict: &tianfang::checks::Verdict, kind, expires: &str| Answer {
        verdict: verdict.id.clone(),
        kind,
        reason: "线性工程无法避让".into(),
        person: "王工".into(),
        given: Date::new(2026, 11, 1).unwrap(),
        expires: Some(expires.parse().unwrap()),
        judged: verdict.judged,
    };
    let approved = AnswerKind::Approval { document: "县自然资〔2026〕8号".into() };
    township.answer(answer(&waived, approved.clone(), "2027-06-30"));
    township.answer(answer(&lapsed, approved, "2026-11-22"));
    let statuses: Vec<Status> = [&waived, &lapsed]
        .map(|of| judgement(&township).verdicts.iter().find(|verdict| verdict.id == of.id).unwrap().status)
        .into();
    assert_eq!(statuses, [Status::Waived, Status::New]);
    let (_folder, connection) = exported(&township);
    let said = |table: &str, column: &str, id: &str| {
        text(&connection, &format!("SELECT DISTINCT coalesce({column}, '') FROM {table} WHERE JLBS = '{id}'"))
    };
    assert_eq!(said("CTTB", "ZT", &waived.id), "已豁免");
    assert_eq!(said("CTTB", "HM", &waived.id), "批准 县自然资〔2026〕8号：线性工程无法避让；王工；至 2027-06-30");
    let all =
        "ZT || '|' || DFLX || '|' || DFWH || '|' || DFLY || '|' || DFR || '|' || DFRQ || '|' || DFYXQ || '|' || DFYX";
    assert_eq!(
        said("GZJG", all, &waived.id),
        "已豁免|批准|县自然资〔2026〕8号|线性工程无法避让|王工|2026-11-01|2027-06-30|1"
    );
    assert_eq!(said("CTTB", "HM", &lapsed.id), "");
    assert_eq!(said("GZJG", "ZT || '|' || DFYXQ || '|' || DFYX", &lapsed.id), "新增|2026-11-22|0");
}

#[test]
fn a_sliver_is_marked_by_the_limits_of_the_rules_and_counts_all_the_same() {
    let mut township = Township::with_three_zones();
    // Ten centimetres of a parcel of basic farmland along fifty metres.
    township.act(&AddZones { zones: vec![zone("丁片区", ZoneKind::Unit, &corners(300.0, 0.0, 0.1, 50.0))] });
    let judgement = judgement(&township);
    let verdict = judgement.verdicts.iter().find(|verdict| verdict.id.starts_with("ZON-02/zone-4/")).unwrap();
    assert_eq!(verdict.finding.slivers.len(), 1);
    let (_folder, connection) = exported(&township);
    let sql = |table: &str| format!("SELECT XS || ' ' || MJ FROM {table} WHERE JLBS = '{}'", verdict.id);
    assert_eq!(text(&connection, &sql("CTTB")).split(' ').next(), Some("1"));
    let mj = number(&connection, &format!("SELECT MJ FROM CTTB WHERE JLBS = '{}'", verdict.id));
    assert!((mj - 5.0).abs() < 0.01, "{mj}");
    assert_eq!(number(&connection, &format!("SELECT XSS FROM GZJG WHERE JLBS = '{}'", verdict.id)), 1.0);
}
