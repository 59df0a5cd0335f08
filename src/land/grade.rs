//! Scales of farmland quality. Which way a scale counts comes with the data: it is read from the column that grades stand in.
//!
//! 国家利用等 (GDDB, GJLYD, 1 to 15) and 耕地质量等级 (GB/T 33469-2016, 1 to 10): 1 is best. An index or a score (等指数, 质量评分)
//! counts the other way. Two scales are never averaged: the land-use layer's, else that of basic farmland, else that of the
//! layer of grades is the project's, and grades of a layer that counts the other way are left out.

use std::sync::Arc;

use crate::base::{BaseLayer, Column, LayerId, Role};

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GradeSystem {
    /// 国家利用等, 耕地质量等级: a smaller number is better.
    #[default]
    SmallerIsBetter,
    /// An index or a local score.
    LargerIsBetter,
}

impl GradeSystem {
    /// By how much `after` is better than `before`: positive is better, whichever way the scale counts.
    pub fn gain(self, before: f64, after: f64) -> f64 {
        match self {
            Self::SmallerIsBetter => before - after,
            Self::LargerIsBetter => after - before,
        }
    }

    /// `smaller` or `larger`: which number is the better one.
    pub fn key(self) -> &'static str {
        match self {
            Self::SmallerIsBetter => "smaller",
            Self::LargerIsBetter => "larger",
        }
    }
}

/// A scale: the column that names it, and which way it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeScale {
    pub name: String,
    pub system: GradeSystem,
}

/// Columns of grades, the best of which is 1.
const GRADE_FIELDS: &[&str] = &["GDDB", "GJLYD", "耕地等别", "质量等别", "质量等级"];
/// Columns of indices and scores.
const SCORE_FIELDS: &[&str] = &["GJLYZS", "GJLYDZS", "等指数", "质量指数", "质量评分"];
/// The worst grade of either national scale: where most numbers are larger they are scores, whatever their column is called.
const WORST_GRADE: f64 = 15.0;

/// The column of a layer that holds its grades, with their scale; a grade before a score where it has both.
fn grade_column(layer: &BaseLayer) -> Option<(&Column, GradeScale)> {
    let grades = layer.columns.find_any(GRADE_FIELDS);
    let column = grades.or_else(|| layer.columns.find_any(SCORE_FIELDS))?;
    let stated: Vec<f64> = (0..layer.len()).filter_map(|feature| positive(column, feature)).collect();
    let above = stated.iter().filter(|value| **value > WORST_GRADE).count();
    let is_score = grades.is_none() || 2 * above > stated.len();
    let system = if is_score { GradeSystem::LargerIsBetter } else { GradeSystem::SmallerIsBetter };
    Some((column, GradeScale { name: column.name.clone(), system }))
}

/// The columns of grades of the layers of a role, by layer, and their scale, which is the first layer's; a column that counts the
/// other way is left out.
pub(super) fn grade_columns(layers: &[Arc<BaseLayer>], role: Role) -> (Vec<(LayerId, &Column)>, Option<GradeScale>) {
    let mut scale: Option<GradeScale> = None;
    let mut columns = Vec::new();
    for layer in layers.iter().filter(|layer| layer.role == role) {
        let Some((column, own)) = grade_column(layer) else { continue };
        if scale.get_or_insert_with(|| own.clone()).system == own.system {
            columns.push((layer.id, column));
        }
    }
    (columns, scale)
}

/// The number that a column holds for a feature; 0 and less say that nothing is known.
pub(super) fn positive(column: &Column, feature: usize) -> Option<f64> {
    column.get(feature).number().filter(|value| *value > 0.0)
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::base::{LayerBuilder, LayerId, Role, Value};
    use crate::crs::GaussKruger;
    use crate::geometry::GeometryKind;

    fn scale(column: &str, values: &[f64]) -> Option<GradeScale> {
        let mut builder = LayerBuilder::new("layer", Role::QualityGrade, GeometryKind::Polygons);
        let field = builder.field(column, None, "REAL");
        for value in values {
            let (x, y) = (500_000.0, 3_300_000.0);
            let corner = polygon![(x: x, y: y), (x: x + 10.0, y: y), (x: x, y: y + 10.0)];
            builder.shapes.multi_polygon(&geo::MultiPolygon(vec![corner]));
            builder.fields[field].values.push(Value::Real(*value));
        }
        let layer = builder.build(LayerId(1), GaussKruger::from_epsg(4549).unwrap());
        grade_column(&layer).map(|(_, scale)| scale)
    }

    #[test]
    fn the_direction_of_a_scale_is_read_from_its_column_and_its_values() {
        let system = |column: &str, values: &[f64]| scale(column, values).map(|scale| scale.system);
        assert_eq!(system("GDDB", &[4.0, 15.0]), Some(GradeSystem::SmallerIsBetter));
        assert_eq!(system("等指数", &[4.0]), Some(GradeSystem::LargerIsBetter));
        assert_eq!(system("GDDB", &[1_750.0, 1_830.0, 4.0]), Some(GradeSystem::LargerIsBetter));
        assert_eq!(system("GDDB", &[4.0, 7.0, 99.0]), Some(GradeSystem::SmallerIsBetter));
        assert_eq!(system("DLBM", &[4.0]), None);
        assert_eq!(GradeSystem::SmallerIsBetter.gain(9.0, 7.0), 2.0);
        assert_eq!(GradeSystem::LargerIsBetter.gain(9.0, 7.0), -2.0);
    }
}
