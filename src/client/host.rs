//! What the client needs of the program around it. Implemented over JavaScript in `wasm`, by a script in the tests.

use crate::error::{Code, Error};
use crate::json::{Map, Value, whole};
use crate::request::{Prepared, Upload};

/// The world outside: connections, clocks, chance. Dropping a future of it ends what it began.
#[allow(async_fn_in_trait, reason = "one thread: no future has to be Send")]
pub trait Host {
    /// A JSON document in the host's own form.
    type Json;
    /// The bytes of a file, which the client only passes on.
    type Data;
    /// What the host says of a failure, beyond its text.
    type Cause;
    /// The caller's means to end a call.
    type Signal;

    /// Makes one request and reads its answer, telling when that begins to come.
    async fn fetch(
        &self,
        request: Prepared<'_>,
        answered: &dyn Fn(),
    ) -> Result<Reply<Self::Json>, Failure<Self::Cause>>;

    /// PUTs the bytes of a file to a storage URL, reporting the bytes sent so far.
    async fn upload(
        &self,
        url: &str,
        file: &Upload,
        data: &Self::Data,
        progress: &dyn Fn(f64),
    ) -> Result<Reply<Self::Json>, Failure<Self::Cause>>;

    /// Waits this many milliseconds.
    async fn sleep(&self, milliseconds: f64);

    fn is_aborted(&self, signal: &Self::Signal) -> bool;

    /// Waits until the caller ends the call.
    async fn aborted(&self, signal: &Self::Signal);

    /// What the caller gave as the reason.
    fn reason(&self, signal: &Self::Signal) -> Option<Self::Cause>;

    /// A clock that never goes back, in milliseconds.
    fn now(&self) -> f64;

    /// Milliseconds since 1970.
    fn date(&self) -> f64;

    /// How far a local time without a zone is ahead of UTC, both in milliseconds.
    fn offset(&self, local: i64) -> i64;

    /// At least 0, less than 1.
    fn random(&self) -> f64;

    /// Whether one call may wake another one that waits. Hosts that keep requests apart forbid it.
    fn wakes_others(&self) -> bool;

    /// Whether anybody wants events.
    fn listens(&self) -> bool;

    /// Tells whoever listens what happens.
    fn emit(&self, event: &Event);

    /// The text of a property of a JSON object.
    fn text_of(&self, json: &Self::Json, property: &str) -> Option<String>;
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply<J> {
    pub status: u16,
    /// Names in lower case. A host may leave them out where nothing went wrong.
    pub headers: Vec<(String, String)>,
    pub body: ReplyBody<J>,
}

#[derive(Debug)]
pub enum ReplyBody<J> {
    Empty,
    /// Readable JSON that does not call itself an error.
    Json(J),
    /// Anything else.
    Text(String),
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Failure<C> {
    pub kind: FailureKind,
    pub message: String,
    pub cause: Option<C>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The request certainly never left.
    NotSent,
    /// It may have arrived.
    Unknown,
    /// The host got something that is no answer.
    Unusable,
    /// The caller's data is not what it was said to be.
    BadData,
}

/// What the client did, for logs and figures. Never holds a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub kind: EventKind,
    /// `<resource>.<operation>` that the caller called.
    pub operation: String,
    /// The part of it that this is about: an operation of its own, or `upload` for the bytes of a file.
    pub step: String,
    pub method: &'static str,
    /// Path of the API, or the origin of the storage; without a query.
    pub path: String,
    /// From 1.
    pub attempt: u32,
    /// Milliseconds since 1970.
    pub at: f64,
    pub status: Option<u16>,
    pub code: Option<crate::error::Code>,
    pub request_id: Option<String>,
    /// Milliseconds that the attempt took.
    pub duration: Option<f64>,
    /// Milliseconds until the next attempt.
    pub wait: Option<f64>,
}

/// What an event tells beyond what it is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    pub error: Option<&'a Error>,
    /// Where there is no error that tells it.
    pub status: Option<u16>,
    pub duration: Option<f64>,
    pub wait: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// An attempt begins.
    Request,
    /// An attempt ended, with an answer or without one.
    Response,
    /// Another attempt follows after `wait`.
    Retry,
    /// The rate limit leaves no room: the attempt begins after `wait`, as far as that is known.
    Wait,
}

impl EventKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            EventKind::Request => "request",
            EventKind::Response => "response",
            EventKind::Retry => "retry",
            EventKind::Wait => "wait",
        }
    }
}

/// What is not known is not there.
impl From<&Event> for Value {
    fn from(event: &Event) -> Self {
        let mut told = Map::new();
        told.tell("type", event.kind.as_str().into());
        told.tell("operation", event.operation.as_str().into());
        told.tell("step", event.step.as_str().into());
        told.tell("method", event.method.into());
        told.tell("path", event.path.as_str().into());
        told.tell("attempt", event.attempt.into());
        told.tell("at", whole(event.at));
        told.tell("status", event.status.into());
        told.tell("code", event.code.map(Code::as_str).into());
        told.tell("requestId", event.request_id.as_deref().into());
        told.tell("duration", event.duration.map(whole).into());
        told.tell("wait", event.wait.map(whole).into());
        Value::Object(told)
    }
}
