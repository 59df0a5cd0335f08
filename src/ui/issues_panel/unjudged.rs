//! Rules that could not be asked, folded: by the data that they lack, then those whose basis is not in force.

use std::collections::BTreeMap;

use egui::{Label, RichText, Ui};

use crate::checks::Judgement;
use crate::i18n::{Explain, Text, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{quiet_button, small};

texts! {
    UnjudgedText {
        Title: "+ 未能判断 {0} 条", "+ {0} could not be judged";
        TitleOpen: "− 未能判断 {0} 条", "− {0} could not be judged";
        Says: "缺少数据的规则不算满足；补上数据后自动判断。", "A rule without its data is not satisfied; add the data and it is judged.";
        Rules: "{0} 条规则：{1}", "Rules: {0} ({1})";
    }
}

pub(super) fn unjudged_ui(ui: &mut Ui, desk: &Desk, judgement: &Judgement, unfolded: &mut bool) {
    let count = judgement.unjudged.len() + judgement.out_of_force.len();
    if count == 0 {
        return;
    }
    let title = if *unfolded { UnjudgedText::TitleOpen } else { UnjudgedText::Title };
    if quiet_button(ui, &desk.tell(&title.with([count.into()]))).clicked() {
        *unfolded = !*unfolded;
    }
    if !*unfolded {
        return;
    }
    ui.add(Label::new(small(ui, desk.say(UnjudgedText::Says))).wrap());
    let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for unjudged in &judgement.unjudged {
        let rules = by_reason.entry(desk.tell(&unjudged.reason.message())).or_default();
        if !rules.contains(&unjudged.rule.id.as_str()) {
            rules.push(&unjudged.rule.id);
        }
    }
    for (reason, rules) in by_reason {
        ui.add_space(theme::SPACE_2);
        let text = RichText::new(reason).size(theme::TYPE_SMALL).color(color32(palette(ui).text));
        ui.add(Label::new(text).wrap());
        let rules = UnjudgedText::Rules.with([rules.len().into(), rules.join(" ").into()]);
        ui.add(Label::new(small(ui, desk.tell(&rules))).wrap());
    }
    for lapsed in &judgement.out_of_force {
        ui.add_space(theme::SPACE_2);
        let text = RichText::new(desk.tell(&lapsed.message())).size(theme::TYPE_SMALL).color(color32(palette(ui).text));
        ui.add(Label::new(text).wrap());
    }
}
