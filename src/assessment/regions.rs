//! Regions of the designs that stood last: undo and redo bring the same zones back.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::design::{Scheme, Zone};
use crate::land::{LandBase, Region};

/// Regions that are remembered.
const REMEMBERED: usize = 8;

/// Regions with the zones that they were made of.
#[derive(Debug, Default)]
pub(super) struct Regions {
    stood: VecDeque<(Vec<Arc<Zone>>, Region)>,
    /// Of a moment of a drag.
    passing: Option<(Vec<Arc<Zone>>, Region)>,
    /// Zones of the region that was asked for last.
    last: Option<Vec<Arc<Zone>>>,
}

impl Regions {
    /// The region of a scheme; found anew when its zones are others. `passing`: a moment of a drag, which no one comes back to.
    pub fn of_scheme(&mut self, base: &LandBase, scheme: &Scheme, passing: bool) -> Region {
        self.last = Some(scheme.zones.clone());
        if let Some(region) = self.known(&scheme.zones) {
            return region.clone();
        }
        let region = Region::of_scheme(base, scheme);
        let made = (scheme.zones.clone(), region.clone());
        if passing {
            self.passing = Some(made);
        } else {
            self.stood.truncate(REMEMBERED - 1);
            self.stood.push_front(made);
        }
        region
    }

    /// The region that zones make together, where it is remembered.
    pub fn known(&self, zones: &[Arc<Zone>]) -> Option<&Region> {
        let mut stood = self.stood.iter().chain(&self.passing);
        stood.find(|(of, _)| same(of, zones)).map(|(_, region)| region)
    }

    /// Zones of the region that was asked for last; `None` before the first.
    pub fn last(&self) -> Option<&[Arc<Zone>]> {
        self.last.as_deref()
    }
}

fn same(zones: &[Arc<Zone>], others: &[Arc<Zone>]) -> bool {
    zones.len() == others.len() && zones.iter().zip(others).all(|(zone, other)| Arc::ptr_eq(zone, other))
}
