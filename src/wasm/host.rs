//! The host trait over JavaScript functions: fetch and its answer by duck typing, timers, signals.

use super::signal::{AbortSignal, Ending, Letterbox, Signals};
use crate::client::{Event, Failure, FailureKind, Host, Reply, ReplyBody};
use crate::json::Value;
use crate::request::{Prepared, Upload};
use crate::text::{hash, replace};
use js_sys::{Array, JsString, Object, Promise, Reflect};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How much of an answer's text comes here when it is not simply a result, in UTF-16 units.
const KEPT_TEXT: u32 = 256 * 1024;

#[wasm_bindgen]
extern "C" {
    /// What the JavaScript around this hands in.
    pub type HostObject;

    #[wasm_bindgen(method, structural, catch)]
    fn fetch(this: &HostObject, url: &str, init: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn upload(this: &HostObject, url: &str, data: &JsValue, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn sleep(this: &HostObject, milliseconds: f64, signal: &AbortSignal) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn now(this: &HostObject) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn date(this: &HostObject) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn offset(this: &HostObject, local: f64) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn random(this: &HostObject) -> Result<f64, JsValue>;

    /// JSON, parsed where its text is, so that it does not cross into wasm and back; `undefined` for what is none.
    #[wasm_bindgen(method, structural, catch)]
    fn parse(this: &HostObject, text: &JsString) -> Result<JsValue, JsValue>;

    /// The headers of an answer, whatever holds them there: names and values in turn.
    #[wasm_bindgen(method, structural, catch, js_name = headersOf)]
    fn headers_of(this: &HostObject, response: &JsValue) -> Result<Array, JsValue>;

    /// `not_sent`, `bad_data` or `unknown`.
    #[wasm_bindgen(method, structural, catch)]
    fn classify(this: &HostObject, error: &JsValue) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onEvent)]
    fn on_event(this: &HostObject, event: &JsValue) -> Result<(), JsValue>;

    /// A Response, or whatever a caller's fetch answers.
    type Response;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Response) -> Result<JsValue, JsValue>;

}

pub struct JsHost {
    object: HostObject,
    listens: bool,
    /// What must not appear in anything that leaves.
    secret: Option<String>,
    signals: Signals,
}

impl JsHost {
    pub fn new(object: HostObject, listens: bool, secret: Option<&str>) -> Self {
        JsHost {
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

    fn failure(&self, error: JsValue) -> Failure<JsValue> {
        let kind = match self.object.classify(&error).ok().flatten().as_deref() {
            Some("not_sent") => FailureKind::NotSent,
            Some("bad_data") => FailureKind::BadData,
            _ => FailureKind::Unknown,
        };
        let told = Told::of(&error);
        let hide = |text: String| match &self.secret {
            Some(secret) => replace(&text, secret, "[redacted]"),
            None => text,
        };
        // The error itself may hold the request, and so the token: what it says is told anew.
        let message = hide(told.message);
        let cause = js_sys::Error::new(&message);
        cause.set_name(&hide(told.name));
        if let Some(code) = told.code {
            set(&cause, "code", &hide(code).into());
        }
        Failure {
            kind,
            message: message.trim_end_matches('.').to_owned(),
            cause: Some(cause.into()),
        }
    }

    async fn answer(&self, response: Result<JsValue, JsValue>) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let response = match response {
            Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
            Err(error) => Err(error),
        };
        let response: Response = response.map_err(|error| self.failure(error))?.unchecked_into();
        let status = match response.is_object() {
            true => response.status().ok().and_then(|status| status.as_f64()),
            false => None,
        };
        let Some(status) = status else {
            return Err(unusable("fetch did not answer a Response"));
        };
        let text = response.text().map_err(|_| unusable("its body has no text()"))?;
        let text = JsFuture::from(Promise::resolve(&text))
            .await
            .map_err(|error| self.failure(error))?;
        let Ok(text) = text.dyn_into::<JsString>() else {
            return Err(unusable("its text() is no text"));
        };
        let status = if (0.0..=999.0).contains(&status) {
            status as u16
        } else {
            0
        };
        let body = self.read((200..=299).contains(&status), &text);
        let headers = match body {
            ReplyBody::Json(_) => Vec::new(),
            _ => self.headers_of(&response),
        };
        Ok(Reply { status, headers, body })
    }

    /// Results stay JavaScript's; only what may be an error comes here as text.
    fn read(&self, is_success: bool, text: &JsString) -> ReplyBody<JsValue> {
        if text.length() == 0 {
            return ReplyBody::Empty;
        }
        let json = match is_success {
            true => self.object.parse(text).unwrap_or_default(),
            false => JsValue::UNDEFINED,
        };
        let calls_itself_an_error =
            json.is_object() && Reflect::get(&json, &"error".into()).is_ok_and(|error| error == JsValue::TRUE);
        if !json.is_undefined() && !calls_itself_an_error {
            return ReplyBody::Json(json);
        }
        let text = String::from(text.slice(0, KEPT_TEXT));
        match text.trim() {
            "" => ReplyBody::Empty,
            _ => ReplyBody::Text(text),
        }
    }

    fn headers_of(&self, response: &JsValue) -> Vec<(String, String)> {
        let texts = self.object.headers_of(response).unwrap_or_default();
        let text = |at: u32| texts.get(at).as_string().unwrap_or_default();
        (0..texts.length())
            .step_by(2)
            .map(|at| (text(at), text(at + 1)))
            .collect()
    }
}

impl Host for JsHost {
    type Json = JsValue;
    type Data = JsValue;
    type Cause = JsValue;
    type Signal = AbortSignal;

    async fn fetch(&self, request: &Prepared) -> Result<Reply<JsValue>, Failure<JsValue>> {
        let ending = Ending::new();
        let headers = Object::new();
        for (name, value) in &request.headers {
            set(&headers, name, &value.into());
        }
        let init = Object::new();
        set(&init, "method", &request.method.as_str().into());
        set(&init, "headers", &headers);
        if let Some(body) = &request.body {
            set(&init, "body", &body.into());
        }
        set(&init, "redirect", &"manual".into());
        set(&init, "signal", &ending.signal());
        let reply = self.answer(self.object.fetch(&request.url, &init)).await;
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
        let headers = Object::new();
        set(&headers, "Content-Type", &file.mime_type.as_str().into());
        let options = Object::new();
        set(&options, "size", &(file.size as f64).into());
        set(&options, "headers", &headers);
        set(&options, "signal", &ending.signal());
        // JavaScript may keep the callback for longer than `progress` lives, so they share no more than the letterbox.
        let sent = Rc::new(Letterbox::default());
        let teller = sent.clone();
        let on_progress = Closure::<dyn FnMut(f64)>::new(move |bytes| teller.put(bytes));
        set(&options, "onProgress", on_progress.as_ref());
        let mut answer = pin!(self.answer(self.object.upload(url, data, &options)));
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
        let ending = Ending::new();
        if let Ok(promise) = self.object.sleep(milliseconds, &ending.signal()) {
            let _ = JsFuture::from(promise).await;
        }
        ending.not_needed();
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

/// What a thrown value says of itself.
struct Told {
    name: String,
    message: String,
    code: Option<String>,
}

impl Told {
    fn of(error: &JsValue) -> Self {
        let cause = match error.is_object() {
            true => Reflect::get(error, &"cause".into()).unwrap_or_default(),
            false => JsValue::UNDEFINED,
        };
        let code = text_at(error, "code").or_else(|| text_at(&cause, "code"));
        let message = error
            .as_string()
            .or_else(|| text_at(error, "message"))
            .unwrap_or_else(|| "no reason was given".to_owned());
        // Node.js says `fetch failed`, and why only in the cause.
        let message = match text_at(&cause, "message").or_else(|| text_at(&cause, "code")) {
            Some(reason) => format!("{message} ({reason})"),
            None => message,
        };
        Told {
            name: text_at(error, "name").unwrap_or_else(|| "Error".to_owned()),
            message,
            code,
        }
    }
}

fn text_at(value: &JsValue, name: &str) -> Option<String> {
    // Asking a value that has no properties throws, and each exception that is caught here costs a slot of the module's table.
    value.is_object().then_some(())?;
    let text = Reflect::get(value, &name.into()).ok()?.as_string()?;
    (!text.is_empty()).then_some(text)
}

fn unusable(what: &str) -> Failure<JsValue> {
    Failure {
        kind: FailureKind::Unusable,
        message: what.to_owned(),
        cause: None,
    }
}

/// Setting a property of a fresh object cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
