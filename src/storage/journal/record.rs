//! What a line of the journal says.

use serde::{Deserialize, Serialize};

use crate::edit::Step;

/// One event of a project's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// An edit was carried out.
    Commit(Step),
    /// The last edit was taken back.
    Undo,
    /// The edit last taken back was carried out again.
    Redo,
    /// An edit that another program made in the design tables was taken in. The fingerprint of those tables tells at the next
    /// opening that it is in already.
    Outside { step: Step, tables: u64 },
}
