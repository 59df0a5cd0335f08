//! The map: where it looks, what it shows, and the tools in hand. It reads the session and queues commands; it changes nothing.
//!
//! The base is drawn by the graphics card into tiles that are kept: a frame in which nothing but the pointer moves copies
//! pixels. Land in conflict stays on the card as triangles, with its pattern. Everything that is small and moves (zones,
//! handles, drafts, labels) is drawn on top with egui's painter.

mod camera;
mod colours;
mod hands;
#[cfg(test)]
mod hands_test;
mod input;
mod map;
mod measure;
mod menu;
mod projection;
mod render;
mod snap;
mod space;
mod tools;
mod trace;
mod words;

pub use map::Canvas;
pub use space::Space;
