//! The two documents in which the API tells an error: its own envelope, and RFC 7807 problem details.

use crate::error::{Issue, IssueCode, MOST_ISSUES};
use crate::json::{Map, Value};
use crate::text::{cut, join, number};

/// What an error document says.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    /// The API's own envelope, as opposed to problem details.
    pub is_envelope: bool,
    pub status: Option<u16>,
    pub key: Option<String>,
    pub text: String,
    pub request_id: Option<String>,
    pub issues: Vec<Issue>,
}

/// Reads an error document; `None` when the text is none.
pub fn read(text: &str) -> Option<Told> {
    let Ok(Value::Object(document)) = Value::parse(text) else {
        return None;
    };
    if document.get("error").and_then(Value::as_bool) == Some(true)
        || (document.contains_key("key") && document.contains_key("text"))
    {
        Some(envelope(&document))
    } else if ["title", "detail", "errors"]
        .iter()
        .any(|name| document.contains_key(name))
    {
        Some(problem(&document))
    } else {
        None
    }
}

fn envelope(document: &Map) -> Told {
    let id = document.get("id");
    let id_part = |name| id.and_then(|id| text_at(id.as_object()?, name));
    Told {
        is_envelope: true,
        status: document.get("httpStatusCode").and_then(status_of),
        key: text_at(document, "key"),
        text: text_at(document, "text").unwrap_or_default(),
        request_id: id_part("shortValue").or_else(|| id_part("value")),
        issues: Vec::new(),
    }
}

fn problem(document: &Map) -> Told {
    let mut issues = Vec::new();
    if let Some(Value::Object(errors)) = document.get("errors") {
        for (field, texts) in errors.iter().take(MOST_ISSUES) {
            let texts: Vec<&str> = match texts {
                Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
                other => other.as_str().into_iter().collect(),
            };
            issues.push(Issue::new(field, IssueCode::Format, join(&texts, " ")));
        }
    }
    let mut text = text_at(document, "detail")
        .or_else(|| text_at(document, "title"))
        .unwrap_or_default();
    for Issue { field, message, .. } in &issues {
        text.push_str(&format!(" {field}: {message}"));
    }
    Told {
        is_envelope: false,
        status: document.get("status").and_then(status_of),
        key: None,
        text: text.trim().to_owned(),
        request_id: text_at(document, "traceId"),
        issues,
    }
}

fn text_at(document: &Map, name: &str) -> Option<String> {
    let text = document.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| cut(text, 1000).to_owned())
}

/// A number, a number's text, or a name in any case: `BadRequest`, `INTERNALSERVERERROR`.
fn status_of(value: &Value) -> Option<u16> {
    const NAMES: [(&str, u16); 15] = [
        ("badrequest", 400),
        ("unauthorized", 401),
        ("paymentrequired", 402),
        ("forbidden", 403),
        ("notfound", 404),
        ("methodnotallowed", 405),
        ("requesttimeout", 408),
        ("conflict", 409),
        ("gone", 410),
        ("unprocessableentity", 422),
        ("toomanyrequests", 429),
        ("internalservererror", 500),
        ("badgateway", 502),
        ("serviceunavailable", 503),
        ("gatewaytimeout", 504),
    ];
    match value {
        Value::Number(number) => status_in(number.as_str()),
        Value::String(text) => status_in(text).or_else(|| {
            let (_, status) = NAMES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name))?;
            Some(*status)
        }),
        _ => None,
    }
}

fn status_in(text: &str) -> Option<u16> {
    u16::try_from(number(text)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_envelope_is_read_with_its_status_in_every_form() {
        for (form, status) in [
            (json!(401), Some(401)),
            (json!("BadRequest"), Some(400)),
            (json!("INTERNALSERVERERROR"), Some(500)),
            (json!("429"), Some(429)),
            (json!("Teapot"), None),
            (json!(null), None),
        ] {
            let told = read(
                &json!({
                    "id": { "value": "6f0b…", "shortValue": "c44bf0cc" }, "httpStatusCode": form, "error": true,
                    "date": "2026-01-01T00:00:00Z", "key": "ERROR_UNAUTHORIZED", "text": " Não autorizado ", "isUnsolvableError": false,
                    "customData": {}, "version": "1", "environment": "prod"
                })
                .to_string(),
            )
            .unwrap();
            assert_eq!(
                told,
                Told {
                    is_envelope: true,
                    status,
                    key: Some("ERROR_UNAUTHORIZED".into()),
                    text: "Não autorizado".into(),
                    request_id: Some("c44bf0cc".into()),
                    issues: vec![]
                }
            );
        }
    }

    #[test]
    fn an_envelope_without_an_id_or_with_a_long_one_only() {
        let told = read(r#"{"error":true,"key":null,"text":null}"#).unwrap();
        assert_eq!((told.request_id, told.key, told.text.as_str()), (None, None, ""));
        let told = read(r#"{"error":true,"id":{"value":"long","shortValue":null}}"#).unwrap();
        assert_eq!(told.request_id.as_deref(), Some("long"));
    }

    #[test]
    fn problem_details_tell_each_field() {
        let told = read(
            r#"{"type":"about:blank","title":"One or more validation errors occurred.","status":400,
                "errors":{"To":["The To field is required."],"Body":["A.","B."]},"traceId":"00-af"}"#,
        )
        .unwrap();
        assert!(!told.is_envelope);
        assert_eq!(told.status, Some(400));
        assert_eq!(told.request_id.as_deref(), Some("00-af"));
        assert_eq!(told.issues.len(), 2);
        assert!(told.text.contains("One or more validation errors occurred."));
        assert!(told.text.contains("To: The To field is required."));
        assert!(told.text.contains("Body: A. B."));
    }

    #[test]
    fn other_documents_tell_no_error() {
        for text in [
            "",
            "<html>",
            "[]",
            "null",
            "{}",
            r#"{"error":false}"#,
            r#"{"id":"x"}"#,
            "{",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
