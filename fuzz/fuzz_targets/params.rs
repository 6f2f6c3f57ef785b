//! Params of every operation, and other routes: checked and built.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wts_chat_fuzz::invariants::params::hold(&String::from_utf8_lossy(bytes));
});
