//! Rust names that a person gave in `acsgen.json`, by path.
//!
//! **Invariant:** a path is looked up as it is written; nothing here knows the description.

use std::collections::HashMap;

use crate::model::Overrides;

/// Rust names by path, such as `QueryDomainList.Data[]` or `ListThings.Order=asc`.
pub(super) struct NameOverrides<'s>(HashMap<&'s str, &'s str>);

impl<'s> NameOverrides<'s> {
    pub(super) fn new(overrides: &'s Overrides) -> Self {
        let names = overrides.names.iter();
        Self(
            names
                .map(|name| (name.at.as_str(), name.name.as_str()))
                .collect(),
        )
    }

    pub(super) fn get(&self, path: &str) -> Option<&'s str> {
        self.0.get(path).copied()
    }
}
