//! Which layers of a file are meant, and as what.

use super::words::ImportText;
use crate::base::{Role, guess_role};
use crate::cli::CliProblem;
use crate::cli::input::read_problem;
use crate::geometry::GeometryKind;
use crate::i18n::Text;
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

/// The layers meant: the one named, else every one that fits.
pub(super) fn sources(file: &DataFile, layer: Option<&str>, wanted: Wanted) -> Result<Vec<Source>, CliProblem> {
    let named = match layer {
        Some(name) => Some(file.layer(name).map_err(read_problem)?),
        None if file.layers().len() == 1 => file.layers().first(),
        None => None,
    };
    let source = |info: &LayerInfo, role| Source { layer: info.name.clone(), role };
    let found: Vec<Source> = match (wanted, named) {
        (Wanted::Zones | Wanted::Measures, Some(info)) => vec![source(info, Role::Reference)],
        (Wanted::Measures, None) => {
            measure_tables(file.layers()).into_iter().map(|info| source(info, Role::Reference)).collect()
        }
        (Wanted::Zones, None) => zone_layers(file).into_iter().map(|info| source(info, Role::Reference)).collect(),
        (Wanted::Base(Some(role)), Some(info)) => vec![source(info, role)],
        (Wanted::Base(role), named) => {
            let candidates = named.map_or_else(|| file.layers().iter().collect(), |info| vec![info]);
            let guessed = candidates.into_iter().filter_map(|info| Some(source(info, guess(info)?)));
            guessed.filter(|source| role.is_none_or(|role| source.role == role)).collect()
        }
    };
    if found.is_empty() { Err(nothing_fits(file, wanted)) } else { Ok(found) }
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
