//! A project in use: runs commands, keeps history and journal, watches jobs, answers what the panels and the map ask.
//! Knows nothing of windows.

mod assessing;
mod contested;
mod figures;
mod gesture;
mod highlight;
mod locked;
mod notices;
mod parcels_by_class;
mod rules;
mod run;
mod run_watch;
mod seats;
mod simulating;
mod simulation_words;
mod state;
mod store;
mod view;
mod words;

pub use assessing::IssueFix;
pub use contested::ConflictLand;
pub use figures::ZoneFigures;
pub use gesture::Gesture;
pub use highlight::{Highlight, LedgerLine, MOST_OUTLINES, Outliner};
pub use locked::locks_of_parcel;
pub use notices::{Notice, NoticeKind, Notices};
pub use parcels_by_class::ClassParcels;
pub use run::LineAnswer;
pub use run::ReadProgress;
pub use run_watch::TracePoint;
pub use seats::seats_said;
pub use simulating::{LockPrice, RunningSimulation, SimulationResult, StaleReason};
pub use simulation_words::{Change, class_name};
pub use state::{JobStatus, News, OpenProject, Session};
pub use view::{IdentifyHit, SimulationView, SnapSetting, SplitBy, Theme, ViewState};
