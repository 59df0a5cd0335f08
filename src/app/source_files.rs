//! What the import dialog learns of a file, from the readers of `storage`.

use std::path::Path;

use crate::i18n::common::CommonText;
use crate::i18n::{Message, Text};
use crate::ui::dialogs::{SourceFile, SourceReader};

/// Files as they lie on disk.
pub struct FilesOnDisk;

impl SourceReader for FilesOnDisk {
    fn look_into(&self, file: &Path) -> Result<SourceFile, Message> {
        Err(CommonText::NotYet.with([file.into()]))
    }
}
