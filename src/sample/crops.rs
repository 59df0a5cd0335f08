//! What grows or stands on a parcel, from the lie of the land and from patches that neighbours share.

use super::places::Setting;
use super::plane::{Point, Shape};
use super::random::{Noise, Random};
use super::terrain::Terrain;

/// Land class (DLBM) of a finished face.
pub(super) fn class_of(
    seed: u64,
    terrain: &Terrain,
    setting: Setting,
    at: Point,
    shape: &Shape,
    random: &mut Random,
) -> &'static str {
    let patch = |salt: u64, wavelength_m| Noise { seed: seed ^ (salt << 40), wavelength_m }.at(at);
    match setting {
        Setting::Town => town(random),
        Setting::Village => village(shape, random),
        Setting::Floor => floor(patch(1, 420.0), patch(2, 260.0), shape, random),
        Setting::Slope => slope(patch(3, 520.0), patch(4, 340.0), terrain.steepness(at), random),
        Setting::Hill => hill(patch(5, 700.0), patch(6, 380.0), terrain.steepness(at), random),
    }
}

fn town(random: &mut Random) -> &'static str {
    random.choose(
        &[
            (46.0, "0701"),
            (12.0, "05H1"),
            (5.0, "08H1"),
            (8.0, "08H2"),
            (9.0, "0601"),
            (4.0, "0810"),
            (3.0, "0809"),
            (2.0, "1005"),
            (5.0, "1201"),
            (4.0, "0103"),
            (2.0, "0508"),
        ],
        "0701",
    )
}

fn village(shape: &Shape, random: &mut Random) -> &'static str {
    if shape.area_m2 > 1100.0 {
        return random.choose(&[(4.0, "0702"), (2.0, "08H2"), (2.0, "0601"), (2.0, "0103"), (1.0, "0810")], "0702");
    }
    random.choose(
        &[
            (66.0, "0702"),
            (7.0, "0601"),
            (2.0, "08H1"),
            (1.5, "05H1"),
            (9.0, "0103"),
            (5.0, "0201"),
            (4.0, "0307"),
            (3.0, "1201"),
            (2.0, "1104"),
        ],
        "0702",
    )
}

fn floor(patch: f64, damp: f64, shape: &Shape, random: &mut Random) -> &'static str {
    // Patches of something else in the sea of paddy: ponds where it is damp, orchards and vegetables where it is dry.
    if damp > 0.87 {
        return random.choose(&[(5.0, "1104"), (3.0, "0101"), (0.6, "1202")], "1104");
    }
    if patch > 0.80 {
        return random.choose(&[(5.0, "0201"), (2.0, "0103"), (2.0, "0101")], "0201");
    }
    if patch < 0.19 {
        return random.choose(&[(6.0, "0103"), (1.5, "0102"), (1.5, "0204"), (1.0, "1202"), (2.0, "0101")], "0103");
    }
    if shape.area_m2 < 200.0 || shape.breadth_m < 5.0 {
        return random.choose(&[(3.0, "0404"), (2.0, "0307"), (4.0, "0101")], "0404");
    }
    random.choose(
        &[(90.0, "0101"), (2.5, "0103"), (1.2, "0201"), (1.6, "1104"), (0.8, "1202"), (1.0, "0307"), (0.6, "0601")],
        "0101",
    )
}

fn slope(patch: f64, other: f64, steepness: f64, random: &mut Random) -> &'static str {
    if patch > 0.70 {
        return random.choose(&[(8.0, "0202"), (1.0, "0301"), (0.6, "0103")], "0202");
    }
    if patch < 0.26 {
        return random.choose(&[(7.0, "0201"), (1.5, "0103"), (1.0, "0307")], "0201");
    }
    if other > 0.72 {
        return random.choose(&[(5.0, "0302"), (3.0, "0301"), (1.0, "0204")], "0302");
    }
    if steepness < 0.16 {
        return random.choose(&[(72.0, "0101"), (16.0, "0103"), (3.0, "0201"), (2.0, "1104"), (3.0, "0404")], "0101");
    }
    random.choose(&[(44.0, "0103"), (30.0, "0101"), (9.0, "0202"), (9.0, "0301"), (5.0, "0404"), (3.0, "0305")], "0103")
}

fn hill(patch: f64, other: f64, steepness: f64, random: &mut Random) -> &'static str {
    if patch > 0.72 {
        return random.choose(&[(9.0, "0302"), (1.0, "0301")], "0302");
    }
    if other > 0.83 {
        return random.choose(&[(4.0, "0305"), (2.0, "0307"), (1.0, "0404")], "0305");
    }
    if other < 0.13 && steepness < 0.42 {
        return random.choose(&[(4.0, "0202"), (2.0, "0103"), (2.0, "0204")], "0202");
    }
    random.choose(
        &[
            (86.0, "0301"),
            (5.0, "0302"),
            (3.0, "0307"),
            (2.0, "0305"),
            (0.8, "0103"),
            (0.7, "0404"),
            (0.15, "0602"),
            (0.3, "1206"),
        ],
        "0301",
    )
}
