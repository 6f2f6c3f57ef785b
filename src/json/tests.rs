//! Against a well-known parser, and by what this one promises beyond it.

use super::*;
use proptest::prelude::*;
use serde_json::Value as Theirs;

/// What a well-known parser makes of the same text.
fn agree(text: &str) {
    match (Value::parse(text), serde_json::from_str::<Theirs>(text)) {
        (Ok(ours), Ok(theirs)) => {
            let written = ours.to_text();
            assert_eq!(serde_json::from_str::<Theirs>(&written).unwrap(), theirs, "{text}");
        }
        (Err(_), Err(_)) => {}
        // To us it is but its digits.
        (Ok(_), Err(theirs)) if theirs.to_string().contains("number out of range") => {}
        (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
    }
}

#[test]
fn texts_are_read_as_others_read_them() {
    for text in [
        "null",
        " true ",
        "false",
        "0",
        "-0",
        "-12.5e-3",
        "1E+2",
        "\"\"",
        r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#,
        "[]",
        "[1, [2], {}]",
        r#"{"a":1,"b":[null]}"#,
        "{\"\\u0000\":\"x\"}",
        "\"é😀\"",
        "",
        " ",
        "nul",
        "nulll",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "0x1",
        "NaN",
        "\"",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "[1,]",
        "[1 2]",
        "[",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{} {}",
    ] {
        agree(text);
    }
}

#[test]
fn numbers_stay_as_they_are_written() {
    for text in ["12345678901234567890", "0.1", "1e-7", "1.50", "-3"] {
        assert_eq!(Value::parse(text).unwrap().to_text(), text);
    }
    let number = |text| Value::parse(text).unwrap();
    assert_eq!(
        (number("7").as_u64(), number("-7").as_u64(), number("-7").as_i64()),
        (Some(7), None, Some(-7))
    );
    assert_eq!((number("7.0").as_i64(), number("1e3").as_i64()), (None, None));
}

#[test]
fn what_is_too_deep_is_refused() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Value::parse(&nested(128)).is_ok());
    assert!(Value::parse(&nested(129)).unwrap_err().contains("128 levels"));
    assert!(Value::parse(&"[".repeat(100_000)).is_err());
}

#[test]
fn the_later_of_two_entries_counts() {
    let object = Value::parse(r#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(object.get("a"), Some(&Value::from(2_i64)));
}

#[test]
fn where_a_text_goes_wrong_is_said() {
    assert_eq!(Value::parse("[1,x]").unwrap_err(), "it is no JSON from character 4 on");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_read_again(value in anything()) {
        let text = value.to_string();
        let ours = Value::parse(&text).unwrap();
        prop_assert_eq!(serde_json::from_str::<Theirs>(&ours.to_text()).unwrap(), value);
    }

    #[test]
    fn broken_texts_are_read_as_others_read_them(value in anything(), at in any::<prop::sample::Index>(), byte in "\\PC") {
        let mut text: Vec<char> = value.to_string().chars().collect();
        let at = at.index(text.len());
        text.splice(at..=at, byte.chars());
        let text: String = text.into_iter().collect();
        agree(&text);
    }
}

fn anything() -> BoxedStrategy<Theirs> {
    let leaf = prop_oneof![
        Just(Theirs::Null),
        any::<bool>().prop_map(Theirs::from),
        any::<i64>().prop_map(Theirs::from),
        (-1e9..1e9).prop_map(Theirs::from),
        "\\PC*".prop_map(Theirs::from),
        ".*".prop_map(Theirs::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Theirs::from),
            prop::collection::btree_map(".{0,6}", inner, 0..5)
                .prop_map(|entries| Theirs::Object(entries.into_iter().collect())),
        ]
    })
    .boxed()
}

// So that tests can write values as `json!` does, and look into them.

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        Value::parse(&value.to_string()).unwrap()
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        serde_json::from_str(&value.to_text()).unwrap()
    }
}

/// A value as `serde_json::json!` writes it.
macro_rules! json {
    ($($json:tt)*) => {
        crate::json::Value::from(serde_json::json!($($json)*))
    };
}

pub(crate) use json;
