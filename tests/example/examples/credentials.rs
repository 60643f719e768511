//! Provides credentials from three providers: the default chain, a single provider, and one that the program implements.

use std::future::ready;

use acs_client::credentials::{DefaultCredentialsChain, UriProvider};
use acs_client::replay::block_on;
use acs_client::{
    BoxFuture, Credentials, Environment, Error, ProvideCredentials, Replay, Transport,
};

/// A provider that would read an access key from the program's own vault.
struct VaultProvider;

impl ProvideCredentials for VaultProvider {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(ready(Ok(Credentials::new("id-from-vault", "secret"))))
    }
}

fn main() -> Result<(), Error> {
    // In a program, a client without credentials uses the default chain in the environment of the process.
    let environment = Environment::from_vars(|name| match name {
        "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("id-from-variables".to_owned()),
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("secret".to_owned()),
        _ => None,
    });
    let service = Replay::new().json(
        r#"{"Code": "Success", "AccessKeyId": "id-from-uri", "AccessKeySecret": "secret",
        "SecurityToken": "token", "Expiration": "2026-01-02T04:04:05Z"}"#,
    );
    let providers: [&dyn ProvideCredentials; 3] = [
        &DefaultCredentialsChain::new().environment(&environment),
        &UriProvider::new().uri("http://127.0.0.1:7777/credentials"),
        &VaultProvider,
    ];
    for provider in providers {
        let credentials = block_on(provider.provide_credentials(&service))?;
        println!("{}", credentials.access_key_id());
    }
    Ok(())
}
