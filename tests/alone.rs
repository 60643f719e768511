//! One operation alone, as the metadata service publishes it in `api.json`, gives what the whole description gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use acsgen::{Diagnostics, Generated, Generator, SourceFile, Sources, SpecDefaults};
use serde_json::Value;

use crate::corpus;
use crate::fresh::root;

const WHOLE: &str = "products/Domain/versions/2018-01-29/api-docs.json";

fn sources(name: &str, description: &Value, origin: SpecDefaults) -> Sources {
    Sources {
        description: SourceFile::new(name, description.to_string()),
        pages: Vec::new(),
        overrides: None,
        defaults: origin,
    }
}

fn read(sources: &Sources) -> acsgen::model::Service {
    let (service, _) = acsgen::read(sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    service
}

/// The operation's object, with the components it may refer to beside it.
fn cut(whole: &Value, name: &str) -> Value {
    let mut alone = whole["apis"][name].clone();
    alone["components"] = whole["components"].clone();
    alone
}

/// Where the service publishes it.
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

/// What the crate declares, wherever: in the whole some types stand in a module of their own.
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
fn an_operation_alone_gives_what_it_gives_in_the_whole() {
    let whole = domain();
    let described = sources(WHOLE, &whole, SpecDefaults::default());
    for name in whole["apis"].as_object().unwrap().keys() {
        let alone = sources(
            &published(&whole, name),
            &cut(&whole, name),
            SpecDefaults::default(),
        );
        let (mut one, other) = (generate(&alone, name), generate(&described, name));
        assert_eq!(one.folder, other.folder);
        // The header names the file it was read from.
        for file in &mut one.files {
            file.text = file.text.replace(&published(&whole, name), WHOLE);
        }
        assert_eq!(declared(&one), declared(&other), "{name}");
    }
}

#[test]
fn the_model_of_an_official_operation_is_the_same_alone() {
    let mut compared = 0;
    for (index, path) in corpus::descriptions().iter().enumerate() {
        let whole: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let style = whole["info"]["style"].as_str().map(str::to_owned);
        let service = read(&sources("api-docs.json", &whole, SpecDefaults::default()));
        // A few of each: each is read with all components.
        for operation in service.operations.iter().skip(index % 7).step_by(17) {
            let origin = SpecDefaults {
                style: style.clone(),
                ..SpecDefaults::default()
            };
            let name = published(&whole, &operation.name);
            let alone = read(&sources(&name, &cut(&whole, &operation.name), origin));
            let text = |value| serde_json::to_string(value).unwrap();
            assert_eq!(
                text(&alone.operations[0]),
                text(operation),
                "{}",
                path.display()
            );
            assert_eq!(
                [&alone.product, &alone.version],
                [&service.product, &service.version]
            );
            compared += 1;
        }
    }
    println!("{compared} official operations are the same alone");
}

fn refused(name: &str, description: &Value) -> String {
    let read = |sources: &Sources| -> Result<_, Diagnostics> { acsgen::read(sources) };
    read(&sources(name, description, SpecDefaults::default()))
        .unwrap_err()
        .to_string()
}

#[test]
fn what_nobody_says_is_one_error_that_names_the_options() {
    let alone = cut(&domain(), "QueryDnsHost");
    let shown = refused("api.json", &alone);
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    assert!(
        shown.contains("contains the operation, product and version"),
        "{shown}"
    );
    assert!(
        shown.contains("`--operation NAME`, `--product CODE` and `--product-version VERSION`"),
        "{shown}"
    );
    let shown = refused("QueryDnsHost.json", &alone);
    assert!(
        shown.contains("contains the product and version"),
        "{shown}"
    );
    let shown = refused(
        "products/Domain/versions/2018-01-29/apis/a b/api.json",
        &alone,
    );
    assert!(
        shown.contains("`a b` cannot be the name of a type"),
        "{shown}"
    );
}

#[test]
fn what_is_told_comes_before_what_the_path_says() {
    let origin = SpecDefaults {
        operation: Some("Other".to_owned()),
        style: Some("ROA".to_owned()),
        ..SpecDefaults::default()
    };
    let name = published(&domain(), "QueryDnsHost");
    let service = read(&sources(&name, &cut(&domain(), "QueryDnsHost"), origin));
    assert_eq!(service.operations[0].name, "Other");
    assert_eq!(service.style, acsgen::model::ServiceStyle::Roa);
    assert_eq!(service.product, "Domain");
}

#[test]
fn a_build_script_takes_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("QueryDnsHost.json");
    fs::write(&path, cut(&domain(), "QueryDnsHost").to_string()).unwrap();
    let origin = SpecDefaults {
        product: Some("Domain".to_owned()),
        version: Some("2018-01-29".to_owned()),
        ..SpecDefaults::default()
    };
    let config = acsgen::build_script::Config::new(&path).defaults(origin);
    config.out_dir(folder.path()).generate().unwrap();
    assert!(Path::new(&folder.path().join("domain-2018-01-29/query_dns_host.rs")).is_file());
}
