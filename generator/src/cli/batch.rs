//! Many descriptions on all cores: each is read, generated, compared and written aside before the next one is taken.
//!
//! **Invariant:** results come in the order of the command line, whichever was ready first, and no more descriptions
//! are in memory than there are cores.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use acsgen::output::{self, Changes, StagedCrate, StagingDir};
use acsgen::report::{ApiDiff, MANIFEST};
use acsgen::{DiagnosticCode, Diagnostics, File, Generator, Sources, SpecDefaults, input};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::Failure;
use super::report::DiagnosticReport;

/// What is done with every description.
pub(super) struct Catalogue<'a> {
    pub(super) generator: Generator,
    /// What descriptions leave unsaid.
    pub(super) origin: SpecDefaults,
    pub(super) out: &'a Path,
    /// Only compare.
    pub(super) check: bool,
    pub(super) diagnostics: &'a DiagnosticReport,
}

/// What came out of one description, apart from the files themselves.
pub(super) struct Made {
    pub(super) folder: String,
    pub(super) operations: usize,
    pub(super) changes: Changes,
    pub(super) report: ApiDiff,
    staged: Option<StagedCrate>,
}

impl Catalogue<'_> {
    /// Makes a crate of each description. Nothing is written where one of them has an error.
    pub(super) fn run(&self, specs: &[PathBuf]) -> Result<(Vec<Made>, Diagnostics), Failure> {
        let stage = StagingDir::new(self.out);
        let bar = self.bar(specs.len());
        // The longest first: the last one to be ready should not be the largest one.
        let mut order: Vec<usize> = (0..specs.len()).collect();
        order.sort_by_cached_key(|index| {
            std::cmp::Reverse(fs::metadata(&specs[*index]).map_or(0, |data| data.len()))
        });
        let failed = AtomicBool::new(false);
        let mut results: Vec<(usize, Result<Made, Failure>, Diagnostics)> = order
            .into_par_iter()
            .with_max_len(1)
            .map(|index| {
                let mut found = Diagnostics::default();
                let made = self.one(&specs[index], &stage, &failed, &mut found);
                bar.inc(1);
                (index, made, found)
            })
            .collect();
        results.sort_by_key(|(index, ..)| *index);
        let outcome = collected(results, specs)?;
        if !self.check {
            bar.set_message("writing");
            outcome
                .0
                .par_iter()
                .filter_map(|made| made.staged.as_ref())
                .try_for_each(StagedCrate::commit)?;
        }
        bar.finish_and_clear();
        Ok(outcome)
    }

    /// One crate, and everything that was found on the way. After an error anywhere nothing more is written aside.
    fn one(
        &self,
        spec: &Path,
        stage: &StagingDir,
        failed: &AtomicBool,
        found: &mut Diagnostics,
    ) -> Result<Made, Failure> {
        let result = input::load_spec(spec).and_then(|sources| {
            self.generator.generate(&Sources {
                defaults: self.origin.clone(),
                ..sources
            })
        });
        let mut generated = match result {
            Ok(generated) => generated,
            Err(mut diagnostics) => {
                failed.store(true, Ordering::Relaxed);
                self.diagnostics.deny(&mut diagnostics);
                return Err(Failure::Input(diagnostics));
            }
        };
        self.diagnostics.deny(&mut generated.warnings);
        if generated.warnings.errors() > 0 {
            failed.store(true, Ordering::Relaxed);
        }
        found.append(generated.warnings);
        let (staged, changes) = if failed.load(Ordering::Relaxed) {
            (None, Changes::default())
        } else if self.check {
            let folder = self.out.join(&generated.folder);
            (None, output::compare(&folder, &generated.files)?)
        } else {
            let staged = stage.stage(&generated.folder, &generated.files)?;
            let changes = staged.changes.clone();
            (Some(staged), changes)
        };
        Ok(Made {
            report: report(
                &self.out.join(&generated.folder),
                &generated.files,
                &changes,
            ),
            folder: generated.folder,
            operations: generated.operations,
            changes,
            staged,
        })
    }

    /// Shown on a terminal only, and only where there is something to wait for.
    fn bar(&self, descriptions: usize) -> ProgressBar {
        if descriptions < 2 || !self.diagnostics.for_people() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(descriptions as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} descriptions {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// Crates and problems in order; the problems alone where one is an error.
fn collected(
    results: Vec<(usize, Result<Made, Failure>, Diagnostics)>,
    specs: &[PathBuf],
) -> Result<(Vec<Made>, Diagnostics), Failure> {
    let mut diagnostics = Diagnostics::default();
    let mut crates = Vec::new();
    let mut folders = HashSet::new();
    let mut broken = None;
    for (index, made, found) in results {
        diagnostics.append(found);
        match made {
            Ok(made) if !folders.insert(made.folder.clone()) => {
                let message = format!("a second description of {}", made.folder);
                diagnostics.file_error(
                    DiagnosticCode::DuplicateDescription,
                    &specs[index].display().to_string(),
                    message,
                    "name only one of them",
                );
            }
            Ok(made) => crates.push(made),
            Err(Failure::Input(found)) => diagnostics.append(found),
            Err(other) => {
                broken.get_or_insert(other);
            }
        }
    }
    match broken {
        _ if diagnostics.errors() > 0 => Err(Failure::Input(diagnostics)),
        Some(other) => Err(other),
        None => Ok((crates, diagnostics)),
    }
}

/// What the new code means to callers of the old.
fn report(folder: &Path, files: &[File], changes: &Changes) -> ApiDiff {
    // Of a new crate everything is new, which nobody needs to read.
    if changes.added.iter().any(|path| path == "src/lib.rs") {
        return ApiDiff::default();
    }
    let old: Vec<(&String, String)> = changes
        .changed
        .iter()
        .chain(&changes.stale)
        .filter(|path| is_source(path))
        .filter_map(|path| Some((path, fs::read_to_string(folder.join(path)).ok()?)))
        .collect();
    let before: Vec<(&str, &str)> = old
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let new: HashSet<&String> = changes.added.iter().chain(&changes.changed).collect();
    let after: Vec<(&str, &str)> = files
        .iter()
        .filter(|file| new.contains(&file.path) && is_source(&file.path))
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    ApiDiff::between(&before, &after)
}

fn is_source(path: &str) -> bool {
    path == MANIFEST || (path.starts_with("src/") && path.ends_with(".rs"))
}
