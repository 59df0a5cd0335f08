//! What egui paints in one frame, put together: few buffers, few changes of shader.

use std::ops::Range;

use egui::epaint::{ClippedShape, Primitive, Vertex, WHITE_UV};
use egui::{ClippedPrimitive, PaintCallback, Rect, TextureId};

/// The triangles of a frame.
#[derive(Default)]
pub(super) struct Triangles {
    pub vertices: Vec<Vertex>,
    pub indices: Vec<u32>,
    pub parts: Vec<Part>,
}

/// What is painted one after the other.
pub(super) enum Part {
    Batches(Vec<Batch>),
    /// Something that is not egui's: painted as it is.
    Other(ClippedShape),
}

/// Triangles with one texture, or none, in one clip rectangle.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Batch {
    pub clip: Rect,
    pub image: Option<TextureId>,
    pub indices: Range<u32>,
}

impl Triangles {
    pub fn new(primitives: Vec<ClippedPrimitive>) -> Self {
        let mut all = Self::default();
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            match primitive {
                Primitive::Callback(callback) => all.parts.push(Part::Other(clipped(clip_rect, callback))),
                Primitive::Mesh(mesh) => {
                    let first = all.vertices.len() as u32;
                    all.vertices.extend_from_slice(&mesh.vertices);
                    for corners in mesh.indices.as_chunks::<3>().0 {
                        // Where egui wants no texture it points at a white spot of the glyphs.
                        let plain = corners.iter().all(|corner| mesh.vertices[*corner as usize].uv == WHITE_UV);
                        let image = (!plain).then_some(mesh.texture_id);
                        all.triangle(clip_rect, image, corners.map(|corner| first + corner));
                    }
                }
            }
        }
        all
    }

    fn triangle(&mut self, clip: Rect, image: Option<TextureId>, corners: [u32; 3]) {
        let from = self.indices.len() as u32;
        self.indices.extend(corners);
        if !matches!(self.parts.last(), Some(Part::Batches(_))) {
            self.parts.push(Part::Batches(Vec::new()));
        }
        let Some(Part::Batches(batches)) = self.parts.last_mut() else { return };
        match batches.last_mut() {
            Some(batch) if batch.clip == clip && batch.image == image => batch.indices.end += 3,
            _ => batches.push(Batch { clip, image, indices: from..from + 3 }),
        }
    }
}

pub(super) fn clipped(clip: Rect, callback: PaintCallback) -> ClippedShape {
    ClippedShape::new(clip, callback)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use egui::{Color32, Mesh, pos2, vec2};

    fn plain(at: Rect) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(at, Color32::RED);
        mesh
    }

    fn text(at: Rect) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_rect_with_uv(at, Rect::from_min_max(pos2(0.1, 0.1), pos2(0.2, 0.2)), Color32::WHITE);
        mesh
    }

    #[test]
    fn neighbours_of_one_kind_are_drawn_together_and_the_order_stays() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 100.0));
        let half = screen.with_max_x(50.0);
        let mesh = |clip_rect, mesh| ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) };
        let map = PaintCallback { rect: screen, callback: Arc::new(()) };
        let mut mixed = plain(screen);
        mixed.append(text(half));
        let all = Triangles::new(vec![
            mesh(screen, plain(half)),
            mesh(screen, mixed),
            ClippedPrimitive { clip_rect: screen, primitive: Primitive::Callback(map) },
            mesh(screen, plain(half)),
            mesh(half, plain(half)),
        ]);
        let glyphs = Some(TextureId::default());
        let batch = |clip, image, indices| Batch { clip, image, indices };
        let [Part::Batches(below), Part::Other(_), Part::Batches(above)] = &all.parts[..] else {
            panic!("other parts")
        };
        assert_eq!(below, &[batch(screen, None, 0..12), batch(screen, glyphs, 12..18)]);
        assert_eq!(above, &[batch(screen, None, 18..24), batch(half, None, 24..30)]);
        assert_eq!(all.vertices.len(), 20);
    }
}
