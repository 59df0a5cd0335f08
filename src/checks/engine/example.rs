//! A rule asked of made-up land or figures: how packs test themselves.

use std::sync::Arc;

use geo::MultiPolygon;

use super::evaluate::{Against, ask_figures, ask_land};
use super::land::Ground;
use super::place_index::PlaceIndex;
use super::{Finding, Unknown};
use crate::base::{BaseLayer, LayerBuilder, LayerId, Role};
use crate::checks::pack::{Place, Relation, Rule};
use crate::checks::quantity::Quantities;
use crate::crs::{AreaPlane, GaussKruger};
use crate::design::{MeasureId, Shape};
use crate::geometry::validity::shape_problem;
use crate::geometry::{GeometryKind, Point};
use crate::i18n::{Explain, Message, Text, texts};

/// What a rule is asked of.
pub(in crate::checks) enum Example<'a> {
    /// Rings in metres from a place on the central meridian, where a square metre of the plane is one on the ellipsoid.
    Shapes {
        subject: &'a [Point],
        /// Rings inside the subject that are no part of it.
        holes: &'a [Vec<Point>],
        against: &'a [Vec<Point>],
        outside: &'a [Vec<Point>],
        /// Households that the subject plans for.
        households: Option<f64>,
    },
    Figures(&'a Quantities),
}

texts! {
    ExampleText {
        NotApplicable: "规则不适用", "the rule does not apply";
        NothingLeft: "没有剩下的面积", "no land is left";
        NoPlane: "没有坐标系", "no plane";
    }
}

/// Where the examples lie: 30° north on the meridian of most of Zhejiang.
const ORIGIN: Point = [500_000.0, 3_320_000.0];
const EPSG: u32 = 4549;

/// Asks a rule of an example; says why it can't be.
pub(in crate::checks) fn judge_example(rule: &Rule, example: &Example<'_>) -> Result<Finding, Message> {
    match example {
        Example::Figures(quantities) => match ask_figures(rule, quantities) {
            Ok(Some(finding)) => Ok(finding),
            Ok(None) => Err(ExampleText::NotApplicable.plain()),
            Err(unknown) => Err(unknown.message()),
        },
        Example::Shapes { subject, holes, against, outside, households } => {
            let plane = GaussKruger::from_epsg(EPSG).ok_or_else(|| ExampleText::NoPlane.plain())?;
            let mut subject = placed(subject);
            for hole in holes.iter().flat_map(|ring| placed(ring)) {
                subject.0[0].interiors_push(hole.exterior().clone());
            }
            let against: Vec<MultiPolygon<f64>> = against.iter().map(|ring| placed(ring)).collect();
            let outside: Vec<MultiPolygon<f64>> = outside.iter().map(|ring| placed(ring)).collect();
            if let Some(problem) = [&subject].into_iter().chain(&against).chain(&outside).find_map(shape_problem) {
                return Err(problem.message());
            }
            let land = Land { subject: &subject, against: &against, outside: &outside, households: *households };
            land.ask(rule, plane)
        }
    }
}

/// Made-up land in the plane.
struct Land<'a> {
    subject: &'a MultiPolygon<f64>,
    against: &'a [MultiPolygon<f64>],
    outside: &'a [MultiPolygon<f64>],
    households: Option<f64>,
}

impl Land<'_> {
    fn ask(&self, rule: &Rule, plane: GaussKruger) -> Result<Finding, Message> {
        let outside: Vec<&MultiPolygon<f64>> = self.outside.iter().collect();
        let ground = Ground::of_shape(self.subject).without(&outside).map_err(|unknown| unknown.message())?;
        let ground = ground.ok_or_else(|| ExampleText::NothingLeft.plain())?;
        let is_of_measures = matches!(rule.relation, Relation::OverlapMeasures { .. } | Relation::Unbacked { .. });
        let index_of =
            |shapes: &[MultiPolygon<f64>]| Arc::new(PlaceIndex::of_layer(plane, layer_of(rule, shapes, plane)));
        // Of several places, the first has the features and the others none; slopes are graded everywhere.
        let place = index_of(if is_of_measures { &[] } else { self.against });
        let (empty, everywhere) = (index_of(&[]), index_of(std::slice::from_ref(self.subject)));
        let (first, sought) = (rule.relation.places().into_iter().next(), rule.relation.sought_places());
        let find = |wanted: &Place| match wanted {
            _ if Some(wanted) == first.as_ref() => place.clone(),
            Place { role: Role::Slope, .. } if !sought.contains(wanted) => everywhere.clone(),
            _ => empty.clone(),
        };
        let asked = Against {
            plane: &AreaPlane::new(plane),
            place: &|wanted| Ok::<_, Unknown>(find(wanted)),
            measures: if is_of_measures { numbered(self.against) } else { Vec::new() },
            subject: Some(self.subject),
            households: self.households,
        };
        ask_land(rule, &ground, &asked).map_err(|unknown| unknown.message())
    }
}

fn numbered(shapes: &[MultiPolygon<f64>]) -> Vec<(MeasureId, &MultiPolygon<f64>)> {
    shapes.iter().enumerate().map(|(index, shape)| (MeasureId(index as u64 + 1), shape)).collect()
}

fn placed(ring: &[Point]) -> MultiPolygon<f64> {
    let ring: Vec<Point> = ring.iter().map(|point| [ORIGIN[0] + point[0], ORIGIN[1] + point[1]]).collect();
    Shape::from_ring(&ring).0
}

fn layer_of(rule: &Rule, shapes: &[MultiPolygon<f64>], plane: GaussKruger) -> BaseLayer {
    let role = rule.relation.role().unwrap_or(Role::Reference);
    let mut builder = LayerBuilder::new("", role, GeometryKind::Polygons);
    for shape in shapes {
        builder.shapes.multi_polygon(shape);
    }
    builder.build(LayerId(1), plane)
}
