//! Tokens, base URLs and options: read.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wts_chat_fuzz::invariants::options::hold(&String::from_utf8_lossy(bytes));
});
