//! What is there with some of the crate's features only.

use std::collections::BTreeSet;

/// Features of which one must be on. Where there are none, nothing is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureGate(BTreeSet<String>);

impl FeatureGate {
    /// One more feature that opens it.
    pub fn insert(&mut self, feature: &str) {
        self.0.insert(feature.to_owned());
    }

    /// The features, sorted.
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Open where any of these is.
    pub fn any<'g>(gates: impl IntoIterator<Item = &'g FeatureGate>) -> Self {
        let mut any = BTreeSet::new();
        for gate in gates {
            if gate.0.is_empty() {
                return Self::default();
            }
            any.extend(gate.0.iter().cloned());
        }
        Self(any)
    }
}

impl FromIterator<String> for FeatureGate {
    fn from_iter<I: IntoIterator<Item = String>>(features: I) -> Self {
        Self(features.into_iter().collect())
    }
}

/// Something and the features it is there with.
#[derive(Debug)]
pub struct Gated<T> {
    /// The features.
    pub gate: FeatureGate,
    /// What is there.
    pub item: T,
}
