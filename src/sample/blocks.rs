//! From the large faces between river, roads and streams down to parcels: blocks parted by field roads and ditches, blocks into
//! fields. On the floor fields are regular strips, one direction a block; on the slopes they follow the contours.

use super::crops::class_of;
use super::face::{Face, Strip, Use, cut_along, interior_point, lay};
use super::places::{Places, Setting};
use super::plane::{Point, along, extent, left_of, middle, shape_of, unit, widest_stretch};
use super::random::{Noise, Random};
use super::subdivision::Subdivision;
use super::terrain::Terrain;

pub(super) struct Divider<'a> {
    pub terrain: &'a Terrain,
    pub places: &'a Places,
    pub subdivision: &'a mut Subdivision,
    pub random: Random,
    /// Factor on the areas of blocks and fields.
    pub grain: f64,
    pub wander: Noise,
    pub seed: u64,
}

struct Job {
    face: Face,
    /// Direction of the fields, once a block is a block.
    fields: Option<Point>,
    depth: u32,
}

/// How a setting is divided.
struct Measure {
    block_m2: f64,
    field_m2: f64,
    least_m2: f64,
    /// Ribbons between blocks: how likely, how wide, of which class.
    ribbons: &'static [(f64, (f64, &'static str))],
    plain: f64,
}

fn measure(setting: Setting) -> Measure {
    match setting {
        Setting::Town => Measure {
            block_m2: 15_000.0,
            field_m2: 3_600.0,
            least_m2: 500.0,
            ribbons: &[(0.5, (14.0, "1004")), (0.5, (9.0, "1004"))],
            plain: 0.0,
        },
        Setting::Village => Measure {
            block_m2: 3_800.0,
            field_m2: 520.0,
            least_m2: 110.0,
            ribbons: &[(0.8, (4.0, "1004")), (0.2, (3.0, "1004"))],
            plain: 0.25,
        },
        Setting::Floor => Measure {
            block_m2: 19_000.0,
            field_m2: 2_300.0,
            least_m2: 260.0,
            ribbons: &[(0.55, (4.0, "1006")), (0.2, (3.0, "1006")), (0.35, (2.5, "1107"))],
            plain: 0.15,
        },
        Setting::Slope => Measure {
            block_m2: 13_000.0,
            field_m2: 2_000.0,
            least_m2: 240.0,
            ribbons: &[(1.0, (3.0, "1006"))],
            plain: 0.6,
        },
        Setting::Hill => Measure {
            block_m2: 30_000.0,
            field_m2: 30_000.0,
            least_m2: 1_800.0,
            ribbons: &[(1.0, (3.5, "1006"))],
            plain: 0.975,
        },
    }
}

impl Divider<'_> {
    pub fn divide(&mut self, faces: Vec<Face>) -> Vec<Face> {
        let mut jobs: Vec<Job> = faces.into_iter().rev().map(|face| Job { face, fields: None, depth: 0 }).collect();
        let mut done = Vec::new();
        while let Some(job) = jobs.pop() {
            if job.face.use_ != Use::Open {
                done.push(job.face);
                continue;
            }
            match self.step(&job) {
                Some(parts) => jobs.extend(parts.into_iter().rev()),
                None => done.extend(self.finish(job.face)),
            }
        }
        done
    }

    /// Cuts once; `None` where the face is small enough or will not be cut.
    fn step(&mut self, job: &Job) -> Option<Vec<Job>> {
        let ring = self.subdivision.expanded(&job.face.ring);
        let points = self.subdivision.positions(&ring);
        let shape = shape_of(&points);
        let within =
            if super::plane::is_inside(&points, shape.centre) { shape.centre } else { interior_point(&points)? };
        let setting = self.places.setting(self.terrain, within);
        let measure = measure(setting);
        let face = Face { ring, ..job.face.clone() };
        let variety = self.random.between(0.7, 1.45) * self.grain;
        if job.fields.is_none() && shape.area_m2 > measure.block_m2 * variety {
            return self.part_blocks(&face, &points, within, setting, &measure, job.depth);
        }
        if setting == Setting::Hill || shape.area_m2 < measure.field_m2 * variety || job.depth > 40 {
            return None;
        }
        let fields = job.fields.unwrap_or_else(|| match setting {
            Setting::Slope => self.terrain.contour(within),
            _ => left_of(shape.long),
        });
        // Fields that have become squat enough are cut the other way: long strips are halved.
        let (_, long_way) = widest_stretch(&points, within, fields)?;
        let broad_m = shape.area_m2 / long_way.max(1.0);
        let limit = if setting == Setting::Village || setting == Setting::Town { 1.2 } else { 5.5 };
        let direction = if long_way > limit * broad_m { left_of(fields) } else { fields };
        let jitter = self.random.between(-0.16, 0.16);
        let through = along(
            within,
            left_of(direction),
            jitter * shape.area_m2 / widest_stretch(&points, within, direction)?.1.max(1.0),
        );
        let line = self.line(&points, through, direction, setting, direction == fields);
        self.parts(face, &line, measure.least_m2, Some(fields), job.depth)
    }

    fn part_blocks(
        &mut self,
        face: &Face,
        points: &[Point],
        within: Point,
        setting: Setting,
        measure: &Measure,
        depth: u32,
    ) -> Option<Vec<Job>> {
        let shape = shape_of(points);
        let ribbon = if self.random.chance(measure.plain) {
            None
        } else {
            Some(self.random.choose(measure.ribbons, (3.0, "1006")))
        };
        // The natural cut is across the long way; where it fails, others are tried.
        for attempt in 0..5 {
            let jitter = self.random.between(-0.14, 0.14) * shape.length_m;
            let tilt = self.random.between(-0.22, 0.22) * f64::from(u8::from(attempt > 0)) * 3.0;
            let across = unit(along(left_of(shape.long), shape.long, tilt));
            let through = along(within, shape.long, jitter);
            let line = self.line(points, through, across, setting, false);
            if let (Some((width_m, class)), true) = (ribbon, shape.breadth_m > 20.0) {
                let strip = Strip { centre: &line, width_m, class };
                let parts = lay(self.subdivision, vec![face.clone()], &strip, |_| true);
                if parts.len() > 2 {
                    return Some(jobs(parts, None, depth));
                }
                if parts.len() == 2 {
                    return Some(jobs(parts, None, depth + 8));
                }
            } else if let Some(parts) = self.parts(face.clone(), &line, measure.least_m2, None, depth) {
                return Some(parts);
            }
        }
        None
    }

    /// A line right through a face: straight on the floor, along or across the contours on slopes, winding on hills.
    fn line(&self, points: &[Point], through: Point, direction: Point, setting: Setting, follows: bool) -> Vec<Point> {
        let (low, high) = extent(points);
        let (step_m, winding) = match setting {
            Setting::Town => (60.0, 0.06),
            Setting::Village => (14.0, 0.22),
            Setting::Floor => (32.0, 0.10),
            Setting::Slope => (11.0, 0.25),
            Setting::Hill => (15.0, 0.85),
        };
        let half = |forward: f64| {
            let mut at = through;
            let mut way = [direction[0] * forward, direction[1] * forward];
            let mut line = Vec::new();
            for _ in 0..400 {
                let mut next =
                    along(direction_scaled(direction, forward), left_of(direction), winding * self.wander.signed(at));
                if follows && setting == Setting::Slope {
                    let contour = self.terrain.contour(at);
                    let same = super::plane::dot(contour, way).signum();
                    next =
                        along([contour[0] * same, contour[1] * same], left_of(contour), 0.12 * self.wander.signed(at));
                }
                way = unit(next);
                at = along(at, way, step_m);
                line.push(at);
                if (0..2).any(|axis| at[axis] < low[axis] - 2.0 || at[axis] > high[axis] + 2.0) {
                    break;
                }
            }
            line
        };
        let mut line = half(-1.0);
        line.reverse();
        line.push(through);
        line.extend(half(1.0));
        // Only the stretch through the given point counts; a winding line may come back.
        line
    }

    fn parts(
        &mut self,
        face: Face,
        line: &[Point],
        least_m2: f64,
        fields: Option<Point>,
        depth: u32,
    ) -> Option<Vec<Job>> {
        let rings = cut_along(self.subdivision, face.ring.clone(), line);
        if rings.len() < 2 {
            return None;
        }
        let faces: Vec<Face> = rings.into_iter().map(|ring| face.with(ring, Use::Open)).collect();
        let crumb = faces.iter().any(|part| super::subdivision::area_m2(self.subdivision, &part.ring) < least_m2 * 0.2);
        Some(jobs(faces, fields, depth + if crumb { 6 } else { 1 }))
    }

    /// Gives a face its class; a field may lose its end to a homestead.
    fn finish(&mut self, face: Face) -> Vec<Face> {
        let ring = self.subdivision.expanded(&face.ring);
        let points = self.subdivision.positions(&ring);
        let shape = shape_of(&points);
        let within = interior_point(&points).unwrap_or(shape.centre);
        let setting = self.places.setting(self.terrain, within);
        let face = Face { ring, ..face };
        let farmed =
            matches!(setting, Setting::Floor | Setting::Slope) && shape.area_m2 > 900.0 && shape.length_m > 45.0;
        if farmed && self.random.chance(0.022) {
            let end = along(shape.centre, shape.long, shape.length_m * 0.5 - self.random.between(13.0, 19.0));
            let across = left_of(shape.long);
            let line = [along(end, across, -300.0), middle(end, end), along(end, across, 300.0)];
            let mut rings = cut_along(self.subdivision, face.ring.clone(), &[line[0], line[2]]);
            if rings.len() == 2 {
                rings.sort_by(|a, b| {
                    super::subdivision::area_m2(self.subdivision, a)
                        .total_cmp(&super::subdivision::area_m2(self.subdivision, b))
                });
                let class = self
                    .random
                    .choose(&[(8.0, "0702"), (1.2, "0601"), (1.6, "1202"), (0.4, "0809"), (0.3, "09")], "0702");
                let field = class_of(self.seed, self.terrain, setting, within, &shape, &mut self.random);
                return vec![
                    face.with(rings.swap_remove(0), Use::Class(class, 0)),
                    face.with(rings.swap_remove(0), Use::Class(field, 0)),
                ];
            }
            let class = class_of(self.seed, self.terrain, setting, within, &shape, &mut self.random);
            return rings.into_iter().map(|ring| face.with(ring, Use::Class(class, 0))).collect();
        }
        let class = class_of(self.seed, self.terrain, setting, within, &shape, &mut self.random);
        vec![face.with(face.ring.clone(), Use::Class(class, 0))]
    }
}

fn direction_scaled(direction: Point, by: f64) -> Point {
    [direction[0] * by, direction[1] * by]
}

fn jobs(faces: Vec<Face>, fields: Option<Point>, depth: u32) -> Vec<Job> {
    faces.into_iter().map(|face| Job { face, fields, depth: depth + 1 }).collect()
}
