//! Asking the security token service.
//!
//! **Invariant**: what it answers gets into an error only where it refuses, and without what it was sent.

use std::time::Duration;

use http::HeaderMap;
use serde_json::Value;

use super::json_credentials;
use crate::endpoint::{ResolvedEndpoint, authority};
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

/// As long as the official clients wait for it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where the service is: for everybody, or for a region, or in a region's own network.
pub(super) fn target(
    base: Option<&str>,
    region: Option<&str>,
    vpc: bool,
) -> Result<ResolvedEndpoint, Error> {
    let at = |protocol, host| ResolvedEndpoint {
        protocol,
        host,
        region: None,
    };
    if let Some(base) = base {
        let (protocol, host) = match base.strip_prefix("http://") {
            Some(host) => ("http", host),
            None => ("https", base.strip_prefix("https://").unwrap_or(base)),
        };
        return Ok(at(protocol, authority(host, protocol == "http")?));
    }
    let Some(region) = region else {
        return Ok(at("https", "sts.aliyuncs.com".to_owned()));
    };
    if !region
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        let message = format!("`{}` is no region", region.escape_debug());
        return Err(Error::credentials(message));
    }
    let network = if vpc { "sts-vpc" } else { "sts" };
    Ok(at("https", format!("{network}.{region}.aliyuncs.com")))
}

/// Asks for temporary credentials; `credentials` sign, and `secret` must not come back in an error.
pub(super) async fn ask(
    spec: &'static OperationSpec,
    parameters: &Parameters,
    credentials: &Credentials,
    secret: &Credentials,
    target: &ResolvedEndpoint,
    transport: &dyn Transport,
) -> Result<Credentials, Error> {
    let exchange = async {
        let request = serialize(spec, parameters)?;
        let headers = HeaderMap::new();
        let stamp = transport.clock().signing_instant();
        let signer = Signer {
            endpoint: target,
            // The signature the official clients send it.
            scheme: AuthScheme::Rpc1,
            credentials,
            stamp: &stamp,
        };
        let mut message = signer.sign_request(&request, &headers, None)?;
        let limits = RequestLimits::default()
            .with_timeout(TIMEOUT)
            .with_max_response_bytes(1 << 20);
        message.extensions_mut().insert(limits);
        let response = transport.send(message).await.map_err(Error::from)?;
        match response.status().is_success() {
            true => read(response.body()),
            false => Err(parse_error(&response)),
        }
    };
    exchange.await.map_err(|error: Error| {
        let error = secret.redact(credentials.redact(error));
        error
            .with_operation(spec.name)
            .with_kind(ErrorKind::Credentials)
    })
}

fn read(body: &[u8]) -> Result<Credentials, Error> {
    let given = |value: Value| match value.get("Credentials") {
        Some(credentials) => json_credentials::issued(credentials),
        None => Err("what it says lacks `Credentials`".to_owned()),
    };
    json_credentials::json(body)
        .and_then(given)
        .map_err(Error::credentials)
}
