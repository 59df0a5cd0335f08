//! Copies tiles to the screen, in the middle of what egui draws.

use std::sync::Arc;

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;
use egui::{PaintCallback, PaintCallbackInfo, Rect};

use super::gpu::{ScreenPipeline, pipeline_of_screen};

/// Tiles on the screen at most: those of two scales.
const MOST: usize = 256;

/// What copies tiles.
#[derive(Clone)]
pub(super) struct Blitter(Arc<Shared>);

struct Shared {
    pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    places: wgpu::Buffer,
    pixelwise: wgpu::Sampler,
    smooth: wgpu::Sampler,
}

/// A tile as the card finds it: copied pixel by pixel, or stretched.
pub(super) struct TileGroups {
    pixelwise: wgpu::BindGroup,
    smooth: wgpu::BindGroup,
}

/// A tile and where it lies on the screen, points.
pub(super) struct Placed {
    group: wgpu::BindGroup,
    rect: Rect,
}

struct Blit {
    shared: Arc<Shared>,
    tiles: Vec<Placed>,
}

impl Blitter {
    pub fn new(state: &RenderState) -> Self {
        let device = &state.device;
        let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::FRAGMENT,
            ty,
            count: None,
        };
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("map tile"),
            entries: &[
                entry(
                    0,
                    wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: true },
                        view_dimension: wgpu::TextureViewDimension::D2,
                        multisampled: false,
                    },
                ),
                entry(1, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering)),
            ],
        });
        let sampler = |filter| {
            let filters = wgpu::SamplerDescriptor {
                mag_filter: filter,
                min_filter: filter,
                ..wgpu::SamplerDescriptor::default()
            };
            device.create_sampler(&filters)
        };
        Self(Arc::new(Shared {
            pipeline: tile_pipeline(state, &layout),
            layout,
            places: device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("map tiles"),
                size: (MOST * size_of::<[f32; 4]>()) as u64,
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            pixelwise: sampler(wgpu::FilterMode::Nearest),
            smooth: sampler(wgpu::FilterMode::Linear),
        }))
    }

    pub fn groups(&self, device: &wgpu::Device, tile: &wgpu::TextureView) -> TileGroups {
        let group = |sampler| {
            device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("map tile"),
                layout: &self.0.layout,
                entries: &[
                    wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(tile) },
                    wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(sampler) },
                ],
            })
        };
        TileGroups { pixelwise: group(&self.0.pixelwise), smooth: group(&self.0.smooth) }
    }

    /// Puts tiles on the screen, the last one on top. They are opaque.
    pub fn blit(&self, rect: Rect, mut tiles: Vec<Placed>) -> PaintCallback {
        tiles.drain(..tiles.len().saturating_sub(MOST));
        Callback::new_paint_callback(rect, Blit { shared: self.0.clone(), tiles })
    }
}

impl TileGroups {
    /// `stretched`: the tile has another scale than the screen.
    pub fn placed(&self, rect: Rect, stretched: bool) -> Placed {
        Placed { group: if stretched { self.smooth.clone() } else { self.pixelwise.clone() }, rect }
    }
}

impl CallbackTrait for Blit {
    fn prepare(
        &self,
        _: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _: &mut wgpu::CommandEncoder,
        _: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let [width, height] = screen.size_in_pixels.map(|pixels| pixels as f32 / screen.pixels_per_point);
        let clip = |at: egui::Pos2| [2.0 * at.x / width - 1.0, 1.0 - 2.0 * at.y / height];
        let places: Vec<[[f32; 2]; 2]> =
            self.tiles.iter().map(|tile| [clip(tile.rect.min), clip(tile.rect.max)]).collect();
        queue.write_buffer(&self.shared.places, 0, bytemuck::cast_slice(&places));
        Vec::new()
    }

    fn paint(&self, info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, _: &CallbackResources) {
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_pipeline(&self.shared.pipeline);
        pass.set_vertex_buffer(0, self.shared.places.slice(..));
        for (number, tile) in (0..).zip(&self.tiles) {
            pass.set_bind_group(0, &tile.group, &[]);
            pass.draw(0..4, number..number + 1);
        }
    }
}

fn tile_pipeline(state: &RenderState, layout: &wgpu::BindGroupLayout) -> wgpu::RenderPipeline {
    let shader = state.device.create_shader_module(wgpu::include_wgsl!("screen.wgsl"));
    let places = wgpu::VertexBufferLayout {
        array_stride: 16,
        step_mode: wgpu::VertexStepMode::Instance,
        attributes: &wgpu::vertex_attr_array![0 => Float32x4],
    };
    let topology = wgpu::PrimitiveTopology::TriangleStrip;
    let pipeline = ScreenPipeline { vertex: "tile_vertex", fragment: "tile_fragment", topology, opaque: true };
    pipeline_of_screen(state, &shader, layout, &pipeline, places)
}
