//! Signed requests as a client sends them: which signatures a product accepts, the region, the headers, redaction.

use acs_client::codegen::Parameters;
use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Error, ErrorKind, Replay, SignatureVersion};
use bytes::Bytes;

use super::NO_BODY;
use super::schemes::{Oss, Pds, Rpc, Sls, access_key, hello_body, sign};
use crate::domain::SaveTask;

#[test]
fn rejects_signatures_and_credentials_a_product_does_not_accept() {
    #[track_caller]
    fn check(sent: Result<http::Request<Bytes>, Error>, kind: ErrorKind, message: &str) {
        let error = sent.unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, message));
        assert_eq!(error.operation(), Some("CreateThing"));
    }
    let message = |problem: &str| format!("{problem}; use a client without `Builder::signature`");
    check(
        sign(Oss(hello_body()), access_key(), Some(SignatureVersion::V1)),
        ErrorKind::Configuration,
        &message("Oss does not accept signature version V1"),
    );
    check(
        sign(Sls(hello_body()), access_key(), Some(SignatureVersion::V3)),
        ErrorKind::Configuration,
        &message("Sls does not accept signature version V3"),
    );
    check(
        sign(Pds(hello_body()), access_key(), Some(SignatureVersion::V3)),
        ErrorKind::Configuration,
        &message("Pds does not accept signature version V3"),
    );
    let bearer = || Credentials::bearer("b3arer");
    check(
        sign(Oss(hello_body()), bearer(), None),
        ErrorKind::Credentials,
        "Oss does not accept a bearer token; use an access key",
    );
    check(
        sign(Sls(hello_body()), bearer(), None),
        ErrorKind::Credentials,
        "Sls does not accept a bearer token; use an access key",
    );
    check(
        sign(Rpc(hello_body()), Credentials::bearer(""), None),
        ErrorKind::Credentials,
        "the bearer token is empty",
    );
}

/// The signature covers the region, so the region must be set or known from the endpoint.
#[test]
fn needs_a_region_for_object_storage() {
    let send = |endpoint: &str| {
        let replay = Replay::new().json("{}");
        let builder = Client::builder()
            .credentials(access_key())
            .endpoint(endpoint);
        let client = builder.transport(replay.clone()).build().unwrap();
        block_on(client.send(Oss(Parameters::new().host("bucket", "photos"))))?;
        Ok::<_, Error>(replay.requests().remove(0))
    };
    let request = send("b.example.com").unwrap();
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert!(
        authorization.contains("/20260102/b/oss/"),
        "{authorization}"
    );
    assert_eq!(request.uri().host(), Some("photos.b.example.com"));
    let error = send("elsewhere.example.com").unwrap_err();
    let message = "Oss requires a region in the signature; set one with `Builder::region`";
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Endpoint, message)
    );
}

#[test]
fn sends_the_headers_of_the_protocol() {
    let replay = Replay::new().json("{}").json("{}");
    let client = Client::replay(&replay);
    for _ in 0..2 {
        block_on(client.send(SaveTask::new("ST2017").lang("en"))).unwrap();
    }

    let requests = replay.requests();
    let header =
        |index: usize, name: &str| requests[index].headers()[name].to_str().unwrap().to_owned();
    assert_eq!(requests[0].method(), "POST");
    assert_eq!(
        requests[0].uri().path_and_query().unwrap(),
        "/?InstanceId=ST2017&Lang=en"
    );
    assert_eq!(requests[0].body(), "");
    for (name, value) in [
        ("x-acs-action", "SaveSingleTaskForSynchronizingDnsHost"),
        ("x-acs-version", "2018-01-29"),
        ("x-acs-date", "2026-01-02T03:04:05Z"),
        ("x-acs-signature-nonce", "00000000000000000000000000000001"),
        ("x-acs-content-sha256", NO_BODY),
        ("accept", "application/json"),
        ("user-agent", "acs-client/0.1.0"),
        ("content-length", "0"),
    ] {
        assert_eq!(header(0, name), value);
    }
    assert!(!requests[0].headers().contains_key("content-type"));
    assert_eq!(
        header(1, "x-acs-signature-nonce"),
        "00000000000000000000000000000002"
    );
    assert_ne!(header(0, "authorization"), header(1, "authorization"));
}

/// A service may echo the text it would have signed, in which the token is percent-encoded twice.
#[test]
fn redacts_the_security_token_in_an_echoed_query() {
    let replay = Replay::new().error(
        403,
        r#"{"Code": "SignatureDoesNotMatch", "Message": "SecurityToken%3Dt%252Fk, not t%2Fk, not t/k"}"#,
    );
    let builder = Client::builder().credentials(access_key().with_security_token("t/k"));
    let builder = builder.region("b").signature(SignatureVersion::V1);
    let client = builder.transport(replay.clone()).build().unwrap();
    let error = block_on(client.send(Rpc(Parameters::new()))).unwrap_err();
    assert_eq!(error.message(), "SecurityToken%3D***, not ***, not ***");
    assert!(!format!("{replay:?}").contains("t%2Fk"));
}
