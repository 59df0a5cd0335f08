//! Pairs of demolition and new construction 拆旧建新: what each pair reclaims and builds on, and what is built on credit 预支,
//! because the demolition that should back it is missing, not linked, or too small.

use std::collections::BTreeMap;

use super::LedgerKind;
use super::booking::backs;
use crate::design::{MeasureId, PolicyTool};
use crate::land::{ClassGroup, Land};

/// Land up to here is no debt: overlap up to 1 m² is touching.
const TOUCHING_M2: f64 = 1.0;

/// The measures of one pair number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkagePair {
    /// PDBH; `None` gathers what has no number.
    pub pair: Option<u32>,
    /// Measures that give construction land back for linkage.
    pub demolition: Vec<MeasureId>,
    /// Measures that build on other land under linkage.
    pub construction: Vec<MeasureId>,
    /// Gross, m².
    pub reclaimed_m2: f64,
    pub built_m2: f64,
}

impl LinkagePair {
    /// Built without a demolition to back it: what a deleted demolition leaves behind.
    pub fn is_unpaired(&self) -> bool {
        self.demolition.is_empty() && self.built_m2 > 0.0
    }

    /// Whether new construction stands here that no demolition backs: it has none, or no number says which.
    pub fn lacks_demolition(&self) -> bool {
        self.is_unpaired() || (self.pair.is_none() && self.built_m2 > 0.0)
    }

    /// Whether more is built than is given back; less than a square metre is rounding.
    pub fn is_short(&self) -> bool {
        self.advance_m2() > 1.0
    }

    /// Built beyond what the pair gives back, m².
    pub fn advance_m2(&self) -> f64 {
        (self.built_m2 - self.reclaimed_m2).max(0.0)
    }
}

/// All pairs of a scheme, by number, those without a number first.
pub fn linkage_pairs(land: &Land) -> Vec<LinkagePair> {
    let mut areas: BTreeMap<MeasureId, (f64, f64)> = BTreeMap::new();
    for piece in land.changed_pieces() {
        let Some(id) = piece.deciding else { continue };
        let sums = areas.entry(id).or_default();
        match piece.is_of(ClassGroup::Construction) {
            (true, false) => sums.0 += piece.area_m2,
            (false, true) => sums.1 += piece.area_m2,
            _ => {}
        }
    }
    let mut pairs: BTreeMap<Option<u32>, LinkagePair> = BTreeMap::new();
    for measure in land.measures() {
        let &(reclaimed, built) = areas.get(&measure.id).unwrap_or(&(0.0, 0.0));
        let gives_back = reclaimed > 0.0 && backs(measure) == Some(LedgerKind::Linkage);
        let builds = built > 0.0 && measure.tool == PolicyTool::Linkage;
        if !gives_back && !builds {
            continue;
        }
        let pair =
            pairs.entry(measure.pair).or_insert_with(|| LinkagePair { pair: measure.pair, ..Default::default() });
        if gives_back {
            pair.demolition.push(measure.id);
            pair.reclaimed_m2 += reclaimed;
        }
        if builds {
            pair.construction.push(measure.id);
            pair.built_m2 += built;
        }
    }
    pairs.into_values().collect()
}

/// Longest time from building under linkage to giving the land back 周转指标归还 (国土资发〔2008〕138号), months. Measures state
/// years, so a pair takes twelve months for every year from its first construction to its last demolition. `None` where a year is
/// missing, or where a pair builds more than it gives back: when that is returned, nothing says. 0 where nothing is built.
pub fn linkage_months(land: &Land, pairs: &[LinkagePair]) -> Option<f64> {
    let years = |ids: &[MeasureId]| -> Option<Vec<i32>> {
        ids.iter().map(|&id| land.measure(id).and_then(|measure| measure.year)).collect()
    };
    let mut longest = 0.0;
    for pair in pairs.iter().filter(|pair| pair.built_m2 > 0.0) {
        if pair.advance_m2() > TOUCHING_M2 {
            return None;
        }
        let built = years(&pair.construction)?.into_iter().min()?;
        let returned = years(&pair.demolition)?.into_iter().max()?;
        longest = f64::max(longest, 12.0 * f64::from(returned - built));
    }
    Some(longest)
}
