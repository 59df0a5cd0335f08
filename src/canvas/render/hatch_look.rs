//! How patterned land looks: by the severity of a conflict, by what a simulation proposes, by what a lock asks for.

use crate::checks::Severity;
use crate::design::LockKind;
use crate::theme::{self, Rgba};

/// What fills the land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Crossed,
    /// Lines that rise to the right.
    Rising,
    Falling,
    Dotted,
}

/// Colours of patterned land.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HatchColours {
    pub fill: Rgba,
    /// Of pieces too small for a pattern.
    pub small: Rgba,
    pub hatch: Rgba,
    pub outline: Rgba,
}

impl HatchColours {
    pub fn of_one(mark: Rgba) -> Self {
        Self { fill: mark, small: mark, hatch: mark, outline: mark }
    }
}

/// Opacities, and sizes in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HatchLook {
    pub pattern: Pattern,
    pub spacing: f32,
    pub line: f32,
    pub fill: f32,
    /// Of pieces too small for a pattern.
    pub small_fill: f32,
    pub hatch: f32,
    pub outline: f32,
    pub outline_width: f32,
    /// Pieces of this extent and more have a pattern and an outline.
    pub hatched_from: f32,
    /// From 0 to 1: fades while something pulses.
    pub strength: f32,
}

impl HatchLook {
    /// Land in conflict.
    pub fn of_severity(severity: Severity, strength: f32) -> Self {
        let (pattern, spacing) = match severity {
            Severity::Forbidden => (Pattern::Crossed, theme::CONFLICT_HATCH),
            Severity::Procedure => (Pattern::Rising, theme::CONFLICT_HATCH),
            Severity::Review => (Pattern::Falling, theme::CONFLICT_HATCH_WIDE),
            Severity::Information => (Pattern::Dotted, theme::CONFLICT_HATCH_WIDE),
        };
        Self {
            pattern,
            spacing,
            line: theme::CONFLICT_LINE,
            fill: theme::CONFLICT_FILL_OPACITY,
            small_fill: theme::CONFLICT_SMALL_FILL_OPACITY,
            hatch: theme::CONFLICT_HATCH_OPACITY,
            outline: theme::CONFLICT_OUTLINE_OPACITY,
            outline_width: 1.0,
            hatched_from: theme::CONFLICT_HATCHED_FROM,
            strength,
        }
    }

    /// A parcel that a simulation changes: what becomes farmland, and what leaves it.
    pub fn of_change(gains: bool) -> Self {
        Self {
            pattern: if gains { Pattern::Rising } else { Pattern::Falling },
            spacing: theme::CHANGE_HATCH,
            line: theme::CHANGE_LINE,
            fill: theme::CHANGE_FILL_OPACITY,
            small_fill: theme::CHANGE_SMALL_FILL_OPACITY,
            hatch: 1.0,
            outline: 1.0,
            outline_width: theme::CHANGE_LINE,
            hatched_from: theme::CHANGE_HATCHED_FROM,
            strength: 1.0,
        }
    }

    /// A block of farmland: filled and outlined, without a pattern.
    pub fn of_block(outlined: bool) -> Self {
        Self {
            fill: theme::BLOCK_FILL_OPACITY,
            small_fill: theme::BLOCK_FILL_OPACITY,
            hatch: 0.0,
            outline: if outlined { 1.0 } else { 0.0 },
            outline_width: theme::BLOCK_OUTLINE,
            hatched_from: 0.0,
            ..Self::of_change(true)
        }
    }

    /// Locked land.
    pub fn of_lock(kind: LockKind) -> Self {
        let pattern = match kind {
            LockKind::Must => Pattern::Rising,
            LockKind::MustNot => Pattern::Crossed,
            LockKind::Together => Pattern::Dotted,
        };
        Self {
            pattern,
            spacing: theme::CONFLICT_HATCH,
            line: theme::CONFLICT_LINE,
            fill: theme::CONFLICT_FILL_OPACITY,
            outline: 1.0,
            outline_width: theme::LOCK_OUTLINE,
            ..Self::of_severity(Severity::Procedure, 1.0)
        }
    }
}
