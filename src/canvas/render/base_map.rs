//! The base on the map: layers cut into chunks that worker threads prepare, drawn into tiles that are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui_wgpu::RenderState;

use super::chunk::{Band, ChunkKey, ChunkMesh, ChunkPlan, Parts, chunk_plans};
use super::gpu::{ChunkBuffers, Draw, Gpu, StyleBuffer, TileTexture, TileView};
use super::style::{LayerStyle, class_indices, premultiplied};
use super::tiles::{Tile, TileAddress, TileSet};
use crate::base::{BaseLayer, LayerId};
use crate::canvas::colours::colour;
use crate::canvas::space::{METRES_PER_POINT, Space};
use crate::design::LayerEntry;
use crate::geometry::{Bounds, Point};
use crate::theme::MapColours;

/// Tiles drawn in one frame at most: keeps a software renderer fluent while the map moves.
const TILES_A_FRAME: usize = 2;
/// Tiles drawn at most in the frame in which nothing at all is to be seen yet.
const TILES_AT_ONCE: usize = 8;
/// Triangles and segments drawn into tiles in one frame, beyond which the next tile waits for the next frame.
const DRAWN_A_FRAME: usize = 150_000;
/// Chunks on their way through the worker threads at most.
const IN_WORK: usize = 128;
/// Bytes of chunks kept on the card.
const CHUNK_BYTES: usize = 700 << 20;

/// A mesh that a worker thread made, and for which opening of a project.
type Finished = (u64, ChunkKey, ChunkMesh);

/// How the base is to be drawn.
pub(in crate::canvas) struct Look<'a> {
    pub colours: &'a MapColours,
    pub full_colours: bool,
    pub pixels_per_point: f32,
}

pub(in crate::canvas) struct BaseMap {
    gpu: Gpu,
    origin: Point,
    layers: BTreeMap<LayerId, MapLayer>,
    /// Bottom first.
    order: Vec<LayerEntry>,
    chunks: BTreeMap<ChunkKey, Chunk>,
    bytes: usize,
    in_work: BTreeSet<ChunkKey>,
    finished: (Sender<Finished>, Receiver<Finished>),
    /// Counts what was opened: meshes of a project that was closed are dropped.
    generation: u64,
    current: Option<TileSet>,
    /// Of the scale before: shown, scaled, until the current tiles are there.
    previous: Option<TileSet>,
    scale_of_last_frame: f64,
    pixels_per_point: f32,
    /// Colour of the map where there is no land.
    ground: [f32; 4],
    frame: u64,
    complete: bool,
}

struct MapLayer {
    layer: Arc<BaseLayer>,
    classes: Arc<[u8]>,
    plans: Arc<[ChunkPlan]>,
    style: Option<(LayerStyle, StyleBuffer)>,
}

struct Chunk {
    buffers: ChunkBuffers,
    bytes: usize,
    used: u64,
}

impl BaseMap {
    pub fn new(state: &RenderState) -> Self {
        Self {
            gpu: Gpu::new(state),
            origin: [0.0; 2],
            layers: BTreeMap::new(),
            order: Vec::new(),
            chunks: BTreeMap::new(),
            bytes: 0,
            in_work: BTreeSet::new(),
            finished: channel(),
            generation: 0,
            current: None,
            previous: None,
            scale_of_last_frame: 0.0,
            pixels_per_point: 0.0,
            ground: [0.0; 4],
            frame: 0,
            complete: false,
        }
    }

    /// Forgets everything: another project is open.
    pub fn reset(&mut self, origin: Point) {
        self.generation += 1;
        self.origin = origin;
        self.layers.clear();
        self.order.clear();
        self.chunks.clear();
        self.in_work.clear();
        self.bytes = 0;
        self.current = None;
        self.previous = None;
        self.complete = false;
    }

    /// Whether the last frame showed everything, at the detail wanted.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Takes over the layers of the project in their order (top first), what they hold and how they are shown.
    pub fn set_layers<'a>(&mut self, entries: &[LayerEntry], find: impl Fn(LayerId) -> Option<&'a Arc<BaseLayer>>) {
        let shown: Vec<LayerEntry> =
            entries.iter().rev().filter(|entry| entry.visible && !entry.removed).cloned().collect();
        if shown != self.order {
            self.order = shown;
            self.all_stale();
        }
        for entry in entries {
            let Some(layer) = find(entry.layer) else { continue };
            let known = self.layers.get(&entry.layer).is_some_and(|known| Arc::ptr_eq(&known.layer, layer));
            if !known {
                self.chunks.retain(|key, _| key.0 != entry.layer);
                let made = MapLayer {
                    layer: layer.clone(),
                    classes: class_indices(layer).into(),
                    plans: chunk_plans(&layer.shapes).into(),
                    style: None,
                };
                self.layers.insert(entry.layer, made);
                self.all_stale();
            }
        }
    }

    /// Draws the base. Asks for another frame only while something is still to come.
    pub fn paint(&mut self, painter: &egui::Painter, space: &Space, look: &Look<'_>) {
        self.frame += 1;
        self.collect();
        self.restyle(look);
        let pixels_per_m = space.points_per_m * f64::from(look.pixels_per_point);
        let moving = self.scale_of_last_frame != 0.0 && self.scale_of_last_frame != pixels_per_m;
        self.scale_of_last_frame = pixels_per_m;
        let same = self.current.as_ref().is_some_and(|set| set.pixels_per_m == pixels_per_m);
        if moving && !same && self.current.is_some() {
            // While the scale changes the last tiles are stretched; the frame after it stands still draws new ones.
            painter.ctx().request_repaint();
        } else {
            self.draw_tiles(painter.ctx(), space, pixels_per_m);
        }
        let seen = self.local(&space.visible());
        let covers = |set: &TileSet| {
            let current = set.pixels_per_m == pixels_per_m;
            current && set.covering(&seen).iter().all(|address| set.tiles.contains_key(address))
        };
        // On a software renderer every full layer of pixels counts: what is covered is not drawn.
        let covered = self.current.as_ref().is_some_and(covers);
        if !covered {
            painter.rect_filled(space.rect, 0.0, colour(look.colours.background));
        }
        let below = self.previous.as_ref().filter(|_| !covered);
        let sets = below.into_iter().chain(&self.current);
        let tiles = sets.flat_map(|set| set.placed(space, pixels_per_m, self.origin)).collect();
        painter.add(self.gpu.blitter.blit(space.rect, tiles));
    }

    fn draw_tiles(&mut self, context: &egui::Context, space: &Space, pixels_per_m: f64) {
        let other_scale = self.current.as_ref().is_none_or(|set| set.pixels_per_m != pixels_per_m);
        if other_scale && let Some(before) = self.current.replace(TileSet::new(pixels_per_m)) {
            self.previous = Some(before);
        }
        let Some(mut set) = self.current.take() else { return };
        let seen = self.local(&space.visible());
        let needed = set.covering(&seen);
        let wanting = |set: &TileSet| -> Vec<TileAddress> {
            let missing = needed.iter().filter(|address| !set.tiles.contains_key(*address));
            let stale = needed.iter().filter(|address| set.tiles.get(*address).is_some_and(|tile| tile.stale));
            missing.chain(stale).copied().collect()
        };
        let budget = if set.tiles.is_empty() && self.previous.is_none() { TILES_AT_ONCE } else { TILES_A_FRAME };
        let mut drawn = 0;
        for address in wanting(&set).into_iter().take(budget) {
            if drawn < DRAWN_A_FRAME {
                drawn += self.draw_tile(&mut set, address, space.scale_denominator());
            }
        }
        for address in &needed {
            self.start_missing(context, &set, *address);
        }
        for address in &needed {
            set.touch(*address, self.frame);
        }
        if !wanting(&set).is_empty() {
            context.request_repaint();
        }
        let complete = needed.iter().all(|address| set.tiles.contains_key(address));
        let finished = |tile: &Tile| !tile.stale && tile.missing.is_empty();
        self.complete = needed.iter().all(|address| set.tiles.get(address).is_some_and(finished));
        if complete && self.in_work.is_empty() {
            self.previous = None;
        }
        set.trim(self.frame);
        self.current = Some(set);
    }

    /// Draws a tile with what is there; returns how many triangles and segments that took.
    fn draw_tile(&mut self, set: &mut TileSet, address: TileAddress, denominator: f64) -> usize {
        let bounds = set.bounds(address);
        let band = Band::at(1.0 / set.pixels_per_m);
        // A line or a joint may reach over from the neighbour.
        let reach = self.world(&bounds.grown(4.0 / set.pixels_per_m));
        let mut wanted: Vec<(ChunkKey, bool, bool)> = Vec::new();
        let mut missing = BTreeSet::new();
        for entry in &self.order {
            let Some(layer) = self.layers.get(&entry.layer) else { continue };
            let Some((style, _)) = &layer.style else { continue };
            let lines = style.parts.lines && denominator < style.lines_below;
            for (index, _) in layer.plans.iter().enumerate().filter(|(_, plan)| plan.bounds.meets(&reach)) {
                let key = (entry.layer, band, index);
                if let Some(chunk) = self.chunks.get_mut(&key) {
                    chunk.used = self.frame;
                } else {
                    missing.insert(key);
                }
                wanted.push((key, style.parts.fill, lines));
            }
        }
        let mut draws = Vec::with_capacity(wanted.len() * 2);
        let mut from = 0;
        while from < wanted.len() {
            let layer = wanted[from].0.0;
            let to = from + wanted[from..].iter().take_while(|(key, ..)| key.0 == layer).count();
            for lines in [false, true] {
                for (key, fill, with_lines) in &wanted[from..to] {
                    let shown = if lines { *with_lines } else { *fill };
                    let style = self.layers.get(&layer).and_then(|layer| layer.style.as_ref());
                    if let (true, Some(chunk), Some((_, style))) = (shown, self.best_chunk(*key), style) {
                        draws.push(Draw { style, chunk, lines });
                    }
                }
            }
            from = to;
        }
        let texture = set.tiles.remove(&address).map_or_else(|| self.gpu.new_tile(), |tile| tile.texture);
        self.render(&texture, set, address, bounds, &draws);
        let drawn = draws.iter().map(Draw::elements).sum();
        set.insert(address, texture, missing, self.frame);
        drawn
    }

    /// Has the chunks made that a tile still lacks, as far as there is room.
    fn start_missing(&mut self, context: &egui::Context, set: &TileSet, address: TileAddress) {
        let Some(tile) = set.tiles.get(&address) else { return };
        for key in &tile.missing {
            if self.in_work.len() >= IN_WORK {
                return;
            }
            let Some(layer) = self.layers.get(&key.0) else { continue };
            let (Some((style, _)), Some(plan)) = (&layer.style, layer.plans.get(key.2)) else { continue };
            let parts = Parts { fill: style.parts.fill, lines: band_shows_lines(style, key.1) };
            if self.in_work.insert(*key) {
                self.start(context, layer, plan.clone(), *key, parts);
            }
        }
    }

    fn render(&self, texture: &TileTexture, set: &TileSet, address: TileAddress, bounds: Bounds, draws: &[Draw<'_>]) {
        // A pattern's phase is taken modulo a million pixels: f32 stays exact, a jump every 2,000 tiles is not seen.
        let phase = |cell: i32| (i64::from(cell) * i64::from(super::gpu::TILE_PX)).rem_euclid(1 << 20) as f32;
        let view = TileView {
            corner_m: [bounds.min[0], bounds.max[1]],
            pixels_per_m: set.pixels_per_m,
            phase: [phase(address.0), phase(address.1)],
        };
        self.gpu.render(texture, &view, self.ground, draws);
    }

    /// The chunk at the detail wanted, or at the next that is there.
    fn best_chunk(&self, (layer, band, index): ChunkKey) -> Option<&ChunkBuffers> {
        let at = |band: u8| self.chunks.get(&(layer, Band(band), index));
        let near = std::iter::once(band.0).chain(band.0 + 1..5).chain((0..band.0).rev());
        near.filter_map(at).map(|chunk| &chunk.buffers).next()
    }

    fn start(&self, context: &egui::Context, layer: &MapLayer, plan: ChunkPlan, key: ChunkKey, parts: Parts) {
        let (data, classes) = (layer.layer.clone(), layer.classes.clone());
        let (sender, context) = (self.finished.0.clone(), context.clone());
        let (origin, generation) = (self.origin, self.generation);
        rayon::spawn(move || {
            let mesh = ChunkMesh::build(&data, &plan, &classes, key.1, origin, parts);
            // Nobody listens when the window was closed meanwhile.
            let _ = sender.send((generation, key, mesh));
            context.request_repaint();
        });
    }

    /// Takes over what the worker threads have finished.
    fn collect(&mut self) {
        while let Ok((generation, key, mesh)) = self.finished.1.try_recv() {
            if generation != self.generation {
                continue;
            }
            self.in_work.remove(&key);
            if !self.layers.contains_key(&key.0) {
                continue;
            }
            let bytes = mesh.bytes();
            self.bytes += bytes;
            self.chunks.insert(key, Chunk { buffers: self.gpu.upload(&mesh), bytes, used: self.frame });
            for tile in self.current.iter_mut().flat_map(|set| set.tiles.values_mut()) {
                tile.arrived(&key);
            }
        }
        while self.bytes > CHUNK_BYTES {
            let oldest = self.chunks.iter().min_by_key(|(_, chunk)| chunk.used).map(|(key, chunk)| (*key, chunk.used));
            let Some((key, _)) = oldest.filter(|(_, used)| *used + 1 < self.frame) else { break };
            if let Some(chunk) = self.chunks.remove(&key) {
                self.bytes -= chunk.bytes;
            }
        }
    }

    fn restyle(&mut self, look: &Look<'_>) {
        let ground = premultiplied(look.colours.background, 1.0);
        let mut changed = self.ground != ground;
        self.ground = ground;
        for entry in &self.order {
            let Some(layer) = self.layers.get_mut(&entry.layer) else { continue };
            let style = LayerStyle::new(&layer.layer, look.colours, look.full_colours, entry.opacity);
            if self.pixels_per_point != look.pixels_per_point
                || layer.style.as_ref().is_none_or(|(known, _)| *known != style)
            {
                let buffer = self.gpu.style(&style, look.pixels_per_point);
                layer.style = Some((style, buffer));
                changed = true;
            }
        }
        self.pixels_per_point = look.pixels_per_point;
        if changed {
            self.all_stale();
        }
    }

    fn all_stale(&mut self) {
        for tile in self.current.iter_mut().flat_map(|set| set.tiles.values_mut()) {
            tile.stale = true;
        }
    }

    fn local(&self, bounds: &Bounds) -> Bounds {
        shifted(bounds, [-self.origin[0], -self.origin[1]])
    }

    fn world(&self, bounds: &Bounds) -> Bounds {
        shifted(bounds, self.origin)
    }
}

/// Whether outlines can be asked for at any scale of a band; those of hidden outlines are never made.
fn band_shows_lines(style: &LayerStyle, band: Band) -> bool {
    style.parts.lines && band.metres_per_pixel() <= style.lines_below * METRES_PER_POINT
}

fn shifted(bounds: &Bounds, by: Point) -> Bounds {
    let shift = |point: Point| [point[0] + by[0], point[1] + by[1]];
    Bounds { min: shift(bounds.min), max: shift(bounds.max) }
}
