//! Params as they arrive: a JSON object in which the host marks what JSON cannot say.
//!
//! A mark is an object whose only unusual key is a NUL character: `{"\u0000": "NaN"}` for a value that has no JSON form, and
//! `{"\u0000": "bytes", "size": 3, …}` for the bytes of a file, which never come here themselves.

use crate::json::{Map, Value};

pub type Params = Map;

/// What the key of a mark is.
pub const MARK: &str = "\u{0}";

/// What the host says about the bytes that it keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bytes {
    /// Unknown for streams.
    pub size: Option<u64>,
    pub name: Option<String>,
    pub mime_type: Option<String>,
    /// The bytes can be read once only.
    pub once: bool,
    /// Why these are no bytes.
    pub problem: Option<String>,
}

/// Reads params or options from their JSON text; nothing at all is an empty object. The error goes on after their name.
pub fn parse(text: &str) -> Result<Params, String> {
    match Value::parse(text) {
        Ok(Value::Object(params)) if !params.contains_key(MARK) => Ok(params),
        Ok(Value::Null) => Ok(Params::new()),
        Ok(other) => Err(format!("must be an object, not {}.", describe(&other))),
        Err(error) => Err(format!("cannot be read: {error}.")),
    }
}

/// The bytes that a value stands for.
pub fn bytes_of(value: &Value) -> Option<Bytes> {
    let text = |name| Some(value.get(name)?.as_str()?.to_owned());
    (mark(value)? == "bytes").then(|| Bytes {
        size: value.get("size").and_then(Value::as_u64),
        name: text("name"),
        mime_type: text("mimeType"),
        once: value.get("once").and_then(Value::as_bool) == Some(true),
        problem: text("problem"),
    })
}

/// What a value is, for "must be a text, not …".
pub fn describe(value: &Value) -> &str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => mark(value).unwrap_or("an object"),
    }
}

fn mark(value: &Value) -> Option<&str> {
    value.get(MARK)?.as_str()
}

/// What in a value, however deep, has no JSON form.
pub fn marked(value: &Value) -> Option<&str> {
    match value {
        Value::Array(items) => items.iter().find_map(marked),
        Value::Object(entries) => mark(value).or_else(|| entries.iter().find_map(|(_, value)| marked(value))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn params_are_an_object_or_nothing() {
        assert_eq!(parse("null"), Ok(Params::new()));
        assert_eq!(parse(r#"{"a":1}"#).unwrap().get("a"), Some(&Value::from(1_i64)));
        for (text, told) in [
            (r#"{"\u0000":"a function"}"#, "not a function"),
            ("[1]", "not an array"),
            ("5", "not a number"),
            ("{", "cannot be read"),
            ("", "cannot be read"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.contains(told), "{text}: {message}");
        }
    }

    #[test]
    fn marks_are_told_from_objects() {
        let bytes = Value::from(json!({ "\0": "bytes", "size": 3, "mimeType": "image/png" }));
        assert_eq!(
            bytes_of(&bytes),
            Some(Bytes {
                size: Some(3),
                mime_type: Some("image/png".into()),
                ..Bytes::default()
            })
        );
        assert_eq!(bytes_of(&Value::from(json!({ "size": 3 }))), None);
        assert_eq!(bytes_of(&Value::from(json!({ "\0": "NaN" }))), None);
        assert_eq!(describe(&Value::from(json!({ "\0": "NaN" }))), "NaN");
        assert_eq!(describe(&Value::from(json!({ "size": 3 }))), "an object");
    }
}
