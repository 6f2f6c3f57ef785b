//! What JavaScript does for a call and what ends some time: a request, an upload, a wait. It tells the module how that goes by the
//! errand's place and turn, through exports of its own: a promise would be told of by closures, and each is a box here, and there a
//! function and an entry in a registry of finalizers.

#![expect(
    clippy::disallowed_methods,
    reason = "what is borrowed is given back within a statement, which calls nothing"
)]

use super::tasks;
use crate::client::{Letterbox, Reply, ReplyBody};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What JavaScript has begun.
    #[wasm_bindgen(typescript_type = "{ end(): void }")]
    pub type Begun;

    #[wasm_bindgen(method, structural, catch)]
    fn end(this: &Begun) -> Result<(), JsValue>;
}

pub enum News {
    /// An answer begins to come.
    Answered,
    /// So many bytes have been sent.
    Sent(f64),
    /// The answer to a request, read to its end, or why there is none.
    Over(Result<Reply<JsValue>, JsValue>),
    /// The time of a wait.
    TimeIsUp,
}

/// Errands are here at their time, one after the other.
#[derive(Default)]
struct Place {
    turn: u32,
    news: Option<Rc<Letterbox<News>>>,
}

thread_local! {
    static PLACES: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    static FREE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
pub fn answered(place: u32, turn: u32) {
    bring(place, turn, News::Answered);
}

#[wasm_bindgen]
pub fn progressed(place: u32, turn: u32, sent: f64) {
    bring(place, turn, News::Sent(sent));
}

/// An answer with a result.
#[wasm_bindgen]
pub fn replied(place: u32, turn: u32, status: f64, json: JsValue) {
    let (headers, body) = (Vec::new(), ReplyBody::Json(json));
    bring(place, turn, reply(status, headers, body));
}

/// One without: its text, and names and values of its headers in turn.
#[wasm_bindgen(js_name = repliedText)]
pub fn replied_text(place: u32, turn: u32, status: f64, text: String, headers: &Array) {
    let body = match text.trim().is_empty() {
        true => ReplyBody::Empty,
        false => ReplyBody::Text(text),
    };
    let line = |at: u32| headers.get(at).as_string().unwrap_or_default();
    let headers = (0..)
        .step_by(2)
        .take_while(|at| *at < headers.length())
        .map(|at| (line(at), line(at + 1)))
        .collect();
    bring(place, turn, reply(status, headers, body));
}

/// What stands for a Response may have any number for its status; of those that are none, the nearest is.
fn reply(status: f64, headers: Vec<(String, String)>, body: ReplyBody<JsValue>) -> News {
    News::Over(Ok(Reply {
        status: status as u16,
        headers,
        body,
    }))
}

#[wasm_bindgen]
pub fn failed(place: u32, turn: u32, error: JsValue) {
    bring(place, turn, News::Over(Err(error)));
}

#[wasm_bindgen(js_name = timeIsUp)]
pub fn time_is_up(place: u32, turn: u32) {
    bring(place, turn, News::TimeIsUp);
}

/// Nobody may wait for it any more.
fn bring(place: u32, turn: u32, news: News) {
    let waiting = at(place, |place| place.news.clone().filter(|_| place.turn == turn));
    if let Some(waiting) = waiting.flatten() {
        waiting.put(news);
        tasks::run();
    }
}

/// Dropped before it is over, it is ended.
pub struct Errand {
    place: u32,
    news: Rc<Letterbox<News>>,
    begun: Result<Begun, JsValue>,
    is_over: Cell<bool>,
}

impl Errand {
    /// `begin` gives JavaScript its place and turn.
    pub fn new(begin: impl FnOnce(u32, u32) -> Result<Begun, JsValue>) -> Self {
        let news = Rc::<Letterbox<News>>::default();
        let free = FREE.with_borrow_mut(Vec::pop);
        let place = free.unwrap_or_else(|| {
            PLACES.with_borrow_mut(|places| {
                places.push(Place::default());
                u32::try_from(places.len()).unwrap_or_default().saturating_sub(1)
            })
        });
        let turn = at(place, |place| {
            place.news = Some(news.clone());
            place.turn
        });
        let turn = turn.unwrap_or_default();
        Errand {
            place,
            news,
            begun: begin(place, turn),
            is_over: Cell::new(false),
        }
    }

    pub async fn news(&self) -> News {
        let news = match &self.begun {
            Ok(_) => self.news.word().await,
            Err(error) => News::Over(Err(error.clone())),
        };
        self.is_over.set(matches!(news, News::Over(_) | News::TimeIsUp));
        news
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        let left = at(self.place, |place| {
            place.turn = place.turn.wrapping_add(1);
            place.news.take()
        });
        drop(left);
        FREE.with_borrow_mut(|free| free.push(self.place));
        if let (Ok(begun), false) = (&self.begun, self.is_over.get()) {
            let _ = begun.end();
        }
    }
}

fn at<T>(place: u32, work: impl FnOnce(&mut Place) -> T) -> Option<T> {
    let place = usize::try_from(place).ok()?;
    PLACES.with_borrow_mut(|places| places.get_mut(place).map(work))
}
