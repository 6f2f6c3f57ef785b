//! The wasm module and its glue: cargo, wasm-bindgen as a library (so that it is the version of Cargo.lock), wasm-opt.

use crate::shell::{Run, is_newer, root};
use crate::{glue, panics};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// How the module is made, which is to be made again when this changes. (The time of this program says less: it is linked anew
/// whenever cargo alternates between tests and builds.)
const RECIPE: &str = concat!(
    include_str!("wasm.rs"),
    include_str!("glue.rs"),
    include_str!("panics.rs")
);

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
    let made_by = out_dir().join("made-by");
    let same_recipe = fs::read_to_string(&made_by).is_ok_and(|recipe| recipe == RECIPE);
    if same_recipe && !is_newer(&compiled, &module) {
        return check_size(&module);
    }
    if made_by.exists() {
        // What is half made must not pass for made.
        fs::remove_file(&made_by)?;
    }
    Bindgen::new()
        .input_module("wts_chat", panics::silenced(&compiled)?)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .generate(out_dir())
        .context("wasm-bindgen failed")?;
    glue::shorten_imports(&out_dir())?;
    Run::tool("wasm-opt")
        .args(OPTIMISED)
        .args([&module, &"-o".into(), &module])
        .run()?;
    glue::make_factory(&out_dir())?;
    fs::write(made_by, RECIPE)?;
    check_size(&module)
}

/// Flat code first, which is then nested anew: 1 % less. The lowest kilobyte of the memory is the end of the stack and holds no data.
const OPTIMISED: [&str; 7] = [
    "--strip-producers",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--converge",
];

/// How large the module may be, in bytes, and compressed.
const LARGEST: usize = 200 * 1024;
const LARGEST_GZIPPED: usize = 90 * 1024;

fn check_size(module: &Path) -> Result<()> {
    let bytes = fs::read(module)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let gzipped = gzip.finish()?.len();
    let size = format!("the wasm module has {} bytes, {gzipped} gzipped", bytes.len());
    if bytes.len() > LARGEST || gzipped > LARGEST_GZIPPED {
        bail!("{size}: more than {LARGEST} or {LARGEST_GZIPPED}");
    }
    println!("{size}");
    Ok(())
}

/// How large a function may be to be put where it is called. More than `opt-level = "z"` allows: `buildRequest` takes 0.94 × as long with
/// it, for 1.1 kB, gzipped.
const INLINED: &str = "-Cllvm-args=-inline-threshold=12";

/// Messages of panics name the file that they are in: not by where it lies on the machine that built it.
fn flags() -> Result<String> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let sources = cargo_home
        .context("neither CARGO_HOME nor a home folder")?
        .join("registry/src");
    let mut flags = vec![INLINED.to_owned()];
    for registry in sources.read_dir().into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=", registry?.path().display()));
    }
    Ok(flags.join("\u{1f}"))
}
