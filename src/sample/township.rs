//! Puts a practice township together; a sample of more than one township repeats the first as neighbours.

use super::control_lines::{self, Lines};
use super::land_use;
use super::landscape::landscape;
use super::measures::measures;
use super::parcel::describe;
use super::plane::{Point, extent};
use super::site::Site;
use super::slopes;
use super::table::SYNTHETIC;
use super::zones::{SampleZone, zones};
use crate::base::LayerBuilder;
use crate::crs::{AreaPlane, GaussKruger};
use crate::design::Measure;

/// Parcels of one township at most; more are several townships side by side.
const TOWNSHIP_PARCELS: usize = 50_000;
/// Middle of the first township: about 120.3° E, 30.1° N.
const MIDDLE_M: Point = [528_900.0, 3_331_000.0];
/// Metres between two townships.
const GAP_M: f64 = 400.0;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleParameters {
    /// Land-use parcels wanted; the result is within a tenth of it.
    pub parcels: usize,
    /// The same seed gives the same township, byte for byte.
    pub seed: u64,
}

impl Default for SampleParameters {
    fn default() -> Self {
        Self { parcels: 20_000, seed: 1 }
    }
}

/// A practice township: nothing in it exists.
pub struct SampleTownship {
    pub name_zh: String,
    pub name_en: String,
    pub plane: GaussKruger,
    /// DLTB, YJJBNTTB, STBHHX, CZKFBJ, CJDCQ, XZQ, in this order.
    pub layers: Vec<LayerBuilder>,
    /// Zones of scheme 1, in the order 甲, 乙, 丙; very small townships may lack some.
    pub zones: Vec<SampleZone>,
    /// Measures of scheme 1, in the order in which they take effect.
    pub measures: Vec<Measure>,
    /// Says, in both languages, that everything is invented.
    pub metadata: String,
}

/// Makes a practice township. Deterministic; takes seconds for a million parcels.
pub fn township(parameters: &SampleParameters) -> SampleTownship {
    let wish = parameters.parcels.max(1);
    let copies = wish.div_ceil(TOWNSHIP_PARCELS);
    let land = landscape(wish / copies, parameters.seed);
    let parcels = describe(&land, parameters.seed);
    let lines = Lines::of(&land, &parcels);
    let Some(plane) = GaussKruger::from_epsg(super::EPSG) else { unreachable!("EPSG:4549 is a plane of this program") };
    let area = AreaPlane::new(plane);
    let corners: Vec<Point> = lines.township.iter().flat_map(|outline| outline.shell.iter().copied()).collect();
    let (low, high) = extent(&corners);
    let step_m = [0, 1].map(|axis| (high[axis] - low[axis] + GAP_M).ceil());
    let columns = (1..).find(|columns| columns * columns >= copies).unwrap_or(1);
    let mut land_use = land_use::land_use_layer();
    let mut farmland = land_use::basic_farmland_layer();
    let mut others = control_lines::line_layers();
    let sloping = slopes::slopes(&land, &parcels);
    let mut slope_layer = slopes::slope_layer();
    let (mut drawn, mut proposed) = (Vec::new(), Vec::new());
    let mut names = (String::new(), String::new());
    for copy in 0..copies {
        let origin_m =
            [MIDDLE_M[0] + (copy % columns) as f64 * step_m[0], MIDDLE_M[1] + (copy / columns) as f64 * step_m[1]];
        let site = Site { copy, origin_m, places: &land.places, area: &area };
        land_use::write(&land, &parcels, &site, &mut land_use, &mut farmland);
        control_lines::write(&lines, &site, &mut others);
        slopes::write(&sloping, &site, &mut slope_layer);
        if copy == 0 {
            let (zones, last) = zones(&land, &parcels, &lines, &site);
            proposed = last.map(|zone| measures(&land, &parcels, &zone, &site)).unwrap_or_default();
            drawn = zones;
            names = (site.township_zh(), site.township_en());
        }
    }
    SampleTownship {
        name_zh: format!("{}（练习）", names.0),
        name_en: names.1,
        plane,
        layers: [land_use, farmland].into_iter().chain(others).chain([slope_layer]).collect(),
        zones: drawn,
        measures: proposed,
        metadata: SYNTHETIC.to_owned(),
    }
}
