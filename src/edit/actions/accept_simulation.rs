//! Takes the plan of a simulation into the design: a new scheme that holds what the simulated one holds, the plan's measures and
//! the record of the run. One step.

use std::sync::Arc;

use super::copied::Copied;
use super::words::StepText;
use crate::design::{Document, Measure, MeasureId, SchemeId, SimulationRun};
use crate::edit::constraints::{checked_measure, checked_name};
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// The scheme that was simulated stays as it is, scheme 0 included; the new one becomes current.
#[derive(Clone, Debug)]
pub struct AcceptSimulation {
    /// Of the new scheme.
    pub name: String,
    /// In the order of the works; identities and pair numbers of their own are given on the way in.
    pub measures: Vec<Measure>,
    pub run: SimulationRun,
    /// The scheme that was simulated. Zones, measures and what was written in the review form come along; answers do not: they
    /// were given for the other scheme.
    pub from: SchemeId,
}

impl Action for AcceptSimulation {
    fn name(&self) -> Message {
        StepText::AcceptSimulation.with([self.run.request.kind.message().into(), self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let name = checked_name(&self.name)?;
        let from = document.scheme(self.from).ok_or(Refusal::NoSuchScheme(self.from))?;
        if !self.run.is_sound() {
            return Err(Refusal::NotASimulation);
        }
        if self.run.request.zones.iter().any(|zone| from.zone(*zone).is_none()) {
            return Err(Refusal::NoSuchZone);
        }
        let scheme = document.next_scheme_id();
        let place = Placed { position: document.schemes().len(), value: name };
        let mut entries = vec![Entry::Scheme { id: scheme, value: Some(place) }];
        let copied = Copied::of(document, from, scheme);
        entries.extend(copied.entries.iter().cloned());
        if !from.review.is_empty() {
            entries.push(Entry::Review { scheme, notes: from.review.clone() });
        }
        let pairs = from.measures.iter().filter_map(|measure| measure.pair).max().unwrap_or(0);
        for (position, measure) in (from.measures.len()..).zip(&self.measures) {
            let id = MeasureId(document.next_measure_id().0 + position as u64);
            let pair = measure.pair.map(|pair| pair.saturating_add(pairs));
            let measure = checked_measure(Measure { id, pair, ..measure.clone() })?;
            let value = Some(Placed { position, value: Arc::new(measure) });
            entries.push(Entry::Measure { scheme, id, value });
        }
        entries.push(copied.run(scheme, &self.run));
        entries.push(Entry::CurrentScheme(scheme));
        Ok(Patch { entries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{MeasureKind, Shape, SimulationKind, SimulationRequest, ZoneId};
    use crate::edit::History;
    use crate::edit::actions::{
        AddMeasures, AddScheme, AddZones, DeleteScheme, DeleteZone, NewZone, ReviewEdit, SwitchScheme, WriteReview,
    };

    fn square(east: f64) -> Shape {
        Shape::from_ring(&[[east, 0.0], [east + 9.0, 0.0], [east + 9.0, 9.0], [east, 9.0]])
    }

    fn measure(pair: Option<u32>) -> Measure {
        Measure { pair, ..Measure::new(MeasureId(0), MeasureKind::ForestToFarmland, square(20.0)) }
    }

    fn run(zones: Vec<ZoneId>) -> SimulationRun {
        SimulationRun {
            request: SimulationRequest { zones, ..SimulationRequest::new(SimulationKind::Swap) },
            version: "0.1.0".to_owned(),
            data_hash: "00ff".to_owned(),
            value_mu: 120.5,
            do_nothing_mu: 100.0,
            bound_mu: Some(121.0),
            stopped_by: "iterations".to_owned(),
            changes: 2,
            lock_ids: Vec::new(),
        }
    }

    /// A scheme of one zone, one measure of pair 4 and a word in the review form.
    fn simulated() -> (Document, History) {
        let (mut document, mut history) = (Document::new("镇"), History::default());
        let actions: [&dyn Action; 3] = [
            &AddZones { zones: vec![NewZone::drawn(square(0.0))] },
            &AddMeasures { measures: vec![measure(Some(4))] },
            &WriteReview { edit: ReviewEdit::Opinion("同意".to_owned()) },
        ];
        for action in actions {
            history.commit(&mut document, action).unwrap();
        }
        (document, history)
    }

    fn accepted(zones: Vec<ZoneId>) -> AcceptSimulation {
        let measures = vec![measure(Some(1)), measure(Some(1)), measure(None)];
        AcceptSimulation { name: " 集中连片 ".to_owned(), measures, run: run(zones), from: SchemeId(1) }
    }

    #[test]
    fn an_accepted_plan_is_one_step_and_undo_and_redo_lead_to_the_same_bytes() {
        let (mut document, mut history) = simulated();
        let before = document.clone();
        let steps = history.steps().len();
        history.commit(&mut document, &accepted(vec![ZoneId(1)])).unwrap();
        assert_eq!(history.steps().len(), steps + 1);
        assert_eq!(document.scheme(SchemeId(1)), before.scheme(SchemeId(1)), "the simulated scheme stays");
        let made = document.current_scheme();
        assert_eq!((made.id, made.name.as_str(), made.review.opinion.as_str()), (SchemeId(2), "集中连片", "同意"));
        assert_eq!(made.zones.iter().map(|zone| zone.id.0).collect::<Vec<_>>(), [2]);
        let pairs: Vec<_> = made.measures.iter().map(|measure| (measure.id.0, measure.pair)).collect();
        assert_eq!(pairs, [(2, Some(4)), (3, Some(5)), (4, Some(5)), (5, None)], "no pair is mixed with another");
        assert_eq!(made.simulation, Some(run(vec![ZoneId(2)])), "the run can be repeated on the copy of its zone");

        let text = |document: &Document| serde_json::to_string(document).unwrap();
        let after = text(&document);
        history.undo(&mut document).unwrap();
        assert_eq!(text(&document), text(&Document { last_zone: 2, last_measure: 5, last_scheme: 2, ..before }));
        history.redo(&mut document).unwrap();
        assert_eq!(text(&document), after);
    }

    #[test]
    fn a_plan_over_the_untouched_base_leaves_it_untouched() {
        let (mut document, mut history) = (Document::new("镇"), History::default());
        let plan = AcceptSimulation { from: SchemeId::BASE, ..accepted(Vec::new()) };
        history.commit(&mut document, &plan).unwrap();
        assert_eq!((document.current_scheme().id, document.current_scheme().measures.len()), (SchemeId(1), 3));
        assert!(document.schemes()[0].measures.is_empty() && document.schemes()[0].simulation.is_none());
    }

    #[test]
    fn a_copy_keeps_the_run_and_a_deleted_scheme_takes_it_along_and_back() {
        let (mut document, mut history) = simulated();
        history.commit(&mut document, &accepted(vec![ZoneId(1)])).unwrap();
        history.commit(&mut document, &AddScheme { name: "副本".to_owned(), copy: true }).unwrap();
        assert_eq!(document.current_scheme().simulation, Some(run(vec![ZoneId(3)])));
        history.commit(&mut document, &AddScheme { name: "空".to_owned(), copy: false }).unwrap();
        assert_eq!(document.current_scheme().simulation, None);

        history.commit(&mut document, &SwitchScheme { scheme: SchemeId(2) }).unwrap();
        history.commit(&mut document, &DeleteZone { zone: ZoneId(2) }).unwrap();
        history.commit(&mut document, &AddScheme { name: "无片区".to_owned(), copy: true }).unwrap();
        let zones = |document: &Document| document.current_scheme().simulation.clone().unwrap().request.zones;
        assert_eq!(zones(&document), [ZoneId(2)], "a run over a zone that is gone is none over the whole township");

        let whole = document.clone();
        let change = history.commit(&mut document, &DeleteScheme { scheme: SchemeId(2) }).unwrap();
        assert!(change.simulation && document.scheme(SchemeId(2)).is_none());
        history.undo(&mut document).unwrap();
        assert_eq!(document.schemes(), whole.schemes());
    }

    #[test]
    fn what_is_no_plan_of_this_design_is_refused_and_changes_nothing() {
        let (document, _) = simulated();
        let refusal = |change: &dyn Fn(&mut AcceptSimulation)| {
            let mut plan = accepted(vec![ZoneId(1)]);
            change(&mut plan);
            plan.apply(&document).unwrap_err()
        };
        assert_eq!(refusal(&|plan| plan.name = "  ".to_owned()), Refusal::EmptyName);
        assert_eq!(refusal(&|plan| plan.from = SchemeId(7)), Refusal::NoSuchScheme(SchemeId(7)));
        assert_eq!(refusal(&|plan| plan.run.request.zones = vec![ZoneId(9)]), Refusal::NoSuchZone);
        assert_eq!(refusal(&|plan| plan.run.value_mu = f64::NAN), Refusal::NotASimulation);
        assert_eq!(refusal(&|plan| plan.run.bound_mu = Some(f64::INFINITY)), Refusal::NotASimulation);
        assert_eq!(refusal(&|plan| plan.run.request.threshold_mu = -1.0), Refusal::NotASimulation);
        assert_eq!(refusal(&|plan| plan.measures[1].quantity = Some(-1.0)), Refusal::NotAnAmount);
        let bow_tie = Shape::from_ring(&[[0.0, 0.0], [9.0, 9.0], [9.0, 0.0], [0.0, 9.0]]);
        let crossing = refusal(&|plan| plan.measures[2].shape = bow_tie.clone());
        assert!(matches!(crossing, Refusal::Shape(_)), "{crossing}");
    }
}
