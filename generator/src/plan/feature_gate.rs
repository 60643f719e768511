//! Cargo features that an item is compiled with.
//!
//! **Invariant:** a gate knows names of features only, never what they are for.

use std::collections::BTreeSet;

/// A set of Cargo features of which at least one must be enabled. An empty set is always open.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureGate(BTreeSet<String>);

impl FeatureGate {
    /// Adds a feature that opens the gate.
    pub fn insert(&mut self, feature: &str) {
        self.0.insert(feature.to_owned());
    }

    /// Returns the features, sorted.
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Creates a gate that is open if any of `gates` is.
    pub fn any<'g>(gates: impl IntoIterator<Item = &'g FeatureGate>) -> Self {
        let mut features = BTreeSet::new();
        for gate in gates {
            if gate.0.is_empty() {
                return Self::default();
            }
            features.extend(gate.0.iter().cloned());
        }
        Self(features)
    }
}

impl FromIterator<String> for FeatureGate {
    fn from_iter<I: IntoIterator<Item = String>>(features: I) -> Self {
        Self(features.into_iter().collect())
    }
}

/// An item with its feature gate.
#[derive(Debug)]
pub struct Gated<T> {
    /// The gate.
    pub gate: FeatureGate,
    /// The item.
    pub item: T,
}
