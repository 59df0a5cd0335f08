//! Handing the current scheme over as a GeoPackage or as sheets.

use std::path::PathBuf;
use std::sync::Arc;

use crate::assessment::{Assessment, AssessmentBase, Assessor};
use crate::base::BaseLayer;
use crate::checks::ConflictBase;
use crate::crs::GaussKruger;
use crate::design::{Date, Document};
use crate::i18n::{Explain, Message, Text};
use crate::session::words::SessionText;
use crate::session::{NoticeKind, Session};
use crate::storage::export::{ExportInput, committed_at, export_geopackage};
use crate::storage::sheet::{SheetInput, export_sheets};

impl Session {
    pub(super) fn export_sheets(&mut self, target: PathBuf) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let conflicts = open.conflicts.clone().ok_or_else(|| SessionText::Preparing.plain())?;
        let document = open.document.clone();
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        let (plane, base, pack) =
            (open.document_plane(), open.assessing.base().cloned(), open.assessing.pack().clone());
        let committed_at = committed_at(&open.history, &layers);
        let known = self.assessment_of_scheme();
        self.start_job(SessionText::ExportingSheets.plain(), false, move |_| {
            let scheme = document.current_scheme();
            let assessment = known.unwrap_or_else(|| {
                let base = base.unwrap_or_else(|| prepared(&document, plane, &layers, conflicts));
                Arc::new(Assessor::new(base).assess(scheme, &pack, Date::today(), false))
            });
            let input = SheetInput {
                project: &document.settings().name,
                scheme: &scheme.name,
                assessment: &assessment,
                layers: &layers,
                committed_at: &committed_at,
            };
            let result = export_sheets(&input, &target);
            Box::new(move |session: &mut Self| match result {
                Ok(written) => {
                    let done = SessionText::ExportedSheets.with([written.replaced.path.as_path().into()]);
                    session.notices.add(NoticeKind::Done, done);
                    if let Some(note) = written.replaced.note() {
                        session.notices.add(NoticeKind::Warning, note);
                    }
                }
                Err(problem) => session.notices.add(NoticeKind::Problem, problem.message()),
            })
        });
        Ok(())
    }

    /// What is known of the current scheme as it was committed; `None` in the middle of a drag or of preparing.
    fn assessment_of_scheme(&self) -> Option<Arc<Assessment>> {
        let open = self.open.as_ref().filter(|_| self.gesture.is_none())?;
        let known = open.assessing.latest().filter(|_| open.assessing.is_current())?;
        (known.scheme == open.document.current_scheme().id).then(|| Arc::clone(known))
    }

    pub(super) fn export_geopackage(&mut self, target: PathBuf) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let conflicts = open.conflicts.clone().ok_or_else(|| SessionText::Preparing.plain())?;
        let document = open.document.clone();
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        let (plane, base, pack) =
            (open.document_plane(), open.assessing.base().cloned(), open.assessing.pack().clone());
        let history = open.history.clone();
        let committed_at = committed_at(&history, &layers);
        let revision = open.history.position() as u64;
        self.start_job(SessionText::Exporting.plain(), true, move |progress| {
            let base = base.unwrap_or_else(|| prepared(&document, plane, &layers, conflicts.clone()));
            let input = ExportInput {
                document: &document,
                scheme: document.current_scheme(),
                layers: &layers,
                plane,
                conflicts: &conflicts,
                base: &base,
                pack: &pack,
                date: Date::today(),
                history: &history,
                committed_at: &committed_at,
                revision,
            };
            let told = |share: f32| {
                progress.set(share);
                !progress.is_cancelled()
            };
            let result = export_geopackage(&input, &target, &told);
            let cancelled = progress.is_cancelled();
            Box::new(move |session: &mut Self| match result {
                Ok(exported) => {
                    let done = SessionText::Exported.with([exported.path.as_path().into()]);
                    session.notices.add(NoticeKind::Done, done);
                    if exported.beside {
                        session.notices.add(
                            NoticeKind::Warning,
                            SessionText::ExportedBeside.with([exported.path.as_path().into()]),
                        );
                    }
                }
                Err(_) if cancelled => session.notices.add(NoticeKind::Information, SessionText::Cancelled.plain()),
                Err(problem) => session.notices.add(NoticeKind::Problem, problem.message()),
            })
        });
        Ok(())
    }
}

/// What assessments need, prepared for this export where the window has not prepared it yet.
fn prepared(
    document: &Document,
    plane: GaussKruger,
    layers: &[Arc<BaseLayer>],
    conflicts: ConflictBase,
) -> Arc<AssessmentBase> {
    Arc::new(AssessmentBase::new(plane, layers, conflicts, &document.settings().contiguity))
}
