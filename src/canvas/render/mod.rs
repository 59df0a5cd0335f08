//! What is seen: the base as tiles drawn by the graphics card and kept, land in conflict and measures as triangles kept there, the
//! rest of the design on top of it with the painter, every frame anew because it is small and moves.

mod base_map;
mod blit;
mod blocks;
mod chunk;
mod conflict_pieces;
mod design;
mod drafts;
mod gpu;
mod hatch;
mod hatch_look;
mod hatch_mesh;
mod labels;
mod linkage;
mod locks;
mod measure_layer;
mod measure_mesh;
mod measures;
mod names;
mod notes;
mod scale_bar;
mod shapes;
mod simulation;
mod style;
mod tiles;
mod uniform;

pub(super) use base_map::{BaseMap, Look};
pub(super) use design::{DesignPainter, Overlay};
