//! Land with a pattern by the graphics card, so that what it is can be told without colour: the severity of a conflict, what a
//! simulation proposes, a lock. The triangles stay on the card; a frame in which the map moves sends a few numbers.

use std::sync::Arc;

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu::{self, util::DeviceExt as _};
use egui::{PaintCallback, PaintCallbackInfo};

use super::gpu::{ScreenPipeline, pipeline_of_screen};
use super::hatch_look::{HatchColours, HatchLook, Pattern};
use super::hatch_mesh::HatchMesh;
use super::style::premultiplied;
use super::uniform::{Uniform, clip_from_land, uniform_layout};
use crate::canvas::space::Space;
use crate::geometry::Point;
use crate::theme::Rgba;

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
    pub colours: HatchColours,
    pub look: HatchLook,
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

    /// Puts a mesh on the card; `None` where there is nothing to draw.
    pub fn upload(&self, mesh: &HatchMesh) -> Option<Arc<HatchedLand>> {
        if mesh.indices.is_empty() {
            return None;
        }
        let device = &self.0.device;
        let buffer = |contents: &[u8], usage| {
            let label = Some("hatched land");
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label, contents, usage })
        };
        Some(Arc::new(HatchedLand {
            origin: mesh.origin.unwrap_or_default(),
            vertices: buffer(bytemuck::cast_slice(&mesh.vertices), wgpu::BufferUsages::VERTEX),
            triangle_corners: mesh.indices.len() as u32,
            indices: buffer(bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX),
            edge_count: mesh.edges.len() as u32,
            edges: buffer(bytemuck::cast_slice(&mesh.edges), wgpu::BufferUsages::VERTEX),
            uniform: Uniform::new(device, "hatch", &self.0.layout, BINDING, UNIFORM),
        }))
    }

    pub fn paint(&self, space: &Space, hatched: Vec<Hatched>) -> PaintCallback {
        Callback::new_paint_callback(space.rect, Paint { shared: self.0.clone(), space: *space, hatched })
    }
}

impl Shared {
    fn pattern(&self, pattern: Pattern) -> &wgpu::RenderPipeline {
        match pattern {
            Pattern::Crossed => &self.crossed,
            Pattern::Rising => &self.rising,
            Pattern::Falling => &self.falling,
            Pattern::Dotted => &self.dotted,
        }
    }
}

impl Hatched {
    /// The shader's `Hatch`.
    fn uniform(&self, space: &Space, screen: &ScreenDescriptor) -> Vec<f32> {
        let pixel = screen.pixels_per_point;
        let look = &self.look;
        let angles = if look.pattern == Pattern::Dotted { [90.0, 0.0] } else { [45.0, -45.0] };
        // A dot is as wide as two lines.
        let width_of_ink = look.line * if look.pattern == Pattern::Dotted { 2.0 } else { 1.0 };
        let colours = &self.colours;
        let ink = |colour: Rgba, opacity: f32| premultiplied(colour, opacity * look.strength);
        let mut floats = clip_from_land(space, self.land.origin, screen).to_vec();
        floats.extend(ink(colours.fill, look.fill));
        floats.extend(ink(colours.small, look.small_fill));
        floats.extend(ink(colours.hatch, look.hatch));
        floats.extend(ink(colours.outline, look.outline));
        floats.extend(angles.map(|angle| phase(space, angle, look.spacing) * pixel));
        floats.extend([look.spacing * pixel, width_of_ink * pixel]);
        let outline_width = look.outline_width * pixel;
        floats.extend([space.points_per_m as f32 * pixel, look.hatched_from * pixel, outline_width, 0.0]);
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
        for Hatched { land, look, .. } in &self.hatched {
            pass.set_bind_group(0, &land.uniform.group, &[]);
            pass.set_pipeline(self.shared.pattern(look.pattern));
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
