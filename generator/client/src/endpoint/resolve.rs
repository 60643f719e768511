//! Where one client sends requests of a product, by what it was set up with.
//!
//! **Invariant**: asks `table` for hosts it is not given; knows neither requests nor signatures.

use super::table;
use crate::error::Error;
use crate::types::{OperationSpec, Product};

/// Where a client sends: set once, asked for each request.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointConfig {
    pub(crate) region: Option<String>,
    /// A host to use whatever the product and region; checked by [`authority`](super::authority::authority).
    pub(crate) host: Option<String>,
    /// Another network than the internet; checked by [`network`](super::network::network).
    pub(crate) network: Option<String>,
    pub(crate) http: bool,
    /// Takes the first host a product has when no region is set: for replays, which go nowhere.
    pub(crate) any: bool,
}

/// Where one request goes.
#[derive(Debug)]
pub(crate) struct ResolvedEndpoint {
    pub(crate) protocol: &'static str,
    pub(crate) host: String,
    pub(crate) region: Option<String>,
}

impl ResolvedEndpoint {
    /// The host with what the operation puts in front of it: a bucket, or a project.
    pub(crate) fn host_for(&self, label: Option<&str>) -> String {
        match label {
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
            (None, _) => table::host(product, self.region.as_deref(), self.network.as_deref()),
        }
    }
}
