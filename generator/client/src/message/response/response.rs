//! A typed response together with the metadata of its HTTP response.
//!
//! **Invariant**: its `Debug` output omits the raw document, which may contain secrets under any name.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use serde_json::Value;

use super::decode::Decode;
use super::raw::{RawResponse, RawResult, parse_response};
use super::warning::DecodeWarning;
use crate::error::Error;

/// A typed response. Derefs to the payload `T`, so that its fields are read directly.
///
/// ```
/// use acs_client::Response;
/// use acs_client::codegen::{Bytes, Value};
///
/// let http = http::Response::builder()
///     .header("x-acs-region", "cn-hangzhou")
///     .body(Bytes::from(r#"{"Code": "OK", "RequestId": "0F1B"}"#))?;
/// let response = Response::<Value>::from_http(&http)?;
///
/// assert_eq!(response["Code"], "OK");
/// assert_eq!(response.status(), 200);
/// assert_eq!(response.request_id(), Some("0F1B"));
/// assert_eq!(response.header("X-Acs-Region"), Some("cn-hangzhou"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Response<T> {
    payload: BoxedPayload<T>,
    raw: Box<RawResponse>,
}

/// A payload behind a pointer, so that a crate which drops a response need not compile how its type is dropped.
type BoxedPayload<T> = Box<dyn Payload<T> + Send + Sync>;

trait Payload<T> {
    fn get(&self) -> &T;
    fn into_inner(self: Box<Self>) -> T;
}

impl<T> Payload<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn into_inner(self: Box<Self>) -> T {
        *self
    }
}

impl<T> Response<T> {
    /// Decodes a complete HTTP response, without a client or a transport.
    ///
    /// ```
    /// use acs_client::Response;
    /// use acs_client::codegen::Bytes;
    ///
    /// let http = http::Response::new(Bytes::from("hello"));
    /// let response = Response::<String>::from_http(&http)?;
    /// assert_eq!(*response, "hello");
    /// # Ok::<(), acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the status is not between 200 and 299, or if the body cannot be decoded as `T`.
    pub fn from_http(response: &http::Response<Bytes>) -> Result<Self, Error>
    where
        T: Decode + Send + Sync + 'static,
    {
        into_typed(parse_response(None, T::PAYLOAD_KIND, response))
    }

    /// Returns the HTTP status, which is between 200 and 299.
    pub fn status(&self) -> u16 {
        self.raw.status
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.raw.attempts
    }

    /// Returns the ID of the request, from the body or else from the headers.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id.as_deref()
    }

    /// Returns the code in the body.
    ///
    /// Some services report a failure with status 200 and a code; others send `OK`, `200` or `Success` on success.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let http = http::Response::new(Bytes::from(r#"{"Code": "InstanceBusy"}"#));
    /// let response = Response::<()>::from_http(&http)?;
    /// assert_eq!(response.code(), Some("InstanceBusy"));
    /// # Ok::<(), acs_client::Error>(())
    /// ```
    pub fn code(&self) -> Option<&str> {
        self.raw.code.as_deref()
    }

    /// Returns the value of a header, or `None` if the header is missing or not text. The case of the name is ignored.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.raw.headers.get(name)?.to_str().ok()
    }

    /// Returns every place where the response did not match its description, in document order.
    ///
    /// The values at these places were coerced, or count as missing; see [`DecodeWarning`].
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let http = http::Response::new(Bytes::from("[1, 2, null]"));
    /// let response = Response::<Vec<i64>>::from_http(&http)?;
    /// assert_eq!(*response, [1, 2]);
    /// assert_eq!(response.warnings()[0].to_string(), "[2]: skipped a null element");
    /// # Ok::<(), acs_client::Error>(())
    /// ```
    pub fn warnings(&self) -> &[DecodeWarning] {
        &self.raw.state.warnings
    }

    /// Returns the whole document, including undeclared fields; null if the body is empty.
    ///
    /// ```
    /// # use acs_client::{EmptyResponse, Response, codegen::Bytes};
    /// let http = http::Response::new(Bytes::from(r#"{"RequestId": "0F1B", "Undeclared": 1}"#));
    /// let response = Response::<EmptyResponse>::from_http(&http)?;
    /// assert_eq!(response.raw()["Undeclared"], 1);
    /// # Ok::<(), acs_client::Error>(())
    /// ```
    pub fn raw(&self) -> &Value {
        &self.raw.value
    }

    /// Returns the payload without the metadata.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let http = http::Response::new(Bytes::from("hello"));
    /// let text: String = Response::<String>::from_http(&http)?.into_inner();
    /// # Ok::<(), acs_client::Error>(())
    /// ```
    pub fn into_inner(self) -> T {
        self.payload.into_inner()
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Response<T> {
    fn clone(&self) -> Self {
        Self {
            payload: Box::new(T::clone(self)),
            raw: self.raw.clone(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("payload", &**self)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("warnings", &self.warnings())
            .finish()
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.payload).get()
    }
}

/// Decodes the payload of a response.
///
/// # Errors
///
/// Returns the error of `result`, or an error if the response does not have the type `T`.
pub fn into_typed<T: Decode + Send + Sync + 'static>(
    result: RawResult,
) -> Result<Response<T>, Error> {
    match result {
        Ok(mut raw) => match decode_boxed(&mut raw) {
            Some(payload) if !raw.violates_strictness() => Ok(Response { payload, raw }),
            _ => Err(raw.deserialization_error()),
        },
        Err(error) => Err(error),
    }
}

fn decode_boxed<T: Decode + Send + Sync + 'static>(
    raw: &mut RawResponse,
) -> Option<BoxedPayload<T>> {
    let (root, body) = raw.payload();
    Some(Box::new(T::decode_payload(root, body)?))
}
