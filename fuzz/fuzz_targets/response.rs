//! Answers of servers, and what webhooks bring: judged.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wts_chat_fuzz::invariants::response::hold(&String::from_utf8_lossy(bytes));
});
