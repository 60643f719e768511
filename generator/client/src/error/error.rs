//! The error of every call, with its accessors.
//!
//! **Invariant**: shows no secret in any text. Knows neither transports nor credentials.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::kind::{ErrorKind, TransportErrorKind};
use super::metadata::ErrorMetadata;

/// The reason why a call failed.
///
/// `Display` writes one line: operation, code, message, status, request ID and attempts, but not the
/// [`source`](StdError::source). Neither `Display` nor `Debug` shows a secret.
///
/// ```
/// # use acs_client::{Response, codegen::Bytes};
/// let response = http::Response::builder()
///     .status(404)
///     .header("x-acs-request-id", "0F1B")
///     .body(Bytes::from(r#"{"Code": "InvalidInstanceId", "Message": "no such instance"}"#))?;
/// let error = Response::<()>::from_http(&response).unwrap_err();
///
/// assert_eq!(error.to_string(), "InvalidInstanceId: no such instance (status 404, request 0F1B)");
/// assert_eq!(error.code(), Some("InvalidInstanceId"));
/// assert_eq!(error.message(), "no such instance");
/// assert_eq!(error.status(), Some(404));
/// assert_eq!(error.request_id(), Some("0F1B"));
/// # Ok::<(), http::Error>(())
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    metadata: ErrorMetadata,
    transport: Option<TransportErrorKind>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    attempts: u32,
}

impl Error {
    /// Creates an error of the kind [`Credentials`](ErrorKind::Credentials), for your own implementation of
    /// [`ProvideCredentials`](crate::ProvideCredentials). The message should say what to set or to do.
    ///
    /// ```
    /// use acs_client::{Error, ErrorKind};
    ///
    /// let error = Error::credentials("the vault is sealed; unseal it");
    /// assert_eq!(error.kind(), ErrorKind::Credentials);
    /// assert_eq!(error.to_string(), "the vault is sealed; unseal it");
    /// ```
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            metadata: ErrorMetadata::default(),
            transport: None,
            source: None,
            attempts: 0,
        }))
    }

    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    pub(crate) fn endpoint(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Endpoint, message)
    }

    pub(crate) fn with_metadata(mut self, metadata: ErrorMetadata) -> Self {
        self.0.metadata = metadata;
        self
    }

    /// Sets the error that caused this one, which [`source`](StdError::source) returns.
    ///
    /// ```
    /// use std::error::Error as _;
    ///
    /// let error = acs_client::Error::credentials("the vault is sealed").with_source("connection refused");
    /// assert_eq!(error.source().unwrap().to_string(), "connection refused");
    /// ```
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_optional_source(
        mut self,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = source;
        self
    }

    pub(crate) fn with_transport_kind(mut self, kind: TransportErrorKind) -> Self {
        self.0.transport = Some(kind);
        self
    }

    /// Sets the operation if none is set yet.
    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Replaces the kind: a failed call for credentials, for example, is a failure to provide credentials.
    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Applies a change to each text of the error, for example to redact a secret.
    pub(crate) fn with_texts(mut self, change: impl Fn(&mut String)) -> Self {
        let Inner {
            message, metadata, ..
        } = &mut *self.0;
        let ErrorMetadata {
            code,
            request_id,
            host_id,
            diagnosis_url,
            body,
            ..
        } = metadata;
        let texts = [
            Some(message),
            code.as_mut(),
            request_id.as_mut(),
            host_id.as_mut(),
            diagnosis_url.as_mut(),
            body.as_mut(),
        ];
        texts.into_iter().flatten().for_each(change);
        self
    }

    /// Returns the stage at which the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the name of the operation that was called.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the service's code for the failure, such as `InvalidInstanceId`.
    pub fn code(&self) -> Option<&str> {
        self.0.metadata.code.as_deref()
    }

    /// Returns the description of the failure: the service's own message if the service sent one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the ID of the request, by which the support of Alibaba Cloud finds the call.
    pub fn request_id(&self) -> Option<&str> {
        self.0.metadata.request_id.as_deref()
    }

    /// Returns the name that the responding host gives itself.
    pub fn host_id(&self) -> Option<&str> {
        self.0.metadata.host_id.as_deref()
    }

    /// Returns the HTTP status, or `None` if no response arrived.
    pub fn status(&self) -> Option<u16> {
        self.0.metadata.status
    }

    /// Returns the service's link to its diagnosis of the failure.
    pub fn diagnosis_url(&self) -> Option<&str> {
        self.0.metadata.diagnosis_url.as_deref()
    }

    /// Returns the start of the response's body on one line, at most 500 characters.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let response = http::Response::builder()
    ///     .status(502)
    ///     .body(Bytes::from("<html>\n<h1>Bad Gateway</h1>"))?;
    /// let error = Response::<()>::from_http(&response).unwrap_err();
    /// assert_eq!(error.body(), Some("<html> <h1>Bad Gateway</h1>"));
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn body(&self) -> Option<&str> {
        self.0.metadata.body.as_deref()
    }

    /// Returns the delay that the service requests before the next attempt.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use acs_client::{Response, codegen::Bytes};
    /// let response = http::Response::builder()
    ///     .status(503)
    ///     .header("retry-after", "5")
    ///     .body(Bytes::new())?;
    /// let error = Response::<()>::from_http(&response).unwrap_err();
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.metadata.retry_after
    }

    /// Returns the number of times that the request was sent, which may be 0.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns a copy without the [`source`](StdError::source), which cannot be cloned.
    pub(crate) fn clone_without_source(&self) -> Self {
        let Inner {
            kind,
            operation,
            message,
            metadata,
            transport,
            attempts,
            source: _,
        } = &*self.0;
        Self(Box::new(Inner {
            kind: *kind,
            operation: *operation,
            message: message.clone(),
            metadata: metadata.clone(),
            transport: *transport,
            source: None,
            attempts: *attempts,
        }))
    }

    pub(super) fn metadata(&self) -> &ErrorMetadata {
        &self.0.metadata
    }

    /// Returns the time of the response by the service's clock.
    pub(crate) fn date(&self) -> Option<SystemTime> {
        self.0.metadata.date
    }

    pub(crate) fn transport_kind(&self) -> Option<TransportErrorKind> {
        self.0.transport
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            operation,
            message,
            metadata,
            transport,
            source,
            attempts,
        } = &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", operation)
            .field("message", message)
            .field("metadata", metadata)
            .field("transport", transport)
            .field("source", source)
            .field("attempts", attempts)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
