//! Point at what a simulation proposes: the change under the pointer shows its card, a click asks why a parcel changes or why not.

use std::collections::BTreeMap;

use super::Scene;
use super::parcels::parcel_at;
use crate::canvas::input::{Input, ToolEvent};
use crate::session::{SimulationResult, SimulationView};

/// Knows which parcel each change of a result is about.
#[derive(Default)]
pub(in crate::canvas) struct ProposalTool {
    number: Option<u64>,
    changes: BTreeMap<usize, usize>,
}

impl ProposalTool {
    /// Takes over what is pointed at; the view is told. Returns whether it is another change than before.
    pub fn update(&mut self, scene: &Scene<'_>, result: &SimulationResult, view: &mut SimulationView) -> bool {
        if self.number != Some(result.number) {
            let changes = result.proposal.changes.iter().enumerate();
            self.changes = changes.map(|(index, change)| (change.parcel, index)).collect();
            self.number = Some(result.number);
        }
        let parcel_at = |at| {
            let (layer, feature) = parcel_at(scene, at)?;
            result.base.land.parcels.number(layer, feature)
        };
        let hovered = scene.input.pointer.and_then(parcel_at).and_then(|parcel| self.changes.get(&parcel).copied());
        let hovered = hovered.filter(|_| !view.before);
        let is_news = hovered != view.hovered_on_map;
        view.hovered_on_map = hovered;
        for event in &scene.input.events {
            if let ToolEvent::Click(at) = event {
                view.asked = parcel_at(*at);
            }
        }
        is_news
    }

    /// What is left to the tool in hand: a click is a question and selects nothing.
    pub fn without_clicks(input: &Input) -> Input {
        let is_click = |event: &&ToolEvent| matches!(event, ToolEvent::Click(_) | ToolEvent::DoubleClick(_));
        Input { events: input.events.iter().filter(|event| !is_click(event)).copied().collect(), ..input.clone() }
    }
}
