//! What an answer means, whatever its shape: success, nothing, or the right error.

use super::{envelope, retry_after};
use crate::catalog::Answer;
use crate::error::{Code, Error, RawResponse};
use crate::text::{contains, cut, find, join};

/// How much of an answer's text an error keeps.
pub(super) const KEPT_BODY: usize = 64 * 1024;

/// What the host saw of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub status: u16,
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    pub body: Body<'a>,
    /// Wall clock, in milliseconds since 1970.
    pub date: f64,
}

#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    Empty,
    /// JSON that does not call itself an error: the host keeps it.
    Json,
    /// Anything else.
    Text(&'a str),
}

impl<'a> Seen<'a> {
    pub(super) fn text(&self) -> &'a str {
        match self.body {
            Body::Text(text) => text,
            _ => "",
        }
    }
}

#[derive(Debug)]
pub enum Verdict {
    /// The answer's JSON is the result.
    Value,
    /// The API answered nothing, and that is right.
    Nothing,
    /// `answered`: the API itself said so, in its own envelope; so it is no outage.
    Failed { error: Box<Error>, answered: bool },
}

/// Judges an answer.
pub fn classify(answer: Answer, seen: Seen) -> Verdict {
    match (seen.status, seen.body) {
        (200..=299, Body::Json | Body::Empty) if answer == Answer::Nothing => Verdict::Nothing,
        (200..=299, Body::Empty) if answer == Answer::JsonOrNothing => Verdict::Nothing,
        (200..=299, Body::Json) => Verdict::Value,
        _ => failed(seen),
    }
}

fn failed(seen: Seen) -> Verdict {
    let text = seen.text();
    let told = envelope::read(text);
    let is_success = (200..=299).contains(&seen.status);
    let answered = told.as_ref().is_some_and(|told| told.is_envelope);
    let error = match told {
        Some(told) if answered || !is_success => {
            // An envelope inside a 200 carries the status that the answer should have had.
            let status = match (is_success, told.status) {
                (true, Some(status)) => status,
                _ => seen.status,
            };
            let code = code_of(status, &told);
            let mut error = Error::new(code, message_of(code, status, &told.text));
            error.status = Some(status);
            error.key = told.key;
            error.request_id = told.request_id;
            error.issues = told.issues;
            error
        }
        _ if is_success || (300..=399).contains(&seen.status) || seen.status < 200 => unusable(seen, text),
        _ => {
            let code = code_of_status(seen.status);
            let mut error = Error::new(code, message_of(code, seen.status, &summary(text)));
            error.status = Some(seen.status);
            error
        }
    };
    with_response(error, seen, answered)
}

/// Adds what every failed answer tells, whoever gave it.
pub(super) fn with_response(mut error: Error, seen: Seen, answered: bool) -> Verdict {
    if error.request_id.is_none() {
        error.request_id = header(seen.headers, "x-request-id").map(|id| cut(id, 300).to_owned());
    }
    error.retry_after = header(seen.headers, "retry-after").and_then(|value| retry_after::parse(value, seen.date));
    let is_harmless = |(name, _): &&(String, String)| name != "set-cookie";
    let headers = seen.headers.iter().filter(is_harmless).cloned().collect();
    error.response = Some(RawResponse {
        status: seen.status,
        headers,
        body: cut(seen.text(), KEPT_BODY).to_owned(),
    });
    Verdict::Failed {
        error: Box::new(error),
        answered,
    }
}

/// An answer that is none of this API: a redirect, a page, nothing, half a document.
fn unusable(seen: Seen, text: &str) -> Error {
    let what = match seen.status {
        0 | 300..=399 => {
            let target = header(seen.headers, "location")
                .map(|to| format!(" to {}", cut(to.split('?').next().unwrap_or(to), 200)));
            format!(
                "a redirect{}, which is never followed: check the base URL",
                target.unwrap_or_default()
            )
        }
        _ if text.trim().is_empty() => "nothing".to_owned(),
        _ if is_html(text) => format!(
            "a web page instead of JSON ({}): check the base URL and proxies in between",
            summary(text)
        ),
        _ => "something that is not readable JSON".to_owned(),
    };
    let mut error = Error::new(Code::InvalidResponse, format!("The server answered {what}."));
    error.status = Some(seen.status);
    error
}

/// The status decides where it is exact; a 200, 400 or 500 says less than the API's key.
fn code_of(status: u16, told: &envelope::Told) -> Code {
    let by_key = match told.key.as_deref().unwrap_or_default() {
        "ENTITY_NOT_FOUND" => Some(Code::NotFound),
        "ERROR_UNAUTHORIZED" => Some(Code::Authentication),
        "ENTITY_ERROR_SAVE" => Some(Code::Conflict),
        // A form error is about one field, and sometimes about what it names being absent.
        "FORM_ERROR" if says_not_found(&told.text) => Some(Code::NotFound),
        "FORM_ERROR" => Some(Code::BadRequest),
        _ => None,
    };
    match status {
        200..=299 | 400 | 500 => by_key.unwrap_or_else(|| code_of_status(status)),
        _ => code_of_status(status),
    }
}

fn code_of_status(status: u16) -> Code {
    match status {
        401 => Code::Authentication,
        402 | 403 => Code::Permission,
        404 | 410 => Code::NotFound,
        408 => Code::Timeout,
        409 | 412 | 423 => Code::Conflict,
        429 => Code::RateLimited,
        400..=499 => Code::BadRequest,
        _ => Code::Server,
    }
}

fn says_not_found(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["não encontrad", "not found", "no encontrad"]
        .iter()
        .any(|words| contains(&text, words))
}

/// The server's own words first, then what to do about it.
fn message_of(code: Code, status: u16, text: &str) -> String {
    let advice = match code {
        Code::Authentication => {
            "The token was refused: check that it is complete and still valid, and that it may use this part of the API."
        }
        Code::Permission => "The token is valid but may not do this: give it the permission or use another one.",
        Code::RateLimited => "Too many requests: wait before the next one.",
        Code::Server => "The server failed; the request itself may be right.",
        Code::Timeout => "The server gave up waiting.",
        _ => "",
    };
    let text = match text.trim() {
        "" => format!("The server answered {status}."),
        text if text.ends_with(['.', '!', '?']) => text.to_owned(),
        text => format!("{text}."),
    };
    format!("{} {advice}", cut(&text, 1000)).trim_end().to_owned()
}

/// A line for people: a page's title, or the beginning of the text.
pub(super) fn summary(text: &str) -> String {
    let text = cut(text, KEPT_BODY);
    let lower = text.to_ascii_lowercase();
    let title = find(&lower, "<title").and_then(|start| {
        let start = start + lower.get(start..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find('<')?;
        text.get(start..end)
    });
    let line = match title {
        Some(title) => title,
        None if is_html(text) => "a web page",
        None => text,
    };
    cut(&join(&line.split_whitespace().collect::<Vec<_>>(), " "), 200).to_owned()
}

fn is_html(text: &str) -> bool {
    let start = cut(text.trim_start(), 64).to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<head")
        || start.starts_with("<body")
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}
