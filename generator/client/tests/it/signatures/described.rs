//! What a description says of signatures: operations that anybody may call, and products that want the older one.

use acs_client::codegen::{
    ApiStyle, EmptyResponse, Operation, OperationSpec, OperationType, Parameters, Product,
    SignatureVersion,
};
use acs_client::credentials::DefaultCredentialsChain;
use acs_client::replay::block_on;
use acs_client::{Client, Environment, Replay};
use bytes::Bytes;

macro_rules! operation {
    ($name:ident, $style:ident, $said:ident($($argument:expr)?)) => {
        struct $name;

        impl Operation for $name {
            type Response = EmptyResponse;
            const SPEC: &'static OperationSpec = {
                static PRODUCT: Product = Product {
                    name: "Demo",
                    version: "2026-01-01",
                    style: ApiStyle::$style,
                    endpoints: &[("cn-hangzhou", "demo.example.com")],
                };
                &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Read).$said($($argument)?)
            };

            fn into_parameters(self) -> Parameters {
                Parameters::new().query("k", "v")
            }

            fn into_response(
                outcome: acs_client::codegen::RawResult,
            ) -> Result<acs_client::Response<EmptyResponse>, acs_client::Error> {
                acs_client::codegen::into_typed(outcome)
            }
        }
    };
}

operation!(OpenRpc, Rpc, anonymous());
operation!(OpenRoa, Roa, anonymous());
operation!(OpenPds, Pds, anonymous());
operation!(OpenOss, Oss, anonymous());
operation!(OpenSls, Sls, anonymous());
operation!(Old, Rpc, signature(SignatureVersion::V1));
operation!(OldRoa, Roa, signature(SignatureVersion::V1));

/// A client that has no credentials at all.
fn by_nobody(operation: impl Operation) -> http::Request<Bytes> {
    let replay = Replay::new().json("{}");
    let client = Client::builder()
        .credentials(DefaultCredentialsChain::new(&Environment::with(|_| None)))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    block_on(client.send(operation)).unwrap();
    replay.requests().remove(0)
}

#[test]
fn what_anybody_may_call_needs_no_credentials() {
    for sent in [
        by_nobody(OpenRpc),
        by_nobody(OpenRoa),
        by_nobody(OpenPds),
        by_nobody(OpenOss),
        by_nobody(OpenSls),
    ] {
        assert!(!sent.headers().contains_key("authorization"), "{sent:?}");
    }
}

#[test]
fn it_is_sent_as_the_official_sdk_sends_it() {
    let query = by_nobody(OpenRpc).uri().query().unwrap().to_owned();
    let names: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    assert_eq!(
        names,
        [
            "Action",
            "Format",
            "SignatureNonce",
            "Timestamp",
            "Version",
            "k"
        ]
    );
    let roa = by_nobody(OpenRoa);
    assert_eq!(roa.uri().query(), Some("k=v"));
    assert_eq!(roa.headers()["x-acs-action"], "Ask");
    assert!(roa.headers().contains_key("date"));
}

#[test]
fn credentials_stay_at_home_where_nobody_wants_them() {
    let replay = Replay::new().json("{}");
    block_on(Client::replay(&replay).send(OpenRpc)).unwrap();
    assert!(!format!("{:?}", replay.requests()).contains("testid"));
}

#[test]
fn a_product_may_want_the_older_signature_and_a_client_another() {
    let sent = |operation: fn(&Client) -> bool, chosen: Option<SignatureVersion>| {
        let replay = Replay::new().json("{}");
        let builder =
            Client::builder().credentials(super::Credentials::new("testid", "testsecret"));
        let builder = builder.region("cn-hangzhou").transport(replay.clone());
        let builder = match chosen {
            Some(signature) => builder.signature(signature),
            None => builder,
        };
        assert!(operation(&builder.build().unwrap()));
        replay.requests().remove(0)
    };
    let rpc = |client: &Client| block_on(client.send(Old)).is_ok();
    let query = sent(rpc, None).uri().query().unwrap().to_owned();
    assert!(query.contains("SignatureMethod=HMAC-SHA1"), "{query}");
    let modern = sent(rpc, Some(SignatureVersion::V3));
    assert!(
        modern.headers()["authorization"]
            .to_str()
            .unwrap()
            .starts_with("ACS3-HMAC-SHA256 ")
    );
    let roa = |client: &Client| block_on(client.send(OldRoa)).is_ok();
    let roa = sent(roa, None);
    assert!(
        roa.headers()["authorization"]
            .to_str()
            .unwrap()
            .starts_with("acs testid:")
    );
}
