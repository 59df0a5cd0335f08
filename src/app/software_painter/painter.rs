//! Takes over the output of every frame, and paints it.

use std::sync::Arc;

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;
use egui::epaint::{ClippedShape, Vertex};
use egui::{ClippedPrimitive, Context, FullOutput, PaintCallbackInfo, Rect};

use super::images::Images;
use super::pipeline::pipeline;
use super::triangles::{Batch, Part, Triangles, clipped};

/// Room for the triangles of a frame at first, bytes; it grows.
const FIRST_ROOM: u64 = 1 << 20;

/// A plugin of egui: hands on, in the place of egui's shapes, callbacks that paint them.
pub(in crate::app) struct SoftwarePainter {
    device: wgpu::Device,
    queue: wgpu::Queue,
    shared: Arc<Shared>,
    images: Images,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
}

struct Shared {
    plain: wgpu::RenderPipeline,
    textured: wgpu::RenderPipeline,
    screen: wgpu::Buffer,
    screen_group: wgpu::BindGroup,
}

/// Batches with nothing of others between them.
struct Run {
    shared: Arc<Shared>,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    batches: Vec<(Batch, Option<wgpu::BindGroup>)>,
}

impl SoftwarePainter {
    /// `None` if the window holds linear colours: egui draws into it as well, only slower.
    pub fn new(state: &RenderState) -> Option<Self> {
        if state.target_format.is_srgb() {
            return None;
        }
        let (device, images) = (state.device.clone(), Images::new(state));
        let screen_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("screen"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            }],
        });
        let screen = buffer(&device, size_of::<[f32; 4]>() as u64, wgpu::BufferUsages::UNIFORM);
        let screen_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("screen"),
            layout: &screen_layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: screen.as_entire_binding() }],
        });
        let shader = device.create_shader_module(wgpu::include_wgsl!("painter.wgsl"));
        let plain = pipeline(state, &shader, &[Some(&screen_layout)], "plain");
        let textured = pipeline(state, &shader, &[Some(&screen_layout), Some(&images.layout)], "textured");
        Some(Self {
            vertices: buffer(&device, FIRST_ROOM, wgpu::BufferUsages::VERTEX),
            indices: buffer(&device, FIRST_ROOM, wgpu::BufferUsages::INDEX),
            shared: Arc::new(Shared { plain, textured, screen, screen_group }),
            images,
            queue: state.queue.clone(),
            device,
        })
    }

    /// Uploads the triangles and hands back what is to be painted in their place.
    fn shapes(&mut self, primitives: Vec<ClippedPrimitive>, screen: Rect) -> Vec<ClippedShape> {
        let triangles = Triangles::new(primitives);
        self.upload(&triangles.vertices, &triangles.indices);
        let shape = |part| match part {
            Part::Other(shape) => shape,
            Part::Batches(batches) => clipped(screen, Callback::new_paint_callback(screen, self.run(batches))),
        };
        triangles.parts.into_iter().map(shape).collect()
    }

    fn run(&self, batches: Vec<Batch>) -> Run {
        let with_image = |batch: Batch| {
            let group = batch.image.and_then(|id| self.images.group(id));
            (batch, group)
        };
        Run {
            shared: self.shared.clone(),
            vertices: self.vertices.clone(),
            indices: self.indices.clone(),
            batches: batches.into_iter().map(with_image).collect(),
        }
    }

    fn upload(&mut self, vertices: &[Vertex], indices: &[u32]) {
        let (vertices, indices): (&[u8], &[u8]) = (bytemuck::cast_slice(vertices), bytemuck::cast_slice(indices));
        let room = |bytes: &[u8]| (bytes.len() as u64).next_power_of_two();
        if self.vertices.size() < vertices.len() as u64 {
            self.vertices = buffer(&self.device, room(vertices), wgpu::BufferUsages::VERTEX);
        }
        if self.indices.size() < indices.len() as u64 {
            self.indices = buffer(&self.device, room(indices), wgpu::BufferUsages::INDEX);
        }
        // Takes effect before the frame that is painted next, and after those before it.
        self.queue.write_buffer(&self.vertices, 0, vertices);
        self.queue.write_buffer(&self.indices, 0, indices);
    }
}

impl egui::Plugin for SoftwarePainter {
    fn debug_name(&self) -> &'static str {
        "software painter"
    }

    fn output_hook(&mut self, context: &Context, output: &mut FullOutput) {
        self.images.take(&output.textures_delta);
        let primitives = context.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        output.shapes = self.shapes(primitives, context.viewport_rect());
        self.images.free(&output.textures_delta);
    }
}

impl CallbackTrait for Run {
    fn prepare(
        &self,
        _: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _: &mut wgpu::CommandEncoder,
        _: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let [width, height] = screen.size_in_pixels.map(|pixels| pixels as f32 / screen.pixels_per_point);
        let uniform = [2.0 / width, -2.0 / height, -1.0, 1.0];
        queue.write_buffer(&self.shared.screen, 0, bytemuck::cast_slice(&uniform));
        Vec::new()
    }

    fn paint(&self, info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, _: &CallbackResources) {
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_bind_group(0, &self.shared.screen_group, &[]);
        pass.set_vertex_buffer(0, self.vertices.slice(..));
        pass.set_index_buffer(self.indices.slice(..), wgpu::IndexFormat::Uint32);
        for (batch, group) in &self.batches {
            let pixel = |points: f32, most: u32| ((points * info.pixels_per_point).round().max(0.0) as u32).min(most);
            let (left, right) = (pixel(batch.clip.min.x, width), pixel(batch.clip.max.x, width));
            let (top, bottom) = (pixel(batch.clip.min.y, height), pixel(batch.clip.max.y, height));
            if left >= right || top >= bottom {
                continue;
            }
            match (batch.image, group) {
                (None, _) => pass.set_pipeline(&self.shared.plain),
                (Some(_), Some(group)) => {
                    pass.set_pipeline(&self.shared.textured);
                    pass.set_bind_group(1, group, &[]);
                }
                (Some(missing), None) => {
                    log::warn!("no texture {missing:?}");
                    continue;
                }
            }
            pass.set_scissor_rect(left, top, right - left, bottom - top);
            pass.draw_indexed(batch.indices.clone(), 0, 0..1);
        }
    }
}

fn buffer(device: &wgpu::Device, size: u64, usage: wgpu::BufferUsages) -> wgpu::Buffer {
    let usage = usage | wgpu::BufferUsages::COPY_DST;
    device.create_buffer(&wgpu::BufferDescriptor { label: Some("window"), size, usage, mapped_at_creation: false })
}
