//! The figures that are always to be seen, in one row below the map. A click opens the page that they come from.

use egui::{Sense, Ui, vec2};

use super::table::line;
use crate::assessment::{Assessment, FieldFigures};
use crate::command::{DrawerTab, ViewCommand};
use crate::i18n::common::CommonText;
use crate::i18n::{fixed, signed, texts};
use crate::indicators::LedgerKind;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, small};
use crate::ui::{Desk, fonts, icons};
use crate::units::mu_from_m2;

texts! {
    StripText {
        Open: "表格与图表", "Tables and charts";
        OpenSays: "F7", "F7";
        Preparing: "正在准备指标…", "Preparing the figures…";
        Basic: "永农调出→调入", "Farmland out→in";
        BasicSays: "永久基本农田调出、调入面积，整治审查表口径", "Permanent basic farmland moved out and in, as the review form counts it";
        NewShare: "新增", "Gain";
        NewShareSays: "新增永基比例 =（调入 − 调出）÷ 调出；没有调出时无此数", "Gain of basic farmland = (in − out) ÷ out; none where nothing moves out";
        Concentration: "连片度", "Concentration";
        ConcentrationSays: "集中连片度 =（调入平均图斑 − 调出平均图斑）÷ 调出平均图斑", "Concentration = (mean patch in − mean patch out) ÷ mean patch out";
        Hundred: "百亩方", "Blocks ≥100 mu";
        HundredSays: "整治区域内 100 亩以上连片耕地的面积，整治前→整治后", "Farmland of the region in blocks of 100 mu or more, before → after";
        Farmland: "耕地", "Farmland";
        FarmlandSays: "耕地净面积（扣除田坎）整治后与整治前之差", "Farmland net of ridges, after less before";
        Linkage: "挂钩节余", "Linkage";
        LinkageSays: "增减挂钩节余 = 复垦 − 建新 − 留用", "Linkage surplus = reclaimed − newly built − reserve";
    }
}

/// Size from which a block counts as one of a hundred mu.
const HUNDRED_MU: f64 = 100.0;
const GAP: f32 = 14.0;

struct Item {
    caption: StripText,
    says: StripText,
    figure: String,
    unit: &'static str,
    tab: DrawerTab,
}

pub(super) fn strip_ui(ui: &mut Ui, desk: &mut Desk, assessment: Option<&Assessment>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let icon = if desk.view.drawer_open { icons::CARET_DOWN } else { icons::CARET_UP };
        let open = IconButton::new(icon, desk.say(StripText::Open)).detail(desk.say(StripText::OpenSays)).small();
        if ui.add(open).clicked() {
            desk.view_command(ViewCommand::ToggleDrawer);
        }
        let Some(assessment) = assessment else {
            ui.label(small(ui, desk.say(StripText::Preparing)));
            return;
        };
        for item in items(desk, assessment) {
            // What does not fit is on its page; half a figure would be worse than none.
            if !item_ui(ui, desk, &item) {
                break;
            }
        }
    });
}

fn items(desk: &Desk, assessment: &Assessment) -> [Item; 6] {
    let mu = desk.say(CommonText::Mu);
    let form = &assessment.form;
    let percent = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| signed(share * 100.0, 1));
    let before_after =
        |before: f64, after: f64, decimals| format!("{}→{}", fixed(before, decimals), fixed(after, decimals));
    let moved = before_after(mu_from_m2(form.out.area_m2), mu_from_m2(form.moved_in.area_m2), 1);
    let hundred = before_after(hundred_mu(&assessment.fields.0), hundred_mu(&assessment.fields.1), 0);
    let farmland = &assessment.totals.farmland;
    let linkage = assessment.ledgers.ledger(LedgerKind::Linkage).map_or(0.0, |ledger| ledger.balance_mu());
    let item = |caption, says, figure, unit, tab| Item { caption, says, figure, unit, tab };
    use StripText as T;
    [
        item(T::Basic, T::BasicSays, moved, mu, DrawerTab::Form),
        item(T::NewShare, T::NewShareSays, percent(form.new_share()), "%", DrawerTab::Form),
        item(T::Concentration, T::ConcentrationSays, percent(form.concentration()), "%", DrawerTab::Form),
        item(T::Hundred, T::HundredSays, hundred, mu, DrawerTab::Indicators),
        item(
            T::Farmland,
            T::FarmlandSays,
            signed(mu_from_m2(farmland.after - farmland.before), 1),
            mu,
            DrawerTab::Structure,
        ),
        item(T::Linkage, T::LinkageSays, signed(linkage, 1), mu, DrawerTab::Ledgers),
    ]
}

/// Farmland in large blocks, mu.
fn hundred_mu(fields: &FieldFigures) -> f64 {
    fields.sizes.at_least.iter().find(|blocks| blocks.mu == HUNDRED_MU).map_or(0.0, |blocks| blocks.area_mu)
}

/// Draws one figure with its words and unit; returns whether there was room for it.
fn item_ui(ui: &mut Ui, desk: &mut Desk, item: &Item) -> bool {
    let palette = palette(ui);
    let (text, quiet) = (color32(palette.text), color32(palette.secondary));
    let painter = ui.painter().clone();
    let galley = |text: &str, font, colour| line(&painter, text, font, colour, f32::INFINITY);
    let caption = galley(desk.say(item.caption), fonts::regular(theme::TYPE_SMALL), quiet);
    let figure = galley(&item.figure, fonts::bold(theme::TYPE_SMALL), text);
    let unit = galley(item.unit, fonts::regular(theme::TYPE_SMALL), quiet);
    let gaps = [theme::SPACE_1, 3.0];
    let width = caption.size().x + figure.size().x + unit.size().x + gaps[0] + gaps[1];
    if width > ui.available_width() {
        return false;
    }
    let (place, response) = ui.allocate_exact_size(vec2(width, theme::SPACE_5), Sense::click());
    let name = format!("{} {} {}", desk.say(item.caption), item.figure, item.unit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        painter.rect_filled(place.expand2(vec2(theme::SPACE_1, 0.0)), theme::RADIUS, color32(palette.raised));
    }
    let mut x = place.left();
    for (part, gap) in [(caption, gaps[0]), (figure, gaps[1]), (unit, 0.0)] {
        let width = part.size().x;
        painter.galley(egui::pos2(x, place.center().y - part.size().y / 2.0), part, text);
        x += width + gap;
    }
    if response.on_hover_text(desk.say(item.says)).clicked() {
        desk.view.drawer_open = true;
        desk.view.drawer_tab = item.tab;
    }
    true
}
