//! The land of a layout adjustment of basic farmland: which parcels may move out, which may move in. Whole parcels move; what a rule
//! forbids, by its figure and clause, stays where it is.

use rayon::prelude::*;

use crate::base::Role;
use crate::checks::RulePack;
use crate::contiguity::Graph;
use crate::design::{Date, MeasureKind, SimulationRequest};
use crate::geometry::overlay::{Clipper, EdgeIndex};
use crate::land::{BasicFarmland, LandBase};

use super::super::{Control, NodeKind};
use super::candidate::Candidate;
use super::eligibility::{Eligibility, TOUCH_M2};
use super::locked::locked_land;
use super::present::Present;
use super::quality::Grades;
use super::site::{Asked, Hopeful, Site, Standing, all_excluded, region_of, told};
use super::{CostTable, Exclusion, Ground, TownshipProblem};

/// Rules whose thresholds, in percent, stand for figures of the table of costs, and what is added to them.
const BY_RULE: [(&str, &str, f64); 2] =
    [("PBF-04", "basic_farmland_in_at_least", 1.0), ("PBF-05", "basic_farmland_out_at_most", 0.0)];

/// Decides which parcels may move.
pub(super) fn layout_site(
    ground: &Ground,
    request: &SimulationRequest,
    control: &dyn Control,
) -> Result<Site, TownshipProblem> {
    let base = ground.land.base();
    if ground.faces.parcel_count() == 0 {
        return Err(TownshipProblem::NoLand);
    }
    let Some(patches) = &base.basic_farmland else {
        return Err(TownshipProblem::NoLayer { role: Role::PermanentBasicFarmland });
    };
    let costs = by_rules(ground.costs, ground.pack, ground.on).with(&request.limits.unit_costs)?;
    let region = region_of(base, ground.zones, request)?;
    let present = Present::of(ground.land, ground.faces);
    let farmland = present.farmland();
    if !farmland.contains(&true) {
        return Err(TownshipProblem::NoFarmland);
    }
    told(control, 0.0)?;
    let covered_m2 = covered(base, patches, ground.faces.parcel_count());
    let eligibility =
        Eligibility { ground, request, costs: &costs, region: &region, present: &present, farmland: &farmland };
    let kind_of = |parcel: usize, clipper: &mut Clipper| -> Result<NodeKind, Exclusion> {
        eligibility.as_the_scheme_has_it(parcel)?;
        let (area_m2, covered_m2) = (present.faces.area_m2(parcel), covered_m2[parcel]);
        let kind = if covered_m2 >= area_m2 - TOUCH_M2 {
            NodeKind::CanLeave
        } else if covered_m2 > TOUCH_M2 {
            return Err(Exclusion::PartlyBasicFarmland);
        } else if farmland[parcel] {
            NodeKind::CanJoin
        } else {
            return Err(Exclusion::NotAsked);
        };
        eligibility.as_the_request_wants(parcel, clipper)?;
        Ok(kind)
    };
    let found: Vec<Result<NodeKind, Exclusion>> = (0..ground.faces.parcel_count())
        .into_par_iter()
        .with_min_len(256)
        .map_init(Clipper::new, |clipper, parcel| kind_of(parcel, clipper))
        .collect();
    // A parcel of which only some is basic farmland stands on the side that holds more of it.
    let is_in = |face: usize| {
        covered_m2.get(face).is_some_and(|&covered_m2| covered_m2 > 0.5 * present.faces.area_m2(face))
            && present.faces.is_present(face)
    };
    let counts: Vec<bool> = (0..present.faces.len()).map(is_in).collect();
    let graph = Graph::build(&present.faces, ground.setting, &|face| farmland[face] || counts[face]);
    told(control, 0.3)?;
    let eligible: Vec<(usize, NodeKind)> =
        found.iter().enumerate().filter_map(|(parcel, kind)| Some((parcel, *kind.as_ref().ok()?))).collect();
    let measure = |kind: NodeKind| match kind {
        NodeKind::CanJoin => MeasureKind::BasicFarmlandIn,
        _ => MeasureKind::BasicFarmlandOut,
    };
    let hopefuls: Vec<Hopeful> = eligible.iter().map(|&(parcel, kind)| (parcel, measure(kind))).collect();
    let asked = Asked::of(ground, &hopefuls, control)?;
    let grades = Grades::new(base, &present, &farmland);
    let mean_grade = Grades::new(base, &present, &counts).mean();
    let mut standing = all_excluded(found);
    let mut candidates = Vec::new();
    for (&(parcel, kind), ruling) in eligible.iter().zip(asked.rulings) {
        let grade = grades.of_face(parcel);
        let needs_grade = request.limits.quality_not_lower && mean_grade.is_some() && farmland[parcel];
        let exclusion = ruling.exclusion.or((needs_grade && grade.is_none()).then_some(Exclusion::QualityUnknown));
        if let Some(exclusion) = exclusion {
            standing[parcel] = Standing::Excluded(exclusion);
            continue;
        }
        standing[parcel] = Standing::Candidate(candidates.len() as u32);
        candidates.push(Candidate {
            parcel: parcel as u32,
            kind,
            measure: measure(kind),
            conversion: None,
            area_m2: present.faces.area_m2(parcel),
            is_forest: false,
            slope: base.slope_of_parcel(parcel),
            grade: grade.filter(|_| farmland[parcel]),
            cost_fen: 0,
            asked: ruling.asked,
        });
    }
    let locks = locked_land(ground.locks, &present.faces, base);
    told(control, 1.0)?;
    Ok(Site {
        base: base.clone(),
        present,
        graph,
        counts,
        candidates,
        standing,
        rules: asked.rules,
        unasked: asked.unasked,
        costs,
        region_m2: region.area_m2,
        mean_grade,
        locks,
        settlement: None,
    })
}

/// Basic farmland of each parcel, m².
fn covered(base: &LandBase, patches: &BasicFarmland, parcels: usize) -> Vec<f64> {
    let shared = |clipper: &mut Clipper, parcel: usize| {
        patches.land.shared_m2(&EdgeIndex::from_multi_polygon(&base.parcels.shape(parcel)), clipper)
    };
    (0..parcels).into_par_iter().with_min_len(256).map_init(Clipper::new, shared).collect()
}

/// The table with the thresholds of the rule pack in the place of its own figures.
fn by_rules(costs: &CostTable, pack: &RulePack, on: Date) -> CostTable {
    let mut table = costs.clone();
    for (id, key, base) in BY_RULE {
        let rule = pack.rule(id).filter(|rule| rule.basis.holds_on(on));
        if let (Some(rule), Some(figure)) = (rule, table.figures.iter_mut().find(|figure| figure.key == key)) {
            figure.value = base + rule.threshold * rule.unit.size();
            figure.verified = rule.verified;
            figure.note = format!("{id}：{}", rule.basis.citation());
        }
    }
    table
}
