//! Which group of the panel a role stands in.

use crate::base::Role;
use crate::i18n::texts;

texts! {
    /// Headings of the groups.
    GroupText {
        Design: "设计", "Design";
        ControlLines: "三区三线", "Control lines";
        PresentState: "现状", "Present state";
        Reference: "参考", "Reference";
    }
}

/// Groups of base layers, top of the panel first.
pub const BASE_GROUPS: [GroupText; 3] = [GroupText::ControlLines, GroupText::PresentState, GroupText::Reference];

pub fn group_of(role: Role) -> GroupText {
    if role.is_control_line() {
        return GroupText::ControlLines;
    }
    match role {
        Role::Village | Role::Township | Role::Reference | Role::PlannedLandUse => GroupText::Reference,
        _ => GroupText::PresentState,
    }
}
