//! Region and network → host, by the table of a product and by the rule that the table follows.
//!
//! **Invariant**: nothing becomes part of a host name but letters, digits and hyphens.

use super::network::{self, inside};
use crate::error::Error;
use crate::types::Product;

/// So many regions of a table follow one pattern before others are taken to follow it, too.
const FEWEST: usize = 2;
/// More regions than this are not listed in an error.
const LISTED: usize = 12;

impl Product {
    /// The host in a region, by the internet or by another network such as `vpc`.
    ///
    /// A region that the table does not list follows the rule of the others, where there is one:
    /// `{product}[-{network}].{region}.aliyuncs.com`.
    ///
    /// # Errors
    ///
    /// Where the region is unknown, or none is given and there are several; it lists the known ones.
    pub fn host(&self, region: Option<&str>, network: Option<&str>) -> Result<String, Error> {
        let network = network::network(network.unwrap_or_default())?;
        host(self, region, network.as_deref())
    }
}

/// The host of a product in a region, or of all regions; by another network than the internet where one is given.
///
/// The rule is the official one, `{product}[-{network}].{region}.aliyuncs.com`, with what the product's table has in the
/// place of its code: a network is a hyphen and its name after the first label.
pub(crate) fn host(
    product: &Product,
    region: Option<&str>,
    network: Option<&str>,
) -> Result<String, Error> {
    let listed = match region {
        Some(region) => of(product, region).or_else(|| everywhere(product)),
        None => only(product),
    };
    let pattern = pattern(product);
    let by_rule = |region: &str| pattern.map(|pattern| pattern.host(region));
    let host = match (listed, region, network) {
        // Other networks are of a region, whatever public host the table has for it.
        (Some(_), Some(region), Some(_)) if may_be_region(region) && pattern.is_some() => {
            by_rule(region)
        }
        (Some(host), ..) => Some(host.to_owned()),
        (None, Some(region), _) if may_be_region(region) && pattern.is_some_and(|it| it.rules) => {
            by_rule(region)
        }
        (None, ..) => None,
    };
    let host = host.ok_or_else(|| unknown(product, region))?;
    Ok(match network {
        Some(network) => inside(&host, network),
        None => host,
    })
}

fn of(product: &Product, region: &str) -> Option<&'static str> {
    let mut endpoints = product.endpoints.iter();
    let (_, host) = endpoints.find(|(known, _)| *known == region)?;
    Some(host)
}

/// The only host of a product.
fn only(product: &Product) -> Option<&'static str> {
    let [(_, first), rest @ ..] = product.endpoints else {
        return None;
    };
    rest.iter().all(|(_, host)| host == first).then_some(*first)
}

/// The only host of a product, where it is of no region.
fn everywhere(product: &Product) -> Option<&'static str> {
    let regional = |(region, host): &(&'static str, &'static str)| split(host, region).is_some();
    only(product).filter(|_| !product.endpoints.iter().any(regional))
}

/// What hosts have before and after the region.
#[derive(Clone, Copy)]
struct Pattern {
    before: &'static str,
    after: &'static str,
    /// Most of the table follows it, so that regions which the table does not know do, too.
    rules: bool,
}

impl Pattern {
    fn host(&self, region: &str) -> String {
        format!("{}{region}{}", self.before, self.after)
    }
}

/// The pattern that more regions of a product follow than any other.
fn pattern(product: &Product) -> Option<Pattern> {
    let parts = || {
        let endpoints = product.endpoints.iter();
        endpoints.filter_map(|(region, host)| split(host, region))
    };
    let follow = |pattern: (&str, &str)| parts().filter(|other| *other == pattern).count();
    let (count, (before, after)) = parts()
        .map(|parts| (follow(parts), parts))
        .max_by_key(|(count, _)| *count)?;
    (count >= FEWEST).then_some(Pattern {
        before,
        after,
        rules: count * 2 > product.endpoints.len(),
    })
}

/// A host without its region, where that stands between dots or hyphens.
fn split(host: &'static str, region: &str) -> Option<(&'static str, &'static str)> {
    let (before, after) = host.split_once(region)?;
    let alone = (before.is_empty() || before.ends_with(['.', '-'])) && after.starts_with('.');
    alone.then_some((before, after))
}

/// `cn-hangzhou`, `ap-southeast-1`: two letters, and more after a hyphen.
fn may_be_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let two_letters = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase());
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let most = text.len() <= 40 && text.contains('-');
    most && parts.next().is_some_and(two_letters) && parts.all(plain)
}

fn unknown(product: &Product, region: Option<&str>) -> Error {
    let name = product.name;
    if product.endpoints.is_empty() {
        return Error::endpoint(format!(
            "no endpoint of {name} is known: set one with `Builder::endpoint`"
        ));
    }
    let known = listed(product, region.unwrap_or_default());
    Error::endpoint(match region {
        Some(region) => {
            format!("{name} has no endpoint in region `{region}`; it has them in {known}")
        }
        None => format!("no region is set and {name} has several: {known}"),
    })
}

/// Regions of a product: of many, those that are most like the one asked for.
fn listed(product: &Product, region: &str) -> String {
    let mut regions: Vec<&str> = product.endpoints.iter().map(|(known, _)| *known).collect();
    if regions.len() <= LISTED {
        return regions.join(", ");
    }
    let alike = |known: &&str| {
        known
            .bytes()
            .zip(region.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    regions.sort_by_key(|known| std::cmp::Reverse(alike(known)));
    let others = regions.split_off(LISTED).len();
    format!("{} and {others} others", regions.join(", "))
}
