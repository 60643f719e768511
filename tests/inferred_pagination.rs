//! Pagination as it is inferred from names, and as `acsgen.json` overrides it.

use std::collections::BTreeMap;
use std::fs;

use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
use serde_json::{Value, json};

use crate::corpus;
use crate::degraded::module;

fn sources(description: String, overrides: Option<Value>) -> Sources {
    Sources {
        description: SourceFile::new("api-docs.json", description),
        pages: Vec::new(),
        overrides: overrides.map(|overrides| SourceFile::new("acsgen.json", overrides.to_string())),
        defaults: SpecDefaults::default(),
    }
}

/// Returns query parameters of these names and types.
fn parameters(types: &[(&str, &str)]) -> Value {
    let parameter = |(name, kind): &(&str, &str)| json!({ "name": name, "in": "query", "schema": { "type": kind } });
    types.iter().map(parameter).collect()
}

/// Returns a description of one operation with these parameters and these fields of the response.
fn listing(types: &[(&str, &str)], response: Value) -> String {
    let operation = json!({
        "methods": ["post"], "operationType": "read", "parameters": parameters(types),
        "responses": { "200": { "schema": { "type": "object", "properties": response } } }
    });
    crate::degraded::ping("RPC", operation).to_string()
}

fn things() -> Value {
    json!({ "type": "array", "items": { "type": "object", "properties": { "Id": { "type": "string" } } } })
}

fn object(fields: Value) -> Value {
    json!({ "type": "object", "properties": fields })
}

fn integer() -> Value {
    json!({ "type": "integer" })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// Checks that the emitted module contains the `expected` parts, or no pagination if there are none.
#[track_caller]
fn check(types: &[(&str, &str)], response: Value, overrides: Option<Value>, expected: &[&str]) {
    let generated = Generator::new().generate(&sources(listing(types, response), overrides));
    let generated = generated.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let text = module(&generated)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" .", ".");
    for expected in expected {
        assert!(text.contains(expected), "`{expected}` is not in {text}");
    }
    assert_eq!(
        text.contains("codegen::Paginated"),
        !expected.is_empty(),
        "{text}"
    );
}

const NUMBERED: [(&str, &str); 2] = [("PageNumber", "integer"), ("PageSize", "integer")];

#[test]
fn infers_pagination_by_number_and_finds_totals() {
    let flat = json!({ "TotalCount": integer(), "Things": things() });
    let next = r#"codegen::next_page_number(&self.0, "PageNumber", "PageSize", totals)?"#;
    check(
        &NUMBERED,
        flat,
        None,
        &[next, "total: response.total_count", "response.things.len()"],
    );
    let nested = json!({ "Data": object(json!({ "Total": integer(), "List": things() })) });
    let list = "response.data.map(|value| value.list).unwrap_or_default()";
    let total = "total: response.data.as_ref().and_then(|value| value.total)";
    check(
        &NUMBERED,
        nested,
        None,
        &[list, total, "map_or(0, |value| value.list.len())"],
    );
    let beside = json!({ "PageInfo": object(json!({ "TotalPage": integer(), "Count": integer() })), "List": things() });
    check(
        &NUMBERED,
        beside,
        None,
        &["pages: response.page_info.as_ref().and_then(|value| value.total_page)"],
    );
}

#[test]
fn accepts_page_numbers_that_are_text() {
    let types = [("CurrentPage", "string"), ("ShowSize", "integer")];
    let turn = "self.current_page(&next.to_string())";
    check(
        &types,
        json!({ "Things": things() }),
        None,
        &[turn, "total: None"],
    );
}

#[test]
fn infers_pagination_by_offset() {
    let types = [("offset", "integer"), ("size", "integer")];
    let reply = json!({ "total": integer(), "projects": things() });
    let next = r#"codegen::next_page_offset(&self.0, "offset", "size", totals)?"#;
    check(&types, reply, None, &[next, "total: response.total"]);
}

#[test]
fn infers_pagination_by_token_and_marker() {
    let reply = json!({ "NextToken": text(), "Things": things() });
    let next = r#"codegen::next_page_token(&self.0, "NextToken", response.next_token.as_str())?"#;
    check(&[("NextToken", "string")], reply, None, &[next]);
    let reply = json!({ "Marker": text(), "IsTruncated": { "type": "boolean" }, "Things": object(json!({ "Thing": things() })) });
    let last = "if response.is_truncated == Some(false) { return None; }";
    check(
        &[("Marker", "string")],
        reply,
        None,
        &[last, "response.marker.as_str()", "response.things"],
    );
    let reply = json!({ "Result": object(json!({
        "Marker": text(), "NextMarker": text(), "Contents": things(), "Prefixes": { "type": "array", "items": text() }
    })) });
    let token = r#"response.result.as_ref().map_or("", |value| value.next_marker.as_str())"#;
    check(
        &[("marker", "string")],
        reply,
        None,
        &[token, "value.contents"],
    );
}

#[test]
fn overrides_replace_what_names_do_not_show() {
    let types = [("From", "integer"), ("Most", "integer")];
    let reply = json!({ "All": integer(), "A": things(), "B": things() });
    check(&types, reply.clone(), None, &[]);
    let overrides = json!({ "pagination": { "Ping": { "offset": "From", "limit": "Most", "items": "B", "total": "All" } } });
    let next = r#"codegen::next_page_offset(&self.0, "From", "Most", totals)?"#;
    check(
        &types,
        reply,
        Some(overrides),
        &[next, "total: response.all", "response.b"],
    );
    let flat = json!({ "Things": things() });
    let off = json!({ "pagination": { "Ping": { "disabled": true } } });
    check(&NUMBERED, flat.clone(), Some(off), &[]);
    let zero = json!({ "pagination": { "Ping": { "first_page": 0 } } });
    check(
        &NUMBERED,
        flat,
        Some(zero),
        &[r#".query("PageNumber", 0i64)"#],
    );
}

#[test]
fn rejects_overrides_that_do_not_fit() {
    let reject = |overrides: Value, message: &str| {
        let description = listing(&NUMBERED, json!({ "Things": things() }));
        let overrides = json!({ "pagination": { "Ping": overrides } });
        let diagnostics = Generator::new()
            .generate(&sources(description, Some(overrides)))
            .unwrap_err()
            .to_string();
        assert!(diagnostics.contains(message), "{diagnostics}");
    };
    reject(
        json!({ "items": "Gone" }),
        "its `items` are not in the response",
    );
    reject(
        json!({ "number": "Gone" }),
        "no parameters select its pages",
    );
    reject(
        json!({ "total": "Gone" }),
        "its `total` is not in the response",
    );
    reject(json!({ "typo": 1 }), "unknown override `typo`");
    reject(
        json!({ "page_size": 0 }),
        "`page_size` of `Ping` is not a valid number",
    );
}

#[test]
fn infers_the_pagination_of_the_official_descriptions() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in corpus::descriptions() {
        let sources = sources(fs::read_to_string(path).unwrap(), None);
        let (service, _) =
            acsgen::read(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        for (_, style) in acsgen::inferred_pagination(&service) {
            *counts
                .entry(style.unwrap_or_else(|reason| reason))
                .or_default() += 1;
        }
    }
    for (style, count) in &counts {
        println!("{count:6} {style}");
    }
    let minimums = [("by number", 1000), ("by token", 300), ("by offset", 20)];
    for (style, minimum) in minimums {
        assert!(counts.is_empty() || counts[style] >= minimum, "{counts:?}");
    }
}
