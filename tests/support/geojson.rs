//! Layers as GeoJSON files in EPSG:4549.

use std::path::Path;

/// Writes polygons, each the corners of its outline, the first not repeated, and its attributes as a JSON object.
pub fn polygons(file: &Path, features: &[(&[[f64; 2]], &str)]) {
    let feature = |&(corners, attributes): &(&[[f64; 2]], &str)| {
        let ring: Vec<_> = corners.iter().chain(&corners[..1]).collect();
        let geometry = format!(r#"{{"type":"Polygon","coordinates":[{ring:?}]}}"#);
        format!(r#"{{"type":"Feature","properties":{attributes},"geometry":{geometry}}}"#)
    };
    let features: Vec<String> = features.iter().map(feature).collect();
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}"#;
    let text = format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{}]}}"#, features.join(","));
    std::fs::write(file, text).unwrap();
}
