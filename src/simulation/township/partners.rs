//! A swap by hand: the parcels that could stand in for one, best first, each with what speaks for it and against.
//!
//! The order weighs, as a designer would look at it: how far the areas differ, as a share of the larger, twice; the distance, 2 km
//! counting as much as a whole area once; the slope that is won, 20° counting as much; the grades that are won, 5 counting as much;
//! half of that for forest, which alone keeps both registers level; and a third for land that joins a block above the threshold. It
//! is this program's order, no rule's.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::contiguity::Blocks;
use crate::design::Measure;
use crate::i18n::{Message, Text, fixed, texts};
use crate::land::SlopeLevel;
use crate::units::mu_from_m2;

use super::answer::{class_after, measure_of};
use super::blocks_near::largest_block_mu;
use super::candidate::Candidate;
use super::problem::listed;
use super::reasons::rules_reason;
use super::site::Standing;
use super::swap_pairs::{apart_m, centre_of};
use super::{Prepared, Proposal};

/// What counts as much as a whole area: metres, degrees, grades.
const FAR_M: f64 = 2_000.0;
const STEEP_DEGREES: f64 = 20.0;
const GRADES: f64 = 5.0;
/// What a difference of a whole area counts.
const AREA: f64 = 2.0;
/// What forest counts beside an orchard.
const FOREST: f64 = 0.5;
/// What joining a large block counts.
const JOINING: f64 = 1.0 / 3.0;

/// A parcel that could stand in for another.
#[derive(Clone, Debug, PartialEq)]
pub struct Partner {
    pub parcel: usize,
    pub class: Arc<str>,
    pub area_m2: f64,
    pub slope: Option<SlopeLevel>,
    /// Grade that it has, or would have as farmland.
    pub grade: Option<f64>,
    /// Between the centres.
    pub distance_m: f64,
    /// What speaks for it and against.
    pub reason: Message,
}

texts! {
    PartnerText {
        Area: "面积差 {0} 亩", "areas differ by {0} mu";
        Distance: "相距 {0} 米", "{0} m apart";
        Slope: "坡度 {0} 级换 {1} 级", "slope level {0} for {1}";
        NoSlope: "坡度不详", "slope not known";
        Grade: "等别 {0} 换 {1}", "grade {0} for {1}";
        Block: "连入 {0} 亩的耕地块", "joins a block of {0} mu";
        Orchard: "是园地：补足耕地，不减少林地", "an orchard: it makes up farmland, and takes no forest";
        ByHand: "手工置换，配对 {0}：{1}", "swapped by hand, pair {0}: {1}";
    }
}

impl Prepared {
    fn candidate(&self, parcel: usize) -> Option<&Candidate> {
        match self.standing.get(parcel)? {
            Standing::Candidate(number) => self.site.candidates.get(*number as usize),
            Standing::Excluded(_) => None,
        }
    }

    /// How well a parcel that joins and one that leaves go together (larger is better), and why.
    fn fit(&self, joining: &Candidate, leaving: &Candidate, blocks: &Blocks) -> (f64, f64, Message) {
        let site = &*self.site;
        let distance_m = apart_m(centre_of(site, joining), centre_of(site, leaving));
        let (most_m2, apart_m2) = (joining.area_m2.max(leaving.area_m2), (joining.area_m2 - leaving.area_m2).abs());
        let mut worth = -AREA * apart_m2 / most_m2 - distance_m / FAR_M;
        let mut parts = vec![PartnerText::Area.with([fixed(mu_from_m2(apart_m2), 2).into()])];
        match leaving.slope.zip(joining.slope) {
            Some((from, to)) => {
                worth += (from.typical_degrees() - to.typical_degrees()) / STEEP_DEGREES;
                parts.push(PartnerText::Slope.with([from.level().into(), to.level().into()]));
            }
            None => parts.push(PartnerText::NoSlope.plain()),
        }
        if let Some((from, to)) = leaving.grade.zip(joining.grade) {
            worth += site.base.grade_system().gain(from, to) / GRADES;
            parts.push(PartnerText::Grade.with([fixed(from, 1).into(), fixed(to, 1).into()]));
        }
        let block_mu = largest_block_mu(site, blocks, joining.parcel as usize);
        if block_mu >= self.request.threshold_mu {
            worth += JOINING;
            parts.push(PartnerText::Block.with([fixed(block_mu, 0).into()]));
        }
        if joining.is_forest {
            worth += FOREST;
        } else {
            parts.push(PartnerText::Orchard.plain());
        }
        parts.push(PartnerText::Distance.with([fixed(distance_m, 0).into()]));
        (worth, distance_m, listed(parts.into_iter()))
    }
}

impl Proposal {
    /// The best partners of a parcel in a swap, at most so many, without those that are taken; none for a parcel that can't change.
    /// A step over all candidates: some milliseconds in a township.
    pub fn partners(&self, parcel: usize, taken: &BTreeSet<usize>, most: usize) -> Vec<Partner> {
        let (prepared, site) = (&*self.prepared, &*self.prepared.site);
        let Some(own) = prepared.candidate(parcel) else { return Vec::new() };
        let blocks = Blocks::of(&site.graph, &site.present.faces, &site.counts);
        let others = site.candidates.iter().filter(|other| other.joins() != own.joins());
        let free = others.filter(|other| {
            let parcel = other.parcel as usize;
            prepared.candidate(parcel).is_some() && !taken.contains(&parcel)
        });
        let mut ranked: Vec<(f64, Partner)> = free
            .map(|other| {
                let (joining, leaving) = if own.joins() { (own, other) } else { (other, own) };
                let (worth, distance_m, reason) = prepared.fit(joining, leaving, &blocks);
                let partner = Partner {
                    parcel: other.parcel as usize,
                    class: site.base.parcels.class(other.parcel as usize).clone(),
                    area_m2: other.area_m2,
                    slope: other.slope,
                    grade: other.grade,
                    distance_m,
                    reason,
                };
                (worth, partner)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.parcel.cmp(&b.1.parcel)));
        ranked.into_iter().take(most).map(|(_, partner)| partner).collect()
    }

    /// The two measures of a swap by hand, what makes up first; `None` unless one parcel can join and the other leave.
    pub fn swap_by_hand(&self, parcel: usize, partner: usize, pair: u32) -> Option<Vec<Measure>> {
        let (prepared, site) = (&*self.prepared, &*self.prepared.site);
        let mut both = [prepared.candidate(parcel)?, prepared.candidate(partner)?];
        both.sort_by_key(|candidate| Reverse(candidate.joins()));
        let [joining, leaving] = both;
        if !joining.joins() || leaving.joins() {
            return None;
        }
        let blocks = Blocks::of(&site.graph, &site.present.faces, &site.counts);
        let (.., fit) = prepared.fit(joining, leaving, &blocks);
        let measure = |candidate: &Candidate| {
            let why = listed([fit.clone(), rules_reason(site, candidate)].into_iter());
            let reason = PartnerText::ByHand.with([pair.into(), why.into()]);
            measure_of(prepared, candidate, &class_after(site, candidate), &reason, Some(pair))
        };
        Some(both.map(measure).into())
    }
}
