//! Which system coordinates are in: what the file declares, held against what the coordinates themselves say.
//!
//! The easting tells the zone prefix: eight digits carry it, six do not (`domain`: EPSG 4513–4533 against 4534–4554). County
//! data often declare the one and hold the other.

use crate::crs::{CrsProblem, GaussKruger, SourceCrs};
use crate::geometry::Bounds;
use crate::i18n::{Message, Text, texts};

/// What a file says about the system of a layer.
#[derive(Clone, Debug, PartialEq)]
pub enum DeclaredCrs {
    /// The file names it.
    Declared(SourceCrs),
    /// The file need not name it: the format's standard does (RFC 7946).
    Assumed(SourceCrs),
    /// It says nothing, or something that cannot be used.
    Unusable(CrsProblem),
}

/// Where the system that a layer was read in comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrsOrigin {
    Declared,
    /// Declared with the wrong form of easting: the zone prefix was told from the coordinates.
    Corrected,
    /// By the format's standard.
    Assumed,
    /// Named by whoever reads the file.
    Given,
    /// Nowhere: the coordinates were taken as they stand.
    Unknown,
}

/// The system that a layer was read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedCrs {
    pub crs: SourceCrs,
    pub origin: CrsOrigin,
}

texts! {
    CrsNote {
        PrefixFound: "声明为 {0}，但东坐标带有带号：按 {1} 读取。",
            "Declared as {0}, but its eastings carry the zone number: read as {1}.";
        PrefixAbsent: "声明为 {0}，但东坐标不带带号：按 {1} 读取。",
            "Declared as {0}, but its eastings lack the zone number: read as {1}.";
        StandardSays: "GeoJSON 没有声明坐标系：按标准（RFC 7946）视为 WGS 84 经纬度。",
            "The GeoJSON declares no coordinate reference system: by its standard (RFC 7946) it is WGS 84 longitude and latitude.";
        TakenAsCgcs2000: "WGS 84 与 CGCS2000 按相同处理（相差小于一分米）。",
            "WGS 84 and CGCS2000 are taken as identical (they differ by less than a decimetre).";
    }
}

/// Why coordinates cannot be placed.
pub(super) enum Misplaced {
    Missing,
    Unusable(CrsProblem),
    /// This position cannot lie in what is declared.
    Contradicted {
        declared: SourceCrs,
        at: [f64; 2],
    },
}

/// The system to read a layer in: the one given, else the one declared, its zone prefix corrected by the coordinates. What
/// was corrected or assumed is noted.
pub(super) fn place(
    declared: &DeclaredCrs,
    given: Option<SourceCrs>,
    sample: &[[f64; 2]],
    notes: &mut Vec<Message>,
) -> Result<PlacedCrs, Misplaced> {
    let (crs, origin) = match (given, declared) {
        (Some(crs), _) => (crs, CrsOrigin::Given),
        (None, DeclaredCrs::Declared(crs)) => (*crs, CrsOrigin::Declared),
        (None, DeclaredCrs::Assumed(crs)) => (*crs, CrsOrigin::Assumed),
        (None, DeclaredCrs::Unusable(CrsProblem::Missing)) => return Err(Misplaced::Missing),
        (None, DeclaredCrs::Unusable(problem)) => return Err(Misplaced::Unusable(problem.clone())),
    };
    if origin == CrsOrigin::Assumed {
        notes.push(CrsNote::StandardSays.plain());
    }
    let Some(at) = middle(sample) else { return Ok(PlacedCrs { crs, origin }) };
    let fitted = match crs {
        SourceCrs::Plane(plane) => fitted_plane(plane, at).map(SourceCrs::Plane),
        _ if crs.is_degrees() => (at[0].abs() <= 360.0 && at[1].abs() <= 90.0).then_some(crs),
        _ => Some(crs),
    };
    let fitted = fitted.ok_or(Misplaced::Contradicted { declared: crs, at })?;
    if matches!(fitted, SourceCrs::Wgs84Degrees | SourceCrs::WebMercator) {
        notes.push(CrsNote::TakenAsCgcs2000.plain());
    }
    if fitted == crs {
        return Ok(PlacedCrs { crs, origin });
    }
    let note = if at[0] >= PREFIXED_FROM_M { CrsNote::PrefixFound } else { CrsNote::PrefixAbsent };
    notes.push(note.with([crs.name().into(), fitted.name().into()]));
    let origin = if origin == CrsOrigin::Given { CrsOrigin::Given } else { CrsOrigin::Corrected };
    Ok(PlacedCrs { crs: fitted, origin })
}

/// Eastings from here on carry a zone number (13 to 45) before their six digits.
const PREFIXED_FROM_M: f64 = 1.2e7;

/// The plane of the same meridian whose form of easting fits; `None` where the position lies in no form of it.
fn fitted_plane(plane: GaussKruger, at: [f64; 2]) -> Option<GaussKruger> {
    if at[0].abs() <= 360.0 && at[1].abs() <= 90.0 {
        return None;
    }
    let prefixed = at[0] >= PREFIXED_FROM_M;
    let fitted = plane.with_prefix(prefixed);
    let zone = (at[0] / 1e6).floor();
    let fits = if prefixed { fitted.prefix().map(f64::from) == Some(zone) } else { (-1.0..=1.0).contains(&zone) };
    fits.then_some(fitted)
}

/// A position in the middle of the sample, each axis by itself: a few wild coordinates do not move it.
fn middle(sample: &[[f64; 2]]) -> Option<[f64; 2]> {
    let axis = |axis: usize| {
        let mut values: Vec<f64> = sample.iter().map(|point| point[axis]).filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    Some([axis(0)?, axis(1)?])
}

/// The systems that a sample of coordinates may be in, most likely first; `near` is the project's plane, which decides
/// between meridians where the easting has no prefix.
pub fn crs_suggestions(sample: &[[f64; 2]], near: Option<GaussKruger>) -> Vec<SourceCrs> {
    /// The planes of Zhejiang, 120° E first.
    const ZHEJIANG: [u32; 3] = [4549, 4550, 4548];
    let Some([x, y]) = middle(sample) else { return Vec::new() };
    let northing = (1.5e6..6.5e6).contains(&y);
    let mut found = Vec::new();
    if (73.0..136.0).contains(&x) && (3.0..54.0).contains(&y) {
        found.extend([SourceCrs::Cgcs2000Degrees, SourceCrs::Wgs84Degrees]);
    }
    if northing && x >= PREFIXED_FROM_M {
        let zone = (x / 1e6).floor() as u32;
        found.extend(GaussKruger::all().filter(|plane| plane.prefix() == Some(zone)).map(SourceCrs::Plane));
    }
    if (8.1e6..1.52e7).contains(&x) && (3e5..7.1e6).contains(&y) {
        found.push(SourceCrs::WebMercator);
    }
    if northing && (1e5..9e5).contains(&x) {
        let near = near.map(|plane| plane.with_prefix(false));
        let usual = ZHEJIANG.iter().filter_map(|&epsg| GaussKruger::from_epsg(epsg));
        found.extend(near.into_iter().chain(usual.filter(|plane| Some(*plane) != near)).map(SourceCrs::Plane));
    }
    found
}

/// How far a layer lies from the rest of a project, metres between the boxes; zero where they meet or one is empty. Beyond
/// some 40 km the zone or the meridian is usually wrong.
pub fn metres_away(layer: &Bounds, project: &Bounds) -> f64 {
    if layer.is_empty() || project.is_empty() {
        return 0.0;
    }
    let gap = |axis: usize| (project.min[axis] - layer.max[axis]).max(layer.min[axis] - project.max[axis]).max(0.0);
    gap(0).hypot(gap(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(epsg: u32) -> SourceCrs {
        SourceCrs::Plane(GaussKruger::from_epsg(epsg).unwrap())
    }

    fn placed(declared: SourceCrs, at: [f64; 2]) -> Result<(SourceCrs, CrsOrigin, usize), ()> {
        let mut notes = Vec::new();
        place(&DeclaredCrs::Declared(declared), None, &[at], &mut notes)
            .map(|placed| (placed.crs, placed.origin, notes.len()))
            .map_err(|_| ())
    }

    #[test]
    fn the_easting_tells_the_zone_prefix() {
        let (short, long) = ([512_345.0, 3_358_123.0], [40_512_345.0, 3_358_123.0]);
        assert_eq!(placed(plane(4549), short), Ok((plane(4549), CrsOrigin::Declared, 0)));
        assert_eq!(placed(plane(4549), long), Ok((plane(4528), CrsOrigin::Corrected, 1)));
        assert_eq!(placed(plane(4528), short), Ok((plane(4549), CrsOrigin::Corrected, 1)));
        assert_eq!(placed(plane(4527), long), Err(()), "zone 39 is not zone 40");
        assert_eq!(placed(plane(4549), [120.1, 30.2]), Err(()), "degrees are no metres");
        assert_eq!(placed(SourceCrs::Cgcs2000Degrees, short), Err(()));
    }

    #[test]
    fn a_missing_system_is_suggested_but_never_assumed() {
        let mut notes = Vec::new();
        let missing = DeclaredCrs::Unusable(CrsProblem::Missing);
        assert!(matches!(place(&missing, None, &[[5e5, 3.3e6]], &mut notes), Err(Misplaced::Missing)));
        assert_eq!(crs_suggestions(&[[40_512_345.0, 3.3e6]], None), vec![plane(4528)]);
        let near = GaussKruger::from_epsg(4550);
        assert_eq!(crs_suggestions(&[[512_345.0, 3.3e6]], near)[0], plane(4550));
        assert_eq!(crs_suggestions(&[[120.3, 30.1]], None)[0], SourceCrs::Cgcs2000Degrees);
        assert!(crs_suggestions(&[[3.3e6, 512_345.0]], None).is_empty(), "northing first fits nothing");
    }

    #[test]
    fn a_layer_in_the_wrong_zone_is_far_away() {
        let here = Bounds { min: [5e5, 3.3e6], max: [5.1e5, 3.31e6] };
        let there = Bounds { min: [5.6e5, 3.3e6], max: [5.7e5, 3.31e6] };
        assert_eq!(metres_away(&here, &there), 50_000.0);
        assert_eq!(metres_away(&here, &here), 0.0);
        assert_eq!(metres_away(&here, &Bounds::EMPTY), 0.0);
    }
}
