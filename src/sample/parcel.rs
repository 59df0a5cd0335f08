//! A parcel with all that its attributes are made of, before it is written down.

use super::face::{Use, interior_point};
use super::landscape::Landscape;
use super::places::Setting;
use super::plane::{Point, distance, ring_area_m2};
use super::random::{Noise, Random};

/// Class of a part of the urban development boundary 城镇开发边界.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Urban {
    /// 城镇集中建设区
    Concentrated,
    /// 城镇弹性发展区
    Elastic,
    /// 特别用途区
    Special,
}

#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub class: &'static str,
    /// Width of a linear parcel, metres; 0 for others.
    pub width_m: u8,
    pub village: usize,
    pub within: Point,
    pub area_m2: f64,
    pub setting: Setting,
    pub slope_class: u8,
    /// Share of field ridges to be taken off 扣除系数.
    pub ridge_share: f64,
    /// 种植属性代码, empty where there is none.
    pub planting: &'static str,
    /// 耕地等别, 1 is best.
    pub grade: i64,
    pub basic_farmland: bool,
    pub red_line: bool,
    pub urban: Option<Urban>,
}

impl Parcel {
    pub fn is_cultivated(&self) -> bool {
        self.class.starts_with("01")
    }
}

/// Describes every parcel of a landscape, in its order.
pub(super) fn describe(land: &Landscape, seed: u64) -> Vec<Parcel> {
    let mut random = Random::new(seed ^ 0x7061_7263_656c);
    let protected = Noise { seed: seed ^ 0x7062_66, wavelength_m: 560.0 };
    let red = Noise { seed: seed ^ 0x6572_6c, wavelength_m: 1500.0 };
    let quality = Noise { seed: seed ^ 0x6777, wavelength_m: 1300.0 };
    let ragged = Noise { seed: seed ^ 0x7564_62, wavelength_m: 210.0 };
    land.parcels
        .iter()
        .map(|face| {
            let points = land.subdivision.positions(&face.ring);
            let within = interior_point(&points).unwrap_or([0.0; 2]);
            let (class, width_m) = match face.use_ {
                Use::Class(class, width_m) => (class, width_m),
                Use::Open => ("0404", 0),
            };
            let setting = land.places.setting(&land.terrain, within);
            let mut parcel = Parcel {
                class,
                width_m,
                village: face.village,
                within,
                area_m2: ring_area_m2(&points),
                setting,
                slope_class: land.terrain.slope_class(within),
                ridge_share: 0.0,
                planting: "",
                grade: 0,
                basic_farmland: false,
                red_line: false,
                urban: None,
            };
            if parcel.is_cultivated() {
                let base = [0.0, 0.0452, 0.0833, 0.1216, 0.1594][usize::from(parcel.slope_class.clamp(1, 5)) - 1];
                parcel.ridge_share = if class == "0101" { base } else { base * 0.75 };
                parcel.grade = 5 + i64::from(parcel.slope_class) / 2 + (quality.at(within) * 3.0) as i64;
            }
            parcel.planting = planting(&parcel, &mut random);
            parcel.basic_farmland = is_basic_farmland(&parcel, protected.at(within), &mut random);
            let wooded = class.starts_with("03") || class == "0404" || class == "1103";
            parcel.red_line =
                (setting == Setting::Hill && wooded && red.at(within) > 0.46) || matches!(class, "1106" | "1108");
            parcel.urban = urban(land, &parcel, &ragged);
            parcel
        })
        .collect()
}

/// Most farmland of the floor in coherent tracts, scattered patches besides, and some on land that is no farmland any more.
fn is_basic_farmland(parcel: &Parcel, tract: f64, random: &mut Random) -> bool {
    if parcel.setting == Setting::Town || parcel.area_m2 < 150.0 || parcel.width_m > 0 {
        return false;
    }
    let likely = match parcel.class {
        "0101" | "0102" if tract > 0.3 => 0.93,
        "0103" if tract > 0.3 => 0.7,
        "0101" | "0102" | "0103" => 0.16,
        "0201" if tract > 0.45 && parcel.setting == Setting::Floor => 0.3,
        "0702" if parcel.setting == Setting::Floor => 0.22,
        "1104" if tract > 0.45 => 0.25,
        "0301" | "0307" if parcel.setting == Setting::Slope => 0.08,
        _ => 0.0,
    };
    random.chance(if parcel.slope_class >= 5 { likely * 0.2 } else { likely })
}

fn planting(parcel: &Parcel, random: &mut Random) -> &'static str {
    match parcel.class {
        "0101" => random.choose(&[(80.0, "LS"), (12.0, "LYFL"), (5.0, "FLS"), (3.0, "WG")], "LS"),
        "0102" | "0103" => random.choose(&[(40.0, "LS"), (25.0, "LYFL"), (28.0, "FLS"), (7.0, "WG")], "LS"),
        "0201" | "0202" | "0204" | "0307" if parcel.slope_class <= 2 => {
            random.choose(&[(4.0, "JKHF"), (2.0, "GCHF"), (4.0, "")], "")
        }
        "0301" | "1104" if parcel.slope_class <= 2 => random.choose(&[(2.0, "JKHF"), (3.0, "GCHF"), (5.0, "")], ""),
        _ => "",
    }
}

/// Round the town; two farmed enclaves are left out and the edge is ragged.
fn urban(land: &Landscape, parcel: &Parcel, ragged: &Noise) -> Option<Urban> {
    let (town, radius) = (land.places.town, land.places.town_radius_m);
    let reach = radius * (0.9 + 0.45 * ragged.at(parcel.within));
    let away = distance(parcel.within, town);
    let river = parcel.class == "1101";
    let enclave = |east: f64, north: f64| {
        distance(parcel.within, [town[0] + east * radius, town[1] + north * radius]) < radius * 0.17
    };
    if away > reach * 1.25 || river || enclave(0.42, 0.12) || enclave(-0.35, -0.28) {
        return None;
    }
    if away < reach {
        let park = distance(parcel.within, [town[0] - 0.55 * radius, town[1] + 0.5 * radius]) < radius * 0.22;
        return Some(if park { Urban::Special } else { Urban::Concentrated });
    }
    let east = parcel.within[0] > town[0] + radius * 0.3;
    (east && ragged.at([parcel.within[1], parcel.within[0]]) > 0.35).then_some(Urban::Elastic)
}
