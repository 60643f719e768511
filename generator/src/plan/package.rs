//! The plan of a whole crate.
//!
//! **Invariant:** operations, types and waiters stand in the order of their names. Nothing here knows a file's text.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use super::feature_gate::{FeatureGate, Gated};
use super::operation::OperationPlan;
use super::types::{Enumeration, Item};
use super::waiter::Waiter;

/// One generated crate.
#[derive(Debug)]
pub struct Plan {
    /// Package name, such as `acs-domain-20180129`.
    pub package: String,
    /// Folder under the output folder, such as `domain-2018-01-29`.
    pub folder: String,
    /// Library name, such as `acs_domain_20180129`.
    pub library: String,
    /// Name of the description, for the header of every file.
    pub source: String,
    /// Product code on the wire.
    pub product: String,
    /// Version on the wire.
    pub version: String,
    /// Variant of the runtime's `ApiStyle`.
    pub style: Ident,
    /// Region and host of each endpoint, by region.
    pub endpoints: Vec<(String, String)>,
    /// Operations, by wire name.
    pub operations: Vec<OperationPlan>,
    /// Table of contents; empty if the description has none.
    pub groups: Vec<OperationGroup>,
    /// Types that several operations share, by name.
    pub types: Vec<Gated<Item>>,
    /// Error codes that operations document, if any operation documents one.
    pub errors: Option<Enumeration>,
    /// Waiters, by name.
    pub waiters: Vec<Waiter>,
}

impl Plan {
    /// Returns the features of operations, and the operations of each feature.
    #[must_use]
    pub fn features(&self) -> BTreeMap<String, Vec<&OperationPlan>> {
        let mut features: BTreeMap<String, Vec<&OperationPlan>> = BTreeMap::new();
        for operation in &self.operations {
            for feature in operation.gate.features() {
                features
                    .entry(feature.to_owned())
                    .or_default()
                    .push(operation);
            }
        }
        features
    }

    /// Returns the gate of the module of shared types.
    #[must_use]
    pub fn types_gate(&self) -> FeatureGate {
        FeatureGate::any(self.types.iter().map(|shared| &shared.gate))
    }

    /// Returns the gate of the module of waiters.
    #[must_use]
    pub fn waiters_gate(&self) -> FeatureGate {
        FeatureGate::any(self.waiters.iter().map(|waiter| &waiter.gate))
    }

    /// Returns the operation that examples of the crate call: the first that only reads, else the first.
    #[must_use]
    pub fn example(&self) -> Option<&OperationPlan> {
        let reading = self.operations.iter().find(|operation| operation.read_only);
        reading.or(self.operations.first())
    }

    /// Removes every feature gate, for code that is included into a crate with features of its own.
    pub fn remove_gates(&mut self) {
        let operations = self
            .operations
            .iter_mut()
            .map(|operation| &mut operation.gate);
        let types = self.types.iter_mut().map(|shared| &mut shared.gate);
        let waiters = self.waiters.iter_mut().map(|waiter| &mut waiter.gate);
        for gate in operations.chain(types).chain(waiters) {
            *gate = FeatureGate::default();
        }
    }
}

/// A heading and the operations under it.
#[derive(Debug)]
pub struct OperationGroup {
    /// Text of the heading; empty for operations that stand under no heading.
    pub title: String,
    /// Number of headings above this one.
    pub depth: usize,
    /// Wire names of the operations.
    pub operations: Vec<String>,
}
