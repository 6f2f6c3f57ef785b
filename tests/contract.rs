//! Whatever passes validation builds a request that the OpenAPI document accepts, for every row of the catalog.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wts_chat::catalog::{self, Entry, Field, Kind, Rule};
use wts_chat::request::{self, Params, Request};

#[test]
fn right_params_pass_and_build_what_the_document_accepts() {
    let document = Document::read();
    for entry in catalog::entries() {
        run(&right(entry), |params| {
            let text = Value::Object(params.clone()).to_string();
            let built = build(entry, &params).unwrap_or_else(|issues| panic!("{}: {issues:?} in {text}", entry.name()));
            document
                .judge(entry, &built)
                .unwrap_or_else(|why| panic!("{}: {why} in {text}", entry.name()));
        });
    }
}

#[test]
fn wild_params_that_pass_build_what_the_document_accepts() {
    let document = Document::read();
    let (passed, refused) = (Cell::new(0), Cell::new(0));
    for entry in catalog::entries() {
        run(&wild(entry), |params| match build(entry, &params) {
            Err(issues) => {
                assert!(!issues.is_empty());
                refused.set(refused.get() + 1);
            }
            Ok(built) => {
                let text = Value::Object(params).to_string();
                document
                    .judge(entry, &built)
                    .unwrap_or_else(|why| panic!("{}: {why} in {text}", entry.name()));
                passed.set(passed.get() + 1);
            }
        });
    }
    // Neither side of the question may be asked too rarely to mean anything.
    assert!(
        passed.get() > 100 && refused.get() > 100,
        "{passed:?} passed, {refused:?} refused"
    );
}

fn run(strategy: &BoxedStrategy<Params>, check: impl Fn(Params)) {
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(strategy, |params| {
            check(params);
            Ok(())
        })
        .unwrap();
}

/// The request, with a file in the place of one that would be uploaded.
fn build(entry: Entry, params: &Params) -> Result<Request, Vec<wts_chat::error::Issue>> {
    let checked = request::check(entry, params.clone())?;
    let upload = checked.upload.clone();
    let mut built = request::build(checked);
    if let Some(upload) = upload {
        built.set(upload.id_at, json!("0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"));
    }
    Ok(built)
}

/// Params that keep every rule of their row.
fn right(entry: Entry) -> BoxedStrategy<Params> {
    let fields: Vec<BoxedStrategy<Option<(String, Value)>>> = entry
        .operation
        .fields()
        .map(|field| {
            let given = right_value(&field.kind).prop_map(|value| Some((field.name.to_owned(), value)));
            match field.required {
                true => given.boxed(),
                false => prop_oneof![given, Just(None)].boxed(),
            }
        })
        .collect();
    (fields, any::<prop::sample::Index>())
        .prop_map(move |(fields, choice)| {
            let mut params: Params = fields.into_iter().flatten().collect();
            for rule in entry.operation.rules {
                keep(rule, &mut params, choice);
            }
            params
        })
        .boxed()
}

/// Makes params keep a rule that they may break.
fn keep(rule: &Rule, params: &mut Params, choice: prop::sample::Index) {
    match *rule {
        Rule::ExactlyOne(names) => {
            let chosen = names[choice.index(names.len())];
            for name in names {
                params.remove(*name);
            }
            let value = match chosen {
                "url" => json!("https://files.example/a.pdf"),
                "fileId" => json!("0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10"),
                _ => file(),
            };
            params.insert(chosen.to_owned(), value);
        }
        Rule::RequiredUnless { given, fields } => {
            if !params.contains_key(given) {
                for name in fields {
                    params.entry(*name).or_insert(json!("5511999999999"));
                }
            }
        }
    }
}

fn file() -> Value {
    json!({ "name": "a.pdf", "data": { "\0": "bytes", "size": 3 } })
}

fn right_value(kind: &'static Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Text => "\\PC*[a-z]\\PC*".prop_map(Value::from).boxed(),
        Kind::Id => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            .prop_map(Value::from)
            .boxed(),
        Kind::Sender | Kind::Recipient => prop_oneof![
            "[0-9]{10,13}",
            "\\+55 \\([1-9]{2}\\) 9[0-9]{4}-[0-9]{4}",
            "@[a-z.]{1,20}"
        ]
        .prop_map(Value::from)
        .boxed(),
        Kind::Url => "https?://[a-z]{1,9}\\.example/[a-zA-Z0-9%?=&#]{0,20}"
            .prop_map(Value::from)
            .boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Size => any::<u32>().prop_map(Value::from).boxed(),
        Kind::Choice(known) => select(*known).prop_map(Value::from).boxed(),
        Kind::List(item) => vec(right_value(item), 0..4).prop_map(Value::from).boxed(),
        Kind::Metadata => {
            let value = prop_oneof![
                ".*".prop_map(Value::from),
                any::<i64>().prop_map(Value::from),
                any::<bool>().prop_map(Value::from)
            ];
            prop::collection::btree_map("[a-z]{1,8}", value, 0..4)
                .prop_map(|entries| Value::Object(Map::from_iter(entries)))
                .boxed()
        }
        Kind::MimeType => select(&["application/pdf", "image/png", "text/plain; charset=utf-8"][..])
            .prop_map(Value::from)
            .boxed(),
        Kind::FileName => "[a-z ]{0,9}[a-z]\\.[a-z]{2,4}".prop_map(Value::from).boxed(),
        Kind::File(_) => Just(file()).boxed(),
        Kind::Bytes => Just(json!({ "\0": "bytes", "size": 3 })).boxed(),
    }
}

/// Params in which anything may be missing, wrong, null, or unknown.
fn wild(entry: Entry) -> BoxedStrategy<Params> {
    let fields: Vec<&'static Field> = entry.operation.fields().collect();
    let one = |field: &'static Field| {
        let value = prop_oneof![6 => right_value(&field.kind), 1 => anything()];
        prop_oneof![1 => Just(None), 2 => value.prop_map(|value| Some((field.name.to_owned(), value)))].boxed()
    };
    let given: Vec<_> = fields.into_iter().map(one).collect();
    let unknown = prop_oneof![9 => Just(None), 1 => ("[a-zA-Z.]{0,12}", anything()).prop_map(Some)];
    (given, unknown)
        .prop_map(|(given, unknown)| given.into_iter().flatten().chain(unknown).collect())
        .boxed()
}

fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        select(&["NOT_SEND", "UNDEFINED", " ", "..", "a/b", "\r\nX: y", "%2e%2e"][..]).prop_map(Value::from),
        Just(json!({ "\0": "NaN" })),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z]{0,8}", inner, 0..4)
                .prop_map(|entries| Value::Object(Map::from_iter(entries))),
        ]
    })
    .boxed()
}

/// The OpenAPI document as a judge of requests.
struct Document {
    paths: Value,
    components: Value,
    /// By the text of their schema: compiling one takes longer than asking it.
    validators: RefCell<HashMap<String, Rc<Validator>>>,
}

impl Document {
    fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sandbox/openapi.json");
        let text = std::fs::read_to_string(path).unwrap();
        let mut document: Value = serde_json::from_str(&text).unwrap();
        to_json_schema(&mut document);
        Document {
            paths: document["paths"].take(),
            components: document["components"].take(),
            validators: RefCell::default(),
        }
    }

    fn judge(&self, entry: Entry, request: &Request) -> Result<(), String> {
        let operation = entry.operation;
        let template = [Some(operation.path), operation.sync_path]
            .into_iter()
            .flatten()
            .find(|template| {
                template.split('/').count() == request.path.split('/').count() && same_shape(template, &request.path)
            })
            .ok_or(format!("{} is no route of it", request.path))?;
        let route = &self.paths[template][request.method.as_str().to_lowercase()];
        let parameters = route["parameters"].as_array().cloned().unwrap_or_default();
        for (part, value) in template.split('/').zip(request.path.split('/')) {
            if let Some(name) = part.strip_prefix('{') {
                let schema = parameter(&parameters, "path", name.trim_end_matches('}'))?;
                self.check(&schema, &json!(value), name)?;
            }
        }
        let mut query = Map::new();
        for pair in request.query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or(pair)?;
            let schema = parameter(&parameters, "query", name)?;
            let value = json!(decode(value));
            if schema["type"] == "array" {
                query
                    .entry(name)
                    .or_insert(json!([]))
                    .as_array_mut()
                    .unwrap()
                    .push(value);
            } else if query.insert(name.to_owned(), value).is_some() {
                return Err(format!("{name} is there twice"));
            }
        }
        for parameter in &parameters {
            let name = parameter["name"].as_str().unwrap();
            match query.get(name) {
                Some(value) => self.check(&parameter["schema"], value, name)?,
                None if parameter["in"] == "query" && parameter["required"] == true => {
                    return Err(format!("{name} is missing"));
                }
                None => {}
            }
        }
        let schema = &route["requestBody"]["content"]["application/json"]["schema"];
        match (&request.body, schema.is_null()) {
            (None, true) => Ok(()),
            (Some(body), false) => self.check(schema, &Value::Object(body.clone()), "body"),
            (body, _) => Err(format!("body {body:?} against {schema}")),
        }
    }

    fn check(&self, schema: &Value, value: &Value, name: &str) -> Result<(), String> {
        let compile = || {
            let mut schema = schema.clone();
            schema["components"] = self.components.clone();
            let options = jsonschema::options().should_validate_formats(true);
            Rc::new(options.build(&schema).unwrap())
        };
        let validator = self
            .validators
            .borrow_mut()
            .entry(schema.to_string())
            .or_insert_with(compile)
            .clone();
        match validator.iter_errors(value).next() {
            None => Ok(()),
            Some(error) => Err(format!("{name}: {error} at {}", error.instance_path())),
        }
    }
}

fn parameter(parameters: &[Value], place: &str, name: &str) -> Result<Value, String> {
    let found = parameters
        .iter()
        .find(|parameter| parameter["in"] == place && parameter["name"] == name);
    Ok(found.ok_or(format!("{name} is no {place} parameter"))?["schema"].clone())
}

fn same_shape(template: &str, path: &str) -> bool {
    template
        .split('/')
        .zip(path.split('/'))
        .all(|(part, value)| part.starts_with('{') || part == value)
}

/// OpenAPI 3.0 says `nullable` where JSON Schema has a list of types.
fn to_json_schema(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_json_schema),
        Value::Object(object) => {
            if object.get("nullable") == Some(&json!(true)) {
                if let Some(kind) = object.get_mut("type").filter(|kind| kind.is_string()) {
                    *kind = json!([kind.take(), "null"]);
                }
                if let Some(Value::Array(values)) = object.get_mut("enum") {
                    values.push(Value::Null);
                }
            }
            object.values_mut().for_each(to_json_schema);
        }
        _ => {}
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            plain => bytes.push(plain),
        }
    }
    String::from_utf8(bytes).unwrap()
}
