//! Land-use structure before and after 整治前后土地利用结构对比表 (T2): by class, by first-level class and by the three great
//! classes, from the sums of the transition matrix.

use std::collections::BTreeMap;

use super::Transition;
use crate::base::{LandGroup, land_class};

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct StructureRow {
    /// DLBM, the first-level class as `01 耕地`, or empty for a sum over a great class.
    pub name: String,
    pub before_m2: f64,
    pub after_m2: f64,
    /// Share of all land before; `None` where there is no land.
    pub share_before: Option<f64>,
    pub share_after: Option<f64>,
}

impl StructureRow {
    pub fn change_m2(&self) -> f64 {
        self.after_m2 - self.before_m2
    }
}

/// The table.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// By DLBM, ascending.
    pub classes: Vec<StructureRow>,
    /// By first-level class, ascending.
    pub level1: Vec<StructureRow>,
    /// 农用地, 建设用地, 未利用地.
    pub groups: [StructureRow; 3],
    pub total: StructureRow,
}

/// First-level class of a code that the standard lacks.
const UNKNOWN: &str = "—";

impl Structure {
    pub fn of(transition: &Transition) -> Self {
        let sums: Vec<(&str, f64, f64)> = transition
            .classes
            .iter()
            .enumerate()
            .map(|(place, code)| (&**code, transition.before_m2(place), transition.after_m2(place)))
            .collect();
        let all = sums.iter().fold((0.0, 0.0), |sum, (_, before, after)| (sum.0 + before, sum.1 + after));
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let row = |name: String, (before_m2, after_m2): (f64, f64)| StructureRow {
            name,
            before_m2,
            after_m2,
            share_before: share(before_m2, all.0),
            share_after: share(after_m2, all.1),
        };
        let mut level1: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        let mut groups = [(0.0, 0.0); 3];
        for &(code, before, after) in &sums {
            let class = land_class(code);
            let name = class.map_or_else(|| UNKNOWN.to_owned(), |class| class.level1.clone());
            let group = match class.map(|class| class.group) {
                Some(LandGroup::Agricultural) => 0,
                Some(LandGroup::Construction) => 1,
                Some(LandGroup::Unused) | None => 2,
            };
            for sum in [level1.entry(name).or_default(), &mut groups[group]] {
                sum.0 += before;
                sum.1 += after;
            }
        }
        Self {
            classes: sums.iter().map(|&(code, before, after)| row(code.to_owned(), (before, after))).collect(),
            level1: level1.into_iter().map(|(name, sums)| row(name, sums)).collect(),
            groups: groups.map(|sums| row(String::new(), sums)),
            total: row(String::new(), all),
        }
    }
}
