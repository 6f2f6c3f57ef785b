//! The forms that texts may have.

use crate::text::split_once;

pub fn is_uuid(text: &str) -> bool {
    if text.len() != 36 {
        return false;
    }
    let mut is_one = true;
    for (at, byte) in text.as_bytes().iter().enumerate() {
        is_one &= match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        };
    }
    is_one
}

/// Whether a text stays one segment of a path, once it is percent-encoded.
pub fn is_segment(text: &str) -> bool {
    let leads_away = |letter: char| letter.is_control() || matches!(letter, '/' | '\\' | '%');
    !matches!(text, "." | "..") && !text.chars().any(leads_away)
}

/// What every server takes for one: ASCII letters, with dots between them, at a domain.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = split_once(text, "@") else {
        return false;
    };
    let dotted = |text: &str, rest: &[u8]| {
        text.split('.').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || rest.contains(&byte))
        })
    };
    let hyphened = |label: &str| label.starts_with('-') || label.ends_with('-') || label.len() > 63;
    local.len() <= 64
        && dotted(local, b"!#$%&'*+-/=?^_`{|}~")
        && dotted(domain, b"-")
        && domain.bytes().any(|byte| byte == b'.')
        && !domain.split('.').any(hyphened)
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
    fn segments_of_paths() {
        for text in ["a", "pedido 42", "...", "@loja", "ü"] {
            assert!(is_segment(text), "{text}");
        }
        for text in [".", "..", "a/b", "a\\b", "%2e", "a\r\nb", "a\0"] {
            assert!(!is_segment(text), "{text}");
        }
    }

    #[test]
    fn email_addresses() {
        for text in ["ana@example.com", "a.b+c@x-y.co", "o'neil@mail.example.com.br"] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "ana",
            "@example.com",
            "ana@",
            "ana@example",
            "a b@example.com",
            "a@b@example.com",
            ".a@example.com",
            "a..b@example.com",
            "a@-x.com",
            "a@x-.com",
            "a@x..com",
            "ana@exa\u{301}mple.com",
        ] {
            assert!(!is_email(text), "{text}");
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
