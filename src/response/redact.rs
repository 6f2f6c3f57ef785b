//! A token that a server echoes does not go into errors.

use crate::text::replace;

pub fn redacted(text: &str, secret: &str) -> String {
    replace(text, secret, "[redacted]")
}

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
        let mut headers = [("x-pn_1".to_owned(), "a pn_1".to_owned())];
        let mut body = "pn_1 and pn_1".to_owned();
        redact(&mut headers, &mut body, "pn_1");
        assert_eq!(headers, [("x-[redacted]".to_owned(), "a [redacted]".to_owned())]);
        assert_eq!(body, "[redacted] and [redacted]");
    }
}
