//! A practice township: synthetic from end to end, and says so. A valley between hills with river, streams, roads, a town,
//! villages, fields, forest and the three control lines, made from a seed and a number of parcels.
//!
//! One planar subdivision is cut from the outline down to the parcels ([`subdivision`]), so parcels tile the township and share
//! their boundaries bit for bit; the other layers are unions of parcels ([`dissolve`]). Nothing here touches a file.

mod blocks;
mod control_lines;
mod crops;
mod dissolve;
mod face;
mod land_use;
mod landscape;
mod measures;
mod parcel;
mod places;
mod plane;
mod random;
mod raw;
mod site;
mod slopes;
mod subdivision;
mod table;
mod terrain;
#[cfg(test)]
mod tiling_test;
mod township;
#[cfg(test)]
mod township_test;
mod zones;

pub use raw::{RawField, RawLayer, RawVillage, raw_village};
pub use site::COUNTY_CODE;
pub use table::SYNTHETIC;
pub use township::{SampleParameters, SampleTownship, township};
pub use zones::SampleZone;

/// The plane of the sample: CGCS2000, 3° zone, 120° E, eastings without prefix.
const EPSG: u32 = 4549;
