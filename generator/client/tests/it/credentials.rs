//! Tests of the credentials layer: each provider against servers on loopback, and the cache with a virtual clock.

#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod assume_role;
mod cache;
mod cli_profile;
mod default_chain;
mod environment;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod imds;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod oidc_role;
mod process;
mod profile_file;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod server;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod uri;

use std::io;
use std::path::Path;

use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Environment, Error, ErrorKind, ProvideCredentials, Replay};

use crate::domain::SaveTask;

const HOME: (&str, &str) = ("HOME", "/home/me");
const TOKEN: &str = "testtoken";
/// The expiration in `credentials_json`.
const EXPIRATION: &str = "2026-01-02T04:04:05Z";

/// Returns the credentials in `credentials_json`.
fn issued_credentials() -> Credentials {
    Credentials::new("STS.testid", "issuedsecret").with_security_token(TOKEN)
}

/// Returns issued credentials as a service writes them.
fn credentials_json(code: &str) -> String {
    format!(
        r#"{{"Code": "{code}", "AccessKeyId": "STS.testid", "AccessKeySecret": "issuedsecret",
            "SecurityToken": "{TOKEN}", "Expiration": "{EXPIRATION}", "LastUpdated": "2026-01-02T03:04:05Z"}}"#
    )
}

/// Returns an environment with these variables and files.
fn environment(variables: &[(&'static str, &str)], files: &[(&'static str, &str)]) -> Environment {
    let owned = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    };
    let (variables, files) = (owned(variables), owned(files));
    let find = |pairs: &[(&'static str, String)], name: &str| {
        let found = pairs.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.clone())
    };
    Environment::from_vars(move |name| find(&variables, name)).with_file_reader(
        move |path: &Path| {
            let path = path.to_str().unwrap_or_default();
            let text = find(&files, path).ok_or(io::ErrorKind::NotFound)?;
            Ok(text.into_bytes())
        },
    )
}

/// Returns the credentials of a provider that needs no network.
fn provide(provider: &dyn ProvideCredentials) -> Result<Credentials, Error> {
    block_on(provider.provide_credentials(&Replay::new()))
}

/// Returns the error message of a provider that needs no network.
#[track_caller]
fn provide_error(provider: &dyn ProvideCredentials) -> String {
    let error = provide(provider).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    error.to_string()
}

/// Asserts that requests signed with both credentials are equal.
#[track_caller]
fn assert_same(actual: Credentials, expected: Credentials) {
    let signed_headers = |credentials: Credentials| {
        let replay = Replay::new().json("{}");
        let client = Client::builder()
            .credentials(credentials)
            .region("cn-hangzhou")
            .transport(replay.clone())
            .build()
            .unwrap();
        block_on(client.send(SaveTask::new("x"))).unwrap();
        replay.requests()[0].headers().clone()
    };
    assert_eq!(signed_headers(actual), signed_headers(expected));
}

/// Returns the form parameters that a provider sends to the security token service.
#[track_caller]
fn sent_form(provider: &dyn ProvideCredentials) -> Vec<(String, String)> {
    let replay = Replay::new().json(format!(r#"{{"Credentials": {}}}"#, credentials_json("x")));
    assert_same(
        block_on(provider.provide_credentials(&replay)).unwrap(),
        issued_credentials(),
    );
    form(&replay.requests()[0])
}

/// Decodes the form of a request. Values stay percent-encoded.
fn form(request: &http::Request<bytes::Bytes>) -> Vec<(String, String)> {
    let body = std::str::from_utf8(request.body()).unwrap();
    body.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Asserts form parameters that a provider sends to the security token service.
#[track_caller]
fn check_sent(provider: &dyn ProvideCredentials, expected: &[(&str, &str)]) {
    let sent = sent_form(provider);
    for (name, value) in expected {
        let found = sent.iter().find(|(key, _)| key == name);
        assert_eq!(
            found.map(|(_, value)| value.as_str()),
            Some(*value),
            "{name}"
        );
    }
}

/// Returns every prefix of a text.
fn prefixes(text: &'static str) -> impl Iterator<Item = &'static str> {
    let ends = (0..=text.len()).filter(move |&end| text.is_char_boundary(end));
    ends.map(move |end| &text[..end])
}

/// Runs a check with a function that provides credentials, once for each transport.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn with_each_transport(
    check: impl Fn(&dyn Fn(&dyn ProvideCredentials) -> Result<Credentials, Error>),
) {
    #[cfg(feature = "reqwest")]
    check(&|provider| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let transport = acs_client::Reqwest::new().unwrap();
        runtime.block_on(provider.provide_credentials(&transport))
    });
    #[cfg(feature = "blocking")]
    check(&|provider| block_on(provider.provide_credentials(&acs_client::Ureq::new())));
}
