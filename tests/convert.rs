//! Conversion of descriptions: metadata that reads back as the same model, and OpenAPI.

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

/// Returns the model as `inspect --json` prints it, without the name of its source.
fn model_json(service: &Service) -> Value {
    let mut json = serde_json::to_value(service).unwrap();
    json["source"] = Value::Null;
    json
}

#[track_caller]
fn assert_reads_back(service: &Service) {
    let text = convert::metadata(service);
    let description: Arc<SourceFile> = SourceFile::new("api-docs.json", text.as_str());
    let sources = Sources {
        description,
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    };
    let (read, _) = acsgen::read(&sources).unwrap();
    let (before, after) = (model_json(service), model_json(&read));
    assert!(
        before == after,
        "{}",
        difference(&before, &after, "").unwrap()
    );
    assert_eq!(convert::metadata(&read), text);
}

/// Returns the first difference between two values, with its path.
fn difference(before: &Value, after: &Value, path: &str) -> Option<String> {
    match (before, after) {
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
fn metadata_reads_back_as_the_same_model() {
    assert_reads_back(&domain());
    assert_reads_back(&service(&root().join("tests/golden/shapes/api-docs.json")));
    assert_reads_back(&service(&root().join("tests/golden/tokens/api-docs.json")));
}

#[test]
fn official_descriptions_read_back_as_the_same_model() {
    let paths = corpus::descriptions();
    // The largest descriptions take long in a debug build.
    let is_small = |path: &&std::path::PathBuf| path.metadata().unwrap().len() < 150_000;
    for path in paths.iter().filter(is_small).step_by(7) {
        assert_reads_back(&service(path));
    }
}

#[test]
fn openapi_has_all_operations_with_parameters_and_responses() {
    let document: Value = serde_json::from_str(&convert::openapi(&domain())).unwrap();
    assert_eq!(document["openapi"], "3.1.1");
    assert_eq!(document["info"]["title"], "Domain");
    assert_eq!(document["servers"][0]["url"], "https://domain.aliyuncs.com");
    assert_eq!(document["paths"].as_object().unwrap().len(), 8);

    let operation = &document["paths"]["/#Action=SaveSingleTaskForSynchronizingDnsHost"]["post"];
    assert_eq!(operation["tags"][0], "DNS hosts");
    let parameters = operation["parameters"].as_array().unwrap();
    let named = |name: &str| {
        let parameter = parameters
            .iter()
            .find(|parameter| parameter["name"] == name);
        parameter.unwrap()
    };
    assert_eq!(
        named("x-acs-action")["schema"]["const"],
        operation["operationId"]
    );
    assert_eq!(named("InstanceId")["required"], true);
    assert_eq!(
        named("Lang")["schema"]["enum"],
        serde_json::json!(["zh", "en"])
    );
    let response = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(response["schema"]["properties"]["TaskNo"]["type"], "string");
    assert!(response["examples"]["sample-1"]["value"].is_object());
}

#[test]
fn openapi_paths_have_a_parameter_for_each_placeholder() {
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
fn metadata_of_a_reference_page_generates_the_same_code() {
    let page = root().join("tests/golden/page/SaveSingleTaskForSynchronizingDnsHost.md");
    let converted = Sources {
        description: SourceFile::new("api-docs.json", convert::metadata(&service(&page))),
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    };
    let generated = |sources: &Sources| {
        let files = acsgen::Generator::new().generate(sources).unwrap().files;
        let module = files
            .into_iter()
            .find(|file| file.path.ends_with("dns_host.rs"));
        // The first line names the description.
        let text = module.unwrap().text;
        text.lines().skip(1).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        generated(&input::load_spec(&page).unwrap()),
        generated(&converted)
    );
}
