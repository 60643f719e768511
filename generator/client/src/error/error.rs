//! The error of every call, with its accessors and its texts.
//!
//! **Invariant**: no text of it shows a secret; knows neither transports nor credentials.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::kind::{ErrorKind, TransportErrorKind};
use super::metadata::ErrorMetadata;

/// Why a call failed.
///
/// `Display` is useful alone, as in
/// `SaveSingleTask…: InvalidInstanceId: no such instance (status 400, request 0F1B…)`;
/// it does not repeat [`source`](StdError::source). Nothing here shows a secret.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    fault: ErrorMetadata,
    transport: Option<TransportErrorKind>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    attempts: u32,
}

impl Error {
    /// For a [`ProvideCredentials`](crate::ProvideCredentials) of your own; say what to set or to do.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            fault: ErrorMetadata::default(),
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

    pub(crate) fn with_fault(mut self, fault: ErrorMetadata) -> Self {
        self.0.fault = fault;
        self
    }

    /// The error below this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_transport_kind(mut self, kind: TransportErrorKind) -> Self {
        self.0.transport = Some(kind);
        self
    }

    pub(crate) fn with_cause(mut self, source: Option<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = source;
        self
    }

    /// Names the operation, unless it has been named.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// Changes each of its texts, as by striking out a secret.
    pub(crate) fn with_texts(mut self, change: impl Fn(&mut String)) -> Self {
        let Inner { message, fault, .. } = &mut *self.0;
        let ErrorMetadata {
            code,
            request_id,
            host_id,
            recommend,
            body,
            ..
        } = fault;
        let texts = [
            Some(message),
            code.as_mut(),
            request_id.as_mut(),
            host_id.as_mut(),
            recommend.as_mut(),
            body.as_mut(),
        ];
        texts.into_iter().flatten().for_each(change);
        self
    }

    /// What stage the call failed at.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that was called.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The service's code for the failure, as in `InvalidInstanceId`.
    pub fn code(&self) -> Option<&str> {
        self.0.fault.code.as_deref()
    }

    /// What went wrong, in the service's words where it gave any.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The id of the request, which Alibaba Cloud's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.fault.request_id.as_deref()
    }

    /// The host that answered, as it calls itself.
    pub fn host_id(&self) -> Option<&str> {
        self.0.fault.host_id.as_deref()
    }

    /// The HTTP status, where there was a reply.
    pub fn status(&self) -> Option<u16> {
        self.0.fault.status
    }

    /// The service's link to its own diagnosis.
    pub fn diagnosis_url(&self) -> Option<&str> {
        self.0.fault.recommend.as_deref()
    }

    /// The first 500 characters or so of the reply, where there was one.
    pub fn body(&self) -> Option<&str> {
        self.0.fault.body.as_deref()
    }

    /// How long the service asks to leave it alone.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.fault.retry_after
    }

    /// How often the request was sent; 0 where it never was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The same failure at another stage: what is asked for on the way fails by its own stage.
    pub(crate) fn during(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// The same failure for one more caller; what is below it is told once.
    pub(crate) fn again(&self) -> Self {
        let Inner {
            kind,
            operation,
            message,
            fault,
            transport,
            attempts,
            source: _,
        } = &*self.0;
        Self(Box::new(Inner {
            kind: *kind,
            operation: *operation,
            message: message.clone(),
            fault: fault.clone(),
            transport: *transport,
            source: None,
            attempts: *attempts,
        }))
    }

    pub(super) fn fault(&self) -> &ErrorMetadata {
        &self.0.fault
    }

    pub(crate) fn date(&self) -> Option<SystemTime> {
        self.0.fault.date
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
            fault,
            transport,
            source,
            attempts,
        } = &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", operation)
            .field("message", message)
            .field("fault", fault)
            .field("transport", transport)
            .field("source", source)
            .field("attempts", attempts)
            .finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(code) = self.code() {
            write!(f, "{code}: ")?;
        }
        f.write_str(self.message())?;
        let known = [
            self.status().map(|status| format!("status {status}")),
            self.request_id().map(|id| format!("request {id}")),
            Some(self.attempts())
                .filter(|attempts| *attempts > 1)
                .map(|attempts| format!("{attempts} attempts")),
        ];
        let known: Vec<_> = known.into_iter().flatten().collect();
        match known.is_empty() {
            true => Ok(()),
            false => write!(f, " ({})", known.join(", ")),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
