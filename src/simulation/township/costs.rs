//! Unit costs and other figures that a simulation needs and no layer holds: `assets/rules/costs.ron`, or a project's own file, with
//! what a request replaces. Nothing here was checked against a source; every figure says so. A cost that is missing is asked for,
//! never guessed.

use std::collections::BTreeMap;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use crate::design::MeasureKind;
use crate::i18n::{Explain, Message, Text, texts};

use super::TownshipProblem;

const BUILT_IN: &str = include_str!("../../../assets/rules/costs.ron");

/// A way that land of some classes may change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    pub key: String,
    /// First digits of the classes (DLBM).
    pub classes: Vec<String>,
    pub kind: MeasureKind,
    /// 10⁴ yuan a mu.
    #[serde(default)]
    pub cost: Option<f64>,
    #[serde(default)]
    pub verified: bool,
    /// What is doubtful about it, in Chinese as the table has it.
    #[serde(default)]
    pub note: String,
}

/// One other figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostFigure {
    pub key: String,
    pub value: f64,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub verified: bool,
    #[serde(default)]
    pub note: String,
}

/// All of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostTable {
    #[serde(default)]
    pub version: String,
    pub conversions: Vec<Conversion>,
    #[serde(default)]
    pub figures: Vec<CostFigure>,
}

/// Why a table can't be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {reason}")]
pub struct CostProblem {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

texts! {
    CostText {
        Unusable: "{0}:{1}:{2}：单价表不能用：{3}。", "{0}:{1}:{2}: this table of costs can't be used: {3}.";
    }
}

impl Explain for CostProblem {
    fn message(&self) -> Message {
        let place = [self.file.as_str().into(), self.line.into(), self.column.into(), self.reason.as_str().into()];
        CostText::Unusable.with(place)
    }
}

impl CostTable {
    /// The table that comes with the program.
    pub fn built_in() -> Result<Self, CostProblem> {
        Self::from_text("costs.ron", BUILT_IN)
    }

    /// The text of the table that comes with the program: what a project's own begins as.
    pub fn built_in_text() -> &'static str {
        BUILT_IN
    }

    /// Reads a table. `file` is what the message calls it.
    pub fn from_text(file: &str, text: &str) -> Result<Self, CostProblem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let at =
            |line: usize, column: usize, reason: String| CostProblem { file: file.to_owned(), line, column, reason };
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let table: Self = options
            .from_str(text)
            .map_err(|error| at(error.span.end.line, error.span.end.col, error.code.to_string()))?;
        let line_of =
            |key: &str| text.lines().position(|line| line.contains(&format!("\"{key}\""))).map_or(1, |line| line + 1);
        let mut known = BTreeMap::new();
        let conversions = table.conversions.iter().map(|conversion| (&conversion.key, conversion.cost.unwrap_or(0.0)));
        let figures = table.figures.iter().map(|figure| (&figure.key, figure.value));
        for (key, value) in conversions.chain(figures) {
            if !value.is_finite() || value < 0.0 {
                return Err(at(line_of(key), 1, format!("{key}: {value} is no amount")));
            }
            if known.insert(key, ()).is_some() {
                return Err(at(line_of(key), 1, format!("{key} stands there twice")));
            }
        }
        Ok(table)
    }

    /// The table with what a request replaces; a key that the table lacks is refused by its name.
    pub(super) fn with(&self, costs: &BTreeMap<String, f64>) -> Result<Self, TownshipProblem> {
        let mut table = self.clone();
        for (key, &value) in costs {
            let conversion = table.conversions.iter_mut().find(|conversion| conversion.key == *key);
            let figure = table.figures.iter_mut().find(|figure| figure.key == *key);
            match (conversion, figure) {
                (Some(conversion), _) => conversion.cost = Some(value),
                (None, Some(figure)) => figure.value = value,
                (None, None) => {
                    return Err(TownshipProblem::UnknownCost { key: key.clone(), known: self.keys() });
                }
            }
        }
        Ok(table)
    }

    /// The conversion of land of a class: of two that fit the one that says more of the class.
    pub(super) fn conversion_of(&self, class: &str) -> Option<usize> {
        let fit = |conversion: &Conversion| {
            let digits = conversion.classes.iter().filter(|digits| class.starts_with(digits.as_str()));
            digits.map(String::len).max()
        };
        let fits =
            self.conversions.iter().enumerate().filter_map(|(index, conversion)| Some((fit(conversion)?, index)));
        fits.max_by_key(|&(digits, index)| (digits, std::cmp::Reverse(index))).map(|(_, index)| index)
    }

    /// A figure that there must be.
    pub(super) fn figure(&self, key: &str) -> Result<f64, TownshipProblem> {
        let found = self.figures.iter().find(|figure| figure.key == key);
        found.map(|figure| figure.value).ok_or_else(|| TownshipProblem::CostMissing { key: key.to_owned() })
    }

    fn keys(&self) -> String {
        let conversions = self.conversions.iter().map(|conversion| conversion.key.as_str());
        conversions.chain(self.figures.iter().map(|figure| figure.key.as_str())).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_reads_says_its_doubts_and_claims_nothing_verified() {
        let table = CostTable::built_in().unwrap();
        assert!(table.conversions.iter().all(|conversion| !conversion.verified && !conversion.note.is_empty()));
        assert!(
            table.figures.iter().all(|figure| !figure.verified && !figure.note.is_empty() && !figure.unit.is_empty())
        );
        let of = |class: &str| table.conversion_of(class).map(|index| table.conversions[index].key.as_str());
        assert_eq!(of("0201K"), Some("garden_to_farmland"));
        assert_eq!(of("1104A"), Some("pond_to_farmland"));
        assert_eq!((of("0702"), of("1006"), of("1207"), of("")), (None, None, None, None));
    }

    #[test]
    fn a_broken_table_is_refused_with_its_line() {
        let reason = |text: &str| CostTable::from_text("costs.ron", text).unwrap_err();
        assert_eq!(reason("(\n  conversions: [],\n  prices: [],\n)").line, 3);
        let twice = r#"(conversions: [
            (key: "a", classes: ["02"], kind: restored_farmland),
            (key: "a", classes: ["03"], kind: forest_to_farmland)])"#;
        assert!(reason(twice).reason.contains("twice"));
        let negative = r#"(conversions: [], figures: [
            (key: "b", value: -1.0)])"#;
        assert_eq!((reason(negative).line, reason(negative).reason.contains("no amount")), (2, true));
    }

    #[test]
    fn a_request_replaces_a_cost_and_an_unknown_one_is_named() {
        let table = CostTable::built_in().unwrap();
        let with = |key: &str| table.with(&BTreeMap::from([(key.to_owned(), 9.0)]));
        let conversion = table.conversion_of("0201").unwrap();
        assert_eq!(with("garden_to_farmland").unwrap().conversions[conversion].cost, Some(9.0));
        assert_eq!(with("linkage_quota_price").unwrap().figure("linkage_quota_price").unwrap(), 9.0);
        assert!(matches!(with("gold"), Err(TownshipProblem::UnknownCost { key, .. }) if key == "gold"));
    }
}
