//! The project's setting as the graph reads it, and in the words that every report prints.

use super::contact::ONE_BOUNDARY_M;
pub use crate::design::ContiguitySetting as Setting;
use crate::i18n::{Message, Text, fixed, texts};

texts! {
    SettingText {
        Words: "连片判定：间隔 ≤{0} m 且相对 ≥{1} m；隔断：{2}，村庄核心 ≥{3} 亩",
            "Contiguous: gap ≤{0} m, facing ≥{1} m; barriers: {2}, village cores ≥{3} mu";
        NoBarriers: "无", "none";
    }
}

impl Setting {
    /// How far a face may be from another to which it may have a link, metres: the gap, and what passes for one boundary.
    pub(super) fn reach_m(&self) -> f64 {
        self.gap_m.max(ONE_BOUNDARY_M)
    }

    /// Every figure in words: block figures never stand without it.
    pub fn message(&self) -> Message {
        let barriers = self.barriers.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let barriers = if barriers.is_empty() { SettingText::NoBarriers.plain().into() } else { barriers.into() };
        let figure = |value: f64| {
            let text = fixed(value, 2);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        SettingText::Words.with([
            figure(self.gap_m).into(),
            figure(self.facing_m).into(),
            barriers,
            figure(self.village_core_mu).into(),
        ])
    }
}

/// Whether land of a class belongs to a village core where enough of it lies together: built-up land 05–09, streets 1004 and
/// vacant plots 1201.
pub fn is_settlement(code: &str) -> bool {
    matches!(code.get(..2), Some("05" | "06" | "07" | "08" | "09")) || matches!(code, "1004" | "1201")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn houses_streets_and_vacant_plots_are_settlement_and_fields_are_not() {
        assert!(["05H1", "0601", "0702", "08H2", "0809", "09", "1004", "1201"].into_iter().all(is_settlement));
        assert!(["0101", "0404", "1003", "1006", "1202", "1101", ""].into_iter().all(|code| !is_settlement(code)));
    }

    #[test]
    fn a_setting_says_every_figure_and_no_more_digits_than_it_has() {
        let said = Setting { gap_m: 2.5, ..Setting::default() }.message().say(Language::English);
        assert_eq!(said, "Contiguous: gap ≤2.5 m, facing ≥5 m; barriers: 1001 1002 1003 1101, village cores ≥20 mu");
    }
}
