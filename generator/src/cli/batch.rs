//! Generation of many crates on all cores: each description is read, generated, compared and staged before a core
//! starts with the next one.
//!
//! **Invariant:** results are in the order of the command line, in whichever order they were finished, and no more
//! descriptions are in memory than there are cores.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use acsgen::api_diff::{ApiDiff, MANIFEST};
use acsgen::output::{self, Changes, StagedCrate, StagingDir};
use acsgen::{DiagnosticCode, Diagnostics, File, Generator, Sources, SpecDefaults, input};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::CliError;
use super::report::DiagnosticOptions;

/// The settings that all descriptions share.
pub(super) struct Batch<'a> {
    pub(super) generator: Generator,
    /// Names that a description may lack.
    pub(super) defaults: SpecDefaults,
    pub(super) out: &'a Path,
    /// Whether files are only compared.
    pub(super) check: bool,
    pub(super) diagnostic_options: &'a DiagnosticOptions,
}

/// The result of one description, without the files themselves.
pub(super) struct BatchCrate {
    pub(super) folder: String,
    pub(super) operations: usize,
    pub(super) changes: Changes,
    pub(super) api_diff: ApiDiff,
    staged: Option<StagedCrate>,
}

/// The result of the description at `index` of the command line.
struct BatchResult {
    index: usize,
    result: Result<BatchCrate, CliError>,
    warnings: Diagnostics,
}

impl Batch<'_> {
    /// Generates a crate for each description. No file is written if one of the descriptions has an error.
    pub(super) fn run(
        &self,
        specs: &[PathBuf],
    ) -> Result<(Vec<BatchCrate>, Diagnostics), CliError> {
        let staging = StagingDir::new(self.out);
        let bar = self.progress_bar(specs.len());
        // The largest first, so that no core is still busy with it when the others are done.
        let mut order: Vec<usize> = (0..specs.len()).collect();
        order.sort_by_cached_key(|index| {
            std::cmp::Reverse(fs::metadata(&specs[*index]).map_or(0, |data| data.len()))
        });
        let failed = AtomicBool::new(false);
        let mut results: Vec<BatchResult> = order
            .into_par_iter()
            .with_max_len(1)
            .map(|index| {
                let mut warnings = Diagnostics::default();
                let result = self.generate(&mut warnings, &specs[index], &staging, &failed);
                bar.inc(1);
                BatchResult {
                    index,
                    result,
                    warnings,
                }
            })
            .collect();
        results.sort_by_key(|result| result.index);
        let (crates, warnings) = merge(results, specs)?;
        if !self.check {
            bar.set_message("writing");
            crates
                .par_iter()
                .filter_map(|batch_crate| batch_crate.staged.as_ref())
                .try_for_each(StagedCrate::commit)?;
        }
        bar.finish_and_clear();
        Ok((crates, warnings))
    }

    /// Generates one crate, and stages or compares it. After an error of any description no more crates are staged.
    fn generate(
        &self,
        warnings: &mut Diagnostics,
        spec: &Path,
        staging: &StagingDir,
        failed: &AtomicBool,
    ) -> Result<BatchCrate, CliError> {
        let result = input::load_spec(spec).and_then(|sources| {
            self.generator.generate(&Sources {
                defaults: self.defaults.clone(),
                ..sources
            })
        });
        let mut generated = match result {
            Ok(generated) => generated,
            Err(mut diagnostics) => {
                failed.store(true, Ordering::Relaxed);
                self.diagnostic_options.deny(&mut diagnostics);
                return Err(CliError::Input(diagnostics));
            }
        };
        self.diagnostic_options.deny(&mut generated.warnings);
        if generated.warnings.errors() > 0 {
            failed.store(true, Ordering::Relaxed);
        }
        warnings.append(generated.warnings);
        let dir = self.out.join(&generated.folder);
        let (staged, changes) = if failed.load(Ordering::Relaxed) {
            (None, Changes::default())
        } else if self.check {
            (None, output::compare(&dir, &generated.files)?)
        } else {
            let staged = staging.stage(&generated.folder, &generated.files)?;
            let changes = staged.changes.clone();
            (Some(staged), changes)
        };
        Ok(BatchCrate {
            api_diff: api_diff(&dir, &generated.files, &changes),
            folder: generated.folder,
            operations: generated.operations,
            changes,
            staged,
        })
    }

    /// Returns a progress bar, which is hidden if there is only one description or if the output is for programs.
    fn progress_bar(&self, descriptions: usize) -> ProgressBar {
        if descriptions < 2 || !self.diagnostic_options.is_text() {
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

/// Returns the crates and the warnings in the order of the command line, or all diagnostics if one is an error.
fn merge(
    results: Vec<BatchResult>,
    specs: &[PathBuf],
) -> Result<(Vec<BatchCrate>, Diagnostics), CliError> {
    let mut diagnostics = Diagnostics::default();
    let mut crates = Vec::new();
    let mut folders = HashSet::new();
    let mut first_error = None;
    for BatchResult {
        index,
        result,
        warnings,
    } in results
    {
        diagnostics.append(warnings);
        match result {
            Ok(batch_crate) if !folders.insert(batch_crate.folder.clone()) => {
                diagnostics.file_error(
                    DiagnosticCode::DuplicateDescription,
                    &specs[index].display().to_string(),
                    format!("a second description of {}", batch_crate.folder),
                    "name only one of the two",
                );
            }
            Ok(batch_crate) => crates.push(batch_crate),
            Err(CliError::Input(errors)) => diagnostics.append(errors),
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        _ if diagnostics.errors() > 0 => Err(CliError::Input(diagnostics)),
        Some(error) => Err(error),
        None => Ok((crates, diagnostics)),
    }
}

/// Compares the public API of a crate with that of its new files. A new crate has no difference, because all of its
/// items are new.
fn api_diff(dir: &Path, files: &[File], changes: &Changes) -> ApiDiff {
    if changes.added.iter().any(|path| path == "src/lib.rs") {
        return ApiDiff::default();
    }
    let before: Vec<File> = changes
        .changed
        .iter()
        .chain(&changes.stale)
        .filter(|path| is_source(path))
        .filter_map(|path| {
            Some(File {
                path: path.clone(),
                text: fs::read_to_string(dir.join(path)).ok()?,
            })
        })
        .collect();
    let differs: HashSet<&String> = changes.added.iter().chain(&changes.changed).collect();
    let after = files
        .iter()
        .filter(|file| differs.contains(&file.path) && is_source(&file.path));
    ApiDiff::between(&before, after)
}

/// Returns whether a file can declare public items or features.
fn is_source(path: &str) -> bool {
    path == MANIFEST || (path.starts_with("src/") && path.ends_with(".rs"))
}
