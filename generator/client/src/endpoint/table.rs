//! Finds the host for a region and a network, by the table of a product and by the pattern that the table follows.
//!
//! **Invariant**: only letters, digits and hyphens from a region or a network reach a host name.

use super::network::{on_network, parse_network};
use crate::error::Error;
use crate::types::Product;

/// The minimum number of regions that share a pattern before the pattern is applied to other regions.
const MIN_REGIONS: usize = 2;
/// The maximum number of regions that an error lists.
const MAX_LISTED_REGIONS: usize = 12;
/// The maximum length of a region, in bytes.
const MAX_LEN: usize = 40;

impl Product {
    /// Returns the host in a region, on the internet or on another network such as `vpc`.
    ///
    /// If the table does not list the region but its hosts follow a pattern, the host is built by that pattern,
    /// usually `{product}[-{network}].{region}.aliyuncs.com`.
    ///
    /// # Errors
    ///
    /// Returns an error that lists the known regions if the region is unknown, or if no region is given and the
    /// product has several hosts. Returns an error if the network is not a valid name.
    ///
    /// ```
    /// use acs_client::codegen::{ApiStyle, Product};
    ///
    /// static DOMAIN: Product = Product {
    ///     name: "Domain",
    ///     version: "2018-01-29",
    ///     style: ApiStyle::Rpc,
    ///     endpoints: &[
    ///         ("ap-southeast-1", "domain.ap-southeast-1.aliyuncs.com"),
    ///         ("cn-hangzhou", "domain.cn-hangzhou.aliyuncs.com"),
    ///     ],
    /// };
    ///
    /// assert_eq!(DOMAIN.host(Some("cn-hangzhou"), None)?, "domain.cn-hangzhou.aliyuncs.com");
    /// assert_eq!(DOMAIN.host(Some("eu-west-1"), Some("vpc"))?, "domain-vpc.eu-west-1.aliyuncs.com");
    /// assert!(DOMAIN.host(None, None).is_err());
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn host(&self, region: Option<&str>, network: Option<&str>) -> Result<String, Error> {
        let network = parse_network(network.unwrap_or_default())?;
        host(self, region, network.as_deref())
    }
}

/// Returns the host of a product in a region, or its only host if no region is given; on the network if one is given.
///
/// The pattern is the official one, `{product}[-{network}].{region}.aliyuncs.com`, except that the hosts in the table
/// replace the product's code. A network is a hyphen and a name after the first label.
pub(crate) fn host(
    product: &Product,
    region: Option<&str>,
    network: Option<&str>,
) -> Result<String, Error> {
    let listed = match region {
        Some(region) => regional_host(product, region).or_else(|| global_host(product)),
        None => single_host(product),
    };
    let pattern = pattern(product);
    let by_pattern = |region: &str| pattern.map(|pattern| pattern.host(region));
    let extends = pattern.is_some_and(|pattern| pattern.is_majority);
    let host = match (listed, region, network) {
        // Every other network belongs to a region, even if the public host in the table does not name one.
        (Some(_), Some(region), Some(_)) if may_be_region(region) && pattern.is_some() => {
            by_pattern(region)
        }
        (Some(host), ..) => Some(host.to_owned()),
        (None, Some(region), _) if may_be_region(region) && extends => by_pattern(region),
        (None, ..) => None,
    };
    let host = host.ok_or_else(|| unknown_host(product, region))?;
    Ok(match network {
        Some(network) => on_network(&host, network),
        None => host,
    })
}

/// Returns the host that the table lists for a region.
fn regional_host(product: &Product, region: &str) -> Option<&'static str> {
    let mut endpoints = product.endpoints.iter();
    let (_, host) = endpoints.find(|(listed_region, _)| *listed_region == region)?;
    Some(host)
}

/// Returns the host of a product that has only one.
fn single_host(product: &Product) -> Option<&'static str> {
    let [(_, first), rest @ ..] = product.endpoints else {
        return None;
    };
    rest.iter().all(|(_, host)| host == first).then_some(*first)
}

/// Returns the host of a product that has only one, if that host names no region.
fn global_host(product: &Product) -> Option<&'static str> {
    let regional =
        |(region, host): &(&'static str, &'static str)| split_host(host, region).is_some();
    single_host(product).filter(|_| !product.endpoints.iter().any(regional))
}

/// The parts of a host before and after its region.
#[derive(Clone, Copy)]
struct HostPattern {
    before: &'static str,
    after: &'static str,
    /// Whether most of the table follows the pattern, so that it holds for unlisted regions.
    is_majority: bool,
}

impl HostPattern {
    fn host(&self, region: &str) -> String {
        format!("{}{region}{}", self.before, self.after)
    }
}

/// Returns the most frequent pattern among the hosts of a product.
fn pattern(product: &Product) -> Option<HostPattern> {
    let parts = || {
        let endpoints = product.endpoints.iter();
        endpoints.filter_map(|(region, host)| split_host(host, region))
    };
    let count = |pattern: (&str, &str)| parts().filter(|other| *other == pattern).count();
    let (count, (before, after)) = parts()
        .map(|parts| (count(parts), parts))
        .max_by_key(|(count, _)| *count)?;
    (count >= MIN_REGIONS).then_some(HostPattern {
        before,
        after,
        is_majority: count * 2 > product.endpoints.len(),
    })
}

/// Splits a host around its region, if the region stands between dots or hyphens.
fn split_host(host: &'static str, region: &str) -> Option<(&'static str, &'static str)> {
    let (before, after) = host.split_once(region)?;
    let delimited = (before.is_empty() || before.ends_with(['.', '-'])) && after.starts_with('.');
    delimited.then_some((before, after))
}

/// Returns whether a text has the form of a region, as in `cn-hangzhou` or `ap-southeast-1`: two letters, then parts
/// of letters and digits after hyphens.
fn may_be_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let two_letters = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase());
    let alphanumeric = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.len() <= MAX_LEN
        && text.contains('-')
        && parts.next().is_some_and(two_letters)
        && parts.all(alphanumeric)
}

fn unknown_host(product: &Product, region: Option<&str>) -> Error {
    let name = product.name;
    if product.endpoints.is_empty() {
        return Error::endpoint(format!(
            "{name} has no known endpoint; set one with `Builder::endpoint`"
        ));
    }
    let regions = list_regions(product, region.unwrap_or_default());
    Error::endpoint(match region {
        Some(region) => {
            format!("{name} has no endpoint in region `{region}`; its regions are {regions}")
        }
        None => {
            format!("no region is set and {name} has several: {regions}")
        }
    })
}

/// Lists the regions of a product; of many regions, those with the longest prefix in common with the given one.
fn list_regions(product: &Product, region: &str) -> String {
    let mut regions: Vec<&str> = product.endpoints.iter().map(|(name, _)| *name).collect();
    if regions.len() <= MAX_LISTED_REGIONS {
        return regions.join(", ");
    }
    let common_prefix = |name: &&str| {
        name.bytes()
            .zip(region.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    regions.sort_by_key(|name| std::cmp::Reverse(common_prefix(name)));
    let others = regions.split_off(MAX_LISTED_REGIONS).len();
    format!("{} and {others} others", regions.join(", "))
}
