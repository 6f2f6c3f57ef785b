//! What the fuzz targets start from, and what they once found.

use crate::invariants::{options, params, response};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use wts_chat::catalog;
use wts_chat::request::{self, Locale};

#[test]
fn params_hold() {
    each("params", params::hold);
}

#[test]
fn responses_hold() {
    each("response", response::hold);
}

#[test]
fn options_hold() {
    each("options", options::hold);
}

#[test]
fn every_example_of_the_reference_holds_and_passes() {
    for (name, example) in examples() {
        params::hold(&format!("{name}\n{example}"));
        let (resource, operation) = name.split_once('.').unwrap();
        let checked = request::prepare(resource, operation, &example, &Locale::default());
        // Bytes of files stand there as texts, which only the package turns into bytes.
        assert!(checked.is_ok() || example.contains("\"data\""), "{name}: {checked:?}");
    }
}

/// The operations' names, and the JSON texts of right params: several for some.
pub fn examples() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("docs/examples.json")).unwrap();
    // What an earlier step would have answered.
    let text = ["\"$0.id\"", "\"$0.tempFileId\""].iter().fold(text, |text, name| {
        text.replace(name, "\"0b2f6a3e-8d0c-4c3a-9a51-2f6d1c9e7b10\"")
    });
    let examples: Map<String, Value> = serde_json::from_str(&text).unwrap();
    let of = |entry: catalog::Entry| match &examples[&entry.name()] {
        Value::Array(several) => several.clone(),
        Value::Object(steps) if steps.contains_key("before") => vec![steps["params"].clone()],
        one => vec![one.clone()],
    };
    let named = |entry: catalog::Entry| {
        of(entry)
            .into_iter()
            .map(move |params| (entry.name(), params.to_string()))
    };
    catalog::entries().flat_map(named).collect()
}

fn each(target: &str, hold: fn(&str)) {
    let folder = root().join("fuzz/seeds").join(target);
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        // Shown where one does not hold.
        println!("{}", path.display());
        hold(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
