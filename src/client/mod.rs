//! Runs calls: uploads what has to be uploaded, makes the request, repeats what may be repeated.
//!
//! Generic over [`Host`], so that all of it runs natively in the tests, against a script and a fake clock.

mod attempts;
mod bucket;
mod host;
mod letterbox;
mod limits;
mod options;
mod pacing;
mod pages;
mod race;
mod retry;
mod upload;
mod wait;

#[cfg(test)]
mod script;
#[cfg(test)]
mod tests;

pub use host::{Event, EventKind, Failure, FailureKind, Host, Reply, ReplyBody};
pub use letterbox::Letterbox;
pub use options::{ListSettings, Options, Settings, check_batch_options, check_choice_options};
pub use pages::{Page, Pages};

use crate::catalog::{Answer, Entry, Operation, Safety};
use crate::error::{Code, Error, Issue};
use crate::request::{self, Checked, Country, Endpoint, Locale, Part, Request, Upload};
use attempts::{Expected, Step, Work};
use limits::{Family, Limits};
use pacing::Account;
use race::{First, race};
use std::cell::Cell;
use std::rc::Rc;
use wait::Wait;

/// A client of one account.
pub struct Client<H> {
    pub host: H,
    endpoint: Endpoint,
    settings: Settings,
    country: Option<&'static Country>,
    max_wait: u32,
    limits: Limits,
    account: Rc<Account>,
}

/// What one call brings along besides its params.
pub struct Call<'a, H: Host> {
    /// The bytes that the params speak of.
    pub data: Option<H::Data>,
    pub signal: Option<H::Signal>,
    pub settings: Settings,
    /// Told the bytes sent and the bytes in all, during an upload.
    pub progress: &'a dyn Fn(f64, f64),
    /// Milliseconds for which it has waited for its turns.
    pub waited: Cell<f64>,
}

/// A request to make, and what it means.
pub struct Job {
    /// The part of an operation that it is, or itself.
    step: String,
    safety: Safety,
    answer: Answer,
    request: Request,
    /// To store first.
    upload: Option<Upload>,
    /// To repeat until the answer's status is final, for so many milliseconds.
    patience: Option<u32>,
}

impl Job {
    /// An operation whose params are right.
    fn of(mut checked: Checked) -> Self {
        let Operation { safety, answer, .. } = *checked.entry.operation;
        Job {
            step: checked.entry.name(),
            safety,
            answer,
            upload: checked.upload.take(),
            patience: checked.patience,
            request: request::build(checked),
        }
    }

    /// A route that the catalog lacks. `content` is the JSON text of its query and its body.
    pub fn raw(method: &str, path: &str, content: &str) -> Result<Self, Vec<Issue>> {
        let (request, safety) = request::raw(method, path, content)?;
        Ok(Job {
            step: format!("{method} {path}"),
            safety,
            answer: Answer::JsonOrNothing,
            request,
            upload: None,
            patience: None,
        })
    }
}

/// A failed call: what is known about it, and what the host said.
#[derive(Debug)]
pub struct CallError<C> {
    pub error: Error,
    pub cause: Option<C>,
}

impl<C> CallError<C> {
    fn new(error: Error) -> Self {
        CallError { error, cause: None }
    }
}

pub type CallResult<T, H> = Result<T, CallError<<H as Host>::Cause>>;

impl<H: Host> Client<H> {
    pub fn new(host: H, options: Options) -> Self {
        let key = options.endpoint.account_key(options.account.as_deref());
        Client {
            account: pacing::account(key, host.now()),
            host,
            endpoint: options.endpoint,
            settings: options.settings,
            country: options.country,
            max_wait: options.max_wait,
            limits: options.limits,
        }
    }

    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Runs an operation by its names. `None` is an answer without content.
    pub async fn execute(
        &self,
        resource: &str,
        operation: &str,
        params: &str,
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        self.run(
            &format!("{resource}.{operation}"),
            self.operation(resource, operation, params),
            call,
        )
        .await
    }

    /// An operation as a job, once its params are right.
    pub fn operation(&self, resource: &str, operation: &str, params: &str) -> Result<Job, Vec<Issue>> {
        let offset = |local| self.host.offset(local);
        request::prepare(resource, operation, params, &self.locale(&offset)).map(Job::of)
    }

    /// What a call is among others of its operation.
    pub fn part(&self, entry: Entry, params: &str) -> Part {
        Part::of(entry, params, &self.locale(&|local| self.host.offset(local)))
    }

    fn locale<'a>(&self, offset: &'a dyn Fn(i64) -> i64) -> Locale<'a> {
        Locale {
            country: self.country,
            offset,
        }
    }

    /// Does a job, and names it in its error.
    pub async fn run(
        &self,
        name: &str,
        job: Result<Job, Vec<Issue>>,
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        let result = match job {
            Ok(job) => self.job(name, job, call).await,
            Err(issues) => Err(CallError::new(Error::validation(issues))),
        };
        result.map_err(|mut failed| {
            failed.error.operation = Some(name.to_owned());
            failed
        })
    }

    async fn job(&self, name: &str, mut job: Job, call: &Call<'_, H>) -> CallResult<Option<H::Json>, H> {
        if let Some(file) = job.upload.take() {
            let id = self.upload(name, &file, call).await.map_err(upload::not_the_send)?;
            job.request.set(file.id_at, id.into());
        }
        let mut wait = job.patience.map(|patience| Wait::new(self.host.now(), patience));
        loop {
            let too_late = async {
                match &wait {
                    None => std::future::pending().await,
                    Some(wait) => {
                        self.host.sleep(wait.left(self.host.now())).await;
                        wait.too_late()
                    }
                }
            };
            let answer = match race(self.send(name, &job, call), too_late, std::future::pending::<()>()).await {
                First::A(answer) => answer?,
                First::B(error) => return Err(CallError::new(error)),
                First::C(()) => continue,
            };
            let Some(wait) = &mut wait else {
                return Ok(answer);
            };
            let status = answer.as_ref().and_then(|answer| self.host.text_of(answer, "status"));
            match wait.after(&status.unwrap_or_default(), self.host.now()) {
                Ok(None) => return Ok(answer),
                Ok(Some(pause)) => self.pause(pause, None, call).await?,
                Err(error) => return Err(CallError::new(error)),
            }
        }
    }

    /// One request, repeated as its safety allows.
    async fn send(&self, name: &str, job: &Job, call: &Call<'_, H>) -> CallResult<Option<H::Json>, H> {
        let prepared = self.endpoint.prepare(&job.request);
        let step = Step {
            operation: name,
            step: &job.step,
            method: job.request.method.as_str(),
            path: &job.request.path,
            safety: job.safety,
            max_retries: call.settings.max_retries,
            answer: Expected::Api(job.answer, Family::of(&job.request.path)),
        };
        self.attempts(&step, &Work::Request(prepared), call).await
    }

    /// Waits, at most until `told` holds a word.
    async fn pause(&self, milliseconds: f64, told: Option<&Letterbox<()>>, call: &Call<'_, H>) -> CallResult<(), H> {
        let told = async {
            match told {
                Some(told) => told.word().await,
                None => std::future::pending().await,
            }
        };
        match race(self.aborted(call), self.host.sleep(milliseconds), told).await {
            First::A(()) => Err(self.abort_error(call)),
            _ => Ok(()),
        }
    }

    fn is_aborted(&self, call: &Call<'_, H>) -> bool {
        call.signal.as_ref().is_some_and(|signal| self.host.is_aborted(signal))
    }

    async fn aborted(&self, call: &Call<'_, H>) {
        match &call.signal {
            Some(signal) => self.host.aborted(signal).await,
            None => std::future::pending().await,
        }
    }

    fn abort_error(&self, call: &Call<'_, H>) -> CallError<H::Cause> {
        CallError {
            error: Error::new(Code::Aborted, "The call was aborted by its signal."),
            cause: call.signal.as_ref().and_then(|signal| self.host.reason(signal)),
        }
    }
}
