//! The forms that texts may have.

use crate::text::split_once;

pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A phone number however it is written → its digits; users, ids and everything else as they are.
pub fn party(text: &str) -> String {
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-().| ".contains(&byte));
    if is_number && !is_uuid(text) {
        text.chars().filter(char::is_ascii_digit).collect()
    } else {
        text.to_owned()
    }
}

pub fn is_http_url(text: &str) -> bool {
    let Some((scheme, host)) = scheme_and_authority(text) else {
        return false;
    };
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !host.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `https://user@host:1/path?query` → `https`, `user@host:1`.
pub fn scheme_and_authority(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = split_once(url, "://")?;
    Some((scheme, rest.split(['/', '?', '#']).next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids() {
        assert!(is_uuid("0B2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"));
        for text in [
            "",
            "0b2f6a3e8d0c4c3a9a512f6d1c9e7b10",
            "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b1g",
            "../6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }

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
            assert_eq!(party(text), sent);
        }
    }

    #[test]
    fn addresses_are_http_or_https_with_a_host() {
        for text in ["https://a.example/b.pdf?c=d", "HTTP://a", "http://[::1]:8080/x"] {
            assert!(is_http_url(text), "{text}");
        }
        for text in [
            "",
            "a.pdf",
            "ftp://a/b",
            "file:///a",
            "https://",
            "https:///a",
            "https://a b",
            "javascript:alert(1)",
            "//a/b",
        ] {
            assert!(!is_http_url(text), "{text}");
        }
    }
}
