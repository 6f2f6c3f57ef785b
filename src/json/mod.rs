//! JSON: values, read from text and written to it.
//!
//! Numbers stay as they are written. A parser that turns them into machine numbers brings what reads and prints fractions: 14 kB of
//! tables that no compression shortens, in a module of 200. Nothing is computed with fractions here, and so none is ever rounded.
//! Objects are lists of entries: they are short, and keep the order that they were written in.

mod reader;
#[cfg(test)]
mod tests;

use crate::text;
use reader::Reader;
use std::borrow::Cow;
use std::fmt;

#[cfg(test)]
pub(crate) use tests::json;

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
pub struct Map(Vec<(Name, Value)>);

/// Most names are those of the catalog.
pub type Name = Cow<'static, str>;

impl Value {
    /// Reads a whole text. What is wrong is said as it goes on after "cannot be read: ".
    pub fn parse(text: &str) -> Result<Self, String> {
        Reader::new(text).whole()
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
            Value::Number(number) => text::number(&number.0),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Number(Number(written)) => {
                let size = i64::try_from(text::number(written.trim_start_matches('-'))?).ok()?;
                Some(if written.starts_with('-') { -size } else { size })
            }
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

    /// Writes it as text, without white space.
    pub fn write(&self, out: &mut String) {
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

    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(256);
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

    /// With room for as many entries as most objects have.
    fn with_room() -> Self {
        Map(Vec::with_capacity(8))
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

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_ref())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// The value of a name, which is null when there was none.
    pub fn slot(&mut self, name: Name) -> &mut Value {
        let at = match self.0.iter().rposition(|(known, _)| *known == name) {
            Some(at) => at,
            None => {
                self.push(name, Value::Null);
                self.0.len() - 1
            }
        };
        #[expect(clippy::indexing_slicing, reason = "it has just been found or added")]
        &mut self.0[at].1
    }

    pub fn insert(&mut self, name: &'static str, value: Value) {
        *self.slot(name.into()) = value;
    }

    /// Adds an entry whose name is not there yet, unless its value is null.
    #[inline(never)]
    pub fn tell(&mut self, name: &'static str, value: Value) {
        if !value.is_null() {
            self.push(name.into(), value);
        }
    }

    /// Adds an entry whose name is not there yet.
    pub fn push(&mut self, name: Name, value: Value) {
        self.0.push((name, value));
    }
}

impl IntoIterator for Map {
    type Item = (Name, Value);
    type IntoIter = std::vec::IntoIter<(Name, Value)>;

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

pub fn object<const N: usize>(mut entries: [(&'static str, Value); N]) -> Value {
    gathered(&mut entries)
}

/// In the module once, and not once for every number of entries.
#[inline(never)]
fn gathered(entries: &mut [(&'static str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in entries {
        object.push((*name).into(), value.take());
    }
    Value::Object(object)
}

/// An object of however many entries there are.
pub fn object_of<N: Into<Name>>(entries: impl IntoIterator<Item = (N, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in entries {
        object.push(name.into(), value);
    }
    Value::Object(object)
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
    loop {
        let (plain, special) = rest.split_at_checked(plain_length(rest)).unwrap_or((rest, ""));
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
            None => break,
        }
        rest = letters.as_str();
    }
    out.push('"');
}

/// How many bytes a text begins with that stand in JSON as they are. A loop, because adapters of iterators stay calls in the module.
fn plain_length(text: &str) -> usize {
    let mut length = 0;
    for &byte in text.as_bytes() {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            break;
        }
        length += 1;
    }
    length
}
