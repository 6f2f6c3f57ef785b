//! Moments: ISO 8601 in any zone → UTC, as the API wants them.

use crate::calendar::{date_of, days_in_month, days_since_1970};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// `2026-03-01`, `2026-03-01 09:30`, `2026-03-01T09:30:15.250-03:00` → `2026-03-01T12:30:15.250Z`. What has no zone is ahead of UTC
/// by `offset` of itself, in milliseconds. `None` for what is no moment.
pub fn to_utc(text: &str, offset: &dyn Fn(i64) -> i64) -> Option<String> {
    let mut rest = Reader(text.as_bytes());
    let (year, month, day) = (rest.number(4)?, rest.after(b"-", 2)?, rest.after(b"-", 2)?);
    if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
        return None;
    }
    let mut moment = days_since_1970(year, month, day) * DAY;
    let mut zone = None;
    if rest.accept(b"Tt ").is_some() {
        let (hours, minutes) = (rest.number(2)?, rest.after(b":", 2)?);
        let seconds = if rest.accept(b":").is_some() {
            rest.number(2)?
        } else {
            0
        };
        if hours > 23 || minutes > 59 || seconds > 59 {
            return None;
        }
        moment += (hours * 60 + minutes) * MINUTE + seconds * 1000;
        if rest.accept(b".,").is_some() {
            moment += rest.fraction()?;
        }
        zone = rest.zone()?;
    }
    if !rest.0.is_empty() {
        return None;
    }
    let utc = moment - zone.unwrap_or_else(|| offset(moment));
    // Other years have no form with four digits.
    let years = days_since_1970(1, 1, 1)..days_since_1970(10_000, 1, 1);
    years.contains(&utc.div_euclid(DAY)).then(|| write(utc))
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn accept(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !any_of.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    fn digit(&mut self) -> Option<i64> {
        Some(i64::from(self.accept(b"0123456789")? - b'0'))
    }

    fn number(&mut self, digits: u8) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    fn after(&mut self, separator: &[u8], digits: u8) -> Option<i64> {
        self.accept(separator)?;
        self.number(digits)
    }

    /// Milliseconds; finer digits are dropped.
    fn fraction(&mut self) -> Option<i64> {
        let mut milliseconds = self.digit()? * 100;
        milliseconds += self.digit().unwrap_or(0) * 10;
        milliseconds += self.digit().unwrap_or(0);
        while self.digit().is_some() {}
        Some(milliseconds)
    }

    /// `Z`, `+05:30`, `-0300`, `-03`, or nothing.
    fn zone(&mut self) -> Option<Option<i64>> {
        let Some(sign) = self.accept(b"Zz+-") else {
            return Some(None);
        };
        if !b"+-".contains(&sign) {
            return Some(Some(0));
        }
        let hours = self.number(2)?;
        let has_colon = self.accept(b":").is_some();
        let minutes = if has_colon || !self.0.is_empty() {
            self.number(2)?
        } else {
            0
        };
        if hours > 23 || minutes > 59 {
            return None;
        }
        let ahead = (hours * 60 + minutes) * MINUTE;
        Some(Some(if sign == b'-' { -ahead } else { ahead }))
    }
}

fn write(moment: i64) -> String {
    let (year, month, day) = date_of(moment.div_euclid(DAY));
    let time = moment.rem_euclid(DAY);
    let minutes = time.div_euclid(MINUTE);
    let (hours, minutes) = (minutes.div_euclid(60), minutes.rem_euclid(60));
    let milliseconds = time.rem_euclid(MINUTE);
    let (seconds, milliseconds) = (milliseconds.div_euclid(1000), milliseconds.rem_euclid(1000));
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<String> {
        to_utc(text, &|_| 0)
    }

    #[test]
    fn moments_are_sent_in_utc() {
        for (text, sent) in [
            ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000Z"),
            ("2026-03-01T12:00:00.25z", "2026-03-01T12:00:00.250Z"),
            ("2026-03-01T12:00:00.1234567Z", "2026-03-01T12:00:00.123Z"),
            ("2026-03-01T09:00:00-03:00", "2026-03-01T12:00:00.000Z"),
            ("2026-03-01T09:00-0300", "2026-03-01T12:00:00.000Z"),
            ("2026-03-01T09:00-03", "2026-03-01T12:00:00.000Z"),
            ("2026-01-01T00:30:00+05:30", "2025-12-31T19:00:00.000Z"),
            ("2026-03-01T12:00:00", "2026-03-01T12:00:00.000Z"),
            ("2026-03-01 12:00", "2026-03-01T12:00:00.000Z"),
            ("2026-03-01", "2026-03-01T00:00:00.000Z"),
            ("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"),
            ("1969-12-31T23:00:00-02:00", "1970-01-01T01:00:00.000Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(utc(text).as_deref(), Some(sent), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "2026-04-31",
            "2026-03-01T",
            "2026-03-01T24:00Z",
            "2026-03-01T12:60Z",
            "2026-03-01T12:00:60Z",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+24:00",
            "2026-03-01T12:00:00+3",
            "2026-03-01T12:00:00Zulu",
            "2026-03-01Z",
            "01/03/2026",
            "1772366400000",
            "0000-12-31",
            "0001-01-01T00:00+05:00",
            "9999-12-31T23:59-05:00",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }

    #[test]
    fn what_has_no_zone_is_meant_in_the_given_one() {
        let sao_paulo = |_| -3 * 60 * MINUTE;
        assert_eq!(
            to_utc("2026-03-01T09:00", &sao_paulo).unwrap(),
            "2026-03-01T12:00:00.000Z"
        );
        assert_eq!(to_utc("2026-03-01", &sao_paulo).unwrap(), "2026-03-01T03:00:00.000Z");
        assert_eq!(
            to_utc("2026-03-01T09:00Z", &sao_paulo).unwrap(),
            "2026-03-01T09:00:00.000Z"
        );
    }

    #[test]
    fn days_are_counted_both_ways() {
        let mut day = days_since_1970(1899, 12, 31);
        for year in 1900..2101 {
            for month in 1..=12 {
                for date in 1..=days_in_month(year, month) {
                    day += 1;
                    assert_eq!(days_since_1970(year, month, date), day);
                    assert!(write(day * DAY).starts_with(&format!("{year:04}-{month:02}-{date:02}T00")));
                }
            }
        }
    }
}
