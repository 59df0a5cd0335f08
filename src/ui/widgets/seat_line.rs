//! Where land lies, under its size.

use egui::{Label, Ui};

use super::small;
use crate::i18n::{Text, texts};
use crate::session::seats_said;
use crate::theme;
use crate::ui::Desk;

texts! {
    SeatText {
        Lies: "坐落 {0}", "In {0}";
        Says: "下面图斑的坐落单位，按图斑面积占比；内点在里面的图斑计入\n{0}",
            "Villages of the parcels beneath, by their area; a parcel counts where its interior point is inside\n{0}";
    }
}

/// Villages with their shares; nothing where no parcel names one.
pub fn seat_line_ui(ui: &mut Ui, desk: &Desk, seats: &[(String, f64)]) {
    if seats.is_empty() {
        return;
    }
    ui.add_space(theme::SPACE_1);
    let said = seats_said(seats);
    let line = small(ui, desk.tell(&SeatText::Lies.with([said.as_str().into()])));
    ui.add(Label::new(line).truncate()).on_hover_text(desk.tell(&SeatText::Says.with([said.as_str().into()])));
}
