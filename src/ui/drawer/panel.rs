//! The drawer's frame: the strip of figures, and under it the open page.

use std::sync::Arc;

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Ui, UiBuilder};

use super::attributes_page::AttributesPage;
use super::charts_page::charts_page_ui;
use super::form_page::FormPage;
use super::indicators_page::IndicatorsPage;
use super::ledgers_page::LedgersPage;
use super::strip::strip_ui;
use super::structure_page::StructurePage;
use crate::assessment::Assessment;
use crate::command::{DrawerTab, ViewCommand};
use crate::i18n::texts;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, divider_ui, empty_state_ui, small, tab_ui};
use crate::ui::{Desk, icons};

texts! {
    DrawerText {
        Attributes: "属性表", "Attributes";
        Form: "审查表", "Review form";
        Structure: "用地结构", "Land use";
        Ledgers: "台账", "Ledgers";
        Indicators: "指标", "Indicators";
        Charts: "图表", "Charts";
        Close: "收起抽屉", "Close the drawer";
        CloseSays: "F7", "F7";
        Stale: "正在更新…", "Being brought up to date…";
        Preparing: "正在准备指标", "Preparing the figures";
        PreparingSays: "读完图层后，这里的数字会随图更新。", "Once the layers are read, figures here follow the map.";
        NoLand: "还没有地类图斑图层", "No land-use layer yet";
        NoLandSays: "按 Ctrl+I 导入地类图斑（DLTB），表格和图表都由它算出。", "Press Ctrl+I to import land-use parcels (DLTB): tables and charts are computed from them.";
    }
}

impl From<DrawerTab> for DrawerText {
    fn from(tab: DrawerTab) -> Self {
        match tab {
            DrawerTab::Attributes => Self::Attributes,
            DrawerTab::Form => Self::Form,
            DrawerTab::Structure => Self::Structure,
            DrawerTab::Ledgers => Self::Ledgers,
            DrawerTab::Indicators => Self::Indicators,
            DrawerTab::Charts => Self::Charts,
        }
    }
}

/// Height of the strip, points.
const STRIP: f32 = 40.0;
/// The least that the map keeps and the least that an open drawer takes, points.
const MAP_KEEPS: f32 = 300.0;
const LEAST: f32 = 160.0;
/// Figures of a design that has moved on.
pub(in crate::ui) const STALE_OPACITY: f32 = 0.5;

/// What the pages remember between frames.
#[derive(Default)]
pub struct Drawer {
    attributes: AttributesPage,
    form: FormPage,
    structure: StructurePage,
    ledgers: LedgersPage,
    indicators: IndicatorsPage,
}

impl Drawer {
    /// Takes its part of the bottom of the map's room: nothing while no project is open.
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let Some(project) = desk.project() else { return };
        let assessment = project.assessment().cloned();
        let is_current = project.assessment_is_current();
        let plain = Frame::new().fill(color32(palette(ui).panel));
        let room = ui.available_height() - STRIP - MAP_KEEPS;
        if desk.view.drawer_open {
            let most = room.max(LEAST);
            let drawer = Panel::bottom("drawer")
                .default_size(desk.view.drawer_height.clamp(LEAST, most))
                .size_range(LEAST..=most)
                .frame(plain.inner_margin(Margin::symmetric(theme::SPACE_3 as i8, 0)));
            // All of its room belongs to the drawer: a page that needs less must not make it smaller.
            let shown = drawer.show(ui, |ui| {
                let room = ui.available_rect_before_wrap();
                let mut page = ui.new_child(UiBuilder::new().max_rect(room));
                self.open_ui(&mut page, desk, assessment.as_ref(), is_current);
                ui.allocate_rect(room, Sense::hover());
            });
            desk.view.drawer_height = shown.response.rect.height();
        }
        let strip = Panel::bottom("figures").exact_size(STRIP).resizable(false);
        strip.frame(plain.inner_margin(Margin::symmetric(theme::SPACE_2 as i8, 0))).show(ui, |ui| {
            strip_ui(ui, desk, assessment.as_deref(), is_current);
        });
    }

    fn open_ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: Option<&Arc<Assessment>>, is_current: bool) {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_4;
            for tab in DrawerTab::ALL {
                if tab_ui(ui, desk.say(DrawerText::from(tab)), desk.view.drawer_tab == tab, theme::TYPE_BODY) {
                    desk.view.drawer_tab = tab;
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = IconButton::new(icons::CLOSE, desk.say(DrawerText::Close));
                if ui.add(close.detail(desk.say(DrawerText::CloseSays)).small()).clicked() {
                    desk.view_command(ViewCommand::ToggleDrawer);
                }
                if assessment.is_some() && !is_current {
                    ui.label(small(ui, desk.say(DrawerText::Stale)));
                }
            });
        });
        divider_ui(ui);
        if desk.view.drawer_tab == DrawerTab::Attributes {
            return self.attributes.ui(ui, desk);
        }
        let Some(assessment) = assessment else {
            let (title, next) = (desk.say(DrawerText::Preparing), desk.say(DrawerText::PreparingSays));
            return empty_state_ui(ui, icons::TABLE, title, next);
        };
        if assessment.land.base().parcels.is_empty() {
            let (title, next) = (desk.say(DrawerText::NoLand), desk.say(DrawerText::NoLandSays));
            return empty_state_ui(ui, icons::TABLE, title, next);
        }
        if !is_current {
            ui.multiply_opacity(STALE_OPACITY);
        }
        match desk.view.drawer_tab {
            DrawerTab::Attributes => {}
            DrawerTab::Form => self.form.ui(ui, desk, assessment),
            DrawerTab::Structure => self.structure.ui(ui, desk, assessment),
            DrawerTab::Ledgers => self.ledgers.ui(ui, desk, assessment),
            DrawerTab::Indicators => self.indicators.ui(ui, desk, assessment),
            DrawerTab::Charts => charts_page_ui(ui, desk, assessment),
        }
    }
}
