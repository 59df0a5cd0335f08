//! Puts egui's triangles on the screen where the processor itself draws.
//!
//! egui's own fragment shader serves every purpose (dithering, filtering by hand, three ways to wrap a texture) and chooses
//! by uniforms. A graphics card skips what was not chosen; a software renderer runs all of it for every pixel, which is most
//! of the time of a frame. Here is the same picture with one shader for plain and one for textured triangles: about four
//! times as many frames a second. With a graphics card egui draws as ever.

mod images;
mod painter;
mod pipeline;
mod triangles;

pub(super) use painter::SoftwarePainter;
