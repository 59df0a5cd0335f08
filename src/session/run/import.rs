//! Bringing layers, zones and measures in: read and checked in a job, added as one step.

use super::job_progress::ReadProgress;
use crate::base::Role;
use crate::command::ImportRequest;
use crate::crs::GaussKruger;
use crate::edit::actions::{AddMeasures, AddZones, EditLayers, NewMeasure};
use crate::geometry::Bounds;
use crate::i18n::{Explain, Message, Text};
use crate::jobs::Progress;
use crate::session::state::JobResult;
use crate::session::words::SessionText;
use crate::session::{NoticeKind, Session};
use crate::storage::formats::{self, ReadLayer, ReadOptions, TextEncoding};
use crate::storage::import::{check_place, measure_tables, measures_from_layers, with_free_pairs, zones_from_layer};

impl Session {
    pub(super) fn import_base(&mut self, request: ImportRequest) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let (plane, bounds, store) = (open.document_plane(), open.bounds(), open.store.clone());
        self.start_job(SessionText::Importing.with([request.layer.as_str().into()]), true, move |progress| {
            let result = read(&request, request.role, plane, bounds, progress).and_then(|read| {
                let notes = read.notes;
                store.lock().add_layer(read.builder).map(|layer| (layer, notes)).map_err(|problem| problem.message())
            });
            finish(progress, result, |session, (layer, notes)| {
                let Some(open) = &mut session.open else { return };
                let role_of = |id| open.layers.get(&id).map(|layer| layer.role);
                let add = EditLayers::adding(&layer, &open.document, role_of);
                let (title, count) = (layer.title_message(), layer.len());
                session.news.show = Some(layer.bounds());
                session.news.base = true;
                open.layers.insert(layer.id, layer);
                for note in notes {
                    session.notices.add(NoticeKind::Information, note);
                }
                match session.commit(&add) {
                    Ok(()) => {
                        let done = SessionText::Imported.with([title.into(), count.into()]);
                        session.notices.add(NoticeKind::Done, done);
                    }
                    Err(message) => session.notices.add(NoticeKind::Problem, message),
                }
            })
        });
        Ok(())
    }

    pub(super) fn import_zones(&mut self, request: ImportRequest) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let (plane, bounds) = (open.document_plane(), open.bounds());
        self.start_job(SessionText::Importing.with([request.layer.as_str().into()]), true, move |progress| {
            let result = read(&request, Role::Reference, plane, bounds, progress).and_then(|read| {
                let bounds = read.builder.shapes.shapes().total_bounds();
                Ok((zones_from_layer(&request.file, &read)?, bounds, read.notes))
            });
            finish(progress, result, |session, (zones, bounds, notes)| {
                for note in notes {
                    session.notices.add(NoticeKind::Information, note);
                }
                let count = zones.len();
                match session.commit(&AddZones { zones }) {
                    Ok(()) => {
                        session.news.show = Some(bounds);
                        session.notices.add(NoticeKind::Done, SessionText::ImportedZones.with([count.into()]));
                    }
                    Err(message) => session.notices.add(NoticeKind::Problem, message),
                }
            })
        });
        Ok(())
    }

    pub(super) fn import_measures(&mut self, request: ImportRequest) -> Result<(), Message> {
        let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
        let (plane, bounds) = (open.document_plane(), open.bounds());
        let name = request.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start_job(SessionText::Importing.with([name.into()]), true, move |progress| {
            let result = read_measures(&request, plane, bounds, progress);
            finish(progress, result, |session, (measures, bounds, notes)| {
                for note in notes {
                    session.notices.add(NoticeKind::Information, note);
                }
                let Some(open) = &session.open else { return };
                let measures = with_free_pairs(measures, &open.document.current_scheme().measures);
                let count = measures.len();
                match session.commit(&AddMeasures { measures }) {
                    Ok(()) => {
                        session.news.show = Some(bounds);
                        session.notices.add(NoticeKind::Done, SessionText::ImportedMeasures.with([count.into()]));
                    }
                    Err(message) => session.notices.add(NoticeKind::Problem, message),
                }
            })
        });
        Ok(())
    }
}

/// The measures of the layer asked for, or of every table of an export, with their extent and what is worth knowing.
fn read_measures(
    request: &ImportRequest,
    plane: GaussKruger,
    project: Bounds,
    progress: &Progress,
) -> Result<(Vec<NewMeasure>, Bounds, Vec<Message>), Message> {
    let layers = if request.layer.is_empty() {
        let file = formats::open(&request.file).map_err(|problem| problem.message())?;
        measure_tables(file.layers()).into_iter().map(|info| info.name.clone()).collect()
    } else {
        vec![request.layer.clone()]
    };
    let mut extent = Bounds::EMPTY;
    let mut taken = Vec::with_capacity(layers.len());
    for layer in layers {
        let layer = read(&ImportRequest { layer, ..request.clone() }, Role::Reference, plane, project, progress)?;
        extent = extent.union(&layer.builder.shapes.shapes().total_bounds());
        taken.push(layer);
    }
    let measures = measures_from_layers(&request.file, &taken, None)?;
    if measures.is_empty() {
        return Err(SessionText::NoMeasures.with([request.file.as_path().into()]));
    }
    Ok((measures, extent, taken.into_iter().flat_map(|layer| layer.notes).collect()))
}

/// Reads the layer that was asked for. One that lies far from the rest of the project is refused, unless the person named the
/// coordinate system: its zone is most likely wrong.
fn read(
    request: &ImportRequest,
    role: Role,
    plane: GaussKruger,
    project: Bounds,
    progress: &Progress,
) -> Result<ReadLayer, Message> {
    let file = formats::open(&request.file).map_err(|problem| problem.message())?;
    let encoding = request.encoding.as_deref().and_then(TextEncoding::from_label);
    let told = ReadProgress(progress);
    let options = ReadOptions { plane, role, crs: request.crs, encoding, repair: request.repair, progress: &told };
    let read = file.read(&request.layer, &options).map_err(|problem| problem.message())?;
    check_place(&request.file, &read, &project, request.crs.is_some())?;
    Ok(read)
}

/// What the session does with the end of an import job.
fn finish<T: Send + 'static>(
    progress: &Progress,
    result: Result<T, Message>,
    then: impl FnOnce(&mut Session, T) + Send + 'static,
) -> JobResult {
    let cancelled = progress.is_cancelled();
    Box::new(move |session: &mut Session| match result {
        Ok(value) => then(session, value),
        Err(_) if cancelled => session.notices.add(NoticeKind::Information, SessionText::Cancelled.plain()),
        Err(message) => session.notices.add(NoticeKind::Problem, message),
    })
}
