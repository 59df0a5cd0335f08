//! The zones of a scheme held against the rules: one verdict a zone and rule that finds something.

use super::zone_rules::{OVERLAP_TOLERANCE_M2, ZONE_RULES, ZoneRule};
use super::{ConflictBase, ConflictLine, Severity, Uncounted};
use crate::base::LayerId;
use crate::design::{Scheme, Zone, ZoneId};
use crate::geometry::validity::ShapeProblem;

/// What a rule says of a zone.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Stable between runs: rule, zone, role.
    pub id: String,
    pub rule: &'static ZoneRule,
    pub zone: ZoneId,
    pub line: ConflictLine,
    /// The base features concerned.
    pub patches: Vec<(LayerId, usize)>,
}

/// What all rules say of a scheme.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// By rule, then in the order of the zones.
    pub verdicts: Vec<Verdict>,
    /// Zones that can't be judged, and why.
    pub unjudged: Vec<(ZoneId, ShapeProblem)>,
    /// Base features that the figures of a zone leave out.
    pub uncounted: Vec<(ZoneId, Uncounted)>,
}

impl Judgement {
    /// Judges every zone of a scheme.
    pub fn of_scheme(scheme: &Scheme, conflicts: &ConflictBase) -> Self {
        let mut judgement = Self::default();
        for zone in &scheme.zones {
            judgement.add_zone(zone, conflicts);
        }
        // Stable, so the zones keep their order within a rule.
        judgement.verdicts.sort_by_key(|verdict| verdict.rule.id);
        judgement
    }

    /// Whether a scheme may be handed in: nothing forbidden, no procedure or review unanswered, no zone left unjudged, no land
    /// left uncounted that could be either.
    pub fn gate_is_open(&self) -> bool {
        let may_matter = |(_, left_out): &(ZoneId, Uncounted)| {
            ZoneRule::of_role(left_out.role).is_some_and(|rule| rule.severity != Severity::Information)
        };
        self.unjudged.is_empty()
            && !self.uncounted.iter().any(may_matter)
            && self.verdicts.iter().all(|verdict| verdict.rule.severity == Severity::Information)
    }

    fn add_zone(&mut self, zone: &Zone, conflicts: &ConflictBase) {
        let (report, pieces) = match conflicts.report_with_pieces(&zone.shape.0) {
            Ok(answer) => answer,
            Err(problem) => {
                self.unjudged.push((zone.id, problem));
                return;
            }
        };
        self.uncounted.extend(report.uncounted.iter().map(|left_out| (zone.id, *left_out)));
        for rule in &ZONE_RULES {
            let found = report.lines.iter().find(|line| line.role == rule.role && line.area_m2 > OVERLAP_TOLERANCE_M2);
            if let Some(&line) = found {
                let patches = pieces.get(&rule.role).into_iter().flatten();
                self.verdicts.push(Verdict {
                    id: format!("{}/{}/{}", rule.id, zone.id.0, rule.role.key()),
                    rule,
                    zone: zone.id,
                    line,
                    patches: patches.map(|piece| (piece.layer, piece.feature)).collect(),
                });
            }
        }
    }
}
