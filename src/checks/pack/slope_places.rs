//! Where land between two slopes lies: in the slope layer, and by the level GDPDJB that the survey states of a parcel.

use super::{Condition, Place};
use crate::base::Role;

/// Upper edges of the slope classes 1 to 4 of TD/T 1055, degrees; class 5 has none.
const CLASS_EDGES: [f64; 4] = [2.0, 6.0, 15.0, 25.0];
/// Columns of the class in the slope layer, and of the level in the survey.
const LAYER_COLUMNS: [&str; 3] = ["PDJB", "BZPDJB", "坡度级别"];
const SURVEY_COLUMNS: [&str; 3] = ["GDPDJB", "GDPDJ", "耕地坡度级别"];

/// How many of [`slope_places`] are of the slopes asked for.
pub(super) const STEEP_PLACES: usize = 2;

/// Land between two class edges by the layer and by the survey, then all land that either grades; none where a number is no edge.
pub(super) fn slope_places(above: f64, up_to: Option<f64>) -> Vec<Place> {
    let Some(classes) = classes(above, up_to) else { return Vec::new() };
    let graded = 1..=CLASS_EDGES.len() + 1;
    let place = |role, columns: [&str; 3], classes: std::ops::RangeInclusive<usize>| {
        // Written with one digit or with two.
        let is = classes.flat_map(|class| [class.to_string(), format!("0{class}")]).collect();
        let columns = columns.map(str::to_owned).into();
        Place { role, conditions: vec![Condition { columns, is, ..Condition::default() }] }
    };
    vec![
        place(Role::Slope, LAYER_COLUMNS, classes.clone()),
        place(Role::LandUse, SURVEY_COLUMNS, classes),
        place(Role::Slope, LAYER_COLUMNS, graded.clone()),
        place(Role::LandUse, SURVEY_COLUMNS, graded),
    ]
}

/// Classes, from 1, between two edges.
fn classes(above: f64, up_to: Option<f64>) -> Option<std::ops::RangeInclusive<usize>> {
    let edge = |degrees: f64| CLASS_EDGES.iter().position(|edge| *edge == degrees);
    let first = if above == 0.0 { 1 } else { edge(above)? + 2 };
    let last = match up_to {
        Some(degrees) => edge(degrees)? + 1,
        None => CLASS_EDGES.len() + 1,
    };
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_become_the_classes_between_two_edges() {
        let found = |above, up_to| classes(above, up_to).map(|classes| (*classes.start(), *classes.end()));
        assert_eq!(found(25.0, None), Some((5, 5)));
        assert_eq!(found(15.0, Some(25.0)), Some((4, 4)));
        assert_eq!(found(0.0, Some(15.0)), Some((1, 3)));
        assert_eq!(found(20.0, None), None);
        assert_eq!(found(25.0, Some(15.0)), None);
        let steep = slope_places(25.0, None);
        assert_eq!(steep.iter().map(|place| place.role).collect::<Vec<_>>()[..2], [Role::Slope, Role::LandUse]);
        assert_eq!(steep[1].conditions[0].is, ["5", "05"]);
    }
}
