//! Well-known binary, walked without making geometries of it: ISO and EWKB, either byte order, any dimension.

use crate::geometry::Point;

/// Collections inside collections deeper than this are refused: no program writes them, and a broken file may pretend to.
const DEEPEST: usize = 16;

/// What a simple geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simple {
    Point,
    Line,
    Polygon,
}

/// What a walk meets, in the order of the bytes.
pub trait Visitor {
    fn point(&mut self, point: Point);
    /// The points since the last call are one ring, one line or one point.
    fn end_ring(&mut self);
    /// The rings since the last call are one simple geometry.
    fn end_part(&mut self, kind: Simple);
    /// Coordinates carry Z or M, which are passed over.
    fn extra_dimensions(&mut self) {}
    /// A geometry collection is entered; its members are visited like any other.
    fn collection(&mut self) {}
}

/// Why bytes are no geometry that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WkbProblem {
    /// The bytes end too early, or say something that is no WKB.
    Broken,
    /// A true curve (circular string): its straight form would be a choice that is not ours to make silently.
    Curve,
    /// A kind of geometry that no map of land has (TIN, polyhedral surface, an unknown number).
    Unknown(u32),
}

/// Walks one geometry.
pub fn walk(wkb: &[u8], visitor: &mut impl Visitor) -> Result<(), WkbProblem> {
    Walker { rest: wkb }.geometry(visitor, 0)
}

/// Calls `each` with every position of a geometry.
pub fn each_point(wkb: &[u8], each: &mut impl FnMut(Point)) -> Result<(), WkbProblem> {
    struct Each<'a, F>(&'a mut F);
    impl<F: FnMut(Point)> Visitor for Each<'_, F> {
        fn point(&mut self, point: Point) {
            (self.0)(point);
        }
        fn end_ring(&mut self) {}
        fn end_part(&mut self, _: Simple) {}
    }
    walk(wkb, &mut Each(each))
}

struct Walker<'a> {
    rest: &'a [u8],
}

/// Byte order and dimensions that hold for one geometry.
#[derive(Clone, Copy)]
struct Layout {
    little: bool,
    dimensions: usize,
}

impl<'a> Walker<'a> {
    fn geometry(&mut self, visitor: &mut impl Visitor, depth: usize) -> Result<(), WkbProblem> {
        if depth > DEEPEST {
            return Err(WkbProblem::Broken);
        }
        let (layout, kind) = self.head()?;
        if layout.dimensions > 2 {
            visitor.extra_dimensions();
        }
        match kind {
            1 => {
                let point = self.position(layout)?;
                // An empty point is written as two NaN.
                if !(point[0].is_nan() && point[1].is_nan()) {
                    visitor.point(point);
                    visitor.end_ring();
                    visitor.end_part(Simple::Point);
                }
            }
            2 => {
                if self.positions(layout, visitor)? > 0 {
                    visitor.end_ring();
                    visitor.end_part(Simple::Line);
                }
            }
            3 => {
                let rings = self.count(layout, 4)?;
                for _ in 0..rings {
                    self.positions(layout, visitor)?;
                    visitor.end_ring();
                }
                if rings > 0 {
                    visitor.end_part(Simple::Polygon);
                }
            }
            4..=7 | 11 | 12 => {
                if kind == 7 {
                    visitor.collection();
                }
                for _ in 0..self.count(layout, 5)? {
                    self.geometry(visitor, depth + 1)?;
                }
            }
            8 | 9 => return Err(WkbProblem::Curve),
            10 => {
                // A curve polygon whose rings happen to be straight is a polygon.
                let rings = self.count(layout, 5)?;
                for _ in 0..rings {
                    let (layout, kind) = self.head()?;
                    match kind {
                        2 => self.positions(layout, visitor)?,
                        _ => return Err(WkbProblem::Curve),
                    };
                    visitor.end_ring();
                }
                if rings > 0 {
                    visitor.end_part(Simple::Polygon);
                }
            }
            other => return Err(WkbProblem::Unknown(other)),
        }
        Ok(())
    }

    fn head(&mut self) -> Result<(Layout, u32), WkbProblem> {
        let little = match self.take(1)?[0] {
            0 => false,
            1 => true,
            _ => return Err(WkbProblem::Broken),
        };
        let code = self.number(little)?;
        let (iso, base) = ((code & 0xffff) / 1000, (code & 0xffff) % 1000);
        let extended = usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0);
        if code & 0x2000_0000 != 0 {
            self.number(little)?;
        }
        let dimensions = match iso {
            0 => 2 + extended,
            1 | 2 => 3,
            3 => 4,
            _ => return Err(WkbProblem::Unknown(code)),
        };
        Ok((Layout { little, dimensions }, base))
    }

    /// A count of things of which each takes at least `least_bytes`: a broken count is found before memory is asked for.
    fn count(&mut self, layout: Layout, least_bytes: usize) -> Result<usize, WkbProblem> {
        let count = self.number(layout.little)? as usize;
        if count > self.rest.len() / least_bytes { Err(WkbProblem::Broken) } else { Ok(count) }
    }

    fn positions(&mut self, layout: Layout, visitor: &mut impl Visitor) -> Result<usize, WkbProblem> {
        let stride = layout.dimensions * 8;
        let count = self.count(layout, stride)?;
        let bytes = self.take(count * stride)?;
        for position in bytes.chunks_exact(stride) {
            visitor.point(point_from_bytes(position, layout.little));
        }
        Ok(count)
    }

    fn position(&mut self, layout: Layout) -> Result<Point, WkbProblem> {
        Ok(point_from_bytes(self.take(layout.dimensions * 8)?, layout.little))
    }

    fn number(&mut self, little: bool) -> Result<u32, WkbProblem> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>().ok_or(WkbProblem::Broken)?;
        self.rest = rest;
        Ok(if little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    }

    fn take(&mut self, bytes: usize) -> Result<&'a [u8], WkbProblem> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(WkbProblem::Broken)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// The first two numbers of a position of at least 16 bytes.
#[inline]
fn point_from_bytes(bytes: &[u8], little: bool) -> Point {
    let number = |at: usize| {
        let mut raw = [0; 8];
        raw.copy_from_slice(&bytes[at..at + 8]);
        if little { f64::from_le_bytes(raw) } else { f64::from_be_bytes(raw) }
    };
    [number(0), number(8)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(String);

    impl Visitor for Log {
        fn point(&mut self, point: Point) {
            self.0 += &format!("{} {},", point[0], point[1]);
        }
        fn end_ring(&mut self) {
            self.0.push('|');
        }
        fn end_part(&mut self, kind: Simple) {
            self.0 += &format!("{kind:?};");
        }
        fn extra_dimensions(&mut self) {
            self.0.push('z');
        }
        fn collection(&mut self) {
            self.0.push('C');
        }
    }

    fn log(wkb: &[u8]) -> Result<String, WkbProblem> {
        let mut log = Log::default();
        walk(wkb, &mut log).map(|()| log.0)
    }

    fn big_endian_point(code: u32, numbers: &[f64]) -> Vec<u8> {
        let mut bytes = vec![0];
        bytes.extend(code.to_be_bytes());
        bytes.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
        bytes
    }

    #[test]
    fn either_byte_order_and_any_dimension_is_read() {
        assert_eq!(log(&big_endian_point(1, &[1.0, 2.0])).unwrap(), "1 2,|Point;");
        assert_eq!(log(&big_endian_point(3001, &[1.0, 2.0, 3.0, 4.0])).unwrap(), "z1 2,|Point;");
        assert_eq!(log(&big_endian_point(0x8000_0001, &[1.0, 2.0, 3.0])).unwrap(), "z1 2,|Point;");
        assert_eq!(log(&big_endian_point(1, &[f64::NAN, f64::NAN])).unwrap(), "");
    }

    #[test]
    fn collections_are_entered_and_curves_refused() {
        let mut collection = vec![1];
        collection.extend(7u32.to_le_bytes());
        collection.extend(1u32.to_le_bytes());
        collection.extend(big_endian_point(1, &[1.0, 2.0]));
        assert_eq!(log(&collection).unwrap(), "C1 2,|Point;");
        assert_eq!(log(&[1, 8, 0, 0, 0, 0, 0, 0, 0]), Err(WkbProblem::Curve));
        assert_eq!(log(&[1, 16, 0, 0, 0, 0, 0, 0, 0]), Err(WkbProblem::Unknown(16)));
    }

    #[test]
    fn bytes_that_end_early_or_lie_about_their_length_are_broken() {
        let whole = big_endian_point(1, &[1.0, 2.0]);
        for end in 0..whole.len() {
            assert_eq!(log(&whole[..end]), Err(WkbProblem::Broken), "{end}");
        }
        assert_eq!(log(&[1, 3, 0, 0, 0, 255, 255, 255, 255]), Err(WkbProblem::Broken));
        let nested: Vec<u8> = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(1000);
        assert_eq!(log(&nested), Err(WkbProblem::Broken));
    }
}
