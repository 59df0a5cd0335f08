//! The hands: one tool a file, each a small state machine that reads events and queues commands. Drafts live in the tool; the
//! design does not know of them.

mod draft;
mod draw_zone;
mod foreseen;
mod hit;
mod identify;
mod line_tool;
mod lock_tool;
mod paint;
mod parcels;
mod proposal;
mod ruler;
mod scene;
mod select;
#[cfg(test)]
mod tools_test;

pub(super) use draw_zone::DrawZoneTool;
pub(super) use hit::{Handle, features_at, handle_at, midpoints, shows_vertices};
pub(super) use identify::identify;
pub(super) use line_tool::{LineTool, LineUse};
pub(super) use lock_tool::LockTool;
pub(super) use paint::{PaintSetting, PaintTool};
pub(super) use proposal::ProposalTool;
pub(super) use ruler::RulerTool;
pub(super) use scene::{Scene, Tooltip};
pub(super) use select::SelectTool;
