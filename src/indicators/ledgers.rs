//! Ledgers 指标台账, double entry: linkage 增减挂钩, compensation 占补平衡, in–out 进出平衡, forest 林地平衡; by village and year.
//!
//! Every piece of the fold is booked by its regime, its policy tool and the use of its quota, a hectare in one quota ledger only:
//! a reclaimed piece backs linkage (quota for own use or surplus, or a linkage measure that says nothing) *or* compensation
//! *or* basic farmland moved in. A piece built on draws on linkage where its measure does, else on compensation.
//! Linkage: gross; S = reclaimed − newly built − reserve. Compensation and in–out: gross × (1 − KCXS); compensation adds what
//! stable farmland came in beyond what went out. Forest: gross.

use std::collections::BTreeMap;

use super::baseline::{is_construction, is_forest};
use super::{Baseline, Totals};
use crate::design::{Measure, MeasureId, PolicyTool, QuotaUse};
use crate::i18n::{Message, Text, texts};
use crate::land::{ClassGroup, Land, Piece, PieceId, Regime};
use crate::units::mu_from_m2;

/// Which ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerKind {
    Linkage,
    Compensation,
    InOut,
    Forest,
}

texts! {
    LedgerText {
        Linkage: "增减挂钩", "Linkage of urban growth and rural reduction";
        Compensation: "占补平衡", "Occupation–compensation balance";
        InOut: "进出平衡", "In–out balance of farmland";
        Forest: "林地平衡", "Forest balance";
    }
}

impl LedgerKind {
    /// Every ledger, in the order in which they are listed to people.
    pub const ALL: [Self; 4] = [Self::Linkage, Self::Compensation, Self::InOut, Self::Forest];

    /// Name on the command line and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Linkage => "linkage",
            Self::Compensation => "compensation",
            Self::InOut => "in_out",
            Self::Forest => "forest",
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::Linkage => LedgerText::Linkage,
            Self::Compensation => LedgerText::Compensation,
            Self::InOut => LedgerText::InOut,
            Self::Forest => LedgerText::Forest,
        }
        .plain()
    }
}

/// What the ledgers leave to the county.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LedgerSettings {
    /// Share of the reclaimed land that stays in the village for resettlement and services before anything is traded. The
    /// documents name no figure; 0 until a pack does.
    pub local_reserve_share: f64,
}

/// One line: what a measure does to one ledger in one village.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerEntry {
    /// 12-digit code; empty where the layer says nothing.
    pub village: String,
    /// Year of the measure.
    pub year: Option<i32>,
    pub measure: MeasureId,
    pub debit_m2: f64,
    pub credit_m2: f64,
    pub pieces: Vec<PieceId>,
}

/// Sums of a ledger, or of a part of it, m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LedgerSum {
    pub debit_m2: f64,
    pub credit_m2: f64,
}

impl LedgerSum {
    pub fn balance_m2(self) -> f64 {
        self.credit_m2 - self.debit_m2
    }

    fn add(&mut self, entry: &LedgerEntry) {
        self.debit_m2 += entry.debit_m2;
        self.credit_m2 += entry.credit_m2;
    }
}

/// One ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub kind: LedgerKind,
    /// By village, year and measure.
    pub entries: Vec<LedgerEntry>,
    /// Entries and what no entry holds: the reserve of linkage, the in–out surplus that compensation may count.
    pub total: LedgerSum,
    /// Linkage: local reserve, a debit. Compensation: surplus of stable farmland that came in, a credit. Else 0.
    pub carried_m2: f64,
    /// Stock after − (stock before + flows) of the land that the ledger watches, m²: 0 but for rounding.
    pub residual_m2: f64,
}

impl Ledger {
    pub fn balance_m2(&self) -> f64 {
        self.total.balance_m2()
    }

    /// Sums by village code.
    pub fn by_village(&self) -> BTreeMap<&str, LedgerSum> {
        let mut sums: BTreeMap<&str, LedgerSum> = BTreeMap::new();
        for entry in &self.entries {
            sums.entry(&entry.village).or_default().add(entry);
        }
        sums
    }

    /// Sums by year; without a year first.
    pub fn by_year(&self) -> BTreeMap<Option<i32>, LedgerSum> {
        let mut sums: BTreeMap<Option<i32>, LedgerSum> = BTreeMap::new();
        for entry in &self.entries {
            sums.entry(entry.year).or_default().add(entry);
        }
        sums
    }

    pub fn balance_mu(&self) -> f64 {
        mu_from_m2(self.balance_m2())
    }
}

/// The four ledgers of a scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledgers {
    /// In the order of [`LedgerKind::ALL`].
    pub ledgers: Vec<Ledger>,
}

impl Ledgers {
    pub fn of(land: &Land, baseline: &Baseline, totals: &Totals, settings: &LedgerSettings) -> Self {
        let measures: BTreeMap<MeasureId, &Measure> = land.measures().map(|measure| (measure.id, &**measure)).collect();
        let mut books: BTreeMap<LedgerKind, BTreeMap<Line, LedgerEntry>> = BTreeMap::new();
        for piece in land.changed_pieces() {
            let Some(measure) = piece.deciding.and_then(|id| measures.get(&id)) else { continue };
            let village = &land.base().parcels.village(piece.id.parcel).code;
            let net_m2 = piece.area_m2 * (1.0 - land.base().parcels.ridge_share(piece.id.parcel));
            for booking in bookings(piece, measure, net_m2) {
                let lines = books.entry(booking.ledger).or_default();
                let entry = lines.entry((village.clone(), measure.year, measure.id)).or_insert_with(|| LedgerEntry {
                    village: village.clone(),
                    year: measure.year,
                    measure: measure.id,
                    debit_m2: 0.0,
                    credit_m2: 0.0,
                    pieces: Vec::new(),
                });
                entry.debit_m2 += booking.debit_m2;
                entry.credit_m2 += booking.credit_m2;
                entry.pieces.push(piece.id);
            }
        }
        let ledgers = LedgerKind::ALL.map(|kind| {
            let entries: Vec<LedgerEntry> = books.remove(&kind).unwrap_or_default().into_values().collect();
            finished(kind, entries, baseline, totals, settings)
        });
        Self { ledgers: ledgers.into() }
    }

    pub fn ledger(&self, kind: LedgerKind) -> Option<&Ledger> {
        self.ledgers.iter().find(|ledger| ledger.kind == kind)
    }
}

fn finished(
    kind: LedgerKind,
    entries: Vec<LedgerEntry>,
    baseline: &Baseline,
    totals: &Totals,
    settings: &LedgerSettings,
) -> Ledger {
    let mut total = LedgerSum::default();
    entries.iter().for_each(|entry| total.add(entry));
    let (carried_m2, residual_m2) = match kind {
        LedgerKind::Linkage => {
            let reserve = total.credit_m2 * settings.local_reserve_share;
            total.debit_m2 += reserve;
            let flows = totals.new_build_m2 - totals.reclaimed_total_m2;
            (reserve, totals.construction_after_m2 - (baseline.sum_m2(is_construction) + flows))
        }
        LedgerKind::Compensation => {
            let surplus = (totals.farmland.inward_stable - totals.farmland.out).max(0.0);
            total.credit_m2 += surplus;
            (surplus, totals.farmland.residual())
        }
        LedgerKind::InOut => (0.0, totals.farmland.residual()),
        LedgerKind::Forest => {
            (0.0, totals.forest_after_m2 - (baseline.sum_m2(is_forest) + total.credit_m2 - total.debit_m2))
        }
    };
    Ledger { kind, entries, total, carried_m2, residual_m2 }
}

/// Village, year and measure of an entry: the order of entries.
type Line = (String, Option<i32>, MeasureId);

struct Booking {
    ledger: LedgerKind,
    debit_m2: f64,
    credit_m2: f64,
}

/// Where a changed piece is booked.
fn bookings(piece: &Piece, measure: &Measure, net_m2: f64) -> Vec<Booking> {
    let debit = |ledger, debit_m2| Booking { ledger, debit_m2, credit_m2: 0.0 };
    let credit = |ledger, credit_m2| Booking { ledger, debit_m2: 0.0, credit_m2 };
    let mut booked = Vec::new();
    match piece.is_of(ClassGroup::Construction) {
        (true, false) if backs(measure) == Some(LedgerKind::Linkage) => {
            booked.push(credit(LedgerKind::Linkage, piece.area_m2));
        }
        (false, true) if measure.tool == PolicyTool::Linkage => {
            booked.push(debit(LedgerKind::Linkage, piece.area_m2));
        }
        _ => {}
    }
    let adds = matches!(piece.regime, Regime::Reclamation | Regime::Development) && piece.is_of(ClassGroup::Farmland).1;
    match piece.regime {
        Regime::Occupation if measure.tool != PolicyTool::Linkage => {
            booked.push(debit(LedgerKind::Compensation, net_m2));
        }
        _ if adds && backs(measure) == Some(LedgerKind::Compensation) => {
            booked.push(credit(LedgerKind::Compensation, net_m2));
        }
        regime if regime.is_farmland_out() => booked.push(debit(LedgerKind::InOut, net_m2)),
        regime if regime.is_farmland_in() => booked.push(credit(LedgerKind::InOut, net_m2)),
        _ => {}
    }
    match piece.is_of(ClassGroup::Forest) {
        (true, false) => booked.push(debit(LedgerKind::Forest, piece.area_m2)),
        (false, true) => booked.push(credit(LedgerKind::Forest, piece.area_m2)),
        _ => {}
    }
    booked
}

/// Which quota ledger the land that a measure wins backs: one, or none.
pub(super) fn backs(measure: &Measure) -> Option<LedgerKind> {
    match (measure.quota_use, measure.tool) {
        (Some(QuotaUse::Own | QuotaUse::Surplus), _) | (None, PolicyTool::Linkage) => Some(LedgerKind::Linkage),
        (Some(QuotaUse::Compensation), _) | (None, _) => Some(LedgerKind::Compensation),
        (Some(QuotaUse::BasicFarmlandIn), _) => None,
    }
}
