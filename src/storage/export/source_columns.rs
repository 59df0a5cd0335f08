//! The columns of a base layer on their way into an export: every one of them, under a name that the convention allows, but
//! never what says who a person is.

use std::collections::BTreeSet;

use crate::base::{BaseLayer, Column, ColumnData, Value, ValueRef};
use crate::storage::geopackage::ColumnSpec;
use crate::storage::verify::is_reserved;

/// Fields of the basic-farmland layer about responsible persons (name, house, number of the identity card, telephone,
/// address): personal data stay where they were collected.
const PERSONAL_FIELDS: [&str; 7] = ["CFZR", "ZMC", "ZZRR", "ZRRZJHM", "ZRRMC", "LXDH", "JZDZ"];
/// Longest name of a column.
const LONGEST_NAME: usize = 30;

/// One column of the export and where its values come from.
pub(super) struct SourceColumn {
    pub spec: ColumnSpec,
    /// Name in each source layer, in the order of the layers.
    sources: Vec<Option<String>>,
}

/// The columns of several layers of one kind, merged by name; `reserved` are names of our own columns. The second part names
/// what was left out.
pub(super) fn source_columns(layers: &[&BaseLayer], reserved: &[&str]) -> (Vec<SourceColumn>, Vec<String>) {
    let mut columns: Vec<SourceColumn> = Vec::new();
    let mut dropped = BTreeSet::new();
    let mut taken: BTreeSet<String> = reserved.iter().map(|&name| name.to_owned()).collect();
    taken.extend(["FID", "GEOM"].map(str::to_owned));
    for (number, layer) in layers.iter().enumerate() {
        for column in layer.columns.iter() {
            let name = column.name.trim().to_ascii_uppercase();
            if PERSONAL_FIELDS.contains(&name.as_str()) {
                dropped.insert(name);
                continue;
            }
            let same = |known: &&mut SourceColumn| {
                known.sources.iter().flatten().any(|source| source.eq_ignore_ascii_case(&column.name))
                    && known.sources[number].is_none()
            };
            if let Some(known) = columns.iter_mut().find(same) {
                known.sources[number] = Some(column.name.clone());
                continue;
            }
            let mut sources = vec![None; layers.len()];
            sources[number] = Some(column.name.clone());
            let name = free_name(&conventional(&name, columns.len() + 1), &mut taken);
            let title = column.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&column.name);
            columns.push(SourceColumn { spec: ColumnSpec::new(&name, title, &sql_type(column)), sources });
        }
    }
    (columns, dropped.into_iter().collect())
}

impl SourceColumn {
    /// The value of a feature of the layer with this number.
    pub fn value(&self, layers: &[&BaseLayer], number: usize, feature: usize) -> Value {
        let column = self.sources[number].as_ref().and_then(|name| layers[number].columns.find(name));
        match column.map_or(ValueRef::Null, |column| column.get(feature)) {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => Value::Integer(value),
            ValueRef::Real(value) => Value::Real(value),
            ValueRef::Text(value) => Value::Text(value.to_owned()),
            ValueRef::Blob(value) => Value::Blob(value.to_vec()),
        }
    }
}

/// `[A-Z][A-Z0-9_]{0,29}`: what does not fit becomes `_`, and a name with nothing left becomes `ZD` 字段 and its number.
fn conventional(name: &str, number: usize) -> String {
    let fits = |c: char| if c.is_ascii_uppercase() || c.is_ascii_digit() { c } else { '_' };
    let name: String = name.chars().map(fits).take(LONGEST_NAME).collect();
    let name = name.trim_matches('_');
    match name.chars().next() {
        Some(first) if first.is_ascii_uppercase() => name.to_owned(),
        _ => format!("ZD{number}"),
    }
}

fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 1;
    while is_reserved(&candidate) || !taken.insert(candidate.clone()) {
        let suffix = format!("_{number}");
        candidate = format!("{}{suffix}", &name[..name.len().min(LONGEST_NAME - suffix.len())]);
        number += 1;
    }
    candidate
}

/// A type of the GeoPackage standard that holds the values as they are.
fn sql_type(column: &Column) -> String {
    let declared = column.declared.trim().to_ascii_uppercase();
    match &column.data {
        ColumnData::Integer(_) if declared == "BOOLEAN" => declared,
        ColumnData::Integer(_) => "INTEGER".to_owned(),
        ColumnData::Real(_) => "DOUBLE".to_owned(),
        ColumnData::Text(_) if is_text_type(&declared) => declared,
        ColumnData::Text(_) | ColumnData::Mixed(_) => "TEXT".to_owned(),
    }
}

/// `TEXT`, `TEXT(18)`, `DATE` or `DATETIME`.
fn is_text_type(declared: &str) -> bool {
    let length = declared.strip_prefix("TEXT(").and_then(|rest| rest.strip_suffix(')'));
    matches!(declared, "TEXT" | "DATE" | "DATETIME") || length.is_some_and(|length| length.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{LayerBuilder, LayerId, Role};
    use crate::crs::GaussKruger;
    use crate::geometry::GeometryKind;

    fn layer(names: &[&str]) -> BaseLayer {
        let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
        builder.shapes.end_feature();
        for name in names {
            let field = builder.field(name, None, "Char(18)");
            builder.fields[field].values.push(Value::Text(format!("value of {name}")));
        }
        builder.build(LayerId(1), GaussKruger::from_epsg(4549).unwrap())
    }

    #[test]
    fn names_are_made_conventional_and_unique() {
        let layer = layer(&["BSM", "dlbm", "地类名称", "FID", "FWMJ", "2023年", "A B", "Order"]);
        let (columns, dropped) = source_columns(&[&layer], &["FWMJ"]);
        let names: Vec<&str> = columns.iter().map(|column| column.spec.name.as_str()).collect();
        assert_eq!(names, ["BSM", "DLBM", "ZD3", "FID_1", "FWMJ_1", "ZD6", "A_B", "ORDER_1"]);
        assert_eq!(columns[2].spec.title, "地类名称");
        assert_eq!(columns[2].value(&[&layer], 0, 0), Value::Text("value of 地类名称".into()));
        assert!(dropped.is_empty());
    }

    #[test]
    fn what_says_who_a_person_is_is_left_out() {
        let (columns, dropped) = source_columns(&[&layer(&["BSM", "zrrmc", "LXDH"])], &[]);
        assert_eq!(columns.len(), 1);
        assert_eq!(dropped, ["LXDH", "ZRRMC"]);
    }

    #[test]
    fn layers_of_one_kind_share_their_columns() {
        let (first, second) = (layer(&["BSM", "DLBM"]), layer(&["DLBM", "BZ"]));
        let layers = [&first, &second];
        let (columns, _) = source_columns(&layers, &[]);
        assert_eq!(columns.len(), 3);
        assert_eq!(columns[0].value(&layers, 1, 0), Value::Null);
        assert_eq!(columns[1].value(&layers, 1, 0), Value::Text("value of DLBM".into()));
    }
}
