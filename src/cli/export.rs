//! `tianfang export PROJECT OUT [--scheme S]`: a scheme for those who decide on it. Today as GeoPackage.

use std::path::Path;
use std::sync::Arc;

use super::CliProblem;
use super::run::Report;
use crate::base::BaseLayer;
use crate::checks::ConflictBase;
use crate::crs::GaussKruger;
use crate::design::{Document, Scheme};
use crate::edit::History;
use crate::i18n::{Explain, Language, Text, texts};
use crate::storage::export::{ExportInput, Exported, export_geopackage};

texts! {
    ExportWords {
        NoScheme: "没有方案“{0}”。可用：{1}。", "There is no scheme \"{0}\". There are: {1}.";
        Written: "已导出并核验：{0}", "Exported and verified: {0}";
        Rows: "{0}：{1} 行", "{0}: {1} rows";
        Beside: "目标文件正被另一个程序打开，已另存为“{0}”。",
            "The target is open in another program; the export is \"{0}\" instead.";
        InvalidParcels: "{0} 个地类图斑在源数据中图形无效，已按原样写入并列入校验记录：{1}",
            "{0} parcels are invalid in their source; they were written as they are and stand in JYJL: {1}";
    }
}

/// Invalid parcels named in a message; the others stand in JYJL.
const NAMED_PARCELS: usize = 5;

/// What the command line knows of a loaded project.
pub struct ExportSource<'a> {
    pub document: &'a Document,
    /// Layers by identity; those that were taken out of the project are left out here.
    pub layers: &'a [Arc<BaseLayer>],
    pub plane: GaussKruger,
    /// Its last step dates the export, its position is the revision.
    pub history: &'a History,
}

/// Refuses every form of `OUT` but `.gpkg`, before a project is loaded for it.
pub fn check_form(out: &Path) -> Result<(), CliProblem> {
    let extension = out.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("gpkg") => Ok(()),
        Some(other) => Err(CliProblem::not_yet(&format!("export .{other}"))),
        None => Err(CliProblem::not_yet("export")),
    }
}

/// Exports a scheme (its number or its name; the current one where none is given).
pub fn run(
    source: &ExportSource<'_>,
    out: &Path,
    scheme: Option<&str>,
    language: Language,
) -> Result<Report, CliProblem> {
    check_form(out)?;
    let scheme = scheme_of(source.document, scheme)?;
    let in_use = |layer: &&Arc<BaseLayer>| source.document.layer(layer.id).is_none_or(|entry| !entry.removed);
    let layers: Vec<Arc<BaseLayer>> = source.layers.iter().filter(in_use).cloned().collect();
    let input = ExportInput {
        document: source.document,
        scheme,
        layers: &layers,
        plane: source.plane,
        conflicts: &ConflictBase::new(source.plane, &layers),
        committed_at: source.history.last_done().map_or("", |step| &step.at),
        revision: source.history.position() as u64,
    };
    match export_geopackage(&input, out, &|_| true) {
        Ok(exported) => Ok(report_of(&exported, language)),
        Err(problem) => Err(CliProblem { message: problem.message(), status: problem.exit_status() }),
    }
}

/// A scheme by number or name.
fn scheme_of<'a>(document: &'a Document, wanted: Option<&str>) -> Result<&'a Scheme, CliProblem> {
    let Some(wanted) = wanted else { return Ok(document.current_scheme()) };
    let named = |scheme: &&Scheme| scheme.id.0.to_string() == wanted || scheme.name == wanted;
    document.schemes().iter().find(named).ok_or_else(|| {
        let all: Vec<String> =
            document.schemes().iter().map(|scheme| format!("{} {}", scheme.id.0, scheme.name)).collect();
        CliProblem::input(ExportWords::NoScheme.with([wanted.into(), all.join(" · ").into()]))
    })
}

fn report_of(exported: &Exported, language: Language) -> Report {
    let mut text = ExportWords::Written.with([exported.path.as_path().into()]).say(language) + "\n";
    for (table, rows) in &exported.tables {
        text += &format!("  {}\n", ExportWords::Rows.with([table.as_str().into(), (*rows).into()]).say(language));
    }
    let mut notes = Vec::new();
    if exported.beside {
        notes.push(ExportWords::Beside.with([exported.path.as_path().into()]));
    }
    let invalid = &exported.invalid_parcels;
    if !invalid.is_empty() {
        let named = invalid.iter().take(NAMED_PARCELS).cloned().collect::<Vec<_>>().join(" ");
        notes.push(ExportWords::InvalidParcels.with([invalid.len().into(), named.into()]));
    }
    let tables: serde_json::Map<String, serde_json::Value> =
        exported.tables.iter().map(|(table, rows)| (table.clone(), (*rows).into())).collect();
    let json = serde_json::json!({
        "file": exported.path.to_string_lossy(),
        "tables": tables,
        "valid": exported.report.valid,
        "invalid_parcels": invalid,
    });
    Report { text, json, notes, status: 0 }
}
