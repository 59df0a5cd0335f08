//! What to do about land where the schemes of the overlay book disagree, one sentence for each thing that is wrong.

use crate::i18n::{Message, Text, texts};
use crate::indicators::{FieldKind, FieldOverlay, FieldPatch};

texts! {
    AdviceText {
        RestoreOrMoveOut: "恢复耕种，或列为永农调出", "farm it again, or move it out of basic farmland";
        RestoreOrTakeOff: "恢复耕种，或从{0}中核减", "farm it again, or take it off the {0}";
        MoveIn: "列为永农调入", "move it into basic farmland";
        BuildHighStandard: "安排高标准农田建设", "build it up to high-standard farmland";
        PutIn: "划入{0}", "put it into the {0}";
    }
}

/// What would make the schemes agree on a patch; in the order of what is wrong with it.
pub(super) fn advice(book: &FieldOverlay, patch: &FieldPatch) -> Vec<Message> {
    let is_protective = |kind: &FieldKind| *kind != FieldKind::SurveyFarmland;
    let protective = || book.loaded.iter().copied().filter(is_protective);
    if !patch.has(FieldKind::SurveyFarmland) {
        let held = protective().filter(|&kind| patch.has(kind));
        return held
            .map(|kind| match kind {
                FieldKind::BasicFarmland => AdviceText::RestoreOrMoveOut.plain(),
                _ => AdviceText::RestoreOrTakeOff.with([kind.message().into()]),
            })
            .collect();
    }
    let missing = protective().filter(|&kind| !patch.has(kind));
    missing
        .map(|kind| match kind {
            FieldKind::BasicFarmland => AdviceText::MoveIn.plain(),
            FieldKind::HighStandard => AdviceText::BuildHighStandard.plain(),
            _ => AdviceText::PutIn.with([kind.message().into()]),
        })
        .collect()
}
