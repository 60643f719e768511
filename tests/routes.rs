//! Paths as they are described, and where the values in them go.

use serde_json::json;

use crate::degraded::{generate, module, ping, try_generate};

/// A description with these parameters of text, by name and location; the emitted module.
fn routed(path: &str, parameters: &[(&str, &str)]) -> (String, String) {
    let parameter = |(name, position): &(&str, &str)| json!({ "name": name, "in": position, "schema": { "type": "string" } });
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
fn placeholders_are_whole_segments_or_parts_in_braces_or_brackets() {
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
fn a_placeholder_without_a_parameter_must_be_given() {
    check(
        "/a/{id}",
        &[],
        &["pub fn new(id: &str)", r#".path("id", "#],
        "`id` in the path of `Ping`",
    );
}

#[test]
fn a_placeholder_takes_the_parameter_of_its_name() {
    check(
        "/a/{id}",
        &[("id", "query")],
        &["pub fn new(id: &str)", r#".path("id", "#],
        "the parameter of this name is read as a path parameter",
    );
}

#[test]
fn a_parameter_without_a_placeholder_goes_into_the_query() {
    check(
        "/a",
        &[("id", "path")],
        &[r#".query("id", "#],
        "no placeholder for the parameter `id`",
    );
}

#[test]
fn a_parameter_without_a_placeholder_is_what_a_wildcard_stands_for() {
    check(
        "/a/{id}/types/*",
        &[("id", "path"), ("kind", "path")],
        &[r#".path("/a/{id}/types/{kind}")"#, r#".path("kind", "#],
        "the parameter replaces the `*` of the path",
    );
    // Nobody else would say the rest of it.
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
fn a_relative_path_starts_at_the_root() {
    check(
        "a/{id}",
        &[("id", "path")],
        &[r#".path("/a/{id}")"#],
        "does not start with `/`",
    );
}

#[test]
fn a_placeholder_that_no_service_would_use_is_refused() {
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
