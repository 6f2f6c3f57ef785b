//! The invariants on hostile input: random, huge, and every seed of the fuzz targets.

#![allow(clippy::disallowed_methods, clippy::unwrap_in_result, reason = "a test may panic")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::integer_division,
    reason = "a test may panic"
)]

mod hostile;
#[path = "../invariants/mod.rs"]
mod invariants;
mod large;
mod random;
mod seeds;
