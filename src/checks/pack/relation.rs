//! How a rule's subject relates to the layers, to the other measures, or to the figures of the scheme.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::slope_places::{STEEP_PLACES, slope_places};
use crate::base::Role;
use crate::checks::quantity::{Dimension, Quantity};
use crate::design::{MeasureKind, PolicyTool};

/// Figures with their factors: `{farmland_in_m2: 1, farmland_out_m2: -1}`.
pub type Terms = BTreeMap<Quantity, f64>;

/// What a rule measures. Land is counted once where features of a role overlap each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Relation {
    /// Land of the subject on land of a role; as `ratio` or `percent`, the share of the subject. At most the threshold.
    Overlap {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
    },
    /// Land of the subject outside all of these places, which do not overlap each other. At most the threshold.
    Within { any_of: Vec<Place> },
    /// Shortest distance, metres, from the subject to the role. At least the threshold.
    Distance {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
    },
    /// Length, metres, of the role's lines, or of its outlines, within the subject. At most the threshold.
    Length {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
    },
    /// Features of the role that the subject covers some of. At most the threshold.
    Count {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
    },
    /// Land of the subject steeper than `above` degrees, up to and including `up_to`: by the classes of the slope layer, whose
    /// edges are 2, 6, 15 and 25 degrees, and where that grades no land by the level that the survey states of the parcel. At
    /// most the threshold.
    Slope {
        above: f64,
        #[serde(default)]
        up_to: Option<f64>,
    },
    /// Land of the subject under other measures of these kinds (of any kind where none is named). At most the threshold.
    OverlapMeasures {
        #[serde(default)]
        kinds: Vec<MeasureKind>,
    },
    /// Land of a measure that draws on a policy tool while no measure of these kinds backs it under the same tool and pair
    /// number: what is built on credit. At most the threshold.
    Unbacked { by: Vec<MeasureKind>, tool: PolicyTool },
    /// Area of a measure for each household that it plans for. At most the threshold.
    PerHousehold,
    /// Land that the subject encloses and that is no part of it: the holes of all its features taken together. At most the
    /// threshold.
    Holes,
    /// How far, metres, the subject's land reaches from the features that it lies beside: the width of a strip along a road. What
    /// is wider than `strip_up_to_m` on average is no strip, and what lies beside none of them has no width. At most the
    /// threshold.
    Reach {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
        strip_up_to_m: f64,
    },
    /// One sum of figures over another.
    Ratio { of: Terms, to: Terms, must_be: Bound },
    /// Left sum less right sum; at least the threshold unless said otherwise.
    Balance {
        left: Terms,
        #[serde(default)]
        right: Terms,
        #[serde(default)]
        must_be: Bound,
    },
    /// Something that asks for a document or a look as soon as it occurs: the subject's land, or for a scheme the sum of
    /// figures. At most the threshold.
    Whenever {
        #[serde(default)]
        of: Terms,
    },
}

/// Features of a role, or some of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub role: Role,
    #[serde(rename = "where", default)]
    pub conditions: Vec<Condition>,
}

/// What a feature's attribute must read. The first of the columns that says something of the feature is read; one word that
/// fits is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub columns: Vec<String>,
    #[serde(default)]
    pub contains: Vec<String>,
    #[serde(default)]
    pub is: Vec<String>,
    #[serde(default)]
    pub starts_with: Vec<String>,
}

/// On which side of the threshold a figure must lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    #[default]
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Place {
    /// All land of a role.
    pub fn of(role: Role) -> Self {
        Self { role, conditions: Vec::new() }
    }
}

impl Relation {
    /// On which side of the threshold the figure must lie.
    pub fn bound(&self) -> Bound {
        match self {
            Self::Ratio { must_be, .. } | Self::Balance { must_be, .. } => *must_be,
            Self::Distance { .. } => Bound::AtLeast,
            _ => Bound::AtMost,
        }
    }

    /// What its figure measures; `None` where the terms do not agree among themselves.
    pub fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::Overlap { .. }
            | Self::Within { .. }
            | Self::Slope { .. }
            | Self::OverlapMeasures { .. }
            | Self::Unbacked { .. }
            | Self::Holes
            | Self::PerHousehold => Some(Dimension::Area),
            Self::Distance { .. } | Self::Length { .. } | Self::Reach { .. } => Some(Dimension::Length),
            Self::Count { .. } => Some(Dimension::Count),
            Self::Ratio { of, to, .. } => one_dimension(&[of, to]).and(Some(Dimension::Ratio)),
            Self::Balance { left, right, .. } => one_dimension(&[left, right]),
            Self::Whenever { of } if of.is_empty() => Some(Dimension::Area),
            Self::Whenever { of } => one_dimension(&[of]),
        }
    }

    /// The figures that it needs.
    pub fn quantities(&self) -> impl Iterator<Item = Quantity> + '_ {
        let sums: Vec<&Terms> = match self {
            Self::Ratio { of, to, .. } => vec![of, to],
            Self::Balance { left, right, .. } => vec![left, right],
            Self::Whenever { of } => vec![of],
            _ => Vec::new(),
        };
        sums.into_iter().flat_map(|terms| terms.keys().copied())
    }

    /// The land that it looks at, apart from its subject.
    pub fn places(&self) -> Vec<Place> {
        match self {
            Self::Overlap { role, conditions }
            | Self::Distance { role, conditions }
            | Self::Length { role, conditions }
            | Self::Reach { role, conditions, .. }
            | Self::Count { role, conditions } => vec![Place { role: *role, conditions: conditions.clone() }],
            Self::Within { any_of } => any_of.clone(),
            Self::Slope { above, up_to } => slope_places(*above, *up_to),
            _ => Vec::new(),
        }
    }

    /// The places whose land is what it looks for: of a slope the steep land, not all land that is graded.
    pub fn sought_places(&self) -> Vec<Place> {
        let mut places = self.places();
        if matches!(self, Self::Slope { .. }) {
            places.truncate(STEEP_PLACES);
        }
        places
    }

    /// The role that a person looks for behind the verdict.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Slope { .. } => Some(Role::Slope),
            _ => self.places().first().map(|place| place.role),
        }
    }

    /// Name of what the subject is held against, part of a verdict's identity: a role, `measures` or `figures`.
    pub fn against(&self) -> &'static str {
        match self {
            Self::OverlapMeasures { .. } => "measures",
            Self::Unbacked { .. } => "pair",
            Self::Holes => "holes",
            Self::PerHousehold => "itself",
            Self::Whenever { of } if of.is_empty() => "itself",
            Self::Ratio { .. } | Self::Balance { .. } | Self::Whenever { .. } => "figures",
            _ => self.role().map_or("", Role::key),
        }
    }

    /// Whether it reads what only a measure has: its tool, its pair, its households.
    pub fn is_of_measures(&self) -> bool {
        matches!(self, Self::Unbacked { .. } | Self::PerHousehold)
    }

    /// Whether it can be asked of a scheme as a whole: it needs figures only.
    pub fn is_of_figures(&self) -> bool {
        match self {
            Self::Ratio { .. } | Self::Balance { .. } => true,
            Self::Whenever { of } => !of.is_empty(),
            _ => false,
        }
    }
}

fn one_dimension(sums: &[&Terms]) -> Option<Dimension> {
    let mut dimensions = sums.iter().flat_map(|terms| terms.keys()).map(|quantity| quantity.dimension());
    let first = dimensions.next()?;
    dimensions.all(|dimension| dimension == first).then_some(first)
}
