//! The land behind verdicts, over the small township of the engine's tests.

use std::collections::BTreeSet;

use super::fixture::*;
use super::{Engine, LayersIndex, Patch, SubjectId};
use crate::checks::Quantities;
use crate::design::{MeasureKind, Shape};

#[test]
fn the_land_behind_a_verdict_sums_to_its_figure() {
    let mut scheme = scheme();
    scheme.zones.push(zone(1, rectangle(30.0, 40.0, 680.0, 620.0)));
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 600.0, 100.0)));
    scheme.measures.push(measure(2, MeasureKind::BasicFarmlandIn, rectangle(550.0, 50.0, 200.0, 300.0)));
    scheme.measures.push(measure(3, MeasureKind::NewFarmland, rectangle(620.0, 620.0, 130.0, 130.0)));
    scheme.measures.push(measure(4, MeasureKind::Redevelopment, rectangle(0.0, 60.0, 500.0, 100.0)));
    let (mut engine, index) = (Engine::new(), LayersIndex::new(plane(), &layers()));
    let judgement = judge(&mut engine, &scheme, &Quantities::new(), &index);
    let mut relations = BTreeSet::new();
    // Behind a layer stand its own features, not land that someone proposes to use.
    for verdict in judgement.verdicts.iter().filter(|verdict| !matches!(verdict.subject, SubjectId::Layer(_))) {
        let land = engine.land_of(verdict, &index).unwrap();
        let sum_m2: f64 = land.iter().map(|piece| Shape(piece.shape.clone()).area_m2(&index.plane)).sum();
        let finding = &verdict.finding;
        assert!((sum_m2 - finding.sum_m2).abs() < 0.01, "{}: {sum_m2} is not {}", verdict.id, finding.sum_m2);
        let mut patches: Vec<Patch> = land.iter().filter_map(|piece| piece.of).collect();
        patches.sort_unstable();
        patches.dedup();
        if !patches.is_empty() {
            assert_eq!(patches, finding.patches, "{}", verdict.id);
        }
        if !land.is_empty() {
            relations.insert(verdict.rule.relation.against());
        }
    }
    for against in ["permanent_basic_farmland", "ecological_red_line", "measures", "itself"] {
        assert!(relations.contains(against), "{relations:?}");
    }
}
