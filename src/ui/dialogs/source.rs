//! What the import dialog wants to know of a file before anything is read into the project.

use std::path::Path;

use crate::crs::SourceCrs;
use crate::i18n::Message;
use crate::jobs::Progress;
use crate::storage::checkup::{Checkup, CheckupRequest};

/// A file and its layers.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    pub layers: Vec<SourceLayer>,
    /// The first distinct Chinese texts under each encoding that could be meant; empty where the file leaves no doubt.
    pub encodings: Vec<EncodingSample>,
}

/// One layer of a file.
#[derive(Clone, Debug)]
pub struct SourceLayer {
    pub name: String,
    pub geometry: String,
    pub features: usize,
    pub fields: Vec<String>,
    pub crs: SourceCrsStatement,
}

/// What a file says of its coordinates.
#[derive(Clone, Debug)]
pub enum SourceCrsStatement {
    Known {
        crs: SourceCrs,
        name: String,
    },
    /// Nothing usable: the person must say; what the coordinates look like comes first.
    Unknown {
        why: Message,
        suggestions: Vec<SourceCrs>,
    },
}

/// Texts of a file as one encoding reads them.
#[derive(Clone, Debug)]
pub struct EncodingSample {
    pub name: String,
    pub texts: Vec<String>,
    /// The evidence speaks for this one.
    pub best: bool,
}

/// Looks into files. Called on a thread of its own: files may be large or far away.
pub trait SourceReader: Send + Sync {
    fn look_into(&self, file: &Path) -> Result<SourceFile, Message>;

    /// Reads a layer whole and says how healthy it is.
    fn check_up(&self, request: &CheckupRequest<'_>, progress: &Progress) -> Result<Checkup, Message>;
}
