//! Promises of JavaScript, waited for without a closure for each of their two ends: a closure is a box here, and there a function and an
//! entry in a registry of finalizers. The host tells one export of all of them.

#![expect(
    clippy::disallowed_methods,
    reason = "what is borrowed is given back within a statement, which calls nothing"
)]

use crate::client::Letterbox;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Has `settled` told how a promise ends.
    #[wasm_bindgen(js_namespace = guard)]
    fn tell(promise: &JsValue, place: u32, turn: u32);
}

type Outcome = Result<JsValue, JsValue>;

/// Somebody may wait here: at its time, for one promise after the other.
#[derive(Default)]
struct Place {
    turn: u32,
    waiting: Option<Rc<Letterbox<Outcome>>>,
}

thread_local! {
    static PLACES: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    static FREE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// A promise has ended. Nobody may wait for it any more.
#[wasm_bindgen]
pub fn settled(place: u32, turn: u32, is_kept: bool, value: JsValue) {
    let waiting = at(place, |place| place.waiting.clone().filter(|_| place.turn == turn));
    if let Some(Some(waiting)) = waiting {
        waiting.put(if is_kept { Ok(value) } else { Err(value) });
    }
}

/// What a promise holds, once it does.
pub async fn outcome(promise: &JsValue) -> Outcome {
    let waiting = Waiting::new();
    tell(promise, waiting.place, waiting.turn);
    waiting.letterbox.word().await
}

struct Waiting {
    place: u32,
    turn: u32,
    letterbox: Rc<Letterbox<Outcome>>,
}

impl Waiting {
    fn new() -> Self {
        let letterbox = Rc::<Letterbox<Outcome>>::default();
        let free = FREE.with_borrow_mut(Vec::pop);
        let place = free.unwrap_or_else(|| {
            PLACES.with_borrow_mut(|places| {
                places.push(Place::default());
                u32::try_from(places.len()).unwrap_or_default().saturating_sub(1)
            })
        });
        let turn = at(place, |place| {
            place.waiting = Some(letterbox.clone());
            place.turn
        });
        Waiting {
            place,
            turn: turn.unwrap_or_default(),
            letterbox,
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let left = at(self.place, |place| {
            place.turn = place.turn.wrapping_add(1);
            place.waiting.take()
        });
        drop(left);
        FREE.with_borrow_mut(|free| free.push(self.place));
    }
}

fn at<T>(place: u32, work: impl FnOnce(&mut Place) -> T) -> Option<T> {
    let place = usize::try_from(place).ok()?;
    PLACES.with_borrow_mut(|places| places.get_mut(place).map(work))
}
