//! Params → all issues at once, or the values to send.

use super::file::Upload;
use super::formats::{is_http_url, is_uuid, party};
use super::media;
use super::nearest::{advice, nearest};
use super::params::{self, Params};
use super::path::Path;
use crate::catalog::{Entry, Field, Kind, Rule};
use crate::error::{Issue, IssueCode};
use serde_json::{Map, Value};

/// Params that passed: what goes where, and what must be uploaded before.
#[derive(Debug)]
pub struct Checked {
    pub entry: Entry,
    pub(super) values: Values,
    pub upload: Option<Upload>,
}

pub(super) type Values = Vec<(&'static Field, Value)>;

/// What the existing n8n node stores for "nothing chosen".
const NOTHING_CHOSEN: [&str; 2] = ["NOT_SEND", "UNDEFINED"];

/// Checks params against the row of their operation. Pure; tells every issue, each with its field and what to do.
pub fn check(entry: Entry, params: Params) -> Result<Checked, Vec<Issue>> {
    let mut checker = Checker {
        entry,
        issues: Vec::new(),
        upload: None,
    };
    let found = checker.fields(&Path::Root, &mut entry.operation.fields(), params);
    checker.rules(&found.given);
    if checker.issues.is_empty() {
        Ok(Checked {
            entry,
            values: found.values,
            upload: checker.upload,
        })
    } else {
        Err(checker.issues)
    }
}

pub(super) struct Checker {
    pub(super) entry: Entry,
    pub(super) issues: Vec<Issue>,
    pub(super) upload: Option<Upload>,
}

/// What an object of params held.
pub(super) struct Found {
    pub(super) values: Values,
    /// Names of all fields that were given, rightly or wrongly.
    given: Vec<&'static str>,
}

impl Found {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(field, _)| field.name == name)?;
        value.as_str()
    }
}

/// Whether a value says anything.
pub(super) enum Seen {
    Value(Value),
    /// Blank, or nothing chosen.
    Nothing,
    /// Wrong, and told.
    Refused,
}

impl Checker {
    pub(super) fn fields(
        &mut self,
        path: &Path,
        fields: &mut dyn Iterator<Item = &'static Field>,
        mut params: Params,
    ) -> Found {
        let mut found = Found {
            values: Vec::new(),
            given: Vec::new(),
        };
        let mut names = Vec::new();
        for field in fields {
            names.push(field.name);
            let path = path.field(field.name);
            let seen = match params.get_mut(field.name).map(Value::take) {
                None => Seen::Nothing,
                Some(Value::Null) if field.nullable => {
                    found.values.push((field, Value::Null));
                    continue;
                }
                Some(Value::Null) if field.required => Seen::Nothing,
                Some(value) => self.value(&path, &field.kind, value),
            };
            if !matches!(seen, Seen::Nothing) {
                found.given.push(field.name);
            }
            match seen {
                Seen::Value(value) => found.values.push((field, value)),
                Seen::Nothing if field.required => {
                    self.tell(
                        &path,
                        IssueCode::Required,
                        format!("{} is empty: {}.", path.label(), ask(&field.kind)),
                    );
                }
                Seen::Nothing => {
                    if let Some(default) = field.default {
                        found.values.push((field, Value::Bool(default)));
                    }
                }
                Seen::Refused => {}
            }
        }
        self.file_name(path, &mut found);
        for unknown in params.keys().filter(|name| !names.contains(&name.as_str())) {
            let advice = advice(unknown, &names, "Known here", &|meant| path.field(meant).to_string());
            let unknown = path.field(unknown);
            let message = format!("{unknown} is not a parameter of {}. {advice}", self.entry.name());
            self.tell(&unknown, IssueCode::Unknown, message);
        }
        found
    }

    fn value(&mut self, path: &Path, kind: &'static Kind, value: Value) -> Seen {
        match (kind, value) {
            (Kind::Boolean, value @ Value::Bool(_)) => Seen::Value(value),
            (Kind::Size, value @ Value::Number(_)) => {
                if value.as_u64().is_some() {
                    Seen::Value(value)
                } else {
                    self.refuse(path, IssueCode::Range, "must be a whole number of at least 0")
                }
            }
            (Kind::List(item), Value::Array(items)) => self.list(path, item, items),
            (Kind::Metadata, Value::Object(entries)) if !is_mark(&entries) => self.metadata(path, entries),
            (Kind::File(fields), Value::Object(file)) if !is_mark(&file) => self.file(path, fields, file),
            (Kind::Bytes, value) if params::bytes_of(&value).is_some() => Seen::Value(Value::Null),
            (Kind::Boolean | Kind::Size | Kind::List(_) | Kind::Metadata | Kind::File(_) | Kind::Bytes, value) => {
                self.wrong_type(path, kind, &value)
            }
            (_, Value::String(text)) => self.text(path, kind, text),
            (_, value) => self.wrong_type(path, kind, &value),
        }
    }

    fn text(&mut self, path: &Path, kind: &'static Kind, text: String) -> Seen {
        let trimmed = text.trim();
        if trimmed.is_empty() || is_nothing_chosen(kind, trimmed) {
            return Seen::Nothing;
        }
        match kind {
            Kind::Text => Seen::Value(Value::String(text)),
            Kind::Id if is_uuid(trimmed) => Seen::Value(trimmed.into()),
            Kind::Id => self.refuse(
                path,
                IssueCode::Format,
                "must be a UUID, such as 0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10",
            ),
            Kind::Sender | Kind::Recipient => Seen::Value(party(trimmed).into()),
            Kind::Url if is_http_url(trimmed) => Seen::Value(trimmed.into()),
            Kind::Url => self.refuse(
                path,
                IssueCode::Format,
                "must be an address that begins with http:// or https://",
            ),
            Kind::Choice(known) => match known.contains(&trimmed) {
                true => Seen::Value(trimmed.into()),
                false => {
                    let meant = nearest(trimmed, known.iter().copied());
                    let advice = meant
                        .map(|meant| format!(" (did you mean {meant}?)"))
                        .unwrap_or_default();
                    self.refuse(
                        path,
                        IssueCode::Enum,
                        &format!("must be one of {}{advice}", known.join(", ")),
                    )
                }
            },
            Kind::MimeType if media::is_media_type(trimmed) => Seen::Value(trimmed.into()),
            Kind::MimeType => self.refuse(path, IssueCode::Format, "must be a media type such as application/pdf"),
            Kind::FileName if trimmed.chars().any(char::is_control) => {
                self.refuse(path, IssueCode::Format, "must not hold control characters")
            }
            Kind::FileName => Seen::Value(trimmed.into()),
            _ => Seen::Value(Value::String(text)),
        }
    }

    fn list(&mut self, path: &Path, item: &'static Kind, items: Vec<Value>) -> Seen {
        let told = self.issues.len();
        let mut list = Vec::with_capacity(items.len());
        for (index, value) in items.into_iter().enumerate() {
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

    /// Values are texts; what the API would not keep as it is given is refused.
    fn metadata(&mut self, path: &Path, entries: Map<String, Value>) -> Seen {
        let told = self.issues.len();
        let mut texts = Map::new();
        for (key, value) in entries {
            let text = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(yes) => yes.to_string(),
                other => {
                    let path = path.field(&key);
                    let what = params::describe(&other);
                    self.tell(
                        &path,
                        IssueCode::Type,
                        format!("{path} must be a text, a number or a boolean, not {what}: metadata holds plain values only."),
                    );
                    continue;
                }
            };
            texts.insert(key, Value::String(text));
        }
        self.unless_told(told, Value::Object(texts))
    }

    fn rules(&mut self, given: &[&'static str]) {
        let operation = self.entry.operation;
        for rule in operation.rules {
            match *rule {
                Rule::ExactlyOne(names) => self.exactly_one(names, given),
                Rule::RequiredUnless { given: other, fields } if !given.contains(&other) => {
                    for name in fields.iter().filter(|name| !given.contains(name)) {
                        let path = Path::Root.field(name);
                        let kind = operation.field(name).map_or("", |field| ask(&field.kind));
                        let message = format!("{} is empty: {kind}, or give {other} instead.", path.label());
                        self.tell(&path, IssueCode::Required, message);
                    }
                }
                Rule::RequiredUnless { .. } => {}
            }
        }
    }

    fn exactly_one(&mut self, names: &'static [&'static str], given: &[&'static str]) {
        let all = names.join(", ");
        let mut present = names.iter().filter(|name| given.contains(name));
        match (present.next(), names.first()) {
            (Some(first), _) => {
                for extra in present {
                    let message = format!("{extra} cannot be given together with {first}: keep exactly one of {all}.");
                    self.tell(&Path::Root.field(extra), IssueCode::Conflict, message);
                }
            }
            (None, Some(first)) => {
                let message = format!("One of {all} is missing: give exactly one of them.");
                self.tell(&Path::Root.field(first), IssueCode::Required, message);
            }
            (None, None) => {}
        }
    }

    fn wrong_type(&mut self, path: &Path, kind: &Kind, value: &Value) -> Seen {
        let advice = if value.is_null() { " (leave it out instead)" } else { "" };
        let message = format!("must be {}, not {}{advice}", noun(kind), params::describe(value));
        self.refuse(path, IssueCode::Type, &message)
    }

    fn refuse(&mut self, path: &Path, code: IssueCode, what: &str) -> Seen {
        self.tell(path, code, format!("{path} {what}."));
        Seen::Refused
    }

    fn unless_told(&self, told_before: usize, value: Value) -> Seen {
        match self.issues.len() > told_before {
            true => Seen::Refused,
            false => Seen::Value(value),
        }
    }

    pub(super) fn tell(&mut self, path: &Path, code: IssueCode, message: String) {
        self.issues.push(Issue {
            field: path.to_string(),
            code,
            message,
        });
    }
}

/// What a field of this kind wants, as advice.
fn ask(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "give a text",
        Kind::Id => "give its id, a UUID",
        Kind::Sender => "give the channel's phone number with country code, its @instagram user or its id",
        Kind::Recipient => "give a phone number with country code or an @instagram user",
        Kind::Url => "give an http or https address",
        Kind::Boolean => "give true or false",
        Kind::Size => "give a number",
        Kind::Choice(_) => "choose a value",
        Kind::List(_) => "give an array",
        Kind::Metadata => "give keys with plain values",
        Kind::MimeType => "give a media type such as application/pdf",
        Kind::FileName => "give the file's name with its extension",
        Kind::File(_) => "give { name, mimeType, data }",
        Kind::Bytes => "give a Blob, a Buffer, another view, an ArrayBuffer, base64 text or a stream",
    }
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "true or false",
        Kind::Size => "a number",
        Kind::List(_) => "an array",
        Kind::Metadata => "an object of plain values",
        Kind::File(_) => "an object { name, mimeType, data }",
        Kind::Bytes => "bytes",
        _ => "a text",
    }
}

fn is_mark(entries: &Map<String, Value>) -> bool {
    entries.contains_key(params::MARK)
}

/// Only where an id or a choice is expected, and only if the API does not mean something by it.
fn is_nothing_chosen(kind: &Kind, text: &str) -> bool {
    NOTHING_CHOSEN.contains(&text)
        && match kind {
            Kind::Id | Kind::Sender => true,
            Kind::Choice(known) => !known.contains(&text),
            _ => false,
        }
}
