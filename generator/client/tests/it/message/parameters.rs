//! Serialization of parameters into the query, a form or a body.

use std::collections::BTreeMap;

use acs_client::codegen::{
    Encode, JsonObject, Operation, OperationSpec, OperationType, Parameters, Value,
};
use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use crate::domain::PRODUCT;

/// Sends an operation and returns the request that reached the transport.
fn send(operation: impl Operation) -> Result<http::Request<bytes::Bytes>, Error> {
    let replay = Replay::new().json("{}");
    block_on(Client::replay(&replay).send(operation))?;
    Ok(replay.requests().remove(0))
}

/// Declares an operation with a specification.
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

// Declared after the macro, which the module uses.
mod path_and_headers;

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
/// Asserts the query of a request with these parameters.
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

/// Asserts the content type and body of a request, and that a content type is signed.
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
