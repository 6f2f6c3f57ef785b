//! HTTP response → value or error. Plain functions over what the host has read.

mod classify;
mod envelope;
mod redact;
mod retry_after;
mod storage;
pub mod webhook;

#[cfg(test)]
mod tests;

pub use classify::{Body, Seen, Verdict, classify};
pub use redact::{redact, redacted};
pub use storage::{classify as classify_storage, is_expired};
