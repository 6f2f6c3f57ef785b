//! What a callback, or another call, tells a future: the newest word only.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

pub struct Letterbox<T> {
    word: Cell<Option<T>>,
    waiting: Cell<Option<Waker>>,
}

impl<T> Default for Letterbox<T> {
    fn default() -> Self {
        Letterbox {
            word: Cell::new(None),
            waiting: Cell::new(None),
        }
    }
}

impl<T> Letterbox<T> {
    pub fn put(&self, word: T) {
        self.word.set(Some(word));
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }

    pub fn take(&self, context: &Context) -> Option<T> {
        self.waiting.set(Some(context.waker().clone()));
        self.word.take()
    }

    /// Waits for a word.
    pub async fn word(&self) -> T {
        poll_fn(|context| self.take(context).map_or(Poll::Pending, Poll::Ready)).await
    }
}
