use std::time::Duration;

use acs_client::credentials::{AssumeRoleProvider, OidcRoleProvider};
use acs_client::sign::percent_encode;
use acs_client::{Credentials, ErrorKind};
use base64::prelude::{BASE64_STANDARD, Engine};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::server::{Asked, Server};
use super::{END, TOKEN, assert_same, each, environment, issued, written};

const ROLE: &str = "acs:ram::1:role/reader";

/// Answers those who sign with `secret`, as the service does: the signature is computed anew from what came.
fn sts(secret: &'static str) -> Server {
    Server::new(move |asked| match asked.parameter("Signature") {
        Some(given) if given != signature(asked, secret) => (
            400,
            r#"{"Code": "SignatureDoesNotMatch", "Message": "no", "RequestId": "7"}"#.to_owned(),
        ),
        _ => (
            200,
            format!(r#"{{"RequestId": "7", "Credentials": {}}}"#, written("x")),
        ),
    })
}

/// Method, path, and all parameters but the signature in the order of their encoded names.
fn signature(asked: &Asked, secret: &str) -> String {
    let mut pairs: Vec<_> = asked
        .query
        .iter()
        .chain(&asked.form)
        .filter(|(name, _)| name != "Signature")
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let text = format!("{}&%2F&{}", asked.method, percent_encode(&pairs.join("&")));
    let mut mac = Hmac::<Sha1>::new_from_slice(format!("{secret}&").as_bytes()).unwrap();
    mac.update(text.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

#[track_caller]
fn check(asked: &Asked, expected: &[(&str, Option<&str>)]) {
    for (name, value) in expected {
        assert_eq!(asked.parameter(name), *value, "{name}");
    }
}

#[test]
fn a_role_is_assumed_with_a_signature() {
    each(|ask| {
        let server = sts("testsecret");
        let source = Credentials::new("testid", "testsecret").with_security_token("a+b/c==");
        let role = AssumeRoleProvider::new(source, ROLE)
            .session_name("me")
            .duration(Duration::from_secs(900))
            .policy(r#"{"Version": "1", "Statement": [ * ]}"#)
            .external_id("ä~'")
            .environment(&environment(&[], &[]).with_sts(&server.base));
        let credentials = ask(&role).unwrap();
        assert_eq!(
            credentials.expiration(),
            Some(humantime::parse_rfc3339(END).unwrap())
        );
        assert_same(credentials, issued());

        let asked = server.asked().remove(0);
        assert_eq!(asked.line(), "POST /");
        check(
            &asked,
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
fn a_refusal_is_told_in_full_and_without_secrets() {
    each(|ask| {
        let server = Server::new(|asked| {
            let token = asked.parameter("SecurityToken").unwrap_or_default();
            let body = format!(
                r#"{{"Code": "NoPermission", "Message": "not for {token}", "RequestId": "7"}}"#
            );
            (403, body)
        });
        let source = Credentials::new("testid", "testsecret").with_security_token(TOKEN);
        let role = AssumeRoleProvider::new(source, ROLE)
            .environment(&environment(&[], &[]).with_sts(&server.base));
        let error = ask(&role).unwrap_err();
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
fn a_wrong_secret_is_refused_by_the_server() {
    each(|ask| {
        let server = sts("another");
        let role = AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE)
            .environment(&environment(&[], &[]).with_sts(&server.base));
        let error = ask(&role).unwrap_err();
        assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
    });
}

#[test]
fn a_success_that_lacks_something_shows_nothing() {
    each(|ask| {
        for (body, problem) in [
            (
                r#"{"Credentials": {"AccessKeyId": "a", "AccessKeySecret": "s3cr3t"}}"#,
                "what it says lacks `SecurityToken`",
            ),
            (
                r#"{"AccessKeySecret": "s3cr3t"}"#,
                "what it says lacks `Credentials`",
            ),
            (
                r#"{"AccessKeySecret": "s3cr3t"#,
                "what it says is not JSON (line 1, column 27)",
            ),
        ] {
            let server = Server::new(|_| (200, body.to_owned()));
            let role = AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE)
                .environment(&environment(&[], &[]).with_sts(&server.base));
            let error = ask(&role).unwrap_err();
            assert_eq!(error.to_string(), format!("AssumeRole: {problem}"));
            assert!(!format!("{error:?}").contains("s3cr3t"));
        }
    });
}

#[test]
fn an_identity_token_gets_credentials_without_a_signature() {
    each(|ask| {
        let server = sts("nobody signs");
        let environment = environment(
            &[
                ("ALIBABA_CLOUD_ROLE_ARN", ROLE),
                (
                    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
                    "acs:ram::1:oidc-provider/pods",
                ),
                ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/var/run/token"),
                ("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod"),
            ],
            &[("/var/run/token", "ey.to.ken\n")],
        );
        let role = OidcRoleProvider::new(&environment.with_sts(&server.base));
        assert_same(ask(&role).unwrap(), issued());

        let asked = server.asked().remove(0);
        check(
            &asked,
            &[
                ("Action", Some("AssumeRoleWithOIDC")),
                ("Version", Some("2015-04-01")),
                ("RoleArn", Some(ROLE)),
                ("OIDCProviderArn", Some("acs:ram::1:oidc-provider/pods")),
                ("OIDCToken", Some("ey.to.ken")),
                ("RoleSessionName", Some("pod")),
                ("DurationSeconds", Some("3600")),
                ("Signature", None),
                ("AccessKeyId", None),
            ],
        );
        // A query is what proxies write down.
        assert!(asked.query.iter().all(|(name, _)| name != "OIDCToken"));
        assert_eq!(asked.header("authorization"), None);
    });
}

#[test]
fn a_refused_identity_token_is_not_shown() {
    each(|ask| {
        let server = Server::new(|asked| {
            let token = asked.parameter("OIDCToken").unwrap().to_owned();
            (
                400,
                format!(
                    r#"{{"Code": "AuthenticationFail.OIDCToken.Invalid", "Message": "{token}"}}"#
                ),
            )
        });
        let environment = environment(&[], &[("/token", "ey.to.ken")]).with_sts(&server.base);
        let role = OidcRoleProvider::new(&environment)
            .role_arn(ROLE)
            .provider_arn("p")
            .token_file("/token");
        let error = ask(&role).unwrap_err();
        assert_eq!(
            error.to_string(),
            "AssumeRoleWithOIDC: AuthenticationFail.OIDCToken.Invalid: *** (status 400)"
        );
        assert!(!format!("{error:?}").contains("ey.to.ken"));
    });
}

#[test]
fn the_region_chooses_the_host() {
    use acs_client::replay::block_on;
    use acs_client::{ProvideCredentials, Replay};

    #[track_caller]
    fn check(variables: &[(&'static str, &str)], host: &str) {
        let replay = Replay::new().json(format!(r#"{{"Credentials": {}}}"#, written("x")));
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
fn what_cannot_work_is_not_asked() {
    let role = || AssumeRoleProvider::new(Credentials::new("testid", "testsecret"), ROLE);
    let nowhere = environment(&[], &[]);
    assert_eq!(
        super::problem(&role().environment(&nowhere).region("cn/../evil#")),
        "`cn/../evil#` is no region"
    );
    assert_eq!(
        super::problem(
            &role()
                .environment(&nowhere)
                .duration(Duration::from_secs(899))
        ),
        "a session of 899 seconds is too short: a role takes 900 or more"
    );
    assert_eq!(
        super::problem(&OidcRoleProvider::new(&nowhere).role_arn(ROLE)),
        "set ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_OIDC_PROVIDER_ARN"
    );
}
