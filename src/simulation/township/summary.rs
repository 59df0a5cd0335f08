//! A proposal as the command line prints it: keys are stable, and the same for the same input.

use serde_json::{Value, json};

use crate::i18n::Language;
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2};

use super::super::report::share;
use super::{FigurePair, PairSide, Proposal, ProposedChange, SwapPair};

impl Proposal {
    /// Figures of the run, its rows, and what keeps parcels out; words in one language.
    pub fn summary(&self, language: Language) -> Value {
        let (run, figures) = (&self.run, &self.figures);
        let value_mu = self.is_feasible.then_some(run.value_mu);
        let both = run.bound_mu.zip(value_mu);
        let gap = both.and_then(|(bound, value)| share(bound - value, bound));
        let gap_of_gain = both.and_then(|(bound, value)| share(bound - value, bound - run.do_nothing_mu));
        let rows = self.rows.iter().map(|row| {
            json!({"name": row.name, "title": row.title.say(language), "unit": row.unit.say(language),
                   "used": row.used, "limit": row.limit, "price": row.price})
        });
        let shortfalls = self.shortfalls.iter().map(|row| {
            json!({"row": row.name, "title": row.title.say(language), "unit": row.unit.say(language),
                   "limit": row.limit, "least": row.least, "missing": row.missing})
        });
        let exclusions = self.prepared.exclusions().into_iter().map(|(key, title, parcels, area_m2)| {
            json!({"rule": key, "title": title.say(language), "parcels": parcels, "area_m2": area_m2})
        });
        json!({
            "kind": run.request.kind.key(),
            "threshold_mu": run.request.threshold_mu,
            "value_mu": value_mu,
            "do_nothing_mu": run.do_nothing_mu,
            "bound_mu": run.bound_mu,
            "gap": gap,
            "gap_of_gain": gap_of_gain,
            "branched_bound_mu": self.branched_bound_mu,
            "feasible": self.is_feasible,
            "rows": rows.collect::<Vec<_>>(),
            "shortfalls": shortfalls.collect::<Vec<_>>(),
            "changes": run.changes,
            "seed": run.request.seed,
            "iterations": self.iterations,
            "stopped_by": run.stopped_by,
            "data_hash": run.data_hash,
            "candidates": self.prepared.candidates(),
            "exclusions": exclusions.collect::<Vec<_>>(),
            "figures": {
                "in_blocks_mu": pair(figures.in_blocks_mu),
                "in_blocks_share": pair(figures.in_blocks_share),
                "blocks": pair(figures.blocks),
                "farmland_mu": pair(figures.farmland_mu),
                "slope_degrees": figures.slope_degrees.map(pair),
                "grade": figures.grade.map(pair),
                "new_farmland_mu": figures.new_farmland_mu,
                "left_farmland_mu": figures.left_farmland_mu,
                "cost_1e4yuan": figures.cost_fen as f64 / FEN_PER_10K_YUAN,
            },
            "pairs": self.swap_pairs().iter().map(pair_json).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(|note| note.say(language)).collect::<Vec<_>>(),
        })
    }

    /// Every change with its reason in both languages, as text.
    pub fn reasons_json(&self) -> String {
        let changes: Vec<Value> = self.changes.iter().map(|change| self.change_json(change)).collect();
        let notes: Vec<Value> = self.notes.iter().map(|note| words(&|language| note.say(language))).collect();
        json!({"data_hash": self.run.data_hash, "changes": changes, "notes": notes}).to_string()
    }

    fn change_json(&self, change: &ProposedChange) -> Value {
        let (layer, row) = self.prepared.site.base.parcels.source(change.parcel);
        json!({
            "parcel": change.parcel, "layer": layer.0, "row": row + 1,
            "from_class": &*change.from_class, "to_class": &*change.to_class,
            "area_m2": change.area_m2, "area_mu": mu_from_m2(change.area_m2),
            "cost_1e4yuan": change.cost_fen as f64 / FEN_PER_10K_YUAN,
            "joins": change.joins, "block_before_mu": change.block_before_mu, "block_after_mu": change.block_after_mu,
            "loss_mu": change.loss_mu, "slope_level": change.slope.map(|slope| slope.level()),
            "forced": change.is_forced, "reason": words(&|language| change.reason.say(language)),
        })
    }
}

/// A pair of a swap. No layer of a project has altitudes.
fn pair_json(pair: &SwapPair) -> Value {
    let side = |side: &PairSide| {
        json!({"mu": mu_from_m2(side.area_m2), "slope_degrees": side.slope_degrees, "grade": side.grade,
               "altitude_m": Value::Null, "parcels": side.changes.len()})
    };
    json!({"pair": pair.number, "gained": side(&pair.gained), "left": side(&pair.left), "distance_m": pair.distance_m})
}

fn words(say: &dyn Fn(Language) -> String) -> Value {
    json!({"zh": say(Language::Chinese), "en": say(Language::English)})
}

fn pair(pair: FigurePair) -> Value {
    json!({"before": pair.before, "after": pair.after})
}
