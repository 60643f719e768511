//! Every description at hand is read whole: no operation and no parameter less, whatever a description lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use acsgen::model::{Operation, ParameterLocation, Service};
use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
use serde_json::Value;

use crate::corpus;
use crate::fresh::root;

/// Operations with the parameters of each: name and location.
type Declared = BTreeMap<String, BTreeSet<(String, String)>>;

fn sources(name: &str, text: String) -> Sources {
    Sources {
        description: SourceFile::new(name, text),
        pages: Vec::new(),
        overrides: None,
        defaults: SpecDefaults::default(),
    }
}

/// As the description says it, read without any code of ours.
fn declared(description: &Value) -> Declared {
    let apis = description["apis"].as_object().unwrap();
    let pair = |one: &Value| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        (text("name"), text("in"))
    };
    let parameters = |operation: &Value| {
        let list = operation["parameters"].as_array();
        list.into_iter().flatten().map(pair).collect()
    };
    let one = |(name, operation): (&String, &Value)| (name.clone(), parameters(operation));
    apis.iter().map(one).collect()
}

fn location(position: ParameterLocation) -> &'static str {
    match position {
        ParameterLocation::Query => "query",
        ParameterLocation::Form => "formData",
        ParameterLocation::Body => "body",
        ParameterLocation::Path => "path",
        ParameterLocation::Header => "header",
        ParameterLocation::Host => "host",
    }
}

fn of_model(service: &Service) -> Declared {
    let parameters = |operation: &Operation| {
        let parameters = operation.parameters.iter();
        parameters
            .map(|one| (one.name.clone(), location(one.location).to_owned()))
            .collect()
    };
    let operations = service.operations.iter();
    operations
        .map(|operation| (operation.name.clone(), parameters(operation)))
        .collect()
}

#[test]
fn every_operation_and_parameter_of_the_official_descriptions_is_in_the_model() {
    let (mut operations, mut parameters, mut documents) = (0, 0, 0);
    for path in corpus::descriptions() {
        let text = fs::read_to_string(&path).unwrap();
        let expected = declared(&serde_json::from_str(&text).unwrap());
        let read = acsgen::read(&sources(&path.to_string_lossy(), text));
        let (service, _) = read.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        let found = of_model(&service);
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>()
        );
        for (name, declared) in &expected {
            let missing: Vec<_> = declared.difference(&found[name]).collect();
            assert!(
                missing.is_empty(),
                "{}: {name} lacks {missing:?}",
                path.display()
            );
            parameters += declared.len();
        }
        operations += expected.len();
        documents += 1;
    }
    println!(
        "{documents} descriptions: {operations} operations and {parameters} parameters, all there"
    );
}

/// What is in the model has a module, and in it a call that sends it. Small documents: all together take minutes.
#[test]
fn every_parameter_of_a_model_is_sent_by_the_emitted_code() {
    let small =
        |path: &std::path::PathBuf| fs::metadata(path).is_ok_and(|data| data.len() < 150_000);
    let (mut sent, mut documents) = (0, 0);
    for path in corpus::descriptions().into_iter().filter(small) {
        let text = fs::read_to_string(&path).unwrap();
        let sources = sources(&path.to_string_lossy(), text);
        let (service, _) =
            acsgen::read(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        let generated = Generator::new()
            .generate(&sources)
            .unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        for operation in &service.operations {
            let declares = format!("codegen::impl_request!({});", operation.name);
            let module = generated
                .files
                .iter()
                .find(|file| file.text.contains(&declares))
                .unwrap_or_else(|| panic!("{}: no module of {}", path.display(), operation.name));
            let text: String = module.text.split_whitespace().collect();
            for parameter in &operation.parameters {
                let calls = calls(parameter.location);
                let call = |call: &str| text.contains(&format!(".{call}(\"{}\",", parameter.name));
                assert!(
                    calls.iter().any(|name| call(name)),
                    "{}: {}",
                    module.path,
                    parameter.name
                );
                sent += 1;
            }
        }
        documents += 1;
    }
    println!("{documents} descriptions: {sent} parameters sent");
}

fn calls(position: ParameterLocation) -> &'static [&'static str] {
    match position {
        ParameterLocation::Query => &["query", "query_json", "query_comma_separated"],
        ParameterLocation::Form => &["form", "form_json", "form_comma_separated"],
        ParameterLocation::Body => &[
            "body",
            "body_json_field",
            "body_json_text",
            "body_xml",
            "body_untyped",
            "body_bytes",
        ],
        ParameterLocation::Path => &["path"],
        ParameterLocation::Header => &["header"],
        ParameterLocation::Host => &["host"],
    }
}

/// Members whose members are names, not words of the format.
const NAMED: [&str; 7] = [
    "apis",
    "properties",
    "schemas",
    "responses",
    "errorCodes",
    "headers",
    "enumValueTitles",
];

/// What is meant to be there.
const KEPT: [&str; 3] = ["apis", "parameters", "name"];

fn words(value: &Value, named: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                words(member, !named && NAMED.contains(&key.as_str()), found);
            }
            if !named {
                found.extend(members.keys().cloned());
            }
        }
        Value::Array(elements) => elements.iter().for_each(|one| words(one, false, found)),
        _ => {}
    }
}

fn strip(value: &mut Value, named: bool, lost: &dyn Fn(&str) -> bool) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| named || !lost(key));
            for (key, member) in members {
                strip(member, !named && NAMED.contains(&key.as_str()), lost);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|one| strip(one, false, lost)),
        _ => {}
    }
}

/// Reads and generates without some words; operations and parameters must stay.
fn check_without(description: &Value, path: &str, what: &str, lost: &dyn Fn(&str) -> bool) {
    let mut stripped = description.clone();
    strip(&mut stripped, false, lost);
    let sources = sources(path, stripped.to_string());
    let read = acsgen::read(&sources);
    let (service, _) =
        read.unwrap_or_else(|diagnostics| panic!("{path} without {what}: {diagnostics}"));
    // Without these nobody knows where a parameter goes.
    let guessed = ["in", "path", "style", "info"].into_iter().any(lost);
    let names = |declared: Declared| -> Declared {
        let name = |(name, position)| (name, if guessed { String::new() } else { position });
        let all = |(operation, all): (String, BTreeSet<_>)| {
            (operation, all.into_iter().map(name).collect())
        };
        declared.into_iter().map(all).collect()
    };
    assert_eq!(
        names(of_model(&service)),
        names(declared(description)),
        "{path} without {what}"
    );
    let generated = Generator::new().generate(&sources);
    let generated =
        generated.unwrap_or_else(|diagnostics| panic!("{path} without {what}: {diagnostics}"));
    assert_eq!(
        generated.operations,
        service.operations.len(),
        "{path} without {what}"
    );
}

fn check_without_each(path: &str, text: &str) -> usize {
    let description: Value = serde_json::from_str(text).unwrap();
    let mut found = BTreeSet::new();
    words(&description, false, &mut found);
    found.retain(|word| !KEPT.contains(&word.as_str()));
    for word in &found {
        check_without(&description, path, word, &|key| key == word);
    }
    let all =
        |key: &str| !KEPT.contains(&key) && !["info", "product", "version", "in"].contains(&key);
    check_without(&description, path, "everything but names", &all);
    found.len()
}

#[test]
fn whatever_a_description_lacks_operations_and_parameters_stay() {
    let path = "specs/domain/2018-01-29/api-docs.json";
    let text = fs::read_to_string(root().join(path)).unwrap();
    assert!(check_without_each(path, &text) > 20);
    let small =
        |path: &std::path::PathBuf| fs::metadata(path).is_ok_and(|data| data.len() < 30_000);
    let mut documents = 0;
    for path in corpus::descriptions().into_iter().filter(small) {
        check_without_each(&path.to_string_lossy(), &fs::read_to_string(&path).unwrap());
        documents += 1;
    }
    println!("{documents} official descriptions stripped");
}
