//! Where credentials come from: each source against real servers on this machine, time by script.

mod cached;
mod chain;
mod files;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod metadata;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod server;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod sts;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod uri;

use std::io;
use std::path::Path;

use acs_client::replay::block_on;
use acs_client::{Client, Credentials, Environment, Error, ProvideCredentials, Replay};

use crate::domain::SaveTask;

const TOKEN: &str = "testtoken";
const END: &str = "2026-01-02T04:04:05Z";

/// What services issue, in all these tests.
fn issued() -> Credentials {
    Credentials::new("STS.testid", "issuedsecret").with_security_token(TOKEN)
}

/// How services write it.
fn written(code: &str) -> String {
    format!(
        r#"{{"Code": "{code}", "AccessKeyId": "STS.testid", "AccessKeySecret": "issuedsecret",
            "SecurityToken": "{TOKEN}", "Expiration": "{END}", "LastUpdated": "2026-01-02T03:04:05Z"}}"#
    )
}

/// An environment of these variables and files.
fn environment(variables: &[(&'static str, &str)], files: &[(&'static str, &str)]) -> Environment {
    let owned = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(k, v)| (*k, (*v).to_owned())).collect()
    };
    let (variables, files) = (owned(variables), owned(files));
    let find = |pairs: &[(&'static str, String)], wanted: &str| {
        let found = pairs.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.clone())
    };
    Environment::with(move |name| find(&variables, name)).with_file_reader(move |path: &Path| {
        let path = path.to_str().unwrap_or_default();
        let text = find(&files, path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.into_bytes())
    })
}

/// Asks a source that needs no network.
fn ask(source: &dyn ProvideCredentials) -> Result<Credentials, Error> {
    block_on(source.provide_credentials(&Replay::new()))
}

#[track_caller]
fn problem(source: &dyn ProvideCredentials) -> String {
    let error = ask(source).unwrap_err();
    assert_eq!(error.kind(), acs_client::ErrorKind::Credentials);
    error.to_string()
}

/// That both sign alike.
#[track_caller]
fn assert_same(actual: Credentials, expected: Credentials) {
    let sent = |credentials: Credentials| {
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
    assert_eq!(sent(actual), sent(expected));
}

/// Asks over each transport there is.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn each(check: impl Fn(&dyn Fn(&dyn ProvideCredentials) -> Result<Credentials, Error>)) {
    #[cfg(feature = "reqwest")]
    check(&|source| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let transport = acs_client::Reqwest::new().unwrap();
        runtime.block_on(source.provide_credentials(&transport))
    });
    #[cfg(feature = "blocking")]
    check(&|source| block_on(source.provide_credentials(&acs_client::Ureq::new())));
}
