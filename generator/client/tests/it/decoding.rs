use std::collections::BTreeMap;
use std::fmt::Debug;

use acs_client::codegen::{
    Decode, DecodeObject, ObjectReader, Operation, OperationSpec, OperationType, Parameters, Value,
};
use acs_client::replay::block_on;
use acs_client::{Client, DecodeWarningKind, EmptyResponse, Error, OpenEnum, Replay, Response};

use crate::domain::{Lang, PRODUCT, QueryTaskDetailListResponse};

/// Asks for a reply of any type.
struct Ask<T>(Parameters, std::marker::PhantomData<fn() -> T>);

impl<T: Decode + Send + Sync + 'static> Operation for Ask<T> {
    type Response = T;
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read);

    acs_client::impl_operation!();
}

fn read<T: Decode + Send + Sync + 'static>(body: &str) -> Result<Response<T>, Error> {
    let ask = Ask(Parameters::new(), std::marker::PhantomData);
    block_on(Client::replay(&Replay::new().json(body)).send(ask))
}

/// One field of each type.
#[derive(Debug)]
struct Field<T>(T);

impl<T: Decode> DecodeObject for Field<T> {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self(fields.get("F"))
    }
}

#[derive(Debug, PartialEq)]
struct Tag {
    key: Option<String>,
    value: String,
}

impl DecodeObject for Tag {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            key: fields.get("Key"),
            value: fields.get("Value"),
        }
    }
}

#[derive(Debug, PartialEq)]
struct Tags {
    tag: Vec<Tag>,
}

impl DecodeObject for Tags {
    const WRAPPED_LIST: Option<&'static str> = Some("Tag");

    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            tag: fields.get("Tag"),
        }
    }
}

/// `{"F": …}` reads as `expected`, taking these liberties.
#[track_caller]
fn check<T>(value: &str, expected: T, notes: &[&str])
where
    T: Decode + Debug + PartialEq + Send + Sync + 'static,
{
    let body = if value.starts_with('<') {
        value.to_owned()
    } else {
        format!(r#"{{"F": {value}}}"#)
    };
    let reply = read::<Field<T>>(&body).unwrap();
    assert_eq!(reply.0, expected);
    assert_eq!(
        reply
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        notes
    );
}

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: Some(key.to_owned()),
        value: value.to_owned(),
    }
}

#[test]
fn integers() {
    check("7", Some(7_i64), &[]);
    check("9223372036854775807", Some(i64::MAX), &[]);
    check("null", None::<i64>, &[]);
    check(
        r#"" 7 ""#,
        Some(7_i64),
        &["F: expected an integer, converted \" 7 \""],
    );
    check(
        "7.0",
        Some(7_i64),
        &["F: expected an integer, converted 7.0"],
    );
    check(
        "true",
        Some(1_i64),
        &["F: expected an integer, converted true"],
    );
    check(
        "[7]",
        Some(7_i64),
        &["F: expected an integer, read the only element of a list"],
    );
    check(
        r#""""#,
        None::<i64>,
        &["F: expected an integer, found an empty string"],
    );
    check(
        r#""many""#,
        None::<i64>,
        &["F: expected an integer, found \"many\""],
    );
    check("7.5", None::<i64>, &["F: expected an integer, found 7.5"]);
    check(
        "18446744073709551615",
        None::<i64>,
        &["F: expected an integer, found 18446744073709551615"],
    );
    check(
        "[7, 8]",
        None::<i64>,
        &["F: expected an integer, found a list of length 2"],
    );
    check(
        r#"{"a": 1}"#,
        None::<i64>,
        &["F: expected an integer, found an object of size 1"],
    );
    check("null", 0_i64, &[]);
}

#[test]
fn numbers_and_booleans() {
    check("7", Some(7.0), &[]);
    check(
        r#""7.5""#,
        Some(7.5),
        &["F: expected a number, converted \"7.5\""],
    );
    check(
        r#""NaN""#,
        None::<f64>,
        &["F: expected a number, found \"NaN\""],
    );
    check("true", Some(true), &[]);
    check(
        r#""True""#,
        Some(true),
        &["F: expected a boolean, converted \"True\""],
    );
    check("0", Some(false), &["F: expected a boolean, converted 0"]);
    check(
        r#""maybe""#,
        None::<bool>,
        &["F: expected a boolean, found \"maybe\""],
    );
}

#[test]
fn text() {
    check(r#""x""#, "x".to_owned(), &[]);
    check(r#""""#, Some(String::new()), &[]);
    check("null", String::new(), &[]);
    check(
        "7.50",
        Some("7.5".to_owned()),
        &["F: expected text, converted 7.5"],
    );
    check(
        "true",
        "true".to_owned(),
        &["F: expected text, converted true"],
    );
    check(
        r#"{"a": [1]}"#,
        r#"{"a":[1]}"#.to_owned(),
        &["F: expected text, kept an object of size 1 as JSON text"],
    );
}

#[test]
fn open_enums() {
    let none = OpenEnum::<Lang>::default;
    check(r#""en""#, OpenEnum::from(Lang::En), &[]);
    check(r#""fr""#, OpenEnum::<Lang>::from("fr"), &[]);
    check(
        "1",
        OpenEnum::<Lang>::from("1"),
        &["F: expected an enum value, converted 1"],
    );
    check(
        r#""""#,
        none(),
        &["F: expected an enum value, found an empty string"],
    );
    check(
        "{}",
        none(),
        &["F: expected an enum value, found an object of size 0"],
    );
    check("null", none(), &[]);
}

/// A list that the wire puts inside an object.
#[derive(Debug)]
struct Inside(Vec<Tag>);

impl DecodeObject for Inside {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self(fields.list("Tags", "Tag"))
    }
}

#[test]
fn lists_inside_an_object() {
    #[track_caller]
    fn check(body: &str, keys: &[&str], notes: &[&str]) {
        let reply = read::<Inside>(body).unwrap();
        let found: Vec<_> = reply.0.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(found, keys);
        let told: Vec<_> = reply.warnings().iter().map(ToString::to_string).collect();
        assert_eq!(told, notes);
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

#[test]
fn replies_that_tell_nothing_but_the_id_of_the_call() {
    let reply = read::<EmptyResponse>(r#"{"RequestId": "0F1B"}"#).unwrap();
    assert_eq!(reply.request_id, "0F1B");
}

#[test]
fn lists() {
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
fn lists_of_records() {
    check(r#"[{"Key": "k", "Value": "v"}]"#, vec![tag("k", "v")], &[]);
    check(
        r#"{"Key": "k", "Value": "v"}"#,
        vec![tag("k", "v")],
        &["F: expected a list, read a single value as its only element"],
    );
    // One declared key: an element, not a wrapper.
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

#[test]
fn records() {
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
fn wrappers() {
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
fn maps_and_values() {
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
fn xml_is_read_without_liberties() {
    check("<R><F>7</F></R>", Some(7_i64), &[]);
    check("<R><F>true</F></R>", Some(true), &[]);
    check("<R><F/></R>", None::<i64>, &[]);
    check(
        "<R><F>a</F><F>b</F></R>",
        vec!["a".to_owned(), "b".to_owned()],
        &[],
    );
    check("<R><F>a</F></R>", vec!["a".to_owned()], &[]);
    check("<R><F></F></R>", Vec::<String>::new(), &[]);
    check("<R><F/></R>", Some(String::new()), &[]);
    check("<R><F/></R>", Some(Tags { tag: Vec::new() }), &[]);
    check(
        "<R><F><Tag><Key>k</Key><Value>v</Value></Tag></F></R>",
        Tags {
            tag: vec![tag("k", "v")],
        },
        &[],
    );
}

#[test]
fn keys_in_any_spelling() {
    for key in ["f", "F", "_f", "F-"] {
        let reply = read::<Field<Option<i64>>>(&format!(r#"{{"{key}": 1}}"#)).unwrap();
        assert_eq!(reply.0, Some(1));
        assert_eq!(reply.warnings().len(), usize::from(key != "F"));
    }
    // The exact spelling wins, and the other is undeclared only if it means nothing else.
    let reply = read::<Field<Option<i64>>>(r#"{"F": 1, "f": 2}"#).unwrap();
    assert_eq!((reply.0, reply.warnings().len()), (Some(1), 0));
}

#[test]
fn keys_that_differ_in_case_only_stay_apart() {
    struct Both(Option<i64>, Option<i64>);
    impl DecodeObject for Both {
        fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
            Self(fields.get("Key"), fields.get("key"))
        }
    }
    let reply = read::<Both>(r#"{"Key": 1}"#).unwrap();
    assert_eq!((reply.0, reply.1), (Some(1), None));
    assert_eq!(reply.warnings(), []);
    let reply = read::<Both>(r#"{"Key": 1, "key": 2}"#).unwrap();
    assert_eq!((reply.0, reply.1), (Some(1), Some(2)));
}

#[test]
fn notes_say_where() {
    let body = r#"{"Data": {"TaskDetail": [{}, {}, {}, {"TryCount": "many", "New": 1}]}}"#;
    let reply = read::<QueryTaskDetailListResponse>(body).unwrap();
    let notes: Vec<_> = reply
        .warnings()
        .iter()
        .map(|note| (note.kind(), note.to_string()))
        .collect();
    assert_eq!(
        notes,
        [
            (
                DecodeWarningKind::Unreadable,
                "Data.TaskDetail[3].TryCount: expected an integer, found \"many\"".to_owned()
            ),
            (
                DecodeWarningKind::UnknownField,
                "Data.TaskDetail[3].New: not declared".to_owned()
            ),
        ]
    );
    assert_eq!(reply.warnings()[0].path(), "Data.TaskDetail[3].TryCount");
}

#[test]
fn notes_are_bounded() {
    let keys: Vec<_> = (0..5000).map(|index| format!(r#""k{index}": 1"#)).collect();
    let reply = read::<Field<i64>>(&format!("{{{}}}", keys.join(","))).unwrap();
    assert_eq!(reply.warnings().len(), 1000);
}

#[test]
fn recursive_records() {
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
    let reply = read::<Node>(r#"{"Children": [{"Next": {}}, {}]}"#).unwrap();
    assert_eq!(reply.children.len(), 2);
    assert!(
        reply.children[0]
            .next
            .as_ref()
            .is_some_and(|node| node.next.is_none())
    );

    // Text in text in text cannot make it recurse without end either.
    let mut body = "{}".to_owned();
    for level in 0..70 {
        body = format!(r#"{{"Next": {body}}}"#);
        if level % 35 == 34 {
            body = Value::String(body).to_string();
        }
    }
    body = format!(r#"{{"Next": {body}}}"#);
    let reply = read::<Node>(&body).unwrap();
    assert!(reply.next.is_some());
}

#[test]
fn whole_replies() {
    assert_eq!(read::<Vec<i64>>("[1, 2]").unwrap().into_inner(), [1, 2]);
    assert_eq!(
        read::<String>("plain text").unwrap().into_inner(),
        "plain text"
    );
    assert_eq!(
        read::<String>(r#""quoted""#).unwrap().into_inner(),
        "quoted"
    );
    assert_eq!(read::<String>("007").unwrap().into_inner(), "007");
    assert_eq!(read::<String>("").unwrap().into_inner(), "");
    assert_eq!(read::<Value>("{]").unwrap().into_inner(), "{]");
    assert_eq!(read::<Value>("[1]").unwrap().into_inner()[0], 1);
    read::<()>("<<<").unwrap().into_inner();
    let reply = read::<Field<Option<i64>>>(r#"[{"F": 1}]"#).unwrap();
    assert_eq!(
        (reply.0, reply.warnings()[0].to_string().as_str()),
        (
            Some(1),
            "the response: expected an object, read the only element of a list"
        )
    );
}
