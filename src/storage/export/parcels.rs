//! DLTB_FW: the parcels that the zones take land of, whole and with all their columns, how much of each lies inside, and their
//! class after the scheme.

use std::collections::BTreeMap;

use geo::{BooleanOps, MultiPolygon, Translate};
use rayon::prelude::*;

use super::areas::{Areas, Surveyor};
use super::identifiers::source_bsm;
use super::proposal::ExportInput;
use super::schema::{BBH, BSM, Edition, FABH, Field, Table, column_from_field, text};
use super::source_columns::source_columns;
use super::styles::parcel_style;
use super::zones::ExportedZone;
use crate::base::{BaseLayer, Role, Value};
use crate::geometry::PackedFeature;
use crate::land::Land;
use crate::storage::geopackage::{GeometryBlob, GeometryType, Row};
use crate::storage::verify::fault_of;
use crate::units::hundredths_by_largest_remainder;

/// Overlap below this is touching, not taking land (as in `conflicts`).
const LEAST_OVERLAP_M2: f64 = 0.001;

const DYBH: Field = ("DYBH", "所在片区编号", "TEXT(255)", "Numbers of the zones that take land of the parcel");
const FWMJ: Field =
    ("FWMJ", "范围内面积（平方米）", "DOUBLE", "Ellipsoidal area inside the zones, m², land counted once");
const DLBM_H: Field = (
    "DLBM_H",
    "整治后地类编码",
    "TEXT(5)",
    "Land class that most of the parcel has after the scheme; BGTB has the pieces",
);

/// DLTB_FW and what must be said about it.
pub(super) struct Parcels {
    pub table: Table,
    /// Sum of the unrounded areas inside the zones, m².
    pub inside_m2: f64,
    /// Sums over the parcels.
    pub areas: Areas,
    /// Sum of TBMJ as stored, m², where every parcel has one.
    pub stored_m2: Option<f64>,
    /// The parcel whose TBMJ lies farthest from its geometry.
    pub farthest: Option<StoredArea>,
    /// fid and BSM of parcels that are invalid in their source: written as they are.
    pub invalid: Vec<(i64, String)>,
    /// Columns that were left out for the sake of persons.
    pub dropped: Vec<String>,
}

/// TBMJ of one parcel beside its geometry.
pub(super) struct StoredArea {
    pub bsm: String,
    pub stored_m2: f64,
    pub area_m2: f64,
}

/// What the zones take of one parcel.
#[derive(Default)]
struct Taken {
    zones: Vec<String>,
    pieces: Vec<(PackedFeature, f64)>,
}

/// `None` where no zone takes land of any parcel.
pub(super) fn parcel_table(
    input: &ExportInput<'_>,
    land: &Land,
    edition: Edition<'_>,
    zones: &[ExportedZone],
    surveyor: &Surveyor,
) -> Option<Parcels> {
    let layers: Vec<&BaseLayer> =
        input.layers.iter().filter(|layer| layer.role == Role::LandUse).map(AsRef::as_ref).collect();
    let taken = land_taken(input, zones, &layers);
    if taken.is_empty() {
        return None;
    }
    let keys: Vec<(usize, usize)> = taken.keys().copied().collect();
    let inside: Vec<f64> = taken.par_iter().map(|(_, taken)| land_once_m2(&taken.pieces, surveyor)).collect();
    let cents = hundredths_by_largest_remainder(&inside);
    let measured: Vec<Measured> = keys
        .par_iter()
        .map(|&(number, feature)| Measured::of(&layers[number].shapes.multi_polygon(feature), surveyor))
        .collect();

    let own = [DYBH, FWMJ, DLBM_H, FABH, BBH];
    let has_bsm = layers.iter().any(|layer| layer.columns.find("BSM").is_some());
    let leading: &[Field] = if has_bsm { &[] } else { &[BSM] };
    let reserved: Vec<&str> = own.iter().chain(leading).map(|field| field.0).collect();
    let (columns, dropped) = source_columns(&layers, &reserved);
    let specs = leading.iter().copied().map(column_from_field);
    let specs = specs.chain(columns.iter().map(|column| column.spec.clone()));
    let specs = specs.chain(own.map(column_from_field)).collect();
    let head = ["DLTB_FW", "范围内地类图斑", "Land-use parcels that the zones take land of"];
    let spec = edition.spec_of_columns(head, Some(GeometryType::MultiPolygon), specs);

    let rows = taken.values().zip(&keys).zip(cents).map(|((taken, &(number, feature)), fwmj)| {
        let layer = layers[number];
        let mut values: Vec<Value> = leading.iter().map(|_| Value::Text(source_bsm(layer, feature))).collect();
        values.extend(columns.iter().map(|column| column.value(&layers, number, feature)));
        values.push(Value::Text(taken.zones.join(" ")));
        values.push(Value::Real(fwmj));
        let after = class_after(land, layer, feature);
        values.push(text(&after.unwrap_or_else(|| layer.value(feature, "DLBM").display())));
        values.extend(edition.stamp());
        Row { fid: None, geometry: GeometryBlob::of_feature(&layer.shapes, feature), values }
    });
    let rows: Vec<Row> = rows.collect();
    let codes: Vec<String> =
        keys.iter().map(|&(number, feature)| layers[number].value(feature, "DLBM").display()).collect();
    let stored: Vec<Option<f64>> =
        keys.iter().map(|&(number, feature)| layers[number].value(feature, "TBMJ").number()).collect();
    let compared = keys.iter().zip(&measured).zip(&stored).filter_map(|((&(number, feature), measured), stored)| {
        Some((number, feature, (*stored)?, measured.areas.ellipsoidal_m2))
    });
    let farthest = compared.max_by(|a, b| (a.2 - a.3).abs().total_cmp(&(b.2 - b.3).abs()));
    let invalid = (1..).zip(keys.iter().zip(&measured)).filter(|(_, (_, measured))| !measured.is_valid);
    Some(Parcels {
        table: Table {
            spec,
            rows,
            style: Some(parcel_style(codes.iter().map(String::as_str))),
            area_m2: measured.iter().map(|measured| measured.areas.ellipsoidal_m2).sum(),
        },
        inside_m2: inside.iter().sum(),
        areas: measured.iter().map(|measured| measured.areas).sum(),
        stored_m2: stored.into_iter().sum(),
        farthest: farthest.map(|(number, feature, stored_m2, area_m2)| StoredArea {
            bsm: source_bsm(layers[number], feature),
            stored_m2,
            area_m2,
        }),
        invalid: invalid.map(|(fid, (&(number, feature), _))| (fid, source_bsm(layers[number], feature))).collect(),
        dropped,
    })
}

/// The class that most of a parcel has after the measures; `None` where no measure touches it.
fn class_after(land: &Land, layer: &BaseLayer, feature: usize) -> Option<String> {
    let touched = land.parcel(land.base().parcels.number(layer.id, feature)?)?;
    let mut areas_m2: BTreeMap<&str, f64> = BTreeMap::new();
    for piece in &touched.pieces {
        *areas_m2.entry(&piece.class_after).or_default() += piece.area_m2;
    }
    let largest = areas_m2.into_iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
    largest.map(|(class, _)| class.to_owned())
}

/// Parcels by layer and feature, each with the pieces that zones take of it.
fn land_taken(
    input: &ExportInput<'_>,
    zones: &[ExportedZone],
    layers: &[&BaseLayer],
) -> BTreeMap<(usize, usize), Taken> {
    let mut parcels: BTreeMap<(usize, usize), Taken> = BTreeMap::new();
    for zone in zones {
        for piece in input.conflicts.pieces(&zone.shape, Role::LandUse) {
            let Some(number) = layers.iter().position(|layer| layer.id == piece.layer) else { continue };
            if piece.area_m2 > LEAST_OVERLAP_M2 {
                let taken = parcels.entry((number, piece.feature)).or_default();
                taken.zones.push(zone.number.clone());
                taken.pieces.push((piece.shape, piece.area_m2));
            }
        }
    }
    parcels
}

/// Area of several pieces of one parcel, land under two zones counted once, m².
fn land_once_m2(pieces: &[(PackedFeature, f64)], surveyor: &Surveyor) -> f64 {
    let sum_m2 = pieces.iter().map(|(_, area_m2)| area_m2).sum();
    let [(first, _), rest @ ..] = pieces else { return sum_m2 };
    let Some(&corner) = first.rings().find_map(|ring| ring.first()) else {
        return sum_m2;
    };
    if rest.is_empty() {
        return sum_m2;
    }
    // Near the origin the overlay keeps its digits.
    let near = |shape: &PackedFeature| shape.multi_polygon().translate(-corner[0], -corner[1]);
    let whole = rest.iter().fold(near(first), |whole, (piece, _)| whole.union(&near(piece)));
    let union_m2 = surveyor.ellipsoidal_m2(&whole.translate(corner[0], corner[1]));
    // Zones that only border on each other: their sum, which no overlay has rounded.
    if (sum_m2 - union_m2).abs() <= LEAST_OVERLAP_M2 { sum_m2 } else { union_m2 }
}

struct Measured {
    areas: Areas,
    is_valid: bool,
}

impl Measured {
    fn of(shape: &MultiPolygon<f64>, surveyor: &Surveyor) -> Self {
        Self { areas: surveyor.areas(shape), is_valid: fault_of(shape).is_none() }
    }
}
