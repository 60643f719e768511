//! Who may call: operations for anybody, and the signature that a product wants.

use std::fs;

use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
use serde_json::{Value, json};

use crate::corpus;
use crate::degraded::{generate, module, ping};

/// Whether an operation with this `security` is sent without a signature.
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
fn what_asks_for_no_proof_is_sent_without() {
    check(json!([{ "Anonymous": [] }]), true);
    // The token of the identity provider is a parameter.
    check(json!([{ "ARS_OIDC": [] }]), true);
    check(json!([{ "AK": [] }]), false);
    check(json!([{ "Anonymous": [] }, { "AK": [] }]), false);
    check(json!([{ "AK": [] }, { "BearerToken": [] }]), false);
    check(json!([]), false);
}

fn with_facts(style: &str, overrides: &str) -> Result<String, String> {
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
fn a_product_may_want_the_older_signature() {
    let v1 = r#"{ "signature": "V1" }"#;
    let emitted = ".signature(codegen::SignatureVersion::V1)";
    assert!(with_facts("RPC", v1).unwrap().contains(emitted));
    assert!(with_facts("ROA", v1).unwrap().contains(emitted));
    assert!(
        !with_facts("RPC", r#"{ "signature": "V3" }"#)
            .unwrap()
            .contains("signature")
    );
    let refused = with_facts("OSS", v1).unwrap_err();
    assert!(
        refused.contains("the product has one signature, which is its own"),
        "{refused}"
    );
    let unknown = with_facts("RPC", r#"{ "signature": "V9" }"#).unwrap_err();
    assert!(
        unknown.contains("unknown signature version `V9`"),
        "{unknown}"
    );
}

#[test]
fn open_operations_of_the_official_descriptions_are_known() {
    let (mut said, mut known) = (0, 0);
    for path in corpus::descriptions() {
        let text = fs::read_to_string(path).unwrap();
        let description: Value = serde_json::from_str(&text).unwrap();
        let ways = description["apis"].as_object().unwrap().values();
        let open = [json!([{ "Anonymous": [] }]), json!([{ "ARS_OIDC": [] }])];
        said += ways.filter(|one| open.contains(&one["security"])).count();
        let sources = Sources {
            description: SourceFile::new("api-docs.json", text),
            pages: Vec::new(),
            overrides: None,
            defaults: SpecDefaults::default(),
        };
        let (service, _) =
            acsgen::read(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        known += service
            .operations
            .iter()
            .filter(|one| one.anonymous)
            .count();
    }
    println!("{known} operations that anybody may call");
    assert_eq!(known, said);
}
