//! What a simulation proposes: blocks of farmland after it (or as they are), the parcels that change with the pattern of what they
//! become, the one under the pointer with its card, the one that was asked about.

use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{Painter, Stroke};

use super::blocks::{BlockMesh, block_labels, block_meshes, parcel_shape};
use super::hatch::{Hatched, HatchedLand, Hatcher};
use super::hatch_look::{HatchColours, HatchLook};
use super::hatch_mesh::HatchMesh;
use super::labels::Labels;
use super::locks::LockPainter;
use super::notes::card;
use super::shapes::Prepared;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::design::Lock;
use crate::geometry::Bounds;
use crate::i18n::Language;
use crate::jobs::{Job, Outcome};
use crate::session::{Change, MOST_OUTLINES, SimulationResult, SimulationView};
use crate::theme::{self, Palette};

/// Draws results of simulations. Without a graphics card (in tests) outlines, labels and cards only.
pub(super) struct SimulationPainter {
    hatcher: Option<Hatcher>,
    drawn: Option<Drawn>,
    locks: LockPainter,
}

/// A result on the card.
struct Drawn {
    number: u64,
    changes: Vec<(bool, Option<Arc<HatchedLand>>)>,
    /// Before and after; found on a thread of its own, for a township has thousands of parcels in blocks.
    blocks: [Vec<BlocksOnCard>; 2],
    finding: Option<Job<[Vec<BlockMesh>; 2]>>,
}

struct BlocksOnCard {
    least_mu: f64,
    is_outlined: bool,
    land: Arc<HatchedLand>,
}

impl SimulationPainter {
    pub fn new(state: Option<&RenderState>) -> Self {
        Self { hatcher: state.map(Hatcher::new), drawn: None, locks: LockPainter::default() }
    }

    pub fn forget(&mut self) {
        self.drawn = None;
        self.locks.forget();
    }

    /// The blocks and the changes, beneath the zones.
    pub fn paint(
        &mut self,
        painter: &Painter,
        space: &Space,
        palette: &Palette,
        result: &SimulationResult,
        view: &SimulationView,
    ) {
        let Some(hatcher) = self.hatcher.clone() else { return };
        if self.drawn.as_ref().is_none_or(|drawn| drawn.number != result.number) {
            self.drawn = Some(Drawn::begin(&hatcher, painter.ctx(), result));
        }
        let Some(drawn) = &mut self.drawn else { return };
        drawn.collect(&hatcher);
        let is_near = space.scale_denominator() < theme::BLOCK_OUTLINES_BELOW;
        let mut hatched = Vec::new();
        for blocks in &drawn.blocks[usize::from(!view.before)] {
            let land = &blocks.land;
            let outline = theme::block_outline(blocks.least_mu);
            let colours = HatchColours { outline, ..HatchColours::of_one(theme::block_colour(blocks.least_mu)) };
            hatched.push(Hatched {
                land: Arc::clone(land),
                colours,
                look: HatchLook::of_block(blocks.is_outlined && is_near),
            });
        }
        if !view.before {
            for (gains, land) in &drawn.changes {
                if let Some(land) = land {
                    let mark = if *gains { palette.accent } else { palette.procedure.mark };
                    let fill = mark.mixed(palette.panel, if *gains { 0.55 } else { 1.0 });
                    let colours = HatchColours { fill, ..HatchColours::of_one(mark) };
                    hatched.push(Hatched { land: Arc::clone(land), colours, look: HatchLook::of_change(*gains) });
                }
            }
        }
        painter.add(hatcher.paint(space, hatched));
    }

    /// The locks, over what is proposed.
    pub fn paint_locks(&mut self, painter: &Painter, space: &Space, palette: &Palette, locks: &[Arc<Lock>]) {
        self.locks.paint(painter, self.hatcher.as_ref(), space, palette, locks);
    }

    /// Numbers and sizes of the large blocks.
    pub fn labels(
        labels: &mut Labels<'_>,
        space: &Space,
        palette: &Palette,
        result: &SimulationResult,
        view: &SimulationView,
        language: Language,
    ) {
        let proposal = &result.proposal;
        let blocks = if view.before { &proposal.blocks_before } else { &proposal.blocks_after };
        block_labels(labels, space, palette, blocks, language);
    }

    /// The parcel that was asked about and the change under the pointer, outlined; the latter with its card.
    pub fn paint_pointed(
        painter: &Painter,
        space: &Space,
        palette: &Palette,
        result: &SimulationResult,
        view: &SimulationView,
        language: Language,
    ) {
        let parcels = &result.base.land.parcels;
        let visible = space.visible();
        let outline = |parcel: usize, ink| {
            if !parcels.bounds_of(parcel).meets(&visible) {
                return;
            }
            let (layer, feature) = parcels.layer_of(parcel);
            let casing = theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING;
            for stroke in [Stroke::new(casing, colour(palette.map.casing)), Stroke::new(theme::ZONE_OUTLINE, ink)] {
                for ring in layer.shapes.rings(feature) {
                    let line = ring.iter().map(|at| space.screen(*at)).collect();
                    painter.add(egui::Shape::closed_line(line, stroke));
                }
            }
        };
        let ink = colour(palette.selection);
        let changes = &result.proposal.changes;
        for change in view.marked.iter().filter_map(|&index| changes.get(index)).take(MOST_OUTLINES) {
            outline(change.parcel, ink);
        }
        let asked = view.pointed.iter().copied().chain(view.asked);
        for parcel in asked.filter(|&parcel| parcel < result.base.land.parcels.len()) {
            outline(parcel, ink);
        }
        let hovered = view.hovered_in_list.or(view.hovered_on_map);
        let Some(change) = hovered.and_then(|place| Change::at(&result.proposal, place)) else { return };
        outline(change.of.parcel, ink);
        let at = space.screen_rect(&result.base.land.parcels.bounds_of(change.of.parcel));
        if at.intersects(painter.clip_rect()) {
            card(painter, palette, at, &change.title(), &change.lines(), language);
        }
    }
}

impl Drawn {
    fn begin(hatcher: &Hatcher, context: &egui::Context, result: &SimulationResult) -> Self {
        let changes = [true, false].map(|gains| {
            let of_kind = Change::all(&result.proposal).filter(|change| change.gains() == gains);
            let shapes: Vec<(Prepared, f64)> = of_kind
                .map(|change| {
                    let bounds: Bounds = result.base.land.parcels.bounds_of(change.of.parcel);
                    (parcel_shape(&result.base, change.of.parcel), bounds.width_m().max(bounds.height_m()))
                })
                .collect();
            (gains, hatcher.upload(&HatchMesh::of_pieces(shapes.iter().map(|(shape, extent_m)| (shape, *extent_m)))))
        });
        let (base, proposal) = (Arc::clone(&result.base), Arc::clone(&result.proposal));
        let context = context.clone();
        let finding = Job::start(Arc::new(move || context.request_repaint()), move |_| {
            [&proposal.blocks_before, &proposal.blocks_after].map(|blocks| block_meshes(&base, blocks))
        });
        Self {
            number: result.number,
            changes: changes.into(),
            blocks: [Vec::new(), Vec::new()],
            finding: Some(finding),
        }
    }

    fn collect(&mut self, hatcher: &Hatcher) {
        let Some(outcome) = self.finding.as_ref().and_then(Job::try_finish) else { return };
        self.finding = None;
        if let Outcome::Done(found) = outcome {
            self.blocks = found.map(|meshes| {
                let on_card = |blocks: BlockMesh| {
                    let (least_mu, is_outlined) = (blocks.least_mu, blocks.is_outlined());
                    Some(BlocksOnCard { least_mu, is_outlined, land: hatcher.upload(&blocks.mesh)? })
                };
                meshes.into_iter().filter_map(on_card).collect()
            });
        }
    }
}
