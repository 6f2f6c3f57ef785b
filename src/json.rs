//! Building JSON values. `json!` would serialise what it is given, and unwrap the result.

use serde_json::{Map, Value};

pub fn object<N: Into<String>>(entries: impl IntoIterator<Item = (N, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in entries {
        object.insert(name.into(), value);
    }
    Value::Object(object)
}

pub fn list<'a, T>(items: &'a [T]) -> Value
where
    Value: From<&'a T>,
{
    items.iter().map(Value::from).collect()
}
