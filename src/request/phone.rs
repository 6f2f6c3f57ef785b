//! Phone numbers: sent as digits, however they are written.

use super::formats::is_uuid;

/// A country whose numbers can be told from those with a country code by their length alone.
///
/// By length, never by prefix: area codes look like country codes (55 is both an area of Brazil and its country code).
#[derive(Debug, PartialEq)]
pub struct Country {
    name: &'static str,
    code: &'static str,
    /// Digits of a national number, area code included and trunk prefix not.
    shortest: u8,
    longest: u8,
}

/// From the national numbering plans that ITU-T publishes under E.164.
static COUNTRIES: &[Country] = &[
    country("AR", "54", 10, 10),
    country("BO", "591", 8, 8),
    country("BR", "55", 10, 11),
    country("CA", "1", 10, 10),
    country("CL", "56", 9, 9),
    country("CO", "57", 10, 10),
    country("EC", "593", 8, 9),
    country("ES", "34", 9, 9),
    country("MX", "52", 10, 10),
    country("PE", "51", 8, 9),
    country("PT", "351", 9, 9),
    country("PY", "595", 9, 9),
    country("US", "1", 10, 10),
    country("UY", "598", 8, 8),
    country("VE", "58", 10, 10),
];

const fn country(name: &'static str, code: &'static str, shortest: u8, longest: u8) -> Country {
    Country {
        name,
        code,
        shortest,
        longest,
    }
}

impl Country {
    /// By its two letters or its calling code.
    pub fn named(text: &str) -> Option<&'static Country> {
        let code = text.strip_prefix('+').unwrap_or(text);
        COUNTRIES
            .iter()
            .find(|country| country.name.eq_ignore_ascii_case(text) || country.code == code)
    }

    /// The letters of all countries.
    pub fn names() -> Vec<&'static str> {
        COUNTRIES.iter().map(|country| country.name).collect()
    }
}

/// The digits of a number, with the country's code before one that is written without; `None` for anything else.
pub fn digits(text: &str, country: Option<&Country>) -> Option<String> {
    let mut others = 0;
    for &byte in text.as_bytes() {
        match byte {
            b'0'..=b'9' => {}
            b'+' | b'-' | b'(' | b')' | b'.' | b'|' | b' ' => others += 1,
            _ => return None,
        }
    }
    let digits: String = match others {
        0 => text.to_owned(),
        _ => text.chars().filter(char::is_ascii_digit).collect(),
    };
    if digits.is_empty() {
        return None;
    }
    let lacks_code = |country: &&Country| {
        !text.starts_with('+') && (usize::from(country.shortest)..=usize::from(country.longest)).contains(&digits.len())
    };
    Some(match country.filter(lacks_code) {
        Some(country) => format!("{}{digits}", country.code),
        None => digits,
    })
}

/// Who sends or receives: a number becomes its digits; users, ids and everything else stay.
pub fn party(text: &str, country: Option<&Country>) -> String {
    match is_uuid(text) {
        true => text.to_owned(),
        false => digits(text, country).unwrap_or_else(|| text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_digits_and_everything_else_stays() {
        for (text, sent) in [
            ("+55 (11) 99999-9999", "5511999999999"),
            ("5511999999999", "5511999999999"),
            ("+55|11999999999", "5511999999999"),
            ("11 3333.4444", "1133334444"),
            ("@loja.1", "@loja.1"),
            (
                "12345678-1234-1234-1234-123456789012",
                "12345678-1234-1234-1234-123456789012",
            ),
            ("+", "+"),
            ("5511x", "5511x"),
        ] {
            assert_eq!(party(text, None), sent);
        }
        for text in ["", "+", "@loja", "5511x", "../1", "1/2", "1%2f"] {
            assert_eq!(digits(text, None), None, "{text}");
        }
    }

    #[test]
    fn a_default_country_goes_before_numbers_that_are_too_short_to_have_one() {
        let brazil = Country::named("BR");
        for (text, sent) in [
            ("(11) 99999-9999", "5511999999999"),
            ("11 3333-4444", "551133334444"),
            // Area 55 (Santa Maria) is no country code.
            ("(55) 99999-9999", "5555999999999"),
            ("55 3222-1111", "555532221111"),
            ("5511999999999", "5511999999999"),
            ("551133334444", "551133334444"),
            ("+1 202 555 0123", "12025550123"),
            // Too short and too long to be of Brazil: as they are.
            ("99999-9999", "999999999"),
            ("15551234567890", "15551234567890"),
            ("@loja", "@loja"),
        ] {
            assert_eq!(party(text, brazil), sent, "{text}");
        }
        assert_eq!(party("(11) 99999-9999", None), "11999999999");
    }

    #[test]
    fn countries_have_letters_and_codes() {
        for (text, code) in [
            ("BR", "55"),
            ("br", "55"),
            ("55", "55"),
            ("+55", "55"),
            ("PT", "351"),
            ("US", "1"),
        ] {
            assert_eq!(Country::named(text).unwrap().code, code);
        }
        for text in ["", "XX", "Brazil", "9999"] {
            assert_eq!(Country::named(text), None, "{text}");
        }
    }
}
