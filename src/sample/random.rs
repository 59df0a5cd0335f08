//! Chance that is the same on every machine: a small generator and smooth noise from integer hashes, without any library
//! mathematics that a platform may round in its own way.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(mixed(seed ^ 0x51ab_7c3d_0029_11e7))
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        unit_from_bits(self.bits())
    }

    /// Uniform in `[low, high)`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of several things, each as likely as its weight.
    pub fn choose<T: Copy>(&mut self, weighted: &[(f64, T)], otherwise: T) -> T {
        let total: f64 = weighted.iter().map(|(weight, _)| weight).sum();
        let mut left = self.unit() * total;
        for &(weight, thing) in weighted {
            left -= weight;
            if left < 0.0 {
                return thing;
            }
        }
        otherwise
    }
}

/// Smooth value noise over the plane, in `[0, 1]`, with features of about `wavelength_m`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noise {
    pub seed: u64,
    pub wavelength_m: f64,
}

impl Noise {
    pub fn at(&self, point: [f64; 2]) -> f64 {
        let (u, v) = (point[0] / self.wavelength_m, point[1] / self.wavelength_m);
        let (column, row) = (u.floor(), v.floor());
        let (s, t) = (smooth(u - column), smooth(v - row));
        let corner = |right: i64, up: i64| {
            let cell = (column as i64 + right) as u64;
            unit_from_bits(mixed(
                self.seed ^ mixed(cell.wrapping_mul(0x9e37_79b9) ^ mixed((row as i64 + up) as u64 ^ 0x00c0_ffee)),
            ))
        };
        let below = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * s;
        let above = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * s;
        below + (above - below) * t
    }

    /// The same, in `[-1, 1]`.
    pub fn signed(&self, point: [f64; 2]) -> f64 {
        self.at(point) * 2.0 - 1.0
    }
}

/// 0 at 0, 1 at 1, with flat first and second derivatives at both: noise without visible cells.
fn smooth(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn unit_from_bits(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_says_the_same() {
        let (mut one, mut other) = (Random::new(7), Random::new(7));
        assert!((0..100).all(|_| one.bits() == other.bits()));
        assert_ne!(Random::new(7).bits(), Random::new(8).bits());
    }

    #[test]
    fn noise_is_smooth_and_stays_within_bounds() {
        let noise = Noise { seed: 3, wavelength_m: 100.0 };
        for step in -1000..1000 {
            let here = noise.at([f64::from(step), 17.0]);
            assert!((0.0..=1.0).contains(&here));
            assert!((noise.at([f64::from(step) + 1.0, 17.0]) - here).abs() < 0.05);
        }
    }
}
