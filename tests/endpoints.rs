//! Hosts of every official description at hand, by region and by network.

use std::fs;

use acs_client::codegen::{ApiStyle, Product};
use serde_json::Value;

use crate::corpus;

/// Region and host.
type Endpoint = (&'static str, &'static str);

/// What a client holds lives as long as its program; the same goes for these few.
fn kept(text: &str) -> &'static str {
    text.to_owned().leak()
}

/// The table as the description says it, read without any code of ours.
fn table(description: &Value) -> Vec<Endpoint> {
    let endpoints = description["endpoints"].as_array().unwrap().iter();
    let text = |one: &Value, key: &str| kept(one[key].as_str().unwrap_or_default().trim());
    endpoints
        .map(|one| (text(one, "regionId"), text(one, "endpoint")))
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
    /// Left out of the table and asked for all the same.
    guessed: usize,
    refused: usize,
    wrong: usize,
}

#[test]
fn regions_resolve_as_the_descriptions_say() {
    let mut counts = Counts::default();
    for path in corpus::descriptions() {
        let text = fs::read_to_string(path).unwrap();
        let table = table(&serde_json::from_str(&text).unwrap());
        let whole = product(table.clone());
        for (index, (region, host)) in table.iter().enumerate() {
            counts.listed += 1;
            let same = whole
                .host(Some(region), None)
                .is_ok_and(|found| found == *host);
            counts.as_listed += usize::from(same);
            let vpc = whole.host(Some(region), Some("vpc")).unwrap();
            counts.on_vpc += usize::from(vpc.split('.').next().unwrap().ends_with("-vpc"));
            let mut others = table.clone();
            others.remove(index);
            match product(others).host(Some(region), None) {
                Ok(found) if found == *host => counts.guessed += 1,
                Ok(_) => counts.wrong += 1,
                Err(_) => counts.refused += 1,
            }
        }
    }
    println!("{counts:?}");
    assert_eq!(counts.as_listed, counts.listed);
    assert_eq!(counts.on_vpc, counts.listed);
    // What the rule says of a region it has not seen is seldom another host than the description's.
    assert!(counts.wrong * 20 <= counts.listed, "{counts:?}");
}
