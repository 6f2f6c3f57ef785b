//! The host trait over JavaScript functions: fetch and its answer by duck typing, timers, signals.

use super::errand::{Begun, Errand, News};
use super::signal::{AbortSignal, Signals};
use super::tasks;
use crate::client::{Event, Failure, FailureKind, Host, Reply};
use crate::json::Value;
use crate::request::{Prepared, Upload};
use crate::response::redacted;
use crate::text::hash;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the JavaScript around this hands in.
    pub type HostObject;

    /// Makes a request, which is in lines as `Prepared` writes it, and reads the answer.
    #[wasm_bindgen(js_namespace = guard, catch)]
    fn fetch(host: &HostObject, request: &str, place: u32, turn: u32) -> Result<Begun, JsValue>;

    /// PUTs a file, and reads the answer.
    #[wasm_bindgen(js_namespace = guard, catch)]
    fn upload(
        host: &HostObject,
        url: &str,
        data: &JsValue,
        size: f64,
        mime_type: &str,
        place: u32,
        turn: u32,
    ) -> Result<Begun, JsValue>;

    #[wasm_bindgen(js_namespace = guard, catch)]
    fn sleep(milliseconds: f64, place: u32, turn: u32) -> Result<Begun, JsValue>;

    /// What a failure says of itself: its kind, name, message and code.
    #[wasm_bindgen(method, structural, catch)]
    fn told(this: &HostObject, failure: &JsValue) -> Result<Array, JsValue>;

    /// An error that says so much.
    #[wasm_bindgen(method, structural, catch)]
    fn cause(this: &HostObject, name: &str, message: &str, code: Option<&str>) -> Result<JsValue, JsValue>;

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

    /// The end of a request; what comes before it, `heard` hears.
    async fn reply(&self, request: &Errand, heard: &dyn Fn(Option<f64>)) -> Result<Reply<JsValue>, Failure<JsValue>> {
        loop {
            match request.news().await {
                News::Answered => heard(None),
                News::Sent(bytes) => heard(Some(bytes)),
                News::Over(reply) => return reply.map_err(|error| self.failure(error)),
                News::TimeIsUp => {}
            }
        }
    }
}

impl Host for JsHost {
    type Json = JsValue;
    type Data = JsValue;
    type Cause = JsValue;
    type Signal = AbortSignal;

    async fn fetch(&self, request: Prepared<'_>, answered: &dyn Fn()) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let request = Errand::new(|place, turn| fetch(&self.object, &request.to_text(), place, turn));
        self.reply(&request, &|_| answered()).await
    }

    async fn upload(
        &self,
        url: &str,
        file: &Upload,
        data: &JsValue,
        progress: &dyn Fn(f64),
    ) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let size = file.size as f64;
        let request = Errand::new(|place, turn| upload(&self.object, url, data, size, &file.mime_type, place, turn));
        self.reply(&request, &|sent| sent.into_iter().for_each(progress)).await
    }

    async fn sleep(&self, milliseconds: f64) {
        let wait = Errand::new(|place, turn| sleep(milliseconds, place, turn));
        wait.news().await;
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
        tasks::now(|| self.object.now().unwrap_or_default())
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
