//! The boxes of pieces in square cells, so that a question about a few metres looks at the pieces there and not at all of them: a
//! link asks about every line across its gap.

use std::collections::HashMap;

use crate::geometry::Bounds;

/// Side of a cell, metres: several parcels.
const CELL_M: f64 = 250.0;
/// A box over more cells than this is kept apart, and looked at whatever is asked.
const MOST_CELLS: f64 = 1024.0;

/// Boxes by place. Cheap to clone next to the pieces themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct PieceGrid {
    /// Empty for an empty place.
    bounds: Vec<Bounds>,
    cells: HashMap<[i32; 2], Vec<u32>>,
    wide: Vec<u32>,
}

impl PieceGrid {
    /// The box at a place, which may be empty.
    pub fn bounds(&self, place: usize) -> Bounds {
        self.bounds.get(place).copied().unwrap_or(Bounds::EMPTY)
    }

    /// Puts a box in the stead of what was at a place.
    pub fn put(&mut self, place: usize, bounds: Bounds) {
        if self.bounds.len() <= place {
            self.bounds.resize(place + 1, Bounds::EMPTY);
        }
        let number = place as u32;
        match cells_of(&self.bounds[place]) {
            Some(cells) => cells.for_each(|cell| {
                if let Some(there) = self.cells.get_mut(&cell) {
                    there.retain(|other| *other != number);
                }
            }),
            None => self.wide.retain(|other| *other != number),
        }
        match cells_of(&bounds) {
            Some(cells) => cells.for_each(|cell| self.cells.entry(cell).or_default().push(number)),
            None => self.wide.push(number),
        }
        self.bounds[place] = bounds;
    }

    /// Calls `visit` with every place whose box meets a window, ascending.
    pub fn query(&self, window: &Bounds, mut visit: impl FnMut(usize)) {
        let meets = |place: &u32| self.bounds[*place as usize].meets(window);
        let Some(cells) = cells_of(window) else {
            (0..self.bounds.len()).filter(|&place| meets(&(place as u32))).for_each(visit);
            return;
        };
        let in_cells = cells.filter_map(|cell| self.cells.get(&cell)).flatten();
        let mut found: Vec<u32> = in_cells.chain(&self.wide).copied().filter(meets).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().for_each(|place| visit(place as usize));
    }
}

/// The cells that a box meets, none for an empty one; `None` where they are too many.
fn cells_of(bounds: &Bounds) -> Option<impl Iterator<Item = [i32; 2]> + use<>> {
    let cell = |coordinate: f64| (coordinate / CELL_M).floor();
    let ([west, south], [east, north]) = (bounds.min.map(cell), bounds.max.map(cell));
    let count = if bounds.is_empty() { 0.0 } else { (east - west + 1.0) * (north - south + 1.0) };
    if count > MOST_CELLS || count.is_nan() {
        return None;
    }
    let column = move |column| (south as i32..=north as i32).map(move |row| [column, row]);
    let cells = (count > 0.0).then(move || (west as i32..=east as i32).flat_map(column));
    Some(cells.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(grid: &PieceGrid, window: &Bounds) -> Vec<usize> {
        let mut met = Vec::new();
        grid.query(window, |place| met.push(place));
        met
    }

    #[test]
    fn boxes_are_found_where_they_are_now() {
        let square = |x: f64, y: f64, side: f64| Bounds { min: [x, y], max: [x + side, y + side] };
        let mut grid = PieceGrid::default();
        let boxes =
            [square(0.0, 0.0, 10.0), square(-240.0, 240.0, 600.0), square(-1e6, -1e6, 2e6), square(900.0, 0.0, 1.0)];
        for (place, bounds) in boxes.iter().enumerate().rev() {
            grid.put(place, *bounds);
        }
        assert_eq!(met(&grid, &square(5.0, 5.0, 1.0)), [0, 2]);
        assert_eq!(met(&grid, &square(-100.0, -100.0, 2000.0)), [0, 1, 2, 3]);
        assert_eq!(met(&grid, &square(-2e6, -2e6, 4e6)), [0, 1, 2, 3]);
        grid.put(0, square(900.0, 0.0, 2.0));
        grid.put(2, Bounds::EMPTY);
        assert_eq!(met(&grid, &square(5.0, 5.0, 1.0)), Vec::<usize>::new());
        assert_eq!(met(&grid, &square(899.0, 0.0, 5.0)), [0, 3]);
    }
}
