//! `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).

use crate::calendar::days_since_1970;
use crate::text::split_once;

/// Milliseconds to wait. `now` is the wall clock in milliseconds since 1970.
pub fn parse(value: &str, now: f64) -> Option<f64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(f64::from(seconds) * 1000.0);
    }
    Some((date(value)? - now).max(0.0))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` → milliseconds since 1970.
fn date(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = split_once(text, ", ")?;
    let mut parts = rest.split(' ');
    let day: i64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = i64::try_from(MONTHS.iter().position(|month| *month == name)?).ok()?;
    let year: i64 = parts.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
    let mut clock = parts
        .next()?
        .split(':')
        .map(|part| part.parse::<u8>().ok().map(f64::from));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    (parts.next() == Some("GMT")).then_some(())?;
    let days = days_since_1970(year, month + 1, day) as f64;
    Some((((days * 24.0 + hours) * 60.0 + minutes) * 60.0 + seconds) * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_seconds_and_dates() {
        let now = 784_111_777_000.0; // Sun, 06 Nov 1994 08:49:37 GMT
        for (text, wait) in [
            ("0", Some(0.0)),
            ("120", Some(120_000.0)),
            (" 3 ", Some(3_000.0)),
            ("1.5", None),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10_000.0)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0.0)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0.0)),
            ("Tue, 29 Feb 2000 00:00:00 GMT", Some(951_782_400_000.0 - now)),
            ("-1", None),
            ("inf", None),
            ("soon", None),
            ("", None),
            ("Sun, 06 Foo 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
        ] {
            assert_eq!(parse(text, now), wait, "{text}");
        }
    }
}
