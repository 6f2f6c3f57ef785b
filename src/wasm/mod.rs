//! What JavaScript calls. Converts and hands on, nothing else.

mod host;
mod signal;

use crate::catalog::{self, Answer, Field, Kind, Operation, Resource};
use crate::client::{self, Call, CallError, Options, Settings};
use crate::error::Error;
use crate::json::{list, object};
use crate::request;
use host::{HostObject, JsHost};
use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use serde_json::Value;
use signal::AbortSignal;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// The names of all operations, by resource.
#[wasm_bindgen]
pub fn operations() -> Result<JsValue, JsValue> {
    let names = |resource: &Resource| resource.operations.iter().map(|row| row.name).collect();
    let resources = catalog::RESOURCES.iter();
    to_js(&object(resources.map(|resource| (resource.name, names(resource)))))
}

/// The whole catalog, for programs.
#[wasm_bindgen]
pub fn catalog() -> Result<JsValue, JsValue> {
    let resources = catalog::RESOURCES.iter().map(|resource| {
        let operations = resource.operations.iter().map(operation).collect();
        object([("name", resource.name.into()), ("operations", operations)])
    });
    to_js(&object([("resources", resources.collect())]))
}

fn operation(row: &Operation) -> Value {
    object([
        ("name", row.name.into()),
        ("method", row.method.as_str().into()),
        ("path", row.path.into()),
        ("safety", row.safety.as_str().into()),
        ("list", (row.answer == Answer::Array).into()),
        ("fields", row.fields().map(field).collect()),
    ])
}

fn field(field: &Field) -> Value {
    let mut facts = kind(&field.kind);
    facts.push(("name", field.name.into()));
    facts.push(("required", field.required.into()));
    facts.push(("nullable", field.nullable.into()));
    if let Some(default) = field.default {
        facts.push(("default", default.into()));
    }
    object(facts)
}

/// What a field or an item may hold.
fn kind(kind: &Kind) -> Vec<(&'static str, Value)> {
    let mut facts = vec![("kind", kind.as_str().into())];
    match kind {
        Kind::Choice(known) => facts.push(("values", known.iter().copied().collect())),
        Kind::List(item) => facts.push(("items", object(self::kind(item)))),
        Kind::File(fields) => facts.push(("fields", fields.iter().map(field).collect())),
        _ => {}
    }
    facts
}

/// All issues of an operation's params; empty when they are right.
#[wasm_bindgen]
pub fn validate(resource: &str, operation: &str, params: &str) -> Result<JsValue, JsValue> {
    let issues = request::prepare(resource, operation, params).err();
    to_js(&list(&issues.unwrap_or_default()))
}

/// The request of an operation, not made.
#[wasm_bindgen(js_name = buildRequest)]
pub fn build_request(
    resource: &str,
    operation: &str,
    params: &str,
    options: &str,
    same_origin: bool,
) -> Result<JsValue, JsValue> {
    let endpoint = client::build_endpoint(options, same_origin).map_err(told)?;
    let prepared = request::build_request(resource, operation, params, &endpoint).map_err(told)?;
    to_js(&object([
        ("method", prepared.method.as_str().into()),
        ("url", prepared.url.into()),
        (
            "headers",
            object(prepared.headers.into_iter().map(|(name, value)| (name, value.into()))),
        ),
        ("body", prepared.body.into()),
    ]))
}

/// A client of one account over a host.
#[wasm_bindgen]
pub struct Client(Rc<client::Client<JsHost>>);

#[wasm_bindgen]
impl Client {
    #[wasm_bindgen(constructor)]
    pub fn new(host: HostObject, options: &str, same_origin: bool) -> Result<Client, JsValue> {
        let options = Options::parse(options, same_origin).map_err(told)?;
        let host = JsHost::new(host, options.listens, options.endpoint.secret());
        let client = client::Client::new(host, options.endpoint, options.settings);
        Ok(Client(Rc::new(client)))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "each crosses as it is; an object would cross property by property"
    )]
    /// Runs an operation. `options` is the JSON text of the call's options; what has no JSON form comes beside it.
    pub fn execute(
        &self,
        resource: String,
        operation: String,
        params: String,
        data: JsValue,
        options: String,
        signal: Option<AbortSignal>,
        on_progress: Function,
    ) -> Promise {
        let client = self.0.clone();
        future_to_promise(async move {
            let progress = |sent: f64, total: f64| {
                let told = to_js(&object([("sent", sent.into()), ("total", total.into())])).unwrap_or_default();
                let _ = on_progress.call1(&JsValue::UNDEFINED, &told);
            };
            let name = || format!("{resource}.{operation}");
            let has_right_signal = signal.as_ref().is_none_or(AbortSignal::is_one);
            let settings = Settings::of_call(&options, client.settings(), has_right_signal)
                .map_err(|error| told(error.of(name())))?;
            let call = Call {
                data: (!data.is_undefined()).then_some(data),
                signal,
                settings,
                progress: &progress,
            };
            match client.execute(&resource, &operation, &params, &call).await {
                Ok(value) => Ok(value.unwrap_or(JsValue::NULL)),
                Err(CallError { error, cause }) => {
                    let error = told(error);
                    if let Some(cause) = cause {
                        Reflect::set(&error, &"cause".into(), &cause)?;
                    }
                    Err(error)
                }
            }
        })
    }
}

/// An error as plain data; JavaScript makes its `WtsError` of it.
fn told(error: Error) -> JsValue {
    to_js(&Value::from(&error)).unwrap_or_else(|error| error)
}

/// Everything crosses as one kind of value: a serializer for each type would cost more than the conversion.
fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
