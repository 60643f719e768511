//! The committed files under `generated/` are those that the generator writes for `specs/`.

use std::path::{Path, PathBuf};

use acsgen::{Generator, RuntimeDependency, input, output};

/// Returns the root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Loads a description with the name that the command line gives it, so that headers of generated files are the same.
pub fn load(path: &str) -> acsgen::Sources {
    let loaded =
        input::load_spec(&root().join(path)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let renamed = |source: &std::sync::Arc<acsgen::SourceFile>, name: &str| {
        acsgen::SourceFile::new(name, source.text())
    };
    acsgen::Sources {
        description: renamed(&loaded.description, path),
        pages: loaded.pages,
        overrides: loaded.overrides.map(|overrides| {
            renamed(
                &overrides,
                &path.replace(input::DESCRIPTION, input::OVERRIDES),
            )
        }),
        defaults: loaded.defaults,
    }
}

#[test]
fn generated_files_are_up_to_date() {
    for spec in input::find_specs(&root().join("specs")) {
        let relative = spec
            .strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let generator =
            Generator::new().runtime(RuntimeDependency::Path("../../generator/client".to_owned()));
        let generated = generator
            .generate(&load(&relative))
            .unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        let changes = output::compare(
            &root().join("generated").join(&generated.folder),
            &generated.files,
        )
        .unwrap();
        let differs: Vec<&str> = changes.paths().collect();
        assert!(
            differs.is_empty(),
            "{differs:?} differ; to fix it: cargo run -p acsgen -- generate"
        );
    }
}

/// A build script generates the committed code, except for features and for doc examples, which it does not compile.
#[test]
fn a_build_script_generates_the_committed_code() {
    let sources = load("specs/domain/2018-01-29/api-docs.json");
    let included = Generator::new().generate_includable(&sources).unwrap();
    let committed = root().join("generated/domain-2018-01-29/src");
    let modules = included.files.iter().skip(1);
    let mut compared = vec!["lib.rs".to_owned()];
    for module in modules {
        let name = module.path.strip_prefix("domain-2018-01-29/").unwrap();
        let text = std::fs::read_to_string(committed.join(name)).unwrap();
        // Included code belongs to a crate with other features.
        let text: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("#[cfg(feature"))
            .collect();
        assert!(
            module.text == text.replace("```no_run", "```ignore"),
            "{name} differs"
        );
        compared.push(name.to_owned());
    }
    let files = std::fs::read_dir(&committed).unwrap();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    compared.sort();
    files.sort();
    assert_eq!(compared, files);
}
