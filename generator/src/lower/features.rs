//! Cargo features: one for each group of operations, so that a program compiles only the operations it calls.
//!
//! **Invariant:** a feature follows from the operation's name alone, or from `acsgen.json`. A description that grows moves
//! no operation to another feature, unless it grows beyond the number of features that crates.io accepts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::reachability::reachable;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::FeatureOverride;
use crate::model::Service;
use crate::names;
use crate::plan::{FeatureGate, Plan};

/// Names that are reserved for features of the crate itself, present or future.
const RESERVED: [&str; 8] = [
    "blocking", "default", "full", "reqwest", "rustls", "serde", "tokio", "tracing",
];

/// Maximum number of features for operations. crates.io accepts 300 features of a crate; the rest is for other features.
const MAX_FEATURES: usize = 250;

/// Maximum length of a feature's name.
const MAX_LEN: usize = 64;

/// Returns the feature of each operation, by wire name.
pub(super) fn assign<'s>(
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
    if distinct.len() > MAX_FEATURES {
        for feature in features.values_mut() {
            feature.truncate(1);
        }
    }
    for config in overrides {
        match features.get_mut(config.operation.as_str()) {
            None => {
                let message = format!("there is no operation `{}`", config.operation);
                let help = "remove it from `features`, or correct its name";
                diagnostics.error(
                    DiagnosticCode::UnknownFeatureTarget,
                    &config.declared_at,
                    message,
                    help,
                );
            }
            Some(feature) if *feature == config.feature => {
                let message = format!(
                    "`{}` has the feature `{}` already",
                    config.operation, config.feature
                );
                let help = "remove it from `features`";
                diagnostics.error(
                    DiagnosticCode::UnusedFeature,
                    &config.declared_at,
                    message,
                    help,
                );
            }
            Some(feature) => {
                check_name(config, diagnostics);
                feature.clone_from(&config.feature);
            }
        }
    }
    features
}

/// Returns the feature of an operation that `acsgen.json` does not mention.
fn by_rule(operation: &str) -> String {
    let group = names::feature_group(operation);
    if RESERVED.contains(&group.as_str()) {
        format!("{group}-group")
    } else {
        group
    }
}

fn check_name(config: &FeatureOverride, diagnostics: &mut Diagnostics) {
    let feature = config.feature.as_str();
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let help = if RESERVED.contains(&feature) {
        format!("`{feature}` is reserved for the crate itself; choose another name")
    } else if feature.len() > MAX_LEN || !feature.split('-').all(is_word) {
        "write words in lower case with `-` between them, such as `dns-host`".to_owned()
    } else {
        return;
    };
    let message = format!(
        "`{feature}` cannot be the feature of `{}`",
        config.operation
    );
    diagnostics.error(
        DiagnosticCode::InvalidFeature,
        &config.declared_at,
        message,
        help,
    );
}

/// Gates every item by the features of the operations that need it.
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
        for name in reachable(&plan.types, named) {
            needed.entry(name).or_default().insert(feature);
        }
    }
    // Types that every feature needs are always compiled.
    needed.retain(|_, gate| gate.features().count() < all.len());
    for shared in &mut plan.types {
        shared.gate = needed
            .remove(&shared.item.name().to_string())
            .unwrap_or_default();
    }
}
