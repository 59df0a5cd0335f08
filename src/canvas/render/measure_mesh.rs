//! Measures as triangles that stay on the graphics card: bands along the outline whose width is the same at every scale, over a
//! faint fill. Each corner says how far it stands from the outline on the screen, so a zoom sends a few numbers.

use geo::{Centroid, Contains, InteriorPoint};

use super::shapes::Prepared;
use super::style::premultiplied;
use crate::crs::planar_ring_m2;
use crate::design::Shape;
use crate::geometry::Point;
use crate::theme::{self, MapColours, Rgba};

/// How one measure is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MeasureLook {
    /// Colour of the outline; of the kind, or of the selection. None where the painter draws a broken line over the casing.
    pub ink: Option<Rgba>,
    pub outline: f32,
    pub fill: Rgba,
    /// Colours of the classes that most of the changed land has before and after; `None` where no class changes.
    pub change: Option<[Rgba; 2]>,
}

/// A corner as the card takes it: metres from the origin of the mesh, metres moved for each metre across the outline inwards,
/// points from the outline inwards, metres that this may be at most, colour (premultiplied).
pub(super) type Corner = [f32; 10];

/// Triangles of measures, those that are drawn first first.
#[derive(Debug, Default)]
pub(super) struct MeasureMesh {
    pub origin: Option<Point>,
    pub corners: Vec<Corner>,
    pub indices: Vec<u32>,
}

/// At most so much longer than the band is wide is a mitre: sharper corners are blunted.
const MITRE: f64 = 2.5;
/// Bands reach inwards at most this share of area over perimeter: a quarter of a square's half side, half of a strip's.
const INWARDS: f64 = 0.8;
/// Over this much of a point a band passes into the next: edges are soft without samples.
const SOFT: f32 = 0.6;

/// Bands of a measure from the outside inwards: points from the outline, and the colour there.
pub(super) fn profile(look: &MeasureLook, colours: &MapColours) -> Vec<(f32, Rgba)> {
    let clear = |colour: Rgba| colour.with_opacity(0.0);
    let half = look.outline / 2.0;
    let mut bands = vec![
        (-half - theme::ZONE_CASING - SOFT, clear(colours.casing)),
        (-half - theme::ZONE_CASING, colours.casing),
        (-half - SOFT, colours.casing),
    ];
    let mut inside = half;
    match look.ink {
        Some(ink) => bands.extend([(-half, ink), (half, ink)]),
        None => {
            inside += theme::ZONE_CASING;
            bands.push((inside, colours.casing));
        }
    }
    for colour in look.change.into_iter().flatten() {
        bands.push((inside + SOFT, colour));
        inside += theme::MEASURE_BAND;
        bands.push((inside, colour));
        // A thin line of the ink between the bands: pale classes lie side by side.
        let between = look.ink.unwrap_or(colours.label);
        inside += SOFT;
        bands.push((inside, between));
        inside += theme::MEASURE_BAND_LINE;
        bands.push((inside, between));
    }
    let last = bands.last().map_or(look.fill, |(_, colour)| *colour);
    bands.push((inside + SOFT, clear(last)));
    bands
}

impl MeasureMesh {
    /// Adds a measure on top of those before it.
    pub fn add(&mut self, shape: &Prepared, look: &MeasureLook, colours: &MapColours) {
        let Some(origin) = shape.points.first().map(|first| *self.origin.get_or_insert(*first)) else { return };
        let first = self.corners.len() as u32;
        let flat = |at: &Point| corner(local(*at, origin), [0.0; 2], 0.0, 0.0, look.fill);
        self.corners.extend(shape.points.iter().map(flat));
        self.indices.extend(shape.triangles.iter().map(|index| first + index));
        let bands = profile(look, colours);
        let rings: Vec<(Vec<Point>, bool)> = shape
            .rings
            .iter()
            .zip(&shape.shells)
            .map(|(ring, shell)| (distinct(&shape.points[ring.clone()]), *shell))
            .filter(|(ring, _)| ring.len() >= 3)
            .collect();
        for part in rings.chunk_by(|_, (_, starts_next)| !starts_next) {
            let area_m2: f64 = part.iter().fold(0.0, |sum, (ring, shell)| {
                let ring_m2 = planar_ring_m2(ring).abs();
                if *shell { sum + ring_m2 } else { sum - ring_m2 }
            });
            let perimeter_m: f64 = part.iter().flat_map(|(ring, _)| edges(ring)).map(|(a, b)| length_m(a, b)).sum();
            let most_m = INWARDS * area_m2.max(0.0) / perimeter_m.max(1e-6);
            for (ring, shell) in part {
                // Inside lies to the left of a shell that runs counter-clockwise and of a hole that runs clockwise.
                let left = (planar_ring_m2(ring) > 0.0) == *shell;
                self.bands(ring, origin, if left { 1.0 } else { -1.0 }, most_m, &bands);
            }
        }
    }

    fn bands(&mut self, ring: &[Point], origin: Point, side: f64, most_m: f64, bands: &[(f32, Rgba)]) {
        let first = self.corners.len() as u32;
        let (count, across) = (ring.len(), bands.len() as u32);
        for (index, at) in ring.iter().enumerate() {
            let mitre =
                mitre(ring[(index + count - 1) % count], *at, ring[(index + 1) % count]).map(|value| value * side);
            let at = local(*at, origin);
            self.corners.extend(bands.iter().map(|(points, colour)| corner(at, mitre, *points, most_m, *colour)));
        }
        for index in 0..count as u32 {
            let (here, next) = (first + index * across, first + (index + 1) % count as u32 * across);
            for band in 0..across - 1 {
                let [a, b, c, d] = [here + band, next + band, here + band + 1, next + band + 1];
                self.indices.extend([a, b, c, b, d, c]);
            }
        }
    }
}

/// Where the text of a measure stands best, and how far from there the outline is, metres: the interior point, or the centroid
/// where that lies farther inside.
pub(super) fn place_of_mark(shape: &Shape) -> Option<(Point, f64)> {
    let centroid = shape.0.centroid().filter(|at| shape.0.contains(at));
    let candidates = shape.0.interior_point().into_iter().chain(centroid);
    let room_m = |at: Point| shape.rings().map(|(_, _, ring)| ring_distance_m(&ring, at)).fold(f64::INFINITY, f64::min);
    candidates.map(|at| [at.x(), at.y()]).map(|at| (at, room_m(at))).max_by(|a, b| a.1.total_cmp(&b.1))
}

fn ring_distance_m(ring: &[Point], at: Point) -> f64 {
    edges(ring)
        .map(|(a, b)| {
            let along = [b[0] - a[0], b[1] - a[1]];
            let squared = along[0] * along[0] + along[1] * along[1];
            let share = ((at[0] - a[0]) * along[0] + (at[1] - a[1]) * along[1]) / squared.max(1e-12);
            let share = share.clamp(0.0, 1.0);
            length_m([a[0] + along[0] * share, a[1] + along[1] * share], at)
        })
        .fold(f64::INFINITY, f64::min)
}

fn local(at: Point, origin: Point) -> Point {
    [at[0] - origin[0], at[1] - origin[1]]
}

fn corner(at: Point, mitre: Point, points: f32, most_m: f64, colour: Rgba) -> Corner {
    let [red, green, blue, opacity] = premultiplied(colour, 1.0);
    [at[0] as f32, at[1] as f32, mitre[0] as f32, mitre[1] as f32, points, most_m as f32, red, green, blue, opacity]
}

/// Metres moved at a corner for each metre to the left of its two edges.
fn mitre(before: Point, at: Point, after: Point) -> Point {
    let (first, second) = (left_of(before, at), left_of(at, after));
    let dot = first[0] * second[0] + first[1] * second[1];
    let scale = 1.0 / (1.0 + dot).max(1e-3);
    let mitre = [(first[0] + second[0]) * scale, (first[1] + second[1]) * scale];
    let length = mitre[0].hypot(mitre[1]);
    if length < 1e-6 {
        return first;
    }
    let blunted = (MITRE / length).min(1.0);
    mitre.map(|value| value * blunted)
}

/// Unit vector to the left of an edge.
fn left_of(a: Point, b: Point) -> Point {
    let length = length_m(a, b).max(1e-9);
    [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
}

fn length_m(a: Point, b: Point) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Without the points that repeat their neighbour: such an edge has no direction.
fn distinct(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.dedup();
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::LIGHT;
    use geo::{MultiPolygon, polygon};

    const FROM: Rgba = Rgba(200, 10, 10, 255);
    const TO: Rgba = Rgba(10, 200, 10, 255);

    fn look() -> MeasureLook {
        let kind = Rgba(1, 2, 3, 255);
        MeasureLook { ink: Some(kind), outline: 1.5, fill: kind.with_opacity(0.2), change: Some([FROM, TO]) }
    }

    fn ring_with_hole() -> Prepared {
        Prepared::new(&MultiPolygon(vec![polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 100.0, y: 0.0), (x: 100.0, y: 100.0), (x: 0.0, y: 100.0)],
            interiors: [[(x: 40.0, y: 40.0), (x: 60.0, y: 40.0), (x: 60.0, y: 60.0), (x: 40.0, y: 60.0)]],
        ]]))
    }

    #[test]
    fn the_class_before_lies_outside_and_the_class_after_inside_of_it() {
        let bands = profile(&look(), &LIGHT.map);
        assert!(bands.windows(2).all(|pair| pair[0].0 < pair[1].0), "bands follow each other inwards: {bands:?}");
        let place = |colour: Rgba| bands.iter().position(|(_, band)| *band == colour).unwrap();
        assert!(place(LIGHT.map.casing) < place(look().ink.unwrap()));
        assert!(place(look().ink.unwrap()) < place(FROM) && place(FROM) < place(TO));
        let unchanged = profile(&MeasureLook { change: None, ..look() }, &LIGHT.map);
        assert!(unchanged.len() < bands.len(), "a measure that changes no class has one line, not three");
    }

    #[test]
    fn bands_reach_into_the_measure_and_away_from_its_holes() {
        let mut mesh = MeasureMesh::default();
        mesh.add(&ring_with_hole(), &look(), &LIGHT.map);
        // Moved by five metres inwards, every corner of an outline lies on land of the measure.
        let moved = |corner: &Corner| [corner[0] + corner[2] * 5.0, corner[1] + corner[3] * 5.0];
        let outline: Vec<&Corner> = mesh.corners.iter().filter(|corner| corner[4] > 3.0).collect();
        assert!(!outline.is_empty());
        for corner in outline {
            let [x, y] = moved(corner);
            let in_shell = (0.0..=100.0).contains(&x) && (0.0..=100.0).contains(&y);
            let in_hole = (40.0..=60.0).contains(&x) && (40.0..=60.0).contains(&y);
            assert!(in_shell && !in_hole, "{x} {y}");
        }
    }

    #[test]
    fn the_fill_leaves_holes_free() {
        let mut mesh = MeasureMesh::default();
        mesh.add(&ring_with_hole(), &look(), &LIGHT.map);
        let of_fill = |index: &u32| mesh.corners[*index as usize][5] == 0.0;
        let triangles = mesh.indices.chunks(3).filter(|triangle| triangle.iter().all(of_fill));
        let area: f32 = triangles
            .map(|triangle| {
                let [a, b, c] = [0, 1, 2].map(|corner| mesh.corners[triangle[corner] as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum();
        assert_eq!(area, 100.0 * 100.0 - 20.0 * 20.0);
    }

    #[test]
    fn a_mark_stands_where_there_is_most_room() {
        let ring = [[0.0, 0.0], [80.0, 0.0], [80.0, 40.0], [0.0, 40.0]];
        let (at, room_m) = place_of_mark(&Shape::from_ring(&ring)).unwrap();
        assert_eq!((at, room_m), ([40.0, 20.0], 20.0));
    }
}
