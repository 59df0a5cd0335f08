//! What draws the window: the machine's graphics adapter, or, if its driver fails, the software renderer.

use std::sync::Arc;

use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu;

/// Which adapters may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapters {
    /// The best one; a program on the processor (lavapipe, WARP) only if nothing else is there.
    Best,
    /// Only those on the processor: for the second attempt, when a driver has failed.
    Software,
}

/// The configuration that takes an adapter of a kind.
pub fn configuration(adapters: Adapters) -> WgpuConfiguration {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.native_adapter_selector = Some(Arc::new(move |found, surface| {
        let fits = |adapter: &&wgpu::Adapter| {
            let software = adapter.get_info().device_type == wgpu::DeviceType::Cpu;
            (software || adapters == Adapters::Best)
                && surface.is_none_or(|surface| adapter.is_surface_supported(surface))
        };
        let best = found.iter().filter(fits).min_by_key(|adapter| rank(&adapter.get_info()));
        best.cloned().ok_or_else(|| "no graphics adapter can draw this window".to_owned())
    }));
    WgpuConfiguration { wgpu_setup: WgpuSetup::CreateNew(setup), ..WgpuConfiguration::default() }
}

/// Smaller is better. Integrated graphics come before discrete ones: a map of lines needs no power, a laptop its battery.
fn rank(adapter: &wgpu::AdapterInfo) -> (u8, u8) {
    let kind = match adapter.device_type {
        wgpu::DeviceType::IntegratedGpu => 0,
        wgpu::DeviceType::DiscreteGpu => 1,
        wgpu::DeviceType::VirtualGpu => 2,
        wgpu::DeviceType::Other => 3,
        wgpu::DeviceType::Cpu => 4,
    };
    let backend = if adapter.backend == wgpu::Backend::Gl { 1 } else { 0 };
    (kind, backend)
}

/// What About says of the adapter, and whether it is the processor itself.
pub fn describe(adapter: &wgpu::AdapterInfo) -> (String, bool) {
    let software = adapter.device_type == wgpu::DeviceType::Cpu;
    (format!("{} ({:?})", adapter.name.trim(), adapter.backend), software)
}
