//! Which layers of a file are meant, and as what.

use super::words::ImportText;
use crate::base::{Role, guess_role};
use crate::cli::CliProblem;
use crate::geometry::GeometryKind;
use crate::i18n::{Message, Text};
use crate::storage::formats::{DataFile, LayerInfo};
use crate::storage::import::measure_tables;

/// What a file is imported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Base layers; `None`: of the role that each is recognised by.
    Base(Option<Role>),
    Zones,
    Measures,
}

/// A layer to read.
pub(super) struct Source {
    pub layer: String,
    pub role: Role,
}

/// The layers to read, and what is said of those passed over.
pub(super) struct Selection {
    pub sources: Vec<Source>,
    pub skipped: Option<Message>,
}

impl Wanted {
    pub fn from_word(word: Option<&str>) -> Result<Self, CliProblem> {
        match word {
            None => Ok(Self::Base(None)),
            Some("zone") => Ok(Self::Zones),
            Some("measure") => Ok(Self::Measures),
            Some(word) => match Role::from_key(word) {
                Some(role) => Ok(Self::Base(Some(role))),
                None => Err(CliProblem::input(ImportText::UnknownRole.with([word.into()]))),
            },
        }
    }
}

/// The layers meant: the one named, else every one that fits. What nothing tells is passed over and said.
pub(super) fn sources(file: &DataFile, layer: Option<&str>, wanted: Wanted) -> Result<Selection, CliProblem> {
    let named = match layer {
        Some(name) => Some(file.layer(name)?),
        None if file.layers().len() == 1 => file.layers().first(),
        None => None,
    };
    let source = |info: &LayerInfo, role| Source { layer: info.name.clone(), role };
    let mut skipped = None;
    let sources: Vec<Source> = match (wanted, named) {
        (Wanted::Zones | Wanted::Measures, Some(info)) => vec![source(info, Role::Reference)],
        (Wanted::Measures, None) => {
            measure_tables(file.layers()).into_iter().map(|info| source(info, Role::Reference)).collect()
        }
        (Wanted::Zones, None) => zone_layers(file).into_iter().map(|info| source(info, Role::Reference)).collect(),
        (Wanted::Base(Some(role)), Some(info)) => vec![source(info, role)],
        (Wanted::Base(role), named) => {
            let candidates = named.map_or_else(|| file.layers().iter().collect(), |info| vec![info]);
            let (known, unknown): (Vec<_>, Vec<_>) =
                candidates.into_iter().map(|info| (info, guess(info))).partition(|(_, role)| role.is_some());
            if role.is_none() && !known.is_empty() {
                skipped = skipped_note(file, &unknown.iter().map(|(info, _)| info.name.as_str()).collect::<Vec<_>>());
            }
            let guessed = known.into_iter().filter_map(|(info, role)| Some(source(info, role?)));
            guessed.filter(|source| role.is_none_or(|role| source.role == role)).collect()
        }
    };
    if sources.is_empty() { Err(nothing_fits(file, wanted)) } else { Ok(Selection { sources, skipped }) }
}

/// Names the layers of no role, or of two as likely, and how to take them.
fn skipped_note(file: &DataFile, names: &[&str]) -> Option<Message> {
    let first = names.first()?;
    Some(ImportText::Skipped.with([file.path().into(), names.join(", ").into(), (*first).into()]))
}

/// The role that a layer is recognised by; none where two fit as well.
fn guess(info: &LayerInfo) -> Option<Role> {
    let fields: Vec<&str> = info.fields.iter().map(|field| field.name.as_str()).collect();
    guess_role(&info.name, &fields).filter(|guess| !guess.tied).map(|guess| guess.role)
}

/// Layers named as an export names them, else all of polygons.
fn zone_layers(file: &DataFile) -> Vec<&LayerInfo> {
    let exported = |info: &&LayerInfo| ["ZZQY", "ZZDY"].iter().any(|name| info.name.eq_ignore_ascii_case(name));
    let named: Vec<&LayerInfo> = file.layers().iter().filter(exported).collect();
    if named.is_empty() {
        file.layers().iter().filter(|info| info.kind == GeometryKind::Polygons).collect()
    } else {
        named
    }
}

fn nothing_fits(file: &DataFile, wanted: Wanted) -> CliProblem {
    let names: Vec<&str> = file.layers().iter().map(|info| info.name.as_str()).collect();
    let (path, first) = (file.path(), names.first().copied().unwrap_or_default());
    CliProblem::input(match wanted {
        Wanted::Base(Some(role)) => {
            ImportText::NoLayerOfRole.with([path.into(), role.message().into(), names.join(", ").into(), first.into()])
        }
        Wanted::Base(None) => ImportText::NoRole.with([path.into(), names.join(", ").into()]),
        Wanted::Zones => ImportText::NoZones.with([path.into()]),
        Wanted::Measures => ImportText::NoMeasures.with([path.into(), names.join(", ").into()]),
    })
}
