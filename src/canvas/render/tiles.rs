//! The base as tiles of pixels at one scale: panning copies them, only what comes into view is drawn.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Rect, vec2};

use super::blit::Placed;
use super::chunk::ChunkKey;
use super::gpu::{TILE_PX, TileTexture};
use crate::canvas::space::Space;
use crate::geometry::{Bounds, Point};

/// Tiles kept at most: 1 MiB each.
const KEPT: usize = 96;

/// Column and row of a tile; rows grow southward.
pub(super) type TileAddress = (i32, i32);

pub(super) struct Tile {
    pub texture: TileTexture,
    /// Must be drawn again: chunks arrived, colours changed.
    pub stale: bool,
    /// Chunks that were not there when it was drawn.
    pub missing: BTreeSet<ChunkKey>,
    /// How many of them may still be missing when it is drawn again.
    redraw_at: usize,
    used: u64,
}

impl Tile {
    /// A chunk arrived. A tile over a hundred of them is not drawn a hundred times: only when most have come, and all.
    pub fn arrived(&mut self, key: &ChunkKey) {
        if self.missing.remove(key) && self.missing.len() <= self.redraw_at {
            self.stale = true;
        }
    }
}

/// Tiles of one scale.
pub(super) struct TileSet {
    pub pixels_per_m: f64,
    pub tiles: BTreeMap<TileAddress, Tile>,
}

impl TileSet {
    pub fn new(pixels_per_m: f64) -> Self {
        Self { pixels_per_m, tiles: BTreeMap::new() }
    }

    pub fn side_m(&self) -> f64 {
        f64::from(TILE_PX) / self.pixels_per_m
    }

    /// Box of a tile, metres from the origin.
    pub fn bounds(&self, (column, row): TileAddress) -> Bounds {
        let side = self.side_m();
        let (west, north) = (f64::from(column) * side, -f64::from(row) * side);
        Bounds { min: [west, north - side], max: [west + side, north] }
    }

    /// Tiles that a box (metres from the origin) meets, from the middle outward.
    pub fn covering(&self, bounds: &Bounds) -> Vec<TileAddress> {
        let side = self.side_m();
        let cell = |value: f64| (value / side).floor() as i32;
        let (columns, rows) = (cell(bounds.min[0])..=cell(bounds.max[0]), cell(-bounds.max[1])..=cell(-bounds.min[1]));
        let middle = bounds.center();
        let mut all: Vec<TileAddress> = rows.flat_map(|row| columns.clone().map(move |column| (column, row))).collect();
        let distance = |address: &TileAddress| {
            let center = self.bounds(*address).center();
            (center[0] - middle[0]).hypot(center[1] - middle[1])
        };
        all.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        all
    }

    pub fn insert(&mut self, address: TileAddress, texture: TileTexture, missing: BTreeSet<ChunkKey>, frame: u64) {
        let redraw_at = missing.len() / 8;
        self.tiles.insert(address, Tile { texture, stale: false, missing, redraw_at, used: frame });
    }

    pub fn touch(&mut self, address: TileAddress, frame: u64) {
        if let Some(tile) = self.tiles.get_mut(&address) {
            tile.used = frame;
        }
    }

    /// Gives back the textures of tiles that were not seen for longest.
    pub fn trim(&mut self, frame: u64) {
        while self.tiles.len() > KEPT {
            let oldest = self.tiles.iter().filter(|(_, tile)| tile.used < frame).min_by_key(|(_, tile)| tile.used);
            let Some(address) = oldest.map(|(address, _)| *address) else { return };
            self.tiles.remove(&address);
        }
    }

    /// The tiles on the screen, scaled where the map has another scale by now.
    pub fn placed(&self, space: &Space, pixels_per_m: f64, origin: Point) -> impl Iterator<Item = Placed> {
        let side = (self.side_m() * space.points_per_m) as f32;
        let stretched = pixels_per_m != self.pixels_per_m;
        self.tiles.iter().filter_map(move |(address, tile)| {
            let corner = self.bounds(*address);
            let at = space.screen([corner.min[0] + origin[0], corner.max[1] + origin[1]]);
            let rect = Rect::from_min_size(at, vec2(side, side));
            rect.intersects(space.rect).then(|| tile.texture.groups.placed(rect, stretched))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_what_is_seen() {
        let set = TileSet::new(0.5);
        let seen = Bounds { min: [-100.0, -2500.0], max: [1500.0, 10.0] };
        let tiles = set.covering(&seen);
        let covered = tiles.iter().fold(Bounds::EMPTY, |whole, address| whole.union(&set.bounds(*address)));
        assert!(covered.contains(&seen));
        assert!(tiles.iter().all(|address| set.bounds(*address).meets(&seen)));
    }
}
