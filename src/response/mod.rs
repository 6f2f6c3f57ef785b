//! HTTP response → value or error. Plain functions over what the host has read.

mod classify;
mod envelope;
mod retry_after;
mod storage;

#[cfg(test)]
mod tests;

pub use classify::{Body, Seen, Verdict, classify};
pub use storage::classify as classify_storage;
