//! Who is asking: access keys, and where they come from.
//!
//! **Invariant**: no `Debug` and no `Display` shows a secret or a token.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::sign::percent_encode;
use crate::transport::{BoxFuture, Transport};

/// An access key, with a security token where it is a temporary one; or a bearer token; or nothing.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    access_key_id: String,
    access_key_secret: SecretString,
    /// Of a temporary key, or the bearer token.
    token: Option<SecretString>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    AccessKey,
    Bearer,
    Anonymous,
}

/// What a request shows to say who is asking.
pub(crate) enum Proof<'a> {
    /// A signature, and the token that its key needs.
    Key { token: Option<&'a str> },
    /// A token and no signature.
    Bearer(&'a str),
    /// Nothing at all.
    Nothing,
}

impl Credentials {
    /// A permanent access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            kind: Kind::AccessKey,
            access_key_id: access_key_id.into(),
            access_key_secret: SecretString::from(access_key_secret.into()),
            token: None,
        }
    }

    /// The token that belongs to a temporary key of STS.
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<String>) -> Self {
        self.kind = Kind::AccessKey;
        self.token = Some(SecretString::from(security_token.into()));
        self
    }

    /// A token instead of a key, for services that take one; nothing is signed.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self {
            kind: Kind::Bearer,
            token: Some(SecretString::from(token.into())),
            ..Self::anonymous()
        }
    }

    /// Nobody, for operations that anybody may call.
    pub fn anonymous() -> Self {
        Self {
            kind: Kind::Anonymous,
            ..Self::new("", "")
        }
    }

    /// The part of the key that may be known; empty where there is no key.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    pub(crate) fn secret(&self) -> &str {
        self.access_key_secret.expose_secret()
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(ExposeSecret::expose_secret)
    }

    /// Whether they would sign alike.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.secret() == other.secret()
            && self.token() == other.token()
    }

    pub(crate) fn proof(&self) -> Proof<'_> {
        match self.kind {
            Kind::AccessKey => Proof::Key {
                token: self.token(),
            },
            Kind::Bearer => Proof::Bearer(self.token().unwrap_or_default()),
            Kind::Anonymous => Proof::Nothing,
        }
    }

    /// Replaces the secret and the token where a service repeats them, be it as they stand in a query, or as a
    /// query is signed.
    pub(crate) fn scrub(&self, text: &mut String) {
        let secrets = [Some(self.secret()), self.token()].into_iter().flatten();
        for secret in secrets.filter(|secret| !secret.is_empty()) {
            let encoded = percent_encode(secret);
            let twice = percent_encode(&encoded);
            for secret in [&twice, &encoded, secret] {
                if text.contains(secret) {
                    *text = text.replace(secret, "***");
                }
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("kind", &self.kind)
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &"***")
            .field("token", &self.token.as_ref().map(|_| "***"))
            .finish()
    }
}

/// A source of credentials; asked before every request.
pub trait ProvideCredentials: Send + Sync {
    /// The credentials to sign the next request with.
    ///
    /// A source that has to ask somebody uses `transport`, so that it shares the client's
    /// connections, proxy and clock. Errors are made with [`Error::credentials`].
    fn provide<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>>;

    /// A service has refused these credentials because their time is over: a source that keeps them should ask anew.
    fn expired(&self, credentials: &Credentials) {
        let _ = credentials;
    }
}

impl ProvideCredentials for Credentials {
    fn provide<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// Credentials and region from environment variables.
///
/// Reads `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and where they are set
/// `ALIBABA_CLOUD_SECURITY_TOKEN` and `ALIBABA_CLOUD_REGION_ID`. An empty variable counts as unset.
#[derive(Clone)]
pub struct Environment {
    lookup: Arc<Lookup>,
}

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Environment {
    /// The variables of this process, read each time they are asked for.
    pub fn process() -> Self {
        Self::with(|name| std::env::var(name).ok())
    }

    /// Variables from somewhere else: a test, or a file.
    pub fn with(lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            lookup: Arc::new(lookup),
        }
    }

    /// The credentials as they are now.
    ///
    /// # Errors
    ///
    /// Names every variable that is missing.
    pub fn credentials(&self) -> Result<Credentials, Error> {
        const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
        const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
        let (id, secret) = match (self.get(ID), self.get(SECRET)) {
            (Some(id), Some(secret)) => (id, secret),
            (None, Some(_)) => return Err(missing(ID)),
            (Some(_), None) => return Err(missing(SECRET)),
            (None, None) => return Err(missing(&format!("{ID} and {SECRET}"))),
        };
        let credentials = Credentials::new(id, secret);
        Ok(match self.get("ALIBABA_CLOUD_SECURITY_TOKEN") {
            Some(token) => credentials.with_security_token(token),
            None => credentials,
        })
    }

    /// The region, where one is set: `ALIBABA_CLOUD_REGION_ID`, or what the official command line reads after it,
    /// `ALIBABACLOUD_REGION_ID`, `ALICLOUD_REGION_ID`, `REGION_ID` and `REGION`.
    pub fn region(&self) -> Option<String> {
        crate::regions::VARIABLES
            .iter()
            .find_map(|name| self.get(name))
    }

    fn get(&self, name: &str) -> Option<String> {
        (self.lookup)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

impl ProvideCredentials for Environment {
    fn provide<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(self.credentials()))
    }
}

fn missing(names: &str) -> Error {
    Error::credentials(format!("no credentials: set {names}"))
}
