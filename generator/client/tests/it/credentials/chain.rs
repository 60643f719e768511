//! Which source wins, in which surroundings; `alibabacloud_credentials` 1.0.12 for Python gives the same answers.

use acs_client::credentials::DefaultCredentialsChain;
use acs_client::replay::block_on;
use acs_client::{Client, Environment, ProvideCredentials, Replay};

use super::{ask, environment, written};
use crate::domain::SaveTask;

const KEY: [(&str, &str); 2] = [
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "environment"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s"),
];
const OIDC: [(&str, &str); 3] = [
    ("ALIBABA_CLOUD_ROLE_ARN", "r"),
    ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p"),
    ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/token"),
];
const HOME: (&str, &str) = ("HOME", "/home/me");
const TOKEN: (&str, &str) = ("/token", "ey");
const CLI: (&str, &str) = (
    "/home/me/.aliyun/config.json",
    r#"{"current": "a", "profiles": [
        {"name": "a", "mode": "AK", "access_key_id": "cli", "access_key_secret": "s"},
        {"name": "b", "mode": "AK", "access_key_id": "cli-b", "access_key_secret": "s"}]}"#,
);
const INI: (&str, &str) = (
    "/home/me/.alibabacloud/credentials.ini",
    "[default]\ntype=access_key\naccess_key_id=ini\naccess_key_secret=s\n\
     [b]\ntype=access_key\naccess_key_id=ini-b\naccess_key_secret=s\n",
);
const NO_METADATA: (&str, &str) = ("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
const URI: (&str, &str) = ("ALIBABA_CLOUD_CREDENTIALS_URI", "http://somewhere/");

/// Whose credentials come of it: the access key, or else who was asked over the network, in order.
fn winner(environment: &Environment) -> String {
    let replay = Replay::new()
        .json(format!(r#"{{"Credentials": {}}}"#, written("x")))
        .respond(200, "text/plain", "role")
        .json(written("Success"))
        .json(written("Success"));
    let chain = DefaultCredentialsChain::new(environment);
    match block_on(chain.provide_credentials(&replay)) {
        Ok(credentials) if !credentials.access_key_id().starts_with("STS.") => {
            credentials.access_key_id().to_owned()
        }
        Ok(_) => replay
            .requests()
            .last()
            .and_then(|request| request.uri().host().map(str::to_owned))
            .unwrap_or_default(),
        Err(_) => "none".to_owned(),
    }
}

#[track_caller]
fn check(variables: &[&[(&'static str, &str)]], files: &[(&'static str, &str)], expected: &str) {
    assert_eq!(winner(&environment(&variables.concat(), files)), expected);
}

#[test]
fn the_first_source_that_is_there_wins() {
    let files = [TOKEN, CLI, INI];
    check(&[&KEY, &OIDC, &[HOME, URI]], &files, "environment");
    check(&[&OIDC, &[HOME, URI]], &files, "sts.aliyuncs.com");
    check(&[&OIDC[..2], &[HOME, URI]], &files, "cli");
    check(&[&[HOME, URI]], &files, "cli");
    check(&[&[HOME, URI]], &[INI], "ini");
    check(&[&[HOME, URI]], &[], "100.100.100.200");
    check(&[&[HOME]], &[], "100.100.100.200");
    check(&[], &[], "100.100.100.200");
}

#[test]
fn switches_and_names_choose() {
    let off = ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    let profile = |name| ("ALIBABA_CLOUD_PROFILE", name);
    check(&[&[HOME, off]], &[CLI, INI], "ini");
    check(&[&[HOME, profile("b")]], &[CLI, INI], "cli-b");
    check(&[&[HOME, off, profile("b")]], &[CLI, INI], "ini-b");
    check(
        &[&[HOME, off, profile("c"), NO_METADATA]],
        &[CLI, INI],
        "none",
    );
    let elsewhere = ("ALIBABA_CLOUD_CREDENTIALS_FILE", INI.0);
    check(&[&[elsewhere, NO_METADATA]], &[INI], "ini");
}

#[test]
fn what_is_set_up_but_broken_does_not_end_the_search() {
    check(&[&KEY[..1], &[HOME]], &[CLI], "cli");
    check(&[&OIDC, &[HOME]], &[CLI], "cli");
    check(&[&[HOME]], &[(CLI.0, "{"), INI], "ini");
    check(&[&[HOME, NO_METADATA]], &[(INI.0, "?")], "none");
}

#[test]
fn the_address_comes_last() {
    let replay = Replay::new().json(written("Success"));
    let chain = DefaultCredentialsChain::new(&environment(&[NO_METADATA, URI], &[]));
    block_on(chain.provide_credentials(&replay)).unwrap();
    assert_eq!(replay.requests()[0].uri(), "http://somewhere/");
}

#[test]
fn the_error_names_every_source_and_why_it_gave_nothing() {
    let variables = [&OIDC[..2], &[HOME, NO_METADATA]].concat();
    let chain = DefaultCredentialsChain::new(&environment(&variables, &[(INI.0, "[x]")]));
    let error = ask(&chain).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no source gave credentials\n  \
           environment: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET\n  \
           OIDC: set ALIBABA_CLOUD_OIDC_TOKEN_FILE\n  \
           CLI profile: there is no file /home/me/.aliyun/config.json\n  \
           credentials file: /home/me/.alibabacloud/credentials.ini has no section `[default]`\n  \
           ECS metadata: switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED\n  \
           credentials URI: set ALIBABA_CLOUD_CREDENTIALS_URI"
    );
    assert!(error.advice().unwrap().contains("aliyun configure"));
}

#[test]
fn a_source_that_worked_is_the_only_one_asked_again() {
    use std::time::Duration;

    use acs_client::Clock;

    let replay = Replay::new()
        .json(written("Success"))
        .json(written("Success"));
    let chain = DefaultCredentialsChain::new(&environment(&[NO_METADATA, URI], &[]));
    block_on(chain.provide_credentials(&replay)).unwrap();
    block_on(replay.sleep(Duration::from_secs(3600)));
    block_on(chain.provide_credentials(&replay)).unwrap();
    let error = {
        block_on(replay.sleep(Duration::from_secs(3600)));
        block_on(chain.provide_credentials(&replay)).unwrap_err()
    };
    assert!(
        error
            .to_string()
            .starts_with("the replay has no response left"),
        "{error}"
    );
    assert_eq!(replay.requests().len(), 3);
}

#[test]
fn a_client_is_built_before_its_credentials_are_known() {
    let replay = Replay::new()
        .respond(200, "text/plain", "session")
        .respond(200, "text/plain", "role")
        .json(written("Success"))
        .json("{}")
        .json("{}");
    let client = Client::builder()
        .environment(&environment(&[], &[]))
        .unwrap()
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    block_on(client.send(SaveTask::new("x"))).unwrap();
    block_on(client.send(SaveTask::new("x"))).unwrap();
    let requests = replay.requests();
    assert_eq!(requests.len(), 5);
    for request in &requests[3..] {
        assert_eq!(request.headers()["x-acs-accesskey-id"], "STS.testid");
    }
}

#[test]
fn credentials_that_end_in_mid_flight_are_renewed_for_the_same_call() {
    let replay = Replay::new()
        .json(written("Success"))
        .error(400, r#"{"Code": "InvalidSecurityToken.Expired"}"#)
        .json(written("Success").replace("STS.testid", "STS.second"))
        .json("{}");
    let client = Client::builder()
        .environment(&environment(&[NO_METADATA, URI], &[]))
        .unwrap()
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    let reply = block_on(client.send(SaveTask::new("x"))).unwrap();
    assert_eq!(reply.attempts(), 2);
    let last = replay.requests().remove(3);
    assert_eq!(last.headers()["x-acs-accesskey-id"], "STS.second");
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_finds_its_credentials_too() {
    use super::server::Server;

    let server = Server::new(|asked| match asked.path.as_str() {
        "/latest/api/token" => (200, "session".to_owned()),
        path if path.ends_with("security-credentials/") => (200, "role".to_owned()),
        path if path.ends_with("/role") => (200, written("Success")),
        _ => (200, r#"{"TaskNo": "75"}"#.to_owned()),
    });
    let client = acs_client::blocking::Client::builder()
        .environment(&environment(&[], &[]).with_metadata(&server.base))
        .unwrap()
        .endpoint(server.base.trim_start_matches("http://"))
        .plaintext_loopback()
        .build_blocking()
        .unwrap();
    for _ in 0..2 {
        assert_eq!(client.send(SaveTask::new("x")).unwrap().task_no, "75");
    }
    assert_eq!(server.lines().len(), 5);
    let last = server.asked().remove(4);
    assert_eq!(last.header("x-acs-accesskey-id"), Some("STS.testid"));
}
