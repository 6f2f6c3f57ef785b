//! Nothing is quoted at length, repeated for each of thousands, or read for ever.

use crate::invariants::{json, options, params, response};

const DEEP: usize = 100_000;
const MANY: usize = 20_000;
const LONG: usize = 100_000;

#[test]
fn what_is_very_deep_is_refused() {
    for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", opening.repeat(DEEP), closing.repeat(DEEP));
        json::agree(&deep);
        params::hold(&format!("contact.create\n{{\"customFields\":{deep}}}"));
        params::hold(&format!("POST /a\n{{\"body\":{deep},\"query\":{deep}}}"));
        response::hold(&format!("500\n\n{{\"error\":true,\"text\":{deep}}}"));
        options::hold(&deep);
    }
}

/// As deep as is read, everywhere where anything may stand.
#[test]
fn what_is_as_deep_as_can_be_is_sent_readable() {
    for depth in 120..130 {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        params::hold(&format!(
            "contact.create\n{{\"name\":\"A\",\"phoneNumber\":\"1\",\"customFields\":{{\"a\":{deep}}}}}"
        ));
        params::hold(&format!("POST /a\n{{\"body\":{deep},\"query\":{{\"a\":{deep}}}}}"));
    }
}

#[test]
fn long_texts_are_not_told_in_full() {
    let long = "é".repeat(LONG / 2);
    for name in ["tag.get", "message.sendText", "contact.update", &long] {
        params::hold(&format!(
            "{name}\n{{\"{long}\":1,\"tagId\":\"{long}\",\"to\":\"{long}\",\"metadata\":{{\"{long}\":[]}}}}"
        ));
        params::hold(&format!("{name}\n{{\"\\u0000\":\"{long}\"}}"));
    }
    params::hold(&format!(
        "GET /{long}\n{{\"{long}\":1,\"query\":{{\"{long}\":{{\"{long}\":1}}}}}}"
    ));
    for document in [
        format!("{{\"error\":true,\"text\":\"{long}\",\"key\":\"{long}\",\"id\":{{\"value\":\"{long}\"}}}}"),
        format!("{{\"title\":\"{long}\",\"errors\":{{\"{long}\":\"{long}\"}},\"traceId\":\"{long}\"}}"),
        format!("<Error><Code>{long}</Code><Message>{long}</Message><RequestId>{long}</RequestId></Error>"),
        format!("<html><title>{long}</title>"),
        "a ".repeat(LONG / 2),
    ] {
        response::hold(&format!("400\nlocation: {long}\nx-request-id: {long}\n\n{document}"));
    }
    options::hold(&format!("pn_{long}\nhttps://{long}"));
    options::hold(&format!("{{\"{long}\":\"{long}\"}}"));
    options::hold(&format!("{{\"apiKey\":\"pn_1\",\"defaultCountry\":\"{long}\"}}"));
}

#[test]
fn thousands_of_mistakes_are_not_told_one_by_one() {
    let names: Vec<_> = (0..MANY).map(|number| format!("\"x{number}\":0")).collect();
    let names = names.join(",");
    let items = vec!["0"; MANY].join(",");
    params::hold(&format!("contact.create\n{{{names}}}"));
    params::hold(&format!(
        "contact.create\n{{\"tagIds\":[{items}],\"metadata\":{{{names}}},\"customFields\":[{items}]}}"
    ));
    params::hold(&format!("POST /a\n{{{names}}}"));
    response::hold(&format!("400\n\n{{\"title\":\"a\",\"errors\":{{{names}}}}}"));
    options::hold(&format!("{{{names}}}"));
}

#[test]
fn a_query_does_not_grow_beyond_what_is_given() {
    let long = "n".repeat(LONG);
    let names: Vec<_> = (0..MANY).map(|number| format!("\"{number}\":[]")).collect();
    params::hold(&format!(
        "GET /a\n{{\"query\":{{\"{long}\":[{}]}}}}",
        vec!["0"; MANY].join(",")
    ));
    params::hold(&format!("GET /a\n{{\"query\":{{\"{long}\":{{{}}}}}}}", names.join(",")));
}
