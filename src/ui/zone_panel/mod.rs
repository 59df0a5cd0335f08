//! The selected zone: name, size, conflicts line by line, what the land is now; or, with none selected, all zones.

mod card;
mod conflict_line;
mod header;
mod land_use;
mod list;
mod panel;
mod rename;
mod satisfied;
mod zone_texts;

pub use panel::ZonePanel;
