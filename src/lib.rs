//! Client for the WTS Chat API: validates parameters, builds requests and runs them with the host's fetch.
//!
//! One way through: params → [`catalog`] (data) → [`request`] (pure) → [`client`] (async, over a host trait) → [`response`] (pure).

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::get_unwrap,
        clippy::unwrap_in_result,
        reason = "a test may panic"
    )
)]

mod calendar;
pub mod catalog;
pub mod client;
pub mod error;
pub mod json;
pub mod request;
pub mod response;
mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
