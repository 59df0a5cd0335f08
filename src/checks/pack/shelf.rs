//! A pack in use while its file is edited: a broken file is refused, the last good pack stays.

use std::sync::Arc;

use super::{PackProblem, PackSource, RulePack, load_pack};
use crate::i18n::Message;

/// The pack that is judged by, and what is wrong with the file as it stands now.
#[derive(Clone, Debug, Default)]
pub struct PackShelf {
    good: Arc<RulePack>,
    problem: Option<PackProblem>,
}

impl PackShelf {
    pub fn new(pack: RulePack) -> Self {
        Self { good: Arc::new(pack), problem: None }
    }

    /// The last pack that could be used.
    pub fn pack(&self) -> &Arc<RulePack> {
        &self.good
    }

    /// Why the text that came last was refused.
    pub fn problem(&self) -> Option<&PackProblem> {
        self.problem.as_ref()
    }

    /// Takes a new text. Returns whether the rules are others than before; where the text is broken they are not.
    pub fn reload(
        &mut self,
        source: PackSource,
        resolve: &mut dyn FnMut(&str, &str) -> Result<PackSource, Message>,
    ) -> bool {
        match load_pack(source, resolve) {
            Ok(pack) => {
                self.problem = None;
                let changed = pack != *self.good;
                if changed {
                    self.good = Arc::new(pack);
                }
                changed
            }
            Err(problem) => {
                self.problem = Some(problem);
                false
            }
        }
    }
}
