//! `tianfang export PROJECT OUT [--scheme S]`: a scheme for those who decide on it. Today as GeoPackage.

use std::path::Path;

use super::CliProblem;
use super::arguments::Arguments;
use super::input::{present_layers, project_to_read, scheme_of};
use super::report::Report;
use crate::checks::ConflictBase;
use crate::i18n::{Explain, Language, Text, texts};
use crate::storage::export::{ExportInput, Exported, committed_at, export_geopackage};

texts! {
    ExportWords {
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

/// Refuses every form of `OUT` but `.gpkg`, before a project is loaded for it.
fn check_form(out: &Path) -> Result<(), CliProblem> {
    let extension = out.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("gpkg") => Ok(()),
        Some(other) => Err(CliProblem::not_yet(&format!("export .{other}"))),
        None => Err(CliProblem::not_yet("export")),
    }
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Report, CliProblem> {
    let (project, out) = (&arguments.words[0], &arguments.words[1]);
    check_form(out)?;
    let loaded = project_to_read(project)?;
    let layers = present_layers(&loaded);
    let committed_at = committed_at(&loaded.history, &layers);
    let input = ExportInput {
        document: &loaded.document,
        scheme: scheme_of(&loaded.document, arguments.option("scheme"))?,
        layers: &layers,
        plane: loaded.project.plane(),
        conflicts: &ConflictBase::new(loaded.project.plane(), &layers),
        history: &loaded.history,
        committed_at: &committed_at,
        revision: loaded.history.position() as u64,
    };
    match export_geopackage(&input, out, &|_| true) {
        Ok(exported) => Ok(report_of(&exported, language)),
        Err(problem) => Err(CliProblem { message: problem.message(), status: problem.exit_status() }),
    }
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
