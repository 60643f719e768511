//! `acsgen generate`: descriptions into crates on the disk.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use acsgen::output::Changes;
use acsgen::report::Report;
use acsgen::{Diagnostics, File, Generated, Generator, Runtime, input, output};
use clap::Args;

use super::{Failure, Outcome, print, show};

const SPECS: &str = "specs";
const EXAMPLES: &str = "\
Examples:
  acsgen generate
  acsgen generate specs/domain/2018-01-29/api-docs.json --out generated
  acsgen generate --operations SaveSingleTaskForSynchronizingDnsHost,QueryTaskDetailList --out dns-clients
  acsgen generate --check";

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
}

impl Generate {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let crates = self.generate()?;
        let mut differs = false;
        let mut packages = false;
        for generated in &crates {
            show(&generated.warnings);
            let folder = self.out.join(&generated.folder);
            let report = report(&folder, &generated.files);
            let changes = if self.check {
                output::compare(&folder, &generated.files)?
            } else {
                output::write(&folder, &generated.files)?
            };
            print(&summary(&folder, generated, &changes, &report, self.check))?;
            differs |= !changes.is_empty();
            packages |= changes
                .added
                .iter()
                .chain(&changes.changed)
                .any(|path| path == "Cargo.toml");
        }
        if self.check && differs {
            print(&format!("out of date; to mend it: {}\n", self.command()))?;
            return Ok(Outcome::OutOfDate);
        }
        if packages && !self.check {
            lock();
        }
        Ok(Outcome::Fine)
    }

    /// Everything is generated before anything is written.
    fn generate(&self) -> Result<Vec<Generated>, Failure> {
        let specs = if self.specs.is_empty() {
            input::find(Path::new(SPECS))
        } else {
            self.specs.clone()
        };
        if specs.is_empty() {
            return Err(Failure::Other(format!(
                "no description: there is no {SPECS}/PRODUCT/VERSION/{}",
                input::DESCRIPTION
            )));
        }
        let mut generator = Generator::new().runtime(self.runtime());
        if let Some(names) = &self.operations {
            generator = generator.operations(names.iter().map(|name| name.trim()));
        }
        let mut problems = Diagnostics::default();
        let samples = self.samples.iter().map(|path| input::text(path));
        generator = generator.samples(samples.collect::<Result<Vec<_>, _>>()?);
        let mut crates: Vec<Generated> = Vec::new();
        for spec in &specs {
            match input::load(spec).and_then(|sources| generator.generate(&sources)) {
                Ok(generated) if crates.iter().any(|other| other.folder == generated.folder) => {
                    let message = format!("a second description of {}", generated.folder);
                    problems.file_error(
                        &spec.display().to_string(),
                        message,
                        "name only one of them",
                    );
                }
                Ok(generated) => crates.push(generated),
                Err(found) => problems.append(found),
            }
        }
        Ok(problems.finish(crates)?)
    }

    /// Where the crates find the runtime: as told, in this workspace, or as published.
    fn runtime(&self) -> Runtime {
        if let Some(path) = &self.runtime_path {
            return Runtime::Path(path.clone());
        }
        let parent = self.out.parent().unwrap_or(Path::new(""));
        match parent.join("generator/client/Cargo.toml").is_file() {
            true => Runtime::Path("../../generator/client".to_owned()),
            false => Runtime::Published,
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
        command
    }
}

/// What the new code means to callers of the old.
fn report(folder: &Path, files: &[File]) -> Report {
    let after: Vec<(String, String)> = files
        .iter()
        .filter(|file| is_source(&file.path))
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect();
    let mut before = Vec::new();
    for entry in fs::read_dir(folder.join("src"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let path = format!("src/{}", entry.file_name().to_string_lossy());
        if let (true, Ok(text)) = (is_source(&path), fs::read_to_string(entry.path())) {
            before.push((path, text));
        }
    }
    // Of a new crate everything is new, which nobody needs to read.
    if before.is_empty() {
        Report::default()
    } else {
        Report::between(&before, &after)
    }
}

fn is_source(path: &str) -> bool {
    path.starts_with("src/") && path.ends_with(".rs")
}

fn summary(
    folder: &Path,
    generated: &Generated,
    changes: &Changes,
    report: &Report,
    check: bool,
) -> String {
    let mut text = format!(
        "{}: {} operations, ",
        folder.display(),
        generated.operations
    );
    if changes.is_empty() {
        let _ = writeln!(text, "{} files, all up to date", changes.unchanged);
        return text;
    }
    let (added, changed, stale) = (
        changes.added.len(),
        changes.changed.len(),
        changes.stale.len(),
    );
    let verb = if check { "would be " } else { "" };
    let _ = writeln!(
        text,
        "{added} files {verb}added, {changed} {verb}changed, {stale} {verb}deleted, {} unchanged",
        changes.unchanged
    );
    if check {
        changes.paths().for_each(|path| {
            let _ = writeln!(text, "  {}", folder.join(path).display());
        });
    }
    if !report.is_empty() {
        let _ = write!(text, "API of {}:\n{report}", generated.folder);
    }
    text
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
