//! The land that rules hold subjects against: features of a role, or those of them that meet a rule's conditions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Unknown;
use super::fingerprint::Fingerprint;
use super::land::CLASS_FIELDS;
use super::layer_answers::LayerAnswers;
use super::layer_shares::SharesOfRules;
use crate::base::{BaseLayer, Column, LayerId, Role};
use crate::checks::pack::{Condition, Place, RulePack};
use crate::checks::{ConflictBase, OverlapSet};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::{Bounds, GeometryKind, PackedTree};

/// What the figures of a scheme are computed from.
const FIGURE_ROLES: [Role; 7] = [
    Role::LandUse,
    Role::PermanentBasicFarmland,
    Role::UrbanDevelopmentBoundary,
    Role::HighStandardFarmland,
    Role::GrainProductionZone,
    Role::Slope,
    Role::QualityGrade,
];

/// The base layers of a project as rules see them. What rules ask for is prepared when it is first asked for, and kept.
#[derive(Debug)]
pub struct LayersIndex {
    pub(super) plane: AreaPlane,
    gauss_kruger: GaussKruger,
    layers: Vec<Arc<BaseLayer>>,
    /// Sets of whole roles that are there already.
    conflicts: Option<ConflictBase>,
    places: Mutex<BTreeMap<Place, Result<Arc<PlaceIndex>, Unknown>>>,
    pub(super) layer_answers: LayerAnswers,
    pub(super) shares_of_rules: SharesOfRules,
}

/// Features of one place.
#[derive(Debug)]
pub(super) struct PlaceIndex {
    /// Polygon and line layers of the place, with the features that meet the conditions only.
    pub layers: Vec<Arc<BaseLayer>>,
    /// Row in the whole layer of each feature; `None` where all features meet the conditions.
    rows: BTreeMap<LayerId, Vec<u32>>,
    set: PlaceSet,
    pub state: PlaceState,
}

/// Tells one state of a place from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PlaceState {
    /// Hash of the layers and rows that findings point to.
    identity: u64,
    /// Hash of the features' geometry, of the classes of parcels and of the data's dates: the same where the same data are read in
    /// again. Of features that meet conditions, only those: what the columns of the conditions say is part of it.
    pub content: u64,
}

#[derive(Debug)]
enum PlaceSet {
    Own(Box<OverlapSet>),
    Shared(ConflictBase, Role),
}

impl LayersIndex {
    /// All layers are in `plane`.
    pub fn new(plane: GaussKruger, layers: &[Arc<BaseLayer>]) -> Self {
        Self {
            plane: AreaPlane::new(plane),
            gauss_kruger: plane,
            layers: layers.to_vec(),
            conflicts: None,
            places: Mutex::default(),
            layer_answers: LayerAnswers::default(),
            shares_of_rules: SharesOfRules::default(),
        }
    }

    /// The same, with the sets that the live conflicts have prepared from the same layers.
    pub fn sharing(plane: GaussKruger, layers: &[Arc<BaseLayer>], conflicts: ConflictBase) -> Self {
        Self { conflicts: Some(conflicts), ..Self::new(plane, layers) }
    }

    /// Prepares the land that a pack will ask for, on the thread that calls: a worker that waited for it could be the one to
    /// prepare it.
    pub(super) fn prepare_places(&self, pack: &RulePack) {
        for place in pack.rules.iter().flat_map(|rule| rule.relation.places()).chain([Place::of(Role::LandUse)]) {
            // What is missing is told when the rule is judged.
            let _ = self.place(&place);
        }
    }

    /// Hash of the dates that the layers behind a scheme's figures state.
    pub(super) fn dates_of_figures(&self) -> u64 {
        let mut print = Fingerprint::new();
        for layer in self.layers.iter().filter(|layer| FIGURE_ROLES.contains(&layer.role)) {
            print.text(layer.role.key());
            print.text(layer.provenance.data_date.as_deref().unwrap_or(""));
        }
        print.finish()
    }

    /// The features of a place; why not where the project lacks them.
    pub(super) fn place(&self, place: &Place) -> Result<Arc<PlaceIndex>, Unknown> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get(place) {
            return known.clone();
        }
        let found = self.prepared(place);
        places.insert(place.clone(), found.clone());
        found
    }

    /// Those of some places that the project has; why not where it has none of them.
    pub(super) fn places_there(&self, places: &[Place]) -> Result<Vec<Arc<PlaceIndex>>, Unknown> {
        let (there, missing): (Vec<_>, Vec<_>) = places.iter().map(|place| self.place(place)).partition(Result::is_ok);
        match missing.into_iter().next() {
            Some(Err(why)) if there.is_empty() => Err(why),
            _ => Ok(there.into_iter().flatten().collect()),
        }
    }

    fn prepared(&self, place: &Place) -> Result<Arc<PlaceIndex>, Unknown> {
        let wanted = |layer: &&Arc<BaseLayer>| layer.role == place.role && layer.shapes.kind() != GeometryKind::Points;
        let of_role: Vec<&Arc<BaseLayer>> = self.layers.iter().filter(wanted).collect();
        if of_role.is_empty() {
            return Err(Unknown::NoLayer(place.role));
        }
        if place.conditions.is_empty() {
            let layers: Vec<Arc<BaseLayer>> = of_role.into_iter().cloned().collect();
            let set = match &self.conflicts {
                Some(conflicts) if conflicts.set(place.role).is_some() => {
                    PlaceSet::Shared(conflicts.clone(), place.role)
                }
                _ => PlaceSet::Own(Box::new(OverlapSet::new(self.gauss_kruger, &layers))),
            };
            let state = PlaceState::of(&layers, &BTreeMap::new());
            return Ok(Arc::new(PlaceIndex { layers, rows: BTreeMap::new(), set, state }));
        }
        let mut layers = Vec::new();
        let mut rows = BTreeMap::new();
        for layer in of_role {
            let Some(chosen) = rows_that_meet(layer, &place.conditions) else { continue };
            rows.insert(layer.id, chosen.clone());
            layers.push(Arc::new(layer_of_rows(layer, &chosen)));
        }
        if layers.is_empty() {
            let columns = place.conditions.iter().flat_map(|condition| condition.columns.clone()).collect();
            return Err(Unknown::NoColumn(place.role, columns));
        }
        let set = PlaceSet::Own(Box::new(OverlapSet::new(self.gauss_kruger, &layers)));
        let state = PlaceState::of(&layers, &rows);
        Ok(Arc::new(PlaceIndex { layers, rows, set, state }))
    }
}

impl PlaceIndex {
    /// The place whose features are given: for the examples of a rule.
    pub fn of_layer(plane: GaussKruger, layer: BaseLayer) -> Self {
        let layers = vec![Arc::new(layer)];
        let set = PlaceSet::Own(Box::new(OverlapSet::new(plane, &layers)));
        Self { layers, rows: BTreeMap::new(), set, state: PlaceState::default() }
    }

    pub fn set(&self) -> Option<&OverlapSet> {
        match &self.set {
            PlaceSet::Own(set) => Some(set),
            PlaceSet::Shared(conflicts, role) => conflicts.set(*role),
        }
    }

    /// Whether the box of any feature meets a window.
    pub fn may_meet(&self, window: &Bounds) -> bool {
        let mut meets = false;
        for layer in &self.layers {
            layer.tree.query(&layer.shapes, window, |_| meets = true);
        }
        meets
    }

    /// Features whose boxes meet a window, by layer; numbered as in `layers`.
    pub fn features_near(&self, window: &Bounds) -> Vec<(LayerId, usize)> {
        let mut near = Vec::new();
        for layer in &self.layers {
            layer.tree.query(&layer.shapes, window, |feature| near.push((layer.id, feature)));
        }
        near
    }

    /// Row of a feature in its whole layer.
    pub fn row(&self, layer: LayerId, feature: usize) -> usize {
        self.rows.get(&layer).and_then(|rows| rows.get(feature)).map_or(feature, |&row| row as usize)
    }
}

/// Rows whose attributes meet all conditions; `None` where the layer has none of the columns that one asks for.
fn rows_that_meet(layer: &BaseLayer, conditions: &[Condition]) -> Option<Vec<u32>> {
    let columns = conditions
        .iter()
        .map(|condition| {
            let columns: Vec<&Column> = condition.columns.iter().filter_map(|name| layer.columns.find(name)).collect();
            (!columns.is_empty()).then_some((condition, columns))
        })
        .collect::<Option<Vec<_>>>()?;
    let meets = |row: usize| columns.iter().all(|(condition, columns)| condition.is_met_by(columns, row));
    Some((0..layer.len()).filter(|&row| meets(row)).map(|row| row as u32).collect())
}

impl Condition {
    /// The first of the columns that says something of a row is read: a name may stand where the code is missing.
    fn is_met_by(&self, columns: &[&Column], row: usize) -> bool {
        let said = columns.iter().map(|column| column.get(row).display()).find(|said| !said.trim().is_empty());
        let said = said.unwrap_or_default();
        let value = said.trim();
        self.contains.iter().any(|word| value.contains(word.as_str()))
            || self.is.iter().any(|word| value == word)
            || self.starts_with.iter().any(|word| value.starts_with(word.as_str()))
    }
}

/// A layer with some of its rows; they stay in the order of its curve. Attributes are left with the whole layer.
fn layer_of_rows(layer: &BaseLayer, rows: &[u32]) -> BaseLayer {
    let shapes = layer.shapes.in_order(rows, false);
    BaseLayer {
        tree: Arc::new(PackedTree::over(shapes.all_bounds())),
        shapes: Arc::new(shapes),
        areas_m2: rows.iter().map(|&row| layer.areas_m2[row as usize]).collect(),
        source_ids: rows.iter().map(|&row| layer.source_ids[row as usize]).collect(),
        columns: Arc::default(),
        ..layer.clone()
    }
}

impl PlaceState {
    fn of(layers: &[Arc<BaseLayer>], rows: &BTreeMap<LayerId, Vec<u32>>) -> Self {
        let (mut identity, mut content) = (Fingerprint::new(), Fingerprint::new());
        for layer in layers {
            identity.number(u64::from(layer.id.0));
            rows.get(&layer.id).into_iter().flatten().for_each(|row| identity.number(u64::from(*row)));
            content.text(layer.provenance.data_date.as_deref().unwrap_or(""));
            content.number(layer.len() as u64);
            for ring in (0..layer.len()).flat_map(|feature| layer.shapes.rings(feature)) {
                content.points(ring);
            }
            if layer.role == Role::LandUse
                && let Some(classes) = layer.columns.find_any(&CLASS_FIELDS)
            {
                (0..layer.len()).for_each(|feature| content.text(&classes.get(feature).display()));
            }
        }
        Self { identity: identity.finish(), content: content.finish() }
    }
}
