//! Ledgers 指标台账, double entry: linkage 增减挂钩, compensation 占补平衡, in–out 进出平衡, forest 林地平衡; by village and year.
//!
//! Linkage: gross; S = reclaimed − newly built − reserve. Compensation and in–out: gross × (1 − KCXS); compensation adds what
//! stable farmland came in beyond what went out. Forest: gross. Which piece is booked where: `booking`. The verdicts of 占补,
//! 进出 and 增减挂钩 are asked of these ledgers and of nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::baseline::{WeightedMean, is_farmland, is_paddy};
use super::booking::bookings;
use super::ledger_book::{Book, Place};
use super::{LedgerKind, Unbooked};
use crate::design::{Measure, MeasureId};
use crate::land::{Land, PieceId, Regime};
use crate::units::mu_from_m2;

/// What the ledgers leave to the county.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerSettings {
    /// Share of the reclaimed land that stays in the village for resettlement and services before anything is traded. The
    /// documents name no figure; 0 until a pack does.
    #[serde(rename = "local_reserve", default)]
    pub local_reserve_share: f64,
}

/// What one side of an entry is made of, on the basis of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LedgerSide {
    /// Farmland 01xx: what is taken, or what is won, m².
    pub farmland_m2: f64,
    /// Paddy 0101 among it, m².
    pub paddy_m2: f64,
    /// Quality of the farmland, as it is for a debit, afterwards for a credit.
    pub grade: WeightedMean,
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
    pub debit: LedgerSide,
    pub credit: LedgerSide,
    pub pieces: Vec<PieceId>,
}

/// Land of the stock that a ledger watches and does not book.
#[derive(Clone, Debug, PartialEq)]
pub struct UnbookedFlow {
    pub village: String,
    pub year: Option<i32>,
    pub reason: Unbooked,
    /// By how much the stock changes, m².
    pub change_m2: f64,
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

    pub(super) fn add(&mut self, entry: &LedgerEntry) {
        self.debit_m2 += entry.debit_m2;
        self.credit_m2 += entry.credit_m2;
    }
}

impl LedgerSide {
    fn add(&mut self, other: &Self) {
        self.farmland_m2 += other.farmland_m2;
        self.paddy_m2 += other.paddy_m2;
        self.grade.sum += other.grade.sum;
        self.grade.weight += other.grade.weight;
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
    /// Compensation: surplus of stable paddy that came in, 旱改水 among it. Else 0.
    pub carried_paddy_m2: f64,
    /// By village, year and reason.
    pub unbooked: Vec<UnbookedFlow>,
    /// Change of the stock that the ledger watches, parcel by parcel, less its entries and what it leaves out, m²: 0 but for
    /// rounding.
    pub residual_m2: f64,
    /// The same by village code, and by year of the measure.
    pub residual_by_village: BTreeMap<String, f64>,
    pub residual_by_year: BTreeMap<Option<i32>, f64>,
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

    /// What debits and credits are made of, of the entries that are wanted.
    pub fn sides(&self, is_wanted: impl Fn(&LedgerEntry) -> bool) -> [LedgerSide; 2] {
        let mut sides = [LedgerSide::default(); 2];
        for entry in self.entries.iter().filter(|entry| is_wanted(entry)) {
            sides[0].add(&entry.debit);
            sides[1].add(&entry.credit);
        }
        sides
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
    pub fn of(land: &Land, settings: &LedgerSettings) -> Self {
        let measures: BTreeMap<MeasureId, &Measure> = land.measures().map(|measure| (measure.id, &**measure)).collect();
        let mut books = LedgerKind::ALL.map(Book::new);
        let mut upgraded_paddy_m2 = 0.0;
        for parcel in land.touched_parcels() {
            let pieces = land.parcel(parcel).map_or(&[][..], |touched| &touched.pieces);
            let place = Place { land, village: &land.base().parcels.village(parcel).code };
            books.iter_mut().for_each(|book| book.watch(&place, parcel, pieces, &measures));
            for piece in pieces.iter().filter(|piece| piece.changes_class()) {
                let Some(&measure) = piece.deciding.and_then(|id| measures.get(&id)) else { continue };
                let net_m2 = place.net_m2(piece);
                if piece.regime == Regime::Upgrade {
                    let change = i8::from(is_paddy(&piece.class_after)) - i8::from(is_paddy(&piece.class_before));
                    upgraded_paddy_m2 += f64::from(change) * net_m2;
                }
                for (kind, booking) in bookings(piece, measure, net_m2) {
                    books[kind as usize].book(&place, piece, measure, booking);
                }
            }
        }
        let mut ledgers: Vec<Ledger> = books.into_iter().map(Book::finished).collect();
        ledgers[LedgerKind::Linkage as usize].keep_reserve(settings);
        let in_out = &ledgers[LedgerKind::InOut as usize];
        let [out, inward] = in_out.sides(|_| true);
        let surplus = (in_out.balance_m2(), inward.paddy_m2 - out.paddy_m2 + upgraded_paddy_m2);
        ledgers[LedgerKind::Compensation as usize].count_surplus(surplus);
        Self { ledgers }
    }

    pub fn ledger(&self, kind: LedgerKind) -> Option<&Ledger> {
        self.ledgers.iter().find(|ledger| ledger.kind == kind)
    }
}

impl Ledger {
    /// The share of what is reclaimed that stays in the village.
    fn keep_reserve(&mut self, settings: &LedgerSettings) {
        self.carried_m2 = self.total.credit_m2 * settings.local_reserve_share;
        self.total.debit_m2 += self.carried_m2;
    }

    /// Stable farmland, and stable paddy, that came in beyond what went out: land that repairs an outflow is not counted twice.
    fn count_surplus(&mut self, (farmland_m2, paddy_m2): (f64, f64)) {
        self.carried_m2 = farmland_m2.max(0.0);
        self.carried_paddy_m2 = paddy_m2.max(0.0);
        self.total.credit_m2 += self.carried_m2;
    }
}

impl LedgerSide {
    /// Counts farmland in.
    pub(super) fn put(&mut self, class: &str, grade: Option<f64>, area_m2: f64) {
        if is_farmland(class) {
            self.farmland_m2 += area_m2;
            self.grade.add(grade, area_m2);
        }
        if is_paddy(class) {
            self.paddy_m2 += area_m2;
        }
    }
}

impl LedgerEntry {
    pub(super) fn empty(village: String, measure: &Measure) -> Self {
        Self {
            village,
            year: measure.year,
            measure: measure.id,
            debit_m2: 0.0,
            credit_m2: 0.0,
            debit: LedgerSide::default(),
            credit: LedgerSide::default(),
            pieces: Vec::new(),
        }
    }
}
