//! Whether a parcel may change at all, before any rule of the pack is asked: its class, the scheme's own measures, the limits of the
//! request. What is unknown keeps a parcel out, and says so.

use crate::design::{MeasureKind, SimulationKind, SimulationRequest};
use crate::geometry::overlay::{Clipper, EdgeIndex};
use crate::land::{ClassGroup, Extent, LandBase, Region, RoleLand, SlopeLevel};
use crate::units::mu_from_m2;

use super::distance::is_near;
use super::present::Present;
use super::{CostTable, Exclusion, Ground};

/// Land up to here on the wrong side of a line is touching it, m².
pub(super) const TOUCH_M2: f64 = 1.0;

/// What the parcels are asked.
pub(super) struct Eligibility<'a> {
    pub ground: &'a Ground<'a>,
    pub request: &'a SimulationRequest,
    pub costs: &'a CostTable,
    pub region: &'a Region,
    pub present: &'a Present,
    /// By face.
    pub farmland: &'a [bool],
}

impl Eligibility<'_> {
    /// The conversion by which a parcel may become farmland.
    pub fn joining(&self, parcel: usize, clipper: &mut Clipper) -> Result<usize, Exclusion> {
        self.as_the_scheme_has_it(parcel)?;
        let base = self.base();
        let class = base.parcels.class(parcel);
        let fitting = self.costs.conversion_of(class);
        let conversion = fitting
            .filter(|&index| self.costs.conversions[index].kind != MeasureKind::FarmlandToForest)
            .ok_or_else(|| Exclusion::Class(class.clone()))?;
        let group = ClassGroup::of(class);
        if self.request.kind == SimulationKind::Swap && !matches!(group, Some(ClassGroup::Forest | ClassGroup::Garden))
        {
            return Err(Exclusion::NotAsked);
        }
        self.as_the_request_wants(parcel, clipper)?;
        let slope = base.slope_of_parcel(parcel).ok_or(Exclusion::SlopeUnknown)?;
        let at_most = self.request.limits.gained_slope_at_most;
        if slope.level() > at_most {
            return Err(Exclusion::TooSteep { slope, at_most });
        }
        let boundary = base.development_boundary.as_ref().map(|boundary| &boundary.land);
        if self.lies_on(parcel, boundary, clipper) {
            return Err(Exclusion::DevelopmentBoundary);
        }
        if let Some(at_most_m) = self.request.limits.max_distance_m
            && !is_near(&self.present.faces, parcel, at_most_m, &|face| self.farmland[face])
        {
            return Err(Exclusion::TooFar { at_most_m });
        }
        Ok(conversion)
    }

    /// The conversion by which a parcel of farmland in a block of `block_m2` may leave it.
    pub fn leaving(&self, parcel: usize, block_m2: f64, clipper: &mut Clipper) -> Result<usize, Exclusion> {
        self.as_the_scheme_has_it(parcel)?;
        let base = self.base();
        let class = base.parcels.class(parcel);
        let fitting = self.costs.conversion_of(class);
        let conversion = fitting
            .filter(|&index| self.costs.conversions[index].kind == MeasureKind::FarmlandToForest)
            .ok_or_else(|| Exclusion::Class(class.clone()))?;
        self.as_the_request_wants(parcel, clipper)?;
        let limits = &self.request.limits;
        let slope: Option<SlopeLevel> = base.slope_of_parcel(parcel);
        let is_steep = slope.is_some_and(|slope| slope.level() >= limits.left_slope_at_least);
        let block_mu = mu_from_m2(block_m2);
        if !is_steep && block_mu >= limits.isolated_mu {
            return Err(Exclusion::FarmlandStays {
                slope,
                at_least: limits.left_slope_at_least,
                block_mu,
                isolated_mu: limits.isolated_mu,
            });
        }
        self.off_basic_farmland(parcel, clipper)?;
        Ok(conversion)
    }

    /// Whether land of a hamlet may become farmland again.
    pub fn reclaimed(&self, parcel: usize, clipper: &mut Clipper) -> Result<(), Exclusion> {
        self.as_the_scheme_has_it(parcel)?;
        self.as_the_request_wants(parcel, clipper)?;
        let slope = self.base().slope_of_parcel(parcel).ok_or(Exclusion::SlopeUnknown)?;
        let at_most = self.request.limits.gained_slope_at_most;
        if slope.level() > at_most { Err(Exclusion::TooSteep { slope, at_most }) } else { Ok(()) }
    }

    /// Whether a parcel holds no basic farmland.
    pub fn off_basic_farmland(&self, parcel: usize, clipper: &mut Clipper) -> Result<(), Exclusion> {
        let patches = self.base().basic_farmland.as_ref().map(|patches| &patches.land);
        if self.lies_on(parcel, patches, clipper) { Err(Exclusion::BasicFarmland) } else { Ok(()) }
    }

    /// Land that a measure of the scheme touches keeps what the scheme says of it.
    pub fn as_the_scheme_has_it(&self, parcel: usize) -> Result<(), Exclusion> {
        let Some(touched) = self.ground.land.parcel(parcel) else { return Ok(()) };
        let measure = touched.pieces.iter().flat_map(|piece| &piece.measures).next().copied();
        let measure = measure.or_else(|| touched.boundary.first().map(|piece| piece.measure));
        measure.map_or(Ok(()), |measure| Err(Exclusion::Touched(measure)))
    }

    /// What holds for land of any class.
    pub fn as_the_request_wants(&self, parcel: usize, clipper: &mut Clipper) -> Result<(), Exclusion> {
        let base = self.base();
        let class = base.parcels.class(parcel);
        let protected = &self.request.limits.protected_classes;
        if protected.iter().any(|digits| !digits.is_empty() && class.starts_with(digits.as_str())) {
            return Err(Exclusion::Protected(class.clone()));
        }
        let area_m2 = self.present.faces.area_m2(parcel);
        // A repaired outline has another area than the one that blocks are counted with.
        if !area_m2.is_finite() || area_m2 <= 0.0 || (area_m2 - base.parcels.area_m2(parcel)).abs() > TOUCH_M2 {
            return Err(Exclusion::Outline);
        }
        let inside_m2 = self.region.shared_m2(base, (parcel, &Extent::Whole, area_m2), clipper);
        if inside_m2 < area_m2 - TOUCH_M2 {
            return Err(Exclusion::OutsideZones);
        }
        Ok(())
    }

    fn lies_on(&self, parcel: usize, land: Option<&RoleLand>, clipper: &mut Clipper) -> bool {
        let Some(land) = land else { return false };
        let shape = EdgeIndex::from_multi_polygon(&self.base().parcels.shape(parcel));
        land.shared_m2(&shape, clipper) > TOUCH_M2
    }

    fn base(&self) -> &LandBase {
        self.ground.land.base()
    }
}
