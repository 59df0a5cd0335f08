//! A few numbers that a shader reads: what is sent to the card in each frame.

use eframe::egui_wgpu::ScreenDescriptor;
use eframe::wgpu;

use crate::canvas::space::Space;
use crate::geometry::Point;

/// A buffer of numbers, as a shader finds it.
pub(super) struct Uniform {
    buffer: wgpu::Buffer,
    pub group: wgpu::BindGroup,
}

impl Uniform {
    /// `size` in bytes.
    pub fn new(
        device: &wgpu::Device,
        label: &'static str,
        layout: &wgpu::BindGroupLayout,
        binding: u32,
        size: u64,
    ) -> Self {
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let group = uniform_group(device, label, layout, binding, &buffer);
        Self { buffer, group }
    }

    pub fn write(&self, queue: &wgpu::Queue, floats: &[f32]) {
        queue.write_buffer(&self.buffer, 0, bytemuck::cast_slice(floats));
    }
}

pub(super) fn uniform_layout(
    device: &wgpu::Device,
    label: &'static str,
    binding: u32,
    visibility: wgpu::ShaderStages,
) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some(label),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding,
            visibility,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: false,
                min_binding_size: None,
            },
            count: None,
        }],
    })
}

pub(super) fn uniform_group(
    device: &wgpu::Device,
    label: &'static str,
    layout: &wgpu::BindGroupLayout,
    binding: u32,
    buffer: &wgpu::Buffer,
) -> wgpu::BindGroup {
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some(label),
        layout,
        entries: &[wgpu::BindGroupEntry { binding, resource: buffer.as_entire_binding() }],
    })
}

/// From metres east and north of `origin` to clip space: scale, then offset, each across and up.
pub(super) fn clip_from_land(space: &Space, origin: Point, screen: &ScreenDescriptor) -> [f32; 4] {
    let pixel = f64::from(screen.pixels_per_point);
    let [width, height] = screen.size_in_pixels.map(|pixels| f64::from(pixels) / pixel);
    let middle = space.rect.center();
    // The origin of the mesh on the screen, points.
    let x = f64::from(middle.x) + (origin[0] - space.center[0]) * space.points_per_m;
    let y = f64::from(middle.y) - (origin[1] - space.center[1]) * space.points_per_m;
    [2.0 * space.points_per_m / width, 2.0 * space.points_per_m / height, 2.0 * x / width - 1.0, 1.0 - 2.0 * y / height]
        .map(|value| value as f32)
}
