//! The layers of one village as a county would send them: same land, worse manners. GBK tables that do not say so, one layer
//! in another plane, one without a coordinate system, a handful of broken polygons.

use super::SampleTownship;
use crate::base::{LayerBuilder, Role, Value};
use crate::crs::{GaussKruger, planar_ring_m2};
use crate::geometry::{Bounds, Point};

/// One village's layers.
#[derive(Clone, Debug)]
pub struct RawVillage {
    pub name_zh: String,
    pub layers: Vec<RawLayer>,
}

/// One shapefile to be.
#[derive(Clone, Debug)]
pub struct RawLayer {
    /// File name without ending.
    pub name: String,
    /// Text of the `.prj`; `None` where the county has left it out.
    pub projection: Option<String>,
    /// Rings of each feature exactly as they are to stand in the file: closed or not, shells clockwise as ESRI has them.
    pub features: Vec<Vec<Vec<Point>>>,
    pub fields: Vec<RawField>,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct RawField {
    /// At most ten characters: a shapefile holds no more.
    pub name: String,
    /// Bytes of a text; 0 for a number.
    pub text_bytes: u8,
    pub decimals: u8,
    pub values: Vec<Value>,
}

/// A village of fewer parcels teaches little.
const LEAST_PARCELS: usize = 100;

/// Takes one village out of a township and spoils it as experience teaches.
pub fn raw_village(township: &SampleTownship) -> RawVillage {
    let find = |role: Role| township.layers.iter().find(|layer| layer.role == role);
    let villages = find(Role::Village);
    let village = villages.map_or(0, |layer| village_to_send(township, layer));
    let code = villages.and_then(|layer| value(layer, "ZLDWDM", village)).cloned();
    let name_zh = match villages.and_then(|layer| value(layer, "ZLDWMC", village)) {
        Some(Value::Text(name)) => name.clone(),
        _ => String::new(),
    };
    let around = villages.map_or(Bounds::EMPTY, |layer| layer.shapes.shapes().feature_bounds(village));
    let mut layers = Vec::new();
    for layer in &township.layers {
        let wanted: Vec<usize> = match layer.role {
            Role::LandUse | Role::PermanentBasicFarmland => (0..layer.shapes.shapes().len())
                .filter(|&feature| value(layer, "ZLDWDM", feature) == code.as_ref())
                .collect(),
            Role::EcologicalRedLine | Role::UrbanDevelopmentBoundary => (0..layer.shapes.shapes().len())
                .filter(|&feature| touches(&around, &layer.shapes.shapes().feature_bounds(feature)))
                .collect(),
            _ => continue,
        };
        layers.push(raw_layer(layer, &wanted, township.plane));
    }
    RawVillage { name_zh, layers }
}

/// The smallest village that every control line touches; the first where there is none.
fn village_to_send(township: &SampleTownship, villages: &LayerBuilder) -> usize {
    let touched = |village: usize, role: Role| {
        let around = villages.shapes.shapes().feature_bounds(village);
        let layers = township.layers.iter().filter(|layer| layer.role == role);
        layers.flat_map(|layer| layer.shapes.shapes().all_bounds()).any(|bounds| touches(&around, bounds))
    };
    let parcels = |village: usize| {
        let code = value(villages, "ZLDWDM", village);
        let land_use = township.layers.iter().filter(|layer| layer.role == Role::LandUse);
        land_use
            .flat_map(|layer| (0..layer.shapes.shapes().len()).filter(move |&f| value(layer, "ZLDWDM", f) == code))
            .count()
    };
    (0..villages.shapes.shapes().len())
        .filter(|&village| {
            touched(village, Role::EcologicalRedLine) && touched(village, Role::UrbanDevelopmentBoundary)
        })
        .map(|village| (parcels(village), village))
        .filter(|(parcels, _)| *parcels >= LEAST_PARCELS)
        .min()
        .map_or(0, |(_, village)| village)
}

fn value<'a>(layer: &'a LayerBuilder, field: &str, feature: usize) -> Option<&'a Value> {
    layer.fields.iter().find(|candidate| candidate.name == field)?.values.get(feature)
}

fn touches(a: &Bounds, b: &Bounds) -> bool {
    (0..2).all(|axis| a.min[axis] <= b.max[axis] && b.min[axis] <= a.max[axis])
}

fn raw_layer(layer: &LayerBuilder, wanted: &[usize], plane: GaussKruger) -> RawLayer {
    let prefixed = plane.with_prefix(true);
    // Basic farmland comes with the zone number before the easting; the development boundary without any definition.
    let (shift_m, projection) = match layer.role {
        Role::PermanentBasicFarmland => (prefixed.false_easting_m() - plane.false_easting_m(), Some(prefixed.wkt())),
        Role::UrbanDevelopmentBoundary => (0.0, None),
        _ => (0.0, Some(plane.wkt())),
    };
    let shapes = layer.shapes.shapes();
    let mut features: Vec<Vec<Vec<Point>>> = wanted
        .iter()
        .map(|&feature| {
            let shells = shapes.parts(feature).flat_map(|rings| rings.enumerate().collect::<Vec<_>>());
            shells.map(|(position, ring)| esri_ring(ring, position == 0, shift_m)).collect()
        })
        .collect();
    let mut rows: Vec<usize> = wanted.to_vec();
    if layer.role == Role::LandUse {
        spoil(&mut features, &mut rows);
    }
    let fields = layer
        .fields
        .iter()
        .map(|field| {
            let text_bytes =
                field.declared.strip_prefix("TEXT(").and_then(|rest| rest.trim_end_matches(')').parse().ok());
            RawField {
                name: field.name.chars().take(10).collect(),
                text_bytes: text_bytes.unwrap_or(0),
                decimals: match (field.declared.as_str(), field.name.as_str()) {
                    (_, "KCXS") => 4,
                    ("REAL", _) => 2,
                    _ => 0,
                },
                values: rows.iter().map(|&row| field.values.get(row).cloned().unwrap_or(Value::Null)).collect(),
            }
        })
        .collect();
    RawLayer { name: layer.name.clone(), projection, features, fields }
}

/// Closed, shells clockwise, holes counter-clockwise.
fn esri_ring(ring: &[Point], shell: bool, shift_m: f64) -> Vec<Point> {
    let mut points: Vec<Point> = ring.iter().map(|point| [point[0] + shift_m, point[1]]).collect();
    if (planar_ring_m2(ring) > 0.0) == shell {
        points.reverse();
    }
    points.extend(points.first().copied());
    points
}

/// Breaks a few polygons, each in its own way, and sends one twice.
fn spoil(features: &mut Vec<Vec<Vec<Point>>>, rows: &mut Vec<usize>) {
    let stout = |features: &[Vec<Vec<Point>>], from: usize| {
        (from..features.len()).find(|&index| features[index].len() == 1 && features[index][0].len() > 7)
    };
    if let Some(index) = stout(features, 10) {
        // A bow-tie: two corners change places.
        let middle = features[index][0].len() / 2;
        features[index][0].swap(middle, 1);
    }
    if let Some(index) = stout(features, 40) {
        // Points given twice and three times.
        let ring = &mut features[index][0];
        let (second, fourth) = (ring[1], ring[3]);
        ring.insert(3, fourth);
        ring.insert(1, second);
        ring.insert(1, second);
    }
    if let Some(index) = stout(features, 80) {
        // A ring that is not closed.
        features[index][0].pop();
    }
    if let Some(index) = stout(features, 120) {
        // A spike: out and back along the same line.
        let ring = &mut features[index][0];
        let (tip, root) = ([ring[2][0] + 35.0, ring[2][1] + 12.0], ring[2]);
        ring.insert(3, root);
        ring.insert(3, tip);
    }
    if let Some(index) = stout(features, 160) {
        // The same parcel a second time.
        features.push(features[index].clone());
        rows.push(rows[index]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{SampleParameters, township};

    #[test]
    fn a_village_comes_with_the_faults_a_county_sends() {
        let raw = raw_village(&township(&SampleParameters { parcels: 2500, seed: 1 }));
        let names: Vec<&str> = raw.layers.iter().map(|layer| layer.name.as_str()).collect();
        assert_eq!(names, ["DLTB", "YJJBNTTB", "STBHHX", "CZKFBJ"]);
        let (parcels, farmland) = (&raw.layers[0], &raw.layers[1]);
        assert!(parcels.features.len() > 200 && farmland.features.len() > 50);
        assert!(parcels.fields.iter().all(|field| field.values.len() == parcels.features.len()));
        assert!(raw.layers.iter().flat_map(|layer| &layer.fields).all(|field| field.name.len() <= 10));
        assert!(farmland.features[0][0][0][0] > 40_000_000.0);
        assert!(parcels.features.iter().any(|rings| rings.iter().any(|ring| ring.first() != ring.last())));
    }
}
