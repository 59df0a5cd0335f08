//! One edit of many zones or measures, as one step.

use geo::MultiPolygon;

use crate::command::ManyEdit;
use crate::design::Shape;
use crate::design::{FeatureId, MeasureId, ZoneId};
use crate::edit::Action;
use crate::edit::actions::{DeleteMeasure, DeleteZone, EditMeasure, MeasureEdit, MergeZones, SetZoneKind, Together};
use crate::geometry::shaping::joined;
use crate::i18n::{Explain, Message, Text};
use crate::session::Session;
use crate::session::words::SessionText;

impl Session {
    pub(super) fn edit_many(&mut self, features: &[FeatureId], edit: &ManyEdit) -> Result<(), Message> {
        let zones: Vec<ZoneId> =
            features.iter().filter_map(|of| if let FeatureId::Zone(id) = of { Some(*id) } else { None }).collect();
        let measures: Vec<MeasureId> =
            features.iter().filter_map(|of| if let FeatureId::Measure(id) = of { Some(*id) } else { None }).collect();
        let measure_edit = |edit: MeasureEdit| -> Vec<Box<dyn Action>> {
            let one = |&measure: &MeasureId| {
                Box::new(EditMeasure { measure, kind: self.measure_kind(measure), edit: edit.clone() })
                    as Box<dyn Action>
            };
            measures.iter().map(one).collect()
        };
        let actions: Vec<Box<dyn Action>> = match edit {
            ManyEdit::Merge => return self.merge(zones),
            ManyEdit::Delete => {
                let zones = zones.iter().map(|&zone| Box::new(DeleteZone { zone }) as Box<dyn Action>);
                let measures = measures.iter().map(|&measure| {
                    Box::new(DeleteMeasure { measure, kind: self.measure_kind(measure) }) as Box<dyn Action>
                });
                zones.chain(measures).collect()
            }
            ManyEdit::ZoneKind(kind) => {
                zones.iter().map(|&zone| Box::new(SetZoneKind { zone, kind: *kind }) as Box<dyn Action>).collect()
            }
            ManyEdit::Year(year) => measure_edit(MeasureEdit::Year(*year)),
            ManyEdit::Tool(tool) => measure_edit(MeasureEdit::Tool(*tool)),
            ManyEdit::SubProject(name) => measure_edit(MeasureEdit::SubProject(name.clone())),
        };
        let text = if matches!(edit, ManyEdit::Delete) { SessionText::DeletedMany } else { SessionText::EditedMany };
        let name = text.with([actions.len().into()]);
        self.commit(&Together { name, actions })
    }

    fn merge(&mut self, zones: Vec<ZoneId>) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let shapes: Vec<&MultiPolygon<f64>> =
            zones.iter().filter_map(|zone| Some(&open.document.zone(*zone)?.shape.0)).collect();
        let shape = Shape(joined(&shapes).map_err(|problem| problem.message())?);
        let kept = zones.first().copied();
        self.commit(&MergeZones { zones, shape })?;
        self.select(kept.map(FeatureId::Zone));
        Ok(())
    }
}
