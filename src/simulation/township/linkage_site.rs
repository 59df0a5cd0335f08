//! The land of a linkage: which hamlets may be demolished, whole, and which parcels round the village cores may be built on.

use rayon::prelude::*;

use crate::contiguity::Graph;
use crate::design::{MeasureKind, SimulationRequest};
use crate::geometry::overlay::Clipper;
use crate::land::ClassGroup;

use super::super::{Control, NodeKind};
use super::candidate::Candidate;
use super::eligibility::Eligibility;
use super::locked::locked_land;
use super::present::Present;
use super::quality::Grades;
use super::settlement::Settlement;
use super::site::{Asked, Hopeful, Site, Standing, all_excluded, fen_of_area, region_of, told};
use super::{Exclusion, Ground, TownshipProblem};

/// Rings of parcels round a core that may be built on.
pub(super) const RINGS: u32 = 4;

/// Decides what may be demolished and what built on.
pub(super) fn linkage_site(
    ground: &Ground,
    request: &SimulationRequest,
    control: &dyn Control,
) -> Result<Site, TownshipProblem> {
    let base = ground.land.base();
    let count = ground.faces.parcel_count();
    if count == 0 {
        return Err(TownshipProblem::NoLand);
    }
    let costs = ground.costs.with(&request.limits.unit_costs)?;
    let (demolition, construction) = (costs.figure("linkage_demolition")?, costs.figure("linkage_construction")?);
    let region = region_of(base, ground.zones, request)?;
    let present = Present::of(ground.land, ground.faces);
    let farmland = present.farmland();
    told(control, 0.0)?;
    let eligibility =
        Eligibility { ground, request, costs: &costs, region: &region, present: &present, farmland: &farmland };
    let building: Vec<Result<(), Exclusion>> = (0..count)
        .into_par_iter()
        .with_min_len(256)
        .map_init(Clipper::new, |clipper, parcel| {
            eligibility.as_the_scheme_has_it(parcel)?;
            let group = ClassGroup::of(base.parcels.class(parcel));
            let may_be_built = [
                ClassGroup::Farmland,
                ClassGroup::Garden,
                ClassGroup::Grassland,
                ClassGroup::OtherAgricultural,
                ClassGroup::Unused,
            ];
            if !group.is_some_and(|group| may_be_built.contains(&group)) {
                return Err(Exclusion::NotAsked);
            }
            eligibility.as_the_request_wants(parcel, clipper)?;
            eligibility.off_basic_farmland(parcel, clipper)
        })
        .collect();
    let settlement =
        Settlement::of(&present.faces, ground.setting, &|face| building.get(face).is_some_and(Result::is_ok));
    if settlement.cores.is_empty() {
        return Err(TownshipProblem::NoVillageCore { least_mu: ground.setting.village_core_mu });
    }
    told(control, 0.2)?;
    let mut found = building;
    let mut clipper = Clipper::new();
    for &parcel in settlement.hamlet_of.keys() {
        found[parcel] = eligibility.reclaimed(parcel, &mut clipper);
    }
    let others = settlement.others.iter().chain(settlement.cores.iter().flat_map(|core| &core.faces));
    for &face in others.filter(|&&face| face < count) {
        found[face] = Err(Exclusion::StaysBuilt);
    }
    let reach = rings(&settlement, &|face| {
        found.get(face).is_some_and(Result::is_ok) && !settlement.hamlet_of.contains_key(&face)
    });
    let kind = |parcel: usize| {
        let is_home = settlement.hamlet_of.contains_key(&parcel);
        if is_home { MeasureKind::Reclaim } else { MeasureKind::Resettlement }
    };
    for (parcel, found) in found.iter_mut().enumerate().filter(|(_, found)| found.is_ok()) {
        if kind(parcel) == MeasureKind::Resettlement && !reach.iter().any(|site| site.parcel == parcel) {
            *found = Err(Exclusion::FarFromCore { rings: RINGS });
        }
    }
    let hopefuls: Vec<Hopeful> =
        found.iter().enumerate().filter(|(_, found)| found.is_ok()).map(|(parcel, _)| (parcel, kind(parcel))).collect();
    let asked = Asked::of(ground, &hopefuls, control)?;
    let grades = Grades::new(base, &present, &farmland);
    let mean_grade = grades.mean();
    let mut standing = all_excluded(found);
    let mut candidates = Vec::new();
    for (&(parcel, measure), ruling) in hopefuls.iter().zip(asked.rulings) {
        if let Some(exclusion) = ruling.exclusion {
            standing[parcel] = Standing::Excluded(exclusion);
            continue;
        }
        standing[parcel] = Standing::Candidate(candidates.len() as u32);
        let joins = measure == MeasureKind::Reclaim;
        let area_m2 = present.faces.area_m2(parcel);
        let cost = if joins { demolition } else { construction };
        candidates.push(Candidate {
            parcel: parcel as u32,
            kind: if joins { NodeKind::CanJoin } else { NodeKind::CanLeave },
            measure,
            conversion: None,
            area_m2,
            is_forest: false,
            slope: base.slope_of_parcel(parcel),
            grade: if joins { grades.of_new(parcel) } else { grades.of_face(parcel).filter(|_| farmland[parcel]) },
            cost_fen: fen_of_area(area_m2, cost),
            asked: ruling.asked,
        });
    }
    let is_hamlet = |face: usize| settlement.hamlet_of.contains_key(&face);
    let graph = Graph::build(&present.faces, ground.setting, &|face| farmland[face] || is_hamlet(face));
    let locks = locked_land(ground.locks, &present.faces, base);
    told(control, 1.0)?;
    Ok(Site {
        base: base.clone(),
        graph,
        counts: farmland,
        candidates,
        standing,
        rules: asked.rules,
        unasked: asked.unasked,
        costs,
        region_m2: region.area_m2,
        mean_grade,
        locks,
        settlement: Some(settlement),
        present,
    })
}

/// A parcel in the rings round a core.
#[derive(Clone, Debug)]
pub(super) struct RingParcel {
    pub parcel: usize,
    pub core: u32,
    /// Steps from the core; 1 touches it.
    pub hop: u32,
    /// Parcels that it touches one step nearer, of the same core.
    pub inward: Vec<usize>,
}

/// Parcels that `may` be built on in the rings round the cores, by ring and then by number; each belongs to the core that reaches it
/// first, of two the one with the lower number.
pub(super) fn rings(settlement: &Settlement, may: &dyn Fn(usize) -> bool) -> Vec<RingParcel> {
    let graph = &settlement.touching;
    let mut found: Vec<RingParcel> = Vec::new();
    let mut reached: std::collections::BTreeMap<usize, (u32, u32)> = std::collections::BTreeMap::new();
    let mut front: Vec<(usize, u32)> = Vec::new();
    for (number, core) in settlement.cores.iter().enumerate() {
        front.extend(core.faces.iter().map(|&face| (face, number as u32)));
    }
    for hop in 1..=RINGS {
        let mut next: std::collections::BTreeMap<usize, u32> = std::collections::BTreeMap::new();
        for &(face, core) in &front {
            for link in graph.links(face) {
                let parcel = link.to as usize;
                if may(parcel) && !reached.contains_key(&parcel) {
                    next.entry(parcel).and_modify(|known| *known = core.min(*known)).or_insert(core);
                }
            }
        }
        for (&parcel, &core) in &next {
            reached.insert(parcel, (hop, core));
            let is_inward =
                |link: &crate::contiguity::Link| hop > 1 && reached.get(&(link.to as usize)) == Some(&(hop - 1, core));
            let inward = graph.links(parcel).filter(is_inward).map(|link| link.to as usize).collect();
            found.push(RingParcel { parcel, core, hop, inward });
        }
        front = next.into_iter().collect();
    }
    found
}
