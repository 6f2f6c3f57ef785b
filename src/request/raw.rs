//! Requests to routes that the catalog lacks, with the same care.

use super::build::Request;
use super::params::{self, Params};
use crate::catalog::{Method, Safety};
use crate::error::{Issue, IssueCode, MOST_ISSUES};
use crate::json::Value;

/// No server takes as many bytes. Written out, names around names make more of them, and of millions far too many.
const LONGEST_QUERY: usize = 16 * 1024;

/// A request by method and path, with what repeating it would mean.
pub fn raw(method: &str, path: &str, content: &str) -> Result<(Request, Safety), Vec<Issue>> {
    let mut issues = Vec::new();
    let mut tell = |field: &str, code, message: String| {
        if issues.len() < MOST_ISSUES {
            issues.push(Issue::new(field, code, message));
        }
    };
    let known = Method::ALL.into_iter().find(|known| known.as_str() == method);
    if known.is_none() {
        let message = "method must be one of GET, POST, PUT, DELETE.";
        tell("method", IssueCode::Enum, message.to_owned());
    }
    let method = known.unwrap_or(Method::Get);
    if !is_path(path) {
        let message = "path must begin with one slash and hold nothing but segments, such as /core/v1/tag: no host, no query, no \"..\".";
        tell("path", IssueCode::Format, message.to_owned());
    }
    let mut request = Request {
        method,
        path: path.to_owned(),
        query: String::new(),
        body: None,
    };
    let content = params::parse(content).unwrap_or_else(|why| {
        tell("", IssueCode::Type, format!("The request's content {why}"));
        Params::new()
    });
    for (name, value) in content {
        let what = params::marked(&value).map(str::to_owned);
        match (name.as_ref(), value, what) {
            (_, Value::Null, _) => {}
            ("query", query, None) if query.to_text().len() > LONGEST_QUERY => {
                let message = "query is longer than servers take: put less into it.";
                tell("query", IssueCode::Length, message.to_owned());
            }
            ("query", Value::Object(query), None) => {
                for (name, value) in query {
                    request.add_query(&name, &value);
                }
            }
            ("body", _, None) if method == Method::Get => {
                tell(
                    "body",
                    IssueCode::Conflict,
                    "A GET has no body: give a query.".to_owned(),
                );
            }
            ("body", body, None) => request.body = Some(body),
            ("query", other, what) => {
                let what = what.unwrap_or_else(|| params::describe(&other).to_owned());
                tell(
                    "query",
                    IssueCode::Type,
                    format!("query must be an object, not {what}."),
                );
            }
            ("body", _, Some(what)) => tell("body", IssueCode::Type, format!("body must not hold {what}.")),
            _ => tell(
                &name,
                IssueCode::Unknown,
                format!("{name} is not known here. Known: query, body."),
            ),
        }
    }
    if issues.is_empty() {
        Ok((request, method.safety()))
    } else {
        Err(issues)
    }
}

/// Whether a path stays where it says: no host, no way up, nothing that a server might read as something else.
fn is_path(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    rest.split('/').all(|segment| {
        let plain = segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&byte));
        // %2e is a dot too, %2f a slash, %5c one to some; %25 may hide another of these. Below %20, and %7f, is control.
        let is_harmless = |rest: &str| match rest.as_bytes() {
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => !matches!(
                (high, low.to_ascii_lowercase()),
                (b'0' | b'1', _) | (b'2', b'5' | b'e' | b'f') | (b'5', b'c') | (b'7', b'f')
            ),
            _ => false,
        };
        // Some servers take what follows a semicolon for no part of the name.
        let name = segment.split(';').next();
        !segment.is_empty() && plain && segment.split('%').skip(1).all(is_harmless) && !matches!(name, Some("." | ".."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_request_is_built_from_what_is_given() {
        let query = json!({ "Name": "a b", "Ids": [1, 2], "Metadata": { "k": "v" }, "None": null });
        let (request, safety) = raw("GET", "/core/v1/tag", &json!({ "query": query }).to_string()).unwrap();
        assert_eq!(
            request.target(),
            "/core/v1/tag?Ids=1&Ids=2&Metadata%5Bk%5D=v&Name=a%20b"
        );
        assert_eq!((request.body, safety), (None, Safety::Read));
        let (request, safety) = raw("POST", "/core/v1/tag", r#"{"body":["x"],"query":null}"#).unwrap();
        assert_eq!((request.body, safety), (Some(json!(["x"]).into()), Safety::Once));
        assert_eq!(raw("PUT", "/a", "null").unwrap().1, Safety::Idempotent);
        assert_eq!(raw("DELETE", "/a", "null").unwrap().1, Safety::Idempotent);
    }

    #[test]
    fn a_path_leads_nowhere_else() {
        for path in [
            "",
            "/",
            "core/v1/tag",
            "//evil.example/x",
            "https://evil.example",
            "/core/../x",
            "/core/./x",
            "/core/..;/x",
            "/core//x",
            "/core/",
            "/core/%2e%2E/x",
            "/core/a%2Fb",
            "/a?b=c",
            "/a#b",
            "/a\\b",
            "/a b",
            "/a\r\nX: y",
            "/á",
            "/a%5Cb",
            "/core/%252e%252e/x",
            "/core/%",
            "/core/%4/x",
            "/core/%zz",
            "/core/%+4",
            "/core/%0d%0ax",
            "/core/%00",
        ] {
            let issues = raw("GET", path, "null").unwrap_err();
            assert_eq!(issues[0].field, "path", "{path}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let fields = |method, value: Value| -> Vec<String> {
            let issues = raw(method, "/a", &value.to_string()).unwrap_err();
            issues.into_iter().map(|issue| issue.field).collect()
        };
        assert_eq!(fields("get", json!({})), ["method"]);
        assert_eq!(fields("GET", json!({ "query": "a=b" })), ["query"]);
        assert_eq!(fields("GET", json!({ "body": {} })), ["body"]);
        assert_eq!(fields("GET", json!({ "query": { "a": { "\0": "NaN" } } })), ["query"]);
        assert_eq!(
            fields("POST", json!({ "body": { "a": [{ "\0": "a function" }] } })),
            ["body"]
        );
        assert_eq!(fields("POST", json!({ "json": {} })), ["json"]);
        let long = json!({ "query": { "Ids": vec![1; 10_000] } });
        assert_eq!(fields("GET", long), ["query"]);
    }
}
