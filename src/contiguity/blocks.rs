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
    block_of: Vec<u32>,
    perimeters_m: f64,
    contact_m: f64,
}

const NONE: u32 = u32::MAX;

impl Blocks {
    /// The blocks among the faces that count: those for which `counts` holds and which the graph includes; `faces` are those of the
    /// graph. Links to faces that don't count join nothing.
    pub fn of(graph: &Graph, faces: &Faces, counts: &[bool]) -> Self {
        let is_counted = |face: usize| counts.get(face).copied().unwrap_or(false) && graph.includes(face);
        let mut forest = Forest::new(graph.len());
        let mut shared: Vec<i64> = vec![0; graph.len()];
        let mut contact = 0i128;
        graph.for_each_pair(|first, second, found| {
            if is_counted(first) && is_counted(second) {
                forest.join(first, second);
                let length = (found.length_m * NANO).round() as i64;
                contact += i128::from(length);
                if found.kind == ContactKind::Shared {
                    shared[first] += length;
                }
            }
        });
        let mut sums: Vec<Sum> = Vec::new();
        let mut block_of = vec![NONE; graph.len()];
        let mut perimeters = 0i128;
        for face in (0..graph.len()).filter(|&face| is_counted(face)) {
            // The lowest face of a tree is its root, and comes first.
            let root = forest.root(face);
            if root == face {
                block_of[face] = sums.len() as u32;
                sums.push(Sum { first_face: face as u32, ..Sum::default() });
            }
            block_of[face] = block_of[root];
            let perimeter = i128::from((faces.perimeter_m(face) * NANO).round() as i64);
            let sum = &mut sums[block_of[face] as usize];
            sum.faces += 1;
            sum.area += (faces.area_m2(face) * NANO).round() as i128;
            sum.outline += perimeter - 2 * i128::from(shared[face]);
            perimeters += perimeter;
        }
        Self {
            blocks: sums.iter().map(Sum::block).collect(),
            block_of,
            perimeters_m: perimeters as f64 / NANO,
            contact_m: contact as f64 / NANO,
        }
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
        self.perimeters_m
    }

    /// Length of all links between faces that count, shared or facing, metres.
    pub fn contact_m(&self) -> f64 {
        self.contact_m
    }
}

/// A block while it is summed, lengths and areas in billionths.
#[derive(Default)]
struct Sum {
    first_face: u32,
    faces: u32,
    area: i128,
    outline: i128,
}

impl Sum {
    fn block(&self) -> Block {
        Block {
            first_face: self.first_face,
            faces: self.faces,
            area_m2: self.area as f64 / NANO,
            outline_m: self.outline as f64 / NANO,
        }
    }
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
