//! The graphics card: pipelines, buffers of chunks, textures of tiles.

use eframe::egui_wgpu::RenderState;
use eframe::wgpu::{self, util::DeviceExt as _};

use super::blit::{Blitter, TileGroups};
use super::chunk::ChunkMesh;
use super::style::LayerStyle;
use super::uniform::{Uniform, uniform_group, uniform_layout};

/// Side of a tile, pixels.
pub(super) const TILE_PX: u32 = 512;
/// egui blends in gamma space and expects textures that hold gamma values: no sRGB format.
const FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;
/// Samples a pixel; every device has 4.
const SAMPLES: u32 = 4;

pub(super) struct Gpu {
    device: wgpu::Device,
    queue: wgpu::Queue,
    pub blitter: Blitter,
    fill: wgpu::RenderPipeline,
    line: wgpu::RenderPipeline,
    view: Uniform,
    style_layout: wgpu::BindGroupLayout,
    samples: wgpu::TextureView,
}

/// A chunk on the card.
pub(super) struct ChunkBuffers {
    fill: Option<(wgpu::Buffer, wgpu::Buffer, u32)>,
    segments: Option<(wgpu::Buffer, u32)>,
}

/// A layer's colours on the card.
pub(super) struct StyleBuffer {
    group: wgpu::BindGroup,
}

/// A tile on the card.
pub(super) struct TileTexture {
    view: wgpu::TextureView,
    pub groups: TileGroups,
}

/// What is drawn into a tile, in order.
pub(super) struct Draw<'a> {
    pub style: &'a StyleBuffer,
    pub chunk: &'a ChunkBuffers,
    pub lines: bool,
}

impl Draw<'_> {
    /// Triangles or segments.
    pub fn elements(&self) -> usize {
        let triangles = || self.chunk.fill.as_ref().map_or(0, |(.., indices)| indices / 3);
        let segments = || self.chunk.segments.as_ref().map_or(0, |(_, segments)| *segments);
        if self.lines { segments() as usize } else { triangles() as usize }
    }
}

/// Where a tile lies: the shader's `View`.
pub(super) struct TileView {
    /// Metres from the origin to the tile's top left corner: east, north.
    pub corner_m: [f64; 2],
    pub pixels_per_m: f64,
    /// The corner in the plane of pixels, modulo a large number: for patterns.
    pub phase: [f32; 2],
}

impl Gpu {
    pub fn new(state: &RenderState) -> Self {
        let device = state.device.clone();
        let shader = device.create_shader_module(wgpu::include_wgsl!("base.wgsl"));
        let uniform = |label| uniform_layout(&device, label, 0, wgpu::ShaderStages::VERTEX_FRAGMENT);
        let (view_layout, style_layout) = (uniform("map view"), uniform("map style"));
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("map"),
            bind_group_layouts: &[Some(&view_layout), Some(&style_layout)],
            immediate_size: 0,
        });
        let pipeline = |name: &str, topology, step_mode, stride, attributes: &[wgpu::VertexAttribute]| {
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(name),
                layout: Some(&layout),
                vertex: wgpu::VertexState {
                    module: &shader,
                    entry_point: Some(&format!("{name}_vertex")),
                    buffers: &[Some(wgpu::VertexBufferLayout { array_stride: stride, step_mode, attributes })],
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                },
                primitive: wgpu::PrimitiveState { topology, ..Default::default() },
                depth_stencil: None,
                multisample: wgpu::MultisampleState { count: SAMPLES, ..Default::default() },
                fragment: Some(wgpu::FragmentState {
                    module: &shader,
                    entry_point: Some(&format!("{name}_fragment")),
                    targets: &[Some(wgpu::ColorTargetState {
                        format: FORMAT,
                        blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        let fill = pipeline(
            "fill",
            wgpu::PrimitiveTopology::TriangleList,
            wgpu::VertexStepMode::Vertex,
            12,
            &wgpu::vertex_attr_array![0 => Float32x2, 1 => Float32],
        );
        let line = pipeline(
            "line",
            wgpu::PrimitiveTopology::TriangleStrip,
            wgpu::VertexStepMode::Instance,
            20,
            &wgpu::vertex_attr_array![0 => Float32x4, 1 => Float32],
        );
        let view = Uniform::new(&device, "map view", &view_layout, 0, 32);
        let samples = texture(&device, SAMPLES, wgpu::TextureUsages::RENDER_ATTACHMENT);
        let (queue, blitter) = (state.queue.clone(), Blitter::new(state));
        Self { device, queue, blitter, fill, line, view, style_layout, samples }
    }

    pub fn upload(&self, mesh: &ChunkMesh) -> ChunkBuffers {
        let buffer = |contents: &[u8], usage| {
            self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some("map chunk"),
                contents,
                usage,
            })
        };
        ChunkBuffers {
            fill: (!mesh.indices.is_empty()).then(|| {
                (
                    buffer(bytemuck::cast_slice(&mesh.vertices), wgpu::BufferUsages::VERTEX),
                    buffer(bytemuck::cast_slice(&mesh.indices), wgpu::BufferUsages::INDEX),
                    mesh.indices.len() as u32,
                )
            }),
            segments: (!mesh.segments.is_empty()).then(|| {
                let segments = buffer(bytemuck::cast_slice(&mesh.segments), wgpu::BufferUsages::VERTEX);
                (segments, mesh.segments.len() as u32)
            }),
        }
    }

    pub fn style(&self, style: &LayerStyle, pixels_per_point: f32) -> StyleBuffer {
        let buffer = self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("map style"),
            contents: bytemuck::cast_slice(&style.uniform(pixels_per_point)),
            usage: wgpu::BufferUsages::UNIFORM,
        });
        StyleBuffer { group: uniform_group(&self.device, "map style", &self.style_layout, 0, &buffer) }
    }

    pub fn new_tile(&self) -> TileTexture {
        let usage = wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::TEXTURE_BINDING;
        let view = texture(&self.device, 1, usage);
        let groups = self.blitter.groups(&self.device, &view);
        TileTexture { view, groups }
    }

    /// Draws a tile anew on a ground of one colour: tiles are opaque, nothing needs to be drawn under them.
    pub fn render(&self, tile: &TileTexture, view: &TileView, ground: [f32; 4], draws: &[Draw<'_>]) {
        let [r, g, b, a] = ground.map(f64::from);
        let scale = 2.0 * view.pixels_per_m / f64::from(TILE_PX);
        let floats = [
            scale as f32,
            scale as f32,
            (-1.0 - view.corner_m[0] * scale) as f32,
            (1.0 - view.corner_m[1] * scale) as f32,
            view.pixels_per_m as f32,
            TILE_PX as f32,
            view.phase[0],
            view.phase[1],
        ];
        // One submission a tile: what is written to the buffer takes effect before it.
        self.view.write(&self.queue, &floats);
        let mut encoder =
            self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: Some("map tile") });
        {
            let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                label: Some("map tile"),
                color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                    view: &self.samples,
                    depth_slice: None,
                    resolve_target: Some(&tile.view),
                    ops: wgpu::Operations {
                        load: wgpu::LoadOp::Clear(wgpu::Color { r, g, b, a }),
                        store: wgpu::StoreOp::Discard,
                    },
                })],
                ..Default::default()
            });
            pass.set_bind_group(0, &self.view.group, &[]);
            for draw in draws {
                pass.set_bind_group(1, &draw.style.group, &[]);
                if draw.lines {
                    let Some((segments, count)) = &draw.chunk.segments else { continue };
                    pass.set_pipeline(&self.line);
                    pass.set_vertex_buffer(0, segments.slice(..));
                    pass.draw(0..4, 0..*count);
                } else if let Some((vertices, indices, count)) = &draw.chunk.fill {
                    pass.set_pipeline(&self.fill);
                    pass.set_vertex_buffer(0, vertices.slice(..));
                    pass.set_index_buffer(indices.slice(..), wgpu::IndexFormat::Uint32);
                    pass.draw_indexed(0..*count, 0, 0..1);
                }
            }
        }
        self.queue.submit([encoder.finish()]);
    }
}

/// What a pipeline that draws into the window takes of `screen.wgsl`.
pub(super) struct ScreenPipeline<'a> {
    pub vertex: &'a str,
    pub fragment: &'a str,
    pub topology: wgpu::PrimitiveTopology,
    pub opaque: bool,
}

/// A pipeline that draws into the window, between what egui draws.
pub(super) fn pipeline_of_screen(
    state: &RenderState,
    shader: &wgpu::ShaderModule,
    group: &wgpu::BindGroupLayout,
    pipeline: &ScreenPipeline<'_>,
    corners: wgpu::VertexBufferLayout<'_>,
) -> wgpu::RenderPipeline {
    let layout = state.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some(pipeline.fragment),
        bind_group_layouts: &[Some(group)],
        immediate_size: 0,
    });
    let linear = [("linear_target", if state.target_format.is_srgb() { 1.0 } else { 0.0 })];
    state.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(pipeline.fragment),
        layout: Some(&layout),
        vertex: wgpu::VertexState {
            module: shader,
            entry_point: Some(pipeline.vertex),
            buffers: &[Some(corners)],
            compilation_options: wgpu::PipelineCompilationOptions::default(),
        },
        primitive: wgpu::PrimitiveState { topology: pipeline.topology, ..Default::default() },
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module: shader,
            entry_point: Some(pipeline.fragment),
            targets: &[Some(wgpu::ColorTargetState {
                format: state.target_format,
                blend: (!pipeline.opaque).then_some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                write_mask: wgpu::ColorWrites::ALL,
            })],
            compilation_options: wgpu::PipelineCompilationOptions { constants: &linear, ..Default::default() },
        }),
        multiview_mask: None,
        cache: None,
    })
}

fn texture(device: &wgpu::Device, sample_count: u32, usage: wgpu::TextureUsages) -> wgpu::TextureView {
    let texture = device.create_texture(&wgpu::TextureDescriptor {
        label: Some("map tile"),
        size: wgpu::Extent3d { width: TILE_PX, height: TILE_PX, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count,
        dimension: wgpu::TextureDimension::D2,
        format: FORMAT,
        usage,
        view_formats: &[],
    });
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}
