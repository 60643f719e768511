//! Wire names into Rust names: the awkward ones, and every short string there is.

use std::collections::BTreeSet;

use acsgen::names::{Kind, name, package, scope, singular};

#[test]
fn awkward_words_stay_whole() {
    let cases = [
        ("InstanceId", "instance_id", "InstanceId"),
        ("VSwitchId", "vswitch_id", "VswitchId"),
        ("IPv6Address", "ipv6_address", "Ipv6Address"),
        ("DBInstanceId", "db_instance_id", "DbInstanceId"),
        ("ENIs", "enis", "Enis"),
        (
            "CreateVpcEndpoint",
            "create_vpc_endpoint",
            "CreateVpcEndpoint",
        ),
        ("WAITING_EXECUTE", "waiting_execute", "WaitingExecute"),
        ("New gTLD", "new_gtld", "NewGtld"),
        ("x-oss-meta-*", "x_oss_meta", "XOssMeta"),
        ("405Pv", "n405pv", "N405pv"),
        (">", "greater", "Greater"),
        ("_", "underscore", "Underscore"),
        ("type", "type_", "Type"),
        ("Self", "self_", "Self_"),
        ("Option", "option", "Option_"),
        ("Filter.1.Key", "filter_1_key", "Filter1Key"),
        ("试用版", "试用版", "试用版"),
    ];
    for (wire, value, ty) in cases {
        assert_eq!(name(wire, Kind::Value), value, "{wire}");
        assert_eq!(name(wire, Kind::Type), ty, "{wire}");
    }
}

#[test]
fn one_element_of_a_list() {
    let cases = [
        ("Instances", "Instance"),
        ("DnsHostList", "DnsHost"),
        ("Policies", "Policy"),
        ("Addresses", "Address"),
        ("Status", "Status"),
        ("Data", "Data"),
        ("List", "List"),
        ("TaskDetail", "TaskDetail"),
    ];
    for (wire, one) in cases {
        assert_eq!(singular(wire), one, "{wire}");
    }
}

#[test]
fn packages_are_named_after_product_and_version() {
    let (package, folder, library) = package("Domain", "2018-01-29");
    assert_eq!(
        [&package, &folder, &library].map(String::as_str),
        [
            "acs-domain-20180129",
            "domain-2018-01-29",
            "acs_domain_20180129"
        ]
    );
}

/// All strings of up to five characters over an alphabet of trouble.
fn short_strings() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut start = 0;
    for _ in 0..5 {
        let end = all.len();
        for index in start..end {
            for character in ['a', 'A', '1', '_', '-', 'é'] {
                all.push(format!("{}{character}", all[index]));
            }
        }
        start = end;
    }
    all.split_off(1)
}

#[test]
fn every_short_string_is_an_identifier_and_stays_the_same() {
    for wire in short_strings() {
        for kind in [Kind::Value, Kind::Type] {
            let ident = name(&wire, kind);
            assert!(
                syn::parse_str::<syn::Ident>(&ident.to_string()).is_ok(),
                "{wire} gives {ident}"
            );
            assert_eq!(ident, name(&wire, kind), "{wire}");
        }
    }
}

#[test]
fn in_one_scope_no_two_names_are_the_same() {
    let strings = short_strings();
    let (names, clashes) = scope(strings.iter().map(String::as_str), Kind::Value, &["new"]);
    let distinct: BTreeSet<String> = names.values().map(ToString::to_string).collect();
    assert_eq!(
        (names.len(), distinct.len()),
        (strings.len(), strings.len())
    );
    assert!(!clashes.is_empty());
}

#[test]
fn a_clash_is_settled_by_the_spelling_not_by_the_order() {
    let wires = ["Key", "key", "KEY", "HealthCheckURL", "HealthCheckUrl"];
    let (forwards, _) = scope(wires, Kind::Value, &[]);
    let (backwards, _) = scope(wires.into_iter().rev(), Kind::Value, &[]);
    assert_eq!(forwards, backwards);
    assert_eq!(forwards["Key"], "key");
    assert_eq!(forwards["key"], "key_lower");
    assert_eq!(forwards["HealthCheckUrl"], "health_check_url");
}
