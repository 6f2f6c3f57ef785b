//! A token that a server echoes does not go into errors.

use crate::request::encoded;
use crate::text::replace;

/// A text without a secret, however that is written: as it is, in a URL, in lower case, or with the slashes of some JSON.
pub fn redacted(text: &str, secret: &str) -> String {
    let mut text = replace(text, secret, REDACTED);
    for form in [
        encoded(secret),
        secret.to_ascii_lowercase(),
        replace(secret, "/", "\\/"),
    ] {
        if form != secret {
            text = replace(&text, &form, REDACTED);
        }
    }
    text
}

const REDACTED: &str = "[redacted]";

/// Removes a secret from an answer, before anything of it is cut: half a token is a secret too.
pub fn redact(headers: &mut [(String, String)], body: &mut String, secret: &str) {
    let hide = |text: &mut String| *text = redacted(text, secret);
    hide(body);
    for (name, value) in headers {
        hide(name);
        hide(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_removed_from_names_values_and_the_body() {
        let mut headers = [("x-pn_a/1".to_owned(), "a pn_A/1".to_owned())];
        let mut body = "pn_A/1 and pn_A%2F1, pn_A\\/1".to_owned();
        redact(&mut headers, &mut body, "pn_A/1");
        assert_eq!(headers, [("x-[redacted]".to_owned(), "a [redacted]".to_owned())]);
        assert_eq!(body, "[redacted] and [redacted], [redacted]");
        assert_eq!(redacted("pn_a", "pn_A/1"), "pn_a");
    }
}
