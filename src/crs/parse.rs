//! Which system a file says it is in: EPSG codes, OGC and ESRI WKT. What is not understood is asked for, never guessed.

use super::{GaussKruger, SourceCrs, ZoneWidth};
use crate::i18n::{Explain, Message, Text, texts};

/// Why coordinates cannot be placed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CrsProblem {
    /// The file says nothing about its system.
    #[error("no coordinate reference system is declared")]
    Missing,
    /// It says something that cannot be read into a CGCS2000 plane.
    #[error("coordinate reference system {text} is not supported")]
    Unsupported { text: String },
    /// Xi'an 80 or Beijing 54, whose shift to CGCS2000 is not public.
    #[error("{name} needs local transformation parameters")]
    OldDatum { name: &'static str },
    /// A coordinate has no place in the target system.
    #[error("point {index} at {at:?} lies outside the coordinate reference system")]
    PointOutside { index: usize, at: [f64; 2] },
}

texts! {
    CrsText {
        Missing: "没有声明坐标系。请指定，例如 EPSG:4549。",
            "No coordinate reference system is declared. Name one, for example EPSG:4549.";
        Unsupported: "坐标系“{0}”不受支持。可用：CGCS2000 高斯–克吕格带（EPSG:4491–4554）、EPSG:4490、EPSG:4326、EPSG:3857；请先转换，或指定正确的坐标系。",
            "The coordinate reference system \"{0}\" is not supported. Use a CGCS2000 Gauss-Kruger plane (EPSG:4491-4554), EPSG:4490, EPSG:4326 or EPSG:3857; convert the data first, or name the right system.";
        OldDatum: "{0} 转 CGCS2000 需要当地的七参数，程序不能代为猜测。请先由测绘部门转换。",
            "{0} needs the local seven parameters to become CGCS2000, which cannot be guessed. Have the data converted first.";
        PointOutside: "第 {0} 个坐标（{1}, {2}）不在坐标系的范围内。",
            "Coordinate {0} ({1}, {2}) lies outside the coordinate reference system.";
    }
}

impl Explain for CrsProblem {
    fn message(&self) -> Message {
        match self {
            Self::Missing => CrsText::Missing.plain(),
            Self::Unsupported { text } => CrsText::Unsupported.with([short(text).into()]),
            Self::OldDatum { name } => CrsText::OldDatum.with([(*name).into()]),
            Self::PointOutside { index, at } => {
                CrsText::PointOutside.with([(index + 1).into(), at[0].to_string().into(), at[1].to_string().into()])
            }
        }
    }
}

/// The first 80 characters: a WKT may be long, a message may not.
fn short(text: &str) -> String {
    if text.chars().count() <= 80 { text.to_owned() } else { text.chars().take(80).chain(['…']).collect() }
}

/// The system of an EPSG code.
pub fn crs_from_epsg(epsg: u32) -> Result<SourceCrs, CrsProblem> {
    match epsg {
        4490 => Ok(SourceCrs::Cgcs2000Degrees),
        4326 => Ok(SourceCrs::Wgs84Degrees),
        3857 | 900_913 => Ok(SourceCrs::WebMercator),
        4610 | 2327..=2390 => Err(CrsProblem::OldDatum { name: "Xi'an 80" }),
        4214 | 2401..=2442 | 21413..=21423 => Err(CrsProblem::OldDatum { name: "Beijing 54" }),
        _ => GaussKruger::from_epsg(epsg)
            .map(SourceCrs::Plane)
            .ok_or_else(|| CrsProblem::Unsupported { text: format!("EPSG:{epsg}") }),
    }
}

/// The system that a text names: `EPSG:4549`, `4549`, OGC WKT 1 or 2, or the ESRI WKT of a `.prj` file.
pub fn crs_from_text(text: &str) -> Result<SourceCrs, CrsProblem> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() {
        return Err(CrsProblem::Missing);
    }
    let code = text.strip_prefix("EPSG:").or_else(|| text.strip_prefix("epsg:")).unwrap_or(text);
    let code = code.strip_prefix("urn:ogc:def:crs:EPSG::").unwrap_or(code);
    if let Ok(epsg) = code.parse() {
        return crs_from_epsg(epsg);
    }
    if text == "urn:ogc:def:crs:OGC:1.3:CRS84" || text == "urn:ogc:def:crs:OGC::CRS84" {
        return Ok(SourceCrs::Wgs84Degrees);
    }
    crs_from_wkt(text)
}

fn crs_from_wkt(wkt: &str) -> Result<SourceCrs, CrsProblem> {
    let unsupported = || CrsProblem::Unsupported { text: name_of(wkt).unwrap_or(wkt).to_owned() };
    if !wkt.contains('[') {
        return Err(unsupported());
    }
    if let Some(epsg) = outermost_authority(wkt) {
        return crs_from_epsg(epsg);
    }
    let lower = wkt.to_lowercase();
    if lower.contains("xian_1980") || lower.contains("xian 1980") {
        return Err(CrsProblem::OldDatum { name: "Xi'an 80" });
    }
    if lower.contains("beijing_1954") || lower.contains("beijing 1954") {
        return Err(CrsProblem::OldDatum { name: "Beijing 54" });
    }
    let chinese =
        lower.contains("cgcs2000") || lower.contains("china_2000") || lower.contains("china geodetic coordinate");
    if lower.starts_with("geogcs") || lower.starts_with("geogcrs") {
        let wgs = lower.contains("wgs_1984") || lower.contains("wgs 84");
        return match (chinese, wgs) {
            (true, _) => Ok(SourceCrs::Cgcs2000Degrees),
            (false, true) => Ok(SourceCrs::Wgs84Degrees),
            _ => Err(unsupported()),
        };
    }
    if lower.contains("mercator_auxiliary_sphere") || lower.contains("pseudo-mercator") {
        return Ok(SourceCrs::WebMercator);
    }
    let gauss =
        lower.contains("gauss_kruger") || lower.contains("gauss-kruger") || lower.contains("transverse_mercator");
    if !chinese || !gauss {
        return Err(unsupported());
    }
    let meridian = parameter(&lower, "central_meridian").ok_or_else(unsupported)?;
    let easting = parameter(&lower, "false_easting").ok_or_else(unsupported)?;
    let six = lower.contains("gk_zone") && !lower.contains("3_degree") && !lower.contains("3-degree");
    GaussKruger::all()
        .filter(|plane| plane.central_meridian_deg() == meridian && plane.false_easting_m() == easting)
        .min_by_key(|plane| (plane.width() == ZoneWidth::Six) != six)
        .map(SourceCrs::Plane)
        .ok_or_else(unsupported)
}

/// `AUTHORITY["EPSG","4549"]` or `ID["EPSG",4549]` of the outermost element: the last one, directly before the closing bracket.
fn outermost_authority(wkt: &str) -> Option<u32> {
    let body = wkt.trim_end().strip_suffix(']')?.trim_end();
    let start = body.rfind("AUTHORITY[").or_else(|| body.rfind("ID["))?;
    let element = &body[start..];
    // Anything after this element would mean that it belongs to an inner one.
    if element.matches(']').count() != 1 || !element.ends_with(']') {
        return None;
    }
    let inside = element.split_once('[')?.1.trim_end_matches(']');
    let (authority, code) = inside.split_once(',')?;
    (authority.trim().trim_matches('"') == "EPSG").then(|| code.trim().trim_matches('"').parse().ok())?
}

fn name_of(wkt: &str) -> Option<&str> {
    wkt.split('"').nth(1)
}

fn parameter(lower_wkt: &str, name: &str) -> Option<f64> {
    let start = lower_wkt.find(&format!("\"{name}\""))?;
    let rest = &lower_wkt[start..];
    let value = &rest[rest.find(',')? + 1..rest.find(']')?];
    value.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESRI_120: &str = r#"PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

    #[test]
    fn codes_and_definitions_are_understood() {
        let plane = |epsg| SourceCrs::Plane(GaussKruger::from_epsg(epsg).unwrap());
        assert_eq!(crs_from_text("EPSG:4549"), Ok(plane(4549)));
        assert_eq!(crs_from_text("4490"), Ok(SourceCrs::Cgcs2000Degrees));
        assert_eq!(crs_from_text(ESRI_120), Ok(plane(4549)));
        let zone_40 = ESRI_120.replace("500000.0", "40500000.0").replace("CM_120E", "Zone_40");
        assert_eq!(crs_from_text(&zone_40), Ok(plane(4528)));
        assert_eq!(crs_from_text("urn:ogc:def:crs:OGC:1.3:CRS84"), Ok(SourceCrs::Wgs84Degrees));
    }

    #[test]
    fn our_own_definitions_come_back() {
        for plane in GaussKruger::all() {
            assert_eq!(crs_from_text(&plane.wkt()), Ok(SourceCrs::Plane(plane)));
        }
        assert_eq!(crs_from_text(crate::crs::GEOGRAPHIC_WKT), Ok(SourceCrs::Cgcs2000Degrees));
    }

    #[test]
    fn what_is_unknown_is_asked_for() {
        assert_eq!(crs_from_text("  "), Err(CrsProblem::Missing));
        assert!(matches!(crs_from_text("EPSG:2381"), Err(CrsProblem::OldDatum { .. })));
        assert!(matches!(
            crs_from_text(&ESRI_120.replace("China_2000", "Xian_1980")),
            Err(CrsProblem::OldDatum { .. })
        ));
        assert!(matches!(crs_from_text("EPSG:32650"), Err(CrsProblem::Unsupported { .. })));
        assert!(matches!(crs_from_text("something"), Err(CrsProblem::Unsupported { .. })));
        assert!(matches!(crs_from_text(&ESRI_120.replace("120.0", "121.0")), Err(CrsProblem::Unsupported { .. })));
    }
}
