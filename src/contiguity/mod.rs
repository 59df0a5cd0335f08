//! Which land touches: one graph of parcels that lie together, one definition, shared by the blocks of the indicators, the
//! landscape metrics and the simulations.
//!
//! Two faces are linked when they share at least a metre of boundary, or when they lie within a gap of each other, face each
//! other along some metres and nothing that breaks a field (river, road, railway, village core) lies on the shortest way
//! between them ([`Setting`] holds the figures). A link depends on its two faces and the barriers alone, never on the order of
//! the parcels or on the number of threads; so a graph can be brought up to date around an edit
//! ([`Graph::refresh`]) and is then the graph that would be built from nothing.

mod barriers;
mod blocks;
mod contact;
mod faces;
mod graph;
mod links;
mod piece;
mod piece_grid;
mod refresh;
mod regions;
mod segment;
mod setting;

pub use barriers::Barriers;
pub use blocks::{Block, Blocks};
pub use contact::{Contact, ContactKind};
pub use faces::Faces;
pub use graph::Graph;
pub use links::Link;
pub use piece::Piece;
pub use regions::{Cropped, Inside};
pub use setting::Setting;
