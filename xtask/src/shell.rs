//! Running programs, and asking what is newer than what.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// A program to run in the root, with its output on the terminal.
pub struct Run(Command);

impl Run {
    pub fn new(program: &str) -> Self {
        // On Windows, npm is a script.
        let program = if cfg!(windows) && program == "npm" {
            "npm.cmd"
        } else {
            program
        };
        let mut command = Command::new(program);
        command.current_dir(root());
        Run(command)
    }

    /// A program that `npm ci` installed.
    pub fn tool(name: &str) -> Self {
        let ending = if cfg!(windows) { ".cmd" } else { "" };
        let path = root().join("node_modules/.bin").join(format!("{name}{ending}"));
        Run::new(&path.to_string_lossy())
    }

    /// Adds a part of the toolchain, unless it is there. Without rustup the toolchain is somebody else's care.
    pub fn rustup(kind: &str, part: &str) -> Result<()> {
        let list = Command::new("rustup").args([kind, "list", "--installed"]).output();
        let Ok(list) = list else {
            return Ok(());
        };
        let installed = String::from_utf8_lossy(&list.stdout);
        if installed
            .lines()
            .any(|line| line == part || line.starts_with(&format!("{part}-")))
        {
            return Ok(());
        }
        Run::new("rustup").args([kind, "add", part]).run()
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.0.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs it in another folder than the root.
    pub fn within(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// Fails when the program does.
    pub fn run(mut self) -> Result<()> {
        let status = self.0.stdin(Stdio::inherit()).status();
        let status = status.with_context(|| format!("cannot run {:?}: is it installed?", self.0.get_program()))?;
        if !status.success() {
            bail!("{:?} failed: {status}", self.0);
        }
        Ok(())
    }
}

/// Whether `source` changed after `target` was made, or `target` is missing.
pub fn is_newer(source: &Path, target: &Path) -> bool {
    match (changed(source), changed(target)) {
        (Some(source), Some(target)) => source > target,
        _ => true,
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|meta| meta.modified()).ok()
}

/// A folder with nothing in it, whatever was there.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Packs the npm package in a folder into another one of the root, which holds nothing else then. Answers the tarball.
pub fn pack(package: &Path, to: &str) -> Result<PathBuf> {
    empty(&root().join(to))?;
    Run::new("npm")
        .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
        .args([root().join(to)])
        .within(package)
        .run()?;
    files_ending_with(&[to], ".tgz")?
        .pop()
        .context("npm pack made no tarball")
}

/// All files below some folders of the root, in order.
pub fn files_ending_with(folders: &[&str], ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = open.pop() {
        for entry in folder
            .read_dir()
            .with_context(|| format!("cannot read {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
