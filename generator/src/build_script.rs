//! The generator in a build script: into `OUT_DIR`, never into `src`.
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
//! The crate needs `acs-client` among its dependencies, and a feature called `blocking` only if it wants that client.
//! The features that a crate of ours has for groups of operations are not there: `operations` selects.
//!
//! **Invariant:** writes nothing where a description is wrong, and rewrites nothing that did not change.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::{Generator, Sources, SpecDefaults, input, output};

/// What a build script generates.
#[derive(Clone, Debug)]
pub struct Config {
    description: PathBuf,
    operations: Option<Vec<String>>,
    origin: SpecDefaults,
    folder: Option<PathBuf>,
}

/// Why a build script could not generate. Its `Debug` is what cargo shows, so it reads as its `Display`.
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

impl Config {
    /// Generates from the description at `path`, relative to the crate's root: JSON, a reference page in Markdown, or a
    /// folder of pages.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            description: path.into(),
            operations: None,
            origin: SpecDefaults::default(),
            folder: None,
        }
    }

    /// Only these operations and the types they reach.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// What neither the description nor its path says, such as the product of one operation alone.
    #[must_use]
    pub fn origin(mut self, origin: SpecDefaults) -> Self {
        self.origin = origin;
        self
    }

    /// Another folder than `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Writes `PRODUCT-VERSION.rs` and the modules it declares, and tells cargo what was read.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the description, or what could not be written.
    pub fn generate(&self) -> Result<(), Error> {
        self.write().inspect_err(|_| self.watch())?;
        self.watch();
        Ok(())
    }

    /// Also after a failure, or cargo would not try again when the description is mended.
    fn watch(&self) {
        println!("cargo::rerun-if-changed={}", self.description.display());
        println!(
            "cargo::rerun-if-changed={}",
            input::overrides_path(&self.description).display()
        );
        if let Some(folder) = input::page_paths(&self.description)
            .first()
            .and_then(|page| page.parent())
        {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
    }

    fn write(&self) -> Result<(), Error> {
        let folder = match &self.folder {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
                Error("OUT_DIR is not set: call this from a build script, or name a folder with `out_dir`".to_owned())
            })?,
        };
        let sources = Sources {
            defaults: self.origin.clone(),
            ..input::load_spec(&self.description).map_err(failure)?
        };
        let generator = match &self.operations {
            Some(names) => Generator::new().operations(names.iter().cloned()),
            None => Generator::new(),
        };
        let generated = generator.generate_includable(&sources).map_err(failure)?;
        for warning in generated.warnings.iter() {
            let (code, message, at) = (warning.code(), warning.message(), warning.at());
            println!("cargo::warning=[{code}] {message} ({at})");
        }
        // The folder may hold what other calls wrote: the modules are ours alone, the file is replaced.
        let (root, modules) = split(generated.files, &generated.folder);
        output::write(&folder.join(&generated.folder), &modules)
            .map_err(|error| Error(error.to_string()))?;
        output::put(&folder, &root).map_err(|error| Error(error.to_string()))
    }
}

fn failure(diagnostics: crate::Diagnostics) -> Error {
    Error(diagnostics.to_string())
}

/// The includable file, and the modules relative to their folder.
fn split(mut files: Vec<crate::File>, folder: &str) -> (crate::File, Vec<crate::File>) {
    let root = files.remove(0);
    for file in &mut files {
        if let Ok(inside) = Path::new(&file.path).strip_prefix(folder) {
            file.path = inside.to_string_lossy().replace('\\', "/");
        }
    }
    (root, files)
}
