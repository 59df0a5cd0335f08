//! The land-use classes under a zone: areas by DLBM, feature by feature.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ClassArea;
use super::overlap_set::OverlapSet;
use super::unknown::UnknownItems;
use crate::base::{BaseLayer, ColumnData, ValueRef, land_class};
use crate::crs::AreaPlane;
use crate::geometry::overlay::{Amount, Clipper, EdgeIndex, Hit, Swept};

/// Names of the field that holds the class, in the order of preference.
const CLASS_FIELDS: &[&str] = &["DLBM", "地类编码"];

/// The land-use layers with the class of every parcel.
#[derive(Debug)]
pub(super) struct LandUse {
    pub set: OverlapSet,
    codes: Vec<String>,
    /// Position in `codes` of each feature, by member of the set.
    class_of: Vec<Vec<u16>>,
}

impl LandUse {
    pub fn new(plane: &AreaPlane, layers: &[Arc<BaseLayer>]) -> Self {
        let mut known: BTreeMap<String, u16> = BTreeMap::new();
        let mut class_of = Vec::with_capacity(layers.len());
        for layer in layers {
            class_of.push(classes_of_layer(layer, &mut known));
        }
        let mut codes = vec![String::new(); known.len()];
        for (code, position) in known {
            codes[position as usize] = code;
        }
        Self { set: OverlapSet::feature_by_feature(plane, layers), codes, class_of }
    }

    pub fn tally(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> ClassTally {
        let mut tally = ClassTally { sums: vec![(Amount::ZERO, 0); self.codes.len()], ..ClassTally::default() };
        for (position, member) in self.set.members.iter().enumerate() {
            let class_of = &self.class_of[position];
            member.coverage.hits(zone, clipper, |hit| tally.add(position, class_of[hit.feature], hit));
        }
        tally
    }

    /// As `OverlapSet::tally_swept`.
    pub fn tally_swept(
        &self,
        zone: &EdgeIndex,
        swept: &Swept,
        clipper: &mut Clipper,
        tally: &mut ClassTally,
        adding: bool,
        mut touched: impl FnMut(usize, usize),
    ) {
        for (position, member) in self.set.members.iter().enumerate() {
            member.coverage.hits_near(zone, swept, clipper, |hit| {
                touched(position, hit.feature);
                let class = self.class_of[position][hit.feature];
                if adding { tally.add(position, class, hit) } else { tally.take_off(position, class, hit) }
            });
        }
    }

    /// Classes with land under the zone, the largest first, equal ones by code.
    pub fn areas(&self, tally: &ClassTally) -> Vec<ClassArea> {
        let mut features: Vec<usize> = tally.sums.iter().map(|(_, counted)| *counted).collect();
        for (&(member, feature), amount) in &tally.cut {
            features[self.class_of[member][feature] as usize] += usize::from(amount.counts());
        }
        let mut areas: Vec<ClassArea> = (0..self.codes.len())
            .filter(|&class| tally.sums[class].0.counts())
            .map(|class| ClassArea {
                code: self.codes[class].clone(),
                area_m2: tally.sums[class].0.ellipsoidal_m2(),
                features: features[class],
            })
            .collect();
        areas.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then_with(|| a.code.cmp(&b.code)));
        areas
    }
}

/// The class of every feature; new codes are numbered as they appear. A code that the standard knows is written as there.
fn classes_of_layer(layer: &BaseLayer, known: &mut BTreeMap<String, u16>) -> Vec<u16> {
    let mut number_of = |code: &str| {
        let code = land_class(code).map_or_else(|| code.trim(), |class| class.code.as_str());
        let next = known.len().min(usize::from(u16::MAX)) as u16;
        *known.entry(code.to_owned()).or_insert(next)
    };
    let Some(column) = layer.columns.find_any(CLASS_FIELDS) else { return vec![number_of(""); layer.len()] };
    if let ColumnData::Text(texts) = &column.data {
        let numbers: Vec<u16> = texts.dictionary().iter().map(|code| number_of(code)).collect();
        let missing = (0..layer.len()).any(|feature| texts.code(feature).is_none()).then(|| number_of(""));
        let class = |feature| texts.code(feature).map(|code| numbers[code as usize]).or(missing).unwrap_or(0);
        return (0..layer.len()).map(class).collect();
    }
    let code = |feature| match column.get(feature) {
        // A code that a spreadsheet made a number has lost its leading zero.
        ValueRef::Integer(code) => format!("{code:04}"),
        value => value.display(),
    };
    (0..layer.len()).map(|feature| number_of(&code(feature))).collect()
}

/// Running totals by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassTally {
    /// Land of each class, and its features that are not cut and count.
    sums: Vec<(Amount, usize)>,
    /// Cut features by member and number.
    cut: BTreeMap<(usize, usize), Amount>,
    pub unknown: UnknownItems,
}

impl ClassTally {
    fn add(&mut self, member: usize, class: u16, hit: Hit) {
        let Some(overlap) = hit.overlap else { return self.unknown.add(member, hit.feature) };
        let (sum, counted) = &mut self.sums[usize::from(class)];
        *sum += overlap;
        if hit.is_tile {
            *self.cut.entry((member, hit.feature)).or_default() += overlap;
        } else if overlap.counts() {
            *counted += 1;
        }
    }

    fn take_off(&mut self, member: usize, class: u16, hit: Hit) {
        let Some(overlap) = hit.overlap else { return self.unknown.take_off(member, hit.feature) };
        let (sum, counted) = &mut self.sums[usize::from(class)];
        *sum -= overlap;
        if hit.is_tile {
            let left = self.cut.entry((member, hit.feature)).or_default();
            *left -= overlap;
            if *left == Amount::ZERO {
                self.cut.remove(&(member, hit.feature));
            }
        } else if overlap.counts() {
            *counted -= 1;
        }
    }
}
