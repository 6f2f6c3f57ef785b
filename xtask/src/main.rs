//! Build steps of wts-chat: `cargo xtask <command>`. The npm scripts of the same names call these.

mod docs;
mod document;
mod fuzz;
mod generate;
mod glue;
mod n8n;
mod panics;
mod shell;
mod texts;
mod types;
mod wasm;

use anyhow::{Result, bail};
use shell::{Run, root};

const COMMANDS: &str = "\
cargo xtask <command>
  build            the wasm module, the types and the package under pkg/dist
  test             all checks and tests, from a fresh clone too
  demo [args]      the main job, on the sandbox or (WTS_API_KEY, WTS_FROM, WTS_TO) on the real API
  sandbox [args]   the sandbox in the foreground
  bench [parts]    measures side by side with others, into docs/benchmarks.md
  dashboard [args] the dashboard on the sandbox, or (WTS_API_KEY) on the real API
  test-n8n [files] the n8n package in a real n8n, which it installs
  test-hosts [...] the packed package in every host, which it installs
  test-dashboard   the dashboard in browsers, which it installs
  fuzz [seconds]   searches for input that breaks an invariant, each target for 60 s
  format           formats all sources";

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    match command.as_str() {
        "build" => build(),
        "test" => test(),
        "demo" => {
            build()?;
            node(&["examples/demo.js"]).args(&rest).run()
        }
        "sandbox" => {
            install()?;
            node(&["sandbox/src/cli.js"]).args(&rest).run()
        }
        "test-n8n" => {
            build()?;
            node(&["n8n/e2e/run.js"]).args(&[n8n::pack()?]).args(&rest).run()
        }
        "dashboard" => {
            build()?;
            generate::dashboard()?;
            node(&["examples/dashboard/start.js"]).args(&rest).run()
        }
        "bench" => {
            build()?;
            node(&["js-tests/bench/run.js"]).args(&rest).run()
        }
        "test-hosts" => {
            build()?;
            node(&["js-tests/hosts/run.js"])
                .args(&[generate::pack()?])
                .args(&rest)
                .run()
        }
        "test-dashboard" => {
            build()?;
            generate::dashboard()?;
            node(&["examples/dashboard/e2e/run.js"]).args(&rest).run()
        }
        "fuzz" => fuzz::run(rest.first().map(String::as_str)),
        "format" => {
            install()?;
            Run::new("cargo").args(["fmt", "--all"]).run()?;
            Run::new("cargo").args(fuzz::FORMAT).run()?;
            Run::tool("biome").args(["check", "--write", "."]).run()
        }
        "" | "help" | "--help" => {
            println!("{COMMANDS}");
            Ok(())
        }
        other => bail!("there is no command {other:?}\n\n{COMMANDS}"),
    }
}

/// Brings `pkg/dist` up to date. Takes about a second when nothing changed.
fn build() -> Result<()> {
    install()?;
    wasm::build()?;
    generate::package()?;
    n8n::build()?;
    docs::reference()
}

/// What the build needs and a fresh clone lacks.
fn install() -> Result<()> {
    let lock = root().join("package-lock.json");
    let installed = root().join("node_modules/.package-lock.json");
    if shell::is_newer(&lock, &installed) {
        Run::new("npm").args(["ci", "--no-audit", "--no-fund"]).run()?;
    }
    Ok(())
}

fn test() -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        Run::rustup("component", component)?;
    }
    Run::new("cargo").args(["fmt", "--all", "--check"]).run()?;
    Run::new("cargo").args(fuzz::FORMAT).args(["--check"]).run()?;
    docs::check()?;
    build()?;
    Run::new("cargo")
        .args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        .run()?;
    Run::new("cargo")
        .args([
            "clippy",
            "-p",
            "wts-chat",
            "--lib",
            "--target",
            wasm::TARGET,
            "--",
            "-D",
            "warnings",
        ])
        .run()?;
    Run::tool("biome").args(["check", "--error-on-warnings", "."]).run()?;
    Run::tool("tsc").args(["-p", "tsconfig.json"]).run()?;
    n8n::check()?;
    // Apart: together they share features of the crates that both use, and the order of an object's keys is one.
    Run::new("cargo").args(["test", "-p", "wts-chat"]).run()?;
    Run::new("cargo").args(["test", "-p", "xtask"]).run()?;
    node(&["--test", "--test-reporter=spec"])
        .args(&shell::files_ending_with(
            &["js-tests", "sandbox/test", "migrate/test", "n8n/test"],
            ".test.js",
        )?)
        .run()
}

fn node(args: &[&str]) -> Run {
    Run::new("node").args(args)
}
