//! The land-use parcels of all land-use layers, one after the other, with the facts that figures need, read once.

use std::collections::HashMap;
use std::sync::Arc;

use geo::MultiPolygon;

use super::grade::{grade_columns, positive};
use super::role_land::{feature_shape, overlaps_of};
use super::{GradeScale, SlopeLevel};
use crate::base::{BaseLayer, Column, LayerId, Role, ValueRef};
use crate::crs::AreaPlane;
use crate::geometry::overlay::{Clipper, Coverage, EdgeIndex};
use crate::geometry::{Bounds, GeometryKind};

const CLASS_FIELDS: &[&str] = &["DLBM", "地类编码"];
/// Where the land lies; whose it is where that is missing.
const VILLAGE_FIELDS: &[&str] = &["ZLDWDM", "QSDWDM", "坐落单位代码", "权属单位代码"];
const VILLAGE_NAME_FIELDS: &[&str] = &["ZLDWMC", "QSDWMC", "坐落单位名称", "权属单位名称"];
const RIDGE_FIELDS: &[&str] = &["KCXS", "TKXS", "扣除地类系数"];
const SLOPE_FIELDS: &[&str] = &["GDPDJB", "GDPDJ", "耕地坡度级别"];
const DETAIL_FIELDS: &[&str] = &["TBXHDM", "图斑细化代码"];
/// Digits of a village in a unit code: the rest is zeros or a group.
const VILLAGE_DIGITS: usize = 12;
/// TBXHDM of farmland that is not in stable use (river, lake, forest, pasture, sandy, rocky farmland).
const UNSTABLE_DETAILS: [&str; 7] = ["HDGD", "HQGD", "LQGD", "MQGD", "HHGD", "SHGD", "SMGD"];

/// A village, or any other unit that the code of a parcel's place names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Village {
    /// First 12 digits of ZLDWDM; empty where the layer says nothing.
    pub code: String,
    pub name: String,
}

/// The parcels; a parcel's number counts over all layers. Immutable.
#[derive(Debug)]
pub struct Parcels {
    layers: Vec<LandUseLayer>,
    classes: Vec<Arc<str>>,
    villages: Vec<Village>,
    facts: Vec<Facts>,
    grade_scale: Option<GradeScale>,
}

#[derive(Debug)]
struct LandUseLayer {
    layer: Arc<BaseLayer>,
    coverage: Coverage,
    /// Number of its first parcel.
    first: usize,
}

/// What is known of a parcel.
#[derive(Clone, Copy, Debug)]
struct Facts {
    area_m2: f64,
    class: u32,
    village: u32,
    slope: Option<SlopeLevel>,
    grade: Option<f64>,
    /// KCXS: share of the area that ridges take.
    ridge_share: f64,
    is_unstable: bool,
}

impl Parcels {
    /// The polygon layers of land use among `layers`, in their order.
    pub fn new(layers: &[Arc<BaseLayer>], plane: &AreaPlane) -> Self {
        let (grades, grade_scale) = grade_columns(layers, Role::LandUse);
        let mut parcels =
            Self { layers: Vec::new(), classes: Vec::new(), villages: Vec::new(), facts: Vec::new(), grade_scale };
        let mut known = Known { grades, classes: HashMap::new(), villages: HashMap::new() };
        let land_use =
            |layer: &&Arc<BaseLayer>| layer.role == Role::LandUse && layer.shapes.kind() == GeometryKind::Polygons;
        for layer in layers.iter().filter(land_use) {
            let coverage = Coverage::new(layer.shapes.clone(), layer.tree.clone(), plane.clone());
            let first = parcels.facts.len();
            parcels.read_facts(layer, &coverage, &mut known);
            parcels.layers.push(LandUseLayer { layer: layer.clone(), coverage, first });
        }
        parcels
    }

    fn read_facts(&mut self, layer: &BaseLayer, coverage: &Coverage, known: &mut Known<'_>) {
        let column = |names: &[&str]| layer.columns.find_any(names);
        let (class, village, village_name) =
            (column(CLASS_FIELDS), column(VILLAGE_FIELDS), column(VILLAGE_NAME_FIELDS));
        let (ridge, slope, detail) = (column(RIDGE_FIELDS), column(SLOPE_FIELDS), column(DETAIL_FIELDS));
        let grade = known.grades.iter().find(|(id, _)| *id == layer.id).map(|(_, column)| *column);
        for feature in 0..layer.len() {
            let area_m2 = match coverage.repaired(feature) {
                Some(shape) => EdgeIndex::from_multi_polygon(shape).area(coverage.plane()).ellipsoidal_m2(),
                None => layer.areas_m2[feature],
            };
            self.facts.push(Facts {
                area_m2,
                class: known.class(value(class, feature), &mut self.classes),
                village: known.village(value(village, feature), value(village_name, feature), &mut self.villages),
                slope: SlopeLevel::from_value(value(slope, feature)),
                grade: grade.and_then(|column| positive(column, feature)),
                ridge_share: value(ridge, feature).number().filter(|share| (0.0..1.0).contains(share)).unwrap_or(0.0),
                is_unstable: matches!(value(detail, feature), ValueRef::Text(code) if UNSTABLE_DETAILS.contains(&code.trim())),
            });
        }
    }

    /// Number of parcels, over all land-use layers.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Layer and number there of a parcel.
    pub fn source(&self, parcel: usize) -> (LayerId, usize) {
        let (layer, feature) = self.place(parcel);
        (layer.layer.id, feature)
    }

    /// The layer that holds a parcel, and the parcel's number there.
    pub fn layer_of(&self, parcel: usize) -> (&Arc<BaseLayer>, usize) {
        let (layer, feature) = self.place(parcel);
        (&layer.layer, feature)
    }

    /// Number of the parcel that a layer holds as `feature`; `None` for a layer that is no land use.
    pub fn number(&self, layer: LayerId, feature: usize) -> Option<usize> {
        self.layers.iter().find(|candidate| candidate.layer.id == layer).map(|layer| layer.first + feature)
    }

    /// Gross ellipsoidal area, m².
    pub fn area_m2(&self, parcel: usize) -> f64 {
        self.facts[parcel].area_m2
    }

    /// DLBM; empty where the layer has none.
    pub fn class(&self, parcel: usize) -> &Arc<str> {
        &self.classes[self.facts[parcel].class as usize]
    }

    pub fn village(&self, parcel: usize) -> &Village {
        &self.villages[self.facts[parcel].village as usize]
    }

    /// The scale of the grades; `None` where the layers have none.
    pub fn grade_scale(&self) -> Option<&GradeScale> {
        self.grade_scale.as_ref()
    }

    /// Slope level GDPDJB of the survey, which states it for farmland alone; figures ask [`super::LandBase::slope_of_parcel`].
    pub fn slope(&self, parcel: usize) -> Option<SlopeLevel> {
        self.facts[parcel].slope
    }

    /// Quality grade, in [`Self::grade_scale`].
    pub fn grade(&self, parcel: usize) -> Option<f64> {
        self.facts[parcel].grade
    }

    /// KCXS: share of the area that ridges take; 0 where the layer says nothing.
    pub fn ridge_share(&self, parcel: usize) -> f64 {
        self.facts[parcel].ridge_share
    }

    /// Whether the detail code says river, lake, forest, pasture, sandy or rocky farmland: not in stable use.
    pub(super) fn has_unstable_detail(&self, parcel: usize) -> bool {
        self.facts[parcel].is_unstable
    }

    pub fn bounds_of(&self, parcel: usize) -> Bounds {
        let (layer, feature) = self.place(parcel);
        layer.layer.shapes.feature_bounds(feature)
    }

    /// Box of all parcels.
    pub fn bounds(&self) -> Bounds {
        self.layers.iter().fold(Bounds::EMPTY, |bounds, layer| bounds.union(&layer.layer.bounds()))
    }

    /// The valid shape of a parcel.
    pub fn shape(&self, parcel: usize) -> MultiPolygon<f64> {
        let (layer, feature) = self.place(parcel);
        feature_shape(&layer.coverage, feature)
    }

    /// Distinct classes with the gross area of their parcels, m², in the order of first appearance.
    pub fn class_totals(&self) -> Vec<(Arc<str>, f64)> {
        let mut totals: Vec<(Arc<str>, f64)> = self.classes.iter().map(|class| (class.clone(), 0.0)).collect();
        for facts in &self.facts {
            totals[facts.class as usize].1 += facts.area_m2;
        }
        totals
    }

    /// Calls `visit` with every parcel that shares more than 0.001 m² with a shape and how much in m², ascending.
    pub fn overlaps(&self, shape: &EdgeIndex, clipper: &mut Clipper, mut visit: impl FnMut(usize, f64)) {
        for layer in &self.layers {
            for (feature, area_m2) in overlaps_of(&layer.coverage, shape, clipper) {
                visit(layer.first + feature, area_m2);
            }
        }
    }

    /// What holds the geometry of a parcel, and its number there.
    pub(super) fn coverage_of(&self, parcel: usize) -> (&Coverage, usize) {
        let (layer, feature) = self.place(parcel);
        (&layer.coverage, feature)
    }

    fn place(&self, parcel: usize) -> (&LandUseLayer, usize) {
        let position = self.layers.partition_point(|layer| layer.first <= parcel) - 1;
        let layer = &self.layers[position];
        (layer, parcel - layer.first)
    }
}

fn value(column: Option<&Column>, feature: usize) -> ValueRef<'_> {
    column.map_or(ValueRef::Null, |column| column.get(feature))
}

/// Texts that have a number already, and the columns of grades by layer.
struct Known<'a> {
    grades: Vec<(LayerId, &'a Column)>,
    classes: HashMap<String, u32>,
    villages: HashMap<String, u32>,
}

impl Known<'_> {
    fn class(&mut self, value: ValueRef<'_>, classes: &mut Vec<Arc<str>>) -> u32 {
        let number;
        let code = match value {
            ValueRef::Text(text) => text.trim(),
            ValueRef::Null => "",
            other => {
                // A code that a spreadsheet made a number has lost its leading zero.
                number = format!("{:0>4}", other.display());
                &number
            }
        };
        if let Some(&known) = self.classes.get(code) {
            return known;
        }
        classes.push(Arc::from(code));
        self.classes.insert(code.to_owned(), classes.len() as u32 - 1);
        classes.len() as u32 - 1
    }

    fn village(&mut self, code: ValueRef<'_>, name: ValueRef<'_>, villages: &mut Vec<Village>) -> u32 {
        let code = code.display();
        let code = code.trim();
        let code = code.get(..VILLAGE_DIGITS).unwrap_or(code);
        if let Some(&known) = self.villages.get(code) {
            return known;
        }
        villages.push(Village { code: code.to_owned(), name: name.display().trim().to_owned() });
        self.villages.insert(code.to_owned(), villages.len() as u32 - 1);
        villages.len() as u32 - 1
    }
}
