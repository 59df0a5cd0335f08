//! What the tables have in common.

use crate::assessment::Assessment;
use crate::base::land_class;
use crate::design::Measure;
use crate::i18n::Language;
use crate::land::SlopeLevel;
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

/// Said under tables of money.
pub(super) const UNVERIFIED: &str = "投资为方案填报数，未经核实。";

pub(super) fn table(name: &str, title: &str, columns: Vec<Column>, rows: Vec<Vec<CellValue>>) -> TableSheet {
    TableSheet {
        name: name.to_owned(),
        title: title.to_owned(),
        caption: String::new(),
        paper: Paper::A4Landscape,
        columns,
        rows,
        total: Vec::new(),
        remarks: Vec::new(),
    }
}

/// A sum under the first column, then what stands in the others; the rest stays empty.
pub(super) fn total(columns: usize, filled: impl IntoIterator<Item = (usize, CellValue)>) -> Vec<CellValue> {
    let mut row = vec![CellValue::Empty; columns];
    row[0] = "合计".into();
    for (column, value) in filled {
        row[column] = value;
    }
    row
}

pub(super) fn class_words(code: &str) -> String {
    land_class(code).map_or_else(|| code.to_owned(), |class| format!("{code} {}", class.name_zh))
}

pub(super) fn level(slope: Option<SlopeLevel>) -> CellValue {
    slope.map_or_else(|| "—".into(), |level| usize::from(level.level()).into())
}

pub(super) fn year(measure: &Measure) -> CellValue {
    measure.year.map_or(CellValue::Empty, |year| year.to_string().into())
}

pub(super) fn pair(measure: &Measure) -> CellValue {
    measure.pair.map_or(CellValue::Empty, |pair| (pair as usize).into())
}

pub(super) fn label(measure: &Measure) -> &str {
    if measure.name.is_empty() { measure.kind.title(Language::Chinese) } else { &measure.name }
}

/// Name of the village that a parcel lies in.
pub(super) fn village(assessment: &Assessment, parcel: usize) -> CellValue {
    assessment.land.base().parcels.village(parcel).name.as_str().into()
}

/// A field of the land-use layer; empty where it lacks it.
pub(super) fn field(assessment: &Assessment, parcel: usize, name: &str) -> CellValue {
    let (layer, feature) = assessment.land.base().parcels.layer_of(parcel);
    layer.value(feature, name).display().into()
}

pub(super) fn ten_thousand_yuan(fen: i64) -> CellValue {
    CellValue::number(Some(fen as f64 / 1e6), 2)
}
