//! Polygons that were read, into a scheme as measures.

use std::collections::BTreeMap;
use std::path::Path;

use super::words::ImportText;
use super::{ImportReport, ImportedMeasures, commit};
use crate::cli::CliProblem;
use crate::cli::input::scheme_of;
use crate::design::MeasureKind;
use crate::edit::actions::{AddMeasures, InScheme};
use crate::i18n::Text;
use crate::storage::formats::ReadLayer;
use crate::storage::import::{measures_from_layers, with_free_pairs};
use crate::storage::project::Loaded;

/// Adds the measures to the scheme asked for, or to the current one, as one step; scheme 0 forks.
pub(super) fn import(
    loaded: &mut Loaded,
    path: &Path,
    read: Vec<ReadLayer>,
    scheme: Option<&str>,
    kind: Option<MeasureKind>,
) -> Result<ImportReport, CliProblem> {
    let target = scheme_of(&loaded.document, scheme)?;
    let measures = measures_from_layers(path, &read, kind).map_err(CliProblem::input)?;
    if measures.is_empty() {
        let names: Vec<&str> = read.iter().map(|layer| layer.builder.name.as_str()).collect();
        return Err(CliProblem::input(ImportText::NoMeasures.with([path.into(), names.join(", ").into()])));
    }
    let measures = with_free_pairs(measures, &target.measures);
    let mut kinds: BTreeMap<MeasureKind, usize> = BTreeMap::new();
    for measure in &measures {
        *kinds.entry(measure.kind).or_default() += 1;
    }
    let (target, count) = (target.id, measures.len());
    commit(loaded, &InScheme { scheme: target, action: AddMeasures { measures } })?;
    let mut report =
        ImportReport { notes: read.into_iter().flat_map(|layer| layer.notes).collect(), ..ImportReport::default() };
    report.measures = Some(ImportedMeasures { scheme: loaded.document.current_scheme().id.0, count, kinds });
    Ok(report)
}
