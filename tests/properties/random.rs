//! The invariants on random cases, most of them nearly right: what is all wrong is refused at the door.

use crate::hostile::{json, object, quoted, text};
use crate::invariants::{options, params, response};
use crate::seeds::examples;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn params_hold((name, example) in select(examples()), wrong in vec((any::<Index>(), json()), 0..3), unknown in entry()) {
        params::hold(&format!("{name}\n{}", spoilt(&example, &wrong, unknown)));
    }

    #[test]
    fn routes_hold(method in "GET|PUT|POST|DELETE|get", path in path(), query in json(), body in json()) {
        params::hold(&format!("{method} {path}\n{{\"query\":{query}}}"));
        params::hold(&format!("{method} {path}\n{{\"query\":{{\"a\":{query}}},\"body\":{body}}}"));
    }

    #[test]
    fn responses_hold(status in 0_u16..600, headers in vec((header(), "[^\n]{0,20}"), 0..3), body in body()) {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        response::hold(&format!("{status}\n{headers}\n{body}"));
    }

    #[test]
    fn dates_to_wait_for_hold(day in "[0-9]{1,20}", year in "[0-9]{1,5}", time in "[0-9]{1,3}:[0-9]{2}:[0-9]{2}") {
        response::hold(&format!("503\nretry-after: Sun, {day} Nov {year} {time} GMT\n\n"));
    }

    #[test]
    fn options_hold(token in text(), base_url in base_url(), option in entry()) {
        options::hold(&format!("{token}\n{base_url}"));
        options::hold(&object(&[("apiKey".to_owned(), quoted(&token)), ("baseUrl".to_owned(), quoted(&base_url))]));
        options::hold(&object(&[("apiKey".to_owned(), "\"pn_1\"".to_owned()), option.unwrap_or_default()]));
    }
}

fn entry() -> BoxedStrategy<Option<(String, String)>> {
    proptest::option::weighted(0.3, (text(), json())).boxed()
}

/// Right params of which some are wrong and one is unknown.
fn spoilt(example: &str, wrong: &[(Index, String)], unknown: Option<(String, String)>) -> String {
    let example: serde_json::Map<_, _> = serde_json::from_str(example).unwrap();
    let mut entries: Vec<_> = example
        .into_iter()
        .map(|(name, value)| (name, value.to_string()))
        .collect();
    for (at, value) in wrong
        .iter()
        .filter(|_| !entries.is_empty())
        .cloned()
        .collect::<Vec<_>>()
    {
        let at = at.index(entries.len());
        entries[at].1 = value;
    }
    entries.extend(unknown);
    object(&entries)
}

fn path() -> BoxedStrategy<String> {
    let segment = prop_oneof![3 => "[a-z0-9.~;%-]{1,6}", 1 => text()];
    vec(segment, 0..4)
        .prop_map(|segments| format!("/{}", segments.join("/")))
        .boxed()
}

fn base_url() -> BoxedStrategy<String> {
    let host = prop_oneof![
        "[a-z.]{1,9}",
        "\\[[0-9a-f:.]{0,6}\\]?",
        "127\\.[0-9.]{1,9}",
        "([a-z]\\.)?localhost(\\.[a-z])?",
        text()
    ];
    let scheme = select(&["https://", "http://", "HTTP://", "//", "/", "ftp://", ""][..]);
    let port = prop_oneof![2 => Just(String::new()), 1 => ":[+-]?[0-9]{0,6}"];
    (scheme, host, port, path())
        .prop_map(|(scheme, host, port, path)| format!("{scheme}{host}{port}{path}"))
        .boxed()
}

fn header() -> BoxedStrategy<String> {
    select(
        &[
            "retry-after",
            "location",
            "x-request-id",
            "set-cookie",
            "x-pn_s3cr3t_t0k3n",
        ][..],
    )
    .prop_map(str::to_owned)
    .boxed()
}

/// Documents that tell errors, pages, and what a storage answers, with something odd in them.
fn body() -> BoxedStrategy<String> {
    let echo = prop_oneof![3 => json(), 1 => Just(quoted(response::SECRET))];
    let document = select(
        &[
            r#"{"error":true,"text":@}"#,
            r#"{"error":true,"text":"a","key":@,"id":{"value":@}}"#,
            r#"{"key":"FORM_ERROR","text":@}"#,
            r#"{"error":true,"httpStatusCode":@,"key":"ENTITY_NOT_FOUND"}"#,
            r#"{"title":"a","status":@,"errors":{"To":@}}"#,
            r#"{"errors":@,"traceId":@}"#,
            r#"{"eventType":"A","date":@,"content":{"id":@,"updatedAt":@}}"#,
            r#"{"sessionId":"a","responseKeys":[@]}"#,
            "<html><title>@</title>",
            "<!DOCTYPE html>@",
            "<Error><Code>@</Code><Message>@</Message><RequestId>@</RequestId></Error>",
            "@",
        ][..],
    );
    (document, echo)
        .prop_map(|(document, value)| document.replace('@', &value))
        .boxed()
}
