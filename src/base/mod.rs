//! What *is*: the authoritative layers, packed and immutable behind `Arc`, so that the window, every job and every scheme read
//! the same copy. A correction of the base is a design record that cites a base feature; the base itself never changes.

mod builder;
mod column_builder;
mod columns;
mod land_use;
mod layer;
mod provenance;
mod recognise;
mod role;

pub use builder::{FieldBuilder, LayerBuilder, UnindexedLayer};
pub use column_builder::ColumnBuilder;
pub use columns::{Column, ColumnData, Columns, TextColumn, Value, ValueRef};
pub use land_use::{LandClass, LandGroup, land_class, land_classes};
pub use layer::{BaseLayer, LayerId};
pub use provenance::Provenance;
pub use recognise::{RoleGuess, RoleReason, guess_role};
pub use role::Role;
