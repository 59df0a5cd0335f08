//! 多田套合 overlay book: permanent basic farmland × high-standard farmland × grain production zone × surveyed farmland.
//!
//! Every piece of land carries the schemes that cover it: n of the k that are loaded. Rate 套合率 = land under all protective
//! schemes loaded ÷ basic farmland, by village (the formula is the project's; the province names the rate without defining
//! it). Gross areas. Land under some schemes and not under others is listed, patch by patch, with what is wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::baseline::is_farmland;
use crate::design::MeasureKind;
use crate::geometry::open_rings;
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};
use crate::i18n::{Message, Text, texts};
use crate::land::{Extent, Land, LandBase, Piece, RoleLand, Village};

/// Land up to here is rounding along a boundary that two outlines share, m².
const DUST_M2: f64 = 0.001;

/// A scheme that marks fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    BasicFarmland,
    HighStandard,
    GrainZone,
    /// 耕地 (01xx) of the land-use survey.
    SurveyFarmland,
}

texts! {
    FieldText {
        BasicFarmland: "永久基本农田", "permanent basic farmland";
        HighStandard: "高标准农田", "high-standard farmland";
        GrainZone: "粮食生产功能区", "grain production zone";
        SurveyFarmland: "现状耕地", "surveyed farmland";
        NotFarmland: "{0}现状不是耕地", "{0} that is no farmland";
        OutsideBasic: "{0}不在永久基本农田内", "{0} outside permanent basic farmland";
        Missing: "未划入{0}", "not in {0}";
    }
}

impl FieldKind {
    pub const ALL: [Self; 4] = [Self::BasicFarmland, Self::HighStandard, Self::GrainZone, Self::SurveyFarmland];

    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::BasicFarmland => "permanent_basic_farmland",
            Self::HighStandard => "high_standard_farmland",
            Self::GrainZone => "grain_production_zone",
            Self::SurveyFarmland => "survey_farmland",
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::BasicFarmland => FieldText::BasicFarmland,
            Self::HighStandard => FieldText::HighStandard,
            Self::GrainZone => FieldText::GrainZone,
            Self::SurveyFarmland => FieldText::SurveyFarmland,
        }
        .plain()
    }
}

/// Land of one parcel under one set of schemes, not all of those loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPatch {
    pub parcel: usize,
    pub extent: Extent,
    /// Gross, m².
    pub area_m2: f64,
    kinds: u8,
}

impl FieldPatch {
    pub fn has(&self, kind: FieldKind) -> bool {
        self.kinds & kind.bit() != 0
    }

    /// The schemes that cover it, in their order.
    pub fn kinds(&self) -> Vec<FieldKind> {
        FieldKind::ALL.into_iter().filter(|&kind| self.has(kind)).collect()
    }
}

/// A village's line of the book.
#[derive(Clone, Debug, PartialEq)]
pub struct VillageRate {
    pub village: Village,
    pub basic_farmland_m2: f64,
    /// Under every protective scheme that is loaded.
    pub all_m2: f64,
}

impl VillageRate {
    /// 套合率; `None` without basic farmland.
    pub fn rate(&self) -> Option<f64> {
        (self.basic_farmland_m2 > 0.0).then(|| self.all_m2 / self.basic_farmland_m2)
    }
}

/// The book of one state of the land.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldOverlay {
    /// The k schemes that are loaded.
    pub loaded: Vec<FieldKind>,
    /// Land under exactly n of them, m², n from 0 to k.
    pub by_count_m2: Vec<f64>,
    /// By village code.
    pub villages: Vec<VillageRate>,
    /// Land under some protective scheme and not under every scheme loaded, by parcel.
    pub inconsistent: Vec<FieldPatch>,
    /// Every patch, by parcel: the book of changed land takes over those of parcels that stay.
    counted: Vec<Counted>,
}

/// What is counted of a patch.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Counted {
    parcel: u32,
    kinds: u8,
    area_m2: f64,
}

impl FieldOverlay {
    /// The land as it is.
    pub fn before(base: &LandBase) -> Self {
        let patches: Vec<FieldPatch> = (0..base.parcels.len())
            .into_par_iter()
            .with_min_len(256)
            .map_init(Clipper::new, |clipper, parcel| patches_of(base, parcel, None, clipper))
            .flatten_iter()
            .collect();
        let loaded: Vec<FieldKind> = FieldKind::ALL
            .into_iter()
            .filter(|&kind| kind == FieldKind::SurveyFarmland || role_land(base, kind).is_some())
            .collect();
        let counted = patches.iter().map(Counted::of).collect();
        let inconsistent = patches.into_iter().filter(|patch| is_inconsistent(patch, &loaded)).collect();
        Self::summed(base, loaded, counted, inconsistent)
    }

    /// The land under a scheme: basic farmland moved out and in, new high-standard farmland, classes afterwards. `before` is the
    /// book of the same land as it is: only parcels that a measure touches are cut again.
    pub fn after(land: &Land, before: &Self) -> Self {
        let base = land.base();
        let touched: Vec<usize> = land.touched_parcels().collect();
        let pieces = |parcel| land.parcel(parcel).map(|parcel| (land, parcel.pieces.as_slice()));
        let patches: Vec<FieldPatch> = touched
            .par_iter()
            .with_min_len(16)
            .map_init(Clipper::new, |clipper, &parcel| patches_of(base, parcel, pieces(parcel), clipper))
            .flatten_iter()
            .collect();
        let mut stays = vec![true; base.parcels.len()];
        touched.iter().for_each(|&parcel| stays[parcel] = false);
        // Both are in the order of the parcels, which a stable sort brings together.
        let mut counted: Vec<Counted> =
            before.counted.iter().filter(|patch| stays[patch.parcel as usize]).copied().collect();
        counted.extend(patches.iter().map(Counted::of));
        counted.sort_by_key(|patch| patch.parcel);
        let mut inconsistent: Vec<FieldPatch> =
            before.inconsistent.iter().filter(|patch| stays[patch.parcel]).cloned().collect();
        inconsistent.extend(patches.into_iter().filter(|patch| is_inconsistent(patch, &before.loaded)));
        inconsistent.sort_by_key(|patch| patch.parcel);
        Self::summed(base, before.loaded.clone(), counted, inconsistent)
    }

    /// Rate over all villages; `None` without basic farmland or without another protective scheme.
    pub fn rate(&self) -> Option<f64> {
        let protective = self.loaded.iter().filter(|&&kind| kind != FieldKind::SurveyFarmland).count();
        let sum = |of: fn(&VillageRate) -> f64| self.villages.iter().map(of).sum::<f64>();
        let basic = sum(|village| village.basic_farmland_m2);
        (protective > 1 && basic > 0.0).then(|| sum(|village| village.all_m2) / basic)
    }

    /// What is wrong with a patch, gravest first: a scheme over land that is no farmland, one outside basic farmland, one missing.
    pub fn faults(&self, patch: &FieldPatch) -> Vec<Message> {
        let protective = || self.loaded.iter().copied().filter(|&kind| kind != FieldKind::SurveyFarmland);
        let mut faults = Vec::new();
        if !patch.has(FieldKind::SurveyFarmland) {
            let held = protective().filter(|&kind| patch.has(kind));
            faults.extend(held.map(|kind| FieldText::NotFarmland.with([kind.message().into()])));
        }
        if self.loaded.contains(&FieldKind::BasicFarmland) && !patch.has(FieldKind::BasicFarmland) {
            let held = protective().filter(|&kind| patch.has(kind));
            faults.extend(held.map(|kind| FieldText::OutsideBasic.with([kind.message().into()])));
        } else {
            let missing = protective().filter(|&kind| !patch.has(kind));
            faults.extend(missing.map(|kind| FieldText::Missing.with([kind.message().into()])));
        }
        faults
    }

    fn summed(base: &LandBase, loaded: Vec<FieldKind>, counted: Vec<Counted>, inconsistent: Vec<FieldPatch>) -> Self {
        let protective = bits(loaded.iter().filter(|&&kind| kind != FieldKind::SurveyFarmland));
        let mut by_count_m2 = vec![0.0; loaded.len() + 1];
        let mut villages: BTreeMap<&Village, (f64, f64)> = BTreeMap::new();
        for patch in &counted {
            by_count_m2[patch.kinds.count_ones() as usize] += patch.area_m2;
            let sums = villages.entry(base.parcels.village(patch.parcel as usize)).or_default();
            if patch.kinds & FieldKind::BasicFarmland.bit() != 0 {
                sums.0 += patch.area_m2;
                if patch.kinds & protective == protective {
                    sums.1 += patch.area_m2;
                }
            }
        }
        let villages = villages
            .into_iter()
            .map(|(village, (basic_farmland_m2, all_m2))| VillageRate {
                village: village.clone(),
                basic_farmland_m2,
                all_m2,
            })
            .collect();
        Self { loaded, by_count_m2, villages, inconsistent, counted }
    }
}

impl Counted {
    fn of(patch: &FieldPatch) -> Self {
        Self { parcel: patch.parcel as u32, kinds: patch.kinds, area_m2: patch.area_m2 }
    }
}

fn bits<'a>(kinds: impl Iterator<Item = &'a FieldKind>) -> u8 {
    kinds.fold(0, |bits, kind| bits | kind.bit())
}

/// Whether land lies under some protective scheme, and not under all that are loaded.
fn is_inconsistent(patch: &FieldPatch, loaded: &[FieldKind]) -> bool {
    let protective = bits(loaded.iter().filter(|&&kind| kind != FieldKind::SurveyFarmland));
    patch.kinds & protective != 0 && patch.kinds != bits(loaded.iter())
}

fn role_land(base: &LandBase, kind: FieldKind) -> Option<&RoleLand> {
    match kind {
        FieldKind::BasicFarmland => base.basic_farmland.as_ref().map(|patches| &patches.land),
        FieldKind::HighStandard => base.high_standard.as_ref(),
        FieldKind::GrainZone => base.grain_zone.as_ref(),
        FieldKind::SurveyFarmland => None,
    }
}

/// A parcel cut by the schemes.
fn patches_of(
    base: &LandBase,
    parcel: usize,
    touched: Option<(&Land, &[Piece])>,
    clipper: &mut Clipper,
) -> Vec<FieldPatch> {
    let farmland = |class: &str| if is_farmland(class) { FieldKind::SurveyFarmland.bit() } else { 0 };
    let Some((land, pieces)) = touched else {
        let kinds = farmland(base.parcels.class(parcel));
        let whole = FieldPatch { parcel, extent: Extent::Whole, area_m2: base.parcels.area_m2(parcel), kinds };
        return cut_by_schemes(base, whole, clipper);
    };
    let mut patches = Vec::new();
    for piece in pieces {
        let kinds = farmland(&piece.class_after);
        let whole = FieldPatch { parcel, extent: piece.extent.clone(), area_m2: piece.area_m2, kinds };
        let kinds_of: Vec<MeasureKind> =
            piece.measures.iter().filter_map(|&id| land.measure(id)).map(|measure| measure.kind).collect();
        let basic = kinds_of.iter().rev().find(|kind| kind.moves_basic_farmland());
        for mut patch in cut_by_schemes(base, whole, clipper) {
            match basic {
                Some(MeasureKind::BasicFarmlandOut) => patch.kinds &= !FieldKind::BasicFarmland.bit(),
                Some(_) => patch.kinds |= FieldKind::BasicFarmland.bit(),
                None => {}
            }
            if base.high_standard.is_some() && kinds_of.contains(&MeasureKind::HighStandardFarmland) {
                patch.kinds |= FieldKind::HighStandard.bit();
            }
            patches.push(patch);
        }
    }
    patches
}

fn cut_by_schemes(base: &LandBase, whole: FieldPatch, clipper: &mut Clipper) -> Vec<FieldPatch> {
    let mut patches = vec![whole];
    for kind in FieldKind::ALL {
        let Some(scheme) = role_land(base, kind) else { continue };
        patches = patches.into_iter().flat_map(|patch| split(base, patch, kind, scheme, clipper)).collect();
    }
    patches
}

/// What of a patch lies in a scheme and what does not.
fn split(
    base: &LandBase,
    mut patch: FieldPatch,
    kind: FieldKind,
    scheme: &RoleLand,
    clipper: &mut Clipper,
) -> Vec<FieldPatch> {
    let shape = match &patch.extent {
        Extent::Whole => Arc::new(base.parcels.shape(patch.parcel)),
        Extent::Part(shape) => shape.clone(),
    };
    let overlaps = scheme.overlaps(&EdgeIndex::from_multi_polygon(&shape), clipper);
    let shared: f64 = overlaps.iter().map(|(_, area)| area).sum();
    if shared <= DUST_M2 {
        return vec![patch];
    }
    if shared >= patch.area_m2 - DUST_M2 {
        patch.kinds |= kind.bit();
        return vec![patch];
    }
    let features: Vec<MultiPolygon<f64>> = overlaps.iter().map(|(feature, _)| scheme.shape(*feature)).collect();
    let (subject, clip) = (open_rings(&shape), features.iter().flat_map(open_rings).collect::<Vec<_>>());
    let side = |operation| {
        let (subject, clip) = (subject.iter().map(Vec::as_slice), clip.iter().map(Vec::as_slice));
        general_overlay(subject, clip, operation, FillRule::NonZero)
    };
    let (Some(inside), Some(outside)) = (side(Operation::Intersection), side(Operation::Difference)) else {
        return vec![patch];
    };
    let part = |shape: MultiPolygon<f64>, area_m2: f64, kinds: u8| FieldPatch {
        parcel: patch.parcel,
        extent: Extent::Part(Arc::new(shape)),
        area_m2,
        kinds,
    };
    let rest_m2 = patch.area_m2 - shared;
    vec![part(inside, shared, patch.kinds | kind.bit()), part(outside, rest_m2, patch.kinds)]
}
