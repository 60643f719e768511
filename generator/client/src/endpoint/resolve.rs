//! Resolves the endpoint of an operation from the settings of a client.
//!
//! **Invariant**: `table` finds every host that the settings do not fix; this module knows neither requests nor
//! signatures.

use super::table;
use crate::error::Error;
use crate::types::{OperationSpec, Product};

/// The endpoint settings of a client, fixed when the client is built.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointConfig {
    pub(crate) region: Option<String>,
    /// A host that replaces the host of every product and region; checked by
    /// [`parse_authority`](super::authority::parse_authority).
    pub(crate) host: Option<String>,
    /// A network other than the internet; checked by [`parse_network`](super::network::parse_network).
    pub(crate) network: Option<String>,
    /// Whether requests are sent over `http` instead of `https`.
    pub(crate) plaintext: bool,
    /// Whether a client without a region uses the first host of a product. Only replays set it, because they send
    /// no request.
    pub(crate) any_region: bool,
}

/// The protocol, host and region of one request.
#[derive(Debug)]
pub(crate) struct ResolvedEndpoint {
    pub(crate) protocol: &'static str,
    pub(crate) host: String,
    pub(crate) region: Option<String>,
}

impl ResolvedEndpoint {
    /// Returns the host, preceded by the label that the operation adds: a bucket or a project.
    pub(crate) fn host_for(&self, label: Option<&str>) -> String {
        match label {
            Some(label) => format!("{label}.{}", self.host),
            None => self.host.clone(),
        }
    }
}

impl EndpointConfig {
    /// Resolves the endpoint of an operation.
    ///
    /// # Errors
    ///
    /// Returns an error if the product has no known host in the region, or if no region is set and the product has
    /// several hosts.
    pub(crate) fn resolve(&self, spec: &OperationSpec) -> Result<ResolvedEndpoint, Error> {
        let product = spec.product;
        let host = self.host(product)?;
        Ok(ResolvedEndpoint {
            protocol: if self.plaintext { "http" } else { "https" },
            region: self
                .region
                .clone()
                .or_else(|| self.region_of_host(&host, product)),
            host,
        })
    }

    /// Returns the region of a host if exactly one region has it.
    fn region_of_host(&self, host: &str, product: &Product) -> Option<String> {
        let mut regions = product
            .endpoints
            .iter()
            .filter(|(_, listed_host)| *listed_host == host)
            .map(|(region, _)| *region);
        match (regions.next(), regions.next()) {
            (Some(region), None) => Some(region.to_owned()),
            (region, _) if self.any_region => Some(region.unwrap_or("replay").to_owned()),
            _ => None,
        }
    }

    /// Returns the host of a product: the fixed host, or the host by region and network.
    fn host(&self, product: &Product) -> Result<String, Error> {
        match (&self.host, product.endpoints.first()) {
            (Some(host), _) => Ok(host.clone()),
            (None, first) if self.any_region => {
                Ok(first.map_or("replay.invalid", |(_, host)| *host).to_owned())
            }
            (None, _) => table::host(product, self.region.as_deref(), self.network.as_deref()),
        }
    }
}
