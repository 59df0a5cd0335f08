//! The three zones of scheme 1, to learn and to test on: 甲 crosses basic farmland and the red line, 乙 is traced along one side
//! of a village road vertex by vertex, 丙 is a union of whole parcels.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::control_lines::Lines;
use super::dissolve::{Outline, dissolve};
use super::landscape::Landscape;
use super::parcel::Parcel;
use super::places::Setting;
use super::plane::{Point, along, crossing, distance, distance_to_line, is_inside, minus, unit};
use super::site::Site;

/// A zone of scheme 1.
#[derive(Clone, Debug)]
pub struct SampleZone {
    pub name: String,
    /// In the township's plane, metres.
    pub shape: MultiPolygon<f64>,
}

/// Draws a zone apart from those already drawn.
type Maker<'a> = &'a dyn Fn(&[Outline]) -> Option<Outline>;

/// 300 mu, m².
const CROSSING_ZONE_M2: f64 = 200_000.0;
/// Parcels of the third zone.
const WHOLE_PARCELS: usize = 60;

/// The zones, and the outline of the last one before the township was moved to its site.
pub(super) fn zones(
    land: &Landscape,
    parcels: &[Parcel],
    lines: &Lines,
    site: &Site,
) -> (Vec<SampleZone>, Option<Outline>) {
    let mut taken: Vec<Outline> = Vec::new();
    let mut zones = Vec::new();
    let makers: [(&str, Maker); 3] = [
        ("甲片区", &|_| crossing_zone(land, parcels, lines)),
        ("乙片区", &|taken| traced_zone(land, parcels, lines, taken)),
        ("丙片区", &|taken| whole_parcels(land, parcels, taken)),
    ];
    for (name, make) in makers {
        if let Some(outline) = make(&taken) {
            let moved = site.moved_outline(&outline);
            zones.push(SampleZone { name: name.to_owned(), shape: MultiPolygon(vec![polygon(&moved)]) });
            taken.push(outline);
        }
    }
    (zones, taken.pop())
}

pub(super) fn polygon(outline: &Outline) -> Polygon<f64> {
    let closed = |ring: &[Point]| -> LineString<f64> {
        ring.iter().chain(ring.first()).map(|point| Coord { x: point[0], y: point[1] }).collect()
    };
    Polygon::new(closed(&outline.shell), outline.holes.iter().map(|hole| closed(hole)).collect())
}

/// A ten-cornered zone where farmland and red line are nearest to an even share.
fn crossing_zone(land: &Landscape, parcels: &[Parcel], lines: &Lines) -> Option<Outline> {
    let radius_m = (CROSSING_ZONE_M2 / 2.85).sqrt().min(land.terrain.half_width_m * 0.22);
    let share = |centre: Point| {
        let near = parcels.iter().filter(|parcel| distance(parcel.within, centre) < radius_m * 0.95);
        near.fold((0.0, 0.0), |(farm, red), parcel| {
            (
                farm + if parcel.basic_farmland { parcel.area_m2 } else { 0.0 },
                red + if parcel.red_line { parcel.area_m2 } else { 0.0 },
            )
        })
    };
    let on_edge =
        lines.red_line.iter().filter(|(_, wet)| !wet).flat_map(|(outline, _)| outline.shell.iter().step_by(9));
    let inner = lines.township.first()?;
    let centre = on_edge
        .copied()
        .filter(|&point| {
            distance_to_line(point, &inner.shell) > radius_m * 1.3
                && distance(point, land.places.town) > land.places.town_radius_m * 1.7
        })
        .map(|point| {
            let (farm, red) = share(point);
            (farm.min(red * 2.0), point)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    // Corners at even turns of a circle, pulled in and out by hand so that it looks drawn.
    let corners: [(f64, f64, f64); 10] = [
        (1.0, 0.0, 1.04),
        (0.809, 0.588, 0.95),
        (0.309, 0.951, 1.02),
        (-0.309, 0.951, 0.93),
        (-0.809, 0.588, 1.05),
        (-1.0, 0.0, 0.97),
        (-0.809, -0.588, 0.92),
        (-0.309, -0.951, 1.06),
        (0.309, -0.951, 0.96),
        (0.809, -0.588, 1.03),
    ];
    let shell = corners.map(|(east, north, reach)| rounded(along(centre.1, [east, north], radius_m * reach))).to_vec();
    Some(Outline { shell, holes: Vec::new() })
}

/// A zone whose one side is a village road's boundary, node by node.
fn traced_zone(land: &Landscape, parcels: &[Parcel], lines: &Lines, taken: &[Outline]) -> Option<Outline> {
    let depth_m = 230.0f64.min(land.terrain.half_width_m * 0.2);
    let length_m = 420.0f64.min(land.terrain.half_length_m * 0.2);
    let roads = land.parcels.iter().zip(parcels).filter(|(_, parcel)| parcel.class == "1006" && parcel.width_m >= 5);
    for (face, _) in roads {
        let ring = land.subdivision.positions(&face.ring);
        for start in (0..ring.len()).step_by(5) {
            let mut side = vec![ring[start]];
            let mut run_m = 0.0;
            for step in 1..ring.len() {
                let point = ring[(start + step) % ring.len()];
                let last = side[side.len() - 1];
                let bend = side.len() > 1 && {
                    let before = unit(minus(last, side[side.len() - 2]));
                    super::plane::dot(before, unit(minus(point, last))) < 0.8
                };
                if bend || run_m > length_m {
                    break;
                }
                run_m += distance(last, point);
                side.push(point);
            }
            if run_m < length_m || side.len() < 8 {
                continue;
            }
            // The road lies to the left of its ring, so the zone lies to the right and runs the other way.
            let (first, last) = (side[0], side[side.len() - 1]);
            let right = super::plane::left_of(unit(minus(first, last)));
            let mut shell: Vec<Point> = side.into_iter().rev().collect();
            shell.push(rounded(along(along(first, right, depth_m), minus(last, first), -0.04)));
            shell.push(rounded(along(along(first, right, depth_m * 1.16), minus(last, first), 0.45)));
            shell.push(rounded(along(along(last, right, depth_m * 0.9), minus(last, first), 0.06)));
            let farmed = parcels.iter().filter(|p| p.basic_farmland && is_inside(&shell, p.within)).count();
            if super::plane::ring_area_m2(&shell) < 0.0 {
                shell.reverse();
            }
            let within = lines.township.iter().any(|township| {
                shell
                    .iter()
                    .all(|&point| is_inside(&township.shell, point) && distance_to_line(point, &township.shell) > 120.0)
            });
            if farmed > 12 && within && is_simple(&shell) && taken.iter().all(|other| is_apart(other, &shell, 150.0)) {
                return Some(Outline { shell, holes: Vec::new() });
            }
        }
    }
    None
}

/// Parcels that hang together round a field on the floor, whole.
fn whole_parcels(land: &Landscape, parcels: &[Parcel], taken: &[Outline]) -> Option<Outline> {
    let mut owner: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (index, face) in land.parcels.iter().enumerate() {
        for position in 0..face.ring.len() {
            owner.insert((face.ring[position], face.ring[(position + 1) % face.ring.len()]), index);
        }
    }
    let compact = |index: usize, centre: Point| {
        let parcel = &parcels[index];
        parcel.width_m < 5 && parcel.area_m2 < 12_000.0 && distance(parcel.within, centre) < 330.0
    };
    let seeds = (0..parcels.len()).filter(|&index| {
        let parcel = &parcels[index];
        parcel.basic_farmland && parcel.slope_class == 1 && parcel.setting == Setting::Floor
    });
    for seed in seeds.step_by(97) {
        let centre = parcels[seed].within;
        if taken.iter().any(|other| !is_apart(other, &[centre], 450.0)) {
            continue;
        }
        let mut chosen = BTreeSet::from([seed]);
        while chosen.len() < WHOLE_PARCELS {
            let around = chosen.iter().flat_map(|&index| {
                let ring = &land.parcels[index].ring;
                (0..ring.len())
                    .filter_map(|position| owner.get(&(ring[(position + 1) % ring.len()], ring[position])).copied())
            });
            let nearest = around
                .filter(|index| !chosen.contains(index) && compact(*index, centre))
                .min_by(|&a, &b| distance(parcels[a].within, centre).total_cmp(&distance(parcels[b].within, centre)));
            let Some(next) = nearest else { break };
            chosen.insert(next);
        }
        let outlines = dissolve(&land.subdivision, chosen.iter().map(|&index| &land.parcels[index].ring));
        if let ([outline], true) = (outlines.as_slice(), chosen.len() == WHOLE_PARCELS)
            && taken.iter().all(|other| is_apart(other, &outline.shell, 100.0))
        {
            return Some(outline.clone());
        }
    }
    None
}

fn is_apart(zone: &Outline, points: &[Point], by_m: f64) -> bool {
    points.iter().all(|&point| !is_inside(&zone.shell, point) && distance_to_line(point, &zone.shell) > by_m)
        && !zone.shell.iter().any(|&corner| points.len() > 2 && is_inside(points, corner))
}

fn is_simple(ring: &[Point]) -> bool {
    let edge = |index: usize| (ring[index], ring[(index + 1) % ring.len()]);
    (0..ring.len()).all(|one| {
        (one + 2..ring.len()).filter(|other| (other + 1) % ring.len() != one).all(|other| {
            let ((a, b), (c, d)) = (edge(one), edge(other));
            crossing(a, b, c, d).is_none()
        })
    })
}

/// Drawn corners lie on whole millimetres like everything else.
fn rounded(point: Point) -> Point {
    point.map(|value| (value * 1000.0).round() / 1000.0)
}
