//! Every colour and size of the window, as plain numbers. A colour or a size written anywhere else is a defect.

/// Red, green, blue, opacity; not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgba(pub u8, pub u8, pub u8, pub u8);

impl Rgba {
    const fn solid(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 255)
    }

    /// The same colour with another opacity, from 0 to 1.
    #[must_use]
    pub fn with_opacity(self, opacity: f32) -> Self {
        Self(self.0, self.1, self.2, (f32::from(self.3) * opacity.clamp(0.0, 1.0)).round() as u8)
    }

    /// This colour and another, mixed: 0 is this one, 1 the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2), mix(self.3, other.3))
    }
}

/// Colours of one severity: of marks and figures, and of the card's ground behind them.
#[derive(Clone, Copy, Debug)]
pub struct SeverityColours {
    pub mark: Rgba,
    pub ground: Rgba,
}

/// One set of colours.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    pub dark: bool,
    pub window: Rgba,
    pub panel: Rgba,
    pub raised: Rgba,
    pub line: Rgba,
    pub text: Rgba,
    pub secondary: Rgba,
    pub accent: Rgba,
    pub on_accent: Rgba,
    pub selection: Rgba,
    /// Behind selected rows and pressed tools.
    pub selection_ground: Rgba,
    pub forbidden: SeverityColours,
    pub procedure: SeverityColours,
    pub review: SeverityColours,
    pub information: SeverityColours,
    pub satisfied: SeverityColours,
    pub map: MapColours,
}

/// Colours of the map.
#[derive(Clone, Copy, Debug)]
pub struct MapColours {
    pub background: Rgba,
    pub parcel_outline: Rgba,
    pub farmland_fill: Rgba,
    pub farmland_outline: Rgba,
    pub red_line: Rgba,
    pub red_line_hatch: Rgba,
    pub development_boundary: Rgba,
    pub village: Rgba,
    pub reference: Rgba,
    /// Light casing around outlines and labels, so that they stand off the land.
    pub casing: Rgba,
    pub label: Rgba,
    pub scale_ground: Rgba,
    pub tooltip: Rgba,
    pub tooltip_text: Rgba,
}

/// Colour of measures of a kind (by its key) on the map and in lists: by what they do to the land, and the same in every theme,
/// as on a printed plan.
pub fn measure_colour(kind: &str) -> Rgba {
    Rgba::solid(match kind {
        "reclaim" => 0x0061_5A55,
        "new_construction" | "resettlement" | "redevelopment" | "standard_land" | "market_entry" => 0x00C2_185B,
        "new_farmland" | "restored_farmland" | "forest_to_farmland" => 0x00C9_8A00,
        "dry_to_paddy" | "high_standard_farmland" | "quality_upgrade" | "plot_merging" => 0x007B_8F00,
        "farmland_to_forest" => 0x001B_7F4B,
        "basic_farmland_out" => 0x00D8_4A05,
        "basic_farmland_in" => 0x002E_7D32,
        "boundary_extension" | "boundary_release" => 0x00A6_0085,
        _ => 0x0000_7C91,
    })
}

/// Fill of a block of farmland of at least so many mu, the same in every theme: the larger, the deeper. Land in no block of the
/// target is pale.
pub fn block_colour(area_mu: f64) -> Rgba {
    Rgba::solid(match area_mu {
        10_000.0.. => 0x00DB_8A3A,
        1_000.0.. => 0x00E8_A558,
        500.0.. => 0x00F0_BC6A,
        100.0.. => 0x00F7_D684,
        _ => 0x00F8_EBB8,
    })
}

/// The outline of a block of at least so many mu.
pub fn block_outline(area_mu: f64) -> Rgba {
    block_colour(area_mu).mixed(Rgba::solid(0x0080_4A00), 0.45)
}

pub const LIGHT: Palette = Palette {
    dark: false,
    window: Rgba::solid(0x00F3_F5F1),
    panel: Rgba::solid(0x00FF_FFFF),
    raised: Rgba::solid(0x00EA_EEE8),
    line: Rgba::solid(0x00D8_DED6),
    text: Rgba::solid(0x001B_2420),
    secondary: Rgba::solid(0x0056_625B),
    accent: Rgba::solid(0x001F_7A4D),
    on_accent: Rgba::solid(0x00FF_FFFF),
    selection: Rgba::solid(0x000B_63C5),
    selection_ground: Rgba::solid(0x00DC_E9F8),
    forbidden: SeverityColours { mark: Rgba::solid(0x00B3_261E), ground: Rgba::solid(0x00FC_EBEA) },
    procedure: SeverityColours { mark: Rgba::solid(0x008A_5300), ground: Rgba::solid(0x00FF_F3DC) },
    review: SeverityColours { mark: Rgba::solid(0x005B_43A6), ground: Rgba::solid(0x00F0_ECFB) },
    information: SeverityColours { mark: Rgba::solid(0x001F_5FA8), ground: Rgba::solid(0x00E7_F0FA) },
    satisfied: SeverityColours { mark: Rgba::solid(0x0022_6B2C), ground: Rgba::solid(0x00E6_F4E7) },
    map: MapColours {
        background: Rgba::solid(0x00FB_FBF8),
        parcel_outline: Rgba(90, 100, 90, 90),
        farmland_fill: Rgba(255, 235, 59, 64),
        farmland_outline: Rgba::solid(0x00F0_7A3C),
        red_line: Rgba::solid(0x00D0_1818),
        red_line_hatch: Rgba::solid(0x002E_8B3A),
        development_boundary: Rgba::solid(0x00E6_00A9),
        village: Rgba::solid(0x0070_7870),
        reference: Rgba::solid(0x0059_6E8C),
        casing: Rgba(255, 255, 255, 230),
        label: Rgba::solid(0x001B_2420),
        scale_ground: Rgba(255, 255, 255, 224),
        tooltip: Rgba(27, 36, 32, 235),
        tooltip_text: Rgba::solid(0x00FF_FFFF),
    },
};

pub const DARK: Palette = Palette {
    dark: true,
    window: Rgba::solid(0x0017_1B19),
    panel: Rgba::solid(0x001E_2421),
    raised: Rgba::solid(0x002A_312D),
    line: Rgba::solid(0x0037_403B),
    text: Rgba::solid(0x00E6_ECE8),
    secondary: Rgba::solid(0x00A5_B1AA),
    accent: Rgba::solid(0x0057_C792),
    on_accent: Rgba::solid(0x000E_1512),
    selection: Rgba::solid(0x0062_B0FF),
    selection_ground: Rgba::solid(0x0022_3A52),
    forbidden: SeverityColours { mark: Rgba::solid(0x00FF_8A80), ground: Rgba::solid(0x0040_2320) },
    procedure: SeverityColours { mark: Rgba::solid(0x00FF_C166), ground: Rgba::solid(0x003B_2E17) },
    review: SeverityColours { mark: Rgba::solid(0x00BD_A9FF), ground: Rgba::solid(0x002E_2840) },
    information: SeverityColours { mark: Rgba::solid(0x008E_C5FF), ground: Rgba::solid(0x001F_2F40) },
    satisfied: SeverityColours { mark: Rgba::solid(0x007F_D08A), ground: Rgba::solid(0x001F_3424) },
    map: MapColours {
        background: Rgba::solid(0x0022_2825),
        parcel_outline: Rgba(200, 210, 200, 60),
        farmland_fill: Rgba(255, 235, 59, 40),
        farmland_outline: Rgba::solid(0x00FF_9A5C),
        red_line: Rgba::solid(0x00FF_5A52),
        red_line_hatch: Rgba::solid(0x0062_C06C),
        development_boundary: Rgba::solid(0x00FF_5CCB),
        village: Rgba::solid(0x009A_A59D),
        reference: Rgba::solid(0x0090_A8C8),
        casing: Rgba(16, 20, 18, 220),
        label: Rgba::solid(0x00F2_F6F3),
        scale_ground: Rgba(30, 36, 33, 224),
        tooltip: Rgba(240, 244, 241, 240),
        tooltip_text: Rgba::solid(0x001B_2420),
    },
};

/// Sizes of type, points: small, body, heading, figure, hero figure.
pub const TYPE_SMALL: f32 = 12.0;
pub const TYPE_BODY: f32 = 14.0;
pub const TYPE_HEADING: f32 = 16.0;
pub const TYPE_FIGURE: f32 = 20.0;
pub const TYPE_HERO: f32 = 28.0;

/// Steps of space, points.
pub const SPACE_1: f32 = 4.0;
pub const SPACE_2: f32 = 8.0;
pub const SPACE_3: f32 = 12.0;
pub const SPACE_4: f32 = 16.0;
pub const SPACE_5: f32 = 24.0;

/// Heights and widths of the frame, points.
pub const CONTROL_HEIGHT: f32 = 28.0;
pub const ICON_BUTTON: f32 = 32.0;
pub const ICON: f32 = 20.0;
pub const RADIUS: f32 = 6.0;
pub const CARD_RADIUS: f32 = 8.0;
pub const TOP_BAR_HEIGHT: f32 = 40.0;
pub const STATUS_BAR_HEIGHT: f32 = 26.0;
pub const TOOL_RAIL_WIDTH: f32 = 44.0;
pub const LEFT_PANEL_WIDTH: f32 = 248.0;
pub const RIGHT_PANEL_WIDTH: f32 = 330.0;

/// Map drawing, points: outline of a zone, its casing, vertices, midpoints, how near the pointer must be to take hold.
pub const ZONE_OUTLINE: f32 = 2.5;
pub const ZONE_CASING: f32 = 1.0;
pub const ZONE_FILL_OPACITY: f32 = 0.12;
pub const MEASURE_OUTLINE: f32 = 1.5;
pub const MEASURE_FILL_OPACITY: f32 = 0.38;
/// Width of the band of the class before, and of the stripe of the class after inside of it.
pub const MEASURE_BAND: f32 = 3.0;
/// The thin line that ends each of them.
pub const MEASURE_BAND_LINE: f32 = 0.6;
/// How far the outline must be from the middle of a measure's mark.
pub const MEASURE_MARK_ROOM: f32 = 8.0;
/// Lines between a demolition and its new construction, those of the selected pair, and the radius of their ends.
pub const LINK: f32 = 1.25;
pub const LINK_SELECTED: f32 = 2.0;
pub const LINK_END: f32 = 3.0;
/// Broken lines of what lacks its counterpart: points on and off.
pub const BROKEN: [f32; 2] = [7.0, 5.0];
pub const VERTEX: f32 = 7.0;
pub const MIDPOINT: f32 = 5.0;
pub const GRAB_REACH: f32 = 9.0;
/// Widths of base lines, points.
pub const PARCEL_OUTLINE: f32 = 1.0;
pub const FARMLAND_OUTLINE: f32 = 1.0;
pub const RED_LINE: f32 = 2.0;
pub const DEVELOPMENT_BOUNDARY: f32 = 2.0;
pub const ADMINISTRATIVE_LINE: f32 = 1.0;
pub const REFERENCE_LINE: f32 = 1.0;
/// Dashes of base lines: points on and off.
pub const DEVELOPMENT_DASH: [f32; 2] = [7.0, 4.0];
pub const ADMINISTRATIVE_DASH: [f32; 2] = [6.0, 3.0];
/// Hatch of the red line: distance of the lines and their width, points; and the fill under it.
pub const RED_LINE_HATCH: [f32; 2] = [7.0, 1.0];
pub const RED_LINE_FILL_OPACITY: f32 = 0.10;
/// Land whose class the standard does not know is drawn faintly.
pub const UNKNOWN_CLASS_OPACITY: f32 = 0.25;
/// Hatches over conflicts: distance of the lines, their width, points; and the fill under them.
pub const CONFLICT_HATCH: f32 = 7.0;
pub const CONFLICT_HATCH_WIDE: f32 = 11.0;
pub const CONFLICT_LINE: f32 = 1.0;
pub const CONFLICT_FILL_OPACITY: f32 = 0.14;
/// Hatches and outlines let the land show through.
pub const CONFLICT_HATCH_OPACITY: f32 = 0.62;
pub const CONFLICT_OUTLINE_OPACITY: f32 = 0.5;
/// Pieces smaller than this on the screen, points, are filled and not hatched: two lines make no pattern.
pub const CONFLICT_HATCHED_FROM: f32 = 14.0;
pub const CONFLICT_SMALL_FILL_OPACITY: f32 = 0.4;
/// Parcels that a simulation changes: distance of the lines, their width, the fill under them, and from which extent they have a
/// pattern, points.
pub const CHANGE_HATCH: f32 = 5.0;
pub const CHANGE_LINE: f32 = 1.4;
pub const CHANGE_FILL_OPACITY: f32 = 0.9;
pub const CHANGE_SMALL_FILL_OPACITY: f32 = 0.9;
pub const CHANGE_HATCHED_FROM: f32 = 9.0;
/// Blocks of farmland: fill, outline in points, and the radius of their numbers.
pub const BLOCK_FILL_OPACITY: f32 = 0.78;
pub const BLOCK_OUTLINE: f32 = 1.4;
pub const BLOCK_NUMBER: f32 = 10.0;
/// Text of a card on the map is broken at this width, points.
pub const CARD_WIDTH: f32 = 300.0;
/// Blocks are outlined only below this scale denominator: above it roads through them would be all that one sees.
pub const BLOCK_OUTLINES_BELOW: f64 = 14_000.0;
/// The outline of locks, points, and the size of their sign.
pub const LOCK_OUTLINE: f32 = 2.0;
pub const LOCK_SIGN: f32 = 12.0;
/// Conflicts pulse once when they appear, seconds.
pub const PULSE_S: f64 = 0.6;
/// Labels on the map at most.
pub const MAP_LABELS: usize = 40;
/// Basic farmland is outlined only below this scale denominator: above it the fill says enough.
pub const FARMLAND_OUTLINES_BELOW: f64 = 30_000.0;
/// Parcel outlines are drawn only below this scale denominator.
pub const PARCEL_OUTLINES_BELOW: f64 = 10_000.0;
/// Half of a quiet land-class fill is the map's background.
pub const QUIET_MIX: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Rgba) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
    }

    fn contrast(a: Rgba, b: Rgba) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.window, palette.panel, palette.raised] {
                assert!(contrast(palette.text, ground) >= 5.3);
                assert!(contrast(palette.secondary, ground) >= 5.0, "{:?} on {ground:?}", palette.secondary);
            }
            for severity in
                [palette.forbidden, palette.procedure, palette.review, palette.information, palette.satisfied]
            {
                assert!(contrast(severity.mark, severity.ground) >= 5.0, "{severity:?}");
                assert!(contrast(palette.text, severity.ground) >= 5.3);
            }
            assert!(contrast(palette.on_accent, palette.accent) >= 5.0);
        }
    }
}
