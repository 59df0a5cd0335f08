//! A number that changes when what was judged does: FNV-1a, the same on every machine and in every version.

use geo::MultiPolygon;

use crate::geometry::{Point, ring_lines};

/// FNV-1a over what is fed to it: byte by byte, and coordinates, of which there are millions, word by word.
pub(super) struct Fingerprint(u64);

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Fingerprint {
    pub fn new() -> Self {
        Self(OFFSET)
    }

    pub fn number(&mut self, number: u64) {
        for byte in number.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    pub fn real(&mut self, value: f64) {
        // −0 and 0 are one value.
        self.number((value + 0.0).to_bits());
    }

    /// A ring or a line.
    pub fn points(&mut self, points: &[Point]) {
        self.number(points.len() as u64);
        for value in points.iter().flatten() {
            // Turned, so that the high bits of one word reach the low ones of the next.
            self.0 = (self.0.rotate_left(29) ^ (value + 0.0).to_bits()).wrapping_mul(PRIME);
        }
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    pub fn shape(&mut self, shape: &MultiPolygon<f64>) {
        for polygon in shape {
            for ring in ring_lines(polygon) {
                self.number(ring.0.len() as u64);
                for coordinate in ring {
                    self.real(coordinate.x);
                    self.real(coordinate.y);
                }
            }
        }
    }

    pub fn finish(self) -> u64 {
        self.0
    }
}
