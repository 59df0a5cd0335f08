//! The quick fix of a verdict: its subject without the land in question, with the change of area, to be looked at before it is
//! taken.
//!
//! Only what breaks the rule is taken off: of what changes its class as the rule says, and is not left out by it, the land that
//! the rule looks for. It is cut along whole features and parcels, never along pieces of the subject, so that no hairs of
//! rounding stay behind.

use super::cached::Inputs;
use super::land::changing_parts;
use super::slopes::Slopes;
use super::{Engine, LayersIndex, Subjects};
use crate::base::Role;
use crate::checks::pack::{FixKind, Place, Relation, SubjectFilter};
use crate::checks::trim::{TrimProblem, Trimmed, without_land};
use crate::checks::verdict::Verdict;
use crate::design::Measure;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::shape_problem;

type Rings = Vec<Vec<Point>>;

impl Verdict {
    /// What the program can do about it, each kind once, in the order of the rule's remedies; none where nothing is to be done.
    /// A trim may turn out to leave nothing, or to find nothing to take off: then the next one is on offer.
    pub fn fixes(&self) -> Vec<FixKind> {
        let mut fixes = Vec::new();
        for fix in self.rule.remedies.iter().map(|remedy| remedy.fix) {
            if fix != FixKind::None && !self.finding.holds && !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
        fixes
    }
}

impl Engine {
    /// The verdict's subject without the land that breaks the rule. The verdict is one of this engine's last run.
    pub fn trimmed(
        &self,
        verdict: &Verdict,
        subjects: &Subjects,
        layers: &LayersIndex,
    ) -> Result<Trimmed, TrimProblem> {
        let role = verdict.rule.relation.role().unwrap_or(Role::LandUse);
        let subject = subjects.get(verdict.subject).ok_or(TrimProblem::NothingToTrim { role })?;
        if let Some(problem) = shape_problem(subject.shape()) {
            return Err(problem.into());
        }
        let inputs = self.inputs_of(&verdict.rule.id, verdict.subject).ok_or(TrimProblem::NothingToTrim { role })?;
        let index = EdgeIndex::from_multi_polygon(subject.shape());
        let land = land_in_question(inputs, &index, layers).ok_or(TrimProblem::Failed { role })?;
        without_land(&index, &land, role, &layers.plane)
    }
}

/// The rings of the land that breaks a rule, which may reach beyond the subject; `None` where they can't be cut.
fn land_in_question(inputs: &Inputs, subject: &EdgeIndex, layers: &LayersIndex) -> Option<Rings> {
    let rule = &*inputs.rule;
    let of_changes = matches!(rule.subject, SubjectFilter::Changes { .. });
    let found = match &rule.relation {
        Relation::Overlap { .. } | Relation::Count { .. } => {
            let places = rule.relation.places();
            let place = places.first().and_then(|place| layers.place(place).ok());
            place.as_ref().and_then(|place| place.set()).map(|set| set.land_met(subject)).unwrap_or_default()
        }
        Relation::Slope { .. } => Slopes::new(&rule.relation, |place| layers.place(place)).ok()?.land_met(subject)?,
        Relation::OverlapMeasures { .. } => rings_of_measures(inputs.others.iter().map(AsRef::as_ref)),
        Relation::Whenever { .. } if of_changes => changing_parcels(inputs, layers),
        _ => return Some(Rings::new()),
    };
    let found = match &rule.relation {
        Relation::Whenever { .. } => found,
        _ if of_changes => cut(&found, &changing_parcels(inputs, layers), Operation::Intersection)?,
        _ => found,
    };
    if inputs.outside.is_empty() {
        return Some(found);
    }
    cut(&found, &rings_of_measures(inputs.outside.iter().map(AsRef::as_ref)), Operation::Difference)
}

/// The parcels of which the subject changes some land as the rule says.
fn changing_parcels(inputs: &Inputs, layers: &LayersIndex) -> Rings {
    let parts = inputs.parts.as_ref().and_then(|parts| parts.as_ref().ok());
    let (Some(parts), Ok(parcels)) = (parts, layers.place(&Place::of(Role::LandUse))) else { return Rings::new() };
    let Some(set) = parcels.set() else { return Rings::new() };
    let changing = changing_parts(parts, &inputs.rule.subject).map(|part| part.parcel);
    changing.flat_map(|(layer, feature)| set.rings(layer, feature)).collect()
}

fn rings_of_measures<'a>(measures: impl Iterator<Item = &'a Measure>) -> Rings {
    let rings = |measure: &Measure| -> Rings {
        EdgeIndex::from_multi_polygon(&measure.shape.0).ring_points().map(<[Point]>::to_vec).collect()
    };
    measures.flat_map(rings).collect()
}

fn cut(rings: &Rings, by: &Rings, operation: Operation) -> Option<Rings> {
    let (rings, by) = (rings.iter().map(Vec::as_slice), by.iter().map(Vec::as_slice));
    let shape = general_overlay(rings, by, operation, FillRule::NonZero)?;
    Some(EdgeIndex::from_multi_polygon(&shape).ring_points().map(<[Point]>::to_vec).collect())
}
