//! A swap by hand: the best partners of the parcel that was clicked, each with what speaks for it, and one button to take it.

use std::collections::BTreeSet;

use egui::{Align, Label, Layout, RichText, ScrollArea, Sense, Ui, UiBuilder};

use super::changes::surroundings;
use crate::command::{Command, SimulationCommand, ViewCommand};
use crate::design::SimulationKind;
use crate::i18n::{Message, Text, fixed, texts};
use crate::session::{SimulationResult, class_name};
use crate::simulation::Partner;
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{quiet_button, small, strong};
use crate::units::mu_from_m2;

texts! {
    PartnersText {
        Heading: "最合适的置换伙伴", "Best partners to swap with";
        HeadingSays: "按面积接近、坡度变缓、等别、距离和能否连片排序；海拔没有数据。取用后成为一对措施，一步可撤销。",
            "Ordered by likeness of area, slope won, grade, distance, and whether land joins a block; altitude is in no layer. Taking one makes a pair of measures, one step to undo.";
        None: "没有可以和它置换的图斑了。", "No parcel is left to swap with it.";
        Old: "方案或数据已变：重新运行后再选伙伴。", "The scheme or the data have changed: run again to choose partners.";
        Used: "已手工置换。", "Swapped by hand.";
        Title: "{0} • {1} 亩 • {2} 米", "{0} • {1} mu • {2} m";
        Take: "取用", "Take";
        TakeIt: "和 {0} 置换", "Swap with {0}";
    }
}

/// How many are listed.
const MOST: usize = 6;
const HEIGHT: f32 = 168.0;

/// The list that was found last.
#[derive(Default)]
pub(super) struct Partners {
    of: Option<(u64, usize, BTreeSet<usize>)>,
    list: Vec<Partner>,
}

impl Partners {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, parcel: usize) {
        if result.request.kind != SimulationKind::Swap || result.proposal.prepared().exclusion(parcel).is_some() {
            return;
        }
        let taken = desk.project().and_then(|project| project.taken_by_hand());
        let says = match &taken {
            None => Some(PartnersText::Old),
            Some(taken) if taken.contains(&parcel) => Some(PartnersText::Used),
            Some(taken) => {
                self.find(result, parcel, taken);
                self.list.is_empty().then_some(PartnersText::None)
            }
        };
        ui.add_space(theme::SPACE_1);
        if let Some(says) = says {
            ui.add(Label::new(small(ui, desk.say(says))).wrap());
            return;
        }
        ui.label(strong(desk.say(PartnersText::Heading))).on_hover_text(desk.say(PartnersText::HeadingSays));
        ScrollArea::vertical().id_salt("partners").max_height(HEIGHT).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for partner in &self.list {
                row_ui(ui, desk, result, parcel, partner);
            }
        });
    }

    fn find(&mut self, result: &SimulationResult, parcel: usize, taken: &BTreeSet<usize>) {
        let is_known = self
            .of
            .as_ref()
            .is_some_and(|(number, of, used)| (*number, *of) == (result.number, parcel) && used == taken);
        if !is_known {
            self.list = result.proposal.partners(parcel, taken, MOST);
            self.of = Some((result.number, parcel, taken.clone()));
        }
    }
}

fn title_of(partner: &Partner) -> Message {
    let (area, apart) = (fixed(mu_from_m2(partner.area_m2), 2), fixed(partner.distance_m, 0));
    PartnersText::Title.with([class_name(&partner.class).into(), area.into(), apart.into()])
}

fn row_ui(ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, parcel: usize, partner: &Partner) {
    let title = desk.tell(&title_of(partner));
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(("partner", partner.parcel)).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let take = SimulationCommand::TakePartner { parcel, partner: partner.parcel };
                    let take = Command::Simulation(take);
                    let available = desk.availability(&take);
                    ui.add_enabled_ui(available.is_ok(), |ui| {
                        let button = quiet_button(ui, desk.say(PartnersText::Take));
                        let name = desk.tell(&PartnersText::TakeIt.with([title.as_str().into()]));
                        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                        let clicked = button.clicked();
                        if let Err(why) = available {
                            button.on_disabled_hover_text(desk.say(why));
                        }
                        if clicked {
                            desk.ask(take);
                        }
                    });
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(&title).size(theme::TYPE_SMALL)).truncate().selectable(false));
                    });
                });
            });
            ui.add(Label::new(small(ui, desk.tell(&partner.reason))).wrap().selectable(false));
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &title));
    if response.contains_pointer() || response.has_focus() {
        desk.view.simulation.pointed = vec![partner.parcel];
        let fill = color32(palette(ui).panel);
        ui.painter().set(ground, egui::Shape::rect_filled(response.rect.expand(2.0), 4.0, fill));
    }
    if response.clicked() {
        let bounds = [parcel, partner.parcel].map(|parcel| result.base.land.parcels.bounds_of(parcel));
        desk.view_command(ViewCommand::ZoomTo(surroundings(bounds[0].union(&bounds[1]))));
    }
}
