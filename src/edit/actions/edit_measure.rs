//! Changes what is said of a measure, its shape, its place in the order, or its pair.

use std::sync::Arc;

use super::Reshape;
use super::words::StepText;
use crate::design::{Document, Measure, MeasureId, MeasureKind, PolicyTool, QuotaUse, Shape};
use crate::edit::constraints::{checked_shape, measure_patch};
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// One field of a measure set to a new value.
#[derive(Clone, Debug, PartialEq)]
pub enum MeasureEdit {
    /// Brings the class and the tool that are usual for the kind.
    Kind(MeasureKind),
    Name(String),
    ToClass(Option<String>),
    Tool(PolicyTool),
    QuotaUse(Option<QuotaUse>),
    Quantity(Option<f64>),
    CostFen(Option<i64>),
    Year(Option<i32>),
    Pair(Option<u32>),
    GradeAfter(Option<f64>),
    SubProject(String),
    Reason(String),
    /// Whole parcels painted on or off, or a shape drawn anew.
    Shape(Shape),
}

#[derive(Clone, Debug)]
pub struct EditMeasure {
    pub measure: MeasureId,
    /// For the name of the step.
    pub kind: MeasureKind,
    pub edit: MeasureEdit,
}

impl Action for EditMeasure {
    fn name(&self) -> Message {
        StepText::EditMeasure.with([self.kind.message().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        measure_patch(document, self.measure, |measure| {
            match self.edit.clone() {
                MeasureEdit::Kind(kind) => {
                    measure.kind = kind;
                    measure.to_class = kind.usual_class().map(str::to_owned);
                    measure.tool = kind.usual_tool();
                }
                MeasureEdit::Name(name) => name.trim().clone_into(&mut measure.name),
                MeasureEdit::ToClass(class) => measure.to_class = class,
                MeasureEdit::Tool(tool) => measure.tool = tool,
                MeasureEdit::QuotaUse(quota_use) => measure.quota_use = quota_use,
                MeasureEdit::Quantity(quantity) => measure.quantity = quantity,
                MeasureEdit::CostFen(cost_fen) => measure.cost_fen = cost_fen,
                MeasureEdit::Year(year) => measure.year = year,
                MeasureEdit::Pair(pair) => measure.pair = pair,
                MeasureEdit::GradeAfter(grade) => measure.grade_after = grade,
                MeasureEdit::SubProject(name) => name.trim().clone_into(&mut measure.sub_project),
                MeasureEdit::Reason(reason) => reason.trim().clone_into(&mut measure.reason),
                MeasureEdit::Shape(shape) => measure.shape = shape,
            }
            Ok(())
        })
    }
}

/// Moves a vertex of a measure, or the whole measure.
#[derive(Clone, Debug)]
pub struct ReshapeMeasure {
    pub measure: MeasureId,
    pub reshape: Reshape,
}

impl Action for ReshapeMeasure {
    fn name(&self) -> Message {
        StepText::ReshapeMeasure.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        measure_patch(document, self.measure, |measure| {
            measure.shape = checked_shape(self.reshape.applied_to(&measure.shape)?)?;
            Ok(())
        })
    }
}

/// Gives a measure another place in the order: where two lie on the same land, the later one decides.
#[derive(Clone, Copy, Debug)]
pub struct MoveMeasure {
    pub measure: MeasureId,
    pub to: usize,
}

impl Action for MoveMeasure {
    fn name(&self) -> Message {
        StepText::MoveMeasure.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let scheme = document.current_scheme();
        let stands = scheme.measures.iter().position(|measure| measure.id == self.measure);
        let stands = stands.ok_or(Refusal::NoSuchMeasure)?;
        let position = self.to.min(scheme.measures.len() - 1);
        if position == stands {
            return Ok(Patch::default());
        }
        let value = Some(Placed { position, value: Arc::clone(&scheme.measures[stands]) });
        Ok(Patch::one(Entry::Measure { scheme: scheme.id, id: self.measure, value }))
    }
}

/// Makes a pair of measures: demolition and new construction, forest and farmland.
#[derive(Clone, Debug)]
pub struct PairMeasures {
    pub measures: Vec<MeasureId>,
    pub pair: u32,
}

impl Action for PairMeasures {
    fn name(&self) -> Message {
        StepText::PairMeasures.with([self.pair.into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let mut entries = Vec::new();
        for &id in &self.measures {
            let set_pair = |measure: &mut Measure| {
                measure.pair = Some(self.pair);
                Ok(())
            };
            entries.extend(measure_patch(document, id, set_pair)?.entries);
        }
        Ok(Patch { entries })
    }
}
