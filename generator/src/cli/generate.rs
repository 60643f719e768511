//! `acsgen generate`: generates crates from descriptions.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, process};

use acsgen::output::Changes;
use acsgen::{Diagnostics, Generator, RuntimeDependency, input};
use clap::Args;

use super::batch::{Batch, BatchCrate};
use super::report::{DiagnosticOptions, count, warning_summary};
use super::spec_options::SpecOptions;
use super::{CliError, ExitStatus, print};

/// The directory of descriptions, if the command line names none.
const SPECS_DIR: &str = "specs";

const EXAMPLES: &str = "\
Examples:
  acsgen generate
  acsgen generate specs/domain/2018-01-29/api-docs.json --out generated
  acsgen generate --operations SaveSingleTaskForSynchronizingDnsHost,QueryTaskDetailList --out dns-clients
  acsgen generate products/Domain/versions/2018-01-29/apis/QueryDnsHost/api.json     one operation
  acsgen generate QueryDnsHost.json --product Domain --product-version 2018-01-29    one operation, from any path
  acsgen generate --check
  acsgen generate --samples captures.jsonl              add a test for each recorded request and response
  acsgen generate --warnings all                        print all warnings, not only the first 3 of each code
  acsgen generate --deny name-clash,unreadable-sample   write no file if there is such a warning
  acsgen generate --format json 2> diagnostics.jsonl    one object a line: severity, code, message, file, line, ...";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct GenerateArgs {
    /// Descriptions to generate from [default: specs/*/*/api-docs.json]
    specs: Vec<PathBuf>,

    /// Output directory; each product version is a crate in it
    #[arg(long, value_name = "DIR", default_value = "generated")]
    out: PathBuf,

    /// Write no file; exit with 1 and list the files that differ
    #[arg(long)]
    check: bool,

    /// Generate only these operations and the types they use
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    operations: Option<Vec<String>>,

    /// Recorded requests and responses, one JSON object a line; each becomes a test
    #[arg(long, value_name = "FILE", num_args = 1..)]
    samples: Vec<PathBuf>,

    /// Path of the runtime `acs-client` in the manifests [default: generator/client beside DIR if it exists, else the published crate]
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<String>,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostic_options: DiagnosticOptions,
}

impl GenerateArgs {
    pub(super) fn run(self) -> Result<ExitStatus, CliError> {
        let specs = self.specs()?;
        let mut generator = Generator::new().runtime(self.runtime());
        if let Some(names) = &self.operations {
            generator = generator.operations(names.iter().map(|name| name.trim()));
        }
        let samples = self.samples.iter().map(|path| input::read_file(path));
        match samples.collect::<Result<Vec<_>, _>>() {
            Ok(samples) => generator = generator.samples(samples),
            Err(diagnostics) => return Ok(self.diagnostic_options.reject(&diagnostics)),
        }
        let batch = Batch {
            generator,
            defaults: self.spec_options.defaults(),
            out: &self.out,
            check: self.check,
            diagnostic_options: &self.diagnostic_options,
        };
        let (crates, warnings) = match batch.run(&specs) {
            Err(CliError::Input(diagnostics)) => {
                return Ok(self.diagnostic_options.reject(&diagnostics));
            }
            other => other?,
        };
        self.diagnostic_options.print(&warnings);
        print(&self.summary(&crates, &warnings))?;
        let changes = || crates.iter().map(|batch_crate| &batch_crate.changes);
        if self.check && changes().any(|changes| !changes.is_empty()) {
            print(&format!("out of date; to fix it: {}\n", self.command()))?;
            return Ok(ExitStatus::OutOfDate);
        }
        let mut written =
            changes().flat_map(|changes| changes.added.iter().chain(&changes.changed));
        if !self.check && written.any(|path| path == "Cargo.toml") {
            update_lock_file();
        }
        Ok(ExitStatus::Success)
    }

    fn specs(&self) -> Result<Vec<PathBuf>, CliError> {
        let specs = if self.specs.is_empty() {
            input::find_specs(Path::new(SPECS_DIR))
        } else {
            self.specs.clone()
        };
        if specs.is_empty() {
            return Err(CliError::Other(format!(
                "no description found: there is no {SPECS_DIR}/PRODUCT/VERSION/{}",
                input::DESCRIPTION
            )));
        }
        Ok(specs)
    }

    /// Returns a line for each crate, the differences of its public API, and the totals.
    fn summary(&self, crates: &[BatchCrate], warnings: &Diagnostics) -> String {
        let mut text = String::new();
        let mut total = Changes::default();
        for batch_crate in crates {
            let dir = self.out.join(&batch_crate.folder);
            let operations = count(batch_crate.operations, "operation");
            let files = file_summary(&batch_crate.changes, self.check);
            let _ = writeln!(text, "{}: {operations}, {files}", dir.display());
            if self.check {
                batch_crate.changes.paths().for_each(|path| {
                    let _ = writeln!(text, "  {}", dir.join(path).display());
                });
            }
            if !batch_crate.api_diff.is_empty() {
                let _ = write!(
                    text,
                    "API of {}:\n{}",
                    batch_crate.folder, batch_crate.api_diff
                );
            }
            total.added.extend_from_slice(&batch_crate.changes.added);
            total
                .changed
                .extend_from_slice(&batch_crate.changes.changed);
            total.stale.extend_from_slice(&batch_crate.changes.stale);
            total.unchanged += batch_crate.changes.unchanged;
        }
        if crates.len() > 1 {
            let operations = crates.iter().map(|batch_crate| batch_crate.operations);
            let operations = count(operations.sum(), "operation");
            let files = file_summary(&total, self.check);
            let _ = writeln!(text, "{} crates: {operations}, {files}", crates.len());
        }
        if let Some(warnings) = warning_summary(warnings) {
            let _ = writeln!(text, "{warnings}");
        }
        text
    }

    /// Returns the dependency on the runtime: by the path of the option, by its path in this workspace, or as published.
    fn runtime(&self) -> RuntimeDependency {
        if let Some(path) = &self.runtime_path {
            return RuntimeDependency::Path(path.clone());
        }
        let parent = self.out.parent().unwrap_or(Path::new(""));
        match parent.join("generator/client/Cargo.toml").is_file() {
            true => RuntimeDependency::Path("../../generator/client".to_owned()),
            false => RuntimeDependency::Published,
        }
    }

    /// Returns the command that writes what a check found to be out of date.
    fn command(&self) -> String {
        let mut command = "cargo run -p acsgen -- generate".to_owned();
        for spec in &self.specs {
            let _ = write!(command, " {}", spec.display());
        }
        if self.out != Path::new("generated") {
            let _ = write!(command, " --out {}", self.out.display());
        }
        if let Some(names) = &self.operations {
            let _ = write!(command, " --operations {}", names.join(","));
        }
        if !self.samples.is_empty() {
            command.push_str(" --samples");
            for path in &self.samples {
                let _ = write!(command, " {}", path.display());
            }
        }
        if let Some(path) = &self.runtime_path {
            let _ = write!(command, " --runtime-path {path}");
        }
        self.spec_options.append_to(&mut command);
        command
    }
}

/// Returns the numbers of files that changed, or would change if `check` is set.
fn file_summary(changes: &Changes, check: bool) -> String {
    if changes.is_empty() {
        return format!("{} files, all up to date", changes.unchanged);
    }
    let (added, changed, stale) = (
        changes.added.len(),
        changes.changed.len(),
        changes.stale.len(),
    );
    let verb = if check { "would be " } else { "" };
    format!(
        "{added} files {verb}added, {changed} {verb}changed, {stale} {verb}deleted, {} unchanged",
        changes.unchanged
    )
}

/// Adds new crates to the lock file of the workspace, if Cargo runs this program.
fn update_lock_file() {
    if let Some(cargo) = env::var_os("CARGO") {
        // Fails outside of a workspace or if a dependency is not cached; the next build then writes the lock file.
        let _ = process::Command::new(cargo)
            .args(["update", "--workspace", "--offline", "--quiet"])
            .stderr(process::Stdio::null())
            .status();
    }
}
