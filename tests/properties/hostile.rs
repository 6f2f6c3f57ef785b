//! What nobody sends by accident.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of texts that mean something to somebody on the way.
const PIECES: &[&str] = &[
    "__proto__",
    "constructor",
    "toString",
    "a.b",
    "a[b]",
    "[",
    "]",
    ".",
    "..",
    "../x",
    "..;",
    "/",
    "\\",
    "a/b",
    "%2e%2e",
    "%2F",
    "%00",
    "%",
    "%zz",
    "?x=1",
    "#",
    "&",
    "=",
    "\r\nX: y",
    "\n",
    "\0",
    "\t",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{200f}",
    "\u{feff}",
    "\u{fffd}",
    "😀",
    "é",
    "\"",
    "'",
    "<script>",
    "{",
    "}",
    "|",
    "^",
    "`",
    " ",
    "NaN",
    "null",
    "UNDEFINED",
    "pn_1",
    "Bearer x",
    "https://evil.example",
    "//evil.example",
    "javascript:alert(1)",
    "9999-12-31T23:59-05:00",
    "0000-01-01",
    "@",
    "+",
    "0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10",
];

/// JSON texts of values, many of which are none.
const VALUES: &[&str] = &[
    r#""\ud800""#,
    r#""\udc00\ud800""#,
    r#""\ud83d\ude00""#,
    r#""\u0000""#,
    "1e400",
    "-1e400",
    "1e-400",
    "-0",
    "0.0",
    "-0.0e0",
    "01",
    "1.",
    "NaN",
    "Infinity",
    "undefined",
    "'a'",
    "\"a",
    "a\"",
    "\u{feff}1",
    "\"\u{1}\"",
    "[1,]",
    "{\"a\":1,}",
    "{\"a\":1,\"a\":2}",
    r#"{"\u0000":"NaN"}"#,
    r#"{"\u0000":"bytes","size":3}"#,
    r#"{"__proto__":{"a":1}}"#,
    "{}",
    "[]",
    "[[]]",
    "null",
    "true",
    "[null]",
    "\"\"",
];

pub fn text() -> BoxedStrategy<String> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => ".{0,9}", 1 => "[ -~]{0,9}"];
    vec(piece, 0..4).prop_map(|pieces| pieces.concat()).boxed()
}

/// The JSON text of something, or what looks like one.
pub fn json() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => text().prop_map(|text| quoted(&text)),
        3 => select(VALUES).prop_map(str::to_owned),
        1 => any::<f64>().prop_map(|number| number.to_string()),
        1 => "-?[1-9][0-9]{200,400}(\\.[0-9]{1,300})?(e[+-]?[0-9]{1,9})?",
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            vec((text(), inner.clone()), 0..4).prop_map(|entries| object(&entries)),
            (inner, 1_usize..200).prop_map(|(inner, depth)| format!(
                "{}{inner}{}",
                "[".repeat(depth),
                "]".repeat(depth)
            )),
        ]
    })
    .boxed()
}

/// The JSON text of an object, names that are there twice included.
pub fn object(entries: &[(String, String)]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, value)| format!("{}:{value}", quoted(name)))
        .collect();
    format!("{{{}}}", entries.join(","))
}

pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
