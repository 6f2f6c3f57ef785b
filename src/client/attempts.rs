//! One step of a call: attempt, judge, repeat or stop.

use super::host::{Event, EventKind, Failure, FailureKind, Host, Reply, ReplyBody};
use super::race::{First, race};
use super::retry::{self, Decision};
use super::{Call, CallError, CallResult, Client};
use crate::catalog::{Answer, Safety};
use crate::error::{Code, Error, Issue, IssueCode};
use crate::request::{Prepared, Upload};
use crate::response::{self, Body, Seen, Verdict};
use std::cell::Cell;

/// What is attempted, for events and decisions.
pub struct Step<'a> {
    /// The caller's operation.
    pub operation: &'a str,
    pub step: &'a str,
    pub method: &'static str,
    pub path: &'a str,
    pub safety: Safety,
    pub max_retries: u32,
    pub answer: Expected,
}

/// Who answers a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expected {
    /// The API, with what the operation's row says.
    Api(Answer),
    /// The object storage: only that it took the file matters.
    Storage,
}

/// What an attempt does. (One type for both, because each asynchronous function is in the module once for every type.)
pub enum Work<'a, H: Host> {
    Request(&'a Prepared),
    Upload {
        url: &'a str,
        file: &'a Upload,
        data: &'a H::Data,
        last_progress: Cell<f64>,
    },
}

/// An upload without progress for so long has failed, in milliseconds; however long it takes in all is fine.
const IDLE: u32 = 60_000;

/// A success with its status, or why there is none.
type Judged<H> = Result<(u16, Option<<H as Host>::Json>), Failed<<H as Host>::Cause>>;

/// Why an attempt failed.
struct Failed<C> {
    error: Error,
    cause: Option<C>,
    not_sent: bool,
    /// The API itself said so.
    answered: bool,
}

impl<H: Host> Client<H> {
    /// Attempts a step until it succeeds, or until `retry` says stop.
    pub(super) async fn attempts(
        &self,
        step: &Step<'_>,
        work: &Work<'_, H>,
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        if self.is_aborted(call) {
            return Err(self.abort_error(call));
        }
        for number in 1.. {
            let started = self.host.now();
            self.emit(step, EventKind::Request, number, |_| {});
            let mut result = match race(
                self.attempt(work, call),
                self.aborted(call),
                self.time_limit(work, call),
            )
            .await
            {
                First::A(Ok(reply)) => self.judge(step, reply),
                First::A(Err(failure)) => Err(Failed::of(failure)),
                First::B(()) => Err(Failed::with(self.abort_error(call))),
                First::C(message) => Err(Failed::with(CallError::new(Error::new(Code::Timeout, message)))),
            };
            if let (Err(failed), Some(secret)) = (&mut result, self.endpoint.secret()) {
                failed.error.redact(secret);
            }
            self.emit(step, EventKind::Response, number, |event| {
                event.duration = Some(self.host.now() - started);
                match &result {
                    Ok((status, _)) => event.status = Some(*status),
                    Err(failed) => {
                        event.status = failed.error.status;
                        event.code = Some(failed.error.code);
                        event.request_id = failed.error.request_id.clone();
                    }
                }
            });
            let failed = match result {
                Ok((_, value)) => return Ok(value),
                Err(failed) => failed,
            };
            let wait = match retry::decide(&self.facts(step, &failed, number)) {
                Decision::Retry(wait) => wait,
                Decision::Stop { maybe_sent } => return Err(failed.end(number, maybe_sent)),
            };
            self.emit(step, EventKind::Retry, number, |event| {
                event.code = Some(failed.error.code);
                event.status = failed.error.status;
                event.wait = Some(wait);
            });
            self.pause(wait, call).await.map_err(|mut aborted| {
                aborted.error.attempts = number;
                aborted
            })?;
        }
        Err(CallError::new(Error::new(Code::Internal, "Attempts ran out.")))
    }

    async fn attempt(&self, work: &Work<'_, H>, call: &Call<'_, H>) -> Result<Reply<H::Json>, Failure<H::Cause>> {
        match work {
            Work::Request(request) => self.host.fetch(request).await,
            Work::Upload {
                url,
                file,
                data,
                last_progress,
            } => {
                let progress = |sent: f64| {
                    last_progress.set(self.host.now());
                    (call.progress)(sent, file.size as f64);
                };
                self.host.upload(url, file, data, &progress).await
            }
        }
    }

    /// Ends an attempt that takes too long, with what to say of it.
    async fn time_limit(&self, work: &Work<'_, H>, call: &Call<'_, H>) -> String {
        match work {
            Work::Request(_) => {
                self.host.sleep(f64::from(call.settings.timeout)).await;
                format!("No complete answer within {} ms.", call.settings.timeout)
            }
            Work::Upload { last_progress, .. } => {
                last_progress.set(self.host.now());
                loop {
                    let left = last_progress.get() + f64::from(IDLE) - self.host.now();
                    if left <= 0.0 {
                        return format!("The upload made no progress within {IDLE} ms.");
                    }
                    self.host.sleep(left).await;
                }
            }
        }
    }

    fn judge(&self, step: &Step, reply: Reply<H::Json>) -> Judged<H> {
        let seen = Seen {
            status: reply.status,
            headers: &reply.headers,
            body: match &reply.body {
                ReplyBody::Empty => Body::Empty,
                ReplyBody::Json(_) => Body::Json,
                ReplyBody::Text(text) => Body::Text(text),
            },
            date: self.host.date(),
        };
        let verdict = match step.answer {
            Expected::Api(answer) => response::classify(answer, seen),
            Expected::Storage => response::classify_storage(seen),
        };
        match (verdict, reply.body) {
            (Verdict::Value, ReplyBody::Json(json)) => Ok((reply.status, Some(json))),
            (Verdict::Value | Verdict::Nothing, _) => Ok((reply.status, None)),
            (Verdict::Failed { error, answered }, _) => Err(Failed {
                error: *error,
                cause: None,
                not_sent: false,
                answered,
            }),
        }
    }

    fn facts(&self, step: &Step, failed: &Failed<H::Cause>, attempt: u32) -> retry::Failed {
        retry::Failed {
            safety: step.safety,
            code: failed.error.code,
            status: failed.error.status,
            not_sent: failed.not_sent,
            answered: failed.answered,
            retry_after: failed.error.retry_after,
            attempt,
            max_retries: step.max_retries,
            random: self.host.random(),
        }
    }

    fn emit(&self, step: &Step, kind: EventKind, attempt: u32, fill: impl FnOnce(&mut Event)) {
        if !self.host.listens() {
            return;
        }
        let mut event = Event {
            kind,
            operation: step.operation.to_owned(),
            step: step.step.to_owned(),
            method: step.method,
            path: step.path.to_owned(),
            attempt,
            at: self.host.date(),
            status: None,
            code: None,
            request_id: None,
            duration: None,
            wait: None,
        };
        fill(&mut event);
        self.host.emit(&event);
    }
}

impl<C> Failed<C> {
    fn of(failure: Failure<C>) -> Self {
        let Failure { kind, message, cause } = failure;
        let error = match kind {
            FailureKind::NotSent => Error::new(Code::Network, format!("The request could not be sent: {message}.")),
            FailureKind::Unknown => Error::new(Code::Network, format!("The connection failed: {message}.")),
            FailureKind::Unusable => {
                Error::new(Code::InvalidResponse, format!("The answer cannot be used: {message}."))
            }
            FailureKind::BadData => {
                let message = format!("{message}.");
                Error::validation(vec![Issue::new("file.data", IssueCode::Length, message)])
            }
        };
        Failed {
            error,
            cause,
            not_sent: kind == FailureKind::NotSent,
            answered: false,
        }
    }

    fn with(failed: CallError<C>) -> Self {
        Failed {
            error: failed.error,
            cause: failed.cause,
            not_sent: false,
            answered: false,
        }
    }

    fn end(self, attempts: u32, maybe_sent: bool) -> CallError<C> {
        let mut error = self.error;
        error.attempts = attempts;
        error.maybe_sent = maybe_sent;
        if maybe_sent {
            error
                .message
                .push_str(" It may have been carried out all the same: check before you repeat it.");
        }
        CallError {
            error,
            cause: self.cause,
        }
    }
}
