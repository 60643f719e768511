//! The output depends on the description alone: the same description gives the same bytes.

use acsgen::{Generator, SourceFile, Sources};

use crate::fresh::load;

const SPEC: &str = "specs/domain/2018-01-29/api-docs.json";

#[test]
fn generates_the_same_bytes_twice() {
    let [first, second] = [(); 2].map(|()| Generator::new().generate(&load(SPEC)).unwrap());
    assert_eq!(first.files, second.files);
}

#[test]
fn generates_the_same_bytes_in_parallel() {
    let alone = Generator::new().generate(&load(SPEC)).unwrap();
    let generate = || Generator::new().generate(&load(SPEC)).unwrap();
    let together: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(generate)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for generated in together {
        assert_eq!(generated.files, alone.files);
        assert_eq!(generated.warnings.to_string(), alone.warnings.to_string());
    }
}

/// Operations are sorted by name, and no name depends on the order of the description.
#[test]
fn ignores_the_order_of_operations() {
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

/// Selected operations have the same names and bytes as in the whole crate.
#[test]
fn selecting_operations_does_not_change_them() {
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
            .map(|file| without_docs(&file.text))
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

/// Returns the text without documentation: links to operations that are left out become plain text.
fn without_docs(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("///"))
        .collect::<Vec<_>>()
        .join("\n")
}
