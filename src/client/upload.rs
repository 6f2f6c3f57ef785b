//! The three documented steps of an upload: ask for a URL, PUT the bytes to it, save the file.

use super::attempts::{Expected, Step};
use super::host::Host;
use super::{Call, CallError, CallResult, Client};
use crate::catalog::{self, Safety};
use crate::error::{Code, Error};
use crate::request::{self, Params, Upload};
use serde_json::Value;
use std::cell::Cell;

/// An upload without progress for so long has failed, in milliseconds; however long it takes in all is fine.
const IDLE: u32 = 60_000;

impl<H: Host> Client<H> {
    /// Stores a file and returns its id.
    pub(super) async fn upload(&self, operation: &str, file: &Upload, call: &Call<'_, H>) -> CallResult<String, H> {
        let slot = [
            ("type", file.file_type.as_str()),
            ("name", &file.name),
            ("mimeType", &file.mime_type),
        ];
        let slot = self.step(operation, &catalog::GET_UPLOAD_URL, &slot, call).await?;
        let temp_file_id = self.text(&slot, "tempFileId")?;
        let url = self.text(&slot, "urlUpload")?;
        self.put(operation, &url, file, call).await?;
        let saved = self
            .step(
                operation,
                &catalog::SAVE,
                &[("tempFileId", temp_file_id.as_str())],
                call,
            )
            .await?;
        self.text(&saved, "id")
    }

    /// An operation of the catalog as a part of another one.
    async fn step(
        &self,
        operation: &str,
        row: &'static catalog::Operation,
        params: &[(&str, &str)],
        call: &Call<'_, H>,
    ) -> CallResult<Option<H::Json>, H> {
        let entry = catalog::Entry {
            resource: "file",
            operation: row,
        };
        let mut given = Params::new();
        for (name, value) in params {
            given.insert((*name).to_owned(), Value::from(*value));
        }
        let checked = request::check(entry, given).map_err(|issues| {
            // Only a server's answer can lead here: the caller's params have been checked.
            CallError::new(Error::new(Code::InvalidResponse, Error::validation(issues).message))
        })?;
        self.send(operation, entry, &request::build(checked), call).await
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
        let last_progress = Cell::new(0.0);
        let progress = |sent: f64| {
            last_progress.set(self.host.now());
            (call.progress)(sent, file.size as f64);
        };
        let idle = async || {
            last_progress.set(self.host.now());
            loop {
                let left = last_progress.get() + f64::from(IDLE) - self.host.now();
                if left <= 0.0 {
                    return format!("The upload made no progress within {IDLE} ms.");
                }
                self.host.sleep(left).await;
            }
        };
        let step = Step {
            operation,
            step: "upload".to_owned(),
            method: "PUT",
            path: origin,
            safety: Safety::Idempotent,
            // Bytes that can be read once only cannot be sent again.
            max_retries: if file.repeatable { call.settings.max_retries } else { 0 },
            answer: Expected::Storage,
        };
        let attempt = async || self.host.upload(url, file, data, &progress).await;
        self.attempts(&step, call, idle, attempt).await?;
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
