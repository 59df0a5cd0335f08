//! The links of a graph: one array for all faces, and on top of it what edits changed since.

use std::sync::Arc;

use rayon::prelude::*;

use super::contact::{Contact, Scratch};
use super::faces::Faces;

/// Faces that one task of a thread looks at.
const FACES_A_TASK: usize = 256;

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
    /// Links of the stale, both ways, by face and then by the face they lead to.
    fresh: Vec<(u32, Link)>,
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
        Self { stale: vec![false; nodes.len()], nodes, built, fresh: Vec::new() }
    }

    /// The links after an edit: those of `touched` faces are found anew, all others are kept.
    pub fn refreshed(
        &self,
        faces: &Faces,
        nodes: Vec<bool>,
        touched: &[usize],
        reach_m: f64,
        contact: impl Fn([usize; 2], &mut Scratch) -> Option<Contact> + Sync,
    ) -> Self {
        let mut is_touched = vec![false; nodes.len()];
        touched.iter().for_each(|&face| is_touched[face] = true);
        let mut stale = self.stale.clone();
        stale.resize(nodes.len(), false);
        touched.iter().for_each(|&face| stale[face] = true);
        let found: Vec<Vec<(u32, Link)>> = touched
            .par_iter()
            .with_min_len(16)
            .filter(|&&face| nodes[face])
            .map_init(Scratch::default, |scratch, &face| {
                let mut pairs = Vec::new();
                faces.query(&faces.bounds(face).grown(reach_m), |other| {
                    let is_once = !is_touched[other] || other > face;
                    if other != face
                        && is_once
                        && nodes[other]
                        && let Some(contact) = contact([face, other], scratch)
                    {
                        pairs.push((face as u32, Link { to: other as u32, contact }));
                        pairs.push((other as u32, Link { to: face as u32, contact }));
                    }
                });
                pairs
            })
            .collect();
        let holds = |&&(from, link): &&(u32, Link)| !is_touched[from as usize] && !is_touched[link.to as usize];
        let mut fresh: Vec<(u32, Link)> = self.fresh.iter().filter(holds).copied().collect();
        fresh.extend(found.into_iter().flatten());
        fresh.sort_unstable_by_key(|(from, link)| (*from, link.to));
        Self { nodes, built: self.built.clone(), stale, fresh }
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
        let first = self.fresh.partition_point(|(from, _)| (*from as usize) < face);
        let fresh = self.fresh[first..].iter().take_while(move |(from, _)| *from as usize == face);
        let kept = built.iter().filter(|link| !self.stale[link.to as usize]).copied();
        kept.chain(fresh.map(|(_, link)| *link))
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
        for (from, link) in self.fresh.iter().filter(|(from, link)| *from < link.to) {
            visit(*from as usize, link.to as usize, &link.contact);
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
