//! What holds whatever comes in. The property tests and the fuzz targets (`fuzz/`) judge by these and by nothing else.
//!
//! Each `hold` takes a whole case as one text, which is also how the seeds are written, and panics where something does not hold.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a defect is told"
)]

pub mod errors;
pub mod json;
pub mod options;
pub mod params;
pub mod requests;
pub mod response;
