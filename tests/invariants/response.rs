//! Answers are results only where the status says so, and errors that keep their promises otherwise.
//!
//! A case is a line with the status, lines with headers (`retry-after: 3`), an empty line, then the body.

use super::{errors, json};
use wts_chat::catalog::Answer;
use wts_chat::json::Value;
use wts_chat::response::{Body, Seen, Verdict, classify, classify_storage, redact, webhook};

/// A token that servers may echo.
pub const SECRET: &str = "pn_s3cr3t_t0k3n";

const HALF: &str = "pn_s3cr3";

const KEPT_BODY: usize = 64 * 1024;

pub fn hold(case: &str) {
    let (head, body) = case.split_once("\n\n").unwrap_or((case, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.parse().ok()).unwrap_or(500);
    let mut headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    json::agree(body);
    webhooks(body);
    let mut body = body.to_owned();
    redact(&mut headers, &mut body, SECRET);
    let body = body.as_str();
    for seen in [Body::Empty, Body::Json, Body::Text(body)].map(|body| Seen {
        status,
        headers: &headers,
        body,
        // Sun, 06 Nov 1994 08:49:37 GMT
        date: 784_111_777_000.0,
    }) {
        for answer in [Answer::Json, Answer::JsonOrNothing, Answer::Nothing] {
            judge(classify(answer, seen), seen);
        }
        judge(classify_storage(seen), seen);
    }
}

fn judge(verdict: Verdict, seen: Seen) {
    let is_success = (200..=299).contains(&seen.status);
    let Verdict::Failed { mut error, answered } = verdict else {
        assert!(is_success, "{seen:?}");
        return assert!(
            !matches!((verdict, seen.body), (Verdict::Value, Body::Text(_) | Body::Empty)),
            "{seen:?}"
        );
    };
    errors::sound(&error);
    assert!(error.status.is_some());
    let text = match seen.body {
        Body::Text(text) => text,
        _ => "",
    };
    assert!(
        !answered || Value::parse(text).is_ok_and(|document| document.is_object()),
        "{seen:?}"
    );
    let kept = error.response.as_ref().unwrap();
    assert_eq!(kept.status, seen.status);
    assert!(text.starts_with(&kept.body) && kept.body.len() <= KEPT_BODY);
    assert!(kept.headers.iter().all(|(name, _)| name != "set-cookie"));
    error.redact(SECRET);
    let told = Value::from(&*error).to_text();
    assert!(!told.contains(SECRET), "{told}");
    // Nor the half of it, where a long text was cut; unless it came so, or in pieces that an escape holds together.
    let came = |text: &str| text.contains(HALF) || text.contains('\\');
    let came_so = came(text) || seen.headers.iter().any(|(name, value)| came(name) || came(value));
    assert!(came_so || !told.contains(HALF), "{told}");
    errors::sound(&error);
}

fn webhooks(body: &str) {
    let event = Value::parse(body).unwrap_or_default();
    let again = Value::parse(&event.to_text()).unwrap();
    assert_eq!(webhook::key(&event), webhook::key(&again));
    assert_eq!(webhook::is_from_contact(&event), webhook::is_from_contact(&again));
    match webhook::is_event(&event) {
        Ok(_) => assert!(event.is_object()),
        Err(error) => errors::sound(&error),
    }
}
