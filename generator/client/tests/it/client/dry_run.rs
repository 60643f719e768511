//! Dry runs, which show a request without sending it.

use acs_client::codegen::{Operation, OperationSpec, OperationType, Parameters};
use acs_client::replay::block_on;
use acs_client::{Client, Credentials, DryRun, Replay, Value};

use crate::domain::{PRODUCT, SaveTask};

/// An operation whose parameters may hold secrets in any location.
struct ResetPassword(Parameters);

impl Operation for ResetPassword {
    type Response = ();
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "ResetPassword", OperationType::Write);
    acs_client::impl_operation!();
}

fn dry_run(operation: impl Operation) -> DryRun {
    let client = Client::builder()
        .credentials(Credentials::new("testid", "hush-key").with_security_token("hush-token"))
        .region("cn-hangzhou")
        .transport(Replay::new())
        .build()
        .unwrap();
    block_on(client.dry_run(operation)).unwrap()
}

#[test]
fn to_http_text_shows_what_goes_over_the_wire() {
    let text = dry_run(SaveTask::new("a b")).to_http_text();
    let text = text
        .lines()
        .filter(|line| !line.starts_with("user-agent"))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(
        text,
        "\
POST /?InstanceId=a%20b HTTP/1.1
accept: application/json
host: domain.aliyuncs.com
content-length: 0
x-acs-action: SaveSingleTaskForSynchronizingDnsHost
x-acs-version: 2018-01-29
x-acs-signature-nonce: 00000000000000000000000000000001
x-acs-date: 2026-01-02T03:04:05Z
x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
x-acs-accesskey-id: testid
x-acs-security-token: ***
authorization: ***
"
    );
}

#[test]
fn to_curl_returns_a_command() {
    let command = dry_run(ResetPassword(
        Parameters::new().form("Reason", "it's \"old\""),
    ))
    .to_curl();
    assert!(
        command.starts_with("curl -X POST 'https://domain.aliyuncs.com/' \\\n  -H 'accept: "),
        "{command}"
    );
    assert!(
        command.ends_with("--data-binary 'Reason=it%27s+%22old%22'"),
        "{command}"
    );
    assert!(!command.contains("content-length"), "{command}");
}

#[test]
fn to_json_returns_an_object() {
    let json = dry_run(SaveTask::new("a")).to_json();
    assert_eq!(json["method"], "POST");
    assert_eq!(json["url"], "https://domain.aliyuncs.com/?InstanceId=a");
    assert_eq!(json["headers"]["x-acs-version"], "2018-01-29");
    assert_eq!(json["body"], "");
}

#[test]
fn redacts_secrets_and_the_signature_in_every_form() {
    let nested = serde_json::json!({ "user": { "Password": "hush" } });
    let with_secrets = || {
        Parameters::new()
            .query("Password", "hush")
            .header("x-acs-secret", "hush")
    };
    for parameters in [
        with_secrets().query("Data", nested.to_string()),
        with_secrets().form("Password", "hush"),
        with_secrets().form("Data", nested.to_string()),
        with_secrets().body("Body", nested.clone()),
        with_secrets().body_json_text("Body", Value::from("<a><Password>hush</Password></a>")),
    ] {
        let run = dry_run(ResetPassword(parameters));
        let signature = run.request().headers()["authorization"].to_str().unwrap();
        let signature = signature.rsplit_once('=').unwrap().1;
        for text in [
            run.to_http_text(),
            run.to_curl(),
            run.to_json().to_string(),
            run.to_string(),
            format!("{run:?}"),
        ] {
            assert!(!text.contains("hush"), "{text}");
            assert!(!text.contains(signature), "{text}");
        }
    }
}
