//! How much of each feature a zone covers, exactly, in microseconds.
//!
//! A zone is compared with a whole layer by descending the layer's box tree with the zone's edges: a node that no edge meets
//! is in or out as a whole; a feature that some edges meet is clipped against those few alone, by a boundary integral that
//! needs neither rings nor sorting. Which side a point lies on is decided exactly, and as if the zone were shifted by an
//! infinitely small step, so a zone traced along its parcels is no special case and nothing has a tolerance.
//!
//! Pieces are for what is drawn, exported or cut. A feature that lies in the zone as a whole is lent by the layer; only those
//! that are crossed get rings of their own, linked from the crossings of the same descent. Each piece is checked against the
//! integral, and a general overlay on an integer grid stands behind what does not agree. Where that gives up as well, the
//! feature is named as uncounted, never passed over.

mod amount;
mod clip;
mod coverage;
mod crossing_order;
mod descent;
mod doubled;
mod edge_index;
mod general;
mod link;
mod meeting;
mod pieces;
mod prepare;
mod ring_list;
mod share;
mod sides;
mod swept;
mod tiles;

pub use amount::Amount;
pub use clip::Clipper;
pub use coverage::{Coverage, Hit};
pub use doubled::{DoubledLand, doubled_land};
pub use edge_index::EdgeIndex;
pub use general::{FillRule, Operation, closed_line, general_overlay, overlaid, sliced};
pub use meeting::{Meeting, MeetingKind};
pub use pieces::Piece;
pub use sides::ring_locates;
pub use swept::Swept;
