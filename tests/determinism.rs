//! The same description gives the same bytes.

use acsgen::{Generator, SourceFile, Sources};

use crate::fresh::load;

const SPEC: &str = "specs/domain/2018-01-29/api-docs.json";

#[test]
fn twice_gives_the_same_bytes() {
    let [one, other] = [(); 2].map(|()| Generator::new().generate(&load(SPEC)).unwrap());
    assert_eq!(one.files, other.files);
}

#[test]
fn all_at_once_gives_the_same_bytes() {
    let alone = Generator::new().generate(&load(SPEC)).unwrap();
    let made = || Generator::new().generate(&load(SPEC)).unwrap();
    let together: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(made)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for generated in together {
        assert_eq!(generated.files, alone.files);
        assert_eq!(generated.warnings.to_string(), alone.warnings.to_string());
    }
}

/// Operations are ordered by name and named apart from each other: their order in the description is nothing.
#[test]
fn the_order_of_operations_does_not_matter() {
    let sources = load(SPEC);
    let mut description: serde_json::Value =
        serde_json::from_str(sources.description.text()).unwrap();
    // serde_json sorts by name; the committed description does not.
    let apis = description["apis"].take();
    let sorted = serde_json::json!({ "info": description["info"], "apis": apis, "endpoints": description["endpoints"] });
    let shuffled = Sources {
        description: SourceFile::new(SPEC, sorted.to_string()),
        pages: Vec::new(),
        overrides: sources.overrides.clone(),
        defaults: sources.defaults.clone(),
    };
    let modules = |sources: &Sources| -> Vec<String> {
        Generator::new()
            .generate(sources)
            .unwrap()
            .files
            .into_iter()
            .map(|file| file.path)
            .collect()
    };
    assert_eq!(modules(&sources), modules(&shuffled));
}

#[test]
fn formatting_again_changes_nothing() {
    let generated = Generator::new().generate(&load(SPEC)).unwrap();
    for file in generated
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"))
    {
        let parsed = syn::parse_file(&file.text).unwrap();
        let again = prettyplease::unparse(&parsed);
        let dense = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| !line.is_empty() && !line.starts_with("// @generated"))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(dense(&again), dense(&file.text), "{}", file.path);
    }
}

/// A selection has the names and the bytes of the whole.
#[test]
fn selected_operations_are_what_they_are_in_the_whole() {
    let name = "SaveSingleTaskForSynchronizingDnsHost";
    let whole = Generator::new().generate(&load(SPEC)).unwrap();
    let some = Generator::new()
        .operations([name, "QueryTaskDetailList"])
        .generate(&load(SPEC))
        .unwrap();
    assert_eq!(some.operations, 2);
    let text = |files: &[acsgen::File], path: &str| {
        files
            .iter()
            .find(|file| file.path == path)
            .map(|file| code_alone(&file.text))
            .unwrap()
    };
    for path in [
        "src/save_single_task_for_synchronizing_dns_host.rs",
        "src/query_task_detail_list.rs",
        "src/waiters.rs",
    ] {
        assert_eq!(text(&some.files, path), text(&whole.files, path), "{path}");
    }
    assert!(
        !some
            .files
            .iter()
            .any(|file| file.path.contains("query_domain_list"))
    );
}

/// Links to operations that were left out are plain text, so prose may differ.
fn code_alone(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("///"))
        .collect::<Vec<_>>()
        .join("\n")
}
