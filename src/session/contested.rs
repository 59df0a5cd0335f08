//! The land that verdicts stand on: of a zone by the zone rules, of a measure by what the rules say of it as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assessment::Assessment;
use crate::base::{LayerId, Role};
use crate::checks::{ConflictBase, ConflictPiece, Patch, Relation, Severity, Status, SubjectId};
use crate::design::{Measure, MeasureId};

/// Land in conflict with one role, as the map hatches it.
#[derive(Clone, Debug)]
pub struct ConflictLand {
    pub role: Role,
    pub severity: Severity,
    pub pieces: Arc<Vec<ConflictPiece>>,
}

/// A role whose land a measure must not cover, or not without more.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contest {
    /// The gravest of its verdicts.
    pub severity: Severity,
    /// The features that they name; `None` while the verdicts are of another shape than the one on the screen.
    pub features: Option<BTreeSet<(LayerId, usize)>>,
}

impl Contest {
    pub fn is_about(&self, piece: &ConflictPiece) -> bool {
        self.features.as_ref().is_none_or(|features| features.contains(&(piece.layer, piece.feature)))
    }
}

/// The roles that new verdicts find land of a measure on. `is_current`: they are of its shape on the screen.
pub(super) fn contests(assessment: &Assessment, measure: MeasureId, is_current: bool) -> BTreeMap<Role, Contest> {
    let mut found: BTreeMap<Role, Contest> = BTreeMap::new();
    for verdict in &assessment.judgement.verdicts {
        let (SubjectId::Measure(of), Relation::Overlap { role, .. }) = (verdict.subject, &verdict.rule.relation) else {
            continue;
        };
        if of != measure || verdict.status != Status::New {
            continue;
        }
        let severity = verdict.rule.severity();
        let contest =
            found.entry(*role).or_insert_with(|| Contest { severity, features: is_current.then(BTreeSet::new) });
        contest.severity = contest.severity.min(severity);
        if let Some(features) = &mut contest.features {
            features.extend(verdict.finding.patches.iter().filter_map(|patch| match *patch {
                Patch::Feature(layer, row) => Some((layer, row)),
                Patch::Measure(_) => None,
            }));
        }
    }
    found
}

/// The contested land of the selected measure as it stands; found once a state of the scheme, and kept where nothing of it
/// changed.
#[derive(Default)]
pub(super) struct ContestedCache {
    known: Option<Known>,
}

struct Known {
    assessment: Arc<Assessment>,
    measure: Arc<Measure>,
    contests: BTreeMap<Role, Contest>,
    land: Vec<ConflictLand>,
}

impl ContestedCache {
    pub fn refresh(&mut self, measure: Option<&Arc<Measure>>, assessment: &Arc<Assessment>, base: &ConflictBase) {
        let Some(measure) = measure else { return self.clear() };
        let same_measure = self.known.as_ref().is_some_and(|known| Arc::ptr_eq(&known.measure, measure));
        if same_measure && self.known.as_ref().is_some_and(|known| Arc::ptr_eq(&known.assessment, assessment)) {
            return;
        }
        let now = contests(assessment, measure.id, true);
        let kept = self.known.take().filter(|known| same_measure && known.contests == now);
        let land = kept.map_or_else(|| land(measure, &now, base), |known| known.land);
        let (assessment, measure) = (Arc::clone(assessment), Arc::clone(measure));
        self.known = Some(Known { assessment, measure, contests: now, land });
    }

    pub fn clear(&mut self) {
        self.known = None;
    }

    /// Land of a measure; none unless it is the one that is selected.
    pub fn get(&self, measure: MeasureId) -> &[ConflictLand] {
        let known = self.known.as_ref().filter(|known| known.measure.id == measure);
        known.map_or(&[], |known| &known.land)
    }
}

fn land(measure: &Measure, contests: &BTreeMap<Role, Contest>, base: &ConflictBase) -> Vec<ConflictLand> {
    let line = |(role, contest): (&Role, &Contest)| {
        let mut pieces = base.pieces(&measure.shape.0, *role);
        pieces.retain(|piece| contest.is_about(piece));
        ConflictLand { role: *role, severity: contest.severity, pieces: Arc::new(pieces) }
    };
    contests.iter().map(line).collect()
}
