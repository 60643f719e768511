//! Headers and parameters that each scheme adds, by the style of the product and the signature a client chose.

use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Error, Replay, SignatureVersion};
use bytes::Bytes;

macro_rules! product {
    ($name:ident) => {
        pub(super) struct $name(pub(super) Parameters);

        impl Operation for $name {
            type Response = ();
            const SPEC: &'static OperationSpec = {
                static PRODUCT: Product = Product {
                    name: stringify!($name),
                    version: "2026-01-01",
                    style: ApiStyle::$name,
                    endpoints: &[("cn-hangzhou", "a.example.com"), ("b", "b.example.com")],
                };
                &OperationSpec::rpc(&PRODUCT, "CreateThing", OperationType::Write)
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

/// Sends an operation and returns the signed request that reached the transport.
pub(super) fn sign(
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
    assert_eq!(replay.actions(), ["CreateThing"]);
    Ok(replay.requests().remove(0))
}

pub(super) fn access_key() -> Credentials {
    Credentials::new("testid", "testsecret")
}

/// The query `k=v` and the body `hello`.
pub(super) fn hello_body() -> Parameters {
    Parameters::new()
        .query("k", "v")
        .body_untyped("body", "hello")
}

/// Returns the query and then each header that is not common to all schemes, one per line.
fn signed_lines(request: &http::Request<Bytes>) -> String {
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

/// Asserts the query and headers of a request. A line of `expected` that ends in `…` gives only the start of a line.
#[track_caller]
fn check(request: Result<http::Request<Bytes>, Error>, expected: &str) {
    let lines = signed_lines(&request.unwrap());
    let mut lines = lines.lines();
    for expected in expected.lines() {
        let actual = lines.next().unwrap_or_default();
        match expected.strip_suffix('…') {
            Some(start) => assert!(actual.starts_with(start), "{actual}, expected {expected}"),
            None => assert_eq!(actual, expected),
        }
    }
    assert_eq!(lines.next(), None);
}

const NONCE: &str = "x-acs-signature-nonce: 00000000000000000000000000000001";

#[test]
fn signs_with_acs3() {
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let rest = format!("x-acs-content-sha256: {hash}\nx-acs-date: 2026-01-02T03:04:05Z\n{NONCE}");
    let signed_headers =
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let signed = format!(
        "authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders={signed_headers},Signature=…"
    );
    for signature in [None, Some(SignatureVersion::V3)] {
        check(
            sign(Rpc(hello_body()), access_key(), signature),
            &format!("k=v\n{signed}\n{rest}"),
        );
        check(
            sign(Roa(hello_body()), access_key(), signature),
            &format!("k=v\n{signed}\n{rest}"),
        );
    }
    let bearer = || Credentials::bearer("b3arer");
    check(
        sign(Rpc(hello_body()), bearer(), None),
        &format!("SignatureType=BEARERTOKEN&k=v\nx-acs-bearer-token: b3arer\n{rest}"),
    );
    check(
        sign(Roa(hello_body()), bearer(), None),
        &format!("k=v\nx-acs-bearer-token: b3arer\n{rest}\nx-acs-signature-type: BEARERTOKEN"),
    );
    check(
        sign(Rpc(hello_body()), Credentials::anonymous(), None),
        &format!("Format=json&k=v\n{rest}"),
    );
    check(
        sign(Roa(hello_body()), Credentials::anonymous(), None),
        &format!("k=v\n{rest}"),
    );
}

#[test]
fn signs_rpc_requests_with_v1() {
    let send = |credentials| {
        sign(
            Rpc(Parameters::new().query("k", "v")),
            credentials,
            Some(SignatureVersion::V1),
        )
    };
    let nonce = "SignatureNonce=00000000000000000000000000000001";
    let time = "Timestamp=2026-01-02T03%3A04%3A05Z&Version=2026-01-01";
    let request = send(access_key().with_security_token("t/k")).unwrap();
    let query = request.uri().query().unwrap();
    let (start, rest) = query.split_once("&Signature=").unwrap();
    assert_eq!(
        start,
        "AccessKeyId=testid&Action=CreateThing&Format=json&SecurityToken=t%2Fk"
    );
    let (_, rest) = rest.split_once('&').unwrap();
    assert_eq!(
        rest,
        format!("SignatureMethod=HMAC-SHA1&{nonce}&SignatureVersion=1.0&{time}&k=v")
    );

    check(
        send(Credentials::bearer("b3arer")),
        &format!(
            "Action=CreateThing&BearerToken=b3arer&Format=json&{nonce}&SignatureType=BEARERTOKEN&{time}&k=v\n{NONCE}"
        ),
    );
    check(
        send(Credentials::anonymous()),
        &format!("Action=CreateThing&Format=json&{nonce}&{time}&k=v\n{NONCE}"),
    );
}

#[test]
fn signs_roa_requests_with_v1() {
    let head = "content-md5: XUFAKrxLKna5cZ2REBfFkg==\ndate: Fri, 02 Jan 2026 03:04:05 GMT";
    let version = "x-acs-signature-method: HMAC-SHA1";
    let tail = format!("{NONCE}\nx-acs-signature-version: 1.0");
    let signed = format!("k=v\nauthorization: acs testid:…\n{head}\n{version}\n{tail}");
    check(
        sign(Roa(hello_body()), access_key(), Some(SignatureVersion::V1)),
        &signed,
    );
    check(
        sign(Pds(hello_body()), access_key(), Some(SignatureVersion::V1)),
        &signed,
    );
    check(sign(Pds(hello_body()), access_key(), None), &signed);
    check(
        sign(
            Pds(hello_body()),
            access_key().with_security_token("t"),
            None,
        ),
        &format!(
            "k=v\nauthorization: acs testid:…\n{head}\nx-acs-accesskey-id: testid\nx-acs-security-token: t\n{version}\n{tail}"
        ),
    );
    let bearer = || Credentials::bearer("b3arer");
    check(
        sign(Pds(hello_body()), bearer(), None),
        &format!(
            "k=v\nauthorization: Bearer b3arer\n{head}\nx-acs-bearer-token: b3arer\n{version}\n{tail}"
        ),
    );
    check(
        sign(Roa(hello_body()), bearer(), Some(SignatureVersion::V1)),
        &format!(
            "k=v\n{head}\nx-acs-bearer-token: b3arer\n{version}\n{NONCE}\nx-acs-signature-type: BEARERTOKEN\n\
             x-acs-signature-version: 1.0"
        ),
    );
}

#[test]
fn signs_object_storage_requests_with_oss4() {
    let scope = "20260102/cn-hangzhou/oss/aliyun_v4_request";
    let signed = format!("authorization: OSS4-HMAC-SHA256 Credential=testid/{scope},Signature=…");
    let rest = "x-oss-content-sha256: UNSIGNED-PAYLOAD\nx-oss-date: 20260102T030405Z";
    let digest = "content-md5: XUFAKrxLKna5cZ2REBfFkg==";
    check(
        sign(Oss(hello_body()), access_key(), None),
        &format!("k=v\n{signed}\n{digest}\n{rest}"),
    );
    check(
        sign(
            Oss(Parameters::new()),
            access_key().with_security_token("t"),
            None,
        ),
        &format!("\n{signed}\n{rest}\nx-oss-security-token: t"),
    );
    check(
        sign(Oss(Parameters::new()), Credentials::anonymous(), None),
        &format!("\n{rest}"),
    );
}

#[test]
fn signs_log_requests_with_sls() {
    let signed = "authorization: LOG testid:…";
    let date = "date: Fri, 02 Jan 2026 03:04:05 GMT";
    let digest = "content-md5: 5D41402ABC4B2A76B9719D911017C592";
    let rest = "x-log-apiversion: 0.6.0\nx-log-bodyrawsize";
    let method = "x-log-signaturemethod: hmac-sha256";
    check(
        sign(Sls(hello_body()), access_key(), None),
        &format!("k=v\n{signed}\n{digest}\n{date}\n{rest}: 5\n{method}"),
    );
    let compressed = hello_body().header("x-log-bodyrawsize", "50");
    check(
        sign(Sls(compressed), access_key().with_security_token("t"), None),
        &format!("k=v\n{signed}\n{digest}\n{date}\nx-acs-security-token: t\n{rest}: 50\n{method}"),
    );
    check(
        sign(Sls(Parameters::new()), Credentials::anonymous(), None),
        &format!("\n{date}\n{rest}: 0"),
    );
}

/// All schemes except V1 of RPC sign the body or its digest; V1 of RPC signs a form.
#[test]
fn signs_the_body() {
    #[track_caller]
    fn check<O: Operation>(
        operation: fn(Parameters) -> O,
        signature: Option<SignatureVersion>,
        field: &str,
    ) {
        let [first, second] = ["a", "b"].map(|text| {
            let parameters = match field {
                "form" => Parameters::new().form("f", text),
                _ => Parameters::new().body_untyped("body", text),
            };
            let request = sign(operation(parameters), access_key(), signature).unwrap();
            let authorization = request.headers().get("authorization").cloned();
            (authorization, request.uri().clone())
        });
        assert_ne!(first, second);
    }
    check(Rpc, None, "body");
    check(Roa, None, "body");
    check(Roa, Some(SignatureVersion::V1), "body");
    check(Pds, None, "body");
    check(Oss, None, "body");
    check(Sls, None, "body");
    check(Rpc, Some(SignatureVersion::V1), "form");
}
