//! Names of villages and townships.

use std::collections::BTreeMap;

use super::labels::Labels;
use crate::base::{BaseLayer, LayerId, Role};
use crate::canvas::tools::Scene;
use crate::geometry::{GeometryKind, Point};
use crate::theme;

/// Fields that hold the name, in the order in which they are looked for.
const NAME_FIELDS: [&str; 8] = ["XZQMC", "ZLDWMC", "CJQYMC", "CJDCQMC", "QSDWMC", "MC", "NAME", "名称"];
/// Features of a layer that are looked at for a name in one frame.
const NAMED: usize = 200;

/// Where the names stand; found once a feature.
#[derive(Default)]
pub(super) struct Names {
    places: BTreeMap<(LayerId, usize), Option<Point>>,
}

impl Names {
    pub fn clear(&mut self) {
        self.places.clear();
    }

    pub fn place(&mut self, labels: &mut Labels<'_>, scene: &Scene<'_>) {
        let space = &scene.space;
        let visible = space.visible();
        for layer in &scene.layers {
            let size = match layer.role {
                Role::Township => theme::TYPE_BODY,
                Role::Village => theme::TYPE_SMALL,
                _ => continue,
            };
            let Some(names) = layer.columns.find_any(&NAME_FIELDS) else { continue };
            let mut seen = Vec::new();
            layer.tree.query(&layer.shapes, &visible, |feature| {
                if seen.len() < NAMED {
                    seen.push(feature);
                }
            });
            for feature in seen {
                let place = *self.places.entry((layer.id, feature)).or_insert_with(|| place_of(layer, feature));
                let Some(at) = place else { continue };
                let within = space.screen_rect(&layer.shapes.feature_bounds(feature)).width();
                labels.place(space.screen(at), &[(names.get(feature).display(), size)], within);
            }
        }
    }
}

fn place_of(layer: &BaseLayer, feature: usize) -> Option<Point> {
    if layer.shapes.kind() != GeometryKind::Polygons {
        return None;
    }
    layer.interior_point(feature)
}
