//! What we *propose*: the document with its schemes and zones. Small, rich, undoable, journalled. Nothing here changes itself:
//! a [`Document`] changes only by a patch of `edit`.

mod document;
mod ids;
mod layer_entry;
mod scheme;
mod shape;
mod zone;

pub use document::{Document, Settings};
pub use ids::{SchemeId, ZoneId};
pub use layer_entry::LayerEntry;
pub use scheme::Scheme;
pub use shape::{Shape, VertexAddress, shape_bounds, translated};
pub use zone::{Zone, ZoneKind};
