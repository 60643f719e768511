//! Where credentials come from: the default chain, a source by itself, and one of your own.

use std::future::ready;

use acs_client::credentials::{DefaultCredentialsChain, UriProvider};
use acs_client::replay::block_on;
use acs_client::{
    BoxFuture, Credentials, Environment, Error, ProvideCredentials, Replay, Transport,
};

/// Asks whatever you keep keys in.
struct Vault;

impl ProvideCredentials for Vault {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(ready(Ok(Credentials::new("id-of-vault", "secret"))))
    }
}

fn main() -> Result<(), Error> {
    // `Environment::process()` is the real one; a client takes its chain unless told otherwise.
    let environment = Environment::with(|name| match name {
        "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("id-of-variables".to_owned()),
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("secret".to_owned()),
        _ => None,
    });
    let answer = r#"{"Code": "Success", "AccessKeyId": "id-of-address", "AccessKeySecret": "secret",
        "SecurityToken": "token", "Expiration": "2026-01-02T04:04:05Z"}"#;
    let service = Replay::new().json(answer);
    let sources: [&dyn ProvideCredentials; 3] = [
        &DefaultCredentialsChain::new(&environment),
        &UriProvider::at("http://127.0.0.1:7777/credentials"),
        &Vault,
    ];
    for source in sources {
        let credentials = block_on(source.provide_credentials(&service))?;
        println!("{}", credentials.access_key_id());
    }
    Ok(())
}
