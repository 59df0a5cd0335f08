//! Locks: the parcels that they mean, and what they make of the candidates. What must not change is no candidate; what must
//! change, and what changes together, become rows of the problem, so that plan, bound and certificate obey them alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::InteriorPoint;

use crate::contiguity::Faces;
use crate::design::{Lock, LockId, LockKind};
use crate::geometry::overlay::EdgeIndex;
use crate::i18n::Explain;
use crate::land::LandBase;

use super::site::Standing;
use super::{Exclusion, TownshipProblem};

/// A lock with the parcels whose interior point lies in it, ascending.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LockedLand {
    pub id: LockId,
    pub kind: LockKind,
    pub parcels: Vec<u32>,
}

/// What the locks ask of the candidates.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Obeyed {
    /// Candidates that have to change.
    pub must: BTreeMap<u32, LockId>,
    /// Candidates that change together, two and two.
    pub ties: Vec<(LockId, u32, u32)>,
    /// Locks that mean land of this simulation.
    pub ids: Vec<LockId>,
}

/// The parcels of each lock.
pub(super) fn locked_land(locks: &[Arc<Lock>], faces: &Faces, base: &LandBase) -> Vec<LockedLand> {
    let land = |lock: &Arc<Lock>| {
        let edges = EdgeIndex::from_multi_polygon(&lock.shape.0);
        let mut parcels = Vec::new();
        faces.query(&lock.bounds(), |face| {
            if face < faces.parcel_count()
                && let Some(point) = base.parcels.shape(face).interior_point()
                && edges.contains([point.x(), point.y()])
            {
                parcels.push(face as u32);
            }
        });
        parcels.sort_unstable();
        LockedLand { id: lock.id, kind: lock.kind, parcels }
    };
    locks.iter().map(land).collect()
}

/// Applies the locks to what became of the parcels.
pub(super) fn obey(locks: &[LockedLand], standing: &mut [Standing]) -> Result<Obeyed, TownshipProblem> {
    let of_kind = |kind: LockKind| locks.iter().filter(move |lock| lock.kind == kind);
    let mut obeyed = Obeyed::default();
    for lock in of_kind(LockKind::MustNot) {
        for &parcel in &lock.parcels {
            if let Standing::Candidate(_) = standing[parcel as usize] {
                standing[parcel as usize] = Standing::Excluded(Exclusion::Locked(lock.id));
                obeyed.ids.push(lock.id);
            }
        }
    }
    tie(of_kind(LockKind::Together), standing, &mut obeyed);
    for lock in of_kind(LockKind::Must) {
        must(lock, standing, &mut obeyed)?;
    }
    obeyed.ids.sort_unstable();
    obeyed.ids.dedup();
    Ok(obeyed)
}

/// A candidate that is tied to land that can't change can't either, and so on from lock to lock.
fn tie<'a>(locks: impl Iterator<Item = &'a LockedLand> + Clone, standing: &mut [Standing], obeyed: &mut Obeyed) {
    loop {
        let mut is_settled = true;
        for lock in locks.clone() {
            let is_kept_out = |parcel: &&u32| match &standing[**parcel as usize] {
                Standing::Excluded(exclusion) => exclusion.keeps_out() && !is_of_another_run(exclusion),
                Standing::Candidate(_) => false,
            };
            let Some(&kept_out) = lock.parcels.iter().find(is_kept_out) else { continue };
            for &parcel in &lock.parcels {
                if let Standing::Candidate(_) = standing[parcel as usize] {
                    let exclusion = Exclusion::TogetherWith { lock: lock.id, parcel: kept_out as usize };
                    standing[parcel as usize] = Standing::Excluded(exclusion);
                    obeyed.ids.push(lock.id);
                    is_settled = false;
                }
            }
        }
        if is_settled {
            break;
        }
    }
    for lock in locks {
        let free: Vec<u32> = lock
            .parcels
            .iter()
            .filter_map(|&parcel| match standing[parcel as usize] {
                Standing::Candidate(candidate) => Some(candidate),
                Standing::Excluded(_) => None,
            })
            .collect();
        if free.len() > 1 {
            obeyed.ids.push(lock.id);
        }
        obeyed.ties.extend(free.windows(2).map(|pair| (lock.id, pair[0], pair[1])));
    }
}

fn must(lock: &LockedLand, standing: &[Standing], obeyed: &mut Obeyed) -> Result<(), TownshipProblem> {
    let mut class_alone = None;
    let mut is_empty = true;
    for &parcel in &lock.parcels {
        match &standing[parcel as usize] {
            Standing::Candidate(candidate) => {
                obeyed.must.entry(*candidate).or_insert(lock.id);
                is_empty = false;
            }
            Standing::Excluded(Exclusion::Locked(must_not)) => {
                let (must, must_not, parcel) = (lock.id, *must_not, parcel as usize);
                return Err(TownshipProblem::ContradictingLocks { must, must_not, parcel });
            }
            // Land that another run is about, or that the scheme has settled already.
            Standing::Excluded(exclusion) if is_of_another_run(exclusion) => is_empty = false,
            Standing::Excluded(exclusion) if exclusion.keeps_out() => {
                return Err(TownshipProblem::LockAgainstRule {
                    lock: lock.id,
                    parcel: parcel as usize,
                    reason: Box::new(exclusion.message()),
                });
            }
            Standing::Excluded(exclusion) => {
                class_alone.get_or_insert_with(|| Box::new(exclusion.message()));
            }
        }
    }
    if is_empty {
        return Err(TownshipProblem::EmptyLock { lock: lock.id, reason: class_alone });
    }
    obeyed.ids.push(lock.id);
    Ok(())
}

fn is_of_another_run(exclusion: &Exclusion) -> bool {
    matches!(exclusion, Exclusion::OutsideZones | Exclusion::Touched(_) | Exclusion::NotAsked)
}
