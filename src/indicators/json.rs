//! Figures as the command line prints them; keys are never renamed.

use serde_json::{Value, json};

use super::{FormSide, Ledgers, ReviewForm, Transition};
use crate::i18n::Language;
use crate::units::{hectares_from_m2, mu_from_m2};

impl Transition {
    /// `transition` of `indicators`.
    pub fn json(&self) -> Value {
        let classes: Vec<&str> = self.classes.iter().map(|class| &**class).collect();
        json!({ "classes": classes, "area_m2": self.area_m2, "residual_m2": self.residual_m2 })
    }
}

impl Ledgers {
    /// `ledgers` of `indicators`, with sums by village and by year.
    pub fn json(&self, language: Language) -> Value {
        let sum = |sum: &super::LedgerSum| {
            json!({
                "debit": mu_from_m2(sum.debit_m2),
                "credit": mu_from_m2(sum.credit_m2),
                "balance": mu_from_m2(sum.balance_m2()),
            })
        };
        let ledger = |ledger: &super::Ledger| {
            let with = |key: &str, name: Value, part: &super::LedgerSum| {
                let mut line = json!({ key: name });
                if let (Value::Object(line), Value::Object(figures)) = (&mut line, sum(part)) {
                    line.extend(figures);
                }
                line
            };
            let villages: Vec<Value> =
                ledger.by_village().iter().map(|(village, part)| with("village", json!(village), part)).collect();
            let years: Vec<Value> =
                ledger.by_year().iter().map(|(year, part)| with("year", json!(year), part)).collect();
            json!({
                "kind": ledger.kind.key(),
                "title": ledger.kind.message().say(language),
                "unit": "mu",
                "debit": mu_from_m2(ledger.total.debit_m2),
                "credit": mu_from_m2(ledger.total.credit_m2),
                "balance": ledger.balance_mu(),
                "residual": mu_from_m2(ledger.residual_m2),
                "carried": mu_from_m2(ledger.carried_m2),
                "villages": villages,
                "years": years,
            })
        };
        self.ledgers.iter().map(ledger).collect()
    }
}

impl ReviewForm {
    /// `review_form` of `indicators`; null where a divisor or a layer is missing.
    pub fn json(&self) -> Value {
        json!({
            "area_basis": self.area_basis.key(),
            "region_basic_farmland_ha": self.region_basic_farmland_m2.map(hectares_from_m2),
            "out_share": self.out_share(),
            "new_share": self.new_share(),
            "concentration": self.concentration(),
            "quantity_gain_mu": mu_from_m2(self.gain_m2()),
            "quality_gain": self.quality_gain(),
            "mean_patch_gain_mu": self.mean_patch_gain_m2().map(mu_from_m2),
            "grade_better": self.grade_system.key(),
            "out_inside_region_ha": hectares_from_m2(self.out.inside_m2),
            "slope_unknown_ha": hectares_from_m2(self.out.slope_unknown_m2 + self.moved_in.slope_unknown_m2),
            "residual_m2": self.residual_m2(),
            "out": side(&self.out),
            "in": side(&self.moved_in),
        })
    }
}

fn side(side: &FormSide) -> Value {
    let classes = &side.classes;
    json!({
        "area_ha": side.area_ha(),
        "patches": side.patches,
        "mean_patch_mu": side.mean_patch_m2().map(mu_from_m2),
        "bands_ha": side.bands_m2.map(hectares_from_m2),
        "slope_ha": side.slopes_m2.map(hectares_from_m2),
        "slope_unknown_ha": hectares_from_m2(side.slope_unknown_m2),
        "quality": side.grade,
        "classes_ha": {
            "paddy": hectares_from_m2(classes.paddy),
            "irrigated": hectares_from_m2(classes.irrigated),
            "dry": hectares_from_m2(classes.dry),
            "other_agricultural": hectares_from_m2(classes.other_agricultural),
            "construction": hectares_from_m2(classes.construction),
            "unused": hectares_from_m2(classes.unused),
        },
        "high_standard_ha": hectares_from_m2(side.high_standard_m2),
        "upgraded_ha": hectares_from_m2(side.upgraded_m2),
        "new_farmland_ha": hectares_from_m2(side.new_farmland_m2),
    })
}
