//! Indicators before and after: blocks of farmland, fragmentation, the overlay book.

use std::sync::Arc;

use egui::Ui;

use super::block_tables::{fragmentation_table_ui, sizes_table_ui};
use super::overlay_tables::{OverlayText, faults_ui, layers_ui, rates_ui};
use super::panel::STALE_OPACITY;
use super::segments::segments_ui;
use crate::assessment::Assessment;
use crate::command::{DialogKind, ViewCommand};
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{divider_ui, quiet_button, small};

texts! {
    IndicatorsText {
        Sizes: "连片规模", "Blocks";
        Fragmentation: "破碎度", "Fragmentation";
        Rates: "多田套合率", "Overlay";
        Layers: "套合类别", "n of k";
        Faults: "套合问题", "Faults";
        Change: "连片判定…", "Contiguity…";
        SettingSays: "耕地图斑之间隔着沟渠、田埂、田间道不超过这个宽度，并且相对的边够长，就算连成一片；遇到列出的地类或村庄核心则断开。没有标准给出这两个数，它们是项目的约定。", "Fields belong to one block across ditches, ridges and farm tracks up to this width where they face each other long enough; the classes listed and village cores break a block. No standard states the two figures: they are the project's choice.";
        Rate: "套合率 = 各类保护田同时覆盖的面积 ÷ 永久基本农田面积；毛面积", "Rate = land under every protective scheme ÷ basic farmland; gross";
    }
}

/// The page of indicators.
pub(super) struct IndicatorsPage {
    view: IndicatorsText,
}

impl Default for IndicatorsPage {
    fn default() -> Self {
        Self { view: IndicatorsText::Sizes }
    }
}

impl IndicatorsPage {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>) {
        use IndicatorsText as T;
        ui.horizontal(|ui| {
            ui.set_height(theme::ICON_BUTTON);
            segments_ui(ui, desk, &[T::Sizes, T::Fragmentation, T::Rates, T::Layers, T::Faults], &mut self.view);
            match self.view {
                T::Sizes | T::Fragmentation => setting_ui(ui, desk, assessment),
                _ => {
                    let rate = desk.say(T::Rate);
                    let text = if assessment.overlay_is_current { rate } else { desk.say(OverlayText::Updating) };
                    ui.add(egui::Label::new(small(ui, text)).truncate());
                }
            }
        });
        divider_ui(ui);
        let is_overlay = matches!(self.view, T::Rates | T::Layers | T::Faults);
        if is_overlay && !assessment.overlay_is_current {
            ui.multiply_opacity(STALE_OPACITY);
        }
        let (before, after) = &assessment.fields;
        match self.view {
            T::Fragmentation => fragmentation_table_ui(ui, desk, &before.fragmentation, &after.fragmentation),
            T::Rates => rates_ui(ui, desk, assessment),
            T::Layers => layers_ui(ui, desk, assessment),
            T::Faults => faults_ui(ui, desk, assessment),
            _ => sizes_table_ui(ui, desk, &before.sizes, &after.sizes),
        }
    }
}

/// What counts as lying together: every figure of blocks depends on it.
fn setting_ui(ui: &mut Ui, desk: &mut Desk, assessment: &Assessment) {
    if quiet_button(ui, desk.say(IndicatorsText::Change)).clicked() {
        desk.view_command(ViewCommand::Dialog(DialogKind::Contiguity));
    }
    let text = desk.tell(&assessment.contiguity.message());
    let label = ui.add(egui::Label::new(small(ui, &text)).truncate());
    label.on_hover_text(format!("{text}\n\n{}", desk.say(IndicatorsText::SettingSays)));
}
