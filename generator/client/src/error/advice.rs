//! What a caller can do about a failure.
//!
//! **Invariant**: advice is fixed text, chosen by kind, code and status; nothing of what a service sent gets into it.

use super::error::Error;
use super::kind::{ErrorKind, TransportErrorKind};

impl Error {
    /// What to do about it, where that can be told from the failure.
    pub fn advice(&self) -> Option<&'static str> {
        advice(self)
    }
}

fn advice(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Service => refused(error),
        ErrorKind::Transport => error.transport_kind().and_then(unanswered),
        ErrorKind::Deserialization => Some(
            "The service accepted the request; do not repeat it blindly. \
             `Error::body` has the start of its reply.",
        ),
        ErrorKind::Credentials => by_code(error).or(Some(
            "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, run `aliyun configure`, \
             give the machine a role, or give the client credentials of its own.",
        )),
        ErrorKind::Endpoint => Some("Give the client a region the product has, or an endpoint."),
        ErrorKind::InvalidRequest | ErrorKind::Configuration => None,
    }
}

/// By the start of the code; the first that fits counts.
const BY_CODE: &[(&str, &str)] = &[
    (
        "SignatureDoesNotMatch",
        "The access key secret does not belong to the access key id, or something between here and the \
         service changed the request.",
    ),
    (
        "IncompleteSignature",
        "Something between here and the service removed part of the request.",
    ),
    (
        "SignatureNonceUsed",
        "The request was received twice; look whether it has been carried out.",
    ),
    (
        "InvalidTimeStamp",
        "The clock of this machine is wrong; set it by NTP.",
    ),
    (
        "IllegalTimestamp",
        "The clock of this machine is wrong; set it by NTP.",
    ),
    (
        "InvalidAccessKeyId",
        "The access key does not exist or is disabled; look in the RAM console.",
    ),
    (
        "InvalidAccessKeySecret",
        "The access key secret is wrong; make a new key in the RAM console.",
    ),
    (
        "InvalidSecurityToken",
        "The temporary credentials have expired or are incomplete; ask STS for new ones.",
    ),
    (
        "SecurityTokenExpired",
        "The temporary credentials have expired; ask STS for new ones.",
    ),
    (
        "MissingSecurityToken",
        "The access key is a temporary one; set its security token too.",
    ),
    (
        "NoPermission",
        "The user lacks a permission; attach a RAM policy that allows this operation.",
    ),
    (
        "Forbidden",
        "The user lacks a permission; attach a RAM policy that allows this operation.",
    ),
    (
        "UnauthorizedOperation",
        "The user lacks a permission; attach a RAM policy that allows this operation.",
    ),
    (
        "InvalidAction.NotFound",
        "The endpoint does not have this operation; look at region and endpoint.",
    ),
    (
        "InvalidVersion",
        "The endpoint does not have this version; look at region and endpoint.",
    ),
    (
        "InvalidProduct.NotFound",
        "The endpoint belongs to another product; look at region and endpoint.",
    ),
    (
        "InvalidRegionId",
        "The product is not in this region; choose another.",
    ),
    (
        "InvalidApi.NotPurchase",
        "The product has to be activated in the console first.",
    ),
];

fn refused(error: &Error) -> Option<&'static str> {
    if error.is_throttled() {
        return Some("Ask less often, spread the requests over time, or ask for a higher quota.");
    }
    by_code(error).or_else(|| match error.status()? {
        300..=399 => Some(
            "The endpoint redirects, and redirects are not followed; set the endpoint it names.",
        ),
        500..=599 => Some("The service failed; try again later where repeating is safe."),
        _ => None,
    })
}

fn by_code(error: &Error) -> Option<&'static str> {
    let code = error.code().unwrap_or_default();
    BY_CODE
        .iter()
        .find(|(start, _)| code.starts_with(start))
        .map(|(_, advice)| *advice)
}

fn unanswered(kind: TransportErrorKind) -> Option<&'static str> {
    match kind {
        TransportErrorKind::Connect => Some(
            "Nothing was sent; look at the endpoint, the network and the proxy, then try again.",
        ),
        TransportErrorKind::Tls => Some(
            "Look at the system's certificates and clock, and whether a proxy puts itself between.",
        ),
        TransportErrorKind::Timeout | TransportErrorKind::Disconnected => {
            Some("The service may have done the work; look before you repeat it.")
        }
        TransportErrorKind::ResponseTooLarge => {
            Some("Ask for less at a time, as with a smaller page.")
        }
        TransportErrorKind::Other => None,
    }
}
