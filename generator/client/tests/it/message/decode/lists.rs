//! Lists, with and without an object around them.

use acs_client::codegen::{DecodeObject, ObjectReader};

use super::{Tag, check, decode, tag, warnings};

#[test]
fn decodes_lists() {
    check("[1, 2]", vec![1_i64, 2], &[]);
    check("null", Vec::<i64>::new(), &[]);
    check("null", None::<Vec<i64>>, &[]);
    check(
        "7",
        vec![7_i64],
        &["F: expected a list, read a single value as its only element"],
    );
    check("[1, null]", vec![1_i64], &["F[1]: skipped a null element"]);
    check(
        r#"[1, "x"]"#,
        vec![1_i64],
        &["F[1]: expected an integer, found \"x\""],
    );
    check(
        r#""""#,
        Vec::<i64>::new(),
        &["F: expected a list, found an empty string"],
    );
    check(
        r#""[1, 2]""#,
        vec![1_i64, 2],
        &["F: expected a list, read JSON text \"[1, 2]\""],
    );
    check(
        r#"{"Id": ["a", "b"]}"#,
        vec!["a".to_owned(), "b".to_owned()],
        &["F: expected a list, read the list inside `Id`"],
    );
    check(
        "{}",
        Vec::<Tag>::new(),
        &["F: expected a list, read an empty object as an empty list"],
    );
    check("[[1], [2, 3]]", vec![vec![1_i64], vec![2, 3]], &[]);
}

#[test]
fn decodes_lists_of_objects() {
    check(r#"[{"Key": "k", "Value": "v"}]"#, vec![tag("k", "v")], &[]);
    check(
        r#"{"Key": "k", "Value": "v"}"#,
        vec![tag("k", "v")],
        &["F: expected a list, read a single value as its only element"],
    );
    // The key is declared, so the object is an element and not a wrapper.
    check(
        r#"{"key": "k"}"#,
        vec![tag("k", "")],
        &[
            "F: expected a list, read a single value as its only element",
            "F.key: read as `Key`",
        ],
    );
    check(
        r#"{"Tag": [{"Key": "k", "Value": "v"}]}"#,
        vec![tag("k", "v")],
        &["F: expected a list, read the list inside `Tag`"],
    );
    check(
        r#"{"Tag": {"Key": "k", "Value": "v"}}"#,
        vec![tag("k", "v")],
        &[
            "F: expected a list, read the list inside `Tag`",
            "F.Tag: expected a list, read a single value as its only element",
        ],
    );
}

/// An object whose list is wrapped in another object: `{"Tags": {"Tag": […]}}`.
#[derive(Debug)]
struct WrappedTags(Vec<Tag>);

impl DecodeObject for WrappedTags {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self(fields.list("Tags", "Tag"))
    }
}

#[test]
fn decodes_lists_wrapped_in_an_object() {
    #[track_caller]
    fn check(body: &str, values: &[&str], expected_warnings: &[&str]) {
        let response = decode::<WrappedTags>(body).unwrap();
        let found: Vec<_> = response.0.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(found, values);
        assert_eq!(warnings(&response), expected_warnings);
    }
    check(
        r#"{"Tags": {"Tag": [{"Value": "a"}, {"Value": "b"}]}}"#,
        &["a", "b"],
        &[],
    );
    check("{}", &[], &[]);
    check(r#"{"Tags": {}}"#, &[], &[]);
    check(r#"{"Tags": null}"#, &[], &[]);
    check(
        r#"{"Tags": [{"Value": "a"}]}"#,
        &["a"],
        &["Tags: expected an object around `Tag`, found the content of `Tag`"],
    );
    check(
        r#"{"Tags": {"tag": {"Value": "a"}, "Total": 1}}"#,
        &["a"],
        &[
            "Tags.tag: read as `Tag`",
            "Tags.tag: expected a list, read a single value as its only element",
            "Tags.Total: not declared",
        ],
    );
}
