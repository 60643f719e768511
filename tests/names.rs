//! Rust names for wire names: unusual ones, and all short strings.

use std::collections::{BTreeMap, BTreeSet};

use acsgen::names::{Case, assign, feature_group, name, package, singular};
use serde_json::Value;

use crate::corpus;

/// Examples, one a line: wire name, name of a value, name of a type.
const EXAMPLES: &str = include_str!("names/examples.txt");

#[test]
fn names_of_the_official_descriptions_read_well() {
    let mut examples = 0;
    for line in EXAMPLES.lines().filter(|line| !line.starts_with('#')) {
        let [wire, value, ty] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            assert!(line.is_empty(), "expected three names: {line}");
            continue;
        };
        assert_eq!(name(wire, Case::Snake), value, "{wire}");
        assert_eq!(name(wire, Case::Pascal), ty, "{wire}");
        examples += 1;
    }
    assert!(examples >= 120, "{examples} examples");
}

/// Names that no description has yet, and names that a rule must not change.
#[test]
fn unusual_words_stay_whole() {
    let cases = [
        ("IPv6Address", "ipv6_address", "Ipv6Address"),
        ("CDNIPv6", "cdn_ipv6", "CdnIpv6"),
        ("HTTPSURL", "https_url", "HttpsUrl"),
        ("NFSv4Acl", "nfsv4_acl", "Nfsv4Acl"),
        ("OAuth2Client", "oauth2_client", "Oauth2Client"),
        ("vCPUs", "vcpus", "Vcpus"),
        ("ENIs", "enis", "Enis"),
        ("ACROSS_CARDS", "across_cards", "AcrossCards"),
        ("IOThreads", "io_threads", "IoThreads"),
        ("UserDataBase64", "user_data_base64", "UserDataBase64"),
        ("EC2", "ec2", "Ec2"),
        ("WAITING_EXECUTE", "waiting_execute", "WaitingExecute"),
        ("New gTLD", "new_gtld", "NewGtld"),
        (">", "greater", "Greater"),
        ("_", "underscore", "Underscore"),
        ("type", "type_", "Type"),
        ("Self", "self_", "Self_"),
        ("Option", "option", "Option_"),
        ("试用版", "试用版", "试用版"),
    ];
    for (wire, value, ty) in cases {
        assert_eq!(name(wire, Case::Snake), value, "{wire}");
        assert_eq!(name(wire, Case::Pascal), ty, "{wire}");
    }
}

#[test]
fn words_of_the_tables_are_found_in_any_case() {
    for wire in ["MySQL", "MySql", "Mysql", "MYSQL", "mysql", "mySQL"] {
        assert_eq!(name(wire, Case::Snake), "mysql", "{wire}");
        assert_eq!(name(wire, Case::Pascal), "Mysql", "{wire}");
    }
}

#[test]
fn the_singular_names_one_element_of_a_list() {
    let cases = [
        ("Instances", "Instance"),
        ("DnsHostList", "DnsHost"),
        ("Policies", "Policy"),
        ("Addresses", "Address"),
        ("Status", "Status"),
        ("Data", "Data"),
        ("List", "List"),
        ("TaskDetail", "TaskDetail"),
        ("ENIs", "Eni"),
        ("VSwitches", "Vswitch"),
    ];
    for (wire, expected) in cases {
        assert_eq!(singular(wire), expected, "{wire}");
    }
}

#[test]
fn the_group_of_an_operation_is_the_word_after_its_verb() {
    let cases = [
        ("DescribeInstanceStatus", "instance"),
        ("RunInstances", "instance"),
        ("AuthorizeSecurityGroup", "security"),
        ("CreateVSwitch", "vswitch"),
        ("DescribeVSwitches", "vswitch"),
        ("DescribeIpv6Gateways", "ipv6"),
        ("ListPoliciesForUser", "policy"),
        ("ListEntries", "entry"),
        ("ListACLs", "acl"),
        ("ListENIs", "eni"),
        ("DescribeVpcs", "vpc"),
        ("QueryDnsHost", "dns"),
        ("OpenHttps", "https"),
        ("CopyCdsFile", "cds"),
        ("GetKubernetesSource", "kubernetes"),
        ("DeleteAccessRule", "access"),
        ("GetDBStatus", "db"),
        ("list_user_groups", "user"),
        ("Login", "login"),
        ("DescribeStatus", "status"),
    ];
    for (wire, expected) in cases {
        assert_eq!(feature_group(wire), expected, "{wire}");
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

/// Returns all strings of up to five characters of an alphabet that covers every rule.
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
fn every_short_string_gives_a_stable_identifier() {
    for wire in short_strings() {
        for case in [Case::Snake, Case::Pascal] {
            let ident = name(&wire, case);
            assert!(
                syn::parse_str::<syn::Ident>(&ident.to_string()).is_ok(),
                "{wire} gives {ident}"
            );
            assert_eq!(ident, name(&wire, case), "{wire}");
        }
    }
}

#[test]
fn names_of_one_scope_are_unique() {
    let strings = short_strings();
    let (names, clashes) = assign(strings.iter().map(String::as_str), Case::Snake, &["new"]);
    let distinct: BTreeSet<String> = names.values().map(ToString::to_string).collect();
    assert_eq!(
        (names.len(), distinct.len()),
        (strings.len(), strings.len())
    );
    assert!(!clashes.is_empty());
}

#[test]
fn clashes_are_resolved_by_spelling_and_not_by_order() {
    let wires = ["Key", "key", "KEY", "HealthCheckURL", "HealthCheckUrl"];
    let (forwards, _) = assign(wires, Case::Snake, &[]);
    let (backwards, _) = assign(wires.into_iter().rev(), Case::Snake, &[]);
    assert_eq!(forwards, backwards);
    assert_eq!(forwards["Key"], "key");
    assert_eq!(forwards["key"], "key_lower");
    assert_eq!(forwards["HealthCheckUrl"], "health_check_url");
}

/// Letters that are words in some names: sides and variants, `TopN`, axes, and headers that begin with `x-`.
const SINGLE_LETTERS: [&str; 6] = ["a", "b", "c", "n", "x", "y"];

/// The maximum number of names in which any other letter is a word. With more, the tables lack a word.
const MAX_NAMES_PER_LETTER: usize = 8;

#[test]
fn single_letters_are_rarely_words() {
    let mut wires = BTreeSet::new();
    for path in corpus::descriptions() {
        let text = std::fs::read_to_string(path).unwrap();
        wire_names(&serde_json::from_str(&text).unwrap(), &mut wires);
    }
    let mut by_letter: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for wire in &wires {
        let name = name(wire, Case::Snake).to_string();
        let words: BTreeSet<&str> = name.split('_').collect();
        let letter = |word: &&str| word.len() == 1 && !word.starts_with(char::is_numeric);
        for word in words.into_iter().filter(letter) {
            by_letter.entry(word.to_owned()).or_default().push(wire);
        }
    }
    for (letter, wires) in by_letter {
        let is_rare =
            wires.len() <= MAX_NAMES_PER_LETTER || SINGLE_LETTERS.contains(&letter.as_str());
        assert!(is_rare, "`{letter}` is a word of {wires:?}");
    }
}

/// Collects the names of operations, components, parameters and fields of a description.
fn wire_names(value: &Value, wires: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if ["apis", "schemas", "properties"].contains(&key.as_str()) {
                    wires.extend(
                        member
                            .as_object()
                            .into_iter()
                            .flatten()
                            .map(|(name, _)| name.clone()),
                    );
                }
                if key == "parameters" {
                    let parameters = member.as_array().into_iter().flatten();
                    let name = |parameter: &Value| parameter["name"].as_str().map(str::to_owned);
                    wires.extend(parameters.filter_map(name));
                }
                wire_names(member, wires);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| wire_names(item, wires)),
        _ => {}
    }
}
