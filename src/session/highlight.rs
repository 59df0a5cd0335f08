//! What is outlined on the map, by what it stands for and not by its shape: while a vertex moves, after an undo, after a deletion
//! the outlines are those of the land as it is then.

use std::sync::Arc;

use geo::MultiPolygon;

use super::{OpenProject, Session, ViewState};
use crate::assessment::Assessment;
use crate::checks::{ConflictPiece, Patch, Relation, SubjectId, Verdict, holes_of};
use crate::design::MeasureId;
use crate::geometry::GeometryKind;
use crate::indicators::{FieldKind, FormCell, LedgerEntry, LedgerKind};
use crate::land::{Extent, PieceId};

/// A figure, a row or a verdict whose land is outlined.
#[derive(Clone, Debug, PartialEq)]
pub enum Highlight {
    FormCell(FormCell),
    /// A cell of the transition matrix: DLBM before and after.
    Transition {
        before: Arc<str>,
        after: Arc<str>,
    },
    Ledger {
        kind: LedgerKind,
        line: LedgerLine,
    },
    /// Measures as they are drawn.
    Measures(Vec<MeasureId>),
    /// What a measure turns from one class into another, DLBM.
    Effect {
        measure: MeasureId,
        before: Arc<str>,
        after: Arc<str>,
    },
    /// Land of a parcel that lies under some schemes of the overlay book.
    FieldPatch {
        parcel: usize,
        under: Vec<FieldKind>,
    },
    /// By its id.
    Verdict(String),
}

/// Which entries of a ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerLine {
    /// What one measure does in one village.
    Entry {
        village: String,
        measure: MeasureId,
    },
    Village(String),
    Year(Option<i32>),
}

impl LedgerLine {
    pub fn takes(&self, entry: &LedgerEntry) -> bool {
        match self {
            Self::Entry { village, measure } => entry.village == *village && entry.measure == *measure,
            Self::Village(village) => entry.village == *village,
            Self::Year(year) => entry.year == *year,
        }
    }
}

/// More outlines than these say nothing more on a map, and take long to draw.
pub const MOST_OUTLINES: usize = 400;

/// A patch: a part of a parcel.
type Part<'a> = (usize, &'a Extent);

impl Highlight {
    /// The outlines now, [`MOST_OUTLINES`] at most, the largest where there are more.
    pub fn outlines(&self, project: &OpenProject) -> Vec<Arc<MultiPolygon<f64>>> {
        let Some(assessment) = project.assessment() else { return Vec::new() };
        let land = &assessment.land;
        match self {
            Self::Measures(measures) => {
                let drawn = measures.iter().filter_map(|&id| land.measure(id));
                drawn.map(|measure| Arc::new(measure.shape.0.clone())).collect()
            }
            Self::Verdict(id) => outlines_of_verdict(project, assessment, id),
            _ => {
                let mut parts = self.parts(assessment);
                if parts.len() > MOST_OUTLINES {
                    parts.sort_by(|one, other| area_m2(assessment, other).total_cmp(&area_m2(assessment, one)));
                    parts.truncate(MOST_OUTLINES);
                }
                parts.into_iter().map(|(parcel, extent)| land.shape(parcel, extent)).collect()
            }
        }
    }

    /// The patches that a figure is made of.
    fn parts<'a>(&self, assessment: &'a Assessment) -> Vec<Part<'a>> {
        let land = &assessment.land;
        match self {
            Self::FormCell(cell) => {
                let pieces = assessment.form.pieces(*cell);
                pieces.into_iter().map(|form| (form.piece.piece.parcel, &form.piece.extent)).collect()
            }
            Self::Transition { before, after } => {
                let transition = &assessment.transition;
                let cell = transition.class(before).zip(transition.class(after));
                let pieces = cell.map_or(&[][..], |(before, after)| transition.pieces(before, after));
                let mut parts = parts_of(assessment, pieces);
                if before == after {
                    // Land that no measure touches stays as it is; the matrix lists only what is touched.
                    let parcels = &land.base().parcels;
                    let stays = |parcel: &usize| parcels.class(*parcel) == before && land.parcel(*parcel).is_none();
                    parts.extend((0..parcels.len()).filter(stays).map(|parcel| (parcel, &Extent::Whole)));
                }
                parts
            }
            Self::Ledger { kind, line } => {
                let ledger = assessment.ledgers.ledger(*kind);
                let entries = ledger.map_or(&[][..], |ledger| &ledger.entries);
                let entries = entries.iter().filter(|entry| line.takes(entry));
                entries.flat_map(|entry| parts_of(assessment, &entry.pieces)).collect()
            }
            Self::Effect { measure, before, after } => {
                let is_of = |id: &MeasureId| id == measure;
                let pieces = land.pieces().filter(|piece| {
                    piece.class_before == *before && piece.class_after == *after && piece.measures.iter().any(is_of)
                });
                pieces.map(|piece| (piece.id.parcel, &piece.extent)).collect()
            }
            Self::FieldPatch { parcel, under } => {
                let patches = assessment.overlay.iter().flat_map(|book| &book.inconsistent);
                let patches = patches.filter(|patch| patch.parcel == *parcel && patch.kinds() == *under);
                patches.map(|patch| (patch.parcel, &patch.extent)).collect()
            }
            Self::Measures(_) | Self::Verdict(_) => Vec::new(),
        }
    }

    /// How many patches the figure is made of; they may be more than are outlined.
    pub fn patches(&self, assessment: &Assessment) -> usize {
        self.parts(assessment).len()
    }
}

fn parts_of<'a>(assessment: &'a Assessment, pieces: &[PieceId]) -> Vec<Part<'a>> {
    let pieces = pieces.iter().filter_map(|&id| assessment.land.piece(id));
    pieces.map(|piece| (piece.id.parcel, &piece.extent)).collect()
}

/// Planar: only to tell large from small.
fn area_m2(assessment: &Assessment, part: &Part<'_>) -> f64 {
    match part {
        (parcel, Extent::Whole) => assessment.land.base().parcels.area_m2(*parcel),
        (_, Extent::Part(shape)) => geo::Area::unsigned_area(&**shape),
    }
}

/// The land that the subject shares with what it is held against; where the rule is about no such land, the patches whole.
fn outlines_of_verdict(project: &OpenProject, assessment: &Assessment, id: &str) -> Vec<Arc<MultiPolygon<f64>>> {
    let verdict = assessment.judgement.verdicts.iter().find(|verdict| verdict.id == id);
    let shared = verdict.and_then(|verdict| shared_land(project, assessment, verdict)).unwrap_or_default();
    if !shared.is_empty() {
        return shared;
    }
    let shape_of = |patch: &Patch| match *patch {
        Patch::Feature(layer, row) => {
            let shapes = &project.layer(layer)?.shapes;
            (shapes.kind() == GeometryKind::Polygons).then(|| Arc::new(shapes.multi_polygon(row)))
        }
        Patch::Measure(id) => assessment.land.measure(id).map(|measure| Arc::new(measure.shape.0.clone())),
    };
    let patches = verdict.map_or(&[][..], |verdict| &verdict.finding.patches);
    patches.iter().take(MOST_OUTLINES).filter_map(shape_of).collect()
}

fn shared_land(
    project: &OpenProject,
    assessment: &Assessment,
    verdict: &Verdict,
) -> Option<Vec<Arc<MultiPolygon<f64>>>> {
    if verdict.rule.relation == Relation::Holes {
        return holes_in(project, assessment, verdict);
    }
    let Relation::Overlap { role, .. } = verdict.rule.relation else { return None };
    let shape = match verdict.subject {
        SubjectId::Zone(id) => &project.document().zone(id)?.shape,
        SubjectId::Measure(id) => &assessment.land.measure(id)?.shape,
        SubjectId::Scheme | SubjectId::Layer(_) => return None,
    };
    let named = |piece: &ConflictPiece| verdict.finding.patches.contains(&Patch::Feature(piece.layer, piece.feature));
    let pieces = project.conflicts()?.pieces(&shape.0, role).into_iter().filter(named);
    Some(pieces.take(MOST_OUTLINES).map(|piece| Arc::new(piece.shape.multi_polygon())).collect())
}

/// The holes that a verdict is about; `None` where nothing encloses any.
fn holes_in(project: &OpenProject, assessment: &Assessment, verdict: &Verdict) -> Option<Vec<Arc<MultiPolygon<f64>>>> {
    let shapes = match verdict.subject {
        SubjectId::Zone(id) => vec![project.document().zone(id)?.shape.0.clone()],
        SubjectId::Measure(id) => vec![assessment.land.measure(id)?.shape.0.clone()],
        SubjectId::Scheme => return None,
        SubjectId::Layer(_) => {
            let shape = |patch: &Patch| match *patch {
                Patch::Feature(layer, row) => Some(project.layer(layer)?.shapes.multi_polygon(row)),
                Patch::Measure(_) => None,
            };
            verdict.finding.patches.iter().filter_map(shape).collect()
        }
    };
    let holes = holes_of(&shapes)?.into_iter().take(MOST_OUTLINES);
    Some(holes.map(|hole| Arc::new(MultiPolygon(vec![hole]))).collect())
}

/// Keeps the outlines on the map those of the assessment in view.
#[derive(Default)]
pub struct Outliner {
    outlined: Option<(Highlight, Arc<Assessment>)>,
}

impl Outliner {
    /// Brings the outlines up to date where the land or what is looked at is another one now.
    pub fn follow(&mut self, session: &Session, view: &mut ViewState) {
        let project = session.project();
        let wanted = view.highlight.as_ref().zip(project.and_then(OpenProject::assessment));
        let is_up_to_date = match (&wanted, &self.outlined) {
            (Some((highlight, assessment)), Some((of, at))) => *highlight == of && Arc::ptr_eq(assessment, at),
            (None, None) => view.highlighted.is_empty(),
            _ => false,
        };
        if is_up_to_date {
            return;
        }
        self.outlined = wanted.map(|(highlight, assessment)| (highlight.clone(), Arc::clone(assessment)));
        let highlight = view.highlight.as_ref().zip(project);
        view.highlighted = highlight.map(|(highlight, project)| highlight.outlines(project)).unwrap_or_default();
    }
}
