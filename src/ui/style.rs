//! egui's style, made from the tokens of `theme` and from nothing else.

use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontId, Margin, Shadow, Stroke, TextStyle, vec2};

use super::fonts;
use crate::session::Theme;
use crate::theme::{self, Palette, Rgba};

/// Width of every drawn line, points.
pub const HAIRLINE: f32 = 1.0;

/// A token as egui's colour.
pub fn color32(colour: Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(colour.0, colour.1, colour.2, colour.3)
}

/// The colours that a region of the window is drawn in.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &theme::DARK } else { &theme::LIGHT }
}

/// The colours of a theme.
pub fn palette_of(theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &theme::LIGHT,
        Theme::Dark => &theme::DARK,
    }
}

/// Shows the window in a theme. Cheap when nothing changes.
pub fn choose(context: &egui::Context, theme: Theme) {
    context.set_theme(match theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark => egui::Theme::Dark,
    });
}

/// Gives fonts and both themes to a window.
pub fn install(context: &egui::Context) {
    fonts::install(context);
    for (theme, palette) in [(egui::Theme::Light, &theme::LIGHT), (egui::Theme::Dark, &theme::DARK)] {
        context.style_mut_of(theme, |style| apply(style, palette));
    }
}

fn apply(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Small, fonts::regular(theme::TYPE_SMALL)),
        (TextStyle::Body, fonts::regular(theme::TYPE_BODY)),
        (TextStyle::Button, fonts::regular(theme::TYPE_BODY)),
        (TextStyle::Heading, fonts::bold(theme::TYPE_HEADING)),
        (TextStyle::Monospace, FontId::monospace(theme::TYPE_SMALL)),
    ]
    .into();
    // Motion stays below what one notices; nothing moves that carries meaning.
    style.animation_time = 0.08;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style.spacing.item_spacing = vec2(theme::SPACE_2, theme::SPACE_1);
    style.spacing.button_padding = vec2(theme::SPACE_2 + 2.0, theme::SPACE_1);
    style.spacing.interact_size = vec2(theme::CONTROL_HEIGHT, theme::CONTROL_HEIGHT);
    style.spacing.menu_margin = Margin::same(theme::SPACE_1 as i8);
    style.spacing.window_margin = Margin::same(theme::SPACE_4 as i8);
    style.spacing.tooltip_width = 320.0;
    style.spacing.menu_width = 260.0;
    style.spacing.combo_height = 320.0;
    style.spacing.scroll = scroll();
    style.visuals = visuals(palette);
}

/// Bars that one sees without pointing at them: egui fills a handle with the ground of its widget, which is the panel's own.
fn scroll() -> egui::style::ScrollStyle {
    egui::style::ScrollStyle {
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        dormant_handle_opacity: 0.22,
        active_handle_opacity: 0.32,
        interact_handle_opacity: 0.5,
        ..egui::style::ScrollStyle::thin()
    }
}

fn visuals(palette: &Palette) -> egui::Visuals {
    let base = if palette.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    let line = Stroke::new(HAIRLINE, color32(palette.line));
    let text = Stroke::new(HAIRLINE, color32(palette.text));
    let widget = |fill: Rgba, outline: Stroke| WidgetVisuals {
        bg_fill: color32(fill),
        weak_bg_fill: color32(fill),
        bg_stroke: outline,
        corner_radius: CornerRadius::same(theme::RADIUS as u8),
        fg_stroke: text,
        expansion: 0.0,
    };
    let floating = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if palette.dark { 110 } else { 36 }),
    };
    egui::Visuals {
        widgets: Widgets {
            noninteractive: widget(palette.panel, line),
            inactive: widget(palette.panel, line),
            hovered: widget(palette.raised, line),
            active: widget(palette.raised, Stroke::new(HAIRLINE, color32(palette.selection))),
            open: widget(palette.raised, line),
        },
        selection: Selection {
            bg_fill: color32(palette.selection_ground),
            stroke: Stroke::new(HAIRLINE, color32(palette.selection)),
        },
        weak_text_color: Some(color32(palette.secondary)),
        hyperlink_color: color32(palette.selection),
        faint_bg_color: color32(palette.window),
        extreme_bg_color: color32(palette.panel),
        text_edit_bg_color: Some(color32(palette.panel)),
        code_bg_color: color32(palette.raised),
        warn_fg_color: color32(palette.procedure.mark),
        error_fg_color: color32(palette.forbidden.mark),
        window_corner_radius: CornerRadius::same(theme::CARD_RADIUS as u8),
        menu_corner_radius: CornerRadius::same(theme::CARD_RADIUS as u8),
        window_shadow: floating,
        popup_shadow: floating,
        window_fill: color32(palette.panel),
        window_stroke: line,
        panel_fill: color32(palette.panel),
        disabled_alpha: 0.45,
        ..base
    }
}
