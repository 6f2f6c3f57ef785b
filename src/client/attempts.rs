//! One step of a call: attempt, judge, repeat or stop.

use super::host::{Event, EventKind, Failure, FailureKind, Host, Reply, ReplyBody, Told};
use super::limits::Family;
use super::pacing::Turn;
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
    /// The API: with what the operation's row says, and under the limits of a family.
    Api(Answer, Family),
    /// The object storage: only that it took the file matters.
    Storage,
}

/// What an attempt does. (One type for both, because each asynchronous function is in the module once for every type.)
pub enum Work<'a, H: Host> {
    Request(Prepared<'a>),
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
        let mut attempts = 0;
        let mut retries = 0;
        let mut may_be_done = false;
        let mut number = None;
        let mut refused: Option<Failed<H::Cause>> = None;
        loop {
            // Before it takes a place that it would not use.
            if self.is_aborted(call) {
                return Err(Failed::with(self.abort_error(call)).end(attempts, false));
            }
            let turn = match step.answer {
                Expected::Api(_, family) => match self.turn(family, step, attempts + 1, &mut number, call).await {
                    Ok(turn) => Some(turn),
                    Err(failed) => return Err(Failed::without_turn(failed, refused).end(attempts, false)),
                },
                Expected::Storage => None,
            };
            attempts += 1;
            let started = self.host.now();
            self.emit(step, EventKind::Request, attempts, Told::default());
            let mut result = match race(
                self.attempt(work, turn.as_ref(), call),
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
            let told = Told {
                error: result.as_ref().err().map(|failed| &failed.error),
                status: result.as_ref().ok().map(|(status, _)| *status),
                duration: Some(self.host.now() - started),
                wait: None,
            };
            self.emit(step, EventKind::Response, attempts, told);
            let failed = match result {
                Ok((_, value)) => {
                    turn.iter().for_each(Turn::accept);
                    return Ok(value);
                }
                Err(failed) => failed,
            };
            let facts = retry::Failed {
                safety: step.safety,
                deletes: step.method == "DELETE",
                code: failed.error.code,
                status: failed.error.status,
                not_sent: failed.not_sent,
                answered: failed.answered,
                is_paced: turn.is_some(),
                retry_after: failed.error.retry_after,
                retries,
                max_retries: step.max_retries,
                may_be_done,
                random: self.host.random(),
            };
            let decision = retry::decide(&facts);
            if let Some(turn) = turn {
                match failed.error.status {
                    _ if decision == Decision::Refused => turn.refuse(failed.error.retry_after),
                    Some(_) => turn.accept(),
                    None if failed.not_sent => turn.withdraw(),
                    None => {}
                }
            }
            let wait = match decision {
                Decision::Done => return Ok(None),
                Decision::Stop { maybe_sent } => return Err(failed.end(attempts, maybe_sent)),
                Decision::Refused => {
                    refused = Some(failed);
                    continue;
                }
                Decision::Retry(wait) => wait,
            };
            retries += 1;
            may_be_done |= retry::is_ambiguous(&facts);
            let told = Told {
                error: Some(&failed.error),
                wait: Some(wait),
                ..Told::default()
            };
            self.emit(step, EventKind::Retry, attempts, told);
            if let Err(aborted) = self.pause(wait, None, call).await {
                return Err(Failed::with(aborted).end(attempts, false));
            }
        }
    }

    async fn attempt(
        &self,
        work: &Work<'_, H>,
        turn: Option<&Turn<'_, H>>,
        call: &Call<'_, H>,
    ) -> Result<Reply<H::Json>, Failure<H::Cause>> {
        match work {
            Work::Request(request) => {
                self.host
                    .fetch(*request, &|| turn.iter().for_each(|turn| turn.count()))
                    .await
            }
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

    fn judge(&self, step: &Step, mut reply: Reply<H::Json>) -> Judged<H> {
        if let Some(secret) = self.endpoint.secret() {
            match &mut reply.body {
                ReplyBody::Text(text) => response::redact(&mut reply.headers, text, secret),
                ReplyBody::Empty => response::redact(&mut reply.headers, &mut String::new(), secret),
                // A result goes to the caller as it is.
                ReplyBody::Json(_) => {}
            }
        }
        let seen = Seen {
            status: reply.status,
            headers: &reply.headers,
            body: match &reply.body {
                ReplyBody::Empty => Body::Empty,
                ReplyBody::Json(_) => Body::Json,
                ReplyBody::Text(text) => Body::Text(text),
            },
            // Results have no use for it.
            date: match &reply.body {
                ReplyBody::Json(_) => 0.0,
                _ => self.host.date(),
            },
        };
        let verdict = match step.answer {
            Expected::Api(answer, _) => response::classify(answer, seen),
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

    pub(super) fn emit(&self, step: &Step, kind: EventKind, attempt: u32, told: Told) {
        if !self.host.listens() {
            return;
        }
        self.host.emit(&Event {
            kind,
            operation: step.operation.to_owned(),
            step: step.step.to_owned(),
            method: step.method,
            path: step.path.to_owned(),
            attempt,
            at: self.host.date(),
            status: told.status.or(told.error.and_then(|error| error.status)),
            code: told.error.map(|error| error.code),
            request_id: told.error.and_then(|error| error.request_id.clone()),
            duration: told.duration,
            wait: told.wait,
        });
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

    /// There is no turn for a call. What the server refused it with before tells more.
    fn without_turn(failed: CallError<C>, refused: Option<Self>) -> Self {
        match refused {
            Some(mut refused) if failed.error.code == Code::RateLimited => {
                let waits = [failed.error.retry_after, refused.error.retry_after];
                refused.error.retry_after = waits.into_iter().flatten().reduce(f64::max);
                refused
            }
            _ => Failed::with(failed),
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
