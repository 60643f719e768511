//! Responses of operations, as descriptions declare them.

use serde_json::{Value, json};

use crate::degraded::{generate, module, ping};

/// Returns the module of an operation with these responses, and the warnings.
fn responding(responses: Value) -> (String, String) {
    let generated = generate(&ping("RPC", json!({ "responses": responses })));
    (
        module(&generated).to_owned(),
        generated.warnings.to_string(),
    )
}

fn object(fields: Value) -> Value {
    json!({ "schema": { "type": "object", "properties": fields } })
}

#[test]
fn merges_the_fields_of_different_successes() {
    let (text, warnings) = responding(json!({
        "200": object(json!({ "Id": { "type": "string" }, "Part": { "type": "object", "properties": { "A": { "type": "integer" } } } })),
        "202": object(json!({ "Job": { "type": "string" }, "Part": { "type": "object", "properties": { "B": { "type": "integer" } } } })),
        "204": {}
    }));
    for field in [
        "pub id: String,",
        "pub job: String,",
        "pub a: Option<i64>,",
        "pub b: Option<i64>,",
    ] {
        assert!(text.contains(field), "{field} is not in {text}");
    }
    assert_eq!(warnings, "");
}

#[test]
fn merges_fields_of_different_types_into_any_json() {
    let (text, warnings) = responding(json!({
        "200": object(json!({ "Id": { "type": "string" } })),
        "201": object(json!({ "Id": { "type": "integer" } }))
    }));
    assert!(text.contains("pub id: codegen::Value,"), "{text}");
    assert!(
        warnings
            .contains("`Id` of the response of `Ping` has different types for different statuses"),
        "{warnings}"
    );
}

#[test]
fn uses_the_default_response_if_no_success_is_declared() {
    let job = object(json!({ "Job": { "type": "string" } }));
    let (text, _) = responding(json!({ "default": job, "404": {} }));
    assert!(text.contains("pub job: String,"), "{text}");
    let (text, _) = responding(json!({ "default": job, "204": {} }));
    assert!(text.contains("type Response = ();"), "{text}");
}

#[test]
fn documents_the_bodies_of_error_responses() {
    let error = object(json!({ "Code": { "type": "string" }, "Reason": { "type": "string" } }));
    for status in ["5XX", "404", "302"] {
        let (text, _) = responding(json!({ status: error }));
        assert!(text.contains("type Response = ();"), "{text}");
        let expected =
            format!("/// - Status `{status}`: the body has the fields `Code`, `Reason`.");
        assert!(text.contains(&expected), "{text}");
    }
}

#[test]
fn documents_the_headers_of_the_response() {
    let headers = json!({ "x-total-count": { "schema": { "type": "integer", "description": "How many there are." } }, "ETag": {} });
    let (text, _) = responding(json!({ "200": { "headers": headers } }));
    assert!(
        text.contains(r#"/// The response has the following headers; `response.header("ETag")` returns the value of one."#),
        "{text}"
    );
    assert!(
        text.contains("/// - `x-total-count`: How many there are."),
        "{text}"
    );
}

/// Returns the root and the warnings of a crate with these operations, which all respond with the same object.
fn root_of(operations: &[&str], components: Value) -> (String, String) {
    let responses = json!({ "200": object(json!({ "Thing": { "$ref": "#/components/schemas/GetResponse" } })) });
    let mut description = ping("RPC", json!({}));
    description["apis"] = operations
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "responses": responses })))
        .collect();
    description["components"] = json!({ "schemas": components });
    let generated = generate(&description);
    let mut files = generated.files.iter();
    let root = files.find(|file| file.path == "src/lib.rs");
    (
        root.expect("a crate has a root").text.clone(),
        generated.warnings.to_string(),
    )
}

#[test]
fn names_a_response_after_its_operation_and_re_exports_it() {
    let thing = json!({ "GetResponse": { "type": "string" } });
    let (root, warnings) = root_of(&["Get", "Put"], thing);
    for export in [
        "pub use get::{Get, GetResponse};",
        "pub use put::{Put, PutResponse};",
    ] {
        assert!(root.contains(export), "{root}");
    }
    assert_eq!(warnings, "");
}

#[test]
fn renames_a_response_with_the_name_of_another_operation() {
    let thing = json!({ "GetResponse": { "type": "string" } });
    let (root, warnings) = root_of(&["Get", "GetResponse"], thing);
    for export in [
        "pub use get::{Get, GetResponseType};",
        "pub use get_response::{GetResponse, GetResponseResponse};",
    ] {
        assert!(root.contains(export), "{root}");
    }
    assert!(
        warnings.contains(
            "the operation `GetResponse` and the response of `Get` have the same name in Rust"
        ),
        "{warnings}"
    );
}

#[test]
fn renames_a_component_with_the_name_of_a_response() {
    let thing = json!({ "GetResponse": { "type": "object", "properties": { "Id": { "type": "string" } } } });
    let (root, warnings) = root_of(&["Get"], thing);
    assert!(root.contains("pub use get::{Get, GetResponse};"), "{root}");
    assert!(
        root.contains("pub use types::ResponseGetResponse;"),
        "{root}"
    );
    assert!(
        warnings.contains(
            "the component `GetResponse` and the response of `Get` have the same name in Rust"
        ),
        "{warnings}"
    );
}
