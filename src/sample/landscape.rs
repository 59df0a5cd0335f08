//! The order in which a township comes about: outline, territories, bridges, river, roads, streams, wetland and reservoir, then
//! blocks and fields.

use super::blocks::Divider;
use super::face::{Face, Strip, Use, cut_along, interior_point, lay};
use super::places::Places;
use super::plane::{Point, along, distance, is_inside};
use super::random::{Noise, Random};
use super::subdivision::Subdivision;
use super::terrain::{InValley, Terrain};

/// A township as parcels over shared nodes.
pub(super) struct Landscape {
    pub terrain: Terrain,
    pub places: Places,
    pub subdivision: Subdivision,
    /// Every face has its class and its full ring.
    pub parcels: Vec<Face>,
}

/// Area of a parcel on average, m², at the natural grain.
const PARCEL_M2: f64 = 2_450.0;

/// The township whose number of parcels comes nearest to the wish: its size is corrected after each try.
pub(super) fn landscape(parcels: usize, seed: u64) -> Landscape {
    let wish = parcels.max(1) as f64;
    let mut area_m2 = wish * PARCEL_M2;
    let mut best: Option<Landscape> = None;
    for _ in 0..6 {
        let tried = landscape_of_area(area_m2, seed);
        let made = tried.parcels.len() as f64;
        let nearer = best.as_ref().is_none_or(|best| (best.parcels.len() as f64 - wish).abs() > (made - wish).abs());
        if nearer {
            best = Some(tried);
        }
        if (made / wish - 1.0).abs() < 0.03 {
            break;
        }
        area_m2 *= (wish / made).clamp(0.4, 2.5);
    }
    best.unwrap_or_else(|| landscape_of_area(area_m2, seed))
}

fn landscape_of_area(area_m2: f64, seed: u64) -> Landscape {
    // A township is half as long again as wide; its rounded outline covers 0.83 of the box.
    let half_length_m = (area_m2 * 1.35 / 0.83).sqrt() * 0.5;
    let terrain = Terrain::new(seed, half_length_m, half_length_m / 1.35);
    let places = Places::settle(&terrain, seed);
    let mut subdivision = Subdivision::default();
    let outline: Vec<u32> = outline(&terrain, seed).into_iter().map(|at| subdivision.node(at)).collect();
    let mut faces = vec![Face { ring: outline, use_: Use::Open, village: 0 }];
    let scale = (half_length_m / 4300.0).clamp(0.15, 1.0);
    if area_m2 > 60_000.0 {
        faces = lines(&terrain, &places, &mut subdivision, faces, scale, seed);
    }
    let wander = Noise { seed: seed ^ 0xabcd, wavelength_m: 85.0 };
    let random = Random::new(seed ^ 0x6669_656c_6473);
    let mut divider =
        Divider { terrain: &terrain, places: &places, subdivision: &mut subdivision, random, grain: 1.0, wander, seed };
    let mut parcels = divider.divide(faces);
    for parcel in &mut parcels {
        parcel.ring = subdivision.expanded(&parcel.ring);
    }
    Landscape { terrain, places, subdivision, parcels }
}

/// A rounded, ragged outline, counter-clockwise: a superellipse, so that hardly a corner is left.
fn outline(terrain: &Terrain, seed: u64) -> Vec<Point> {
    let ragged = Noise { seed: seed ^ 0x6f75_746c, wavelength_m: 0.37 };
    let fine = Noise { seed: seed ^ 0x6669_6e65, wavelength_m: 0.052 };
    let middling = Noise { seed: seed ^ 0x6d69_6464, wavelength_m: 0.15 };
    let count = ((terrain.half_length_m * 0.16) as usize).clamp(24, 800);
    (0..count)
        .map(|index| {
            let [c, s] = circle(index as f64 / count as f64);
            let round = 1.0 / (c * c * c * c + s * s * s * s).sqrt().sqrt();
            let reach = round
                * (0.8
                    + 0.14 * ragged.at([c, s])
                    + 0.05 * middling.signed([c, s])
                    + 0.022 * fine.signed([c, s]) * middling.at([s, c]));
            let place = [0.8, 0.6];
            let off = s * reach * terrain.half_width_m;
            along(along([0.0, 0.0], place, c * reach * terrain.half_length_m), super::plane::left_of(place), off)
        })
        .collect()
}

/// A point of the unit circle by rational functions alone, counter-clockwise as `turn` runs from 0 to 1.
fn circle(turn: f64) -> Point {
    let quarter = (turn * 4.0).floor();
    let t = turn * 4.0 - quarter;
    // The half-angle tangent runs to √2 − 1 twice; this keeps the steps nearly even.
    let tangent = t * (0.785_398 + t * t * (0.161_7 + t * t * 0.052_9));
    let (c, s) = ((1.0 - tangent * tangent) / (1.0 + tangent * tangent), 2.0 * tangent / (1.0 + tangent * tangent));
    match quarter as i32 {
        0 => [c, s],
        1 => [-s, c],
        2 => [-c, -s],
        _ => [s, -c],
    }
}

fn lines(
    terrain: &Terrain,
    places: &Places,
    subdivision: &mut Subdivision,
    mut faces: Vec<Face>,
    scale: f64,
    seed: u64,
) -> Vec<Face> {
    let (far, wide) = (terrain.half_length_m * 1.1, terrain.half_width_m * 1.6);
    let wander = Noise { seed: seed ^ 0x77a2, wavelength_m: 640.0 };
    let ripple = Noise { seed: seed ^ 0x77a3, wavelength_m: 130.0 };
    // Bridges first: the river passes beneath.
    let mut bridges = Vec::new();
    for (index, village) in places.villages.iter().enumerate().filter(|(index, _)| index % 2 == 0) {
        let along_m =
            terrain.place(village.seat()).along_m + 160.0 * scale * ripple.signed([index as f64 * 777.0, 0.0]);
        let reach = wide * 0.26;
        let steps = 24;
        bridges.push(
            (0..=steps)
                .map(|step| {
                    let off_m = -reach + 2.0 * reach * f64::from(step) / f64::from(steps);
                    let sway = 70.0 * scale * wander.signed([off_m, along_m]);
                    terrain.position(InValley { along_m: along_m + sway, off_m })
                })
                .collect::<Vec<Point>>(),
        );
    }
    for bridge in &bridges {
        faces = lay(subdivision, faces, &Strip { centre: bridge, width_m: 6.0, class: "1006" }, is_open);
    }
    let river = terrain.line_along(-far, far, 24.0, |_| 0.0);
    faces =
        lay(subdivision, faces, &Strip { centre: &river, width_m: (52.0 * scale).max(8.0), class: "1101" }, is_open);
    let town_off = terrain.place(places.town).off_m;
    let county_road = terrain
        .line_along(-far, far, 30.0, |at| town_off * 0.55 + 90.0 * scale * wander.signed([at, 0.0]) + 40.0 * scale);
    faces = lay(subdivision, faces, &Strip { centre: &county_road, width_m: 12.0, class: "1003" }, is_open);
    // Territories part along wandering lines across the valley.
    for limit in places.limits_m() {
        let steps = (wide / 22.0) as usize;
        let line: Vec<Point> = (0..=2 * steps)
            .map(|step| {
                let off_m = (step as f64 / steps as f64 - 1.0) * wide * 1.2;
                let sway = 210.0 * scale * wander.signed([off_m, limit]) + 26.0 * scale * ripple.signed([off_m, limit]);
                terrain.position(InValley { along_m: limit + sway, off_m })
            })
            .collect();
        faces = faces
            .into_iter()
            .flat_map(|face| {
                cut_along(subdivision, face.ring.clone(), &line)
                    .into_iter()
                    .map(move |ring| Face { ring, ..face.clone() })
            })
            .collect();
    }
    // A village road on either side, near the foot of the hills.
    for side in [1.0, -1.0] {
        let road = terrain.line_along(-far, far, 22.0, |along_m| {
            let edge = terrain.floor_edge_m(InValley { along_m, off_m: side });
            side * (edge * 0.86 + 30.0 * scale * ripple.signed([along_m, side * 5000.0]))
        });
        faces = lay(subdivision, faces, &Strip { centre: &road, width_m: 5.5, class: "1006" }, is_open);
    }
    let mut streams = Vec::new();
    for side in [1.0, -1.0] {
        for index in 0.. {
            let along_m = -terrain.half_length_m * 0.86
                + (f64::from(index) + if side > 0.0 { 0.2 } else { 0.7 }) * 1250.0 * scale.max(0.4);
            if along_m > terrain.half_length_m * 0.9 {
                break;
            }
            streams.push(stream(terrain, &wander, &ripple, along_m, side, scale));
        }
    }
    for stream in &streams {
        faces = lay(subdivision, faces, &Strip { centre: stream, width_m: 5.0, class: "1107" }, is_open);
    }
    faces = part_roads_at_town(terrain, places, subdivision, faces);
    faces = basins(terrain, subdivision, faces, &streams, scale, seed);
    for face in &mut faces {
        let points = subdivision.positions(&face.ring);
        if let Some(within) = interior_point(&points) {
            face.village = places.village_at(terrain.place(within));
        }
    }
    faces
}

/// Cuts roads and streams where they enter and leave the town, so that the town's lines can end there.
fn part_roads_at_town(
    terrain: &Terrain,
    places: &Places,
    subdivision: &mut Subdivision,
    mut faces: Vec<Face>,
) -> Vec<Face> {
    let town = terrain.place(places.town);
    for side in [-1.0, 1.0] {
        let along_m = town.along_m + side * places.town_radius_m * 1.08;
        let end = |off_m: f64| terrain.position(InValley { along_m, off_m });
        let across = [end(town.off_m - 1.5 * places.town_radius_m), end(town.off_m + 1.5 * places.town_radius_m)];
        faces = faces
            .into_iter()
            .flat_map(|face| {
                let rings = if is_open(&face) {
                    vec![face.ring.clone()]
                } else {
                    cut_along(subdivision, face.ring.clone(), &across)
                };
                rings.into_iter().map(move |ring| face.with(ring, face.use_))
            })
            .collect();
    }
    faces
}

fn is_open(face: &Face) -> bool {
    face.use_ == Use::Open
}

/// A stream from the hills down to the river.
fn stream(terrain: &Terrain, wander: &Noise, ripple: &Noise, along_m: f64, side: f64, scale: f64) -> Vec<Point> {
    let top = terrain.half_width_m * 1.35;
    let steps = (top / 18.0) as usize;
    (0..=steps)
        .map(|step| {
            let off = top * (1.0 - step as f64 / steps as f64);
            let sway =
                230.0 * scale * wander.signed([off, along_m + side]) + 34.0 * scale * ripple.signed([off, along_m]);
            terrain.position(InValley { along_m: along_m + sway * (off / (off + 200.0)), off_m: side * off })
        })
        .collect()
}

/// The wetland by the river downstream and a reservoir on a stream.
fn basins(
    terrain: &Terrain,
    subdivision: &mut Subdivision,
    mut faces: Vec<Face>,
    streams: &[Vec<Point>],
    scale: f64,
    seed: u64,
) -> Vec<Face> {
    let ripple = Noise { seed: seed ^ 0x6d61_7273, wavelength_m: 90.0 };
    let blob = |centre: Point, radius_m: f64, stretch: f64| -> Vec<Point> {
        let corners = 40;
        (0..=corners)
            .map(|index| {
                let [c, s] = circle(f64::from(index % corners) / f64::from(corners));
                let reach = radius_m * (0.75 + 0.5 * ripple.at([c * 140.0, s * 140.0 + radius_m]));
                along(along(centre, [0.8, 0.6], c * reach * stretch), [-0.6, 0.8], s * reach)
            })
            .collect()
    };
    let downstream = terrain.half_length_m * 0.52;
    let shore = |off_m: f64| terrain.position(InValley { along_m: downstream, off_m: off_m * scale });
    let mut shapes = vec![
        (blob(shore(-70.0), 105.0 * scale, 2.6), "1106"),
        (blob(shore(-120.0), 215.0 * scale, 2.0), "1108"),
        (blob(shore(60.0), 70.0 * scale, 3.0), "1106"),
    ];
    // The stream whose upper course is the flattest holds the reservoir.
    let gentlest = streams
        .iter()
        .filter_map(|stream| stream.get(stream.len() * 45 / 100))
        .filter(|point| terrain.place(**point).along_m.abs() < terrain.half_length_m * 0.7)
        .min_by(|a, b| terrain.steepness(**a).total_cmp(&terrain.steepness(**b)));
    if let Some(&point) = gentlest {
        shapes.push((blob(point, 150.0 * scale, 1.5), "1103"));
    }
    for (shape, class) in shapes {
        let reach = shape.iter().map(|&point| distance(point, shape[0])).fold(0.0, f64::max);
        let mut changed = Vec::new();
        for face in faces {
            let points = subdivision.positions(&face.ring);
            let near = points.iter().any(|&point| distance(point, shape[0]) < reach) || is_inside(&points, shape[0]);
            let floods = is_open(&face) || (class == "1103" && face.use_ == Use::Class("1107", 5));
            if !near || !floods {
                changed.push(face);
                continue;
            }
            for ring in cut_along(subdivision, face.ring.clone(), &shape) {
                let wet = interior_point(&subdivision.positions(&ring)).is_some_and(|point| is_inside(&shape, point));
                let use_ = if wet { Use::Class(class, 0) } else { face.use_ };
                changed.push(face.with(ring, use_));
            }
        }
        faces = changed;
    }
    faces
}
