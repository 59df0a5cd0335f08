//! The land behind a verdict on a zone or a measure, piece by piece: what a map hatches and a report lists. The pieces are those
//! that the figure was made of, so they sum to it.

use geo::MultiPolygon;

use super::cached::Inputs;
use super::holes::holes_of;
use super::land::Ground;
use super::place_index::PlaceIndex;
use super::slopes::Slopes;
use super::{Engine, LayersIndex, Patch, Unknown};
use crate::checks::ConflictPiece;
use crate::checks::pack::{Relation, SubjectFilter};
use crate::checks::verdict::Verdict;
use crate::crs::AreaPlane;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::shape_problem;

/// Land that breaks a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictPiece {
    /// Whose land it is beside the subject's; `None` where the rule asks for the subject alone, or for what lies outside of
    /// something.
    pub of: Option<Patch>,
    /// Valid rings, metres in the project's plane.
    pub shape: MultiPolygon<f64>,
}

impl Engine {
    /// The land on which a zone or a measure breaks the rule of a verdict, in the order of its parts and of the features there;
    /// none where the rule holds, or is about figures, lengths or distances. The verdict is one of this engine's last run.
    pub fn land_of(&self, verdict: &Verdict, layers: &LayersIndex) -> Result<Vec<VerdictPiece>, Unknown> {
        let rule = &verdict.rule;
        let inputs = self.inputs_of(&rule.id, verdict.subject).filter(|_| !verdict.finding.holds);
        let Some(inputs) = inputs else { return Ok(Vec::new()) };
        let Some(ground) = ground_of(inputs)? else { return Ok(Vec::new()) };
        match &rule.relation {
            Relation::Slope { .. } => {
                let slopes = Slopes::new(&rule.relation, |place| layers.place(place))?;
                let mut pieces = Vec::new();
                for held in slopes.hold(&ground, &layers.plane)?.held {
                    pieces.extend(land_on_place(&held.ground, &held.place)?);
                }
                Ok(pieces)
            }
            Relation::Overlap { .. } | Relation::Count { .. } => {
                let mut pieces = Vec::new();
                for place in rule.relation.places() {
                    pieces.extend(land_on_place(&ground, &*layers.place(&place)?)?);
                }
                Ok(pieces)
            }
            Relation::OverlapMeasures { .. } => {
                let indexes = ground.indexes();
                let mut pieces = Vec::new();
                for measure in &inputs.others {
                    let other = EdgeIndex::from_multi_polygon(&measure.shape.0);
                    let subject = indexes.iter().flat_map(EdgeIndex::ring_points);
                    let shared = cut(subject, other.ring_points(), Operation::Intersection)?;
                    pieces.extend(piece(Some(Patch::Measure(measure.id)), shared, &layers.plane));
                }
                Ok(pieces)
            }
            Relation::Within { any_of } => {
                let places = any_of.iter().map(|place| layers.place(place)).collect::<Result<Vec<_>, _>>()?;
                let mut pieces = Vec::new();
                for index in ground.indexes() {
                    let sets = places.iter().filter_map(|place| place.set());
                    let met: Vec<Vec<Point>> = sets.flat_map(|set| set.land_met(&index)).collect();
                    let met = met.iter().map(Vec::as_slice);
                    let outside = cut(index.ring_points(), met, Operation::Difference)?;
                    pieces.extend(piece(None, outside, &layers.plane));
                }
                Ok(pieces)
            }
            Relation::Holes => {
                let holes = holes_of(&ground.shapes).ok_or(Unknown::Cut)?;
                let each = holes.into_iter().map(|hole| MultiPolygon(vec![hole]));
                Ok(each.filter_map(|hole| piece(None, hole, &layers.plane)).collect())
            }
            // The rule asks for the subject's own land.
            Relation::Whenever { .. } | Relation::Unbacked { .. } | Relation::PerHousehold | Relation::Reach { .. } => {
                let shapes = ground.shapes.into_iter();
                Ok(shapes.filter_map(|shape| piece(None, shape.into_owned(), &layers.plane)).collect())
            }
            Relation::Distance { .. } | Relation::Length { .. } | Relation::Ratio { .. } | Relation::Balance { .. } => {
                Ok(Vec::new())
            }
        }
    }
}

/// The land of a zone or a measure that its rule looks at; `None` where there is none, and for other subjects.
fn ground_of(inputs: &Inputs) -> Result<Option<Ground<'_>>, Unknown> {
    let ground = match (&inputs.rule.subject, &inputs.parts, &inputs.subject) {
        (SubjectFilter::Changes { .. }, Some(Ok(parts)), _) => Ground::of_changes(parts, &inputs.rule.subject),
        (SubjectFilter::Changes { .. }, ..) => None,
        (_, _, subject) => subject.as_ref().map(|subject| Ground::of_shape(subject.shape())),
    };
    let Some(ground) = ground else { return Ok(None) };
    let outside: Vec<&MultiPolygon<f64>> = inputs.outside.iter().map(|measure| &measure.shape.0).collect();
    ground.without(&outside)
}

/// What a ground shares with the features of a place.
fn land_on_place(ground: &Ground<'_>, place: &PlaceIndex) -> Result<Vec<VerdictPiece>, Unknown> {
    let Some(set) = place.set() else { return Ok(Vec::new()) };
    let said = |piece: ConflictPiece| VerdictPiece {
        of: Some(Patch::Feature(piece.layer, place.row(piece.layer, piece.feature))),
        shape: piece.shape.multi_polygon(),
    };
    let mut pieces = Vec::new();
    for shape in &ground.shapes {
        // Of a part that its cut left lying along itself the set would name no pieces: it is taken anew.
        let found = match shape_problem(shape) {
            None => set.pieces(shape),
            Some(_) => {
                let index = EdgeIndex::from_multi_polygon(shape);
                set.pieces(&cut(index.ring_points(), std::iter::empty(), Operation::Subject)?)
            }
        };
        pieces.extend(found.into_iter().map(said));
    }
    Ok(pieces)
}

fn cut<'a, 'b>(
    subject: impl Iterator<Item = &'a [Point]>,
    clip: impl Iterator<Item = &'b [Point]>,
    operation: Operation,
) -> Result<MultiPolygon<f64>, Unknown> {
    general_overlay(subject, clip, operation, FillRule::NonZero).ok_or(Unknown::Cut)
}

/// A piece, if there is enough of it to count.
fn piece(of: Option<Patch>, shape: MultiPolygon<f64>, plane: &AreaPlane) -> Option<VerdictPiece> {
    EdgeIndex::from_multi_polygon(&shape).area(plane).counts().then_some(VerdictPiece { of, shape })
}
