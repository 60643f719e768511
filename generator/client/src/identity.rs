//! Credentials: an access key, a bearer token, or none.
//!
//! **Invariant**: no `Debug` and no `Display` shows a secret or a token. Knows neither where credentials come from nor
//! how a request is signed with them.
//!
//! [`Credentials`] are also a provider of themselves, so a client accepts them directly:
//!
//! ```
//! use acs_client::{Client, Credentials};
//!
//! let client = Client::builder()
//!     .credentials(Credentials::new("testid", "testsecret"))
//!     .region("cn-hangzhou");
//! ```

use std::fmt;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::types::{REDACTED, percent_encode};

/// An access key, permanent or temporary; a bearer token; or no credentials at all.
///
/// ```
/// use acs_client::Credentials;
///
/// let credentials = Credentials::new("testid", "testsecret");
/// assert_eq!(credentials.access_key_id(), "testid");
/// assert!(!format!("{credentials:?}").contains("testsecret"));
/// ```
#[derive(Clone)]
pub struct Credentials {
    kind: CredentialsKind,
    access_key_id: String,
    access_key_secret: SecretString,
    /// The security token of a temporary key, or the bearer token.
    token: Option<SecretString>,
    expiration: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CredentialsKind {
    AccessKey,
    Bearer,
    Anonymous,
}

/// The identity that a request carries.
pub(crate) enum Identity<'a> {
    /// A signature, and the security token of a temporary key.
    AccessKey { token: Option<&'a str> },
    /// A bearer token and no signature.
    Bearer(&'a str),
    /// Neither a token nor a signature.
    Anonymous,
}

impl Credentials {
    /// Creates a permanent access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            kind: CredentialsKind::AccessKey,
            access_key_id: access_key_id.into(),
            access_key_secret: SecretString::from(access_key_secret.into()),
            token: None,
            expiration: None,
        }
    }

    /// Sets the security token of a temporary access key from STS.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use acs_client::Credentials;
    ///
    /// let expiration = SystemTime::now() + Duration::from_secs(3600);
    /// let credentials = Credentials::new("STS.testid", "testsecret")
    ///     .with_security_token("testtoken")
    ///     .with_expiration(expiration);
    /// assert_eq!(credentials.expiration(), Some(expiration));
    /// ```
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<String>) -> Self {
        self.kind = CredentialsKind::AccessKey;
        self.token = Some(SecretString::from(security_token.into()));
        self
    }

    /// Sets the time at which the credentials expire. Default: they never expire.
    #[must_use]
    pub fn with_expiration(mut self, expiration: SystemTime) -> Self {
        self.expiration = Some(expiration);
        self
    }

    /// Creates credentials of a bearer token, for services that accept one. Requests are not signed.
    ///
    /// ```
    /// use acs_client::Credentials;
    ///
    /// assert_eq!(Credentials::bearer("testtoken").access_key_id(), "");
    /// ```
    pub fn bearer(token: impl Into<String>) -> Self {
        Self {
            kind: CredentialsKind::Bearer,
            token: Some(SecretString::from(token.into())),
            ..Self::anonymous()
        }
    }

    /// Creates empty credentials, for operations that need none. Requests are not signed.
    ///
    /// ```
    /// use acs_client::Credentials;
    ///
    /// assert_eq!(Credentials::anonymous().access_key_id(), "");
    /// ```
    pub fn anonymous() -> Self {
        Self {
            kind: CredentialsKind::Anonymous,
            ..Self::new("", "")
        }
    }

    /// Returns the public part of the access key; empty if there is no access key.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// Returns the time at which the credentials expire, or `None` if they never do.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.expiration
    }

    pub(crate) fn secret(&self) -> &str {
        self.access_key_secret.expose_secret()
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(ExposeSecret::expose_secret)
    }

    /// Returns whether both hold the same key, secret and token, whenever they expire.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.secret() == other.secret()
            && self.token() == other.token()
    }

    pub(crate) fn identity(&self) -> Identity<'_> {
        match self.kind {
            CredentialsKind::AccessKey => Identity::AccessKey {
                token: self.token(),
            },
            CredentialsKind::Bearer => Identity::Bearer(self.token().unwrap_or_default()),
            CredentialsKind::Anonymous => Identity::Anonymous,
        }
    }

    /// Redacts the secret and the token in the texts of an error.
    ///
    /// Services echo parts of a request, and errors are logged.
    pub(crate) fn redact(&self, error: Error) -> Error {
        error.with_texts(|text| self.redact_text(text))
    }

    /// Redacts the secret and the token in a text: as they are, as a query encodes them, and as the signature of a
    /// query encodes them again.
    fn redact_text(&self, text: &mut String) {
        let secrets = [Some(self.secret()), self.token()].into_iter().flatten();
        for secret in secrets.filter(|secret| !secret.is_empty()) {
            let encoded = percent_encode(secret);
            let encoded_twice = percent_encode(&encoded);
            for spelling in [&encoded_twice, &encoded, secret] {
                if text.contains(spelling) {
                    *text = text.replace(spelling, REDACTED);
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
            .field("access_key_secret", &REDACTED)
            .field("token", &self.token.as_ref().map(|_| REDACTED))
            .field("expiration", &self.expiration)
            .finish()
    }
}
