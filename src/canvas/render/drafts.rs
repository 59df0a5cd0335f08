//! What tools have drawn so far: outlines, lines across a shape, what parcels are picked with.

use egui::{Painter, Pos2, Rect, Shape as Painted, Stroke, StrokeKind, vec2};

use super::design::previewed;
use super::shapes::Prepared;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::canvas::tools::{DrawZoneTool, LineTool};
use crate::design::Shape;
use crate::geometry::Point;
use crate::theme::{self, Palette};

/// The outline on its way: filled as far as it encloses land, its crossings in red.
pub(super) fn paint_draft(painter: &Painter, space: &Space, palette: &Palette, draft: &DrawZoneTool) {
    let outline = draft.outline();
    if outline.is_empty() {
        return;
    }
    let ink = colour(palette.selection);
    let screen: Vec<_> = outline.iter().map(|at| space.screen(*at)).collect();
    let crossings = draft.crossings();
    if outline.len() >= 3 && crossings.is_empty() {
        Prepared::new(&Shape::from_ring(&closed(&outline)).0).fill(
            painter,
            space,
            ink.gamma_multiply(theme::ZONE_FILL_OPACITY),
        );
    }
    cased(painter, palette, &screen);
    if let (Some(first), Some(last)) = (screen.first(), screen.last())
        && screen.len() >= 3
    {
        painter.extend(Painted::dashed_line(&[*last, *first], Stroke::new(1.5, ink), 5.0, 4.0));
    }
    let red = Stroke::new(theme::ZONE_OUTLINE + 1.0, colour(palette.forbidden.mark));
    for index in crossings {
        painter.line_segment([screen[index], screen[(index + 1) % screen.len()]], red);
    }
    for (index, point) in draft.points().iter().enumerate() {
        let side = theme::VERTEX + if index == 0 && draft.points().len() >= 3 { 3.0 } else { 0.0 };
        let square = Rect::from_center_size(space.screen(*point), vec2(side, side));
        painter.rect(square, 0.0, colour(palette.panel), Stroke::new(1.5, ink), StrokeKind::Middle);
    }
}

/// The line across what is selected, what it would make, and where it fails.
pub(super) fn paint_line(painter: &Painter, space: &Space, palette: &Palette, tool: &LineTool) {
    let ink = colour(palette.selection);
    for part in tool.would_be() {
        previewed(painter, space, palette, part);
    }
    let screen: Vec<_> = tool.line().iter().map(|at| space.screen(*at)).collect();
    cased(painter, palette, &screen);
    for point in tool.points() {
        let square = Rect::from_center_size(space.screen(*point), vec2(theme::VERTEX, theme::VERTEX));
        painter.rect(square, 0.0, colour(palette.panel), Stroke::new(1.5, ink), StrokeKind::Middle);
    }
    if let Some(at) = tool.refused_at() {
        let ring = Stroke::new(theme::ZONE_OUTLINE, colour(palette.forbidden.mark));
        painter.circle_stroke(space.screen(at), 3.0 * theme::VERTEX, ring);
    }
}

/// What parcels are being picked with.
pub(super) fn paint_picking(painter: &Painter, space: &Space, palette: &Palette, outline: &[Point]) {
    let screen: Vec<_> = closed(outline).into_iter().map(|at| space.screen(at)).collect();
    painter.add(Painted::line(screen.clone(), Stroke::new(3.0, colour(palette.map.casing))));
    painter.extend(Painted::dashed_line(&screen, Stroke::new(1.5, colour(palette.selection)), 5.0, 4.0));
}

/// A line with its points.
pub(super) fn paint_points(painter: &Painter, space: &Space, palette: &Palette, line: &[Point]) {
    let ink = colour(palette.selection);
    let screen: Vec<_> = line.iter().map(|at| space.screen(*at)).collect();
    cased(painter, palette, &screen);
    for at in screen {
        painter.circle(at, theme::MIDPOINT / 2.0, colour(palette.panel), Stroke::new(1.5, ink));
    }
}

/// A line in the colour of what is selected, with a casing that keeps it apart from the map.
fn cased(painter: &Painter, palette: &Palette, line: &[Pos2]) {
    let casing = Stroke::new(theme::ZONE_OUTLINE + 2.0 * theme::ZONE_CASING, colour(palette.map.casing));
    painter.add(Painted::line(line.to_vec(), casing));
    painter.add(Painted::line(line.to_vec(), Stroke::new(theme::ZONE_OUTLINE, colour(palette.selection))));
}

fn closed(points: &[Point]) -> Vec<Point> {
    points.iter().chain(points.first()).copied().collect()
}
