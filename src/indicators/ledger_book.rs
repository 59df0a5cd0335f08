//! A ledger while it is written: what is booked, what is not, and what the stock of land says to that.

use std::collections::BTreeMap;

use super::booking::Booking;
use super::{Ledger, LedgerEntry, LedgerKind, LedgerSum, Unbooked, UnbookedFlow};
use crate::design::{Measure, MeasureId};
use crate::land::{ClassGroup, Land, Piece};

/// Where a piece lies.
pub(super) struct Place<'a> {
    pub land: &'a Land,
    pub village: &'a str,
}

impl Place<'_> {
    pub fn net_m2(&self, piece: &Piece) -> f64 {
        piece.area_m2 * (1.0 - self.land.base().parcels.ridge_share(piece.id.parcel))
    }
}

/// A ledger while it is written.
pub(super) struct Book<'a> {
    kind: LedgerKind,
    entries: BTreeMap<(&'a str, Option<i32>, MeasureId), LedgerEntry>,
    unbooked: BTreeMap<(&'a str, Option<i32>, Unbooked), f64>,
    /// Changes of the stock less what was said of them so far.
    by_village: BTreeMap<&'a str, f64>,
    by_year: BTreeMap<Option<i32>, f64>,
}

impl<'a> Book<'a> {
    pub fn new(kind: LedgerKind) -> Self {
        let (by_village, by_year) = (BTreeMap::new(), BTreeMap::new());
        Self { kind, entries: BTreeMap::new(), unbooked: BTreeMap::new(), by_village, by_year }
    }

    /// Area of a piece on the basis of the ledger, m².
    fn area_m2(&self, place: &Place<'_>, piece: &Piece) -> f64 {
        match self.kind {
            LedgerKind::Linkage | LedgerKind::Forest => piece.area_m2,
            LedgerKind::Compensation | LedgerKind::InOut => place.net_m2(piece),
        }
    }

    /// Notes the change of the stock: by village of the parcel as a whole against its pieces, by year piece by piece.
    pub fn watch(
        &mut self,
        place: &Place<'a>,
        parcel: usize,
        pieces: &[Piece],
        measures: &BTreeMap<MeasureId, &Measure>,
    ) {
        let watched = match self.kind {
            LedgerKind::Linkage => ClassGroup::Construction,
            LedgerKind::Compensation | LedgerKind::InOut => ClassGroup::Farmland,
            LedgerKind::Forest => ClassGroup::Forest,
        };
        let parcels = &place.land.base().parcels;
        let mut change_m2 = 0.0;
        if ClassGroup::of(parcels.class(parcel)) == Some(watched) {
            change_m2 -= match self.kind {
                LedgerKind::Linkage | LedgerKind::Forest => parcels.area_m2(parcel),
                _ => parcels.area_m2(parcel) * (1.0 - parcels.ridge_share(parcel)),
            };
        }
        for piece in pieces {
            let area_m2 = self.area_m2(place, piece);
            let (was, becomes) = piece.is_of(watched);
            change_m2 += f64::from(u8::from(becomes)) * area_m2;
            if was != becomes {
                let year = piece.deciding.and_then(|id| measures.get(&id)).and_then(|measure| measure.year);
                *self.by_year.entry(year).or_default() += if becomes { area_m2 } else { -area_m2 };
            }
        }
        *self.by_village.entry(place.village).or_default() += change_m2;
    }

    pub fn book(&mut self, place: &Place<'a>, piece: &Piece, measure: &Measure, booking: Booking) {
        let stock_m2 = match booking {
            Booking::Debit(area_m2) => -self.kind.stock_sign() * area_m2,
            Booking::Credit(area_m2) => self.kind.stock_sign() * area_m2,
            Booking::Unbooked(_, change_m2) => change_m2,
        };
        *self.by_village.entry(place.village).or_default() -= stock_m2;
        *self.by_year.entry(measure.year).or_default() -= stock_m2;
        let village = place.village;
        if let Booking::Unbooked(reason, change_m2) = booking {
            *self.unbooked.entry((village, measure.year, reason)).or_default() += change_m2;
            return;
        }
        let key = (village, measure.year, measure.id);
        let entry = self.entries.entry(key).or_insert_with(|| LedgerEntry::empty(village.to_owned(), measure));
        entry.pieces.push(piece.id);
        match booking {
            Booking::Debit(area_m2) => {
                entry.debit_m2 += area_m2;
                let grade = place.land.base().grade_of_parcel(piece.id.parcel);
                entry.debit.put(&piece.class_before, grade, area_m2);
            }
            Booking::Credit(area_m2) => {
                entry.credit_m2 += area_m2;
                entry.credit.put(&piece.class_after, piece.grade_after, area_m2);
            }
            Booking::Unbooked(..) => {}
        }
    }

    pub fn finished(self) -> Ledger {
        let mut total = LedgerSum::default();
        self.entries.values().for_each(|entry| total.add(entry));
        let unbooked = self.unbooked.into_iter().map(|((village, year, reason), change_m2)| UnbookedFlow {
            village: village.to_owned(),
            year,
            reason,
            change_m2,
        });
        Ledger {
            kind: self.kind,
            entries: self.entries.into_values().collect(),
            total,
            carried_m2: 0.0,
            carried_paddy_m2: 0.0,
            unbooked: unbooked.collect(),
            residual_m2: self.by_village.values().fold(0.0, |sum, left| sum + left),
            residual_by_village: self
                .by_village
                .into_iter()
                .map(|(village, left)| (village.to_owned(), left))
                .collect(),
            residual_by_year: self.by_year,
        }
    }
}
