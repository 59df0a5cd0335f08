//! Lists of boundary points 界址点, pasted or from a text file: the delivery format of survey results (`[地块坐标]`, a head for each
//! plot that ends in `@`, then `J1,1,3358123.456,40512345.678`), or bare pairs, one a line.
//!
//! Which number is the northing is told from its size: northings in China have seven digits, eastings six, or eight with the zone
//! number before them. A zone number must be that of the project's plane, and so must all that a file's head says of its coordinates:
//! nothing is transformed on the way.

use geo::{MultiPolygon, Polygon};

use crate::crs::GaussKruger;
use crate::geometry::Point;
use crate::geometry::overlay::{FillRule, Operation, closed_line, general_overlay};
use crate::i18n::{Explain, Message, Text, texts};

/// Northings from the south of Hainan to the Amur, metres.
const NORTHINGS: std::ops::Range<f64> = 1.0e6..6.5e6;
/// Eastings without a zone number.
const EASTINGS: std::ops::Range<f64> = 1.0e5..9.0e5;
/// Eastings with the number of a zone, 13 to 45.
const PREFIXED: std::ops::Range<f64> = 1.3e7..4.6e7;

/// A plot: its name, where the list has one, and its land.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    pub name: String,
    pub shape: MultiPolygon<f64>,
    pub points: usize,
    /// The area that its head states: hectares with most writers, square metres with some.
    pub stated: Option<f64>,
}

impl Plot {
    /// Whether the stated area is another than this one by more than 1 %, in either unit.
    pub fn contradicts(&self, area_m2: f64) -> bool {
        let far = |stated_m2: f64| (stated_m2 - area_m2).abs() > 0.01 * area_m2;
        self.stated.is_some_and(|stated| stated > 0.0 && far(stated) && far(stated * 1e4))
    }
}

/// Why a list can't be taken; lines are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PointsProblem {
    #[error("there are no points")]
    NoPoints,
    #[error("line {line}: no two numbers that are a northing and an easting: {text}")]
    NotAPoint { line: usize, text: String },
    #[error("line {line}: degrees, not metres")]
    Degrees { line: usize },
    #[error("line {line}: zone {found}, the project's is {wanted}")]
    OtherZone { line: usize, found: u32, wanted: u32 },
    #[error("line {line}: other coordinates than the project's: {text}")]
    OtherCoordinates { line: usize, text: String, wanted: String },
    #[error("line {line}: a ring of fewer than three points ends here")]
    ShortRing { line: usize },
    #[error("line {line}: the rings of the plot before can't be joined")]
    NotJoined { line: usize },
}

texts! {
    PointsText {
        NoPoints: "没有坐标。一行一个点：东坐标,北坐标，或界址点格式 J1,1,北坐标,东坐标。",
            "There are no coordinates. One point a line: easting,northing, or J1,1,northing,easting.";
        NotAPoint: "第 {0} 行不是坐标：{1}。北坐标为 7 位，东坐标为 6 位（或带两位带号的 8 位）。",
            "Line {0} is no position: {1}. Northings have 7 digits, eastings 6 (or 8 with the zone number).";
        Degrees: "第 {0} 行是经纬度。请换成项目坐标系的平面坐标（米）。", "Line {0} is in degrees. Give plane coordinates of the project, metres.";
        OtherZone: "第 {0} 行的东坐标在第 {1} 带，项目在第 {2} 带。没有贴入。", "The easting in line {0} is of zone {1}, the project is in zone {2}. Nothing was pasted.";
        OtherCoordinates: "第 {0} 行写着“{1}”，项目是{2}。请先转换坐标。没有贴入。", "Line {0} says \"{1}\"; the project is {2}. Convert the coordinates first. Nothing was pasted.";
        ShortRing: "第 {0} 行之前的一圈不足三个点。", "The ring before line {0} has fewer than three points.";
        NotJoined: "第 {0} 行之前的地块各圈交叉，合不成一块。", "The rings of the plot before line {0} cross and can't be joined.";
    }
}

impl Explain for PointsProblem {
    fn message(&self) -> Message {
        match self {
            Self::NoPoints => PointsText::NoPoints.plain(),
            Self::NotAPoint { line, text } => PointsText::NotAPoint.with([(*line).into(), text.as_str().into()]),
            Self::Degrees { line } => PointsText::Degrees.with([(*line).into()]),
            Self::OtherZone { line, found, wanted } => {
                PointsText::OtherZone.with([(*line).into(), (*found).into(), (*wanted).into()])
            }
            Self::OtherCoordinates { line, text, wanted } => {
                PointsText::OtherCoordinates.with([(*line).into(), text.as_str().into(), wanted.as_str().into()])
            }
            Self::ShortRing { line } => PointsText::ShortRing.with([(*line).into()]),
            Self::NotJoined { line } => PointsText::NotJoined.with([(*line).into()]),
        }
    }
}

/// A plot while its lines are read.
#[derive(Default)]
struct Open {
    name: String,
    stated: Option<f64>,
    rings: Vec<(String, Vec<Point>)>,
}

impl Open {
    fn add(&mut self, ring: &str, at: Point) {
        match self.rings.last_mut() {
            Some((number, points)) if number == ring => points.push(at),
            _ => self.rings.push((ring.to_owned(), vec![at])),
        }
    }

    /// The plot, which ends before a line; none where it has no points.
    fn closed(self, line: usize) -> Result<Option<Plot>, PointsProblem> {
        let mut rings: Vec<Vec<Point>> = self.rings.into_iter().map(|(_, points)| points).collect();
        let points = rings.iter().map(Vec::len).sum();
        for ring in &mut rings {
            ring.dedup();
            if ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            if ring.len() < 3 {
                return Err(PointsProblem::ShortRing { line });
            }
        }
        let shape = match &rings[..] {
            [] => return Ok(None),
            // As it was given: whoever takes it says what is wrong with it.
            [ring] => MultiPolygon(vec![Polygon::new(closed_line(ring), Vec::new())]),
            rings => {
                let rings = rings.iter().map(Vec::as_slice);
                let joined = general_overlay(rings, std::iter::empty(), Operation::Subject, FillRule::EvenOdd);
                joined.filter(|shape| !shape.0.is_empty()).ok_or(PointsProblem::NotJoined { line })?
            }
        };
        Ok(Some(Plot { name: self.name, shape, points, stated: self.stated }))
    }
}

/// The plots of a list, in their order.
pub fn plots_of(text: &str, plane: GaussKruger) -> Result<Vec<Plot>, PointsProblem> {
    let (mut plots, mut open, mut last) = (Vec::new(), Open::default(), 0);
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let (number, line) = (index + 1, line.trim());
        last = number + 1;
        if let Some((key, value)) = line.split_once(['=', '＝']) {
            if !is_projects(key.trim(), value.trim(), plane) {
                return Err(PointsProblem::OtherCoordinates {
                    line: number,
                    text: line.to_owned(),
                    wanted: name_of(plane),
                });
            }
            continue;
        }
        if line.is_empty() || line.starts_with('[') || line.starts_with('#') {
            continue;
        }
        let words: Vec<&str> =
            line.split(|letter: char| letter.is_whitespace() || ",，;；\t".contains(letter)).collect();
        if words.last() == Some(&"@") {
            plots.extend(std::mem::take(&mut open).closed(number)?);
            open.name = words.get(3).copied().unwrap_or_default().to_owned();
            open.stated = words.get(1).and_then(|area| area.trim_end_matches("公顷").parse().ok());
            continue;
        }
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let (ring, at) = point_of(&words, line, number, plane)?;
        open.add(ring, at);
    }
    plots.extend(open.closed(last)?);
    if plots.is_empty() { Err(PointsProblem::NoPoints) } else { Ok(plots) }
}

/// Whether a line of the head says of the coordinates what the project's plane is. Keys that say nothing of them pass.
fn is_projects(key: &str, value: &str, plane: GaussKruger) -> bool {
    let number = || value.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u32>();
    let zone = |wanted: u32| number().map_or(value.is_empty(), |found| found == wanted);
    match key {
        "坐标系" => value.is_empty() || value.contains("2000"),
        "计量单位" => matches!(value, "" | "米" | "m" | "M"),
        "几度分带" | "分带" => zone(plane.width().degrees()),
        "带号" => zone(zone_number(plane)),
        "转换参数" => value.split([',', '，']).all(|word| word.trim().is_empty() || word.trim().parse() == Ok(0.0)),
        _ => true,
    }
}

fn zone_number(plane: GaussKruger) -> u32 {
    plane.with_prefix(true).prefix().unwrap_or_default()
}

fn name_of(plane: GaussKruger) -> String {
    format!("CGCS2000 {}° {} (m)", plane.width().degrees(), zone_number(plane))
}

/// The ring's number and the position of a line: the last two words are coordinates, the one before them the ring.
fn point_of<'a>(
    words: &[&'a str],
    text: &str,
    line: usize,
    plane: GaussKruger,
) -> Result<(&'a str, Point), PointsProblem> {
    let refused = || PointsProblem::NotAPoint { line, text: text.chars().take(40).collect() };
    let [before @ .., first, second] = words else { return Err(refused()) };
    let number = |word: &str| word.parse::<f64>().ok().filter(|value| value.is_finite());
    let (a, b) = number(first).zip(number(second)).ok_or_else(refused)?;
    if a.abs() <= 180.0 && b.abs() <= 180.0 {
        return Err(PointsProblem::Degrees { line });
    }
    let (east, north) = match (NORTHINGS.contains(&a), NORTHINGS.contains(&b)) {
        (true, false) => (b, a),
        (false, true) => (a, b),
        _ => return Err(refused()),
    };
    // Four words and more: point number, ring number, coordinates.
    let ring = if before.len() >= 2 { before[before.len() - 1] } else { "" };
    Ok((ring, [easting(east, line, plane)?.ok_or_else(refused)?, north]))
}

/// An easting in the project's plane; `None` for a number that is none.
fn easting(east: f64, line: usize, plane: GaussKruger) -> Result<Option<f64>, PointsProblem> {
    let own = plane.prefix().map_or(0.0, |zone| f64::from(zone) * 1e6);
    if EASTINGS.contains(&east) {
        return Ok(Some(own + east));
    }
    if !PREFIXED.contains(&east) {
        return Ok(None);
    }
    let (found, wanted) = ((east / 1e6).floor() as u32, zone_number(plane));
    if found != wanted {
        return Err(PointsProblem::OtherZone { line, found, wanted });
    }
    Ok(Some(own + east - f64::from(found) * 1e6))
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    fn plane() -> GaussKruger {
        GaussKruger::from_epsg(4549).unwrap()
    }

    #[test]
    fn a_survey_file_gives_its_plots_with_holes_and_names() {
        let text = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n计量单位=米\n带号=40\n转换参数=0,0,0,0,0,0,0\n[地块坐标]\n5,0.98,1,东畈,面,,,,@\n\
            J1,1,3320000.000,40500000.000\nJ2,1,3320000,40500100\nJ3,1,3320100,40500100\nJ4,1,3320100,40500000\nJ1,1,3320000,40500000\n\
            J5,2,3320040,40500040\nJ6,2,3320060,40500040\nJ7,2,3320060,40500060\nJ5,2,3320040,40500040\n\
            3,0.5,2,西畈,面,,,,@\nJ1,1,3320000,40400000\nJ2,1,3320000,40400100\nJ3,1,3320100,40400000\n";
        let plots = plots_of(text, plane()).unwrap();
        assert_eq!(plots.iter().map(|plot| plot.name.as_str()).collect::<Vec<_>>(), ["东畈", "西畈"]);
        assert_eq!(plots[0].shape.0[0].interiors().len(), 1);
        assert_eq!(plots[0].shape.unsigned_area().round(), 10_000.0 - 200.0);
        assert_eq!(plots[1].shape.0[0].exterior().0[0].x, 400_000.0);
        // Hectares: 0.98 are 9,800 m².
        assert!(!plots[0].contradicts(9_800.0) && plots[0].contradicts(10_000.0) && !plots[1].contradicts(5_000.0));
        // A plane with the zone number before its eastings keeps it.
        let prefixed = plots_of(text, plane().with_prefix(true)).unwrap();
        assert_eq!(prefixed[1].shape.0[0].exterior().0[0].x, 40_400_000.0);
    }

    #[test]
    fn bare_pairs_are_taken_either_way_round() {
        let wanted = plots_of("500000,3320000\n500100,3320000\n500100,3320100", plane()).unwrap();
        assert_eq!(wanted[0].points, 3);
        for text in [
            "3320000 500000\n3320000 500100\n3320100 500100\n",
            "\u{feff}1，500000，3320000\n2，500100，3320000\n\n3，500100，3320100",
            "J1\t40500000\t3320000\nJ2\t40500100\t3320000\nJ3\t40500100\t3320100",
        ] {
            assert_eq!(plots_of(text, plane()).unwrap()[0].shape, wanted[0].shape, "{text}");
        }
    }

    #[test]
    fn a_head_that_tells_of_other_coordinates_is_refused() {
        let points = "\n500000,3320000\n500100,3320000\n500100,3320100";
        for head in ["坐标系=80国家大地坐标系", "几度分带=6", "带号=39", "计量单位=毫米", "转换参数=0,0,0.5,0,0,0,0"]
        {
            let refused = plots_of(&format!("{head}{points}"), plane()).unwrap_err();
            assert!(
                matches!(&refused, PointsProblem::OtherCoordinates { line: 1, text, .. } if text == head),
                "{refused}"
            );
        }
        for head in ["坐标系=2000", "分带=3度带", "带号=", "转换参数=,,,,,,", "精度=0.001"] {
            assert!(plots_of(&format!("{head}{points}"), plane()).is_ok(), "{head}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line() {
        let refused = |text: &str| plots_of(text, plane()).unwrap_err();
        assert_eq!(refused(""), PointsProblem::NoPoints);
        assert_eq!(refused("119.5,30.1"), PointsProblem::Degrees { line: 1 });
        assert_eq!(refused("500000,3320000\nabc"), PointsProblem::NotAPoint { line: 2, text: "abc".to_owned() });
        assert_eq!(refused("12,34000000"), PointsProblem::NotAPoint { line: 1, text: "12,34000000".to_owned() });
        assert_eq!(refused("39500000,3320000"), PointsProblem::OtherZone { line: 1, found: 39, wanted: 40 });
        assert_eq!(refused("500000,3320000\n500100,3320000"), PointsProblem::ShortRing { line: 3 });
        assert!(matches!(refused("nan,3320000"), PointsProblem::NotAPoint { .. }));
    }
}
