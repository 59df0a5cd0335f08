//! The only way a design changes: an [`Action`] makes a [`Patch`], the document applies it and says what [`Change`]d, and the
//! [`History`] keeps the way back. Constraints hold here, for every action, not in single tools.

mod action;
pub mod actions;
mod apply;
mod change;
mod constraints;
mod history;
mod partition;
mod patch;

pub use action::{Action, Refusal};
pub use apply::Applied;
pub use change::{Change, LockChange, MeasureChange, ZoneChange};
pub use constraints::{checked_lock, checked_measure};
pub use history::{History, Step};
pub use partition::carried_along;
pub use patch::{Entry, Patch, Placed};
