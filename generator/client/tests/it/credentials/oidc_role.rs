//! Roles that are assumed with an OIDC token.

use acs_client::credentials::OidcRoleProvider;

use super::assume_role::{ROLE, check_parameters, sts_server};
use super::server::Server;
use super::{assert_same, environment, issued_credentials, provide_error, with_each_transport};

#[test]
fn exchanges_a_token_for_credentials_without_a_signature() {
    with_each_transport(|provide| {
        let server = sts_server("unused");
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
        let role =
            OidcRoleProvider::new().environment(&environment.with_sts_endpoint(&server.base_url));
        assert_same(provide(&role).unwrap(), issued_credentials());

        let request = server.requests().remove(0);
        check_parameters(
            &request,
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
        // Proxies log queries, so the token must not be in the query.
        assert!(request.query.iter().all(|(name, _)| name != "OIDCToken"));
        assert_eq!(request.header("authorization"), None);
    });
}

#[test]
fn redacts_a_rejected_token() {
    with_each_transport(|provide| {
        let server = Server::new(|request| {
            let token = request.parameter("OIDCToken").unwrap().to_owned();
            (
                400,
                format!(
                    r#"{{"Code": "AuthenticationFail.OIDCToken.Invalid", "Message": "{token}"}}"#
                ),
            )
        });
        let environment =
            environment(&[], &[("/token", "ey.to.ken")]).with_sts_endpoint(&server.base_url);
        let role = OidcRoleProvider::new()
            .environment(&environment)
            .session(ROLE)
            .provider_arn("p")
            .token_file("/token");
        let error = provide(&role).unwrap_err();
        assert_eq!(
            error.to_string(),
            "AssumeRoleWithOIDC: AuthenticationFail.OIDCToken.Invalid: *** (status 400)"
        );
        assert!(!format!("{error:?}").contains("ey.to.ken"));
    });
}

#[test]
fn names_the_missing_variables() {
    let role = OidcRoleProvider::new()
        .environment(&environment(&[], &[]))
        .session(ROLE);
    assert_eq!(
        provide_error(&role),
        "set ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_OIDC_PROVIDER_ARN"
    );
}
