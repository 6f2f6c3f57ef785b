//! The OpenAPI document: what each operation takes, as one schema, and what it answers.

use crate::leads::entry;
use crate::place::{Place, Step};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::sync::{LazyLock, OnceLock};
use wts_chat::catalog::Entry;
use wts_chat::request::Request;

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(read);

pub fn routes() -> &'static [Route] {
    &ROUTES
}

/// The routes that an operation may take.
pub fn routes_of(entry: Entry) -> impl Iterator<Item = &'static Route> {
    let operation = entry.operation;
    let paths = [Some(operation.path), operation.sync_path];
    paths.into_iter().flatten().map(move |path| {
        routes()
            .iter()
            .find(|route| route.method == operation.method.as_str() && route.path == path)
            .unwrap_or_else(|| panic!("{}: no route {path}", entry.name()))
    })
}

/// The documented operations, each with the row of its name.
pub fn documented() -> impl Iterator<Item = (Entry, &'static Route)> {
    routes().iter().map(|route| (entry(&route.name), route))
}

pub struct Route {
    /// The document's `operationId`.
    pub name: String,
    pub method: String,
    pub path: String,
    /// Of a request as `{ path: {…}, query: {…}, body: … }`, without references.
    pub takes: Value,
    /// Of the answer to a success; null when there is none.
    pub answers: Value,
    validator: OnceLock<Validator>,
}

/// A place in what a route takes.
pub struct Node {
    pub place: Place,
    pub schema: &'static Value,
    /// What is around it must have it.
    pub required: bool,
}

/// The body as the test can look into it.
pub fn body_of(request: &Request) -> Option<Value> {
    Some(serde_json::from_str(&request.body.as_ref()?.to_text()).unwrap())
}

impl Route {
    pub fn nodes(&'static self) -> Vec<Node> {
        let mut nodes = Vec::new();
        collect(&Place::default(), &self.takes, true, &mut nodes);
        nodes
    }

    /// Why the document refuses a request, if it does.
    pub fn judge(&self, request: &Request) -> Result<(), String> {
        let validator = self.validator.get_or_init(|| {
            let mut schema = self.takes.clone();
            to_json_schema(&mut schema);
            let options = jsonschema::options().should_validate_formats(true);
            options.build(&schema).unwrap()
        });
        match validator.iter_errors(&self.view(request)?).next() {
            None => Ok(()),
            Some(error) => Err(format!("{error} at {}", error.instance_path())),
        }
    }

    /// A request as a value of `takes`.
    pub fn view(&self, request: &Request) -> Result<Value, String> {
        if request.method.as_str() != self.method {
            return Err(format!("{:?} is not {}", request.method, self.method));
        }
        let mut view = json!({ "path": self.path_of(request)?, "query": self.query_of(request)? });
        if let Some(body) = body_of(request) {
            view["body"] = body;
        }
        Ok(view)
    }

    fn path_of(&self, request: &Request) -> Result<Value, String> {
        let no_route = || format!("{} is not {}", request.path, self.path);
        if self.path.split('/').count() != request.path.split('/').count() {
            return Err(no_route());
        }
        let mut path = Map::new();
        for (part, given) in self.path.split('/').zip(request.path.split('/')) {
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                // What a URL parser takes for a way up is no value.
                Some(_) if ["", ".", ".."].contains(&decode(given).as_str()) => return Err(no_route()),
                Some(name) => _ = path.insert(name.to_owned(), decode(given).into()),
                None if part != given => return Err(no_route()),
                None => {}
            }
        }
        Ok(path.into())
    }

    fn query_of(&self, request: &Request) -> Result<Value, String> {
        let known = &self.takes["properties"]["query"]["properties"];
        let mut query = json!({});
        for pair in request.query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, text) = pair.split_once('=').ok_or(pair)?;
            let (name, text) = (decode(name), decode(text));
            if let Some((name, key)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) {
                query[name][key] = text.into();
            } else if known[&name]["type"] == "array" {
                let list = query.as_object_mut().unwrap().entry(name).or_insert(json!([]));
                list.as_array_mut().unwrap().push(text.into());
            } else if query.get(&name).is_some() {
                return Err(format!("{name} is there twice"));
            } else {
                query[&name] = match known[&name]["type"].as_str() {
                    Some("integer" | "number" | "boolean") => serde_json::from_str(&text).unwrap_or(text.into()),
                    _ => text.into(),
                };
            }
        }
        Ok(query)
    }
}

fn collect(place: &Place, schema: &'static Value, required: bool, nodes: &mut Vec<Node>) {
    let mut visit = |step: Step, schema, required| collect(&place.with(step), schema, required, nodes);
    if let Some(items) = schema.get("items") {
        visit(Step::Item, items, false);
    }
    if let Some(properties) = schema["properties"].as_object() {
        for (name, property) in properties {
            let required = schema["required"]
                .as_array()
                .is_some_and(|names| names.iter().any(|other| other == name));
            visit(Step::Key(name.clone()), property, required);
        }
    }
    nodes.push(Node {
        place: place.clone(),
        schema,
        required,
    });
}

fn read() -> Vec<Route> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sandbox/openapi.json");
    let text = std::fs::read_to_string(path).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"];
            routes.push(Route {
                name: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                takes: takes(&document, operation),
                answers: referred(&document, answer).clone(),
                validator: OnceLock::new(),
            });
        }
    }
    routes
}

fn takes(document: &Value, operation: &Value) -> Value {
    let empty = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&empty);
    let group = |place: &str| {
        let mut group = json!({ "type": "object", "properties": {}, "required": [], "additionalProperties": false });
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == place) {
            let name = parameter["name"].as_str().unwrap();
            group["properties"][name] = inlined(document, &parameter["schema"]);
            if parameter["required"] == true {
                group["required"].as_array_mut().unwrap().push(name.into());
            }
        }
        group
    };
    let mut takes = json!({
        "type": "object",
        "properties": { "path": group("path"), "query": group("query") },
        "required": ["path", "query"],
        "additionalProperties": false
    });
    let body = &operation["requestBody"];
    if !body.is_null() {
        assert_eq!(body["required"], true, "a body that may be missing is not foreseen");
        takes["properties"]["body"] = inlined(document, &body["content"]["application/json"]["schema"]);
        takes["required"].as_array_mut().unwrap().push("body".into());
    }
    takes
}

fn referred<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// A schema with what it refers to in it. Nothing that is sent contains itself.
fn inlined(document: &Value, schema: &Value) -> Value {
    match referred(document, schema) {
        Value::Array(items) => items.iter().map(|item| inlined(document, item)).collect(),
        Value::Object(object) => {
            let entries = object
                .iter()
                .map(|(name, value)| (name.clone(), inlined(document, value)));
            Value::Object(entries.collect())
        }
        plain => plain.clone(),
    }
}

/// OpenAPI 3.0 says `nullable` where JSON Schema has a list of types, and `int32` where it has limits.
fn to_json_schema(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_json_schema),
        Value::Object(object) => {
            if object.get("format") == Some(&json!("int32")) {
                object.entry("minimum").or_insert(json!(i32::MIN));
                object.entry("maximum").or_insert(json!(i32::MAX));
            }
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
