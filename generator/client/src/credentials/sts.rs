//! Requests temporary credentials from the security token service.
//!
//! **Invariant**: an error contains text of a response only if the service refused the request, and with the sent secrets
//! redacted.

use std::time::Duration;

use http::HeaderMap;
use serde_json::Value;

use super::json_credentials;
use crate::endpoint::{ResolvedEndpoint, parse_authority};
use crate::error::{Error, ErrorKind};
use crate::identity::Credentials;
use crate::message::request::{Parameters, serialize};
use crate::message::response::parse_error;
use crate::sign::{AuthScheme, Signer};
use crate::transport::{RequestLimits, Transport};
use crate::types::{ApiStyle, OperationSpec, OperationType, Product};

static STS: Product = Product {
    name: "Sts",
    version: "2015-04-01",
    style: ApiStyle::Rpc,
    endpoints: &[],
};

pub(super) static ASSUME_ROLE: OperationSpec =
    OperationSpec::rpc(&STS, "AssumeRole", OperationType::Read).form_body();
pub(super) static ASSUME_ROLE_WITH_OIDC: OperationSpec =
    OperationSpec::rpc(&STS, "AssumeRoleWithOIDC", OperationType::Read).form_body();

/// The timeout of a request, as in the official clients.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Returns the endpoint at a base URL such as `http://127.0.0.1:8080`.
///
/// # Errors
///
/// Returns an error if the host of the URL is malformed.
pub(super) fn endpoint_at(base: &str) -> Result<ResolvedEndpoint, Error> {
    let (protocol, host) = match base.strip_prefix("http://") {
        Some(host) => ("http", host),
        None => ("https", base.strip_prefix("https://").unwrap_or(base)),
    };
    Ok(ResolvedEndpoint {
        protocol,
        host: parse_authority(host, protocol == "http")?,
        region: None,
    })
}

/// Returns the endpoint in a region, on its VPC network if `vpc` is set; the global endpoint if no region is given.
///
/// # Errors
///
/// Returns an error if the region is malformed.
pub(super) fn endpoint_in(region: Option<&str>, vpc: bool) -> Result<ResolvedEndpoint, Error> {
    let host = match region {
        None => "sts.aliyuncs.com".to_owned(),
        Some(region) if is_region(region) => {
            let label = if vpc { "sts-vpc" } else { "sts" };
            format!("{label}.{region}.aliyuncs.com")
        }
        Some(region) => {
            let message = format!("`{}` is not a region", region.escape_debug());
            return Err(Error::credentials(message));
        }
    };
    Ok(ResolvedEndpoint {
        protocol: "https",
        host,
        region: None,
    })
}

fn is_region(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A request for temporary credentials, without its parameters.
pub(super) struct StsRequest<'a> {
    pub(super) spec: &'static OperationSpec,
    pub(super) endpoint: &'a ResolvedEndpoint,
    /// The credentials that sign the request.
    pub(super) credentials: &'a Credentials,
    /// Credentials that are redacted in errors, because the parameters contain them.
    pub(super) secret: &'a Credentials,
}

impl StsRequest<'_> {
    /// Sends the request and returns the credentials of the response.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be sent, if the service refuses it, or if the response is malformed.
    pub(super) async fn send(
        &self,
        transport: &dyn Transport,
        parameters: &Parameters,
    ) -> Result<Credentials, Error> {
        self.exchange(transport, parameters).await.map_err(|error| {
            let error = self.secret.redact(self.credentials.redact(error));
            error
                .with_operation(self.spec.name)
                .with_kind(ErrorKind::Credentials)
        })
    }

    async fn exchange(
        &self,
        transport: &dyn Transport,
        parameters: &Parameters,
    ) -> Result<Credentials, Error> {
        let request = serialize(self.spec, parameters)?;
        let signer = Signer {
            endpoint: self.endpoint,
            // The official clients use this scheme for the service.
            scheme: AuthScheme::Rpc1,
            credentials: self.credentials,
            signing_instant: &transport.clock().signing_instant(),
        };
        let mut request = signer.sign_request(&request, &HeaderMap::new(), None)?;
        let limits = RequestLimits::default()
            .with_timeout(TIMEOUT)
            .with_max_response_bytes(1 << 20);
        request.extensions_mut().insert(limits);
        let response = transport.send(request).await.map_err(Error::from)?;
        match response.status().is_success() {
            true => decode(response.body()),
            false => Err(parse_error(&response)),
        }
    }
}

fn decode(body: &[u8]) -> Result<Credentials, Error> {
    let credentials = |value: Value| match value.get("Credentials") {
        Some(credentials) => json_credentials::issued(credentials),
        None => Err("missing field `Credentials`".to_owned()),
    };
    json_credentials::parse_json(body)
        .and_then(credentials)
        .map_err(Error::credentials)
}
