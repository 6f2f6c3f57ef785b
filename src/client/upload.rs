//! The three documented steps of an upload: ask for a URL, PUT the bytes to it, save the file.

use super::attempts::{Expected, Step, Work};
use super::host::Host;
use super::{Call, CallError, CallResult, Client, Job};
use crate::catalog::Safety;
use crate::error::{Code, Error};
use crate::request::{self, Locale, Params, Upload};
use crate::response;
use std::cell::Cell;

impl<H: Host> Client<H> {
    /// Stores a file and returns its id.
    pub(super) async fn upload(&self, operation: &str, file: &Upload, call: &Call<'_, H>) -> CallResult<String, H> {
        let mut fresh_urls = retries(file, call);
        let temp_file_id = loop {
            let slot = texts([
                ("type", file.file_type.as_str()),
                ("name", &file.name),
                ("mimeType", &file.mime_type),
            ]);
            let slot = self.step(operation, "file", "getUploadUrl", slot, call).await?;
            let temp_file_id = self.text(&slot, "tempFileId")?;
            let url = self.text(&slot, "urlUpload")?;
            match self.put(operation, &url, file, call).await {
                Err(failed) if fresh_urls > 0 && response::is_expired(&failed.error) => fresh_urls -= 1,
                put => break put.map(|()| temp_file_id)?,
            }
        };
        let saved = texts([("tempFileId", temp_file_id.as_str())]);
        let saved = self.step(operation, "file", "save", saved, call).await?;
        self.text(&saved, "id")
    }

    /// An operation of the catalog as a part of another one.
    async fn step(
        &self,
        name: &str,
        resource: &'static str,
        operation: &'static str,
        params: Params,
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        let job = request::find(resource, operation)
            .map_err(|issue| vec![issue])
            .and_then(|entry| request::check(entry, params, &Locale::default()));
        // Only a server's answer can lead here: the caller's params have been checked.
        let wrong = |issues| CallError::new(Error::new(Code::InvalidResponse, Error::validation(issues).message));
        self.send(name, &Job::of(job.map_err(wrong)?), call).await
    }

    async fn put(&self, operation: &str, url: &str, file: &Upload, call: &Call<'_, H>) -> CallResult<(), H> {
        let (Some(data), Some(origin)) = (&call.data, origin(url)) else {
            let what = if call.data.is_none() {
                "The bytes of the file are missing."
            } else {
                "The upload URL is none."
            };
            return Err(CallError::new(Error::new(Code::InvalidResponse, what)));
        };
        let step = Step {
            operation,
            step: "upload",
            method: "PUT",
            path: origin,
            safety: Safety::Idempotent,
            max_retries: retries(file, call),
            answer: Expected::Storage,
        };
        let work = Work::Upload {
            url,
            file,
            data,
            last_progress: Cell::new(0.0),
        };
        self.attempts(&step, &work, call).await?;
        Ok(())
    }

    fn text(&self, json: &Option<H::Json>, property: &str) -> CallResult<String, H> {
        json.as_ref()
            .and_then(|json| self.host.text_of(json, property))
            .ok_or_else(|| {
                let message = format!("The answer to an upload's step has no {property}.");
                CallError::new(Error::new(Code::InvalidResponse, message))
            })
    }
}

/// Bytes that can be read once only cannot be sent again.
fn retries<H: Host>(file: &Upload, call: &Call<'_, H>) -> u32 {
    if file.repeatable { call.settings.max_retries } else { 0 }
}

fn texts<const N: usize>(texts: [(&'static str, &str); N]) -> Params {
    let mut params = Params::new();
    for (name, text) in texts {
        params.insert(name, text.into());
    }
    params
}

/// Whatever became of the upload, the message that the caller wanted was not sent.
pub(super) fn not_the_send<C>(mut failed: CallError<C>) -> CallError<C> {
    failed.error.maybe_sent = false;
    failed.error.message = format!(
        "The file could not be uploaded, nothing was sent. {}",
        failed.error.message
    );
    failed
}

/// Scheme, host and port; the rest of an upload URL is a secret.
fn origin(url: &str) -> Option<&str> {
    let (scheme, host) = request::scheme_and_authority(url)?;
    let known = matches!(scheme, "https" | "http") && !host.is_empty() && !host.bytes().any(|byte| byte == b'@');
    known.then(|| url.get(..scheme.len() + 3 + host.len()))?
}
