//! Why a call failed, in one opaque type.

mod advice;
mod another;
mod documented;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use documented::documented;

use crate::credentials::Credentials;
use crate::open::StringEnum;
use crate::reply::arrived;
use crate::transport::{TransportError, TransportErrorKind};

/// What stage a call failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made: a parameter does not fit where it belongs. Nothing was sent.
    InvalidRequest,
    /// No credentials could be had. Nothing was sent.
    Credentials,
    /// No endpoint is known, or it is malformed. Nothing was sent.
    Endpoint,
    /// The client could not be set up, as when the system has no certificates.
    Configuration,
    /// No complete reply came; see [`Error::is_timeout`] and [`Error::source`](StdError::source).
    Transport,
    /// The service refused; [`Error::code`] and [`Error::advice`] tell what to do.
    Service,
    /// The service accepted, but its reply cannot be read. The work has been done.
    Deserialization,
}

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

/// What a service tells of a failure; all of it optional.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorMetadata {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) recommend: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// The gateway says itself that there were too many requests.
    pub(crate) throttled: bool,
    /// When the service answered, by its own clock.
    pub(crate) date: Option<SystemTime>,
    pub(crate) body: Option<String>,
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

    pub(crate) fn transport(error: TransportError) -> Self {
        let mut this = Self::new(ErrorKind::Transport, error.to_string());
        this.0.transport = Some(error.kind());
        this.0.fault = error.partial_response().map(arrived).unwrap_or_default();
        this.0.source = error.into_source();
        this
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

    /// Names the operation, unless it has been named.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// Services repeat what they were sent; a secret must not get into logs that way.
    pub(crate) fn scrubbed(mut self, credentials: &Credentials) -> Self {
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
        texts
            .into_iter()
            .flatten()
            .for_each(|text| credentials.scrub(text));
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

    /// The code among the documented ones; none where it is another one, or none at all. `Invalid.RegionId` is
    /// documented as `Invalid.%s`, too.
    ///
    /// ```
    /// # use acs_client::{Error, codegen};
    /// # pub enum ErrorCode { InvalidInstanceId }
    /// # impl codegen::StringEnum for ErrorCode {
    /// #     const VALUES: &'static [&'static str] = &["InvalidInstanceId"];
    /// #     fn from_index(_: usize) -> Self { Self::InvalidInstanceId }
    /// # }
    /// # codegen::impl_string_enum!(ErrorCode);
    /// fn explain(error: &Error) -> &'static str {
    ///     match error.known_code() {
    ///         Some(ErrorCode::InvalidInstanceId) => "there is no such instance",
    ///         None => "something else",
    ///     }
    /// }
    /// ```
    pub fn known_code<T: StringEnum>(&self) -> Option<T> {
        self.code().and_then(documented)
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

    /// What to do about it, where that can be told from the failure.
    pub fn advice(&self) -> Option<&'static str> {
        advice::advice(self)
    }

    /// Too many requests: ask less often, spread the load, or ask for a higher quota.
    pub fn is_throttled(&self) -> bool {
        let fault = &self.0.fault;
        let code = fault.code.as_deref().unwrap_or_default();
        fault.status == Some(429)
            || fault.throttled
            || [
                "Throttl",
                "FlowControl",
                "TooManyRequests",
                "RequestLimitExceeded",
                "QpsLimit",
            ]
            .iter()
            .any(|part| code.contains(part))
    }

    /// No reply in time: the work may have been done all the same. Look before you repeat it.
    pub fn is_timeout(&self) -> bool {
        self.0.transport == Some(TransportErrorKind::Timeout)
    }

    /// The same request may well succeed later: throttling, broken connections, failures inside the
    /// service. Repeat it only where repeating is safe.
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Connect, Disconnected, Timeout};
        let code = self.code().unwrap_or_default();
        self.is_throttled()
            || matches!(self.0.transport, Some(Connect | Timeout | Disconnected))
            || matches!(self.status(), Some(500 | 502 | 503 | 504))
            || code.starts_with("ServiceUnavailable")
            || code.starts_with("InternalError")
    }

    /// How often the request was sent; 0 where it never was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
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
