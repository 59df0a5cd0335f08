//! `tianfang export PROJECT OUT [--scheme S] [--date D]`: a scheme for those who decide on it, as GeoPackage or as
//! the review form and plan tables in Excel.

use std::path::Path;

use super::CliProblem;
use super::arguments::Arguments;
use super::check::{date_of, rules_problem};
use super::input::{assessor_of, conflicts_of, present_layers, project_to_read, scheme_of};
use super::progress::{ProgressLine, ProgressText};
use super::report::Report;
use crate::i18n::{Explain, Language, Text, texts};
use crate::storage::export::{ExportInput, ExportProblem, Exported, committed_at, export_geopackage};
use crate::storage::rules::load_project_rules;
use crate::storage::sheet::{SheetInput, export_sheets};

texts! {
    ExportWords {
        Written: "已导出并核验：{0}", "Exported and verified: {0}";
        Sheets: "已导出表格：{0}", "Exported the sheets: {0}";
        Rows: "{0}：{1} 行", "{0}: {1} rows";
        Beside: "目标文件正被另一个程序打开，已另存为“{0}”。",
            "The target is open in another program; the export is \"{0}\" instead.";
        InvalidParcels: "{0} 个地类图斑在源数据中图形无效，已按原样写入并列入校验记录：{1}",
            "{0} parcels are invalid in their source; they were written as they are and stand in JYJL: {1}";
    }
}

/// Invalid parcels named in a message; the others stand in JYJL.
const NAMED_PARCELS: usize = 5;

/// What a scheme is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Geopackage,
    Sheets,
}

/// The form that the extension of `OUT` asks for, told before a project is loaded for it.
fn form_of(out: &Path) -> Result<Form, CliProblem> {
    let extension = out.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("gpkg") => Ok(Form::Geopackage),
        Some("xlsx") => Ok(Form::Sheets),
        Some(other) => Err(CliProblem::not_yet(&format!("export .{other}"))),
        None => Err(CliProblem::not_yet("export")),
    }
}

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let (project, out) = (&arguments.words[0], &arguments.words[1]);
    let form = form_of(out)?;
    let date = date_of(arguments.option("date"))?;
    let loaded = project_to_read(project, progress)?;
    let pack = load_project_rules(loaded.project.path()).map_err(rules_problem)?.pack;
    let layers = present_layers(&loaded);
    let committed_at = committed_at(&loaded.history, &layers);
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?;
    let mut assessor = assessor_of(&loaded, progress);
    progress.stage(ProgressText::Exporting.plain());
    if form == Form::Sheets {
        let input = SheetInput {
            project: &loaded.document.settings().name,
            scheme: &scheme.name,
            assessment: &assessor.assess(scheme, &pack, date, false),
            layers: &layers,
            committed_at: &committed_at,
        };
        return sheets_report(&input, out, language);
    }
    let input = ExportInput {
        document: &loaded.document,
        scheme,
        layers: &layers,
        plane: loaded.project.plane(),
        conflicts: &conflicts_of(&loaded),
        base: assessor.base(),
        pack: &pack,
        date,
        history: &loaded.history,
        committed_at: &committed_at,
        revision: loaded.history.position() as u64,
    };
    let told = |done| {
        progress.share(done);
        true
    };
    match export_geopackage(&input, out, &told) {
        Ok(exported) => Ok(report_of(&exported, language)),
        Err(problem) => Err(CliProblem { message: problem.message(), status: problem.exit_status() }),
    }
}

fn sheets_report(input: &SheetInput<'_>, out: &Path, language: Language) -> Result<Report, CliProblem> {
    let written = export_sheets(input, out).map_err(|problem| CliProblem {
        message: problem.message(),
        status: ExportProblem::from(problem).exit_status(),
    })?;
    let path = &written.replaced.path;
    let mut text = ExportWords::Sheets.with([path.as_path().into()]).say(language) + "\n";
    for sheet in &written.sheets {
        text += &format!("  {sheet}\n");
    }
    let json = serde_json::json!({ "file": path.to_string_lossy(), "sheets": written.sheets });
    Ok(Report { text, json, notes: written.replaced.note().into_iter().collect(), status: 0 })
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
