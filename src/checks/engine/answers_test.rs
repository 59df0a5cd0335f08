//! What an answer belongs to: the same while geometry and data are the same, another when one of them is.

use std::sync::Arc;

use super::fixture::*;
use super::{Engine, LayersIndex};
use crate::base::{BaseLayer, LayerId, Provenance, Role};
use crate::checks::{Quantities, Quantity};
use crate::design::{Measure, MeasureKind, Scheme};

fn judged_hash(scheme: &Scheme, layers: &[Arc<BaseLayer>], id: &str) -> u64 {
    verdict(&judged_over(scheme, layers), id).judged
}

fn dated(layer: &BaseLayer, date: &str) -> Arc<BaseLayer> {
    let provenance = Provenance { data_date: Some(date.to_owned()), ..layer.provenance.clone() };
    Arc::new(BaseLayer { provenance, ..layer.clone() })
}

/// New construction over farmland, forest, water and land that is built on.
fn built() -> Scheme {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(350.0, 350.0, 300.0, 300.0)));
    scheme
}

#[test]
fn the_same_data_read_in_again_are_the_same() {
    let again: Vec<_> = layers()
        .iter()
        .map(|layer| Arc::new(BaseLayer { id: LayerId(layer.id.0 + 10), ..(**layer).clone() }))
        .collect();
    for id in ["TRN-05/measure-1/itself", "ERL-02/measure-1/ecological_red_line"] {
        assert_eq!(judged_hash(&built(), &layers(), id), judged_hash(&built(), &again, id), "{id}");
    }
}

#[test]
fn another_date_of_the_data_is_another() {
    for (layer, id) in [
        (0, "TRN-05/measure-1/itself"),
        (0, "PBF-15/layer-permanent_basic_farmland/land_use"),
        (2, "ERL-02/measure-1/ecological_red_line"),
    ] {
        let mut newer = layers();
        newer[layer] = dated(&newer[layer], "2025-12-31");
        assert_ne!(judged_hash(&built(), &layers(), id), judged_hash(&built(), &newer, id), "{id}");
    }
}

#[test]
fn figures_of_the_scheme_carry_the_dates_of_the_data_behind_them() {
    let quantities = Quantities::from([(Quantity::FarmlandBefore, 1e6), (Quantity::FarmlandAfter, 9e5)]);
    let hash = |layers: &[Arc<BaseLayer>]| {
        let index = LayersIndex::new(plane(), layers);
        let judgement = judge(&mut Engine::new(), &scheme(), &quantities, &index);
        verdict(&judgement, "FRM-01/scheme/figures").judged
    };
    let mut newer = layers();
    newer[0] = dated(&newer[0], "2025-12-31");
    assert_ne!(hash(&layers()), hash(&newer));
}

#[test]
fn attributes_that_a_rule_reads_are_part_of_the_data() {
    let mut other = layers();
    other[2] = layer(
        3,
        Role::EcologicalRedLine,
        "ZRBHDFQ",
        vec![
            (rectangle(400.0, 400.0, 400.0, 400.0), "核心保护区"),
            (rectangle(600.0, 600.0, 200.0, 200.0), "核心保护区"),
        ],
    );
    let id = "ERL-01/measure-1/ecological_red_line";
    assert_ne!(judged_hash(&built(), &layers(), id), judged_hash(&built(), &other, id));
    let mut other = layers();
    other[0] = layer(1, Role::LandUse, "DLBM", parcels(|class| if class == "0301" { "0201" } else { class }));
    let id = "TRN-05/measure-1/itself";
    assert_ne!(
        judged_hash(&built(), &layers(), id),
        judged_hash(&built(), &other, id),
        "garden is built on, not forest"
    );
}

#[test]
fn what_a_measure_costs_reopens_no_answer() {
    let mut scheme = built();
    let id = "TRN-05/measure-1/itself";
    let before = judged_hash(&scheme, &layers(), id);
    scheme.measures[0] =
        Arc::new(Measure { quantity: Some(12.0), cost_fen: Some(100), pair: Some(1), ..(*scheme.measures[0]).clone() });
    assert_eq!(judged_hash(&scheme, &layers(), id), before);
}
