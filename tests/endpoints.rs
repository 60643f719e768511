//! Hosts of every available official description, by region and network.

use std::fs;

use acs_client::codegen::{ApiStyle, Product};
use serde_json::Value;

use crate::corpus;

/// A region and its host.
type Endpoint = (&'static str, &'static str);

/// Returns a text that lives as long as the program, as the tables of generated crates do.
fn leak(text: &str) -> &'static str {
    text.to_owned().leak()
}

/// Reads the table of endpoints from a description, without code of the generator.
fn endpoint_table(description: &Value) -> Vec<Endpoint> {
    let endpoints = description["endpoints"].as_array().unwrap().iter();
    let text =
        |endpoint: &Value, key: &str| leak(endpoint[key].as_str().unwrap_or_default().trim());
    endpoints
        .map(|endpoint| (text(endpoint, "regionId"), text(endpoint, "endpoint")))
        .collect()
}

fn product(endpoints: Vec<Endpoint>) -> Product {
    Product {
        name: "Example",
        version: "1",
        style: ApiStyle::Rpc,
        endpoints: endpoints.leak(),
    }
}

#[derive(Debug, Default)]
struct Counts {
    listed: usize,
    as_listed: usize,
    on_vpc: usize,
    /// Removed from the table, and inferred correctly from the rest of the table.
    inferred: usize,
    /// Removed from the table, and not inferred.
    rejected: usize,
    /// Removed from the table, and inferred incorrectly.
    wrong: usize,
}

#[test]
fn resolves_hosts_as_listed_and_infers_few_wrong_ones() {
    let mut counts = Counts::default();
    for path in corpus::descriptions() {
        let text = fs::read_to_string(path).unwrap();
        let table = endpoint_table(&serde_json::from_str(&text).unwrap());
        let complete = product(table.clone());
        for (index, (region, host)) in table.iter().enumerate() {
            counts.listed += 1;
            let is_listed = complete
                .host(Some(region), None)
                .is_ok_and(|found| found == *host);
            counts.as_listed += usize::from(is_listed);
            let vpc = complete.host(Some(region), Some("vpc")).unwrap();
            counts.on_vpc += usize::from(vpc.split('.').next().unwrap().ends_with("-vpc"));
            let mut others = table.clone();
            others.remove(index);
            match product(others).host(Some(region), None) {
                Ok(found) if found == *host => counts.inferred += 1,
                Ok(_) => counts.wrong += 1,
                Err(_) => counts.rejected += 1,
            }
        }
    }
    println!("{counts:?}");
    assert_eq!(counts.as_listed, counts.listed);
    assert_eq!(counts.on_vpc, counts.listed);
    // At most one in twenty hosts that are inferred from the rest of the table differs from the description.
    assert!(counts.wrong * 20 <= counts.listed, "{counts:?}");
}
