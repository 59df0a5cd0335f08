//! Every area against the geometry it stands beside (docs/export.md, "Areas").

use std::collections::BTreeMap;

use geo::{MultiPolygon, Polygon};
use rayon::prelude::*;

use super::contents::{Records, Table};
use super::features::Feature;
use super::{Check, CheckKind};
use crate::crs::{AreaPlane, GaussKruger, planar_ring_m2};
use crate::units::{mu_from_m2, round_half_away};

/// Unrounded geometry against the unrounded figure recorded before writing, relative.
const AREA_TOLERANCE: f64 = 1e-9;
/// Half a cent: what rounding to two decimals may take or give.
const HALF_CENT_M2: f64 = 0.005;
/// A cent: what sharing the cents of a whole among its pieces may take or give.
const CENT_M2: f64 = 0.01;
/// Room for the noise of sums of doubles.
const NOISE_M2: f64 = 1e-6;

/// The figures of one row.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub mj: Option<f64>,
    pub mj_mu: Option<f64>,
    pub mj_pm: Option<f64>,
    /// FWMJ: the part inside the zones.
    pub inside: Option<f64>,
    /// Rows of one group share the cents of their whole.
    pub group: Option<String>,
}

pub(super) fn check(
    table: &Table,
    plane: GaussKruger,
    features: &[Feature],
    records: &Records,
    report: &mut Vec<Check>,
) {
    let area_plane = AreaPlane::new(plane);
    let measured: Vec<[f64; 2]> = features
        .par_iter()
        .map(|feature| match &feature.decoded {
            Some(found) => {
                [area_of(&found.shape, |ring| area_plane.ring_m2(ring)), area_of(&found.shape, planar_ring_m2)]
            }
            None => [0.0; 2],
        })
        .collect();
    let name = table.name.as_str();
    let whole: f64 = measured.iter().map(|[area_m2, _]| area_m2).sum();
    let recorded = records.figure("area", name).unwrap_or(f64::NAN);
    let difference = if whole == recorded { 0.0 } else { (whole - recorded).abs() / recorded.abs() };
    report.push(Check::at_most(CheckKind::Area, name, difference, AREA_TOLERANCE));

    let rows = || features.iter().map(|feature| &feature.figures).zip(&measured);
    if table.has("MJ") {
        let grouped = features.iter().any(|feature| feature.figures.group.is_some());
        let worst = rows().map(|(figures, [area_m2, _])| off(figures.mj, *area_m2)).fold(0.0, f64::max);
        let allowed = if grouped { CENT_M2 } else { HALF_CENT_M2 };
        report.push(Check::at_most(CheckKind::RoundedArea, name, worst, allowed + NOISE_M2));
        if grouped {
            report.push(Check::at_most(CheckKind::RoundedSum, name, worst_sum(rows()), HALF_CENT_M2 + NOISE_M2));
        }
    }
    if table.has("MJ_MU") {
        let follows = |figures: &Figures| {
            figures.mj.zip(figures.mj_mu).is_some_and(|(mj, mu)| mu == round_half_away(mu_from_m2(mj), 4))
        };
        report.push(Check::none(CheckKind::Mu, name, rows().filter(|(figures, _)| !follows(figures)).count()));
    }
    if table.has("MJ_PM") {
        let worst = rows().map(|(figures, [_, planar_m2])| off(figures.mj_pm, *planar_m2)).fold(0.0, f64::max);
        report.push(Check::at_most(CheckKind::PlanarArea, name, worst, HALF_CENT_M2 + NOISE_M2));
    }
    if table.has("FWMJ") {
        // What a crossed outline holds is its even-odd land, which its rings do not sum to.
        let sound = features.iter().zip(&measured).filter(|(one, _)| !records.is_invalid_source(name, one.fid));
        let over = |(one, [area_m2, _]): (&Feature, &[f64; 2])| {
            one.figures.inside.map_or(f64::INFINITY, |inside| (inside - area_m2).max(-inside))
        };
        let worst = sound.map(over).fold(0.0, f64::max);
        report.push(Check::at_most(CheckKind::RoundedArea, name, worst, CENT_M2 + NOISE_M2));
        let sum: f64 = rows().filter_map(|(figures, _)| figures.inside).sum();
        let recorded = records.figure("area_inside", name).unwrap_or(f64::NAN);
        report.push(Check::at_most(CheckKind::RoundedSum, name, (sum - recorded).abs(), HALF_CENT_M2 + NOISE_M2));
    }
}

fn off(stored: Option<f64>, area_m2: f64) -> f64 {
    stored.map_or(f64::INFINITY, |stored| (stored - area_m2).abs())
}

/// The largest difference between the sum of the MJ of a group and the area of the group.
fn worst_sum<'a>(rows: impl Iterator<Item = (&'a Figures, &'a [f64; 2])>) -> f64 {
    let mut groups: BTreeMap<&Option<String>, f64> = BTreeMap::new();
    for (figures, [area_m2, _]) in rows {
        *groups.entry(&figures.group).or_default() += figures.mj.unwrap_or(f64::NAN) - area_m2;
    }
    groups
        .values()
        .map(|difference| difference.abs())
        .fold(0.0, |worst, one| if one > worst || one.is_nan() { one } else { worst })
}

/// Shells less holes, whichever way the rings run.
fn area_of(shape: &MultiPolygon<f64>, ring_m2: impl Fn(&[[f64; 2]]) -> f64) -> f64 {
    let of_line = |line: &geo::LineString<f64>| {
        let points: Vec<[f64; 2]> = line.coords().map(|point| [point.x, point.y]).collect();
        ring_m2(&points).abs()
    };
    let of_polygon =
        |polygon: &Polygon<f64>| of_line(polygon.exterior()) - polygon.interiors().iter().map(of_line).sum::<f64>();
    shape.iter().map(of_polygon).sum()
}
