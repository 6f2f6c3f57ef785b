//! The catalog and its engine against the OpenAPI document: all of it can be sent, and nothing that it refuses.

#![allow(clippy::disallowed_methods, clippy::unwrap_in_result, reason = "a test may panic")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::integer_division,
    reason = "a test may panic"
)]

mod breaking;
mod choices;
mod coverage;
mod document;
mod leads;
mod place;
mod random;
mod rows;
mod words;

/// Tells everything that is wrong at once.
fn expect_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} defects:\n{}", wrong.len(), wrong.join("\n"));
}
