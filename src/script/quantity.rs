//! Positions and figures as they are typed: `x,y`, `@dx,dy` from the point before, `distance<bearing` with the bearing clockwise from
//! grid north in degrees; `120mu`, `8ha`, `5000m2`, `35deg`, `5m`. Full-width commas are commas.

use super::ScriptProblem;
use super::problem::What;
use crate::geometry::Point;
use crate::units::m2_from_mu;

const M2_IN_HA: f64 = 10_000.0;

/// A position; relative ones count from `from`, and are refused where there is none.
pub(super) fn point(word: &str, from: Option<Point>) -> Result<Point, ScriptProblem> {
    let refused = || ScriptProblem::Unreadable { word: word.to_owned(), what: What::Point };
    let found = match word.strip_prefix('@') {
        Some(rest) => pair(rest, ',').zip(from).map(|([dx, dy], [x, y])| [x + dx, y + dy]),
        None => match pair(word, '<') {
            Some([distance, bearing]) => from.map(|[x, y]| {
                let turn = bearing.to_radians();
                [x + distance * turn.sin(), y + distance * turn.cos()]
            }),
            None => pair(word, ','),
        },
    };
    found.ok_or_else(refused)
}

/// How far to go: `@dx,dy`, `dx,dy` or `distance<bearing`.
pub(super) fn way(word: &str) -> Result<Point, ScriptProblem> {
    point(word, Some([0.0, 0.0]))
}

/// Positions, each relative to the one before where it says so.
pub(super) fn points(words: &[String]) -> Result<Vec<Point>, ScriptProblem> {
    let mut found: Vec<Point> = Vec::with_capacity(words.len());
    for word in words {
        found.push(point(word, found.last().copied())?);
    }
    Ok(found)
}

fn pair(word: &str, by: char) -> Option<[f64; 2]> {
    let word = word.replace('，', ",");
    let (first, second) = word.split_once(by)?;
    Some([number(first)?, number(second)?])
}

fn number(word: &str) -> Option<f64> {
    word.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

fn with_unit(word: &str, units: &[(&str, f64)], what: What) -> Result<f64, ScriptProblem> {
    let lower = word.to_lowercase();
    let found = units.iter().find_map(|&(unit, size)| Some(number(lower.strip_suffix(unit)?)? * size));
    found.ok_or_else(|| ScriptProblem::Unreadable { word: word.to_owned(), what })
}

/// Square metres; the unit is part of the word.
pub(super) fn area_m2(word: &str) -> Result<f64, ScriptProblem> {
    let mu = m2_from_mu(1.0);
    with_unit(
        word,
        &[("mu", mu), ("亩", mu), ("ha", M2_IN_HA), ("公顷", M2_IN_HA), ("m2", 1.0), ("平方米", 1.0)],
        What::Area,
    )
}

/// Degrees; a bare number is degrees.
pub(super) fn degrees(word: &str) -> Result<f64, ScriptProblem> {
    with_unit(word, &[("deg", 1.0), ("°", 1.0), ("度", 1.0), ("", 1.0)], What::Degrees)
}

/// Metres; a bare number is metres.
pub(super) fn metres(word: &str) -> Result<f64, ScriptProblem> {
    with_unit(word, &[("m", 1.0), ("米", 1.0), ("", 1.0)], What::Metres)
}
