//! Objects, maps and untyped values.

use std::collections::BTreeMap;

use acs_client::codegen::{DecodeObject, ObjectReader, Value};

use super::{Tag, Tags, check, decode, tag};

#[test]
fn decodes_objects() {
    check(r#"{"Key": "k", "Value": "v"}"#, Some(tag("k", "v")), &[]);
    check(
        "null",
        Tag {
            key: None,
            value: String::new(),
        },
        &[],
    );
    check(
        r#"[{"Key": "k", "Value": "v"}]"#,
        Some(tag("k", "v")),
        &["F: expected an object, read the only element of a list"],
    );
    check(
        r#""{\"Key\": \"k\"}""#,
        Some(tag("k", "")),
        &["F: expected an object, read JSON text \"{\\\"Key\\\": \\\"k\\\"}\""],
    );
    check(
        r#""""#,
        None::<Tag>,
        &["F: expected an object, found an empty string"],
    );
    check("7", None::<Tag>, &["F: expected an object, found 7"]);
    check(
        "[1, 2]",
        None::<Tag>,
        &["F: expected an object, found a list of length 2"],
    );
}

#[test]
fn decodes_objects_that_wrap_a_list() {
    let tags = || Tags {
        tag: vec![tag("k", "v")],
    };
    check(r#"{"Tag": [{"Key": "k", "Value": "v"}]}"#, tags(), &[]);
    check(
        r#"[{"Key": "k", "Value": "v"}]"#,
        tags(),
        &["F: expected an object around `Tag`, found the content of `Tag`"],
    );
    check("null", Tags { tag: Vec::new() }, &[]);
    check(
        "[]",
        Tags { tag: Vec::new() },
        &["F: expected an object around `Tag`, found the content of `Tag`"],
    );
}

#[test]
fn decodes_maps_and_untyped_values() {
    fn map<T>(value: T) -> BTreeMap<String, T> {
        BTreeMap::from([("a".to_owned(), value)])
    }
    check(r#"{"a": 1}"#, map(1_i64), &[]);
    check(r#"{"a": null}"#, map(String::new()), &[]);
    check(
        r#"{"a": "1"}"#,
        Some(map(1_i64)),
        &["F.a: expected an integer, converted \"1\""],
    );
    check(
        r#""{\"a\": 1}""#,
        map(1_i64),
        &["F: expected an object, read JSON text \"{\\\"a\\\": 1}\""],
    );
    check(
        "[]",
        BTreeMap::<String, i64>::new(),
        &["F: expected an object, found a list of length 0"],
    );
    check(
        r#"{"x": [1]}"#,
        r#"{"x": [1]}"#.parse::<Value>().unwrap(),
        &[],
    );
    check("null", Value::Null, &[]);
}

#[test]
fn decodes_recursive_objects_to_a_bounded_depth() {
    struct Node {
        children: Vec<Node>,
        next: Option<Box<Node>>,
    }
    impl DecodeObject for Node {
        fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
            Self {
                children: fields.get("Children"),
                next: fields.get("Next"),
            }
        }
    }
    let response = decode::<Node>(r#"{"Children": [{"Next": {}}, {}]}"#).unwrap();
    assert_eq!(response.children.len(), 2);
    assert!(
        response.children[0]
            .next
            .as_ref()
            .is_some_and(|node| node.next.is_none())
    );

    // JSON inside strings cannot make the decoder recurse without end either.
    let mut body = "{}".to_owned();
    for level in 0..70 {
        body = format!(r#"{{"Next": {body}}}"#);
        if level % 35 == 34 {
            body = Value::String(body).to_string();
        }
    }
    body = format!(r#"{{"Next": {body}}}"#);
    let response = decode::<Node>(&body).unwrap();
    assert!(response.next.is_some());
}
