//! Coordinate reference systems: the project's plane, what can be read into it, and area on the ellipsoid.
//!
//! A project's plane is a CGCS2000 Gauss–Krüger zone (EPSG 4491–4554); everything is converted into it once, at import, and
//! all geometry is straight in it. Easting comes first, northing second, whatever the axis order of the definition.

mod area;
mod gauss_kruger;
mod parse;
mod transform;

pub use area::{AreaPlane, planar_ring_m2, survey_area_m2};
pub use gauss_kruger::{GEOGRAPHIC_WKT, GaussKruger, ZoneWidth};
pub use parse::{CrsProblem, crs_from_epsg, crs_from_text};
pub use transform::{SourceCrs, Transform};
