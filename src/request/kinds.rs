//! What each kind of param may hold, and how it is sent.

use super::formats::{is_email, is_http_url, is_segment, is_uuid};
use super::nearest::nearest;
use super::params::{self, Params};
use super::path::Path;
use super::validate::{Checker, Seen};
use super::{date, media, phone};
use crate::catalog::{Kind, Shape};
use crate::error::IssueCode;
use crate::json::{Map, Value};
use crate::text;

/// What the existing n8n node stores for "nothing chosen".
const NOTHING_CHOSEN: [&str; 2] = ["NOT_SEND", "UNDEFINED"];

/// Whether a text, where something is to be chosen, says that nothing is.
pub fn is_nothing(text: &str) -> bool {
    NOTHING_CHOSEN.contains(&text)
}

impl Checker<'_> {
    pub(super) fn value(&mut self, path: &Path, kind: &'static Kind, value: Value) -> Seen {
        match (kind, value) {
            (Kind::Boolean, value @ Value::Bool(_)) => Seen::Value(value),
            (Kind::Size | Kind::Integer(..) | Kind::Number | Kind::Position, value @ Value::Number(_)) => {
                self.number(path, kind, value)
            }
            (Kind::List { of, least, most }, Value::Array(items)) => {
                let count = items.len();
                if count < usize::from(*least) {
                    return self.refuse(
                        path,
                        IssueCode::Length,
                        "is an empty list: give at least one entry, or leave it out",
                    );
                }
                if let Some(most) = most.filter(|most| count > usize::from(*most)) {
                    let what =
                        format!("has {count} entries, but at most {most} are allowed: send them in several calls");
                    return self.refuse(path, IssueCode::Length, &what);
                }
                self.list(path, of, items)
            }
            (Kind::Metadata { nulls }, Value::Object(entries)) if !is_mark(&entries) => {
                self.metadata(path, *nulls, entries)
            }
            (Kind::Values, value @ Value::Object(_)) if params::marked(&value).is_none() => Seen::Value(value),
            (Kind::Object(shape), Value::Object(object)) if !is_mark(&object) => self.object(path, shape, object),
            (Kind::File(fields), Value::Object(file)) if !is_mark(&file) => self.file(path, fields, file),
            (Kind::Bytes, value) if params::bytes_of(&value).is_some() => Seen::Value(Value::Null),
            (kind, Value::String(text)) if takes_text(kind) => self.text(path, kind, text),
            (_, value) => self.wrong_type(path, kind, &value),
        }
    }

    fn number(&mut self, path: &Path, kind: &Kind, value: Value) -> Seen {
        let (least, most) = match *kind {
            Kind::Size if value.as_u64().is_some() => return Seen::Value(value),
            Kind::Size => return self.refuse(path, IssueCode::Range, "must be a whole number of at least 0"),
            Kind::Integer(least, most) => (least, most),
            Kind::Position => (0, i32::MAX),
            _ => return Seen::Value(value),
        };
        let in_range = match kind {
            Kind::Position => is_position(&value),
            _ => value
                .as_i64()
                .is_some_and(|number| (i64::from(least)..=i64::from(most)).contains(&number)),
        };
        if in_range {
            return Seen::Value(value);
        }
        let what = format!("must be {} from {least} to {most}", noun(kind));
        self.refuse(path, IssueCode::Range, &what)
    }

    fn text(&mut self, path: &Path, kind: &'static Kind, text: String) -> Seen {
        let trimmed = text.trim();
        if trimmed.is_empty() || is_nothing_chosen(kind, trimmed) {
            return Seen::Nothing;
        }
        if let Some(most) = longest(kind) {
            let count = text::characters(&text);
            if u32::try_from(count).is_ok_and(|count| count > most) {
                let what = format!("has {count} characters, but at most {most} are allowed");
                return self.refuse(path, IssueCode::Length, &what);
            }
        }
        let country = self.locale.country;
        let is_right = match kind {
            Kind::Id => is_uuid(trimmed),
            Kind::Key => is_segment(trimmed),
            Kind::Sender | Kind::Recipient => return Seen::Value(phone::party(trimmed, country).into()),
            Kind::Email => is_email(trimmed),
            Kind::Url(_) => is_http_url(trimmed),
            Kind::FileIdOrUrl => is_uuid(trimmed) || is_http_url(trimmed),
            Kind::MimeType => media::is_media_type(trimmed),
            Kind::FileName => !trimmed.chars().any(char::is_control),
            Kind::Choice(known) => match known.contains(&trimmed) {
                true => true,
                false => return self.no_choice(path, known, trimmed),
            },
            Kind::Phone | Kind::Date => false,
            // A text is sent with its white space.
            _ => return Seen::Value(text.into()),
        };
        let rewritten = match kind {
            Kind::Phone => phone::digits(trimmed, country),
            Kind::Date => date::to_utc(trimmed, self.locale.offset),
            _ => None,
        };
        match rewritten {
            Some(sent) => Seen::Value(sent.into()),
            None if is_right && trimmed.len() == text.len() => Seen::Value(text.into()),
            None if is_right => Seen::Value(trimmed.into()),
            None => self.refuse(path, IssueCode::Format, &format!("must be {}", noun(kind))),
        }
    }

    fn no_choice(&mut self, path: &Path, known: &[&'static str], typed: &str) -> Seen {
        let meant = nearest(typed, known.iter().copied());
        let advice = meant
            .map(|meant| format!(" (did you mean {meant}?)"))
            .unwrap_or_default();
        self.refuse(
            path,
            IssueCode::Enum,
            &format!("must be one of {}{advice}", text::join(known, ", ")),
        )
    }

    fn list(&mut self, path: &Path, item: &'static Kind, items: Vec<Value>) -> Seen {
        let told = self.issues.len();
        let mut list = Vec::with_capacity(items.len());
        for (index, value) in items.into_iter().enumerate() {
            if self.is_full() {
                break;
            }
            let path = path.index(index);
            match self.value(&path, item, value) {
                Seen::Value(value) => list.push(value),
                Seen::Nothing => self.tell(
                    &path,
                    IssueCode::Required,
                    format!("{path} is empty: {}, or leave it out.", ask(item)),
                ),
                Seen::Refused => {}
            }
        }
        self.unless_told(told, Value::Array(list))
    }

    fn object(&mut self, path: &Path, shape: &'static Shape, object: Params) -> Seen {
        let told = self.issues.len();
        let fields: Vec<_> = shape.fields.iter().collect();
        let found = self.object_of(path, &fields, shape.rules, object);
        self.unless_told(told, found.object())
    }

    /// Values are texts; what the API would not keep as it is given is refused.
    fn metadata(&mut self, path: &Path, nulls: bool, entries: Map) -> Seen {
        let told = self.issues.len();
        let mut texts = Map::new();
        for (key, value) in entries {
            if self.is_full() {
                break;
            }
            let text = match value {
                Value::String(_) => value,
                Value::Null if nulls => value,
                Value::Number(number) => number.to_string().into(),
                Value::Bool(yes) => yes.to_string().into(),
                other => {
                    let path = path.field(&key);
                    let what = params::describe(&other);
                    let message = format!("{path} must be a text, a number or a boolean, not {what}.");
                    self.tell(&path, IssueCode::Type, message);
                    continue;
                }
            };
            texts.push(key, text);
        }
        self.unless_told(told, Value::Object(texts))
    }

    fn wrong_type(&mut self, path: &Path, kind: &Kind, value: &Value) -> Seen {
        let advice = if value.is_null() { " (leave it out instead)" } else { "" };
        let what = match kind {
            // What is wrong may be deep inside.
            Kind::Values => params::marked(value).unwrap_or(params::describe(value)),
            _ => params::describe(value),
        };
        let message = format!("must be {}, not {what}{advice}", noun(kind));
        self.refuse(path, IssueCode::Type, &message)
    }
}

/// Whether a number as it is written lies between 0 and 2147483647; fractions may be anything.
fn is_position(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    let (digits, exponent) = number.as_str().split_once(['e', 'E']).unwrap_or((number.as_str(), "-"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let rounded_up = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    let least = text::number(whole).and_then(|whole| whole.checked_add(rounded_up));
    // An exponent is written only where a number is far from 1: below it when it is negative.
    exponent.starts_with('-') && least.is_some_and(|least| i32::try_from(least).is_ok())
}

fn takes_text(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Boolean
            | Kind::Size
            | Kind::Integer(..)
            | Kind::Number
            | Kind::Position
            | Kind::List { .. }
            | Kind::Metadata { .. }
            | Kind::Values
            | Kind::Object(_)
            | Kind::File(_)
            | Kind::Bytes
    )
}

/// How many characters a text may have.
fn longest(kind: &Kind) -> Option<u32> {
    match kind {
        Kind::Text(most) | Kind::Url(most) if *most < u32::MAX => Some(*most),
        Kind::Email | Kind::Phone => Some(255),
        _ => None,
    }
}

/// What a field of this kind wants, as advice.
pub(super) fn ask(kind: &Kind) -> String {
    match kind {
        Kind::Id => "give its id, a UUID".to_owned(),
        Kind::Sender => "give the channel's phone number with country code, its @instagram user or its id".to_owned(),
        Kind::Recipient => "give a phone number with country code or an @instagram user".to_owned(),
        Kind::Choice(_) => "choose a value".to_owned(),
        kind => format!("give {}", noun(kind)),
    }
}

/// As it goes on after "must be".
fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Id => "a UUID, such as 0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10",
        Kind::Key => "a text without slashes and control characters, other than . and ..",
        Kind::Phone => "a phone number with country code, such as 5511999999999",
        Kind::Email => "an email address, such as ana@example.com",
        Kind::Url(_) => "an address that begins with http:// or https://",
        Kind::FileIdOrUrl => "the id of a stored file, or an address that begins with http:// or https://",
        Kind::Boolean => "true or false",
        Kind::Size | Kind::Integer(..) => "a whole number",
        Kind::Number | Kind::Position => "a number",
        Kind::Date => "a Date or an ISO 8601 date, such as 2026-03-01T12:00:00Z",
        Kind::List { .. } => "an array",
        Kind::Metadata { .. } => "an object of plain values",
        Kind::Values | Kind::Object(_) => "an object",
        Kind::MimeType => "a media type such as application/pdf",
        Kind::FileName => "a file's name with its extension, without control characters",
        Kind::File(_) => "an object { name, mimeType, data }",
        Kind::Bytes => "bytes, as a Blob, a Buffer, another view, an ArrayBuffer, base64 text or a stream",
        _ => "a text",
    }
}

fn is_mark(entries: &Map) -> bool {
    entries.contains_key(params::MARK)
}

/// Only where an id or a choice is expected, and only if the API does not mean something by it.
fn is_nothing_chosen(kind: &Kind, text: &str) -> bool {
    is_nothing(text)
        && match kind {
            Kind::Id | Kind::Key | Kind::Sender | Kind::Recipient | Kind::Phone | Kind::FileIdOrUrl => true,
            Kind::Choice(known) => !known.contains(&text),
            _ => false,
        }
}
