//! Measures out of the polygons of layers: the tables of an export joined by the measure's number, or any polygons that say
//! their kind. A record needs nothing but its geometry where its table holds one kind of measure only.

use std::collections::BTreeMap;
use std::path::Path;

use geo::{MultiPolygon, Orient, orient::Direction};

use super::MeasureTable;
use super::fields::{integer_of, number_of, text_of};
use super::measure_kind::kind_of;
use crate::base::{FieldBuilder, land_class};
use crate::design::{Measure, MeasureId, MeasureKind, PolicyTool, QuotaUse, Shape};
use crate::edit::actions::NewMeasure;
use crate::edit::checked_measure;
use crate::geometry::overlay::{FillRule, Operation, general_overlay};
use crate::geometry::{GeometryKind, Point, open_rings};
use crate::i18n::{Explain, Message, Text, texts};
use crate::storage::formats::ReadLayer;

texts! {
    MeasureImportText {
        NotPolygons: "“{0}”的图层“{1}”不是面图层，不能作为措施导入。", "Layer \"{1}\" of \"{0}\" holds no polygons and can't be imported as measures.";
        NoKind: "“{0}”的图层“{1}”里要素 {2} 没有写明措施类型。请加字段 CSLX（如“拆旧复垦”或 reclaim），或在导入时指定类型（--kind）。没有导入任何内容。",
            "Feature {2} of layer \"{1}\" of \"{0}\" does not say what kind of measure it is. Add a field CSLX (such as reclaim), or name the kind when importing (--kind). Nothing was imported.";
        UnknownKind: "“{0}”的图层“{1}”里要素 {2} 的措施类型“{3}”不认识。可用：{4}。没有导入任何内容。",
            "Feature {2} of layer \"{1}\" of \"{0}\" is of the unknown kind \"{3}\". Known: {4}. Nothing was imported.";
        Bad: "“{0}”的图层“{1}”里要素 {2}：{3}没有导入任何内容。", "Feature {2} of layer \"{1}\" of \"{0}\": {3} Nothing was imported.";
        Unjoined: "“{0}”里措施 {1} 的各图斑合不成一个图形。请检查这些图斑。没有导入任何内容。",
            "The pieces of measure {1} in \"{0}\" can't be joined into one shape. Check them. Nothing was imported.";
    }
}

/// One record of one layer.
struct Record<'a> {
    layer: &'a ReadLayer,
    table: MeasureTable,
    feature: usize,
    kind: Option<MeasureKind>,
    shape: MultiPolygon<f64>,
}

/// The measures of layers that were read, in the order of their numbers. Records of one number CSBH are one measure; one without
/// a number is a measure of its own. `given` is the kind of records that do not say theirs. Features without geometry are left
/// out; one that can't be taken refuses everything.
pub fn measures_from_layers(
    path: &Path,
    layers: &[ReadLayer],
    given: Option<MeasureKind>,
) -> Result<Vec<NewMeasure>, Message> {
    let mut groups: BTreeMap<GroupKey, Vec<Record<'_>>> = BTreeMap::new();
    for (number, layer) in layers.iter().enumerate() {
        for record in records(path, layer, given)? {
            groups.entry(GroupKey::of(number, &record)).or_default().push(record);
        }
    }
    groups.into_values().map(|records| joined(path, records)).collect()
}

/// Gives pairs of the new measures numbers that the scheme does not use yet, where it uses one of theirs.
pub fn with_free_pairs(mut measures: Vec<NewMeasure>, existing: &[std::sync::Arc<Measure>]) -> Vec<NewMeasure> {
    let taken: Vec<u32> = existing.iter().filter_map(|measure| measure.pair).collect();
    let highest = taken.iter().max().copied().unwrap_or(0);
    if measures.iter().any(|measure| measure.pair.is_some_and(|pair| taken.contains(&pair))) {
        for measure in &mut measures {
            measure.pair = measure.pair.map(|pair| pair + highest);
        }
    }
    measures
}

/// Records in the order of their measures: by the order written CX, by the digits of the number, then as they stand.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Numbered { position: i64, digits: u64, number: String },
    Alone { layer: usize, feature: usize },
}

impl GroupKey {
    fn of(layer: usize, record: &Record<'_>) -> Self {
        let fields = &record.layer.builder.fields;
        match text_of(fields, "CSBH", record.feature) {
            None => Self::Alone { layer, feature: record.feature },
            Some(number) => Self::Numbered {
                position: integer_of(fields, "CX", record.feature).unwrap_or(0),
                digits: number.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0),
                number,
            },
        }
    }
}

fn records<'a>(path: &Path, layer: &'a ReadLayer, given: Option<MeasureKind>) -> Result<Vec<Record<'a>>, Message> {
    let builder = &layer.builder;
    let shapes = builder.shapes.shapes();
    let name = builder.name.as_str();
    if shapes.kind() != GeometryKind::Polygons {
        return Err(MeasureImportText::NotPolygons.with([path.into(), name.into()]));
    }
    let fields: Vec<&str> = builder.fields.iter().map(|field| field.name.as_str()).collect();
    let table = MeasureTable::of(name, &fields);
    let mut records = Vec::new();
    for feature in 0..shapes.len() {
        let shape = shapes.multi_polygon(feature);
        if shape.0.is_empty() {
            continue;
        }
        let kind = kind_of(table, &builder.fields, feature, given).map_err(|word| {
            let known: Vec<&str> = MeasureKind::ALL.iter().map(|kind| kind.key()).collect();
            let words = [path.into(), name.into(), id_of(layer, feature).into(), word.into(), known.join(" ").into()];
            MeasureImportText::UnknownKind.with(words)
        })?;
        records.push(Record { layer, table, feature, kind, shape });
    }
    Ok(records)
}

fn id_of(layer: &ReadLayer, feature: usize) -> i64 {
    layer.builder.source_ids.get(feature).copied().unwrap_or(feature as i64 + 1)
}

impl Record<'_> {
    fn fields(&self) -> &[FieldBuilder] {
        &self.layer.builder.fields
    }

    fn place(&self, path: &Path) -> [crate::i18n::Argument; 3] {
        [path.into(), self.layer.builder.name.as_str().into(), id_of(self.layer, self.feature).into()]
    }
}

/// One measure out of the records of one number.
fn joined(path: &Path, mut records: Vec<Record<'_>>) -> Result<NewMeasure, Message> {
    records.sort_by_key(|record| record.table);
    let first = &records[0];
    let Some(kind) = records.iter().find_map(|record| record.kind) else {
        return Err(MeasureImportText::NoKind.with(first.place(path)));
    };
    let shape = union(&records).ok_or_else(|| {
        let number = text_of(first.fields(), "CSBH", first.feature).unwrap_or_default();
        MeasureImportText::Unjoined.with([path.into(), number.into()])
    })?;
    let said = |names: &[&str]| {
        let of_record =
            |record: &Record<'_>| names.iter().find_map(|name| text_of(record.fields(), name, record.feature));
        records.iter().find_map(of_record)
    };
    let number = |names: &[&str]| {
        let of_record =
            |record: &Record<'_>| names.iter().find_map(|name| number_of(record.fields(), name, record.feature));
        records.iter().find_map(of_record)
    };
    let whole = |names: &[&str]| number(names).filter(|number| number.fract() == 0.0).map(|number| number as i64);
    let usual = Measure::new(MeasureId(0), kind, Shape(shape));
    // Of the measures as they were drawn an empty class means that the class stays.
    let drawn = first.table == MeasureTable::Measures;
    let to_class = said(&["DLBM_H", "to_class"]).filter(|code| drawn || land_class(code).is_some());
    let measure = Measure {
        name: said(&["CSMC", "name"]).unwrap_or_default(),
        to_class: if drawn { to_class } else { to_class.or(usual.to_class) },
        tool: said(&["ZCGJ", "tool"]).and_then(|word| PolicyTool::find(&word)).unwrap_or(usual.tool),
        quota_use: said(&["ZBYT", "quota_use"]).and_then(|word| QuotaUse::find(&word)),
        quantity: number(&["SL", "quantity"]),
        cost_fen: cost_fen(&records),
        year: whole(&["ND", "year"]).and_then(|year| i32::try_from(year).ok()),
        pair: whole(&["PDBH", "pair"]).and_then(|pair| u32::try_from(pair).ok()),
        grade_after: number(&["GDDB_H", "grade_after"]),
        sub_project: said(&["XMBH", "sub_project"]).unwrap_or_default(),
        reason: said(&["LY", "reason"]).unwrap_or_default(),
        ..usual
    };
    checked_measure(measure).map_err(|refusal| {
        let [path, layer, feature] = first.place(path);
        MeasureImportText::Bad.with([path, layer, feature, refusal.message().into()])
    })
}

/// Investment in fen: the shares that the records of one table have of it, added up.
fn cost_fen(records: &[Record<'_>]) -> Option<i64> {
    const FEN_PER_10000_YUAN: f64 = 1e6;
    const FEN_PER_YUAN: f64 = 100.0;
    let of_record = |record: &Record<'_>| {
        let in_10000_yuan = number_of(record.fields(), "TZ_WY", record.feature).map(|cost| cost * FEN_PER_10000_YUAN);
        in_10000_yuan.or_else(|| Some(number_of(record.fields(), "cost_yuan", record.feature)? * FEN_PER_YUAN))
    };
    let table = records.iter().find(|record| of_record(record).is_some())?.table;
    let shares = records.iter().filter(|record| record.table == table).filter_map(of_record);
    Some(shares.map(|share| share.round() as i64).sum())
}

/// The land of all records as one shape; of a single record, its shape to the last bit.
fn union(records: &[Record<'_>]) -> Option<MultiPolygon<f64>> {
    if let [record] = records {
        return Some(record.shape.clone());
    }
    let oriented: Vec<MultiPolygon<f64>> =
        records.iter().map(|record| record.shape.orient(Direction::Default)).collect();
    let rings: Vec<Vec<Point>> = oriented.iter().flat_map(open_rings).collect();
    let rings = rings.iter().map(Vec::as_slice);
    general_overlay(rings, std::iter::empty(), Operation::Subject, FillRule::NonZero)
        .filter(|shape| !shape.0.is_empty())
}
