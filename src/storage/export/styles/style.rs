//! A style as data: what is drawn, what is written beside it, what codes mean.

use crate::theme::Rgba;

/// How the rows of one table are drawn.
#[derive(Clone, Debug)]
pub struct Style {
    pub(super) drawing: Drawing,
    pub(super) label: Option<Label>,
    /// Columns whose values are codes: column, then (code, words for people).
    pub(super) code_lists: Vec<(&'static str, Vec<(String, String)>)>,
}

/// Same drawing for all rows, or by the value of a column.
#[derive(Clone, Debug)]
pub(super) enum Drawing {
    Single(Symbol),
    ByValue { column: &'static str, classes: Vec<Class>, others: Symbol },
}

#[derive(Clone, Debug)]
pub(super) struct Class {
    pub value: String,
    pub title: String,
    pub symbol: Symbol,
}

/// Strokes and fills, the lowest first.
pub(super) type Symbol = Vec<Stroke>;

/// One layer of a symbol; lengths in millimetres on paper or screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stroke {
    Fill {
        colour: Rgba,
    },
    Outline {
        colour: Rgba,
        width_mm: f64,
    },
    /// Parallel lines; the angle runs counter-clockwise from the horizontal.
    Hatch {
        colour: Rgba,
        angle_deg: f64,
        distance_mm: f64,
        width_mm: f64,
    },
    Dots {
        colour: Rgba,
        distance_mm: f64,
        size_mm: f64,
    },
}

/// A text at the interior point: a name and under it an area in mu.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub name_column: &'static str,
    pub mu_column: &'static str,
    pub size_pt: f64,
    pub colour: Rgba,
    pub halo: Rgba,
}

/// Fonts in the order in which they are tried: one of them is on every system that shows Chinese.
pub(super) const FONTS: [&str; 6] =
    ["Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "SimHei", "sans-serif"];
