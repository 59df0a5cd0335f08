//! The quick fix of a verdict: its subject without the land in question, with the change of area, to be looked at before it is
//! taken.

use super::land::Ground;
use super::{Engine, LayersIndex, Subjects};
use crate::base::Role;
use crate::checks::pack::{Relation, SubjectFilter};
use crate::checks::trim::{TrimProblem, Trimmed, without_land};
use crate::checks::verdict::Verdict;
use crate::geometry::Point;
use crate::geometry::overlay::EdgeIndex;
use crate::geometry::validity::shape_problem;

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
        let index = EdgeIndex::from_multi_polygon(subject.shape());
        without_land(&index, &self.land_in_question(verdict, &index, layers), role, &layers.plane)
    }

    fn land_in_question(&self, verdict: &Verdict, index: &EdgeIndex, layers: &LayersIndex) -> Vec<Vec<Point>> {
        let rule = &verdict.rule;
        let inputs = self.inputs_of(&rule.id, verdict.subject);
        match &rule.relation {
            Relation::Overlap { .. } | Relation::Slope { .. } | Relation::Count { .. } => {
                let place = rule.relation.places().into_iter().next().and_then(|place| layers.place(&place).ok());
                place.as_ref().and_then(|place| place.set()).map(|set| set.land_met(index)).unwrap_or_default()
            }
            Relation::OverlapMeasures { .. } => {
                let others = inputs.map_or(&[][..], |inputs| &inputs.others);
                others.iter().flat_map(|measure| rings_of(&measure.shape.0)).collect()
            }
            Relation::Whenever { .. } if matches!(rule.subject, SubjectFilter::Changes { .. }) => {
                let parts = inputs.and_then(|inputs| inputs.parts.as_ref()?.as_ref().ok());
                let ground = parts.and_then(|parts| Ground::of_changes(parts, &rule.subject)).unwrap_or_default();
                ground.shapes.iter().flat_map(|shape| rings_of(shape)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Open rings, shells counter-clockwise and holes clockwise.
fn rings_of(shape: &geo::MultiPolygon<f64>) -> Vec<Vec<Point>> {
    EdgeIndex::from_multi_polygon(shape).ring_points().map(<[Point]>::to_vec).collect()
}
