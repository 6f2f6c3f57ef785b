//! The wasm module and its glue: cargo, wasm-bindgen as a library (so that it is the version of Cargo.lock), wasm-opt.

use crate::shell::{Run, is_newer, root};
use anyhow::{Context, Result};
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where the optimised module and its glue go.
pub fn out_dir() -> PathBuf {
    root().join("pkg/wasm")
}

/// Makes `pkg/wasm`, unless it is newer than what it is made of.
pub fn build() -> Result<()> {
    Run::rustup("target", TARGET)?;
    Run::new("cargo").args(["fetch", "--locked"]).run()?;
    Run::new("cargo")
        .env("CARGO_ENCODED_RUSTFLAGS", &flags()?)
        .args([
            "build",
            "--package",
            "wts-chat",
            "--lib",
            "--release",
            "--target",
            TARGET,
        ])
        .run()?;
    let compiled = root().join("target").join(TARGET).join("release/wts_chat.wasm");
    let module = out_dir().join("wts_chat_bg.wasm");
    let this_program = std::env::current_exe()?;
    if !is_newer(&compiled, &module) && !is_newer(&this_program, &module) {
        return Ok(());
    }
    Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .generate(out_dir())
        .context("wasm-bindgen failed")?;
    Run::tool("wasm-opt")
        .args(["-Oz", "--strip-producers"])
        .args([&module, &"-o".into(), &module])
        .run()
}

/// Messages of panics name the file that they are in: not by where it lies on the machine that built it.
fn flags() -> Result<String> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let sources = cargo_home
        .context("neither CARGO_HOME nor a home folder")?
        .join("registry/src");
    let mut flags = Vec::new();
    for registry in sources.read_dir().into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=", registry?.path().display()));
    }
    Ok(flags.join("\u{1f}"))
}
