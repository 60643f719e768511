//! Region → host, and how it wants to be signed for.

use std::net::IpAddr;

use crate::error::Error;
use crate::operation::{OperationSpec, Product};
use crate::regions;
use crate::request::UnsignedRequest;
use crate::sign::{AuthScheme, SignatureVersion};

/// Where a client sends and which signature it prefers: set once, asked for each request.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointConfig {
    pub(crate) region: Option<String>,
    /// A host to use whatever the product and region; checked by [`authority`].
    pub(crate) host: Option<String>,
    /// Another network than the internet; checked by [`regions::network`].
    pub(crate) network: Option<String>,
    pub(crate) http: bool,
    /// Takes the first host a product has when no region is set: for replays, which go nowhere.
    pub(crate) any: bool,
    pub(crate) signature: Option<SignatureVersion>,
}

/// Where one request goes.
#[derive(Debug)]
pub(crate) struct ResolvedEndpoint {
    pub(crate) scheme: AuthScheme,
    pub(crate) protocol: &'static str,
    pub(crate) host: String,
    pub(crate) region: Option<String>,
}

impl ResolvedEndpoint {
    /// The host with what the operation puts in front of it: a bucket, or a project.
    pub(crate) fn host_of(&self, request: &UnsignedRequest) -> String {
        match &request.host_label {
            Some(label) => format!("{label}.{}", self.host),
            None => self.host.clone(),
        }
    }
}

impl EndpointConfig {
    /// Where requests of an operation go.
    pub(crate) fn target(&self, spec: &OperationSpec) -> Result<ResolvedEndpoint, Error> {
        let product = spec.product;
        let host = self.host(product)?;
        Ok(ResolvedEndpoint {
            scheme: AuthScheme::of(spec, self.signature)?,
            protocol: if self.http { "http" } else { "https" },
            region: self
                .region
                .clone()
                .or_else(|| self.region_of(&host, product)),
            host,
        })
    }

    /// The only region that has this host.
    fn region_of(&self, host: &str, product: &Product) -> Option<String> {
        let mut regions = product
            .endpoints
            .iter()
            .filter(|(_, known)| *known == host)
            .map(|(region, _)| *region);
        match (regions.next(), regions.next()) {
            (Some(region), None) => Some(region.to_owned()),
            (region, _) if self.any => Some(region.unwrap_or("replay").to_owned()),
            _ => None,
        }
    }

    /// The host for a product, by override, or by region and network.
    fn host(&self, product: &Product) -> Result<String, Error> {
        match (&self.host, product.endpoints.first()) {
            (Some(host), _) => Ok(host.clone()),
            (None, first) if self.any => {
                Ok(first.map_or("replay.invalid", |(_, host)| *host).to_owned())
            }
            (None, _) => regions::host(product, self.region.as_deref(), self.network.as_deref()),
        }
    }
}

/// Checks `host` or `host:port` and writes it as a URL would, so that what is signed is what is sent.
pub(crate) fn authority(text: &str, http: bool) -> Result<String, Error> {
    let text = text.trim();
    let refused = || {
        Error::endpoint(format!(
            "`{text}` is not an endpoint; expected `host` or `host:port`"
        ))
    };
    let authority: http::uri::Authority = text.parse().map_err(|_| refused())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    if authority.host().is_empty() || !authority.as_str().chars().all(plain) {
        return Err(refused());
    }
    // What follows the host is nothing, or a port that is one.
    if authority.host().len() < authority.as_str().len() && authority.port_u16().is_none() {
        return Err(refused());
    }
    let host = authority.host().to_ascii_lowercase();
    // URLs leave the default port out.
    let default = if http { 80 } else { 443 };
    Ok(match authority.port_u16() {
        Some(port) if port != default => format!("{host}:{port}"),
        _ => host,
    })
}

/// Whether a checked authority is this machine, so that nobody between here and there can read along.
pub(crate) fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<http::uri::Authority>() else {
        return false;
    };
    let host = authority.host();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    match address {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}
