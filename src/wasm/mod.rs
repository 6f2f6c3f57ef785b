//! What JavaScript calls. Converts and hands on, nothing else.

mod catalog;
mod errand;
mod host;
mod signal;
mod tasks;

use crate::client::{self, Call, CallError, Job, ListSettings, Options, Settings};
use crate::error::Error;
use crate::json::{Value, list, object, whole};
use crate::request::{self, Locale};
use crate::response::webhook;
use host::{HostObject, JsHost};
use js_sys::{Array, Function, Reflect};
use signal::AbortSignal;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What crosses in one text, since each costs an allocation and a copy: JSON, which has no line breaks, and names.
fn split<const COUNT: usize>(lines: &str) -> [&str; COUNT] {
    let mut rest = lines;
    std::array::from_fn(|at| {
        let end = rest.bytes().position(|byte| byte == b'\n').filter(|_| at + 1 < COUNT);
        let (line, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        rest = after.get(1..).unwrap_or_default();
        line
    })
}

/// All issues of an operation's params; nothing when they are right, and what was thrown when that cannot be said.
#[wasm_bindgen]
pub fn validate(lines: &str) -> JsValue {
    let [params, resource, operation] = split(lines);
    match request::prepare(resource, operation, params, &Locale::default()) {
        Ok(_) => JsValue::UNDEFINED,
        Err(issues) => to_js(&list(&issues)).unwrap_or_else(|thrown| thrown),
    }
}

#[wasm_bindgen]
extern "C" {
    /// A request as JavaScript has it, by its text as `Prepared` writes it.
    #[wasm_bindgen(js_namespace = guard, js_name = parse)]
    fn parsed(request: &str) -> JsValue;

    /// A call has ended, with a result or an error.
    #[wasm_bindgen(js_namespace = guard)]
    fn end(number: u32, is_kept: bool, value: &JsValue);
}

thread_local! {
    /// What the latest request was built with: programs build many with the same options.
    static LATEST: Cell<Option<Rc<BuildOptions>>> = const { Cell::new(None) };
}

struct BuildOptions {
    text: String,
    same_origin: bool,
    options: Options,
}

impl BuildOptions {
    fn of(text: &str, same_origin: bool) -> Result<Rc<Self>, JsValue> {
        let latest = LATEST.take();
        let known = latest.filter(|latest| latest.text == text && latest.same_origin == same_origin);
        let options = match known {
            Some(known) => known,
            None => Rc::new(BuildOptions {
                text: text.to_owned(),
                same_origin,
                options: Options::of_build(text, same_origin).map_err(told)?,
            }),
        };
        LATEST.set(Some(options.clone()));
        Ok(options)
    }
}

/// The request of an operation, not made, or its error: a `Result` would cross as an array.
#[wasm_bindgen(js_name = buildRequest)]
pub fn build_request(lines: &str, same_origin: bool, offset: &Function) -> JsValue {
    built(lines, same_origin, offset).unwrap_or_else(|error| error)
}

fn built(lines: &str, same_origin: bool, offset: &Function) -> Result<JsValue, JsValue> {
    let [options, params, resource, operation] = split(lines);
    let BuildOptions { options, .. } = &*BuildOptions::of(options, same_origin)?;
    let offset = |local: f64| offset.call1(&JsValue::UNDEFINED, &local.into());
    if options.has_zone && offset(0.0).is_err() {
        return Err(told(Options::unknown_zone()));
    }
    let locale = Locale {
        country: options.country,
        offset: &|local| {
            offset(local as f64)
                .ok()
                .and_then(|ahead| ahead.as_f64())
                .unwrap_or_default() as i64
        },
    };
    let request = request::build_request(resource, operation, params, &locale).map_err(told)?;
    Ok(parsed(&options.endpoint.prepare(&request).to_text()))
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
        if options.has_zone && !host.knows_zone() {
            return Err(told(Options::unknown_zone()));
        }
        Ok(Client(Rc::new(client::Client::new(host, options))))
    }

    /// What a call is among others of its operation, by its params as JSON text. `options` are those of all of them.
    pub fn part(&self, lines: &str) -> Result<JsValue, JsValue> {
        let [options, params, resource, operation] = split(lines);
        let refuse = |error: Error| told(error.of(format!("{resource}.{operation}")));
        let entry = request::find(resource, operation).map_err(|issue| refuse(Error::validation(vec![issue])))?;
        client::check_batch_options(options).map_err(refuse)?;
        to_js(&self.0.part(entry, params).into())
    }

    /// Does what `task` says with two names. `lines` are the call's options, its params and these names; what has no JSON form
    /// comes beside it.
    ///
    /// One export for all of them: each asynchronous one has its own copy of everything that it waits for. `number` is the call's,
    /// for when it ends.
    pub fn call(
        &self,
        number: u32,
        task: Task,
        lines: String,
        data: Option<JsValue>,
        signal: Option<AbortSignal>,
        on_progress: Option<Function>,
    ) {
        let client = self.0.clone();
        let result = async move {
            let [options, params, first, second] = split(&lines);
            let progress = |sent: f64, total: f64| {
                if let Some(on_progress) = &on_progress {
                    let told = to_js(&object([("sent", whole(sent)), ("total", whole(total))])).unwrap_or_default();
                    let _ = on_progress.call1(&JsValue::UNDEFINED, &told);
                }
            };
            let name = || format!("{first}.{second}");
            let has_right_signal = signal.as_ref().is_none_or(AbortSignal::is_one);
            let settings = Settings::of_call(options, client.settings(), has_right_signal)
                .map_err(|error| told(error.of(name())))?;
            let call = Call {
                data,
                signal,
                settings,
                progress: &progress,
                waited: Cell::default(),
            };
            let (name, job) = match task {
                Task::Execute => (name(), client.operation(first, second, params)),
                Task::Many => (name(), client.operation(first, &format!("{second}Batch"), params)),
                Task::Request => (format!("{first} {second}"), Job::raw(first, second, params)),
            };
            let result = client.run(&name, job, &call).await;
            match result {
                Ok(value) => Ok(value.unwrap_or(JsValue::NULL)),
                Err(CallError { error, cause }) => {
                    let error = told(error);
                    if let Some(cause) = cause {
                        Reflect::set(&error, &"cause".into(), &cause)?;
                    }
                    Err(error)
                }
            }
        };
        tasks::spawn(async move {
            match result.await {
                Ok(value) => end(number, true, &value),
                Err(error) => end(number, false, &error),
            }
        });
    }
}

/// What a client can be asked to do.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Task {
    /// An operation: its resource and name.
    Execute,
    /// A route: its method and path.
    Request,
    /// Several calls of an operation in one request, named as one of them.
    Many,
}

/// A way through a list.
#[wasm_bindgen]
pub struct Pages(client::Pages);

#[wasm_bindgen]
impl Pages {
    #[wasm_bindgen(constructor)]
    pub fn new(lines: &str) -> Result<Pages, JsValue> {
        let [options, params, resource, operation] = split(lines);
        let settings =
            ListSettings::parse(options).map_err(|error| told(error.of(format!("{resource}.{operation}"))))?;
        client::Pages::new(resource, operation, params, settings)
            .map(Pages)
            .map_err(told)
    }

    /// The params of a page to ask for now, as JSON text.
    #[wasm_bindgen(js_name = next)]
    pub fn next_page(&mut self) -> Option<String> {
        self.0.next_page()
    }

    /// What is new in the answer to the earliest page that is open.
    pub fn take(&mut self, answer: JsValue) -> Result<Array, JsValue> {
        let property = |name: &str| match answer.is_object() {
            true => Reflect::get(&answer, &name.into()).unwrap_or_default(),
            false => JsValue::UNDEFINED,
        };
        let is_array = Array::is_array(&answer);
        let found = if is_array { answer.clone() } else { property("items") };
        let items = match Array::is_array(&found) {
            true => Array::from(&found),
            false => Array::new(),
        };
        let page = client::Page {
            entries: items.iter().map(|item| host::hash_of(&item)).collect(),
            has_more: property("hasMorePages").as_bool(),
            total_pages: property("totalPages")
                .as_f64()
                .or(property("countPages").as_f64())
                .map(|pages| pages as u32),
        };
        // The API says null where there are none.
        let is_page = Array::is_array(&found) || found.is_null();
        let fresh = self.0.take(is_page.then_some(&page)).map_err(told)?;
        Ok(items
            .iter()
            .zip(fresh)
            .filter(|(_, fresh)| *fresh)
            .map(|(item, _)| item)
            .collect())
    }
}

/// Whether a webhook's body is an event; a chatbot's request if not. Of the body, only what lies at its top is looked at.
#[wasm_bindgen(js_name = isEvent)]
pub fn is_event(body: &str) -> Result<bool, JsValue> {
    webhook::is_event(&read(body)).map_err(told)
}

#[wasm_bindgen(js_name = isFromContact)]
pub fn is_from_contact(event: &str) -> bool {
    webhook::is_from_contact(&read(event))
}

#[wasm_bindgen(js_name = webhookKey)]
pub fn webhook_key(event: &str) -> String {
    webhook::key(&read(event))
}

fn read(json: &str) -> Value {
    Value::parse(json).unwrap_or_default()
}

/// An error as plain data; JavaScript makes its `WtsError` of it.
fn told(error: Error) -> JsValue {
    to_js(&Value::from(&error)).unwrap_or_else(|error| error)
}

/// As JSON text, which JavaScript reads: one crossing instead of one for each value in it.
fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&value.to_text())
}
