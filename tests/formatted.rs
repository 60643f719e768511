//! rustfmt has nothing to change in generated code.
//!
//! Needs rustfmt, from `RUSTFMT` or the search path; without it the test says so and passes.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::fresh::root;

/// Folders with code that the generator wrote, each formatted by itself.
const GENERATED: [&str; 5] = [
    "generated",
    "tests/golden/shapes/expected",
    "tests/golden/obstacles/expected",
    "tests/golden/tokens/expected",
    "tests/golden/features/expected",
];

#[test]
fn rustfmt_changes_nothing() {
    let rustfmt = env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    if Command::new(&rustfmt).arg("--version").output().is_err() {
        eprintln!("skipped: rustfmt is not installed");
        return;
    }
    // Outside of the repository, whose `rustfmt.toml` files disable formatting.
    let scratch = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for folder in GENERATED {
        rust_files(&root().join(folder), &mut files);
    }
    assert!(files.len() > 40, "{} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let formatted = format(Command::new(&rustfmt).current_dir(&scratch), &text);
        let mut lines = text.lines().zip(formatted.lines());
        let difference = lines.find(|(written, formatted)| written != formatted);
        assert!(
            text == formatted,
            "{}: rustfmt changes {difference:?}",
            file.display()
        );
    }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn format(rustfmt: &mut Command, text: &str) -> String {
    let mut process = rustfmt
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
