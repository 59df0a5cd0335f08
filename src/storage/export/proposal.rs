//! From a scheme to a file: gather, write beside the target, read back, put in the target's place.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::Value as SqlValue;

use super::areas::Surveyor;
use super::blocks::block_table;
use super::books::book_tables;
use super::conflicts::conflict_table;
use super::fold::fold_tables;
use super::identifiers::county_code;
use super::indicators::indicator_table;
use super::judged::Judged;
use super::log::log_table;
use super::measures::{boundary_table, measure_table, measures_of};
use super::parcels::parcel_table;
use super::problem::{ExportProblem, of_target};
use super::records::{Records, read_back_rows};
use super::rules::rule_table;
use super::schema::{Edition, Table};
use super::simulation::simulation_table;
use super::sources::source_table;
use super::styles::{qml, sld};
use super::sub_projects::sub_project_table;
use super::verdicts::verdict_table;
use super::zones::{region_table, unit_table, zones_of};
use crate::assessment::{AssessmentBase, Assessor};
use crate::base::{BaseLayer, Value};
use crate::checks::{ConflictBase, RulePack};
use crate::crs::GaussKruger;
use crate::design::{Date, Document, Scheme, ZoneKind};
use crate::edit::History;
use crate::storage::geopackage::{GeopackageWriter, LayerStyle, Row};
use crate::storage::verify::{VerifyReport, verify};
use crate::storage::{WriteProblem, atomic};

/// Stands for the time of the last commit where nothing was committed yet: the file must have a date, and always the same.
const UNDATED: &str = "1970-01-01T00:00:00.000Z";

/// Everything an export is made of. The same input gives the same bytes.
pub struct ExportInput<'a> {
    pub document: &'a Document,
    pub scheme: &'a Scheme,
    /// Base layers that take part in the project.
    pub layers: &'a [Arc<BaseLayer>],
    pub plane: GaussKruger,
    pub conflicts: &'a ConflictBase,
    /// The same layers, prepared for assessments: the scheme is assessed anew, so that every table is of one answer.
    pub base: &'a Arc<AssessmentBase>,
    /// The project's rules.
    pub pack: &'a RulePack,
    /// The day on which rules hold and answers count.
    pub date: Date,
    /// What was done, for CZRZ.
    pub history: &'a History,
    /// Time of the last commit, `2026-11-23T08:00:00.000Z`: the only timestamp in the file. Empty where there is none.
    pub committed_at: &'a str,
    pub revision: u64,
}

/// Time of the last commit of a project, for [`ExportInput::committed_at`]: of the last step, else of the newest import.
pub fn committed_at(history: &History, layers: &[Arc<BaseLayer>]) -> String {
    let step = history.last_done().map(|step| step.at.clone()).filter(|at| !at.is_empty());
    let import = || layers.iter().filter_map(|layer| layer.provenance.imported_at.clone()).max();
    step.or_else(import).unwrap_or_default()
}

/// What was handed over.
#[derive(Debug)]
pub struct Exported {
    /// The file that now holds the proposal.
    pub path: PathBuf,
    /// Tables in the order of the file, with their rows.
    pub tables: Vec<(String, usize)>,
    /// The target was held by another program: `path` is another name beside it.
    pub beside: bool,
    /// BSM of parcels that are invalid in their source and were written as they are.
    pub invalid_parcels: Vec<String>,
    pub report: VerifyReport,
}

/// Writes the proposal of a scheme and reads it back. Nothing appears under the target's name before every check has passed.
/// `progress` is told the share done, from 0 to 1, and answers whether to go on.
pub fn export_geopackage(
    input: &ExportInput<'_>,
    target: &Path,
    progress: &dyn Fn(f32) -> bool,
) -> Result<Exported, ExportProblem> {
    export_checked(input, target, progress, &|_| {})
}

/// As [`export_geopackage`]; `meddle` may spoil the written file before it is read back, as a test does.
fn export_checked(
    input: &ExportInput<'_>,
    target: &Path,
    progress: &dyn Fn(f32) -> bool,
    meddle: &dyn Fn(&Path),
) -> Result<Exported, ExportProblem> {
    let go_on = |share: f32| if progress(share) { Ok(()) } else { Err(ExportProblem::Cancelled) };
    if target.is_dir() {
        return Err(WriteProblem::IsFolder { path: target.to_owned() }.into());
    }
    go_on(0.0)?;
    let committed_at = if input.committed_at.is_empty() { UNDATED } else { input.committed_at };
    let edition = Edition { scheme: input.scheme.id.0, revision: input.revision, committed_at };
    let (tables, invalid_parcels) = gather(input, edition, &go_on)?;
    go_on(0.4)?;
    let working = Working::beside(target);
    write(&working.path, &tables, edition, input.plane).map_err(|problem| of_target(problem, target))?;
    go_on(0.7)?;
    meddle(&working.path);
    let first = verify(&working.path)?;
    let report = if first.valid {
        let written = tables.iter().find(|table| table.spec.name == "JYJL").map_or(0, |table| table.rows.len());
        append_read_back(&working.path, &read_back_rows(&first, written, edition))
            .map_err(|source| of_target(WriteProblem::from_sqlite(target, source), target))?;
        go_on(0.9)?;
        verify(&working.path)?
    } else {
        first
    };
    if !report.valid {
        let path = not_passed_name(target);
        let kept = atomic::replace(&working.path, &path)?;
        return Err(ExportProblem::NotPassed { path: kept.path, report });
    }
    sync(&working.path).map_err(|source| of_target(WriteProblem::from_io(target, source), target))?;
    let replaced = atomic::replace(&working.path, target)?;
    progress(1.0);
    let rows = |table: &Table| {
        // The first reading left a row for each of its checks.
        let read_back = if table.spec.name == "JYJL" { report.checks.len() } else { 0 };
        (table.spec.name.clone(), table.rows.len() + read_back)
    };
    Ok(Exported {
        beside: replaced.held.is_some(),
        path: replaced.path,
        tables: tables.iter().map(rows).collect(),
        invalid_parcels,
        report,
    })
}

/// All tables of the export, JYJL last, and the parcels that are invalid in their source.
fn gather(
    input: &ExportInput<'_>,
    edition: Edition<'_>,
    go_on: &dyn Fn(f32) -> Result<(), ExportProblem>,
) -> Result<(Vec<Table>, Vec<String>), ExportProblem> {
    let surveyor = Surveyor::new(input.plane).map_err(ExportProblem::Crs)?;
    let county = county_code(input.layers);
    let zones = zones_of(input.scheme, &surveyor)?;
    let measures = measures_of(input.scheme, &surveyor)?;
    let mut assessor = Assessor::new(Arc::clone(input.base));
    let assessment = assessor.assess(input.scheme, input.pack, input.date, false);
    go_on(0.2)?;
    let pack = input.pack.in_force(input.date);
    let judged = Judged {
        scheme: input.scheme,
        layers: input.layers,
        assessor: &assessor,
        assessment: &assessment,
        pack: &pack,
        date: input.date,
    };
    let (conflicts, comparisons) = conflict_table(&judged, edition, &surveyor)?;
    let parcels = parcel_table(input, &assessment.land, edition, &zones, &surveyor);
    let blocks = block_table(&judged, edition, &surveyor)?;
    go_on(0.3)?;

    let mut records = Records::new(edition);
    for zone in &zones {
        let table = if zone.zone.kind == ZoneKind::Region { "ZZQY" } else { "ZZDY" };
        records.of_areas(table, &zone.number, surveyor.areas(&zone.shape));
    }
    for measure in &measures {
        records.of_areas("ZZCS", &measure.number, surveyor.areas(&measure.shape));
    }
    for comparison in &comparisons {
        records.of_comparison(comparison);
    }
    let mut tables: Vec<Table> = region_table(edition, &zones, &county).into_iter().collect();
    tables.push(unit_table(edition, &zones, &county));
    tables.extend(sub_project_table(edition, &measures, &zones, &surveyor)?);
    tables.extend(measure_table(edition, &measures, &county));
    tables.extend(boundary_table(edition, &measures, &county));
    tables.extend(fold_tables(&assessment, edition, &surveyor)?);
    if let Some(blocks) = blocks {
        records.of_blocks(&blocks);
        tables.push(blocks.table);
    }
    tables.push(conflicts);
    let mut invalid = Vec::new();
    if let Some(mut parcels) = parcels {
        records.of_parcels(&parcels);
        invalid = std::mem::take(&mut parcels.invalid).into_iter().map(|(_, bsm)| bsm).collect();
        tables.push(parcels.table);
    }
    tables.extend(book_tables(&assessment, &input.document.settings().name, edition));
    records.of_contiguity(&assessment.contiguity);
    tables.push(indicator_table(&judged, edition));
    tables.extend(verdict_table(&judged, edition));
    tables.extend(rule_table(&judged, edition));
    tables.extend(simulation_table(input.document, input.scheme, edition));
    tables.push(source_table(input, &judged, edition));
    tables.extend(log_table(input.history, edition));
    for table in &tables {
        records.of_table(table);
    }
    tables.push(records.into_table());
    Ok((tables, invalid))
}

fn write(path: &Path, tables: &[Table], edition: Edition<'_>, plane: GaussKruger) -> Result<(), WriteProblem> {
    let mut writer = GeopackageWriter::create(path, plane)?;
    for table in tables {
        writer.table(&table.spec, table.rows.iter().cloned())?;
    }
    for table in tables {
        let Some(style) = &table.style else { continue };
        writer.layer_style(&LayerStyle {
            table: &table.spec.name,
            name: &table.spec.name,
            qml: &qml(style, &table.spec.columns),
            sld: &sld(style, &table.spec.name),
            description: &table.spec.identifier,
            timestamp: edition.committed_at,
        })?;
    }
    writer.finish().map(|_| ())
}

/// Adds the result of the first reading to JYJL.
fn append_read_back(path: &Path, rows: &[Row]) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    let transaction = connection.transaction()?;
    {
        let columns: usize = rows.first().map_or(0, |row| row.values.len());
        let marks = vec!["?"; columns].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO JYJL VALUES (NULL, {marks})"))?;
        for row in rows {
            insert.execute(rusqlite::params_from_iter(row.values.iter().map(sql_value)))?;
        }
    }
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)
}

fn sql_value(value: &Value) -> SqlValue {
    match value {
        Value::Null => SqlValue::Null,
        Value::Integer(number) => SqlValue::Integer(*number),
        Value::Real(number) => SqlValue::Real(*number),
        Value::Text(text) => SqlValue::Text(text.clone()),
        Value::Blob(bytes) => SqlValue::Blob(bytes.clone()),
    }
}

fn sync(path: &Path) -> std::io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// `plan_未通过.gpkg`; an earlier one is replaced.
fn not_passed_name(target: &Path) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let extension = target.extension().unwrap_or("gpkg".as_ref()).to_string_lossy();
    target.with_file_name(format!("{stem}_未通过.{extension}"))
}

/// The file while it is made: beside the target, gone when it is not handed over.
struct Working {
    path: PathBuf,
}

impl Working {
    /// What an export that was killed left under this name is cleared away first.
    fn beside(target: &Path) -> Self {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let path = target.with_file_name(name);
        atomic::discard(&path);
        Self { path }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        // Renamed already where the export went through; else nothing of it is left, its journal included.
        atomic::discard(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::checks::standard_pack;
    use crate::contiguity::Setting;
    use crate::i18n::{Explain, Language};

    fn export_spoilt(target: &Path, spoil: &dyn Fn(&Path)) -> Result<Exported, ExportProblem> {
        let plane = GaussKruger::from_epsg(4549).unwrap();
        let document = Document::new("练习镇");
        let conflicts = ConflictBase::new(plane, &[]);
        let base = Arc::new(AssessmentBase::new(plane, &[], conflicts.clone(), &Setting::default()));
        let input = ExportInput {
            document: &document,
            scheme: document.current_scheme(),
            layers: &[],
            plane,
            conflicts: &conflicts,
            base: &base,
            pack: standard_pack(),
            date: Date::new(2026, 11, 23).unwrap(),
            history: &History::default(),
            committed_at: "2026-11-23T08:00:00.000Z",
            revision: 0,
        };
        export_checked(&input, target, &|_| true, spoil)
    }

    #[test]
    fn a_file_that_does_not_pass_gets_another_name_and_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("方案.gpkg");
        fs::write(&target, b"yesterday").unwrap();
        let spoil = |path: &Path| {
            Connection::open(path)
                .unwrap()
                .execute_batch("DELETE FROM layer_styles WHERE f_table_name = 'ZZDY'")
                .unwrap();
        };
        let problem = export_spoilt(&target, &spoil).unwrap_err();
        assert_eq!(problem.exit_status(), 1);
        let ExportProblem::NotPassed { path, report } = &problem else { panic!("{problem}") };
        assert_eq!(*path, folder.path().join("方案_未通过.gpkg"));
        let failed: Vec<&str> = report.failed().map(|check| check.check.key()).collect();
        assert_eq!(failed, ["style"]);
        for (language, words) in [(Language::Chinese, "图层样式齐全"), (Language::English, "Default style is there")]
        {
            let said = problem.message().say(language);
            assert!(["方案_未通过.gpkg", "ZZDY", words].iter().all(|word| said.contains(word)), "{said}");
        }
        assert_eq!(fs::read(&target).unwrap(), b"yesterday");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_a_killed_export_left_is_cleared_away_and_not_played_into_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("方案.gpkg");
        let part = folder.path().join("方案.gpkg.part");
        let journal = folder.path().join("方案.gpkg.part-journal");
        // Killed in the middle of its last transaction: the journal of that transaction is hot.
        let freeze = |path: &Path| {
            let connection = Connection::open(path).unwrap();
            connection
                .execute_batch(
                    "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE JYJL SET JCX = hex(randomblob(5000))",
                )
                .unwrap();
            fs::copy(path, folder.path().join("kept")).unwrap();
            fs::copy(&journal, folder.path().join("kept-journal")).unwrap();
        };
        export_spoilt(&target, &freeze).unwrap();
        fs::rename(folder.path().join("kept"), &part).unwrap();
        fs::rename(folder.path().join("kept-journal"), &journal).unwrap();
        assert!(fs::metadata(&journal).unwrap().len() > 0);
        let first = fs::read(&target).unwrap();
        export_spoilt(&target, &|_| {}).unwrap();
        assert!(fs::read(&target).unwrap() == first, "the same scheme, the same bytes");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_spoilt_beyond_reading_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("方案.gpkg");
        let outcome = export_spoilt(&target, &|path| fs::write(path, b"gone").unwrap());
        assert!(matches!(outcome, Err(ExportProblem::Read(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
