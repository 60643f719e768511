//! Serialization of parameters into query, form, body, path, headers and host.

use std::collections::BTreeMap;

use acs_client::codegen::{
    Encode, JsonObject, Operation, OperationSpec, OperationType, Parameters, Value,
};
use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay};

use crate::domain::PRODUCT;

/// Sends an operation and returns the request that reached the transport.
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
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read)
);
operation!(
    Json,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Write).default_json_body("{}")
);
operation!(
    Form,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Write).form_body()
);
operation!(
    Roa,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read)
        .method("GET")
        .path("/apps:search/{Id}/[x]/{Other}")
);

#[track_caller]
fn check_query(add: fn(Parameters) -> Parameters, expected: &str) {
    let request = send(Rpc(add(Parameters::new()))).unwrap();
    assert_eq!(request.uri().query().unwrap_or_default(), expected);
}

fn tag(key: &str, value: Option<&str>) -> Value {
    JsonObject::default()
        .set("Key", key)
        .set("Value", value)
        .encode()
}

#[test]
fn serializes_scalars_in_the_query() {
    check_query(|p| p.query("A", "b c*~é/"), "A=b%20c%2A~%C3%A9%2F");
    check_query(|p| p.query("A", ""), "A=");
    check_query(|p| p.query("A", None::<String>), "");
    check_query(|p| p.query("A", -7_i64), "A=-7");
    check_query(|p| p.query("A", 1.0), "A=1.0");
    check_query(|p| p.query("A", f64::NAN), "");
    check_query(|p| p.query("A", true), "A=true");
    check_query(|p| p.query("A.1.B", Some("x".to_owned())), "A.1.B=x");
}

#[test]
fn flattens_lists_and_objects_in_the_query() {
    check_query(
        |p| p.query("Tag", vec![tag("a", Some("1")), tag("b", None)]),
        "Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b",
    );
    check_query(|p| p.query("Ids", vec!["a", "b"]), "Ids.1=a&Ids.2=b");
    check_query(|p| p.query("Ids", Some(Vec::<String>::new())), "");
    check_query(
        |p| p.query("Map", BTreeMap::from([("k e".to_owned(), 1_i64)])),
        "Map.k%20e=1",
    );
    check_query(
        |p| p.query("Deep", vec![vec![1_i64, 2]]),
        "Deep.1.1=1&Deep.1.2=2",
    );
    check_query(|p| p.query("Tag", tag("a", None)), "Tag.Key=a");
}

#[test]
fn serializes_json_and_comma_separated_values_in_the_query() {
    check_query(
        |p| p.query_json("A", vec![tag("é", None)]),
        "A=%5B%7B%22Key%22%3A%22%C3%A9%22%7D%5D",
    );
    check_query(|p| p.query_json("A", Vec::<String>::new()), "A=%5B%5D");
    check_query(|p| p.query_json("A", None::<Vec<String>>), "");
    check_query(|p| p.query_comma_separated("A", vec![1_i64, 2]), "A=1%2C2");
    check_query(|p| p.query_comma_separated("A", Vec::<String>::new()), "A=");
    check_query(|p| p.query_comma_separated("A", None::<Vec<String>>), "");
}

#[test]
fn sorts_query_parameters() {
    check_query(
        |p| p.query("b", 1_i64).query("B", 2_i64).query("a", 3_i64),
        "B=2&a=3&b=1",
    );
}

#[track_caller]
fn check_body(operation: impl Operation, content_type: &str, expected: &str) {
    let request = send(operation).unwrap();
    let actual_type = request
        .headers()
        .get("content-type")
        .map_or("", |value| value.to_str().unwrap());
    assert_eq!(
        (actual_type, std::str::from_utf8(request.body()).unwrap()),
        (content_type, expected)
    );
    let signed = request.headers()["authorization"]
        .to_str()
        .unwrap()
        .contains("=content-type;host");
    assert_eq!(signed, !content_type.is_empty());
}

#[test]
fn serializes_forms() {
    const FORM_TYPE: &str = "application/x-www-form-urlencoded";
    check_body(Form(Parameters::new()), FORM_TYPE, "");
    check_body(
        Form(
            Parameters::new()
                .form("b", "x y*~")
                .form("a", vec!["é"])
                .form_json("c", vec![1_i64])
                .form_comma_separated("d", vec!["1", "2"]),
        ),
        FORM_TYPE,
        "a.1=%C3%A9&b=x+y%2A~&c=%5B1%5D&d=1%2C2",
    );
    check_body(Rpc(Parameters::new()), "", "");
}

#[test]
fn serializes_bodies() {
    const JSON: &str = "application/json; charset=utf-8";
    check_body(
        Rpc(Parameters::new().body("body", vec![tag("é", None)])),
        JSON,
        r#"[{"Key":"é"}]"#,
    );
    check_body(Json(Parameters::new()), JSON, "{}");
    check_body(
        Json(Parameters::new().body("body", None::<&str>)),
        JSON,
        "{}",
    );
    check_body(
        Rpc(Parameters::new().body_json_text("body", "it's")),
        JSON,
        "it's",
    );
    check_body(
        Rpc(Parameters::new().body_json_text("body", None::<&str>)),
        "",
        "",
    );
    check_body(
        Rpc(Parameters::new().body_bytes("body", &b"\x01\x02"[..])),
        "application/octet-stream",
        "\x01\x02",
    );
}

#[test]
fn encodes_path_parameters() {
    let request = send(Roa(Parameters::new()
        .path("Id", "a/b c~")
        .path("Other", 7_i64)))
    .unwrap();
    assert_eq!(request.uri().path(), "/apps%3Asearch/a%2Fb%20c~/%5Bx%5D/7");
    assert_eq!(request.method(), "GET");
    assert!(!request.headers().contains_key("content-length"));
}

#[test]
fn sets_headers_and_the_host_label() {
    let request = send(Rpc(Parameters::new()
        .header("X-Acs-Extra", " é ")
        .header("Accept", "text/plain")
        .header("x-acs-action", "Other")
        .header("x-unset", None::<String>)
        .host("project", "My-Project")))
    .unwrap();
    assert_eq!(request.headers()["x-acs-extra"].as_bytes(), "é".as_bytes());
    assert_eq!(request.headers()["accept"], "text/plain");
    assert_eq!(request.headers()["x-acs-action"], "Describe");
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

/// A header name such as `x-oss-meta-*` stands for one header per entry of a map.
#[test]
fn expands_a_header_with_a_star_to_one_header_per_entry() {
    let meta = BTreeMap::from(
        [("owner", "me"), ("x-oss-meta-kind", "a b")].map(|(key, value)| (key.to_owned(), value)),
    );
    let request = send(Rpc(Parameters::new().header("x-oss-meta-*", meta))).unwrap();
    assert_eq!(request.headers()["x-oss-meta-owner"], "me");
    assert_eq!(request.headers()["x-oss-meta-kind"], "a b");
}

operation!(
    WholePath,
    &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read)
        .path("{Path}")
        .keep_slashes()
);

#[test]
fn accepts_a_parameter_that_is_the_whole_path() {
    let request = send(WholePath(Parameters::new().path("Path", "/a/b c"))).unwrap();
    assert_eq!(request.uri().path(), "/a/b%20c");
    for path in ["b.example/a", "@b.example", "/a/../b"] {
        assert!(
            send(WholePath(Parameters::new().path("Path", path))).is_err(),
            "{path}"
        );
    }
}

#[test]
fn rejects_values_that_cannot_be_sent() {
    #[track_caller]
    fn check(operation: impl Operation, message: &str) {
        let error = send(operation).unwrap_err();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::InvalidRequest, message)
        );
        assert_eq!(error.operation(), Some("Describe"));
    }
    check(
        Roa(Parameters::new().path("Id", "")),
        "path parameter `Id` is empty",
    );
    check(
        Roa(Parameters::new().path("Id", None::<String>)),
        "path parameter `Id` has no value",
    );
    check(
        Roa(Parameters::new().path("Id", "x")),
        "path parameter `Other` has no value",
    );
    let dots = Parameters::new().path("Id", "..").path("Other", "x");
    check(Roa(dots), "a path parameter must not be `..`");
    check(
        Rpc(Parameters::new().header("x-a", "1\r\nx-b: 2")),
        "`x-a` cannot be sent as a header",
    );
    check(
        Rpc(Parameters::new().host("project", "evil.com/")),
        "`project` cannot be part of a host name",
    );
    check(
        Rpc(Parameters::new().host("project", "evil.com#")),
        "`project` cannot be part of a host name",
    );
}

#[test]
fn compares_parameters_by_what_they_send() {
    let first = Parameters::new()
        .query("A", 1_i64)
        .query("B", "b")
        .query("C", None::<i64>);
    let second = Parameters::new()
        .query("B", "a")
        .query("A", 1_i64)
        .query("B", "b");
    assert_eq!(first, second);
    assert_ne!(first, Parameters::new().query("A", 1_i64));
    assert_ne!(
        Parameters::new().query("A", "1"),
        Parameters::new().form("A", "1")
    );
    assert_eq!(format!("{first:?}"), r#"{"A": 1, "B": "b"}"#);
    assert_eq!(
        first.query("B", Value::Null),
        Parameters::new().query("A", 1_i64)
    );
}
