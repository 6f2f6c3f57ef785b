//! Params → all issues at once, or the values to send.

use super::file::Upload;
use super::locale::Locale;
use super::nearest::advice;
use super::params::Params;
use super::path::Path;
use crate::catalog::{Entry, Field, Place, Rule};
use crate::error::{Issue, IssueCode, MOST_ISSUES};
use crate::json::{Map, Value};

/// Params that passed: what goes where, and what must be uploaded before.
#[derive(Debug)]
pub struct Checked {
    pub entry: Entry,
    pub(super) values: Values,
    pub upload: Option<Upload>,
    /// For how many milliseconds to wait for the end, where the operation waits.
    pub patience: Option<u32>,
}

/// How long to wait for the end when nothing is said, in milliseconds.
const PATIENCE: u32 = 60_000;

/// How many fields an operation has at most, and how many of them have defaults, or so: what is asked for at once need not grow.
const MOST_FIELDS: usize = 32;
const SWITCHES: usize = 4;

/// What each place gets.
pub(super) type Values = Vec<(Place, Value)>;

/// Checks params against the row of their operation. Pure; tells every issue, each with its field and what to do.
pub fn check(entry: Entry, params: Params, locale: &Locale) -> Result<Checked, Vec<Issue>> {
    let mut checker = Checker {
        entry,
        locale,
        issues: Vec::new(),
        upload: None,
    };
    let mut fields = Vec::with_capacity(MOST_FIELDS);
    fields.extend(entry.operation.fields());
    let found = checker.object_of(&Path::Root, &fields, entry.operation.rules, params);
    if checker.issues.is_empty() {
        let is_patience = |field: &Field| field.place == Place::Patience;
        let given = found.values.iter().find(|(field, _)| is_patience(field));
        let given = given.and_then(|(_, value)| u32::try_from(value.as_u64()?).ok());
        let waits = fields.iter().any(|field| is_patience(field));
        Ok(Checked {
            entry,
            patience: waits.then(|| given.unwrap_or(PATIENCE)),
            values: found.places(),
            upload: checker.upload,
        })
    } else {
        Err(checker.issues)
    }
}

pub(super) struct Checker<'a> {
    pub(super) entry: Entry,
    pub(super) locale: &'a Locale<'a>,
    pub(super) issues: Vec<Issue>,
    pub(super) upload: Option<Upload>,
}

/// What an object of params held.
pub(super) struct Found {
    pub(super) values: Vec<(&'static Field, Value)>,
    /// Names of all fields that say something, rightly or wrongly.
    pub(super) given: Vec<&'static str>,
    /// What rules add.
    pub(super) added: Values,
}

impl Found {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(field, _)| field.name == name)?;
        value.as_str()
    }

    fn places(self) -> Values {
        let values = self.values.into_iter().map(|(field, value)| (field.place, value));
        let mut places = Vec::with_capacity(values.len() + self.added.len());
        places.extend(values);
        places.extend(self.added);
        places
    }

    /// An object of a body.
    pub(super) fn object(self) -> Value {
        let mut object = Value::Object(Map::new());
        for (place, value) in self.places() {
            if let Place::Body(at) = place {
                super::build::set(&mut object, at, value);
            }
        }
        object
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

impl Checker<'_> {
    /// Reads an object of params: its fields, then what they demand of each other.
    pub(super) fn object_of(
        &mut self,
        path: &Path,
        fields: &[&'static Field],
        rules: &'static [Rule],
        params: Params,
    ) -> Found {
        let mut found = self.fields(path, fields, params);
        self.file_name(path, &mut found);
        self.rules(path, rules, fields, &mut found);
        found
    }

    fn fields(&mut self, path: &Path, fields: &[&'static Field], mut params: Params) -> Found {
        let mut found = Found {
            values: Vec::with_capacity(params.len() + SWITCHES),
            given: Vec::with_capacity(params.len()),
            added: Vec::new(),
        };
        let mut known = 0;
        for field in fields.iter().copied() {
            let path = path.field(field.name);
            let given = params.get_mut(field.name).map(Value::take);
            known += usize::from(given.is_some());
            let seen = match given {
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
                        format!("{} is empty: {}.", path.label(), super::kinds::ask(&field.kind)),
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
        if known == params.len() {
            return found;
        }
        let names: Vec<_> = fields.iter().map(|field| field.name).collect();
        for unknown in params.keys().filter(|name| !names.contains(name)) {
            if self.is_full() {
                break;
            }
            let advice = advice(unknown, &names, "Known here", &|meant| path.field(meant).to_string());
            let unknown = path.field(unknown);
            let message = format!("{unknown} is not a parameter of {}. {advice}", self.entry.name());
            self.tell(&unknown, IssueCode::Unknown, message);
        }
        found
    }

    pub(super) fn refuse(&mut self, path: &Path, code: IssueCode, what: &str) -> Seen {
        self.tell(path, code, format!("{path} {what}."));
        Seen::Refused
    }

    pub(super) fn unless_told(&self, told_before: usize, value: Value) -> Seen {
        match self.issues.len() > told_before || self.is_full() {
            true => Seen::Refused,
            false => Seen::Value(value),
        }
    }

    pub(super) fn tell(&mut self, path: &Path, code: IssueCode, message: String) {
        if !self.is_full() {
            self.issues.push(Issue::new(&path.to_string(), code, message));
        }
    }

    /// Whether nobody would read what else is wrong.
    pub(super) fn is_full(&self) -> bool {
        self.issues.len() >= MOST_ISSUES
    }
}
