//! HTTP response → value or error. Plain functions over what the host has read.

mod classify;
mod envelope;
mod retry_after;

pub use classify::{Body, Seen, Verdict, classify, classify_storage};
