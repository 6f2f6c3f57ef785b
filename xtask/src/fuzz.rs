//! Fuzzing: each target of `fuzz/` for a while, from its seeds and from what earlier runs found.

use crate::shell::{Run, root};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wts_chat::catalog;

const TARGETS: [&str; 3] = ["params", "response", "options"];

/// Formats `fuzz/`, which is no part of the workspace.
pub const FORMAT: [&str; 3] = ["fmt", "--manifest-path", "fuzz/Cargo.toml"];

/// How long each target runs when nothing is said, in seconds.
const SECONDS: u32 = 60;

pub fn run(seconds: Option<&str>) -> Result<()> {
    let seconds = match seconds {
        Some(text) => text.parse().with_context(|| format!("{text:?} are no seconds"))?,
        None => SECONDS,
    };
    let tools = root().join("target/tools");
    let program = tools
        .join("bin")
        .join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let tools = tools.to_string_lossy();
        Run::new("cargo")
            .args(["install", "cargo-fuzz", "--locked", "--root", &tools])
            .run()?;
    }
    let words = root().join("target/fuzz/words");
    let examples = root().join("target/fuzz/examples");
    write_words(&words)?;
    write_examples(&examples)?;
    for target in TARGETS {
        let found = root().join("fuzz/found").join(target);
        fs::create_dir_all(&found)?;
        println!("{target}: {seconds} s");
        Run::new(&program.to_string_lossy())
            // Without sanitizers: there is no unsafe code to watch. What counts the branches is in the stable compiler, behind this.
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", "-s", "none", "--target-dir", "target/fuzz", target])
            // What is new goes to the first folder.
            .args([&found, &root().join("fuzz/seeds").join(target)])
            .args((target == "params").then_some(&examples))
            .args(["--", "-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1"])
            .args([
                format!("-max_total_time={seconds}"),
                format!("-dict={}", words.display()),
            ])
            .run()?;
    }
    Ok(())
}

/// Names that no chance would hit on.
fn write_words(path: &Path) -> Result<()> {
    let mut words = BTreeSet::from([
        "__proto__",
        "\\\\u0000",
        "\\\\ud800",
        "%2e",
        "..",
        "1e400",
        "pn_s3cr3t_t0k3n",
    ]);
    for entry in catalog::entries() {
        words.extend([entry.resource, entry.operation.name]);
        words.extend(entry.operation.fields().map(|field| field.name));
    }
    let lines: Vec<_> = words.iter().map(|word| format!("\"{word}\"\n")).collect();
    write(path, &lines.concat())
}

/// The examples of the reference, as cases of `params`.
fn write_examples(folder: &Path) -> Result<()> {
    let examples: Map<String, Value> = serde_json::from_str(&fs::read_to_string(root().join("docs/examples.json"))?)?;
    for (name, example) in &examples {
        let cases = example.as_array().map_or(std::slice::from_ref(example), Vec::as_slice);
        for (number, params) in cases.iter().enumerate() {
            write(&folder.join(format!("{name}-{number}")), &format!("{name}\n{params}"))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(root()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
