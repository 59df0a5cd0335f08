//! Where a verdict is on the map.

use crate::checks::{SubjectId, Verdict};
use crate::command::ViewCommand;
use crate::design::{FeatureId, shape_bounds};
use crate::geometry::Bounds;
use crate::session::{Highlight, OpenProject};
use crate::ui::Desk;

/// Outlines the land of a verdict and goes there; to its subject where it names no land.
pub fn locate(desk: &mut Desk, verdict: &Verdict) {
    let Some(project) = desk.project() else { return };
    let subject = subject_bounds(project, verdict.subject);
    let found = desk.outline(Highlight::Verdict(verdict.id.clone()));
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

fn subject_bounds(project: &OpenProject, subject: SubjectId) -> Option<Bounds> {
    let feature = match subject {
        SubjectId::Zone(id) => FeatureId::Zone(id),
        SubjectId::Measure(id) => FeatureId::Measure(id),
        SubjectId::Scheme | SubjectId::Layer(_) => return None,
    };
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
