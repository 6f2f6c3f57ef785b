//! The host trait over JavaScript functions: fetch and its answer by duck typing, timers, signals.

use super::promise::outcome;
use super::signal::{AbortSignal, Ending, Signals};
use crate::client::{Event, Failure, FailureKind, Host, Letterbox, Reply, ReplyBody};
use crate::json::Value;
use crate::request::{Prepared, Upload};
use crate::response::redacted;
use crate::text::hash;
use js_sys::{Array, Reflect};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the JavaScript around this hands in.
    pub type HostObject;

    /// Promises an answer to read. The request is in lines, as `Prepared` writes it.
    #[wasm_bindgen(method, structural, catch)]
    fn fetch(this: &HostObject, request: &str, signal: &AbortSignal) -> Result<JsValue, JsValue>;

    /// PUTs a file, and promises an answer to read.
    #[wasm_bindgen(method, structural, catch)]
    fn upload(
        this: &HostObject,
        url: &str,
        data: &JsValue,
        size: f64,
        mime_type: &str,
        signal: &AbortSignal,
        progress: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// Promises what an answer holds: its status, and its JSON; or, where it has none that is a result, the text and the
    /// headers, names and values in turn.
    #[wasm_bindgen(method, structural, catch)]
    fn read(this: &HostObject, answer: &JsValue) -> Result<JsValue, JsValue>;

    /// What a failure says of itself: its kind, name, message and code.
    #[wasm_bindgen(method, structural, catch)]
    fn told(this: &HostObject, failure: &JsValue) -> Result<Array, JsValue>;

    /// An error that says so much.
    #[wasm_bindgen(method, structural, catch)]
    fn cause(this: &HostObject, name: &str, message: &str, code: Option<&str>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn sleep(this: &HostObject, milliseconds: f64) -> Result<Wait, JsValue>;

    /// A wait, and what ends it before its time.
    #[wasm_bindgen(typescript_type = "{ over: Promise<void>, end(): void }")]
    type Wait;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn over(this: &Wait) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn end(this: &Wait) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn now(this: &HostObject) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn date(this: &HostObject) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn offset(this: &HostObject, local: f64) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn random(this: &HostObject) -> Result<f64, JsValue>;

    /// One request must not wake another's waiter.
    #[wasm_bindgen(method, getter, structural, catch)]
    fn isolated(this: &HostObject) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onEvent)]
    fn on_event(this: &HostObject, event: &JsValue) -> Result<(), JsValue>;
}

/// A wait that ends when it is dropped.
struct Sleep(Wait);

impl Drop for Sleep {
    fn drop(&mut self) {
        let _ = self.0.end();
    }
}

pub struct JsHost {
    object: HostObject,
    listens: bool,
    wakes_others: bool,
    /// What must not appear in anything that leaves.
    secret: Option<String>,
    signals: Signals,
}

impl JsHost {
    pub fn new(object: HostObject, listens: bool, secret: Option<&str>) -> Self {
        JsHost {
            wakes_others: !object.isolated().is_ok_and(|isolated| isolated.is_truthy()),
            object,
            listens,
            secret: secret.map(str::to_owned),
            signals: Signals::default(),
        }
    }

    /// Whether the host knows the zone that dates without one are meant in.
    pub fn knows_zone(&self) -> bool {
        self.object.offset(0.0).is_ok()
    }

    /// The error itself may hold the request, and so the token: what it says is told anew.
    fn failure(&self, error: JsValue) -> Failure<JsValue> {
        let told = self.object.told(&error).unwrap_or_default();
        let text = |at: u32| {
            let text = told.get(at).as_string()?;
            Some(match &self.secret {
                Some(secret) => redacted(&text, secret),
                None => text,
            })
        };
        let kind = match text(0).as_deref() {
            Some("not_sent") => FailureKind::NotSent,
            Some("bad_data") => FailureKind::BadData,
            Some("unusable") => FailureKind::Unusable,
            _ => FailureKind::Unknown,
        };
        let (name, message) = (text(1).unwrap_or_default(), text(2).unwrap_or_default());
        let cause = self.object.cause(&name, &message, text(3).as_deref());
        Failure {
            kind,
            message: message.trim_end_matches('.').to_owned(),
            cause: cause.ok().filter(|_| kind != FailureKind::Unusable),
        }
    }

    async fn answer(
        &self,
        answer: Result<JsValue, JsValue>,
        answered: &dyn Fn(),
    ) -> Result<Reply<JsValue>, Failure<JsValue>> {
        // First the answer itself, then what it holds.
        let mut stage = answer;
        for is_read in [false, true] {
            stage = match stage {
                Ok(promise) => outcome(&promise).await,
                Err(error) => Err(error),
            };
            if let (Ok(answer), false) = (&stage, is_read) {
                answered();
                stage = self.object.read(answer);
            }
        }
        let read: Array = stage.map_err(|error| self.failure(error))?.unchecked_into();
        let [status, json, text, headers] = [0, 1, 2, 3].map(|at| read.get(at));
        let body = match text.as_string() {
            None => ReplyBody::Json(json),
            Some(text) if text.trim().is_empty() => ReplyBody::Empty,
            Some(text) => ReplyBody::Text(text),
        };
        let headers: Array = headers.unchecked_into();
        let line = |at: u32| headers.get(at).as_string().unwrap_or_default();
        let count = if matches!(body, ReplyBody::Json(_)) {
            0
        } else {
            headers.length()
        };
        Ok(Reply {
            status: status.as_f64().unwrap_or_default() as u16,
            headers: (0..)
                .map(|pair| 2 * pair)
                .take_while(|at| *at < count)
                .map(|at| (line(at), line(at + 1)))
                .collect(),
            body,
        })
    }
}

impl Host for JsHost {
    type Json = JsValue;
    type Data = JsValue;
    type Cause = JsValue;
    type Signal = AbortSignal;

    async fn fetch(&self, request: &Prepared, answered: &dyn Fn()) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let ending = Ending::new();
        let promise = self.object.fetch(&request.to_text(), &ending.signal());
        let reply = self.answer(promise, answered).await;
        ending.not_needed();
        reply
    }

    async fn upload(
        &self,
        url: &str,
        file: &Upload,
        data: &JsValue,
        progress: &dyn Fn(f64),
    ) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let ending = Ending::new();
        // JavaScript may keep the callback for longer than `progress` lives, so they share no more than the letterbox.
        let sent = Rc::new(Letterbox::default());
        let teller = sent.clone();
        let on_progress = Closure::<dyn FnMut(f64)>::new(move |bytes| teller.put(bytes));
        let (size, signal) = (file.size as f64, ending.signal());
        let promise = self
            .object
            .upload(url, data, size, &file.mime_type, &signal, on_progress.as_ref());
        let mut answer = pin!(self.answer(promise, &|| {}));
        let reply = poll_fn(|context| {
            if let Some(bytes) = sent.take(context) {
                progress(bytes);
            }
            answer.as_mut().poll(context)
        })
        .await;
        ending.not_needed();
        reply
    }

    async fn sleep(&self, milliseconds: f64) {
        if let Ok(wait) = self.object.sleep(milliseconds).map(Sleep)
            && let Ok(over) = wait.0.over()
        {
            let _ = outcome(&over).await;
        }
    }

    fn is_aborted(&self, signal: &AbortSignal) -> bool {
        signal.aborted().is_ok_and(|aborted| aborted.is_truthy())
    }

    async fn aborted(&self, signal: &AbortSignal) {
        if self.is_aborted(signal) {
            return;
        }
        self.signals.aborted(signal).await;
    }

    fn reason(&self, signal: &AbortSignal) -> Option<JsValue> {
        signal.reason().ok().filter(|reason| !reason.is_undefined())
    }

    fn now(&self) -> f64 {
        self.object.now().unwrap_or_default()
    }

    fn date(&self) -> f64 {
        self.object.date().unwrap_or_default()
    }

    fn offset(&self, local: i64) -> i64 {
        self.object.offset(local as f64).unwrap_or_default() as i64
    }

    fn random(&self) -> f64 {
        self.object.random().unwrap_or_default()
    }

    fn wakes_others(&self) -> bool {
        self.wakes_others
    }

    fn listens(&self) -> bool {
        self.listens
    }

    fn emit(&self, event: &Event) {
        if let Ok(event) = super::to_js(&Value::from(event)) {
            let _ = self.object.on_event(&event);
        }
    }

    fn text_of(&self, json: &JsValue, property: &str) -> Option<String> {
        Reflect::get(json, &property.into()).ok()?.as_string()
    }
}

/// A hash of what tells an entry of a list from others: its id, or all of it.
pub fn hash_of(entry: &JsValue) -> u64 {
    let all = || js_sys::JSON::stringify(entry).ok().and_then(|text| text.as_string());
    hash(&text_at(entry, "id").or_else(all).unwrap_or_default())
}

fn text_at(value: &JsValue, name: &str) -> Option<String> {
    // Asking a value that has no properties throws, and each exception that is caught here costs a slot of the module's table.
    value.is_object().then_some(())?;
    let text = Reflect::get(value, &name.into()).ok()?.as_string()?;
    (!text.is_empty()).then_some(text)
}
