//! `acsgen generate`: descriptions into crates on the disk.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, process};

use acsgen::output::Changes;
use acsgen::{Diagnostics, Generator, RuntimeDependency, input};
use clap::Args;

use super::batch::{Catalogue, Made};
use super::report::{DiagnosticReport, by_code, counted};
use super::spec_options::SpecOptions;
use super::{Failure, Outcome, print};

const SPECS: &str = "specs";
const EXAMPLES: &str = "\
DocExamples:
  acsgen generate
  acsgen generate specs/domain/2018-01-29/api-docs.json --out generated
  acsgen generate --operations SaveSingleTaskForSynchronizingDnsHost,QueryTaskDetailList --out dns-clients
  acsgen generate products/Domain/versions/2018-01-29/apis/QueryDnsHost/api.json    one operation alone
  acsgen generate QueryDnsHost.json --product Domain --product-version 2018-01-29    the same, of any path
  acsgen generate --check
  acsgen generate --samples captures.jsonl              a test for each request or reply that others recorded
  acsgen generate --warnings all                        each warning, not only the first 3 of a code
  acsgen generate --deny name-clash,unreadable-sample   write nothing where there is such a warning
  acsgen generate --format json 2> diagnostics.jsonl       one object a line: severity, code, message, file, line, ...";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Generate {
    /// Descriptions to generate from [default: specs/*/*/api-docs.json]
    specs: Vec<PathBuf>,

    /// Folder that holds the crates, one a product version
    #[arg(long, value_name = "DIR", default_value = "generated")]
    out: PathBuf,

    /// Write nothing; exit with 1 and name the files that differ
    #[arg(long)]
    check: bool,

    /// Only these operations and the types they reach
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    operations: Option<Vec<String>>,

    /// Samples that others made, one JSON object a line: each becomes a test
    #[arg(long, value_name = "FILE", num_args = 1..)]
    samples: Vec<PathBuf>,

    /// Folder of the runtime `acs-client`, as the crates shall name it [default: found beside DIR, or as published]
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<String>,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostics: DiagnosticReport,
}

impl Generate {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let specs = self.specs()?;
        let mut generator = Generator::new().runtime(self.runtime());
        if let Some(names) = &self.operations {
            generator = generator.operations(names.iter().map(|name| name.trim()));
        }
        let samples = self.samples.iter().map(|path| input::read_file(path));
        match samples.collect::<Result<Vec<_>, _>>() {
            Ok(samples) => generator = generator.samples(samples),
            Err(diagnostics) => return Ok(self.diagnostics.refuse(&diagnostics)),
        }
        let catalogue = Catalogue {
            generator,
            origin: self.spec_options.origin(),
            out: &self.out,
            check: self.check,
            diagnostics: &self.diagnostics,
        };
        let (crates, warnings) = match catalogue.run(&specs) {
            Err(Failure::Input(diagnostics)) => return Ok(self.diagnostics.refuse(&diagnostics)),
            other => other?,
        };
        self.diagnostics.show(&warnings);
        print(&self.summary(&crates, &warnings))?;
        let changes = || crates.iter().map(|made| &made.changes);
        if self.check && changes().any(|changes| !changes.is_empty()) {
            print(&format!("out of date; to mend it: {}\n", self.command()))?;
            return Ok(Outcome::OutOfDate);
        }
        let mut written =
            changes().flat_map(|changes| changes.added.iter().chain(&changes.changed));
        if !self.check && written.any(|path| path == "Cargo.toml") {
            lock();
        }
        Ok(Outcome::Fine)
    }

    fn specs(&self) -> Result<Vec<PathBuf>, Failure> {
        let specs = if self.specs.is_empty() {
            input::find_specs(Path::new(SPECS))
        } else {
            self.specs.clone()
        };
        if specs.is_empty() {
            return Err(Failure::Other(format!(
                "no description: there is no {SPECS}/PRODUCT/VERSION/{}",
                input::DESCRIPTION
            )));
        }
        Ok(specs)
    }

    /// A line a crate, what callers gain and lose, and a line for all.
    fn summary(&self, crates: &[Made], warnings: &Diagnostics) -> String {
        let mut text = String::new();
        let mut all = Changes::default();
        for made in crates {
            let folder = self.out.join(&made.folder);
            let operations = counted(made.operations, "operation");
            let files = files(&made.changes, self.check);
            let _ = writeln!(text, "{}: {operations}, {files}", folder.display());
            if self.check {
                made.changes.paths().for_each(|path| {
                    let _ = writeln!(text, "  {}", folder.join(path).display());
                });
            }
            if !made.report.is_empty() {
                let _ = write!(text, "API of {}:\n{}", made.folder, made.report);
            }
            all.added.extend_from_slice(&made.changes.added);
            all.changed.extend_from_slice(&made.changes.changed);
            all.stale.extend_from_slice(&made.changes.stale);
            all.unchanged += made.changes.unchanged;
        }
        if crates.len() > 1 {
            let operations = crates.iter().map(|made| made.operations).sum();
            let operations = counted(operations, "operation");
            let files = files(&all, self.check);
            let _ = writeln!(text, "{} crates: {operations}, {files}", crates.len());
        }
        if let Some(warnings) = by_code(warnings) {
            let _ = writeln!(text, "{warnings}");
        }
        text
    }

    /// Where the crates find the runtime: as told, in this workspace, or as published.
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

    /// The command that mends what a check found.
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
        self.spec_options.repeat(&mut command);
        command
    }
}

fn files(changes: &Changes, check: bool) -> String {
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

/// A new crate belongs into the workspace's lock file: cargo, where it started us, puts it there.
fn lock() {
    if let Some(cargo) = env::var_os("CARGO") {
        // Not in a workspace, or nothing cached: then the next build writes it.
        let _ = process::Command::new(cargo)
            .args(["update", "--workspace", "--offline", "--quiet"])
            .stderr(process::Stdio::null())
            .status();
    }
}
