//! The texts of operations and params for the command line, whose catalog, the module's, has none.

use anyhow::Result;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use wts_chat::catalog::{self, Field, Kind};

/// How often each text stands at a path.
type Counts = BTreeMap<&'static str, usize>;

/// The same as bytes for `pkg/cli/texts.deflate`: a third of the size in the bundle.
pub fn packed() -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(texts()?.as_bytes())?;
    Ok(encoder.finish()?)
}

/// `{ params: { "from": "…" }, operations: { "message.sendText": { text: "…", params: { "to": "…" } } } }`: what most operations
/// say of a param stands once, under `params`; an operation has its own text only where it says something else. Params inside
/// of others have paths: `file.name`, `items[].name`.
pub fn texts() -> Result<String> {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for entry in catalog::entries() {
        for (path, text) in params(entry.operation) {
            *counts.entry(path).or_default().entry(text).or_default() += 1;
        }
    }
    let common: BTreeMap<String, &str> = counts.into_iter().map(|(path, counts)| (path, most(&counts))).collect();
    let mut operations = Map::new();
    for entry in catalog::entries() {
        let own: Map<String, Value> = params(entry.operation)
            .into_iter()
            .filter(|(path, text)| common.get(path) != Some(text))
            .map(|(path, text)| (path, text.into()))
            .collect();
        let mut texts = Map::from_iter([("text".to_owned(), Value::from(entry.operation.doc))]);
        if !own.is_empty() {
            texts.insert("params".to_owned(), own.into());
        }
        operations.insert(entry.name(), texts.into());
    }
    Ok(serde_json::to_string(
        &json!({ "params": common, "operations": operations }),
    )?)
}

/// The text that most say; of several, the first.
fn most(counts: &Counts) -> &'static str {
    let mut best = ("", 0);
    for (text, count) in counts {
        if *count > best.1 {
            best = (text, *count);
        }
    }
    best.0
}

/// Every param with its text, those inside of others too.
fn params(operation: &'static catalog::Operation) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    for field in operation.fields() {
        add(&mut out, "", field);
    }
    out
}

fn add(out: &mut Vec<(String, &'static str)>, at: &str, field: &'static Field) {
    let path = format!("{at}{}", field.name);
    let (inner, at) = inside(&field.kind, &path);
    // On a command line, a file is its path.
    if matches!(field.kind, Kind::Bytes | Kind::Size) {
        return;
    }
    out.push((path, field.doc));
    for field in inner {
        add(out, &at, field);
    }
}

/// The fields inside of a kind, and what their paths begin with.
fn inside(kind: &'static Kind, path: &str) -> (&'static [Field], String) {
    match kind {
        Kind::Object(shape) => (shape.fields, format!("{path}.")),
        Kind::File(fields) => (fields, format!("{path}.")),
        Kind::List { of, .. } => inside(of, &format!("{path}[]")),
        _ => (&[], String::new()),
    }
}
