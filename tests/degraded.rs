//! Incomplete and incorrect descriptions: they may lose a type, but never an operation or a parameter.

use acsgen::{Diagnostics, Generated, Generator, SourceFile, Sources};

/// Generates a crate.
///
/// # Errors
///
/// Returns the diagnostics if one of them is an error.
pub fn try_generate(description: &serde_json::Value) -> Result<Generated, Diagnostics> {
    Generator::new().generate(&Sources {
        description: SourceFile::new("api-docs.json", description.to_string()),
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    })
}

/// Generates a crate from a description without errors.
pub fn generate(description: &serde_json::Value) -> Generated {
    try_generate(description).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Returns a description of one operation, `Ping`.
pub fn ping(style: &str, operation: serde_json::Value) -> serde_json::Value {
    serde_json::json!({
        "info": { "style": style, "product": "Demo", "version": "2026-01-01" },
        "apis": { "Ping": operation },
        "endpoints": []
    })
}

/// Returns the text of the module of `Ping`.
#[track_caller]
pub fn module(generated: &Generated) -> &str {
    let file = generated
        .files
        .iter()
        .find(|file| file.path == "src/ping.rs");
    &file.expect("the operation has a module").text
}

#[test]
fn treats_a_dangling_reference_as_any_json() {
    let generated = generate(&ping(
        "RPC",
        serde_json::json!({
            "methods": ["post"],
            "parameters": [{ "name": "Thing", "in": "query", "schema": { "$ref": "#/components/schemas/Gone" } }],
            "responses": { "200": { "schema": { "type": "object", "properties": {
                "Thing": { "$ref": "#/components/schemas/Gone" }, "Other": { "type": "string" }
            } } } }
        }),
    ));
    assert!(module(&generated).contains("pub fn thing(self, value: impl Into<codegen::Value>)"));
    assert!(module(&generated).contains("pub thing: codegen::Value,"));
    let warnings = generated.warnings.to_string();
    assert_eq!(
        warnings.matches("`$ref` to `Gone`").count(),
        2,
        "{warnings}"
    );
    assert!(warnings.contains("api-docs.json:1:"), "{warnings}");
}

/// Checks the setter of one parameter, or of several alike, and the warning about it.
#[track_caller]
fn check(parameter: serde_json::Value, setter: &str, warning: &str) {
    let several = parameter.as_array().cloned();
    let parameters = several.unwrap_or_else(|| vec![parameter]);
    let generated = generate(&ping(
        "RPC",
        serde_json::json!({ "parameters": parameters }),
    ));
    let text = module(&generated);
    assert!(text.contains(setter), "{text}");
    let warnings = generated.warnings.to_string();
    assert!(warnings.contains(warning), "{warnings}");
    assert!(warnings.contains("--> api-docs.json:1:"), "{warnings}");
}

#[test]
fn accepts_any_value_for_an_untyped_parameter() {
    let query = |schema| serde_json::json!({ "name": "Thing", "in": "query", "schema": schema });
    let any = r#"pub fn thing(self, value: impl Into<codegen::Value>)"#;
    check(
        query(serde_json::json!({ "type": "date" })),
        any,
        "unknown type `date`",
    );
    check(
        query(serde_json::json!({ "$ref": "other.json#/X" })),
        any,
        "points outside of the description",
    );
    check(query(serde_json::json!({})), any, "read as `any`");
    check(
        serde_json::json!({ "name": "Thing", "in": "query" }),
        any,
        "read as `any`",
    );
    let twice = serde_json::json!([
        { "name": "Thing", "in": "query", "schema": { "type": "string" } },
        { "name": "Thing", "in": "query", "schema": { "type": "integer" } }
    ]);
    check(twice, any, "is declared twice, first at api-docs.json:1:");
}

#[test]
fn infers_a_missing_location_and_type() {
    let without_location = serde_json::json!({ "name": "Thing", "schema": { "minLength": 1 } });
    check(
        without_location,
        r#"self.0.query("Thing", value)"#,
        "has no `in`",
    );
    let without_schema = serde_json::json!({ "name": "Thing", "in": "query", "type": "integer" });
    let generated = generate(&ping(
        "RPC",
        serde_json::json!({ "parameters": [without_schema] }),
    ));
    assert!(
        module(&generated).contains("pub fn thing(self, value: i64)"),
        "{}",
        module(&generated)
    );
    assert_eq!(generated.warnings.iter().count(), 0);
}

#[test]
fn applies_documented_values_to_elements_and_documents_those_of_numbers() {
    let parameters = serde_json::json!([
        { "name": "Kinds", "in": "query", "schema": {
            "type": "array", "items": { "type": "string" }, "enum": ["A"], "enumValueTitles": { "B": "The other." } } },
        { "name": "Level", "in": "query", "schema": {
            "type": "integer", "enum": ["1", "2"], "enumValueTitles": { "1": "Low", "3": "3" } } }
    ]);
    let generated = generate(&ping(
        "RPC",
        serde_json::json!({ "parameters": parameters }),
    ));
    let text = module(&generated);
    assert!(
        text.contains("codegen::encode_list::<codegen::OpenEnum<Kind>>(value)"),
        "{text}"
    );
    assert!(text.contains("/// The other.\n    B,"), "{text}");
    assert!(text.contains("Values: `1` (Low), `2`, `3`."), "{text}");
}

#[test]
fn generates_an_operation_without_methods_parameters_and_responses() {
    let generated = generate(&ping("RPC", serde_json::json!({})));
    assert!(module(&generated).contains("type Response = ();"));
}

#[test]
fn generates_an_empty_client_without_operations() {
    let mut description = ping("RPC", serde_json::json!({}));
    description["apis"] = serde_json::json!({});
    let generated = generate(&description);
    assert_eq!(generated.operations, 0);
    assert!(
        generated
            .warnings
            .to_string()
            .contains("`apis` has no operation")
    );
}

#[test]
fn encodes_bodies_as_json_xml_text_or_bytes() {
    #[track_caller]
    fn check(style: Option<&str>, schema: serde_json::Value, expected: &str) {
        let mut parameter = serde_json::json!({ "name": "body", "in": "body", "schema": schema });
        if let Some(style) = style {
            parameter["style"] = style.into();
        }
        let operation = serde_json::json!({ "methods": ["put"], "path": "/{key}?acl", "parameters": [parameter] });
        let generated = generate(&ping("OSS", operation));
        assert!(
            module(&generated).contains(expected),
            "{}",
            module(&generated)
        );
    }
    let object =
        serde_json::json!({ "type": "object", "properties": { "Acl": { "type": "string" } } });
    check(Some("xml"), object.clone(), r#".body_xml("body", value)"#);
    check(Some("json"), object, r#".body("body", value)"#);
    // The official SDKs wrap an object that declares no fields.
    check(
        Some("json"),
        serde_json::json!({ "type": "object" }),
        r#".body_json_field("body","#,
    );
    check(
        None,
        serde_json::json!({ "type": "string" }),
        r#".body_json_text("body","#,
    );
    check(
        None,
        serde_json::json!({ "type": "string", "format": "binary" }),
        r#".body_bytes("body", value)"#,
    );
    check(
        None,
        serde_json::json!({ "type": "string", "format": "byte" }),
        r#".body_untyped("body", value)"#,
    );
}

/// `Debug` of parameters passed by name must redact secrets, as that of the request does.
#[test]
fn leaves_debug_of_required_parameters_to_the_runtime() {
    let parameter = |name: &str| serde_json::json!({ "name": name, "in": "query", "schema": { "type": "string", "required": true } });
    let parameters: Vec<_> = ["User", "Password", "Host", "Port"].map(parameter).into();
    let generated = generate(&ping(
        "RPC",
        serde_json::json!({ "parameters": parameters }),
    ));
    let text = module(&generated);
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        one_line.contains("codegen::impl_debug!(Required { user, password, host, port });"),
        "{text}"
    );
    assert!(!text.contains("derive(Clone, Debug)"), "{text}");
}

#[test]
fn lists_every_operation_once_in_the_table_of_contents() {
    let mut description = ping("RPC", serde_json::json!({}));
    description["apis"]["Pong"] = serde_json::json!({ "summary": "Answers." });
    description["directories"] = serde_json::json!([
        "Pong",
        { "title": "Basics", "children": ["Gone", { "title": "Inner", "children": ["Ping", "Pong"] }] }
    ]);
    let generated = generate(&description);
    let root = generated
        .files
        .iter()
        .find(|file| file.path == "src/lib.rs");
    let text = &root.expect("a crate has a root").text;
    let place = |what: &str| {
        text.find(what)
            .unwrap_or_else(|| panic!("no {what} in {text}"))
    };
    assert!(place("## Basics") < place("### Inner"));
    assert!(place("### Inner") < place("| [`Ping`]"));
    assert_eq!(text.matches("| [`Pong`]").count(), 1, "{text}");
    assert!(!text.contains("Gone"), "{text}");
}
