//! A request goes where its route says, and nowhere else.

use super::json;
use wts_chat::request::Prepared;

/// Checks a request that goes to `path`, whose `{…}` stand for one segment each, with these query parameters at most.
pub fn sound(request: Prepared<'_>, base_url: &str, path: &str, may_have: &dyn Fn(&str) -> bool) {
    let url = request.url();
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&byte);
    assert!(url.bytes().all(is_plain), "{url}");
    let target = url.strip_prefix(base_url).unwrap_or_else(|| panic!("elsewhere: {url}"));
    let (at, query) = target.split_once('?').unwrap_or((target, ""));
    sound_path(at, path);
    assert!(!query.contains('?'), "{url}");
    for pair in query.split('&').filter(|_| !query.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or_else(|| panic!("no value: {url}"));
        assert!(!value.contains('='), "{url}");
        let name = decoded(name);
        let name = String::from_utf8(name).unwrap_or_else(|_| panic!("no UTF-8: {url}"));
        assert!(may_have(&name), "unasked parameter {name:?}: {url}");
    }
    for (name, value) in request.headers() {
        assert!(is_header(name, value), "{name}: {value}");
    }
    if let Some(body) = request.body() {
        json::readable(&body.to_text());
    }
}

/// Whether a name and a value can be sent as they are.
pub fn is_header(name: &str, value: &str) -> bool {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name && !name.is_empty() && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// Segment by segment, and none that a server may take for more than one, or for a way up.
fn sound_path(path: &str, pattern: &str) {
    let (segments, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), pattern.split('/').collect());
    assert_eq!(segments.len(), wanted.len(), "{path} for {pattern}");
    for (segment, wanted) in segments.into_iter().zip(wanted) {
        let is_placeholder = wanted.starts_with('{');
        assert!(is_placeholder || segment == wanted, "{path} for {pattern}");
        assert!(is_placeholder <= !segment.is_empty(), "{path} for {pattern}");
        let read = decoded(segment);
        // Some servers drop what follows a semicolon.
        let stem = read.split(|byte| *byte == b';').next().unwrap_or_default();
        assert!(stem != b"." && stem != b"..", "{path} leads up");
        let leads_away = |byte: &u8| b"/\\%".contains(byte) || byte.is_ascii_control();
        assert!(!read.iter().any(leads_away), "{path} may lead away");
    }
}

fn decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        out.push(code.unwrap_or(*first));
        if code.is_some() {
            rest = &after[2..];
        }
    }
    out
}
