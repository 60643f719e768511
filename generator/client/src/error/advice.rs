//! Advice for callers: the next step after a failure.
//!
//! **Invariant**: advice is fixed text, chosen by kind, code and status. It contains nothing that a service sent.

use super::error::Error;
use super::kind::{ErrorKind, TransportErrorKind};

impl Error {
    /// Returns a suggestion for fixing the failure, or `None` if the failure itself suggests none.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let response = http::Response::builder()
    ///     .status(404)
    ///     .body(Bytes::from(r#"{"Code": "InvalidAccessKeyId.NotFound"}"#))?;
    /// let error = Response::<()>::from_http(&response).unwrap_err();
    /// assert_eq!(
    ///     error.advice(),
    ///     Some("The access key does not exist or is disabled; check it in the RAM console."),
    /// );
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn advice(&self) -> Option<&'static str> {
        match self.kind() {
            ErrorKind::Service => advice_on_rejection(self),
            ErrorKind::Transport => self.transport_kind().and_then(advice_on_transport),
            ErrorKind::Deserialization => Some(
                "The service carried out the request; do not send it again without checking. \
                 `Error::body` returns the start of the response.",
            ),
            ErrorKind::Credentials => advice_by_code(self).or(Some(
                "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, run `aliyun configure`, \
                 attach a RAM role to the machine, or pass credentials to the client.",
            )),
            ErrorKind::Endpoint => {
                Some("Set a region that the product supports, or set an endpoint.")
            }
            ErrorKind::InvalidRequest | ErrorKind::Configuration | ErrorKind::Io => None,
        }
    }
}

const WRONG_CLOCK: &str = "The clock of this machine is wrong; synchronize it by NTP.";
const MISSING_PERMISSION: &str =
    "The user lacks a permission; attach a RAM policy that allows this operation.";

/// Pairs of the start of a code and its advice; the first match applies.
const BY_CODE: &[(&str, &str)] = &[
    (
        "SignatureDoesNotMatch",
        "The access key secret does not belong to the access key ID, or a proxy changed the request \
         on its way to the service.",
    ),
    (
        "IncompleteSignature",
        "A proxy removed part of the request on its way to the service.",
    ),
    (
        "SignatureNonceUsed",
        "The service received the request twice; check whether it has been carried out.",
    ),
    ("InvalidTimeStamp", WRONG_CLOCK),
    ("IllegalTimestamp", WRONG_CLOCK),
    (
        "InvalidAccessKeyId",
        "The access key does not exist or is disabled; check it in the RAM console.",
    ),
    (
        "InvalidAccessKeySecret",
        "The access key secret is wrong; create a new access key in the RAM console.",
    ),
    (
        "InvalidSecurityToken",
        "The temporary credentials have expired or are incomplete; request new ones from STS.",
    ),
    (
        "SecurityTokenExpired",
        "The temporary credentials have expired; request new ones from STS.",
    ),
    (
        "MissingSecurityToken",
        "The access key is temporary; set its security token too.",
    ),
    ("NoPermission", MISSING_PERMISSION),
    ("Forbidden", MISSING_PERMISSION),
    ("UnauthorizedOperation", MISSING_PERMISSION),
    (
        "InvalidAction.NotFound",
        "The endpoint does not have this operation; check the region and the endpoint.",
    ),
    (
        "InvalidVersion",
        "The endpoint does not have this API version; check the region and the endpoint.",
    ),
    (
        "InvalidProduct.NotFound",
        "The endpoint belongs to another product; check the region and the endpoint.",
    ),
    (
        "InvalidRegionId",
        "The product is not available in this region; choose another region.",
    ),
    (
        "InvalidApi.NotPurchase",
        "The product is not activated; activate it in the console first.",
    ),
];

fn advice_on_rejection(error: &Error) -> Option<&'static str> {
    if error.is_throttled() {
        return Some("Send fewer requests, spread them over time, or request a higher quota.");
    }
    advice_by_code(error).or_else(|| match error.status()? {
        300..=399 => Some(
            "The endpoint redirects, and redirects are not followed; set the endpoint that it names.",
        ),
        500..=599 => Some("The service failed; try again later if the operation is safe to repeat."),
        _ => None,
    })
}

fn advice_by_code(error: &Error) -> Option<&'static str> {
    let code = error.code().unwrap_or_default();
    BY_CODE
        .iter()
        .find(|(start, _)| code.starts_with(start))
        .map(|(_, advice)| *advice)
}

fn advice_on_transport(kind: TransportErrorKind) -> Option<&'static str> {
    match kind {
        TransportErrorKind::Connect => Some(
            "The request was not sent; check the endpoint, the network and the proxy, then try again.",
        ),
        TransportErrorKind::Tls => Some(
            "Check the system's certificates and clock, and whether a proxy intercepts TLS connections.",
        ),
        TransportErrorKind::Timeout | TransportErrorKind::Disconnected => {
            Some("The service may have carried out the request; check before you send it again.")
        }
        TransportErrorKind::ResponseTooLarge => {
            Some("Request less data at a time, for example by a smaller page size.")
        }
        TransportErrorKind::Other => None,
    }
}
