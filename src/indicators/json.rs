//! Figures as the command line prints them; keys are never renamed.

use serde_json::{Value, json};

use super::{FarmlandStructure, FieldOverlay, FormSide, Ledgers, OutsideRegion, ReviewForm, Transition};
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
            let with = |key: &str, name: Value, part: &super::LedgerSum, residual_m2: Option<&f64>| {
                let mut line = json!({ key: name });
                if let (Value::Object(line), Value::Object(figures)) = (&mut line, sum(part)) {
                    line.extend(figures);
                    line.insert("residual".to_owned(), json!(mu_from_m2(residual_m2.copied().unwrap_or(0.0))));
                }
                line
            };
            let villages = ledger
                .by_village()
                .into_iter()
                .map(|(village, part)| with("village", json!(village), &part, ledger.residual_by_village.get(village)));
            let years = ledger
                .by_year()
                .into_iter()
                .map(|(year, part)| with("year", json!(year), &part, ledger.residual_by_year.get(&year)));
            let unbooked = ledger.unbooked.iter().map(|flow| {
                json!({
                    "village": flow.village,
                    "year": flow.year,
                    "reason": flow.reason.key(),
                    "change": mu_from_m2(flow.change_m2),
                })
            });
            json!({
                "kind": ledger.kind.key(),
                "title": ledger.kind.message().say(language),
                "unit": "mu",
                "debit": mu_from_m2(ledger.total.debit_m2),
                "credit": mu_from_m2(ledger.total.credit_m2),
                "balance": ledger.balance_mu(),
                "residual": mu_from_m2(ledger.residual_m2),
                "carried": mu_from_m2(ledger.carried_m2),
                "villages": villages.collect::<Vec<_>>(),
                "years": years.collect::<Vec<_>>(),
                "unbooked": unbooked.collect::<Vec<_>>(),
            })
        };
        self.ledgers.iter().map(ledger).collect()
    }
}

/// Upper edge of each slope level, degrees; the last has none.
const SLOPE_EDGES: [Option<f64>; 5] = [Some(2.0), Some(6.0), Some(15.0), Some(25.0), None];

impl FarmlandStructure {
    /// `structure` of `indicators`: farmland by slope level and by grade.
    pub fn json(&self) -> Value {
        let slopes = self.slopes.iter().enumerate().map(|(place, area)| {
            let level = (place < SLOPE_EDGES.len()).then_some(place + 1);
            json!({
                "level": level,
                "up_to_degrees": SLOPE_EDGES.get(place).copied().flatten(),
                "before_m2": area.before_m2,
                "after_m2": area.after_m2,
            })
        });
        let grades = self.grades.iter().map(
            |share| json!({ "grade": share.grade, "before_m2": share.area.before_m2, "after_m2": share.area.after_m2 }),
        );
        json!({
            "slope": slopes.collect::<Vec<_>>(),
            "quality": {
                "scale": self.scale.as_ref().map(|scale| scale.name.as_str()),
                "better": self.scale.as_ref().map(|scale| scale.system.key()),
                "grades": grades.collect::<Vec<_>>(),
                "mean_before": self.mean_grade[0],
                "mean_after": self.mean_grade[1],
            },
        })
    }
}

impl FieldOverlay {
    /// One state of `field_overlay_book` of `indicators`.
    pub fn json(&self) -> Value {
        let counts = self.by_count_m2.iter().enumerate();
        let villages = self.villages.iter().map(|village| {
            json!({
                "village": village.village.code,
                "name": village.village.name,
                "basic_farmland_m2": village.basic_farmland_m2,
                "all_m2": village.all_m2,
                "rate": village.rate(),
            })
        });
        json!({
            "loaded": self.loaded.iter().map(|kind| kind.key()).collect::<Vec<_>>(),
            "by_count": counts.map(|(n, area_m2)| json!({ "schemes": n, "area_m2": area_m2 })).collect::<Vec<_>>(),
            "rate": self.rate(),
            "villages": villages.collect::<Vec<_>>(),
            "inconsistent_patches": self.inconsistent.len(),
            "inconsistent_m2": self.inconsistent.iter().fold(0.0, |sum, patch| sum + patch.area_m2),
        })
    }
}

impl OutsideRegion {
    /// `outside_region` of `indicators`.
    pub fn json(&self) -> Value {
        json!({
            "measures": self.measures.iter().map(|id| id.0).collect::<Vec<_>>(),
            "changed_m2": self.changed_m2,
            "basic_farmland_out_m2": self.basic_farmland_out_m2,
            "basic_farmland_in_m2": self.basic_farmland_in_m2,
        })
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
