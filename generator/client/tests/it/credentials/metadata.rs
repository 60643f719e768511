use acs_client::credentials::EcsRamRoleProvider;

use super::server::{Asked, Server};
use super::{assert_same, each, environment, issued, written};

const SESSIONS: &str = "/latest/api/token";
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";

/// A metadata service with one role; `sessions` says how it answers who begins one.
fn service(sessions: u16, needs_session: bool) -> Server {
    Server::new(move |asked| {
        let within = asked.header("x-aliyun-ecs-metadata-token") == Some("session-1");
        match asked.line().as_str() {
            "PUT /latest/api/token"
                if asked.header("x-aliyun-ecs-metadata-token-ttl-seconds") == Some("21600") =>
            {
                (sessions, "session-1".to_owned())
            }
            _ if needs_session != within => (403, String::new()),
            "GET /latest/meta-data/ram/security-credentials/" => (200, "my-role".to_owned()),
            "GET /latest/meta-data/ram/security-credentials/my-role" => (200, written("Success")),
            _ => (404, "s3cr3t".to_owned()),
        }
    })
}

fn role(server: &Server, variables: &[(&'static str, &str)]) -> EcsRamRoleProvider {
    EcsRamRoleProvider::new(&environment(variables, &[]).with_metadata(&server.base))
}

#[test]
fn a_session_a_role_and_its_credentials() {
    each(|ask| {
        let server = service(200, true);
        let credentials = ask(&role(&server, &[])).unwrap();
        assert!(credentials.expiration().is_some());
        assert_same(credentials, issued());
        assert_eq!(
            server.lines(),
            [
                format!("PUT {SESSIONS}"),
                format!("GET {ROLES}"),
                format!("GET {ROLES}my-role")
            ]
        );
    });
}

#[test]
fn a_known_role_is_not_asked_for() {
    each(|ask| {
        let server = service(200, true);
        ask(&role(&server, &[("ALIBABA_CLOUD_ECS_METADATA", "my-role")])).unwrap();
        ask(&role(&server, &[]).role("my-role")).unwrap();
        assert!(!server.lines().contains(&format!("GET {ROLES}")));
        // A name stays within its part of the path.
        ask(&role(&server, &[]).role("../x?y")).unwrap_err();
        let asked: Vec<Asked> = server.asked();
        assert_eq!(asked.last().unwrap().path, format!("{ROLES}..%2Fx%3Fy"));
    });
}

#[test]
fn without_sessions_the_first_version_will_do() {
    each(|ask| {
        for status in [404, 0] {
            let server = service(status, false);
            assert_same(ask(&role(&server, &[])).unwrap(), issued());
        }
    });
}

#[test]
fn sessions_that_do_not_help_are_left_out() {
    each(|ask| {
        let server = service(200, false);
        assert_same(ask(&role(&server, &[])).unwrap(), issued());
        assert_eq!(server.lines().len(), 5);
    });
}

#[test]
fn the_first_version_can_be_forbidden() {
    each(|ask| {
        let server = service(404, false);
        let variables = [("ALIBABA_CLOUD_IMDSV1_DISABLED", "true")];
        let error = ask(&role(&server, &variables)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the metadata service answers with status 404"
        );
        assert_eq!(server.lines(), [format!("PUT {SESSIONS}")]);

        let server = service(200, false);
        ask(&role(&server, &variables)).unwrap_err();
        assert_eq!(server.lines().len(), 2);
    });
}

#[test]
fn it_can_be_switched_off() {
    each(|ask| {
        let server = service(200, true);
        let variables = [("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "True")];
        let error = ask(&role(&server, &variables)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED"
        );
        assert!(server.asked().is_empty());
    });
}

#[test]
fn silence_is_not_waited_for() {
    each(|ask| {
        let server = Server::new(|_| (0, String::new()));
        let error = ask(&role(&server, &[])).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
    });
}

#[test]
fn what_is_no_success_is_no_credentials() {
    each(|ask| {
        for (body, problem) in [
            (written("Failed"), "its `Code` is not `Success`"),
            (
                written("Success").replace("\"Expiration\"", "\"Other\""),
                "what it says lacks `Expiration`",
            ),
            (
                written("Success").replace("2026-01-02T04", "tomorrow"),
                "its `Expiration` is no time like 2026-01-02T03:04:05Z",
            ),
            (
                "<html>issuedsecret".to_owned(),
                "what it says is not JSON (line 1, column 1)",
            ),
        ] {
            let server = Server::new(move |_| (200, body.clone()));
            let error = ask(&role(&server, &[]).role("r")).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("the metadata service: {problem}")
            );
            assert!(!format!("{error:?}").contains("issuedsecret"));
        }
        let server = Server::new(|_| (200, " \n".to_owned()));
        let error = ask(&role(&server, &[])).unwrap_err();
        assert_eq!(error.to_string(), "the instance has no role: attach one");
    });
}
