//! Measures by the graphics card: their triangles stay there, and a frame in which the map moves sends a few numbers.

use std::sync::Arc;

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu::{self, util::DeviceExt as _};
use egui::{PaintCallback, PaintCallbackInfo};

use super::gpu::{ScreenPipeline, pipeline_of_screen};
use super::measure_mesh::{Corner, MeasureMesh};
use super::uniform::{Uniform, clip_from_land, uniform_layout};
use crate::canvas::space::Space;
use crate::geometry::Point;

/// Of the shader's `Banded`.
const BINDING: u32 = 3;
/// Bytes of the shader's `Banded`.
const UNIFORM: u64 = 32;

/// What draws measures.
#[derive(Clone)]
pub(super) struct MeasureLayer(Arc<Shared>);

struct Shared {
    device: wgpu::Device,
    layout: wgpu::BindGroupLayout,
    pipeline: wgpu::RenderPipeline,
}

/// Measures on the card.
pub(super) struct DrawnMeasures {
    origin: Point,
    corners: wgpu::Buffer,
    indices: wgpu::Buffer,
    count: u32,
    uniform: Uniform,
}

struct Paint {
    shared: Arc<Shared>,
    space: Space,
    drawn: Vec<Arc<DrawnMeasures>>,
}

impl MeasureLayer {
    pub fn new(state: &RenderState) -> Self {
        let device = state.device.clone();
        let shader = device.create_shader_module(wgpu::include_wgsl!("screen.wgsl"));
        let layout = uniform_layout(&device, "measures", BINDING, wgpu::ShaderStages::VERTEX);
        let corners = wgpu::VertexBufferLayout {
            array_stride: size_of::<Corner>() as u64,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &wgpu::vertex_attr_array![0 => Float32x2, 1 => Float32x2, 2 => Float32x2, 3 => Float32x4],
        };
        let topology = wgpu::PrimitiveTopology::TriangleList;
        let pipeline = ScreenPipeline { vertex: "band_vertex", fragment: "band_fragment", topology, opaque: false };
        let pipeline = pipeline_of_screen(state, &shader, &layout, &pipeline, corners);
        Self(Arc::new(Shared { device, layout, pipeline }))
    }

    /// Puts measures on the card; `None` where there is nothing to draw.
    pub fn upload(&self, mesh: &MeasureMesh) -> Option<Arc<DrawnMeasures>> {
        let origin = mesh.origin.filter(|_| !mesh.indices.is_empty())?;
        let device = &self.0.device;
        let label = Some("measures");
        let buffer = |contents: &[u8], usage| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label, contents, usage })
        };
        Some(Arc::new(DrawnMeasures {
            origin,
            corners: buffer(bytemuck::cast_slice(&mesh.corners), wgpu::BufferUsages::VERTEX),
            indices: buffer(bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX),
            count: mesh.indices.len() as u32,
            uniform: Uniform::new(device, "measures", &self.0.layout, BINDING, UNIFORM),
        }))
    }

    pub fn paint(&self, space: &Space, drawn: Vec<Arc<DrawnMeasures>>) -> PaintCallback {
        Callback::new_paint_callback(space.rect, Paint { shared: self.0.clone(), space: *space, drawn })
    }
}

impl DrawnMeasures {
    /// The shader's `Banded`.
    fn uniform(&self, space: &Space, screen: &ScreenDescriptor) -> [f32; 8] {
        let [x_scale, y_scale, x, y] = clip_from_land(space, self.origin, screen);
        let metres_per_point = (1.0 / space.points_per_m) as f32;
        [x_scale, y_scale, x, y, metres_per_point, 0.0, 0.0, 0.0]
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
        for drawn in &self.drawn {
            drawn.uniform.write(queue, &drawn.uniform(&self.space, screen));
        }
        Vec::new()
    }

    fn paint(&self, info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, _: &CallbackResources) {
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_pipeline(&self.shared.pipeline);
        for drawn in &self.drawn {
            pass.set_bind_group(0, &drawn.uniform.group, &[]);
            pass.set_vertex_buffer(0, drawn.corners.slice(..));
            pass.set_index_buffer(drawn.indices.slice(..), wgpu::IndexFormat::Uint32);
            pass.draw_indexed(0..drawn.count, 0, 0..1);
        }
    }
}
