//! One rule asked of one subject.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;

use super::figures::figure_of;
use super::holes::holes_of;
use super::land::{Ground, area_of, mean_width_m};
use super::lines::{distance_m, features_through, features_within_m, length_within_m, reach_m};
use super::place_index::PlaceIndex;
use super::shapes::{Held, Shared, shared_with_measures};
use super::slivers::{SliverFinder, outlines_of};
use super::slopes::Slopes;
use super::{Finding, Patch, Unknown};
use crate::base::Role;
use crate::checks::overlap_set::SetOverlap;
use crate::checks::pack::{Place, Relation, Rule};
use crate::checks::quantity::Quantities;
use crate::checks::sliver::Sliver;
use crate::crs::AreaPlane;
use crate::design::MeasureId;
use crate::geometry::Point;
use crate::geometry::overlay::EdgeIndex;

/// What the land of a subject is held against.
pub(super) struct Against<'a> {
    pub plane: &'a AreaPlane,
    pub place: &'a dyn Fn(&Place) -> Result<Arc<PlaceIndex>, Unknown>,
    /// Measures that the relation looks at.
    pub measures: Vec<(MeasureId, &'a MultiPolygon<f64>)>,
    /// The whole subject; none for a base layer.
    pub subject: Option<&'a MultiPolygon<f64>>,
    /// Households that a measure plans for.
    pub households: Option<f64>,
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
    match &rule.relation {
        Relation::Overlap { .. } | Relation::Count { .. } => {
            let held = [Held { ground: Cow::Borrowed(ground), place: the_place(rule, against)? }];
            ask_places(rule, ground, &held, against)
        }
        Relation::Slope { .. } => {
            let slopes = Slopes::new(&rule.relation, against.place)?;
            let on_slopes = slopes.hold(ground, against.plane)?;
            let finding = ask_places(rule, ground, &on_slopes.held, against)?;
            // Of a layer's features only those near steep land are asked: what is unknown of the others is not told here.
            let of_measure = ground.features.is_empty();
            if finding.holds && of_measure && slopes.unknown_m2(&on_slopes, against.plane) > rule.tolerance() {
                return Err(Unknown::NoSlope);
            }
            Ok(finding)
        }
        Relation::Within { any_of } => ask_within(rule, ground, any_of, against),
        Relation::OverlapMeasures { .. } => {
            let shared = shared_with_measures(&ground.indexes(), &against.measures, against.plane)?;
            let figure = share_or_land(rule, shared.overlap.area_m2, ground, against);
            Ok(with_land(held_against_threshold(rule, figure), shared))
        }
        Relation::Whenever { .. } => {
            let whole = whole(ground, against);
            let figure = share_or_land(rule, whole.overlap.area_m2, ground, against);
            Ok(of_own_land(held_against_threshold(rule, figure), whole, ground, against))
        }
        Relation::Unbacked { .. } => {
            let whole = whole(ground, against);
            let figure = if against.measures.is_empty() { whole.overlap.area_m2 } else { 0.0 };
            Ok(of_own_land(held_against_threshold(rule, figure), whole, ground, against))
        }
        Relation::PerHousehold => {
            let households = against.households.filter(|households| *households > 0.0).ok_or(Unknown::NoHouseholds)?;
            let subject = against.subject.map(EdgeIndex::from_multi_polygon).unwrap_or_default();
            let finding = held_against_threshold(rule, subject.area(against.plane).ellipsoidal_m2() / households);
            Ok(of_own_land(finding, whole(ground, against), ground, against))
        }
        Relation::Holes => {
            let holes = holes_of(&ground.shapes).ok_or(Unknown::Cut)?;
            let number = holes.0.len();
            let enclosed = Ground { shapes: vec![Cow::Owned(holes)], features: Vec::new() };
            let shared = whole(&enclosed, against);
            let figure = share_or_land(rule, shared.overlap.area_m2, ground, against);
            let finding = of_own_land(held_against_threshold(rule, figure), shared, ground, against);
            Ok(Finding { features: number, ..finding })
        }
        Relation::Length { .. } => {
            let (indexes, place) = (ground.indexes(), the_place(rule, against)?);
            let finding = held_against_threshold(rule, length_within_m(&indexes, &place));
            Ok(with_patches(finding, || features_through(&indexes, &place)))
        }
        Relation::Distance { .. } => {
            let (indexes, place) = (ground.indexes(), the_place(rule, against)?);
            // A place without features is infinitely far: nothing to keep away from.
            let finding = held_against_threshold(rule, distance_m(&indexes, &place).unwrap_or(f64::MAX));
            Ok(with_patches(finding, || features_within_m(&indexes, &place, rule.threshold * rule.unit.size())))
        }
        Relation::Reach { strip_up_to_m, .. } => {
            let (indexes, place) = (ground.indexes(), the_place(rule, against)?);
            let subject = against.subject.map(EdgeIndex::from_multi_polygon).unwrap_or_default();
            let is_strip = mean_width_m(subject.ring_points()) <= *strip_up_to_m;
            let width_m = if is_strip { reach_m(&indexes, &place) } else { None };
            let finding = held_against_threshold(rule, width_m.unwrap_or(0.0));
            Ok(of_own_land(finding, whole(ground, against), ground, against))
        }
        Relation::Ratio { .. } | Relation::Balance { .. } => Err(Unknown::Cut),
    }
}

fn ask_places(rule: &Rule, ground: &Ground<'_>, held: &[Held<'_>], against: &Against<'_>) -> Result<Finding, Unknown> {
    let mut shared = Shared::of(held);
    let figure = match rule.relation {
        Relation::Count { .. } => shared.overlap.features as f64,
        _ => share_or_land(rule, shared.overlap.area_m2, ground, against),
    };
    let finding = held_against_threshold(rule, figure);
    counted(&finding, &shared)?;
    if !finding.holds {
        shared.explain(held);
    }
    Ok(with_land(finding, shared))
}

/// The finding about the features of a layer, of what they share with the places that the rule names and their own area.
pub(super) fn finding_of_layer(rule: &Rule, shared: Shared, ground_m2: f64) -> Result<Finding, Unknown> {
    let figure = match rule.relation {
        Relation::Count { .. } => shared.overlap.features as f64,
        _ if rule.is_share_of_subject() => {
            if ground_m2 > 0.0 {
                shared.overlap.area_m2 / ground_m2
            } else {
                0.0
            }
        }
        _ => shared.overlap.area_m2,
    };
    let finding = held_against_threshold(rule, figure);
    counted(&finding, &shared)?;
    Ok(with_land(finding, shared))
}

/// More land than was counted can break a rule, never mend it.
fn counted(finding: &Finding, shared: &Shared) -> Result<(), Unknown> {
    match shared.overlap.uncounted.first() {
        Some(&(layer, row)) if finding.holds => Err(Unknown::Uncounted(layer, row)),
        _ => Ok(()),
    }
}

fn ask_within(rule: &Rule, ground: &Ground<'_>, any_of: &[Place], against: &Against<'_>) -> Result<Finding, Unknown> {
    let places = any_of.iter().map(against.place).collect::<Result<Vec<_>, _>>()?;
    let mut outside = whole(ground, against);
    for place in &places {
        let inside = Shared::of(&[Held { ground: Cow::Borrowed(ground), place: place.clone() }]);
        outside.overlap.area_m2 -= inside.overlap.area_m2;
        outside.overlap.planar_m2 -= inside.overlap.planar_m2;
    }
    outside.overlap.area_m2 = outside.overlap.area_m2.max(0.0);
    outside.overlap.planar_m2 = outside.overlap.planar_m2.max(0.0);
    outside.overlap.sum_m2 = outside.overlap.area_m2;
    let figure = share_or_land(rule, outside.overlap.area_m2, ground, against);
    let finding = held_against_threshold(rule, figure);
    if finding.holds {
        return Ok(with_land(finding, outside));
    }
    let Some(rest) = ground.clone().beyond(&places)? else { return Ok(with_land(finding, outside)) };
    outside.slivers = slivers_beyond(ground, &rest, &places, against);
    Ok(of_own_land(finding, outside, &rest, against))
}

/// Slivers of ground that lies beyond the places that it should lie in.
fn slivers_beyond(
    ground: &Ground<'_>,
    rest: &Ground<'_>,
    places: &[Arc<PlaceIndex>],
    against: &Against<'_>,
) -> Vec<Sliver> {
    let own: Vec<EdgeIndex> = ground.indexes();
    let mut slivers = SliverFinder::new(EdgeIndex::from_rings(own.iter().flat_map(EdgeIndex::ring_points)));
    for polygon in rest.shapes.iter().flat_map(|shape| shape.iter()) {
        let index = EdgeIndex::from_multi_polygon(&MultiPolygon(vec![polygon.clone()]));
        let mut beside = places.iter().map(|place| (place, place.features_near(&index.bounds())));
        let beside = beside.find(|(_, near)| !near.is_empty());
        let patch = beside.as_ref().and_then(|(place, near)| {
            near.first().map(|&(layer, feature)| Patch::Feature(layer, place.row(layer, feature)))
        });
        let amount = index.area(against.plane);
        let rings: Vec<&[Point]> = index.ring_points().collect();
        slivers.look_at(&rings, [amount.ellipsoidal_m2(), amount.planar_m2()], patch, || {
            beside.map(|(place, near)| outlines_of(place, near)).unwrap_or_default()
        });
    }
    slivers.found
}

fn the_place(rule: &Rule, against: &Against<'_>) -> Result<Arc<PlaceIndex>, Unknown> {
    match rule.relation.places().first() {
        Some(place) => (against.place)(place),
        None => Err(Unknown::Cut),
    }
}

/// All land of a ground.
fn whole(ground: &Ground<'_>, against: &Against<'_>) -> Shared {
    let area = area_of(&ground.indexes(), against.plane);
    let area_m2 = area.ellipsoidal_m2();
    let overlap = SetOverlap { area_m2, sum_m2: area_m2, planar_m2: area.planar_m2(), ..SetOverlap::default() };
    Shared { overlap, ..Shared::default() }
}

/// Land as the rule wants it: as it is, or as a share of the subject.
fn share_or_land(rule: &Rule, found_m2: f64, ground: &Ground<'_>, against: &Against<'_>) -> f64 {
    if !rule.is_share_of_subject() {
        return found_m2;
    }
    let subject_m2 = area_of(&ground.indexes(), against.plane).ellipsoidal_m2();
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

fn with_land(mut finding: Finding, shared: Shared) -> Finding {
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

/// A finding about the subject's own land: the features of the ground, else the parcels beneath it.
fn of_own_land(finding: Finding, shared: Shared, ground: &Ground<'_>, against: &Against<'_>) -> Finding {
    with_patches(with_land(finding, shared), || {
        if !ground.features.is_empty() {
            return ground.features.iter().map(|&(layer, row)| Patch::Feature(layer, row)).collect();
        }
        let Ok(parcels) = (against.place)(&Place::of(Role::LandUse)) else { return Vec::new() };
        let Some(set) = parcels.set() else { return Vec::new() };
        let pieces = ground.shapes.iter().flat_map(|shape| set.pieces(shape));
        let met: BTreeSet<Patch> = pieces.map(|piece| Patch::Feature(piece.layer, piece.feature)).collect();
        met.into_iter().collect()
    })
}

/// Names what is behind a finding where the rule is broken.
fn with_patches(mut finding: Finding, patches: impl FnOnce() -> Vec<Patch>) -> Finding {
    if !finding.holds {
        finding.patches = patches();
        finding.features = finding.patches.len();
    }
    finding
}
