//! What kind of measure a record is, where it does not say: from its table, else from what the land was and becomes.

use super::MeasureTable;
use super::fields::text_of;
use crate::base::{FieldBuilder, LandGroup, land_class};
use crate::design::MeasureKind;

/// Fields that say the kind, by key or by Chinese title.
const KIND_FIELDS: [&str; 2] = ["CSLX", "kind"];

/// The kind of a record; an unknown word for it is handed back.
pub(super) fn kind_of(
    table: MeasureTable,
    fields: &[FieldBuilder],
    feature: usize,
    given: Option<MeasureKind>,
) -> Result<Option<MeasureKind>, String> {
    if let Some(word) = KIND_FIELDS.iter().find_map(|field| text_of(fields, field, feature)) {
        return MeasureKind::find(&word).or_else(|| other_word_for(&word)).map(Some).ok_or(word);
    }
    let from_direction = || match text_of(fields, "FX", feature)?.as_str() {
        "下山" => Some(MeasureKind::ForestToFarmland),
        "上山" => Some(MeasureKind::FarmlandToForest),
        _ => None,
    };
    let from_classes = || from_change(&text_of(fields, "DLBM_Q", feature)?, &text_of(fields, "DLBM_H", feature)?);
    let from_boundary = || match text_of(fields, "WHLX", feature)?.as_str() {
        "扩入" | "调入" | "1" => Some(MeasureKind::BoundaryExtension),
        "划出" | "调出" | "3" => Some(MeasureKind::BoundaryRelease),
        _ => None,
    };
    Ok(given.or_else(|| table.kind()).or_else(|| match table {
        MeasureTable::Boundary => from_boundary(),
        MeasureTable::ForestFarmland => from_direction().or_else(from_classes),
        _ => from_classes(),
    }))
}

/// What regulations and county forms call a kind whose title is another word.
fn other_word_for(word: &str) -> Option<MeasureKind> {
    Some(match word {
        "退耕还林" => MeasureKind::FarmlandToForest,
        "耕地提质改造" => MeasureKind::QualityUpgrade,
        "标准地" => MeasureKind::StandardLand,
        "田块归并" | "小田并大田" => MeasureKind::PlotMerging,
        _ => return None,
    })
}

/// The measure that usually makes one class of another.
fn from_change(before: &str, after: &str) -> Option<MeasureKind> {
    let (from, to) = (land_class(before)?, land_class(after)?);
    let first = |code: &str| code.get(..2).unwrap_or_default().to_owned();
    Some(match (first(&from.code).as_str(), first(&to.code).as_str()) {
        ("01", "01") if to.code == "0101" && from.code != "0101" => MeasureKind::DryToPaddy,
        ("03", "01") => MeasureKind::ForestToFarmland,
        ("01", "03") => MeasureKind::FarmlandToForest,
        _ if from.group == LandGroup::Construction && to.group == LandGroup::Agricultural => MeasureKind::Reclaim,
        (_, "01") if from.group == LandGroup::Unused || from.code == "0404" => MeasureKind::NewFarmland,
        (_, "01") => MeasureKind::RestoredFarmland,
        _ if matches!(to.code.as_str(), "1006" | "1107") => MeasureKind::Infrastructure,
        _ if to.group == LandGroup::Construction && from.group == LandGroup::Construction => MeasureKind::Redevelopment,
        _ if to.group == LandGroup::Construction => MeasureKind::NewConstruction,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_class_says_what_was_done() {
        let kinds = [
            ("0702", "0103", MeasureKind::Reclaim),
            ("0103", "0101", MeasureKind::DryToPaddy),
            ("0404", "0103", MeasureKind::NewFarmland),
            ("0201", "0103", MeasureKind::RestoredFarmland),
            ("0301", "0103", MeasureKind::ForestToFarmland),
            ("0103", "0301", MeasureKind::FarmlandToForest),
            ("0103", "0702", MeasureKind::NewConstruction),
        ];
        for (before, after, kind) in kinds {
            assert_eq!(from_change(before, after), Some(kind), "{before} {after}");
        }
        assert_eq!(from_change("0301", "0201"), None);
    }

    #[test]
    fn words_of_the_regulations_name_a_kind_and_none_of_them_is_a_title() {
        let words = ["退耕还林", "耕地提质改造", "标准地", "田块归并", "小田并大田"];
        assert!(words.iter().all(|word| other_word_for(word).is_some() && MeasureKind::find(word).is_none()));
        assert_eq!(other_word_for("种树"), None);
    }
}
