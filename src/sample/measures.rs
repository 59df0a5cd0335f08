//! The measures of scheme 1, to learn from: one or more of every kind that a small scheme has, near the third zone, whole parcels
//! each, with years, costs, pairs and reasons. Costs per mu are invented like everything else.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

use super::dissolve::{Outline, dissolve};
use super::landscape::Landscape;
use super::parcel::Parcel;
use super::places::Setting;
use super::plane::{Point, distance};
use super::site::Site;
use super::zones::polygon;
use crate::design::{Measure, MeasureId, MeasureKind, QuotaUse, Shape};
use crate::units::mu_from_m2;

/// How a measure is found and what is said of it.
struct Wish {
    kind: MeasureKind,
    name: &'static str,
    /// Most parcels that hang together.
    parcels: usize,
    fits: fn(&Parcel) -> bool,
    year: i32,
    yuan_per_mu: f64,
    pair: Option<u32>,
    sub_project: &'static str,
    reason: &'static str,
}

const FARMLAND: &str = "农田连片整治";
const BUILDINGS: &str = "建设用地复垦与安置";
const FOREST: &str = "林耕置换";
const NATURE: &str = "生态修复";

fn is_free(parcel: &Parcel) -> bool {
    !parcel.basic_farmland && !parcel.red_line && parcel.urban.is_none()
}

fn is_gentle(parcel: &Parcel) -> bool {
    parcel.slope_class <= 2
}

/// Fit for houses: free land of the plain or in a village, not built on, and no more than a hamlet needs.
fn is_building_ground(parcel: &Parcel) -> bool {
    is_free(parcel)
        && is_gentle(parcel)
        && parcel.area_m2 < 1_200.0
        && matches!(parcel.class, "0103" | "0201" | "0307" | "0404" | "1201")
}

/// Good farmland that is not protected yet.
fn is_worth_protecting(parcel: &Parcel) -> bool {
    is_free(parcel) && parcel.slope_class == 1 && matches!(parcel.class, "0101" | "0102") && parcel.area_m2 > 2_500.0
}

/// Protected land that is small and awkward, or no farmland any more.
fn is_awkward(parcel: &Parcel) -> bool {
    parcel.basic_farmland
        && !parcel.red_line
        && (parcel.area_m2 < 1_300.0 && parcel.is_cultivated() || matches!(parcel.class, "0702" | "1104" | "0201"))
}

#[rustfmt::skip]
const WISHES: &[Wish] = &[
    Wish { kind: MeasureKind::Reclaim, name: "老屋组拆旧复垦", parcels: 10, year: 2026, yuan_per_mu: 420_000.0, pair: Some(1), sub_project: BUILDINGS,
        fits: |parcel| parcel.class == "0702" && is_free(parcel) && is_gentle(parcel), reason: "户数少、宅基地闲置，复垦后与周边农田连片" },
    Wish { kind: MeasureKind::NewConstruction, name: "中心村建新", parcels: 1, year: 2027, yuan_per_mu: 260_000.0, pair: Some(1), sub_project: BUILDINGS,
        fits: is_building_ground, reason: "承接老屋组搬迁户" },
    Wish { kind: MeasureKind::Reclaim, name: "沿溪零散宅基地复垦", parcels: 14, year: 2027, yuan_per_mu: 450_000.0, pair: Some(2), sub_project: BUILDINGS,
        fits: |parcel| parcel.class == "0702" && is_free(parcel) && is_gentle(parcel), reason: "临溪有内涝，农户自愿搬迁" },
    Wish { kind: MeasureKind::Resettlement, name: "安置小区", parcels: 1, year: 2027, yuan_per_mu: 300_000.0, pair: Some(2), sub_project: BUILDINGS,
        fits: is_building_ground, reason: "安置沿溪搬迁户" },
    Wish { kind: MeasureKind::DryToPaddy, name: "南畈旱改水", parcels: 6, year: 2026, yuan_per_mu: 16_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.class == "0103" && is_gentle(parcel) && !parcel.red_line, reason: "渠系已通，灌溉有保证" },
    Wish { kind: MeasureKind::DryToPaddy, name: "塘下旱改水", parcels: 4, year: 2027, yuan_per_mu: 18_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.class == "0103" && is_gentle(parcel) && !parcel.red_line, reason: "与相邻水田连成一片" },
    Wish { kind: MeasureKind::NewFarmland, name: "空闲地垦造", parcels: 3, year: 2026, yuan_per_mu: 42_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| matches!(parcel.class, "1201" | "0404") && is_free(parcel) && parcel.slope_class <= 3, reason: "土层厚，坡度在 15° 以内" },
    Wish { kind: MeasureKind::NewFarmland, name: "荒草坡垦造", parcels: 4, year: 2028, yuan_per_mu: 48_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.class == "0404" && is_free(parcel) && parcel.slope_class <= 3, reason: "补充耕地，验收后入库" },
    Wish { kind: MeasureKind::RestoredFarmland, name: "果园恢复耕地", parcels: 4, year: 2026, yuan_per_mu: 12_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.class == "0201" && is_gentle(parcel) && parcel.urban.is_none(), reason: "果树老化，标注为即可恢复" },
    Wish { kind: MeasureKind::RestoredFarmland, name: "坑塘恢复耕地", parcels: 2, year: 2027, yuan_per_mu: 22_000.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.class == "1104" && is_gentle(parcel) && parcel.urban.is_none(), reason: "退养后回填复耕" },
    Wish { kind: MeasureKind::BasicFarmlandOut, name: "零星永农调出一", parcels: 1, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: is_awkward, reason: "零星破碎，不便耕种" },
    Wish { kind: MeasureKind::BasicFarmlandOut, name: "零星永农调出二", parcels: 1, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: is_awkward, reason: "零星破碎，不便耕种" },
    Wish { kind: MeasureKind::BasicFarmlandOut, name: "零星永农调出三", parcels: 1, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: is_awkward, reason: "已非耕地，以优补劣" },
    Wish { kind: MeasureKind::BasicFarmlandOut, name: "坡地永农调出", parcels: 1, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.basic_farmland && parcel.is_cultivated() && parcel.slope_class >= 3, reason: "坡度大、等别低" },
    Wish { kind: MeasureKind::BasicFarmlandIn, name: "北畈永农调入", parcels: 4, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: is_worth_protecting, reason: "集中连片的优质水田" },
    Wish { kind: MeasureKind::BasicFarmlandIn, name: "溪东永农调入", parcels: 3, year: 2028, yuan_per_mu: 0.0, pair: None, sub_project: FARMLAND,
        fits: is_worth_protecting, reason: "与现有永久基本农田相邻" },
    Wish { kind: MeasureKind::HighStandardFarmland, name: "高标准农田提升", parcels: 18, year: 2027, yuan_per_mu: 5_200.0, pair: None, sub_project: FARMLAND,
        fits: |parcel| parcel.basic_farmland && parcel.class == "0101" && parcel.slope_class == 1, reason: "田块归并，沟渠路配套" },
    Wish { kind: MeasureKind::ForestToFarmland, name: "林地下山还耕", parcels: 3, year: 2027, yuan_per_mu: 30_000.0, pair: Some(3), sub_project: FOREST,
        fits: |parcel| matches!(parcel.class, "0301" | "0307") && is_free(parcel) && is_gentle(parcel), reason: "坡缓、近水源，原为耕地" },
    Wish { kind: MeasureKind::FarmlandToForest, name: "坡耕地上山造林", parcels: 3, year: 2027, yuan_per_mu: 6_500.0, pair: Some(3), sub_project: FOREST,
        fits: |parcel| parcel.is_cultivated() && is_free(parcel) && parcel.slope_class >= 4, reason: "坡度 15° 以上，水土易流失" },
    Wish { kind: MeasureKind::BoundaryRelease, name: "开发边界内农田划出", parcels: 3, year: 2028, yuan_per_mu: 0.0, pair: Some(4), sub_project: "开发边界优化",
        fits: |parcel| parcel.urban.is_some() && parcel.is_cultivated(), reason: "边界内连片农田，近期不开发" },
    Wish { kind: MeasureKind::BoundaryExtension, name: "开发边界空洞补齐", parcels: 1, year: 2028, yuan_per_mu: 0.0, pair: Some(4), sub_project: "开发边界优化",
        fits: |parcel| is_free(parcel) && parcel.setting == Setting::Town && parcel.width_m == 0, reason: "填补边界空洞，总规模不增" },
    Wish { kind: MeasureKind::EcologicalRestoration, name: "河滩湿地修复", parcels: 3, year: 2028, yuan_per_mu: 20_000.0, pair: None, sub_project: NATURE,
        fits: |parcel| matches!(parcel.class, "1106" | "1108"), reason: "恢复滩地植被和水文联系" },
];

/// How far the homesteads of one hamlet lie from the first, metres.
const HAMLET_M: f64 = 200.0;
/// Boundary measures at most this large, so that what goes in stays below what comes out.
const BOUNDARY_EXTENSION_M2: f64 = 1_000.0;

/// The measures, each as near to the middle of the zone as its kind allows; a small township lacks some.
pub(super) fn measures(land: &Landscape, parcels: &[Parcel], around: &Outline, site: &Site) -> Vec<Measure> {
    let centre = middle_of(around);
    let neighbours = Neighbours::of(land);
    let mut taken = BTreeSet::new();
    let mut measures = Vec::new();
    for wish in WISHES {
        let chosen = choose(wish, parcels, &neighbours, centre, &taken);
        if chosen.is_empty() {
            continue;
        }
        let outlines = dissolve(&land.subdivision, chosen.iter().map(|&index| &land.parcels[index].ring));
        let shape = MultiPolygon(outlines.iter().map(|outline| polygon(&site.moved_outline(outline))).collect());
        let area_m2: f64 = chosen.iter().map(|&index| parcels[index].area_m2).sum();
        measures.push(measure(wish, Shape(shape), area_m2));
        taken.extend(chosen);
    }
    measures
}

fn measure(wish: &Wish, shape: Shape, area_m2: f64) -> Measure {
    let households = match wish.kind {
        // A homestead of the region takes some 125 m² (Zhejiang's cap on farmland).
        MeasureKind::Reclaim => Some((area_m2 / 250.0).ceil()),
        MeasureKind::NewConstruction | MeasureKind::Resettlement => Some((area_m2 / 180.0).floor().max(1.0)),
        _ => None,
    };
    let thousands_of_yuan = (mu_from_m2(area_m2) * wish.yuan_per_mu / 1000.0).round() as i64;
    Measure {
        name: wish.name.to_owned(),
        quantity: households,
        cost_fen: (thousands_of_yuan > 0).then_some(thousands_of_yuan * 100_000),
        year: Some(wish.year),
        pair: wish.pair,
        quota_use: match (wish.kind, wish.pair) {
            (MeasureKind::Reclaim, Some(1)) => Some(QuotaUse::Own),
            (MeasureKind::Reclaim, _) => Some(QuotaUse::Surplus),
            (MeasureKind::NewFarmland, _) => Some(QuotaUse::Compensation),
            _ => None,
        },
        grade_after: match wish.kind {
            MeasureKind::Reclaim | MeasureKind::NewFarmland => Some(7.0),
            MeasureKind::DryToPaddy | MeasureKind::RestoredFarmland => Some(6.0),
            _ => None,
        },
        sub_project: wish.sub_project.to_owned(),
        reason: wish.reason.to_owned(),
        ..Measure::new(MeasureId(0), wish.kind, shape)
    }
}

/// The nearest parcel that fits, and those that hang together with it and fit too.
fn choose(
    wish: &Wish,
    parcels: &[Parcel],
    neighbours: &Neighbours,
    centre: Point,
    taken: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let away = |index: &usize| distance(parcels[*index].within, centre);
    let fits = |index: &usize| {
        let parcel = &parcels[*index];
        let small = wish.kind != MeasureKind::BoundaryExtension || parcel.area_m2 < BOUNDARY_EXTENSION_M2;
        !taken.contains(index) && parcel.width_m == 0 && small && (wish.fits)(parcel)
    };
    let Some(first) = (0..parcels.len()).filter(fits).min_by(|a, b| away(a).total_cmp(&away(b))) else {
        return BTreeSet::new();
    };
    let mut chosen = BTreeSet::from([first]);
    while chosen.len() < wish.parcels {
        let around: Vec<usize> = if wish.kind == MeasureKind::Reclaim {
            // Homesteads lie between lanes: those of one hamlet are one measure though they do not touch.
            let near = |index: &usize| distance(parcels[*index].within, parcels[first].within) < HAMLET_M;
            (0..parcels.len()).filter(near).collect()
        } else {
            chosen.iter().flat_map(|&index| neighbours.across(index)).collect()
        };
        let next = around.into_iter().filter(|index| !chosen.contains(index) && fits(index)).min_by(|a, b| {
            let from = |index: usize| distance(parcels[index].within, parcels[first].within);
            from(*a).total_cmp(&from(*b))
        });
        let Some(next) = next else { break };
        chosen.insert(next);
    }
    chosen
}

/// Which parcel lies across each edge.
struct Neighbours<'a> {
    land: &'a Landscape,
    owner: BTreeMap<(u32, u32), usize>,
}

impl<'a> Neighbours<'a> {
    fn of(land: &'a Landscape) -> Self {
        let mut owner = BTreeMap::new();
        for (index, face) in land.parcels.iter().enumerate() {
            for position in 0..face.ring.len() {
                owner.insert((face.ring[position], face.ring[(position + 1) % face.ring.len()]), index);
            }
        }
        Self { land, owner }
    }

    fn across(&self, parcel: usize) -> impl Iterator<Item = usize> + '_ {
        let ring = &self.land.parcels[parcel].ring;
        (0..ring.len())
            .filter_map(move |position| self.owner.get(&(ring[(position + 1) % ring.len()], ring[position])).copied())
    }
}

fn middle_of(outline: &Outline) -> Point {
    let (low, high) = super::plane::extent(&outline.shell);
    [0, 1].map(|axis| (low[axis] + high[axis]) / 2.0)
}
