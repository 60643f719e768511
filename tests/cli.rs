//! The command line as a user runs it: exit codes, what it prints, and which files it writes.

mod batch;
mod diagnostics;
mod generate;
mod inspect;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;
use tempfile::TempDir;

use crate::fresh::root;

/// The committed description, in a project.
const SPEC: &str = "specs/domain/2018-01-29/api-docs.json";

/// The description of [`project_with_duplicates`].
const DEMO_SPEC: &str = "specs/demo/2026-01-01/api-docs.json";

/// Returns the path of the program that this test run has built.
fn program() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.join(format!("acsgen{}", std::env::consts::EXE_SUFFIX))
}

/// Runs the program in a directory.
fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(dir)
        .env_remove("CARGO")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the number of files and directories in a directory.
fn count_entries(dir: &Path) -> usize {
    fs::read_dir(dir).unwrap().count()
}

/// Creates a project with the committed description.
fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    for name in ["api-docs.json", "acsgen.json"] {
        let to = project.path().join("specs/domain/2018-01-29").join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join("specs/domain/2018-01-29").join(name), to).unwrap();
    }
    project
}

/// Creates a project in which every operation has a parameter that is declared twice, so that each gives a warning.
fn project_with_duplicates(operations: usize) -> TempDir {
    let project = tempfile::tempdir().unwrap();
    let mut apis = serde_json::Map::new();
    for number in 0..operations {
        let parameter = json!({ "name": "Lang", "in": "query", "schema": { "type": "string", "required": false } });
        let api =
            json!({ "methods": ["post"], "parameters": [parameter, parameter], "responses": {} });
        apis.insert(format!("Ping{number}"), api);
    }
    let description = json!({
        "version": "1.0",
        "info": { "style": "RPC", "product": "Demo", "version": "2026-01-01" },
        "apis": apis,
    });
    let spec = project.path().join(DEMO_SPEC);
    fs::create_dir_all(spec.parent().unwrap()).unwrap();
    fs::write(spec, description.to_string()).unwrap();
    project
}
