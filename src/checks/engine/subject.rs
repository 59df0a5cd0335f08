//! What rules look at: zones, measures, and the scheme as a whole.

use std::fmt;
use std::sync::Arc;

use geo::MultiPolygon;

use crate::base::Role;
use crate::design::{Measure, MeasureId, Scheme, Zone, ZoneId};
use crate::geometry::Bounds;

/// Identity of a subject; part of a verdict's identity: `zone-1`, `measure-3`, `scheme`, `layer-land_use`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectId {
    Zone(ZoneId),
    Measure(MeasureId),
    Scheme,
    /// The features of a base layer.
    Layer(Role),
}

/// A zone or a measure to be judged. Clones share the shape.
#[derive(Clone, Debug)]
pub enum Subject {
    Zone(Arc<Zone>),
    Measure(Arc<Measure>),
}

/// All subjects of a scheme.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    /// Zones, then measures, each in the order of the scheme.
    pub list: Vec<Subject>,
}

impl fmt::Display for SubjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zone(id) => write!(formatter, "zone-{}", id.0),
            Self::Measure(id) => write!(formatter, "measure-{}", id.0),
            Self::Scheme => formatter.write_str("scheme"),
            Self::Layer(role) => write!(formatter, "layer-{}", role.key()),
        }
    }
}

impl Subject {
    pub fn id(&self) -> SubjectId {
        match self {
            Self::Zone(zone) => SubjectId::Zone(zone.id),
            Self::Measure(measure) => SubjectId::Measure(measure.id),
        }
    }

    pub fn shape(&self) -> &MultiPolygon<f64> {
        match self {
            Self::Zone(zone) => &zone.shape.0,
            Self::Measure(measure) => &measure.shape.0,
        }
    }

    pub fn bounds(&self) -> Bounds {
        match self {
            Self::Zone(zone) => zone.bounds(),
            Self::Measure(measure) => measure.bounds(),
        }
    }

    /// What people call it; empty for most measures.
    pub fn name(&self) -> &str {
        match self {
            Self::Zone(zone) => &zone.name,
            Self::Measure(measure) => &measure.name,
        }
    }

    /// Whether a rule that judged the one judges the other alike: what only people read may differ.
    pub(super) fn judges_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Zone(zone), Self::Zone(other)) => {
                Arc::ptr_eq(zone, other) || (zone.id == other.id && zone.shape == other.shape)
            }
            (Self::Measure(measure), Self::Measure(other)) => same_to_judge(measure, other),
            _ => false,
        }
    }
}

/// Whether two states of a measure cover the same land, do the same to it, and say the same of what rules read besides.
pub(super) fn same_to_judge(measure: &Arc<Measure>, other: &Arc<Measure>) -> bool {
    Arc::ptr_eq(measure, other)
        || (measure.id == other.id
            && measure.kind == other.kind
            && measure.to_class == other.to_class
            && measure.tool == other.tool
            && measure.pair == other.pair
            && measure.quantity == other.quantity
            && measure.shape == other.shape)
}

impl Subjects {
    pub fn of_scheme(scheme: &Scheme) -> Self {
        let zones = scheme.zones.iter().cloned().map(Subject::Zone);
        let measures = scheme.measures.iter().cloned().map(Subject::Measure);
        Self { list: zones.chain(measures).collect() }
    }

    pub fn get(&self, id: SubjectId) -> Option<&Subject> {
        self.list.iter().find(|subject| subject.id() == id)
    }

    pub(super) fn measures(&self) -> impl Iterator<Item = &Arc<Measure>> + '_ {
        self.list.iter().filter_map(|subject| match subject {
            Subject::Measure(measure) => Some(measure),
            Subject::Zone(_) => None,
        })
    }
}
