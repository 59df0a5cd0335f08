//! Land in conflict by the graphics card: the pattern of a severity fills it, so that severity can be told without colour.
//! The triangles stay on the card; a frame in which the map moves sends a few numbers.

use std::sync::Arc;

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu::{self, util::DeviceExt as _};
use egui::{PaintCallback, PaintCallbackInfo};

use super::gpu::{ScreenPipeline, pipeline_of_screen};
use super::shapes::Prepared;
use super::style::premultiplied;
use super::uniform::{Uniform, clip_from_land, uniform_layout};
use crate::canvas::space::Space;
use crate::checks::Severity;
use crate::geometry::Point;
use crate::theme::{self, Rgba};

/// Of the shader's `Hatch`.
const BINDING: u32 = 2;
/// Bytes of the shader's `Hatch`.
const UNIFORM: u64 = 112;

/// What hatches.
#[derive(Clone)]
pub(super) struct Hatcher(Arc<Shared>);

struct Shared {
    device: wgpu::Device,
    layout: wgpu::BindGroupLayout,
    crossed: wgpu::RenderPipeline,
    rising: wgpu::RenderPipeline,
    falling: wgpu::RenderPipeline,
    dotted: wgpu::RenderPipeline,
    edge: wgpu::RenderPipeline,
}

/// Pieces of land on the card.
pub(super) struct HatchedLand {
    origin: Point,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    triangle_corners: u32,
    edges: wgpu::Buffer,
    edge_count: u32,
    uniform: Uniform,
}

/// Land, and how it is drawn in one frame.
pub(super) struct Hatched {
    pub land: Arc<HatchedLand>,
    pub severity: Severity,
    pub mark: Rgba,
    /// From 0 to 1.
    pub strength: f32,
}

struct Paint {
    shared: Arc<Shared>,
    space: Space,
    hatched: Vec<Hatched>,
}

impl Hatcher {
    pub fn new(state: &RenderState) -> Self {
        let device = state.device.clone();
        let shader = device.create_shader_module(wgpu::include_wgsl!("screen.wgsl"));
        let layout = uniform_layout(&device, "hatch", BINDING, wgpu::ShaderStages::VERTEX_FRAGMENT);
        let piece = |fragment| {
            let corners = wgpu::VertexBufferLayout {
                array_stride: 12,
                step_mode: wgpu::VertexStepMode::Vertex,
                attributes: &wgpu::vertex_attr_array![0 => Float32x2, 1 => Float32],
            };
            let topology = wgpu::PrimitiveTopology::TriangleList;
            let pipeline = ScreenPipeline { vertex: "piece_vertex", fragment, topology, opaque: false };
            pipeline_of_screen(state, &shader, &layout, &pipeline, corners)
        };
        let edge = {
            let ends = wgpu::VertexBufferLayout {
                array_stride: 20,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &wgpu::vertex_attr_array![0 => Float32x4, 1 => Float32],
            };
            let topology = wgpu::PrimitiveTopology::TriangleStrip;
            let pipeline = ScreenPipeline { vertex: "edge_vertex", fragment: "edge_fragment", topology, opaque: false };
            pipeline_of_screen(state, &shader, &layout, &pipeline, ends)
        };
        Self(Arc::new(Shared {
            crossed: piece("crossed_fragment"),
            rising: piece("rising_fragment"),
            falling: piece("falling_fragment"),
            dotted: piece("dotted_fragment"),
            edge,
            layout,
            device,
        }))
    }

    /// Puts pieces on the card, each with its extent in metres; `None` where there is nothing to draw.
    pub fn land<'a>(&self, pieces: impl Iterator<Item = (&'a Prepared, f64)>) -> Option<HatchedLand> {
        let (mut vertices, mut indices): (Vec<[f32; 3]>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut edges: Vec<[f32; 5]> = Vec::new();
        let mut origin: Option<Point> = None;
        for (piece, extent_m) in pieces {
            let Some(first) = piece.points.first() else { continue };
            let origin = *origin.get_or_insert(*first);
            let extent_m = extent_m as f32;
            let local = |at: &Point| [(at[0] - origin[0]) as f32, (at[1] - origin[1]) as f32];
            let start = vertices.len() as u32;
            vertices.extend(piece.points.iter().map(local).map(|[x, y]| [x, y, extent_m]));
            indices.extend(piece.triangles.iter().map(|corner| start + corner));
            for ring in &piece.rings {
                let ring = &piece.points[ring.clone()];
                let ends = ring.iter().zip(ring.iter().cycle().skip(1));
                edges.extend(ends.map(|(a, b)| {
                    let ([ax, ay], [bx, by]) = (local(a), local(b));
                    [ax, ay, bx, by, extent_m]
                }));
            }
        }
        if indices.is_empty() {
            return None;
        }
        let device = &self.0.device;
        let buffer = |contents: &[u8], usage| {
            let label = Some("hatched land");
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label, contents, usage })
        };
        Some(HatchedLand {
            origin: origin.unwrap_or_default(),
            vertices: buffer(bytemuck::cast_slice(&vertices), wgpu::BufferUsages::VERTEX),
            triangle_corners: indices.len() as u32,
            indices: buffer(bytemuck::cast_slice(&indices), wgpu::BufferUsages::INDEX),
            edge_count: edges.len() as u32,
            edges: buffer(bytemuck::cast_slice(&edges), wgpu::BufferUsages::VERTEX),
            uniform: Uniform::new(device, "hatch", &self.0.layout, BINDING, UNIFORM),
        })
    }

    pub fn paint(&self, space: &Space, hatched: Vec<Hatched>) -> PaintCallback {
        Callback::new_paint_callback(space.rect, Paint { shared: self.0.clone(), space: *space, hatched })
    }
}

impl Shared {
    fn pattern(&self, severity: Severity) -> &wgpu::RenderPipeline {
        match severity {
            Severity::Forbidden => &self.crossed,
            Severity::Procedure => &self.rising,
            Severity::Review => &self.falling,
            Severity::Information => &self.dotted,
        }
    }
}

impl Hatched {
    /// The shader's `Hatch`.
    fn uniform(&self, space: &Space, screen: &ScreenDescriptor) -> Vec<f32> {
        let pixel = screen.pixels_per_point;
        let spacing = match self.severity {
            Severity::Forbidden | Severity::Procedure => theme::CONFLICT_HATCH,
            Severity::Review | Severity::Information => theme::CONFLICT_HATCH_WIDE,
        };
        let angles = if self.severity == Severity::Information { [90.0, 0.0] } else { [45.0, -45.0] };
        // A dot is as wide as two lines.
        let width_of_ink = theme::CONFLICT_LINE * if self.severity == Severity::Information { 2.0 } else { 1.0 };
        let ink = |opacity: f32| premultiplied(self.mark, opacity * self.strength);
        let mut floats = clip_from_land(space, self.land.origin, screen).to_vec();
        floats.extend(ink(theme::CONFLICT_FILL_OPACITY));
        floats.extend(ink(theme::CONFLICT_SMALL_FILL_OPACITY));
        floats.extend(ink(theme::CONFLICT_HATCH_OPACITY));
        floats.extend(ink(theme::CONFLICT_OUTLINE_OPACITY));
        floats.extend(angles.map(|angle| phase(space, angle, spacing) * pixel));
        floats.extend([spacing * pixel, width_of_ink * pixel]);
        floats.extend([space.points_per_m as f32 * pixel, theme::CONFLICT_HATCHED_FROM * pixel, pixel, 0.0]);
        floats
    }
}

impl CallbackTrait for Paint {
    fn prepare(
        &self,
        _: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _: &mut wgpu::CommandEncoder,
        _: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        for hatched in &self.hatched {
            hatched.land.uniform.write(queue, &hatched.uniform(&self.space, screen));
        }
        Vec::new()
    }

    fn paint(&self, info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, _: &CallbackResources) {
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        for Hatched { land, severity, .. } in &self.hatched {
            pass.set_bind_group(0, &land.uniform.group, &[]);
            pass.set_pipeline(self.shared.pattern(*severity));
            pass.set_vertex_buffer(0, land.vertices.slice(..));
            pass.set_index_buffer(land.indices.slice(..), wgpu::IndexFormat::Uint32);
            pass.draw_indexed(0..land.triangle_corners, 0, 0..1);
            pass.set_pipeline(&self.shared.edge);
            pass.set_vertex_buffer(0, land.edges.slice(..));
            pass.draw(0..4, 0..land.edge_count);
        }
    }
}

/// Where the first of lines `distance` apart lies that rise at `angle` degrees, points. Patterns are counted from the origin
/// of the plane: neighbouring pieces share their lines, and the lines stay on the land when the map is moved.
fn phase(space: &Space, angle: f32, distance: f32) -> f32 {
    let (sin, cos) = f64::from(angle).to_radians().sin_cos();
    let middle = space.rect.center();
    let east = f64::from(middle.x) - space.center[0] * space.points_per_m;
    let south = f64::from(middle.y) + space.center[1] * space.points_per_m;
    (east * sin + south * cos).rem_euclid(f64::from(distance)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, pos2, vec2};

    #[test]
    fn a_pattern_stays_on_the_land_when_the_map_moves() {
        let rect = Rect::from_min_size(pos2(40.0, 30.0), vec2(700.0, 500.0));
        let space = Space { rect, center: [500_000.0, 3_300_000.0], points_per_m: 0.4 };
        let moved = Space { center: [500_012.5, 3_299_991.0], ..space };
        let land = [500_100.0, 3_300_050.0];
        for angle in [0.0_f32, 45.0, -45.0, 90.0] {
            let across = |space: &Space| {
                let at = space.screen(land);
                let (sin, cos) = f64::from(angle).to_radians().sin_cos();
                let turned = f64::from(at.x) * sin + f64::from(at.y) * cos - f64::from(phase(space, angle, 7.0));
                turned.rem_euclid(7.0)
            };
            let apart = (across(&space) - across(&moved)).abs();
            assert!(apart < 1e-2 || (7.0 - apart) < 1e-2, "{apart} at {angle}");
        }
    }
}
