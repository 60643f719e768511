//! Authentication: operations without a signature, and the signature version that a product prefers.

use std::fs;

use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
use serde_json::{Value, json};

use crate::corpus;
use crate::degraded::{generate, module, ping};

/// Checks whether an operation with this `security` is sent without a signature.
#[track_caller]
fn check(security: Value, anonymous: bool) {
    let operation = json!({ "methods": ["post"], "security": security });
    let generated = generate(&ping("RPC", operation));
    assert_eq!(
        module(&generated).contains(".anonymous()"),
        anonymous,
        "{security}"
    );
}

#[test]
fn sends_anonymous_operations_without_a_signature() {
    check(json!([{ "Anonymous": [] }]), true);
    // The token of the identity provider is a parameter.
    check(json!([{ "ARS_OIDC": [] }]), true);
    check(json!([{ "AK": [] }]), false);
    check(json!([{ "Anonymous": [] }, { "AK": [] }]), false);
    check(json!([{ "AK": [] }, { "BearerToken": [] }]), false);
    check(json!([]), false);
}

/// Generates with overrides. Returns the module of the operation, or the diagnostics.
fn with_overrides(style: &str, overrides: &str) -> Result<String, String> {
    let description = ping(style, json!({ "methods": ["post"] })).to_string();
    let sources = Sources {
        description: SourceFile::new("api-docs.json", description),
        pages: Vec::new(),
        overrides: Some(SourceFile::new("acsgen.json", overrides)),
        defaults: SpecDefaults::default(),
    };
    let generated = Generator::new().generate(&sources);
    generated
        .map(|generated| module(&generated).to_owned())
        .map_err(|diagnostics| diagnostics.to_string())
}

#[test]
fn signs_with_v1_if_the_product_prefers_it() {
    let v1 = r#"{ "signature": "V1" }"#;
    let emitted = ".signature(codegen::SignatureVersion::V1)";
    assert!(with_overrides("RPC", v1).unwrap().contains(emitted));
    assert!(with_overrides("ROA", v1).unwrap().contains(emitted));
    assert!(
        !with_overrides("RPC", r#"{ "signature": "V3" }"#)
            .unwrap()
            .contains("signature")
    );
    let rejected = with_overrides("OSS", v1).unwrap_err();
    assert!(
        rejected.contains("`signature` cannot be chosen"),
        "{rejected}"
    );
    let unknown = with_overrides("RPC", r#"{ "signature": "V9" }"#).unwrap_err();
    assert!(
        unknown.contains("unknown signature version `V9`"),
        "{unknown}"
    );
}

#[test]
fn recognises_the_anonymous_operations_of_the_official_descriptions() {
    let (mut declared, mut recognised) = (0, 0);
    for path in corpus::descriptions() {
        let text = fs::read_to_string(path).unwrap();
        let description: Value = serde_json::from_str(&text).unwrap();
        let operations = description["apis"].as_object().unwrap().values();
        let anonymous = [json!([{ "Anonymous": [] }]), json!([{ "ARS_OIDC": [] }])];
        declared += operations
            .filter(|operation| anonymous.contains(&operation["security"]))
            .count();
        let sources = Sources {
            description: SourceFile::new("api-docs.json", text),
            pages: Vec::new(),
            overrides: None,
            defaults: SpecDefaults::default(),
        };
        let (service, _) =
            acsgen::read(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        recognised += service
            .operations
            .iter()
            .filter(|operation| operation.anonymous)
            .count();
    }
    println!("{recognised} anonymous operations");
    assert_eq!(recognised, declared);
}
