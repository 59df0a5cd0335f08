//! What the engine keeps from one run to the next is what a new engine would find.

use std::sync::Arc;

use proptest::prelude::*;

use super::fixture::*;
use super::{Engine, LayersIndex, Subjects};
use crate::base::{BaseLayer, LayerId, Role};
use crate::checks::{Quantities, Quantity, built_in_pack};
use crate::design::{Measure, MeasureKind, Scheme, Shape};
use crate::geometry::{Point, open_ring};

#[derive(Clone, Debug)]
enum Edit {
    AddZone(f64, f64, f64),
    AddMeasure(usize, f64, f64, f64),
    Move(usize, f64, f64),
    Delete(usize),
    SetKind(usize, usize),
    Pair(usize, u32),
    Figure(usize, f64),
    /// One vertex of a measure, as while it is dragged.
    Drag(usize, f64, f64),
    /// Two measures change places.
    Reorder(usize, usize),
    /// Another pack.
    Pack(usize),
    /// Other layers.
    Layers(usize),
    /// To the design of so many edits before.
    Back(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = || 0.0..700.0f64;
    prop_oneof![
        (place(), place(), 5.0..200.0f64).prop_map(|(x, y, side)| Edit::AddZone(x, y, side)),
        (0..MeasureKind::ALL.len(), place(), place(), 5.0..200.0f64)
            .prop_map(|(kind, x, y, side)| Edit::AddMeasure(kind, x, y, side)),
        (0..MeasureKind::ALL.len(), place(), place(), 5.0..200.0f64)
            .prop_map(|(kind, x, y, side)| Edit::AddMeasure(kind, x, y, side)),
        (0..8usize, place(), place()).prop_map(|(index, x, y)| Edit::Move(index, x, y)),
        (0..8usize).prop_map(Edit::Delete),
        (0..8usize, 0..MeasureKind::ALL.len()).prop_map(|(index, kind)| Edit::SetKind(index, kind)),
        (0..8usize, 0..3u32).prop_map(|(index, pair)| Edit::Pair(index, pair)),
        (0..Quantity::ALL.len(), 0.0..1e6f64).prop_map(|(quantity, value)| Edit::Figure(quantity, value)),
        (0..8usize, -60.0..60.0f64, -60.0..60.0f64).prop_map(|(index, x, y)| Edit::Drag(index, x, y)),
        (0..8usize, 0..8usize).prop_map(|(one, other)| Edit::Reorder(one, other)),
        (0..2usize).prop_map(Edit::Pack),
        (1..8usize).prop_map(Edit::Back),
        (1..8usize).prop_map(Edit::Back),
        (0..LAYERS).prop_map(Edit::Layers),
    ]
}

fn apply(edit: &Edit, number: u64, scheme: &mut Scheme, quantities: &mut Quantities) {
    match *edit {
        Edit::AddZone(x, y, side) => scheme.zones.push(zone(number, rectangle(x, y, side, side))),
        Edit::AddMeasure(kind, x, y, side) => {
            scheme.measures.push(measure(number, MeasureKind::ALL[kind], rectangle(x, y, side, side)));
        }
        Edit::Move(index, x, y) if index < scheme.measures.len() => {
            let old = scheme.measures[index].clone();
            scheme.measures[index] = Arc::new(Measure { shape: Shape(rectangle(x, y, 80.0, 80.0)), ..(*old).clone() });
        }
        Edit::Delete(index) if index < scheme.measures.len() => {
            scheme.measures.remove(index);
        }
        Edit::SetKind(index, kind) if index < scheme.measures.len() => {
            let old = scheme.measures[index].clone();
            scheme.measures[index] = measure(old.id.0, MeasureKind::ALL[kind], old.shape.0.clone());
        }
        Edit::Pair(index, pair) if index < scheme.measures.len() => {
            let old = (*scheme.measures[index]).clone();
            scheme.measures[index] = Arc::new(Measure { pair: Some(pair), ..old });
        }
        Edit::Drag(index, x, y) if index < scheme.measures.len() => {
            let mut measure = (*scheme.measures[index]).clone();
            let mut ring: Vec<Point> = open_ring(measure.shape.0.0[0].exterior()).collect();
            ring[2] = [ring[2][0] + x, ring[2][1] + y];
            measure.shape = Shape::from_ring(&ring);
            scheme.measures[index] = Arc::new(measure);
        }
        Edit::Reorder(one, other) if one.max(other) < scheme.measures.len() => scheme.measures.swap(one, other),
        Edit::Figure(quantity, value) => {
            quantities.insert(Quantity::ALL[quantity], value);
        }
        _ => {}
    }
}

/// How many states of the layers there are.
const LAYERS: usize = 6;

/// The layers as they are, and with something else in one of them.
fn layers_in_state(state: usize) -> Vec<Arc<BaseLayer>> {
    let mut layers = layers();
    match state {
        // Nothing but attributes is another.
        1 => layers[0] = layer(1, Role::LandUse, "DLBM", parcels(|class| if class == "0301" { "0201" } else { class })),
        2 => {
            layers[2] =
                layer(3, Role::EcologicalRedLine, "ZRBHDFQ", vec![(rectangle(0.0, 0.0, 400.0, 800.0), "核心保护区")])
        }
        3 => drop(layers.remove(3)),
        4 => {
            layers[1] =
                layer(2, Role::PermanentBasicFarmland, "YJJBNTTBBH", vec![(rectangle(300.0, 300.0, 90.0, 90.0), "1")])
        }
        // The same data under another number.
        5 => layers[1] = Arc::new(BaseLayer { id: LayerId(9), ..(*layers[1]).clone() }),
        _ => {}
    }
    layers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn what_is_judged_after_each_edit_is_what_a_full_run_says(edits in prop::collection::vec(edit(), 1..16)) {
        let packs = ["zhejiang", "national"].map(|name| built_in_pack(name).unwrap());
        let index_of = |state| LayersIndex::new(plane(), &layers_in_state(state));
        let (mut pack, mut state, mut index) = (&packs[0], 0, index_of(0));
        let (mut engine, mut scheme, mut quantities) = (Engine::new(), scheme(), Quantities::new());
        let mut stood = vec![scheme.clone()];
        for (number, edit) in edits.iter().enumerate() {
            match *edit {
                Edit::Pack(choice) => pack = &packs[choice],
                Edit::Layers(other) => {
                    state = other;
                    index = index_of(state);
                }
                Edit::Back(edits) => scheme = stood[stood.len().saturating_sub(edits)].clone(),
                _ => apply(edit, number as u64 + 1, &mut scheme, &mut quantities),
            }
            let subjects = Subjects::of_scheme(&scheme);
            let kept = engine.judge(pack, &subjects, &quantities, &index);
            // Layers keep answers too: those of a full run have none yet.
            // Some designs are remembered: an edit may come back to them.
            if number % 2 == 0 {
                engine.keep();
            }
            stood.push(scheme.clone());
            let full = Engine::new().judge(pack, &subjects, &quantities, &index_of(state));
            prop_assert_eq!(kept, full, "after {:?}", edit);
        }
    }
}
