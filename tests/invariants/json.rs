//! JSON is read as others read it, and what is written can be read.

use serde_json::Value as Theirs;
use wts_chat::json::Value;

/// Both take a text for the same value, or neither takes it.
pub fn agree(text: &str) {
    match (Value::parse(text), serde_json::from_str::<Theirs>(text)) {
        (Ok(ours), Ok(theirs)) => {
            let written = ours.to_text();
            assert_eq!(serde_json::from_str::<Theirs>(&written).ok(), Some(theirs), "{written}");
            assert_eq!(Value::parse(&written).as_ref(), Ok(&ours), "{written}");
        }
        (Err(why), Err(_)) => assert!(why.len() < 100, "{why}"),
        (Ok(_), Err(theirs)) => assert!(is_their_limit(&theirs), "only they refuse: {theirs}"),
        (Err(ours), Ok(_)) => panic!("only we refuse: {ours}"),
    }
}

/// What was written is JSON to us and to others.
pub fn readable(text: &str) {
    assert!(Value::parse(text).is_ok(), "we cannot read what we wrote: {text}");
    if let Err(theirs) = serde_json::from_str::<Theirs>(text) {
        assert!(
            is_their_limit(&theirs),
            "others cannot read what we wrote: {theirs}: {text}"
        );
    }
}

/// They compute with numbers, which are but digits to us, and stop one level earlier.
fn is_their_limit(error: &serde_json::Error) -> bool {
    let error = error.to_string();
    error.contains("number out of range") || error.contains("recursion limit exceeded")
}
