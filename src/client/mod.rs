//! Runs calls: uploads what has to be uploaded, makes the request, repeats what may be repeated.
//!
//! Generic over [`Host`], so that all of it runs natively in the tests, against a script and a fake clock.

mod attempts;
mod host;
mod options;
mod race;
mod retry;
mod upload;

#[cfg(test)]
mod script;
#[cfg(test)]
mod tests;

pub use host::{Event, EventKind, Failure, FailureKind, Host, Reply, ReplyBody};
pub use options::{Options, Settings, build_endpoint};

use crate::catalog::Entry;
use crate::error::{Code, Error};
use crate::request::{self, Checked, Endpoint, Request};
use attempts::{Expected, Step};

/// A client of one account.
pub struct Client<H> {
    pub host: H,
    endpoint: Endpoint,
    settings: Settings,
}

/// What one call brings along besides its params.
pub struct Call<'a, H: Host> {
    /// The bytes that the params speak of.
    pub data: Option<H::Data>,
    pub signal: Option<H::Signal>,
    pub settings: Settings,
    /// Told the bytes sent and the bytes in all, during an upload.
    pub progress: &'a dyn Fn(f64, f64),
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
    pub fn new(host: H, endpoint: Endpoint, settings: Settings) -> Self {
        Client {
            host,
            endpoint,
            settings,
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
        let name = format!("{resource}.{operation}");
        let result = match request::prepare(resource, operation, params) {
            Ok(checked) => self.run(&name, checked, call).await,
            Err(issues) => Err(CallError::new(Error::validation(issues))),
        };
        result.map_err(|mut failed| {
            failed.error.operation = Some(name);
            failed
        })
    }

    async fn run(&self, name: &str, mut checked: Checked, call: &Call<'_, H>) -> CallResult<Option<H::Json>, H> {
        let entry = checked.entry;
        let upload = checked.upload.take();
        let mut request = request::build(checked);
        if let Some(file) = upload {
            let id = self.upload(name, &file, call).await.map_err(upload::not_the_send)?;
            request.set(file.id_at, id.into());
        }
        self.send(name, entry, &request, call).await
    }

    /// One request of the catalog, repeated as its safety allows.
    async fn send(
        &self,
        operation: &str,
        entry: Entry,
        request: &Request,
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        let prepared = self.endpoint.prepare(request);
        let step = Step {
            operation,
            step: entry.name(),
            method: request.method.as_str(),
            path: &request.path,
            safety: entry.operation.safety,
            max_retries: call.settings.max_retries,
            answer: Expected::Api(entry.operation.answer),
        };
        let time_limit = async || {
            self.host.sleep(f64::from(call.settings.timeout)).await;
            format!("No complete answer within {} ms.", call.settings.timeout)
        };
        self.attempts(&step, call, time_limit, async || self.host.fetch(&prepared).await)
            .await
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
