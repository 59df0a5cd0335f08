//! Where a verdict is on the map.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::checks::{ConflictPiece, Patch, Relation, SubjectId, Verdict};
use crate::command::ViewCommand;
use crate::design::{FeatureId, shape_bounds};
use crate::geometry::{Bounds, GeometryKind};
use crate::session::OpenProject;
use crate::ui::Desk;

/// More outlines than this say nothing more on a map.
const MOST_OUTLINES: usize = 400;

/// Outlines the land of a verdict and goes there; to its subject where it names no land.
pub fn locate(desk: &mut Desk, verdict: &Verdict) {
    let Some(project) = desk.project() else { return };
    let shapes = outlines(project, verdict);
    let found = shapes.iter().fold(Bounds::EMPTY, |whole, shape| whole.union(&shape_bounds(shape)));
    let subject = subject_bounds(project, verdict.subject);
    desk.view.highlighted = shapes;
    let place = match subject {
        // A red line runs through the whole county: what matters lies on the subject.
        Some(subject) if subject.meets(&found) => common(&subject, &found),
        Some(subject) => subject,
        None => found,
    };
    if !place.is_empty() {
        desk.view_command(ViewCommand::ZoomTo(place));
    }
}

/// The land that the subject shares with what it is held against; where the rule is about no such land, the patches whole.
fn outlines(project: &OpenProject, verdict: &Verdict) -> Vec<Arc<MultiPolygon<f64>>> {
    let shared = shared_land(project, verdict).unwrap_or_default();
    if !shared.is_empty() {
        return shared;
    }
    let shape_of = |patch: &Patch| match *patch {
        Patch::Feature(layer, row) => {
            let shapes = &project.layer(layer)?.shapes;
            (shapes.kind() == GeometryKind::Polygons).then(|| Arc::new(shapes.multi_polygon(row)))
        }
        Patch::Measure(id) => project.document().measure(id).map(|measure| Arc::new(measure.shape.0.clone())),
    };
    verdict.finding.patches.iter().take(MOST_OUTLINES).filter_map(shape_of).collect()
}

fn shared_land(project: &OpenProject, verdict: &Verdict) -> Option<Vec<Arc<MultiPolygon<f64>>>> {
    let Relation::Overlap { role, .. } = verdict.rule.relation else { return None };
    let shape = project.document().current_scheme().shape(subject_feature(verdict.subject)?)?;
    let named = |piece: &ConflictPiece| verdict.finding.patches.contains(&Patch::Feature(piece.layer, piece.feature));
    let pieces = project.conflicts()?.pieces(&shape.0, role).into_iter().filter(named);
    Some(pieces.take(MOST_OUTLINES).map(|piece| Arc::new(piece.shape.multi_polygon())).collect())
}

fn subject_feature(subject: SubjectId) -> Option<FeatureId> {
    match subject {
        SubjectId::Zone(id) => Some(FeatureId::Zone(id)),
        SubjectId::Measure(id) => Some(FeatureId::Measure(id)),
        SubjectId::Scheme | SubjectId::Layer(_) => None,
    }
}

fn subject_bounds(project: &OpenProject, subject: SubjectId) -> Option<Bounds> {
    let feature = subject_feature(subject)?;
    project.document().current_scheme().shape(feature).map(|shape| shape_bounds(&shape.0))
}

fn common(one: &Bounds, other: &Bounds) -> Bounds {
    let smaller = |a: f64, b: f64| a.min(b);
    let larger = |a: f64, b: f64| a.max(b);
    Bounds {
        min: [larger(one.min[0], other.min[0]), larger(one.min[1], other.min[1])],
        max: [smaller(one.max[0], other.max[0]), smaller(one.max[1], other.max[1])],
    }
}
