//! Measures on the map: the outline of the kind, within it the class of the land before and, as an inner stripe, after; a mark of
//! the kind, so that they are told apart without colour too; and lines between demolition and new construction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{Painter, Stroke};

use super::labels::Labels;
use super::linkage::{LinkLine, balance_label, link_lines, paint_links, unbacked};
use super::measure_layer::{DrawnMeasures, MeasureLayer};
use super::measure_mesh::{MeasureLook, MeasureMesh, place_of_mark};
use super::shapes::Prepared;
use crate::assessment::Assessment;
use crate::base::{BaseLayer, land_class};
use crate::canvas::colours::colour;
use crate::canvas::tools::Scene;
use crate::design::{FeatureId, Measure, MeasureId, Shape};
use crate::geometry::Point;
use crate::indicators::LinkagePair;
use crate::session::OpenProject;
use crate::theme::{self, Palette, Rgba};

/// Draws measures; keeps what is costly to find for those that did not change. Without a graphics card (in tests) only what the
/// painter draws is shown: broken outlines, links and marks.
pub(super) struct MeasurePainter {
    layer: Option<MeasureLayer>,
    known: BTreeMap<MeasureId, Known>,
    standing: Option<Standing>,
    changes: Changes,
    /// The one that is dragged, as it is now.
    moving: Option<(MeasureId, Known)>,
    unbacked: BTreeSet<MeasureId>,
    lines: Vec<LinkLine>,
}

/// What is found once a measure.
struct Known {
    of: Arc<Measure>,
    prepared: Prepared,
    /// Where its mark stands, and how far the outline is from there, metres.
    mark: Option<(Point, f64)>,
}

/// What is on the card, and what it was made of.
struct Standing {
    of: Vec<(Arc<Measure>, MeasureLook)>,
    dark: bool,
    drawn: Option<Arc<DrawnMeasures>>,
}

impl Known {
    fn new(measure: &Arc<Measure>) -> Self {
        Self { of: Arc::clone(measure), prepared: Prepared::new(&measure.shape.0), mark: place_of_mark(&measure.shape) }
    }
}

impl MeasurePainter {
    pub fn new(state: Option<&RenderState>) -> Self {
        Self {
            layer: state.map(MeasureLayer::new),
            known: BTreeMap::new(),
            standing: None,
            changes: Changes::default(),
            moving: None,
            unbacked: BTreeSet::new(),
            lines: Vec::new(),
        }
    }

    pub fn forget(&mut self) {
        *self = Self { layer: self.layer.take(), ..Self::new(None) };
    }

    pub fn paint(&mut self, painter: &Painter, scene: &Scene<'_>, project: &OpenProject, palette: &Palette) {
        self.follow(scene, project);
        self.paint_bands(painter, scene, palette);
        let (space, visible) = (&scene.space, scene.space.visible());
        if let Some((id, _)) = &self.moving
            && let Some(ghost) = self.known.get(id)
        {
            ghost.prepared.dashed(painter, space, Stroke::new(1.0, colour(palette.secondary)), 4.0, 3.0);
        }
        let broken = Stroke::new(theme::ZONE_OUTLINE, colour(palette.forbidden.mark));
        for id in self.unbacked.iter().filter(|id| scene.shows(FeatureId::Measure(**id))) {
            if let Some(known) = self.shown(*id).filter(|known| known.of.bounds().meets(&visible)) {
                known.prepared.dashed(painter, space, broken, theme::BROKEN[0], theme::BROKEN[1]);
            }
        }
        if !scene.measures_shown {
            self.lines.clear();
            return;
        }
        let pairs = pairs(scene, project);
        self.lines = link_lines(pairs, |id| Some(self.shown(id)?.mark?.0));
        paint_links(painter, space, palette, pairs, &self.lines, selected(scene));
    }

    /// Marks of kinds, the selected one first, then the largest; and the balance of the pair of the selected one.
    pub fn labels(&self, labels: &mut Labels<'_>, scene: &Scene<'_>, project: &OpenProject, palette: &Palette) {
        let (space, visible) = (&scene.space, scene.space.visible());
        if let Some(id) = selected(scene) {
            let linked = (pairs(scene, project), self.lines.as_slice());
            balance_label(labels, space, colour(palette.selection), linked, id, scene.language);
        }
        let mut marks: Vec<(bool, f64, Point, &Known)> = scene
            .document
            .current_scheme()
            .measures
            .iter()
            .filter(|measure| scene.shows(FeatureId::Measure(measure.id)))
            .filter_map(|measure| {
                let known = self.shown(measure.id)?;
                let (at, room_m) = known.mark?;
                let fits = room_m * space.points_per_m >= f64::from(theme::MEASURE_MARK_ROOM);
                (fits && visible.contains_point(at)).then(|| (selected(scene) != Some(measure.id), room_m, at, known))
            })
            .collect();
        marks.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        for (_, _, at, known) in marks {
            let mark = known.of.kind.mark(scene.language);
            let (text, ink) = if self.unbacked.contains(&known.of.id) {
                (format!("{mark}!"), palette.forbidden.mark)
            } else {
                (mark.to_owned(), palette.map.label)
            };
            labels.place_in(colour(ink), space.screen(at), &[(text, theme::TYPE_SMALL)], f32::INFINITY);
        }
    }

    /// Takes over the scheme, what is known of its land, and the drag.
    fn follow(&mut self, scene: &Scene<'_>, project: &OpenProject) {
        let measures = &scene.document.current_scheme().measures;
        self.known.retain(|id, known| measures.iter().any(|now| now.id == *id && Arc::ptr_eq(now, &known.of)));
        for measure in measures {
            self.known.entry(measure.id).or_insert_with(|| Known::new(measure));
        }
        self.moving = scene.gesture.and_then(|gesture| match gesture.feature() {
            FeatureId::Measure(id) => {
                let standing = scene.document.measure(id)?;
                let now = Measure { shape: gesture.shape().clone(), ..Measure::clone(standing) };
                Some((id, Known::new(&Arc::new(now))))
            }
            FeatureId::Zone(_) => None,
        });
        self.changes.follow(project.assessment());
        self.unbacked = unbacked(pairs(scene, project));
    }

    /// A measure as it is on the screen.
    fn shown(&self, id: MeasureId) -> Option<&Known> {
        let moving = self.moving.as_ref().filter(|(moving, _)| *moving == id).map(|(_, known)| known);
        moving.or_else(|| self.known.get(&id))
    }

    fn paint_bands(&mut self, painter: &Painter, scene: &Scene<'_>, palette: &Palette) {
        let Some(layer) = &self.layer else { return };
        let is_moving = |id: MeasureId| self.moving.as_ref().is_some_and(|(moving, _)| *moving == id);
        let look = |measure: &Measure| self.look(measure, selected(scene) == Some(measure.id), palette);
        let is_drawn = |id: MeasureId| !is_moving(id) && scene.shows(FeatureId::Measure(id));
        let measures = scene.document.current_scheme().measures.iter().filter(|measure| is_drawn(measure.id));
        // The selected one is drawn last, so that nothing covers it.
        let (last, others): (Vec<_>, Vec<_>) = measures.partition(|measure| selected(scene) == Some(measure.id));
        let of: Vec<(Arc<Measure>, MeasureLook)> =
            others.into_iter().chain(last).map(|measure| (Arc::clone(measure), look(measure))).collect();
        if !self.standing.as_ref().is_some_and(|standing| standing.is_of(&of, palette.dark)) {
            let mut mesh = MeasureMesh::default();
            for (measure, look) in &of {
                if let Some(known) = self.known.get(&measure.id) {
                    mesh.add(&known.prepared, look, &palette.map);
                }
            }
            self.standing = Some(Standing { of, dark: palette.dark, drawn: layer.upload(&mesh) });
        }
        let moving = self.moving.as_ref().and_then(|(_, known)| {
            let mut mesh = MeasureMesh::default();
            mesh.add(&known.prepared, &self.look(&known.of, true, palette), &palette.map);
            layer.upload(&mesh)
        });
        let standing = self.standing.as_ref().and_then(|standing| standing.drawn.clone());
        painter.add(layer.paint(&scene.space, standing.into_iter().chain(moving).collect()));
    }

    fn look(&self, measure: &Measure, selected: bool, palette: &Palette) -> MeasureLook {
        let kind = theme::measure_colour(measure.kind.key());
        let unbacked = self.unbacked.contains(&measure.id);
        MeasureLook {
            ink: (!unbacked).then_some(if selected { palette.selection } else { kind }),
            outline: if selected || unbacked { theme::ZONE_OUTLINE } else { theme::MEASURE_OUTLINE },
            fill: kind.with_opacity(theme::MEASURE_FILL_OPACITY),
            change: self.changes.classes.get(&measure.id).copied(),
        }
    }
}

impl Standing {
    fn is_of(&self, now: &[(Arc<Measure>, MeasureLook)], dark: bool) -> bool {
        self.dark == dark
            && self.of.len() == now.len()
            && self.of.iter().zip(now).all(|(known, now)| Arc::ptr_eq(&known.0, &now.0) && known.1 == now.1)
    }
}

/// Colours of the classes that each measure makes of each other, as an assessment found them.
#[derive(Default)]
struct Changes {
    of: Option<Arc<Assessment>>,
    classes: BTreeMap<MeasureId, [Rgba; 2]>,
}

impl Changes {
    fn follow(&mut self, assessment: Option<&Arc<Assessment>>) {
        let Some(assessment) = assessment else { return *self = Self::default() };
        if self.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, assessment)) {
            return;
        }
        let mut sums: BTreeMap<MeasureId, BTreeMap<[&str; 2], f64>> = BTreeMap::new();
        for piece in assessment.land.changed_pieces() {
            if let Some(id) = piece.deciding {
                let change = [&*piece.class_before, &*piece.class_after];
                *sums.entry(id).or_default().entry(change).or_default() += piece.area_m2;
            }
        }
        let most = |sums: BTreeMap<[&str; 2], f64>| {
            // The code decides between equals.
            let (change, _) = sums.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some(change.map(class_colour))
        };
        self.classes = sums.into_iter().filter_map(|(id, sums)| Some((id, most(sums)?))).collect();
        self.of = Some(Arc::clone(assessment));
    }
}

/// The standard's own colour of a class: what is proposed is loud.
fn class_colour(code: &str) -> Rgba {
    land_class(code).map_or(theme::LIGHT.map.reference, |class| {
        let [red, green, blue] = class.fill;
        Rgba(red, green, blue, u8::MAX)
    })
}

fn selected(scene: &Scene<'_>) -> Option<MeasureId> {
    match scene.selection {
        Some(FeatureId::Measure(id)) => Some(id),
        _ => None,
    }
}

/// Pairs of the scheme in view; none while it is being prepared.
fn pairs<'a>(scene: &Scene<'_>, project: &'a OpenProject) -> &'a [LinkagePair] {
    let known = project.assessment().filter(|assessment| assessment.scheme == scene.document.current_scheme().id);
    known.map_or(&[], |assessment| &assessment.pairs)
}

/// The parcels that a click or the stroke in progress would take in.
pub(super) fn paint_parcels<'a>(
    painter: &Painter,
    scene: &Scene<'_>,
    palette: &Palette,
    parcels: impl Iterator<Item = (&'a BaseLayer, usize)>,
) {
    for (layer, parcel) in parcels {
        let prepared = Prepared::new(&Shape(layer.shapes.multi_polygon(parcel)).0);
        let ink = colour(palette.selection);
        prepared.fill(painter, &scene.space, ink.gamma_multiply(2.0 * theme::ZONE_FILL_OPACITY));
        prepared.outline(painter, &scene.space, Stroke::new(theme::ZONE_OUTLINE, ink));
    }
}
