//! Every available description is read completely: no operation and no parameter is lost, whatever a description lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use acsgen::model::{Operation, ParameterLocation, Service};
use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
use serde_json::Value;

use crate::corpus;
use crate::fresh::root;

/// Operations with their parameters, each as name and location.
type Declared = BTreeMap<String, BTreeSet<(String, String)>>;

fn sources(name: &str, text: String) -> Sources {
    Sources {
        description: SourceFile::new(name, text),
        pages: Vec::new(),
        overrides: None,
        defaults: SpecDefaults::default(),
    }
}

/// Returns what a description declares, read without the generator.
fn declared(description: &Value) -> Declared {
    let apis = description["apis"].as_object().unwrap();
    let pair = |parameter: &Value| {
        let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
        (text("name"), text("in"))
    };
    let parameters = |operation: &Value| {
        let list = operation["parameters"].as_array();
        list.into_iter().flatten().map(pair).collect()
    };
    let declared = |(name, operation): (&String, &Value)| (name.clone(), parameters(operation));
    apis.iter().map(declared).collect()
}

fn location(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Query => "query",
        ParameterLocation::Form => "formData",
        ParameterLocation::Body => "body",
        ParameterLocation::Path => "path",
        ParameterLocation::Header => "header",
        ParameterLocation::Host => "host",
    }
}

/// Returns what the model has.
fn modelled(service: &Service) -> Declared {
    let parameters = |operation: &Operation| {
        let parameters = operation.parameters.iter();
        parameters
            .map(|parameter| {
                (
                    parameter.name.clone(),
                    location(parameter.location).to_owned(),
                )
            })
            .collect()
    };
    let operations = service.operations.iter();
    operations
        .map(|operation| (operation.name.clone(), parameters(operation)))
        .collect()
}

#[test]
fn models_every_operation_and_parameter_of_the_official_descriptions() {
    let (mut operations, mut parameters, mut documents) = (0, 0, 0);
    for path in corpus::descriptions() {
        let text = fs::read_to_string(&path).unwrap();
        let expected = declared(&serde_json::from_str(&text).unwrap());
        let read = acsgen::read(&sources(&path.to_string_lossy(), text));
        let (service, _) = read.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        let found = modelled(&service);
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
        "{documents} descriptions: {operations} operations and {parameters} parameters, all in the model"
    );
}

/// Every operation has a module, and every parameter a call in it that sends it. Reads small documents only, because all
/// of them take minutes.
#[test]
fn emits_code_that_sends_every_parameter_of_a_model() {
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
                .unwrap_or_else(|| panic!("{}: no module for {}", path.display(), operation.name));
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

/// Returns the methods of the runtime that set a parameter in a location.
fn calls(location: ParameterLocation) -> &'static [&'static str] {
    match location {
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

/// Members whose own members are names, not keywords of the format.
const NAMED: [&str; 7] = [
    "apis",
    "properties",
    "schemas",
    "responses",
    "errorCodes",
    "headers",
    "enumValueTitles",
];

/// Keywords that no description can lack.
const REQUIRED: [&str; 3] = ["apis", "parameters", "name"];

/// Collects the keywords of a description. `named` is whether the members of `value` are names.
fn keywords(value: &Value, named: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                keywords(member, !named && NAMED.contains(&key.as_str()), found);
            }
            if !named {
                found.extend(members.keys().cloned());
            }
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| keywords(element, false, found)),
        _ => {}
    }
}

/// Removes the keywords that are `lost`. `named` is whether the members of `value` are names.
fn strip(value: &mut Value, named: bool, lost: &dyn Fn(&str) -> bool) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| named || !lost(key));
            for (key, member) in members {
                strip(member, !named && NAMED.contains(&key.as_str()), lost);
            }
        }
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| strip(element, false, lost)),
        _ => {}
    }
}

/// Reads a description without some keywords and generates from it. Operations and parameters must stay.
fn check_without(description: &Value, path: &str, what: &str, lost: &dyn Fn(&str) -> bool) {
    let mut stripped = description.clone();
    strip(&mut stripped, false, lost);
    let sources = sources(path, stripped.to_string());
    let read = acsgen::read(&sources);
    let (service, _) =
        read.unwrap_or_else(|diagnostics| panic!("{path} without {what}: {diagnostics}"));
    // Without these keywords, the location of a parameter is guessed.
    let guessed = ["in", "path", "style", "info"].into_iter().any(lost);
    let names = |declared: Declared| -> Declared {
        let name = |(name, location)| (name, if guessed { String::new() } else { location });
        let all = |(operation, all): (String, BTreeSet<_>)| {
            (operation, all.into_iter().map(name).collect())
        };
        declared.into_iter().map(all).collect()
    };
    assert_eq!(
        names(modelled(&service)),
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
    keywords(&description, false, &mut found);
    found.retain(|keyword| !REQUIRED.contains(&keyword.as_str()));
    for keyword in &found {
        check_without(&description, path, keyword, &|key| key == keyword);
    }
    let all = |key: &str| {
        !REQUIRED.contains(&key) && !["info", "product", "version", "in"].contains(&key)
    };
    check_without(&description, path, "everything but names", &all);
    found.len()
}

#[test]
fn keeps_operations_and_parameters_whatever_a_description_lacks() {
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
