//! How each role is drawn: colours and widths as the graphics card takes them.

use crate::base::{BaseLayer, ColumnData, Role, land_classes};
use crate::geometry::GeometryKind;
use crate::theme::{self, MapColours, Rgba};

use super::chunk::Parts;

/// Colours that a layer may use; index 0 is for land of unknown class and for layers of one colour.
pub(super) const PALETTE: usize = 64;

/// How a layer is drawn at any scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LayerStyle {
    pub palette: [[f32; 4]; PALETTE],
    pub line: [f32; 4],
    pub hatch: [f32; 4],
    pub line_width: f32,
    /// Points on and off; none for a solid line.
    pub dash: Option<[f32; 2]>,
    /// Distance and width of hatch lines, points.
    pub hatch_lines: Option<[f32; 2]>,
    pub parts: Parts,
    /// Lines only below this scale denominator.
    pub lines_below: f64,
}

impl LayerStyle {
    pub fn new(layer: &BaseLayer, colours: &MapColours, full_colours: bool, opacity: f32) -> Self {
        let none = Rgba(0, 0, 0, 0);
        let (fill, line, width) = match layer.role {
            Role::LandUse => (none, colours.parcel_outline, theme::PARCEL_OUTLINE),
            Role::PermanentBasicFarmland => (colours.farmland_fill, colours.farmland_outline, theme::FARMLAND_OUTLINE),
            Role::EcologicalRedLine => {
                (colours.red_line_hatch.with_opacity(theme::RED_LINE_FILL_OPACITY), colours.red_line, theme::RED_LINE)
            }
            Role::UrbanDevelopmentBoundary => (none, colours.development_boundary, theme::DEVELOPMENT_BOUNDARY),
            Role::Village | Role::Township => (none, colours.village, theme::ADMINISTRATIVE_LINE),
            _ => (none, colours.reference, theme::REFERENCE_LINE),
        };
        let mut palette = [premultiplied(fill, opacity); PALETTE];
        if layer.role == Role::LandUse {
            let shown =
                |colour: Rgba| if full_colours { colour } else { colour.mixed(colours.background, theme::QUIET_MIX) };
            palette[0] = premultiplied(shown(colours.reference), opacity * theme::UNKNOWN_CLASS_OPACITY);
            for (entry, class) in palette.iter_mut().skip(1).zip(land_classes()) {
                let [red, green, blue] = class.fill;
                *entry = premultiplied(shown(Rgba(red, green, blue, 255)), opacity);
            }
        }
        let dash = match layer.role {
            Role::UrbanDevelopmentBoundary => Some(theme::DEVELOPMENT_DASH),
            Role::Village | Role::Township => Some(theme::ADMINISTRATIVE_DASH),
            _ => None,
        };
        let filled = matches!(layer.role, Role::LandUse | Role::PermanentBasicFarmland | Role::EcologicalRedLine);
        Self {
            palette,
            line: premultiplied(line, opacity),
            hatch: premultiplied(colours.red_line_hatch, opacity),
            line_width: width,
            dash,
            hatch_lines: (layer.role == Role::EcologicalRedLine).then_some(theme::RED_LINE_HATCH),
            parts: Parts { fill: filled && layer.shapes.kind() == GeometryKind::Polygons, lines: true },
            lines_below: match layer.role {
                Role::LandUse => theme::PARCEL_OUTLINES_BELOW,
                Role::PermanentBasicFarmland => theme::FARMLAND_OUTLINES_BELOW,
                _ => f64::INFINITY,
            },
        }
    }

    /// The bytes of the shader's `Style`, as floats; sizes in pixels.
    pub fn uniform(&self, pixels_per_point: f32) -> Vec<f32> {
        let mut floats: Vec<f32> = self.palette.iter().flatten().copied().collect();
        floats.extend(self.line);
        floats.extend(self.hatch);
        let dash = self.dash.unwrap_or_default();
        let hatch = self.hatch_lines.unwrap_or_default();
        let width = (self.line_width * pixels_per_point).max(1.0);
        floats.extend([width, dash[0] * pixels_per_point, dash[1] * pixels_per_point, 0.0]);
        floats.extend([hatch[0] * pixels_per_point, hatch[1] * pixels_per_point, 0.0, 0.0]);
        floats
    }
}

/// Palette index of each feature of a land-use layer; empty for other layers.
pub(super) fn class_indices(layer: &BaseLayer) -> Vec<u8> {
    if layer.role != Role::LandUse {
        return Vec::new();
    }
    let Some(column) = layer.columns.find_any(&["DLBM", "地类编码"]) else { return Vec::new() };
    let index_of = |code: &str| -> u8 {
        let class = crate::base::land_class(code);
        let position = class.and_then(|class| land_classes().iter().position(|other| std::ptr::eq(class, other)));
        position
            .and_then(|position| u8::try_from(position + 1).ok())
            .filter(|&index| usize::from(index) < PALETTE)
            .unwrap_or(0)
    };
    match &column.data {
        ColumnData::Text(texts) => {
            let known: Vec<u8> = texts.dictionary().iter().map(|code| index_of(code)).collect();
            (0..layer.len()).map(|feature| texts.code(feature).map_or(0, |code| known[code as usize])).collect()
        }
        _ => (0..layer.len()).map(|feature| index_of(&column.get(feature).display())).collect(),
    }
}

/// A colour as the shader takes it.
pub(super) fn premultiplied(colour: Rgba, opacity: f32) -> [f32; 4] {
    let alpha = f32::from(colour.3) / 255.0 * opacity;
    let channel = |value: u8| f32::from(value) / 255.0 * alpha;
    [channel(colour.0), channel(colour.1), channel(colour.2), alpha]
}
