//! Why a file cannot be read, in words.

use std::io;
use std::path::{Path, PathBuf};

use crate::crs::{CrsProblem, SourceCrs};
use crate::i18n::{Explain, Message, Text, texts};

/// What breaks the rules of a format, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenReason {
    #[error("no shapefile header")]
    NoShapefileHeader,
    #[error("no JSON object")]
    NoJsonObject,
    #[error("line {line}, column {column} is not JSON")]
    NotJson { line: usize, column: usize },
    #[error("it ends in the middle, in line {line}")]
    EndsEarly { line: usize },
    /// JSON, but not what GeoJSON has in this place.
    #[error("line {line}, column {column} is not GeoJSON")]
    NotGeojson { line: usize, column: usize },
    #[error("type \"{0}\" is not GeoJSON")]
    UnknownType(String),
    #[error("its database is corrupt")]
    Database,
}

impl From<serde_json::Error> for BrokenReason {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => Self::NotJson { line, column },
            serde_json::error::Category::Eof => Self::EndsEarly { line },
            serde_json::error::Category::Data => Self::NotGeojson { line, column },
        }
    }
}

/// Why a data file, or a layer of it, cannot be read. The file is never changed.
#[derive(Debug, thiserror::Error)]
pub enum ReadProblem {
    #[error("{path} does not exist")]
    NotFound { path: PathBuf },
    #[error("{path} is a folder")]
    IsFolder { path: PathBuf },
    #[error("{path} cannot be read: permission denied")]
    NotAllowed { path: PathBuf },
    #[error("{path} is of no known format")]
    UnknownFormat { path: PathBuf },
    #[error("{path} is not a GeoPackage")]
    NotGeopackage { path: PathBuf },
    #[error("{path} has {found_bytes} of {expected_bytes} bytes")]
    Truncated { path: PathBuf, found_bytes: u64, expected_bytes: u64 },
    /// The format's own rules are broken.
    #[error("{path} is damaged: {reason}")]
    Broken { path: PathBuf, reason: BrokenReason },
    #[error("{path} holds no layers")]
    NoLayers { path: PathBuf },
    #[error("{path} has no layer {layer}")]
    NoSuchLayer { path: PathBuf, layer: String, layers: Vec<String> },
    /// Nothing says which system the coordinates are in; `suggestions` fit them.
    #[error("layer {layer} of {path} declares no coordinate reference system")]
    CrsMissing { path: PathBuf, layer: String, suggestions: Vec<SourceCrs> },
    /// A system is declared that cannot be used.
    #[error("layer {layer} of {path}: {source}")]
    Crs { path: PathBuf, layer: String, source: CrsProblem },
    /// The coordinates cannot be in the system that is declared.
    #[error("layer {layer} of {path}: coordinates such as {at:?} contradict {declared}")]
    CrsContradicted { path: PathBuf, layer: String, declared: String, at: [f64; 2], suggestions: Vec<SourceCrs> },
    #[error("{path} is locked by another program")]
    Locked { path: PathBuf },
    #[error("reading was cancelled")]
    Cancelled,
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
    #[error("{path}: {source}")]
    Database { path: PathBuf, source: rusqlite::Error },
}

impl ReadProblem {
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            io::ErrorKind::PermissionDenied => Self::NotAllowed { path },
            _ => Self::Io { path, source },
        }
    }

    pub fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Self::NotGeopackage { path },
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Self::Broken { path, reason: BrokenReason::Database },
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(rusqlite::ErrorCode::PermissionDenied) => Self::NotAllowed { path },
            _ => Self::Database { path, source },
        }
    }

    /// Whether the disk or its permissions are at fault rather than the input.
    pub fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::NotAllowed { .. } | Self::Locked { .. } | Self::Io { .. })
    }
}

texts! {
    ReadText {
        NotFound: "找不到文件“{0}”。请检查路径和文件名。",
            "There is no file \"{0}\". Check the path and the name.";
        IsFolder: "“{0}”是文件夹，不是数据文件。请给出其中的 .gpkg、.shp 或 .geojson 文件；文件地理数据库（.gdb）请先在 QGIS 或 ArcGIS 中导出为 GeoPackage。",
            "\"{0}\" is a folder, not a data file. Name the .gpkg, .shp or .geojson file in it; export a file geodatabase (.gdb) to a GeoPackage first.";
        NotAllowed: "没有权限读取“{0}”。请检查文件的权限。",
            "Permission to read \"{0}\" is denied. Check the permissions of the file.";
        UnknownFormat: "“{0}”不是能识别的格式。可读取：GeoPackage（.gpkg）、Shapefile（.shp）、GeoJSON（.geojson、.json）。",
            "\"{0}\" is of no known format. GeoPackage (.gpkg), Shapefile (.shp) and GeoJSON (.geojson, .json) can be read.";
        NotGeopackage: "“{0}”不是 GeoPackage。请确认文件完整，或重新导出。",
            "\"{0}\" is not a GeoPackage. Make sure that the file is complete, or export it again.";
        Truncated: "“{0}”不完整：只有 {1} 字节，应有 {2} 字节。请重新复制或下载。",
            "\"{0}\" is cut off: it has {1} bytes and should have {2}. Copy or download it again.";
        Broken: "“{0}”已损坏，无法读取：{1}。请重新复制，或从原始数据再导出一次。",
            "\"{0}\" is damaged and cannot be read: {1}. Copy it again, or export it again from its source.";
        NoShapefileHeader: "开头不是 Shapefile 的文件头", "it does not begin as a shapefile does";
        NoJsonObject: "里面没有 JSON 对象", "it holds no JSON object";
        NotJson: "第 {0} 行第 {1} 列不符合 JSON 语法", "line {0}, column {1} is not JSON";
        EndsEarly: "内容在第 {0} 行中断", "it ends in the middle, in line {0}";
        NotGeojson: "第 {0} 行第 {1} 列不是 GeoJSON 规定的内容", "line {0}, column {1} is not what GeoJSON has there";
        UnknownType: "类型“{0}”不是 GeoJSON 的类型", "the type \"{0}\" is none of GeoJSON";
        Database: "内部的数据库结构已损坏", "its database is corrupt";
        NoLayers: "“{0}”里没有空间图层。", "\"{0}\" holds no layers with geometry.";
        NoSuchLayer: "“{0}”里没有图层“{1}”。其中有：{2}。",
            "\"{0}\" has no layer \"{1}\". It has: {2}.";
        CrsMissing: "“{0}”的图层“{1}”没有声明坐标系，不能擅自假定。请指定坐标系。{2}",
            "Layer \"{1}\" of \"{0}\" declares no coordinate reference system, and none is assumed. Name one. {2}";
        Suggestions: "按坐标看可能是：{0}。", "By its coordinates it may be: {0}.";
        NoSuggestion: "坐标不像任何受支持的坐标系，请检查数据（例如东、北坐标是否颠倒）。",
            "The coordinates fit no supported system; check the data (easting and northing may be swapped).";
        Crs: "“{0}”的图层“{1}”：{2}", "Layer \"{1}\" of \"{0}\": {2}";
        CrsContradicted: "“{0}”的图层“{1}”声明为 {2}，但坐标（{3}, {4}）不可能在其中。请指定正确的坐标系。{5}",
            "Layer \"{1}\" of \"{0}\" declares {2}, but coordinates such as ({3}, {4}) cannot lie in it. Name the right system. {5}";
        Locked: "“{0}”正被另一个程序占用，暂时无法读取。请在那个程序里关闭它，然后再试。",
            "\"{0}\" is in use by another program and cannot be read now. Close it there, then try again.";
        Cancelled: "已取消读取。", "Reading was cancelled.";
        Failed: "读取“{0}”失败：{1}。", "\"{0}\" could not be read: {1}.";
    }
}

/// The systems that may fit, as a sentence.
fn suggestion_message(suggestions: &[SourceCrs]) -> Message {
    if suggestions.is_empty() {
        return ReadText::NoSuggestion.plain();
    }
    let names: Vec<String> = suggestions.iter().map(|crs| format!("EPSG:{} {}", crs.epsg(), crs.name())).collect();
    ReadText::Suggestions.with([names.join("; ").into()])
}

impl Explain for BrokenReason {
    fn message(&self) -> Message {
        match self {
            Self::NoShapefileHeader => ReadText::NoShapefileHeader.plain(),
            Self::NoJsonObject => ReadText::NoJsonObject.plain(),
            Self::NotJson { line, column } => ReadText::NotJson.with([(*line).into(), (*column).into()]),
            Self::EndsEarly { line } => ReadText::EndsEarly.with([(*line).into()]),
            Self::NotGeojson { line, column } => ReadText::NotGeojson.with([(*line).into(), (*column).into()]),
            Self::UnknownType(name) => ReadText::UnknownType.with([name.as_str().into()]),
            Self::Database => ReadText::Database.plain(),
        }
    }
}

impl Explain for ReadProblem {
    fn message(&self) -> Message {
        let path = |path: &PathBuf| path.as_path().into();
        match self {
            Self::NotFound { path: file } => ReadText::NotFound.with([path(file)]),
            Self::IsFolder { path: file } => ReadText::IsFolder.with([path(file)]),
            Self::NotAllowed { path: file } => ReadText::NotAllowed.with([path(file)]),
            Self::UnknownFormat { path: file } => ReadText::UnknownFormat.with([path(file)]),
            Self::NotGeopackage { path: file } => ReadText::NotGeopackage.with([path(file)]),
            Self::Truncated { path: file, found_bytes, expected_bytes } => {
                ReadText::Truncated.with([path(file), (*found_bytes).into(), (*expected_bytes).into()])
            }
            Self::Broken { path: file, reason } => ReadText::Broken.with([path(file), reason.message().into()]),
            Self::NoLayers { path: file } => ReadText::NoLayers.with([path(file)]),
            Self::NoSuchLayer { path: file, layer, layers } => {
                ReadText::NoSuchLayer.with([path(file), layer.as_str().into(), layers.join(", ").into()])
            }
            Self::CrsMissing { path: file, layer, suggestions } => {
                ReadText::CrsMissing.with([path(file), layer.as_str().into(), suggestion_message(suggestions).into()])
            }
            Self::Crs { path: file, layer, source } => {
                ReadText::Crs.with([path(file), layer.as_str().into(), source.message().into()])
            }
            Self::CrsContradicted { path: file, layer, declared, at, suggestions } => ReadText::CrsContradicted.with([
                path(file),
                layer.as_str().into(),
                declared.as_str().into(),
                at[0].to_string().into(),
                at[1].to_string().into(),
                suggestion_message(suggestions).into(),
            ]),
            Self::Locked { path: file } => ReadText::Locked.with([path(file)]),
            Self::Cancelled => ReadText::Cancelled.plain(),
            Self::Io { path: file, source } => ReadText::Failed.with([path(file), source.to_string().into()]),
            Self::Database { path: file, source } => ReadText::Failed.with([path(file), source.to_string().into()]),
        }
    }
}
