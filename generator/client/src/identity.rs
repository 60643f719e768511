//! Who is asking: an access key, a bearer token, or nobody.
//!
//! **Invariant**: no `Debug` and no `Display` shows a secret or a token. Knows neither where credentials come from nor how
//! a request is signed with them.

use std::fmt;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::types::percent_encode;

/// An access key, with a security token where it is a temporary one; or a bearer token; or nothing.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    access_key_id: String,
    access_key_secret: SecretString,
    /// Of a temporary key, or the bearer token.
    token: Option<SecretString>,
    expiration: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    AccessKey,
    Bearer,
    Anonymous,
}

/// What a request shows to say who is asking.
pub(crate) enum Identity<'a> {
    /// A signature, and the token that its key needs.
    AccessKey { token: Option<&'a str> },
    /// A token and no signature.
    Bearer(&'a str),
    /// Nothing at all.
    Anonymous,
}

impl Credentials {
    /// A permanent access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            kind: Kind::AccessKey,
            access_key_id: access_key_id.into(),
            access_key_secret: SecretString::from(access_key_secret.into()),
            token: None,
            expiration: None,
        }
    }

    /// The token that belongs to a temporary key of STS.
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<String>) -> Self {
        self.kind = Kind::AccessKey;
        self.token = Some(SecretString::from(security_token.into()));
        self
    }

    /// When they end; without, they last.
    #[must_use]
    pub fn with_expiration(mut self, expiration: SystemTime) -> Self {
        self.expiration = Some(expiration);
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

    /// When they end, where that is known.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.expiration
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

    pub(crate) fn proof(&self) -> Identity<'_> {
        match self.kind {
            Kind::AccessKey => Identity::AccessKey {
                token: self.token(),
            },
            Kind::Bearer => Identity::Bearer(self.token().unwrap_or_default()),
            Kind::Anonymous => Identity::Anonymous,
        }
    }

    /// Services repeat what they were sent; a secret must not get into logs that way.
    pub(crate) fn redact(&self, error: Error) -> Error {
        error.with_texts(|text| self.scrub(text))
    }

    /// Replaces the secret and the token where a service repeats them, be it as they stand in a query, or as a
    /// query is signed.
    fn scrub(&self, text: &mut String) {
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
            .field("expiration", &self.expiration)
            .finish()
    }
}
