//! Numbers as people read them: thousands separated, a fixed number of decimals, the unit said by the caller or here.

use super::Language;
use crate::units::{hectares_from_m2, mu_from_m2, round_half_away};

/// `1,243.18` from 1243.1799: thousands separated, half rounded away from zero.
pub fn fixed(value: f64, decimals: u32) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let rounded = round_half_away(value, decimals);
    let text = format!("{:.*}", decimals as usize, rounded.abs());
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::with_capacity(text.len() + 4);
    if rounded < 0.0 {
        grouped.push('−');
    }
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(fraction);
    grouped
}

/// `+3.43` or `−3.43`: a difference always carries its sign; none when it rounds to zero.
pub fn signed(value: f64, decimals: u32) -> String {
    let text = fixed(value, decimals);
    if round_half_away(value, decimals) > 0.0 { format!("+{text}") } else { text }
}

/// `20,134`: a count with thousands separated.
pub fn count(number: usize) -> String {
    fixed(number as f64, 0)
}

/// `1,243.18 亩`: mu with two decimals.
pub fn area_mu(area_m2: f64, language: Language) -> String {
    let unit = match language {
        Language::Chinese => "亩",
        Language::English => "mu",
    };
    format!("{} {unit}", fixed(mu_from_m2(area_m2), 2))
}

/// `82.88 公顷`: hectares with two decimals.
pub fn area_ha(area_m2: f64, language: Language) -> String {
    let unit = match language {
        Language::Chinese => "公顷",
        Language::English => "ha",
    };
    format!("{} {unit}", fixed(hectares_from_m2(area_m2), 2))
}

/// `828,800.12 m²`: square metres with two decimals.
pub fn area_m2(area_m2: f64) -> String {
    format!("{} m²", fixed(area_m2, 2))
}

/// `164.2 m`, from a kilometre `1.64 km`.
pub fn length_m(length_m: f64) -> String {
    if length_m.abs() >= 1000.0 {
        format!("{} km", fixed(length_m / 1000.0, 2))
    } else {
        format!("{} m", fixed(length_m, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_signs_kept() {
        assert_eq!(fixed(1_243.179_9, 2), "1,243.18");
        assert_eq!(fixed(-1_000_000.0, 0), "−1,000,000");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(signed(3.43, 2), "+3.43");
        assert_eq!(signed(-3.43, 2), "−3.43");
        assert_eq!(signed(0.001, 2), "0.00");
        assert_eq!(fixed(f64::NAN, 2), "—");
    }

    #[test]
    fn an_area_is_said_with_its_unit() {
        assert_eq!(area_mu(828_786.67, Language::Chinese), "1,243.18 亩");
        assert_eq!(area_ha(828_786.67, Language::English), "82.88 ha");
    }
}
