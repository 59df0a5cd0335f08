//! Where a layer came from: it travels into every export and onto every figure.

use serde::{Deserialize, Serialize};

/// Source of a layer, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// File name (not the path: a path says things about a machine).
    pub file: String,
    /// Layer inside the file.
    pub layer: String,
    /// EPSG code that the coordinates came in.
    pub source_epsg: u32,
    /// Encoding of the texts, `UTF-8`, `GBK` …
    pub encoding: String,
    /// Date of the data 数据时点 (`2024-12-31`), where the source says it.
    pub data_date: Option<String>,
    /// When it was imported, `2026-11-23T08:00:00Z`.
    pub imported_at: Option<String>,
    /// What is worth knowing about the import (repairs, assumptions), one sentence each, in the language of the import.
    pub notes: Vec<String>,
}
