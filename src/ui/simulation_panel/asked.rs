//! The parcel that was clicked on the map: why it changes, or why it doesn't, and what a person can say about that.

use egui::{Frame, Label, Margin, RichText, Ui};

use super::partners::Partners;
use crate::base::LayerId;
use crate::command::{Command, EditCommand, SimulationCommand};
use crate::design::LockKind;
use crate::i18n::{Message, Text, area_mu, texts};
use crate::session::{Change, SimulationResult, class_name, locks_of_parcel};
use crate::theme;
use crate::ui::Desk;
use crate::ui::icons;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, quiet_button, small, strong};

texts! {
    AskedText {
        Stays: "为什么不变：{0}", "Why it stays: {0}";
        Parcel: "{0} • {1}", "{0} • {1}";
        Must: "必须调整", "Must change";
        MustNot: "不得调整", "Must not change";
        Unlock: "解除锁定", "Take the lock off";
        Reject: "剔除并重算", "Reject and run again";
        LockSays: "锁定后重新运行生效", "Takes effect with the next run";
        Close: "关闭", "Close";
    }
}

/// The answer that was found last: it takes a while.
#[derive(Default)]
pub(super) struct Answer {
    of: Option<(u64, usize)>,
    says: Option<Message>,
}

impl Answer {
    fn find(&mut self, result: &SimulationResult, parcel: usize) -> &Message {
        if self.of != Some((result.number, parcel)) {
            self.says = None;
            self.of = Some((result.number, parcel));
        }
        self.says.get_or_insert_with(|| result.proposal.stay_reason(parcel))
    }
}

pub(super) fn asked_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    answer: &mut Answer,
    partners: &mut Partners,
    result: &SimulationResult,
) {
    let parcels = &result.base.land.parcels;
    let Some(parcel) = desk.view.simulation.asked.filter(|&parcel| parcel < parcels.len()) else { return };
    let place = result.proposal.changes.iter().position(|change| change.parcel == parcel);
    let change = place.and_then(|place| Change::at(&result.proposal, place));
    let colours = palette(ui);
    let frame = Frame::new()
        .fill(color32(colours.selection_ground))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(theme::SPACE_2 as i8, theme::SPACE_2 as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        let title = match change {
            Some(change) => change.title(),
            None => {
                let area = Message::owned(
                    area_mu(parcels.area_m2(parcel), crate::i18n::Language::Chinese),
                    area_mu(parcels.area_m2(parcel), crate::i18n::Language::English),
                );
                AskedText::Parcel.with([class_name(parcels.class(parcel)).into(), area.into()])
            }
        };
        ui.horizontal(|ui| {
            let title = desk.tell(&title);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.add(IconButton::new(icons::CLOSE, desk.say(AskedText::Close)).small()).clicked() {
                    desk.view.simulation.asked = None;
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(Label::new(strong(title)).wrap());
                });
            });
        });
        let lines = match change {
            Some(change) => vec![change.of.reason.clone()],
            None => vec![AskedText::Stays.with([answer.find(result, parcel).clone().into()])],
        };
        for line in lines {
            let text = RichText::new(desk.tell(&line)).size(theme::TYPE_SMALL).color(color32(colours.text));
            ui.add(Label::new(text).wrap().selectable(true));
        }
        buttons_ui(ui, desk, parcels.source(parcel), place);
        partners.ui(ui, desk, result, parcel);
    });
    ui.add_space(theme::SPACE_2);
}

fn buttons_ui(ui: &mut Ui, desk: &mut Desk, source: (LayerId, usize), change: Option<usize>) {
    let Some(project) = desk.project().filter(|project| !project.read_only()) else { return };
    let layer = project.layer(source.0);
    let locks = layer.map(|layer| locks_of_parcel(project.document().locks(), layer, source.1)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        if let Some(lock) = locks.first() {
            ui.label(small(ui, desk.tell(&lock.kind.message())));
            if quiet_button(ui, desk.say(AskedText::Unlock)).clicked() {
                desk.edit(EditCommand::LockParcels { kind: lock.kind, parcels: vec![source] });
            }
            return;
        }
        if let Some(change) = change {
            let reject = Command::Simulation(SimulationCommand::Reject(vec![change]));
            if desk.availability(&reject).is_ok() && quiet_button(ui, desk.say(AskedText::Reject)).clicked() {
                desk.ask(reject);
            }
        }
        for (kind, text) in [(LockKind::Must, AskedText::Must), (LockKind::MustNot, AskedText::MustNot)] {
            let button = quiet_button(ui, desk.say(text));
            if button.on_hover_text(desk.say(AskedText::LockSays)).clicked() {
                desk.edit(EditCommand::LockParcels { kind, parcels: vec![source] });
            }
        }
    });
}
