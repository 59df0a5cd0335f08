//! The CGCS2000 Gauss–Krüger zones, EPSG 4491–4554 (GB/T 17278, TD/T 1057: 3° zones for 1:10 000 and larger).

use serde::{Deserialize, Serialize};

/// Semi-major axis of the CGCS2000 ellipsoid, metres.
pub const SEMI_MAJOR_M: f64 = 6_378_137.0;
/// Flattening of the CGCS2000 ellipsoid.
pub const FLATTENING: f64 = 1.0 / 298.257_222_101;

/// Width of a Gauss–Krüger zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ZoneWidth {
    Three,
    Six,
}

impl ZoneWidth {
    pub fn degrees(self) -> u32 {
        match self {
            Self::Three => 3,
            Self::Six => 6,
        }
    }
}

/// A CGCS2000 Gauss–Krüger plane: the only kind of plane a project can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct GaussKruger {
    epsg: u32,
    width: ZoneWidth,
    central_meridian_deg: u32,
    /// Zone number written before the easting (`39…45` for 3° zones), where the definition asks for one.
    prefix: Option<u32>,
}

impl GaussKruger {
    /// The plane of an EPSG code from 4491 to 4554; `None` for any other code.
    pub fn from_epsg(epsg: u32) -> Option<Self> {
        let (width, central_meridian_deg, prefix) = match epsg {
            4491..=4501 => (ZoneWidth::Six, 6 * (epsg - 4478) - 3, Some(epsg - 4478)),
            4502..=4512 => (ZoneWidth::Six, 75 + 6 * (epsg - 4502), None),
            4513..=4533 => (ZoneWidth::Three, 3 * (epsg - 4488), Some(epsg - 4488)),
            4534..=4554 => (ZoneWidth::Three, 75 + 3 * (epsg - 4534), None),
            _ => return None,
        };
        Some(Self { epsg, width, central_meridian_deg, prefix })
    }

    /// All 64 planes, in the order of their EPSG codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (4491..=4554).filter_map(Self::from_epsg)
    }

    /// The 3° plane without zone prefix whose central meridian is nearest to a longitude, `None` outside 73.5°–136.5° E.
    pub fn three_degree_at_longitude(longitude_deg: f64) -> Option<Self> {
        let zone = (longitude_deg / 3.0).round();
        (25.0..=45.0).contains(&zone).then(|| Self::from_epsg(4534 + (zone as u32 - 25))).flatten()
    }

    pub fn epsg(self) -> u32 {
        self.epsg
    }

    pub fn width(self) -> ZoneWidth {
        self.width
    }

    pub fn central_meridian_deg(self) -> f64 {
        f64::from(self.central_meridian_deg)
    }

    pub fn prefix(self) -> Option<u32> {
        self.prefix
    }

    /// Easting of the central meridian, metres: 500 000, with the zone number before it where the plane has a prefix.
    pub fn false_easting_m(self) -> f64 {
        f64::from(self.prefix.unwrap_or(0)) * 1e6 + 500_000.0
    }

    /// The same meridian and width with (`true`) or without (`false`) the zone number before the easting.
    pub fn with_prefix(self, prefixed: bool) -> Self {
        if self.prefix.is_some() == prefixed {
            return self;
        }
        let step = if self.width == ZoneWidth::Six { 11 } else { 21 };
        let epsg = if prefixed { self.epsg - step } else { self.epsg + step };
        Self::from_epsg(epsg).unwrap_or(self)
    }

    /// The name in the EPSG registry.
    pub fn name(self) -> String {
        let degrees = if self.width == ZoneWidth::Three { "3-degree " } else { "" };
        match self.prefix {
            Some(zone) => format!("CGCS2000 / {degrees}Gauss-Kruger zone {zone}"),
            None => format!("CGCS2000 / {degrees}Gauss-Kruger CM {}E", self.central_meridian_deg),
        }
    }

    /// Short name for the status bar: `CGCS2000 3° 120E`, with `zone 40` where eastings carry the prefix.
    pub fn short_name(self) -> String {
        let zone = self.prefix.map(|zone| format!(" ({zone})")).unwrap_or_default();
        format!("CGCS2000 {}° {}E{zone}", self.width.degrees(), self.central_meridian_deg)
    }

    pub(super) fn proj_string(self) -> String {
        format!(
            "+proj=tmerc +lat_0=0 +lon_0={} +k=1 +x_0={} +y_0=0 +ellps=GRS80 +units=m +no_defs",
            self.central_meridian_deg,
            self.false_easting_m()
        )
    }

    /// Definition as OGC WKT 1: what `gpkg_spatial_ref_sys` holds and what a `.prj` file says.
    pub fn wkt(self) -> String {
        format!(
            concat!(
                r#"PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],"#,
                r#"PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",1],"#,
                r#"PARAMETER["false_easting",{easting}],PARAMETER["false_northing",0],"#,
                r#"UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","{epsg}"]]"#
            ),
            name = self.name(),
            geographic = GEOGRAPHIC_WKT,
            meridian = self.central_meridian_deg,
            easting = self.false_easting_m(),
            epsg = self.epsg,
        )
    }
}

/// EPSG:4490 as OGC WKT 1.
pub const GEOGRAPHIC_WKT: &str = concat!(
    r#"GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,"#,
    r#"AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],"#,
    r#"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]"#
);

impl TryFrom<u32> for GaussKruger {
    type Error = String;

    fn try_from(epsg: u32) -> Result<Self, Self::Error> {
        Self::from_epsg(epsg).ok_or_else(|| format!("EPSG:{epsg} is not a CGCS2000 Gauss-Kruger plane (4491 to 4554)"))
    }
}

impl From<GaussKruger> for u32 {
    fn from(plane: GaussKruger) -> Self {
        plane.epsg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_their_meridians_and_prefixes() {
        let zhejiang = GaussKruger::from_epsg(4549).unwrap();
        assert_eq!((zhejiang.central_meridian_deg(), zhejiang.false_easting_m()), (120.0, 500_000.0));
        let prefixed = GaussKruger::from_epsg(4528).unwrap();
        assert_eq!((prefixed.central_meridian_deg(), prefixed.false_easting_m()), (120.0, 40_500_000.0));
        assert_eq!(zhejiang.with_prefix(true), prefixed);
        assert_eq!(prefixed.with_prefix(false), zhejiang);
        assert_eq!(GaussKruger::from_epsg(4491).unwrap().name(), "CGCS2000 / Gauss-Kruger zone 13");
        assert_eq!(GaussKruger::from_epsg(4491).unwrap().central_meridian_deg(), 75.0);
        assert_eq!(GaussKruger::from_epsg(4512).unwrap().central_meridian_deg(), 135.0);
        assert_eq!(GaussKruger::all().count(), 64);
        assert!(GaussKruger::from_epsg(4490).is_none());
    }

    #[test]
    fn every_plane_survives_the_change_of_its_prefix() {
        for plane in GaussKruger::all() {
            let other = plane.with_prefix(plane.prefix().is_none());
            assert_eq!(other.central_meridian_deg(), plane.central_meridian_deg());
            assert_eq!(other.width(), plane.width());
            assert_eq!(other.with_prefix(plane.prefix().is_some()), plane);
        }
    }

    #[test]
    fn a_longitude_finds_its_zone() {
        assert_eq!(GaussKruger::three_degree_at_longitude(120.4).map(GaussKruger::epsg), Some(4549));
        assert_eq!(GaussKruger::three_degree_at_longitude(10.0), None);
    }
}
