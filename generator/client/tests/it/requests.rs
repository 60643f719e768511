use std::collections::BTreeMap;

use acs_client::codegen::{
    Encode, JsonObject, Operation, OperationSpec, OperationType, Parameters, Value,
};
use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay};

use crate::domain::PRODUCT;

fn new() -> Parameters {
    Parameters::new()
}

/// Sends an operation and gives back what went out.
fn send(operation: impl Operation) -> Result<http::Request<bytes::Bytes>, Error> {
    let replay = Replay::new().json("{}");
    block_on(Client::replay(&replay).send(operation))?;
    Ok(replay.requests().remove(0))
}

macro_rules! operation {
    ($name:ident, $spec:expr) => {
        struct $name(Parameters);

        impl Operation for $name {
            type Response = ();
            const SPEC: &'static OperationSpec = $spec;

            acs_client::impl_operation!();
        }
    };
}

operation!(
    Rpc,
    &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read)
);
operation!(
    Json,
    &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Write).default_json_body("{}")
);
operation!(
    Form,
    &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Write).form_body()
);
operation!(
    Roa,
    &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read)
        .method("GET")
        .path("/apps:search/{Id}/[x]/{Other}")
);

#[track_caller]
fn query(set: fn(Parameters) -> Parameters, expected: &str) {
    let request = send(Rpc(set(Parameters::new()))).unwrap();
    assert_eq!(request.uri().query().unwrap_or_default(), expected);
}

fn tag(key: &str, value: Option<&str>) -> Value {
    JsonObject::default()
        .set("Key", key)
        .set("Value", value)
        .encode()
}

#[test]
fn scalars() {
    query(|r| r.query("A", "b c*~é/"), "A=b%20c%2A~%C3%A9%2F");
    query(|r| r.query("A", ""), "A=");
    query(|r| r.query("A", None::<String>), "");
    query(|r| r.query("A", -7_i64), "A=-7");
    query(|r| r.query("A", 1.0), "A=1.0");
    query(|r| r.query("A", f64::NAN), "");
    query(|r| r.query("A", true), "A=true");
    query(|r| r.query("A.1.B", Some("x".to_owned())), "A.1.B=x");
}

#[test]
fn flat_lists_and_objects() {
    query(
        |r| r.query("Tag", vec![tag("a", Some("1")), tag("b", None)]),
        "Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b",
    );
    query(|r| r.query("Ids", vec!["a", "b"]), "Ids.1=a&Ids.2=b");
    query(|r| r.query("Ids", Some(Vec::<String>::new())), "");
    query(
        |r| r.query("Map", BTreeMap::from([("k e".to_owned(), 1_i64)])),
        "Map.k%20e=1",
    );
    query(
        |r| r.query("Deep", vec![vec![1_i64, 2]]),
        "Deep.1.1=1&Deep.1.2=2",
    );
    query(|r| r.query("Tag", tag("a", None)), "Tag.Key=a");
}

#[test]
fn json_and_joined() {
    query(
        |r| r.query_json("A", vec![tag("é", None)]),
        "A=%5B%7B%22Key%22%3A%22%C3%A9%22%7D%5D",
    );
    query(|r| r.query_json("A", Vec::<String>::new()), "A=%5B%5D");
    query(|r| r.query_json("A", None::<Vec<String>>), "");
    query(|r| r.query_comma_separated("A", vec![1_i64, 2]), "A=1%2C2");
    query(|r| r.query_comma_separated("A", Vec::<String>::new()), "A=");
    query(|r| r.query_comma_separated("A", None::<Vec<String>>), "");
}

#[test]
fn parameters_are_sorted() {
    query(
        |r| r.query("b", 1_i64).query("B", 2_i64).query("a", 3_i64),
        "B=2&a=3&b=1",
    );
}

#[track_caller]
fn body(operation: impl Operation, content_type: &str, expected: &str) {
    let request = send(operation).unwrap();
    let sent = request
        .headers()
        .get("content-type")
        .map_or("", |value| value.to_str().unwrap());
    assert_eq!(
        (sent, std::str::from_utf8(request.body()).unwrap()),
        (content_type, expected)
    );
    let signed = request.headers()["authorization"]
        .to_str()
        .unwrap()
        .contains("=content-type;host");
    assert_eq!(signed, !content_type.is_empty());
}

#[test]
fn forms() {
    const FORM_TYPE: &str = "application/x-www-form-urlencoded";
    body(Form(new()), FORM_TYPE, "");
    body(
        Form(
            new()
                .form("b", "x y*~")
                .form("a", vec!["é"])
                .form_json("c", vec![1_i64])
                .form_comma_separated("d", vec!["1", "2"]),
        ),
        FORM_TYPE,
        "a.1=%C3%A9&b=x+y%2A~&c=%5B1%5D&d=1%2C2",
    );
    body(Rpc(new()), "", "");
}

#[test]
fn bodies() {
    const JSON: &str = "application/json; charset=utf-8";
    body(
        Rpc(new().body("body", vec![tag("é", None)])),
        JSON,
        r#"[{"Key":"é"}]"#,
    );
    body(Json(new()), JSON, "{}");
    body(Json(new().body("body", None::<&str>)), JSON, "{}");
    body(Rpc(new().body_json_text("body", "it's")), JSON, "it's");
    body(Rpc(new().body_json_text("body", None::<&str>)), "", "");
    body(
        Rpc(new().body_bytes("body", &b"\x01\x02"[..])),
        "application/octet-stream",
        "\x01\x02",
    );
}

#[test]
fn paths() {
    let request = send(Roa(new().path("Id", "a/b c~").path("Other", 7_i64))).unwrap();
    assert_eq!(request.uri().path(), "/apps%3Asearch/a%2Fb%20c~/%5Bx%5D/7");
    assert_eq!(request.method(), "GET");
    assert!(!request.headers().contains_key("content-length"));
}

#[test]
fn headers_and_hosts() {
    let request = send(Rpc(new()
        .header("X-Acs-Extra", " é ")
        .header("Accept", "text/plain")
        .header("x-acs-action", "Other")
        .header("x-unset", None::<String>)
        .host("project", "My-Project")))
    .unwrap();
    assert_eq!(request.headers()["x-acs-extra"].as_bytes(), "é".as_bytes());
    assert_eq!(request.headers()["accept"], "text/plain");
    assert_eq!(request.headers()["x-acs-action"], "Ask");
    assert!(!request.headers().contains_key("x-unset"));
    assert_eq!(
        request.headers()["host"],
        "my-project.domain-intl.aliyuncs.com"
    );
    assert_eq!(
        request.uri().host(),
        Some("my-project.domain-intl.aliyuncs.com")
    );
}

/// As of `x-oss-meta-*`: what stands for the star is the caller's.
#[test]
fn a_header_with_a_star_is_one_header_an_entry() {
    let meta = BTreeMap::from(
        [("owner", "me"), ("x-oss-meta-kind", "a b")].map(|(key, value)| (key.to_owned(), value)),
    );
    let request = send(Rpc(new().header("x-oss-meta-*", meta))).unwrap();
    assert_eq!(request.headers()["x-oss-meta-owner"], "me");
    assert_eq!(request.headers()["x-oss-meta-kind"], "a b");
}

operation!(
    Whole,
    &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read)
        .path("{Path}")
        .keep_slashes()
);

#[test]
fn a_path_may_be_a_parameter_as_a_whole() {
    let request = send(Whole(new().path("Path", "/a/b c"))).unwrap();
    assert_eq!(request.uri().path(), "/a/b%20c");
    for path in ["b.example/a", "@b.example", "/a/../b"] {
        assert!(send(Whole(new().path("Path", path))).is_err(), "{path}");
    }
}

#[test]
fn what_cannot_be_sent_is_refused() {
    #[track_caller]
    fn check(operation: impl Operation, message: &str) {
        let error = send(operation).unwrap_err();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::InvalidRequest, message)
        );
        assert_eq!(error.operation(), Some("Ask"));
    }
    check(Roa(new().path("Id", "")), "path parameter `Id` is empty");
    check(
        Roa(new().path("Id", None::<String>)),
        "path parameter `Id` has no value",
    );
    check(
        Roa(new().path("Id", "x")),
        "path parameter `Other` has no value",
    );
    let dots = new().path("Id", "..").path("Other", "x");
    check(Roa(dots), "a path parameter must not be `..`");
    check(
        Rpc(new().header("x-a", "1\r\nx-b: 2")),
        "`x-a` cannot be sent as a header",
    );
    check(
        Rpc(new().host("project", "evil.com/")),
        "`project` cannot be part of a host name",
    );
    check(
        Rpc(new().host("project", "evil.com#")),
        "`project` cannot be part of a host name",
    );
}

#[test]
fn requests_are_equal_where_they_send_the_same() {
    let one = new()
        .query("A", 1_i64)
        .query("B", "b")
        .query("C", None::<i64>);
    let other = new().query("B", "a").query("A", 1_i64).query("B", "b");
    assert_eq!(one, other);
    assert_ne!(one, new().query("A", 1_i64));
    assert_ne!(new().query("A", "1"), new().form("A", "1"));
    assert_eq!(format!("{one:?}"), r#"{"A": 1, "B": "b"}"#);
    assert_eq!(one.query("B", Value::Null), new().query("A", 1_i64));
}
