//! What a client adds to a message, by the style of the product and the signature that was chosen.

use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Error, ErrorKind, Replay, SignatureVersion};
use bytes::Bytes;

use crate::domain::SaveTask;

macro_rules! product {
    ($name:ident) => {
        struct $name(Parameters);

        impl Operation for $name {
            type Response = ();
            const SPEC: &'static OperationSpec = {
                static PRODUCT: Product = Product {
                    name: stringify!($name),
                    version: "2026-01-01",
                    style: ApiStyle::$name,
                    endpoints: &[("cn-hangzhou", "a.example.com"), ("b", "b.example.com")],
                };
                &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Write)
                    .path("/a")
                    .keep_slashes()
            };

            acs_client::impl_operation!();
        }
    };
}

product!(Rpc);
product!(Roa);
product!(Pds);
product!(Oss);
product!(Sls);

fn sent(
    operation: impl Operation,
    credentials: Credentials,
    signature: Option<SignatureVersion>,
) -> Result<http::Request<Bytes>, Error> {
    let replay = Replay::new().json("{}");
    let mut builder = Client::builder()
        .credentials(credentials)
        .region("cn-hangzhou")
        .transport(replay.clone());
    if let Some(signature) = signature {
        builder = builder.signature(signature);
    }
    block_on(builder.build()?.send(operation))?;
    assert_eq!(replay.actions(), ["Ask"]);
    Ok(replay.requests().remove(0))
}

fn key() -> Credentials {
    Credentials::new("testid", "testsecret")
}

fn body() -> Parameters {
    Parameters::new()
        .query("k", "v")
        .body_untyped("body", "hello")
}

/// The query, and each header but those of every message, a line each.
fn shown(request: &http::Request<Bytes>) -> String {
    let common = |name: &str| {
        ["accept", "content-length", "host", "user-agent"].contains(&name)
            || ["x-acs-action", "x-acs-version"].contains(&name)
    };
    let mut lines: Vec<_> = request
        .headers()
        .iter()
        .filter(|(name, _)| !common(name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    lines.sort();
    lines.insert(0, request.uri().query().unwrap_or_default().to_owned());
    lines.join("\n")
}

/// `expected` ends lines with `…` where a signature follows.
#[track_caller]
fn check(request: Result<http::Request<Bytes>, Error>, expected: &str) {
    let shown = shown(&request.unwrap());
    let (mut found, mut wanted) = (shown.lines(), expected.lines());
    for wanted in wanted.by_ref() {
        let found = found.next().unwrap_or_default();
        match wanted.strip_suffix('…') {
            Some(start) => assert!(found.starts_with(start), "{found}, expected {wanted}"),
            None => assert_eq!(found, wanted),
        }
    }
    assert_eq!(found.next(), None);
}

const NONCE: &str = "x-acs-signature-nonce: 00000000000000000000000000000001";

#[test]
fn acs3() {
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let rest = format!("x-acs-content-sha256: {hash}\nx-acs-date: 2026-01-02T03:04:05Z\n{NONCE}");
    let names =
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let signed = format!(
        "authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders={names},Signature=…"
    );
    for signature in [None, Some(SignatureVersion::V3)] {
        check(
            sent(Rpc(body()), key(), signature),
            &format!("k=v\n{signed}\n{rest}"),
        );
        check(
            sent(Roa(body()), key(), signature),
            &format!("k=v\n{signed}\n{rest}"),
        );
    }
    let bearer = || Credentials::bearer("b3arer");
    check(
        sent(Rpc(body()), bearer(), None),
        &format!("SignatureType=BEARERTOKEN&k=v\nx-acs-bearer-token: b3arer\n{rest}"),
    );
    check(
        sent(Roa(body()), bearer(), None),
        &format!("k=v\nx-acs-bearer-token: b3arer\n{rest}\nx-acs-signature-type: BEARERTOKEN"),
    );
    check(
        sent(Rpc(body()), Credentials::anonymous(), None),
        &format!("Format=json&k=v\n{rest}"),
    );
    check(
        sent(Roa(body()), Credentials::anonymous(), None),
        &format!("k=v\n{rest}"),
    );
}

#[test]
fn rpc1() {
    let ask = |credentials| {
        sent(
            Rpc(Parameters::new().query("k", "v")),
            credentials,
            Some(SignatureVersion::V1),
        )
    };
    let nonce = "SignatureNonce=00000000000000000000000000000001";
    let time = "Timestamp=2026-01-02T03%3A04%3A05Z&Version=2026-01-01";
    let request = ask(key().with_security_token("t/k")).unwrap();
    let query = request.uri().query().unwrap();
    let (start, rest) = query.split_once("&Signature=").unwrap();
    assert_eq!(
        start,
        "AccessKeyId=testid&Action=Ask&Format=json&SecurityToken=t%2Fk"
    );
    let (_, rest) = rest.split_once('&').unwrap();
    assert_eq!(
        rest,
        format!("SignatureMethod=HMAC-SHA1&{nonce}&SignatureVersion=1.0&{time}&k=v")
    );

    check(
        ask(Credentials::bearer("b3arer")),
        &format!(
            "Action=Ask&BearerToken=b3arer&Format=json&{nonce}&SignatureType=BEARERTOKEN&{time}&k=v\n{NONCE}"
        ),
    );
    check(
        ask(Credentials::anonymous()),
        &format!("Action=Ask&Format=json&{nonce}&{time}&k=v\n{NONCE}"),
    );
}

#[test]
fn roa1() {
    let head = "content-md5: XUFAKrxLKna5cZ2REBfFkg==\ndate: Fri, 02 Jan 2026 03:04:05 GMT";
    let version = "x-acs-signature-method: HMAC-SHA1";
    let tail = format!("{NONCE}\nx-acs-signature-version: 1.0");
    let signed = format!("k=v\nauthorization: acs testid:…\n{head}\n{version}\n{tail}");
    check(
        sent(Roa(body()), key(), Some(SignatureVersion::V1)),
        &signed,
    );
    check(
        sent(Pds(body()), key(), Some(SignatureVersion::V1)),
        &signed,
    );
    check(sent(Pds(body()), key(), None), &signed);
    check(
        sent(Pds(body()), key().with_security_token("t"), None),
        &format!(
            "k=v\nauthorization: acs testid:…\n{head}\nx-acs-accesskey-id: testid\nx-acs-security-token: t\n{version}\n{tail}"
        ),
    );
    let bearer = || Credentials::bearer("b3arer");
    check(
        sent(Pds(body()), bearer(), None),
        &format!(
            "k=v\nauthorization: Bearer b3arer\n{head}\nx-acs-bearer-token: b3arer\n{version}\n{tail}"
        ),
    );
    check(
        sent(Roa(body()), bearer(), Some(SignatureVersion::V1)),
        &format!(
            "k=v\n{head}\nx-acs-bearer-token: b3arer\n{version}\n{NONCE}\nx-acs-signature-type: BEARERTOKEN\n\
             x-acs-signature-version: 1.0"
        ),
    );
}

#[test]
fn oss4() {
    let scope = "20260102/cn-hangzhou/oss/aliyun_v4_request";
    let signed = format!("authorization: OSS4-HMAC-SHA256 Credential=testid/{scope},Signature=…");
    let rest = "x-oss-content-sha256: UNSIGNED-PAYLOAD\nx-oss-date: 20260102T030405Z";
    let digest = "content-md5: XUFAKrxLKna5cZ2REBfFkg==";
    check(
        sent(Oss(body()), key(), None),
        &format!("k=v\n{signed}\n{digest}\n{rest}"),
    );
    check(
        sent(Oss(Parameters::new()), key().with_security_token("t"), None),
        &format!("\n{signed}\n{rest}\nx-oss-security-token: t"),
    );
    check(
        sent(Oss(Parameters::new()), Credentials::anonymous(), None),
        &format!("\n{rest}"),
    );
}

#[test]
fn sls() {
    let signed = "authorization: LOG testid:…";
    let date = "date: Fri, 02 Jan 2026 03:04:05 GMT";
    let digest = "content-md5: 5D41402ABC4B2A76B9719D911017C592";
    let rest = "x-log-apiversion: 0.6.0\nx-log-bodyrawsize";
    let method = "x-log-signaturemethod: hmac-sha256";
    check(
        sent(Sls(body()), key(), None),
        &format!("k=v\n{signed}\n{digest}\n{date}\n{rest}: 5\n{method}"),
    );
    let compressed = body().header("x-log-bodyrawsize", "50");
    check(
        sent(Sls(compressed), key().with_security_token("t"), None),
        &format!("k=v\n{signed}\n{digest}\n{date}\nx-acs-security-token: t\n{rest}: 50\n{method}"),
    );
    check(
        sent(Sls(Parameters::new()), Credentials::anonymous(), None),
        &format!("\n{date}\n{rest}: 0"),
    );
}

/// With the digests, each scheme but V1 of RPC signs the body, and V1 of RPC signs a form.
#[test]
fn a_body_is_signed() {
    #[track_caller]
    fn check<O: Operation>(
        operation: fn(Parameters) -> O,
        signature: Option<SignatureVersion>,
        field: &str,
    ) {
        let [one, other] = ["a", "b"].map(|text| {
            let parameters = match field {
                "form" => Parameters::new().form("f", text),
                _ => Parameters::new().body_untyped("body", text),
            };
            let request = sent(operation(parameters), key(), signature).unwrap();
            let header = request.headers().get("authorization").cloned();
            (header, request.uri().clone())
        });
        assert_ne!(one, other);
    }
    check(Rpc, None, "body");
    check(Roa, None, "body");
    check(Roa, Some(SignatureVersion::V1), "body");
    check(Pds, None, "body");
    check(Oss, None, "body");
    check(Sls, None, "body");
    check(Rpc, Some(SignatureVersion::V1), "form");
}

#[test]
fn what_cannot_be_signed_is_refused_with_a_message() {
    #[track_caller]
    fn check(sent: Result<http::Request<Bytes>, Error>, kind: ErrorKind, message: &str) {
        let error = sent.unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, message));
        assert_eq!(error.operation(), Some("Ask"));
    }
    let setup = |name: &str| format!("{name}: use a client with no `Builder::signature` for it");
    check(
        sent(Oss(body()), key(), Some(SignatureVersion::V1)),
        ErrorKind::Configuration,
        &setup("Oss takes no signature V1"),
    );
    check(
        sent(Sls(body()), key(), Some(SignatureVersion::V3)),
        ErrorKind::Configuration,
        &setup("Sls takes no signature V3"),
    );
    check(
        sent(Pds(body()), key(), Some(SignatureVersion::V3)),
        ErrorKind::Configuration,
        &setup("Pds takes no signature V3"),
    );
    let bearer = || Credentials::bearer("b3arer");
    check(
        sent(Oss(body()), bearer(), None),
        ErrorKind::Credentials,
        "Oss takes no bearer token, but an access key",
    );
    check(
        sent(Sls(body()), bearer(), None),
        ErrorKind::Credentials,
        "Sls takes no bearer token, but an access key",
    );
    check(
        sent(Rpc(body()), Credentials::bearer(""), None),
        ErrorKind::Credentials,
        "the bearer token is empty",
    );
}

/// The region is signed, so it has to be known: set, or told by the endpoint.
#[test]
fn object_storage_needs_a_region() {
    let ask = |endpoint: &str| {
        let replay = Replay::new().json("{}");
        let builder = Client::builder().credentials(key()).endpoint(endpoint);
        let client = builder.transport(replay.clone()).build().unwrap();
        block_on(client.send(Oss(Parameters::new().host("bucket", "photos"))))?;
        Ok::<_, Error>(replay.requests().remove(0))
    };
    let request = ask("b.example.com").unwrap();
    let signed = request.headers()["authorization"].to_str().unwrap();
    assert!(signed.contains("/20260102/b/oss/"), "{signed}");
    assert_eq!(request.uri().host(), Some("photos.b.example.com"));
    let error = ask("elsewhere.example.com").unwrap_err();
    let message = "Oss signs the region of its endpoint: set it with `Builder::region`";
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Endpoint, message)
    );
}

#[test]
fn a_client_sends_what_the_protocol_wants() {
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
        ("x-acs-content-sha256", super::NO_BODY),
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

/// Services repeat the text they would have signed, in which a token stands encoded twice.
#[test]
fn a_repeated_query_is_scrubbed_of_its_token() {
    let replay = Replay::new().error(
        403,
        r#"{"Code": "SignatureDoesNotMatch", "Message": "SecurityToken%3Dt%252Fk, not t%2Fk, not t/k"}"#,
    );
    let builder = Client::builder().credentials(key().with_security_token("t/k"));
    let builder = builder.region("b").signature(SignatureVersion::V1);
    let client = builder.transport(replay.clone()).build().unwrap();
    let error = block_on(client.send(Rpc(Parameters::new()))).unwrap_err();
    assert_eq!(error.message(), "SecurityToken%3D***, not ***, not ***");
    assert!(!format!("{replay:?}").contains("t%2Fk"));
}
