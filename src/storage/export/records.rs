//! JYJL: the checks of this export, those made before the file was closed and the result of reading it back.

use super::areas::Areas;
use super::blocks::BlockTable;
use super::conflicts::Comparison;
use super::parcels::Parcels;
use super::schema::{Edition, Field, Table};
use crate::base::Value;
use crate::contiguity::Setting;
use crate::i18n::{Language, Text};
use crate::storage::geopackage::Row;
use crate::storage::verify::{ShapePrint, VerifyReport};

/// Largest difference that is only noise, relative.
const NOISE: f64 = 1e-9;
/// Largest difference between the figures of the report and the pieces drawn, m² a piece of land.
const PIECES_M2: f64 = 0.01;

/// Largest difference between the outline of blocks and the sum of their parcels that is only noise, relative.
const OUTLINES: f64 = 1e-7;

const FIELDS: [Field; 9] = [
    ("JCX", "检查项", "TEXT(40)", "Check"),
    ("JCMC", "检查名称", "TEXT(100)", "Name of the check"),
    ("DXB", "对象表", "TEXT(30)", "Table it is about"),
    ("DXBSM", "对象标识", "TEXT(120)", "Row it is about, where it is one row"),
    ("JG", "结果", "TEXT(10)", "Result: 通过 pass, 未通过 fail, 记录 a figure on record"),
    ("SZ", "数值", "DOUBLE", "Figure"),
    ("YZ", "阈值或对照", "DOUBLE", "What it is held against"),
    ("DW", "单位", "TEXT(10)", "Unit"),
    ("SM", "说明", "TEXT(255)", "What is worth knowing"),
];

/// One row of the table.
#[derive(Default)]
struct Record {
    check: &'static str,
    name: String,
    table: String,
    object: String,
    result: &'static str,
    figure: Option<f64>,
    against: Option<f64>,
    unit: &'static str,
    note: String,
}

/// Collects the rows.
pub(super) struct Records<'a> {
    edition: Edition<'a>,
    records: Vec<Record>,
}

impl<'a> Records<'a> {
    pub fn new(edition: Edition<'a>) -> Self {
        Self { edition, records: Vec::new() }
    }

    /// Rows and unrounded area of a table: what the reader compares with.
    pub fn of_table(&mut self, table: &Table) {
        let name = table.spec.name.as_str();
        self.figure("rows", "写入行数", name, table.rows.len() as f64, "行");
        if table.spec.geometry.is_some() {
            self.figure("area", "椭球面积合计", name, table.area_m2, "m²");
            self.figure("shapes", "图形指纹", name, fingerprint_of(&table.rows), "");
        }
    }

    /// A shape as it is written, beside ours: planar, and by the survey's vertex formula, with its rounding and without.
    pub fn of_areas(&mut self, table: &str, object: &str, areas: Areas) {
        let kinds = [
            ("area_planar", "平面面积", areas.planar_m2),
            ("area_survey", "国土调查图斑椭球面积公式", areas.survey_m2),
            ("area_survey_unrounded", "同上公式，经纬度不取至1e-6秒", areas.survey_unrounded_m2),
        ];
        for (check, name, figure) in kinds {
            self.records.push(Record {
                check,
                name: name.to_owned(),
                table: table.to_owned(),
                object: object.to_owned(),
                result: "记录",
                figure: Some(figure),
                against: Some(areas.ellipsoidal_m2),
                unit: "m²",
                note: "与椭球面积对照，仅供比较".to_owned(),
            });
        }
    }

    /// Large blocks as the indicators count them, against their outlines as they were written.
    pub fn of_blocks(&mut self, blocks: &BlockTable) {
        let (written_m2, counted_m2) = (blocks.table.area_m2, blocks.counted_m2);
        let agrees = (written_m2 - counted_m2).abs() <= PIECES_M2.max(counted_m2 * OUTLINES);
        self.records.push(Record {
            check: "block_sum",
            name: "连片地块图形与指标面积".to_owned(),
            table: blocks.table.spec.name.clone(),
            result: if agrees { "通过" } else { "记录" },
            figure: Some(written_m2),
            against: Some(counted_m2),
            unit: "m²",
            note: "图斑相互重叠处图形只计一次".to_owned(),
            ..Record::default()
        });
    }

    pub fn of_parcels(&mut self, parcels: &Parcels) {
        let name = parcels.table.spec.name.as_str();
        self.figure("area_inside", "范围内面积合计", name, parcels.inside_m2, "m²");
        self.of_areas(name, "", parcels.areas);
        if let Some(farthest) = &parcels.farthest {
            self.records.push(Record {
                check: "area_stored_farthest",
                name: "TBMJ 与几何面积相差最大的图斑".to_owned(),
                table: name.to_owned(),
                object: farthest.bsm.clone(),
                result: "记录",
                figure: Some(farthest.stored_m2),
                against: Some(farthest.area_m2),
                unit: "m²",
                note: "与几何椭球面积对照".to_owned(),
            });
        }
        if let Some(stored_m2) = parcels.stored_m2 {
            self.records.push(Record {
                check: "area_stored",
                name: "TBMJ 合计".to_owned(),
                table: name.to_owned(),
                result: "记录",
                figure: Some(stored_m2),
                against: Some(parcels.table.area_m2),
                unit: "m²",
                note: "与几何椭球面积对照".to_owned(),
                ..Record::default()
            });
        }
        for (fid, bsm) in &parcels.invalid {
            self.records.push(Record {
                check: "invalid_source",
                name: "原始图斑图形无效".to_owned(),
                table: name.to_owned(),
                object: bsm.clone(),
                result: "记录",
                figure: Some(*fid as f64),
                unit: "fid",
                note: "按原样写入，请在源数据中修复".to_owned(),
                ..Record::default()
            });
        }
        if !parcels.dropped.is_empty() {
            self.records.push(Record {
                check: "personal_fields",
                name: "个人信息字段不导出".to_owned(),
                table: name.to_owned(),
                result: "记录",
                note: parcels.dropped.join(" "),
                ..Record::default()
            });
        }
    }

    /// The figure of a verdict against the pieces that were written for it.
    pub fn of_comparison(&mut self, comparison: &Comparison) {
        let difference = (comparison.pieces_m2 - comparison.sum_m2).abs();
        let agrees = difference <= PIECES_M2.max(comparison.sum_m2 * NOISE);
        let mut add = |check, name: &str, result, figure: f64| {
            self.records.push(Record {
                check,
                name: name.to_owned(),
                table: "CTTB".to_owned(),
                object: comparison.verdict.clone(),
                result,
                figure: Some(figure),
                against: Some(comparison.sum_m2),
                unit: "m²",
                note: comparison.title.clone(),
            });
        };
        let result = if agrees { "通过" } else { "未通过" };
        add("conflict_sum", "冲突图斑合计与判定数字", result, comparison.pieces_m2);
        add("conflict_land", "冲突面积（同一土地只计一次）", "记录", comparison.land_m2);
    }

    /// What counted as lying together: block figures depend on it.
    pub fn of_contiguity(&mut self, setting: &Setting) {
        let note = setting.message().say(Language::Chinese);
        for (check, name, figure) in
            [("contiguity_gap", "连片间隔", setting.gap_m), ("contiguity_facing", "连片相对长度", setting.facing_m)]
        {
            self.records.push(Record {
                check,
                name: name.to_owned(),
                table: "SCHZB".to_owned(),
                result: "记录",
                figure: Some(figure),
                unit: "m",
                note: note.clone(),
                ..Record::default()
            });
        }
    }

    fn figure(&mut self, check: &'static str, name: &str, table: &str, figure: f64, unit: &'static str) {
        self.records.push(Record {
            check,
            name: name.to_owned(),
            table: table.to_owned(),
            result: "记录",
            figure: Some(figure),
            unit,
            ..Record::default()
        });
    }

    pub fn into_table(self) -> Table {
        let spec = self.edition.spec(["JYJL", "校验记录", "Checks of this export"], None, &FIELDS);
        let numbered = self.records.into_iter().enumerate();
        let rows = numbered.map(|(index, record)| row(index + 1, record, self.edition)).collect();
        Table { spec, rows, style: None, area_m2: 0.0 }
    }
}

/// A number that follows from every coordinate of a table, in order: what the reader finds anew in what it decoded.
fn fingerprint_of(rows: &[Row]) -> f64 {
    let mut print = ShapePrint::new();
    for shape in rows.iter().filter_map(|row| row.geometry.as_ref()) {
        shape.each_point(|point| print.add(point));
    }
    print.finish()
}

/// The rows that say what reading back found; `written` rows stand before them.
pub(super) fn read_back_rows(report: &VerifyReport, written: usize, edition: Edition<'_>) -> Vec<Row> {
    let records = report.checks.iter().map(|check| Record {
        check: "read_back",
        name: format!("回读：{}", check.check.zh()),
        table: check.table.clone(),
        object: check.check.key().to_owned(),
        result: if check.passed() { "通过" } else { "未通过" },
        figure: Some(check.value),
        against: Some(check.threshold),
        ..Record::default()
    });
    records.enumerate().map(|(index, record)| row(written + index + 1, record, edition)).collect()
}

fn row(number: usize, record: Record, edition: Edition<'_>) -> Row {
    let text = super::schema::text;
    let real = |figure: Option<f64>| figure.filter(|figure| figure.is_finite()).map_or(Value::Null, Value::Real);
    let mut values = vec![
        Value::Text(format!("JYJL{number:014}")),
        text(record.check),
        text(&record.name),
        text(&record.table),
        text(&record.object),
        text(record.result),
        real(record.figure),
        real(record.against),
        text(record.unit),
        text(&record.note),
    ];
    values.extend(edition.stamp());
    Row { values, ..Row::default() }
}
