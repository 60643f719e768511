//! The generator in a build script: writes into `OUT_DIR`, never into `src`.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), acsgen::build_script::Error> {
//!     acsgen::build_script::Config::new("specs/domain/2018-01-29/api-docs.json")
//!         .operations(["SaveSingleTaskForSynchronizingDnsHost", "QueryTaskDetailList"])
//!         .generate()
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! mod domain {
//!     include!(concat!(env!("OUT_DIR"), "/domain-2018-01-29.rs"));
//! }
//! ```
//!
//! The crate depends on `acs-client`. It needs a feature called `blocking` only if it uses the blocking client. Generated
//! crates have a feature for each group of operations; a build script selects with [`operations`](Config::operations)
//! instead.
//!
//! **Invariant:** writes no file if the description has an error, and rewrites no file that did not change.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::{Diagnostics, File, Generator, Sources, SpecDefaults, input, output};

/// The configuration of a build script.
#[derive(Clone, Debug)]
pub struct Config {
    description: PathBuf,
    operations: Option<Vec<String>>,
    defaults: SpecDefaults,
    out_dir: Option<PathBuf>,
}

/// The error of a build script: all diagnostics, or the file that could not be written.
///
/// Cargo prints the `Debug` form of an error, so it is as readable as the `Display` form.
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "acsgen\n\n{}", self.0)
    }
}

impl std::error::Error for Error {}

impl From<Diagnostics> for Error {
    fn from(diagnostics: Diagnostics) -> Self {
        Self(diagnostics.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl Config {
    /// Creates a configuration for the description at `path`, relative to the root of the crate: JSON, a reference page
    /// in Markdown, or a directory of pages.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            description: path.into(),
            operations: None,
            defaults: SpecDefaults::default(),
            out_dir: None,
        }
    }

    /// Selects operations; only these and the types that they use are generated. Default: all operations.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Sets names that neither the description nor its path contains, such as the product of a single operation.
    ///
    /// ```
    /// use acsgen::SpecDefaults;
    /// use acsgen::build_script::Config;
    ///
    /// let config = Config::new("QueryDnsHost.json").defaults(SpecDefaults {
    ///     product: Some("Domain".to_owned()),
    ///     version: Some("2018-01-29".to_owned()),
    ///     ..SpecDefaults::default()
    /// });
    /// ```
    #[must_use]
    pub fn defaults(mut self, defaults: SpecDefaults) -> Self {
        self.defaults = defaults;
        self
    }

    /// Sets the output directory. Default: `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(dir.into());
        self
    }

    /// Writes `PRODUCT-VERSION.rs` and the modules it declares, and tells Cargo which files to watch.
    ///
    /// # Errors
    ///
    /// Returns an error if the description has an error, if a file cannot be read or written, or if there is no output
    /// directory.
    pub fn generate(&self) -> Result<(), Error> {
        let result = self.write();
        // Also after an error, or Cargo would not run the build script again when the description is fixed.
        self.watch();
        result
    }

    /// Tells Cargo to run the build script again when a file of the description changes.
    fn watch(&self) {
        println!("cargo::rerun-if-changed={}", self.description.display());
        println!(
            "cargo::rerun-if-changed={}",
            input::overrides_path(&self.description).display()
        );
        if let Some(dir) = input::page_paths(&self.description)
            .first()
            .and_then(|page| page.parent())
        {
            println!("cargo::rerun-if-changed={}", dir.display());
        }
    }

    fn write(&self) -> Result<(), Error> {
        let out_dir = self
            .out_dir
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or_else(|| {
                Error("OUT_DIR is not set: call this from a build script, or set a directory with `out_dir`".to_owned())
            })?;
        let sources = Sources {
            defaults: self.defaults.clone(),
            ..input::load_spec(&self.description)?
        };
        let generator = match &self.operations {
            Some(names) => Generator::new().operations(names.iter().cloned()),
            None => Generator::new(),
        };
        let generated = generator.generate_includable(&sources)?;
        for warning in generated.warnings.iter() {
            let (code, message, location) = (warning.code(), warning.message(), warning.location());
            println!("cargo::warning=[{code}] {message} ({location})");
        }
        // Other calls may write into the same directory: only the directory of the modules belongs to this one.
        let (root, modules) = split(generated.files, &generated.folder);
        output::write(&out_dir.join(&generated.folder), &modules)?;
        Ok(output::write_file(&out_dir, &root)?)
    }
}

/// Returns the includable file, and the modules with paths relative to their directory.
fn split(mut files: Vec<File>, dir: &str) -> (File, Vec<File>) {
    let root = files.remove(0);
    for file in &mut files {
        if let Ok(relative) = Path::new(&file.path).strip_prefix(dir) {
            file.path = relative.to_string_lossy().replace('\\', "/");
        }
    }
    (root, files)
}
