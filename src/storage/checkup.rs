//! A layer looked over before it is imported: what it holds, how its coordinates and texts were told, what is wrong with its
//! shapes and what an import does about each. Nothing is changed and nothing is repaired; a repair is offered with its price.

use std::collections::BTreeMap;
use std::path::Path;

use super::formats::{self, CrsOrigin, Progress, ReadLayer, ReadOptions, ReadProblem};
use super::import::check_place;
use crate::base::{BaseLayer, LayerId, Role};
use crate::crs::{GaussKruger, SourceCrs, Transform};
use crate::geometry::health::{self, Problem};
use crate::geometry::{Bounds, Fault, GeometryKind, repair};
use crate::i18n::{Argument, Language, Message, Text, count, fixed, texts};
use crate::units::{hectares_from_m2, mu_from_m2};

/// Problems listed one by one; further ones are only counted.
const LISTED: usize = 500;
/// Ids named in a sentence.
const NAMED: usize = 6;

/// What is to be looked over, and what the person said about it.
#[derive(Clone, Copy, Debug)]
pub struct CheckupRequest<'a> {
    pub file: &'a Path,
    pub layer: &'a str,
    /// The project's plane and the box of what it holds.
    pub plane: GaussKruger,
    pub project: Bounds,
    /// Overrides what the file declares.
    pub crs: Option<SourceCrs>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkup {
    /// What the layer is: how much, and in which coordinates.
    pub facts: Vec<Message>,
    pub findings: Vec<Finding>,
    /// Features whose polygons are invalid.
    pub invalid: usize,
    /// What a repair would do; `None` where there is nothing to repair.
    pub repair: Option<RepairOffer>,
    /// Every problem by feature and place, in the coordinates of the file.
    pub problems: Vec<Message>,
    /// The layer would be refused as it is: a finding says why.
    pub refused: bool,
}

/// One sentence, and how much it matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub weight: Weight,
    pub message: Message,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nothing is wrong.
    Sound,
    /// Worth knowing; nothing is lost.
    Note,
    /// Wrong, or not taken.
    Fault,
    /// The layer can't be imported like this.
    Refusal,
}

/// What a repair would do to the invalid polygons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RepairOffer {
    pub repaired: usize,
    /// Invalid polygons for which no repair is found: they stay as they are.
    pub unrepaired: usize,
    /// Planar, over all repaired features, m².
    pub change_m2: f64,
}

texts! {
    CheckupText {
        Polygons: "{0} 个要素，面积合计 {1} 亩（{2} 公顷）", "{0:feature|features}, {1} mu ({2} ha) in all";
        Features: "{0} 个要素", "{0:feature|features}";
        Crs: "坐标系：{0}（{1}）", "Coordinates: {0} ({1})";
        Declared: "文件声明", "declared by the file";
        Corrected: "文件声明有误，带号按坐标判断", "declared wrongly; the zone is told from the coordinates";
        Assumed: "按格式的标准", "by the format's standard";
        Given: "由您指定", "named by you";
        CrsUnknown: "坐标系还不知道，只检查了图形本身。指定后会重新检查。",
            "The coordinates are not known yet; only the shapes were checked. It is checked again once they are named.";
        Sound: "图形全部有效，没有发现问题。", "Every shape is valid; nothing wrong was found.";
        Valid: "图形全部有效。", "Every shape is valid.";
        FaultFound: "{0}：{1} 处，要素 {2}", "{0}: {1:place|places}, features {2}";
        Invalid: "{0} 个图形无效。不修复则原样导入，面积和冲突按奇偶规则计算；要修复请勾选下面一项。",
            "{0} shapes are invalid. Unless repaired they are imported as they are, and areas and conflicts follow the even-odd rule; tick the box below to repair them.";
        Duplicates: "{0} 个要素与别的要素完全重合，都会导入，重合的面积会计两次：{1}",
            "{0:feature lies|features lie} exactly on another; all are imported, and their area counts twice: {1}";
        Problem: "要素 {0}：{1}（{2}, {3}）", "feature {0}: {1} ({2}, {3})";
        More: "…… 另有 {0} 处", "… and {0} more";
        ReportTitle: "导入前检查：{0}，图层 {1}", "Check before import: {0}, layer {1}";
        RepairOffer: "可以修复 {0} 个，面积合计变化 {1} m²；{2} 个修不了。", "{0} can be repaired, changing the area by {1} m² in all; {2} can't.";
    }
}

/// Reads a layer and looks it over. The project is not touched.
///
/// # Errors
/// [`ReadProblem`] where the layer can't be read at all, or reading was cancelled.
pub fn check_up(request: &CheckupRequest<'_>, progress: &dyn Progress) -> Result<Checkup, ReadProblem> {
    let file = formats::open(request.file)?;
    let (plane, crs) = (request.plane, request.crs);
    let options = ReadOptions { plane, role: Role::Reference, crs, encoding: None, repair: false, progress };
    let read = match file.read(request.layer, &options) {
        // What cannot be placed still has a health, in its own numbers.
        Err(ReadProblem::CrsMissing { .. } | ReadProblem::Crs { .. } | ReadProblem::CrsContradicted { .. }) => {
            file.read_unplaced(request.layer, &options)?
        }
        outcome => outcome?,
    };
    let away = match read.crs.origin {
        CrsOrigin::Unknown => None,
        _ => check_place(request.file, &read, &request.project, crs.is_some()).err(),
    };
    Ok(Checkup::of(read, away, plane))
}

impl Checkup {
    fn of(read: ReadLayer, away: Option<Message>, plane: GaussKruger) -> Self {
        let ReadLayer { builder, notes, tally, crs, .. } = read;
        let layer = builder.build(LayerId(0), plane);
        let found = health::problems(&layer.shapes);
        let (refused, lost) = (away.is_some(), tally.notes_of_lost());

        let mut facts = vec![contents(&layer)];
        facts.extend(crs_fact(crs.crs, crs.origin));
        let mut findings = Vec::new();
        if crs.origin == CrsOrigin::Unknown {
            findings.push(Finding::new(Weight::Note, CheckupText::CrsUnknown.plain()));
        }
        findings.extend(away.map(|message| Finding::new(Weight::Refusal, message)));
        findings.extend(notes.into_iter().map(|note| {
            let weight = if lost.contains(&note) { Weight::Fault } else { Weight::Note };
            Finding::new(weight, note)
        }));
        let invalid = features_of(&found, Fault::is_invalid);
        findings.extend(fault_findings(&layer, &found));
        if !invalid.is_empty() {
            findings.push(Finding::new(Weight::Fault, CheckupText::Invalid.with([count(invalid.len()).into()])));
        } else if tally.refused() == 0 && layer.shapes.kind() == GeometryKind::Polygons {
            let sound = if found.is_empty() { CheckupText::Sound } else { CheckupText::Valid };
            findings.push(Finding::new(Weight::Sound, sound.plain()));
        }
        let back = Transform::new(SourceCrs::Plane(plane), crs.crs).ok();
        Self {
            facts,
            findings,
            invalid: invalid.len(),
            repair: repair_offer(&layer, &invalid),
            problems: listed(&layer, found, back.as_ref()),
            refused,
        }
    }

    /// Everything as a text to keep or to send back to whoever made the file.
    pub fn report(&self, file: &Path, layer: &str, language: Language) -> String {
        let mut lines = vec![CheckupText::ReportTitle.with([file.into(), layer.into()]).say(language)];
        lines.extend(self.facts.iter().map(|fact| fact.say(language)));
        lines.extend(self.findings.iter().map(|finding| finding.message.say(language)));
        lines.extend(self.repair.map(|offer| offer.message().say(language)));
        lines.extend(self.problems.iter().map(|problem| problem.say(language)));
        lines.join("\n") + "\n"
    }
}

impl Finding {
    fn new(weight: Weight, message: Message) -> Self {
        Self { weight, message }
    }
}

impl RepairOffer {
    pub fn message(&self) -> Message {
        let figures = [count(self.repaired), fixed(self.change_m2, 1), count(self.unrepaired)];
        CheckupText::RepairOffer.with(figures.map(Argument::from))
    }
}

fn contents(layer: &BaseLayer) -> Message {
    let features = count(layer.len());
    if layer.shapes.kind() != GeometryKind::Polygons {
        return CheckupText::Features.with([features.into()]);
    }
    let area_m2 = layer.total_area_m2();
    let figures = [features, fixed(mu_from_m2(area_m2), 2), fixed(hectares_from_m2(area_m2), 2)];
    CheckupText::Polygons.with(figures.map(Argument::from))
}

/// The system and how it was told; none where it is not known.
fn crs_fact(crs: SourceCrs, origin: CrsOrigin) -> Option<Message> {
    let how = match origin {
        CrsOrigin::Declared => CheckupText::Declared,
        CrsOrigin::Corrected => CheckupText::Corrected,
        CrsOrigin::Assumed => CheckupText::Assumed,
        CrsOrigin::Given => CheckupText::Given,
        CrsOrigin::Unknown => return None,
    };
    let name = format!("{}, EPSG:{}", crs.name(), crs.epsg());
    Some(CheckupText::Crs.with([name.into(), how.plain().into()]))
}

/// One sentence for each kind of fault, in the order of the kinds.
fn fault_findings(layer: &BaseLayer, found: &[Problem]) -> Vec<Finding> {
    let mut by_fault: BTreeMap<Fault, Vec<&Problem>> = BTreeMap::new();
    for problem in found {
        by_fault.entry(problem.fault).or_default().push(problem);
    }
    let sentence = |(fault, problems): (Fault, Vec<&Problem>)| {
        let ids = first_ids(layer, &features_of(found, |other| other == fault));
        let places = count(problems.len());
        match fault {
            Fault::Duplicate => Finding::new(Weight::Note, CheckupText::Duplicates.with([places.into(), ids.into()])),
            fault => {
                let weight = if fault.is_invalid() { Weight::Fault } else { Weight::Note };
                let words = [fault.message().into(), places.into(), ids.into()];
                Finding::new(weight, CheckupText::FaultFound.with(words))
            }
        }
    };
    by_fault.into_iter().map(sentence).collect()
}

/// Features with a fault of a kind, each once. The problems are in the order of their features.
fn features_of(found: &[Problem], of_kind: impl Fn(Fault) -> bool) -> Vec<usize> {
    let mut features: Vec<usize> =
        found.iter().filter(|problem| of_kind(problem.fault)).map(|problem| problem.feature).collect();
    features.dedup();
    features
}

fn first_ids(layer: &BaseLayer, features: &[usize]) -> String {
    let mut ids: Vec<i64> = features.iter().map(|&feature| layer.source_ids[feature]).collect();
    ids.sort_unstable();
    let shown: Vec<String> = ids.iter().take(NAMED).map(i64::to_string).collect();
    let more = if ids.len() > NAMED { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn repair_offer(layer: &BaseLayer, invalid: &[usize]) -> Option<RepairOffer> {
    if invalid.is_empty() {
        return None;
    }
    let mut offer = RepairOffer { repaired: 0, unrepaired: 0, change_m2: 0.0 };
    for &feature in invalid {
        match repair::repaired(&layer.shapes.multi_polygon(feature)) {
            Some(repaired) => {
                offer.repaired += 1;
                offer.change_m2 += repaired.after_m2 - repaired.before_m2;
            }
            None => offer.unrepaired += 1,
        }
    }
    Some(offer)
}

/// The problems one by one, by the ids and in the coordinates of the file.
fn listed(layer: &BaseLayer, mut found: Vec<Problem>, back: Option<&Transform>) -> Vec<Message> {
    found.sort_by_key(|problem| (layer.source_ids[problem.feature], problem.fault));
    let place = |problem: &Problem| {
        let at = back.and_then(|back| back.point(problem.at).ok()).unwrap_or(problem.at);
        let decimals = if at[0].abs() <= 360.0 { 6 } else { 2 };
        at.map(|side| format!("{side:.decimals$}"))
    };
    let mut lines: Vec<Message> = found
        .iter()
        .take(LISTED)
        .map(|problem| {
            let [x, y] = place(problem);
            let id = layer.source_ids[problem.feature].to_string();
            CheckupText::Problem.with([id.into(), problem.fault.message().into(), x.into(), y.into()])
        })
        .collect();
    if found.len() > LISTED {
        lines.push(CheckupText::More.with([count(found.len() - LISTED).into()]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::formats::NoProgress;

    /// The raw village that counties send: its parcels with their faults.
    fn raw(name: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/raw").join(name)
    }

    fn check(name: &str, crs: Option<SourceCrs>, project: Bounds) -> Checkup {
        let (file, layer) = (raw(name), name.trim_end_matches(".shp"));
        let plane = GaussKruger::from_epsg(4549).unwrap();
        check_up(&CheckupRequest { file: &file, layer, plane, project, crs }, &NoProgress).unwrap()
    }

    #[test]
    fn a_raw_layer_is_told_what_is_wrong_with_it_and_what_a_repair_would_do() {
        let checkup = check("DLTB.shp", None, Bounds::EMPTY);
        assert!(checkup.invalid > 0 && !checkup.refused);
        let offer = checkup.repair.unwrap();
        assert_eq!(offer.repaired + offer.unrepaired, checkup.invalid);
        assert!(checkup.problems.len() >= checkup.invalid);
        assert!(!checkup.findings.iter().any(|finding| finding.weight == Weight::Sound));
        let (zh, en) = (Language::Chinese, Language::English);
        let report = checkup.report(&raw("DLTB.shp"), "DLTB", zh);
        for word in ["亩", "文件声明", "GBK", "自相交", "无效", "奇偶"] {
            assert!(report.contains(word), "{word} is missing:\n{report}");
        }
        let report = checkup.report(&raw("DLTB.shp"), "DLTB", en);
        for word in ["mu", "declared by the file", "GBK", "self-crossing", "even-odd"] {
            assert!(report.contains(word), "{word} is missing:\n{report}");
        }
    }

    #[test]
    fn a_layer_of_no_known_system_is_checked_in_its_own_numbers_and_again_once_it_is_named() {
        let unknown = check("CZKFBJ.shp", None, Bounds::EMPTY);
        assert!(unknown.findings.iter().any(|finding| finding.message == CheckupText::CrsUnknown.plain()));
        let named = check("CZKFBJ.shp", Some(SourceCrs::Plane(GaussKruger::from_epsg(4549).unwrap())), Bounds::EMPTY);
        let said = named.report(&raw("CZKFBJ.shp"), "CZKFBJ", Language::English);
        assert!(said.contains("EPSG:4549, named by you") || said.contains("EPSG:4549 (named by you)"), "{said}");
    }

    #[test]
    fn a_layer_far_from_the_project_is_refused_beforehand() {
        let elsewhere = Bounds::around([560_000.0, 3_500_000.0], 1000.0);
        let checkup = check("STBHHX.shp", None, elsewhere);
        assert!(checkup.refused);
        assert!(checkup.findings.iter().any(|finding| finding.weight == Weight::Refusal));
    }
}
