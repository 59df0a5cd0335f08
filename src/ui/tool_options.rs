//! On top of the map, at its left: how the tool in hand works. Only tools that have a choice show it.

use egui::{Area, Button, DragValue, Frame, Id, Margin, Order, RichText, Slider, Stroke, Ui, vec2};

use super::style::{HAIRLINE, color32, palette};
use super::widgets::{choice_ui, small};
use super::{Desk, fonts, icons};
use crate::command::{Command, DialogKind, EditCommand, PaintBy, Shortcut, ToolKind, ViewCommand};
use crate::i18n::{Text, texts};
use crate::session::{SnapSetting, SplitBy};
use crate::theme;

texts! {
    OptionText {
        By: "选法", "Pick by";
        Brush: "刷选", "Brush";
        Rectangle: "框选", "Box";
        Lasso: "套索", "Lasso";
        Polygon: "圈选", "Outline";
        Effect: "划入或划出", "Take in or let go";
        TakeIn: "划入", "In";
        LetGo: "划出", "Out";
        LetGoSays: "从所选的里面划出；划入时按住 Shift 也是划出", "Lets parcels go; Shift does the same while taking in";
        Clip: "边上裁开", "Cut at the edge";
        ClipSays: "勾选后，框、圈压到的图斑按线裁开；不勾选则内点在里面的整块划入", "Parcels on the edge of a box or an outline are cut there; otherwise those with their interior point inside are taken whole";
        ByClass: "按地类…", "By class…";
        Snap: "吸附", "Snap";
        Reach: "吸附距离（屏幕点）", "Reach, points of the screen";
        Design: "片区与措施", "Zones and measures";
        Layers: "吸附到这些图层", "These layers hold vertices";
        Suspend: "绘制时按住 Shift 暂不吸附。", "Hold Shift while drawing to suspend it.";
        SplitBy: "分割方式", "Split by";
        ByLine: "画线", "Line";
        Mu: "亩", "mu";
        Percent: "%", "%";
        SplitSays: "在指针一侧分出这么大的一块（CGCS2000 椭球面积）", "That much is cut off on the side of the pointer, on the CGCS2000 ellipsoid";
        Trace: "描迹", "Trace";
        Share: "共边", "Shared edges";
    }
}

/// Draws the bar at the top left of the map that `ui` stands for.
pub fn tool_options_ui(ui: &Ui, desk: &mut Desk) {
    let show: fn(&mut Ui, &mut Desk) = match desk.view.tool {
        _ if desk.project().is_none_or(|project| project.read_only()) => return,
        ToolKind::PaintParcels | ToolKind::PaintZone => paint_ui,
        ToolKind::DrawZone
        | ToolKind::DrawMeasure
        | ToolKind::Split
        | ToolKind::Reshape
        | ToolKind::Ruler
        | ToolKind::Select => line_ui,
        ToolKind::LockParcels | ToolKind::Identify => return,
    };
    // Vertices are dragged with the select tool only once something is selected.
    if desk.view.tool == ToolKind::Select && desk.session.selection().is_none() {
        return;
    }
    let map = ui.max_rect();
    let at = map.left_top() + vec2(theme::SPACE_3, theme::SPACE_3);
    let area = Area::new(Id::unique("tool options")).order(Order::Middle).fixed_pos(at).constrain_to(map);
    let colours = palette(ui);
    area.show(ui.ctx(), |ui| {
        Frame::new()
            .fill(color32(colours.panel))
            .stroke(Stroke::new(HAIRLINE, color32(colours.line)))
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(Margin::symmetric(theme::SPACE_2 as i8, 2))
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| {
                // On a narrow map the choices take a second row.
                ui.set_max_width(map.width() - 2.0 * (theme::SPACE_3 + theme::SPACE_2));
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(theme::SPACE_2, theme::SPACE_1);
                    show(ui, desk);
                });
            });
    });
}

fn paint_ui(ui: &mut Ui, desk: &mut Desk) {
    let ways = PaintBy::ALL.map(|by| {
        let text = match by {
            PaintBy::Brush => OptionText::Brush,
            PaintBy::Rectangle => OptionText::Rectangle,
            PaintBy::Lasso => OptionText::Lasso,
            PaintBy::Polygon => OptionText::Polygon,
        };
        (desk.say(text).to_owned(), String::new())
    });
    let chosen = PaintBy::ALL.iter().position(|by| *by == desk.view.paint_by);
    let name = desk.say(OptionText::By);
    if let Some(by) = wide(ui, 268.0, |ui| choice_ui(ui, name, &ways, chosen)).and_then(|taken| PaintBy::ALL.get(taken))
    {
        desk.view_command(ViewCommand::PaintBy(*by));
    }
    let effects = [(OptionText::TakeIn, None), (OptionText::LetGo, Some(OptionText::LetGoSays))].map(|(text, says)| {
        (desk.say(text).to_owned(), says.map_or_else(String::new, |says| desk.say(says).to_owned()))
    });
    let (name, lets_go) = (desk.say(OptionText::Effect), desk.view.paint_lets_go);
    if let Some(taken) = wide(ui, 112.0, |ui| choice_ui(ui, name, &effects, Some(usize::from(lets_go)))) {
        desk.view.paint_lets_go = taken == 1;
    }
    let (clip, says) = (desk.say(OptionText::Clip), desk.say(OptionText::ClipSays));
    let cuts = desk.view.paint_by != PaintBy::Brush;
    ui.add_enabled_ui(cuts, |ui| ui.checkbox(&mut desk.view.paint_clips, clip).on_hover_text(says));
    if ui.add(Button::new(desk.say(OptionText::ByClass)).min_size(vec2(0.0, theme::CONTROL_HEIGHT))).clicked() {
        desk.view_command(ViewCommand::Dialog(DialogKind::PickByClass));
    }
}

fn line_ui(ui: &mut Ui, desk: &mut Desk) {
    snap_ui(ui, desk);
    let shares = desk.project().is_some_and(|project| project.document().settings().zones_share_boundaries);
    if desk.view.tool != ToolKind::Ruler {
        let share = Command::Edit(EditCommand::ToggleSharedBoundaries);
        toggle_ui(ui, desk, share, OptionText::Share, shares);
    }
    if desk.view.tool == ToolKind::Split {
        split_ui(ui, desk);
    }
    if desk.view.tool != ToolKind::Select {
        let on = desk.view.tracing;
        toggle_ui(ui, desk, Command::View(ViewCommand::ToggleTracing), OptionText::Trace, on);
    }
}

/// By a line, or an area that is cut off on the side of the pointer.
fn split_ui(ui: &mut Ui, desk: &mut Desk) {
    let ways = [OptionText::ByLine, OptionText::Mu, OptionText::Percent]
        .map(|text| (desk.say(text).to_owned(), String::new()));
    let chosen = match desk.view.split_by {
        SplitBy::Line => 0,
        SplitBy::Mu(_) => 1,
        SplitBy::Percent(_) => 2,
    };
    let name = desk.say(OptionText::SplitBy);
    if let Some(taken) = wide(ui, 168.0, |ui| choice_ui(ui, name, &ways, Some(chosen))) {
        desk.view.split_by = [SplitBy::Line, SplitBy::Mu(30.0), SplitBy::Percent(50.0)][taken];
    }
    let size = [72.0, theme::CONTROL_HEIGHT];
    let field = match &mut desk.view.split_by {
        SplitBy::Line => return,
        SplitBy::Mu(mu) => ui.add_sized(size, DragValue::new(mu).range(0.01..=1e6).speed(0.5).max_decimals(2)),
        SplitBy::Percent(share) => {
            ui.add_sized(size, DragValue::new(share).range(0.1..=99.9).speed(0.5).max_decimals(1))
        }
    };
    field.on_hover_text(desk.say(OptionText::SplitSays));
}

fn snap_ui(ui: &mut Ui, desk: &mut Desk) {
    let on = desk.view.snap.on;
    toggle_ui(ui, desk, Command::View(ViewCommand::ToggleSnapping), OptionText::Snap, on);
    let sign = RichText::new(icons::CARET_DOWN).font(fonts::icon(theme::TYPE_BODY));
    let arrow = ui.menu_button(sign, |ui| {
        ui.set_min_width(240.0);
        let layers: Vec<_> = desk.project().into_iter().flat_map(|project| project.present_layers()).collect();
        let language = desk.language();
        ui.label(small(ui, desk.say(OptionText::Reach)));
        ui.add(Slider::new(&mut desk.view.snap.reach, SnapSetting::REACHES).step_by(1.0).fixed_decimals(0));
        ui.separator();
        ui.label(small(ui, desk.say(OptionText::Layers)));
        let design = desk.say(OptionText::Design);
        ui.checkbox(&mut desk.view.snap.design, design);
        for layer in layers {
            let mut holds = !desk.view.snap.skipped.contains(&layer.id);
            if ui.checkbox(&mut holds, layer.title_in(language)).changed() {
                if holds {
                    desk.view.snap.skipped.remove(&layer.id);
                } else {
                    desk.view.snap.skipped.insert(layer.id);
                }
            }
        }
        ui.separator();
        ui.label(small(ui, desk.say(OptionText::Suspend)));
    });
    let name = desk.say(OptionText::Layers);
    arrow.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
}

/// A button that stays down; its tooltip has the key and one sentence.
fn toggle_ui(ui: &mut Ui, desk: &mut Desk, command: Command, text: OptionText, on: bool) {
    let text = desk.say(text);
    let key = Shortcut::of(&command).map(|shortcut| shortcut.label()).unwrap_or_default();
    let sentence = command.describe().sentence.get(desk.language());
    let button = Button::selectable(on, format!("{text} {key}")).frame_when_inactive(true);
    let response = ui.add(button.min_size(vec2(0.0, theme::CONTROL_HEIGHT)));
    if response.on_hover_text(sentence).clicked() {
        desk.ask(command);
    }
}

/// Gives a part a width of its own.
fn wide<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui(vec2(width, theme::CONTROL_HEIGHT), |ui| {
        ui.set_width(width);
        add(ui)
    })
    .inner
}
