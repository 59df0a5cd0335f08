//! Where a copy of the township lies and what its units are called and numbered: the second township of a large sample is the
//! first one moved, with names and numbers of its own.

use super::dissolve::Outline;
use super::places::Places;
use super::plane::Point;
use crate::crs::AreaPlane;
use crate::units::round_half_away;

/// A county that does not exist (no county of Zhejiang has 9901).
pub const COUNTY_CODE: &str = "339901";
const TOWNSHIP_ZH: &str = "云溪镇";
const TOWNSHIP_EN: &str = "Yunxi Town (fictional)";

pub(super) struct Site<'a> {
    /// 0 for the first township.
    pub copy: usize,
    /// Position of the township's middle, whole metres.
    pub origin_m: Point,
    pub places: &'a Places,
    pub area: &'a AreaPlane,
}

impl Site<'_> {
    pub fn township_code(&self) -> String {
        format!("{COUNTY_CODE}{:03}", 101 + self.copy)
    }

    pub fn township_zh(&self) -> String {
        numbered(TOWNSHIP_ZH, self.copy)
    }

    pub fn township_en(&self) -> String {
        numbered(TOWNSHIP_EN, self.copy)
    }

    /// 12 digits of the village and seven zeros.
    pub fn village_code(&self, village: usize) -> String {
        format!("{}{:03}0000000", self.township_code(), 201 + village)
    }

    pub fn village_zh(&self, village: usize) -> String {
        numbered(&self.places.villages[village].name_zh, self.copy)
    }

    /// Millimetres stay whole: the sum is rounded back to the nearest number of three decimals.
    pub fn moved(&self, point: Point) -> Point {
        [0, 1].map(|axis| ((self.origin_m[axis] + point[axis]) * 1000.0).round() / 1000.0)
    }

    pub fn moved_ring(&self, ring: &[Point]) -> Vec<Point> {
        ring.iter().map(|&point| self.moved(point)).collect()
    }

    pub fn moved_outline(&self, outline: &Outline) -> Outline {
        Outline {
            shell: self.moved_ring(&outline.shell),
            holes: outline.holes.iter().map(|hole| self.moved_ring(hole)).collect(),
        }
    }

    /// Ellipsoidal area of a moved ring as a database holds it: m², two decimals.
    pub fn stored_area_m2(&self, ring: &[Point]) -> f64 {
        round_half_away(self.area.ring_m2(ring), 2)
    }

    pub fn stored_outlines_m2(&self, outlines: &[Outline]) -> f64 {
        let rings = outlines.iter().flat_map(|outline| std::iter::once(&outline.shell).chain(&outline.holes));
        round_half_away(rings.map(|ring| self.area.ring_m2(ring)).sum(), 2)
    }
}

/// 标识码 of 18 characters: county, two digits of the layer, ten of the feature.
pub(super) fn identifier(layer: u32, number: usize) -> String {
    format!("{COUNTY_CODE}{layer:02}{number:010}")
}

fn numbered(name: &str, copy: usize) -> String {
    if copy == 0 { name.to_owned() } else { format!("{name}{}", copy + 1) }
}
