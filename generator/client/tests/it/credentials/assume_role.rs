//! Roles that are assumed with an access key.

use std::time::Duration;

use acs_client::credentials::{AssumeRoleProvider, RoleSession};
use acs_client::sign::percent_encode;
use acs_client::{Credentials, ErrorKind};
use base64::prelude::{BASE64_STANDARD, Engine};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::server::{ReceivedRequest, Server};
use super::{
    EXPIRATION, TOKEN, assert_same, credentials_json, environment, issued_credentials,
    provide_error, with_each_transport,
};

pub(super) const ROLE: &str = "acs:ram::1:role/reader";

/// Starts a security token service that accepts requests signed with `secret`.
///
/// Like the real service it recomputes the signature from the request. Unsigned requests are accepted.
pub(super) fn sts_server(secret: &'static str) -> Server {
    Server::new(move |request| match request.parameter("Signature") {
        Some(sent) if sent != signature(request, secret) => (
            400,
            r#"{"Code": "SignatureDoesNotMatch", "Message": "no", "RequestId": "7"}"#.to_owned(),
        ),
        _ => (
            200,
            format!(
                r#"{{"RequestId": "7", "Credentials": {}}}"#,
                credentials_json("x")
            ),
        ),
    })
}

/// Computes the signature of the method, the path and the sorted parameters.
fn signature(request: &ReceivedRequest, secret: &str) -> String {
    let mut pairs: Vec<_> = request
        .query
        .iter()
        .chain(&request.form)
        .filter(|(name, _)| name != "Signature")
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let text = format!(
        "{}&%2F&{}",
        request.method,
        percent_encode(&pairs.join("&"))
    );
    let mut mac = Hmac::<Sha1>::new_from_slice(format!("{secret}&").as_bytes()).unwrap();
    mac.update(text.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// Asserts parameters of a request; `None` stands for an absent parameter.
#[track_caller]
pub(super) fn check_parameters(request: &ReceivedRequest, expected: &[(&str, Option<&str>)]) {
    for (name, value) in expected {
        assert_eq!(request.parameter(name), *value, "{name}");
    }
}

#[test]
fn assumes_a_role_with_a_signed_request() {
    with_each_transport(|provide| {
        let server = sts_server("testsecret");
        let provider = Credentials::new("testid", "testsecret").with_security_token("a+b/c==");
        let session = RoleSession::new(ROLE)
            .name("me")
            .duration(Duration::from_secs(900))
            .policy(r#"{"Version": "1", "Statement": [ * ]}"#);
        let role = AssumeRoleProvider::new(provider, session)
            .external_id("ä~'")
            .environment(&environment(&[], &[]).with_sts_endpoint(&server.base_url));
        let credentials = provide(&role).unwrap();
        assert_eq!(
            credentials.expiration(),
            Some(humantime::parse_rfc3339(EXPIRATION).unwrap())
        );
        assert_same(credentials, issued_credentials());

        let request = server.requests().remove(0);
        assert_eq!(request.request_line(), "POST /");
        check_parameters(
            &request,
            &[
                ("Action", Some("AssumeRole")),
                ("Version", Some("2015-04-01")),
                ("SignatureMethod", Some("HMAC-SHA1")),
                ("AccessKeyId", Some("testid")),
                ("SecurityToken", Some("a+b/c==")),
                ("RoleArn", Some(ROLE)),
                ("RoleSessionName", Some("me")),
                ("DurationSeconds", Some("900")),
                ("Policy", Some(r#"{"Version": "1", "Statement": [ * ]}"#)),
                ("ExternalId", Some("ä~'")),
            ],
        );
    });
}

#[test]
fn reports_a_rejection_without_secrets() {
    with_each_transport(|provide| {
        let server = Server::new(|request| {
            let token = request.parameter("SecurityToken").unwrap_or_default();
            let body = format!(
                r#"{{"Code": "NoPermission", "Message": "not for {token}", "RequestId": "7"}}"#
            );
            (403, body)
        });
        let provider = Credentials::new("testid", "testsecret").with_security_token(TOKEN);
        let role = AssumeRoleProvider::new(provider, ROLE)
            .environment(&environment(&[], &[]).with_sts_endpoint(&server.base_url));
        let error = provide(&role).unwrap_err();
        assert_eq!(
            error.to_string(),
            "AssumeRole: NoPermission: not for *** (status 403, request 7)"
        );
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.advice().unwrap().contains("RAM policy"));
        assert!(!format!("{error:?}").contains(TOKEN));
    });
}

#[test]
fn reports_a_rejected_signature() {
    with_each_transport(|provide| {
        let server = sts_server("another");
        let role = AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE)
            .environment(&environment(&[], &[]).with_sts_endpoint(&server.base_url));
        let error = provide(&role).unwrap_err();
        assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
    });
}

#[test]
fn reports_an_incomplete_success_without_its_body() {
    with_each_transport(|provide| {
        for (body, message) in [
            (
                r#"{"Credentials": {"AccessKeyId": "a", "AccessKeySecret": "s3cr3t"}}"#,
                "missing field `SecurityToken`",
            ),
            (
                r#"{"AccessKeySecret": "s3cr3t"}"#,
                "missing field `Credentials`",
            ),
            (
                r#"{"AccessKeySecret": "s3cr3t"#,
                "invalid JSON (line 1, column 27)",
            ),
        ] {
            let server = Server::new(|_| (200, body.to_owned()));
            let role = AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE)
                .environment(&environment(&[], &[]).with_sts_endpoint(&server.base_url));
            let error = provide(&role).unwrap_err();
            assert_eq!(error.to_string(), format!("AssumeRole: {message}"));
            assert!(!format!("{error:?}").contains("s3cr3t"));
        }
    });
}

#[test]
fn chooses_the_host_by_region() {
    use acs_client::replay::block_on;
    use acs_client::{ProvideCredentials, Replay};

    #[track_caller]
    fn check(variables: &[(&'static str, &str)], host: &str) {
        let replay = Replay::new().json(format!(r#"{{"Credentials": {}}}"#, credentials_json("x")));
        let role = AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE)
            .environment(&environment(variables, &[]));
        block_on(role.provide_credentials(&replay)).unwrap();
        assert_eq!(replay.requests()[0].uri().host(), Some(host));
        assert_eq!(replay.requests()[0].uri().scheme_str(), Some("https"));
    }
    const REGION: &str = "ALIBABA_CLOUD_STS_REGION";
    const VPC: &str = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
    check(&[], "sts.aliyuncs.com");
    check(&[(VPC, "true")], "sts.aliyuncs.com");
    check(&[(REGION, "cn-hangzhou")], "sts.cn-hangzhou.aliyuncs.com");
    check(
        &[(REGION, "cn-hangzhou"), (VPC, "True")],
        "sts-vpc.cn-hangzhou.aliyuncs.com",
    );
}

#[test]
fn rejects_settings_that_cannot_work() {
    let role = |session| {
        AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), session)
            .environment(&environment(&[], &[]))
    };
    assert_eq!(
        provide_error(&role(RoleSession::new(ROLE).region("cn/../evil#"))),
        "`cn/../evil#` is not a region"
    );
    let session = RoleSession::new(ROLE).duration(Duration::from_secs(899));
    assert_eq!(
        provide_error(&role(session)),
        "a role session of 899 seconds is too short; the minimum is 900 seconds"
    );
}
