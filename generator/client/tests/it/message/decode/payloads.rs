//! Whole payloads: JSON, XML, plain text and nothing.

use acs_client::EmptyResponse;
use acs_client::codegen::Value;

use super::{Field, Tags, check, decode, tag};

#[test]
fn decodes_xml_without_warnings() {
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
fn decodes_payloads_of_any_kind() {
    assert_eq!(decode::<Vec<i64>>("[1, 2]").unwrap().into_inner(), [1, 2]);
    assert_eq!(
        decode::<String>("plain text").unwrap().into_inner(),
        "plain text"
    );
    assert_eq!(
        decode::<String>(r#""quoted""#).unwrap().into_inner(),
        "quoted"
    );
    assert_eq!(decode::<String>("007").unwrap().into_inner(), "007");
    assert_eq!(decode::<String>("").unwrap().into_inner(), "");
    assert_eq!(decode::<Value>("{]").unwrap().into_inner(), "{]");
    assert_eq!(decode::<Value>("[1]").unwrap().into_inner()[0], 1);
    decode::<()>("<<<").unwrap().into_inner();
    let response = decode::<Field<Option<i64>>>(r#"[{"F": 1}]"#).unwrap();
    assert_eq!(
        (response.0, response.warnings()[0].to_string().as_str()),
        (
            Some(1),
            "the response: expected an object, read the only element of a list"
        )
    );
}

#[test]
fn decodes_a_response_with_only_a_request_id() {
    let response = decode::<EmptyResponse>(r#"{"RequestId": "0F1B"}"#).unwrap();
    assert_eq!(response.request_id, "0F1B");
}
