//! Zones and measures as rows that another program may have written: what of a row can be taken in.

use std::sync::Arc;

use super::design_tables::{ZoneRow, kind_word};
use super::measure_rows::MeasureRow;
use super::outside::OutsideText;
use super::shape_blob::shape_from_blob;
use crate::design::{
    Document, Measure, MeasureId, MeasureKind, PolicyTool, QuotaUse, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind,
};
use crate::edit::{Entry, Placed, checked_measure};
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Message, Text};

/// What a row says; nothing where it cannot be taken in.
pub(super) struct Read<R> {
    pub record: Option<R>,
    pub note: Option<Message>,
}

/// A kind of record that a design table shows.
pub(super) trait Record: Clone + PartialEq + Sized {
    type Row;

    fn listed(scheme: &Scheme) -> &[Arc<Self>];
    fn next_id(document: &Document) -> u64;
    fn id(&self) -> u64;
    fn with_id(self, id: u64) -> Self;
    fn entry(scheme: SchemeId, id: u64, value: Option<Placed<Arc<Self>>>) -> Entry;
    fn is_added_to(entry: &Entry, scheme: SchemeId) -> bool;
    /// Number of the scheme in the row.
    fn scheme(row: &Self::Row) -> Option<i64>;
    /// The record that a row says; where its geometry says nothing, with the shape it had.
    fn from_row(fid: i64, row: &Self::Row, old: Option<&Self>) -> Read<Self>;
}

impl Record for Zone {
    type Row = ZoneRow;

    fn listed(scheme: &Scheme) -> &[Arc<Self>] {
        &scheme.zones
    }

    fn next_id(document: &Document) -> u64 {
        document.next_zone_id().0
    }

    fn id(&self) -> u64 {
        self.id.0
    }

    fn with_id(self, id: u64) -> Self {
        Self { id: ZoneId(id), ..self }
    }

    fn entry(scheme: SchemeId, id: u64, value: Option<Placed<Arc<Self>>>) -> Entry {
        Entry::Zone { scheme, id: ZoneId(id), value }
    }

    fn is_added_to(entry: &Entry, scheme: SchemeId) -> bool {
        matches!(entry, Entry::Zone { scheme: of, value: Some(_), .. } if *of == scheme)
    }

    fn scheme(row: &ZoneRow) -> Option<i64> {
        row.scheme
    }

    fn from_row(fid: i64, row: &ZoneRow, old: Option<&Self>) -> Read<Self> {
        let shape = usable_shape(row.blob.as_deref(), old.map(|old| &old.shape));
        let note = shape.is_none().then(|| OutsideText::NoShape.with([fid.into()]));
        let Some(shape) = shape.or_else(|| old.map(|old| old.shape.clone())) else {
            return Read { record: None, note };
        };
        let name = row.name.trim();
        let record = Some(Self {
            id: ZoneId(0),
            name: if name.is_empty() { old.map(|old| old.name.clone()).unwrap_or_default() } else { name.to_owned() },
            kind: if row.kind.trim() == kind_word(ZoneKind::Region) { ZoneKind::Region } else { ZoneKind::Unit },
            shape,
            goal: row.goal.clone(),
            note: row.note.clone(),
        });
        Read { record, note }
    }
}

impl Record for Measure {
    type Row = MeasureRow;

    fn listed(scheme: &Scheme) -> &[Arc<Self>] {
        &scheme.measures
    }

    fn next_id(document: &Document) -> u64 {
        document.next_measure_id().0
    }

    fn id(&self) -> u64 {
        self.id.0
    }

    fn with_id(self, id: u64) -> Self {
        Self { id: MeasureId(id), ..self }
    }

    fn entry(scheme: SchemeId, id: u64, value: Option<Placed<Arc<Self>>>) -> Entry {
        Entry::Measure { scheme, id: MeasureId(id), value }
    }

    fn is_added_to(entry: &Entry, scheme: SchemeId) -> bool {
        matches!(entry, Entry::Measure { scheme: of, value: Some(_), .. } if *of == scheme)
    }

    fn scheme(row: &MeasureRow) -> Option<i64> {
        row.scheme
    }

    /// A new row that says only its kind gets the class and the tool that are usual for it.
    fn from_row(fid: i64, row: &MeasureRow, old: Option<&Self>) -> Read<Self> {
        let shape = usable_shape(row.blob.as_deref(), old.map(|old| &old.shape));
        let mut note = shape.is_none().then(|| OutsideText::NoMeasureShape.with([fid.into()]));
        let Some(shape) = shape.or_else(|| old.map(|old| old.shape.clone())) else {
            return Read { record: None, note };
        };
        let Some(kind) = MeasureKind::find(row.kind.trim()).or_else(|| old.map(|old| old.kind)) else {
            return Read { record: None, note: Some(OutsideText::NoKind.with([fid.into()])) };
        };
        let usual = Self::new(MeasureId(0), kind, shape);
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let measure = Self {
            name: row.name.clone(),
            to_class: if old.is_some() { said(&row.to_class) } else { said(&row.to_class).or(usual.to_class) },
            tool: PolicyTool::find(row.tool.trim()).unwrap_or_else(|| old.map_or(usual.tool, |old| old.tool)),
            quota_use: said(&row.quota_use)
                .and_then(|word| QuotaUse::find(&word).or_else(|| old.and_then(|old| old.quota_use))),
            quantity: row.quantity,
            cost_fen: row.cost_yuan.map(|yuan| (yuan * 100.0).round() as i64),
            year: row.year.and_then(|year| i32::try_from(year).ok()),
            pair: row.pair.and_then(|pair| u32::try_from(pair).ok()),
            grade_after: row.grade_after,
            sub_project: row.sub_project.clone(),
            reason: row.reason.clone(),
            ..usual
        };
        match checked_measure(measure) {
            Ok(measure) => Read { record: Some(measure), note },
            Err(refusal) => {
                note = Some(OutsideText::RefusedMeasure.with([fid.into(), refusal.message().into()]));
                Read { record: old.cloned(), note }
            }
        }
    }
}

/// The shape of a row, if it may enter the design; one that is there already may stay.
pub(super) fn usable_shape(blob: Option<&[u8]>, old: Option<&Shape>) -> Option<Shape> {
    let shape = blob.and_then(shape_from_blob)?;
    (old == Some(&shape) || shape_problem(&shape.0).is_none()).then_some(shape)
}
