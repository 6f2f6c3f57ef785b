//! "Did you mean": the known name that is nearest to a mistyped one.

use crate::text::join;

/// The candidate with the fewest edits (letters' case aside), if it is near enough to be meant.
pub fn nearest(typed: &str, candidates: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let typed_letters: Vec<char> = letters(typed);
    let allowed = usize::max(2, typed_letters.len().div_ceil(3));
    candidates
        .into_iter()
        .map(|candidate| {
            let letters: Vec<char> = letters(candidate);
            (edits(&typed_letters, &letters), candidate)
        })
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What to do about a mistyped name: the one that was meant, as `show` writes it, or `all` of those that are known.
pub fn advice(typed: &str, known: &[&'static str], all: &str, show: &dyn Fn(&str) -> String) -> String {
    match nearest(typed, known.iter().copied()) {
        Some(meant) => format!("Did you mean {}?", show(meant)),
        None => format!("{all}: {}.", join(known, ", ")),
    }
}

fn letters(name: &str) -> Vec<char> {
    name.chars()
        .take(64)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// Levenshtein distance, a row at a time.
fn edits(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(to) {
            let above = *cell;
            left = usize::min(usize::min(above, left) + 1, diagonal + usize::from(a != b));
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(from.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, distance) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("ab", "ba", 2),
        ] {
            assert_eq!(edits(&letters(a), &letters(b)), distance, "{a} {b}");
        }
    }

    #[test]
    fn suggests_what_was_meant_and_nothing_else() {
        let names = ["sessionId", "from", "to", "text", "fileId"];
        for (typed, meant) in [
            ("sesionId", Some("sessionId")),
            ("SESSIONID", Some("sessionId")),
            ("form", Some("from")),
            ("fileid", Some("fileId")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }
}
