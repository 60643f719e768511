//! How lists are read page by page: each habit of the catalogue, what a person adds, and how many there are.

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

/// `integer` and so on, as parameters.
fn parameters(types: &[(&str, &str)]) -> Value {
    let parameter = |(name, kind): &(&str, &str)| json!({ "name": name, "in": "query", "schema": { "type": kind } });
    types.iter().map(parameter).collect()
}

/// A description of one operation with these parameters and this reply.
fn listing(types: &[(&str, &str)], reply: Value) -> String {
    let operation = json!({
        "methods": ["post"], "operationType": "read", "parameters": parameters(types),
        "responses": { "200": { "schema": { "type": "object", "properties": reply } } }
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

/// What turns the pages, and where the list is.
#[track_caller]
fn check(types: &[(&str, &str)], reply: Value, overrides: Option<Value>, expected: &[&str]) {
    let generated = Generator::new().generate(&sources(listing(types, reply), overrides));
    let generated = generated.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let text = module(&generated)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
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
fn pages_by_number_and_totals() {
    let flat = json!({ "TotalCount": integer(), "Things": things() });
    let next = r#"codegen::next_page_number(&self.0, "PageNumber", "PageSize", totals)?"#;
    check(
        &NUMBERED,
        flat,
        None,
        &[next, "total: reply.total_count", "reply.things.len()"],
    );
    let nested = json!({ "Data": object(json!({ "Total": integer(), "List": things() })) });
    let list = "reply.data.map(|value| value.list).unwrap_or_default()";
    let total = "total: reply.data.as_ref().and_then(|value| value.total)";
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
        &["pages: reply.page_info.as_ref().and_then(|value| value.total_page)"],
    );
}

#[test]
fn numbers_may_be_text() {
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
fn pages_by_offset() {
    let types = [("offset", "integer"), ("size", "integer")];
    let reply = json!({ "total": integer(), "projects": things() });
    let next = r#"codegen::next_page_offset(&self.0, "offset", "size", totals)?"#;
    check(&types, reply, None, &[next, "total: reply.total"]);
}

#[test]
fn pages_by_token_and_marker() {
    let reply = json!({ "NextToken": text(), "Things": things() });
    let next = r#"codegen::next_page_token( &self.0, "NextToken", reply.next_token.as_str(), )?"#;
    check(&[("NextToken", "string")], reply, None, &[next]);
    let reply = json!({ "Marker": text(), "IsTruncated": { "type": "boolean" }, "Things": object(json!({ "Thing": things() })) });
    let last = "if reply.is_truncated == Some(false) { return None; }";
    check(
        &[("Marker", "string")],
        reply,
        None,
        &[last, "reply.marker.as_str()", "reply.things"],
    );
    let reply = json!({ "Result": object(json!({
        "Marker": text(), "NextMarker": text(), "Contents": things(), "Prefixes": { "type": "array", "items": text() }
    })) });
    let token = r#"reply.result.as_ref().map_or("", |value| value.next_marker.as_str())"#;
    check(
        &[("marker", "string")],
        reply,
        None,
        &[token, "value.contents"],
    );
}

#[test]
fn what_names_do_not_tell_a_person_does() {
    let types = [("From", "integer"), ("Most", "integer")];
    let reply = json!({ "All": integer(), "A": things(), "B": things() });
    check(&types, reply.clone(), None, &[]);
    let overrides = json!({ "pagination": { "Ping": { "offset": "From", "limit": "Most", "items": "B", "total": "All" } } });
    let next = r#"codegen::next_page_offset(&self.0, "From", "Most", totals)?"#;
    check(
        &types,
        reply,
        Some(overrides),
        &[next, "total: reply.all", "reply.b"],
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
fn facts_that_lead_nowhere_are_refused() {
    let refused = |overrides: Value, why: &str| {
        let description = listing(&NUMBERED, json!({ "Things": things() }));
        let overrides = json!({ "pagination": { "Ping": overrides } });
        let diagnostics = Generator::new()
            .generate(&sources(description, Some(overrides)))
            .unwrap_err()
            .to_string();
        assert!(diagnostics.contains(why), "{diagnostics}");
    };
    refused(
        json!({ "items": "Gone" }),
        "its `items` are not in the reply",
    );
    refused(
        json!({ "number": "Gone" }),
        "no parameters lead through its pages",
    );
    refused(
        json!({ "total": "Gone" }),
        "its `total` is not in the reply",
    );
    refused(json!({ "typo": 1 }), "unknown override `typo`");
    refused(
        json!({ "page_size": 0 }),
        "`page_size` of `Ping` is not a valid number",
    );
}

#[test]
fn habits_of_the_official_descriptions_are_counted() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in corpus::descriptions() {
        let sources = sources(fs::read_to_string(path).unwrap(), None);
        let (service, _) =
            acsgen::read(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        for (_, habit) in acsgen::inferred_pagination(&service) {
            *counts.entry(habit.unwrap_or_else(|why| why)).or_default() += 1;
        }
    }
    for (habit, count) in &counts {
        println!("{count:6} {habit}");
    }
    let least = [("by number", 1000), ("by token", 300), ("by offset", 20)];
    for (habit, least) in least {
        assert!(counts.is_empty() || counts[habit] >= least, "{counts:?}");
    }
}
