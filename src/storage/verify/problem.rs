//! Why a file could not be verified at all.

use std::path::{Path, PathBuf};

use crate::i18n::{Explain, Message, Text, texts};

/// Why there is no report. A file that can be read but breaks a promise has one.
#[derive(Debug, thiserror::Error)]
pub enum VerifyProblem {
    #[error("{path} does not exist")]
    Missing { path: PathBuf },
    #[error("{path} is a folder")]
    IsFolder { path: PathBuf },
    #[error("{path} is no GeoPackage")]
    NotGeopackage { path: PathBuf },
    #[error("{path} is locked by another program")]
    Locked { path: PathBuf },
    #[error("{path}: {source}")]
    Unreadable { path: PathBuf, source: rusqlite::Error },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
}

impl VerifyProblem {
    pub(super) fn from_io(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == std::io::ErrorKind::NotFound { Self::Missing { path } } else { Self::Io { path, source } }
    }

    pub(super) fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotGeopackage { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            _ => Self::Unreadable { path, source },
        }
    }

    /// Exit status of the command line: 3 for a lock or the disk, 2 for what was given.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Locked { .. } | Self::Io { .. } => 3,
            _ => 2,
        }
    }
}

texts! {
    VerifyText {
        Missing: "没有文件“{0}”。请检查路径。", "There is no file \"{0}\". Check the path.";
        IsFolder: "“{0}”是文件夹。请给出 .gpkg 文件。", "\"{0}\" is a folder. Give a .gpkg file.";
        NotGeopackage: "“{0}”不是 GeoPackage，无法核验。请给出田方导出的 .gpkg 文件。",
            "\"{0}\" is no GeoPackage and can't be verified. Give a .gpkg file exported by Tianfang.";
        Locked: "“{0}”正被另一个程序写入。请在那个程序里关闭它，然后再试。",
            "\"{0}\" is being written by another program. Close it there, then try again.";
        Unreadable: "“{0}”读不完整：{1}。文件可能已损坏，请重新导出。",
            "\"{0}\" can't be read to its end: {1}. The file may be damaged; export it again.";
    }
}

impl Explain for VerifyProblem {
    fn message(&self) -> Message {
        match self {
            Self::Missing { path } => VerifyText::Missing.with([path.as_path().into()]),
            Self::IsFolder { path } => VerifyText::IsFolder.with([path.as_path().into()]),
            Self::NotGeopackage { path } => VerifyText::NotGeopackage.with([path.as_path().into()]),
            Self::Locked { path } => VerifyText::Locked.with([path.as_path().into()]),
            Self::Unreadable { path, source } => {
                VerifyText::Unreadable.with([path.as_path().into(), source.to_string().into()])
            }
            Self::Io { path, source } => {
                VerifyText::Unreadable.with([path.as_path().into(), source.to_string().into()])
            }
        }
    }
}
