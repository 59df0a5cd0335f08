//! A calendar day, for answers that expire and rules that come into force.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar; written `2026-11-24`, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// The text is not a day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date such as 2026-11-24")]
pub struct NotADate(pub String);

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    pub fn year(self) -> i32 {
        self.year
    }

    /// Today by the machine's clock.
    pub fn today() -> Self {
        Self::of(SystemTime::now())
    }

    /// The day of a moment in China Standard Time (UTC+8): the day that stands on every document of this field.
    pub fn of(moment: SystemTime) -> Self {
        let seconds = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::from_days_since_1970((seconds + 8 * 3600) / 86_400)
    }

    /// Howard Hinnant's `civil_from_days`, for days from 1970 on.
    fn from_days_since_1970(days: u64) -> Self {
        let days = days + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.trim().split('-');
        let mut next = || parts.next();
        let date = (|| Self::new(next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?))();
        date.filter(|_| parts.next().is_none()).ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_what_only_looks_like_one() {
        let leap: Date = "2024-02-29".parse().unwrap();
        assert_eq!(leap.to_string(), "2024-02-29");
        assert!("2026-02-29".parse::<Date>().is_err());
        assert!("2026-13-01".parse::<Date>().is_err());
        assert!("2026-11-24-1".parse::<Date>().is_err());
        assert!(leap < "2025-10-01".parse().unwrap());
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(Date::from_days_since_1970(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_days_since_1970(11_016).to_string(), "2000-02-29");
        assert_eq!(Date::from_days_since_1970(20_781).to_string(), "2026-11-24");
    }
}
