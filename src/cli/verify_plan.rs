//! `tianfang verify --problem FILE`: whether a plan fits a problem, and what a certificate proves, counted anew without a solver.

use std::path::Path;

use serde_json::{Value, json};

use super::CliProblem;
use super::arguments::Arguments;
use super::report::Report;
use crate::i18n::{Explain, Language, Message, Text, fixed, texts};
use crate::simulation::{Problem, SimulationError};
use crate::storage::own_files;

texts! {
    VerifyPlanText {
        NothingToVerify: "写明要核验什么：tianfang verify --problem FILE.json --plan PLAN.json --certificate CERT.json，两样可只写一样。",
            "Say what to verify: tianfang verify --problem FILE.json --plan PLAN.json --certificate CERT.json; one of the two is enough.";
        Unreadable: "读不到“{0}”。请检查路径和权限。", "\"{0}\" can't be read. Check path and permissions.";
        Refused: "问题文件“{0}”不能用：{1}", "The problem \"{0}\" can't be used: {1}";
        PlanHolds: "方案“{0}”成立：{1} 亩，各行约束都满足", "Plan \"{0}\" holds: {1} mu, every row is obeyed";
        PlanFails: "方案“{0}”不成立：{1}", "Plan \"{0}\" does not hold: {1}";
        CertificateHolds: "证书“{0}”成立：任何方案都不超过 {1} 亩", "Certificate \"{0}\" holds: no plan is worth more than {1} mu";
        CertificateFails: "证书“{0}”不成立：{1}", "Certificate \"{0}\" proves nothing: {1}";
        Gap: "方案距上界 {0} 亩（{1}%）", "The plan lies {0} mu below the bound ({1} %)";
    }
}

/// The report of a plan, a certificate or both; status 1 where one doesn't hold.
pub fn run(problem_file: &str, arguments: &Arguments, language: Language) -> Result<Report, CliProblem> {
    let problem = Problem::from_json(&text_of(problem_file)?)
        .map_err(|why| CliProblem::input(VerifyPlanText::Refused.with([problem_file.into(), why.message().into()])))?;
    let mut lines = Vec::new();
    let mut checks = Vec::new();
    let mut add = |check: &str, file: &str, found: Result<f64, SimulationError>, holds, fails: VerifyPlanText| {
        let said = match &found {
            Ok(figure) => VerifyPlanText::with(holds, [file.into(), fixed(*figure, 3).into()]),
            Err(why) => fails.with([file.into(), why.message().into()]),
        };
        lines.push(said.say(language));
        let reason = found.as_ref().err().map(|why| why.message().say(language));
        let result = if found.is_ok() { "pass" } else { "fail" };
        let figure = found.as_ref().ok().copied();
        checks.push(json!({"check": check, "table": file, "result": result, "value": figure, "reason": reason}));
        figure
    };
    let mut value_mu = None;
    if let Some(file) = arguments.option("plan") {
        let found = problem.check_plan(&text_of(file)?);
        value_mu = add("plan", file, found, VerifyPlanText::PlanHolds, VerifyPlanText::PlanFails);
    }
    let mut bound_mu = None;
    if let Some(file) = arguments.option("certificate") {
        let found = problem.check_certificate(&text_of(file)?);
        bound_mu = add("certificate", file, found, VerifyPlanText::CertificateHolds, VerifyPlanText::CertificateFails);
    }
    if checks.is_empty() {
        return Err(CliProblem::input(VerifyPlanText::NothingToVerify.plain()));
    }
    if let Some((value_mu, bound_mu)) = value_mu.zip(bound_mu) {
        let short_mu = (bound_mu - value_mu).max(0.0);
        let percent = if bound_mu > 0.0 { 100.0 * short_mu / bound_mu } else { 0.0 };
        lines.push(VerifyPlanText::Gap.with([fixed(short_mu, 3).into(), fixed(percent, 3).into()]).say(language));
    }
    let valid = checks.iter().all(|check: &Value| check["result"] == "pass");
    let json = json!({
        "valid": valid, "kind": problem.kind(), "checks": checks, "value_mu": value_mu, "bound_mu": bound_mu,
    });
    Ok(Report { text: lines.join("\n"), json, status: u8::from(!valid), ..Report::default() })
}

fn text_of(file: &str) -> Result<String, CliProblem> {
    let unreadable = || -> Message { VerifyPlanText::Unreadable.with([file.into()]) };
    own_files::text_of(Path::new(file)).ok_or_else(|| CliProblem::input(unreadable()))
}
