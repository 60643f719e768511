//! The order of the default chain: the provider that wins in an environment.
//!
//! The expectations were taken from `alibabacloud_credentials` 1.0.12 for Python.

use acs_client::credentials::DefaultCredentialsChain;
use acs_client::replay::block_on;
use acs_client::{Client, Environment, ProvideCredentials, Replay};

use super::{HOME, credentials_json, environment, provide};
use crate::domain::SaveTask;

const ACCESS_KEY: [(&str, &str); 2] = [
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "environment"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s"),
];
const OIDC: [(&str, &str); 3] = [
    ("ALIBABA_CLOUD_ROLE_ARN", "r"),
    ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p"),
    ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/token"),
];
const OIDC_TOKEN: (&str, &str) = ("/token", "ey");
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
const IMDS_DISABLED: (&str, &str) = ("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
const URI: (&str, &str) = ("ALIBABA_CLOUD_CREDENTIALS_URI", "http://somewhere/");

/// Returns the access key ID of a local provider, or the host of a remote one, or `none`.
fn winner(environment: &Environment) -> String {
    let replay = Replay::new()
        .json(format!(r#"{{"Credentials": {}}}"#, credentials_json("x")))
        .respond(200, "text/plain", "role")
        .json(credentials_json("Success"))
        .json(credentials_json("Success"));
    let chain = DefaultCredentialsChain::new().environment(environment);
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
fn the_first_configured_provider_wins() {
    let files = [OIDC_TOKEN, CLI, INI];
    check(&[&ACCESS_KEY, &OIDC, &[HOME, URI]], &files, "environment");
    check(&[&OIDC, &[HOME, URI]], &files, "sts.aliyuncs.com");
    check(&[&OIDC[..2], &[HOME, URI]], &files, "cli");
    check(&[&[HOME, URI]], &files, "cli");
    check(&[&[HOME, URI]], &[INI], "ini");
    check(&[&[HOME, URI]], &[], "100.100.100.200");
    check(&[&[HOME]], &[], "100.100.100.200");
    check(&[], &[], "100.100.100.200");
}

#[test]
fn variables_disable_providers_and_choose_profiles() {
    let cli_disabled = ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    let profile = |name| ("ALIBABA_CLOUD_PROFILE", name);
    check(&[&[HOME, cli_disabled]], &[CLI, INI], "ini");
    check(&[&[HOME, profile("b")]], &[CLI, INI], "cli-b");
    check(&[&[HOME, cli_disabled, profile("b")]], &[CLI, INI], "ini-b");
    check(
        &[&[HOME, cli_disabled, profile("c"), IMDS_DISABLED]],
        &[CLI, INI],
        "none",
    );
    let other_file = ("ALIBABA_CLOUD_CREDENTIALS_FILE", INI.0);
    check(&[&[other_file, IMDS_DISABLED]], &[INI], "ini");
}

#[test]
fn skips_a_provider_that_fails() {
    check(&[&ACCESS_KEY[..1], &[HOME]], &[CLI], "cli");
    check(&[&OIDC, &[HOME]], &[CLI], "cli");
    check(&[&[HOME]], &[(CLI.0, "{"), INI], "ini");
    check(&[&[HOME, IMDS_DISABLED]], &[(INI.0, "?")], "none");
}

#[test]
fn the_uri_provider_comes_last() {
    let replay = Replay::new().json(credentials_json("Success"));
    let chain =
        DefaultCredentialsChain::new().environment(&environment(&[IMDS_DISABLED, URI], &[]));
    block_on(chain.provide_credentials(&replay)).unwrap();
    assert_eq!(replay.requests()[0].uri(), "http://somewhere/");
}

#[test]
fn the_error_names_every_provider_and_its_failure() {
    let variables = [&OIDC[..2], &[HOME, IMDS_DISABLED]].concat();
    let chain =
        DefaultCredentialsChain::new().environment(&environment(&variables, &[(INI.0, "[x]")]));
    let error = provide(&chain).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no provider returned credentials\n  \
           environment: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET\n  \
           OIDC: set ALIBABA_CLOUD_OIDC_TOKEN_FILE\n  \
           CLI profile: file /home/me/.aliyun/config.json does not exist\n  \
           credentials file: /home/me/.alibabacloud/credentials.ini has no section `[default]`\n  \
           ECS metadata: disabled by ALIBABA_CLOUD_ECS_METADATA_DISABLED\n  \
           credentials URI: set ALIBABA_CLOUD_CREDENTIALS_URI"
    );
    assert!(error.advice().unwrap().contains("aliyun configure"));
}

#[test]
fn later_calls_use_only_the_provider_that_succeeded() {
    use std::time::Duration;

    use acs_client::Clock;

    let replay = Replay::new()
        .json(credentials_json("Success"))
        .json(credentials_json("Success"));
    let chain =
        DefaultCredentialsChain::new().environment(&environment(&[IMDS_DISABLED, URI], &[]));
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
fn a_client_resolves_its_credentials_on_the_first_call() {
    let replay = Replay::new()
        .respond(200, "text/plain", "session")
        .respond(200, "text/plain", "role")
        .json(credentials_json("Success"))
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
fn a_client_refreshes_expired_credentials_and_retries_the_call() {
    let replay = Replay::new()
        .json(credentials_json("Success"))
        .error(400, r#"{"Code": "InvalidSecurityToken.Expired"}"#)
        .json(credentials_json("Success").replace("STS.testid", "STS.second"))
        .json("{}");
    let client = Client::builder()
        .environment(&environment(&[IMDS_DISABLED, URI], &[]))
        .unwrap()
        .region("cn-hangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    let response = block_on(client.send(SaveTask::new("x"))).unwrap();
    assert_eq!(response.attempts(), 2);
    let last = replay.requests().remove(3);
    assert_eq!(last.headers()["x-acs-accesskey-id"], "STS.second");
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_uses_the_chain() {
    use super::server::Server;

    let server = Server::new(|request| match request.path.as_str() {
        "/latest/api/token" => (200, "session".to_owned()),
        path if path.ends_with("security-credentials/") => (200, "role".to_owned()),
        path if path.ends_with("/role") => (200, credentials_json("Success")),
        _ => (200, r#"{"TaskNo": "75"}"#.to_owned()),
    });
    let client = acs_client::blocking::Client::builder()
        .environment(&environment(&[], &[]).with_metadata_endpoint(&server.base_url))
        .unwrap()
        .endpoint(server.base_url.trim_start_matches("http://"))
        .plaintext_loopback()
        .build_blocking()
        .unwrap();
    for _ in 0..2 {
        assert_eq!(client.send(SaveTask::new("x")).unwrap().task_no, "75");
    }
    assert_eq!(server.request_lines().len(), 5);
    let last = server.requests().remove(4);
    assert_eq!(last.header("x-acs-accesskey-id"), Some("STS.testid"));
}
