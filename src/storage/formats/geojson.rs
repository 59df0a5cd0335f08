//! GeoJSON (RFC 7946), with the `crs` member that older programs write.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor as ValueVisitor};
use serde_json::Value as Json;

use super::data_file::Task;
use super::intake::Intake;
use super::raw_shape::RawShape;
use super::shapefile::{Read, field_builder};
use super::{BrokenReason, DeclaredCrs, FieldInfo, LayerInfo, ReadProblem, TextEncoding};
use crate::base::{FieldBuilder, Value};
use crate::crs::{SourceCrs, crs_from_text};
use crate::geometry::GeometryKind;
use crate::i18n::{Message, Text, texts};
use crate::storage::geopackage::{Simple, Visitor, WkbProblem};

texts! {
    GeojsonNote {
        NotUtf8: "GeoJSON 应为 UTF-8，此文件实为 {0}，已按其读取。",
            "A GeoJSON must be UTF-8; this one is {0} and was read as such.";
    }
}

/// Collections inside collections deeper than this are refused.
const DEEPEST: usize = 16;

/// A GeoJSON in memory.
pub(super) struct GeojsonFile {
    features: Vec<Feature>,
    encoding: TextEncoding,
}

/// Anything that may stand at the top of a file: a collection, one feature, or a bare geometry.
#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    name: Option<String>,
    crs: Option<Json>,
    features: Option<Vec<Feature>>,
    geometry: Option<Geometry>,
    properties: Option<serde_json::Map<String, Json>>,
    coordinates: Option<Nest>,
    geometries: Option<Vec<Geometry>>,
}

#[derive(Deserialize)]
struct Feature {
    id: Option<Json>,
    geometry: Option<Geometry>,
    properties: Option<serde_json::Map<String, Json>>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Option<Nest>,
    geometries: Option<Vec<Geometry>>,
}

/// Coordinates: numbers in lists in lists.
enum Nest {
    Number(f64),
    List(Vec<Nest>),
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> ValueVisitor<'de> for Reader {
            type Value = Nest;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("coordinates")
            }

            fn visit_f64<E>(self, number: f64) -> Result<Nest, E> {
                Ok(Nest::Number(number))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Nest, E> {
                Ok(Nest::Number(number as f64))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Nest, E> {
                Ok(Nest::Number(number as f64))
            }

            /// Some programs write `null` where a number is missing.
            fn visit_unit<E>(self) -> Result<Nest, E> {
                Ok(Nest::Number(f64::NAN))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nest, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = list.next_element()? {
                    members.push(member);
                }
                Ok(Nest::List(members))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl Nest {
    fn list(&self) -> Result<&[Self], WkbProblem> {
        match self {
            Self::List(members) => Ok(members),
            Self::Number(_) => Err(WkbProblem::Broken),
        }
    }

    fn position(&self, raw: &mut RawShape) -> Result<(), WkbProblem> {
        match self.list()? {
            [Self::Number(x), Self::Number(y), rest @ ..] => {
                if !rest.is_empty() {
                    raw.extra_dimensions();
                }
                raw.point([*x, *y]);
                Ok(())
            }
            _ => Err(WkbProblem::Broken),
        }
    }

    fn point(&self, raw: &mut RawShape) -> Result<(), WkbProblem> {
        if self.list()?.is_empty() {
            return Ok(());
        }
        self.position(raw)?;
        raw.end_ring();
        raw.end_part(Simple::Point);
        Ok(())
    }

    fn line(&self, raw: &mut RawShape) -> Result<(), WkbProblem> {
        self.list()?.iter().try_for_each(|position| position.position(raw))?;
        if !self.list()?.is_empty() {
            raw.end_ring();
            raw.end_part(Simple::Line);
        }
        Ok(())
    }

    fn polygon(&self, raw: &mut RawShape) -> Result<(), WkbProblem> {
        for ring in self.list()? {
            ring.list()?.iter().try_for_each(|position| position.position(raw))?;
            raw.end_ring();
        }
        if !self.list()?.is_empty() {
            raw.end_part(Simple::Polygon);
        }
        Ok(())
    }
}

impl Geometry {
    fn walk(&self, raw: &mut RawShape, depth: usize) -> Result<(), WkbProblem> {
        if depth > DEEPEST {
            return Err(WkbProblem::Broken);
        }
        if self.kind == "GeometryCollection" {
            raw.collection();
            let members = self.geometries.as_deref().unwrap_or_default();
            return members.iter().try_for_each(|member| member.walk(raw, depth + 1));
        }
        let Some(nest) = &self.coordinates else { return Ok(()) };
        match self.kind.as_str() {
            "Point" => nest.point(raw),
            "MultiPoint" => nest.list()?.iter().try_for_each(|point| point.point(raw)),
            "LineString" => nest.line(raw),
            "MultiLineString" => nest.list()?.iter().try_for_each(|line| line.line(raw)),
            "Polygon" => nest.polygon(raw),
            "MultiPolygon" => nest.list()?.iter().try_for_each(|polygon| polygon.polygon(raw)),
            _ => Err(WkbProblem::Broken),
        }
    }

    /// Simple kinds inside, collections entered: 0 polygons, 1 lines, 2 points.
    fn note_kinds(&self, found: &mut [bool; 3]) {
        match self.kind.as_str() {
            "Polygon" | "MultiPolygon" => found[0] = true,
            "LineString" | "MultiLineString" => found[1] = true,
            "Point" | "MultiPoint" => found[2] = true,
            _ => self.geometries.iter().flatten().for_each(|member| member.note_kinds(found)),
        }
    }
}

impl GeojsonFile {
    pub fn open(path: &Path) -> Result<(Self, LayerInfo), ReadProblem> {
        let bytes = fs::read(path).map_err(|source| ReadProblem::from_io(path, source))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let encoding = if std::str::from_utf8(bytes).is_ok() { TextEncoding::UTF_8 } else { TextEncoding::GBK };
        let broken = |reason| ReadProblem::Broken { path: path.to_owned(), reason };
        let parsed = if encoding == TextEncoding::UTF_8 {
            serde_json::from_slice(bytes)
        } else {
            serde_json::from_str(&encoding.decode(bytes).0)
        };
        let document: Document = parsed.map_err(|error| broken(BrokenReason::from(error)))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = document.name.clone().filter(|name| !name.is_empty()).unwrap_or(stem);
        let crs = document.crs.as_ref().map_or(DeclaredCrs::Assumed(SourceCrs::Wgs84Degrees), declared_crs);
        let features = match document.kind.as_str() {
            "FeatureCollection" => document.features.unwrap_or_default(),
            "Feature" => {
                vec![Feature { id: None, geometry: document.geometry, properties: document.properties }]
            }
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
            | "GeometryCollection" => {
                let geometry = Geometry {
                    kind: document.kind,
                    coordinates: document.coordinates,
                    geometries: document.geometries,
                };
                vec![Feature { id: None, geometry: Some(geometry), properties: None }]
            }
            other => return Err(broken(BrokenReason::UnknownType(other.to_owned()))),
        };
        let file = Self { features, encoding };
        let (kind, geometry_type) = file.kind();
        let info = LayerInfo {
            name,
            title: None,
            geometry_type,
            kind,
            features: file.features.len(),
            crs,
            fields: file.fields(),
            encoding,
            sample: file.sample(),
        };
        Ok((file, info))
    }

    pub fn read(&self, task: &Task<'_>, intake: &mut Intake) -> Result<Read, ReadProblem> {
        let mut fields: Vec<FieldBuilder> = task.info.fields.iter().cloned().map(field_builder).collect();
        let mut raw = RawShape::default();
        for (index, feature) in self.features.iter().enumerate() {
            task.step(index)?;
            let id = feature.id.as_ref().and_then(Json::as_i64).unwrap_or(index as i64 + 1);
            raw.clear();
            match feature.geometry.as_ref().map(|geometry| geometry.walk(&mut raw, 0)) {
                None => intake.null(id),
                Some(Ok(())) => intake.shape(id, &mut raw),
                Some(Err(problem)) => intake.refused(id, problem),
            }
            for field in &mut fields {
                let value = feature.properties.as_ref().and_then(|properties| properties.get(&field.name));
                field.values.push(value.map_or(Value::Null, value_from_json));
            }
        }
        let notes: Vec<Message> = (self.encoding != TextEncoding::UTF_8)
            .then(|| GeojsonNote::NotUtf8.with([self.encoding.name().into()]))
            .into_iter()
            .collect();
        Ok(Read { fields, notes, encoding: self.encoding })
    }

    /// What the features are taken as, and the type to name in reports.
    fn kind(&self) -> (GeometryKind, String) {
        let mut found = [false; 3];
        let geometries = || self.features.iter().filter_map(|feature| feature.geometry.as_ref());
        geometries().for_each(|geometry| geometry.note_kinds(&mut found));
        let first = geometries().next().map_or("Geometry", |geometry| geometry.kind.as_str());
        let uniform = geometries().all(|geometry| geometry.kind == first);
        let kind = match found {
            [_, true, _] if !found[0] => GeometryKind::Lines,
            [false, false, true] => GeometryKind::Points,
            _ => GeometryKind::Polygons,
        };
        let name = match kind {
            _ if uniform => first,
            GeometryKind::Polygons if !found[1] && !found[2] => "MultiPolygon",
            GeometryKind::Lines if !found[2] => "MultiLineString",
            GeometryKind::Points => "MultiPoint",
            _ => "Geometry",
        };
        (kind, name.to_owned())
    }

    /// The properties in the order of their first appearance, each with the narrowest type that holds its values.
    fn fields(&self) -> Vec<FieldInfo> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut fields: Vec<(String, Option<&'static str>)> = Vec::new();
        for (name, value) in self.features.iter().filter_map(|feature| feature.properties.as_ref()).flatten() {
            let place = *places.entry(name).or_insert_with(|| {
                fields.push((name.clone(), None));
                fields.len() - 1
            });
            let found = match value {
                Json::Null => continue,
                Json::Bool(_) => "BOOLEAN",
                Json::Number(number) if number.is_i64() => "INTEGER",
                Json::Number(_) => "DOUBLE",
                _ => "TEXT",
            };
            fields[place].1 = Some(match fields[place].1 {
                Some(known) if known == found => known,
                Some("INTEGER" | "DOUBLE") if matches!(found, "INTEGER" | "DOUBLE") => "DOUBLE",
                Some(_) => "TEXT",
                None => found,
            });
        }
        fields
            .into_iter()
            .map(|(name, declared)| FieldInfo { name, title: None, declared: declared.unwrap_or("TEXT").to_owned() })
            .collect()
    }

    fn sample(&self) -> Vec<[f64; 2]> {
        let mut raw = RawShape::default();
        let step = self.features.len().div_ceil(256).max(1);
        self.features
            .iter()
            .step_by(step)
            .filter_map(|feature| {
                raw.clear();
                feature.geometry.as_ref()?.walk(&mut raw, 0).ok()?;
                raw.middle_point()
            })
            .collect()
    }
}

/// The `crs` member: a name, or a link that cannot be followed offline.
fn declared_crs(member: &Json) -> DeclaredCrs {
    let name = member.pointer("/properties/name").and_then(Json::as_str).unwrap_or_default();
    crs_from_text(name).map_or_else(DeclaredCrs::Unusable, DeclaredCrs::Declared)
}

fn value_from_json(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Integer(i64::from(*truth)),
        Json::Number(number) => {
            number.as_i64().map(Value::Integer).or_else(|| number.as_f64().map(Value::Real)).unwrap_or(Value::Null)
        }
        Json::String(text) => Value::Text(text.clone()),
        nested => Value::Text(nested.to_string()),
    }
}
