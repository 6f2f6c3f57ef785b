//! JSON: values, read from text and written to it.
//!
//! Numbers stay as they are written. A parser that turns them into machine numbers brings what reads and prints fractions: 14 kB of
//! tables that no compression shortens, in a module of 200. Nothing is computed with fractions here, and so none is ever rounded.
//! Objects are lists of entries: they are short, and keep the order that they were written in.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Value>),
    Object(Map),
}

/// A number as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number(String);

/// The entries of an object.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map(Vec<(String, Value)>);

/// How deep values may lie in each other.
const DEEPEST: u8 = 128;

impl Value {
    /// Reads a whole text. What is wrong is said as it goes on after "cannot be read: ".
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { text, at: 0, depth: 0 };
        let value = reader.value().filter(|_| {
            reader.white_space();
            reader.at == text.len()
        });
        value.ok_or_else(|| format!("it is no JSON from character {} on", reader.at + 1))
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    pub fn as_object(&self) -> Option<&Map> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    /// A whole number that is written without a fraction and an exponent.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Value::Number(number) => number.0.parse().ok(),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Number(number) => number.0.parse().ok(),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    pub fn is_object(&self) -> bool {
        matches!(self, Value::Object(_))
    }

    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Value::Number(number) => out.push_str(&number.0),
            Value::String(text) => write_text(out, text),
            Value::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Value::Object(object) => {
                out.push('{');
                for (at, (name, value)) in object.0.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_text(out, name);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// As text, without white space.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

impl Number {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Map {
    pub fn new() -> Self {
        Map::default()
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        // Of two entries with one name, the later counts, as in JavaScript.
        self.0
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0
            .iter_mut()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The value of a name, which is null when there was none.
    pub fn slot(&mut self, name: &str) -> &mut Value {
        let at = match self.0.iter().rposition(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.push(name.to_owned(), Value::Null);
                self.0.len() - 1
            }
        };
        #[expect(clippy::indexing_slicing, reason = "it has just been found or added")]
        &mut self.0[at].1
    }

    pub fn insert(&mut self, name: &str, value: Value) {
        *self.slot(name) = value;
    }

    /// Adds an entry whose name is not there yet.
    pub fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Value::Bool(yes)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(Number(number.to_string()))
    }
}

macro_rules! from_smaller {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Value {
            fn from(number: $kind) -> Self {
                i64::from(number).into()
            }
        }
    )*};
}

from_smaller!(u8 u16 i32 u32);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, T::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Value::Array(items.into_iter().map(T::into).collect())
    }
}

pub fn object<N: Into<String>>(entries: impl IntoIterator<Item = (N, Value)>) -> Value {
    Value::Object(Map(entries
        .into_iter()
        .map(|(name, value)| (name.into(), value))
        .collect()))
}

pub fn list<'a, T>(items: &'a [T]) -> Value
where
    Value: From<&'a T>,
{
    items.iter().map(Value::from).collect()
}

/// Milliseconds and bytes, without fractions.
pub fn whole(number: f64) -> Value {
    Value::from(number.round() as i64)
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = special.chars();
        match letters.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(quoted @ ('"' | '\\')) => out.extend(['\\', quoted]),
            Some(control) => {
                out.push_str("\\u00");
                let code = u32::from(control);
                out.extend([code >> 4, code & 15].map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
            }
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn accept(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.white_space();
        match self.peek()? {
            b'{' => self.nested(Reader::object),
            b'[' => self.nested(Reader::array),
            b'"' => self.string().map(Value::String),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Option<Value>) -> Option<Value> {
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = Map::new();
        self.white_space();
        if self.accept(b'}').is_some() {
            return Some(Value::Object(object));
        }
        loop {
            self.white_space();
            let name = self.string()?;
            self.white_space();
            self.accept(b':')?;
            object.push(name, self.value()?);
            self.white_space();
            if self.accept(b',').is_none() {
                self.accept(b'}')?;
                return Some(Value::Object(object));
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        self.white_space();
        if self.accept(b']').is_some() {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.white_space();
            if self.accept(b',').is_none() {
                self.accept(b']')?;
                return Some(Value::Array(items));
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn string(&mut self) -> Option<String> {
        self.accept(b'"')?;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let length = rest
                .bytes()
                .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
            out.push_str(rest.get(..length)?);
            self.at += length;
            if self.accept(b'"').is_some() {
                return Some(out);
            }
            self.accept(b'\\')?;
            let escape = self.peek()?;
            self.at += 1;
            out.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    /// After `\u`: a character, or the two halves of one.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.accept(b'\\')?;
        self.accept(b'u')?;
        let second = self
            .four_digits()?
            .checked_sub(0xdc00)
            .filter(|second| *second < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let _ = self.accept(b'-');
        if self.accept(b'0').is_none() {
            self.digits()?;
        }
        if self.accept(b'.').is_some() {
            self.digits()?;
        }
        if self.accept(b'e').or_else(|| self.accept(b'E')).is_some() {
            let _ = self.accept(b'+').or_else(|| self.accept(b'-'));
            self.digits()?;
        }
        let number = self.text.get(start..self.at)?;
        Some(Value::Number(Number(number.to_owned())))
    }

    /// At least one.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

#[cfg(test)]
mod tests {
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
        assert!(Value::parse(&nested(129)).is_err());
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
}

/// So that tests can write values as `json!` does, and look into them.
#[cfg(test)]
mod for_tests {
    use super::Value;

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
}

/// A value as `serde_json::json!` writes it.
#[cfg(test)]
macro_rules! json {
    ($($json:tt)*) => {
        crate::json::Value::from(serde_json::json!($($json)*))
    };
}

#[cfg(test)]
pub(crate) use json;
