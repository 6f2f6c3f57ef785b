//! The n8n package: its properties from the catalog, its JavaScript, and the checks that n8n demands.

mod properties;

use crate::shell::{self, Run, is_newer, root};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes `n8n/dist`: each source by itself, and the wasm package as one file that they share.
pub fn build() -> Result<()> {
    properties::write()?;
    let dist = root().join("n8n/dist");
    shell::empty(&dist)?;
    let sources = shell::files_ending_with(&["n8n/credentials", "n8n/nodes", "n8n/src"], ".ts")?;
    esbuild()
        .args(["--outdir=n8n/dist", "--outbase=n8n"])
        .args(&sources)
        .run()?;
    esbuild()
        .args([
            "n8n/src/wtsChat.ts",
            "--outfile=n8n/dist/src/wtsChat.js",
            "--allow-overwrite",
        ])
        .args([
            "--bundle",
            "--minify-syntax",
            "--minify-whitespace",
            "--external:n8n-workflow",
        ])
        .args(["--loader:.wasm=base64", "--legal-comments=none"])
        .args(WITHOUT_GLOBALS)
        .run()?;
    for ending in [".svg", ".node.json"] {
        for asset in shell::files_ending_with(&["n8n/icons", "n8n/nodes"], ending)? {
            let to = dist.join(asset.strip_prefix(root().join("n8n"))?);
            fs::create_dir_all(to.parent().context("no folder")?)?;
            fs::copy(&asset, to)?;
        }
    }
    Ok(())
}

fn esbuild() -> Run {
    Run::tool("esbuild").args([
        "--format=cjs",
        "--target=es2022",
        "--platform=node",
        "--log-level=warning",
    ])
}

/// n8n's rules forbid these names. An empty object stands for the global one, whose timers the package is given instead.
const WITHOUT_GLOBALS: [&str; 7] = [
    "--banner:js=const none = {};",
    "--define:globalThis=none",
    "--define:global=none",
    "--define:self=none",
    "--define:window=none",
    "--define:setTimeout=none.setTimeout",
    "--define:clearTimeout=none.clearTimeout",
];

/// Where n8n's own tools are installed, and the packed package beside them.
fn tools() -> PathBuf {
    root().join("target/n8n-tools")
}

/// Installs n8n's linter, its scanner, and the library that nodes are written against.
fn install() -> Result<()> {
    let lock = root().join("n8n/tools/package-lock.json");
    if !is_newer(&lock, &tools().join("node_modules/.package-lock.json")) {
        return Ok(());
    }
    fs::create_dir_all(tools())?;
    for (from, name) in [
        ("n8n/tools", "package.json"),
        ("n8n/tools", "package-lock.json"),
        (".", ".npmrc"),
    ] {
        fs::copy(root().join(from).join(name), tools().join(name))?;
    }
    Run::new("npm")
        .args([
            "install",
            "--ignore-scripts",
            "--legacy-peer-deps",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .within(&tools())
        .run()
}

/// Packs the package. Answers the tarball.
pub fn pack() -> Result<PathBuf> {
    shell::pack(&root().join("n8n"), "target/n8n-package")
}

/// Puts what was packed where n8n's tools are, for the checks and the tests.
fn unpack(tarball: &Path) -> Result<()> {
    let installed = tools().join("node_modules/n8n-nodes-wts-chat");
    shell::empty(&installed)?;
    Run::new("tar")
        .args(["-xzf"])
        .args([tarball])
        .args(["--strip-components=1", "-C"])
        .args([&installed])
        .run()
}

/// The types, and n8n's linter and scanner on the sources and on what is packed. They look for what they need around the package, so
/// they get a copy of it, with what its sources are made of, where n8n's tools are.
pub fn check() -> Result<()> {
    install()?;
    unpack(&pack()?)?;
    let copy = tools().join("repository");
    shell::empty(&copy)?;
    for part in ["n8n", "pkg/dist", "pkg/src", "pkg/wasm", "tsconfig.json"] {
        copy_sources(&root().join(part), &copy.join(part))?;
    }
    Run::tool("tsc")
        .args(["-p"])
        .args([copy.join("n8n/tsconfig.json")])
        .run()?;
    Run::tool("tsc").args(["-p", "n8n/test/tsconfig.json"]).run()?;
    Run::new("node")
        .args(["n8n/tools/check.mjs"])
        .args([tools(), copy.join("n8n")])
        .run()
}

/// A file, or a folder without what is installed, built, or only for tests.
fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    if from.is_file() {
        fs::create_dir_all(to.parent().context("no folder")?)?;
        fs::copy(from, to)?;
        return Ok(());
    }
    for entry in from.read_dir()? {
        let name = entry?.file_name();
        let is_built = from.ends_with("n8n")
            && ["dist", "node_modules", "test", "e2e", "tools"]
                .iter()
                .any(|other| name == *other);
        if !is_built {
            copy_sources(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}
