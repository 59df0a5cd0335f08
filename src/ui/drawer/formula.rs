//! How the chosen cell of the review form comes about: its formula, its unit and basis, how many patches it is made of.

use egui::{Align, Frame, Label, Layout, Margin, Panel, Ui};

use super::form_cell::shown;
use crate::i18n::{Text, count, texts};
use crate::indicators::{FormCell, ReviewForm};
use crate::land::AreaBasis;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, divider_ui, small, strong};
use crate::ui::{Desk, icons};

const HEIGHT: f32 = 52.0;

texts! {
    FormulaText {
        Net: "净面积（扣除田坎）", "net of ridges";
        Gross: "椭球毛面积", "gross ellipsoidal area";
        Patches: "{0} 个图斑已在地图上标出", "{0:patch|patches} outlined on the map";
        NoPatches: "没有图斑", "no patches";
        Close: "收起公式", "Close the formula";
    }
}

/// Words for what areas of basic farmland are.
pub(super) fn basis_text(basis: AreaBasis) -> FormulaText {
    match basis {
        AreaBasis::Net => FormulaText::Net,
        AreaBasis::Gross => FormulaText::Gross,
    }
}

/// Draws the band at the foot of the page; returns whether it is to be put away.
pub(super) fn formula_ui(ui: &mut Ui, desk: &Desk, form: &ReviewForm, cell: FormCell) -> bool {
    let mut closed = false;
    let margin = Margin::symmetric(0, theme::SPACE_1 as i8);
    let band = Panel::bottom("formula").exact_size(HEIGHT).resizable(false);
    band.frame(Frame::new().fill(color32(palette(ui).panel)).inner_margin(margin)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.set_height(theme::SPACE_5 - 2.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closed = ui.add(IconButton::new(icons::CLOSE, desk.say(FormulaText::Close)).small()).clicked();
                let shown = shown(desk, form, cell, 4);
                let figure = format!("= {} {}   {}", shown.figure, shown.unit, shown.beside);
                ui.add(Label::new(strong(figure.trim_end())).extend());
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(strong(desk.tell(&cell.title()))).truncate());
                });
            });
        });
        let pieces = form.pieces(cell).len();
        let patches = match pieces {
            0 => FormulaText::NoPatches.plain(),
            _ => FormulaText::Patches.with([count(pieces).into()]),
        };
        let basis = desk.say(basis_text(form.area_basis));
        let text = format!("{}  •  {basis}  •  {}", desk.tell(&form.formula(cell)), desk.tell(&patches));
        ui.add(Label::new(small(ui, text)).truncate());
    });
    divider_ui(ui);
    closed
}
