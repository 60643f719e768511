//! What operations answer, as far as descriptions say it.

use serde_json::{Value, json};

use crate::degraded::{generate, module, ping};

fn answering(responses: Value) -> (String, String) {
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
fn successes_that_differ_are_one_reply_with_the_fields_of_all() {
    let (text, warnings) = answering(json!({
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
fn what_differs_in_type_is_any_json() {
    let (text, warnings) = answering(json!({
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
fn default_is_the_reply_where_no_success_is_declared() {
    let job = object(json!({ "Job": { "type": "string" } }));
    let (text, _) = answering(json!({ "default": job, "404": {} }));
    assert!(text.contains("pub job: String,"), "{text}");
    let (text, _) = answering(json!({ "default": job, "204": {} }));
    assert!(text.contains("type Response = ();"), "{text}");
}

#[test]
fn bodies_of_failures_stand_in_the_docs() {
    let fault = object(json!({ "Code": { "type": "string" }, "Reason": { "type": "string" } }));
    for status in ["5XX", "404", "302"] {
        let (text, _) = answering(json!({ status: fault }));
        assert!(text.contains("type Response = ();"), "{text}");
        let expected = format!("/// - Status `{status}`: the body holds `Code`, `Reason`.");
        assert!(text.contains(&expected), "{text}");
    }
}

#[test]
fn headers_of_the_reply_stand_in_the_docs() {
    let headers = json!({ "x-total-count": { "schema": { "type": "integer", "description": "How many there are." } }, "ETag": {} });
    let (text, _) = answering(json!({ "200": { "headers": headers } }));
    assert!(
        text.contains(r#"/// The reply comes with headers: `reply.header("ETag")` reads one."#),
        "{text}"
    );
    assert!(
        text.contains("/// - `x-total-count`: How many there are."),
        "{text}"
    );
}
