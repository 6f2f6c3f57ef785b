//! The invariants, as the property tests of the crate have them.

#[path = "../../tests/invariants/mod.rs"]
pub mod invariants;
