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
    pub method: String,
    pub url: String,
    pub content_type: Option<String>,
    pub body: Option<String>,
}

impl Sent {
    /// A request in lines.
    fn of(text: &str) -> Self {
        let (head, body) = match text.split_once("\n\n") {
            Some((head, body)) => (head, Some(body)),
            None => (text, None),
        };
        let lines: Vec<_> = head.lines().map(str::to_owned).collect();
        Sent {
            method: lines[0].clone(),
            url: lines[1].clone(),
            content_type: lines.iter().skip_while(|name| *name != "Content-Type").nth(1).cloned(),
            body: body.map(str::to_owned),
        }
    }
}

/// A server that enforces limits, however many requests come, counting each as it arrives.
pub struct Server {
    /// So many requests in so many milliseconds, whenever those begin.
    pub limits: Vec<(usize, f64)>,
    /// Milliseconds that a request or an answer is on its way, at most.
    pub latency: f64,
    /// What it answers where it does not refuse.
    pub status: u16,
    pub arrived: RefCell<Vec<f64>>,
    pub refused: Cell<u32>,
    /// Of the numbers that latencies are made of.
    pub seed: Cell<u64>,
}

impl Server {
    pub fn new(limits: &[(usize, f64)], latency: f64, seed: u64) -> Self {
        Server {
            limits: limits.to_vec(),
            latency,
            status: 200,
            arrived: RefCell::default(),
            refused: Cell::default(),
            seed: Cell::new(seed),
        }
    }

    /// Anything up to the latency.
    fn way(&self) -> f64 {
        let next = self
            .seed
            .get()
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.seed.set(next);
        (next >> 33) as f64 / f64::from(1_u32 << 31) * self.latency
    }

    fn take(&self, now: f64) -> u16 {
        let mut arrived = self.arrived.borrow_mut();
        let has_room = |(requests, per): &(usize, f64)| {
            let since = arrived.iter().rev().take_while(|at| **at > now - per);
            since.count() < *requests
        };
        if !self.limits.iter().all(has_room) {
            self.refused.set(self.refused.get() + 1);
            return 429;
        }
        arrived.push(now);
        self.status
    }
}

#[derive(Default)]
pub struct Script {
    /// What answers instead of the plays, where there is one.
    pub server: Option<Server>,
    plays: RefCell<VecDeque<Play>>,
    pub requests: RefCell<Vec<Sent>>,
    pub events: RefCell<Vec<Event>>,
    pub clock: Clock,
    /// Calls must not wake each other.
    pub isolated: Cell<bool>,
    /// Requests that were dropped before they ended.
    pub ended_early: Cell<u32>,
}

impl Script {
    /// A host whose server enforces limits.
    pub fn limited(server: Server, clock: Clock) -> Self {
        Script {
            server: Some(server),
            clock,
            ..Script::default()
        }
    }

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

    async fn fetch(&self, request: Prepared<'_>, answered: &dyn Fn()) -> Result<Reply<Value>, Failure<String>> {
        self.requests.borrow_mut().push(Sent::of(&request.to_text()));
        let reply = match &self.server {
            Some(server) => {
                self.clock.sleep(server.way()).await;
                let status = server.take(self.now());
                self.clock.sleep(server.way()).await;
                Ok(reply(status, &[], if status == 200 { "{}" } else { "" }))
            }
            None => self.play().await,
        };
        if reply.is_ok() {
            answered();
        }
        reply
    }

    async fn upload(
        &self,
        url: &str,
        file: &Upload,
        data: &&'static str,
        progress: &dyn Fn(f64),
    ) -> Result<Reply<Value>, Failure<String>> {
        self.requests.borrow_mut().push(Sent {
            method: "PUT".to_owned(),
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

    fn wakes_others(&self) -> bool {
        !self.isolated.get()
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
    timers: RefCell<Vec<Timer>>,
    latest: Cell<u64>,
}

struct Timer {
    number: u64,
    end: f64,
    waker: Waker,
}

impl Clock {
    async fn sleep(&self, milliseconds: f64) {
        let end = self.0.now.get() + milliseconds.max(0.0);
        let number = self.0.latest.get() + 1;
        self.0.latest.set(number);
        let _sleeper = Sleeper(self, number);
        poll_fn(|context| {
            if self.0.now.get() >= end {
                return Poll::Ready(());
            }
            self.remove(number);
            let waker = context.waker().clone();
            self.0.timers.borrow_mut().push(Timer { number, end, waker });
            Poll::Pending
        })
        .await;
    }

    fn remove(&self, number: u64) {
        self.0.timers.borrow_mut().retain(|timer| timer.number != number);
    }

    pub fn open_timers(&self) -> usize {
        self.0.timers.borrow().len()
    }

    /// How many there have been.
    pub fn all_timers(&self) -> u64 {
        self.0.latest.get()
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
            let timers = self.0.timers.take();
            let next = timers.iter().map(|timer| timer.end).fold(f64::INFINITY, f64::min);
            assert!(next.is_finite(), "everything waits for ever");
            self.0.now.set(next);
            let (due, later): (Vec<_>, Vec<_>) = timers.into_iter().partition(|timer| timer.end <= next);
            self.0.timers.replace(later);
            due.into_iter().for_each(|timer| timer.waker.wake());
        }
    }
}

/// Removes its timer when nobody waits for it any more.
struct Sleeper<'a>(&'a Clock, u64);

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        self.0.remove(self.1);
    }
}
