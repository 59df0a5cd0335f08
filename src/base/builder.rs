//! From features in the order of a file to a packed layer along a Hilbert curve, areas and index included.

use std::sync::Arc;

use rayon::prelude::*;

use super::{BaseLayer, Column, Columns, LayerId, Provenance, Role, Value};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::{GeometryKind, PackedBuilder, PackedTree, hilbert_order};

/// Everything a reader collects about a layer. Geometry is already in the project's plane.
pub struct LayerBuilder {
    pub name: String,
    pub title: String,
    pub role: Role,
    pub shapes: PackedBuilder,
    pub source_ids: Vec<i64>,
    /// Fields in the order of the file, each with one value a feature.
    pub fields: Vec<FieldBuilder>,
    pub provenance: Provenance,
}

/// One field while it is read.
#[derive(Clone, Debug, Default)]
pub struct FieldBuilder {
    pub name: String,
    pub title: Option<String>,
    pub declared: String,
    pub values: Vec<Value>,
}

impl LayerBuilder {
    pub fn new(name: &str, role: Role, kind: GeometryKind) -> Self {
        Self {
            name: name.to_owned(),
            title: String::new(),
            role,
            shapes: PackedBuilder::new(kind),
            source_ids: Vec::new(),
            fields: Vec::new(),
            provenance: Provenance::default(),
        }
    }

    /// Adds a field; returns its position in `fields`.
    pub fn field(&mut self, name: &str, title: Option<&str>, declared: &str) -> usize {
        self.fields.push(FieldBuilder {
            name: name.to_owned(),
            title: title.map(str::to_owned),
            declared: declared.to_owned(),
            values: Vec::new(),
        });
        self.fields.len() - 1
    }

    /// Sorts along the Hilbert curve, orients the rings, computes areas and index. Missing ids become 1, 2 …
    pub fn build(self, id: LayerId, plane: GaussKruger) -> BaseLayer {
        self.pack(id, plane).indexed()
    }

    /// All of [`Self::build`] but the index: for those who time the two apart.
    pub fn pack(self, id: LayerId, plane: GaussKruger) -> UnindexedLayer {
        let order = hilbert_order(self.shapes.shapes().all_bounds());
        let shapes = self.shapes.finish_in_order(&order, true);
        let area_plane = AreaPlane::new(plane);
        let areas_m2: Vec<f64> = if shapes.kind() == GeometryKind::Polygons {
            (0..shapes.len())
                .into_par_iter()
                .map(|feature| {
                    // Shells count, holes are taken off: rings are oriented, so their signs say which they are.
                    shapes.rings(feature).map(|ring| area_plane.ring_m2(ring)).sum::<f64>()
                })
                .collect()
        } else {
            vec![0.0; shapes.len()]
        };
        let source_ids =
            order.iter().map(|&old| self.source_ids.get(old as usize).copied().unwrap_or(i64::from(old) + 1)).collect();
        let columns = self
            .fields
            .into_par_iter()
            .map(|mut field| {
                field.values.resize(order.len(), Value::Null);
                let values =
                    order.iter().map(|&old| std::mem::replace(&mut field.values[old as usize], Value::Null)).collect();
                Column::packed(field.name, field.title, field.declared, values)
            })
            .collect();
        let title = if self.title.is_empty() { self.role.title_zh().to_owned() } else { self.title };
        UnindexedLayer(BaseLayer {
            id,
            name: self.name,
            title,
            role: self.role,
            plane,
            tree: Arc::new(PackedTree::over(&[])),
            shapes: Arc::new(shapes),
            areas_m2: areas_m2.into(),
            source_ids,
            columns: Arc::new(Columns::new(columns)),
            provenance: self.provenance,
        })
    }
}

/// A packed layer that nobody can ask for places yet.
pub struct UnindexedLayer(BaseLayer);

impl UnindexedLayer {
    /// The layer with its tree over the features, which lie along the Hilbert curve already.
    pub fn indexed(mut self) -> BaseLayer {
        self.0.tree = Arc::new(PackedTree::over(self.0.shapes.all_bounds()));
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ValueRef;
    use geo::{MultiPolygon, polygon};

    #[test]
    fn attributes_and_ids_follow_their_shapes_along_the_curve() {
        let plane = GaussKruger::from_epsg(4549).unwrap();
        let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
        let code = builder.field("DLBM", Some("地类编码"), "TEXT");
        for index in 0..50i64 {
            let (x, y) = (500_000.0 + (index * 37 % 11) as f64 * 100.0, 3_300_000.0 + (index * 17 % 13) as f64 * 100.0);
            let square = polygon![(x: x, y: y), (x: x, y: y + 10.0), (x: x + 10.0, y: y + 10.0), (x: x + 10.0, y: y)];
            builder.shapes.multi_polygon(&MultiPolygon(vec![square]));
            builder.source_ids.push(index + 100);
            builder.fields[code].values.push(Value::Text(format!("{x} {y}")));
        }
        let layer = builder.build(LayerId(1), plane);
        for feature in 0..layer.len() {
            let corner = layer.shapes.feature_bounds(feature).min;
            assert_eq!(layer.value(feature, "dlbm"), ValueRef::Text(&format!("{} {}", corner[0], corner[1])));
            assert!(layer.source_ids[feature] >= 100);
            // Clockwise in, counter-clockwise stored: areas are positive.
            assert!((layer.areas_m2[feature] - 100.0).abs() < 0.01);
        }
        assert_eq!(layer.features_at([500_005.0, 3_300_005.0]).len(), 1);
        assert_eq!(layer.title, "地类图斑");
    }
}
