//! The figures of `inspect`, in a shape that scripts rely on: keys are added, never renamed.

use std::path::Path;

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::base::{BaseLayer, LayerId, Role, RoleReason, guess_role};
use crate::crs::{CrsProblem, GaussKruger, SourceCrs, Transform, planar_ring_m2};
use crate::geometry::{Fault, GeometryKind, PackedShapes, health};
use crate::i18n::{Language, Message};
use crate::storage::formats::{
    self, CrsOrigin, DataFile, DeclaredCrs, LayerInfo, Progress, ReadLayer, ReadOptions, ReadProblem, TextEncoding,
    crs_suggestions,
};
use crate::units::round_half_away;

/// Problems listed by place; further ones are only counted.
const LISTED: usize = 1000;

/// What a data file holds.
#[derive(Clone, Debug, Serialize)]
pub struct InspectReport {
    pub file: String,
    pub layers: Vec<LayerReport>,
}

/// What one layer holds.
#[derive(Clone, Debug, Serialize)]
pub struct LayerReport {
    pub name: String,
    pub geometry_type: String,
    pub features: usize,
    /// Null where nothing tells the system.
    pub crs: Option<CrsReport>,
    /// EPSG codes that the coordinates fit, where the file does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crs_suggestions: Vec<u32>,
    pub encoding: String,
    pub role: Option<RoleReport>,
    pub fields: Vec<FieldReport>,
    /// Box of the coordinates as they stand in the file; null for a layer without geometry.
    pub bounds: Option<[f64; 4]>,
    /// Ellipsoidal; null where the system is not known.
    pub area_m2: Option<f64>,
    pub area_planar_m2: Option<f64>,
    pub health: HealthReport,
    /// What was met while reading, in Chinese and in English.
    pub notes: Vec<NoteReport>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CrsReport {
    pub epsg: u32,
    pub name: String,
    /// `declared` by the file, `guessed` from the coordinates, `assumed` by the format's standard.
    pub source: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct RoleReport {
    pub guess: &'static str,
    /// From 0 to 1.
    pub score: f64,
    #[serde(serialize_with = "in_words")]
    pub reasons: Vec<RoleReason>,
}

/// Reasons as scripts read them, the same in every language.
fn in_words<S: Serializer>(reasons: &[RoleReason], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(reasons.iter().map(ToString::to_string))
}

#[derive(Clone, Debug, Serialize)]
pub struct FieldReport {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: Option<String>,
}

/// The health of a layer's geometry, counted by feature.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HealthReport {
    pub invalid: usize,
    pub empty: usize,
    pub null_geometry: usize,
    pub duplicates: usize,
    /// Geometry that is there and cannot be read: curves, coordinates that are no numbers, damaged bytes.
    pub unreadable: usize,
    pub problems: Vec<ProblemReport>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProblemReport {
    /// Id of the feature in its file.
    pub feature: i64,
    pub reason: &'static str,
    /// Where, in the coordinates of the file; null for a feature without a place.
    pub at: Option<[f64; 2]>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NoteReport {
    pub zh: String,
    pub en: String,
}

impl From<&Message> for NoteReport {
    fn from(message: &Message) -> Self {
        Self { zh: message.say(Language::Chinese), en: message.say(Language::English) }
    }
}

/// Reads every layer of a file, or the one named, and says what it holds. `encoding` overrides the encoding of its texts.
pub fn inspect(
    path: &Path,
    layer: Option<&str>,
    encoding: Option<TextEncoding>,
    progress: &dyn Progress,
) -> Result<InspectReport, ReadProblem> {
    let file = formats::open(path)?;
    let report = |info| layer_report(&file, info, encoding, progress);
    let layers = match layer {
        Some(name) => vec![report(file.layer(name)?)?],
        None => file.layers().iter().map(report).collect::<Result<_, _>>()?,
    };
    Ok(InspectReport { file: path.display().to_string(), layers })
}

impl InspectReport {
    pub fn to_json(&self) -> Json {
        // A report holds strings, finite numbers and lists of them: it always has a JSON form.
        serde_json::to_value(self).unwrap_or(Json::Null)
    }
}

/// How a layer is read: in which plane, and which system is lent to it where it declares none.
struct Reading {
    plane: GaussKruger,
    given: Option<SourceCrs>,
    /// Systems that fit the coordinates, where none is declared.
    suggestions: Vec<SourceCrs>,
}

fn layer_report(
    file: &DataFile,
    info: &LayerInfo,
    encoding: Option<TextEncoding>,
    progress: &dyn Progress,
) -> Result<LayerReport, ReadProblem> {
    let field_names: Vec<&str> = info.fields.iter().map(|field| field.name.as_str()).collect();
    let guess = guess_role(&info.name, &field_names);
    let mut reading = Reading::of(info).ok_or_else(|| ReadProblem::Crs {
        path: file.path().to_owned(),
        layer: info.name.clone(),
        source: CrsProblem::Missing,
    })?;
    let role = guess.as_ref().map_or(Role::Reference, |guess| guess.role);
    let (plane, given) = (reading.plane, reading.given);
    let options = ReadOptions { plane, role, crs: given, encoding, repair: false, progress };
    let layer = match file.read(&info.name, &options) {
        // What cannot be placed is still described, in its own numbers.
        Err(ReadProblem::CrsContradicted { suggestions, .. } | ReadProblem::CrsMissing { suggestions, .. }) => {
            reading.suggestions = suggestions;
            file.read_unplaced(&info.name, &options)?
        }
        Err(ReadProblem::Crs { .. }) => file.read_unplaced(&info.name, &options)?,
        outcome => outcome?,
    };
    Ok(LayerReport {
        role: guess.map(|guess| RoleReport {
            guess: guess.role.key(),
            score: round_half_away(guess.score, 2),
            reasons: guess.reasons,
        }),
        ..described(info, &reading, layer)
    })
}

impl Reading {
    /// Planes are measured in themselves, degrees in the 3° zone of their middle. A missing system is guessed where one alone
    /// fits, which is where the easting carries its zone.
    fn of(info: &LayerInfo) -> Option<Self> {
        let suggestions = match info.crs {
            DeclaredCrs::Unusable(_) => crs_suggestions(&info.sample, None),
            DeclaredCrs::Declared(_) | DeclaredCrs::Assumed(_) => Vec::new(),
        };
        let (crs, given) = match (&info.crs, suggestions.as_slice()) {
            (DeclaredCrs::Declared(crs) | DeclaredCrs::Assumed(crs), _) => (*crs, None),
            (DeclaredCrs::Unusable(CrsProblem::Missing), [only]) => (*only, Some(*only)),
            (DeclaredCrs::Unusable(_), _) => (SourceCrs::Cgcs2000Degrees, None),
        };
        let plane = match crs {
            SourceCrs::Plane(plane) => Some(plane.with_prefix(info.sample.first().is_some_and(|at| at[0] > 1e7))),
            _ => {
                let middle = info.sample.get(info.sample.len() / 2);
                let degrees = middle.zip(Transform::new(crs, SourceCrs::Cgcs2000Degrees).ok());
                let longitude = degrees.and_then(|(at, transform)| transform.point(*at).ok()).map_or(120.0, |at| at[0]);
                GaussKruger::three_degree_at_longitude(longitude).or_else(|| GaussKruger::from_epsg(4549))
            }
        }?;
        Some(Self { plane, given, suggestions })
    }
}

fn described(info: &LayerInfo, reading: &Reading, layer: ReadLayer) -> LayerReport {
    let (placed, tally, notes, bounds) = (layer.crs, layer.tally, layer.notes, layer.source_bounds);
    let source = match placed.origin {
        CrsOrigin::Declared => Some("declared"),
        CrsOrigin::Corrected | CrsOrigin::Given => Some("guessed"),
        CrsOrigin::Assumed => Some("assumed"),
        CrsOrigin::Unknown => None,
    };
    let base = layer.builder.build(LayerId(0), reading.plane);
    let is_area = base.shapes.kind() == GeometryKind::Polygons;
    let in_metres = source.is_some() || bounds.max[0].abs() > 360.0;
    let mut health = HealthReport {
        empty: tally.empty.len(),
        null_geometry: tally.null.len(),
        unreadable: tally.refused(),
        ..HealthReport::default()
    };
    let unreadable = [
        ("curve", &tally.curves),
        ("not_finite", &tally.not_finite),
        ("outside_crs", &tally.outside),
        ("damaged", &tally.broken),
        ("unclosed_ring", &tally.unclosed),
        ("wrong_ring_direction", &tally.wrong_direction),
    ];
    for (reason, ids) in unreadable {
        health.problems.extend(ids.iter().map(|&feature| ProblemReport { feature, reason, at: None }));
    }
    add_faults(&mut health, &base, placed.crs);
    LayerReport {
        name: info.name.clone(),
        geometry_type: info.geometry_type.clone(),
        features: base.len(),
        crs: source.map(|source| CrsReport { epsg: placed.crs.epsg(), name: placed.crs.name(), source }),
        crs_suggestions: reading.suggestions.iter().map(|crs| crs.epsg()).collect(),
        encoding: layer.encoding.name().to_owned(),
        role: None,
        fields: info
            .fields
            .iter()
            .map(|field| FieldReport {
                name: field.name.clone(),
                kind: field.field_type().key(),
                title: field.title.clone(),
            })
            .collect(),
        bounds: (!bounds.is_empty()).then_some([bounds.min[0], bounds.min[1], bounds.max[0], bounds.max[1]]),
        area_m2: (is_area && source.is_some()).then(|| base.total_area_m2()),
        area_planar_m2: (is_area && in_metres).then(|| planar_area_m2(&base.shapes)),
        health,
        notes: notes.iter().map(NoteReport::from).collect(),
    }
}

/// Counts the faults of the geometry and lists them by the ids and in the coordinates of the file.
fn add_faults(health: &mut HealthReport, base: &BaseLayer, source: SourceCrs) {
    let back = Transform::new(SourceCrs::Plane(base.plane), source).ok();
    let found = health::problems(&base.shapes);
    let mut invalid: Vec<usize> =
        found.iter().filter(|problem| problem.fault.is_invalid()).map(|problem| problem.feature).collect();
    invalid.dedup();
    health.invalid = invalid.len();
    health.duplicates = found.iter().filter(|problem| problem.fault == Fault::Duplicate).count();
    health.problems.extend(found.iter().map(|problem| ProblemReport {
        feature: base.source_ids[problem.feature],
        reason: problem.fault.key(),
        at: back.as_ref().and_then(|back| back.point(problem.at).ok()),
    }));
    health.problems.sort_by_key(|problem| problem.feature);
    health.problems.truncate(LISTED);
}

fn planar_area_m2(shapes: &PackedShapes) -> f64 {
    (0..shapes.len()).flat_map(|feature| shapes.rings(feature)).map(planar_ring_m2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Value;
    use crate::storage::formats::NoProgress;
    use crate::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};

    /// Two squares of 100 m, the second a bow-tie, and a row without geometry.
    fn township(path: &Path) {
        let plane = GaussKruger::from_epsg(4549).unwrap();
        let mut writer = GeopackageWriter::create(path, plane).unwrap();
        let spec = TableSpec {
            name: "DLTB".into(),
            identifier: "地类图斑".into(),
            description: String::new(),
            geometry: Some(GeometryType::MultiPolygon),
            columns: vec![ColumnSpec::new("DLBM", "地类编码", "TEXT(5)"), ColumnSpec::new("TBMJ", "", "DOUBLE")],
            timestamp: "2026-01-01T00:00:00.000Z".into(),
        };
        let (x, y) = (500_000.0, 3_300_000.0);
        let sound = [[x, y], [x + 100.0, y], [x + 100.0, y + 100.0], [x, y + 100.0]];
        let bow_tie = [[x + 200.0, y], [x + 300.0, y], [x + 200.0, y + 100.0], [x + 300.0, y + 100.0]];
        let rows = [Some(sound), Some(bow_tie), None].map(|ring| Row {
            fid: None,
            geometry: ring.and_then(|ring| GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter())),
            values: vec![Value::Text("0101".into())],
        });
        writer.table(&spec, rows).unwrap();
        writer.finish().unwrap();
    }

    #[test]
    fn a_layer_is_described_key_by_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("现状.gpkg");
        township(&path);
        let json = inspect(&path, None, None, &NoProgress).unwrap().to_json();
        let layer = &json["layers"][0];
        assert_eq!(
            (&layer["name"], &layer["geometry_type"], &layer["features"]),
            (&"DLTB".into(), &"MultiPolygon".into(), &3.into())
        );
        assert_eq!((&layer["crs"]["epsg"], &layer["crs"]["source"]), (&4549.into(), &"declared".into()));
        assert_eq!((&layer["role"]["guess"], &layer["encoding"]), (&"land_use".into(), &"UTF-8".into()));
        assert_eq!(layer["fields"][0], serde_json::json!({"name": "DLBM", "type": "text", "title": "地类编码"}));
        assert_eq!(layer["fields"][1]["type"], "real");
        assert_eq!(layer["bounds"], serde_json::json!([500_000.0, 3_300_000.0, 500_300.0, 3_300_100.0]));
        assert!((layer["area_planar_m2"].as_f64().unwrap() - 10_000.0).abs() < 1e-6);
        assert!((layer["area_m2"].as_f64().unwrap() - 10_000.0).abs() < 0.01);
        let health = &layer["health"];
        assert_eq!((&health["invalid"], &health["null_geometry"]), (&1.into(), &1.into()));
        assert_eq!(
            (&health["problems"][0]["feature"], &health["problems"][0]["reason"]),
            (&2.into(), &"self_crossing".into())
        );
        let at = &health["problems"][0]["at"];
        assert_eq!(at, &serde_json::json!([500_250.0, 3_300_050.0]));
    }

    #[test]
    fn both_languages_say_what_the_figures_say() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("现状.gpkg");
        township(&path);
        let report = inspect(&path, Some("dltb"), None, &NoProgress).unwrap();
        let (zh, en) = (report.to_text(Language::Chinese), report.to_text(Language::English));
        assert!(zh.contains("图层名 DLTB") && en.contains("layer name DLTB"), "{zh}{en}");
        assert!(zh.contains("地类图斑") && zh.contains("15.00 亩") && zh.contains("自相交"), "{zh}");
        assert!(en.contains("EPSG:4549") && en.contains("15.00 mu") && en.contains("self-crossing"), "{en}");
    }

    #[test]
    fn a_layer_of_no_known_system_is_described_in_its_own_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.geojson");
        let ring = "[[600000,3300000],[600010,3300000],[600010,3300010],[600000,3300000]]";
        let unknown = r#""crs":{"type":"name","properties":{"name":""}},"#;
        std::fs::write(&path, format!(r#"{{"type":"Polygon",{unknown}"coordinates":[{ring}]}}"#)).unwrap();
        let json = inspect(&path, None, None, &NoProgress).unwrap().to_json();
        let layer = &json["layers"][0];
        assert_eq!((&layer["crs"], &layer["area_m2"]), (&Json::Null, &Json::Null));
        assert_eq!(layer["crs_suggestions"][0], 4549);
        assert_eq!(layer["area_planar_m2"], 50.0);
    }
}
