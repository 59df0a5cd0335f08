//! A rule about the land of a base layer, feature by feature: what each feature adds to the figure is found once, and what it adds
//! without the land of measures once for these measures. So an answer about thousands of features follows a vertex that is dragged.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use geo::MultiPolygon;
use rayon::prelude::*;

use super::cached::{Answered, same_measures};
use super::evaluate::finding_of_layer;
use super::land::{Ground, area_of, feature_filter};
use super::place_index::PlaceIndex;
use super::shapes::{Held, Shared};
use super::slopes::Slopes;
use super::{LayersIndex, Unknown};
use crate::base::{BaseLayer, LayerId};
use crate::checks::pack::{Place, Relation, Rule, SubjectFilter};
use crate::design::Measure;
use crate::geometry::Bounds;

/// Features that one thread takes at a time: fewer are not worth handing out.
const FEW: usize = 64;

/// Whether the answer to a rule is a sum over the features of a layer.
pub(super) fn is_by_feature(rule: &Rule) -> bool {
    matches!(rule.subject, SubjectFilter::Layer { .. })
        && matches!(rule.relation, Relation::Overlap { .. } | Relation::Slope { .. } | Relation::Count { .. })
}

/// The features that a rule is about, with what each adds while it is whole.
#[derive(Debug)]
pub(super) struct LayerShares {
    /// The rule that was asked.
    rule: Arc<Rule>,
    features: Vec<(LayerFeature, Share)>,
    /// What features added last without the land of measures, by position.
    less: Mutex<BTreeMap<usize, Less>>,
}

/// What is left of a feature adds.
#[derive(Debug)]
struct Less {
    /// The measures that meet its box.
    outside: Vec<Arc<Measure>>,
    share: Share,
}

/// What has been found, by the rule's id.
#[derive(Debug, Default)]
pub(super) struct SharesOfRules(Mutex<BTreeMap<String, Arc<LayerShares>>>);

#[derive(Debug)]
struct LayerFeature {
    layer: Arc<BaseLayer>,
    number: usize,
    /// What findings call it.
    id: (LayerId, usize),
    bounds: Bounds,
}

/// What land of a feature adds; `None` where nothing is left of it.
type Share = Result<Option<(Shared, f64)>, Unknown>;

/// What the features of a layer are held against.
struct Asked<'a> {
    rule: &'a Arc<Rule>,
    layers: &'a LayersIndex,
    /// The layers that the rule is about.
    subject: Arc<PlaceIndex>,
    slopes: Option<Slopes>,
    place: Option<Arc<PlaceIndex>>,
}

/// Asks a rule for which [`is_by_feature`] holds; `outside` are the measures whose land is left out.
pub(super) fn ask_layer(rule: &Arc<Rule>, outside: &[Arc<Measure>], layers: &LayersIndex) -> Answered {
    let asked = Asked::new(rule, layers)?;
    let shares = match &rule.outside[..] {
        // Nothing is ever left out: the answer itself is what is kept.
        [] => Arc::new(asked.shares()?),
        _ => layers.shares_of_rules.find(rule, || asked.shares())?,
    };
    let less = asked.without(&shares, outside);
    let (mut all, mut ground_m2, mut is_left) = (Shared::default(), 0.0, false);
    for (position, (_, whole)) in shares.features.iter().enumerate() {
        let share = less.get(&position).map_or(whole, |less| &less.share);
        if let Some((shared, own_m2)) = share.as_ref().map_err(Clone::clone)? {
            all.join(shared);
            ground_m2 += own_m2;
            is_left = true;
        }
    }
    *shares.less.lock().unwrap_or_else(PoisonError::into_inner) = less;
    if !is_left {
        return Ok(None);
    }
    finding_of_layer(rule, all, ground_m2).map(|finding| Some(Arc::new(finding)))
}

impl SharesOfRules {
    fn find(
        &self,
        rule: &Arc<Rule>,
        make: impl FnOnce() -> Result<LayerShares, Unknown>,
    ) -> Result<Arc<LayerShares>, Unknown> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shares) = lock().get(&rule.id)
            && (Arc::ptr_eq(&shares.rule, rule) || shares.rule == *rule)
        {
            return Ok(shares.clone());
        }
        // Made without the lock: what is made in parallel may wait for others.
        let made = Arc::new(make()?);
        lock().insert(rule.id.clone(), made.clone());
        Ok(made)
    }
}

impl<'a> Asked<'a> {
    fn new(rule: &'a Arc<Rule>, layers: &'a LayersIndex) -> Result<Self, Unknown> {
        let SubjectFilter::Layer { role, conditions, .. } = &rule.subject else { return Err(Unknown::Cut) };
        let subject = layers.place(&Place { role: *role, conditions: conditions.clone() })?;
        let slopes = match &rule.relation {
            Relation::Slope { .. } => Some(Slopes::new(&rule.relation, |place| layers.place(place))?),
            _ => None,
        };
        let place = match (&slopes, rule.relation.places().first()) {
            (None, Some(place)) => Some(layers.place(place)?),
            _ => None,
        };
        Ok(Self { rule, layers, subject, slopes, place })
    }

    /// All features that the rule is about and that can break it.
    fn shares(&self) -> Result<LayerShares, Unknown> {
        // What shares no land with the other side adds nothing but to a share.
        let near = match self.rule.is_share_of_subject() {
            true => None,
            false => Some(self.layers.places_there(&self.rule.relation.sought_places())?),
        };
        let is_wanted = feature_filter(&self.rule.subject);
        let mut features = Vec::new();
        for layer in &self.subject.layers {
            let bounds = |number| layer.shapes.feature_bounds(number);
            let is_near =
                |number| near.as_ref().is_none_or(|places| places.iter().any(|place| place.may_meet(&bounds(number))));
            let wanted =
                |number: &usize| layer.areas_m2[*number] > 0.0 && is_wanted(layer, *number) && is_near(*number);
            features.extend((0..layer.len()).filter(wanted).map(|number| LayerFeature {
                layer: layer.clone(),
                number,
                id: (layer.id, self.subject.row(layer.id, number)),
                bounds: bounds(number),
            }));
        }
        let with_share = |feature: LayerFeature| {
            let share = self.share(&feature, &[]);
            (feature, share)
        };
        let features = features.into_par_iter().with_min_len(FEW).map(with_share).collect();
        Ok(LayerShares { rule: self.rule.clone(), features, less: Mutex::default() })
    }

    /// What the features add that measures take something off; what was found last for the same measures is taken over.
    fn without(&self, shares: &LayerShares, outside: &[Arc<Measure>]) -> BTreeMap<usize, Less> {
        if outside.is_empty() {
            return BTreeMap::new();
        }
        let outside: Vec<(Bounds, &Arc<Measure>)> = outside.iter().map(|measure| (measure.bounds(), measure)).collect();
        // Taken, not looked at: whoever asks beside finds it all anew.
        let mut before = std::mem::take(&mut *shares.less.lock().unwrap_or_else(PoisonError::into_inner));
        let (mut less, mut open) = (BTreeMap::new(), Vec::new());
        for (position, (feature, _)) in shares.features.iter().enumerate() {
            let near = outside.iter().filter(|(bounds, _)| bounds.meets(&feature.bounds));
            let near: Vec<Arc<Measure>> = near.map(|(_, measure)| (*measure).clone()).collect();
            if near.is_empty() {
                continue;
            }
            match before.remove(&position).filter(|known| same_measures(&known.outside, &near)) {
                Some(known) => drop(less.insert(position, known)),
                None => open.push((position, feature, near)),
            }
        }
        let found: Vec<(usize, Less)> = open
            .into_par_iter()
            .map(|(position, feature, outside)| {
                let shapes: Vec<&MultiPolygon<f64>> = outside.iter().map(|measure| &measure.shape.0).collect();
                let share = self.share(feature, &shapes);
                (position, Less { outside, share })
            })
            .collect();
        less.extend(found);
        less
    }

    /// What a feature adds without the land of some measures.
    fn share(&self, feature: &LayerFeature, outside: &[&MultiPolygon<f64>]) -> Share {
        let shape = feature.layer.shapes.multi_polygon(feature.number);
        let ground = Ground { shapes: vec![Cow::Owned(shape)], features: vec![feature.id] };
        let Some(ground) = ground.without(outside)? else { return Ok(None) };
        let held = match (&self.slopes, &self.place) {
            (Some(slopes), _) => slopes.hold(&ground, &self.layers.plane)?.held,
            (None, Some(place)) => vec![Held { ground: Cow::Borrowed(&ground), place: place.clone() }],
            (None, None) => Vec::new(),
        };
        let mut shared = Shared::of(&held);
        shared.explain(&held);
        let own_m2 = match self.rule.is_share_of_subject() {
            true => area_of(&ground.indexes(), &self.layers.plane).ellipsoidal_m2(),
            false => 0.0,
        };
        Ok(Some((shared, own_m2)))
    }
}
