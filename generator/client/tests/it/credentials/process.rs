//! Credentials that an external program prints.

use std::io;

use acs_client::credentials::{CliProfileProvider, ProcessProvider};
use acs_client::{Credentials, Environment};

use super::{EXPIRATION, TOKEN, assert_same, environment, provide, provide_error};

/// Returns an environment whose only program checks its arguments and prints `output`.
fn program(output: &'static str) -> Environment {
    environment(&[], &[]).with_command_runner(move |program, arguments| {
        assert_eq!(
            (program, arguments),
            ("get keys", ["a b".to_owned()].as_slice())
        );
        Ok(output.as_bytes().to_vec())
    })
}

const COMMAND: &str = "'get keys' a\\ b";

#[test]
fn reads_the_credentials_a_program_prints() {
    let printed = r#"{"mode": "StsToken", "access_key_id": "id", "access_key_secret": "secret",
        "sts_token": "testtoken", "expiration": "2026-01-02T04:04:05Z"}"#;
    let provider = ProcessProvider::new(COMMAND).environment(&program(printed));
    let credentials = provide(&provider).unwrap();
    let expiration = credentials
        .expiration()
        .map(humantime::format_rfc3339_seconds);
    assert_eq!(expiration.unwrap().to_string(), EXPIRATION);
    assert_same(
        credentials,
        Credentials::new("id", "secret").with_security_token(TOKEN),
    );

    let permanent = program(r#"{"access_key_id": "id", "access_key_secret": "secret"}"#);
    let credentials = provide(&ProcessProvider::new(COMMAND).environment(&permanent)).unwrap();
    assert_eq!(credentials.expiration(), None);

    let command = r#""mode": "External", "process_command": "'get keys' a\\ b""#;
    let config = format!(r#"{{"current": "p", "profiles": [{{"name": "p", {command}}}]}}"#);
    let files = program(printed).with_file_reader(move |_| Ok(config.clone().into_bytes()));
    provide(&CliProfileProvider::new().environment(&files).path("/any")).unwrap();
}

#[test]
fn reports_a_failed_program_without_its_output() {
    #[track_caller]
    fn check(environment: &Environment, expected: &str) {
        let provider = ProcessProvider::new(COMMAND).environment(environment);
        assert_eq!(
            provide_error(&provider),
            format!("credential process `get keys` {expected}")
        );
    }
    check(
        &program(r#"{"access_key_id": "s3cr3t"}"#),
        "printed invalid credentials: missing field `access_key_secret`",
    );
    check(
        &program(r#"{"mode": "StsToken", "access_key_id": "id", "access_key_secret": "s3cr3t"}"#),
        "printed invalid credentials: missing field `sts_token`",
    );
    check(
        &program(r#"{"mode": "s3cr3t", "access_key_id": "id", "access_key_secret": "s3cr3t"}"#),
        "printed invalid credentials: field `mode` is neither `AK` nor `StsToken`",
    );
    check(
        &program("s3cr3t"),
        "printed invalid credentials: invalid JSON (line 1, column 1)",
    );
    let failing = environment(&[], &[]).with_command_runner(|_, _| {
        Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long"))
    });
    check(&failing, "failed: it took too long");
    let panicking = environment(&[], &[]).with_command_runner(|_, _| panic!("on purpose"));
    check(&panicking, "could not be run: the command runner panicked");
    check(
        &environment(&[], &[]),
        "could not be run: the environment has no command runner",
    );

    let unbalanced = ProcessProvider::new("a 'b").environment(&program(""));
    assert_eq!(
        provide_error(&unbalanced),
        "the command of the credential process has an unclosed quote"
    );
    assert_eq!(
        provide_error(&ProcessProvider::new(" ").environment(&program(""))),
        "the command of the credential process is empty"
    );
}

#[cfg(unix)]
#[test]
fn runs_a_program_without_a_shell() {
    let printed = r#"{"access_key_id": "$HOME", "access_key_secret": "`id`; exit 1"}"#;
    let provider = ProcessProvider::new(format!("printf %s '{printed}'"));
    assert_same(
        provide(&provider).unwrap(),
        Credentials::new("$HOME", "`id`; exit 1"),
    );
}
