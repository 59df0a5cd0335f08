//! One rule asked of one subject.

use std::sync::Arc;

use geo::MultiPolygon;

use super::figures::figure_of;
use super::land::{Ground, area_of};
use super::lines::{distance_m, length_within_m};
use super::place_index::PlaceIndex;
use super::shapes::{Shared, shared_with_measures, shared_with_place};
use super::{Finding, Unknown};
use crate::checks::pack::{Place, Relation, Rule};
use crate::checks::quantity::Quantities;
use crate::crs::AreaPlane;
use crate::design::MeasureId;

/// What the land of a subject is held against.
pub(super) struct Against<'a> {
    pub plane: &'a AreaPlane,
    pub place: &'a dyn Fn(&Place) -> Result<Arc<PlaceIndex>, Unknown>,
    /// Measures that the relation looks at.
    pub measures: Vec<(MeasureId, &'a MultiPolygon<f64>)>,
}

/// Asks a rule of the scheme's figures; `None` where it does not apply.
pub(super) fn ask_figures(rule: &Rule, quantities: &Quantities) -> Result<Option<Finding>, Unknown> {
    let Some(figure) = figure_of(&rule.relation, quantities)? else { return Ok(None) };
    let mut finding = held_against_threshold(rule, figure.value);
    finding.slack_m2 = figure.divisor_m2.map(|divisor_m2| finding.slack * rule.unit.size() * divisor_m2);
    Ok(Some(finding))
}

/// Asks a rule of land.
pub(super) fn ask_land(rule: &Rule, ground: &Ground<'_>, against: &Against<'_>) -> Result<Finding, Unknown> {
    let indexes = ground.indexes();
    let area = area_of(&indexes, against.plane);
    match &rule.relation {
        Relation::Overlap { .. } | Relation::Slope { .. } | Relation::Count { .. } => {
            let place = the_place(rule, against)?;
            let shared = shared_with_place(ground, &indexes, &place);
            let figure = match rule.relation {
                Relation::Count { .. } => shared.overlap.features as f64,
                _ => share_or_land(rule, shared.overlap.area_m2, area.ellipsoidal_m2()),
            };
            let finding = held_against_threshold(rule, figure);
            // More land than was counted can break a rule, never mend it.
            match shared.overlap.uncounted.first() {
                Some(&(layer, feature)) if finding.holds => Err(Unknown::Uncounted(layer, place.row(layer, feature))),
                _ => Ok(with_land(finding, shared, ground, Some(&place))),
            }
        }
        Relation::Within { any_of } => {
            let mut inside = Shared::default();
            for place in any_of {
                let place = (against.place)(place)?;
                let shared = shared_with_place(ground, &indexes, &place);
                inside.overlap.area_m2 += shared.overlap.area_m2;
                inside.overlap.planar_m2 += shared.overlap.planar_m2;
            }
            let mut outside = Shared::default();
            outside.overlap.area_m2 = (area.ellipsoidal_m2() - inside.overlap.area_m2).max(0.0);
            outside.overlap.planar_m2 = (area.planar_m2() - inside.overlap.planar_m2).max(0.0);
            outside.overlap.sum_m2 = outside.overlap.area_m2;
            let figure = share_or_land(rule, outside.overlap.area_m2, area.ellipsoidal_m2());
            Ok(with_land(held_against_threshold(rule, figure), outside, ground, None))
        }
        Relation::OverlapMeasures { .. } => {
            let shared = shared_with_measures(&indexes, &against.measures, against.plane)?;
            let figure = share_or_land(rule, shared.overlap.area_m2, area.ellipsoidal_m2());
            Ok(with_land(held_against_threshold(rule, figure), shared, ground, None))
        }
        Relation::Whenever { .. } => {
            let mut whole = Shared::default();
            whole.overlap.area_m2 = area.ellipsoidal_m2();
            whole.overlap.sum_m2 = area.ellipsoidal_m2();
            whole.overlap.planar_m2 = area.planar_m2();
            let figure = share_or_land(rule, area.ellipsoidal_m2(), area.ellipsoidal_m2());
            Ok(with_land(held_against_threshold(rule, figure), whole, ground, None))
        }
        Relation::Length { .. } => {
            Ok(held_against_threshold(rule, length_within_m(&indexes, &*the_place(rule, against)?)))
        }
        Relation::Distance { .. } => {
            let place = the_place(rule, against)?;
            // A place without features is infinitely far: nothing to keep away from.
            Ok(held_against_threshold(rule, distance_m(&indexes, &place).unwrap_or(f64::MAX)))
        }
        Relation::Ratio { .. } | Relation::Balance { .. } => Err(Unknown::Cut),
    }
}

fn the_place(rule: &Rule, against: &Against<'_>) -> Result<Arc<PlaceIndex>, Unknown> {
    match rule.relation.places().first() {
        Some(place) => (against.place)(place),
        None => Err(Unknown::Cut),
    }
}

/// Land as the rule wants it: as it is, or as a share of the subject.
fn share_or_land(rule: &Rule, found_m2: f64, subject_m2: f64) -> f64 {
    if !rule.is_share_of_subject() {
        return found_m2;
    }
    if subject_m2 > 0.0 { found_m2 / subject_m2 } else { 0.0 }
}

/// `figure` in the unit of its dimension.
fn held_against_threshold(rule: &Rule, figure: f64) -> Finding {
    let size = rule.unit.size();
    let bound = rule.relation.bound();
    Finding {
        figure: figure / size,
        threshold: rule.threshold,
        slack: bound.slack(figure / size, rule.threshold),
        holds: bound.holds(figure, rule.threshold * size, rule.tolerance()),
        ..Finding::default()
    }
}

fn with_land(mut finding: Finding, mut shared: Shared, ground: &Ground<'_>, place: Option<&PlaceIndex>) -> Finding {
    if !finding.holds
        && let Some(place) = place
    {
        shared.explain(ground, place);
    }
    finding.features = shared.overlap.features;
    finding.area_m2 = shared.overlap.area_m2;
    finding.sum_m2 = shared.overlap.sum_m2;
    finding.planar_m2 = shared.overlap.planar_m2;
    if !finding.holds {
        finding.patches = shared.patches;
        finding.slivers = shared.slivers;
    }
    finding
}
