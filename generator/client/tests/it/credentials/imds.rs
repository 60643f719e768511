//! The role of an ECS instance, from the instance metadata service.

use acs_client::credentials::EcsRamRoleProvider;

use super::server::Server;
use super::{assert_same, credentials_json, environment, issued_credentials, with_each_transport};

const TOKEN_PATH: &str = "/latest/api/token";
const ROLES_PATH: &str = "/latest/meta-data/ram/security-credentials/";

/// Starts a metadata service with one role.
///
/// The service answers the request for a session token with `token_status`. If `requires_token`, only requests with a
/// token are accepted; otherwise only requests without one.
fn metadata_service(token_status: u16, requires_token: bool) -> Server {
    Server::new(move |request| {
        let has_token = request.header("x-aliyun-ecs-metadata-token") == Some("session-1");
        match request.request_line().as_str() {
            "PUT /latest/api/token"
                if request.header("x-aliyun-ecs-metadata-token-ttl-seconds") == Some("21600") =>
            {
                (token_status, "session-1".to_owned())
            }
            _ if requires_token != has_token => (403, String::new()),
            "GET /latest/meta-data/ram/security-credentials/" => (200, "my-role".to_owned()),
            "GET /latest/meta-data/ram/security-credentials/my-role" => {
                (200, credentials_json("Success"))
            }
            _ => (404, "s3cr3t".to_owned()),
        }
    })
}

fn role_provider(server: &Server, variables: &[(&'static str, &str)]) -> EcsRamRoleProvider {
    EcsRamRoleProvider::new()
        .environment(&environment(variables, &[]).with_metadata_endpoint(&server.base_url))
}

#[test]
fn requests_a_token_then_the_role_then_its_credentials() {
    with_each_transport(|provide| {
        let server = metadata_service(200, true);
        let credentials = provide(&role_provider(&server, &[])).unwrap();
        assert!(credentials.expiration().is_some());
        assert_same(credentials, issued_credentials());
        assert_eq!(
            server.request_lines(),
            [
                format!("PUT {TOKEN_PATH}"),
                format!("GET {ROLES_PATH}"),
                format!("GET {ROLES_PATH}my-role")
            ]
        );
    });
}

#[test]
fn does_not_request_the_name_of_a_known_role() {
    with_each_transport(|provide| {
        let server = metadata_service(200, true);
        provide(&role_provider(
            &server,
            &[("ALIBABA_CLOUD_ECS_METADATA", "my-role")],
        ))
        .unwrap();
        provide(&role_provider(&server, &[]).role("my-role")).unwrap();
        assert!(
            !server
                .request_lines()
                .contains(&format!("GET {ROLES_PATH}"))
        );
        // A role name is encoded as a single path segment.
        provide(&role_provider(&server, &[]).role("../x?y")).unwrap_err();
        let requests = server.requests();
        assert_eq!(
            requests.last().unwrap().path,
            format!("{ROLES_PATH}..%2Fx%3Fy")
        );
    });
}

#[test]
fn falls_back_to_version_1_if_no_token_is_issued() {
    with_each_transport(|provide| {
        for status in [404, 0] {
            let server = metadata_service(status, false);
            assert_same(
                provide(&role_provider(&server, &[])).unwrap(),
                issued_credentials(),
            );
        }
    });
}

#[test]
fn falls_back_to_version_1_if_the_token_is_rejected() {
    with_each_transport(|provide| {
        let server = metadata_service(200, false);
        assert_same(
            provide(&role_provider(&server, &[])).unwrap(),
            issued_credentials(),
        );
        assert_eq!(server.request_lines().len(), 5);
    });
}

#[test]
fn does_not_fall_back_if_version_1_is_disabled() {
    with_each_transport(|provide| {
        let server = metadata_service(404, false);
        let variables = [("ALIBABA_CLOUD_IMDSV1_DISABLED", "true")];
        let error = provide(&role_provider(&server, &variables)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the metadata service returned status 404"
        );
        assert_eq!(server.request_lines(), [format!("PUT {TOKEN_PATH}")]);

        let server = metadata_service(200, false);
        provide(&role_provider(&server, &variables)).unwrap_err();
        assert_eq!(server.request_lines().len(), 2);
    });
}

#[test]
fn sends_nothing_if_the_service_is_disabled() {
    with_each_transport(|provide| {
        let server = metadata_service(200, true);
        let variables = [("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "True")];
        let error = provide(&role_provider(&server, &variables)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "disabled by ALIBABA_CLOUD_ECS_METADATA_DISABLED"
        );
        assert!(server.requests().is_empty());
    });
}

#[test]
fn times_out_if_the_service_does_not_answer() {
    with_each_transport(|provide| {
        let server = Server::new(|_| (0, String::new()));
        let error = provide(&role_provider(&server, &[])).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
    });
}

#[test]
fn rejects_malformed_credentials() {
    with_each_transport(|provide| {
        for (body, message) in [
            (credentials_json("Failed"), "field `Code` is not `Success`"),
            (
                credentials_json("Success").replace("\"Expiration\"", "\"Other\""),
                "missing field `Expiration`",
            ),
            (
                credentials_json("Success").replace("2026-01-02T04", "tomorrow"),
                "field `Expiration` is not a time such as 2026-01-02T03:04:05Z",
            ),
            (
                "<html>issuedsecret".to_owned(),
                "invalid JSON (line 1, column 1)",
            ),
        ] {
            let server = Server::new(move |_| (200, body.clone()));
            let error = provide(&role_provider(&server, &[]).role("r")).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("the metadata service: {message}")
            );
            assert!(!format!("{error:?}").contains("issuedsecret"));
        }
        let server = Server::new(|_| (200, " \n".to_owned()));
        let error = provide(&role_provider(&server, &[])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the instance has no RAM role; attach one"
        );
    });
}
