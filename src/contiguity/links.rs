//! The links of a graph: one array for all faces, and on top of it what edits changed since.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::contact::{Contact, Scratch};
use super::faces::Faces;

/// Faces that one task of a thread looks at.
const FACES_A_TASK: usize = 256;
/// From this many faces on, an edit is spread over threads: for fewer, waking them takes longer than the work.
const PARALLEL_FROM: usize = 256;

/// A face that lies together with another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub to: u32,
    pub contact: Contact,
}

/// Symmetric links between the nodes among the faces.
#[derive(Clone, Debug)]
pub(super) struct Links {
    /// Faces that may have links.
    nodes: Vec<bool>,
    built: Arc<Built>,
    /// Faces whose built links hold no more.
    stale: Vec<bool>,
    /// Links of the stale, both ways: of each face, ascending.
    fresh: BTreeMap<u32, Vec<Link>>,
}

/// Links of every face, one after the other.
#[derive(Debug, Default)]
struct Built {
    /// `links[starts[f]..starts[f + 1]]` are those of face f, ascending.
    starts: Vec<u32>,
    links: Vec<Link>,
}

impl Links {
    /// The links between the `nodes`, from nothing. `contact` is asked about every pair whose boxes lie within `reach_m`.
    pub fn build(
        faces: &Faces,
        nodes: Vec<bool>,
        reach_m: f64,
        contact: impl Fn([usize; 2], &mut Scratch) -> Option<Contact> + Sync,
    ) -> Self {
        let starts: Vec<usize> = (0..faces.len()).step_by(FACES_A_TASK).collect();
        let found: Vec<Vec<(u32, Link)>> = starts
            .into_par_iter()
            .map_init(Scratch::default, |scratch, start| {
                let mut pairs = Vec::new();
                let end = (start + FACES_A_TASK).min(faces.len());
                for face in (start..end).filter(|&face| nodes[face]) {
                    faces.query(&faces.bounds(face).grown(reach_m), |other| {
                        if other > face
                            && nodes[other]
                            && let Some(contact) = contact([face, other], scratch)
                        {
                            pairs.push((face as u32, Link { to: other as u32, contact }));
                        }
                    });
                }
                pairs
            })
            .collect();
        let built = Arc::new(Built::of_pairs(faces.len(), &found));
        Self { stale: vec![false; nodes.len()], nodes, built, fresh: BTreeMap::new() }
    }

    /// Follows an edit: the links of `touched` faces, ascending, are found anew, those between all others are kept. `is_node` says
    /// which of the touched may have links now.
    pub fn refresh(
        &mut self,
        faces: &Faces,
        touched: &[usize],
        is_node: impl Fn(usize) -> bool,
        reach_m: f64,
        contact: impl Fn([usize; 2], &mut Scratch) -> Option<Contact> + Sync,
    ) {
        self.nodes.resize(faces.len(), false);
        self.stale.resize(faces.len(), false);
        for &face in touched {
            self.nodes[face] = is_node(face);
            self.stale[face] = true;
            self.unlink(face);
        }
        let nodes = &self.nodes;
        let links_of = |scratch: &mut Scratch, &face: &usize| {
            let mut links = Vec::new();
            if nodes[face] {
                faces.query(&faces.bounds(face).grown(reach_m), |other| {
                    if other != face
                        && nodes[other]
                        && (other > face || touched.binary_search(&other).is_err())
                        && let Some(contact) = contact([face, other], scratch)
                    {
                        links.push(Link { to: other as u32, contact });
                    }
                });
            }
            links
        };
        let found: Vec<Vec<Link>> = if touched.len() < PARALLEL_FROM {
            let mut scratch = Scratch::default();
            touched.iter().map(|face| links_of(&mut scratch, face)).collect()
        } else {
            touched.par_iter().with_min_len(16).map_init(Scratch::default, links_of).collect()
        };
        for (&face, links) in touched.iter().zip(found) {
            for link in links {
                self.put(face as u32, link);
                self.put(link.to, Link { to: face as u32, ..link });
            }
        }
    }

    /// Takes away what edits found of a face.
    fn unlink(&mut self, face: usize) {
        for link in self.fresh.remove(&(face as u32)).unwrap_or_default() {
            if let Some(back) = self.fresh.get_mut(&link.to) {
                back.retain(|link| link.to as usize != face);
            }
        }
    }

    fn put(&mut self, from: u32, link: Link) {
        let links = self.fresh.entry(from).or_default();
        let place = links.partition_point(|known| known.to < link.to);
        links.insert(place, link);
    }

    pub fn is_node(&self, face: usize) -> bool {
        self.nodes.get(face).copied().unwrap_or(false)
    }

    /// Numbers of faces covered.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The links of a face.
    pub fn of(&self, face: usize) -> impl Iterator<Item = Link> + '_ {
        let built = if self.stale.get(face).copied().unwrap_or(true) { &[] } else { self.built.of(face) };
        let kept = built.iter().filter(|link| !self.stale[link.to as usize]);
        kept.chain(self.fresh.get(&(face as u32)).into_iter().flatten()).copied()
    }

    /// Calls `visit` with every pair of linked faces, the lower number first, each pair once.
    pub fn for_each_pair(&self, mut visit: impl FnMut(usize, usize, &Contact)) {
        let standing = (0..self.built.len()).filter(|&face| !self.stale[face]);
        for face in standing {
            for link in self.built.of(face).iter().filter(|link| link.to as usize > face) {
                if !self.stale[link.to as usize] {
                    visit(face, link.to as usize, &link.contact);
                }
            }
        }
        for (&from, links) in &self.fresh {
            for link in links.iter().filter(|link| from < link.to) {
                visit(from as usize, link.to as usize, &link.contact);
            }
        }
    }
}

impl Built {
    /// From pairs in ascending order, the lower number first.
    fn of_pairs(faces: usize, found: &[Vec<(u32, Link)>]) -> Self {
        let mut starts = vec![0u32; faces + 1];
        for (from, link) in found.iter().flatten() {
            starts[*from as usize + 1] += 1;
            starts[link.to as usize + 1] += 1;
        }
        for face in 0..faces {
            starts[face + 1] += starts[face];
        }
        let Some(&(_, any)) = found.iter().flatten().next() else { return Self { starts, links: Vec::new() } };
        let mut next = starts.clone();
        let mut links = vec![any; starts[faces] as usize];
        let mut put = |from: u32, to: u32, contact: Contact| {
            links[next[from as usize] as usize] = Link { to, contact };
            next[from as usize] += 1;
        };
        // Each face hears of lower ones first, as they come, then of higher ones: its links end up in order.
        for (from, link) in found.iter().flatten() {
            put(*from, link.to, link.contact);
            put(link.to, *from, link.contact);
        }
        Self { starts, links }
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn of(&self, face: usize) -> &[Link] {
        match (self.starts.get(face), self.starts.get(face + 1)) {
            (Some(&start), Some(&end)) => &self.links[start as usize..end as usize],
            _ => &[],
        }
    }
}
