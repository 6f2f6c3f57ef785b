//! Values as TypeScript literals.

use serde_json::Value;
use std::fmt::Write;

pub fn literal(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0);
    out
}

fn write(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(fields) if fields.is_empty() => out.push_str("{}"),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write(out, item, depth);
            }
            out.push(']');
        }
        Value::Array(items) => {
            out.push_str("[\n");
            for item in items {
                indent(out, depth + 1);
                write(out, item, depth + 1);
                out.push_str(",\n");
            }
            indent(out, depth);
            out.push(']');
        }
        Value::Object(fields) => {
            out.push_str("{\n");
            for (name, item) in fields {
                indent(out, depth + 1);
                let _ = write!(out, "{name}: ");
                write(out, item, depth + 1);
                out.push_str(",\n");
            }
            indent(out, depth);
            out.push('}');
        }
        Value::String(text) => {
            let escaped = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
            let _ = write!(out, "'{escaped}'");
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_valid_typescript() {
        let value = json!({ "name": "a'b\\c\n", "list": ["x", "y"], "none": [], "of": [{ "at": 1 }], "empty": {} });
        let expected = "{\n  name: 'a\\'b\\\\c\\n',\n  list: ['x', 'y'],\n  none: [],\n  of: [\n    {\n      at: 1,\n    },\n  ],\n  empty: {},\n}";
        assert_eq!(literal(&value), expected);
    }
}
