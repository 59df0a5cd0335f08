//! Where a piece of the fold is booked: by its regime, its policy tool and the use of its quota, a hectare in one quota ledger
//! only. Every ledger that watches the land of a piece says something of it: it books it, or it says why not.
//!
//! 增减挂钩 or 占补, never both (`backs`): a reclaimed piece backs linkage (quota for own use or surplus, or a linkage measure that
//! says nothing) *or* compensation *or* basic farmland moved in. A piece built on draws on linkage where its measure does, else on
//! compensation. 进出平衡 credits farmland in stable use alone: 自然资发〔2021〕166号 asks for farmland that can be used stably in
//! the long run to be put back for what leaves, so an inflow on slopes above 25° or with the detail codes of river, lake, forest
//! or rocky farmland balances nothing; it is listed as unbooked.

use super::{LedgerKind, Unbooked};
use crate::design::{Measure, PolicyTool, QuotaUse};
use crate::land::{ClassGroup, Piece, Regime};

/// What a ledger says of a piece, m² on the ledger's basis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Booking {
    Debit(f64),
    Credit(f64),
    /// Change of the stock that the ledger does not book.
    Unbooked(Unbooked, f64),
}

/// What every ledger that watches the land of a changed piece says of it. `net_m2` is the piece net of ridges.
pub(super) fn bookings(piece: &Piece, measure: &Measure, net_m2: f64) -> Vec<(LedgerKind, Booking)> {
    let mut booked = Vec::new();
    booked.extend(of_construction(piece, measure).map(|booking| (LedgerKind::Linkage, booking)));
    if let Some((books, booking)) = of_farmland(piece, measure, net_m2) {
        for kind in [LedgerKind::Compensation, LedgerKind::InOut] {
            booked.push((kind, if books == Some(kind) { booking } else { passed_over(booking) }));
        }
    }
    match piece.is_of(ClassGroup::Forest) {
        (true, false) => booked.push((LedgerKind::Forest, Booking::Debit(piece.area_m2))),
        (false, true) => booked.push((LedgerKind::Forest, Booking::Credit(piece.area_m2))),
        _ => {}
    }
    booked
}

fn of_construction(piece: &Piece, measure: &Measure) -> Option<Booking> {
    let area_m2 = piece.area_m2;
    let elsewhere = |is_farmland: bool| if is_farmland { Unbooked::OtherLedger } else { Unbooked::OtherUse };
    let (was_farmland, becomes_farmland) = piece.is_of(ClassGroup::Farmland);
    Some(match piece.is_of(ClassGroup::Construction) {
        (true, false) => match backs(measure) {
            Some(LedgerKind::Linkage) => Booking::Credit(area_m2),
            backed => Booking::Unbooked(elsewhere(backed.is_some() && becomes_farmland), -area_m2),
        },
        (false, true) if measure.tool == PolicyTool::Linkage => Booking::Debit(area_m2),
        (false, true) => Booking::Unbooked(elsewhere(was_farmland), area_m2),
        _ => return None,
    })
}

/// Which ledger books a change of farmland, if any, and how: `Unbooked` where none does.
fn of_farmland(piece: &Piece, measure: &Measure, net_m2: f64) -> Option<(Option<LedgerKind>, Booking)> {
    let (_, becomes) = piece.is_of(ClassGroup::Farmland);
    Some(match piece.regime {
        Regime::Occupation if measure.tool == PolicyTool::Linkage => {
            (Some(LedgerKind::Linkage), Booking::Debit(net_m2))
        }
        Regime::Occupation => (Some(LedgerKind::Compensation), Booking::Debit(net_m2)),
        Regime::EcologicalRetreat => (None, Booking::Unbooked(Unbooked::Exempt, -net_m2)),
        regime if regime.is_farmland_out() => (Some(LedgerKind::InOut), Booking::Debit(net_m2)),
        regime if regime.is_farmland_in() && piece.is_stable => (Some(LedgerKind::InOut), Booking::Credit(net_m2)),
        regime if regime.is_farmland_in() => (None, Booking::Unbooked(Unbooked::Unstable, net_m2)),
        Regime::WetlandTaken if becomes => (None, Booking::Unbooked(Unbooked::FromWater, net_m2)),
        Regime::Reclamation | Regime::Development if becomes => match (backs(measure), piece.regime) {
            (Some(LedgerKind::Compensation), _) => (Some(LedgerKind::Compensation), Booking::Credit(net_m2)),
            (Some(LedgerKind::Linkage), Regime::Reclamation) => (Some(LedgerKind::Linkage), Booking::Credit(net_m2)),
            _ => (None, Booking::Unbooked(Unbooked::OtherUse, net_m2)),
        },
        _ => return None,
    })
}

/// What a ledger says of farmland that another one books, or none.
fn passed_over(booking: Booking) -> Booking {
    match booking {
        Booking::Debit(area_m2) => Booking::Unbooked(Unbooked::OtherLedger, -area_m2),
        Booking::Credit(area_m2) => Booking::Unbooked(Unbooked::OtherLedger, area_m2),
        unbooked @ Booking::Unbooked(..) => unbooked,
    }
}

/// Which quota ledger the land that a measure wins backs: one, or none.
pub(super) fn backs(measure: &Measure) -> Option<LedgerKind> {
    match (measure.quota_use, measure.tool) {
        (Some(QuotaUse::Own | QuotaUse::Surplus), _) | (None, PolicyTool::Linkage) => Some(LedgerKind::Linkage),
        (Some(QuotaUse::Compensation), _) | (None, _) => Some(LedgerKind::Compensation),
        (Some(QuotaUse::BasicFarmlandIn), _) => None,
    }
}
