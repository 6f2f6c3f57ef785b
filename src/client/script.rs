//! A host that plays a script, with a clock that moves only when everything waits.

use super::{Event, Failure, FailureKind, Host, Reply, ReplyBody};
use crate::request::{Prepared, Upload};
use futures_executor::LocalPool;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// What the other side does with one request.
pub enum Play {
    Answer(u16, &'static str),
    /// With headers.
    With(u16, &'static [(&'static str, &'static str)], &'static str),
    /// Answers after so many milliseconds.
    Late(f64, u16, &'static str),
    Fail(FailureKind),
    /// Never answers.
    Stall,
    /// Takes bytes at these times, then answers 200.
    Take(&'static [f64]),
}

/// A request as it came.
pub struct Sent {
    pub method: &'static str,
    pub url: String,
    pub content_type: Option<String>,
    pub body: Option<String>,
}

#[derive(Default)]
pub struct Script {
    plays: RefCell<VecDeque<Play>>,
    pub requests: RefCell<Vec<Sent>>,
    pub events: RefCell<Vec<Event>>,
    pub clock: Clock,
    /// Requests that were dropped before they ended.
    pub ended_early: Cell<u32>,
}

impl Script {
    pub fn new(plays: impl IntoIterator<Item = Play>) -> Self {
        Script {
            plays: RefCell::new(plays.into_iter().collect()),
            ..Script::default()
        }
    }

    async fn play(&self) -> Result<Reply<Value>, Failure<String>> {
        let ending = Ending(self, Cell::new(true));
        let play = self.plays.borrow_mut().pop_front().expect("the script has ended");
        let result = match play {
            Play::Answer(status, body) => Ok(reply(status, &[], body)),
            Play::With(status, headers, body) => Ok(reply(status, headers, body)),
            Play::Late(wait, status, body) => {
                self.clock.sleep(wait).await;
                Ok(reply(status, &[], body))
            }
            Play::Fail(kind) => Err(Failure {
                kind,
                message: "it failed".to_owned(),
                cause: Some("the cause".to_owned()),
            }),
            Play::Stall => std::future::pending().await,
            Play::Take(_) => Ok(reply(200, &[], "")),
        };
        ending.1.set(false);
        result
    }
}

struct Ending<'a>(&'a Script, Cell<bool>);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if self.1.get() {
            self.0.ended_early.set(self.0.ended_early.get() + 1);
        }
    }
}

fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply<Value> {
    let json = (200..=299)
        .contains(&status)
        .then(|| serde_json::from_str::<Value>(body).ok())
        .flatten();
    Reply {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect(),
        body: match json {
            Some(json) if json["error"] != true => ReplyBody::Json(json),
            _ if body.is_empty() => ReplyBody::Empty,
            _ => ReplyBody::Text(body.to_owned()),
        },
    }
}

impl Host for Script {
    type Json = Value;
    type Data = &'static str;
    type Cause = String;
    /// Aborts at this time.
    type Signal = f64;

    async fn fetch(&self, request: &Prepared) -> Result<Reply<Value>, Failure<String>> {
        let content_type = request.headers.iter().find(|(name, _)| *name == "Content-Type");
        self.requests.borrow_mut().push(Sent {
            method: request.method.as_str(),
            url: request.url.clone(),
            content_type: content_type.map(|(_, value)| value.clone()),
            body: request.body.clone(),
        });
        self.play().await
    }

    async fn upload(
        &self,
        url: &str,
        file: &Upload,
        data: &&'static str,
        progress: &dyn Fn(f64),
    ) -> Result<Reply<Value>, Failure<String>> {
        self.requests.borrow_mut().push(Sent {
            method: "PUT",
            url: url.to_owned(),
            content_type: Some(file.mime_type.clone()),
            body: Some(data.to_string()),
        });
        let pauses = match self.plays.borrow().front() {
            Some(Play::Take(pauses)) => *pauses,
            _ => &[],
        };
        for (at, pause) in pauses.iter().enumerate() {
            self.clock.sleep(*pause).await;
            progress((at + 1) as f64);
        }
        self.play().await
    }

    async fn sleep(&self, milliseconds: f64) {
        self.clock.sleep(milliseconds).await;
    }

    fn is_aborted(&self, signal: &f64) -> bool {
        self.now() >= *signal
    }

    async fn aborted(&self, signal: &f64) {
        self.clock.sleep(*signal - self.now()).await;
    }

    fn reason(&self, _: &f64) -> Option<String> {
        Some("the reason".to_owned())
    }

    fn now(&self) -> f64 {
        self.clock.0.now.get()
    }

    fn date(&self) -> f64 {
        1_000_000.0 + self.now()
    }

    /// Three hours behind UTC.
    fn offset(&self, _local: i64) -> i64 {
        -3 * 3_600_000
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn listens(&self) -> bool {
        true
    }

    fn emit(&self, event: &Event) {
        self.events.borrow_mut().push(event.clone());
    }

    fn text_of(&self, json: &Value, property: &str) -> Option<String> {
        Some(json.get(property)?.as_str()?.to_owned())
    }
}

/// A clock that stands still while anything can go on.
#[derive(Clone, Default)]
pub struct Clock(Rc<Inner>);

#[derive(Default)]
struct Inner {
    now: Cell<f64>,
    timers: RefCell<Vec<(f64, Waker)>>,
}

impl Clock {
    async fn sleep(&self, milliseconds: f64) {
        let end = self.0.now.get() + milliseconds.max(0.0);
        let _timer = Timer(self, end);
        poll_fn(|context| {
            if self.0.now.get() >= end {
                return Poll::Ready(());
            }
            let mut timers = self.0.timers.borrow_mut();
            timers.retain(|(at, _)| *at != end);
            timers.push((end, context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    pub fn open_timers(&self) -> usize {
        self.0.timers.borrow().len()
    }

    /// Runs a future to its end, moving on to the next timer whenever everything waits.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut pool = LocalPool::new();
        let mut future = pin!(future);
        loop {
            let polled = pool.run_until(poll_fn(|context| Poll::Ready(future.as_mut().poll(context))));
            if let Poll::Ready(value) = polled {
                return value;
            }
            let next = self
                .0
                .timers
                .borrow()
                .iter()
                .map(|(at, _)| *at)
                .fold(f64::INFINITY, f64::min);
            assert!(next.is_finite(), "everything waits for ever");
            self.0.now.set(next);
            let due: Vec<Waker> = {
                let mut timers = self.0.timers.borrow_mut();
                let (due, later) = timers.drain(..).partition(|(at, _)| *at <= next);
                *timers = later;
                due.into_iter().map(|(_, waker): (f64, Waker)| waker).collect()
            };
            due.into_iter().for_each(Waker::wake);
        }
    }
}

/// Removes its entry when nobody waits for it any more.
struct Timer<'a>(&'a Clock, f64);

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.0.0.timers.borrow_mut().retain(|(at, _)| *at != self.1);
    }
}
