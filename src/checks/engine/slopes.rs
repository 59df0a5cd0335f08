//! Land between two slopes: by the slope layer, and beside it by the level that the survey states of the parcel (as
//! `simulation.md` §3 takes slopes). Land of which neither says a slope is not taken for gentle.

use std::borrow::Cow;
use std::sync::Arc;

use super::Unknown;
use super::land::{Ground, area_of};
use super::place_index::PlaceIndex;
use super::shapes::{Held, Shared};
use crate::checks::pack::{Place, Relation};
use crate::crs::AreaPlane;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};

/// Land up to here beside a layer is rounding, m².
const DUST_M2: f64 = 1e-3;

/// The two sources of slopes; one may be missing.
pub(super) struct Slopes {
    layer: Option<Graded>,
    survey: Option<Graded>,
}

/// What one source says.
struct Graded {
    /// Land between the slopes asked for.
    sought: Arc<PlaceIndex>,
    /// All land that the source grades.
    any: Arc<PlaceIndex>,
}

/// A ground held against slopes.
pub(super) struct OnSlopes<'a> {
    pub held: Vec<Held<'a>>,
    /// What the slope layer does not grade.
    rest: Option<Cow<'a, Ground<'a>>>,
}

impl Slopes {
    /// Finds the places of a relation that asks for slopes; the slope layer is what is missing where no source is there.
    pub fn new(
        relation: &Relation,
        place: impl Fn(&Place) -> Result<Arc<PlaceIndex>, Unknown>,
    ) -> Result<Self, Unknown> {
        let places = relation.places();
        let [in_layer, in_survey, layer, survey] = &places[..] else { return Err(Unknown::Cut) };
        let graded = |sought, any| Ok::<_, Unknown>(Graded { sought: place(sought)?, any: place(any)? });
        let survey = graded(in_survey, survey).ok();
        match graded(in_layer, layer) {
            Ok(layer) => Ok(Self { layer: Some(layer), survey }),
            Err(_) if survey.is_some() => Ok(Self { layer: None, survey }),
            Err(missing) => Err(missing),
        }
    }

    /// Each part of a ground with the place that says its slope.
    pub fn hold<'g>(&self, ground: &'g Ground<'g>, plane: &AreaPlane) -> Result<OnSlopes<'g>, Unknown> {
        let mut held = Vec::new();
        let rest = match &self.layer {
            Some(layer) => {
                held.push(Held { ground: Cow::Borrowed(ground), place: layer.sought.clone() });
                self.beside_layer(ground, layer, plane)?
            }
            None => Some(Cow::Borrowed(ground)),
        };
        if let (Some(survey), Some(rest)) = (&self.survey, &rest) {
            held.push(Held { ground: rest.clone(), place: survey.sought.clone() });
        }
        Ok(OnSlopes { held, rest })
    }

    fn beside_layer<'g>(
        &self,
        ground: &'g Ground<'g>,
        layer: &Graded,
        plane: &AreaPlane,
    ) -> Result<Option<Cow<'g, Ground<'g>>>, Unknown> {
        let graded = Shared::of(&[Held { ground: Cow::Borrowed(ground), place: layer.any.clone() }]);
        if graded.overlap.area_m2 >= area_of(&ground.indexes(), plane).ellipsoidal_m2() - DUST_M2 {
            return Ok(None);
        }
        Ok(ground.clone().beyond(std::slice::from_ref(&layer.any))?.map(Cow::Owned))
    }

    /// Land of a ground of which no source says a slope, m².
    pub fn unknown_m2(&self, on_slopes: &OnSlopes<'_>, plane: &AreaPlane) -> f64 {
        let Some(rest) = &on_slopes.rest else { return 0.0 };
        let rest_m2 = area_of(&rest.indexes(), plane).ellipsoidal_m2();
        let surveyed = self.survey.as_ref().map_or(0.0, |survey| {
            Shared::of(&[Held { ground: rest.clone(), place: survey.any.clone() }]).overlap.area_m2
        });
        rest_m2 - surveyed
    }

    /// The rings of the land between the slopes that a subject meets: whole features, and of the survey what lies beside the
    /// slope layer. `None` where they can't be cut.
    pub fn land_met(&self, subject: &EdgeIndex) -> Option<Vec<Vec<Point>>> {
        let met = |place: &PlaceIndex| place.set().map(|set| set.land_met(subject)).unwrap_or_default();
        let in_survey = self.survey.as_ref().map(|survey| met(&survey.sought)).unwrap_or_default();
        let Some(layer) = &self.layer else { return Some(in_survey) };
        let mut land = met(&layer.sought);
        if !in_survey.is_empty() {
            let graded = met(&layer.any);
            let (survey, graded) = (in_survey.iter().map(Vec::as_slice), graded.iter().map(Vec::as_slice));
            let beside = general_overlay(survey, graded, Operation::Difference, FillRule::NonZero)?;
            land.extend(EdgeIndex::from_multi_polygon(&beside).ring_points().map(<[Point]>::to_vec));
        }
        Some(land)
    }
}
