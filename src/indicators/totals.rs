//! The figures of a scheme that rules ask about, one sum each. What is set against what (占补, 进出, 增减挂钩) is no sum of these:
//! see `ledgers` for where each square metre is booked.
//!
//! farm_after = farm_before − OUT_F − OCC_F − retreat + IN_F + RECLAIM_F + DEV_F + from water, on both bases. Farmland figures are
//! net of ridges, gross × (1 − KCXS), as 占补 and 进出 count; all others gross but basic farmland, which is on the form's basis.

use super::ReviewForm;
use super::baseline::{Baseline, WeightedMean, is_construction, is_farmland, is_forest, is_paddy, is_water};
use super::exchange::worse_exchange_m2;
use crate::geometry::overlay::Clipper;
use crate::land::{BoundaryZone, ClassGroup, Land, Piece, Regime, Region};

/// Flows of farmland in one kind of area, m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FarmlandFlows {
    pub before: f64,
    pub after: f64,
    /// OUT_F: to other agricultural land, forest among it, or out of use.
    pub out: f64,
    /// OCC_F: to construction land.
    pub occupied: f64,
    /// To wetland and rivers 生态退耕; exempt from the in–out balance.
    pub retreat: f64,
    /// IN_F: from other agricultural land, forest among it.
    pub inward: f64,
    /// RECLAIM_F: from construction land.
    pub reclaimed: f64,
    /// DEV_F: from unused land.
    pub developed: f64,
    /// From wetland and rivers: forbidden, but counted where it is drawn.
    pub from_water: f64,
}

impl FarmlandFlows {
    /// What the flows leave unexplained, m².
    pub fn residual(&self) -> f64 {
        self.after - (self.before + self.added() - self.out - self.occupied - self.retreat)
    }

    /// 新增耕地: all farmland that was none.
    pub fn added(&self) -> f64 {
        self.inward + self.reclaimed + self.developed + self.from_water
    }
}

/// Every figure of a scheme. `None` is unknown (the layer is missing, or there is nothing to take a mean of).
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// Net of ridges.
    pub farmland: FarmlandFlows,
    pub farmland_gross: FarmlandFlows,
    /// Paddy 0101, net: what leaves to construction and what comes from construction or unused land included.
    pub paddy: FarmlandFlows,
    /// Farmland of the region before, and new farmland in it, both gross: ridges of land that is no farmland yet are not known,
    /// so a rate of new farmland can be taken on this basis only.
    pub region_farmland_m2: f64,
    pub region_new_farmland_m2: f64,
    /// 耕地保有量目标, net; `None` without its layer.
    pub farmland_target_m2: Option<f64>,
    /// Area-weighted mean over farmland of known slope level; the middle of each level stands for it.
    pub farmland_slope_before_degrees: Option<f64>,
    pub farmland_slope_after_degrees: Option<f64>,
    /// Construction land that becomes something else.
    pub reclaimed_total_m2: f64,
    /// Land that becomes construction land.
    pub new_build_m2: f64,
    pub construction_before_m2: f64,
    pub construction_after_m2: f64,
    pub forest_before_m2: f64,
    pub forest_after_m2: f64,
    pub farmland_to_forest_slope_degrees: Option<f64>,
    pub forest_to_farmland_slope_degrees: Option<f64>,
    pub water_before_m2: f64,
    pub water_after_m2: f64,
    /// Of the region, on the form's basis.
    pub basic_farmland_before_m2: Option<f64>,
    /// Of all land loaded.
    pub basic_farmland_loaded_m2: Option<f64>,
    pub basic_farmland_out_m2: f64,
    /// What of it lies in the region.
    pub region_basic_farmland_out_m2: f64,
    pub basic_farmland_in_m2: f64,
    pub out_mean_patch_m2: Option<f64>,
    pub in_mean_patch_m2: Option<f64>,
    pub out_grade: Option<f64>,
    pub in_grade: Option<f64>,
    /// By how many grades what moves in is better.
    pub quality_gain: Option<f64>,
    /// Moved in under a pair number that moves better land out; `None` where no pair can be compared.
    pub basic_farmland_worse_m2: Option<f64>,
    pub boundary_before_m2: Option<f64>,
    pub boundary_after_m2: Option<f64>,
    /// Urban construction land of the base period: what the boundary is a multiple of.
    pub towns_of_base_year_m2: Option<f64>,
    /// Newly built on in the elastic zone, and released from the concentrated zone; `None` where the layer tells no zones apart.
    pub elastic_used_m2: Option<f64>,
    pub concentrated_released_m2: Option<f64>,
}

impl Totals {
    /// The figures of a scheme; `form` is its review form.
    pub fn of(land: &Land, baseline: &Baseline, region: &Region, form: &ReviewForm) -> Self {
        let base = land.base();
        let mut sums = Sums::new(baseline);
        let mut clipper = Clipper::new();
        for piece in land.changed_pieces() {
            sums.add(land, piece);
            if piece.is_of(ClassGroup::Farmland) == (false, true) {
                let place = (piece.id.parcel, &piece.extent, piece.area_m2);
                sums.region_new_farmland += region.shared_m2(base, place, &mut clipper);
            }
        }
        let mut farmland = sums.net;
        let mut farmland_gross = sums.gross;
        farmland.after = farmland.before + sums.farmland_change_net;
        farmland_gross.after = farmland_gross.before + sums.farmland_change_gross;
        let mut paddy = sums.paddy;
        paddy.after = paddy.before + sums.paddy_change;
        let boundary_change: f64 =
            land.boundary().map(|piece| if piece.is_extension { piece.area_m2 } else { -piece.area_m2 }).sum();
        let zones = base.development_boundary.as_ref().filter(|boundary| boundary.has_zones());
        let released = land.boundary().filter(|piece| piece.zone == Some(BoundaryZone::Concentrated));
        let construction_before_m2 = baseline.sum_m2(is_construction);
        let (forest_before_m2, water_before_m2) = (baseline.sum_m2(is_forest), baseline.sum_m2(is_water));
        Self {
            farmland,
            farmland_gross,
            paddy,
            region_farmland_m2: region.farmland_m2,
            region_new_farmland_m2: sums.region_new_farmland,
            farmland_target_m2: base.farmland_target_m2,
            farmland_slope_before_degrees: baseline.farmland_slope.mean(),
            farmland_slope_after_degrees: sums.slope_after.mean(),
            reclaimed_total_m2: sums.reclaimed_total,
            new_build_m2: sums.new_build,
            construction_before_m2,
            construction_after_m2: construction_before_m2 + sums.construction_change,
            forest_before_m2,
            forest_after_m2: forest_before_m2 + sums.forest_change,
            farmland_to_forest_slope_degrees: sums.to_forest_slope.mean(),
            forest_to_farmland_slope_degrees: sums.from_forest_slope.mean(),
            water_before_m2,
            water_after_m2: water_before_m2 + sums.water_change,
            basic_farmland_before_m2: region.basic_farmland_m2,
            basic_farmland_loaded_m2: baseline.basic_farmland_m2,
            basic_farmland_out_m2: form.out.area_m2,
            region_basic_farmland_out_m2: form.out.inside_m2,
            basic_farmland_in_m2: form.moved_in.area_m2,
            out_mean_patch_m2: form.out.mean_patch_m2(),
            in_mean_patch_m2: form.moved_in.mean_patch_m2(),
            out_grade: form.out.grade,
            in_grade: form.moved_in.grade,
            quality_gain: form.quality_gain(),
            basic_farmland_worse_m2: worse_exchange_m2(land, form),
            boundary_before_m2: baseline.boundary_m2,
            boundary_after_m2: baseline.boundary_m2.map(|before| before + boundary_change),
            towns_of_base_year_m2: base.towns_of_base_year_m2,
            elastic_used_m2: zones.map(|_| sums.built_in_elastic),
            concentrated_released_m2: zones.map(|_| released.fold(0.0, |sum, piece| sum + piece.area_m2)),
        }
    }
}

struct Sums {
    net: FarmlandFlows,
    gross: FarmlandFlows,
    paddy: FarmlandFlows,
    farmland_change_net: f64,
    farmland_change_gross: f64,
    paddy_change: f64,
    slope_after: WeightedMean,
    to_forest_slope: WeightedMean,
    from_forest_slope: WeightedMean,
    reclaimed_total: f64,
    new_build: f64,
    construction_change: f64,
    forest_change: f64,
    water_change: f64,
    region_new_farmland: f64,
    built_in_elastic: f64,
}

impl Sums {
    fn new(baseline: &Baseline) -> Self {
        let flows = |before| FarmlandFlows { before, ..FarmlandFlows::default() };
        Self {
            net: flows(baseline.farmland_net_m2),
            gross: flows(baseline.sum_m2(is_farmland)),
            paddy: flows(baseline.paddy_net_m2),
            farmland_change_net: 0.0,
            farmland_change_gross: 0.0,
            paddy_change: 0.0,
            slope_after: baseline.farmland_slope,
            to_forest_slope: WeightedMean::default(),
            from_forest_slope: WeightedMean::default(),
            reclaimed_total: 0.0,
            new_build: 0.0,
            construction_change: 0.0,
            forest_change: 0.0,
            water_change: 0.0,
            region_new_farmland: 0.0,
            built_in_elastic: 0.0,
        }
    }

    fn add(&mut self, land: &Land, piece: &Piece) {
        let parcels = &land.base().parcels;
        let parcel = piece.id.parcel;
        let area = piece.area_m2;
        let net = area * (1.0 - parcels.ridge_share(parcel));
        let change = |(before, after): (bool, bool)| f64::from(i8::from(after) - i8::from(before));
        let (was_construction, is_construction) = piece.is_of(ClassGroup::Construction);
        let (was_farmland, to_farmland) = piece.is_of(ClassGroup::Farmland);
        let farmland = change((was_farmland, to_farmland));
        self.farmland_change_gross += farmland * area;
        self.farmland_change_net += farmland * net;
        let (was_paddy, to_paddy) = (is_paddy(&piece.class_before), is_paddy(&piece.class_after));
        self.paddy_change += change((was_paddy, to_paddy)) * net;
        self.construction_change += change((was_construction, is_construction)) * area;
        self.forest_change += change(piece.is_of(ClassGroup::Forest)) * area;
        self.water_change += change((is_water(&piece.class_before), is_water(&piece.class_after))) * area;
        let degrees = piece.slope.map(|level| level.typical_degrees());
        match (was_farmland, to_farmland) {
            (false, true) => self.slope_after.add(degrees, area),
            // What leaves takes along what its parcel was counted with.
            (true, false) => {
                let counted = land.base().slope_of_parcel(parcel).map(|level| level.typical_degrees());
                self.slope_after.add(counted, -area);
            }
            _ => {}
        }
        self.built_in_elastic += piece.built_in_elastic_m2;
        if was_construction && !is_construction {
            self.reclaimed_total += area;
        }
        if is_construction && !was_construction {
            self.new_build += area;
        }
        flow(&mut self.net, piece.regime, to_farmland, net);
        flow(&mut self.gross, piece.regime, to_farmland, area);
        if was_paddy || to_paddy {
            paddy_flow(&mut self.paddy, piece, net);
        }
        match piece.regime {
            Regime::FarmlandToForest => self.to_forest_slope.add(degrees, area),
            Regime::ForestToFarmland => self.from_forest_slope.add(degrees, area),
            _ => {}
        }
    }
}

fn flow(flows: &mut FarmlandFlows, regime: Regime, to_farmland: bool, area: f64) {
    match regime {
        regime if regime.is_farmland_out() => flows.out += area,
        Regime::Occupation => flows.occupied += area,
        Regime::EcologicalRetreat => flows.retreat += area,
        regime if regime.is_farmland_in() => flows.inward += area,
        Regime::Reclamation if to_farmland => flows.reclaimed += area,
        Regime::Development if to_farmland => flows.developed += area,
        Regime::WetlandTaken if to_farmland => flows.from_water += area,
        _ => {}
    }
}

/// Flows of paddy alone; an upgrade of dry land counts as coming in, a change to dry land as going out.
fn paddy_flow(flows: &mut FarmlandFlows, piece: &Piece, area: f64) {
    match (is_paddy(&piece.class_before), is_paddy(&piece.class_after)) {
        (true, false) if piece.regime == Regime::Upgrade => flows.out += area,
        (false, true) if piece.regime == Regime::Upgrade => flows.inward += area,
        (true, false) => flow(flows, piece.regime, false, area),
        (false, true) => flow(flows, piece.regime, true, area),
        _ => {}
    }
}
