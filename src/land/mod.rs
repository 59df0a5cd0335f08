//! The land under a scheme: a fold of its measures, in their order, over the base.
//!
//! [`LandBase`] holds what *is*, prepared once a project: the land-use parcels with the facts that figures need, and the land
//! of each role that figures ask about, every place once. [`Land`] is the state under a list of measures. Only parcels that a
//! measure touches have pieces; all others keep their identity. Pieces of a parcel are a partition of it: their areas sum to
//! the parcel's. Regimes are read from the classes before and after, never typed.

mod against;
mod base;
mod basic_farmland;
mod boundary;
mod class_group;
mod cut;
mod decide;
mod fold;
mod grade;
mod ground;
mod parcels;
mod patches;
mod piece;
mod regime;
mod region;
mod role_land;
mod slope;
mod target;
mod urban;

pub use base::LandBase;
pub use basic_farmland::{AreaBasis, BasicFarmlandPiece, Direction};
pub use boundary::BoundaryPiece;
pub use class_group::ClassGroup;
pub use fold::{Land, ParcelLand};
pub use grade::{GradeScale, GradeSystem};
pub use ground::changed_window;
pub use parcels::{Parcels, Village};
pub use patches::BasicFarmland;
pub use piece::{Extent, Piece, PieceId};
pub use regime::Regime;
pub use region::{Region, RegionChange};
pub use role_land::RoleLand;
pub use slope::SlopeLevel;
pub use urban::{BoundaryZone, DevelopmentBoundary};
