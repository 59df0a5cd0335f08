//! Edits of the design: one action, one step, one journal record.

use crate::base::Role;
use crate::checks::FixKind;
use crate::command::EditCommand;
use crate::crs::AreaPlane;
use crate::design::{FeatureId, Measure, MeasureId, MeasureKind, Shape, ZoneId, shape_bounds};
use crate::edit::actions::{
    AddMeasures, AddScheme, AddZones, AnswerVerdict, DeleteLock, DeleteMeasure, DeleteScheme, DeleteZone, EditLayers,
    EditLock, EditMeasure, NewZone, PairMeasures, RenameProject, RenameScheme, RenameZone, Reshape, ReshapeMeasure,
    ReshapeZone, SetContiguity, SetSharedBoundaries, SetZoneKind, SetZoneText, SplitZone, SwitchScheme, WithdrawAnswer,
    WriteReview,
};
use crate::edit::{Action, Change, History};
use crate::geometry::Bounds;
use crate::i18n::{Explain, Message, Text};
use crate::session::state::RECORDS_BETWEEN_COMPACTIONS;
use crate::session::words::SessionText;
use crate::session::{IssueFix, NoticeKind, Session};
use crate::storage::formats::{plots_of, text_of};
use crate::storage::project::{Clock, Record};

impl Session {
    pub(super) fn run_edit(&mut self, edit: EditCommand) -> Result<(), Message> {
        // A step in the middle of a drag ends the drag: Ctrl+Z takes back the drag itself, and nothing else.
        if self.gesture.is_some() {
            self.cancel_gesture();
            if matches!(edit, EditCommand::Undo) {
                return Ok(());
            }
        }
        match edit {
            EditCommand::Undo => {
                self.say_step(SessionText::TakenBack, History::undo_name);
                self.undo()
            }
            EditCommand::Redo => {
                self.say_step(SessionText::CarriedOutAgain, History::redo_name);
                self.redo()
            }
            EditCommand::GoToStep(position) => self.go_to_step(position),
            EditCommand::PastePoints(text) => self.paste_points(&text),
            EditCommand::ReadPoints(file) => {
                let text = text_of(&file).map_err(|problem| problem.message())?;
                self.paste_points(&text)
            }
            EditCommand::Line(line) => {
                self.run_line(&line);
                Ok(())
            }
            EditCommand::Select(feature) => {
                self.select(feature);
                Ok(())
            }
            EditCommand::DrawZone(shape) => self.draw_zone(shape),
            EditCommand::Reshape { feature, reshape } => self.reshape(feature, reshape),
            EditCommand::SplitZone { zone, parts } => self.commit(&SplitZone { zone, parts }),
            EditCommand::Trim { zone, role } => self.trim(zone, role),
            EditCommand::DeleteZone(zone) => self.commit(&DeleteZone { zone }),
            EditCommand::DeleteSelected => match self.selection {
                Some(FeatureId::Zone(zone)) => self.commit(&DeleteZone { zone }),
                Some(FeatureId::Measure(measure)) => self.delete_measure(measure),
                None => Ok(()),
            },
            EditCommand::EditMany { features, edit } => self.edit_many(&features, &edit),
            EditCommand::DrawMeasure { kind, shape } => self.draw_measure(kind, shape),
            EditCommand::PaintParcels { onto, effect, parcels, within } => {
                self.paint_parcels(onto, effect, &parcels, within.as_ref())
            }
            EditCommand::EditMeasure { measure, edit } => {
                let kind = self.measure_kind(measure);
                self.commit(&EditMeasure { measure, kind, edit })
            }
            EditCommand::LockParcels { kind, parcels } => self.lock_parcels(kind, &parcels),
            EditCommand::DeleteLock(lock) => self.commit(&DeleteLock { lock }),
            EditCommand::EditLock { lock, edit } => self.commit(&EditLock { lock, edit }),
            EditCommand::DeleteMeasure(measure) => self.delete_measure(measure),
            EditCommand::PairMeasures(measures) => {
                let pair = self.open.as_ref().map_or(1, |open| open.document.current_scheme().free_pair());
                self.commit(&PairMeasures { measures, pair })
            }
            EditCommand::AnswerVerdict(answer) => self.commit(&AnswerVerdict { answer }),
            EditCommand::FixIssue { verdict, kind } => self.fix_issue(&verdict, kind),
            EditCommand::WriteReview(edit) => self.commit(&WriteReview { edit }),
            EditCommand::WithdrawAnswer(verdict) => self.commit(&WithdrawAnswer { verdict }),
            EditCommand::RenameZone { zone, name } => self.commit(&RenameZone { zone, name }),
            EditCommand::SetZoneKind { zone, kind } => self.commit(&SetZoneKind { zone, kind }),
            EditCommand::SetZoneText { zone, which, text } => self.commit(&SetZoneText { zone, which, text }),
            EditCommand::Layer { layer, edit } => self.commit(&EditLayers { layer, edit }),
            EditCommand::AddScheme { name, copy } => self.commit(&AddScheme { name, copy }),
            EditCommand::SwitchScheme(scheme) => self.commit(&SwitchScheme { scheme }),
            EditCommand::SwitchSchemeNumber(number) => {
                let scheme = self.open.as_ref().and_then(|open| open.document.schemes().get(number)).map(|s| s.id);
                scheme.map_or(Ok(()), |scheme| self.commit(&SwitchScheme { scheme }))
            }
            EditCommand::RenameScheme { scheme, name } => self.commit(&RenameScheme { scheme, name }),
            EditCommand::DeleteScheme(scheme) => self.commit(&DeleteScheme { scheme }),
            EditCommand::RenameProject(name) => self.commit(&RenameProject { name }),
            EditCommand::SetContiguity(setting) => self.commit(&SetContiguity { setting }),
            EditCommand::ToggleSharedBoundaries => {
                let shared = self.open.as_ref().is_some_and(|open| open.document.settings().zones_share_boundaries);
                self.commit(&SetSharedBoundaries { share: !shared })
            }
            EditCommand::Gesture(_) => Ok(()),
        }
    }

    /// Carries out an action as one step and writes it to the journal before it returns.
    pub(in crate::session) fn commit(&mut self, action: &dyn Action) -> Result<(), Message> {
        let Some(open) = &mut self.open else { return Err(SessionText::NoProject.plain()) };
        let change = match open.history.commit(&mut open.document, action) {
            Ok(change) => change,
            Err(refusal) => {
                self.refused_at = refusal.at();
                return Err(refusal.message());
            }
        };
        if change.is_empty() {
            return Ok(());
        }
        open.history.stamp(Clock::Now.timestamp());
        self.notices.pass();
        let record = open.history.last_done().cloned().map(Record::Commit);
        self.record(record);
        self.after(change);
        Ok(())
    }

    /// Says which step is about to go or to come back: what it changes may lie outside the view.
    fn say_step(&mut self, text: SessionText, name: fn(&History) -> Option<&Message>) {
        self.notices.pass();
        if let Some(step) = self.open.as_ref().and_then(|open| name(&open.history)).cloned() {
            self.notify(NoticeKind::Done, text.with([step.into()]));
        }
    }

    pub(super) fn undo(&mut self) -> Result<(), Message> {
        let Some(open) = &mut self.open else { return Ok(()) };
        if let Some(change) = open.history.undo(&mut open.document) {
            self.record(Some(Record::Undo));
            self.after(change);
        }
        Ok(())
    }

    pub(super) fn redo(&mut self) -> Result<(), Message> {
        let Some(open) = &mut self.open else { return Ok(()) };
        if let Some(change) = open.history.redo(&mut open.document) {
            self.record(Some(Record::Redo));
            self.after(change);
        }
        Ok(())
    }

    fn go_to_step(&mut self, position: usize) -> Result<(), Message> {
        self.notices.pass();
        while let Some(open) = &self.open {
            let now = open.history.position();
            if now > position {
                self.undo()?;
            } else if now < position && now < open.history.steps().len() {
                self.redo()?;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn draw_zone(&mut self, shape: Shape) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let mut zone = NewZone::drawn(shape);
        zone.name = open.name_for_zone(&zone.shape);
        let id = open.document.next_zone_id();
        self.commit(&AddZones { zones: vec![zone] })?;
        self.select(Some(FeatureId::Zone(id)));
        Ok(())
    }

    /// Zones of a list of boundary points, as one step; the first is selected and shown.
    fn paste_points(&mut self, text: &str) -> Result<(), Message> {
        let Some(open) = &self.open else { return Err(SessionText::NoProject.plain()) };
        let mut plots = plots_of(text, open.document_plane()).map_err(|problem| problem.message())?;
        // One without a name is called as if it were drawn; many are numbered.
        if let [plot] = plots.as_mut_slice()
            && plot.name.is_empty()
        {
            plot.name = open.name_for_zone(&Shape(plot.shape.clone()));
        }
        let first = open.document.next_zone_id();
        let (count, points) = (plots.len(), plots.iter().map(|plot| plot.points).sum::<usize>());
        let area = AreaPlane::new(open.document_plane());
        let contradicted = plots.iter().filter(|plot| plot.contradicts(Shape(plot.shape.clone()).area_m2(&area)));
        let contradicted: Vec<&str> = contradicted.map(|plot| plot.name.as_str()).collect();
        let contradicted = contradicted.join("、");
        let bounds = plots.iter().fold(Bounds::EMPTY, |all, plot| all.union(&shape_bounds(&plot.shape)));
        let zones = plots.into_iter().map(|plot| NewZone { name: plot.name, ..NewZone::drawn(Shape(plot.shape)) });
        self.commit(&AddZones { zones: zones.collect() })?;
        self.select(Some(FeatureId::Zone(first)));
        self.news.show = Some(bounds.with_margin(0.3));
        let (kind, said) = if contradicted.is_empty() {
            (NoticeKind::Done, SessionText::Pasted.with([count.into(), points.into()]))
        } else {
            (NoticeKind::Warning, SessionText::PastedOther.with([count.into(), points.into(), contradicted.into()]))
        };
        self.notices.add(kind, said);
        Ok(())
    }

    fn draw_measure(&mut self, kind: MeasureKind, shape: Shape) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let id = open.document.next_measure_id();
        self.commit(&AddMeasures { measures: vec![Measure::new(id, kind, shape)] })?;
        self.select(Some(FeatureId::Measure(id)));
        Ok(())
    }

    pub(super) fn delete_measure(&mut self, measure: MeasureId) -> Result<(), Message> {
        let kind = self.measure_kind(measure);
        self.commit(&DeleteMeasure { measure, kind })
    }

    /// For the name of a step; the action itself refuses a measure that is not there.
    pub(super) fn measure_kind(&self, measure: MeasureId) -> MeasureKind {
        let measure = self.open.as_ref().and_then(|open| open.document.measure(measure));
        measure.map_or(MeasureKind::Infrastructure, |measure| measure.kind)
    }

    /// Gives a zone or a measure another shape, as one step.
    pub(in crate::session) fn reshape(&mut self, feature: FeatureId, reshape: Reshape) -> Result<(), Message> {
        match feature {
            FeatureId::Zone(zone) => self.commit(&ReshapeZone { zone, reshape }),
            FeatureId::Measure(measure) => self.commit(&ReshapeMeasure { measure, reshape }),
        }
    }

    fn trim(&mut self, zone: ZoneId, role: Role) -> Result<(), Message> {
        let Some(open) = &self.open else { return Ok(()) };
        let (Some(conflicts), Some(record)) = (&open.conflicts, open.document.zone(zone)) else {
            return Err(SessionText::Preparing.plain());
        };
        let trimmed = conflicts.trim(&record.shape.0, role).map_err(|problem| problem.message())?;
        if trimmed.area_after_m2 == trimmed.area_before_m2 {
            return Err(SessionText::NothingToTrim.with([role.message().into()]));
        }
        self.commit(&ReshapeZone { zone, reshape: Reshape::Trim { role, shape: Shape(trimmed.shape) } })
    }

    /// Carries out a quick fix of a verdict, as one step. Where none can be, says why the first can't.
    fn fix_issue(&mut self, verdict: &str, kind: Option<FixKind>) -> Result<(), Message> {
        let fixes = self.issue_fixes(verdict).into_iter().filter(|(found, _)| kind.is_none_or(|kind| kind == *found));
        let (can, cannot): (Vec<_>, Vec<_>) = fixes.map(|(_, fix)| fix).partition(Result::is_ok);
        let fix = can.into_iter().chain(cannot).next();
        match fix.ok_or_else(|| SessionText::NoFix.plain())?? {
            IssueFix::Trim { feature, role, trimmed } => {
                self.reshape(feature, Reshape::Trim { role, shape: Shape(trimmed.shape) })
            }
            IssueFix::Exclude { feature: FeatureId::Zone(zone), .. } => self.commit(&DeleteZone { zone }),
            IssueFix::Exclude { feature: FeatureId::Measure(measure), .. } => self.delete_measure(measure),
        }
    }

    pub(in crate::session) fn select(&mut self, feature: Option<FeatureId>) {
        self.refused_at = None;
        if self.selection != feature {
            self.selection = feature;
            self.refresh_figures();
        }
    }

    /// Writes a record to the journal. A failure is said at once and shown until a later record succeeds.
    pub(in crate::session) fn record(&mut self, record: Option<Record>) {
        let (Some(open), Some(record)) = (&mut self.open, record) else { return };
        match open.store.lock().record(&record) {
            Ok(()) => open.records_since_compaction += 1,
            Err(problem) => {
                let message = SessionText::JournalFailed.with([problem.message().into()]);
                self.notices.add(NoticeKind::Problem, message);
                return;
            }
        }
        if open.records_since_compaction >= RECORDS_BETWEEN_COMPACTIONS {
            open.records_since_compaction = 0;
            if let Err(problem) = open.store.lock().compact(&open.document, &open.history) {
                // The journal holds everything; packing is tried again later.
                self.notices.add(NoticeKind::Warning, problem.message());
            }
        }
    }

    /// Spreads a change: figures, selection, news for the window.
    pub(in crate::session) fn after(&mut self, change: Change) {
        self.refused_at = None;
        let Some(open) = &mut self.open else { return };
        if self.selection.is_some_and(|feature| open.document.current_scheme().shape(feature).is_none()) {
            self.selection = None;
        }
        let (layers, settings) = (change.layers, change.settings);
        let answered = change.answers || change.review;
        let judged = !change.zones.is_empty() || !change.measures.is_empty() || change.schemes || answered;
        self.news.change.merge(change);
        if layers && self.layers_differ_from_prepared() {
            self.prepare_conflicts();
        } else if settings && self.contiguity_differs_from_prepared() {
            self.prepare_assessing();
        }
        if judged {
            self.assess_step();
        }
        self.refresh_figures();
    }
}
