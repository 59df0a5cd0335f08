//! Blocks of farmland before and after a simulation: filled by their size, outlined as one, numbered from the largest.

use egui::{FontId, Painter, Stroke, vec2};

use super::hatch_mesh::HatchMesh;
use super::labels::Labels;
use super::shapes::Prepared;
use crate::assessment::AssessmentBase;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::i18n::{Language, fixed};
use crate::simulation::ProposedBlock;
use crate::theme::{self, Palette};
use crate::units::mu_from_m2;

/// Sizes from which blocks have another colour, mu.
const SIZES_MU: [f64; 5] = [0.0, 100.0, 500.0, 1_000.0, 10_000.0];
/// Smaller blocks have neither outline nor number, mu.
const NUMBERED_MU: f64 = 100.0;

/// The blocks of one colour.
pub(super) struct BlockMesh {
    pub least_mu: f64,
    pub mesh: HatchMesh,
}

impl BlockMesh {
    pub fn is_outlined(&self) -> bool {
        self.least_mu >= NUMBERED_MU
    }
}

/// The meshes of the blocks, by size.
pub(super) fn block_meshes(base: &AssessmentBase, blocks: &[ProposedBlock]) -> Vec<BlockMesh> {
    let empty = |least_mu| BlockMesh { least_mu, mesh: HatchMesh::default() };
    let mut meshes: Vec<BlockMesh> = SIZES_MU.map(empty).into();
    for block in blocks {
        let area_mu = mu_from_m2(block.area_m2);
        let Some(mesh) = meshes.iter_mut().rev().find(|mesh| area_mu >= mesh.least_mu) else { continue };
        let shapes: Vec<Prepared> = block.parcels.iter().map(|&parcel| parcel_shape(base, parcel as usize)).collect();
        mesh.mesh.add_joined(&shapes, area_mu);
    }
    meshes.retain(|mesh| !mesh.mesh.indices.is_empty());
    meshes
}

/// The shape of a land-use parcel.
pub(super) fn parcel_shape(base: &AssessmentBase, parcel: usize) -> Prepared {
    let (layer, feature) = base.land.parcels.layer_of(parcel);
    Prepared::of_parts(layer.shapes.parts(feature))
}

/// Number and size of each large block, the largest first.
pub(super) fn block_labels(
    labels: &mut Labels<'_>,
    space: &Space,
    palette: &Palette,
    blocks: &[ProposedBlock],
    language: Language,
) {
    let visible = space.visible();
    for block in blocks {
        let area_mu = mu_from_m2(block.area_m2);
        if area_mu < NUMBERED_MU || !visible.contains_point(block.label) {
            continue;
        }
        let unit = match language {
            Language::Chinese => "亩",
            Language::English => "mu",
        };
        let size = format!("{} {unit}", fixed(area_mu, 0));
        labels.place_numbered(colour(palette.map.label), space.screen(block.label), block.number, size);
    }
}

/// A number in a circle.
pub(super) fn number_in_circle(
    painter: &Painter,
    at: egui::Pos2,
    number: usize,
    ink: egui::Color32,
    ground: egui::Color32,
) {
    let text = painter.layout_no_wrap(number.to_string(), FontId::proportional(theme::TYPE_SMALL), ink);
    painter.circle(at, theme::BLOCK_NUMBER, ground, Stroke::new(1.5, ink));
    painter.galley(at - text.size() / 2.0 + vec2(0.0, -0.5), text, ink);
}
