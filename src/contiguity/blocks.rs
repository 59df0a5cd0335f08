//! Blocks: faces that hang together over links, and how large they are.

use super::contact::ContactKind;
use super::faces::Faces;
use super::graph::Graph;
use super::links::Links;

/// Billionths of a metre or a square metre: integers add up the same in any order, so a block's figures do not depend on the
/// numbers of its faces.
const NANO: f64 = 1e9;

/// Faces that hang together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Its lowest face number.
    pub first_face: u32,
    /// Number of faces.
    pub faces: u32,
    /// Ellipsoidal area, m².
    pub area_m2: f64,
    /// Perimeters of the faces less twice the boundary they share, metres in the plane.
    pub outline_m: f64,
}

/// The blocks of the faces that count, by their lowest face number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blocks {
    blocks: Vec<Block>,
    /// What each block was made from.
    sums: Vec<Sum>,
    block_of: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Blocks {
    /// The blocks among the faces that count: those for which `counts` holds and which the graph includes; `faces` are those of the
    /// graph. Links to faces that don't count join nothing.
    pub fn of(graph: &Graph, faces: &Faces, counts: &[bool]) -> Self {
        let is_counted = |face: usize| counts.get(face).copied().unwrap_or(false) && graph.includes(face);
        let members: Vec<u32> = (0..graph.len() as u32).filter(|&face| is_counted(face as usize)).collect();
        let mut blocks = Self { block_of: vec![NONE; graph.len()], ..Self::default() };
        blocks.put_together(graph, faces, &members, &[]);
        blocks
    }

    /// Follows a graph that was refreshed, of whose faces all that it includes count; `relinked` are those whose links were found
    /// anew. Only blocks that had one of them, or are linked to one now, are put together again. The blocks are then those of
    /// [`Self::of`].
    pub fn refresh(&mut self, graph: &Graph, faces: &Faces, relinked: &[usize]) {
        self.block_of.resize(graph.len(), NONE);
        let mut is_open = vec![false; self.blocks.len()];
        let mut is_member = vec![false; graph.len()];
        for &face in relinked {
            is_member[face] = true;
            for near in std::iter::once(face).chain(graph.links(face).map(|link| link.to as usize)) {
                if let Some(block) = self.block_of(near) {
                    is_open[block] = true;
                }
            }
        }
        let belongs = |face: &u32| {
            let face = *face as usize;
            (is_member[face] || self.block_of(face).is_some_and(|block| is_open[block])) && graph.includes(face)
        };
        let members: Vec<u32> = (0..graph.len() as u32).filter(belongs).collect();
        self.put_together(graph, faces, &members, &is_open);
    }

    /// Puts the `members`, ascending, together in the place of the blocks that `is_open` names; they have no links to other blocks.
    fn put_together(&mut self, graph: &Graph, faces: &Faces, members: &[u32], is_open: &[bool]) {
        let (found, sum_of) = joined(graph, faces, members);
        // By their lowest face number: those that stay keep their order, those that were found have it.
        let mut numbers_kept = vec![NONE; self.sums.len()];
        let mut numbers_found = vec![NONE; found.len()];
        let kept = std::mem::take(&mut self.sums).into_iter().enumerate();
        let mut kept = kept.filter(|(block, _)| !is_open.get(*block).copied().unwrap_or(false)).peekable();
        for (at, sum) in found.into_iter().enumerate() {
            while let Some((block, earlier)) = kept.next_if(|(_, kept)| kept.first_face < sum.first_face) {
                numbers_kept[block] = self.sums.len() as u32;
                self.sums.push(earlier);
            }
            numbers_found[at] = self.sums.len() as u32;
            self.sums.push(sum);
        }
        for (block, sum) in kept {
            numbers_kept[block] = self.sums.len() as u32;
            self.sums.push(sum);
        }
        for block in self.block_of.iter_mut().filter(|block| **block != NONE) {
            *block = numbers_kept[*block as usize];
        }
        for (&face, sum) in members.iter().zip(sum_of) {
            self.block_of[face as usize] = numbers_found[sum as usize];
        }
        self.blocks = self.sums.iter().map(Sum::block).collect();
    }

    /// The blocks, by their lowest face number.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Position among the blocks of the one that a face belongs to.
    pub fn block_of(&self, face: usize) -> Option<usize> {
        self.block_of.get(face).filter(|&&block| block != NONE).map(|&block| block as usize)
    }

    /// Area of all blocks, m².
    pub fn area_m2(&self) -> f64 {
        self.blocks.iter().fold(0.0, |sum, block| sum + block.area_m2)
    }

    /// Perimeters of all faces that count, metres.
    pub fn perimeters_m(&self) -> f64 {
        self.sums.iter().map(|sum| sum.perimeters).sum::<i128>() as f64 / NANO
    }

    /// Length of all links between faces that count, shared or facing, metres.
    pub fn contact_m(&self) -> f64 {
        self.sums.iter().map(|sum| sum.contact).sum::<i128>() as f64 / NANO
    }
}

/// What a block is made from, lengths and areas in billionths.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    first_face: u32,
    faces: u32,
    area: i128,
    perimeters: i128,
    /// Length of all links within, and of those along shared boundary.
    contact: i128,
    shared: i128,
}

impl Sum {
    fn block(&self) -> Block {
        Block {
            first_face: self.first_face,
            faces: self.faces,
            area_m2: self.area as f64 / NANO,
            outline_m: (self.perimeters - 2 * self.shared) as f64 / NANO,
        }
    }
}

/// The sums of the blocks that faces, ascending, make up among themselves, by their lowest face, and which of them each face is in.
fn joined(graph: &Graph, faces: &Faces, members: &[u32]) -> (Vec<Sum>, Vec<u32>) {
    let mut place_of = vec![NONE; graph.len()];
    for (place, &face) in members.iter().enumerate() {
        place_of[face as usize] = place as u32;
    }
    let mut forest = Forest::new(members.len());
    // Length of the links to higher numbers: of all, and of those along shared boundary.
    let mut lengths = vec![[0i64; 2]; members.len()];
    for (place, &face) in members.iter().enumerate() {
        for link in graph.links(face as usize).filter(|link| link.to > face) {
            let other = place_of[link.to as usize];
            if other != NONE {
                forest.join(place, other as usize);
                let length = (link.contact.length_m * NANO).round() as i64;
                lengths[place][0] += length;
                if link.contact.kind == ContactKind::Shared {
                    lengths[place][1] += length;
                }
            }
        }
    }
    let mut sums: Vec<Sum> = Vec::new();
    let mut sum_of = vec![NONE; members.len()];
    for (place, &face) in members.iter().enumerate() {
        // The lowest face of a tree is its root, and comes first.
        let root = forest.root(place);
        if root == place {
            sum_of[place] = sums.len() as u32;
            sums.push(Sum { first_face: face, ..Sum::default() });
        }
        sum_of[place] = sum_of[root];
        let sum = &mut sums[sum_of[place] as usize];
        sum.faces += 1;
        sum.area += (faces.area_m2(face as usize) * NANO).round() as i128;
        sum.perimeters += (faces.perimeter_m(face as usize) * NANO).round() as i128;
        sum.contact += i128::from(lengths[place][0]);
        sum.shared += i128::from(lengths[place][1]);
    }
    (sums, sum_of)
}

/// The lowest face number of the component that each face belongs to.
pub(super) fn components(links: &Links) -> Vec<u32> {
    let mut forest = Forest::new(links.len());
    links.for_each_pair(|first, second, _| forest.join(first, second));
    (0..links.len()).map(|face| forest.root(face) as u32).collect()
}

/// Union-find whose roots are the lowest numbers of their trees: labels do not depend on the order of joining.
struct Forest {
    parents: Vec<u32>,
}

impl Forest {
    fn new(count: usize) -> Self {
        Self { parents: (0..count as u32).collect() }
    }

    fn root(&mut self, mut face: usize) -> usize {
        while self.parents[face] as usize != face {
            let above = self.parents[self.parents[face] as usize];
            self.parents[face] = above;
            face = above as usize;
        }
        face
    }

    fn join(&mut self, first: usize, second: usize) {
        let (first, second) = (self.root(first), self.root(second));
        let (low, high) = (first.min(second), first.max(second));
        self.parents[high] = low as u32;
    }
}
