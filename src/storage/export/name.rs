//! The name that an export is given unless a person says another: 镇_片区_版本_日期.

use crate::design::{Date, Document, ZoneKind};

/// Signs that a file's name cannot have on some system.
const FORBIDDEN: [char; 9] = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];

/// `新塍镇_甲片区_方案1-v12_20261126.gpkg`: project, region, scheme with the revision of the design, day. The region is the only zone,
/// or the only region; several are counted (`3个片区`), none is left out.
pub fn proposed_name(document: &Document, revision: u64, today: Date) -> String {
    let scheme = document.current_scheme();
    let regions: Vec<&str> =
        scheme.zones.iter().filter(|zone| zone.kind == ZoneKind::Region).map(|zone| zone.name.as_str()).collect();
    let zone = match (regions.as_slice(), scheme.zones.as_slice()) {
        ([region], _) => (*region).to_owned(),
        (_, []) => String::new(),
        (_, [zone]) => zone.name.clone(),
        (_, zones) => format!("{}个片区", zones.len()),
    };
    let version = format!("{}-v{revision}", scheme.name.replace(char::is_whitespace, ""));
    let day = today.to_string().replace('-', "");
    let parts = [document.settings().name.trim(), zone.trim(), &version, &day];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("_").replace(FORBIDDEN, "_") + ".gpkg"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Shape;
    use crate::edit::History;
    use crate::edit::actions::{AddZones, NewZone};

    #[test]
    fn town_zone_version_and_day_make_the_name() {
        let mut document = Document::new("新塍镇");
        let day = Date::new(2026, 11, 26).unwrap();
        let zone = |name: &str, kind| NewZone {
            name: name.into(),
            kind,
            shape: Shape::from_ring(&[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0]]),
            goal: String::new(),
        };
        let add = |document: &mut Document, zone| {
            History::default().commit(document, &AddZones { zones: vec![zone] }).unwrap();
        };
        assert_eq!(proposed_name(&document, 0, day).matches('_').count(), 2);
        add(&mut document, zone("甲/乙片", ZoneKind::Unit));
        assert_eq!(proposed_name(&document, 12, day), "新塍镇_甲_乙片_方案1-v12_20261126.gpkg");
        add(&mut document, zone("丙片", ZoneKind::Unit));
        assert_eq!(proposed_name(&document, 13, day), "新塍镇_2个片区_方案1-v13_20261126.gpkg");
        add(&mut document, zone("整治区域", ZoneKind::Region));
        assert_eq!(proposed_name(&document, 14, day), "新塍镇_整治区域_方案1-v14_20261126.gpkg");
    }
}
