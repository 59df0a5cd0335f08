//! Textures of egui: glyphs and pictures, kept a second time for our own pipelines.

use std::collections::BTreeMap;

use eframe::egui_wgpu::RenderState;
use eframe::wgpu;
use egui::TextureId;
use egui::epaint::textures::{TextureFilter, TextureOptions, TextureWrapMode, TexturesDelta};
use egui::epaint::{ImageData, ImageDelta};

/// What egui's triangles are covered with.
pub(super) struct Images {
    device: wgpu::Device,
    queue: wgpu::Queue,
    pub layout: wgpu::BindGroupLayout,
    images: BTreeMap<TextureId, Image>,
}

struct Image {
    texture: wgpu::Texture,
    options: TextureOptions,
    group: wgpu::BindGroup,
}

impl Images {
    pub fn new(state: &RenderState) -> Self {
        let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::FRAGMENT,
            ty,
            count: None,
        };
        let texture = wgpu::BindingType::Texture {
            sample_type: wgpu::TextureSampleType::Float { filterable: true },
            view_dimension: wgpu::TextureViewDimension::D2,
            multisampled: false,
        };
        let sampler = wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering);
        let layout = state.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("image"),
            entries: &[entry(0, texture), entry(1, sampler)],
        });
        Self { device: state.device.clone(), queue: state.queue.clone(), layout, images: BTreeMap::new() }
    }

    pub fn group(&self, id: TextureId) -> Option<wgpu::BindGroup> {
        self.images.get(&id).map(|image| image.group.clone())
    }

    /// Takes over new and changed textures, before the frame that shows them.
    pub fn take(&mut self, delta: &TexturesDelta) {
        for (id, changes) in &delta.set {
            for change in changes {
                self.take_one(*id, change);
            }
        }
    }

    /// Lets go of textures, after the frame that shows them last: what it draws holds on to them.
    pub fn free(&mut self, delta: &TexturesDelta) {
        self.images.retain(|id, _| !delta.free.contains(id));
    }

    fn take_one(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(pixels) = &change.image;
        let size =
            wgpu::Extent3d { width: pixels.width() as u32, height: pixels.height() as u32, depth_or_array_layers: 1 };
        let known = self.images.get(&id).filter(|_| change.pos.is_some());
        let texture = known.map_or_else(|| self.texture(size), |image| image.texture.clone());
        let [x, y] = change.pos.unwrap_or_default().map(|value| value as u32);
        self.queue.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &texture,
                mip_level: 0,
                origin: wgpu::Origin3d { x, y, z: 0 },
                aspect: wgpu::TextureAspect::All,
            },
            bytemuck::cast_slice(&pixels.pixels),
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(4 * size.width),
                rows_per_image: Some(size.height),
            },
            size,
        );
        let same = known.filter(|image| image.options == change.options);
        let group = same.map_or_else(|| self.bind(&texture, change.options), |image| image.group.clone());
        self.images.insert(id, Image { texture, options: change.options, group });
    }

    fn texture(&self, size: wgpu::Extent3d) -> wgpu::Texture {
        self.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("image"),
            size,
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        })
    }

    fn bind(&self, texture: &wgpu::Texture, options: TextureOptions) -> wgpu::BindGroup {
        let filter = |filter| match filter {
            TextureFilter::Nearest => wgpu::FilterMode::Nearest,
            TextureFilter::Linear => wgpu::FilterMode::Linear,
        };
        let wrap = match options.wrap_mode {
            TextureWrapMode::ClampToEdge => wgpu::AddressMode::ClampToEdge,
            TextureWrapMode::Repeat => wgpu::AddressMode::Repeat,
            TextureWrapMode::MirroredRepeat => wgpu::AddressMode::MirrorRepeat,
        };
        let sampler = self.device.create_sampler(&wgpu::SamplerDescriptor {
            mag_filter: filter(options.magnification),
            min_filter: filter(options.minification),
            address_mode_u: wrap,
            address_mode_v: wrap,
            ..Default::default()
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("image"),
            layout: &self.layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(&view) },
                wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(&sampler) },
            ],
        })
    }
}
