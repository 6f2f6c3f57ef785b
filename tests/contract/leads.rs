//! Which param leads where in a request, and params that carry a value there.

use crate::place::{Place, Step};
use serde_json::{Value, json};
use wts_chat::catalog::{self, Entry, Field, Kind, Rule};
use wts_chat::error::{Issue, IssueCode};
use wts_chat::request::{self, Locale, Request};

pub type Params = serde_json::Map<String, Value>;

pub const ID: &str = "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10";

pub fn entry(name: &str) -> Entry {
    let (resource, operation) = name.split_once('.').unwrap();
    catalog::find(resource, operation).unwrap_or_else(|| panic!("{name} has no row"))
}

/// A param, or a part of one, that goes into the request.
pub struct Lead {
    /// Where it is in the params.
    pub param: Place,
    /// Where it goes.
    pub place: Place,
    pub kind: &'static Kind,
    /// Absent for the entries of a list.
    pub field: Option<&'static Field>,
}

impl Lead {
    pub fn is_required(&self) -> bool {
        self.field.is_some_and(|field| field.required)
    }

    pub fn is_nullable(&self) -> bool {
        self.field.is_some_and(|field| field.nullable)
    }

    /// What an update writes: it follows from the other params.
    pub fn is_mask(&self) -> bool {
        self.place == Place::default().keys("body.fields")
    }

    pub fn name(&self, entry: Entry) -> String {
        format!("{} {}", entry.name(), self.param)
    }
}

pub fn leads(entry: Entry) -> Vec<Lead> {
    let mut leads = Vec::new();
    for field in entry.operation.fields() {
        if let Some(place) = place_of(field, &Place::default()) {
            let param = Place::default().key(field.name);
            follow(param, place, &field.kind, Some(field), &mut leads);
        }
    }
    leads
}

/// Where a field goes; a file goes elsewhere first.
fn place_of(field: &Field, root: &Place) -> Option<Place> {
    match field.place {
        catalog::Place::Path(name) => Some(root.key("path").key(name)),
        catalog::Place::Query(name) => Some(root.key("query").key(name)),
        catalog::Place::Body(path) => Some(root.key("body").keys(path)),
        catalog::Place::Route | catalog::Place::Patience | catalog::Place::Upload(_) => None,
    }
}

fn follow(param: Place, place: Place, kind: &'static Kind, field: Option<&'static Field>, leads: &mut Vec<Lead>) {
    match kind {
        Kind::List { of, .. } => follow(param.with(Step::Item), place.with(Step::Item), of, None, leads),
        Kind::Object(shape) => {
            for inner in shape.fields {
                let catalog::Place::Body(path) = inner.place else {
                    panic!("{param}.{} is not in the body", inner.name);
                };
                follow(param.key(inner.name), place.keys(path), &inner.kind, Some(inner), leads);
            }
        }
        _ => {}
    }
    leads.push(Lead {
        param,
        place,
        kind,
        field,
    });
}

/// Right params, but for this value at this place.
pub fn carrying(entry: Entry, param: &Place, value: Value) -> Value {
    let fields: Vec<_> = entry.operation.fields().collect();
    Value::Object(object_with(&fields, entry.operation.rules, &param.0, value))
}

/// As few right params as there can be.
pub fn least(entry: Entry) -> Value {
    let fields: Vec<_> = entry.operation.fields().collect();
    let mut params = Params::new();
    complete(&mut params, &fields, entry.operation.rules, None);
    Value::Object(params)
}

fn object_with(fields: &[&'static Field], rules: &'static [Rule], path: &[Step], value: Value) -> Params {
    let [Step::Key(name), rest @ ..] = path else {
        panic!("{path:?} is in no object");
    };
    let field = fields.iter().find(|field| field.name == name).unwrap();
    let mut object = Params::from_iter([(name.clone(), value_with(&field.kind, rest, value))]);
    complete(&mut object, fields, rules, Some(name));
    object
}

fn value_with(kind: &'static Kind, path: &[Step], value: Value) -> Value {
    match (kind, path) {
        (_, []) => value,
        (Kind::List { of, .. }, [Step::Item, rest @ ..]) => json!([value_with(of, rest, value)]),
        (Kind::Object(shape), path) => {
            let fields: Vec<_> = shape.fields.iter().collect();
            object_with(&fields, shape.rules, path, value).into()
        }
        _ => panic!("{path:?} is not in {}", kind.as_str()),
    }
}

/// Adds what is missing to an object, around the one param that it is about.
fn complete(object: &mut Params, fields: &[&'static Field], rules: &'static [Rule], about: Option<&str>) {
    for field in fields.iter().filter(|field| field.required) {
        if !object.contains_key(field.name) {
            object.insert(field.name.to_owned(), sample(&field.kind));
        }
    }
    let about_given = about.filter(|about| says(object.get(*about)));
    let choose = |names: &[&'static str]| {
        let chosen = names.iter().find(|name| Some(**name) == about_given);
        *chosen.or(names.iter().find(|name| Some(**name) != about)).unwrap()
    };
    for rule in rules {
        keep(rule, object, fields, &choose);
    }
}

/// Makes an object keep a rule that it may break; `choose` says which of some fields to give.
pub fn keep(
    rule: &Rule,
    object: &mut Params,
    fields: &[&'static Field],
    choose: &dyn Fn(&[&'static str]) -> &'static str,
) {
    let given = |object: &Params, name: &str| says(object.get(name));
    let give = |object: &mut Params, name: &str| {
        if !given(object, name) {
            let field = fields.iter().find(|field| field.name == name).unwrap();
            object.insert(name.to_owned(), sample(&field.kind));
        }
    };
    match *rule {
        Rule::ExactlyOne(names) => {
            let one = choose(names);
            object.retain(|name, value| name == one || !names.contains(&name.as_str()) || !says(Some(value)));
            give(object, one);
        }
        Rule::AtMostOne(names) => {
            let present: Vec<_> = names.iter().copied().filter(|name| given(object, name)).collect();
            if present.len() > 1 {
                let one = choose(&present);
                object.retain(|name, value| name == one || !names.contains(&name.as_str()) || !says(Some(value)));
            }
        }
        Rule::AtLeastOne(names) => {
            if !names.iter().any(|name| given(object, name)) {
                give(object, choose(names));
            }
        }
        Rule::RequiredUnless {
            given: other,
            fields: names,
        } => {
            if given(object, other) {
                return;
            }
            let all: Vec<_> = [other].into_iter().chain(names.iter().copied()).collect();
            match choose(&all) {
                one if one == other => give(object, other),
                _ => names.iter().for_each(|name| give(object, name)),
            }
        }
        Rule::Requires {
            given: other,
            is,
            field,
        } => {
            if given(object, other) && is.is_none_or(|is| object[other] == is) {
                give(object, field);
            }
        }
        Rule::Mask(renamed) => {
            let is_written = |field: &Field| {
                let value = object.get(field.name);
                (says(value) || value == Some(&Value::Null)) && written_as(field, fields, renamed).is_some()
            };
            if !object.contains_key(Rule::MASK) && !fields.iter().any(|field| is_written(field)) {
                give(object, Rule::MASK);
            }
        }
        Rule::Follows { .. } | Rule::Always(_) | Rule::Brings { .. } => {}
    }
}

/// What a mask calls a param, if it has a name for it.
pub fn written_as(
    field: &Field,
    fields: &[&'static Field],
    renamed: &[(&'static str, &'static str)],
) -> Option<String> {
    let other = renamed.iter().find(|(name, _)| *name == field.name);
    let name = match other {
        Some((_, name)) => (*name).to_owned(),
        None => field.name[..1].to_uppercase() + &field.name[1..],
    };
    let mask = fields.iter().find(|field| field.name == Rule::MASK)?;
    match mask.kind {
        Kind::List {
            of: Kind::Choice(names),
            ..
        } => names.contains(&name.as_str()).then_some(name),
        _ => None,
    }
}

/// Whether a value counts as given.
fn says(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !["", "NOT_SEND", "UNDEFINED"].contains(&text.trim()),
        Some(_) => true,
    }
}

/// A right value, which is sent as it is.
pub fn sample(kind: &'static Kind) -> Value {
    match kind {
        Kind::Text(_) => json!("Olá & até"),
        Kind::Id => json!(ID),
        Kind::Key => json!("pedido 42"),
        Kind::Sender | Kind::Recipient | Kind::Phone => json!("5511999999999"),
        Kind::Email => json!("ana@example.com"),
        Kind::Url(_) | Kind::FileIdOrUrl => json!("https://files.example/a.pdf"),
        Kind::Boolean => json!(true),
        Kind::Size | Kind::Integer(..) => json!(7),
        Kind::Number | Kind::Position => json!(1.5),
        Kind::Date => json!("2026-03-01T12:00:00.000Z"),
        Kind::Choice(known) => json!(known[0]),
        Kind::List { of, .. } => json!([sample(of)]),
        Kind::Metadata { .. } => json!({ "cor & tom": "azul" }),
        Kind::Values => json!({ "cpf": "123", "notas": [1, null] }),
        Kind::Object(shape) => {
            let mut object = Params::new();
            complete(&mut object, &shape.fields.iter().collect::<Vec<_>>(), shape.rules, None);
            object.into()
        }
        Kind::MimeType => json!("application/pdf"),
        Kind::FileName => json!("a.pdf"),
        Kind::File(_) => json!({ "name": "a.pdf", "data": sample(&Kind::Bytes) }),
        Kind::Bytes => json!({ "\0": "bytes", "size": 3 }),
    }
}

/// A right text of so many characters.
pub fn sample_of_length(kind: &Kind, length: usize) -> Value {
    match kind {
        Kind::Phone => json!("5".repeat(length)),
        Kind::Url(_) => json!(format!("{:x<length$}", "https://a.example/")),
        Kind::Email => {
            let (local, domain) = ("a".repeat(64), length - 65);
            json!(format!(
                "{local}@{}{}",
                "b.".repeat(domain / 2 - 1),
                "b".repeat(2 + domain % 2)
            ))
        }
        _ => json!("é".repeat(length)),
    }
}

/// The request, with the id of a stored file in the place of one that would be uploaded.
pub fn build(entry: Entry, params: &Value) -> Result<Request, Vec<Issue>> {
    let checked = request::prepare(
        entry.resource,
        entry.operation.name,
        &params.to_string(),
        &Locale::default(),
    )?;
    let upload = checked.upload.clone();
    let mut built = request::build(checked);
    if let Some(upload) = upload {
        built.set(upload.id_at, ID.into());
    }
    Ok(built)
}

/// Field and code of every issue.
pub fn told(entry: Entry, params: &Value) -> Vec<(String, IssueCode)> {
    let issues = build(entry, params).err().unwrap_or_default();
    issues.into_iter().map(|issue| (issue.field, issue.code)).collect()
}
