//! Checked params → one HTTP request.

use super::validate::{Checked, Values};
use crate::catalog::{Entry, Method, Operation, Place};
use crate::json::{Map, Value};
use crate::text::split_once;

/// A request without its connection: where it goes and what authorises it is the endpoint's.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub method: Method,
    /// Without the query.
    pub path: String,
    /// Percent-encoded, without the question mark.
    pub query: String,
    pub body: Option<Value>,
}

/// Builds what the operation's row says. Values have been checked: this cannot fail.
pub fn build(checked: Checked) -> Request {
    let Checked {
        entry: Entry { operation, .. },
        values,
        ..
    } = checked;
    let mut request = Request {
        method: operation.method,
        path: path(operation, &values),
        query: String::new(),
        body: operation
            .fields()
            .any(|field| matches!(field.place, Place::Body(_) | Place::Upload(_)))
            .then(|| Value::Object(Map::new())),
    };
    for (place, value) in values {
        match place {
            Place::Query(name) => request.add_query(name, &value),
            Place::Body(at) => request.set(at, value),
            Place::Path(_) | Place::Route | Place::Patience | Place::Upload(_) => {}
        }
    }
    request
}

/// Puts a value into an object; dots in `at` lead into objects, and nothing means the whole.
pub(super) fn set(whole: &mut Value, at: &'static str, value: Value) {
    let mut target = whole;
    let mut rest = at;
    while !rest.is_empty() {
        let (name, after) = split_once(rest, ".").unwrap_or((rest, ""));
        rest = after;
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        let Value::Object(object) = target else { return };
        target = object.slot(name.into());
    }
    *target = value;
}

impl Request {
    /// Puts a value into the body.
    pub fn set(&mut self, at: &'static str, value: Value) {
        set(self.body.get_or_insert_default(), at, value);
    }

    /// Path and query.
    pub fn target(&self) -> String {
        let mut target = String::new();
        self.write_target(&mut target, "");
        target
    }

    /// The same at a base URL.
    pub(super) fn write_target(&self, out: &mut String, base_url: &str) {
        for part in [base_url, &self.path] {
            out.push_str(part);
        }
        if !self.query.is_empty() {
            out.push('?');
            out.push_str(&self.query);
        }
    }

    /// A list repeats the parameter; an object adds one for each key, in brackets.
    pub(super) fn add_query(&mut self, name: &str, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add_query(name, item)),
            Value::Object(entries) => {
                for (key, value) in entries.iter() {
                    self.add_query(&format!("{name}[{key}]"), value);
                }
            }
            Value::Null => {}
            value => {
                if !self.query.is_empty() {
                    self.query.push('&');
                }
                encode(&mut self.query, name);
                self.query.push('=');
                encode(&mut self.query, &plain(value));
            }
        }
    }
}

fn path(operation: &Operation, values: &Values) -> String {
    let wants_sync = values
        .iter()
        .any(|(place, value)| *place == Place::Route && value.as_bool() == Some(true));
    let template = operation.sync_path.filter(|_| wants_sync).unwrap_or(operation.path);
    if !values.iter().any(|(place, _)| matches!(place, Place::Path(_))) {
        return template.to_owned();
    }
    let mut path = String::with_capacity(template.len() + 36);
    for segment in template.split('/').skip(1) {
        path.push('/');
        let filled = values.iter().find(|(place, _)| match place {
            Place::Path(name) => segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(*name),
            _ => false,
        });
        match filled {
            Some((_, value)) => encode(&mut path, &plain(value)),
            None => path.push_str(segment),
        }
    }
    path
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        // Nothing else has a place in a path or a query.
        _ => String::new(),
    }
}

/// A text as it stands in a path or a query.
pub fn encoded(text: &str) -> String {
    let mut out = String::new();
    encode(&mut out, text);
    out
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
fn encode(out: &mut String, text: &str) {
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
}
