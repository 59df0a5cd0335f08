//! Figures of a zone as people are told them.

use crate::base::Role;
use crate::i18n::{Language, Message, Text, area_ha, area_mu, texts};
use serde_json::Value;

texts! {
    FigureText {
        Area: "{0}：{1}（{2}），椭球面积", "{0}: {1} ({2}), ellipsoidal";
        Line: "{0}：{1}，{2} 处", "{0}: {1}, {2:place|places}";
        Free: "没有压占控制线", "no control line is covered";
    }
}

fn area(figures: &Value, say: fn(f64, Language) -> String) -> Message {
    let m2 = figures["area_m2"].as_f64().unwrap_or_default();
    Message::owned(say(m2, Language::Chinese), say(m2, Language::English))
}

/// `甲：15.00 亩（1.00 公顷），椭球面积`
pub fn area_words(name: &str, figures: &Value) -> Message {
    FigureText::Area.with([name.into(), area(figures, area_mu).into(), area(figures, area_ha).into()])
}

/// One line for every layer of which the zone covers some.
pub fn conflict_words(figures: &Value) -> Vec<Message> {
    let lines = figures["conflicts"].as_array().into_iter().flatten();
    let met = lines.filter(|line| line["features"].as_u64().unwrap_or_default() > 0);
    let words = |line: &Value| {
        let role = line["role"].as_str().and_then(Role::from_key);
        let title = role.map_or_else(|| Message::verbatim(""), Role::message);
        FigureText::Line.with([
            title.into(),
            area(line, area_mu).into(),
            line["features"].as_u64().unwrap_or_default().into(),
        ])
    };
    let said: Vec<Message> = met.map(words).collect();
    if said.is_empty() { vec![FigureText::Free.plain()] } else { said }
}
