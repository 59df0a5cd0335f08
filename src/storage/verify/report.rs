//! What a verification says: one row a check, the same rows in the same order for the same file.

use serde::{Serialize, Serializer};

use crate::i18n::{Language, Text, texts};

texts! {
    /// The promises that are checked.
    CheckKind {
        ApplicationId: "文件标识为 GeoPackage", "File identity is GeoPackage";
        UserVersion: "GeoPackage 版本 1.3", "GeoPackage version 1.3";
        Integrity: "数据库完整", "Database is sound";
        Sidecars: "旁边没有遗留文件", "No file is left beside it";
        Tables: "应有的表齐全", "All required tables are there";
        ReferenceSystems: "坐标系定义完整", "Reference systems are fully defined";
        Names: "表名和字段名规范", "Names keep to the convention";
        Records: "写入前的检查全部通过", "Checks made before writing all passed";
        Titles: "字段有中文标题", "Columns have titles";
        Rows: "行数与记录一致", "Rows as recorded";
        Keys: "主键自增", "Key numbers itself";
        Extensions: "扩展已登记", "Extensions are registered";
        Shapes: "图形与记录一致", "Shapes as recorded before writing";
        Identifiers: "标识码不空、不重", "Identifiers present and unique";
        Srs: "坐标系一致", "One reference system throughout";
        GeometryType: "几何类型单一", "One geometry type";
        Rings: "图形有效", "Shapes are valid";
        Envelopes: "几何头的外包框正确", "Envelopes match the geometry";
        Extent: "图层范围正确", "Extent matches the geometry";
        SpatialIndex: "空间索引完整", "Spatial index matches the geometry";
        Triggers: "空间索引触发器齐全", "Triggers of the index are there";
        Style: "图层样式齐全", "Default style is there";
        Area: "面积与记录一致", "Area as recorded before writing";
        RoundedArea: "MJ 与几何面积一致", "MJ is the rounded area";
        RoundedSum: "MJ 合计闭合", "MJ sums to the whole";
        Mu: "MJ_MU 与 MJ 一致", "MJ_MU follows from MJ";
        PlanarArea: "MJ_PM 与平面面积一致", "MJ_PM is the rounded planar area";
    }
}

impl CheckKind {
    /// Name in JSON and in the table JYJL: stable, add but never rename.
    pub fn key(self) -> &'static str {
        match self {
            Self::ApplicationId => "application_id",
            Self::UserVersion => "user_version",
            Self::Integrity => "integrity",
            Self::Sidecars => "sidecars",
            Self::Tables => "tables",
            Self::ReferenceSystems => "reference_systems",
            Self::Names => "names",
            Self::Records => "records",
            Self::Titles => "titles",
            Self::Rows => "rows",
            Self::Keys => "keys",
            Self::Extensions => "extensions",
            Self::Shapes => "shapes",
            Self::Identifiers => "identifiers",
            Self::Srs => "srs",
            Self::GeometryType => "geometry_type",
            Self::Rings => "rings",
            Self::Envelopes => "envelopes",
            Self::Extent => "extent",
            Self::SpatialIndex => "spatial_index",
            Self::Triggers => "triggers",
            Self::Style => "style",
            Self::Area => "area",
            Self::RoundedArea => "mj",
            Self::RoundedSum => "mj_sum",
            Self::Mu => "mj_mu",
            Self::PlanarArea => "mj_pm",
        }
    }
}

impl Serialize for CheckKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// Whether a promise is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Pass,
    Fail,
}

/// One promise about one table (an empty name: about the whole file).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    pub check: CheckKind,
    pub table: String,
    pub result: Outcome,
    /// What was found: a number of offending rows, a count, a difference in m² or relative, an identity.
    pub value: f64,
    /// What it is held against.
    pub threshold: f64,
}

impl Check {
    /// Passes where `value` does not exceed `threshold`.
    pub(super) fn at_most(check: CheckKind, table: &str, value: f64, threshold: f64) -> Self {
        Self::of(check, table, value <= threshold, value, threshold)
    }

    /// Passes where `value` is `threshold`.
    pub(super) fn equal(check: CheckKind, table: &str, value: f64, threshold: f64) -> Self {
        Self::of(check, table, value == threshold, value, threshold)
    }

    /// Passes where there are no offending rows.
    pub(super) fn none(check: CheckKind, table: &str, offending: usize) -> Self {
        Self::at_most(check, table, offending as f64, 0.0)
    }

    fn of(check: CheckKind, table: &str, holds: bool, value: f64, threshold: f64) -> Self {
        let result = if holds { Outcome::Pass } else { Outcome::Fail };
        Self { check, table: table.to_owned(), result, value, threshold }
    }

    pub fn passed(&self) -> bool {
        self.result == Outcome::Pass
    }

    /// One line for people: `× CTTB  MJ is the rounded area: 0.5 (at most 0.01)`.
    pub fn line(&self, language: Language) -> String {
        let mark = if self.passed() { "✓" } else { "×" };
        let table = if self.table.is_empty() { "*" } else { &self.table };
        format!("{mark} {table:<8} {}: {} / {}", self.check.get(language), self.value, self.threshold)
    }
}

/// Everything that was checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerifyReport {
    pub valid: bool,
    pub checks: Vec<Check>,
}

impl VerifyReport {
    pub(super) fn of(checks: Vec<Check>) -> Self {
        Self { valid: checks.iter().all(Check::passed), checks }
    }

    pub fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.passed())
    }

    /// The report for people, one line a check.
    pub fn text(&self, language: Language) -> String {
        self.checks.iter().map(|check| check.line(language) + "\n").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_report_is_json_with_stable_keys() {
        let report = VerifyReport::of(vec![
            Check::none(CheckKind::Rings, "ZZDY", 0),
            Check::at_most(CheckKind::Area, "CTTB", 2e-9, 1e-9),
        ]);
        assert_eq!(
            serde_json::to_string(&report).unwrap(),
            r#"{"valid":false,"checks":[{"check":"rings","table":"ZZDY","result":"pass","value":0.0,"threshold":0.0},{"check":"area","table":"CTTB","result":"fail","value":2e-9,"threshold":1e-9}]}"#
        );
        let keys: BTreeSet<_> = CheckKind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(keys.len(), CheckKind::ALL.len());
    }

    #[test]
    fn what_is_not_a_number_passes_nothing() {
        assert!(!Check::at_most(CheckKind::Area, "", f64::NAN, 1.0).passed());
    }
}
