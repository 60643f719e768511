//! Paths of operations, and the parameters that fill them.

use serde_json::json;

use crate::degraded::{generate, module, ping, try_generate};

/// Returns the module of an operation with this path and these text parameters, and the warnings.
fn routed(path: &str, parameters: &[(&str, &str)]) -> (String, String) {
    let parameter = |(name, location): &(&str, &str)| json!({ "name": name, "in": location, "schema": { "type": "string" } });
    let parameters: Vec<_> = parameters.iter().map(parameter).collect();
    let generated = generate(&ping(
        "ROA",
        json!({ "methods": ["put"], "path": path, "parameters": parameters }),
    ));
    (
        module(&generated).to_owned(),
        generated.warnings.to_string(),
    )
}

#[track_caller]
fn check(path: &str, parameters: &[(&str, &str)], expected: &[&str], warning: &str) {
    let (text, warnings) = routed(path, parameters);
    for expected in expected {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert!(warnings.contains(warning), "{warnings}");
    assert_eq!(warnings.is_empty(), warning.is_empty(), "{warnings}");
}

#[test]
fn reads_placeholders_in_braces_and_brackets() {
    check(
        "/a/{id}",
        &[("id", "path")],
        &[r#".path("/a/{id}")"#, r#".path("id", "#],
        "",
    );
    check(
        "/a/{id}.{kind}/b?acl",
        &[("id", "path"), ("kind", "path")],
        &[r#".path("/a/{id}.{kind}/b?acl")"#],
        "",
    );
    check(
        "/a/[id]/b",
        &[("id", "path")],
        &[r#".path("/a/{id}/b")"#, r#".path("id", "#],
        "",
    );
}

#[test]
fn adds_a_required_parameter_for_an_undeclared_placeholder() {
    check(
        "/a/{id}",
        &[],
        &["pub fn new(id: &str)", r#".path("id", "#],
        "`id` in the path of `Ping`",
    );
}

#[test]
fn moves_a_query_parameter_into_the_placeholder_of_its_name() {
    check(
        "/a/{id}",
        &[("id", "query")],
        &["pub fn new(id: &str)", r#".path("id", "#],
        "the parameter of this name is read as a path parameter",
    );
}

#[test]
fn moves_a_path_parameter_without_a_placeholder_into_the_query() {
    check(
        "/a",
        &[("id", "path")],
        &[r#".query("id", "#],
        "no placeholder for the parameter `id`",
    );
}

#[test]
fn fills_a_wildcard_with_the_parameter_that_has_no_placeholder() {
    check(
        "/a/{id}/types/*",
        &[("id", "path"), ("kind", "path")],
        &[r#".path("/a/{id}/types/{kind}")"#, r#".path("kind", "#],
        "the parameter replaces the `*` of the path",
    );
    // No other parameter could fill the rest of the path.
    check(
        "/a/{id}/types/*",
        &[("wholePath", "path")],
        &[
            "pub fn new(whole_path: &str)",
            r#".path("{wholePath}")"#,
            ".keep_slashes()",
        ],
        "the parameter is the whole path",
    );
}

#[test]
fn roots_a_relative_path() {
    check(
        "a/{id}",
        &[("id", "path")],
        &[r#".path("/a/{id}")"#],
        "does not start with `/`",
    );
}

#[test]
fn rejects_a_placeholder_with_an_invalid_name() {
    for path in ["/a/{}/b", "/a/{x\"; y}"] {
        let operation = json!({ "methods": ["put"], "path": path });
        let diagnostics = try_generate(&ping("ROA", operation))
            .unwrap_err()
            .to_string();
        assert!(
            diagnostics.contains("in the path of `Ping` is not a valid name"),
            "{diagnostics}"
        );
    }
}
