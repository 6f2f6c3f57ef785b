//! Examples as JavaScript: params alone, or params after steps that make what they name.

use anyhow::{Context, Result};
use serde_json::Value;
use wts_chat::catalog::{Entry, Place};

/// Columns that a line may have.
const WIDTH: usize = 100;

/// The lines of an example.
///
/// `{ "before": [["webhook.createSubscription", {…}]], "params": { "subscriptionId": "$0.id" } }`: what a step answers is named
/// after its operation, `$0` is the first of them. A step may also be a `fetch` of something that is no operation.
pub fn code(entry: Entry, example: &Value) -> Result<String> {
    let before = example["before"].as_array().map(Vec::as_slice).unwrap_or_default();
    let params = if before.is_empty() { example } else { &example["params"] };
    let mut names = Vec::new();
    let mut out = String::new();
    for (number, step) in before.iter().enumerate() {
        let step = step.as_array().context("a step is an array")?;
        let (called, args) = step.split_first().context("a step has a name")?;
        let called = called.as_str().context("a step has a name")?;
        let name = answer_of(called);
        let call = match called {
            "fetch" => called.to_owned(),
            operation => format!("wts.{operation}"),
        };
        let is_named = example.to_string().contains(&format!("\"${number}"));
        let begin = match is_named {
            true => format!("const {name} = await {call}("),
            false => format!("await {call}("),
        };
        out.push_str(&statement(&begin, args, &names));
        names.push(name);
    }
    out.push_str(&statement(
        &format!("await wts.{}(", entry.name()),
        &args(entry, params),
        &names,
    ));
    Ok(out)
}

/// What the operation is called with: its params, or the id and options of one that waits.
fn args(entry: Entry, params: &Value) -> Vec<Value> {
    let given = params.as_object().filter(|params| !params.is_empty());
    let Some(given) = given else { return Vec::new() };
    let place = |name: &str| entry.operation.field(name).map(|field| field.place);
    if !entry.operation.fields().any(|field| field.place == Place::Patience) {
        return vec![params.clone()];
    }
    let (ids, options): (Vec<_>, Vec<_>) = given
        .clone()
        .into_iter()
        .partition(|(name, _)| matches!(place(name), Some(Place::Path(_))));
    let ids = ids.into_iter().map(|(_, id)| id);
    let options = (!options.is_empty()).then(|| Value::Object(options.into_iter().collect()));
    ids.chain(options).collect()
}

/// `createSubscription` → `subscription`, `send.text` → `send`.
fn answer_of(called: &str) -> String {
    let (resource, operation) = called.split_once('.').unwrap_or((called, ""));
    let noun = operation.find(char::is_uppercase).and_then(|at| operation.get(at..));
    let mut letters = noun.unwrap_or(resource).chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

fn statement(begin: &str, args: &[Value], names: &[String]) -> String {
    let inline: Vec<_> = args.iter().map(|arg| inline(arg, names)).collect();
    let line = format!("{begin}{});\n", inline.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    // Only the last argument is broken, as formatters do.
    let Some((last, first)) = args.split_last() else {
        return line;
    };
    let first: String = first
        .iter()
        .map(|arg| format!("{}, ", self::inline(arg, names)))
        .collect();
    format!("{begin}{first}{});\n", broken(last, "", names))
}

/// A value over several lines.
fn broken(value: &Value, indent: &str, names: &[String]) -> String {
    let inner = format!("{indent}  ");
    let line = |name: &str, value: &Value| {
        let line = format!("{inner}{name}{},", inline(value, names));
        if line.chars().count() <= WIDTH {
            return format!("{line}\n");
        }
        format!("{inner}{name}{},\n", broken(value, &inner, names))
    };
    match value {
        Value::Object(entries) => {
            let lines: String = entries
                .iter()
                .map(|(name, value)| line(&format!("{}: ", key(name)), value))
                .collect();
            format!("{{\n{lines}{indent}}}")
        }
        Value::Array(items) => {
            let lines: String = items.iter().map(|item| line("", item)).collect();
            format!("[\n{lines}{indent}]")
        }
        plain => inline(plain, names),
    }
}

fn inline(value: &Value, names: &[String]) -> String {
    match value {
        Value::String(text) => named(text, names).unwrap_or_else(|| quoted(text)),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| inline(item, names)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(name, value)| format!("{}: {}", key(name), inline(value, names)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        plain => plain.to_string(),
    }
}

/// `$0.id` → `subscription.id`.
fn named(text: &str, names: &[String]) -> Option<String> {
    let (number, path) = text.strip_prefix('$')?.split_once('.')?;
    let name = names.get(number.parse::<usize>().ok()?)?;
    Some(format!("{name}.{path}"))
}

fn key(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match is_plain && !name.starts_with(|c: char| c.is_ascii_digit()) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

fn quoted(text: &str) -> String {
    let escaped = Value::from(text).to_string();
    if text.contains('\'') {
        return escaped;
    }
    let inner = escaped.trim_start_matches('"');
    format!("'{}'", inner.strip_suffix('"').unwrap_or(inner).replace("\\\"", "\""))
}
