//! A description of a single operation, as the metadata service publishes it in `api.json`, gives the same code as the whole
//! description.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use acsgen::{Diagnostics, Generated, Generator, SourceFile, Sources, SpecDefaults};
use serde_json::Value;

use crate::corpus;
use crate::fresh::root;

const WHOLE: &str = "products/Domain/versions/2018-01-29/api-docs.json";

fn sources(name: &str, description: &Value, defaults: SpecDefaults) -> Sources {
    Sources {
        description: SourceFile::new(name, description.to_string()),
        pages: Vec::new(),
        overrides: None,
        defaults,
    }
}

fn read(sources: &Sources) -> acsgen::model::Service {
    let (service, _) = acsgen::read(sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    service
}

/// Returns the description of a single operation, with all components.
fn cut(whole: &Value, name: &str) -> Value {
    let mut single = whole["apis"][name].clone();
    single["components"] = whole["components"].clone();
    single
}

/// Returns the path under which the metadata service publishes an operation.
fn published(whole: &Value, name: &str) -> String {
    let text = |key: &str| whole["info"][key].as_str().unwrap();
    format!(
        "products/{}/versions/{}/apis/{name}/api.json",
        text("product"),
        text("version")
    )
}

fn domain() -> Value {
    let path = root().join("specs/domain/2018-01-29/api-docs.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns the items of a crate, whichever module they are in: in a whole crate some types are in a shared module.
fn declared(generated: &Generated) -> BTreeSet<String> {
    let modules = generated.files.iter().skip(1);
    let items = modules.flat_map(|file| syn::parse_file(&file.text).unwrap().items);
    let printed = |item| {
        prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        })
    };
    items
        .filter(|item| !matches!(item, syn::Item::Use(_) | syn::Item::Mod(_)))
        .map(printed)
        .collect()
}

fn generate(sources: &Sources, operation: &str) -> Generated {
    Generator::new()
        .operations([operation])
        .generate_includable(sources)
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

#[test]
fn generates_the_same_code_from_a_single_operation() {
    let whole = domain();
    let all = sources(WHOLE, &whole, SpecDefaults::default());
    for name in whole["apis"].as_object().unwrap().keys() {
        let single = sources(
            &published(&whole, name),
            &cut(&whole, name),
            SpecDefaults::default(),
        );
        let (mut single, whole_crate) = (generate(&single, name), generate(&all, name));
        assert_eq!(single.folder, whole_crate.folder);
        // The header names the description.
        for file in &mut single.files {
            file.text = file.text.replace(&published(&whole, name), WHOLE);
        }
        assert_eq!(declared(&single), declared(&whole_crate), "{name}");
    }
}

#[test]
fn reads_the_same_model_from_a_single_official_operation() {
    let mut compared = 0;
    for (index, path) in corpus::descriptions().iter().enumerate() {
        let whole: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let style = whole["info"]["style"].as_str().map(str::to_owned);
        let service = read(&sources("api-docs.json", &whole, SpecDefaults::default()));
        // Only some operations of each description, because each is read with all components.
        for operation in service.operations.iter().skip(index % 7).step_by(17) {
            let defaults = SpecDefaults {
                style: style.clone(),
                ..SpecDefaults::default()
            };
            let name = published(&whole, &operation.name);
            let single = read(&sources(&name, &cut(&whole, &operation.name), defaults));
            let text = |value| serde_json::to_string(value).unwrap();
            assert_eq!(
                text(&single.operations[0]),
                text(operation),
                "{}",
                path.display()
            );
            assert_eq!(
                [&single.product, &single.version],
                [&service.product, &service.version]
            );
            compared += 1;
        }
    }
    println!("{compared} official operations read alone");
}

/// Returns the diagnostics about a description that cannot be read.
fn rejected(name: &str, description: &Value) -> String {
    let read = |sources: &Sources| -> Result<_, Diagnostics> { acsgen::read(sources) };
    read(&sources(name, description, SpecDefaults::default()))
        .unwrap_err()
        .to_string()
}

#[test]
fn reports_missing_information_once_and_names_the_options() {
    let single = cut(&domain(), "QueryDnsHost");
    let shown = rejected("api.json", &single);
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    assert!(
        shown.contains("contains the operation, product and version"),
        "{shown}"
    );
    assert!(
        shown.contains("`--operation NAME`, `--product CODE` and `--product-version VERSION`"),
        "{shown}"
    );
    let shown = rejected("QueryDnsHost.json", &single);
    assert!(
        shown.contains("contains the product and version"),
        "{shown}"
    );
    let shown = rejected(
        "products/Domain/versions/2018-01-29/apis/a b/api.json",
        &single,
    );
    assert!(
        shown.contains("`a b` cannot be the name of a type"),
        "{shown}"
    );
}

#[test]
fn prefers_explicit_defaults_to_the_path() {
    let defaults = SpecDefaults {
        operation: Some("Other".to_owned()),
        style: Some("ROA".to_owned()),
        ..SpecDefaults::default()
    };
    let name = published(&domain(), "QueryDnsHost");
    let service = read(&sources(&name, &cut(&domain(), "QueryDnsHost"), defaults));
    assert_eq!(service.operations[0].name, "Other");
    assert_eq!(service.style, acsgen::model::ApiStyle::Roa);
    assert_eq!(service.product, "Domain");
}

#[test]
fn reads_a_single_operation_in_a_build_script() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("QueryDnsHost.json");
    fs::write(&path, cut(&domain(), "QueryDnsHost").to_string()).unwrap();
    let defaults = SpecDefaults {
        product: Some("Domain".to_owned()),
        version: Some("2018-01-29".to_owned()),
        ..SpecDefaults::default()
    };
    let config = acsgen::build_script::Config::new(&path).defaults(defaults);
    config.out_dir(folder.path()).generate().unwrap();
    assert!(Path::new(&folder.path().join("domain-2018-01-29/query_dns_host.rs")).is_file());
}
