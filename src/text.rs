//! Searching in texts, and telling them apart, without the standard library's searcher: that one brings 3 kB into the module, most of it for the
//! messages of panics that cannot happen.

/// Where `needle` begins, in bytes.
pub fn find(text: &str, needle: &str) -> Option<usize> {
    match needle.len() {
        0 => Some(0),
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
            "ab ab",
            "xxabyab",
        ] {
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
        assert_eq!(replace("abc", "", "x"), "abc");
        assert_eq!(find("abc", ""), Some(0));
    }
}
