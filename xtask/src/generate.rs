//! The npm package: our JavaScript, the module, and the types.

use crate::shell::{self, Run, root};
use crate::{texts, types, wasm};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Makes `pkg/dist`.
pub fn package() -> Result<()> {
    let dist = root().join("pkg/dist");
    fs::create_dir_all(&dist)?;
    for (name, text) in types::declarations()? {
        fs::write(dist.join(name), text)?;
    }
    fs::copy(wasm::out_dir().join("wts_chat_bg.wasm"), dist.join("wts_chat.wasm"))?;
    // What the entries share becomes `shared.js`, once.
    bundle(&[
        "pkg/src/index.ts",
        "pkg/src/node.ts",
        "pkg/src/slim.ts",
        "pkg/src/workerd.ts",
    ])
    .args(["--external:node:*"])
    .args([
        "--format=esm",
        "--splitting",
        "--chunk-names=shared",
        "--outdir=pkg/dist",
    ])
    .args(["--loader:.wasm=base64", "--external:*/wts_chat.wasm"])
    .run()?;
    bundle(&["pkg/src/slim.ts"])
        .args(["--format=cjs", "--outfile=pkg/dist/slim.cjs"])
        .run()?;
    bundle(&["pkg/src/require.ts"])
        .args(["--format=cjs", "--outfile=pkg/dist/index.cjs"])
        .args(["--external:*/slim.js", "--external:node:*"])
        .run()?;
    let require = dist.join("index.cjs");
    let code = fs::read_to_string(&require)?.replace("./slim.js", "./slim.cjs");
    fs::write(require, code)?;
    command_line()
}

/// Makes the program `wts-chat`, which finds the package beside it.
fn command_line() -> Result<()> {
    fs::write(root().join("pkg/cli/texts.deflate"), texts::packed()?)?;
    Run::tool("esbuild")
        .args(["pkg/cli/main.ts", "--bundle", "--minify", "--charset=utf8"])
        .args(["--format=esm", "--platform=node", "--target=node20"])
        .args(["--loader:.deflate=base64", "--external:../dist/index.js"])
        .args(["--banner:js=#!/usr/bin/env node", "--outfile=pkg/dist/cli.js"])
        .args(["--log-level=warning", "--legal-comments=none"])
        .run()
}

fn bundle(entries: &[&str]) -> Run {
    Run::tool("esbuild").args(entries).args([
        "--bundle",
        "--minify-syntax",
        "--minify-whitespace",
        "--target=es2022",
        "--platform=neutral",
        "--log-level=warning",
        "--legal-comments=none",
        // What throws is shown with its line.
        "--line-limit=200",
    ])
}

/// Packs the package. Answers the tarball.
pub fn pack() -> Result<PathBuf> {
    shell::pack(root(), "target/package")
}

/// Makes the page of the dashboard, in `target/dashboard`.
pub fn dashboard() -> Result<()> {
    let page = root().join("target/dashboard");
    shell::empty(&page)?;
    Run::tool("esbuild")
        .args([
            "examples/dashboard/page/main.tsx",
            "--bundle",
            "--minify",
            "--format=esm",
        ])
        .args(["--target=es2022", "--jsx=automatic", "--jsx-import-source=preact"])
        .args(["--outfile=target/dashboard/main.js", "--log-level=warning"])
        .run()?;
    for ending in [".html", ".css", ".svg"] {
        for file in shell::files_ending_with(&["examples/dashboard/page"], ending)? {
            fs::copy(&file, page.join(file.file_name().context("no name")?))?;
        }
    }
    Ok(())
}
