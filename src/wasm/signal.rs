//! The signals that callers give.

#![expect(
    clippy::disallowed_methods,
    reason = "what is borrowed is given back before anything of JavaScript runs"
)]

use super::tasks;
use crate::client::Letterbox;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "AbortSignal")]
    pub type AbortSignal;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn aborted(this: &AbortSignal) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub fn reason(this: &AbortSignal) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add_event_listener(this: &AbortSignal, kind: &str, listener: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &AbortSignal, kind: &str, listener: &Function) -> Result<(), JsValue>;
}

impl AbortSignal {
    /// Whether this is what it is said to be.
    pub fn is_one(&self) -> bool {
        self.is_object() && self.aborted().is_ok_and(|aborted| aborted.as_bool().is_some())
    }
}

/// The signals that calls are waiting on. However many calls share one, it gets one listener: hosts warn of many.
#[derive(Default)]
pub struct Signals(RefCell<Vec<Rc<Watched>>>);

struct Watched {
    signal: JsValue,
    listener: Closure<dyn FnMut()>,
    waiting: Rc<RefCell<Vec<Rc<Letterbox<()>>>>>,
}

impl Signals {
    /// Waits until the signal is aborted.
    pub async fn aborted(&self, signal: &AbortSignal) {
        let waiter = Waiter {
            signals: self,
            watched: self.watch(signal),
            letterbox: Rc::default(),
        };
        waiter.watched.waiting.borrow_mut().push(waiter.letterbox.clone());
        waiter.letterbox.word().await;
    }

    fn watch(&self, signal: &AbortSignal) -> Rc<Watched> {
        let value: &JsValue = signal.as_ref();
        let known = self.0.borrow().iter().find(|watched| watched.signal == *value).cloned();
        known.unwrap_or_else(|| {
            let waiting = Rc::<RefCell<Vec<Rc<Letterbox<()>>>>>::default();
            let told = waiting.clone();
            let watched = Rc::new(Watched {
                signal: value.clone(),
                listener: Closure::new(move || {
                    told.borrow().iter().for_each(|letterbox| letterbox.put(()));
                    tasks::run();
                }),
                waiting,
            });
            // Without a listener the call goes on as if it had no signal.
            let _ = signal.add_event_listener("abort", watched.listener.as_ref().unchecked_ref());
            self.0.borrow_mut().push(watched.clone());
            watched
        })
    }
}

/// One call that waits. The listener goes with the last of them.
struct Waiter<'a> {
    signals: &'a Signals,
    watched: Rc<Watched>,
    letterbox: Rc<Letterbox<()>>,
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let others = {
            let mut waiting = self.watched.waiting.borrow_mut();
            waiting.retain(|letterbox| !Rc::ptr_eq(letterbox, &self.letterbox));
            waiting.len()
        };
        if others == 0 {
            let gone = |watched: &Rc<Watched>| Rc::ptr_eq(watched, &self.watched);
            self.signals.0.borrow_mut().retain(|watched| !gone(watched));
            let signal: &AbortSignal = self.watched.signal.unchecked_ref();
            let _ = signal.remove_event_listener("abort", self.watched.listener.as_ref().unchecked_ref());
        }
    }
}
