//! What an assessment says, and where two differ by more than rounding.

use serde_json::{Value, json};
use tianfang::assessment::Assessment;
use tianfang::i18n::Language;

/// What rounding may leave between two ways to one figure, relative and absolute.
const ROUNDING: f64 = 1e-7;

/// Everything that an assessment says, as numbers and words.
pub fn said(found: &Assessment) -> Value {
    let verdicts: Vec<Value> = found
        .judgement
        .verdicts
        .iter()
        .map(|verdict| {
            let finding = &verdict.finding;
            json!([verdict.id, verdict.status.key(), finding.holds, finding.figure, finding.area_m2, finding.features])
        })
        .collect();
    json!({
        "quantities": found.quantities.iter().map(|(key, value)| json!([key.key(), value])).collect::<Vec<_>>(),
        "fields": [&found.fields.0.sizes, &found.fields.1.sizes],
        "fragmentation": [&found.fields.0.fragmentation, &found.fields.1.fragmentation],
        "form": found.form.json(),
        "ledgers": found.ledgers.json(Language::English),
        "farmland": found.farmland.json(),
        "outside": found.outside.json(),
        "transition": found.transition.json(),
        "overlay": found.overlay.as_deref().map(|book| book.json()),
        "region": [found.region.area_m2, found.region.farmland_m2],
        "verdicts": verdicts,
        "unjudged": found.judgement.unjudged.iter().map(|unjudged| unjudged.rule.id.clone()).collect::<Vec<_>>(),
    })
}

/// Where two answers differ by more than rounding.
pub fn difference(path: &str, left: &Value, right: &Value) -> Option<String> {
    let differ = || Some(format!("{path}: {left} and {right}"));
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64()?, right.as_f64()?);
            ((left - right).abs() > ROUNDING * left.abs().max(1.0)).then(differ)?
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            left.iter().zip(right).enumerate().find_map(|(at, (l, r))| difference(&format!("{path}[{at}]"), l, r))
        }
        (Value::Object(left), Value::Object(right)) if left.len() == right.len() => left.iter().find_map(|(key, l)| {
            let r = right.get(key).unwrap_or(&Value::Null);
            difference(&format!("{path}.{key}"), l, r)
        }),
        (left, right) => (left != right).then(differ)?,
    }
}
