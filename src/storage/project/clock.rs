//! The time that is written into files: the present, or one given, so that the same data can make the same file.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where timestamps come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    #[default]
    Now,
    /// Always this time, `2026-11-23T08:00:00.000Z`.
    Fixed(String),
}

impl Clock {
    /// The time in the form of `gpkg_contents.last_change`.
    pub fn timestamp(&self) -> String {
        match self {
            Self::Fixed(timestamp) => timestamp.clone(),
            Self::Now => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                timestamp_from_unix(since.as_secs(), since.subsec_millis())
            }
        }
    }
}

/// UTC, after Howard Hinnant's civil calendar: years begin in March, so that a leap day is the last of its year.
fn timestamp_from_unix(seconds: u64, milliseconds: u32) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_since_1970_become_a_date() {
        assert_eq!(timestamp_from_unix(0, 0), "1970-01-01T00:00:00.000Z");
        assert_eq!(timestamp_from_unix(951_782_399, 7), "2000-02-28T23:59:59.007Z");
        assert_eq!(timestamp_from_unix(951_782_400, 0), "2000-02-29T00:00:00.000Z");
        assert_eq!(timestamp_from_unix(1_795_475_915, 250), "2026-11-23T22:38:35.250Z");
    }
}
