//! Signatures that an operation specification chooses: none for anonymous operations, or V1.

use acs_client::codegen::{
    ApiStyle, EmptyResponse, Operation, OperationSpec, OperationType, Parameters, Product,
    SignatureVersion,
};
use acs_client::credentials::DefaultCredentialsChain;
use acs_client::replay::block_on;
use acs_client::{Client, Environment, Replay};
use bytes::Bytes;

macro_rules! operation {
    ($name:ident, $style:ident, $setter:ident($($argument:expr)?)) => {
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
                &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Read).$setter($($argument)?)
            };

            fn into_parameters(self) -> Parameters {
                Parameters::new().query("k", "v")
            }

            fn into_response(
                result: acs_client::codegen::RawResult,
            ) -> Result<acs_client::Response<EmptyResponse>, acs_client::Error> {
                acs_client::codegen::into_typed(result)
            }
        }
    };
}

operation!(AnonymousRpc, Rpc, anonymous());
operation!(AnonymousRoa, Roa, anonymous());
operation!(AnonymousPds, Pds, anonymous());
operation!(AnonymousOss, Oss, anonymous());
operation!(AnonymousSls, Sls, anonymous());
operation!(RpcV1, Rpc, signature(SignatureVersion::V1));
operation!(RoaV1, Roa, signature(SignatureVersion::V1));

/// Sends an operation with a client that finds no credentials, and returns the request.
fn send_without_credentials(operation: impl Operation) -> http::Request<Bytes> {
    let replay = Replay::new().json("{}");
    let client = Client::builder()
        .credentials(DefaultCredentialsChain::new().environment(&Environment::from_vars(|_| None)))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    block_on(client.send(operation)).unwrap();
    replay.requests().remove(0)
}

#[test]
fn needs_no_credentials_for_anonymous_operations() {
    for request in [
        send_without_credentials(AnonymousRpc),
        send_without_credentials(AnonymousRoa),
        send_without_credentials(AnonymousPds),
        send_without_credentials(AnonymousOss),
        send_without_credentials(AnonymousSls),
    ] {
        assert!(
            !request.headers().contains_key("authorization"),
            "{request:?}"
        );
    }
}

#[test]
fn sends_anonymous_requests_like_the_official_sdk() {
    let query = send_without_credentials(AnonymousRpc)
        .uri()
        .query()
        .unwrap()
        .to_owned();
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
    let roa = send_without_credentials(AnonymousRoa);
    assert_eq!(roa.uri().query(), Some("k=v"));
    assert_eq!(roa.headers()["x-acs-action"], "Describe");
    assert!(roa.headers().contains_key("date"));
}

#[test]
fn sends_no_credentials_with_an_anonymous_operation() {
    let replay = Replay::new().json("{}");
    block_on(Client::replay(&replay).send(AnonymousRpc)).unwrap();
    assert!(!format!("{:?}", replay.requests()).contains("testid"));
}

#[test]
fn signs_with_v1_unless_the_client_chooses_another_signature() {
    let send = |operation: fn(&Client) -> bool, signature: Option<SignatureVersion>| {
        let replay = Replay::new().json("{}");
        let builder =
            Client::builder().credentials(super::Credentials::new("testid", "testsecret"));
        let builder = builder.region("cn-hangzhou").transport(replay.clone());
        let builder = match signature {
            Some(signature) => builder.signature(signature),
            None => builder,
        };
        assert!(operation(&builder.build().unwrap()));
        replay.requests().remove(0)
    };
    let rpc = |client: &Client| block_on(client.send(RpcV1)).is_ok();
    let query = send(rpc, None).uri().query().unwrap().to_owned();
    assert!(query.contains("SignatureMethod=HMAC-SHA1"), "{query}");
    let v3 = send(rpc, Some(SignatureVersion::V3));
    assert!(
        v3.headers()["authorization"]
            .to_str()
            .unwrap()
            .starts_with("ACS3-HMAC-SHA256 ")
    );
    let roa = |client: &Client| block_on(client.send(RoaV1)).is_ok();
    let roa = send(roa, None);
    assert!(
        roa.headers()["authorization"]
            .to_str()
            .unwrap()
            .starts_with("acs testid:")
    );
}
