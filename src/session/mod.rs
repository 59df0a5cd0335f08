//! A project in use: runs commands, keeps history and journal, watches jobs, answers what the panels and the map ask.
//! Knows nothing of windows.

mod assessing;
mod contested;
mod figures;
mod gesture;
mod highlight;
mod notices;
mod run;
mod state;
mod store;
mod view;
mod words;

pub use assessing::IssueFix;
pub use contested::ConflictLand;
pub use figures::ZoneFigures;
pub use gesture::Gesture;
pub use highlight::{Highlight, LedgerLine, MOST_OUTLINES, Outliner};
pub use notices::{Notice, NoticeKind, Notices};
pub use run::ReadProgress;
pub use state::{JobStatus, News, OpenProject, Session};
pub use view::{IdentifyHit, Theme, ViewState};
