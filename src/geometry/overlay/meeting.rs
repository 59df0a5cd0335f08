//! Where edges of one shape meet each other: what a valid shape must not do, or only at single points.

use rayon::prelude::*;

use super::EdgeIndex;
use super::sides::turn;
use crate::geometry::{Bounds, Point};

/// Edges looked at before a wanted meeting among them ends the search; a shape of no more is nothing for several threads.
const EDGES_AT_ONCE: usize = 2_048;

/// How two edges meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeetingKind {
    /// In one point that ends at least one of them.
    Touch,
    /// An edge runs back over the one before it.
    Spike,
    /// They run along each other for a length.
    Along,
    /// Each passes through the inside of the other.
    Cross,
}

/// Two edges of an [`EdgeIndex`] that meet, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting {
    pub kind: MeetingKind,
    pub edges: [usize; 2],
    pub at: Point,
}

impl EdgeIndex {
    /// Calls `visit` with every meeting of one edge with any other, neighbours' common ends excepted, until it answers `false`.
    /// With `later_only`, only edges of higher number are looked at.
    pub fn meetings_of(&self, edge: usize, later_only: bool, mut visit: impl FnMut(Meeting) -> bool) {
        let (a, b) = self.edge(edge);
        if a == b {
            return;
        }
        self.query(&Bounds::of_points(&[a, b]), |other| {
            if other == edge || (later_only && other < edge) {
                return true;
            }
            match self.meeting(edge, other) {
                Some(meeting) => visit(meeting),
                None => true,
            }
        });
    }

    /// The first meeting of the whole index for which `wanted` answers `true`; it is asked in the order of the edges.
    pub fn first_meeting(&self, mut wanted: impl FnMut(&Meeting) -> bool) -> Option<Meeting> {
        let mut first_of = |edge: usize| {
            let mut found = None;
            self.meetings_of(edge, true, |meeting| {
                if wanted(&meeting) {
                    found = Some(meeting);
                }
                found.is_none()
            });
            found
        };
        if self.len() <= EDGES_AT_ONCE {
            return (0..self.len()).find_map(first_of);
        }
        // Several threads find the edges that meet any other, which in a valid shape are few; those are asked about one by one.
        let meets_any = |&edge: &usize| {
            let mut meets = false;
            self.meetings_of(edge, true, |_| {
                meets = true;
                false
            });
            meets
        };
        (0..self.len()).step_by(EDGES_AT_ONCE).find_map(|first| {
            let edges = first..(first + EDGES_AT_ONCE).min(self.len());
            let meeting: Vec<usize> = edges.into_par_iter().filter(meets_any).collect();
            meeting.into_iter().find_map(&mut first_of)
        })
    }

    fn meeting(&self, first: usize, second: usize) -> Option<Meeting> {
        let ((a, b), (c, d)) = (self.edge(first), self.edge(second));
        if c == d || !Bounds::of_points(&[a, b]).meets(&Bounds::of_points(&[c, d])) {
            return None;
        }
        let found = |kind, at| Some(Meeting { kind, edges: [first, second], at });
        if self.next(first) == second {
            return if goes_back(a, b, d) { found(MeetingKind::Spike, b) } else { None };
        }
        if self.next(second) == first {
            return if goes_back(c, d, b) { found(MeetingKind::Spike, d) } else { None };
        }
        let (c_side, d_side) = (turn(a, b, c), turn(a, b, d));
        let (a_side, b_side) = (turn(c, d, a), turn(c, d, b));
        let apart = |one: f64, other: f64| (one > 0.0 && other > 0.0) || (one < 0.0 && other < 0.0);
        if apart(c_side, d_side) || apart(a_side, b_side) {
            return None;
        }
        if c_side == 0.0 && d_side == 0.0 {
            return along(a, b, c, d).and_then(|(kind, at)| found(kind, at));
        }
        let touching = [(c_side, c), (d_side, d), (a_side, a), (b_side, b)].into_iter().find(|(side, _)| *side == 0.0);
        match touching {
            Some((_, at)) => found(MeetingKind::Touch, at),
            None => {
                let t = c_side / (c_side - d_side);
                found(MeetingKind::Cross, [c[0] + (d[0] - c[0]) * t, c[1] + (d[1] - c[1]) * t])
            }
        }
    }
}

/// Whether a → b → c turns back on itself.
fn goes_back(a: Point, b: Point, c: Point) -> bool {
    turn(a, b, c) == 0.0 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0.0
}

/// How two collinear segments meet.
fn along(a: Point, b: Point, c: Point, d: Point) -> Option<(MeetingKind, Point)> {
    let sorted = |p: Point, q: Point| if p < q { (p, q) } else { (q, p) };
    let ((first_low, first_high), (second_low, second_high)) = (sorted(a, b), sorted(c, d));
    let low = if first_low < second_low { second_low } else { first_low };
    let high = if first_high < second_high { first_high } else { second_high };
    match low.partial_cmp(&high)? {
        std::cmp::Ordering::Less => Some((MeetingKind::Along, low)),
        std::cmp::Ordering::Equal => Some((MeetingKind::Touch, low)),
        std::cmp::Ordering::Greater => None,
    }
}
