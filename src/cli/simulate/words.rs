//! What the verb says.

use serde_json::Value;

use crate::i18n::{Language, Text, fixed, texts};

texts! {
    SimulateText {
        NoProblem: "写明项目和模拟类型：tianfang simulate PROJECT concentration，或问题文件：tianfang simulate --problem FILE.json。",
            "Name a project and a kind: tianfang simulate PROJECT concentration, or a problem: tianfang simulate --problem FILE.json.";
        NoKind: "写明模拟类型：{0}。", "Name what to simulate: {0}.";
        UnknownKind: "没有“{0}”这种模拟；可用：{1}。", "There is no simulation \"{0}\"; it is one of: {1}.";
        OfFileOnly: "选项 --{0} 只用于 --problem。", "The option --{0} goes with --problem only.";
        Unreadable: "读不到文件“{0}”。请检查路径和权限。", "The file \"{0}\" can't be read. Check path and permissions.";
        Refused: "问题文件“{0}”不能用：{1}", "The problem \"{0}\" can't be used: {1}";
        Parameters: "{0}:{1}:{2}：参数文件不能用：{3}", "{0}:{1}:{2}: these parameters can't be used: {3}";
        OtherKind: "参数文件“{0}”是“{1}”的，要求的是“{2}”。", "The parameters \"{0}\" are those of \"{1}\", but \"{2}\" was asked for.";
        NoZone: "方案“{0}”里没有片区“{1}”；有：{2}。", "The scheme \"{0}\" has no zone \"{1}\"; it has: {2}.";
        Preparing: "正在判断哪些图斑可以调整", "Deciding which parcels may change";
        Searching: "正在求方案", "Looking for a plan";
        Bounding: "正在求上界", "Looking for a bound";
        Value: "方案：{0} 亩（什么都不做为 {1} 亩），{2} 处变更", "Plan: {0} mu (doing nothing gives {1} mu), {2} changes";
        Infeasible: "没有可行的方案：{0}", "No plan is feasible: {0}";
        Bound: "上界：{0} 亩，差距 {1}%", "Bound: {0} mu, gap {1} %";
        Row: "{0}：用 {1}，限 {2} {3}", "{0}: {1} of {2} {3}";
        Missing: "{0} 至少 {1}，限 {2} {3}", "{0} is at least {1} of {2} {3}";
        Scheme: "已写入方案 {0}“{1}”；文件：{2}", "Written as scheme {0} \"{1}\"; files: {2}";
        Eligible: "可调整图斑 {0} 个；不能调整的：", "{0} parcels may change; the others don't:";
        Exclusion: "  {0}：{1} 个，{2} 亩", "  {0}: {1} parcels, {2} mu";
    }
}

/// The figures of a run for people.
pub(super) fn text_of(json: &Value, language: Language) -> String {
    let number = |value: &Value, decimals| value.as_f64().map_or("—".to_owned(), |value| fixed(value, decimals));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    // Rows of a problem in a file have names alone.
    let title = |row: &Value, name: &str| if row["title"].is_null() { word(&row[name]) } else { word(&row["title"]) };
    let mut lines = Vec::new();
    if json["value_mu"].is_null() {
        let missing = |row: &Value| {
            let (least, limit) = (number(&row["least"], 2), number(&row["limit"], 2));
            SimulateText::Missing
                .with([title(row, "row"), least, limit, word(&row["unit"])].map(Into::into))
                .say(language)
        };
        let missing: Vec<String> = list("shortfalls").iter().map(missing).collect();
        lines.push(SimulateText::Infeasible.with([missing.join("; ").into()]).say(language));
    } else {
        let words = [number(&json["value_mu"], 3), number(&json["do_nothing_mu"], 3), number(&json["changes"], 0)];
        lines.push(SimulateText::Value.with(words.map(Into::into)).say(language));
    }
    if let Some(gap) = json["gap"].as_f64() {
        let words = [number(&json["bound_mu"], 3).into(), fixed(100.0 * gap, 3).into()];
        lines.push(SimulateText::Bound.with(words).say(language));
    }
    for row in list("rows") {
        let words = [title(&row, "name"), number(&row["used"], 2), number(&row["limit"], 2), word(&row["unit"])];
        lines.push(SimulateText::Row.with(words.map(Into::into)).say(language).trim_end().to_owned());
    }
    if let Some(eligible) = json["candidates"].as_u64() {
        lines.push(SimulateText::Eligible.with([eligible.into()]).say(language));
    }
    for row in list("exclusions") {
        let area_mu = row["area_m2"].as_f64().map_or("—".to_owned(), |m2| fixed(crate::units::mu_from_m2(m2), 2));
        let words = [word(&row["title"]), number(&row["parcels"], 0), area_mu];
        lines.push(SimulateText::Exclusion.with(words.map(Into::into)).say(language));
    }
    if let Some(scheme) = json["scheme"].as_u64() {
        let files: Vec<String> = list("files").iter().map(word).collect();
        let words = [scheme.into(), word(&json["scheme_name"]).into(), files.join(" ").into()];
        lines.push(SimulateText::Scheme.with(words).say(language));
    }
    lines.join("\n")
}
