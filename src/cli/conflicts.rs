//! `tianfang conflicts`: overlap of any zones with any layers, without a project.

mod layers;
mod pieces;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use self::layers::{Against, Zones, read_against, read_zones};
use super::CliProblem;
use super::arguments::Arguments;
use super::progress::{ProgressLine, ProgressText};
use super::report::Report;
use super::words::CliText;
use crate::base::Role;
use crate::checks::{OverlapSet, SetNote, SetNoteKind, SetOverlap};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::design::Shape;
use crate::i18n::{Explain, Language, Message, Text, area_ha, area_mu, count};
use crate::storage::formats::Progress;
use crate::units::mu_from_m2;

/// One `--against`: a role and where its layer is.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub role: Role,
    pub word: String,
}

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let usage = "tianfang conflicts --zones FILE --against ROLE=FILE …";
    let zones_word = arguments
        .option("zones")
        .ok_or_else(|| CliProblem::input(CliText::TooFew.with(["conflicts".into(), usage.into()])))?;
    let requests = requests(arguments.options("against"))?;
    let started = Instant::now();
    let zones = read_zones(zones_word, progress)?;
    let read = |request: &Request| read_against(request, zones.plane, progress);
    let against = requests.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let index: Duration = against.iter().map(|against| against.index_time).sum();
    let read = started.elapsed() - index;
    progress.stage(ProgressText::Indexing.plain());
    let started = Instant::now();
    let sets: Vec<OverlapSet> = against.iter().map(|against| OverlapSet::new(zones.plane, &against.layers)).collect();
    let prepare = started.elapsed();
    progress.stage(ProgressText::Overlaying.plain());
    let started = Instant::now();
    let answers = answers(&zones, &sets, progress)?;
    let overlay = started.elapsed();
    let pieces = match arguments.option("pieces") {
        Some(target) => {
            progress.stage(ProgressText::Writing.with([target.into()]));
            Some(pieces::write(Path::new(target), &zones, &against, &sets)?)
        }
        None => None,
    };
    let notes = notes(&zones, &against, &sets, &answers);
    Ok(Report {
        text: text(&zones, &against, &answers, language),
        json: json!({
            "area_method": CliText::AreaMethod.en(),
            "crs": zones.plane.epsg(),
            "zones": zones.shapes.iter().zip(&answers).map(|((id, shape), found)| zone_json(*id, shape, found, &against, &zones)).collect::<Vec<_>>(),
            "notes": notes.iter().map(|note| note.say(language)).collect::<Vec<_>>(),
            "pieces": pieces.as_ref().map(|replaced| replaced.path.display().to_string()),
            "timings_ms": {
                "read": milliseconds(read),
                "index": milliseconds(index),
                "prepare": milliseconds(prepare),
                "overlay": milliseconds(overlay),
            },
        }),
        notes: zones
            .notes
            .iter()
            .chain(against.iter().flat_map(|against| &against.notes))
            .chain(&notes)
            .cloned()
            .chain(pieces.and_then(|replaced| replaced.note()))
            .collect(),
        status: 0,
    })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn requests(words: &[String]) -> Result<Vec<Request>, CliProblem> {
    if words.is_empty() {
        return Err(CliProblem::input(CliText::NoAgainst.plain()));
    }
    words
        .iter()
        .map(|word| {
            let (role, file) = word
                .split_once('=')
                .ok_or_else(|| CliProblem::input(CliText::BadAgainst.with([word.as_str().into()])))?;
            let role = Role::from_key(role).ok_or_else(|| CliProblem::input(CliText::BadRole.with([role.into()])))?;
            Ok(Request { role, word: file.to_owned() })
        })
        .collect()
}

/// What every zone covers of every set, in the order of the zones.
fn answers(zones: &Zones, sets: &[OverlapSet], progress: &ProgressLine) -> Result<Vec<Vec<SetOverlap>>, CliProblem> {
    zones
        .shapes
        .iter()
        .enumerate()
        .map(|(done, (id, shape))| {
            progress.at(done, zones.shapes.len());
            sets.iter()
                .map(|set| {
                    set.overlap(&shape.0).map_err(|problem| {
                        let words = [zones.word.as_str().into(), (*id).into(), problem.message().into()];
                        CliProblem::input(CliText::ZoneProblem.with(words))
                    })
                })
                .collect()
        })
        .collect()
}

/// Ellipsoidal and planar area of a valid shape, m²: shells count, holes are taken off.
fn areas_m2(shape: &Shape, plane: &AreaPlane) -> [f64; 2] {
    let mut areas = [0.0; 2];
    for (_, ring, points) in shape.rings() {
        let sign = if ring == 0 { 1.0 } else { -1.0 };
        areas[0] += sign * plane.ring_m2(&points).abs();
        areas[1] += sign * planar_ring_m2(&points).abs();
    }
    areas
}

fn zone_json(id: i64, shape: &Shape, found: &[SetOverlap], against: &[Against], zones: &Zones) -> serde_json::Value {
    let [area_m2, planar_m2] = areas_m2(shape, &AreaPlane::new(zones.plane));
    let entry = |(against, overlap): (&Against, &SetOverlap)| {
        json!({
            "role": against.role.key(),
            "file": against.file,
            "features": overlap.features,
            "area_m2": overlap.area_m2,
            "sum_m2": overlap.sum_m2,
            "area_planar_m2": overlap.planar_m2,
        })
    };
    json!({
        "id": id,
        "area_m2": area_m2,
        "area_mu": mu_from_m2(area_m2),
        "area_planar_m2": planar_m2,
        "against": against.iter().zip(found).map(entry).collect::<Vec<_>>(),
    })
}

/// What is not counted as it stands: first of the layers, then zone by zone.
fn notes(zones: &Zones, against: &[Against], sets: &[OverlapSet], answers: &[Vec<SetOverlap>]) -> Vec<Message> {
    let mut notes = Vec::new();
    for (against, set) in against.iter().zip(sets) {
        let note = |note: SetNote| {
            let text = match note.kind {
                SetNoteKind::EvenOdd => CliText::Takes,
                SetNoteKind::Unreadable => CliText::Unreadable,
                SetNoteKind::CountedTwice => CliText::CountedTwice,
            };
            let id = against.source_id(note.layer, note.feature)?;
            Some(text.with([id.into(), against.file.as_str().into()]))
        };
        notes.extend(set.notes().into_iter().filter_map(note));
    }
    for ((zone, _), found) in zones.shapes.iter().zip(answers) {
        for (against, overlap) in against.iter().zip(found) {
            let ids = overlap.uncounted.iter().filter_map(|&(layer, feature)| against.source_id(layer, feature));
            notes.extend(
                ids.map(|id| CliText::Uncounted.with([(*zone).into(), id.into(), against.file.as_str().into()])),
            );
        }
    }
    notes
}

fn text(zones: &Zones, against: &[Against], answers: &[Vec<SetOverlap>], language: Language) -> String {
    let plane = AreaPlane::new(zones.plane);
    let mut lines = Vec::new();
    for ((id, shape), found) in zones.shapes.iter().zip(answers) {
        let [area_m2, _] = areas_m2(shape, &plane);
        let zone = CliText::Zone.with([(*id).into()]).say(language);
        lines.push(format!("{zone}  {} / {}", area_mu(area_m2, language), area_ha(area_m2, language)));
        for (against, overlap) in against.iter().zip(found) {
            lines.push(format!(
                "  {}  {} / {}  {}  {}",
                against.role.title(language),
                area_mu(overlap.area_m2, language),
                area_ha(overlap.area_m2, language),
                CliText::Places.with([count(overlap.features).into()]).say(language),
                against.file,
            ));
        }
    }
    lines.push(CliText::AreaMethod.get(language).to_owned());
    lines.join("\n")
}
