//! What numbers without a country and dates without a zone are taken for.

use super::phone::Country;

#[derive(Clone, Copy)]
pub struct Locale<'a> {
    /// The country of numbers that are written without one; without it they stay as they are.
    pub country: Option<&'static Country>,
    /// How far a local time (in milliseconds since 1970, as if it were UTC) is ahead of UTC, in milliseconds.
    pub offset: &'a dyn Fn(i64) -> i64,
}

impl Default for Locale<'_> {
    /// No country, and UTC.
    fn default() -> Self {
        Locale {
            country: None,
            offset: &|_| 0,
        }
    }
}

impl std::fmt::Debug for Locale<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("Locale")
    }
}
