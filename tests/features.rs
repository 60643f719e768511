//! Cargo features of a generated crate: their names and their number.

use std::collections::BTreeSet;

use acsgen::{Generated, Generator, SourceFile, Sources};

use crate::corpus;

/// Maximum number of features that crates.io accepts.
const MAX_FEATURES: usize = 300;

fn generate(description: &str) -> Generated {
    let sources = Sources {
        description: SourceFile::new("api-docs.json", description),
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    };
    Generator::new()
        .generate(&sources)
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Returns a crate's features, as cargo reads them.
fn features(generated: &Generated) -> BTreeSet<String> {
    let manifest = generated
        .files
        .iter()
        .find(|file| file.path == "Cargo.toml")
        .unwrap();
    let (_, section) = manifest.text.split_once("[features]\n").unwrap();
    let section = section.split("\n[").next().unwrap();
    section
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
        .collect()
}

/// Returns a description of these operations.
fn described<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let operation = serde_json::json!({ "methods": ["post"], "parameters": [], "responses": {} });
    let apis: serde_json::Map<String, serde_json::Value> = names
        .map(|name| (name.to_owned(), operation.clone()))
        .collect();
    let info = serde_json::json!({ "style": "RPC", "product": "Demo", "version": "2026-01-01" });
    serde_json::json!({ "version": "1.0", "info": info, "apis": apis }).to_string()
}

/// Returns the names of operations in `count` different groups.
fn names_in_groups(count: usize) -> Vec<String> {
    let letter = |index: usize| char::from(b'a' + (index % 26) as u8);
    let word = |index: usize| {
        let first = letter(index).to_ascii_uppercase();
        format!("Get{first}{}{}ox", letter(index / 26), letter(index / 676))
    };
    (0..count).map(word).collect()
}

#[test]
fn renames_a_group_with_the_name_of_a_reserved_feature() {
    let names = [
        "SetDefaultPath",
        "GetFullName",
        "ListBlockingRules",
        "GetTracing",
    ];
    let features = features(&generate(&described(names.into_iter())));
    for group in ["default", "full", "blocking", "tracing"] {
        assert!(features.contains(&format!("{group}-group")), "{features:?}");
    }
}

#[test]
fn groups_by_first_letter_if_there_are_too_many_groups() {
    let few = names_in_groups(200);
    let features_of =
        |names: &[String]| features(&generate(&described(names.iter().map(String::as_str))));
    assert!(features_of(&few).contains("aaaox"));
    let many = features_of(&names_in_groups(600));
    assert_eq!(many.iter().filter(|name| name.len() == 1).count(), 26);
    assert!(many.len() < MAX_FEATURES);
}

/// crates.io accepts letters, digits and hyphens.
#[test]
fn names_features_that_can_be_published() {
    let mut crates = 0;
    for path in corpus::descriptions().iter().step_by(10) {
        let text = std::fs::read_to_string(path).unwrap();
        let features = features(&generate(&text));
        assert!(features.len() <= MAX_FEATURES);
        for name in features {
            let is_valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(
                name.starts_with(|c: char| c.is_ascii_alphanumeric()),
                "{name}"
            );
            assert!(name.chars().all(is_valid), "{name}");
        }
        crates += 1;
    }
    if crates == 0 {
        println!("skipped: no descriptions; set ACSGEN_CORPUS to the corpus");
    }
}

/// A program that includes the code has features of its own.
#[test]
fn names_no_features_in_code_for_a_build_script() {
    let sources = crate::fresh::load("tests/golden/features/api-docs.json");
    let included = Generator::new().generate_includable(&sources).unwrap();
    for file in included.files {
        assert!(!file.text.contains("feature = "), "{}", file.path);
    }
}
