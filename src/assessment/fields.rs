//! Fields before and after: blocks of farmland that lie together, over the whole land and inside the regions.
//!
//! Only what a measure or a border touched is linked anew, so the fields follow a vertex while it is dragged, whether it is one of a
//! measure or of a zone.

use std::collections::BTreeSet;

use super::AssessmentBase;
use super::field_block::{FieldBlock, large_blocks};
use super::mosaic::{Mosaic, area_of};
use crate::contiguity::{Blocks, Setting};
use crate::indicators::{BlockSizes, Fragmentation};
use crate::land::{Land, PieceId, Region};

/// Sizes and metrics of the blocks of one state of the land.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFigures {
    pub sizes: BlockSizes,
    pub fragmentation: Fragmentation,
}

/// The fields of a scheme, brought up to date with its fold and its zones.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Blocks of the whole land as it is.
    before: Blocks,
    /// The whole land after the measures.
    after: Mosaic,
    inside: Option<Inside>,
    /// Regions that stood before and lie far from the one of now, the last first: undo and redo come back to them.
    aside: Vec<Inside>,
}

/// Regions that are put aside; each keeps what is linked in it.
const ASIDE: usize = 2;
/// A region that more than one parcel of so many tells from another is put aside when the other comes: it would take longer to link
/// again than to copy, as long as there are no more parcels than memory has room for.
const FAR: usize = 100;
const MOST_PARCELS: usize = 250_000;

/// Whether memory has room for regions put aside.
fn has_room(base: &AssessmentBase) -> bool {
    base.faces.len() <= MOST_PARCELS
}

/// The land inside a region.
#[derive(Clone, Debug)]
struct Inside {
    region: Region,
    before: Mosaic,
    /// `None` while no measure changes a class.
    after: Option<Mosaic>,
    /// Parcels whose pieces changed since `after` was brought up to date.
    pending: BTreeSet<usize>,
    figures_before: FieldFigures,
}

impl Fields {
    /// The fields as they are.
    pub fn new(base: &AssessmentBase) -> Self {
        let after = Mosaic::whole(base);
        Self { before: after.blocks().clone(), after, inside: None, aside: Vec::new() }
    }

    /// Takes over what became of these parcels.
    pub fn follow(&mut self, base: &AssessmentBase, land: &Land, parcels: &[usize]) {
        self.after.follow(base, Some(land), None, parcels);
        for inside in self.inside.iter_mut().chain(&mut self.aside) {
            inside.pending.extend(parcels);
        }
    }

    /// Blocks of the whole land after the measures.
    pub fn after(&self) -> &Blocks {
        self.after.blocks()
    }

    /// Sizes of the blocks of the whole land after the measures.
    pub fn sizes_after(&self) -> BlockSizes {
        BlockSizes::of(self.after.blocks())
    }

    /// Sizes of the blocks of the whole land under another setting, from nothing.
    pub fn sizes_under(&self, setting: &Setting) -> BlockSizes {
        self.after.sizes_under(setting)
    }

    /// Area of the block that a parcel lies in as the land is, m²; `None` where it is no farmland.
    pub fn block_before_m2(&self, parcel: usize) -> Option<f64> {
        area_of(&self.before, parcel)
    }

    /// Area of the block that a piece of the fold lies in after the measures, m²; `None` where it is no farmland then.
    pub fn block_after_m2(&self, piece: PieceId) -> Option<f64> {
        self.after.block_of_piece_m2(piece)
    }

    /// Blocks of at least `least_mu` in the region, before and after: those that [`Self::figures`] counts. The region is the one
    /// whose figures were asked for last.
    pub fn large_blocks(&self, base: &AssessmentBase, least_mu: f64) -> [Vec<FieldBlock>; 2] {
        match &self.inside {
            Some(inside) => {
                let before = inside.before.large_blocks(least_mu);
                let after = inside.after.as_ref().map(|after| after.large_blocks(least_mu));
                [before.clone(), after.unwrap_or(before)]
            }
            None => [large_blocks(&base.faces, &self.before, least_mu), self.after.large_blocks(least_mu)],
        }
    }

    /// Figures of the region before and after. A block that its border cuts counts with the part within. `passing`: a moment of a
    /// drag, which no one comes back to.
    pub fn figures(
        &mut self,
        base: &AssessmentBase,
        land: &Land,
        region: &Region,
        passing: bool,
    ) -> (FieldFigures, FieldFigures) {
        if region.shape.is_none() {
            if let Some(last) = self.inside.take() {
                self.put_aside(base, last);
            }
            let of = |blocks: &Blocks| FieldFigures {
                sizes: BlockSizes::of(blocks),
                fragmentation: Fragmentation::of(blocks, region.area_m2),
            };
            return (of(&self.before), of(self.after.blocks()));
        }
        let mut inside = self.inside_of(base, land, region, passing);
        let after = inside.figures_after(base, land);
        let answer = (inside.figures_before.clone(), after);
        self.inside = Some(inside);
        answer
    }

    /// The land inside a region: as it is known, come back to, gone over to from the last one, or linked from nothing.
    fn inside_of(&mut self, base: &AssessmentBase, land: &Land, region: &Region, passing: bool) -> Inside {
        let last = match self.inside.take() {
            Some(last) if last.region == *region => return last,
            last => last,
        };
        let known = self.aside.iter().position(|inside| inside.region == *region);
        if let Some(known) = known.map(|place| self.aside.remove(place)) {
            last.into_iter().for_each(|last| self.put_aside(base, last));
            return known;
        }
        let Some(mut last) = last else { return Inside::new(base, region) };
        match last.parcels_near(base, region) {
            Some(near) => {
                if near.len() > base.faces.len() / FAR && !passing && has_room(base) {
                    self.put_aside(base, last.clone());
                }
                last.go_over(base, land, region, &near);
                last
            }
            None => Inside::new(base, region),
        }
    }

    /// Whether the fields of a region are linked, now or from before.
    pub fn knows(&self, region: &Region) -> bool {
        region.shape.is_none() || self.inside.iter().chain(&self.aside).any(|inside| inside.region == *region)
    }

    /// Whether there is a region with a border to go over to another from; that one is linked from nothing else.
    pub fn has_border(&self) -> bool {
        self.inside.is_some()
    }

    fn put_aside(&mut self, base: &AssessmentBase, inside: Inside) {
        if has_room(base) {
            self.aside.truncate(ASIDE - 1);
            self.aside.insert(0, inside);
        }
    }
}

impl Inside {
    fn new(base: &AssessmentBase, region: &Region) -> Self {
        let before = Mosaic::inside(base, region);
        let figures_before = before.figures(region.area_m2);
        Self { region: region.clone(), before, after: None, pending: BTreeSet::new(), figures_before }
    }

    /// Parcels that may lie otherwise in another region: those on which its border differs, and those between the two borders. `None`
    /// where either has no border.
    fn parcels_near(&self, base: &AssessmentBase, region: &Region) -> Option<Vec<usize>> {
        let change = region.change_from(&self.region)?;
        let mut near = Vec::new();
        base.faces.query(&change.window(), |parcel| near.push(parcel));
        near.retain(|&parcel| change.concerns(&base.faces.bounds(parcel)));
        Some(near)
    }

    /// Goes over to another region: what is near is cropped anew.
    fn go_over(&mut self, base: &AssessmentBase, land: &Land, region: &Region, near: &[usize]) {
        let is_stale = |mosaic: &Mosaic| -> Vec<usize> {
            near.iter().copied().filter(|&parcel| mosaic.ends_at_borders(base, parcel)).collect()
        };
        self.before.follow(base, None, region.edges(), &is_stale(&self.before));
        if let Some(after) = &mut self.after {
            after.follow(base, Some(land), region.edges(), &is_stale(after));
        }
        self.figures_before = self.before.figures(region.area_m2);
        self.region = region.clone();
    }

    fn figures_after(&mut self, base: &AssessmentBase, land: &Land) -> FieldFigures {
        let changes_class = |parcel: &usize| land.parcel(*parcel).is_some_and(|touched| touched.changes_class());
        let changing: Vec<usize> = land.touched_parcels().filter(changes_class).collect();
        let pending: Vec<usize> = std::mem::take(&mut self.pending).into_iter().collect();
        if changing.is_empty() {
            self.after = None;
            return self.figures_before.clone();
        }
        let parcels = if self.after.is_some() { pending } else { changing };
        let after = self.after.get_or_insert_with(|| self.before.clone());
        after.follow(base, Some(land), self.region.edges(), &parcels);
        after.figures(self.region.area_m2)
    }
}
