//! The issues tab: whether the scheme may be handed in, and every verdict that speaks of it, the gravest first, each with its
//! clause, its land on the map, its way out and what was answered to it.

mod detail;
mod fix;
mod gate;
mod locate;
mod order;
mod panel;
mod row;
mod unjudged;

pub use locate::locate;
pub use order::open_issues;
pub use panel::IssuesPanel;
pub use row::verdict_rows_ui;
