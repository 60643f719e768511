//! Decoding of response bodies, and the warnings for coercions.

mod keys;
mod lists;
mod objects;
mod payloads;
mod scalars;
mod warnings;

use std::fmt::Debug;
use std::marker::PhantomData;

use acs_client::codegen::{
    Decode, DecodeObject, ObjectReader, Operation, OperationSpec, OperationType, Parameters,
};
use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay, Response};

use crate::domain::PRODUCT;

/// An operation whose response has any type.
struct Describe<T>(Parameters, PhantomData<fn() -> T>);

impl<T: Decode + Send + Sync + 'static> Operation for Describe<T> {
    type Response = T;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read);

    acs_client::impl_operation!();
}

/// Decodes the body of a successful response.
fn decode<T: Decode + Send + Sync + 'static>(body: &str) -> Result<Response<T>, Error> {
    let operation = Describe(Parameters::new(), PhantomData);
    block_on(Client::replay(&Replay::new().json(body)).send(operation))
}

/// Returns the warnings of a response as text.
fn warnings<T>(response: &Response<T>) -> Vec<String> {
    response
        .warnings()
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// An object with one field, `F`.
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

/// Asserts that `{"F": value}`, or `value` itself if it is XML, decodes to `expected` with these warnings.
#[track_caller]
fn check<T>(value: &str, expected: T, expected_warnings: &[&str])
where
    T: Decode + Debug + PartialEq + Send + Sync + 'static,
{
    let body = if value.starts_with('<') {
        value.to_owned()
    } else {
        format!(r#"{{"F": {value}}}"#)
    };
    let response = decode::<Field<T>>(&body).unwrap();
    assert_eq!(response.0, expected);
    assert_eq!(warnings(&response), expected_warnings);
}

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: Some(key.to_owned()),
        value: value.to_owned(),
    }
}
