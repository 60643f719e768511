//! Descriptions in other forms: metadata that reads as what it was written from, and OpenAPI.

use std::path::Path;
use std::sync::Arc;

use acsgen::model::Service;
use acsgen::{SourceFile, Sources, convert, input};
use serde_json::Value;

use crate::corpus;
use crate::fresh::root;

fn domain() -> Service {
    service(&root().join("specs/domain/2018-01-29/api-docs.json"))
}

fn service(path: &Path) -> Service {
    let sources = input::load_spec(path).unwrap();
    let sources = Sources {
        pages: Vec::new(),
        overrides: None,
        ..sources
    };
    acsgen::read(&sources).unwrap().0
}

/// The model as `inspect --json` shows it, apart from the name of its text.
fn shown(service: &Service) -> Value {
    let mut shown = serde_json::to_value(service).unwrap();
    shown["source"] = Value::Null;
    shown
}

#[track_caller]
fn reads_the_same(service: &Service) {
    let text = convert::metadata(service);
    let description: Arc<SourceFile> = SourceFile::new("api-docs.json", text.as_str());
    let sources = Sources {
        description,
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    };
    let (again, _) = acsgen::read(&sources).unwrap();
    let (one, other) = (shown(service), shown(&again));
    assert!(one == other, "{}", difference(&one, &other, "").unwrap());
    assert_eq!(convert::metadata(&again), text);
}

/// The first place where two values differ.
fn difference(one: &Value, other: &Value, path: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a
            .iter()
            .find_map(|(key, value)| difference(value, &b[key], &format!("{path}.{key}"))),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (a, b))| difference(a, b, &format!("{path}[{index}]"))),
        (a, b) if a == b => None,
        (a, b) => Some(format!("{path}: {a} became {b}")),
    }
}

#[test]
fn metadata_reads_as_what_it_was_written_from() {
    reads_the_same(&domain());
    reads_the_same(&service(&root().join("tests/golden/shapes/api-docs.json")));
    reads_the_same(&service(&root().join("tests/golden/tokens/api-docs.json")));
}

#[test]
fn official_descriptions_read_the_same_too() {
    let found = corpus::descriptions();
    // The largest ones take long without optimisation.
    let small = |path: &&std::path::PathBuf| path.metadata().unwrap().len() < 150_000;
    for path in found.iter().filter(small).step_by(7) {
        reads_the_same(&service(path));
    }
}

#[test]
fn openapi_has_every_operation_and_what_is_known_of_it() {
    let document: Value = serde_json::from_str(&convert::openapi(&domain())).unwrap();
    assert_eq!(document["openapi"], "3.1.1");
    assert_eq!(document["info"]["title"], "Domain");
    assert_eq!(document["servers"][0]["url"], "https://domain.aliyuncs.com");
    assert_eq!(document["paths"].as_object().unwrap().len(), 8);

    let operation = &document["paths"]["/#Action=SaveSingleTaskForSynchronizingDnsHost"]["post"];
    assert_eq!(operation["tags"][0], "DNS hosts");
    let parameters = operation["parameters"].as_array().unwrap();
    let named = |name: &str| parameters.iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(
        named("x-acs-action")["schema"]["const"],
        operation["operationId"]
    );
    assert_eq!(named("InstanceId")["required"], true);
    assert_eq!(
        named("Lang")["schema"]["enum"],
        serde_json::json!(["zh", "en"])
    );
    let reply = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(reply["schema"]["properties"]["TaskNo"]["type"], "string");
    assert!(reply["examples"]["sample-1"]["value"].is_object());
}

#[test]
fn openapi_says_of_paths_what_it_can() {
    let shapes = service(&root().join("tests/golden/shapes/api-docs.json"));
    let document: Value = serde_json::from_str(&convert::openapi(&shapes)).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with('/') && !path.contains('?'), "{path}");
        for operation in methods.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().unwrap() {
                let name = parameter["name"].as_str().unwrap();
                let in_path = parameter["in"] == "path";
                assert_eq!(
                    in_path,
                    path.contains(&format!("{{{name}}}")),
                    "{path}: {name}"
                );
            }
            assert!(operation["responses"]["200"]["description"].is_string());
        }
    }
}

#[test]
fn a_reference_page_becomes_metadata_that_generates_the_same() {
    let page = root().join("tests/golden/page/SaveSingleTaskForSynchronizingDnsHost.md");
    let read = service(&page);
    let again = Sources {
        description: SourceFile::new("api-docs.json", convert::metadata(&read)),
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    };
    let generated = |sources: &Sources| {
        let files = acsgen::Generator::new().generate(sources).unwrap().files;
        let module = files
            .into_iter()
            .find(|file| file.path.ends_with("dns_host.rs"));
        // The header names the description.
        let text = module.unwrap().text;
        text.lines().skip(1).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        generated(&input::load_spec(&page).unwrap()),
        generated(&again)
    );
}
