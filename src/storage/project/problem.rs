//! Why a project cannot be made, opened or written, in words.

use std::io;
use std::path::{Path, PathBuf};

use crate::i18n::{Explain, Message, Text, texts};
use crate::storage::WriteProblem;

/// What is wrong with a project on disk. Whatever was recorded before stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ProjectProblem {
    #[error("{path} does not exist")]
    NotFound { path: PathBuf },
    #[error("{path} is not a project: it holds no project.ron")]
    NotAProject { path: PathBuf },
    #[error("{path} is not empty")]
    NotEmpty { path: PathBuf },
    #[error("the marker {path} cannot be read: {reason}")]
    BadMarker { path: PathBuf, reason: String },
    #[error("{path} is of format {found}; this program knows formats up to {known}")]
    TooNew { path: PathBuf, found: u32, known: u32 },
    #[error("{path} is of format {found}, which never was")]
    UnknownFormat { path: PathBuf, found: u32 },
    #[error("{path} is missing")]
    DataMissing { path: PathBuf },
    #[error("{path} is damaged: {reason}")]
    DataDamaged { path: PathBuf, reason: String },
    #[error("{path} was left in the middle of a save")]
    NeedsRecovery { path: PathBuf },
    #[error("{path} is held by another program")]
    DataBusy { path: PathBuf },
    #[error("another program changed the zones in {path}")]
    ChangedOutside { path: PathBuf },
    #[error("{path} is open elsewhere")]
    InUse { path: PathBuf },
    #[error("{path} cannot be written")]
    ReadOnly { path: PathBuf },
    #[error("{path} cannot be read: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("edits cannot be recorded: {0}")]
    Journal(WriteProblem),
    #[error(transparent)]
    Write(#[from] WriteProblem),
}

impl ProjectProblem {
    /// What the command line ends with: 2 where the input is wrong, 3 for disk, permission or lock.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::NotFound { .. }
            | Self::NotAProject { .. }
            | Self::NotEmpty { .. }
            | Self::BadMarker { .. }
            | Self::TooNew { .. }
            | Self::UnknownFormat { .. }
            | Self::DataMissing { .. }
            | Self::DataDamaged { .. } => 2,
            Self::NeedsRecovery { .. }
            | Self::DataBusy { .. }
            | Self::ChangedOutside { .. }
            | Self::InUse { .. }
            | Self::ReadOnly { .. }
            | Self::Unreadable { .. }
            | Self::Journal(_) => 3,
            Self::Write(problem) => problem.exit_status(),
        }
    }

    /// The problem behind an error of SQLite on the project's data.
    pub(super) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        /// `SQLITE_READONLY_ROLLBACK`: an unfinished transaction has to be taken back, which a reader may not do.
        const READ_ONLY_ROLLBACK: i32 = 776;
        let extended = source.sqlite_error().map_or(0, |error| error.extended_code);
        let owned = || path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::DataBusy { path: owned() },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::DataDamaged { path: owned(), reason: source.to_string() }
            }
            Some(ErrorCode::ReadOnly) if extended == READ_ONLY_ROLLBACK => Self::NeedsRecovery { path: owned() },
            // A table or column that should be there is not, or a value is of the wrong kind.
            None | Some(ErrorCode::Unknown | ErrorCode::TypeMismatch) => {
                Self::DataDamaged { path: owned(), reason: source.to_string() }
            }
            // Windows refuses to open what another program holds exclusively.
            Some(ErrorCode::CannotOpen) if cfg!(windows) && path.is_file() => Self::DataBusy { path: owned() },
            _ => Self::Write(WriteProblem::from_sqlite(path, source)),
        }
    }

    pub(super) fn damaged(path: &Path, reason: impl ToString) -> Self {
        Self::DataDamaged { path: path.to_owned(), reason: reason.to_string() }
    }
}

texts! {
    ProjectText {
        NotFound: "找不到“{0}”。请检查路径。", "\"{0}\" does not exist. Check the path.";
        NotAProject: "“{0}”不是田方项目：其中没有 project.ron。请选择项目文件夹，或用 tianfang new 新建。",
            "\"{0}\" is not a Tianfang project: it holds no project.ron. Choose a project folder, or make one with tianfang new.";
        NotEmpty: "“{0}”不是空文件夹，不会在其中新建。请换一个名称，或先清空它。",
            "\"{0}\" is not empty; nothing is made in it. Choose another name, or empty it first.";
        BadMarker: "项目标记“{0}”无法读取：{1}。请从备份中恢复这个文件。",
            "The project's marker \"{0}\" cannot be read: {1}. Restore this file from a copy.";
        TooNew: "“{0}”是第 {1} 版格式，由更新的田方保存；本程序只认识到第 {2} 版。请升级程序，文件没有改动。",
            "\"{0}\" is of format {1}, saved by a newer Tianfang; this one knows formats up to {2}. Update the program; the file is unchanged.";
        UnknownFormat: "“{0}”声明为第 {1} 版格式，没有这样的版本。请从备份中恢复这个文件。",
            "\"{0}\" claims to be of format {1}, which never was. Restore this file from a copy.";
        DataMissing: "项目的数据文件“{0}”不见了。请把它放回原处，或从备份中恢复。",
            "The project's data file \"{0}\" is missing. Put it back, or restore it from a copy.";
        DataDamaged: "项目的数据文件“{0}”已损坏：{1}。文件没有改动；请从备份中恢复。",
            "The project's data file \"{0}\" is damaged: {1}. It was left unchanged; restore it from a copy.";
        NeedsRecovery: "“{0}”上次保存到一半就中断了，只读时不能复原。请把项目复制到可写的位置再打开。",
            "\"{0}\" was left in the middle of a save, which a read-only opening can't undo. Copy the project to a place that can be written, and open it there.";
        DataBusy: "“{0}”正被另一个程序（例如 QGIS）占用。修改仍逐条记入日志，不会丢失；请在那个程序里结束编辑或关闭它。",
            "\"{0}\" is held by another program (QGIS, for example). Edits are still recorded in the journal and not lost; end the edit there, or close it.";
        ChangedOutside: "另一个程序改动了“{0}”里的片区。这里的修改仍记在日志里；请重新打开项目，两边的修改都会保留。",
            "Another program changed the zones in \"{0}\". Edits made here are still recorded in the journal; open the project again, and both are kept.";
        InUse: "项目“{0}”已在另一个窗口或程序中打开。请先关闭那一个，或以只读方式打开。",
            "The project \"{0}\" is already open in another window or program. Close it there, or open it read-only.";
        ReadOnly: "“{0}”不能写入：文件夹是只读的，或没有权限。可以只读方式查看；要修改，请先复制到可写的位置。",
            "\"{0}\" cannot be written: the folder is read-only, or permission is denied. It can be viewed read-only; to edit, copy it to a place that can be written.";
        Unreadable: "无法读取“{0}”：{1}。请检查磁盘和权限。", "\"{0}\" cannot be read: {1}. Check the disk and the permissions.";
        Journal: "修改没有记到磁盘上，只在内存里！{0} 问题解决后，下一次修改会把它们一并写入。",
            "Edits are not on the disk, only in memory! {0} Once that is solved, the next edit writes them all.";
    }
}

impl Explain for ProjectProblem {
    fn message(&self) -> Message {
        let path = |path: &PathBuf| path.as_path().into();
        match self {
            Self::NotFound { path: file } => ProjectText::NotFound.with([path(file)]),
            Self::NotAProject { path: file } => ProjectText::NotAProject.with([path(file)]),
            Self::NotEmpty { path: file } => ProjectText::NotEmpty.with([path(file)]),
            Self::BadMarker { path: file, reason } => ProjectText::BadMarker.with([path(file), reason.as_str().into()]),
            Self::TooNew { path: file, found, known } => {
                ProjectText::TooNew.with([path(file), (*found).into(), (*known).into()])
            }
            Self::UnknownFormat { path: file, found } => ProjectText::UnknownFormat.with([path(file), (*found).into()]),
            Self::DataMissing { path: file } => ProjectText::DataMissing.with([path(file)]),
            Self::DataDamaged { path: file, reason } => {
                ProjectText::DataDamaged.with([path(file), reason.as_str().into()])
            }
            Self::NeedsRecovery { path: file } => ProjectText::NeedsRecovery.with([path(file)]),
            Self::DataBusy { path: file } => ProjectText::DataBusy.with([path(file)]),
            Self::ChangedOutside { path: file } => ProjectText::ChangedOutside.with([path(file)]),
            Self::InUse { path: file } => ProjectText::InUse.with([path(file)]),
            Self::ReadOnly { path: file } => ProjectText::ReadOnly.with([path(file)]),
            Self::Unreadable { path: file, source } => {
                ProjectText::Unreadable.with([path(file), source.to_string().into()])
            }
            Self::Journal(problem) => ProjectText::Journal.with([problem.message().into()]),
            Self::Write(problem) => problem.message(),
        }
    }
}
