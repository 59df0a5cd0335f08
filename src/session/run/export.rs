//! Handing the current scheme over as a GeoPackage.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::BaseLayer;
use crate::i18n::{Explain, Message, Text};
use crate::session::words::SessionText;
use crate::session::{NoticeKind, Session};
use crate::storage::export::{ExportInput, committed_at, export_geopackage};

impl Session {
    pub(super) fn export_geopackage(&mut self, target: PathBuf) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let conflicts = open.conflicts.clone().ok_or_else(|| SessionText::Preparing.plain())?;
        let document = open.document.clone();
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        let plane = open.document_plane();
        let history = open.history.clone();
        let committed_at = committed_at(&history, &layers);
        let revision = open.history.position() as u64;
        self.start_job(SessionText::Exporting.plain(), true, move |progress| {
            let input = ExportInput {
                document: &document,
                scheme: document.current_scheme(),
                layers: &layers,
                plane,
                conflicts: &conflicts,
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
