//! Why a file could not be written, in words.

use std::io;
use std::path::{Path, PathBuf};

use crate::i18n::{Explain, Message, Text, texts};

/// Why a file could not be written. Whatever stood under the target's name still stands there.
#[derive(Debug, thiserror::Error)]
pub enum WriteProblem {
    #[error("the folder of {path} does not exist")]
    NoFolder { path: PathBuf },
    #[error("{path} is a folder")]
    IsFolder { path: PathBuf },
    #[error("{path} cannot be written: permission denied")]
    NotAllowed { path: PathBuf },
    #[error("no space left to write {path}")]
    DiskFull { path: PathBuf },
    #[error("{path} is locked by another program")]
    Locked { path: PathBuf },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
    #[error("{path}: {source}")]
    Database { path: PathBuf, source: rusqlite::Error },
}

impl WriteProblem {
    /// Exit status of the command line: 2 where the name of the file is wrong, 3 for disk, permission and lock.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::NoFolder { .. } | Self::IsFolder { .. } => 2,
            Self::NotAllowed { .. }
            | Self::DiskFull { .. }
            | Self::Locked { .. }
            | Self::Io { .. }
            | Self::Database { .. } => 3,
        }
    }

    /// The problem behind an error of the file system.
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            // Where nothing can be made in a folder that is there (/proc, a synchronised folder), the system says "not found".
            io::ErrorKind::NotFound if folder_of(&path).is_dir() => Self::NotAllowed { path },
            io::ErrorKind::NotFound => Self::NoFolder { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed { path },
            io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path }
            }
            _ => Self::Io { path, source },
        }
    }

    /// The problem behind an error of SQLite.
    pub fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        /// `SQLITE_IOERR_WRITE`: a write was refused or came out short, which is how a full disk or quota shows itself.
        const WRITE_FAILED: i32 = 778;
        let path = path.to_owned();
        let extended = source.sqlite_error().map_or(0, |error| error.extended_code);
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(rusqlite::ErrorCode::SystemIoFailure) if extended == WRITE_FAILED => Self::DiskFull { path },
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied) => Self::NotAllowed { path },
            Some(rusqlite::ErrorCode::CannotOpen) => {
                if folder_of(&path).is_dir() {
                    Self::NotAllowed { path }
                } else {
                    Self::NoFolder { path }
                }
            }
            _ => Self::Database { path, source },
        }
    }
}

/// The folder that a file is written in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

texts! {
    WriteText {
        NoFolder: "无法写入“{0}”：所在的文件夹不存在。请先建好文件夹，或换一个位置。",
            "\"{0}\" cannot be written: its folder does not exist. Create the folder, or choose another place.";
        IsFolder: "无法写入“{0}”：这是一个文件夹。请给出文件名。",
            "\"{0}\" cannot be written: it is a folder. Give the name of a file.";
        NotAllowed: "无法写入“{0}”：没有写入权限，或磁盘是只读的。请换一个位置，或修改权限。",
            "\"{0}\" cannot be written: permission denied, or the disk is read-only. Choose another place, or change the permissions.";
        DiskFull: "写入“{0}”时磁盘空间不足。原来的文件没有改动；请清理磁盘后再试，或换一个磁盘。",
            "The disk is full: \"{0}\" was not written, and what stood there before is unchanged. Free some space, or choose another disk.";
        Locked: "“{0}”正被另一个程序占用。请在那个程序里关闭它，然后再试。",
            "\"{0}\" is in use by another program. Close it there, then try again.";
        Failed: "写入“{0}”失败：{1}。原来的文件没有改动。",
            "\"{0}\" could not be written: {1}. What stood there before is unchanged.";
    }
}

impl Explain for WriteProblem {
    fn message(&self) -> Message {
        match self {
            Self::NoFolder { path } => WriteText::NoFolder.with([path.as_path().into()]),
            Self::IsFolder { path } => WriteText::IsFolder.with([path.as_path().into()]),
            Self::NotAllowed { path } => WriteText::NotAllowed.with([path.as_path().into()]),
            Self::DiskFull { path } => WriteText::DiskFull.with([path.as_path().into()]),
            Self::Locked { path } => WriteText::Locked.with([path.as_path().into()]),
            Self::Io { path, source } => WriteText::Failed.with([path.as_path().into(), source.to_string().into()]),
            Self::Database { path, source } => {
                WriteText::Failed.with([path.as_path().into(), source.to_string().into()])
            }
        }
    }
}
