//! Searching in texts, joining them, reading numbers in them, without the standard library's generality: its searcher alone
//! brings 3 kB into the module, and each type of number 300 bytes.

/// Where `needle` begins, in bytes.
pub fn find(text: &str, needle: &str) -> Option<usize> {
    match needle.len() {
        0 => Some(0),
        #[expect(clippy::disallowed_methods, reason = "the length is not 0")]
        length => text
            .as_bytes()
            .windows(length)
            .position(|part| part == needle.as_bytes()),
    }
}

pub fn contains(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What stands before and after the first `needle`.
pub fn split_once<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, needle)?;
    Some((text.get(..at)?, text.get(at + needle.len()..)?))
}

/// `text` with every `needle` replaced. An empty needle is nowhere.
pub fn replace(text: &str, needle: &str, with: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let (false, Some((before, after))) = (needle.is_empty(), split_once(rest, needle)) {
        out.push_str(before);
        out.push_str(with);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Texts with a separator between them.
pub fn join(texts: &[&str], separator: &str) -> String {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(text);
    }
    out
}

/// A whole number in decimal digits.
pub fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().map(|byte| byte.is_ascii_digit().then_some(byte & 0x0f));
    let begin = (!text.is_empty()).then_some(0_u64);
    digits.fold(begin, |number, digit| {
        number?.checked_mul(10)?.checked_add(u64::from(digit?))
    })
}

/// How many characters there are: the standard library counts those of long texts quicker, with 800 B of code.
pub fn characters(text: &str) -> usize {
    let mut count = 0;
    for &byte in text.as_bytes() {
        // All but the later bytes of a character.
        count += usize::from(byte & 0xc0 != 0x80);
    }
    count
}

/// At most `limit` bytes, on a character's boundary.
pub fn cut(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A hash that tells texts from each other (FNV-1a, 64 bits).
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn does_what_the_standard_library_does() {
        for text in [
            "",
            "a",
            "aa",
            "aaa",
            "http://a/b://c",
            "não há, não",
            "€ 😀",
            "ab ab",
            "xxabyab",
        ] {
            assert_eq!(characters(text), text.chars().count(), "{text}");
            for needle in ["a", "aa", "ab", "://", "ão", "zz", "a longer one than any of the texts"] {
                assert_eq!(find(text, needle), text.find(needle), "{text} {needle}");
                assert_eq!(contains(text, needle), text.contains(needle), "{text} {needle}");
                assert_eq!(split_once(text, needle), text.split_once(needle), "{text} {needle}");
                assert_eq!(
                    replace(text, needle, "[x]"),
                    text.replace(needle, "[x]"),
                    "{text} {needle}"
                );
            }
        }
        for text in ["0", "007", "18446744073709551615"] {
            assert_eq!(number(text), text.parse().ok());
        }
        for text in [
            "",
            "-1",
            "+1",
            " 1",
            "1.0",
            "1e3",
            "18446744073709551616",
            "99999999999999999999999",
            "\u{661}",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        for texts in [&[][..], &["a"], &["a", "", "b"]] {
            assert_eq!(join(texts, ", "), texts.join(", "));
        }
        assert_eq!(replace("abc", "", "x"), "abc");
        assert_eq!(find("abc", ""), Some(0));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        for (text, limit, kept) in [("aé", 2, "a"), ("aé", 3, "aé"), ("aé", 9, "aé"), ("", 2, "")] {
            assert_eq!(cut(text, limit), kept);
        }
    }
}
