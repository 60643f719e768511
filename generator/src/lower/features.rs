//! Cargo features: one for each group of operations, so that a program compiles what it names and no more.
//!
//! **Invariant:** a feature comes out of the operation's name alone, or out of a fact: a description that grows moves
//! no operation to another one, short of the many groups that no registry takes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::reach::reached;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::Service;
use crate::names;
use crate::plan::{FeatureGate, Plan};
use crate::spec::FeatureOverride;

/// What the crate itself calls a feature, now or in times to come.
const RESERVED: [&str; 8] = [
    "blocking", "default", "full", "reqwest", "rustls", "serde", "tokio", "tracing",
];

/// crates.io takes 300 features of a crate; some are not for operations.
const MOST: usize = 250;

/// Longest name of a feature; no word of a description comes near.
const LONGEST: usize = 64;

/// The feature of each operation, by wire name.
pub(super) fn features<'s>(
    service: &'s Service,
    overrides: &[FeatureOverride],
    diagnostics: &mut Diagnostics,
) -> HashMap<&'s str, String> {
    let mut features: HashMap<&str, String> = service
        .operations
        .iter()
        .map(|operation| (operation.name.as_str(), by_rule(&operation.name)))
        .collect();
    let distinct: BTreeSet<&String> = features.values().collect();
    if distinct.len() > MOST {
        for feature in features.values_mut() {
            feature.truncate(1);
        }
    }
    for fact in overrides {
        match features.get_mut(fact.operation.as_str()) {
            None => {
                let message = format!("there is no operation `{}`", fact.operation);
                let help = "remove it from `features`, or correct its name";
                diagnostics.error(
                    DiagnosticCode::UnknownFeatureTarget,
                    &fact.declared_at,
                    message,
                    help,
                );
            }
            Some(feature) if *feature == fact.feature => {
                let message = format!("the feature of `{}` is that anyway", fact.operation);
                let help = "remove it from `features`";
                diagnostics.error(
                    DiagnosticCode::UnusedFeature,
                    &fact.declared_at,
                    message,
                    help,
                );
            }
            Some(feature) => {
                check(fact, diagnostics);
                feature.clone_from(&fact.feature);
            }
        }
    }
    features
}

fn by_rule(operation: &str) -> String {
    let group = names::feature_group(operation);
    if RESERVED.contains(&group.as_str()) {
        format!("{group}-group")
    } else {
        group
    }
}

fn check(fact: &FeatureOverride, diagnostics: &mut Diagnostics) {
    let feature = fact.feature.as_str();
    let word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let help = if RESERVED.contains(&feature) {
        format!("`{feature}` is for the crate itself; take another name")
    } else if feature.len() > LONGEST || !feature.split('-').all(word) {
        "write words in lower case with `-` between them, such as `dns-host`".to_owned()
    } else {
        return;
    };
    let message = format!("`{feature}` cannot be the feature of `{}`", fact.operation);
    diagnostics.error(
        DiagnosticCode::InvalidFeature,
        &fact.declared_at,
        message,
        help,
    );
}

/// Puts everything behind the features of the operations that need it.
pub(super) fn gate(plan: &mut Plan, features: &HashMap<&str, String>) {
    let feature = |wire: &str| {
        features
            .get(wire)
            .cloned()
            .into_iter()
            .collect::<FeatureGate>()
    };
    for operation in &mut plan.operations {
        operation.gate = feature(&operation.wire_name);
    }
    for waiter in &mut plan.waiters {
        waiter.gate = feature(&waiter.wire_name);
    }
    let all = plan.features();
    let mut needed: BTreeMap<String, FeatureGate> = BTreeMap::new();
    for (feature, operations) in &all {
        let named = operations.iter().flat_map(|operation| &operation.shared);
        for name in reached(&plan.types, named) {
            needed.entry(name).or_default().insert(feature);
        }
    }
    // What all need is there without being asked for.
    needed.retain(|_, gate| gate.features().count() < all.len());
    for shared in &mut plan.types {
        shared.gate = needed
            .remove(&shared.item.name().to_string())
            .unwrap_or_default();
    }
}
