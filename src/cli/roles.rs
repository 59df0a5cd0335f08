//! `tianfang roles`: every role with its names, and the layers and fields by which it is recognised.

use serde_json::{Value as Json, json};

use crate::base::Role;
use crate::i18n::{Language, Text, texts};

texts! {
    RolesText {
        Layers: "图层名", "Layer names";
        Fields: "识别字段（权重）", "Fields (weight)";
        None: "（不自动识别）", "(not recognised by itself)";
    }
}

/// The roles as JSON: `[{"role","zh","en","layers","fields":[{"name","score"}]}]`, in the order of the program.
pub fn roles_json() -> Json {
    let field = |&(name, score): &(&str, u32)| json!({ "name": name, "score": score });
    Role::ALL
        .iter()
        .map(|role| {
            json!({
                "role": role.key(),
                "zh": role.title_zh(),
                "en": role.title_en(),
                "layers": role.layer_names(),
                "fields": role.field_scores().iter().map(field).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// The roles as text, one paragraph each; both names always, so that either can be found.
pub fn roles_text(language: Language) -> String {
    let mut text = String::new();
    for role in Role::ALL {
        text += &format!("{}  {} · {}\n", role.key(), role.title_zh(), role.title_en());
        if role.layer_names().is_empty() {
            text += &format!("    {}\n", RolesText::None.get(language));
            continue;
        }
        let fields: Vec<String> = role.field_scores().iter().map(|(name, score)| format!("{name}({score})")).collect();
        text += &format!("    {}: {}\n", RolesText::Layers.get(language), role.layer_names().join(", "));
        text += &format!("    {}: {}\n", RolesText::Fields.get(language), fields.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_listed_with_its_names() {
        let json = roles_json();
        assert_eq!(json.as_array().unwrap().len(), Role::ALL.len());
        assert_eq!(json[0]["role"], "land_use");
        for language in [Language::Chinese, Language::English] {
            let text = roles_text(language);
            assert!(Role::ALL.iter().all(|role| text.contains(role.key()) && text.contains(role.title_zh())));
        }
    }
}
