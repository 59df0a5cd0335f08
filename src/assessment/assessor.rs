//! Assesses a scheme again and again, as fast as a drag asks for.

use std::sync::Arc;

use super::quantities::{Known, quantities_of};
use super::reach::{MEASURE, parcels_near, parcels_standing};
use super::regions::Regions;
use super::{Assessment, AssessmentBase, FieldBlock, Fields};
use crate::checks::{
    Engine, Judgement, PackComparison, Quantities, RulePack, Subjects, TrimProblem, Trimmed, Unknown, Verdict,
    VerdictPiece,
};
use crate::design::{Date, ReviewNotes, Scheme, SchemeId};
use crate::indicators::{
    BlockSizes, FarmlandStructure, FieldOverlay, Ledgers, OutsideRegion, ReviewForm, Structure, Totals, Transition,
    linkage_months, linkage_pairs,
};
use crate::land::{Direction, Land, Region};

/// Keeps what can be kept from one state of a scheme to the next.
#[derive(Debug)]
pub struct Assessor {
    base: Arc<AssessmentBase>,
    land: Land,
    fields: Fields,
    regions: Regions,
    engine: Engine,
    /// What the rules say of the land as it is: problems that no scheme brought.
    existing: Option<(RulePack, Judgement)>,
    overlay: Option<Arc<FieldOverlay>>,
}

impl Assessor {
    pub fn new(base: Arc<AssessmentBase>) -> Self {
        let land = Land::new(Arc::clone(&base.land));
        let fields = Fields::new(&base);
        Self { base, land, fields, regions: Regions::default(), engine: Engine::new(), existing: None, overlay: None }
    }

    pub fn base(&self) -> &Arc<AssessmentBase> {
        &self.base
    }

    /// About how many parcels [`Self::assess`] would look at anew, told by what the scheme differs in from the one that was assessed
    /// last: a measure stands for ten of them, ten that only lie in the region for one, and what is remembered for none.
    pub fn reach(&self, scheme: &Scheme) -> usize {
        let measures: usize = self.land.measures_not_in(&scheme.measures) * MEASURE;
        let Some(last) = self.regions.last() else { return measures + self.base.faces.len() };
        if self.regions.known(&scheme.zones).is_some_and(|region| self.fields.knows(region)) {
            return measures;
        }
        let zones = if self.fields.has_border() || scheme.zones.is_empty() {
            parcels_near(&self.base, last, &scheme.zones)
        } else {
            self.base.faces.len()
        };
        measures + zones + parcels_standing(&self.base, &scheme.zones)
    }

    /// What is known of a scheme under a pack on a day (answers expire). While a vertex is dragged (`live`) the overlay book, which
    /// no one reads then, stays as it was found last and says so.
    pub fn assess(&mut self, scheme: &Scheme, pack: &RulePack, on: Date, live: bool) -> Assessment {
        let touched = self.land.refold(&scheme.measures);
        self.fields.follow(&self.base, &self.land, &touched);
        let region = self.regions.of_scheme(&self.base.land, scheme, live);
        let land = &self.land;
        let baseline = &self.base.baseline;
        let transition = Transition::of(land, baseline);
        let structure = Structure::of(&transition);
        let fields = &self.fields;
        let form = ReviewForm::of(land, &region, |piece| match piece.direction {
            Direction::Out => fields.block_before_m2(piece.piece.parcel),
            Direction::In => fields.block_after_m2(piece.piece),
        });
        let totals = Totals::of(land, baseline, &region, &form);
        let farmland = FarmlandStructure::of(land, baseline);
        let outside = OutsideRegion::of(land, &region, &form);
        let ledgers = Ledgers::of(land, &pack.ledger);
        let pairs = linkage_pairs(land);
        let linkage_months = linkage_months(land, &pairs);
        let figures = self.fields.figures(&self.base, &self.land, &region, live);
        let overlay_is_current = !live || self.overlay.is_none();
        if overlay_is_current {
            self.overlay = Some(Arc::new(FieldOverlay::after(&self.land, self.base.field_overlay())));
        }
        let overlays = self.overlay.as_deref().map(|after| (self.base.field_overlay(), after));
        let quantities = quantities_of(&Known {
            totals: &totals,
            ledgers: &ledgers,
            grades: self.base.land.grade_system(),
            linkage_months,
            fields: (&figures.0, &figures.1),
            overlays,
            review: &scheme.review,
        });
        let judgement = self.judge(scheme, pack, &quantities, on);
        if !live {
            self.engine.keep();
        }
        Assessment {
            scheme: scheme.id,
            land: Arc::new(self.land.clone()),
            region,
            totals,
            transition,
            structure,
            farmland,
            form,
            outside,
            ledgers,
            pairs,
            contiguity: self.base.graph.setting().clone(),
            fields: figures,
            overlay: self.overlay.clone(),
            overlay_is_current,
            review: scheme.review.clone(),
            overlay_before: self.base.shared_field_overlay().clone(),
            quantities,
            judgement,
        }
    }

    /// The subject of a verdict without the land that breaks its rule; the verdict is one of the last assessment, of `scheme`.
    pub fn trimmed(&self, verdict: &Verdict, scheme: &Scheme) -> Result<Trimmed, TrimProblem> {
        self.engine.trimmed(verdict, &Subjects::of_scheme(scheme), &self.base.layers)
    }

    /// The land that breaks the rule of a verdict, piece by piece; the verdict is one of the last assessment.
    pub fn land_of(&self, verdict: &Verdict) -> Result<Vec<VerdictPiece>, Unknown> {
        self.engine.land_of(verdict, &self.base.layers)
    }

    /// Blocks of farmland of at least `least_mu` in the region of the last assessment, before and after its measures.
    pub fn large_blocks(&self, least_mu: f64) -> [Vec<FieldBlock>; 2] {
        self.fields.large_blocks(&self.base, least_mu)
    }

    /// Sizes of the blocks of all the land, not the region's alone, after the measures of the last assessment.
    pub fn sizes_of_all_land(&self) -> BlockSizes {
        self.fields.sizes_after()
    }

    fn judge(&mut self, scheme: &Scheme, pack: &RulePack, quantities: &Quantities, on: Date) -> Judgement {
        let pack = pack.in_force(on);
        let judged = self.engine.judge(&pack, &Subjects::of_scheme(scheme), quantities, &self.base.layers);
        if self.existing.as_ref().is_none_or(|(of, _)| *of != pack) {
            let existing = existing_problems(&self.base, &pack);
            self.existing = Some((pack, existing));
        }
        let judged = match &self.existing {
            Some((_, existing)) => judged.since(existing),
            None => judged,
        };
        judged.answered(&scheme.answers, on)
    }
}

/// What a pack says of the land as it is.
fn existing_problems(base: &AssessmentBase, pack: &RulePack) -> Judgement {
    let untouched = Subjects::of_scheme(&Scheme::empty(SchemeId::BASE, String::new()));
    Engine::new().judge(pack, &untouched, &untouched_quantities(base, pack), &base.layers)
}

/// One scheme under two packs. `quantities` are those of its assessment.
pub fn compare_packs(
    base: &AssessmentBase,
    scheme: &Scheme,
    quantities: &Quantities,
    packs: [&RulePack; 2],
    on: Date,
) -> PackComparison {
    let judged = packs.map(|pack| {
        let pack = pack.in_force(on);
        let subjects = Subjects::of_scheme(scheme);
        let judged = Engine::new().judge(&pack, &subjects, quantities, &base.layers);
        let judged = judged.since(&existing_problems(base, &pack)).answered(&scheme.answers, on);
        (pack, judged)
    });
    let [(first, of_first), (second, of_second)] = &judged;
    PackComparison::new((first, of_first), (second, of_second))
}

/// The figures of the land as it is: no measure, no zone.
fn untouched_quantities(base: &AssessmentBase, pack: &RulePack) -> Quantities {
    let land = Land::new(Arc::clone(&base.land));
    let region = Region::of_zones(&base.land, &[]);
    let form = ReviewForm::of(&land, &region, |_| None);
    let (before, after) = Fields::new(base).figures(base, &land, &region, true);
    let overlay = base.field_overlay();
    quantities_of(&Known {
        totals: &Totals::of(&land, &base.baseline, &region, &form),
        ledgers: &Ledgers::of(&land, &pack.ledger),
        grades: base.land.grade_system(),
        linkage_months: linkage_months(&land, &[]),
        fields: (&before, &after),
        overlays: Some((overlay, overlay)),
        review: &ReviewNotes::default(),
    })
}
