//! The parameters of a simulation as a file has them, RON or JSON: what is not named is the usual. A key that is not known is told with
//! its line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::words::SimulateText;
use crate::cli::CliProblem;
use crate::design::{Scheme, SimulationKind, SimulationLimits, SimulationRequest, ZoneId};
use crate::i18n::Text;
use crate::storage::own_files;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ParametersFile {
    kind: Option<SimulationKind>,
    threshold_mu: Option<f64>,
    budget_1e4yuan: Option<f64>,
    zones: Vec<NamedZone>,
    seed: Option<u64>,
    iterations: Option<u64>,
    limits: LimitsFile,
}

/// A zone by its number in the scheme's list of identities, or by its name.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum NamedZone {
    Number(u64),
    Name(String),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LimitsFile {
    gained_slope_at_most: Option<u8>,
    left_slope_at_least: Option<u8>,
    isolated_mu: Option<f64>,
    protected_classes: Option<BTreeSet<String>>,
    farmland_not_less: Option<bool>,
    farmland_not_less_by_village: Option<bool>,
    forest_not_less: Option<bool>,
    forest_tolerance_mu: Option<f64>,
    quality_not_lower: Option<bool>,
    max_distance_m: Option<f64>,
    unit_costs: BTreeMap<String, f64>,
}

/// The request of a kind by a file, where there is one.
pub(super) fn request_of(
    file: Option<&str>,
    kind: SimulationKind,
    scheme: &Scheme,
) -> Result<SimulationRequest, CliProblem> {
    let mut request = SimulationRequest::new(kind);
    let Some(file) = file else { return Ok(request) };
    let text = own_files::text_of(Path::new(file))
        .ok_or_else(|| CliProblem::input(SimulateText::Unreadable.with([file.into()])))?;
    let found = parsed(file, &text)?;
    if let Some(other) = found.kind.filter(|&other| other != kind) {
        let words = [file.into(), other.message().into(), kind.message().into()];
        return Err(CliProblem::input(SimulateText::OtherKind.with(words)));
    }
    request.threshold_mu = found.threshold_mu.unwrap_or(request.threshold_mu);
    request.budget_1e4yuan = found.budget_1e4yuan;
    request.seed = found.seed.unwrap_or(request.seed);
    request.iterations = found.iterations;
    request.limits = found.limits.limits();
    request.zones = found.zones.iter().map(|zone| zone_of(zone, scheme)).collect::<Result<_, _>>()?;
    Ok(request)
}

fn parsed(file: &str, text: &str) -> Result<ParametersFile, CliProblem> {
    let refused = |line: usize, column: usize, reason: String| {
        let words = [file.into(), line.into(), column.into(), reason.into()];
        CliProblem::input(SimulateText::Parameters.with(words))
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|why| refused(why.line(), why.column(), why.to_string()));
    }
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|why| refused(why.span.end.line, why.span.end.col, why.code.to_string()))
}

fn zone_of(zone: &NamedZone, scheme: &Scheme) -> Result<ZoneId, CliProblem> {
    let (found, called) = match zone {
        NamedZone::Number(number) => (scheme.zone(ZoneId(*number)), number.to_string()),
        NamedZone::Name(name) => (scheme.zone_named(name), name.clone()),
    };
    found.map(|zone| zone.id).ok_or_else(|| {
        let known: Vec<String> = scheme.zones.iter().map(|zone| format!("{} {}", zone.id.0, zone.name)).collect();
        let words = [scheme.name.as_str().into(), called.into(), known.join("; ").into()];
        CliProblem::input(SimulateText::NoZone.with(words))
    })
}

impl LimitsFile {
    fn limits(self) -> SimulationLimits {
        let usual = SimulationLimits::default();
        SimulationLimits {
            gained_slope_at_most: self.gained_slope_at_most.unwrap_or(usual.gained_slope_at_most),
            left_slope_at_least: self.left_slope_at_least.unwrap_or(usual.left_slope_at_least),
            isolated_mu: self.isolated_mu.unwrap_or(usual.isolated_mu),
            protected_classes: self.protected_classes.unwrap_or(usual.protected_classes),
            farmland_not_less: self.farmland_not_less.unwrap_or(usual.farmland_not_less),
            farmland_not_less_by_village: self
                .farmland_not_less_by_village
                .unwrap_or(usual.farmland_not_less_by_village),
            forest_not_less: self.forest_not_less.unwrap_or(usual.forest_not_less),
            forest_tolerance_mu: self.forest_tolerance_mu.unwrap_or(usual.forest_tolerance_mu),
            quality_not_lower: self.quality_not_lower.unwrap_or(usual.quality_not_lower),
            max_distance_m: self.max_distance_m,
            unit_costs: self.unit_costs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::SchemeId;
    use crate::i18n::Language;

    fn read(text: &str) -> Result<SimulationRequest, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("参数.ron");
        std::fs::write(&file, text).unwrap();
        let scheme = Scheme::empty(SchemeId(1), "方案 1".to_owned());
        let request = request_of(file.to_str(), SimulationKind::Concentration, &scheme);
        request.map_err(|why| why.message.say(Language::English))
    }

    #[test]
    fn both_forms_say_the_same_and_what_is_missing_is_the_usual() {
        let ron = "(\n  threshold_mu: 500,\n  budget_1e4yuan: 12.5, // 万元\n  limits: (isolated_mu: 3, unit_costs: {\"garden_to_farmland\": 1}),\n)";
        let json = r#"{"threshold_mu": 500, "budget_1e4yuan": 12.5,
            "limits": {"isolated_mu": 3, "unit_costs": {"garden_to_farmland": 1}}}"#;
        let request = read(ron).unwrap();
        assert_eq!(request, read(json).unwrap());
        assert_eq!((request.threshold_mu, request.budget_1e4yuan, request.seed), (500.0, Some(12.5), 1));
        assert_eq!((request.limits.isolated_mu, request.limits.gained_slope_at_most), (3.0, 3));
        let stored = serde_json::to_string(&request).unwrap();
        assert_eq!(read(&stored).unwrap(), request, "a stored request can be asked again");
        assert_eq!(read("()").unwrap(), SimulationRequest::new(SimulationKind::Concentration));
    }

    #[test]
    fn an_unknown_key_another_kind_and_an_unknown_zone_are_named_with_their_place() {
        let unknown = read("(\n  treshold_mu: 100,\n)").unwrap_err();
        assert!(unknown.contains("treshold_mu") && unknown.contains(".ron:2:"), "{unknown}");
        let unknown = read("{\n \"limits\": {\n  \"slope\": 3}}").unwrap_err();
        assert!(unknown.contains("slope") && unknown.contains(".ron:3:"), "{unknown}");
        assert!(read("{\"kind\": \"swap\"}").unwrap_err().contains("swap"), "another kind");
        assert!(read("(zones: [\"北片\"])").unwrap_err().contains("北片"));
        assert!(read("(zones: [7])").unwrap_err().contains('7'));
    }
}
