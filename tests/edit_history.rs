//! Whatever is done to a design can be undone to the first bit, redone to the last, and replayed from its records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use tianfang::base::LayerId;
use tianfang::design::{
    Answer, AnswerKind, Date, Document, LockId, LockKind, Measure, MeasureId, MeasureKind, SchemeId, Shape,
    SimulationKind, SimulationRequest, SimulationRun, VertexAddress, ZoneId, ZoneKind,
};
use tianfang::edit::actions::{
    AcceptSimulation, AddLock, AddMeasures, AddScheme, AddZones, AnswerVerdict, DeleteLock, DeleteMeasure,
    DeleteScheme, DeleteZone, EditLayers, EditLock, EditMeasure, LayerEdit, LockEdit, MeasureEdit, MoveMeasure,
    NewZone, PairMeasures, RenameProject, RenameScheme, RenameZone, Reshape, ReshapeMeasure, ReshapeZone, SetZoneKind,
    SetZoneText, SwitchScheme, WithdrawAnswer, ZoneText,
};
use tianfang::edit::{Action, History, Patch};
use tianfang::i18n::Message;

/// Numbers that choose an action and its details.
type Choice = (u8, u8, u8, f64);

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec((0u8..30, any::<u8>(), any::<u8>(), -500.0f64..500.0), 1..60)
}

fn square(offset: f64) -> Shape {
    let (e, n) = (500_000.0 + offset, 3_300_000.0 - offset);
    Shape::from_ring(&[[e, n], [e + 100.0, n], [e + 100.0, n + 100.0], [e, n + 100.0]])
}

fn new_measure(kind: MeasureKind, offset: f64) -> Measure {
    Measure { pair: Some(3), cost_fen: Some(123_456), ..Measure::new(MeasureId(0), kind, square(offset)) }
}

fn answer(verdict: &str, kind: AnswerKind) -> Answer {
    let given = Date::new(2026, 11, 24).unwrap();
    Answer {
        verdict: verdict.into(),
        kind,
        reason: "县里同意".into(),
        person: "林".into(),
        given,
        expires: None,
        judged: 7,
    }
}

fn measure_edit(second: u8, value: f64) -> MeasureEdit {
    match second % 8 {
        0 => MeasureEdit::Kind(MeasureKind::ALL[usize::from(second) % MeasureKind::ALL.len()]),
        1 => MeasureEdit::ToClass(Some(if value < 0.0 { "0101".into() } else { "9999".into() })),
        2 => MeasureEdit::Quantity(Some(value)),
        3 => MeasureEdit::CostFen((value > 0.0).then_some(value as i64)),
        4 => MeasureEdit::Year(Some(1900 + i32::from(second))),
        5 => MeasureEdit::Pair(Some(u32::from(second))),
        6 => MeasureEdit::Reason(format!(" reason {second} ")),
        _ => MeasureEdit::Shape(square(value)),
    }
}

fn lock_edit(second: u8, value: f64) -> LockEdit {
    match second % 3 {
        0 => LockEdit::Kind(LockKind::ALL[usize::from(second) % LockKind::ALL.len()]),
        1 => LockEdit::Note(format!(" note {second} ")),
        _ => LockEdit::Shape(square(value)),
    }
}

/// A plan over all zones of a scheme; one that is no plan where the value is below nothing.
fn plan(document: &Document, from: SchemeId, second: u8, value: f64) -> AcceptSimulation {
    let zones: Vec<ZoneId> = document.scheme(from).unwrap().zones.iter().map(|zone| zone.id).collect();
    let kind = SimulationKind::ALL[usize::from(second) % SimulationKind::ALL.len()];
    let run = SimulationRun {
        request: SimulationRequest { zones, budget_1e4yuan: Some(value), ..SimulationRequest::new(kind) },
        version: "0.1.0".into(),
        data_hash: format!("{second:02x}"),
        value_mu: value,
        do_nothing_mu: -value,
        bound_mu: second.is_multiple_of(2).then_some(value / 3.0),
        stopped_by: "iterations".into(),
        changes: 1,
        lock_ids: document.locks().iter().map(|lock| lock.id).collect(),
    };
    let measures = vec![new_measure(MeasureKind::ForestToFarmland, value); usize::from(second % 3)];
    AcceptSimulation { name: format!("plan {second}"), measures, run, from }
}

fn action_from(choice: Choice, document: &Document) -> Box<dyn Action> {
    let (kind, first, second, value) = choice;
    let scheme = document.current_scheme();
    let zone = scheme
        .zones
        .get(usize::from(first) % scheme.zones.len().max(1))
        .map_or(document.next_zone_id(), |zone| zone.id);
    let some_scheme = document.schemes()[usize::from(first) % document.schemes().len()].id;
    let layer = LayerId(u32::from(first % 3));
    let vertex = VertexAddress { part: 0, ring: 0, index: usize::from(second % 5) };
    let measures = &scheme.measures;
    let measure = measures
        .get(usize::from(first) % measures.len().max(1))
        .map_or(document.next_measure_id(), |measure| measure.id);
    let some_kind = MeasureKind::ALL[usize::from(first) % MeasureKind::ALL.len()];
    let locks = document.locks();
    let lock = locks.get(usize::from(first) % locks.len().max(1)).map_or(LockId(0), |lock| lock.id);
    let verdict = format!("PBF-01/measure-{}", second % 3);
    match kind {
        16..=18 => Box::new(AddMeasures { measures: vec![new_measure(some_kind, value); 1 + usize::from(second % 2)] }),
        19 => Box::new(DeleteMeasure { measure, kind: some_kind }),
        20 => Box::new(EditMeasure { measure, kind: some_kind, edit: measure_edit(second, value) }),
        21 => Box::new(MoveMeasure { measure, to: usize::from(second % 5) }),
        22 => Box::new(PairMeasures {
            measures: measures.iter().map(|measure| measure.id).collect(),
            pair: u32::from(second),
        }),
        23 => Box::new(ReshapeMeasure {
            measure,
            reshape: Reshape::MoveVertex { vertex, to: [500_000.0 + value, 3_300_000.0] },
        }),
        24 => Box::new(AnswerVerdict {
            answer: answer(&verdict, if second % 2 == 0 { AnswerKind::Waiver } else { AnswerKind::Acknowledgement }),
        }),
        25 => Box::new(WithdrawAnswer { verdict }),
        26 => Box::new(AddLock {
            kind: LockKind::ALL[usize::from(second) % LockKind::ALL.len()],
            shape: square(value),
            note: String::new(),
        }),
        27 => Box::new(EditLock { lock, edit: lock_edit(second, value) }),
        28 => Box::new(DeleteLock { lock }),
        29 => Box::new(plan(document, some_scheme, second, value)),
        0..=2 => Box::new(AddZones { zones: vec![NewZone::drawn(square(value)); 1 + usize::from(second % 2)] }),
        3 => Box::new(DeleteZone { zone }),
        4 => Box::new(RenameZone { zone, name: format!("zone {second}") }),
        5 => Box::new(ReshapeZone {
            zone,
            reshape: Reshape::MoveVertex { vertex, to: [500_000.0 + value, 3_300_000.0] },
        }),
        6 => Box::new(ReshapeZone { zone, reshape: Reshape::InsertVertex { after: vertex, at: [value, value] } }),
        7 => Box::new(ReshapeZone { zone, reshape: Reshape::DeleteVertex { vertex } }),
        8 => Box::new(ReshapeZone { zone, reshape: Reshape::Translate { by: [value, -value] } }),
        9 => Box::new(SetZoneKind { zone, kind: if second % 2 == 0 { ZoneKind::Region } else { ZoneKind::Unit } }),
        10 => Box::new(SetZoneText { zone, which: ZoneText::Goal, text: format!("goal {second}") }),
        11 => Box::new(AddScheme { name: format!("scheme {second}"), copy: second % 2 == 0 }),
        12 => Box::new(SwitchScheme { scheme: some_scheme }),
        13 => Box::new(DeleteScheme { scheme: some_scheme }),
        14 => Box::new(RenameScheme { scheme: some_scheme, name: format!("name {second}") }),
        _ => match second % 4 {
            0 => Box::new(EditLayers {
                layer,
                edit: LayerEdit::Add { title: Message::verbatim("layer"), position: second.into() },
            }),
            1 => Box::new(EditLayers { layer, edit: LayerEdit::Opacity(f32::from(first) / 255.0) }),
            2 => Box::new(EditLayers { layer, edit: LayerEdit::Position(usize::from(first % 4)) }),
            _ => Box::new(RenameProject { name: format!("project {second}") }),
        },
    }
}

/// The parts of a document that a person can see; identities already given stay given.
fn visible(document: &Document) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        document.settings(),
        document.schemes(),
        document.current_scheme().id,
        document.layers(),
        document.locks()
    )
}

proptest! {
    #[test]
    fn undoing_everything_is_the_start_and_redoing_everything_the_end(choices in choices()) {
        let mut document = Document::new("township");
        let mut history = History::default();
        let start = visible(&document);
        for choice in choices {
            let action = action_from(choice, &document);
            let before = visible(&document);
            if history.commit(&mut document, action.as_ref()).is_err() {
                prop_assert_eq!(&before, &visible(&document), "a refused action changed something");
            }
        }
        let end = visible(&document);
        while history.undo(&mut document).is_some() {}
        prop_assert_eq!(&start, &visible(&document));
        while history.redo(&mut document).is_some() {}
        prop_assert_eq!(&end, &visible(&document));
    }

    #[test]
    fn the_same_records_make_the_same_design(choices in choices()) {
        let mut document = Document::new("township");
        let mut history = History::default();
        for choice in choices {
            let action = action_from(choice, &document);
            let _ = history.commit(&mut document, action.as_ref());
        }
        let mut replayed = Document::new("township");
        for step in history.steps() {
            let text = serde_json::to_string(&step.forward).unwrap();
            replayed.apply(serde_json::from_str::<Patch>(&text).unwrap());
        }
        prop_assert_eq!(visible(&document), visible(&replayed));
        prop_assert_eq!(document.next_zone_id(), replayed.next_zone_id());
        prop_assert_eq!(document.next_measure_id(), replayed.next_measure_id());
        prop_assert_eq!(document.next_lock_id(), replayed.next_lock_id());
    }

    #[test]
    fn a_copied_scheme_proposes_the_same_and_undo_takes_it_back(choices in choices()) {
        let mut document = Document::new("township");
        let mut history = History::default();
        for choice in choices {
            let action = action_from(choice, &document);
            let _ = history.commit(&mut document, action.as_ref());
        }
        let (before, original) = (visible(&document), document.current_scheme().clone());
        history.commit(&mut document, &AddScheme { name: "copy".into(), copy: true }).unwrap();
        let copy = document.current_scheme();
        let said = |measures: &[std::sync::Arc<Measure>]| -> Vec<Measure> {
            measures.iter().map(|measure| Measure { id: MeasureId(0), ..Measure::clone(measure) }).collect()
        };
        prop_assert_eq!(said(&copy.measures), said(&original.measures));
        prop_assert!(copy.measures.iter().all(|measure| original.measure(measure.id).is_none()));
        prop_assert_eq!(copy.zones.len(), original.zones.len());
        prop_assert_eq!(
            copy.simulation.as_ref().map(|run| &run.data_hash),
            original.simulation.as_ref().map(|run| &run.data_hash)
        );
        history.undo(&mut document).unwrap();
        prop_assert_eq!(before, visible(&document));
    }
}

#[test]
fn the_base_forks_on_its_first_edit_and_undo_takes_the_fork_back() {
    let mut document = Document::new("township");
    let mut history = History::default();
    history.commit(&mut document, &AddZones { zones: vec![NewZone::drawn(square(0.0))] }).unwrap();
    assert_eq!(document.current_scheme().name, "方案 1");
    assert_eq!(document.current_scheme().zones[0].name, "片区 1");
    assert!(document.schemes()[0].zones.is_empty());
    assert_eq!(history.steps().len(), 1);
    history.undo(&mut document).unwrap();
    assert_eq!(document.schemes().len(), 1);
}

#[test]
fn a_zone_that_was_refused_leaves_no_step() {
    let mut document = Document::new("township");
    let mut history = History::default();
    let line = Shape::from_ring(&[[0.0, 0.0], [1.0, 1.0]]);
    assert!(history.commit(&mut document, &AddZones { zones: vec![NewZone::drawn(line)] }).is_err());
    assert!(history.steps().is_empty());
    assert_eq!(document.schemes().len(), 1);
}
