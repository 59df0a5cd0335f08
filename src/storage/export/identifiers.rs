//! BSM: eighteen characters that stay the same from export to export, so that a list of returned rows finds its way back.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{BaseLayer, Role, ValueRef};

/// Stands for a county that the base does not name.
pub(super) const UNKNOWN_COUNTY: &str = "000000";

/// Table (four letters), county (six digits), number of the zone or measure (eight digits): `ZZDY33990100000001`.
pub(super) fn numbered_bsm(table: &str, county: &str, number: u64) -> String {
    format!("{table}{county}{:08}", number % 100_000_000)
}

/// Table (four letters) and fourteen hexadecimal digits that follow from what the row is about and from nothing else.
pub(super) fn derived_bsm(table: &str, about: &str, taken: &mut BTreeSet<String>) -> String {
    let mut attempt = 0u32;
    loop {
        let bsm = format!("{table}{:014X}", fingerprint(&format!("{about}\n{attempt}")) >> 8);
        if taken.insert(bsm.clone()) {
            return bsm;
        }
        attempt += 1;
    }
}

/// Six digits of the county that the base lies in, from the codes of its administrative layers; zeros where none is known.
pub(super) fn county_code(layers: &[Arc<BaseLayer>]) -> String {
    let fields =
        [(Role::Township, "XZQDM"), (Role::Village, "ZLDWDM"), (Role::LandUse, "ZLDWDM"), (Role::LandUse, "QSDWDM")];
    let code_in = |layer: &BaseLayer, field: &str| {
        (0..layer.len()).map(|feature| layer.value(feature, field).display()).find_map(|code| {
            let head = code.get(..6)?;
            head.bytes().all(|byte| byte.is_ascii_digit()).then(|| head.to_owned())
        })
    };
    fields
        .iter()
        .find_map(|(role, field)| {
            layers.iter().filter(|layer| layer.role == *role).find_map(|layer| code_in(layer, field))
        })
        .unwrap_or_else(|| UNKNOWN_COUNTY.to_owned())
}

/// BSM of a base feature, as its source has it; a number that a shapefile made of it (`1105665.0`) is a number again.
/// Without one, its row in the source.
pub(super) fn source_bsm(layer: &BaseLayer, feature: usize) -> String {
    let bsm = match layer.value(feature, "BSM") {
        ValueRef::Real(number) => format!("{number:.0}"),
        other => other.display(),
    };
    let bsm = bsm.trim();
    let bsm = bsm.strip_suffix(".0").unwrap_or(bsm);
    if bsm.is_empty() { layer.source_ids[feature].to_string() } else { bsm.to_owned() }
}

/// FNV-1a, 64 bits: the same on every machine and in every version of the program.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_eighteen_characters_and_never_repeat() {
        assert_eq!(numbered_bsm("ZZDY", "339901", 7), "ZZDY33990100000007");
        let mut taken = BTreeSet::new();
        let first = derived_bsm("CTTB", "1|ecological_red_line|17", &mut taken);
        let again = derived_bsm("CTTB", "1|ecological_red_line|17", &mut taken);
        assert_eq!((first.len(), again.len()), (18, 18));
        assert_ne!(first, again);
        assert_eq!(derived_bsm("CTTB", "1|ecological_red_line|17", &mut BTreeSet::new()), first);
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
