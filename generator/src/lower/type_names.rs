//! Names of the types in one module.
//!
//! A type takes its name from the wire name it stands under. If two different types have the same name, the one nearest
//! to the root keeps it, and the other takes its parent's name as a prefix.
//!
//! **Invariant:** the order of a description decides nothing here.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Direction, Types, wrapped_list};
use crate::names;

/// Number of times that a type may take another prefix before it is named after its path.
const MAX_ROUNDS: usize = 8;

impl Types<'_> {
    /// Chooses the name of every type. `reserved` names belong to others.
    pub(super) fn assign_names(&mut self, reserved: &BTreeSet<String>) {
        self.names = self
            .drafts
            .iter()
            .map(|draft| draft.preferred.clone())
            .collect();
        for _ in 0..MAX_ROUNDS {
            let losers = self.losers(reserved);
            if losers.is_empty() {
                return;
            }
            for loser in losers {
                self.names[loser] = names::concat(self.prefix(loser), &self.names[loser]);
            }
        }
        for loser in self.losers(reserved) {
            self.names[loser] = names::concat(&names::type_name(&self.drafts[loser].path), "Type");
        }
    }

    /// Returns the prefix for a longer name: that of the nearest object around the type that does not only wrap a list.
    fn prefix(&self, index: usize) -> &str {
        let mut parent = self.drafts[index].parent;
        while let Some(index) = parent {
            if wrapped_list(self.drafts[index].schema).is_none() {
                return &self.drafts[index].prefix;
            }
            parent = self.drafts[index].parent;
        }
        match self.drafts[index].direction {
            Direction::Request => "Input",
            Direction::Response => "Response",
        }
    }

    /// Returns the drafts that must give up their name to another draft or to a reserved name.
    fn losers(&self, reserved: &BTreeSet<String>) -> Vec<usize> {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, name) in self.names.iter().enumerate() {
            groups.entry(name).or_default().push(index);
        }
        let mut losers = Vec::new();
        for (name, mut group) in groups {
            group.sort_by_key(|index| {
                let draft = &self.drafts[*index];
                (
                    !draft.fixed,
                    draft.depth,
                    draft.direction,
                    draft.path.clone(),
                )
            });
            let winner = &self.drafts[group[0]];
            let taken = reserved.contains(name) && !winner.fixed;
            let loses = |index: &usize| taken || !winner.is_same_type(&self.drafts[*index]);
            losers.extend(group.into_iter().filter(loses));
        }
        losers
    }
}
