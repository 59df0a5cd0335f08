//! The design on top of the base: zones, the selected one with its handles, land in conflict, drafts, what was identified.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{Painter, Rect, Shape as Painted, Stroke, StrokeKind, vec2};
use geo::MultiPolygon;

use super::conflict_pieces::{Brush, ConflictPieces};
use super::drafts::{paint_draft, paint_line, paint_picking, paint_points};
use super::labels::Labels;
use super::measures::{MeasurePainter, paint_parcels};
use super::names::Names;
use super::notes::note;
use super::scale_bar::scale_bar;
use super::shapes::{Prepared, as_seen};
use super::simulation::SimulationPainter;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::canvas::tools::{
    DrawZoneTool, Handle, LineTool, LockTool, PaintTool, RulerTool, Scene, Tooltip, midpoints, shows_vertices,
};
use crate::checks::ZoneReport;
use crate::design::{FeatureId, Lock, Shape, VertexAddress, Zone, ZoneId, shape_bounds};
use crate::geometry::Point;
use crate::i18n::area_mu;
use crate::session::{IdentifyHit, OpenProject, SimulationResult, SimulationView};
use crate::theme::{self, Palette};

/// Vertices of the selected zone that are drawn: more would be a grey band.
const HANDLES: usize = 3000;

/// Draws the design; keeps what is costly to find for zones that did not change.
pub(in crate::canvas) struct DesignPainter {
    zones: BTreeMap<ZoneId, (Arc<Zone>, Prepared)>,
    measures: MeasurePainter,
    pieces: ConflictPieces,
    names: Names,
    simulation: SimulationPainter,
    /// What is pulsing, and since when.
    pulse: Option<((FeatureId, usize), f64)>,
}

/// What the tools show besides the design.
pub(in crate::canvas) struct Overlay<'a> {
    pub active: Option<Handle>,
    pub draft: Option<&'a DrawZoneTool>,
    pub line: Option<&'a LineTool>,
    pub painted: Option<&'a PaintTool>,
    pub ruler: Option<&'a RulerTool>,
    pub highlighted: &'a [Arc<MultiPolygon<f64>>],
    /// What a fix would leave.
    pub previewed: Option<&'a MultiPolygon<f64>>,
    pub identified: &'a [IdentifyHit],
    /// What is proposed, as long as its tab is in front.
    pub simulation: Option<(&'a SimulationResult, &'a SimulationView)>,
    pub locks: &'a [Arc<Lock>],
    /// Where the last edit was refused.
    pub refused_at: Option<Point>,
    /// Parcels that a lock is being painted over.
    pub locked: Option<&'a LockTool>,
    pub tooltip: Option<Tooltip>,
}

impl DesignPainter {
    /// Without a render state (in tests) land in conflict and the bands of measures are not drawn.
    pub fn new(state: Option<&RenderState>) -> Self {
        Self {
            zones: BTreeMap::new(),
            measures: MeasurePainter::new(state),
            pieces: ConflictPieces::new(state),
            names: Names::default(),
            simulation: SimulationPainter::new(state),
            pulse: None,
        }
    }

    pub fn forget(&mut self) {
        self.zones.clear();
        self.measures.forget();
        self.pieces.forget();
        self.names.clear();
        self.simulation.forget();
        self.pulse = None;
    }

    pub fn forget_names(&mut self) {
        self.names.clear();
    }

    pub fn paint(
        &mut self,
        painter: &Painter,
        scene: &Scene<'_>,
        project: &OpenProject,
        palette: &Palette,
        overlay: &Overlay<'_>,
    ) {
        let zones = &scene.document.current_scheme().zones;
        self.zones.retain(|id, (known, _)| zones.iter().any(|zone| zone.id == *id && Arc::ptr_eq(zone, known)));
        let (space, visible) = (&scene.space, scene.space.visible());
        let selected = match scene.selection {
            Some(FeatureId::Zone(zone)) => Some(zone),
            _ => None,
        };
        let moving = scene.gesture.and_then(|gesture| match gesture.feature() {
            FeatureId::Zone(zone) => Some((zone, gesture.shape())),
            FeatureId::Measure(_) => None,
        });
        let moved = moving.map(|(_, shape)| Prepared::new(&as_seen(&shape.0, space)));
        let along = scene.gesture.map_or(&[][..], |gesture| gesture.along());
        let along: Vec<(ZoneId, Prepared)> = along.iter().map(|(id, shape)| (*id, Prepared::new(&shape.0))).collect();
        if let Some((result, view)) = overlay.simulation {
            self.simulation.paint(painter, space, palette, result, view);
        }
        // The selected zone is drawn last, so that nothing covers it.
        let (last, others): (Vec<_>, Vec<_>) = zones.iter().partition(|zone| Some(zone.id) == selected);
        for zone in others.iter().chain(&last) {
            let is_moving = moving.is_some_and(|(id, _)| id == zone.id);
            let along = along.iter().find(|(id, _)| *id == zone.id).map(|(_, prepared)| prepared);
            let is_seen = scene.shows(FeatureId::Zone(zone.id)) && zone.bounds().meets(&visible);
            if !is_moving && !is_seen {
                continue;
            }
            let is_selected = Some(zone.id) == selected;
            if is_selected {
                self.conflicts(painter, scene, project, palette, FeatureId::Zone(zone.id));
            }
            let ghost = &self.zones.entry(zone.id).or_insert_with(|| ((*zone).clone(), Prepared::new(&zone.shape.0))).1;
            let prepared = moved.as_ref().filter(|_| is_moving).or(along).unwrap_or(ghost);
            if is_moving {
                ghost.dashed(painter, space, Stroke::new(1.0, colour(palette.secondary)), 4.0, 3.0);
            }
            let ink = colour(if is_selected { palette.selection } else { palette.map.label });
            prepared.fill(painter, space, ink.gamma_multiply(theme::ZONE_FILL_OPACITY));
            let casing = theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING;
            prepared.outline(painter, space, Stroke::new(casing, colour(palette.map.casing)));
            prepared.outline(painter, space, Stroke::new(theme::ZONE_OUTLINE, ink));
            if is_selected && !scene.read_only {
                let shape = moving.filter(|_| is_moving).map_or(&zone.shape, |(_, shape)| shape);
                handles(painter, space, palette, shape, overlay.active);
            }
        }
        self.measures.paint(painter, scene, project, palette);
        if let Some((feature @ FeatureId::Measure(_), standing)) = scene.selected() {
            self.conflicts(painter, scene, project, palette, feature);
            if !scene.read_only {
                let shape = scene.gesture.map_or(standing, |gesture| gesture.shape());
                handles(painter, space, palette, shape, overlay.active);
            }
        }
        self.crossing(painter, scene, project, palette);
        if let Some(at) = overlay.refused_at {
            wrong_place(painter, space, palette, at);
        }
        self.simulation.paint_locks(painter, space, palette, overlay.locks);
        if let Some(painted) = overlay.painted {
            paint_parcels(painter, scene, palette, painted.highlighted(scene));
            paint_picking(painter, space, palette, &painted.outline());
        }
        if let Some(tool) = overlay.locked {
            paint_parcels(painter, scene, palette, tool.highlighted(scene));
        }
        highlighted(painter, space, palette, overlay.highlighted);
        if let Some(shape) = overlay.previewed {
            previewed(painter, space, palette, shape);
        }
        identified(painter, scene, project, palette, overlay.identified);
        if let Some(draft) = overlay.draft {
            paint_draft(painter, space, palette, draft);
        }
        if let Some(line) = overlay.line {
            paint_line(painter, space, palette, line);
        }
        if let Some(ruler) = overlay.ruler {
            paint_points(painter, space, palette, &ruler.line());
        }
        self.labels(painter, scene, project, palette, moved.as_ref(), overlay);
        if let Some((result, view)) = overlay.simulation {
            SimulationPainter::paint_pointed(painter, space, palette, result, view, scene.language);
        }
        scale_bar(painter, space, palette);
        if let Some(tooltip) = &overlay.tooltip {
            note(painter, palette, tooltip, scene.language);
        }
    }

    /// Land of a zone or measure that is in conflict: of the drag as it is now, else of the feature as it stands.
    fn conflicts(
        &mut self,
        painter: &Painter,
        scene: &Scene<'_>,
        project: &OpenProject,
        palette: &Palette,
        feature: FeatureId,
    ) {
        let space = &scene.space;
        let live = scene.gesture.filter(|gesture| gesture.feature() == feature && gesture.live().is_some());
        if let Some(gesture) = live {
            self.pieces.paint_live(&Brush { painter, space, palette, strength: 1.0 }, gesture);
        } else {
            let lines = project.conflict_land(feature);
            let count = lines.iter().map(|line| line.pieces.len()).sum();
            let strength = self.pulse(painter.ctx(), (feature, count));
            self.pieces.paint_standing(&Brush { painter, space, palette, strength }, &lines);
        }
    }

    /// From 1 down and back, once, when other land comes into conflict.
    fn pulse(&mut self, context: &egui::Context, of: (FeatureId, usize)) -> f32 {
        let now = context.input(|input| input.time);
        let (known, since) = *self.pulse.get_or_insert((of, now));
        if known != of {
            self.pulse = Some((of, now));
            context.request_repaint();
            return 1.0;
        }
        let share = (now - since) / theme::PULSE_S;
        if !(0.0..1.0).contains(&share) || context.global_style().animation_time == 0.0 {
            return 1.0;
        }
        context.request_repaint();
        1.0 - 0.7 * (share * std::f64::consts::PI).sin() as f32
    }

    /// Where the ring of what is selected crosses itself.
    fn crossing(&self, painter: &Painter, scene: &Scene<'_>, project: &OpenProject, palette: &Palette) {
        if let Some(at) = selected_report(scene, project).and_then(|report| report.crossing) {
            wrong_place(painter, &scene.space, palette, at);
        }
    }

    fn labels(
        &mut self,
        painter: &Painter,
        scene: &Scene<'_>,
        project: &OpenProject,
        palette: &Palette,
        moved: Option<&Prepared>,
        overlay: &Overlay<'_>,
    ) {
        let mut labels = Labels::new(painter, colour(palette.map.label), colour(palette.map.casing));
        if let Some((result, view)) = overlay.simulation {
            SimulationPainter::labels(&mut labels, &scene.space, palette, result, view, scene.language);
        }
        let moving = scene.gesture.map(|gesture| gesture.feature());
        let zones = scene.document.current_scheme().zones.iter();
        for zone in zones.filter(|zone| scene.shows(FeatureId::Zone(zone.id))) {
            let is_moving = moving == Some(FeatureId::Zone(zone.id));
            let prepared = match (is_moving, self.zones.get(&zone.id)) {
                (true, _) => moved,
                (false, known) => known.map(|(_, prepared)| prepared),
            };
            let Some(at) = prepared.and_then(|prepared| prepared.label_at) else { continue };
            let report = match scene.gesture.filter(|_| is_moving).and_then(|gesture| gesture.live()) {
                Some(live) => Some(live.report()),
                None => project.figures(zone.id).map(|figures| figures.report.as_ref()),
            };
            let mut lines = vec![(zone.name.clone(), theme::TYPE_HEADING)];
            lines.extend(report.map(|report| (area_mu(report.area_m2, scene.language), theme::TYPE_BODY)));
            let within = scene.space.screen_rect(&zone.bounds()).width();
            labels.place(scene.space.screen(at), &lines, within);
        }
        self.measures.labels(&mut labels, scene, project, palette);
        self.names.place(&mut labels, scene);
    }
}

/// A red ring round what keeps a shape from being taken.
fn wrong_place(painter: &Painter, space: &Space, palette: &Palette, at: Point) {
    let at = space.screen(at);
    painter.circle_stroke(at, theme::SPACE_3 + 1.0, Stroke::new(5.0, colour(palette.map.casing)));
    painter.circle_stroke(at, theme::SPACE_3 + 1.0, Stroke::new(2.5, colour(palette.forbidden.mark)));
}

fn selected_report<'a>(scene: &Scene<'a>, project: &'a OpenProject) -> Option<&'a ZoneReport> {
    if let Some(live) = scene.gesture.and_then(|gesture| gesture.live()) {
        return Some(live.report());
    }
    match scene.selection {
        Some(FeatureId::Zone(zone)) => project.figures(zone).map(|figures| figures.report.as_ref()),
        _ => None,
    }
}

/// Square vertices and round midpoints; the one under the pointer grows.
fn handles(painter: &Painter, space: &Space, palette: &Palette, shape: &Shape, active: Option<Handle>) {
    if shape.vertex_count() > HANDLES || !shows_vertices(space, shape) {
        return;
    }
    let (ink, paper) = (colour(palette.selection), colour(palette.panel));
    for (address, point) in midpoints(space, shape) {
        let at = space.screen(point);
        let grown = active == Some(Handle::Midpoint(address));
        let radius = theme::MIDPOINT / 2.0 + if grown { 2.0 } else { 0.0 };
        painter.circle(at, radius, paper, Stroke::new(1.0, ink));
    }
    for (part, ring, points) in shape.rings() {
        for (index, point) in points.iter().enumerate() {
            let grown = active == Some(Handle::Vertex(VertexAddress { part, ring, index }));
            let side = theme::VERTEX + if grown { 4.0 } else { 0.0 };
            let square = Rect::from_center_size(space.screen(*point), vec2(side, side));
            let fill = if grown { ink } else { paper };
            painter.rect(square, 0.0, fill, Stroke::new(1.5, ink), StrokeKind::Middle);
        }
    }
}

/// Outlines of the patches that a figure stands for.
fn highlighted(painter: &Painter, space: &Space, palette: &Palette, patches: &[Arc<MultiPolygon<f64>>]) {
    let visible = space.visible();
    for patch in patches.iter().filter(|patch| shape_bounds(patch).meets(&visible)) {
        let prepared = Prepared::new(patch);
        let ink = colour(palette.selection);
        prepared.fill(painter, space, ink.gamma_multiply(2.0 * theme::ZONE_FILL_OPACITY));
        let casing = theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING;
        prepared.outline(painter, space, Stroke::new(casing, colour(palette.map.casing)));
        prepared.outline(painter, space, Stroke::new(theme::ZONE_OUTLINE, ink));
    }
}

/// What a fix would leave, in the colour of actions: what it takes off stands outside the line.
pub(super) fn previewed(painter: &Painter, space: &Space, palette: &Palette, shape: &MultiPolygon<f64>) {
    let prepared = Prepared::new(shape);
    let ink = colour(palette.accent);
    prepared.fill(painter, space, ink.gamma_multiply(2.0 * theme::ZONE_FILL_OPACITY));
    let casing = theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING;
    prepared.outline(painter, space, Stroke::new(casing, colour(palette.map.casing)));
    prepared.outline(painter, space, Stroke::new(theme::ZONE_OUTLINE, ink));
}

/// Outlines of the features that were identified.
fn identified(painter: &Painter, scene: &Scene<'_>, project: &OpenProject, palette: &Palette, hits: &[IdentifyHit]) {
    let strokes = [
        Stroke::new(theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING, colour(palette.map.casing)),
        Stroke::new(theme::ZONE_OUTLINE - 0.5, colour(palette.selection)),
    ];
    for stroke in strokes {
        for hit in hits {
            let Some(layer) = project.layer(hit.layer).filter(|layer| hit.feature < layer.len()) else {
                continue;
            };
            for ring in layer.shapes.rings(hit.feature) {
                let line = ring.iter().map(|at| scene.space.screen(*at)).collect();
                painter.add(match layer.shapes.kind() {
                    crate::geometry::GeometryKind::Polygons => Painted::closed_line(line, stroke),
                    _ => Painted::line(line, stroke),
                });
            }
        }
    }
}
