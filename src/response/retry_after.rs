//! `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).

use crate::calendar::days_since_1970;
use crate::text::{number, split_once};

/// Milliseconds to wait. `now` is the wall clock in milliseconds since 1970.
pub fn parse(value: &str, now: f64) -> Option<f64> {
    let value = value.trim();
    if let Some(seconds) = number(value) {
        return Some(seconds as f64 * 1000.0);
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
    let day = number(parts.next()?).filter(|day| *day <= 31)?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)?;
    let year = number(parts.next()?).filter(|year| (1970..=9999).contains(year))?;
    let mut clock = parts
        .next()?
        .split(':')
        .map(|part| number(part).filter(|part| *part <= 60).map(|part| part as f64));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    (parts.next() == Some("GMT")).then_some(())?;
    let days = days_since_1970(year as i64, month as i64 + 1, day as i64) as f64;
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
            ("Sun, 9223372036854775807 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Foo 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
        ] {
            assert_eq!(parse(text, now), wait, "{text}");
        }
    }
}
