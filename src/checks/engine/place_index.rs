//! The land that rules hold subjects against: features of a role, or those of them that meet a rule's conditions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Unknown;
use super::fingerprint::Fingerprint;
use crate::base::{BaseLayer, LayerId, Role};
use crate::checks::pack::{Condition, Place, RulePack};
use crate::checks::{ConflictBase, OverlapSet};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::{Bounds, GeometryKind, PackedBuilder, PackedTree};

/// The base layers of a project as rules see them. What rules ask for is prepared when it is first asked for, and kept.
#[derive(Debug)]
pub struct LayersIndex {
    pub(super) plane: AreaPlane,
    gauss_kruger: GaussKruger,
    layers: Vec<Arc<BaseLayer>>,
    /// Sets of whole roles that are there already.
    conflicts: Option<ConflictBase>,
    places: Mutex<BTreeMap<Place, Result<Arc<PlaceIndex>, Unknown>>>,
}

/// Features of one place.
#[derive(Debug)]
pub(super) struct PlaceIndex {
    /// Polygon and line layers of the place, with the features that meet the conditions only.
    pub layers: Vec<Arc<BaseLayer>>,
    /// Row in the whole layer of each feature; `None` where all features meet the conditions.
    rows: BTreeMap<LayerId, Vec<u32>>,
    set: PlaceSet,
    /// Tells one state of the data from another.
    pub stamp: u64,
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
        }
    }

    /// The same, with the sets that the live conflicts have prepared from the same layers.
    pub fn sharing(plane: GaussKruger, layers: &[Arc<BaseLayer>], conflicts: ConflictBase) -> Self {
        Self { conflicts: Some(conflicts), ..Self::new(plane, layers) }
    }

    /// Prepares all that a pack will ask for: what a background job does before the first judgement.
    pub fn prepare(&self, pack: &RulePack) {
        for place in pack.rules.iter().flat_map(|rule| rule.relation.places()) {
            // What is missing is told when the rule is judged.
            let _ = self.place(&place);
        }
    }

    /// The features of a place; why not where the project lacks them.
    pub(super) fn place(&self, place: &Place) -> Result<Arc<PlaceIndex>, Unknown> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.entry(place.clone()).or_insert_with(|| self.prepared(place)).clone()
    }

    fn prepared(&self, place: &Place) -> Result<Arc<PlaceIndex>, Unknown> {
        let wanted = |layer: &&Arc<BaseLayer>| layer.role == place.role && layer.shapes.kind() != GeometryKind::Points;
        let of_role: Vec<&Arc<BaseLayer>> = self.layers.iter().filter(wanted).collect();
        if of_role.is_empty() {
            return Err(Unknown::NoLayer(place.role));
        }
        let stamp = stamp_of(&of_role);
        if place.conditions.is_empty() {
            let layers: Vec<Arc<BaseLayer>> = of_role.into_iter().cloned().collect();
            let set = match &self.conflicts {
                Some(conflicts) if conflicts.set(place.role).is_some() => {
                    PlaceSet::Shared(conflicts.clone(), place.role)
                }
                _ => PlaceSet::Own(Box::new(OverlapSet::new(self.gauss_kruger, &layers))),
            };
            return Ok(Arc::new(PlaceIndex { layers, rows: BTreeMap::new(), set, stamp }));
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
        Ok(Arc::new(PlaceIndex { layers, rows, set, stamp }))
    }
}

impl PlaceIndex {
    /// The place whose features are given: for the examples of a rule.
    pub fn of_layer(plane: GaussKruger, layer: BaseLayer) -> Self {
        let layers = vec![Arc::new(layer)];
        let set = PlaceSet::Own(Box::new(OverlapSet::new(plane, &layers)));
        Self { layers, rows: BTreeMap::new(), set, stamp: 0 }
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

    /// Row of a feature in its whole layer.
    pub fn row(&self, layer: LayerId, feature: usize) -> usize {
        self.rows.get(&layer).and_then(|rows| rows.get(feature)).map_or(feature, |&row| row as usize)
    }
}

/// Rows whose attributes meet all conditions; `None` where the layer lacks a column that is asked for.
fn rows_that_meet(layer: &BaseLayer, conditions: &[Condition]) -> Option<Vec<u32>> {
    let columns = conditions
        .iter()
        .map(|condition| {
            let names: Vec<&str> = condition.columns.iter().map(String::as_str).collect();
            layer.columns.find_any(&names).map(|column| (condition, column))
        })
        .collect::<Option<Vec<_>>>()?;
    let meets = |row: usize| columns.iter().all(|(condition, column)| condition.is_met_by(&column.get(row).display()));
    Some((0..layer.len()).filter(|&row| meets(row)).map(|row| row as u32).collect())
}

impl Condition {
    fn is_met_by(&self, value: &str) -> bool {
        let value = value.trim();
        self.contains.iter().any(|word| value.contains(word.as_str()))
            || self.is.iter().any(|word| value == word)
            || self.starts_with.iter().any(|word| value.starts_with(word.as_str()))
    }
}

/// A layer with some of its rows; they stay in the order of its curve. Attributes are left with the whole layer.
fn layer_of_rows(layer: &BaseLayer, rows: &[u32]) -> BaseLayer {
    let mut builder = PackedBuilder::new(layer.shapes.kind());
    builder.append(&layer.shapes);
    let shapes = builder.finish_in_order(rows, false);
    BaseLayer {
        tree: Arc::new(PackedTree::over(shapes.all_bounds())),
        shapes: Arc::new(shapes),
        areas_m2: rows.iter().map(|&row| layer.areas_m2[row as usize]).collect(),
        source_ids: rows.iter().map(|&row| layer.source_ids[row as usize]).collect(),
        columns: Arc::default(),
        ..layer.clone()
    }
}

/// Changes with the data: layers, how many features, how much land, and what the source says of its date.
fn stamp_of(layers: &[&Arc<BaseLayer>]) -> u64 {
    let mut stamp = Fingerprint::new();
    for layer in layers {
        stamp.number(u64::from(layer.id.0));
        stamp.number(layer.len() as u64);
        stamp.real(layer.total_area_m2());
        stamp.text(layer.provenance.data_date.as_deref().unwrap_or(""));
    }
    stamp.finish()
}
