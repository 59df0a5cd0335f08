//! Pairs of demolition and new construction 拆旧建新 on the map: a thin line from what is given back to what is built on it, and
//! which new constructions stand there without a demolition.

use std::collections::BTreeSet;

use egui::{Color32, Painter, Stroke, vec2};

use super::labels::Labels;
use crate::canvas::colours::colour;
use crate::canvas::space::Space;
use crate::canvas::words::CanvasText;
use crate::design::MeasureId;
use crate::geometry::{Bounds, Point};
use crate::i18n::{Language, Text, signed};
use crate::indicators::LinkagePair;
use crate::theme::{self, Palette};
use crate::units::mu_from_m2;

/// One line: from a demolition to a construction of the same pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkLine {
    pub from: Point,
    pub to: Point,
    /// Position among the pairs.
    pub pair: usize,
}

/// Constructions that no demolition of their pair backs, or that belong to no pair.
pub(super) fn unbacked(pairs: &[LinkagePair]) -> BTreeSet<MeasureId> {
    let alone = pairs.iter().filter(|pair| pair.lacks_demolition());
    alone.flat_map(|pair| pair.construction.iter().copied()).collect()
}

/// The lines of all pairs: each demolition to the nearest construction of its pair, and each construction that none of them
/// leads to from its nearest demolition. Measures whose place is not known have no line.
pub(super) fn link_lines(pairs: &[LinkagePair], place: impl Fn(MeasureId) -> Option<Point>) -> Vec<LinkLine> {
    let mut lines = Vec::new();
    for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.pair.is_some()) {
        let places = |members: &[MeasureId]| members.iter().filter_map(|id| place(*id)).collect::<Vec<Point>>();
        let (demolition, construction) = (places(&pair.demolition), places(&pair.construction));
        let mut reached = BTreeSet::new();
        for from in &demolition {
            if let Some(to) = nearest(*from, &construction) {
                reached.insert(to);
                lines.push(LinkLine { from: *from, to: construction[to], pair: number });
            }
        }
        for to in (0..construction.len()).filter(|to| !reached.contains(to)).map(|to| construction[to]) {
            if let Some(from) = nearest(to, &demolition) {
                lines.push(LinkLine { from: demolition[from], to, pair: number });
            }
        }
    }
    lines
}

fn nearest(at: Point, places: &[Point]) -> Option<usize> {
    let squared = |place: &Point| (place[0] - at[0]).powi(2) + (place[1] - at[1]).powi(2);
    (0..places.len()).min_by(|a, b| squared(&places[*a]).total_cmp(&squared(&places[*b])))
}

/// Draws the lines: an open ring at the demolition, a full one at the construction. The pair of `selected` stands out; one that
/// builds more than it gives back is drawn broken.
pub(super) fn paint_links(
    painter: &Painter,
    space: &Space,
    palette: &Palette,
    pairs: &[LinkagePair],
    lines: &[LinkLine],
    selected: Option<MeasureId>,
) {
    let visible = space.visible();
    for line in lines {
        let bounds = Bounds::of_points(&[line.from, line.to]);
        if !bounds.meets(&visible) {
            continue;
        }
        let pair = &pairs[line.pair];
        let short = pair.is_short();
        let (ink, width) = match (selected.is_some_and(|id| has(pair, id)), short) {
            (true, _) => (palette.selection, theme::LINK_SELECTED),
            (false, true) => (palette.forbidden.mark, theme::LINK),
            (false, false) => (palette.map.label, theme::LINK),
        };
        let ends = [space.screen(line.from), space.screen(line.to)];
        let (stroke, casing) = (Stroke::new(width, colour(ink)), colour(palette.map.casing));
        painter.line_segment(ends, Stroke::new(width + 2.0 * theme::ZONE_CASING, casing));
        if short {
            painter.extend(egui::Shape::dashed_line(&ends, stroke, theme::BROKEN[0], theme::BROKEN[1]));
        } else {
            painter.line_segment(ends, stroke);
        }
        painter.circle(ends[0], theme::LINK_END, colour(palette.panel), stroke);
        painter.circle(ends[1], theme::LINK_END, stroke.color, Stroke::new(theme::ZONE_CASING, casing));
    }
}

/// Writes the balance of the pair that a measure belongs to beside one of its lines.
pub(super) fn balance_label(
    labels: &mut Labels<'_>,
    space: &Space,
    ink: Color32,
    (pairs, lines): (&[LinkagePair], &[LinkLine]),
    selected: MeasureId,
    language: Language,
) {
    let of_selected = lines.iter().filter(|line| has(&pairs[line.pair], selected));
    for line in of_selected {
        let pair = &pairs[line.pair];
        let balance = signed(mu_from_m2(pair.reclaimed_m2 - pair.built_m2), 2);
        let text = CanvasText::PairBalance.with([pair.pair.unwrap_or_default().into(), balance.into()]).say(language);
        // Where the middle of the line is out of sight, nearer to one of its ends.
        let placed = [0.5, 0.3, 0.7, 0.12, 0.88].iter().any(|share| {
            let at = [0, 1].map(|axis| line.from[axis] + (line.to[axis] - line.from[axis]) * share);
            let below = space.screen(at) + vec2(0.0, theme::SPACE_3);
            space.visible().contains_point(at) && labels.place_near(ink, below, (text.clone(), theme::TYPE_SMALL))
        });
        if placed {
            return;
        }
    }
}

fn has(pair: &LinkagePair, id: MeasureId) -> bool {
    pair.demolition.contains(&id) || pair.construction.contains(&id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(number: Option<u32>, demolition: &[u64], construction: &[u64]) -> LinkagePair {
        let ids = |numbers: &[u64]| numbers.iter().map(|number| MeasureId(*number)).collect::<Vec<_>>();
        LinkagePair {
            pair: number,
            reclaimed_m2: 900.0 * demolition.len() as f64,
            built_m2: 600.0 * construction.len() as f64,
            demolition: ids(demolition),
            construction: ids(construction),
        }
    }

    fn place(id: MeasureId) -> Option<Point> {
        (id.0 < 90).then_some([id.0 as f64 * 100.0, 0.0])
    }

    #[test]
    fn every_demolition_leads_to_the_nearest_construction_of_its_pair_and_none_stands_alone() {
        let pairs = [pair(Some(1), &[1, 2], &[3, 9]), pair(Some(2), &[5], &[99])];
        let lines = link_lines(&pairs, place);
        let ends: Vec<(f64, f64)> = lines.iter().map(|line| (line.from[0], line.to[0])).collect();
        assert_eq!(ends, [(100.0, 300.0), (200.0, 300.0), (200.0, 900.0)]);
    }

    #[test]
    fn a_construction_without_its_demolition_is_unbacked_and_has_no_line() {
        let whole = pair(Some(1), &[1], &[2]);
        assert!(unbacked(&[whole]).is_empty());
        let after_deletion = [pair(Some(1), &[], &[2])];
        assert_eq!(unbacked(&after_deletion), [MeasureId(2)].into());
        assert!(link_lines(&after_deletion, place).is_empty());
        // Without a number nothing says which demolition backs it, though there is one.
        let loose = [pair(None, &[4], &[5])];
        assert_eq!(unbacked(&loose), [MeasureId(5)].into());
        assert!(link_lines(&loose, place).is_empty());
    }
}
