//! Profiles in `~/.aliyun/config.json`, the configuration of the official CLI.

use acs_client::credentials::CliProfileProvider;
use acs_client::replay::block_on;
use acs_client::{Credentials, Environment, ProvideCredentials, Replay};

use super::{
    HOME, TOKEN, assert_same, check_sent, credentials_json, environment, form, prefixes, provide,
    provide_error,
};

const CONFIG: &str = "/home/me/.aliyun/config.json";

fn config(json: &str) -> Environment {
    environment(&[HOME], &[(CONFIG, json)])
}

/// Returns an environment whose current profile is `p`, with these fields.
fn profile(fields: &str) -> Environment {
    config(&format!(
        r#"{{"current": "p", "profiles": [{{"name": "other"}}, {{"name": "p", {fields}}}]}}"#
    ))
}

#[test]
fn reads_profiles_with_access_keys() {
    let access_key =
        profile(r#""mode": "AK", "access_key_id": "id", "access_key_secret": "secret""#);
    assert_same(
        provide(&CliProfileProvider::new().environment(&access_key)).unwrap(),
        Credentials::new("id", "secret"),
    );
    let temporary = profile(
        r#""mode": "StsToken", "access_key_id": "id", "access_key_secret": "secret", "sts_token": "testtoken""#,
    );
    assert_same(
        provide(&CliProfileProvider::new().environment(&temporary)).unwrap(),
        Credentials::new("id", "secret").with_security_token(TOKEN),
    );
}

#[test]
fn assumes_the_role_of_a_profile() {
    let role = profile(
        r#""mode": "RamRoleArn", "access_key_id": "id", "access_key_secret": "secret", "ram_role_arn": "a/b",
           "ram_session_name": "me", "expired_seconds": 900, "policy": "{}", "external_id": "x", "sts_region": "cn-x""#,
    );
    check_sent(
        &CliProfileProvider::new().environment(&role),
        &[
            ("RoleArn", "a%2Fb"),
            ("RoleSessionName", "me"),
            ("DurationSeconds", "900"),
            ("Policy", "%7B%7D"),
            ("ExternalId", "x"),
        ],
    );
    let json = r#"{"current": "p", "profiles": [{"name": "p", "mode": "OIDC", "ram_role_arn": "r",
        "oidc_provider_arn": "provider", "oidc_token_file": "/token", "role_session_name": "me"}]}"#;
    let oidc = environment(&[HOME], &[(CONFIG, json), ("/token", "ey\n")]);
    check_sent(
        &CliProfileProvider::new().environment(&oidc),
        &[
            ("RoleArn", "r"),
            ("OIDCProviderArn", "provider"),
            ("OIDCToken", "ey"),
            ("RoleSessionName", "me"),
        ],
    );
}

#[test]
fn assumes_a_role_through_other_profiles() {
    let json = r#"{"current": "top", "profiles": [
        {"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "middle", "ram_role_arn": "r2"},
        {"name": "middle", "mode": "ChainableRamRoleArn", "source_profile": "key", "ram_role_arn": "r1"},
        {"name": "key", "mode": "AK", "access_key_id": "id", "access_key_secret": "secret"}]}"#;
    let response = format!(r#"{{"Credentials": {}}}"#, credentials_json("x"));
    let replay = Replay::new().json(&response).json(&response);
    block_on(
        CliProfileProvider::new()
            .environment(&config(json))
            .provide_credentials(&replay),
    )
    .unwrap();
    let requests = replay.requests();
    for (request, role) in requests.iter().zip(["r1", "r2"]) {
        assert!(form(request).contains(&("RoleArn".to_owned(), role.to_owned())));
    }
    let query = requests[1].uri().query().unwrap();
    assert!(query.contains("AccessKeyId=STS.testid"), "{query}");
}

/// Asserts an error message, which begins with the path of the file.
#[track_caller]
fn check(environment: &Environment, expected: &str) {
    assert_eq!(
        provide_error(&CliProfileProvider::new().environment(environment)),
        format!("{CONFIG}{expected}")
    );
}

#[test]
fn rejects_profiles_that_cannot_work() {
    let cycle = r#"{"current": "a", "profiles": [
        {"name": "a", "mode": "ChainableRamRoleArn", "source_profile": "a", "ram_role_arn": "r"}]}"#;
    check(
        &config(cycle),
        ": profile `a`: more than 16 profiles follow each other by `source_profile`; check them for a cycle",
    );
    for mode in ["CloudSSO", "OAuth"] {
        check(
            &profile(&format!(r#""mode": "{mode}""#)),
            &format!(
                ": profile `p`: mode {mode} requires a sign-in with a browser; \
                 use a profile of mode RamRoleArn, EcsRamRole, OIDC or External"
            ),
        );
    }
    check(
        &profile(r#""mode": "AK", "access_key_id": "id", "access_key_secret": """#),
        ": profile `p`: missing field `access_key_secret`",
    );
    check(
        &profile(r#""mode": "s3cr3t""#),
        ": profile `p`: field `mode` is not one of AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, External",
    );
    check(&config(r#"{"profiles": []}"#), ": missing field `current`");
    check(
        &config(r#"{"current": "x", "profiles": 1}"#),
        ": there is no profile `x`",
    );
    check(
        &config(r#"{"current": "\u001b[2J\n"}"#),
        r": there is no profile `\u{1b}[2J\n`",
    );
    check(&config(r#"{"s3cr3t""#), ": invalid JSON (line 1, column 9)");
    check(
        &config(&"[".repeat(100_000)),
        ": invalid JSON (line 1, column 128)",
    );
    assert_eq!(
        provide_error(&CliProfileProvider::new().environment(&config(&" ".repeat(1 << 21)))),
        format!("{CONFIG}: the file is longer than 1048576 bytes")
    );
    assert_eq!(
        provide_error(&CliProfileProvider::new().environment(&environment(&[HOME], &[]))),
        format!("file {CONFIG} does not exist")
    );
    assert_eq!(
        provide_error(&CliProfileProvider::new().environment(&environment(&[], &[]))),
        "~/.aliyun/config.json cannot be found: neither HOME nor USERPROFILE is set"
    );
}

#[test]
fn reads_or_rejects_a_truncated_file() {
    let complete: &'static str = r#"{"current": "p", "profiles": [{"name": "p", "mode": "AK", "access_key_id": "id",
        "access_key_secret": "ä"}]}"#;
    for prefix in prefixes(complete) {
        let is_read = provide(&CliProfileProvider::new().environment(&config(prefix))).is_ok();
        assert_eq!(is_read, prefix == complete);
    }
}
