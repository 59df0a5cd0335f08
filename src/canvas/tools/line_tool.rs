//! A line across what is selected: it splits a zone, or redraws part of an outline; a ring within it cuts a hole. What it would make is
//! shown while it is drawn; a line that does nothing stays, says why, and marks where.

use geo::{Contains, Coord, InteriorPoint, MultiPolygon};

use super::draft::{Draft, Heard};
use super::{Scene, Tooltip};
use crate::canvas::input::ToolEvent;
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand, ToolKind, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::{FeatureId, Shape};
use crate::edit::actions::{Redraw, Reshape};
use crate::geometry::Point;
use crate::geometry::shaping::{ShapingProblem, redrawn, split, split_to_area, with_hole};
use crate::i18n::{Explain, Message, Text, area_mu};
use crate::session::SplitBy;
use crate::units::m2_from_mu;

/// What the line is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::canvas) enum LineUse {
    #[default]
    Split,
    Reshape,
}

/// The tool and its line.
#[derive(Default)]
pub(in crate::canvas) struct LineTool {
    draft: Draft,
    what: LineUse,
    refused: Option<ShapingProblem>,
    would: Option<Would>,
}

/// What a line would make of a shape.
struct Would {
    line: Vec<Point>,
    what: LineUse,
    of: Shape,
    by: SplitBy,
    found: Result<Vec<MultiPolygon<f64>>, ShapingProblem>,
}

impl LineTool {
    /// Draws lines for this from now on.
    pub fn draws(&mut self, what: LineUse) {
        self.what = what;
    }

    pub fn update(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        if self.what == LineUse::Split && scene.split_by != SplitBy::Line {
            return self.cut_off(scene, commands);
        }
        self.draft.follow(scene, self.may_be_ring(scene));
        for event in &scene.input.events {
            let may_be_ring = self.may_be_ring(scene);
            match (self.draft.hear(event, scene, may_be_ring), event) {
                (Heard::Changed, _) => self.refused = None,
                // A click that ends the line has met its first point.
                (Heard::Finish, ToolEvent::Click(_) | ToolEvent::DragEnded(_)) => {
                    let ring = self.draft.points.iter().chain(self.draft.points.first()).copied().collect();
                    self.try_out(scene, ring);
                    self.commit(scene, commands);
                }
                (Heard::Finish, _) => self.finish(scene, commands),
                (Heard::Nothing, _) => {}
            }
        }
        let line = self.draft.line();
        self.try_out(scene, line);
    }

    /// Whether the line may come back to its first point: one that began on the outline leads to another place of it.
    fn may_be_ring(&self, scene: &Scene<'_>) -> bool {
        let (Some(&[x, y]), LineUse::Reshape) = (self.draft.points.first(), self.what) else { return false };
        target(scene, self.what).is_some_and(|(_, shape)| shape.0.contains(&Coord { x, y }))
    }

    /// Cuts the area asked for off, on the side of the pointer; a click carries it out.
    fn cut_off(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        self.draft = Draft::default();
        let clicked = scene.input.events.iter().any(|event| matches!(event, ToolEvent::Click(_) | ToolEvent::Enter));
        let Some(pointer) = scene.input.pointer.map(|at| scene.space.plane(at)) else {
            // Between two frames over a panel nothing is shown.
            return self.would = None;
        };
        let Some((_, shape)) = target(scene, self.what) else { return self.would = None };
        let line = vec![pointer];
        let is_same = |would: &Would| would.line == line && would.by == scene.split_by && would.of == *shape;
        if !self.would.as_ref().is_some_and(is_same) {
            let found = cut_towards(shape, pointer, scene);
            self.refused = found.as_ref().err().copied();
            let (what, of, by) = (self.what, shape.clone(), scene.split_by);
            self.would = Some(Would { line, what, of, by, found });
        }
        if clicked {
            self.commit(scene, commands);
        }
    }

    /// The line with the point that a click would add.
    pub fn line(&self) -> Vec<Point> {
        self.draft.line()
    }

    pub fn points(&self) -> &[Point] {
        &self.draft.points
    }

    /// What the line would make.
    pub fn would_be(&self) -> &[MultiPolygon<f64>] {
        match &self.would {
            Some(Would { found: Ok(parts), .. }) => parts,
            _ => &[],
        }
    }

    /// Where to look for why the line does nothing.
    pub fn refused_at(&self) -> Option<Point> {
        self.refused?.at()
    }

    /// Goes the other way round where a boundary is traced.
    pub fn trace_other_way(&mut self) {
        self.draft.trace_other_way();
    }

    pub fn is_searching(&self) -> bool {
        self.draft.is_searching()
    }

    pub fn in_progress(&self) -> bool {
        !self.draft.points.is_empty()
    }

    pub fn take_back(&mut self) -> bool {
        self.refused = None;
        self.draft.take_back()
    }

    pub fn give_up(&mut self) {
        *self = Self { what: self.what, ..Self::default() };
    }

    /// One step out. A long line asks first; whether anything was left.
    pub fn escape(&mut self) -> bool {
        if self.draft.asks_again() {
            return true;
        }
        let left = self.in_progress();
        self.give_up();
        left
    }

    /// Queues what the line makes, or says why it makes nothing; then the line stays.
    pub fn finish(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        self.try_out(scene, self.draft.points.clone());
        self.commit(scene, commands);
    }

    fn commit(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        let Some((feature, _)) = target(scene, self.what) else { return };
        match self.would.as_ref().map(|would| &would.found) {
            Some(Ok(parts)) => {
                let mut shapes = parts.iter().cloned().map(Shape);
                let edit = match (self.what, feature) {
                    (LineUse::Split, FeatureId::Zone(zone)) => EditCommand::SplitZone { zone, parts: shapes.collect() },
                    _ => {
                        let Some(shape) = shapes.next() else { return };
                        let is_ring = self.would.as_ref().is_some_and(|would| ring_of(&would.line).is_some());
                        let how = if is_ring { Redraw::CutHole } else { Redraw::Outline };
                        EditCommand::Reshape { feature, reshape: Reshape::Redraw { how, shape } }
                    }
                };
                commands.push(Command::Edit(edit));
                commands.push(Command::View(ViewCommand::Tool(ToolKind::Select)));
                self.give_up();
            }
            Some(Err(problem)) => self.refused = Some(*problem),
            None => self.refused = Some(ShapingProblem::LineTooShort),
        }
    }

    pub fn hint(&self, scene: &Scene<'_>) -> Message {
        if target(scene, self.what).is_none() {
            return match self.what {
                LineUse::Split => CanvasText::SplitNothing.plain(),
                LineUse::Reshape => CanvasText::ReshapeNothing.plain(),
            };
        }
        match (&self.refused, self.draft.points.len()) {
            _ if self.draft.escape_asked => CanvasText::DrawEscAgain.with([self.draft.points.len().into()]),
            (Some(ShapingProblem::NotMetTwice { .. }), _) => CanvasText::ReshapeMissed.plain(),
            (Some(problem), _) => problem.message(),
            (None, 0) => match self.what {
                LineUse::Split if scene.split_by != SplitBy::Line => CanvasText::SplitAreaHint.plain(),
                LineUse::Split => CanvasText::SplitFirst.plain(),
                LineUse::Reshape => CanvasText::ReshapeFirst.plain(),
            },
            (None, _) => CanvasText::LineMore.plain(),
        }
    }

    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let at = scene.input.pointer?;
        let mut lines = self.draft.says();
        let plane = AreaPlane::new(scene.plane);
        let areas = self.would_be().iter().map(|part| area_mu(Shape(part.clone()).area_m2(&plane), scene.language));
        let areas: Vec<String> = areas.collect();
        match (self.what, &areas[..]) {
            (_, []) => {}
            (LineUse::Split, areas) => lines.push(CanvasText::SplitAreas.with([areas.join(" | ").into()])),
            (LineUse::Reshape, [area, ..]) => lines.push(CanvasText::ReshapeArea.with([area.as_str().into()])),
        }
        (!lines.is_empty()).then_some(Tooltip { at, lines })
    }

    /// Finds out what a line makes of what is selected, once for each line.
    fn try_out(&mut self, scene: &Scene<'_>, line: Vec<Point>) {
        let Some((_, shape)) = target(scene, self.what).filter(|_| line.len() >= 2) else { return self.would = None };
        let is_same = |would: &Would| would.line == line && would.what == self.what && would.of == *shape;
        let is_known = self.would.as_ref().is_some_and(is_same);
        if is_known {
            return;
        }
        let found = match self.what {
            LineUse::Split => {
                split(&shape.0, &line).map(|cut| std::iter::once(cut.left).chain(cut.others).collect::<Vec<_>>())
            }
            LineUse::Reshape => match ring_of(&line) {
                Some(ring) => with_hole(&shape.0, ring),
                None => redrawn(&shape.0, &line),
            }
            .map(|shape| vec![shape]),
        };
        self.would = Some(Would { line, what: self.what, of: shape.clone(), by: SplitBy::Line, found });
    }
}

/// The points of a line that comes back to its first one, that one once.
fn ring_of(line: &[Point]) -> Option<&[Point]> {
    let (last, ring) = line.split_last()?;
    (ring.len() >= 3 && ring.first() == Some(last)).then_some(ring)
}

/// The shape without the area asked for, and that area, on the side of a place.
fn cut_towards(shape: &Shape, to: Point, scene: &Scene<'_>) -> Result<Vec<MultiPolygon<f64>>, ShapingProblem> {
    let plane = AreaPlane::new(scene.plane);
    let area_m2 = match scene.split_by {
        SplitBy::Line => return Err(ShapingProblem::LineTooShort),
        SplitBy::Mu(mu) => m2_from_mu(mu),
        SplitBy::Percent(percent) => shape.area_m2(&plane) * percent / 100.0,
    };
    let from = shape.0.interior_point().ok_or(ShapingProblem::Failed)?;
    let towards = (to[0] - from.x()).atan2(to[1] - from.y()).to_degrees();
    // What lies left of a line runs off at a right angle to it.
    split_to_area(&shape.0, area_m2, (towards + 90.0).rem_euclid(360.0), &plane).map(Vec::from)
}

/// What the line is drawn across: only zones are split.
fn target<'a>(scene: &Scene<'a>, what: LineUse) -> Option<(FeatureId, &'a Shape)> {
    let selected = scene.selected()?;
    (what == LineUse::Reshape || matches!(selected.0, FeatureId::Zone(_))).then_some(selected)
}
