//! Where people live: the town, the villages and their territories. All names are invented.

use super::plane::{Point, distance};
use super::random::{Noise, Random};
use super::terrain::{InValley, Terrain};

/// Invented names of villages; the first is the community of the town.
const VILLAGE_NAMES: [(&str, &str); 12] = [
    ("云溪社区", "Yunxi Community"),
    ("石樟村", "Shizhang"),
    ("上塆村", "Shangwan"),
    ("竹径村", "Zhujing"),
    ("白鹭塘村", "Bailutang"),
    ("前畈村", "Qianfan"),
    ("松岭头村", "Songlingtou"),
    ("茶亭村", "Chating"),
    ("下渡村", "Xiadu"),
    ("桐花坞村", "Tonghuawu"),
    ("双砚村", "Shuangyan"),
    ("麦屿村", "Maiyu"),
];

#[derive(Clone, Debug)]
pub(super) struct Village {
    pub name_zh: String,
    pub name_en: String,
    /// Centres of its hamlets with their radii, metres; the first is the seat.
    hamlets: Vec<(Point, f64)>,
    /// Downstream limits of its territory; the river separates the two banks.
    from_m: f64,
    to_m: f64,
    left_bank: bool,
}

impl Village {
    pub fn seat(&self) -> Point {
        self.hamlets.first().map_or([0.0, 0.0], |hamlet| hamlet.0)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Places {
    pub villages: Vec<Village>,
    /// Lines that part the territories, by the village downstream of them.
    pub town: Point,
    pub town_radius_m: f64,
    fringe: Noise,
}

/// What the ground is used for at large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Town,
    Village,
    Floor,
    Slope,
    Hill,
}

impl Places {
    pub fn settle(terrain: &Terrain, seed: u64) -> Self {
        let mut random = Random::new(seed ^ 0x0076_696c_6c61_6765);
        let bands = ((terrain.half_length_m * 2.0 / 1500.0).round() as usize).clamp(1, 6);
        let band_m = terrain.half_length_m * 2.0 / bands as f64;
        let scale = (terrain.half_length_m / 4300.0).min(1.0);
        let mut villages = Vec::new();
        for band in 0..bands {
            let from_m = -terrain.half_length_m + band as f64 * band_m;
            for left_bank in [true, false] {
                let side = if left_bank { 1.0 } else { -1.0 };
                let hamlets = (0..4)
                    .map(|index| {
                        let along_m = from_m + band_m * random.between(0.15, 0.85);
                        let edge = terrain.floor_edge_m(InValley { along_m, off_m: side });
                        let (reach, radius) =
                            if index == 0 { (0.72, 150.0) } else { (random.between(0.5, 1.35), 72.0) };
                        let radius_m = radius * random.between(0.8, 1.2) * scale.max(0.5);
                        (terrain.position(InValley { along_m, off_m: side * edge * reach }), radius_m)
                    })
                    .collect();
                let (from_m, to_m) = (from_m - if band == 0 { 1e6 } else { 0.0 }, from_m + band_m);
                let to_m = if band + 1 == bands { 1e6 } else { to_m };
                villages.push(Village {
                    name_zh: String::new(),
                    name_en: String::new(),
                    hamlets,
                    from_m,
                    to_m,
                    left_bank,
                });
            }
        }
        // The town's community is in the middle of the left bank and takes the first name.
        let seat = bands / 2 * 2;
        villages.swap(0, seat);
        for (village, (zh, en)) in villages.iter_mut().zip(VILLAGE_NAMES) {
            (village.name_zh, village.name_en) = (zh.to_owned(), en.to_owned());
        }
        let along_m = -terrain.half_length_m + (bands / 2) as f64 * band_m + band_m * 0.5;
        let edge = terrain.floor_edge_m(InValley { along_m, off_m: 1.0 });
        let town = terrain.position(InValley { along_m, off_m: edge * 0.62 });
        villages[0].hamlets.truncate(2);
        let fringe = Noise { seed: seed ^ 0x77, wavelength_m: 190.0 };
        Self { villages, town, town_radius_m: 520.0 * scale, fringe }
    }

    pub fn village_at(&self, place: InValley) -> usize {
        self.villages
            .iter()
            .position(|village| {
                village.left_bank == (place.off_m >= 0.0) && (village.from_m..village.to_m).contains(&place.along_m)
            })
            .unwrap_or(0)
    }

    /// Downstream limits between territories.
    pub fn limits_m(&self) -> Vec<f64> {
        let mut limits: Vec<f64> =
            self.villages.iter().filter(|village| village.left_bank && village.to_m < 1e6).map(|v| v.to_m).collect();
        limits.sort_by(f64::total_cmp);
        limits
    }

    pub fn setting(&self, terrain: &Terrain, point: Point) -> Setting {
        let ragged = 0.72 + 0.5 * self.fringe.at(point);
        if distance(point, self.town) < self.town_radius_m * ragged {
            return Setting::Town;
        }
        let hamlets = self.villages.iter().flat_map(|village| &village.hamlets);
        if hamlets.into_iter().any(|&(centre, radius)| distance(point, centre) < radius * ragged) {
            return Setting::Village;
        }
        let place = terrain.place(point);
        let rise = place.off_m.abs() - terrain.floor_edge_m(place);
        let tongue = terrain.half_width_m * (0.03 + 0.15 * self.fringe.at([point[0] * 0.3, point[1] * 0.3]));
        if rise < 0.0 {
            Setting::Floor
        } else if rise < tongue || (terrain.steepness(point) < 0.13 && rise < tongue * 3.0) {
            Setting::Slope
        } else {
            Setting::Hill
        }
    }
}
