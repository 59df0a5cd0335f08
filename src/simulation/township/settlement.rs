//! Where people live: village cores that stay and grow, hamlets that may be demolished whole, and which parcels touch. Cores are
//! those of the contiguity setting; a hamlet is settlement that holds together and is smaller than a core.

use std::collections::BTreeMap;

use crate::contiguity::{Blocks, Faces, Graph, Setting};
use crate::geometry::{Bounds, Point};
use crate::units::mu_from_m2;

/// Rural homesteads.
const HOMESTEAD: &str = "0702";
/// What a hamlet may consist of: homesteads, vacant plots, streets.
const OF_HAMLETS: [&str; 3] = [HOMESTEAD, "1201", "1004"];

/// A village core.
#[derive(Clone, Debug)]
pub(super) struct Core {
    pub faces: Vec<usize>,
    pub centre: Point,
}

#[derive(Debug)]
pub(super) struct Settlement {
    pub cores: Vec<Core>,
    /// Parcels of each hamlet, ascending.
    pub hamlets: Vec<Vec<usize>>,
    pub hamlet_of: BTreeMap<usize, u32>,
    /// Settlement that is neither core nor hamlet: it holds other than homesteads, or the scheme has cut it.
    pub others: Vec<usize>,
    /// Parcels that touch each other: settlement, and land that could be built on.
    pub touching: Graph,
}

impl Settlement {
    /// `may_be_built` names the land that could be built on.
    pub fn of(faces: &Faces, setting: &Setting, may_be_built: &(dyn Fn(usize) -> bool + Sync)) -> Self {
        let settled: Vec<bool> = (0..faces.len()).map(|face| is_settled(faces, face)).collect();
        let touching = Graph::build(faces, &setting.with_gap_m(0.0), &|face| settled[face] || may_be_built(face));
        let blocks = Blocks::of(&touching, faces, &settled);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); blocks.blocks().len()];
        for face in 0..faces.len() {
            if let Some(block) = blocks.block_of(face) {
                members[block].push(face);
            }
        }
        let mut settlement =
            Self { cores: Vec::new(), hamlets: Vec::new(), hamlet_of: BTreeMap::new(), others: Vec::new(), touching };
        for (block, members) in blocks.blocks().iter().zip(members) {
            let class = |face: usize| faces.class(face).map_or("", |class| class.code.as_str());
            let has_homes = members.iter().any(|&face| class(face) == HOMESTEAD);
            let is_whole = members.iter().all(|&face| face < faces.parcel_count() && OF_HAMLETS.contains(&class(face)));
            if has_homes && mu_from_m2(block.area_m2) >= setting.village_core_mu {
                let centre = centre_of(faces, &members);
                settlement.cores.push(Core { faces: members, centre });
            } else if has_homes && is_whole {
                let number = settlement.hamlets.len() as u32;
                settlement.hamlet_of.extend(members.iter().map(|&parcel| (parcel, number)));
                settlement.hamlets.push(members);
            } else {
                settlement.others.extend(members);
            }
        }
        settlement
    }
}

fn is_settled(faces: &Faces, face: usize) -> bool {
    let class = faces.class(face).filter(|_| faces.is_present(face));
    class.is_some_and(|class| {
        matches!(class.code.get(..2), Some("05" | "06" | "07" | "08" | "09"))
            || OF_HAMLETS.contains(&class.code.as_str())
    })
}

/// Middle of the box around some faces.
pub(super) fn centre_of(faces: &Faces, members: &[usize]) -> Point {
    let bounds = members.iter().fold(Bounds::EMPTY, |bounds, &face| bounds.union(&faces.bounds(face)));
    [0, 1].map(|axis| f64::midpoint(bounds.min[axis], bounds.max[axis]))
}
