//! The npm package: our JavaScript bundled with the module inside, and its types.

use crate::shell::{Run, root};
use crate::types;
use anyhow::Result;
use std::fs;

/// Makes `pkg/dist`.
pub fn package() -> Result<()> {
    let dist = root().join("pkg/dist");
    fs::create_dir_all(&dist)?;
    let declarations = types::declarations()?;
    fs::write(dist.join("index.d.ts"), &declarations.esm)?;
    fs::write(dist.join("index.d.cts"), &declarations.cjs)?;
    for (format, file) in [("esm", "index.js"), ("cjs", "index.cjs")] {
        Run::tool("esbuild")
            .args([
                "pkg/src/index.ts",
                "--bundle",
                "--minify-syntax",
                "--minify-whitespace",
                "--target=es2022",
                "--platform=neutral",
                "--loader:.wasm=base64",
            ])
            .args(["--log-level=warning", "--legal-comments=none"])
            .args([format!("--format={format}"), format!("--outfile=pkg/dist/{file}")])
            .run()?;
    }
    Ok(())
}
