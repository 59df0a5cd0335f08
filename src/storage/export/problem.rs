//! Why a proposal was not exported, in words.

use std::path::{Path, PathBuf};

use crate::crs::CrsProblem;
use crate::i18n::{Explain, Language, Message, Text, texts};
use crate::storage::WriteProblem;
use crate::storage::verify::{VerifyProblem, VerifyReport};

/// Why there is no export. Whatever stood under the target's name still stands there.
#[derive(Debug, thiserror::Error)]
pub enum ExportProblem {
    #[error(transparent)]
    Write(#[from] WriteProblem),
    #[error(transparent)]
    Read(#[from] VerifyProblem),
    #[error("{0:?}")]
    Crs(CrsProblem),
    /// The shape of a zone can't be written as a valid one.
    #[error("zone {name}: {reason}")]
    BadZone { name: String, reason: Message },
    /// The shape of a measure can't be written as a valid one.
    #[error("measure {name}: {reason}")]
    BadMeasure { name: String, reason: Message },
    /// The part of a base feature inside a zone can't be written as a valid shape.
    #[error("zone {zone}, layer {layer}, feature {feature}: invalid overlap")]
    BadPiece { zone: String, layer: String, feature: String },
    /// The land behind a verdict can't be drawn.
    #[error("rule {rule}, {subject}: {reason}")]
    NoLand { rule: String, subject: String, reason: Message },
    /// Parts of a proposal that belong together can't be joined into one valid shape.
    #[error("table {table}, {name}: the parts can't be joined")]
    Unjoined { table: &'static str, name: String },
    /// Read back, the file did not hold what it should; it was kept under another name.
    #[error("the export did not pass its verification and was kept as {path}")]
    NotPassed { path: PathBuf, report: VerifyReport },
    #[error("cancelled")]
    Cancelled,
}

impl ExportProblem {
    /// Exit status of the command line: 1 where the verification fails, 3 for disk, permission and lock, 2 for the input.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::NotPassed { .. } => 1,
            Self::Write(problem) => problem.exit_status(),
            Self::Read(problem) => problem.exit_status(),
            Self::Crs(_)
            | Self::BadZone { .. }
            | Self::BadMeasure { .. }
            | Self::BadPiece { .. }
            | Self::NoLand { .. }
            | Self::Unjoined { .. }
            | Self::Cancelled => 2,
        }
    }
}

/// A problem of the working file, said of the file that was asked for.
pub(super) fn of_target(problem: WriteProblem, target: &Path) -> ExportProblem {
    let path = target.to_owned();
    ExportProblem::Write(match problem {
        WriteProblem::NoFolder { .. } => WriteProblem::NoFolder { path },
        WriteProblem::IsFolder { .. } => WriteProblem::IsFolder { path },
        WriteProblem::NotAllowed { .. } => WriteProblem::NotAllowed { path },
        WriteProblem::DiskFull { .. } => WriteProblem::DiskFull { path },
        WriteProblem::Locked { .. } => WriteProblem::Locked { path },
        WriteProblem::Io { source, .. } => WriteProblem::Io { path, source },
        WriteProblem::Database { source, .. } => WriteProblem::Database { path, source },
    })
}

texts! {
    ExportText {
        BadZone: "没有导出：片区“{0}”的图形无效。{1}",
            "Nothing was exported: the shape of zone \"{0}\" is invalid. {1}";
        BadMeasure: "没有导出：措施“{0}”的图形无效。{1}",
            "Nothing was exported: the shape of measure \"{0}\" is invalid. {1}";
        BadPiece: "没有导出：片区“{0}”与图层“{1}”的图斑 {2} 的重叠部分不是有效图形。请检查这个图斑，或把片区边界移开一点。",
            "Nothing was exported: where zone \"{0}\" meets feature {2} of layer \"{1}\" there is no valid shape. Check that feature, or move the zone's outline a little.";
        NoVerdictLand: "没有导出：“{1}”违反规则 {0} 的地块画不出来。{2}",
            "Nothing was exported: the land on which \"{1}\" breaks rule {0} can't be drawn. {2}";
        Unjoined: "没有导出：{0} 表中“{1}”的各部分合不成一个有效图形。请检查它们的边界。",
            "Nothing was exported: the parts of \"{1}\" in table {0} can't be joined into one valid shape. Check their outlines.";
        NotPassed: "导出的文件没有通过回读核验，已另存为“{0}”，原来的文件没有改动。未通过：{1}",
            "The exported file did not pass its verification. It was kept as \"{0}\"; what stood there before is unchanged. Not passed: {1}";
        Cancelled: "导出已取消，没有留下文件。", "The export was cancelled and left no file.";
        SelfCrossing: "边界自相交或相互重叠，请修好后再导出。", "Its outline crosses itself or its parts overlap. Mend it, then export again.";
        NoLand: "它没有面积，请重新绘制或删除。", "It has no area. Draw it again or delete it.";
    }
}

impl Explain for ExportProblem {
    fn message(&self) -> Message {
        match self {
            Self::Write(problem) => problem.message(),
            Self::Read(problem) => problem.message(),
            Self::Crs(problem) => problem.message(),
            Self::BadZone { name, reason } => ExportText::BadZone.with([name.as_str().into(), reason.clone().into()]),
            Self::BadMeasure { name, reason } => {
                ExportText::BadMeasure.with([name.as_str().into(), reason.clone().into()])
            }
            Self::BadPiece { zone, layer, feature } => {
                ExportText::BadPiece.with([zone.as_str().into(), layer.as_str().into(), feature.as_str().into()])
            }
            Self::NoLand { rule, subject, reason } => {
                ExportText::NoVerdictLand.with([rule.as_str().into(), subject.as_str().into(), reason.clone().into()])
            }
            Self::Unjoined { table, name } => ExportText::Unjoined.with([(*table).into(), name.as_str().into()]),
            Self::NotPassed { path, report } => {
                let in_language = |language: Language| {
                    report.failed().map(|check| check.line(language)).collect::<Vec<_>>().join("; ")
                };
                let failed = Message::owned(in_language(Language::Chinese), in_language(Language::English));
                ExportText::NotPassed.with([path.as_path().into(), failed.into()])
            }
            Self::Cancelled => ExportText::Cancelled.plain(),
        }
    }
}
