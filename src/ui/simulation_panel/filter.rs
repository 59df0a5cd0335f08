//! Which changes are listed.

use crate::i18n::texts;
use crate::session::Change;

texts! {
    /// Which changes are listed.
    FilterText {
        All: "全部变化", "All changes";
        Gains: "新增耕地", "New farmland";
        Leaves: "退出耕地", "Leaving farmland";
        Joins: "连通多块的", "Joining blocks";
        Forced: "锁定要求的", "Asked by locks";
        Marked: "已勾选的", "Marked";
    }
}

impl FilterText {
    pub const EVERY: [Self; 6] = [Self::All, Self::Gains, Self::Leaves, Self::Joins, Self::Forced, Self::Marked];

    pub fn takes(self, change: Change<'_>, is_marked: bool) -> bool {
        match self {
            Self::All => true,
            Self::Gains => change.gains(),
            Self::Leaves => !change.gains(),
            Self::Joins => change.of.joins > 1,
            Self::Forced => change.of.is_forced,
            Self::Marked => is_marked,
        }
    }
}
